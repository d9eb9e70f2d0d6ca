"""The feed of a second window: the session as far as its file was read, and messages about the file."""

from __future__ import annotations

import os
from pathlib import Path

from wargame.content.load.problems import ContentError
from wargame.exercise.play.clock import Clock, Stopwatch, SystemClock
from wargame.exercise.play.pins import PinDoor, needs_pin
from wargame.exercise.seat import Seat
from wargame.exercise.view.followed_session import FollowedSession
from wargame.rules.model import OBSERVER
from wargame.session.follow import FileNews, Follower
from wargame.session.shape import MalformedLineError


class MalformedFileError(ValueError):
    """The lines of the file do not have the shape that this program writes."""


class SessionFeed:
    """A session file that is followed: `read_more` looks for new lines, `apply_news` takes them over."""

    def __init__(self, path: str | os.PathLike[str], clock: Clock | None = None) -> None:
        """Begin to follow a session file. ``clock`` measures the time since its last line was read.

        Raises `JournalError`, `ContentError`, `MalformedFileError`.
        """
        self._follower = Follower(path)
        first = self._follower.began_with
        if not first.lines:
            raise MalformedFileError(first.damage)
        try:
            self.window = FollowedSession(first.lines)
        except MalformedLineError as error:
            raise MalformedFileError(error.format_shape()) from None
        self._seats: dict[str, Seat] = {}
        """The seats of the session that were asked for, by viewer."""
        self._stopwatch = Stopwatch(clock or SystemClock())
        self._time_lines()
        self.trouble = first.trouble
        """What is wrong with the file; empty if nothing is wrong."""
        self.said = ""
        """A message about undone decisions, until the next decision is taken."""

    @property
    def path(self) -> Path:
        """The session file."""
        return self._follower.path

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer, the same one until the file is replaced. Raises `ValueError` as `Seat`."""
        if viewer not in self._seats:
            self._seats[viewer] = Seat(self.window, viewer)
        return self._seats[viewer]

    def compute_seconds_since(self) -> float:
        """Return the seconds since the last decision was read, without pauses."""
        return self._stopwatch.compute_elapsed()

    def _time_lines(self, *, anew: bool = True) -> None:
        """Let the stopwatch run from the last decision, or stand still while the exercise is paused."""
        if anew:
            self._stopwatch.restart()
        if self.window.paused:
            self._stopwatch.pause()
        else:
            self._stopwatch.resume()

    def list_roles(self) -> list[str]:
        """Return the ids of the roles."""
        return [role.id for role in self.find_seat(OBSERVER).list_roles()]

    def needs_pin(self, role: str) -> bool:
        """Does the session have a PIN for a role?"""
        return needs_pin(self.window.header, role)

    def build_door(self, role: str, clock: Clock) -> PinDoor:
        """Return the door to a role's window, which asks for its PIN."""
        return PinDoor(self.window.header, role, clock)

    def read_more(self) -> FileNews | None:
        """Return what is new in the file, or None. It changes nothing here, so that a thread may call it."""
        return self._follower.read_more()

    def apply_news(self, news: FileNews) -> None:
        """Take over what is new in the file. An error of the file is kept in `trouble`."""
        self.trouble = news.trouble
        try:
            if news.anew and news.lines:
                self.window, self._seats = FollowedSession(news.lines), {}
                self._time_lines()
                self.said = "The session file was replaced; this is what it holds now."
            elif news.lines:
                self._time_lines(anew=self.window.add_lines(news.lines))
                self.said = format_undo_notice() if self.window.is_last_undone else ""
        except MalformedLineError as error:
            self.trouble = f"Line {error.line} of the session file cannot be followed ({error.reason})."
        except ContentError as error:
            self.trouble = f"The session file was replaced, and its content cannot be used: {error}"


def format_undo_notice() -> str:
    """Return a sentence, for everybody to read, that something was undone."""
    return "Taken back: the last of what was decided no longer stands."
