"""Card trial: what a card changes if it comes early, in the middle, or late in an exercise.

Bots play to where the turn opens in which the card is tried; until then the card is out of the pile. From a copy of
that row each *arm* plays on: one opens the turn with no card at all, and one for each answer opens it with the card.
Every draw has an address, so all arms meet the same cards, dice and noise later, and the difference between them is the
card. The arm with the answer that the bot chooses is the one *with the card*. The other answers are compared from the
same rows, so that no answer looks good only because it was chosen where things stood well.

Differences are means over exercises with their 95 % intervals (Student's t over pairs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import NamedTuple

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck
from wargame.lab.card_probe import CardProbe, add_deck, build_probe
from wargame.lab.impact import ERROR, compute_quantile
from wargame.lab.row_players import OneByOne, RowPlayer
from wargame.lab.run_counts import CountRuns, Counts, compile_with_bots
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import ENDING, Row
from wargame.rules.score import compute_score, find_truth


@dataclass(frozen=True)
class CardMargin:
    """A mean difference with its 95 % interval; ``low`` and ``high`` are None if there was only one exercise."""

    mean: float
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Is zero outside the interval?"""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class NumberShift:
    """A number after the card: its mean without the card, its mean with the card and the answer, and the share of
    exercises (0 to 1) in which they differ.
    """

    name: str
    label: str
    without: float
    came: float
    share: float


@dataclass(frozen=True)
class RoleShift:
    """The points of a role at the end: the mean without the card, and how many more it has with the card."""

    role: str
    without: float
    more: CardMargin


@dataclass(frozen=True)
class TrialAnswer:
    """An option: in how many exercises it was open and chosen, its mean odds in per cent, and what it changes.

    ``odds`` is None without a check. ``sides`` compare the end with that without the card, over all exercises in which
    the option was open.
    """

    id: str
    title: str
    open: int
    chosen: int
    odds: float | None
    sides: tuple[RoleShift, ...]


@dataclass(frozen=True)
class OutcomeShift:
    """An ending, or the question coming true: its share without the card in per cent, and the per cent it gains."""

    id: str
    title: str
    without: float
    more: CardMargin


@dataclass(frozen=True)
class TrialMoment:
    """A time at which the card was tried: ``reached`` exercises get to the turn; in ``may`` the card could come there.

    The rest is measured on ``measured`` exercises: those in which the card could come, or all if there is none. In
    ``asked`` of them a role answered it.
    """

    when: str
    turn: int
    reached: int
    may: int
    measured: int
    asked: int
    moved: tuple[NumberShift, ...]
    answers: tuple[TrialAnswer, ...]
    sides: tuple[RoleShift, ...]
    outcomes: tuple[OutcomeShift, ...]


@dataclass(frozen=True)
class CardTrial:
    """The trial of a card of a deck in a scenario at one length. ``scheduled`` is the turn in which it always comes."""

    card: str
    title: str
    deck: str
    scenario: str
    length: str
    turns: int
    games: int
    seed: int
    bots: tuple[str, ...]
    scheduled: int | None
    moments: tuple[TrialMoment, ...]


