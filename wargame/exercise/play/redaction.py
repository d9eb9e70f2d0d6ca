"""Redacts a line of an exercise: a record after which the words of people in that line are shown nowhere."""

from __future__ import annotations

from wargame.exercise.play.exercise import Exercise
from wargame.light_dataclass import dataclass
from wargame.session.line_reading import blank_words
from wargame.session.records import Amendment, AnalysisGiven, Branched, Line, Note, Redacted


class NoWordsError(Exception):
    """A line cannot be redacted; ``last`` is the number of the last line, ``exists`` whether the line is there."""

    def __init__(self, last: int, exists: bool) -> None:
        super().__init__("there are no words to redact")
        self.last, self.exists = last, exists


@dataclass(frozen=True, slots=True)
class Redaction:
    """A line was redacted by the record at line ``n`` (0: it was before); ``also`` are lines that say more about it."""

    n: int
    also: tuple[int, ...] = ()


def redact_line(exercise: Exercise, number: int, because: str) -> Redaction:
    """Record that the words of a line are not to be shown, with the reason. Raises `NoWordsError`, `JournalError`."""
    lines = exercise.lines
    last = len(lines) + 1
    if not 2 <= number <= last:
        raise NoWordsError(last, exists=False)
    line = lines[number - 2]
    if any(isinstance(one, Redacted) and one.line == number for one in lines):
        return Redaction(0)
    if isinstance(line, Branched | Redacted) or blank_words(line) == line:
        raise NoWordsError(last, exists=True)
    also = tuple(one.n for one in lines if _says_more(one, number))
    return Redaction(exercise.record(Redacted(line=number, because=because)), also)


def _says_more(line: Line, number: int) -> bool:
    """Does a line put the words of line ``number`` otherwise, or add to them?"""
    if isinstance(line, Note):
        return line.amends == number and bool(line.text)
    return isinstance(line, Amendment | AnalysisGiven) and line.line == number
