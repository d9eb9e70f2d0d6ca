"""Builds the outline of a course: what its sessions have in common, where they differ, then each session.

Sessions are compared within one scenario. A difference between classes describes what happened; it is not a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import fmean, median, pstdev
from typing import NamedTuple

from wargame.exercise.debrief.ratings import SCALE
from wargame.review.course.model import Course, CourseSession, EndNumber, StruckDeal, group_finished
from wargame.review.number_text import NONE, format_count, format_date, format_duration, format_number
from wargame.review.write.blocks import Block, FactTable, Heading, Outline, Paragraph, build_bullets, build_table
from wargame.review.write.charts.drawn_chart import Drawings, DrawnChart, iter_chart

_FEW = 8
"""Of fewer sessions than this, the outline warns that their averages say little."""

_MOST = 12
"""How many of the differences between classes are listed."""


class Spread(NamedTuple):
    """A number on which classes differ: its lowest and highest value, and in which sessions it had them.

    ``deviation`` is the standard deviation; ``share`` is the part of the number's scale between lowest and highest, 0
    to 1.
    """

    what: str
    low: float
    high: float
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    deviation: float
    share: float


def build_course_outline(course: Course, drawn: Iterable[DrawnChart] = ()) -> Outline:
    """Return the blocks of the whole course, with these charts (of `draw_course_charts`) beside their numbers."""
    return tuple(_iter_course(course, {one.name: one for one in drawn}))


def _iter_course(course: Course, drawn: Drawings) -> Iterator[Block]:
    kinds = group_finished(course)
    titles = ", ".join(dict.fromkeys(one.title for one in course.classes))
    yield Heading(0, f"A course of {format_count(len(course.classes), 'session')}: {titles}")
    yield from _iter_caveats(course)
    for at, kind in enumerate(kinds):
        if len(kind) == 1:
            continue  # its row says it all
        said = f": {kind[0].title}" if len(kinds) > 1 else ""
        yield Heading(1, f"Together{said}")
        yield from _iter_together(kind, drawn, at)
        yield Heading(1, f"Where classes differ{said}")
        yield from _iter_differences(kind, drawn, at)
    alone = [kind[0] for kind in kinds if len(kind) == 1]
    yield Heading(1, "Session by session")
    if alone:
        numbers = _format_numbers(one.no for one in alone)
        yield Paragraph(f"Nothing can be compared with session {numbers}, the only finished one of its scenario.")
    yield from _iter_sessions(course)
    if course.left_out:
        yield Heading(1, "Files left out")
        yield build_table(
            "Files that are not in this course, and why", "File*2|Why*5", ((f.file, f.why) for f in course.left_out)
        )


def _iter_caveats(course: Course) -> Iterator[Block]:
    if open_ones := _format_numbers(one.no for one in course.classes if not one.over):
        yield Paragraph(
            f"Not over yet: session {open_ones}. In no average; what stands here may not be known at the table.",
            kind="draft",
        )
    facts = [
        ("Sessions", str(len(course.classes))),
        ("People", str(sum(one.people for one in course.classes)) if any(c.people for c in course.classes) else ""),
        ("From, to", f"{format_date(course.classes[0].began)} to {format_date(course.classes[-1].began)}"),
        ("Files left out", str(len(course.left_out)) if course.left_out else ""),
        ("Read in part", _format_numbers(one.no for one in course.classes if one.part)),
        ("Branches of another", _format_numbers(one.no for one in course.classes if one.branch)),
    ]
    yield FactTable(tuple((name, text) for name, text in facts if text))
    if len(course.classes) < _FEW:
        yield Paragraph(
            f"{format_count(len(course.classes), 'session')} cannot say what would happen in others: luck alone "
            "moves every number here. Read the decisions and their reasons first.",
            kind="note",
        )


# All together


def _iter_together(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    yield build_table(
        "How they ended", "Ending*4|#Sessions|Which*3", _iter_shared((one.ending, one.no) for one in kind)
    )
    yield from _iter_deals(kind)
    yield from _iter_question(kind, drawn, at)
    yield from _iter_objectives(kind)
    yield from _iter_choices(kind)
    yield build_table(
        "Points", "Role*3|#Lowest|#Mean|#Highest|#At most",
        ((name, format_number(min(v)), format_number(fmean(v)), format_number(max(v)), format_number(all_of[0].high))
         for name, all_of in _group_by_name(kind, lambda one: one.scores) for v in ([one.value for one in all_of],)),
    )  # fmt: skip


def _iter_shared(pairs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, str]]:
    """Yield each value with the number of its sessions and which they are, the value of most sessions first."""
    found: dict[str, list[int]] = {}
    for value, no in pairs:
        found.setdefault(value, []).append(no)
    for value, numbers in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        yield value, len(numbers), _format_numbers(numbers)


def _iter_deals(kind: Sequence[CourseSession]) -> Iterator[Block]:
    struck: dict[tuple[str, tuple[str, ...]], list[tuple[CourseSession, StruckDeal]]] = {}
    for one in kind:
        for deal in one.deals:
            struck.setdefault((deal.form, deal.among), []).append((one, deal))
    if not struck:
        yield Paragraph("No deal was struck in any session.")
        return
    rows = [
        (
            form,
            " and ".join(among) if len(among) > 1 else f"within {among[0]}" if among else NONE,
            "yes" if made[0][1].secret else "no",
            f"{len(made)} of {len(kind)}",
            sum(deal.turn * 2 <= one.turns for one, deal in made),
            format_number(median(deal.turn for _, deal in made)),
            sum(bool(deal.broken) for _, deal in made),
            sum(bool(deal.ended) for _, deal in made),
        )
        for (form, among), made in sorted(struck.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    titles = "Form*3|Among*4|Secret|#Struck in|#In the first half|#Middle turn|#Broken|#Ended"
    yield build_table("Deals and partnerships", titles, rows)


def _iter_question(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    asked = next((one.question for one in kind if one.question), "")
    if not asked:
        return
    came = [one.came_true for one in kind if one.came_true is not None]
    yield Paragraph(f"It came true in {sum(came)} of {format_count(len(came), 'session')}.", asked)
    yield from _iter_chart(drawn, f"estimates-{at}")
    rows = []
    for role in dict.fromkeys(held.role for one in kind for held in one.estimates):
        mine = [(one, held) for one in kind for held in one.estimates if held.role == role]
        first = [h.first for _, h in mine if h.first is not None]
        last = [h.last for _, h in mine if h.last is not None]
        moved = [h.last - h.first for _, h in mine if h.first is not None and h.last is not None]
        brier = [h.brier for _, h in mine if h.brier is not None]
        rows.append(
            (
                role,
                len(first),
                _format_mean(first, " %"),
                _format_mean(last, " %"),
                _format_mean(moved, sign=True),
                _format_mean(brier, places=3),
            )
        )
    yield build_table(
        "Estimates before and after", "Role*3|#Sessions|#First, mean|#Last, mean|#Moved by|#Brier score, mean", rows
    )


def _iter_objectives(kind: Sequence[CourseSession]) -> Iterator[Block]:
    rated: dict[str, Counter[str]] = {}
    for one in kind:
        for each in one.ratings:
            rated.setdefault(each.text, Counter())[each.rating if each.rating in SCALE else ""] += 1
    if not any(letter for counts in rated.values() for letter in counts):
        yield Paragraph("No session has rated its objectives yet.")
        return
    letters = (*SCALE, "")
    yield build_table(
        "Objectives: sessions by rating",
        "Objective*6|#P|#S|#M|#U|#Not rated|#Met (P or S)",
        ((text, *(counts[letter] for letter in letters), _format_met(counts)) for text, counts in rated.items()),
    )


def _format_met(counts: Counter[str]) -> str:
    whole = sum(n for letter, n in counts.items() if letter)
    return f"{counts['P'] + counts['S']} of {whole}" if whole else NONE


def _iter_choices(kind: Sequence[CourseSession]) -> Iterator[Block]:
    roles = list(dict.fromkeys(chosen.role for one in kind for chosen in one.choices))
    rows = []
    for role, group in sorted(
        {(c.role, c.group) for one in kind for c in one.choices}, key=lambda key: (roles.index(key[0]), key[1])
    ):
        times = [_count_times(one, role, group) for one in kind]
        rows.append(
            (role, group, sum(times), format_number(fmean(times)), min(times), max(times), sum(n == 0 for n in times))
        )
    if rows:
        titles = "Role*3|Kind of action*3|#In all|#Mean|#Least|#Most|#Never in"
        yield build_table("What roles chose to do, in times a session", titles, rows)


def _count_times(one: CourseSession, role: str, group: str) -> int:
    return sum(chosen.times for chosen in one.choices if (chosen.role, chosen.group) == (role, group))


# Where they differ


def _iter_differences(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    yield from _iter_chart(drawn, f"ends-{at}")
    yield build_table(
        "The widest differences, by the part of its scale that lies between the lowest and the highest",
        "What*4|#Lowest|In*2|#Highest|In*2|#Deviation|#Of its scale",
        (
            (
                s.what,
                format_number(s.low),
                _format_some(s.lowest),
                format_number(s.high),
                _format_some(s.highest),
                format_number(s.deviation, 2),
                f"{round(100 * s.share)} %",
            )
            for s in list_spreads(kind)[:_MOST]
        ),
    )
    yield build_table("Where each session ended, by its number", "What*2|Session: value*6", _iter_end_rows(kind))


def _iter_end_rows(kind: Sequence[CourseSession]) -> Iterator[tuple[str, str]]:
    """Yield every track and score with its value at the end of each session: the numbers behind the chart."""
    for what, stood in _group_ends(kind).items():
        yield what, "; ".join(f"{no}: {format_number(one.value)}" for no, one in stood.items())


def _group_ends(kind: Sequence[CourseSession]) -> dict[str, dict[int, EndNumber]]:
    """Return for each track and score its value at the end of each session, by the session's number."""
    found: dict[str, dict[int, EndNumber]] = {}
    for one in kind:
        for each in one.tracks:
            found.setdefault(each.name, {})[one.no] = each
        for each in one.scores:
            found.setdefault(f"Points of {each.name}", {})[one.no] = each
    return found


