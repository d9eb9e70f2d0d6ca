"""Impact: how the end would have differed if a decision had been another, by playing on with bots from before it.

From a copy of the row before a decision each *arm* plays on to the end: one takes what was decided, the others each an
alternative. The arms of a *pair* share a seed, and as every draw has an address they meet the same cards, dice and
moods; what differs between them is what the decision did. Pairs have different seeds, none of them the exercise's own,
so that what is measured is what the decision was worth when it was made, not what luck made of it afterwards.

**What mattered** is measured against the best alternative. A decision that was much better than anything else open
mattered, and so did one that missed something much better; that something foolish was open as well makes no decision
weighty. The best alternative is the one whose mean less its standard error is highest, so that noise alone is not best.

**Which decisions mattered most** is a choice among many noisy figures, and the largest of many is too large by chance
(the winner's curse). So seeds are split: on a first part of them every decision is measured, and the `LEADING`
decisions are chosen by the size of their difference, less one standard error; then these alone are measured again on
seeds that had no part in choosing them, and only the new figures are given for them. Which alternative was best is
found on the same seeds as the figures, so that its lead over the other alternatives is still a little too large;
``clear`` allows for all comparisons made on those seeds (its interval is widened after Bonferroni).
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
from wargame.lab.counterfactuals import Counterfactual, DecisionArm, DecisionMoment, Tally, play_pairs
from wargame.lab.run_counts import list_bot_names
from wargame.lab.seeds import compute_seed
from wargame.lab.worker_pool import open_workers
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

LEADING = 5
"""How many decisions are measured again, on fresh seeds."""
FEWEST = 10
"""Pairs with which decisions are chosen, at least, where there are as many."""
SHARE = 5
"""Decisions are chosen on one in so many of the pairs."""
CHUNK = 5
"""Pairs of one decision a worker plays before it reports."""
ERROR = 0.05
"""How often an interval, or all those of one question together, may miss."""


class Cancelled(Exception):
    """The measurement was called off."""


@dataclass(frozen=True)
class Difference:
    """The deciding role's points at the end under one alternative, less those under what was decided.

    From ``low`` to ``high`` is the 95 % interval of the mean (Student's t over pairs); ``flips`` is the share of pairs
    whose arms come to different endings.
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
    """What a decision weighed: its differences, the best alternative's first, whose size without its sign is ``size``.

    ``fresh``: on seeds that had no part in choosing it. ``clear``: the first difference is not zero, all comparisons
    on the same seeds considered.
    """

    n: int
    role: int
    size: float
    clear: bool
    fresh: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class DecisionWeights:
    """All decisions: the leading ones first, measured on ``pairs``; then the others, on ``chosen_on``. Each by size."""

    pairs: int
    chosen_on: int
    bots: tuple[str, ...]
    decisions: tuple[DecisionWeight, ...]


Progress = Callable[[int, int], None]
"""Told how many exercises have been played on, and about how many it will be in all."""


def measure_impact(
    content: Content,
    length: str,
    paced: bool,
    moments: Sequence[DecisionMoment],
    pairs: int,
    *,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DecisionWeights:
    """Measure every decision of ``moments`` that had an alternative. The result does not depend on ``workers``.

    With d decisions of a alternatives each, some ``d * a * pairs / SHARE + LEADING * a * pairs`` exercises are played
    on. ``cancelled`` is asked between chunks. Raises `Cancelled`; `NotOpenError` for a moment whose command the rules
    refuse, `ValueError` for fewer than two pairs and an unknown bot or role.
    """
    if pairs < 2:
        raise ValueError("a difference needs at least two pairs of playouts")
    table = compile_table(content.scenario, content.decks, length, paced)
    names = list_bot_names(table, bots)
    questions = [one for one in (Counterfactual.build(table, moment) for moment in moments) if len(one.arms) > 1]
    chosen_on = min(pairs, max(FEWEST, pairs // SHARE))
    progress_count = _ProgressCount(progress, questions, chosen_on, pairs)
    every = range(len(questions))
    jobs = [(q, 0, chosen_on) for q in every]
    most = max(len(_split_jobs(jobs)), len(_split_jobs([(q, chosen_on, chosen_on + pairs) for q in every[:LEADING]])))
    build_worker = partial(_build_worker, content, length, paced, names, questions, seed)
    with open_workers(build_worker, min(workers, most)) as do_jobs:
        tallies = _sum_tallies(do_jobs, jobs, questions, progress_count, cancelled)
        first = _measure_differences(table, questions, tallies, chosen_on)
        ranked = sorted(every, key=lambda q: (-_compute_lead(first[q][0]), questions[q].moment.n))
        leading = ranked[:LEADING]
        progress_count.settle(leading)
        jobs = [(q, chosen_on, chosen_on + pairs) for q in leading]
        tallies = _sum_tallies(do_jobs, jobs, questions, progress_count, cancelled)
        again = _measure_differences(table, questions, tallies, pairs)
    tests, few = (sum(len(questions[q].arms) - 1 for q in some) for some in (every, leading))
    fresh = [_build_weight(questions[q], again[q], few, True) for q in leading]
    rest = [_build_weight(questions[q], first[q], tests, False) for q in ranked[LEADING:]]
    by_size = [*sorted(fresh, key=_compute_sort_key), *sorted(rest, key=_compute_sort_key)]
    return DecisionWeights(pairs, chosen_on, names, tuple(by_size))


def _compute_sort_key(weight: DecisionWeight) -> tuple[float, int]:
    return -weight.size, weight.n


# Playing on


Job = tuple[int, int, int]
"""(question, first pair, pair after the last)."""
PlayedPart = tuple[int, int, list[Tally]]
"""(question, number of pairs, a tally for each alternative)."""
DoJobs = Callable[[Iterable[Job]], Iterator[PlayedPart]]


def _build_worker(
    content: Content,
    length: str,
    paced: bool,
    names: Sequence[str],
    questions: Sequence[Counterfactual],
    seed: int,
) -> Callable[[Job], PlayedPart]:
    """A function that plays the pairs of a job."""
    table = compile_table(content.scenario, content.decks, length, paced)
    bots = [make_bot(name) for name in names]

    def do_job(job: Job) -> PlayedPart:
        q, first, end = job
        seeds = [compute_seed(seed, i) for i in range(first, end)]
        return q, end - first, play_pairs(table, bots, questions[q], seeds)

    return do_job


def _sum_tallies(
    do_jobs: DoJobs,
    jobs: Sequence[Job],
    questions: Sequence[Counterfactual],
    progress: _ProgressCount,
    cancelled: Callable[[], bool] | None,
) -> dict[int, list[Tally]]:
    """The tallies of each question in the jobs, one for each alternative. Raises `Cancelled`."""
    total = {q: [(0, 0, 0)] * (len(questions[q].arms) - 1) for q, _, _ in jobs}
    for q, pairs, tallies in do_jobs(_split_jobs(jobs)):
        total[q] = [_add_tallies(a, b) for a, b in zip(total[q], tallies, strict=True)]
        progress.add(pairs * len(questions[q].arms))
        if cancelled is not None and cancelled():
            raise Cancelled
    return total


def _split_jobs(jobs: Iterable[Job]) -> list[Job]:
    """The jobs in parts of at most `CHUNK` pairs."""
    return [(q, at, min(at + CHUNK, end)) for q, first, end in jobs for at in range(first, end, CHUNK)]


def _add_tallies(a: Tally, b: Tally) -> Tally:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


class _ProgressCount:
    """How far it has come, in exercises played on."""

    def __init__(
        self, progress: Progress | None, questions: Sequence[Counterfactual], chosen_on: int, pairs: int
    ) -> None:
        self._progress, self._pairs = progress, pairs
        self._arms = [len(question.arms) for question in questions]
        self._first = sum(self._arms) * chosen_on
        self._done = 0
        # which decisions will lead is not known yet: reckon with those of middling size
        self.settle(sorted(range(len(questions)), key=self._arms.__getitem__)[len(questions) // 2 :][:LEADING])

    def settle(self, leading: Sequence[int]) -> None:
        self._total = self._first + sum(self._arms[q] for q in leading) * self._pairs

    def add(self, played: int) -> None:
        self._done += played
        if self._progress is not None:
            self._progress(self._done, max(self._done, self._total))


# From tallies to figures


def _measure_differences(
    table: Table, questions: Sequence[Counterfactual], tallies: Mapping[int, Sequence[Tally]], pairs: int
) -> dict[int, list[Difference]]:
    """Each question's differences, the best alternative first."""
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
    """The figures of one alternative over two pairs or more."""
    total, squares, flips = tally
    mean = total / pairs / unit
    variance = (pairs * squares - total * total) / (pairs * (pairs - 1))
    error = sqrt(variance / pairs) / unit
    reach = compute_quantile(1 - ERROR / 2, pairs - 1) * error
    return Difference(arm.do, arm.args, pairs, mean, mean - reach, mean + reach, error, flips / pairs)


def compute_quantile(p: float, freedom: int) -> float:
    """The p-quantile of Student's t (Cornish-Fisher: Abramowitz and Stegun 26.7.5); within 1 % from 3 degrees on."""
    z = NormalDist().inv_cdf(p)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _compute_lead(difference: Difference) -> float:
    """How far a decision stands out by this difference: its size less one standard error, as noise must not lead."""
    return abs(difference.mean) - difference.error


def _build_weight(
    question: Counterfactual, differences: Sequence[Difference], tests: int, fresh: bool
) -> DecisionWeight:
    first = differences[0]
    reach = compute_quantile(1 - ERROR / 2 / tests, first.pairs - 1) * first.error
    moment = question.moment
    clear = abs(first.mean) > reach
    return DecisionWeight(moment.n, moment.role, abs(first.mean), clear, fresh, tuple(differences))
