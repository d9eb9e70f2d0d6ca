"""A session that another process plays: a window to which new lines are added as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.window import Window
from wargame.rules.row import PC
from wargame.session.fold import Line, fold
from wargame.session.records import is_command

MALFORMED = (LookupError, TypeError, ValueError, AttributeError)
"""What folding raises for lines of another shape than this program writes."""


class FollowedSession(Window):
    """A session that is followed: a header and the lines after it so far.

    Raises `ContentError` for content that this program does not accept, one of `MALFORMED` for lines of another shape.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        folded = fold(lines)
        super().__init__(folded, folded.table)

    def list_asked(self) -> tuple[str, ...]:
        """Return who owes a choice now; empty where not everybody may know that it is asked."""
        choice = self.table.choices[self._folded.row[PC]]
        return self.list_waiting() if choice is not None and choice.seen is None else ()

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Fold further lines. Raises one of `MALFORMED`; the lines before the malformed one are folded."""
        for line in lines:
            before = self._folded.row[:]
            self._folded.add(line)
            if is_command(line):
                self._before[line["n"]] = before
            for n in self._folded.struck & self._before.keys():
                del self._before[n]
