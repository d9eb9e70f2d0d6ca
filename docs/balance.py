"""Measure balance and write the page about it: ``python -m docs.balance`` writes docs/balance.md.

Bots play every shipped scenario at every length; the figures are compared with the goals of `wargame.lab.goals`. The
margins of the experiments also go into ``decks/measured``, from which reports tell them beside the claims they test.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from wargame.commands.grammar import parse_positive, parse_seed
from wargame.content.load import library
from wargame.content.load.loader import Content, load_content
from wargame.content.load.measured import (
    MeasuredLength,
    MeasuredMargin,
    compute_rules_digest,
    dump_measured,
    find_measured_file,
)
from wargame.content.load.problems import ContentError
from wargame.lab.balance import Balance, measure_balance
from wargame.lab.experiment_trial import ALWAYS, EARLY, SOON
from wargame.lab.experiments import ExperimentMargin, ExperimentResults, run_experiments
from wargame.lab.goals import Goal, format_margin, list_goals, list_margin_goals

PAGE = Path(__file__).with_name("balance.md")
GAMES, PAIRS, SEED = 20_000, 2_000, 1

OPENING = """\
<!-- Made by `make balance` (docs/balance.py): measure again, do not edit. -->

# Balance

How each shipped scenario plays among `doctrine` bots, at each of its lengths, held against what was wanted of it.
Every figure comes out the same again from the command above it, and each exercise is the one that bots play alone with
its seed: `--replay K` opens exercise K, `--prove N` plays N of them both ways and compares every number. Bots are not
people: they never argue, and they read the rules better than a class does.

The paired margins come from the scenario's own `experiments`: an exercise is played to the first moment at which
the choice makes a difference, copied there, and played on with the same cards, dice and moods, once with the choice
taken early and once with it refused. A margin is the mean of what the first has more, with its standard error; it
counts if it is more than two errors from nothing. These margins show what is built into the rules; they are no
evidence about the world.
"""


class Measured(NamedTuple):
    """What was measured of a scenario at one length; ``rules`` is the digest of what bots played by."""

    title: str
    rules: str
    balance: Balance
    experiments: ExperimentResults

    def list_goals(self) -> list[Goal]:
        """Every goal of the scenario, with what was measured."""
        return [*list_goals(self.balance), *list_margin_goals(self.experiments)]


def build_page(measured: Sequence[Measured]) -> str:
    """Return the page about what was measured."""
    parts = [OPENING, _format_table(("scenario", "length", "turns", "goals met"), _list_overview(measured))]
    title = ""
    for one in measured:
        if one.title != title:
            title = one.title
            parts.append(f"## {title}")
        parts += _format_section(one)
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _list_overview(measured: Iterable[Measured]) -> Iterator[Sequence[str]]:
    for one in measured:
        found = one.list_goals()
        met = sum(goal.is_met for goal in found)
        yield one.title, one.balance.length, str(one.balance.turns), f"{met} of {len(found)}"


def _format_section(one: Measured) -> Iterator[str]:
    played, forced = one.balance, one.experiments
    command = f"wargame balance {played.scenario} --length {played.length} --seed {played.seed}"
    found = one.list_goals()
    yield f"### {one.title}, {played.length}: {played.turns} turns"
    yield f"```\n{command} --games {played.games}\n{command} --games {forced.games} --experiments\n```"
    yield _format_table(
        ("goal", "measured", ""),
        ((goal.wanted, goal.measured, "met" if goal.is_met else "**missed**") for goal in found),
    )
    if misses := [miss for goal in found for miss in goal.misses]:
        yield "Missed:"
        yield "\n".join(f"- {miss}" for miss in misses)
    if rows := [*_list_margins(forced)]:
        yield f"Paired margins, {forced.games} exercises each:"
        yield _format_table(("choice", "against", "of", f"{SOON} turns later", "at the end"), rows)
        for choice in forced.experiments:
            if choice.held:
                held = f"{', '.join(choice.held)} counted as they were when the choice came up"
                yield f"{choice.title}, numbers held: {held}."


def _list_margins(forced: ExperimentResults) -> Iterator[Sequence[str]]:
    for one in forced.experiments:
        for contrast in one.contrasts:
            refused = "refused to the end" if contrast.refused == ALWAYS else f"refused to turn {one.last}"
            for soon, end in zip(contrast.soon, contrast.end, strict=True):
                yield one.title, refused, soon.of, format_margin(soon), format_margin(end)


def build_measured(measured: Iterable[Measured]) -> dict[str, str]:
    """Return the file for `decks/measured` of each scenario, by the scenario's id."""
    lengths: dict[tuple[str, str], dict[str, MeasuredLength]] = {}
    for one in measured:
        found = lengths.setdefault((one.balance.scenario, one.rules), {})
        found[one.balance.length] = MeasuredLength(one.experiments.games, dict(_iter_early_margins(one.experiments)))
    return {scenario: dump_measured(rules, found) for (scenario, rules), found in lengths.items()}


def _iter_early_margins(forced: ExperimentResults) -> Iterator[tuple[str, MeasuredMargin]]:
    """Yield the margin of each experiment for the role that chooses, against refusing the choice as long."""
    for one in forced.experiments:
        for contrast in one.contrasts:
            if contrast.refused == EARLY:
                soon, end = (next(m for m in margins if m.of == one.role) for margins in (contrast.soon, contrast.end))
                yield one.experiment, MeasuredMargin(one.role, *_round(soon), *_round(end))


def _round(margin: ExperimentMargin) -> tuple[float, float]:
    return round(margin.mean, 4), round(margin.error, 4)


def _format_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def measure_length(content: Content, length: str, games: int, pairs: int, seed: int, workers: int) -> Measured:
    """Play a scenario at one length, ``games`` exercises and ``pairs`` pairs of each experiment."""
    cards = [card for deck in content.decks for card in deck.cards]
    return Measured(
        content.scenario.title,
        compute_rules_digest(content.scenario, cards),
        measure_balance(content, length, games, seed=seed, workers=workers),
        run_experiments(content, length, pairs, seed=seed, workers=workers),
    )


def main(argv: Sequence[str] | None = None) -> None:
    """Measure the scenarios that are named, or all, and write the page."""
    options = argparse.ArgumentParser(description="Measure every scenario among bots, and write docs/balance.md.")
    option = options.add_argument
    option("scenarios", metavar="SCENARIO", nargs="*", help="only these (every shipped one)")
    option("--games", metavar="N", type=parse_positive, default=GAMES, help=f"exercises at each length ({GAMES})")
    option("--pairs", metavar="N", type=parse_positive, default=PAIRS, help=f"pairs of each experiment ({PAIRS})")
    option("--seed", metavar="N", type=parse_seed, default=SEED, help=f"of both ({SEED})")
    option("--workers", metavar="N", type=parse_positive, default=os.cpu_count() or 1, help="processes (one a core)")
    option("--output", metavar="FILE", type=Path, default=PAGE, help="where the page goes (docs/balance.md)")
    args = options.parse_args(argv)
    measured = []
    for name in args.scenarios or library.list_scenarios():
        try:
            content = load_content(name)
        except ContentError as error:
            options.error(str(error))
        for length in content.scenario.lengths:
            began = monotonic()
            measured.append(measure_length(content, length, args.games, args.pairs, args.seed, args.workers))
            print(f"{name}, {length}: {monotonic() - began:.0f} s", file=sys.stderr)
    args.output.write_text(build_page(measured), "utf-8")
    print(args.output)
    if args.output == PAGE:
        for scenario, text in build_measured(measured).items():
            path = find_measured_file(scenario)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            print(path)


if __name__ == "__main__":
    main()
