"""Reads the times of an injects list, and says in which turn of a scenario's plan each of them falls."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from wargame.content.model.made_ids import spell_plainly
from wargame.content.model.scenario import Length, Scenario


class TurnPlan(NamedTuple):
    """What a list is held against: how many turns of how many minutes each, the turns of the longest
    length, and the learning objectives by id.
    """

    length: str
    turns: int
    minutes: float
    longest: int
    objectives: Mapping[str, str]


def build_turn_plan(scenario: Scenario) -> TurnPlan:
    """Return the plan of a scenario at the length that is played when none is chosen."""
    name = "standard" if "standard" in scenario.lengths else next(iter(scenario.lengths))
    length = scenario.lengths[name]
    objectives = {one.id: one.text for one in scenario.learning_objectives}
    longest = max(one.turns for one in scenario.lengths.values())
    return TurnPlan(name, length.turns, _count_minutes(length), longest, objectives)


def _count_minutes(length: Length) -> float:
    """Return the minutes of one turn: those of its phases, or an equal share of the whole."""
    budget = length.budget
    whole = 0 if budget is None else budget.inject + budget.deal + budget.plan + budget.adjudicate + budget.close
    return whole or length.minutes / length.turns


class Moment(NamedTuple):
    """A time of a list: a day (None: none is given), a minute of it (None: none is given).

    ``offset``: the minute counts from the start of the exercise, and not from midnight.
    """

    day: int | None
    minute: int | None
    offset: bool = False


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_SPANISH = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
_OFFSET = re.compile(
    r"(?<![a-z\d])(?:[th] ?\+|\+|startex ?\+|start ?\+|inicio ?\+) ?"
    r"(?:(?P<hours>\d{1,2})[:h](?P<minutes>\d{2})|(?P<only>\d{1,4}))"
    r" ?(?P<unit>h|hrs?|hours?|horas?|m|min|mins|minutes?|minutos?)?\b"
)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:h]|\.(?=\d\d(?![\d.])))(\d{2})(?::\d{2})?(?!\d)\s*(am|pm|a\.m|p\.m)?")
_HOURS = re.compile(r"(?<!\d)(\d{1,2})\s*(am|pm|a\.m|p\.m)\b")
_BARE = re.compile(r"(?:^|\s)([01]\d|2[0-3])([0-5]\d) ?(?:h|hrs?|hours?|horas?|z|l|local)?$")
_GROUP = re.compile(r"(?<!\d)(\d{2})([01]\d|2[0-3])([0-5]\d) ?[a-z]? ?([a-z]{3})[a-z]* ?(\d{2,4})?(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[-. ]+(?:de )?([a-z]{3})[a-z]*\.?(?:[-., ]+(?:de )?(\d{4}|\d{2}(?![:h\d])))?"
)
_NAMED_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?(?![:h\d])")
_DAY = re.compile(r"\b(?:day|dia|d) ?\+? ?(\d{1,2})\b")


def read_moment(text: str) -> Moment | None:
    """Return the day and the minute that a text names, or None if it names neither."""
    plain = " ".join(spell_plainly(text).split())
    if found := _OFFSET.search(plain):
        if found["only"]:
            hours = (found["unit"] or "").startswith("h")
            return Moment(None, int(found["only"]) * (60 if hours else 1), True)
        return Moment(None, int(found["hours"]) * 60 + int(found["minutes"]), True)
    if (found := _GROUP.search(plain)) and (month := _find_month(found[4])):
        day = _find_day(int(found[5] or 2000), month, int(found[1]))
        return None if day is None else Moment(day, int(found[2]) * 60 + int(found[3]))
    day, rest = _take_day(plain)
    minute = _read_clock(rest)
    return Moment(day, minute) if day is not None or minute is not None else None


def _read_clock(text: str) -> int | None:
    if found := _CLOCK.search(text):
        hours, minutes, half = int(found[1]), int(found[2]), found[3]
    elif found := _HOURS.search(text):
        hours, minutes, half = int(found[1]), 0, found[2]
    elif found := _BARE.search(text):
        hours, minutes, half = int(found[1]), int(found[2]), None
    else:
        return None
    if half is not None and 1 <= hours <= 12:
        hours = hours % 12 + (12 if half.startswith("p") else 0)
    return hours * 60 + minutes if hours < 25 and minutes < 60 else None


def _take_day(text: str) -> tuple[int | None, str]:
    """Return the day that a text names, and the text without it."""
    if found := _ISO.search(text):
        return _find_day(int(found[1]), int(found[2]), int(found[3])), _cut_out(text, found)
    if found := _NUMBERS.search(text):
        a, b, year = int(found[1]), int(found[2]), int(found[3])
        day = _find_day(year, b, a) if b <= 12 else _find_day(year, a, b)
        return day, _cut_out(text, found)
    for pattern, day_at, month_at in ((_NAMED, 1, 2), (_NAMED_FIRST, 2, 1)):
        if (found := pattern.search(text)) and (month := _find_month(found[month_at])):
            day = _find_day(int(found[3] or 2000), month, int(found[day_at]))
            return day, _cut_out(text, found)
    if found := _DAY.search(text):
        return int(found[1]), _cut_out(text, found)
    return None, text


def _cut_out(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _find_month(name: str) -> int:
    """Return the number of a month by the first three letters of its name, or 0."""
    return next((names.index(name) + 1 for names in (_MONTHS, _SPANISH) if name in names), 0)


def _find_day(year: int, month: int, day: int) -> int | None:
    try:
        return date(year + 2000 if year < 100 else year, month, day).toordinal()
    except ValueError:
        return None


_UNPLACED = "the times stay on the cards, and no card has a turn; a column `turn` in the list can give them turns"
_MANY = 4
"""The fewest cards of which it is said that they all come in turn 1."""


class PlacedTimes(NamedTuple):
    """The turn of each time (None: the plan gives none), and in words how they were found."""

    turns: list[int | None]
    said: str


def place_times(moments: Sequence[Moment | None], plan: TurnPlan) -> PlacedTimes:
    """Return the turn in which each time falls.

    Several days are as many turns, in their order. Within one day, the earliest time begins turn 1, and a turn takes
    the minutes of the plan; a time that counts from the start of the exercise counts from the start of turn 1. If one
    of them lies after the last turn, no time has a turn, because the order of the others would mislead.
    """
    read = [moment for moment in moments if moment is not None]
    nothing: list[int | None] = [None] * len(moments)
    if not read:
        return PlacedTimes(nothing, "")
    days = sorted({moment.day for moment in read if moment.day is not None})
    if len(days) > 1:
        if len(days) > plan.turns:
            said = f"they name {len(days)} days, and the length {plan.length} has {plan.turns} turns"
            return PlacedTimes(nothing, f"{said}: {_UNPLACED}")
        numbers = {day: n for n, day in enumerate(days, start=1)}
        turns = [None if m is None or m.day is None else numbers[m.day] for m in moments]
        return PlacedTimes(turns, f"each of the {len(days)} days is a turn")
    clocks = [m.minute for m in read if m.minute is not None and not m.offset]
    start = min(clocks, default=0)
    placed: list[int | None] = [
        None if m is None or m.minute is None
        else 1 + math.floor((m.minute if m.offset else m.minute - start) / plan.minutes)
        for m in moments
    ]  # fmt: skip
    last = max((turn for turn in placed if turn is not None), default=0)
    each = f"a turn of the length {plan.length} takes {plan.minutes:g} minutes"
    if last > plan.turns:
        said = f"{each}, and the last time would be in turn {last} of {plan.turns}"
        return PlacedTimes(nothing, f"{said}: {_UNPLACED}")
    begins = f"{start // 60:02}:{start % 60:02} begins turn 1" if clocks else "they count from the start of turn 1"
    crowd = f"; all {len(read)} cards come in turn 1: a column `turn` in the list can spread them"
    said = f"{begins}, and {each}{crowd if last == 1 and len(read) >= _MANY else ''}"
    return PlacedTimes(placed, said if last else "")


_TURN = re.compile(
    r"(?:(?:turn|move|round|phase|day|step|stage|period|session|module|turno|ronda|fase|jornada|dia|movimiento|etapa|sesion"
    r"|modulo|paso|week|semana)\b[ .:#]*(?:no\b|nr\b)?[ .:#]*)?(\d{1,2})(?:[.,]0+)?(?: ?[-:].*)?"
)
_TURN_NAMED = re.compile(
    r"(?:turn|move|round|phase|day|step|stage|session|module|turno|ronda|fase|jornada|dia|movimiento|etapa|sesion|modulo)"
    r"\b[ .:#]*(\d{1,2})\b.*"
)


def read_turn(text: str, named: bool = False) -> int | None:
    """Return the turn that a text such as *3*, *Turn 3* or *Fase 2: respuesta* names, or None.

    ``named``: a number alone does not count.
    """
    found = (_TURN_NAMED if named else _TURN).fullmatch(" ".join(spell_plainly(text).split()))
    return int(found[1]) if found is not None else None
