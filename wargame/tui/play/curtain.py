"""The curtain: an empty screen between two teams. It tells only who gets the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Static

from wargame.rules.model import OBSERVER
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.first_moment import FirstMoment
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.play.desk.choosing import finish_last_call
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.widgets.role_look import list_role_looks


class CurtainScreen(PlayScreen):
    """Ask to hand the keyboard to one role, and open its desk.

    Only Enter opens it, and not in the first half second; any other key drops the curtain: the words that somebody
    types at the table open no desk. Without other people in the exercise the desk opens at once. ``opened`` is called
    when the role sits down.
    """

    WHERE = "curtain"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("curtain")
    AUTO_FOCUS = ""
    CSS = """
    CurtainScreen { align: center middle; }
    CurtainScreen .curtain { width: 64; max-width: 94%; height: auto; align-horizontal: center; padding: 2 4;
                             background: $surface; }
    CurtainScreen .curtain Static { width: 1fr; text-align: center; }
    CurtainScreen .curtain .title { margin-bottom: 1; }
    CurtainScreen Button { margin-top: 1; }
    CurtainScreen.-short .curtain { padding: 1 4; }
    """

    def __init__(self, role: str, opened: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._role, self._opened = role, opened
        self._first: FirstMoment | None = None
        self._opening = False

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        look = list_role_looks(self.room.find_seat(OBSERVER))[self._role]
        self.add_class(look.css_class)
        with Vertical(classes="curtain role-frame"):
            yield Static(
                Content.assemble(look.draw_mark(), f" Hand the keyboard to {look.name}."), classes="title role-ink"
            )
            yield Prose("Everybody else looks away.")
            with Center():
                yield Button("Show the desk (Enter)", variant="primary", compact=True, id="raise")
        yield KeyBar(self.WHERE)

    def on_mount(self) -> None:
        """Open the desk at once if no curtain is needed."""
        if self.room.find_seat(OBSERVER).has_onlookers(self._role):
            self._first = FirstMoment(self.app.read_seconds)
        else:
            self.call_later(self._open_desk)
        self.query_one("#raise").can_focus = False  # the screen itself has its key

    def take_key(self, key: Key) -> bool:
        """Drop the curtain at a key that has no meaning here."""
        active = self.active_bindings.get(key.key)
        if active is not None and active.enabled:
            return False
        self.dismiss(None)
        return True

    def show_state(self) -> None:
        """Drop the curtain when its question is answered."""
        if self.is_on_top and not self._opening and self._role not in self.room.round.find_asked().who:
            self.dismiss(None)

    def on_screen_resume(self) -> None:
        """Look again whether the question is open when no screen lies over the curtain any more."""
        self.show_state()

    def action_raise(self) -> None:
        """Replace the curtain with the desk of the role, if it has lain long enough to be seen."""
        if self._first is not None and self._first.is_over:
            self._open_desk()

    @on(Button.Pressed)
    def _open_desk(self) -> None:
        if not self.is_on_top:
            return
        self._opened()
        round = self.room.round
        idle = round.find_called() == self._role and not round.is_asked(self._role)
        called = True
        if idle and round.is_last_call:
            self._opening, called = True, False
            idle = not finish_last_call(self.room, self._role, self.room.find_seat(OBSERVER).place)
            if not self.is_on_top:
                return
        self.app.switch_screen(
            IdleScreen(self._role, called) if idle else DeskScreen(self._role, had_no_deal=not called)
        )


class IdleScreen(PlayScreen):
    """Tell a role that was called in a secret round that nothing waits for its decision.

    It is called all the same, so that the calls tell nobody whether a deal was offered, or stands and could be broken
    off, which is open in the last turn, too. ``called``: its call goes on; the last one of a round is finished already.
    """

    WHERE = "idle"
    PRIVATE = True
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("idle")
    AUTO_FOCUS = ""
    CSS = """
    IdleScreen { align: center middle; }
    IdleScreen .curtain { width: 64; max-width: 94%; height: auto; padding: 2 4; background: $surface; }
    """

    def __init__(self, role: str, called: bool = True) -> None:
        super().__init__()
        self._role, self._called = role, called

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        look = list_role_looks(self.room.find_seat(OBSERVER))[self._role]
        self.add_class(look.css_class)
        with Vertical(classes="curtain role-frame"):
            yield Static(Content.assemble(look.draw_mark(), f" {look.name}, for its eyes only"), classes="role-ink")
            yield Prose("Nothing waits for your decision now. Enter leads back to the table.")
            yield Prose(
                "All teams are called, so that the calls tell nobody whether a deal was offered, or stands and could "
                "be broken off.",
                classes="dim",
            )
        yield KeyBar(self.WHERE)

    def show_state(self) -> None:
        """Close if the role is called no more, because one of its devices went on."""
        if self.is_on_top and self._called and self.room.round.find_called() != self._role:
            self.dismiss(None)

    def action_done(self) -> None:
        """Go back to the table, and on to the next call."""
        if self.is_on_top:
            self.dismiss(None)
            if self._called:
                self.room.finish_call()
