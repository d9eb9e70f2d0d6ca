"""Balance report: balance and experiments as text, eighty columns wide. What misses the goals comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from wargame.lab.balance import Balance
from wargame.lab.experiment_trial import ALWAYS, SOON
from wargame.lab.experiments import ExperimentFigures, ExperimentMargin, ExperimentResults
from wargame.lab.goals import CLEAR, format_margin, list_goals, list_margin_goals
from wargame.lab.text_table import format_table
from wargame.lab.together import Played, Proof

WIDTH = 80
LEGEND = (
    "taken: of the turns in which the action was open. effect: own score at the end, against turns in which it was open"
    " and not taken (observed, not an experiment). moves: in how many of its exercises the card changed something."
)
PAIRED = (
    "Each pair is one exercise, parted at the first moment the choice makes a difference and played on with the same"
    " cards, dice and moods: once the choice is taken, once it is refused. Margins are means of what the first has"
    " more, with their standard errors; where the error is half of the margin or more, take it for none."
)


def list_warnings(balance: Balance) -> list[str]:
    """Return what misses the goals, in one sentence each."""
    return [miss for goal in list_goals(balance) for miss in goal.misses]


def format_balance(balance: Balance) -> str:
    """Return the whole report as plain text."""
    return "\n".join(_iter_lines(balance)) + "\n"


def format_proof(scenario: str, length: str, seed: int, proof: Proof) -> str:
    """Return the result of a comparison of both engines as plain text."""
    head = f"{scenario}, {length}, seed {seed}: "
    if proof.reason:
        said = f"the batch engine cannot play this: {proof.reason}. The scalar engine plays it."
    elif proof.differing:
        those = ", ".join(str(k) for k in proof.differing[:10])
        said = (
            f"{len(proof.differing)} of {proof.games} exercises differ: {those}. The first: {proof.difference}."
            " Please report this."
        )
    else:
        said = f"{proof.equal} of {proof.games} exercises are equal in every number, played together and one by one."
    return "\n".join(wrap(head + said, WIDTH)) + "\n"


def list_engine_lines(played: Played, games: int) -> list[str]:
    """Return why exercises were not played together; empty if they were, or if there are too few of them."""
    if played.difference:
        return [
            f"The batch engine differs from the scalar engine: {played.difference}. The scalar engine played all"
            f" {games} exercises; its figures follow. Please report this."
        ]
    return [f"The scalar engine played all {games} exercises: {played.reason}."] if played.reason else []


def _iter_lines(balance: Balance) -> Iterator[str]:
    yield f"{balance.scenario}, {balance.length}: {balance.turns} turns, {balance.games} exercises, seed {balance.seed}"
    for line in list_engine_lines(balance.played, balance.games):
        yield from wrap(line, WIDTH)
    yield ""
    found = list_warnings(balance)
    yield "Outside the goals:" if found else "Everything lies within the goals."
    for warning in found:
        yield from wrap(warning, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield from _iter_table_lines(
        ("role", "bot", "share %", "mean", "sd", "highest %"),
        ((r.role, r.bot, f"{r.share:.1f}", f"{r.mean:.1f}", f"{r.sd:.1f}", f"{r.best:.1f}") for r in balance.roles),
        words=2,
    )
    yield from _iter_table_lines(("ending", "%"), ((name, f"{share:.1f}") for name, share in balance.endings.items()))
    yield ""
    yield f"  ends before two thirds of the turns   {balance.early:5.1f} %"
    yield f"  ends before the last close            {balance.before_last:5.1f} %"
    if balance.leader is not None:
        yield f"  leader at half time leads at the end  {balance.leader:5.1f} %"
    if balance.base_rate is not None:
        yield f"  the question comes true               {balance.base_rate:5.1f} %"
    if balance.deals:
        yield f"  two roles make a deal                 {balance.any_deal:5.1f} %"
    if balance.rates:
        yield from _iter_table_lines(
            ("at the end", "%", "goal %"),
            ((r.title, f"{r.share:.1f}", f"{r.least} to {r.most}") for r in balance.rates),
        )
    yield from _iter_table_lines(
        ("action", "role", "chances", "taken %", "effect"),
        (
            (a.action, a.role, str(a.chances), f"{a.taken:.1f}", "-" if a.effect is None else f"{a.effect:+.1f}")
            for a in balance.actions
        ),
        words=2,
    )
    if balance.deals:
        yield from _iter_table_lines(
            ("deal", "made %", "broken %"), ((d.form, f"{d.made:.1f}", f"{d.broken:.1f}") for d in balance.deals)
        )
    if balance.checks:
        yield from _iter_table_lines(
            ("check of no role", "succeeds %"), ((name, f"{share:.1f}") for name, share in balance.checks.items())
        )
    yield from _iter_table_lines(
        ("card", "drawn %", "moves %"),
        ((c.card, f"{c.drawn:.1f}", "-" if c.moved is None else f"{c.moved:.1f}") for c in balance.cards),
    )
    yield ""
    yield from wrap(LEGEND, WIDTH)


def _iter_table_lines(heads: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> Iterator[str]:
    """A blank line and a table. The first ``words`` columns contain words and are flush left, the others numbers."""
    yield ""
    yield from format_table(heads, rows, range(words, len(heads)))


def format_experiments(found: ExperimentResults) -> str:
    """Return the results of the experiments as plain text."""
    return "\n".join(_iter_experiment_lines(found)) + "\n"


def _iter_experiment_lines(found: ExperimentResults) -> Iterator[str]:
    yield f"{found.scenario}, {found.length}: {found.turns} turns, {found.games} pairs, seed {found.seed}"
    if not found.experiments:
        yield ""
        yield "The scenario has no experiments (experiments: in its file)."
        return
    for one in found.experiments:
        yield ""
        yield one.title
        yield from wrap(one.text, WIDTH, initial_indent="  ", subsequent_indent="  ")
        yield from _iter_contrast_lines(one, found.games)
    if expected := list_margin_goals(found):
        yield ""
        yield "Against what the scenario expects:"
        for goal in expected:
            verdict = "met" if goal.is_met else "missed"
            yield from wrap(f"{verdict}: {goal.wanted} ({goal.measured})", WIDTH, subsequent_indent="    ",
                            initial_indent="  ")  # fmt: skip
    yield ""
    yield from wrap(PAIRED, WIDTH)


def _iter_contrast_lines(one: ExperimentFigures, games: int) -> Iterator[str]:
    if one.pairs < games:
        yield f"  The choice came up in {one.pairs} of {games} exercises."
    for contrast in one.contrasts:
        refused = "refused to the end" if contrast.refused == ALWAYS else f"refused to turn {one.last}"
        means = {m.of: (m, later) for m, later in zip(contrast.soon, contrast.end, strict=True)}
        yield ""
        soon, end = means[one.role]
        said = f"Taken early, against {refused}: {one.role} has {format_margin_words(soon)} {SOON} turns later"
        yield from wrap(
            f"{said}, and {format_margin_words(end)} at the end.", WIDTH, initial_indent="  ", subsequent_indent="  "
        )
        yield from format_table(
            ("taken less refused", f"{SOON} turns later", "at the end"),
            ((name, format_margin(soon), format_margin(end)) for name, (soon, end) in means.items()),
            (1, 2),
        )
    if one.held and one.contrasts:
        yield ""
        said = f"numbers held: {', '.join(one.held)} counted as they were when the choice came up."
        yield from wrap(said, WIDTH, initial_indent="  ", subsequent_indent="    ")


def format_margin_words(margin: ExperimentMargin) -> str:
    """Return a margin in words: *4.20 ± 0.60 points more*, or *about as many points* if it is not clear."""
    if abs(margin.mean) <= CLEAR * margin.error:
        return f"about as many points ({format_margin(margin)})"
    return f"{abs(margin.mean):.2f} ± {margin.error:.2f} points {'more' if margin.mean > 0 else 'fewer'}"
