"""The feed of a second window: the session as far as its file was read, and messages about the file."""

from __future__ import annotations

import os
from pathlib import Path

from wargame.exercise.view.followed_session import FollowedSession
from wargame.session.follow import FileNews, Follower
from wargame.session.records import CommandLine, Undo
from wargame.session.shape import MalformedLineError


class MalformedFileError(ValueError):
    """The lines of the file do not have the shape that this program writes."""


class SessionFeed:
    """A session file that is followed: `read_more` looks for new lines, `apply_news` takes them over."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Begin to follow a session file.

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
        self.trouble = first.trouble
        """What is wrong with the file; empty if nothing is wrong."""
        self.said = ""
        """A message about undone decisions, until the next decision is taken."""

    @property
    def path(self) -> Path:
        """The session file."""
        return self._follower.path

    def read_more(self) -> FileNews | None:
        """Return what is new in the file, or None. It changes nothing here, so that a thread may call it."""
        return self._follower.read_more()

    def apply_news(self, news: FileNews) -> None:
        """Take over what is new in the file. An error of the file is kept in `trouble`."""
        self.trouble = news.trouble
        try:
            if news.anew and news.lines:
                self.window = FollowedSession(news.lines)
                self.said = "The session file was replaced; this is what it holds now."
            elif news.lines:
                self.window.add_lines(news.lines)
                self.said = format_undo_notice(self.window)
        except MalformedLineError as error:
            said = f"Line {error.line} of the session file is not of the shape this program writes"
            self.trouble = f"{said} ({error.reason})."


def format_undo_notice(window: FollowedSession) -> str:
    """Return a public sentence if the last event was an undo; else an empty text."""
    last = next((line for line in reversed(window.lines) if isinstance(line, CommandLine | Undo)), None)
    if not isinstance(last, Undo):
        return ""
    return "Taken back: the last of what was decided no longer stands."
