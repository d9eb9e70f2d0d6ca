"""The pages of the teams, with 2, 40 and 200 simulated devices over real HTTP, beside the app at its table.

The app runs in one process, all devices in another one. Three devices hold the pens; the others follow their streams
and load their page after each event, as the script of the pages does.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks.simulated_device import GONE, SimulatedDevice, find_first_answer, find_hidden, is_asking, wait_until
from benchmarks.timing import Row

MOST_SECONDS = {2: 0.100, 40: 0.100, 200: 0.300}
"""From a decision to another screen, the 95th percentile, by the number of devices."""
PAGE_SIZE, PAGE_SECONDS = 60_000, 0.150
KEY, TAIL = 0.020, 0.033
MEMORY = 25.0
"""What forty devices may cost, in MB."""
TEAMS = 3
TYPING = 0.4
"""The seconds after which the script of a page sends a draft, while somebody writes."""
SETTLED = 0.8
"""The seconds after which a decision has reached every screen, also on a slow machine."""


class Table:
    """The process of the app."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, command: str) -> Any:
        """Give a command and return what it answers."""
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("the process has no pipes")
        self._process.stdin.write(f"{command}\n".encode())
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the app has died")
        return json.loads(line)


@asynccontextmanager
async def begin_table(teams: int) -> AsyncIterator[Table]:
    """Begin the app with a new exercise in which people play ``teams``, in a process and a folder of its own."""
    with TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.device_table", folder, str(teams),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=1 << 20,
            env={**os.environ, "XDG_STATE_HOME": str(Path(folder) / "state")},
        )  # fmt: skip
        try:
            yield Table(process)
        finally:
            if process.stdin is not None:
                process.stdin.close()
            await process.wait()


class Found(NamedTuple):
    """What was measured with so many devices, in seconds, bytes and MB."""

    events: list[float]
    shown: list[float]
    worked: list[float]
    lost: int
    page_size: int
    page: list[float]
    keys: list[float]
    memory: float


def iter_rows(count: int, alone: bool = False) -> Iterator[Row]:
    """Measure with each number of devices. ``count`` is a third of the decisions."""
    for number, most in MOST_SECONDS.items():
        found = asyncio.run(measure(number, 3 * count))
        tail = compute_tail(found.shown)
        note = (
            f"median {median(found.shown) * 1000:.0f} ms; the event alone {median(found.events) * 1000:.0f} and "
            f"{compute_tail(found.events) * 1000:.0f} ms; {median(found.worked) * 1000:.0f} ms of work; "
            f"{len(found.shown)} screens, {found.lost} lost"
        )
        what = f"a decision to the page on other screens, {number} devices, 95th"
        is_good = tail <= most and not found.lost
        yield Row(what, f"{tail * 1000:.0f} ms", f"<= {most * 1000:.0f} ms", is_good, note, tail)
        if number != 40:
            continue
        size = found.page_size
        yield Row("first page with style and script, on the wire", f"{size / 1000:.1f} kB", "<= 60 kB",
                  size <= PAGE_SIZE, value=size / 1000)  # fmt: skip
        first = max(found.page)
        note = "the slowest of the first page of each team, from request to last byte"
        yield Row("the same, from its request to its last byte", f"{first * 1000:.0f} ms", "<= 150 ms",
                  first <= PAGE_SECONDS, note, first)  # fmt: skip
        for said, taken, limit in (
            ("a key in the app while 40 devices are busy, median", median(found.keys), KEY),
            ("the same, 95th percentile", compute_tail(found.keys), TAIL),
        ):
            yield Row(said, f"{taken * 1000:.1f} ms", f"<= {limit * 1000:.0f} ms", taken <= limit, "", taken)
        yield Row("memory for 40 devices", f"+{found.memory:.1f} MB", f"<= {MEMORY:.0f} MB",
                  found.memory <= MEMORY, "after the decisions above", found.memory)  # fmt: skip


def compute_tail(taken: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20)[-1]


