"""The devices of the teams: their address and codes, who is there, who holds the pen; behind a veil, as codes are.

The facilitator opens the room to devices here, and closes it; renews a code, passes a pen, removes a device.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wargame.exercise.seat import Seat
from wargame.rules.model import OBSERVER
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.pick_dialog import PickScreen
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.privacy_cover import Veil
from wargame.tui.widgets.qr_code import draw_qr_code

if TYPE_CHECKING:
    from wargame.devices.device_server import DeviceServer
    from wargame.devices.room_state import Device

ALWAYS = frozenset({"back", "help", "blank", "next_theme", "command_palette", "picture"})
"""The actions that work before the veil is lifted."""
EVERY = 5.0
"""The seconds after which the list is drawn again, to show who is away."""
CLOSED = (
    "The teams decide at this keyboard. They can decide on their own phones, tablets or laptops instead, in a browser, "
    "without the internet: o opens the room. What they decide is written here, as before, and every team can still "
    "decide at this keyboard at any time."
)
NETWORK = "Everybody in this network can load the first page, and nobody comes further without a code."
OPEN = "What is sent is not encrypted: who listens to a classroom network can read it, codes too."
ENCRYPTED = "What is sent is encrypted."
WAITS = "The table waits for teams that have a device here. A team's letter calls it to this keyboard."
CALLS = "Enter at the table calls teams to this keyboard; they can decide on their devices before."
ALONE = "Only browsers on this machine reach it. Close the room and open it again to choose a network."


class Row(NamedTuple):
    """A row of the list: a team, or one of its devices."""

    viewer: str
    device: str
    text: str


class DevicesScreen(PlayScreen):
    """The room of the devices, for the facilitator."""

    WHERE = "devices"
    PRIVATE = True
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("devices")
    AUTO_FOCUS = ""
    CSS = """
    DevicesScreen #room { height: 1fr; padding: 1 2; }
    DevicesScreen #who { height: 1fr; margin-top: 1; border: none; background: $background; padding: 0; }
    DevicesScreen #said { height: auto; }
    DevicesScreen #lists { width: 1fr; }
    DevicesScreen #code { width: auto; height: auto; margin-left: 2; }
    DevicesScreen.-narrow #code, DevicesScreen.-short #code { display: none; }
    """

    def __init__(self, *, ask: bool = False) -> None:
        """With ``ask``, ask at once where the room should be open."""
        super().__init__()
        self._asks = ask
        self._veiled = True
        self._rows: list[Row] = []
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose("Devices of the teams", id="where", classes="private")
        yield Veil("Facilitator only", "The codes of all teams are on it. Enter shows it when nobody else can see it.")
        with Horizontal(id="room"):
            with Vertical(id="lists"):
                with VerticalScroll(id="said", can_focus=False):
                    yield Prose("", id="about")
                yield OptionList(id="who", markup=False)
            yield Static("", id="code", markup=False)
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query_one("#room").display = False
        self.set_interval(EVERY, self.show_state)
        if self._asks:
            self.call_after_refresh(self.action_switch)

    @on(Veil.Lifted)
    def lift_veil(self) -> None:
        """Show what lies behind the veil."""
        self._veiled = False
        self.query_one(Veil).remove()
        self.query_one("#room").display = True
        self.query_one(KeyBar).refresh()
        self.show_state()
        self.query_one("#who").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the commands of the room before the veil is lifted, and those of an open room while it is closed."""
        if action in ("lock", "wait"):
            return not self._veiled and self._devices is not None
        return not self._veiled or action in ALWAYS

    @property
    def _devices(self) -> DeviceServer | None:
        return self.room.devices

    @property
    def _public(self) -> Seat:
        return self.room.find_seat(OBSERVER)

    # Drawing

    def show_state(self) -> None:
        """Draw who is there."""
        if self._veiled or not self.is_built or not self.room.is_playing:
            return
        devices = self._devices
        self.query_one(KeyBar).refresh()
        if devices is None:
            self.query_one("#about", Prose).update(CLOSED)
            self._show_rows([])
            self._show_code("")
            return
        safe = ENCRYPTED if devices.is_encrypted else OPEN
        said = [
            f"Open at {devices.address}",
            ALONE if not devices.is_on_network else f"{devices.network} {NETWORK} {safe}",
        ]
        if devices.state.locked:
            said.append("The room is locked: nobody else can join.")
        said.append(WAITS if self.room.waits_for_devices else CALLS)
        self.query_one("#about", Prose).update("\n".join(said))
        self._show_rows(self._list_rows(devices))
        self._show_highlighted()

    def _list_rows(self, devices: DeviceServer) -> list[Row]:
        from wargame.devices.codes import format_code

        state, rows = devices.state, []
        names = {viewer: self._find_name(viewer) for viewer in state.viewers}
        for viewer in state.viewers:
            mine = state.list_devices(viewer)
            none = "" if mine else "   nobody has joined yet"
            rows.append(Row(viewer, "", f"{names[viewer]:<28} code {format_code(state.codes[viewer])}{none}"))
            for device in mine:
                pen = "holds the pen" if state.has_pen(device) else self._count_notes(device, viewer not in state.teams)
                away = "away" if state.is_away(device, monotonic()) else "here"
                rows.append(Row(viewer, device.id, f"    {device.title:<24} {away}   {pen}".rstrip()))
        return rows

    def _count_notes(self, device: Device, is_other: bool) -> str:
        """Return how many notes an evaluator has made; empty for anybody else, and before the first."""
        from wargame.devices.notes_page import count_notes

        if not is_other or device.viewer == OBSERVER:
            return ""
        count = count_notes(self.exercise, device)
        return f"{count} note{'s' * (count != 1)}" if count else ""

    def _show_rows(self, rows: list[Row]) -> None:
        if rows == self._rows:
            return
        listed = self.query_one("#who", OptionList)
        at = listed.highlighted
        self._rows = rows
        listed.clear_options()
        listed.add_options([Option(row.text) for row in rows])
        if rows:
            listed.highlighted = min(at or 0, len(rows) - 1)

    @on(OptionList.OptionHighlighted, "#who")
    def _show_highlighted(self) -> None:
        """Draw the address with the code of the highlighted team, which stands behind # and is sent to nobody."""
        devices, at = self._devices, self.query_one("#who", OptionList).highlighted
        if devices is not None and at is not None and at < len(self._rows):
            self._show_code(f"{devices.address}/#{devices.state.codes[self._rows[at].viewer]}")

    def _show_code(self, address: str) -> None:
        """Draw the address as a code that a phone's camera reads; with ASCII drawing there is none."""
        shown = "" if self.room.settings.ascii else address
        if shown != self._shown:
            self._shown = shown
            self.query_one("#code", Static).update(draw_qr_code(shown) if shown else Content(""))

    # Commands

    def action_switch(self) -> None:
        """Close the room to devices, or choose where it is open and open it."""
        if self._devices is not None:
            self.room.close_devices()
            self.room.notify("The room is closed. The teams decide at this keyboard.", markup=False)
            self.show_state()
            return
        from wargame.devices.addresses import LOOPBACK, describe_network, list_addresses

        addresses = [LOOPBACK, *list_addresses()]
        labels = [f"{one}  {describe_network(one)}" for one in addresses]
        safe = ENCRYPTED if self.room.is_room_encrypted else OPEN
        alone = "This machine is on no network: only its own browsers can reach the room."
        text = f"{NETWORK} {safe}" if addresses[1:] else alone
        ask = PickScreen("Where should the room be open?", labels, text)
        self.app.push_screen(ask, lambda at: self._open(addresses[at]) if at is not None else None)

    def _open(self, address: str) -> None:
        from wargame.devices.addresses import ListenError, listen

        try:
            made = listen(address, 0)
        except ListenError as error:
            self.room.tell_trouble(f"{error}.")
            return
        self.room.open_devices(made)
        self.show_state()

    def action_lock(self) -> None:
        """Let nobody else join, or let them join again."""
        devices = self._devices
        if devices is not None:
            devices.state.lock(not devices.state.locked)
            self.show_state()

    def action_wait(self) -> None:
        """Let the table wait for devices, or call teams to the keyboard again."""
        self.room.wait_for_devices(not self.room.waits_for_devices)

    @on(OptionList.OptionSelected, "#who")
    def ask_what(self, event: OptionList.OptionSelected) -> None:
        """Ask what to do with a team or a device."""
        devices, row = self._devices, self._rows[event.option_index]
        if devices is None:
            return
        state = devices.state
        device = state.devices.get(row.device)
        choices: list[tuple[str, Callable[[], object]]] = []
        if device is None:
            choices.append(
                ("Make a new code for it; the old one is good no more", lambda: state.renew_code(row.viewer))
            )
        else:
            if row.viewer in state.teams and not state.has_pen(device):
                choices.append(("Pass it the pen of its team", lambda: state.pass_pen(row.viewer, row.device)))
            choices.append(("Remove it: it has to join again", lambda: state.remove(row.device)))

        def do(at: int | None) -> None:
            if at is not None:
                choices[at][1]()
                devices.hub.changed()
                self.show_state()

        title = self._format_title(row, device)
        self.app.push_screen(PickScreen(title, [label for label, _ in choices]), do)

    def _find_name(self, viewer: str) -> str:
        """Return what a viewer is called: the name of a role, or what a viewer without one is."""
        from wargame.devices.viewers import TITLES

        names = {role.id: role.name for role in self._public.list_roles()}
        return names[viewer] if viewer in names else TITLES[viewer]

    def _format_title(self, row: Row, device: Device | None) -> str:
        name = self._find_name(row.viewer)
        return name if device is None else f"{name}: {device.title}"
