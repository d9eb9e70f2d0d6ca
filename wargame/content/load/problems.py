"""A problem of a file that an author wrote: its place, what was found, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one place of one file.

    ``line`` and ``column`` count from 1; line 0 means the file as a whole. ``where`` names the thing the mistake is in
    (*card siege*). ``code`` is the stable name of the rule that is broken (`wargame.content.check.codes`), ``level``
    says whether that is an *error* or a *warning*.
    """

    file: str
    line: int
    column: int
    where: str
    said: str
    expected: str = ""
    hint: str = ""
    code: str = "value"
    level: str = "error"

    def format_line(self) -> str:
        """Return the problem on one line: ``file:line:column: where: said; expected ...; hint``.

        A warning is marked as one.
        """
        file = format_file_name(self.file)
        place = f"{file}:{self.line}:{self.column}" if self.line else file
        parts = [self.said, f"expected {self.expected}" if self.expected else "", self.hint]
        level = self.level if self.level != "error" else ""
        return ": ".join(part for part in (place, level, self.where, "; ".join(p for p in parts if p)) if part)


def format_file_name(name: str) -> str:
    """Return the name of a file on one line, without signs that could control a terminal."""
    return name if name.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in name)


class ContentError(Exception):
    """Content cannot be used; ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.format_line() for problem in self.problems)