def list_spreads(kind: Sequence[CourseSession]) -> list[Spread]:
    """Return every number on which these sessions differ, the widest difference first."""
    found = []
    for what, stood in _group_ends(kind).items():
        high = max((one.high if one.high is not None else one.value) for one in stood.values())
        low = min(one.low for one in stood.values())
        found.append(_compute_spread(what, {no: one.value for no, one in stood.items()}, high - low))
    for role in dict.fromkeys(held.role for one in kind for held in one.estimates):
        values = {one.no: float(h.last) for one in kind for h in one.estimates if h.role == role and h.last is not None}
        if values:
            found.append(_compute_spread(f"Last estimate of {role}, in %", values, 100.0))
    for role, group in dict.fromkeys((c.role, c.group) for one in kind for c in one.choices):
        values = {one.no: float(_count_times(one, role, group)) for one in kind}
        found.append(_compute_spread(f"{role}: {group}, times", values, float(max(one.turns for one in kind))))
    return sorted((one for one in found if one.high > one.low), key=lambda one: (-one.share, -one.deviation, one.what))


def _compute_spread(what: str, values: Mapping[int, float], scale: float) -> Spread:
    low, high = min(values.values()), max(values.values())
    lowest, highest = (tuple(no for no, value in values.items() if value == end) for end in (low, high))
    return Spread(what, low, high, lowest, highest, pstdev(values.values()), (high - low) / scale if scale > 0 else 0.0)


