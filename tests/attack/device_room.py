"""A room that is served over real HTTP in the loop of a test, without an app."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.simulated_device import SimulatedDevice, find_first_answer, is_asking
from tests.devices.device_setup import Table
from tests.tui.app_setup import StillClock, content
from wargame.content.load.loader import Content
from wargame.devices.addresses import LOOPBACK, listen
from wargame.devices.device_server import DeviceServer, open_room
from wargame.devices.table_host import DeviceHost
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR


class ServedRoom:
    """A new exercise at its table, with a server around it."""

    def __init__(self, folder: Path, of: Callable[[], Content] = content, seed: int = 20) -> None:
        made = of()
        seats = dict.fromkeys(made.scenario.roles, "people")
        self.exercise = Exercise.begin(made, "short", seats, seed, folder, clock=StillClock())
        self.table = Table(self.exercise)
        self.roles = list(self.exercise.table.roles)
        self.trouble: list[str] = []
        host = DeviceHost(self.table, lambda need, again: self.trouble.append("dice"), self.trouble.append)
        self.server: DeviceServer = open_room(host, self.roles, "", listen(LOOPBACK, 0))

    async def join(self, role: str, name: str = "") -> SimulatedDevice:
        """Return a device that has joined a team."""
        device = SimulatedDevice(self.server.address, name)
        answer = await device.join(self.server.state.codes[role])
        assert answer.status == 303, answer.text
        return device

    def step(self) -> bool:
        """Do the next step of the facilitator. Return whether it was the facilitator's turn."""
        stepped = self.table.step()
        self.server.hub.changed()
        return stepped

    async def play_to(self, kind: str, devices: list[SimulatedDevice]) -> None:
        """Let devices decide until a choice of this kind is asked."""
        for _ in range(400):
            asked = self.table.find_seat(FACILITATOR).find_asked().kind
            if (asked == kind and not self.table.round.find_called()) or self.exercise.over:
                return
            if not self.step():
                for device in devices:
                    page = await device.load()
                    if is_asking(page):
                        await device.send("POST", *find_first_answer(page))
                        break


@asynccontextmanager
async def serve_room(folder: Path, of: Callable[[], Content] = content, seed: int = 20) -> AsyncIterator[ServedRoom]:
    """Serve a room while the block runs."""
    room = ServedRoom(folder, of, seed)
    serving = asyncio.create_task(room.server.serve())
    try:
        yield room
    finally:
        room.server.close()
        await serving
        room.exercise.close()
