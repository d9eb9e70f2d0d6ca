"""What is wrong with a file an author wrote: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at one place of one file.

    ``line`` and ``column`` count from 1; line 0 means the file as a whole. ``where`` names the thing the mistake is in
    (*card siege*). ``code`` is a short stable word for programs: ``file``, ``yaml``, ``key``, ``type``, ``value``,
    ``name`` or ``rule``.
    """

    file: str
    line: int
    column: int
    where: str
    said: str
    expected: str = ""
    hint: str = ""
    code: str = "value"

    def text(self) -> str:
        """The problem on one line: ``file:line:column: where: said; expected ...; hint``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [self.said, f"expected {self.expected}" if self.expected else "", self.hint]
        return ": ".join(part for part in (place, self.where, "; ".join(p for p in parts if p)) if part)


class ContentError(Exception):
    """Content that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.text() for problem in self.problems)
