"""Session files: adding a line durably, and reading a thousand of them, beside the bare system calls and bare JSON."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.timing import CACHE, Line, at_most, cpu, ratio, rounds
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.session.fold import fold
from wargame.session.journal import Journal, read_session

LINES = 1000
APPENDS = 200


def lines(count: int) -> Iterator[Line]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        header, commands = _played(folder)
        yield _append(folder, header, commands, count)
        yield _load(folder, header, commands, count)


def _played(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The header and the commands of the shipped exercise, played by bots."""
    content = load_content("impracticable-alliance")
    seats = dict.fromkeys(content.scenario.roles, "bot:random")
    exercise = Exercise.begin(content, "full", seats, 2011, folder, facilitated=False)
    exercise.play_bots()
    exercise.close()
    assert exercise.path is not None
    header, *rest = ({key: line[key] for key in line if key != "sha"} for line in read_session(exercise.path).lines)
    return header, [line for line in rest if "do" in line]


def _append(folder: Path, header: dict[str, Any], commands: list[dict[str, Any]], count: int) -> Line:
    """Each line appended by the journal, then its very bytes written to another file: so the disk's moods hit both."""

    def pair() -> tuple[float, float]:
        path = folder / f"append-{time.monotonic_ns()}.jsonl"
        fd = os.open(path.with_suffix(".raw"), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        ours, raw = [], []
        with Journal.create(path, header) as journal:
            size = path.stat().st_size
            for line in islice(cycle(commands), APPENDS):
                begun = time.perf_counter()
                journal.append(line)
                ours.append(time.perf_counter() - begun)
                with path.open("rb") as file:
                    file.seek(size)
                    data = file.read()
                size += len(data)
                begun = time.perf_counter()
                os.write(fd, data)
                os.fsync(fd)
                raw.append(time.perf_counter() - begun)
        os.close(fd)
        return median(ours), median(raw)

    taken = [pair() for _ in range(count)]
    ours, raw = ([pair[i] for pair in taken] for i in (0, 1))
    note = f"{median(ours) * 1e6:,.0f} us beside {median(raw) * 1e6:,.0f} us"
    return at_most("append to a session, beside write and fsync", ratio(ours, raw), 1.25, note)


def _load(folder: Path, header: dict[str, Any], commands: list[dict[str, Any]], count: int) -> Line:
    path = folder / "thousand.jsonl"
    with Journal.create(path, header) as journal:
        for n, line in enumerate(islice(cycle(commands), LINES - 1), 2):
            journal.append(line | {"n": n})

    def parse() -> None:
        for line in path.read_bytes().splitlines():
            json.loads(line)

    ours, bare = rounds(3 * count, lambda: cpu(lambda: fold(read_session(path).lines)), lambda: cpu(parse))
    note = f"{median(ours) * 1e3:.1f} ms beside {median(bare) * 1e3:.1f} ms for {path.stat().st_size / 1e6:.1f} MB"
    return at_most(f"load, check and fold {LINES:,} lines, beside json.loads", ratio(ours, bare), 2.0, note)
