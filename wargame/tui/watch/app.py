"""The second window: an app that follows a session file and never writes to it, nor locks it.

For the projector it is the public table; for a role, what that role knows and may do, behind its PIN. A thread looks at
the file ten times a second and says when something is new; nothing is drawn otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial
from threading import Event
from typing import Any, ClassVar, NamedTuple

from textual import on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from wargame.exercise.view.followed import MALFORMED, FollowedSession
from wargame.session.follow import FileNews, Follower
from wargame.tui.app.ascii import ASCII
from wargame.tui.app.commands import build_bindings, iter_commands, list_replaced
from wargame.tui.app.screen import PlayScreen, find_action_owner
from wargame.tui.app.settings import Settings
from wargame.tui.app.themes import apply_settings, find_next_theme
from wargame.tui.watch.screens import DoorScreen, PublicScreen, WatchScreen

POLL = 0.1
"""Seconds between two looks at the file."""


class MalformedFileError(ValueError):
    """A file whose lines are not of the shape this program writes."""


class SessionFeed(NamedTuple):
    """A session file that is followed, the window on what it holds so far, and what is wrong with it, if anything."""

    follower: Follower
    window: FollowedSession
    trouble: str


def open_session(path: str | os.PathLike[str]) -> SessionFeed:
    """Begin to follow a session file. Raises `JournalError`, `ContentError`, `UnlikeError`."""
    follower = Follower(path)
    first = follower.began_with
    if not first.lines:
        raise MalformedFileError(first.trouble.partition(". ")[0])
    try:
        return SessionFeed(follower, FollowedSession(first.lines), first.trouble)
    except MALFORMED as error:
        raise MalformedFileError(f"a line is not of the shape this program writes ({error!r})") from None


class WatchApp(App[int]):
    """The public table of a session, or with a ``role`` what that role sees of it."""

    TITLE = "wargame"
    CSS_PATH = "../app/app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (45, "-high")]

    practising = False
    """A practice round is recorded nowhere, so there is none to watch."""

    class Grown(Message):
        """Something is new in the session file."""

        def __init__(self, news: FileNews) -> None:
            super().__init__()
            self.news = news

    def __init__(self, settings: Settings, session: SessionFeed, role: str = "") -> None:
        super().__init__()
        self.settings = settings
        self.window, self.trouble = session.window, session.trouble
        self.said = ""
        """What has become of decisions that no longer stand, until the next one is taken."""
        self._follower, self._role = session.follower, role
        self._left = Event()

    def on_mount(self) -> None:
        apply_settings(self, self.settings)
        self.push_screen(DoorScreen(self._role) if self._role else PublicScreen())
        self.run_worker(self._follow, thread=True)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *([ASCII] if self.settings.ascii else [])]

    def on_unmount(self) -> None:
        self._left.set()

    def _follow(self) -> None:
        """Runs in a thread of its own: looks, and says what is new."""
        while not self._left.wait(POLL):
            news = self._follower.read_more()
            if news is not None:
                self.post_message(self.Grown(news))

    @on(Grown)
    def apply_news(self, event: Grown) -> None:
        """Fold what is new; every screen that is up draws anew."""
        news = event.news
        self.trouble = news.trouble
        try:
            if news.anew and news.lines:
                self.window = FollowedSession(news.lines)
                self.said = "The session file was replaced; this is what it holds now."
            elif news.lines:
                self.window.add_lines(news.lines)
                self.said = format_undo_notice(self.window)
        except MALFORMED as error:
            self.trouble = f"A line of the session file is not of the shape this program writes ({error!r})."
        for screen in self.screen_stack:
            if isinstance(screen, WatchScreen) and screen.is_built:
                screen.show_state()

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A screen's own command takes the place of one for everywhere that has the same key."""
        return not isinstance(self.screen, WatchScreen) or action not in list_replaced(self.screen.WHERE)

    def action_help(self) -> None:
        from wargame.tui.app.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen.WHERE if isinstance(self.screen, WatchScreen) else ""))

    def action_next_theme(self) -> None:
        self.theme = find_next_theme(self.theme)

    def action_picture(self) -> None:
        try:
            path = self.save_screenshot(path=str(self._follower.path.parent))
        except OSError as error:
            self.notify(f"The picture could not be saved: {error.strerror}.", severity="error", markup=False)
            return
        self.notify(f"Saved as {path}", markup=False)

    def action_blank(self) -> None:
        """Shut a role's window; its PIN opens it again."""
        while len(self.screen_stack) > 2:
            self.pop_screen()

    def action_exit(self) -> None:
        self.exit(0)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        where = screen.WHERE if isinstance(screen, WatchScreen | PlayScreen) else ""
        for command in iter_commands(where):
            if command.id != "palette":
                of = find_action_owner(screen, command)
                yield SystemCommand(command.title, command.help, partial(self.run_action, command.action, of))


def format_undo_notice(window: FollowedSession) -> str:
    """If the last thing that happened was an undo, that it was, in words all may read."""
    last = next((line for line in reversed(window.lines) if "do" in line or line.get("record") == "undo"), None)
    if last is None or "do" in last:
        return ""
    return "Taken back: the last of what was decided no longer stands."
