"""The findings: what is wrong with a deck, errors first, each with its line and code. Enter goes to that line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.content.load.problems import Problem
from wargame.rules.text.rule_text import begin_sentence


class Findings(OptionList):
    """A list of problems. A problem in another file names the file."""

    def __init__(self, *, id: str, ascii: bool) -> None:
        super().__init__(id=id, markup=False)
        self._marks = ("x", "!") if ascii else ("✗", "▲")
        self.problems: tuple[Problem, ...] = ()

    def show(self, problems: Sequence[Problem], file: Path) -> None:
        """Show these problems. The highlighted problem stays highlighted, if it still exists."""
        if tuple(problems) == self.problems and self.option_count:
            return
        at, was = self.highlighted, self.problems
        self.problems = tuple(problems)
        self.clear_options()
        self.add_options(Option(self._format_row(one, file)) for one in problems)
        if not problems:
            self.add_option(Option("Nothing is wrong that a program can see.", disabled=True))
        elif at is not None and at < len(was):
            self.highlighted = next(
                (i for i, one in enumerate(problems) if _is_same(one, was[at])), min(at, len(problems) - 1)
            )

    @property
    def chosen_problem(self) -> Problem | None:
        """The highlighted problem."""
        at = self.highlighted
        return self.problems[at] if at is not None and at < len(self.problems) else None

    def _format_row(self, one: Problem, file: Path) -> Content:
        error = one.level == "error"
        style = "bold $error" if error else "bold $warning"
        where = "" if one.file == str(file) else f"{Path(one.file).name} "
        place = f"{where}{one.line}" if one.line else where.strip()
        head = f"{self._marks[0 if error else 1]} {place}".rstrip()
        return Content.assemble((head, style), " ", format_problem(one), (f" [{one.code}]", "dim"))


def format_problem(one: Problem) -> str:
    """Return a problem as one sentence, without its place."""
    parts = [one.said, f"expected {one.expected}" if one.expected else "", one.hint]
    said = "; ".join(part for part in parts if part)
    return begin_sentence(f"{one.where}: {said}" if one.where else said)


def _is_same(one: Problem, other: Problem) -> bool:
    return (one.code, one.where, one.said) == (other.code, other.where, other.said)
