"""The worker pool: every job is done once, and Ctrl+C, which reaches all processes of a terminal, ends no worker."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial

import pytest

from wargame.lab.worker_pool import open_workers


def _build_worker(word: str) -> Callable[[int], tuple[str, int, bool]]:
    return lambda job: (word, job * job, signal.getsignal(signal.SIGINT) is signal.SIG_IGN)


@pytest.mark.parametrize("count", [1, 2])
def test_every_job_is_done_once_by_a_worker_that_was_made_ready(count: int) -> None:
    with open_workers(partial(_build_worker, "ready"), count) as do_jobs:
        for jobs in (range(7), range(0), range(3)):
            found = sorted(do_jobs(jobs))
            assert [(word, square) for word, square, _ in found] == [("ready", job * job) for job in jobs]


def test_workers_do_not_hear_an_interrupt_and_this_process_still_does() -> None:
    before = signal.getsignal(signal.SIGINT)
    with open_workers(partial(_build_worker, "ready"), 2) as do_jobs:
        assert signal.getsignal(signal.SIGINT) is before
        assert list(do_jobs([3])) == [("ready", 9, True)]
    assert signal.getsignal(signal.SIGINT) is before
