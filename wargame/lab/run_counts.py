"""Run counts: play many runs of one experiment, on one worker or more, and add up what each run counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.seeds import compute_seed
from wargame.lab.worker_pool import open_workers
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.suggestion import suggest_name

CHUNK = 20
"""Runs that a worker does before it reports."""

Counts = Counter[tuple[str, int]]
"""How often something happened, or a sum, by name and number: ``("taken", 3)`` counts how often action 3 was taken,
``("score", 0)`` is the sum of the scores of role 0.

The counts are whole numbers and are only added, so the total does not depend on the order of the runs.
"""
CountRun = Callable[[int, Counts], None]
"""Does the run with this seed and adds its counts."""
CountRuns = Callable[[Sequence[int], Counts], None]
"""Does the runs with these seeds and adds their counts."""
MakeCounter = Callable[[ContentTable, Sequence[str]], CountRuns]
"""Prepares what one worker needs, for bots by seat. It must be picklable: a function of a module, or a
`functools.partial` of one.
"""


def count_each(make: Callable[[ContentTable, Sequence[Bot]], CountRun]) -> MakeCounter:
    """Return what prepares a worker that does one run after another, each by the function that ``make`` returns."""
    return partial(_make_each, make)


def _make_each(
    make: Callable[[ContentTable, Sequence[Bot]], CountRun], table: ContentTable, names: Sequence[str]
) -> CountRuns:
    count_run = make(table, [make_bot(name) for name in names])

    def count_runs_each(seeds: Sequence[int], into: Counts) -> None:
        for seed in seeds:
            count_run(seed, into)

    return count_runs_each


def refuse_unknown_roles(named: Iterable[str], roles: Collection[str]) -> None:
    """Raise `ValueError` for the first role that is named and is none of these ``roles``."""
    for role in named:
        if role not in roles:
            hint = suggest_name(role, roles)
            there = f"there is no role {role!r}; there are: {', '.join(roles)}"
            raise ValueError(f"{there}; {hint}" if hint else there)


def list_bot_names(table: ContentTable, bots: Mapping[str, str] | None) -> tuple[str, ...]:
    """The name of the bot in each seat, in the order of the roles: from ``bots`` (by role), otherwise *doctrine*.

    Raises `ValueError` for an unknown bot or role.
    """
    refuse_unknown_roles(bots or {}, table.roles)
    names = tuple((bots or {}).get(role, "doctrine") for role in table.roles)
    for name in names:
        make_bot(name)
    return names


def compile_with_bots(
    content: Content, length: str, bots: Mapping[str, str] | None
) -> tuple[ContentTable, tuple[str, ...]]:
    """Return the table of a length without a facilitator's pace, and the bot of each seat as `list_bot_names` does.

    Raises `KeyError` for an unknown length, `ValueError` for an unknown bot or role.
    """
    table = compile_table(content.scenario, content.decks, length, paced=False)
    return table, list_bot_names(table, bots)


def count_runs(
    make_counter: MakeCounter,
    content: Content,
    length: str,
    names: tuple[str, ...],
    runs: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Counts:
    """Return the sum of the counts of runs 0 to ``runs`` - 1 of the experiment with this seed.

    ``names`` are the bots by seat, as `list_bot_names` returns them. ``progress`` is called with the number of runs
    done so far, after every ``chunk`` runs of a worker. The result does not depend on ``workers`` and ``chunk``.
    """
    jobs = [(seed, first, min(first + chunk, runs)) for first in range(0, runs, chunk)]
    total: Counts = Counter()
    done = 0
    build_worker = partial(_build_worker, make_counter, content, length, names)
    with open_workers(build_worker, min(workers, len(jobs))) as do_jobs:
        for size, part in do_jobs(jobs):
            total.update(part)
            done += size
            if progress is not None:
                progress(done)
    return total


Job = tuple[int, int, int]
"""(seed of the experiment, first run, run after the last)."""


def _build_worker(
    make_counter: MakeCounter, content: Content, length: str, names: tuple[str, ...]
) -> Callable[[Job], tuple[int, Counts]]:
    """Return a function that does the runs of a job and returns their number and the sum of their counts."""
    table = compile_table(content.scenario, content.decks, length, paced=False)
    count = make_counter(table, names)

    def do_job(job: Job) -> tuple[int, Counts]:
        seed, first, end = job
        counts: Counts = Counter()
        count([compute_seed(seed, i) for i in range(first, end)], counts)
        return end - first, counts

    return do_job