def _group_by_name(
    kind: Sequence[CourseSession], of: Callable[[CourseSession], Sequence[EndNumber]]
) -> list[tuple[str, list[EndNumber]]]:
    found: dict[str, list[EndNumber]] = {}
    for one in kind:
        for each in of(one):
            found.setdefault(each.name, []).append(each)
    return list(found.items())


# Each in a row


def _iter_sessions(course: Course) -> Iterator[Block]:
    several = len({one.scenario for one in course.classes}) > 1
    yield build_table(
        "The sessions",
        "#No.|Session*4|Began*3|" + ("Scenario*3|" if several else "") + "Length*2|#Turns|#People|#Time",
        (
            (one.no, _format_session(one), format_date(one.began), *((one.title,) if several else ()), one.length,
             f"{one.played} of {one.turns}", one.people or NONE, format_duration(one.seconds) if one.seconds else NONE)
            for one in course.classes
        ),
    )  # fmt: skip
    yield build_table(
        "How each went",
        "#No.|Ending*3|Deals*5|Points*4",
        (
            (
                one.no,
                one.ending,
                "; ".join(map(_format_deal, one.deals)) or "none",
                "; ".join(f"{s.name} {format_number(s.value)}" for s in one.scores),
            )
            for one in course.classes
        ),
    )
    yield build_table(
        "The question in each",
        "#No.|Came true|Estimates, first → last*5|#Brier score, mean",
        (
            (one.no, {True: "yes", False: "no", None: "open"}[one.came_true],
             "; ".join(f"{h.role} {h.first} → {h.last} %" for h in one.estimates if h.first is not None) or NONE,
             _format_mean([h.brier for h in one.estimates if h.brier is not None], places=3))
            for one in course.classes if one.question
        ),
    )  # fmt: skip
    for kind in _group_by_scenario(course):
        objectives = [each.text for each in kind[0].ratings]
        if any(each.rating for one in kind for each in one.ratings):
            yield build_table(
                "Ratings in each", "|".join(("#No.", *(f"{letter}" for letter in _list_labels(objectives)), "In all")),
                ((one.no, *(each.rating or NONE for each in one.ratings), one.overall or NONE) for one in kind),
            )  # fmt: skip
            yield build_bullets(
                (f"{letter}:", text) for letter, text in zip(_list_labels(objectives), objectives, strict=True)
            )
    parts = [(f"Session {one.no}:", one.part) for one in course.classes if one.part]
    if parts:
        yield Heading(2, "Read in part")
        yield build_bullets(parts)


