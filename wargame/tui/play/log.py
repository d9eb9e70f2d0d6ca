"""The log: everything that everybody may know, turn by turn."""

from __future__ import annotations

from typing import ClassVar

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


def list_public_log(room: Seat) -> list[tuple[int, str, str]]:
    """Return the public log as (level, line number, text); level 0 is a turn, 1 a decision, 2 what followed."""
    out: list[tuple[int, str, str]] = []
    for _, entry in room.list_log():
        if not out:
            out.append((0, "", format_opening()))
        if entry.decision is not None:
            because = f" -- {entry.because}" if entry.because else ""
            out.append((1, str(entry.number or ""), f"{format_decision(entry.decision)}{because}"))
        out += [(0 if isinstance(one, TurnBegan) else 2, "", format_told(one)) for one in entry.told]
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
        items = [
            MarkedParagraph(Content(f"{number:>4}  " if level else ""), Content.styled(text, styles[level]))
            for level, number, text in list_public_log(self.room.find_seat(OBSERVER))
        ]
        self.query_one("#lines", Hanging).write(
            items or [MarkedParagraph(Content(""), Content("Nothing has happened yet."))]
        )
        self.query_one("#log", VerticalScroll).scroll_end(animate=False)
