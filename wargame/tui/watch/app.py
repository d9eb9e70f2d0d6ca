"""The second window: an app that follows a session file, without writing to it or locking it.

It shows the public table, for the projector; or for a role, behind its PIN, what the role knows and may do. A thread
checks the file ten times a second and posts a message when it has grown. Nothing is drawn between the messages.
"""

from __future__ import annotations

from threading import Event

from textual import on
from textual.message import Message

from wargame.exercise.play.clock import Clock, SystemClock
from wargame.session.follow import FileNews
from wargame.tui.app.settings import Settings
from wargame.tui.app.shared_app import SharedApp
from wargame.tui.watch.feed import SessionFeed
from wargame.tui.watch.screens import DoorScreen, PublicScreen, WatchScreen

POLL = 0.1
"""Seconds between two checks of the file."""


class WatchApp(SharedApp):
    """The public table of a session; with a ``role``, what this role sees of it."""

    class Grown(Message):
        """The session file has new lines."""

        def __init__(self, news: FileNews) -> None:
            super().__init__()
            self.news = news

    def __init__(self, settings: Settings, feed: SessionFeed, role: str = "", clock: Clock | None = None) -> None:
        super().__init__(settings, feed.path.parent)
        self._feed, self._role = feed, role
        self._clock = clock or SystemClock()
        self._left = Event()

    def on_mount(self) -> None:
        """Open the first screen, and begin to follow the file."""
        self.apply_settings()
        self.push_screen(DoorScreen(self._feed, self._role, self._clock) if self._role else PublicScreen(self._feed))
        self.run_worker(self._follow, thread=True)

    def on_unmount(self) -> None:
        """Stop the thread that follows the file."""
        self._left.set()

    def _follow(self) -> None:
        """Check the file again and again, in a thread; post what is new."""
        while not self._left.wait(POLL):
            news = self._feed.read_more()
            if news is not None:
                self.post_message(self.Grown(news))

    @on(Grown)
    def apply_news(self, event: Grown) -> None:
        """Take over what is new, and redraw every open screen."""
        self._feed.apply_news(event.news)
        for screen in self.screen_stack:
            if isinstance(screen, WatchScreen) and screen.is_built:
                screen.show_state()

    def action_blank(self) -> None:
        """Close the window of a role. Its PIN opens it again."""
        while not isinstance(self.covered_screen, DoorScreen | PublicScreen):
            self.pop_screen()
