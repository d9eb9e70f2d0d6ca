"""A session that another process plays: a window to which new lines are added as they are written."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.secret_span import is_secret_line
from wargame.exercise.view.window import Window
from wargame.session.line_checks import LineChecker, open_header
from wargame.session.line_reading import read_lines
from wargame.session.records import CommandLine, Undo
from wargame.session.shape import JsonLine


class FollowedSession(Window):
    """A session that is followed: a header and the lines after it so far.

    Raises `ContentError` for content that this program does not accept, `MalformedLineError` for lines of another
    shape.
    """

    def __init__(self, lines: Sequence[JsonLine]) -> None:
        folded = open_header(lines[0])
        super().__init__(folded, folded.table)
        self._checker = LineChecker(folded.header, folded.table)
        self.add_lines(lines[1:])

    @property
    def is_last_undone(self) -> bool:
        """Was an undo the last thing that happened, apart from what not everybody may know?"""
        lines = (line for line in reversed(self.lines) if isinstance(line, CommandLine | Undo))
        last = next((line for line in lines if isinstance(line, Undo) or not is_secret_line(self, line)), None)
        return isinstance(last, Undo)

    def add_lines(self, lines: Sequence[JsonLine]) -> bool:
        """Fold further lines, and return whether one of them says how long it took, as commands and undos do.

        Raises `MalformedLineError`; the lines before the malformed one are folded.
        """
        timed = False
        for line in read_lines(lines, self._folded.next_number):
            self._checker.check(line)
            timed = timed or isinstance(line, CommandLine | Undo)
            before = self._folded.row[:]
            self._folded.add(line)
            if isinstance(line, CommandLine):
                self._before[line.n] = before
            for n in self._folded.struck & self._before.keys():
                del self._before[n]
        return timed
