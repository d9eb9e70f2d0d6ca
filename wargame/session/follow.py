"""Follows a session file while another process writes it.

Only appended bytes are read, and each new line is checked against the chain. A line is returned only when it is whole.
"""

from __future__ import annotations

import os
from pathlib import Path

from wargame.input_file import open_input
from wargame.light_dataclass import dataclass
from wargame.session.chain import JournalError, SealError, read_session, unseal
from wargame.session.shape import JsonLine
from wargame.session.shell_commands import format_repair


@dataclass(frozen=True, slots=True)
class FileNews:
    """What is new in a followed file.

    ``lines`` are the new whole lines. ``anew`` says that the file was replaced or cut: ``lines`` then has the whole
    file, the header first. ``trouble`` says why no more can be read; it is empty when the file is in order (again).
    ``damage`` says which line is damaged and how, where the first reading found one, without a full stop.
    """

    lines: list[JsonLine]
    anew: bool = False
    trouble: str = ""
    damage: str = ""


class Follower:
    """Follows one session file. Raises what `read_session` raises when it is made, and nothing later."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._mark: tuple[int, int, int] | None = None
        self._trouble = ""
        self._begin()

    @property
    def began_with(self) -> FileNews:
        """What the file held when the follower was made: the header and the lines after it."""
        return self._first

    def read_more(self) -> FileNews | None:
        """Return what is new since the last call; None if nothing is."""
        try:
            stat = os.stat(self.path)
            mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if mark == self._mark:
                return None
            if self._mark is None or mark[0] != self._mark[0] or mark[1] < self._good:
                self._begin()
                return FileNews(self._first.lines, anew=True, trouble=self._first.trouble)
            return self._read_appended(mark)
        except FileNotFoundError:
            self._mark = None
            return self._report_trouble("The session file is not there any more; what it held is shown.")
        except Exception as error:  # whatever happened to the file, what was read stays on the screen
            self._mark = None
            return self._report_trouble(f"The session file cannot be read: {error}")

    def _begin(self) -> None:
        # before reading: what is written later is news
        stat = os.stat(self.path) if os.path.exists(self.path) else None
        reading = read_session(self.path)
        if reading.rewriting and not reading.lines:
            raise JournalError(self.path, str(reading.damaged), format_repair(self.path))
        self._mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns) if stat else None
        self._good, self._sha = reading.good, reading.head.encode()
        self._owed = reading.missing_newline
        self._damaged = reading.damaged is not None
        damage = _format_damage(reading.damaged.line, reading.damaged.reason) if reading.damaged else ""
        self._trouble = _format_trouble(damage) if damage else ""
        self._count = len(reading.lines)
        self._first = FileNews(reading.lines, trouble=self._trouble, damage=damage)

    def _read_appended(self, mark: tuple[int, int, int]) -> FileNews | None:
        self._mark = mark
        if self._damaged:
            return None
        with open_input(self.path) as file:
            file.seek(self._good)
            data = file.read()
        if self._owed and data.startswith(b"\n"):
            data, self._good, self._owed = data[1:], self._good + 1, False
        lines: list[JsonLine] = []
        *whole, _ = data.split(b"\n")
        for raw in whole:
            try:
                line, self._sha = unseal(raw, self._sha)
            except SealError as error:
                self._damaged = True
                return FileNews(lines, trouble=_format_trouble(_format_damage(self._count + 1, str(error))))
            lines.append(line)
            self._good += len(raw) + 1
            self._count += 1
        if not lines and not self._trouble:
            return None
        self._trouble = ""
        return FileNews(lines)

    def _report_trouble(self, trouble: str) -> FileNews | None:
        """Return the trouble as news; None if it was reported already."""
        if trouble == self._trouble:
            return None
        self._trouble = trouble
        return FileNews([], trouble=trouble)


def _format_damage(line: int, reason: str) -> str:
    return f"Line {line} of the session file {reason}"


def _format_trouble(damage: str) -> str:
    return f"{damage}. What came before it is shown."
