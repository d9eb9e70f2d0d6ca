"""Together: whether the batch engine plays a run of exercises, and the proof that it plays them as the scalar engine.

The first exercises of each run are played by both engines. If a column or a count differs, the difference is told and
the scalar engine plays them all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.batch.numbers import NoBatchBody
from wargame.lab.batch.pairs import PairPlayer
from wargame.lab.batch.playouts import run_batch_playouts
from wargame.lab.batch.statistics import BatchStatistics
from wargame.lab.counterfactuals import Counterfactual, NotOpenError, play_pairs
from wargame.lab.playout_statistics import GameStatistics
from wargame.lab.playouts import run_playout
from wargame.lab.run_counts import CountRuns, Counts, MakeCounter, compile_with_bots, count_runs
from wargame.lab.seeds import compute_seed
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import Table
from wargame.rules.row import Row

FEWEST_TOGETHER = 10
"""Fewer exercises are played one after another: the batch engine needs longer to begin."""
MOST_TOGETHER = 8192
"""How many exercises are played together at most: more need memory and are no faster."""
PROVED = 3
"""How many exercises of a run are played by both engines."""
ARMS_TOGETHER = 1000
"""How many exercises are played together at most where each of them is played on in several arms."""
PROVED_TOGETHER = 500
"""How many exercises of a proof are played together at most, so that its progress is seen."""


@dataclass(frozen=True)
class Played:
    """Which engine played a run: the batch engine if ``together``. Otherwise ``reason`` says why not, if there were
    enough exercises, and ``difference`` how the engines differ, if they do.
    """

    together: bool
    reason: str = ""
    difference: str = ""


def choose_engine(table: ContentTable, names: Sequence[str], games: int, seed: int) -> Played:
    """Return which engine plays ``games`` exercises with the bots ``names``, after the proof on the first of them."""
    if games < FEWEST_TOGETHER:
        return Played(False)
    seeds = [compute_seed(seed, i) for i in range(PROVED)]
    return _try_together(lambda: find_difference(table, names, seeds) or _find_count_difference(table, names, seeds))


def _try_together(compare: Callable[[], str]) -> Played:
    """Return which engine plays. ``compare`` plays some exercises by both and returns how they differ."""
    try:
        difference = compare()
    except NoBatchBody as error:
        return Played(False, reason=str(error))
    except NotOpenError:
        raise
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        difference = f"it stops with {type(error).__name__}: {error}"
    return Played(not difference, difference=difference)


def warn_of_difference(played: Played, warn: Callable[[str], None] | None) -> None:
    """Tell ``warn`` if the engines differ."""
    if played.difference and warn is not None:
        warn(f"the batch engine differs from the scalar engine: {played.difference}; the scalar engine plays instead")


def count_on_either(
    alone: MakeCounter,
    at_once: MakeCounter,
    content: Content,
    length: str,
    names: tuple[str, ...],
    runs: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    warn: Callable[[str], None] | None = None,
    most: int = ARMS_TOGETHER,
) -> Counts:
    """Return the counts of runs as `count_runs` does: those of ``at_once``, or of ``alone`` where that cannot be.

    Both count the first runs. ``warn`` is told if their counts differ; ``alone`` then counts all. ``most`` is how many
    runs are counted together at most.
    """
    played = Played(False)
    if runs >= FEWEST_TOGETHER:
        table = compile_table(content.scenario, content.decks, length, paced=False)
        seeds = [compute_seed(seed, i) for i in range(PROVED)]
        played = _try_together(lambda: compare_counters(alone(table, names), at_once(table, names), seeds))
    warn_of_difference(played, warn)
    if not played.together:
        return count_runs(alone, content, length, names, runs, seed, workers, progress)
    chunk = min(most, -(-runs // max(workers, 1)))
    return count_runs(at_once, content, length, names, runs, seed, workers, progress, chunk)


def compare_counters(alone: CountRuns, together: CountRuns, seeds: Sequence[int]) -> str:
    """Return what two counters count differently over some runs; empty if nothing."""
    first: Counts = Counter()
    second: Counts = Counter()
    alone(seeds, first)
    together(seeds, second)
    for key in sorted({*first, *second}):
        if first[key] != second[key]:
            told = f"{key[0]} {key[1]} is {second[key]} instead of {first[key]}"
            return f"over the first {len(seeds)} exercises, {told}"
    return ""


def make_counter_together(table: ContentTable, names: Sequence[str]) -> CountRuns:
    """Return what plays exercises together and counts them."""
    statistics = BatchStatistics(table, names)

    def count(seeds: Sequence[int], into: Counts) -> None:
        statistics.count_exercises(seeds, into)

    return count


def find_difference(table: Table, names: Sequence[str], seeds: Sequence[int]) -> str:
    """Play exercises by both engines and return how their last rows differ; empty if they are equal.

    Raises `NoBatchBody` if the batch engine cannot play them.
    """
    together = run_batch_playouts(table, names, seeds).tolist()
    bots = [make_bot(name) for name in names]
    for got, seed in zip(together, seeds, strict=True):
        difference = format_difference(table, got, run_playout(table, bots, SeededChance(seed, table.slots)))
        if difference:
            return f"in the exercise with seed {seed}, {difference}"
    return ""


def compare_pairs(table: Table, names: Sequence[str], question: Counterfactual, seed: int) -> Played:
    """Play a pair of a question by both engines. Returns which of them plays the rest.

    Raises `NotOpenError` if the rules refuse the command of an arm.
    """

    def compare() -> str:
        (together,) = PairPlayer(table, names).play([(question, [seed])])
        alone = play_pairs(table, [make_bot(name) for name in names], question, [seed])
        n = question.moment.n
        return "" if together == alone else f"the arms of decision {n} end otherwise under seed {seed}"

    return _try_together(compare)


@dataclass(frozen=True)
class Proof:
    """Exercises played by both engines: in ``equal`` of them every column of the last row is equal.

    ``reason`` says why the batch engine cannot play them. ``differing`` are the numbers of the others, and
    ``difference`` is how the first of these differs.
    """

    games: int
    equal: int
    reason: str = ""
    differing: tuple[int, ...] = ()
    difference: str = ""


def prove_equality(
    content: Content,
    length: str,
    games: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Proof:
    """Play ``games`` exercises by both engines and compare every column of their last rows.

    Parameters and errors are those of `wargame.lab.balance.measure_balance`.
    """
    table, names = compile_with_bots(content, length, bots)
    try:
        run_batch_playouts(table, names, [seed])
    except NoBatchBody as error:
        return Proof(games, 0, reason=str(error))
    chunk = max(1, min(PROVED_TOGETHER, -(-games // max(workers, 1))))
    counts = count_runs(_make_comparer, content, length, names, games, seed, workers, progress, chunk)
    number = {compute_seed(seed, i): i for i in range(games)}
    differing = tuple(sorted(number[at] for what, at in counts if what == "differs"))
    difference = find_difference(table, names, [compute_seed(seed, differing[0])]) if differing else ""
    return Proof(games, counts["equal", 0], "", differing, difference)


def _make_comparer(table: ContentTable, names: Sequence[str]) -> CountRuns:
    bots = [make_bot(name) for name in names]

    def compare(seeds: Sequence[int], into: Counts) -> None:
        together = run_batch_playouts(table, names, seeds).tolist()
        for got, seed in zip(together, seeds, strict=True):
            row = run_playout(table, bots, SeededChance(seed, table.slots))
            into[("equal", 0) if got == row else ("differs", seed)] += 1

    return compare


def format_difference(table: Table, got: Row, row: Row) -> str:
    """Return in which columns a row of the batch engine differs from that of the scalar engine; empty if in none."""
    differ = [
        f"{column.name} ends at {one} instead of {other}"
        for column, one, other in zip(table.columns, got, row, strict=True)
        if one != other
    ]
    more = f", and {len(differ) - 3} more" if len(differ) > 3 else ""
    return ", ".join(differ[:3]) + more


def _find_count_difference(table: ContentTable, names: Sequence[str], seeds: Sequence[int]) -> str:
    """Return what the engines count differently over some exercises; empty if nothing."""
    one_by_one = GameStatistics(table, [make_bot(name) for name in names])

    def count_alone(some: Sequence[int], into: Counts) -> None:
        for seed in some:
            one_by_one.count_exercise(seed, into)

    return compare_counters(count_alone, make_counter_together(table, names), seeds)
