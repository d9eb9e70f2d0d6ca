"""The log: everything that everybody may know, turn by turn."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.rules.model import OBSERVER
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_told
from wargame.rules.told import TurnBegan
from wargame.session.text.line_text import format_opening
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.role_look import BLANK_MARK, list_role_looks


class LogLine(NamedTuple):
    """One line of the log. ``level`` is 0 for a turn, 1 for a decision, 2 for what followed.

    ``number`` is the number of its line in the file; it is empty where the viewer may not read it. ``role`` is the role
    that decided, empty for the facilitator and where nothing was decided.
    """

    level: int
    number: str
    text: str
    role: str = ""


def list_public_log(room: Seat) -> list[LogLine]:
    """Return the public log."""
    out: list[LogLine] = []
    for _, entry in room.list_log():
        if not out:
            out.append(LogLine(0, "", format_opening()))
        decision = entry.decision
        if decision is not None:
            because = f" -- {entry.because}" if entry.because else ""
            text = f"{format_decision(decision)}{because}"
            out.append(LogLine(1, str(entry.number or ""), text, decision.role))
        out += [LogLine(0 if isinstance(one, TurnBegan) else 2, "", format_told(one)) for one in entry.told]
    return out


class LogScreen(PlayScreen):
    """The public log; it opens at its end."""

    WHERE = "log"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("log")
    DEFAULT_CSS = """
    LogScreen #log { padding: 0 1; scrollbar-size-vertical: 1; }
    LogScreen .heading { padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose("What has happened, as everybody may know it. Arrows and Page Up look back.", classes="heading")
        with VerticalScroll(id="log"):
            yield Hanging(id="lines")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.show_state()
        self.query_one("#log").focus()

    def show_state(self) -> None:
        """Draw the log and scroll to its end."""
        styles = ("bold $primary", "bold", "")
        room = self.room.find_seat(OBSERVER)
        looks = list_role_looks(room)
        items = []
        for line in list_public_log(room):
            who = looks[line.role].draw_mark() if line.role in looks else BLANK_MARK
            lead = Content.assemble(f"{line.number:>4} ", who, " ") if line.level else Content("")
            items.append(MarkedParagraph(lead, Content.styled(line.text, styles[line.level])))
        self.query_one("#lines", Hanging).write(
            items or [MarkedParagraph(Content(""), Content("Nothing has happened yet."))]
        )
        self.query_one("#log", VerticalScroll).scroll_end(animate=False)