async def measure(number: int, decisions: int) -> Found:
    """Let ``number`` devices join, take decisions, and write while keys are pressed in the app."""
    async with begin_table(min(number, TEAMS)) as table:
        await table.ask("go")
        before = float(await table.ask("memory"))
        room = await table.ask("open")
        devices = [SimulatedDevice(room["address"], f"device {n}") for n in range(number)]
        codes, first = list(room["codes"].values()), list[float]()
        for n, device in enumerate(devices):
            answer = await device.join(codes[n % len(codes)])
            if answer.status != 303:
                raise RuntimeError(f"a device could not join: {answer.status}")
            begun = perf_counter()
            await device.load()
            first.append(perf_counter() - begun)
        size = sum([(await devices[0].send("GET", path)).size for path in
                    ("/seat", "/static/devices.css", "/static/devices.js")])  # fmt: skip
        streams = [asyncio.create_task(_follow(device)) for device in devices]
        await wait_until(lambda: all(device.shown for device in devices), 10)
        rooms = Decisions(table, devices[: len(codes)], devices)
        await rooms.take(decisions)
        memory = float(await table.ask("memory")) - before
        keys = await _write_while_keys(table, devices, rooms, 60) if number == 40 else []
        for stream in streams:
            stream.cancel()
        for device in devices:
            device.close()
        return Found(rooms.events, rooms.shown, rooms.worked, rooms.lost, size, first[: len(codes)], keys, memory)


async def _follow(device: SimulatedDevice) -> None:
    with suppress(*GONE):
        await device.follow()


class Decisions:
    """Takes decisions of the devices that hold pens, and times when they reach the other devices."""

    def __init__(self, table: Table, pens: list[SimulatedDevice], devices: list[SimulatedDevice]) -> None:
        self._table, self._pens, self._devices = table, pens, devices
        self.events: list[float] = []
        self.shown: list[float] = []
        self.worked: list[float] = []
        """The seconds of the processor that the app worked for each decision and all pages that it changed."""
        self.lost = 0

    async def take(self, count: int) -> None:
        """Take decisions that change the page of another device."""
        taken = 0
        while taken < count:
            went = await self._table.ask("go")
            if went["over"]:
                return
            await asyncio.sleep(SETTLED)
            asked = None
            for device in self._pens:
                if is_asking(await device.load()):
                    asked = device
                    break
            if asked is None:
                raise RuntimeError(f"nobody is asked: {went}")
            taken += await self._take_one(asked)

    async def _take_one(self, device: SimulatedDevice) -> bool:
        others = [one for one in self._devices if one is not device]
        before = [(len(one.events), len(one.shown)) for one in others]
        path, fields = find_first_answer(device.page)
        worked = float(await self._table.ask("work"))
        begun = perf_counter()
        answer = await device.send("POST", path, fields)
        if answer.status != 303:
            raise RuntimeError(f"refused: {answer.status} {answer.text[:2000]}")
        await asyncio.sleep(SETTLED)
        worked = float(await self._table.ask("work")) - worked
        changed = False
        for one, (events, shown) in zip(others, before, strict=True):
            if len(one.events) > events:
                changed = True
                self.events.append(one.events[events][0] - begun)
                if len(one.shown) > shown:
                    self.shown.append(one.shown[shown] - begun)
            stale = find_hidden(one.page).get("revision") != find_hidden(await one.load()).get("revision")
            self.lost += stale
        if changed:
            self.worked.append(worked)
        return changed

    async def find_planning(self) -> None:
        """Play until plans are asked."""
        for _ in range(60):
            went = await self._table.ask("go")
            if went["kind"] == "plan":
                return
            for device in self._pens:
                if is_asking(await device.load()):
                    path, fields = find_first_answer(device.page)
                    await device.send("POST", path, fields)
        raise RuntimeError("no plans are asked")


async def _write_while_keys(table: Table, devices: list[SimulatedDevice], rooms: Decisions, count: int) -> list[float]:
    """Press keys in the app while every pen is written in, and every other device loads what is written."""
    await rooms.find_planning()
    pens, done = devices[:3], asyncio.Event()

    async def write(device: SimulatedDevice) -> None:
        fields, written = find_hidden(await device.load()), ""
        while not done.is_set():
            written = (written + "word ")[-300:]
            await device.send("POST", "/draft", {**fields, "offer": "1", "because": written})
            await asyncio.sleep(TYPING)

    writing = [asyncio.create_task(write(device)) for device in pens]
    taken = await table.ask(f"keys {count}")
    done.set()
    await asyncio.gather(*writing)
    return [float(one) for one in taken]
