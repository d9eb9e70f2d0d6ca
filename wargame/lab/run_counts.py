"""Run counts: play many runs of one experiment, on one worker or more, and add up what each run counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.seeds import compute_seed
from wargame.lab.worker_pool import open_workers
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable

CHUNK = 20
"""Runs that a worker does before it reports."""

Counts = Counter[tuple[str, int]]
"""How often something happened, or a sum, by name and number: ``("taken", 3)`` counts how often action 3 was taken,
``("score", 0)`` is the sum of the scores of role 0.

The counts are whole numbers and are only added, so the total does not depend on the order of the runs.
"""
CountRun = Callable[[int, Counts], None]
"""Does the run with this seed and adds its counts."""
MakeCounter = Callable[[ContentTable, Sequence[Bot]], CountRun]
"""Prepares what one worker needs. It must be picklable: a function of a module, or a `functools.partial` of one."""


def list_bot_names(table: ContentTable, bots: Mapping[str, str] | None) -> tuple[str, ...]:
    """The name of the bot in each seat, in the order of the roles: from ``bots`` (by role), otherwise *doctrine*.

    Raises `ValueError` for an unknown bot or role.
    """
    unknown = set(bots or {}) - set(table.roles)
    if unknown:
        raise ValueError(f"there is no role {min(unknown)!r}; there are: {', '.join(table.roles)}")
    names = tuple((bots or {}).get(role, "doctrine") for role in table.roles)
    for name in names:
        make_bot(name)
    return names


def count_runs(
    make_counter: MakeCounter,
    content: Content,
    length: str,
    names: tuple[str, ...],
    runs: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Counts:
    """Return the sum of the counts of runs 0 to ``runs`` - 1 of the experiment with this seed.

    ``names`` are the bots by seat, as `list_bot_names` returns them. ``progress`` is called with the number of runs
    done so far. The result does not depend on ``workers``.
    """
    jobs = [(seed, first, min(first + CHUNK, runs)) for first in range(0, runs, CHUNK)]
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
    count_run = make_counter(table, [make_bot(name) for name in names])

    def do_job(job: Job) -> tuple[int, Counts]:
        seed, first, end = job
        counts: Counts = Counter()
        for i in range(first, end):
            count_run(compute_seed(seed, i), counts)
        return end - first, counts

    return do_job
