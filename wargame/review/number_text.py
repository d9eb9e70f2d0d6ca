"""Formats numbers, times and verdicts in words, the same in every format of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wargame.exercise.debrief.ratings import SCALE
from wargame.exercise.play.sanitize import clean
from wargame.rules.text import rating_text

NONE = "–"
"""Stands in a cell where there is nothing."""

_NOWHERE = {0xFFFE: None, 0xFFFF: None}


def format_date(iso: str) -> str:
    """Return *22 November 2026, 10:52*; a text that is no date stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = " UTC" if at.tzinfo is not None and not at.utcoffset() else ""
    return f"{at.day} {at:%B %Y}, {at:%H:%M}{zone}"


def format_duration(seconds: float) -> str:
    """Return *35 s*, *4 min 05 s*, *1 h 12 min*."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def format_percent(share: float | None) -> str:
    """Return *42 %*; a dash for None."""
    return NONE if share is None else f"{round(100 * share)} %"


def format_number(value: float | None, places: int = 1, *, sign: bool = False) -> str:
    """Return a number without trailing zeros and with a true minus sign; a dash for None."""
    if value is None:
        return NONE
    text = f"{value:{'+' if sign else ''}.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "+0") else text.replace("-", "−")


def format_rating(letter: str) -> str:
    """Return *S: performed with some challenges*; *not rated* for a text that is no rating."""
    return rating_text.format_rating(letter) if letter in SCALE else rating_text.format_not_rated()


def format_points(value: float, most: float | None) -> str:
    """Return *7 of 12*; *7* where points have no limit."""
    return format_number(value) if most is None else f"{format_number(value)} of {format_number(most)}"


def format_lines(lines: Sequence[int]) -> str:
    """Return *line 7*, *lines 7, 9 and 12*; an empty text for none."""
    if not lines:
        return ""
    numbers = [str(line) for line in lines]
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    return f"lines {', '.join(numbers[:-1])} and {numbers[-1]}"


def format_count(n: int, one: str, more: str = "") -> str:
    """Return *1 seat*, *3 seats*; ``more`` is the plural where it is not formed with s."""
    return f"{n} {one if n == 1 else more or one + 's'}"


def strip_controls(text: str) -> str:
    """Return the text without control, direction and other characters that no document may hold."""
    return clean(text, len(text) + 1).translate(_NOWHERE)


def join_lines(text: str) -> str:
    """Return the text on one line, for a cell."""
    return " ".join(strip_controls(text).split())
