"""Card trial: what a card does if it comes now, early, in the middle and late in an exercise.

Bots play to the turn before whose opening the card is tried; the card itself is out of the pile until then. From a copy
of that row each *arm* plays on: one opens the turn with no card at all, one with the card for each answer to it. As
every draw has an address, all arms meet the same cards, dice and moods later; what differs between them is the card.
What bots answer they choose as always, and the arm with that answer is the one *with the card*; the other answers are
compared from the same rows, so that none looks good only because it was chosen where things stood well.

Differences are means over exercises with their 95 % intervals (Student's t over pairs).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt

from wargame.bots.bot import Bot
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck
from wargame.lab.card_probe import CardProbe, add_deck, build_probe
from wargame.lab.impact import ERROR, compute_quantile
from wargame.lab.run_counts import CountRun, Counts, count_runs, list_bot_names
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.row import ENDING, Row
from wargame.rules.score import compute_score, find_truth


@dataclass(frozen=True)
class CardMargin:
    """A mean difference with its 95 % interval, None where one exercise alone gives none."""

    mean: float
    low: float | None
    high: float | None

    @property
    def is_clear(self) -> bool:
        """Does the interval leave out no difference at all?"""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class NumberShift:
    """A number as the turn opens, on average, without the card and with it and its answer; how often it differs."""

    name: str
    label: str
    without: float
    came: float
    share: float


@dataclass(frozen=True)
class RoleShift:
    """A role's points at the end without the card, on average, and how many more it has with it."""

    role: str
    without: float
    more: CardMargin


@dataclass(frozen=True)
class TrialAnswer:
    """An option: in how many exercises it was open and chosen, its odds in per cent, and what it changes at the end.

    ``odds`` is None without a check. ``sides`` compare it with no card, in every exercise in which it was open.
    """

    id: str
    title: str
    open: int
    chosen: int
    odds: float | None
    sides: tuple[RoleShift, ...]


@dataclass(frozen=True)
class OutcomeShift:
    """An ending, or the question coming true: its share without the card in per cent, and the points it gains."""

    id: str
    title: str
    without: float
    more: CardMargin