def _group_by_scenario(course: Course) -> list[list[CourseSession]]:
    found: dict[str, list[CourseSession]] = {}
    for one in course.classes:
        found.setdefault(one.scenario, []).append(one)
    return list(found.values())


def _list_labels(texts: Sequence[str]) -> list[str]:
    return [f"Objective {number}" for number, _ in enumerate(texts, 1)]


def _format_session(one: CourseSession) -> str:
    return f"{one.name} ({one.file})" + (", a branch" if one.branch else "")


def _format_deal(deal: StruckDeal) -> str:
    secret = ", secret" if deal.secret else ""
    end = f", broken in turn {deal.broken}" if deal.broken else f", ended in turn {deal.ended}" if deal.ended else ""
    return f"{deal.form}, turn {deal.turn}{secret}{end}"


def _format_mean(values: Sequence[float], unit: str = "", *, places: int = 1, sign: bool = False) -> str:
    return f"{format_number(fmean(values), places, sign=sign)}{unit}" if values else NONE


def _format_numbers(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _format_some(numbers: Sequence[int]) -> str:
    """Format up to six numbers; of more, the first five and how many are left."""
    return (
        _format_numbers(numbers) if len(numbers) <= 6 else f"{_format_numbers(numbers[:5])} and {len(numbers) - 5} more"
    )


def _iter_chart(drawn: Drawings, name: str) -> Iterator[Block]:
    if name in drawn:
        yield from iter_chart(drawn, name, drawn[name].alt)