def run_card_trial(
    content: Content,
    deck: Deck,
    card: str,
    length: str,
    games: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> CardTrial:
    """Try a card of ``deck`` in ``games`` exercises of ``content``. The result does not depend on ``workers``.

    ``warn`` is told if the batch engine differs from the scalar one, which then plays all. Raises `ValueError` for an
    unknown bot or role, `KeyError` for an unknown card or length.
    """
    from wargame.lab.together import count_on_either  # NumPy is loaded when exercises are played

    together = add_deck(content, deck)
    table, names = compile_with_bots(together, length, bots)
    probe = build_probe(table, (), deck, card)
    alone, at_once = partial(_make_counter, deck, card), partial(_make_counter_together, deck, card)
    counts = count_on_either(alone, at_once, together, length, names, games, seed, workers, progress, warn)
    moments = tuple(_build_moment(probe, when, turn, counts) for when, turn in list_trial_turns(table.turns).items())
    return CardTrial(
        card=card,
        title=probe.card.title,
        deck=deck.id,
        scenario=content.scenario.id,
        length=length,
        turns=table.turns,
        games=games,
        seed=seed,
        bots=names,
        scheduled=probe.card.turn,
        moments=moments,
    )


def list_trial_turns(turns: int) -> dict[str, int]:
    """The turns at which a card is tried, by *early*, *middle* and *late*. A turn that comes twice is named once."""
    found = {"early": max(1, round(turns / 4)), "middle": (turns + 1) // 2, "late": max(1, turns - 1)}
    return {when: turn for i, (when, turn) in enumerate(found.items()) if turn not in list(found.values())[:i]}


# One exercise


def _make_counter(deck: Deck, card: str, table: ContentTable, names: Sequence[str]) -> CountRuns:
    """Return what tries the card in exercises one by one."""
    bots = [make_bot(name) for name in names]
    return partial(_count_runs, build_probe(table, bots, deck, card), OneByOne(table, bots))


def _make_counter_together(deck: Deck, card: str, table: ContentTable, names: Sequence[str]) -> CountRuns:
    """Return what tries the card in many exercises together."""
    from wargame.lab.batch.rows import Together  # NumPy is loaded when exercises are played

    return partial(_count_runs, build_probe(table, (), deck, card), Together(table, names))


def _count_runs(probe: CardProbe, player: RowPlayer, seeds: Sequence[int], into: Counts) -> None:
    """Try the card in the exercises of these seeds, and add their counts."""
    rows, left = [probe.build_start_row() for _ in seeds], list(seeds)
    for turn in list_trial_turns(probe.table.turns).values():
        rows = player.play_to_turn(rows, left, turn)
        left = [seed for row, seed in zip(rows, left, strict=True) if not row[ENDING]]
        rows = [row for row in rows if not row[ENDING]]
        for row, one in zip(rows, _try_moments(probe, player, rows, left), strict=True):
            for name in ("all", "may") if probe.may_come(row) else ("all",):
                for (key, k), n in one.items():
                    into[f"{turn} {name} {key}", k] += n


class _OpenMoment(NamedTuple):
    """A moment whose turn has opened: without the card, with it, and after each answer that is open, by option."""

    seed: int
    quiet: Row
    came: Row
    answered: dict[int, Row]
    pick: int

    def list_rows(self) -> list[Row]:
        """Return the rows that are played to their ends: without the card first."""
        return [self.quiet, *(self.answered.values() or [self.came])]


def _try_moments(probe: CardProbe, player: RowPlayer, rows: Sequence[Row], seeds: Sequence[int]) -> list[Counts]:
    """Play every arm of each moment, and return its counts."""
    moments = _open_moments(probe, player, rows, seeds)
    arms = [(row, moment.seed) for moment in moments for row in moment.list_rows()]
    ends = iter(player.finish([row for row, _ in arms], [seed for _, seed in arms]))
    return [_count_moment(probe, moment, [next(ends) for _ in moment.list_rows()]) for moment in moments]


def _open_moments(probe: CardProbe, player: RowPlayer, rows: Sequence[Row], seeds: Sequence[int]) -> list[_OpenMoment]:
    """Open the turn of each row without the card and with it, and give each answer to it."""
    chances = [SeededChance(seed, probe.table.slots) for seed in seeds]
    came = [probe.open_turn(row, True, chance) for row, chance in zip(rows, chances, strict=True)]
    asked = [i for i, row in enumerate(came) if probe.needs_answer(row)]
    picks = dict(zip(asked, player.pick_responses([came[i] for i in asked], [seeds[i] for i in asked]), strict=True))
    out = []
    for i, (row, chance) in enumerate(zip(rows, chances, strict=True)):
        options = probe.list_picks(came[i]) if i in picks else ()
        answered = {option: probe.answer_card(came[i], option, chance) for option in options}
        quiet = probe.open_turn(row, False, chance)
        out.append(_OpenMoment(seeds[i], quiet, came[i], answered, picks.get(i, -1)))
    return out


def _count_moment(probe: CardProbe, moment: _OpenMoment, ends: Sequence[Row]) -> Counts:
    """Return the counts of one moment, from the ends of its arms: without the card first."""
    table, quiet, base = probe.table, moment.quiet, ends[0]
    found: Counts = Counter()
    found["games", 0] = 1
    if not moment.answered:
        _compare(table, base, ends[1], "card", found)
        after = moment.came
    else:
        found["asked", 0] = 1
        found["chosen", moment.pick] = 1
        after = moment.answered[moment.pick]
        for option, end in zip(moment.answered, ends[1:], strict=True):
            found["open", option] = 1
            found["odds", option] = probe.compute_odds(moment.came, option) or 0
            _compare(table, base, end, f"option {option}", found)
            if option == moment.pick:
                _compare(table, base, end, "card", found)
    for column in probe.shown:
        if after[column] != quiet[column]:
            found["moved", column] = 1
        found["was", column], found["is", column] = quiet[column], after[column]
    return found


def _compare(table: ContentTable, base: Row, end: Row, arm: str, into: Counts) -> None:
    """Add the points of an arm at its end minus those without the card, their squares, and both endings."""
    for role in range(len(table.roles)):
        before = compute_score(table, base, role)
        more = compute_score(table, end, role) - before
        into[f"{arm} base", role] += before
        into[f"{arm} more", role] += more
        into[f"{arm} squared", role] += more * more
    if arm != "card":
        return
    for side, row in (("base", base), ("card", end)):
        into[f"{side} ending", row[ENDING] - 1] += 1
        into[f"{side} truth", 0] += bool(find_truth(table, row))
    into["both ending", base[ENDING] - 1] += base[ENDING] == end[ENDING]
    into["both truth", 0] += bool(find_truth(table, base) and find_truth(table, end))


# From counts to figures


def _build_moment(probe: CardProbe, when: str, turn: int, counts: Counts) -> TrialMoment:
    table = probe.table
    reached, may = counts[f"{turn} all games", 0], counts[f"{turn} may games", 0]
    chosen = f"{turn} may" if may else f"{turn} all"
    n = may or reached
    if not n:
        return TrialMoment(when, turn, reached, may, 0, 0, (), (), (), ())

    def read(key: str, k: int) -> int:
        return counts[f"{chosen} {key}", k]

    moved = [
        NumberShift(column.name, column.label, read("was", i) / n, read("is", i) / n, read("moved", i) / n)
        for i, column in ((i, table.columns[i]) for i in probe.shown)
        if read("moved", i)
    ]
    moved.sort(key=lambda one: -abs(one.came - one.without))
    answers = tuple(
        TrialAnswer(
            option.id,
            option.title,
            read("open", k),
            read("chosen", k),
            read("odds", k) / read("open", k) if table.rules[probe.rules[k]].target and read("open", k) else None,
            _build_role_shifts(table, read, f"option {k}", read("open", k)),
        )
        for k, option in enumerate(probe.options)
    )
    outcomes = [
        OutcomeShift(ending.id, ending.title, 100 * read("base ending", k) / n, _compute_share(read, "ending", k, n))
        for k, (ending, _) in enumerate(table.endings)
        if read("base ending", k) or read("card ending", k)
    ]
    if table.scenario.question is not None:
        text = table.scenario.question.text
        outcomes.append(
            OutcomeShift("question", text, 100 * read("base truth", 0) / n, _compute_share(read, "truth", 0, n))
        )
    sides = _build_role_shifts(table, read, "card", n)
    return TrialMoment(when, turn, reached, may, n, read("asked", 0), tuple(moved), answers, sides, tuple(outcomes))


_Read = Callable[[str, int], int]


def _build_role_shifts(table: ContentTable, read: _Read, arm: str, n: int) -> tuple[RoleShift, ...]:
    if not n:
        return ()
    return tuple(
        RoleShift(
            name,
            read(f"{arm} base", role) / n / table.unit,
            _compute_margin(read(f"{arm} more", role), read(f"{arm} squared", role), n, table.unit),
        )
        for role, name in enumerate(table.roles)
    )


def _compute_share(read: _Read, what: str, k: int, n: int) -> CardMargin:
    """Return how much more often something happens with the card, in points of per cent."""
    base, came, both = read(f"base {what}", k), read(f"card {what}", k), read(f"both {what}", k)
    return _compute_margin(100 * (came - base), 10_000 * (came + base - 2 * both), n, 1)


def _compute_margin(total: int, squares: int, n: int, unit: int) -> CardMargin:
    """The mean of n differences with its interval, from their sum and the sum of their squares, divided by ``unit``."""
    mean = total / n / unit
    if n < 2:
        return CardMargin(mean, None, None)
    variance = max(0.0, (n * squares - total * total) / (n * (n - 1)))
    reach = compute_quantile(1 - ERROR / 2, n - 1) * sqrt(variance / n) / unit
    return CardMargin(mean, mean - reach, mean + reach)
