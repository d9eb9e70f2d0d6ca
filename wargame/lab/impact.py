"""Impact: how the end would have differed if a decision had been another, measured by playing on from before it.

From a copy of the row before a decision each *arm* plays on to the end with bots: one arm takes what was decided, each
other arm an alternative. The arms of a *pair* share a seed. Every draw has an address, so they meet the same cards,
dice and noise, and the difference between them is the effect of the decision. Pairs have different seeds, and none has
the seed of the exercise: the figures say what the decision was worth when it was made, not what luck made of it
afterwards.

**What mattered** is measured against the best alternative. A decision mattered if it was much better than everything
else that was open, or if it missed something much better. A bad alternative alone gives a decision no weight. The best
alternative is the one with the highest mean minus its standard error, so that an alternative is not best by noise
alone.

**Which decisions mattered most** is a choice among many noisy figures, and the largest of many is too large by chance
(the winner's curse). Therefore the seeds are split. On the first part every decision is measured, and the `LEADING`
decisions are chosen by the size of their difference minus one standard error. Then these are measured again on seeds
that had no part in the choice, and only the new figures are given for them. The best alternative is found on the same
seeds as the figures, so its lead over the other alternatives is still a little too large; ``clear`` takes all
comparisons on those seeds into account (its interval is widened after Bonferroni).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import sqrt
from statistics import NormalDist
from typing import Any

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.counterfactuals import (
    Counterfactual,
    DecisionArm,
    DecisionMoment,
    Tally,
    has_argument,
    play_pairs,
    take_arm,
)
from wargame.lab.run_counts import list_bot_names
from wargame.lab.seeds import compute_seed
from wargame.lab.worker_pool import open_workers
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

LEADING = 5
"""How many decisions are measured again, on fresh seeds."""
FEWEST = 10
"""The least number of pairs on which decisions are chosen; all pairs if there are fewer."""
SHARE = 5
"""Decisions are chosen on the number of pairs divided by this."""
CHUNK = 5
"""Pairs of one decision that a worker plays one by one before it reports."""
TOGETHER = 3000
"""About how many playouts a worker plays together before it reports."""
ERROR = 0.05
"""How often an interval, or one of all those for ``clear`` together, may miss the true value."""


class Cancelled(Exception):
    """The caller stopped the measurement."""


@dataclass(frozen=True)
class Difference:
    """The points of the deciding role at the end under one alternative, minus those under what was decided.

    ``low`` to ``high`` is the 95 % interval of the mean (Student's t over pairs). ``flips`` is the share of pairs (0 to
    1) whose arms reach different endings.
    """

    do: str
    args: Mapping[str, Any]
    pairs: int
    mean: float
    low: float
    high: float
    error: float
    """The standard error of the mean."""
    flips: float


@dataclass(frozen=True)
class DecisionWeight:
    """The weight of a decision: its differences, the one of the best alternative first, and that one's ``size``.

    ``size`` is without a sign, in points. ``fresh``: measured on seeds that had no part in choosing it. ``clear``: the
    first difference is not zero, with all comparisons on the same seeds taken into account.
    """

    n: int
    role: int
    size: float
    clear: bool
    fresh: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class DecisionWeights:
    """All decisions: the leading ones, on ``pairs`` pairs, then the others, on ``chosen_on``; each part by size.

    ``played`` exercises were played on, ``alone`` of them by the scalar engine, as a whole or at their beginning.
    """

    pairs: int
    chosen_on: int
    bots: tuple[str, ...]
    decisions: tuple[DecisionWeight, ...]
    played: int
    alone: int


Progress = Callable[[int, int], None]
"""Is told how many exercises have been played on, and about how many there will be."""


def measure_impact(
    content: Content,
    length: str,
    paced: bool,
    moments: Sequence[DecisionMoment],
    pairs: int,
    *,
    staged: bool = False,
    instead: bool = False,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    warn: Callable[[str], None] | None = None,
) -> DecisionWeights:
    """Measure every decision of ``moments`` that had an alternative. The result does not depend on ``workers``.

    With d decisions of a alternatives each, about ``d * a * pairs / SHARE + LEADING * a * pairs`` exercises are played
    on: together where that can be, after the first pair was played by both engines. ``warn`` is told of a difference
    between the engines; the scalar one then plays all. ``cancelled`` is asked between chunks. Raises `Cancelled` when
    it is true, `NotOpenError` for a moment whose command the rules refuse, `ValueError` for fewer than two pairs and
    for an unknown bot or role.
    """
    if pairs < 2:
        raise ValueError("a difference needs at least two pairs of playouts")
    table = compile_table(content.scenario, content.decks, length, paced, staged, instead)
    names = list_bot_names(table, bots)
    questions = [one for one in (Counterfactual.build(table, moment) for moment in moments) if len(one.arms) > 1]
    chosen_on = min(pairs, max(FEWEST, pairs // SHARE))
    progress_count = _ProgressCount(progress, questions, chosen_on, pairs)
    every = range(len(questions))
    together = _can_play_together(table, names, questions, compute_seed(seed, 0), warn)
    split = partial(_group_jobs, questions, max(workers, 1)) if together else _split_jobs
    parts = [(q, 0, chosen_on) for q in every]
    most = max(len(split(parts)), len(split([(q, chosen_on, chosen_on + pairs) for q in every[:LEADING]])))
    build_worker = partial(_build_worker, content, length, paced, staged, instead, names, questions, seed, together)
    with open_workers(build_worker, min(workers, most)) as do_jobs:
        tallies = _sum_tallies(do_jobs, split(parts), questions, progress_count, cancelled)
        first = _measure_differences(table, questions, tallies, chosen_on)
        ranked = sorted(every, key=lambda q: (-_compute_lead(first[q][0]), questions[q].moment.n))
        leading = ranked[:LEADING]
        progress_count.settle(leading)
        parts = [(q, chosen_on, chosen_on + pairs) for q in leading]
        tallies = _sum_tallies(do_jobs, split(parts), questions, progress_count, cancelled)
        again = _measure_differences(table, questions, tallies, pairs)
    tests, few = (sum(len(questions[q].arms) - 1 for q in some) for some in (every, leading))
    fresh = [_build_weight(questions[q], again[q], few, True) for q in leading]
    rest = [_build_weight(questions[q], first[q], tests, False) for q in ranked[LEADING:]]
    by_size = [*sorted(fresh, key=_compute_sort_key), *sorted(rest, key=_compute_sort_key)]
    played, alone = (
        chosen_on * sum(counts) + pairs * sum(counts[q] for q in leading)
        for counts in (
            [len(one.arms) for one in questions],
            [_count_alone(table, one) if together else len(one.arms) for one in questions],
        )
    )
    return DecisionWeights(pairs, chosen_on, names, tuple(by_size), played, alone)


def _count_alone(table: Table, question: Counterfactual) -> int:
    """Return how many arms the batch engine cannot play from their beginning, since an argument is to be heard."""
    return sum(has_argument(table, take_arm(table, question.moment, arm)) for arm in question.arms)


def _compute_sort_key(weight: DecisionWeight) -> tuple[float, int]:
    return -weight.size, weight.n


# Playing on


JobPart = tuple[int, int, int]
"""(question, first pair, pair after the last)."""
Job = Sequence[JobPart]
"""What a worker plays before it reports: the parts of a job are played together."""
PlayedPart = tuple[int, int, list[Tally]]
"""(question, number of pairs, a tally for each alternative)."""
DoJobs = Callable[[Iterable[Job]], Iterator[Sequence[PlayedPart]]]


def _can_play_together(
    table: Table,
    names: Sequence[str],
    questions: Sequence[Counterfactual],
    seed: int,
    warn: Callable[[str], None] | None,
) -> bool:
    """Play a pair of the first question by both engines. Returns whether the batch engine plays as the scalar one."""
    from wargame.lab.together import (  # NumPy is loaded when exercises are played, not with the app
        compare_pairs,
        warn_of_difference,
    )

    if not questions:
        return False
    played = compare_pairs(table, names, questions[0], seed)
    warn_of_difference(played, warn)
    return played.together


def _build_worker(
    content: Content,
    length: str,
    paced: bool,
    staged: bool,
    instead: bool,
    names: Sequence[str],
    questions: Sequence[Counterfactual],
    seed: int,
    together: bool,
) -> Callable[[Job], Sequence[PlayedPart]]:
    """Return a function that plays the pairs of a job."""
    table = compile_table(content.scenario, content.decks, length, paced, staged, instead)

    def list_asked(job: Job) -> list[tuple[Counterfactual, list[int]]]:
        return [(questions[q], [compute_seed(seed, i) for i in range(first, end)]) for q, first, end in job]

    def report(job: Job, tallies: Iterable[list[Tally]]) -> list[PlayedPart]:
        return [(q, end - first, one) for (q, first, end), one in zip(job, tallies, strict=True)]

    if together:
        from wargame.lab.batch.pairs import PairPlayer

        player = PairPlayer(table, names)
        return lambda job: report(job, player.play(list_asked(job)))
    bots = [make_bot(name) for name in names]
    return lambda job: report(job, (play_pairs(table, bots, one, seeds) for one, seeds in list_asked(job)))


def _sum_tallies(
    do_jobs: DoJobs,
    jobs: Sequence[Job],
    questions: Sequence[Counterfactual],
    progress: _ProgressCount,
    cancelled: Callable[[], bool] | None,
) -> dict[int, list[Tally]]:
    """Return the tallies of each question in the jobs, one for each alternative. Raises `Cancelled`."""
    total = {q: [(0, 0, 0)] * (len(questions[q].arms) - 1) for job in jobs for q, _, _ in job}
    for played in do_jobs(jobs):
        for q, _, tallies in played:
            total[q] = [_add_tallies(a, b) for a, b in zip(total[q], tallies, strict=True)]
        progress.add(sum(pairs * len(questions[q].arms) for q, pairs, _ in played))
        if cancelled is not None and cancelled():
            raise Cancelled
    return total


def _split_jobs(parts: Iterable[JobPart]) -> list[Job]:
    """Return jobs of at most `CHUNK` pairs each."""
    return [((q, at, min(at + CHUNK, end)),) for q, first, end in parts for at in range(first, end, CHUNK)]


def _group_jobs(questions: Sequence[Counterfactual], workers: int, parts: Sequence[JobPart]) -> list[Job]:
    """Return jobs of about `TOGETHER` playouts each; each worker has one, if there are not more."""
    whole = sum(len(questions[q].arms) * (end - first) for q, first, end in parts)
    size = -(-whole // max(workers, -(-whole // TOGETHER)))
    jobs: list[Job] = []
    mine: list[JobPart] = []
    room = size
    for q, first, end in parts:
        arms = len(questions[q].arms)
        while first < end:
            pairs = min(end - first, max(1, -(-room // arms)))
            mine.append((q, first, first + pairs))
            first, room = first + pairs, room - pairs * arms
            if room <= 0:
                jobs.append(mine)
                mine, room = [], size
    return [*jobs, mine] if mine else jobs


def _add_tallies(a: Tally, b: Tally) -> Tally:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


class _ProgressCount:
    """Counts the exercises played on and reports them."""

    def __init__(
        self, progress: Progress | None, questions: Sequence[Counterfactual], chosen_on: int, pairs: int
    ) -> None:
        self._progress, self._pairs = progress, pairs
        self._arms = [len(question.arms) for question in questions]
        self._first = sum(self._arms) * chosen_on
        self._done = 0
        # which decisions will lead is not known yet: assume some with a middling number of arms
        self.settle(sorted(range(len(questions)), key=self._arms.__getitem__)[len(questions) // 2 :][:LEADING])

    def settle(self, leading: Sequence[int]) -> None:
        """Correct the total, now that the leading decisions are known."""
        self._total = self._first + sum(self._arms[q] for q in leading) * self._pairs

    def add(self, played: int) -> None:
        """Report that more exercises have been played."""
        self._done += played
        if self._progress is not None:
            self._progress(self._done, max(self._done, self._total))


# From tallies to figures


def _measure_differences(
    table: Table, questions: Sequence[Counterfactual], tallies: Mapping[int, Sequence[Tally]], pairs: int
) -> dict[int, list[Difference]]:
    """Return the differences of each question, the best alternative first."""
    return {
        q: sorted(
            (
                compute_difference(arm, tally, pairs, table.unit)
                for arm, tally in zip(questions[q].arms[1:], mine, strict=True)
            ),
            key=lambda one: one.error - one.mean,
        )
        for q, mine in tallies.items()
    }


def compute_difference(arm: DecisionArm, tally: Tally, pairs: int, unit: int) -> Difference:
    """Return the figures of one alternative over two pairs or more. ``unit`` is the number of units in a point."""
    total, squares, flips = tally
    mean = total / pairs / unit
    variance = (pairs * squares - total * total) / (pairs * (pairs - 1))
    error = sqrt(variance / pairs) / unit
    reach = compute_quantile(1 - ERROR / 2, pairs - 1) * error
    return Difference(arm.do, arm.args, pairs, mean, mean - reach, mean + reach, error, flips / pairs)


def compute_quantile(p: float, freedom: int) -> float:
    """Return the p-quantile of Student's t with ``freedom`` degrees of freedom, within 1 % from 3 degrees on.

    By the expansion of Cornish and Fisher (Abramowitz and Stegun, 26.7.5).
    """
    z = NormalDist().inv_cdf(p)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _compute_lead(difference: Difference) -> float:
    """By how much a decision stands out: the size of its difference minus one standard error."""
    return abs(difference.mean) - difference.error


def _build_weight(
    question: Counterfactual, differences: Sequence[Difference], tests: int, fresh: bool
) -> DecisionWeight:
    first = differences[0]
    reach = compute_quantile(1 - ERROR / 2 / tests, first.pairs - 1) * first.error
    moment = question.moment
    clear = abs(first.mean) > reach
    return DecisionWeight(moment.n, moment.role, abs(first.mean), clear, fresh, tuple(differences))
