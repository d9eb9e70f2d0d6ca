"""Session files: append a line durably, beside the bare system calls; read a thousand lines, beside bare JSON."""

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

from benchmarks.recorded import SCENARIO
from benchmarks.timing import CACHE, Row, build_ratio_row, compute_ratio, measure_cpu, measure_rounds
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.session.fold import fold
from wargame.session.journal import Journal, read_session

LINES = 1000
APPENDS = 200


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure in ``count`` rounds."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=CACHE) as name:
        folder = Path(name)
        header, commands = _play(folder)
        yield _measure_append(folder, header, commands, count)
        yield _measure_load(folder, header, commands, count)


def _play(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The header and the commands of the shipped exercise, played by bots; without their seals."""
    content = load_content(SCENARIO)
    seats = dict.fromkeys(content.scenario.roles, "bot:random")
    exercise = Exercise.begin(content, "full", seats, 2011, folder, facilitated=False)
    exercise.play_bots()
    exercise.close()
    assert exercise.path is not None
    header, *rest = ({key: line[key] for key in line if key != "sha"} for line in read_session(exercise.path).lines)
    return header, [line for line in rest if "do" in line]


def _measure_append(folder: Path, header: dict[str, Any], commands: list[dict[str, Any]], count: int) -> Row:
    """Append each line with the journal, then write the same bytes to another file, so that a slow disk slows both."""

    def measure_pair() -> tuple[float, float]:
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

    taken = [measure_pair() for _ in range(count)]
    ours, raw = ([pair[i] for pair in taken] for i in (0, 1))
    row = build_ratio_row("append to a session, beside write and fsync", ours, raw, 1.25, "us")
    return row._replace(value=compute_ratio(ours, raw))  # the disk's own speed changes from moment to moment


def _measure_load(folder: Path, header: dict[str, Any], commands: list[dict[str, Any]], count: int) -> Row:
    path = folder / "thousand.jsonl"
    with Journal.create(path, header) as journal:
        for n, line in enumerate(islice(cycle(commands), LINES - 1), 2):
            journal.append(line | {"n": n})

    def parse() -> None:
        for line in path.read_bytes().splitlines():
            json.loads(line)

    ours, bare = measure_rounds(
        3 * count, lambda: measure_cpu(lambda: fold(read_session(path).lines)), lambda: measure_cpu(parse)
    )
    return build_ratio_row(f"load, check and fold {LINES:,} lines, beside json.loads", ours, bare, 2.0)
