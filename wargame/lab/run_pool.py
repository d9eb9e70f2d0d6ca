"""The crew: worker processes that each play a part of the runs, and count. Who played what changes no sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.lab.process_pool import open_pool
from wargame.lab.seeds import compute_seed
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

CHUNK = 20
"""Runs a worker does before it reports."""

Counts = Counter[tuple[str, int]]
"""How often (or how much), by what and of which: ``("taken", 3)`` is action 3, ``("score", 0)`` the sum of a role's.

Whole numbers that are only ever added, so that the sum over runs does not depend on their order.
"""
Count = Callable[[int, Counts], None]
"""Do the run that has this seed, and add what came of it."""
Make = Callable[[Table, Sequence[Bot]], Count]
"""What a worker needs once; a function of a module, or a partial of one, as it travels to other processes."""


def list_bot_names(table: Table, bots: Mapping[str, str] | None) -> tuple[str, ...]:
    """The names of the bots in the table's seats: those of ``bots``, by role, and *doctrine* elsewhere.

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
    make: Make,
    content: Content,
    length: str,
    names: tuple[str, ...],
    runs: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> Counts:
    """The sum over runs 0 to ``runs`` - 1 of the experiment with this seed. ``progress`` is told how many are done."""
    jobs = [(seed, first, min(first + CHUNK, runs)) for first in range(0, runs, CHUNK)]
    total: Counts = Counter()
    done = 0
    for size, part in _iter_parts(make, content, length, names, jobs, workers):
        total.update(part)
        done += size
        if progress is not None:
            progress(done)
    return total


Job = tuple[int, int, int]
"""(seed of the experiment, first run, run after the last)."""


def _iter_parts(
    make: Make, content: Content, length: str, names: tuple[str, ...], jobs: list[Job], workers: int
) -> Iterator[tuple[int, Counts]]:
    if workers <= 1 or len(jobs) == 1:
        worker = _RunWorker(make, content, length, names)
        yield from map(worker.run_job, jobs)
        return
    with open_pool(min(workers, len(jobs)), _begin_worker, (make, content, length, names)) as pool:
        yield from pool.imap_unordered(_run_job, jobs)


class _RunWorker:
    """Does chunks of runs."""

    def __init__(self, make: Make, content: Content, length: str, names: tuple[str, ...]) -> None:
        table = compile_table(content.scenario, content.decks, length, paced=False)
        self._count = make(table, [make_bot(name) for name in names])

    def run_job(self, job: Job) -> tuple[int, Counts]:
        seed, first, end = job
        counts: Counts = Counter()
        for i in range(first, end):
            self._count(compute_seed(seed, i), counts)
        return end - first, counts


_worker: _RunWorker | None = None
"""The worker of this process, where it is one of a crew."""


def _begin_worker(make: Make, content: Content, length: str, names: tuple[str, ...]) -> None:
    global _worker
    _worker = _RunWorker(make, content, length, names)


def _run_job(job: Job) -> tuple[int, Counts]:
    assert _worker is not None
    return _worker.run_job(job)
