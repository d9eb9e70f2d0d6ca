"""Balance: how a scenario plays among bots, thousands of times, as plain numbers and as a report.

The goals a number is held against are those of the scenarios' design: nobody far ahead, no action that is always or
never taken, no card without effect, no ending that does not occur.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from multiprocessing import get_context

from wargame.bots.roster import make_bot
from wargame.content.loader import Content
from wargame.lab.seeds import seed_of
from wargame.lab.tally import SHARES, Counts, count_exercise
from wargame.rules.compile import compile_table
from wargame.rules.table import Table

CHUNK = 20
"""Exercises a worker plays before it reports."""


@dataclass(frozen=True)
class RoleFigures:
    """``share``: of the scores' sum, in per cent; ``best``: how often it alone has the highest score, in per cent."""

    role: str
    bot: str
    share: float
    mean: float
    sd: float
    best: float


@dataclass(frozen=True)
class ActionFigures:
    """``taken``: per cent of the turns in which it was open; ``effect``: own score at the end against not taking it.

    The effect is observed, not an experiment: whoever is doing well may be able to take other actions.
    """

    action: str
    role: str
    chances: int
    taken: float
    effect: float | None


@dataclass(frozen=True)
class CardFigures:
    """``drawn``: in how many exercises, ``moved``: in how many of these it changed something, both in per cent."""

    card: str
    drawn: float
    moved: float | None


@dataclass(frozen=True)
class DealFigures:
    """In how many exercises a deal of this form was made, and broken, in per cent."""

    form: str
    made: float
    broken: float


@dataclass(frozen=True)
class Balance:
    """How a scenario plays at one length. All shares are per cent of the exercises unless they say otherwise.

    ``early``: ended before two thirds of the turns; ``leader``: of those that went beyond half time, the leader then
    led at the end; ``base_rate``: the question came true; ``any_deal``: two roles made a deal; ``checks``: a check of
    no role (an exposure, say) succeeded.
    """

    scenario: str
    length: str
    turns: int
    games: int
    seed: int
    roles: tuple[RoleFigures, ...]
    endings: Mapping[str, float]
    actions: tuple[ActionFigures, ...]
    cards: tuple[CardFigures, ...]
    deals: tuple[DealFigures, ...]
    checks: Mapping[str, float]
    early: float
    before_last: float
    leader: float | None
    base_rate: float | None
    any_deal: float


def balance(
    content: Content,
    length: str,
    games: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Balance:
    """Play ``games`` exercises and count. The figures depend on the content, the bots and the seed, on nothing else.

    ``bots`` are names by role; *doctrine* where none is given. ``progress`` is told how many exercises are done. Raises
    `KeyError` for an unknown length, `ValueError` for an unknown bot or role or without games.
    """
    if games < 1:
        raise ValueError("a balance report needs at least one exercise")
    table = compile_table(content.scenario, content.decks, length, paced=False)
    unknown = set(bots or {}) - set(table.roles)
    if unknown:
        raise ValueError(f"there is no role {min(unknown)!r}; there are: {', '.join(table.roles)}")
    names = tuple((bots or {}).get(role, "doctrine") for role in table.roles)
    for name in names:
        make_bot(name)
    counts: Counts = Counter()
    jobs = [(seed, first, min(first + CHUNK, games)) for first in range(0, games, CHUNK)]
    for part in _counted(content, length, names, jobs, table, workers):
        counts.update(part)
        if progress is not None:
            progress(counts["games", 0])
    return _figures(table, content.scenario.id, length, names, seed, counts)


Job = tuple[int, int, int]
"""(seed of the experiment, first run, run after the last)."""


def _counted(
    content: Content, length: str, names: tuple[str, ...], jobs: list[Job], table: Table, workers: int
) -> Iterator[Counts]:
    if workers <= 1 or len(jobs) == 1:
        player = _Player(table, names)
        yield from map(player.play, jobs)
        return
    # spawned, not forked: the same everywhere, and nothing of this process is shared by accident
    with get_context("spawn").Pool(min(workers, len(jobs)), _begin, (content, length, names)) as pool:
        yield from pool.imap_unordered(_play, jobs)


class _Player:
    """Plays chunks of exercises."""

    def __init__(self, table: Table, names: tuple[str, ...]) -> None:
        self._table = table
        self._bots = [make_bot(name) for name in names]

    def play(self, job: Job) -> Counts:
        seed, first, end = job
        counts: Counts = Counter()
        for i in range(first, end):
            count_exercise(self._table, self._bots, seed_of(seed, i), counts)
        return counts


_player: _Player | None = None
"""The player of a worker process."""


def _begin(content: Content, length: str, names: tuple[str, ...]) -> None:
    global _player
    _player = _Player(compile_table(content.scenario, content.decks, length, paced=False), names)


def _play(job: Job) -> Counts:
    assert _player is not None
    return _player.play(job)


# From counts to figures


def _figures(table: Table, scenario: str, length: str, names: tuple[str, ...], seed: int, counts: Counts) -> Balance:
    games = counts["games", 0]

    def per_cent(name: str, which: int = 0, of: int = games) -> float:
        return 100 * counts[name, which] / of

    return Balance(
        scenario=scenario,
        length=length,
        turns=table.turns,
        games=games,
        seed=seed,
        roles=tuple(_role(table, counts, role, names[role]) for role in range(len(table.roles))),
        endings={ending.id: per_cent("ending", i) for i, (ending, _) in enumerate(table.endings)},
        actions=tuple(_action(table, counts, i) for i in range(len(table.scenario.actions))),
        cards=tuple(
            CardFigures(
                card=card.id,
                drawn=per_cent("drawn", i),
                moved=per_cent("moved", i, counts["drawn", i]) if counts["drawn", i] else None,
            )
            for i, card in enumerate(table.cards)
        ),
        deals=tuple(
            DealFigures(form.id, per_cent("dealt", i), per_cent("broken", i)) for i, form in enumerate(table.forms)
        ),
        checks={
            rule.id: per_cent("found", i) for i, rule in enumerate(table.scenario.upkeep) if rule.check is not None
        },
        early=per_cent("early"),
        before_last=per_cent("before last"),
        leader=per_cent("kept", 0, counts["half", 0]) if counts["half", 0] else None,
        base_rate=per_cent("true") if table.truth is not None else None,
        any_deal=per_cent("any deal"),
    )


def _role(table: Table, counts: Counts, role: int, bot: str) -> RoleFigures:
    games, total = counts["games", 0], counts["score", role]
    variance = (games * counts["square", role] - total * total) / (games * max(games - 1, 1))
    return RoleFigures(
        role=table.roles[role],
        bot=bot,
        share=100 * counts["share", role] / SHARES / games,
        mean=total / games / table.unit,
        sd=sqrt(variance) / table.unit,
        best=100 * counts["best", role] / games,
    )


def _action(table: Table, counts: Counts, i: int) -> ActionFigures:
    action = table.scenario.actions[i]
    chances, taken, left = counts["chance", i], counts["taken", i], counts["left", i]
    effect = None
    if taken and left:
        effect = (counts["taken score", i] / taken - counts["left score", i] / left) / table.unit
    return ActionFigures(action.id, action.role, chances, 100 * taken / chances if chances else 0.0, effect)
