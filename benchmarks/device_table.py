"""The app at its table, in a process of its own, for simulated devices: ``python -m benchmarks.device_table FOLDER N``.

People play N of the teams, and bots the others. It reads one command a line and answers each with one line of JSON:
``open`` opens the room (address and codes), ``go`` does what the facilitator is asked until it is somebody else's turn,
``keys N`` presses keys at a desk (seconds of each), ``memory`` says how many MB the process has,
``work`` how many seconds it has worked. The end of its input ends it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.app import Keys
from benchmarks.frames import SIZE, read_memory
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.play.desk.desk import DeskScreen

SCENARIO = "crossroads"


class DeviceTable:
    """The app, and what its commands do."""

    def __init__(self, app: WargameApp, pilot: Any) -> None:
        self._app, self._pilot = app, pilot

    async def do(self, command: str) -> Any:
        """Carry out one command."""
        verb, _, count = command.partition(" ")
        match verb:
            case "open":
                return self._open()
            case "go":
                return await self._go()
            case "keys":
                return await self._press_keys(int(count))
            case "work":
                return process_time()
        return read_memory()

    def _open(self) -> dict[str, Any]:
        from wargame.devices.addresses import LOOPBACK, listen

        self._app.open_devices(listen(LOOPBACK, 0))
        devices = self._app.devices
        if devices is None:
            raise AssertionError("the room is not open")
        codes = {role: devices.state.codes[role] for role in self._app.find_seat(FACILITATOR).list_people_roles()}
        return {"address": devices.address, "codes": codes}

    async def _go(self) -> dict[str, Any]:
        exercise = self._app.current_exercise
        while not exercise.over and self._app.find_seat(FACILITATOR).find_asked().mine:
            self._app.act(FACILITATOR, exercise.find_pending())
            await self._pilot.pause()
        return {"kind": exercise.find_pending(), "over": exercise.over, "lines": len(exercise.lines)}

    async def _press_keys(self, count: int) -> list[float]:
        """Press keys at the desk of a role that is asked: up and down its offers, then a reason."""
        app = self._app
        app.push_screen(DeskScreen(app.current_exercise.list_waiting()[0]))
        await self._pilot.pause()
        keys = Keys(app)
        taken = [await keys.press(("down", "down", "down", "up")[n % 4]) for n in range(count)]
        app.screen.query_one("#why").focus()
        await self._pilot.pause()
        taken += [await keys.press("because"[n % 7]) for n in range(count)]
        app.pop_screen()
        return [one.wall for one in taken]


async def run(folder: Path, teams: int) -> None:
    """Play until the input ends."""
    content = load_content(SCENARIO)
    seats = {role: "people" if n < teams else "bot:random" for n, role in enumerate(content.scenario.roles)}
    exercise = Exercise.begin(content, "standard", seats, 2011, folder, name="devices")
    app = WargameApp(Settings(), folder, exercise)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        table = DeviceTable(app, pilot)
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await table.do(line.strip())), file=sys.__stdout__, flush=True)
    app.close_exercise()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2])))