@dataclass(frozen=True)
class TrialMoment:
    """One time to come. Of ``games`` exercises ``reached`` get to the turn, and in ``may`` the card could come then.

    The rest is measured on ``measured`` exercises: those in which it could come; where there is none, all.
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
    """A card of a deck tried in a scenario at one length."""

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
) -> CardTrial:
    """Try a card of ``deck`` in ``games`` exercises of ``content``. The result does not depend on ``workers``.

    Raises `ValueError` for an unknown bot or role, `KeyError` for a card or a length there is not.
    """
    together = add_deck(content, deck)
    table = compile_table(together.scenario, together.decks, length, paced=False)
    names = list_bot_names(table, bots)
    tried = build_probe(table, (), deck, card)
    make = partial(_make_counter, deck, card)
    counts = count_runs(make, together, length, names, games, seed, workers, progress)
    moments = tuple(_build_moment(tried, when, turn, counts) for when, turn in list_trial_turns(table.turns).items())
    return CardTrial(
        card=card,
        title=tried.card.title,
        deck=deck.id,
        scenario=content.scenario.id,
        length=length,
        turns=table.turns,
        games=games,
        seed=seed,
        bots=names,
        scheduled=tried.card.turn,
        moments=moments,
    )


def list_trial_turns(turns: int) -> dict[str, int]:
    """The turns at which a card is tried: early, middle and late, as far as they are different ones."""
    found = {"early": max(1, round(turns / 4)), "middle": (turns + 1) // 2, "late": max(1, turns - 1)}
    return {when: turn for i, (when, turn) in enumerate(found.items()) if turn not in list(found.values())[:i]}


# One exercise


def _make_counter(deck: Deck, card: str, table: ContentTable, bots: Sequence[Bot]) -> CountRun:
    tried = build_probe(table, bots, deck, card)
    turns = list(list_trial_turns(table.turns).values())

    def count(seed: int, into: Counts) -> None:
        chance = SeededChance(seed, table.slots)
        row = tried.build_start_row()
        for turn in turns:
            if not tried.reach(row, turn, chance):
                return
            may = tried.may_come(row)
            _count_moment(tried, row, chance, [f"{turn} all", f"{turn} may"] if may else [f"{turn} all"], into)

    return count


def _count_moment(tried: CardProbe, row: Row, chance: Chance, sets: Sequence[str], into: Counts) -> None:
    """Play every arm of one moment, and add up what came of it in each of the ``sets`` it belongs to."""
    table = tried.table
    quiet = tried.open_turn(row, False, chance)
    base = tried.play_to_end(quiet, chance)
    came = tried.open_turn(row, True, chance)
    found: Counts = Counter()
    found["games", 0] = 1
    if not tried.needs_answer(came):
        _compare(table, base, tried.play_to_end(came, chance), "card", found)
        after = came
    else:
        found["asked", 0] = 1
        pick, _ = tried.choose_answer(came, chance)
        found["chosen", pick] = 1
        after = tried.answer_card(came, pick, chance)
        for option in tried.list_picks(came):
            found["open", option] = 1
            found["odds", option] = tried.compute_odds(came, option) or 0
            arm = after if option == pick else tried.answer_card(came, option, chance)
            end = tried.play_to_end(arm, chance)
            _compare(table, base, end, f"option {option}", found)
            if option == pick:
                _compare(table, base, end, "card", found)
    for column in tried.shown:
        if after[column] != quiet[column]:
            found["moved", column] = 1
        found["was", column], found["is", column] = quiet[column], after[column]
    for name in sets:
        for (key, k), n in found.items():
            into[f"{name} {key}", k] += n


def _compare(table: ContentTable, base: Row, end: Row, arm: str, into: Counts) -> None:
    """Add what an arm has more at its end than the exercise without the card, its square, and where both ended."""
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


def _build_moment(tried: CardProbe, when: str, turn: int, counts: Counts) -> TrialMoment:
    table = tried.table
    reached, may = counts[f"{turn} all games", 0], counts[f"{turn} may games", 0]
    chosen = f"{turn} may" if may else f"{turn} all"
    n = may or reached
    if not n:
        return TrialMoment(when, turn, reached, may, 0, 0, (), (), (), ())

    def read(key: str, k: int) -> int:
        return counts[f"{chosen} {key}", k]

    moved = [
        NumberShift(column.name, column.label, read("was", i) / n, read("is", i) / n, read("moved", i) / n)
        for i, column in ((i, table.columns[i]) for i in tried.shown)
        if read("moved", i)
    ]
    moved.sort(key=lambda one: -abs(one.came - one.without))
    answers = tuple(
        TrialAnswer(
            option.id,
            option.title,
            read("open", k),
            read("chosen", k),
            read("odds", k) / read("open", k) if table.rules[tried.rules[k]].target and read("open", k) else None,
            _build_role_shifts(table, read, f"option {k}", read("open", k)),
        )
        for k, option in enumerate(tried.options)
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
    """How much more often something is so with the card, in points of per cent."""
    base, came, both = read(f"base {what}", k), read(f"card {what}", k), read(f"both {what}", k)
    return _compute_margin(100 * (came - base), 10_000 * (came + base - 2 * both), n, 1)


def _compute_margin(total: int, squares: int, n: int, unit: int) -> CardMargin:
    """The mean of n differences, from their sum and the sum of their squares, in points."""
    mean = total / n / unit
    if n < 2:
        return CardMargin(mean, None, None)
    variance = max(0.0, (n * squares - total * total) / (n * (n - 1)))
    reach = compute_quantile(1 - ERROR / 2, n - 1) * sqrt(variance / n) / unit
    return CardMargin(mean, mean - reach, mean + reach)
