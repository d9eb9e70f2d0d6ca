"""Devices in the line mode: the server runs while the prompt waits for a line, in the one thread that there is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import UnclearError, find_id, find_whole_number
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat
from wargame.plain.dice import ask_draw
from wargame.plain.terminal_io import Talk
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import OBSERVER

if TYPE_CHECKING:
    from wargame.devices.device_server import DeviceServer
    from wargame.devices.room_options import RoomOptions
    from wargame.devices.room_state import Device

USAGE = "devices [open [ADDRESS]|close|lock|code TEAM|pen N|remove N]"
HELP = (
    "teams decide on their own devices: who is there, with codes; open or close the room, lock it or let devices join "
    "again, give a team a new code, pass the pen of a team to device N, remove device N"
)
CLOSED = "The room is closed to devices; devices open lets them in"


class PromptedTable(Protocol):
    """The table of the line mode, as devices use it."""

    exercise: Exercise
    round: SecretRound
    owed: list[Callable[[], object]]

    debrief_stage: str

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""

    def redraw_screens(self) -> None:
        """Show what was written."""

    def let_bots_play(self) -> None:
        """Let bots take what is theirs after a device decided, and say what is new."""

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""


class PlainDevices:
    """The devices of an exercise at a prompt. While the room is open it answers where `Keyboard.wait` waits for a line.

    It is the table that devices reach: the one at which is played now, a practice turn included.
    """

    def __init__(self, table: PromptedTable, talk: Talk, options: RoomOptions | None = None) -> None:
        self._table, self._counts, self._talk, self._options = table, table.exercise, talk, options
        self._server: DeviceServer | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serving: asyncio.Task[None] | None = None

    # The table that devices reach

    @property
    def round(self) -> SecretRound:
        """The calls to the keyboard in secret rounds of the exercise that is played now."""
        return self._table.round

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""
        return self._table.find_seat(viewer)

    @property
    def debrief_stage(self) -> str:
        """The step of the debrief at which the prompt is; empty before the debrief."""
        return self._table.debrief_stage

    def redraw_screens(self) -> None:
        """Show what was written."""
        self._table.redraw_screens()

    def let_bots_play(self) -> None:
        """Let bots take what is theirs after a device decided, and say what is new."""
        self._table.let_bots_play()

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""
        self._table.finish_call()

    @contextmanager
    def sit_at(self, table: PromptedTable) -> Iterator[None]:
        """Yield with devices at another table: that of a practice turn."""
        before, self._table = self._table, table
        try:
            yield
        finally:
            self._table = before

    # Open and closed

    def open(self, made: socket) -> None:
        """Open the room; ``made`` is a socket that listens. Say the address; the codes are for each team alone."""
        from wargame.devices.room_options import USUAL_OPTIONS
        from wargame.devices.table_host import DeviceHost, open_devices

        self.close()
        host = DeviceHost(self, self._owe_dice, self._talk.say)
        server = open_devices(host, self._counts, made, self._options or USUAL_OPTIONS)
        self._server, self._loop = server, asyncio.new_event_loop()
        self._serving = self._loop.create_task(server.serve())
        talk = self._talk
        talk.keyboard.wait = self._wait
        talk.say_heading("Teams can decide on their own devices")
        talk.say(f"Address: {server.address}")
        if server.is_on_network:
            encrypted = (
                "What is sent is encrypted." if server.is_encrypted else "Who listens to it can read what is sent."
            )
            talk.say(f"{server.network} Everybody in it can load the first page. {encrypted}")
        else:
            talk.say("Only browsers on this machine reach it: devices open ADDRESS lets a network in.")
        talk.say("Each team has a code of its own: type devices at the table to see them. A team can decide here, too.")

    def close(self) -> None:
        """Stop answering, if the room is open. Devices that joined are good again when it is opened."""
        server, loop, serving = self._server, self._loop, self._serving
        self._server = self._loop = self._serving = None
        if server is None or loop is None or serving is None:
            return
        self._talk.keyboard.wait = None
        server.close()
        serving.cancel()
        loop.run_until_complete(asyncio.gather(serving, return_exceptions=True))
        loop.close()

    # What the facilitator types

    def run(self, rest: str) -> None:
        """Carry out what was typed after *devices*. Raises `UnclearError`."""
        word, _, rest = rest.partition(" ")
        rest = rest.strip()
        match word.lower():
            case "":
                self.show()
            case "open":
                self._ask_open(rest)
            case "close":
                self._find_server()
                self.close()
                self._talk.say("The room is closed. The teams decide at this keyboard.")
            case "lock":
                state = self._find_server().state
                state.lock(not state.locked)
                joins = "Nobody else can join" if state.locked else "Devices can join again"
                self._talk.say(f"{joins}; devices lock changes it.")
            case "code":
                self._renew(rest)
            case "pen" | "remove":
                self._rule(word.lower(), rest)
            case _:
                raise UnclearError(f"devices {word[:20]} is no command; write {USAGE}")

    def _find_server(self) -> DeviceServer:
        if self._server is None:
            raise UnclearError(CLOSED)
        return self._server

    def _ask_open(self, address: str) -> None:
        if not self._talk.live or sys.platform == "win32":
            raise UnclearError("the line mode serves devices only at a terminal, and on Windows only the app does")
        from wargame.devices.addresses import LOOPBACK, ListenError, describe_network, list_addresses, listen

        talk, addresses = self._talk, [LOOPBACK, *list_addresses()]
        if not address:
            if not addresses[1:]:
                talk.say("This machine is on no network; join one, or switch on its hotspot.")
            for n, one in enumerate(addresses, 1):
                talk.say(f"{n}: {one}, {describe_network(one)}", 2, 2)
            talk.say("A classroom network can be listened to. Nobody comes further than the first page without a code.")
            address = talk.ask("Where should the room be open (a number; Enter for 1)?") or "1"
            number = find_whole_number(address)
            if number is not None and 1 <= number <= len(addresses):
                address = addresses[number - 1]
        self.close()  # its port is free then
        try:
            made = listen(address, 0)
        except ListenError as error:
            raise UnclearError(str(error)) from None
        self.open(made)

    def show(self) -> None:
        """Show the codes to the facilitator alone, and who is there. Raises `UnclearError` while the room is closed."""
        from wargame.devices.codes import format_code

        talk, server = self._talk, self._find_server()
        state, names, numbers = server.state, self._list_names(), self._number_devices()
        with talk.keep_private("Facilitator"):
            locked = "; locked: nobody else can join" if state.locked else ""
            talk.say(f"Address: {server.address}{locked}")
            for viewer in state.viewers:
                mine = [(n, one) for n, one in numbers.items() if one.viewer == viewer]
                none = "" if mine else "; nobody has joined yet"
                talk.say(f"{names[viewer]}: code {format_code(state.codes[viewer])}{none}", 2, 2)
                for n, one in mine:
                    away = "away" if state.is_away(one, monotonic()) else "here"
                    pen = ", holds the pen" if state.has_pen(one) else ""
                    talk.say(f"{n}: {one.title}, {away}{pen}", 4, 2)
            talk.ask("Tell each team its own code. Press Enter to clear.")

    def _list_names(self) -> dict[str, str]:
        from wargame.devices.viewers import TITLES

        names = {role.id: role.name for role in self.find_seat(OBSERVER).list_roles()}
        return {
            viewer: names[viewer] if viewer in names else TITLES[viewer] for viewer in self._find_server().state.viewers
        }

    def _number_devices(self) -> dict[int, Device]:
        return dict(enumerate(self._find_server().state.devices.values(), 1))

    def _renew(self, typed: str) -> None:
        from wargame.devices.codes import format_code

        state, names = self._find_server().state, self._list_names()
        if not typed:
            raise UnclearError("say whose: devices code TEAM")
        viewer = find_id(typed, names, "team")
        code = state.renew_code(viewer)
        with self._talk.keep_private("Facilitator"):
            self._talk.say(f"{names[viewer]}: code {format_code(code)}. The old one is good no more.")
            self._talk.ask("Press Enter to clear.")

    def _rule(self, do: str, typed: str) -> None:
        server, number = self._find_server(), find_whole_number(typed)
        device = self._number_devices().get(number) if number is not None else None
        if device is None:
            raise UnclearError(f"devices {do} N wants the number of a device; devices lists them")
        name = self._list_names()[device.viewer]
        if do == "remove":
            server.state.remove(device.id)
            self._talk.say(f"{device.title} of {name} has to join again.")
        elif device.viewer in server.state.teams:
            server.state.pass_pen(device.viewer, device.id)
            self._talk.say(f"{device.title} holds the pen of {name}.")
        else:
            raise UnclearError(f"{name} has no pen: it decides nothing")
        server.hub.changed()

    # While the prompt waits

    def _wait(self) -> None:
        """Answer devices until a line can be read."""
        server, loop = self._server, self._loop
        if server is None or loop is None:
            return
        server.hub.changed()
        ready: asyncio.Future[None] = loop.create_future()
        number = self._talk.keyboard.number

        def tell() -> None:
            if not ready.done():
                ready.set_result(None)

        loop.add_reader(number, tell)
        try:
            loop.run_until_complete(ready)
        finally:
            loop.remove_reader(number)

    def _owe_dice(self, need: DrawNeeded, again: Callable[[], None]) -> None:
        """Let the next Enter at the table ask for the dice that a decision of a device needs."""
        table = self._table

        def throw() -> None:
            ask_draw(table.exercise, self._talk, need)
            again()

        table.owed.append(throw)
        self._talk.say("A team has decided, and dice have to be thrown for it: press Enter.")
