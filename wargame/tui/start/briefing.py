"""The briefing: what everybody should know before the first turn, then the brief of each role behind a curtain."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Button, Static

from wargame.devices.codes import format_code
from wargame.devices.viewers import TITLES
from wargame.exercise.play.seats import format_seat
from wargame.exercise.view.briefing import KnownBriefing
from wargame.rules.model import OBSERVER
from wargame.rules.text.member_text import format_introduction
from wargame.session.text.switch_text import format_left_out
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.paged_screen import Page, PagesScreen
from wargame.tui.widgets.qr_code import draw_qr_code

if TYPE_CHECKING:
    from wargame.devices.device_server import DeviceServer

TURN = (
    ("Inject", "A card says what happens, and may ask a team to answer. The title of the next one is shown."),
    ("Deal", "Teams may offer each other terms, before plans are made: a promise can be kept or broken."),
    ("Plan", "Each team chooses one action in secret, or argues for one of its own, and writes down why."),
    ("Adjudicate", "All plans are revealed. Some happen, some take two dice; the odds were shown before."),
    ("Close", "What follows by itself follows. Every few turns each team says how likely the question is."),
)
"""The course of a turn, in five lines."""

FOOT = "Enter turns the page, PageDown skips one, b begins at once."


def _list_left_out(briefing: KnownBriefing) -> list[tuple[str, str]]:
    """Return the lines on the switches that are off; none when all are on."""
    said = format_left_out(briefing.left_out)
    return [(said, "heading close"), *((text, "term") for text in briefing.losses)] if said else []


class BriefingScreen(PagesScreen):
    """The pages before play. The button at their end leads to the table."""

    WHERE = "briefing"
    FINISH = "Begin"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("briefing")

    def list_pages(self) -> list[Page]:
        """Return the pages of the briefing."""
        seat = self.room.find_seat(OBSERVER)
        briefing = seat.find_briefing()
        size = f"{briefing.turns} turns, about {briefing.minutes} minutes. {briefing.about}"
        members = [(one.role.id, format_introduction(one)) for one in seat.list_members()]
        roles = [
            (
                f"{role.name} ({format_seat(role.seat)})",
                [(role.public, ""), *((text, "term") for of, text in members if of == role.id)],
            )
            for role in seat.list_roles()
        ]
        return [
            Page("Before we begin", [(briefing.notice, ""), (FOOT, "dim")]),
            Page(seat.find_position().title, [(briefing.summary, ""), (size, ""), *_list_left_out(briefing)]),
            Page(
                "How a turn goes", [pair for name, text in TURN for pair in ((name, "heading close"), (text, "term"))]
            ),
            *self._list_device_pages(),
            *(Page(name, body) for name, body in roles),
            *(self._build_private_page(role) for role in seat.list_people_roles()),
            Page("Ready", self._list_ready_lines()),
        ]

    def _list_device_pages(self) -> list[Page]:
        """Return the page that says how teams join with their own devices; none while the room is closed to them."""
        devices = self.room.devices
        if devices is None:
            return []
        body = [
            ("Each team can decide on its own phone, tablet or laptop, in a browser. Open this address:", ""),
            (devices.address, "title"),
            ("It asks for the code of your team, which stands behind the curtain, on the page for you alone.", ""),
            ("Nothing goes to the internet. Who has no device decides at this keyboard.", "dim"),
        ]
        ascii = self.room.settings.ascii
        figure = None if ascii else lambda: Static(draw_qr_code(devices.address), markup=False)
        return [Page("On your own devices", body, figure=figure), *self._list_code_pages(devices)]

    @staticmethod
    def _list_code_pages(devices: DeviceServer) -> list[Page]:
        """Return the page with the codes of the viewers that own no role: evaluators and the projector."""
        state, body = devices.state, []
        for viewer in state.viewers:
            if viewer not in state.teams:
                body += [(TITLES[viewer], "heading close"), (format_code(state.codes[viewer]), "term")]
        body.append((f"The projector and every evaluator join with this code in a browser, at {devices.address}.", ""))
        body.append(("Both see what the room sees. F4 shows all codes again, and who is there.", "dim"))
        return [Page("Evaluators and the projector", body, "Facilitator")]

    def _build_private_page(self, role: str) -> Page:
        """Return the page with a role's own brief, for this role only."""
        seat = self.room.find_seat(role)
        spec, wanted = seat.find_role(role), seat.find_own_objectives().objectives
        body = [(spec.private, ""), ("What you want", "heading close")]
        body += [(f"{one.title}: {one.text}", "term close") for one in wanted if not one.secret]
        if spec.draws_secret:
            drawn = "One more, known to you alone, is drawn when the exercise begins. Your desk shows it."
            body.append((drawn, "term"))
        devices = self.room.devices
        if devices is not None and role in devices.state.codes:
            body.append((f"The code of your team for {devices.address}", "heading close"))
            body.append((format_code(devices.state.codes[role]), "term"))
        return Page(f"{spec.name}: for you alone", body, spec.name)

    def _list_ready_lines(self) -> list[tuple[str, str]]:
        body = [("Press Enter to begin. From then on every decision is recorded.", "")]
        if self._is_recorded:
            body.append(
                ("Press p to play one practice turn first: nothing of it is recorded, and it leads back here.", "")
            )
            body.append((f"The session file: {self.exercise.path}", "dim"))
        else:
            body = [("Press Enter to begin. This is practice: nothing is recorded.", "")]
        return body

    @property
    def _is_recorded(self) -> bool:
        return self.room.find_seat(OBSERVER).find_position().recorded

    def compose_more_buttons(self) -> ComposeResult:
        """Yield the buttons that begin, or begin a practice turn."""
        if self._is_recorded:
            yield self._build_button("Practice turn", "practise")
        yield self._build_button("Begin", "begin")

    def show_page(self) -> None:
        """Draw the page that is open. On the last one, turning the page begins: one button is enough."""
        super().show_page()
        self.query_one("#begin").display = self._at < len(self.list_pages()) - 1

    def finish(self) -> None:
        """Begin after the last page."""
        self.action_begin()

    @on(Button.Pressed, "#begin")
    def action_begin(self) -> None:
        """Leave the briefing for the table."""
        exercise = self.exercise
        self.dismiss(None)
        self.room.play(exercise)

    @on(Button.Pressed, "#practise")
    def action_practise(self) -> None:
        """Play one turn in memory, and return to the briefing."""
        if self._is_recorded:
            self.action_cover()
            self.room.practise()

    def action_devices(self) -> None:
        """Open the devices of the teams."""
        self.room.open("devices")

    def action_back(self) -> None:
        """Go home. An exercise that was never begun leaves no file."""
        self.room.leave_exercise()
