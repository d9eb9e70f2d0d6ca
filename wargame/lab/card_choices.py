"""Card choices: whether each answer to a card can be the right one for the role that gives it.

For every card with several answers there are states as it is met in play (`wargame.lab.card_states`). In each of them
every open answer is given, and bots play on from there to the end: the same seeds for each answer, so that all of them
meet the same cards, dice and moods. An answer is *better* in a state if its role ends with more points than after each
other answer, by more than two standard errors. A card is a *false choice* if one of its answers is better in nearly all
states. An author who means it so silences that on the card, with the reason (``silence: {false-choice: ...}``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from math import sqrt
from statistics import fmean

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.card_states import CardState, find_card_states, list_states, open_contingency, take_answer
from wargame.lab.row_players import OneByOne, RowPlayer
from wargame.lab.run_counts import CountRuns, Counts, compile_with_bots
from wargame.lab.seeds import compute_seed
from wargame.rules.compiler.content_table import ContentTable

CODE = "false-choice"
"""The name by which an author silences it."""
STATES = 30
"""In how many states each card is measured."""
FEWEST_STATES = 10
"""In fewer states nothing is said of a card."""
SHARE = 0.85
"""An answer that is better in more than this share of the states makes a false choice."""
ERRORS = 2
"""By more than how many standard errors an answer must be better."""
TOGETHER = 6000
"""About how many exercises are played together before a worker reports."""


@dataclass(frozen=True)
class AnswerFigures:
    """An answer: in how many states it was open, and in how many of them it was better than every other open one.

    ``lead`` is the mean, over these states, of the points it has more than the best of the others; None if it was open
    in none.
    """

    id: str
    title: str
    open: int
    better: int
    lead: float | None


@dataclass(frozen=True)
class CardChoice:
    """A card with several answers, measured in ``states`` states; in ``met`` of them it came by itself.

    ``false`` is the answer that is better in nearly all states, or None; ``silence`` is the author's reason for that.
    """

    card: str
    title: str
    deck: str
    role: str
    states: int
    met: int
    answers: tuple[AnswerFigures, ...]
    false: str | None
    silence: str | None


@dataclass(frozen=True)
class ChoiceFigures:
    """All cards with several answers of a scenario at one length, with ``pairs`` exercises of each answer and state."""

    scenario: str
    length: str
    turns: int
    pairs: int
    seed: int
    bots: tuple[str, ...]
    cards: tuple[CardChoice, ...]


def measure_choices(
    content: Content,
    length: str,
    pairs: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
    warn: Callable[[str], None] | None = None,
    states: int = STATES,
) -> ChoiceFigures:
    """Measure every card with several answers. The result does not depend on ``workers``.

    ``progress`` is told how many states of how many are measured. Other parameters and errors are those of
    `wargame.lab.experiments.run_experiments`; with fewer than two pairs there is a `ValueError`.
    """
    from wargame.lab.together import count_on_either  # NumPy is loaded when exercises are played

    if pairs < 2:
        raise ValueError("a difference needs at least two pairs of exercises: --games 2 or more")
    opened = open_contingency(content)
    table, names = compile_with_bots(opened, length, bots)
    found = find_card_states(table, content, _make_player(table, names), seed, states)
    listed = list_states(found)
    number = {compute_seed(seed, i): i for i in range(len(listed))}
    alone, at_once = partial(_make_counter, listed, number, pairs), partial(_make_together, listed, number, pairs)
    chunk = max(1, TOGETHER // (2 * pairs))

    def report(done: int) -> None:
        if progress is not None:
            progress(done, len(listed))

    counts = count_on_either(
        alone, at_once, opened, length, names, len(listed), seed, workers, report, warn, most=chunk
    )
    means = [_read_leads(state, i, pairs, table.unit, counts) for i, state in enumerate(listed)]
    cards = []
    at = 0
    for card, mine in found.items():
        cards.append(_build_card(content, table, card, mine, means[at : at + len(mine)]))
        at += len(mine)
    return ChoiceFigures(content.variant, length, table.turns, pairs, seed, names, tuple(cards))


def _make_player(table: ContentTable, names: Sequence[str]) -> RowPlayer:
    """Return what plays rows at a table: together if the batch engine can, else one by one."""
    from wargame.lab.batch.numbers import NoBatchBody
    from wargame.lab.batch.rows import Together

    try:
        return Together(table, names)
    except NoBatchBody:
        return OneByOne(table, [make_bot(name) for name in names])


def _make_counter(
    states: Sequence[CardState], number: Mapping[int, int], pairs: int, table: ContentTable, names: Sequence[str]
) -> CountRuns:
    """Return what measures states one by one. A run is a state: ``number`` has it by the seed of the run."""
    player = OneByOne(table, [make_bot(name) for name in names])
    return partial(_count_states, states, number, pairs, table, player)


def _make_together(
    states: Sequence[CardState], number: Mapping[int, int], pairs: int, table: ContentTable, names: Sequence[str]
) -> CountRuns:
    """Return what measures states over many exercises together."""
    from wargame.lab.batch.rows import Together

    return partial(_count_states, states, number, pairs, table, Together(table, names))


def _count_states(
    states: Sequence[CardState],
    number: Mapping[int, int],
    pairs: int,
    table: ContentTable,
    player: RowPlayer,
    seeds: Sequence[int],
    into: Counts,
) -> None:
    """Play the answers of some states on, and add the sums of the differences and of their squares."""
    arms = [(states[number[seed]], pick, seed) for seed in seeds for pick in states[number[seed]].picks]
    rows = [row for state, pick, _ in arms for row in [take_answer(table, state, pick)] * pairs]
    lucks = [compute_seed(seed, i) for _, _, seed in arms for i in range(pairs)]
    points = player.read_points(rows, lucks, [state.role for state, _, _ in arms for _ in range(pairs)])
    ends = iter([points[at : at + pairs] for at in range(0, len(points), pairs)])
    for seed in seeds:
        i = number[seed]
        played = [(pick, next(ends)) for pick in states[i].picks]
        for (a, some), (b, others) in combinations(played, 2):
            differences = [x - y for x, y in zip(some, others, strict=True)]
            into[f"{a} {b}", i] += sum(differences)
            into[f"{a} {b} squared", i] += sum(d * d for d in differences)


# From counts to figures


@dataclass(frozen=True)
class _Lead:
    """What an answer has more than the best of the others in one state, and whether it is better than each of them."""

    mean: float
    better: bool


def _read_leads(state: CardState, i: int, pairs: int, unit: int, counts: Counts) -> dict[int, _Lead]:
    """Return the lead of each open answer of state ``i``."""
    return {pick: _read_lead(pick, state, i, pairs, unit, counts) for pick in state.picks}


def _read_lead(pick: int, state: CardState, i: int, pairs: int, unit: int, counts: Counts) -> _Lead:
    margins = [*_iter_margins(pick, state, i, pairs, counts)]
    better = all(mean > ERRORS * error for mean, error in margins)
    return _Lead(min(mean for mean, _ in margins) / unit, better)


def _iter_margins(pick: int, state: CardState, i: int, pairs: int, counts: Counts) -> Iterator[tuple[float, float]]:
    """Yield what an answer has more than each other open one, with its standard error, in units of the table."""
    for other in state.picks:
        if other == pick:
            continue
        before = state.picks.index(pick) < state.picks.index(other)
        key = f"{pick} {other}" if before else f"{other} {pick}"
        total, squares = counts[key, i], counts[f"{key} squared", i]
        variance = max(0.0, (pairs * squares - total * total) / (pairs * (pairs - 1)))
        yield (total if before else -total) / pairs, sqrt(variance / pairs)


def _build_card(
    content: Content, table: ContentTable, at: int, states: Sequence[CardState], leads: Sequence[Mapping[int, _Lead]]
) -> CardChoice:
    card = table.cards[at]
    assert card.response is not None
    answers = []
    for pick, option in enumerate(card.response.options):
        mine = [one[pick] for one in leads if pick in one]
        lead = fmean(one.mean for one in mine) if mine else None
        answers.append(AnswerFigures(option.id, option.title, len(mine), sum(one.better for one in mine), lead))
    enough = len(states) >= FEWEST_STATES
    false = next((one.id for one in answers if enough and one.better > SHARE * len(states)), None)
    deck = next(deck for deck in content.decks if any(one.id == card.id for one in deck.cards))
    return CardChoice(
        card=card.id,
        title=card.title,
        deck=deck.id,
        role=card.response.role,
        states=len(states),
        met=sum(state.met for state in states),
        answers=tuple(answers),
        false=false,
        silence=(deck.silence | card.silence).get(CODE),
    )
