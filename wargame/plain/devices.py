"""Devices in the line mode: the server runs while the prompt waits for a line, in the one thread that there is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from socket import socket
from typing import TYPE_CHECKING, Protocol

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat
from wargame.plain.dice import ask_draw
from wargame.plain.terminal_io import Talk
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import OBSERVER

if TYPE_CHECKING:
    from wargame.devices.device_server import DeviceServer
    from wargame.devices.room_options import RoomOptions


class PromptedTable(Protocol):
    """The table of the line mode, as devices use it."""

    round: SecretRound
    owed: list[Callable[[], object]]

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""

    def let_bots_play(self) -> None:
        """Let bots take what is theirs after a device decided, and say what is new."""

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""


class PlainDevices:
    """The room of an exercise at a prompt. It answers while `Keyboard.wait` waits for a line."""

    def __init__(
        self, table: PromptedTable, exercise: Exercise, talk: Talk, made: socket, options: RoomOptions | None
    ) -> None:
        from wargame.devices.room_options import USUAL_OPTIONS
        from wargame.devices.table_host import DeviceHost, open_devices

        self._table, self._exercise, self._talk = table, exercise, talk
        host = DeviceHost(table, self._owe_dice, talk.say)
        self._server: DeviceServer = open_devices(host, exercise, made, options or USUAL_OPTIONS)
        self._loop = asyncio.new_event_loop()
        self._serving = self._loop.create_task(self._server.serve())
        talk.keyboard.wait = self._wait

    def say_address(self) -> None:
        """Say the address; the codes are for each team alone."""
        talk, server = self._talk, self._server
        talk.say_heading("Teams can decide on their own devices")
        talk.say(f"Address: {server.address}")
        if server.is_on_network:
            encrypted = "what is sent is encrypted" if server.is_encrypted else "what is sent can be read by listeners"
            talk.say(server.network)
            talk.say(f"Everybody in this network can load the first page; {encrypted}.")
        talk.say("Each team has a code of its own: type devices at the table to see them. A team can decide here, too.")

    def show_codes(self) -> None:
        """Show the code of each team to the facilitator alone, and who is there."""
        from wargame.devices.codes import format_code
        from wargame.devices.viewers import TITLES

        talk, state = self._talk, self._server.state
        with talk.keep_private("Facilitator"):
            talk.say(f"Address: {self._server.address}")
            names = {role.id: role.name for role in self._table.find_seat(OBSERVER).list_roles()}
            for viewer in state.viewers:
                there = ", ".join(device.title for device in state.list_devices(viewer)) or "nobody yet"
                name = names[viewer] if viewer in names else TITLES[viewer]
                talk.say(f"{name}: code {format_code(state.codes[viewer])}; joined: {there}", 2, 2)
            talk.ask("Tell each team its own code. Press Enter to clear.")

    def _wait(self) -> None:
        """Answer devices until a line can be read."""
        self._server.hub.changed()
        ready: asyncio.Future[None] = self._loop.create_future()
        number = sys.stdin.fileno()

        def tell() -> None:
            if not ready.done():
                ready.set_result(None)

        self._loop.add_reader(number, tell)
        try:
            self._loop.run_until_complete(ready)
        finally:
            self._loop.remove_reader(number)

    def _owe_dice(self, need: DrawNeeded, again: Callable[[], None]) -> None:
        """Let the next Enter at the table ask for the dice that a decision of a device needs."""

        def throw() -> None:
            ask_draw(self._exercise, self._talk, need)
            again()

        self._table.owed.append(throw)
        self._talk.say("A team has decided, and dice have to be thrown for it: press Enter.")

    def close(self) -> None:
        """Stop answering."""
        self._talk.keyboard.wait = None
        self._server.close()
        self._serving.cancel()
        self._loop.run_until_complete(asyncio.gather(self._serving, return_exceptions=True))
        self._loop.close()
