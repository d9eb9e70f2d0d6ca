"""The worker pool: it does the jobs of the lab in this process or spreads them over several.

Balance, experiments, card trials and impact use it. A job names its runs by number, and every run has a seed of its
own, so a result depends on the job alone. The result does not depend on which worker does which job.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


@contextmanager
def open_workers(
    build_worker: Callable[[], Callable[[Job], Result]], count: int
) -> Iterator[Callable[[Iterable[Job]], Iterator[Result]]]:
    """Give a function that does jobs with ``count`` workers and yields each result as soon as it is there.

    ``build_worker`` makes a worker ready once: it returns the function that does one job. With a count of 1 or less the
    only worker is this process, and results come in the order of the jobs. Otherwise each worker is a process of its
    own, results come in any order, and the end of the block ends the processes; ``build_worker``, jobs and results must
    then be picklable. Processes are spawned, not forked: this works on every system, and a worker shares nothing with
    this process by accident.
    """
    if count <= 1:
        do_job = build_worker()
        yield lambda jobs: map(do_job, jobs)
        return
    with _ignore_interrupts():
        pool = get_context("spawn").Pool(count, _begin_process, (build_worker,))
    with pool:
        yield lambda jobs: pool.imap_unordered(_do_job, jobs)


@contextmanager
def _ignore_interrupts() -> Iterator[None]:
    """Let processes that start in this block ignore Ctrl+C, which a terminal sends to all of its processes.

    Only the main thread may set what a signal does. In another thread the block changes nothing.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker: Callable[[Any], Any] | None = None
"""What does a job in this process, if this process is a worker."""


def _begin_process(build_worker: Callable[[], Callable[[Job], Result]]) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = build_worker()


def _do_job(job: Any) -> Any:
    assert _worker is not None
    return _worker(job)
