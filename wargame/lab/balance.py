"""Balance: play a scenario among bots thousands of times and describe it in numbers.

`wargame.lab.goals` says what the numbers should be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from wargame.bots.bot import Bot
from wargame.content.load.loader import Content
from wargame.lab.playout_statistics import SHARES, GameStatistics
from wargame.lab.run_counts import CHUNK, CountRun, Counts, compile_with_bots, count_each, count_runs
from wargame.lab.together import MOST_TOGETHER, Played, choose_engine, make_counter_together
from wargame.rules.compiler.content_table import ContentTable


@dataclass(frozen=True)
class RoleFigures:
    """The scores of a role at the end, in points.

    ``share``: its part of the sum of all scores, in per cent. ``mean`` and ``sd``: mean and standard deviation.
    ``best``: in how many exercises it alone has the highest score, in per cent.
    """

    role: str
    bot: str
    share: float
    mean: float
    sd: float
    best: float


@dataclass(frozen=True)
class ActionFigures:
    """How often an action was taken, and what went with it.

    ``chances``: the plans in which it was open. ``taken``: in how many of these it was taken, in per cent. ``effect``:
    the mean score of its role at the end after plans that took it, minus that after plans that could have; None if
    either never happened. The effect is observed and no experiment: a role that does well may have other actions open.
    """

    action: str
    role: str
    chances: int
    taken: float
    effect: float | None


@dataclass(frozen=True)
class CardFigures:
    """A card: in how many exercises it was drawn, and in how many of these it changed a number, both in per cent."""

    card: str
    drawn: float
    moved: float | None


@dataclass(frozen=True)
class DealFigures:
    """A form of deals: in how many exercises one was made, and in how many one was broken, in per cent."""

    form: str
    made: float
    broken: float


@dataclass(frozen=True)
class RateFigures:
    """A rate of the scenario: its condition holds at the end of ``share`` per cent of the exercises.

    The scenario wants ``least`` to ``most`` per cent.
    """

    rate: str
    title: str
    share: float
    least: int
    most: int


@dataclass(frozen=True)
class Balance:
    """How a scenario plays at one length. All shares are per cent of the exercises unless they say otherwise.

    ``endings``: by ending. ``checks``: by check of no role (an exposure, say), it succeeded at least once. ``early``:
    the exercise ended before two thirds of the turns; ``before_last``: before the last turn. ``leader``: of the
    exercises that went beyond half time, the leader of that moment led at the end. ``base_rate``: the question came
    true, None without a question. ``any_deal``: two roles made a deal.
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
    rates: tuple[RateFigures, ...]
    played: Played


def measure_balance(
    content: Content,
    length: str,
    games: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Balance:
    """Play ``games`` exercises and count. The figures depend on the content, the bots and the seed alone.

    ``bots`` are names by role, *doctrine* for the roles left out. ``workers`` is the number of processes that share the
    exercises. Ten or more of them are played together where that can be (`wargame.lab.together`). ``progress`` is
    called with the number of exercises done so far. Raises `KeyError` for an unknown length, `ValueError` for an
    unknown bot or role and for fewer than one exercise.
    """
    if games < 1:
        raise ValueError("a balance report needs at least one exercise")
    table, names = compile_with_bots(content, length, bots)
    played = choose_engine(table, names, games, seed)
    make = make_counter_together if played.together else count_each(_make_counter)
    chunk = min(MOST_TOGETHER, -(-games // max(workers, 1))) if played.together else CHUNK
    counts = count_runs(make, content, length, names, games, seed, workers, progress, chunk)
    return _build_balance(table, content.variant, length, names, seed, counts, played)


def _make_counter(table: ContentTable, bots: Sequence[Bot]) -> CountRun:
    return GameStatistics(table, bots).count_exercise


# From counts to figures


def _build_balance(
    table: ContentTable, scenario: str, length: str, names: tuple[str, ...], seed: int, counts: Counts, played: Played
) -> Balance:
    games = counts["games", 0]

    def per_cent(name: str, which: int = 0, of: int = games) -> float:
        return 100 * counts[name, which] / of

    return Balance(
        scenario=scenario,
        length=length,
        turns=table.turns,
        games=games,
        seed=seed,
        roles=tuple(_build_role_figures(table, counts, role, names[role]) for role in range(len(table.roles))),
        endings={ending.id: per_cent("ending", i) for i, (ending, _) in enumerate(table.endings)},
        actions=tuple(_build_action_figures(table, counts, i) for i in range(len(table.scenario.actions))),
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
        rates=tuple(
            RateFigures(rate.id, rate.title, per_cent("rate", i), rate.least, rate.most)
            for i, rate in enumerate(table.scenario.rates)
        ),
        played=played,
    )


def _build_role_figures(table: ContentTable, counts: Counts, role: int, bot: str) -> RoleFigures:
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


def _build_action_figures(table: ContentTable, counts: Counts, i: int) -> ActionFigures:
    action = table.scenario.actions[i]
    chances, taken, left = counts["chance", i], counts["taken", i], counts["left", i]
    effect = None
    if taken and left:
        effect = (counts["taken score", i] / taken - counts["left score", i] / left) / table.unit
    return ActionFigures(action.id, action.role, chances, 100 * taken / chances if chances else 0.0, effect)
