"""Formats numbers, times and verdicts in words, the same in every format of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wargame.exercise.debrief.ratings import SCALE
from wargame.exercise.play.sanitize import clean
from wargame.phrases import fill, join_list
from wargame.rules.text import rating_text

NONE = "–"
"""Stands in a cell where there is nothing."""

_NOWHERE = {0xFFFE: None, 0xFFFF: None}


def format_date(iso: str) -> str:
    """Return *22 November 2026, 10:52 (UTC−10:00)*; a text that is no date stays as it is."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    day, month, year, time = at.day, _name_month(at.month), f"{at.year:04}", f"{at:%H:%M}"
    if at.tzinfo is not None and not at.utcoffset():
        return fill("{day} {month} {year}, {time} UTC", day=day, month=month, year=year, time=time)
    if at.tzinfo is not None:
        offset = at.isoformat()[-6:].replace("-", "−")
        words = "{day} {month} {year}, {time} (UTC{offset})"
        return fill(words, day=day, month=month, year=year, time=time, offset=offset)
    return fill("{day} {month} {year}, {time}", day=day, month=month, year=year, time=time)


def format_span(began: str, ended: str) -> str:
    """Return two dates in their order: *22 November 2026, 10:52 to 22 November 2026, 12:07*."""
    return fill("{began} to {ended}", began=format_date(began), ended=format_date(ended))


def _name_month(month: int) -> str:
    names = (
        fill("January"),
        fill("February"),
        fill("March"),
        fill("April"),
        fill("May"),
        fill("June"),
        fill("July"),
        fill("August"),
        fill("September"),
        fill("October"),
        fill("November"),
        fill("December"),
    )
    return names[month - 1]


def format_duration(seconds: float) -> str:
    """Return *35 s*, *4 min 05 s*, *1 h 12 min*."""
    whole = round(seconds)
    if whole < 60:
        return fill("{seconds} s", seconds=whole)
    if whole < 3600:
        return fill("{minutes} min {seconds:02} s", minutes=whole // 60, seconds=whole % 60)
    return fill("{hours} h {minutes:02} min", hours=whole // 3600, minutes=whole % 3600 // 60)


def format_percent(share: float | None) -> str:
    """Return *42 %*; a dash for None."""
    return NONE if share is None else fill("{n} %", n=round(100 * share))


def format_whole_percent(value: int | None) -> str:
    """Return *42 %* of a number that is in per cent already; a dash for None."""
    return NONE if value is None else fill("{n} %", n=value)


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
    return format_number(value) if most is None else format_share(format_number(value), format_number(most))


def format_share(some: object, whole: object) -> str:
    """Return *3 of 8*."""
    return fill("{some} of {whole}", some=some, whole=whole)


def format_lines(lines: Sequence[object]) -> str:
    """Return *line 7*, *lines 7, 9 and 12*; an empty text for none."""
    if len(lines) < 2:
        return fill("line {line}", line=lines[0]) if lines else ""
    return fill("lines {lines} and {last}", lines=join_list(lines[:-1]), last=lines[-1])


def strip_controls(text: str) -> str:
    """Return the text without control, direction and other characters that no document may hold."""
    return clean(text, len(text) + 1).translate(_NOWHERE)


def join_lines(text: str) -> str:
    """Return the text on one line, for a cell."""
    return " ".join(strip_controls(text).split())
