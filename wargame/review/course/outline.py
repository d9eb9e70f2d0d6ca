"""Builds the outline of a course: what its sessions have in common, where they differ, then each session.

Sessions are compared within one scenario. A difference between classes describes what happened; it is not a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, median, pstdev
from typing import NamedTuple

from wargame.exercise.debrief.ratings import SCALE
from wargame.review.course.model import Course, CourseSession, EndNumber, StruckDeal, group_finished
from wargame.review.text import course_table_text, course_text
from wargame.review.text.code_text import name_ending
from wargame.review.text.course_text import format_numbers
from wargame.review.text.number_text import (
    NONE,
    format_date,
    format_duration,
    format_number,
    format_percent,
    format_share,
    format_span,
)
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
    titles = dict.fromkeys(one.title for one in course.classes)
    yield Heading(0, course_text.format_title(len(course.classes), titles))
    yield from _iter_caveats(course)
    for at, kind in enumerate(kinds):
        if len(kind) == 1:
            continue  # its row says it all
        scenario = kind[0].title if len(kinds) > 1 else ""
        yield Heading(1, course_text.title_together(scenario))
        yield from _iter_together(kind, drawn, at)
        yield Heading(1, course_text.title_differences(scenario))
        yield from iter_differences(kind, drawn, at)
    alone = [kind[0] for kind in kinds if len(kind) == 1]
    yield Heading(1, course_text.title_sessions())
    if alone:
        yield Paragraph(course_text.format_alone(format_numbers(one.no for one in alone)))
    yield from iter_sessions(course)
    if course.left_out:
        yield Heading(1, course_text.title_left_out())
        yield build_table(course_table_text.title_left_out(), "2 5", ((f.file, f.why) for f in course.left_out))


def _iter_caveats(course: Course) -> Iterator[Block]:
    if open_ones := format_numbers(one.no for one in course.classes if not one.over):
        yield Paragraph(course_text.format_open(open_ones), kind="draft")
    facts = (
        str(len(course.classes)),
        str(sum(one.people for one in course.classes)) if any(c.people for c in course.classes) else "",
        format_span(course.classes[0].began, course.classes[-1].began),
        str(len(course.left_out)) if course.left_out else "",
        format_numbers(one.no for one in course.classes if one.part),
        format_numbers(one.no for one in course.classes if one.branch),
    )
    named = zip(course_text.name_facts(), facts, strict=True)
    yield FactTable(tuple((name, text) for name, text in named if text))
    if len(course.classes) < _FEW:
        yield Paragraph(course_text.format_few(len(course.classes)), kind="note")


# All together


def _iter_together(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    endings = _iter_shared((name_ending(one.ending), one.no) for one in kind)
    yield build_table(course_table_text.title_endings(), "4 # 3", endings)
    yield from _iter_deals(kind)
    yield from iter_question(kind, drawn, at)
    yield from _iter_objectives(kind)
    yield from _iter_choices(kind)
    yield build_table(
        course_table_text.title_points(), "3 # # # #",
        ((name, format_number(min(v)), format_number(fmean(v)), format_number(max(v)), format_number(all_of[0].high))
         for name, all_of in _group_scores(kind).items() for v in ([one.value for one in all_of],)),
    )  # fmt: skip


def _iter_shared(pairs: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, str]]:
    """Yield each value with the number of its sessions and which they are, the value of most sessions first."""
    found: dict[str, list[int]] = {}
    for value, no in pairs:
        found.setdefault(value, []).append(no)
    for value, numbers in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        yield value, len(numbers), format_numbers(numbers)


def _iter_deals(kind: Sequence[CourseSession]) -> Iterator[Block]:
    struck: dict[tuple[str, tuple[str, ...]], list[tuple[CourseSession, StruckDeal]]] = {}
    for one in kind:
        for deal in one.deals:
            struck.setdefault((deal.form, deal.among), []).append((one, deal))
    if not struck:
        yield Paragraph(course_text.format_no_deals())
        return
    rows = [
        (
            form,
            course_text.format_partners(among),
            course_text.format_truth(made[0][1].secret),
            format_share(len(made), len(kind)),
            sum(deal.turn * 2 <= one.turns for one, deal in made),
            format_number(median(deal.turn for _, deal in made)),
            sum(bool(deal.broken) for _, deal in made),
            sum(bool(deal.ended) for _, deal in made),
        )
        for (form, among), made in sorted(struck.items(), key=lambda one: (-len(one[1]), one[0]))
    ]
    yield build_table(course_table_text.title_deals(), "3 4 . # # # # #", rows)


def iter_question(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    """Yield the question of a scenario, and how estimates of it went."""
    asked = next((one.question for one in kind if one.question), "")
    if not asked:
        return
    came = [one.came_true for one in kind if one.came_true is not None]
    yield Paragraph(course_text.format_came_true(sum(came), len(came)), asked)
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
                _format_mean_percent(first),
                _format_mean_percent(last),
                _format_mean(moved, sign=True),
                _format_mean(brier, places=3),
            )
        )
    yield build_table(course_table_text.title_estimates(), "3 # # # # #", rows)


def _iter_objectives(kind: Sequence[CourseSession]) -> Iterator[Block]:
    rated: dict[str, Counter[str]] = {}
    for one in kind:
        for each in one.ratings:
            rated.setdefault(each.text, Counter())[each.rating if each.rating in SCALE else ""] += 1
    if not any(letter for counts in rated.values() for letter in counts):
        yield Paragraph(course_text.format_unrated())
        return
    letters = (*SCALE, "")
    yield build_table(
        course_table_text.title_objectives(SCALE),
        "6" + len(SCALE) * " #" + " # #",
        ((text, *(counts[letter] for letter in letters), _format_met(counts)) for text, counts in rated.items()),
    )


def _format_met(counts: Counter[str]) -> str:
    whole = sum(n for letter, n in counts.items() if letter)
    return format_share(counts["P"] + counts["S"], whole) if whole else NONE


def _iter_choices(kind: Sequence[CourseSession]) -> Iterator[Block]:
    roles = list(dict.fromkeys(chosen.role for one in kind for chosen in one.choices))
    rows = []
    for role, group in sorted(
        {(c.role, c.group) for one in kind for c in one.choices}, key=lambda key: (roles.index(key[0]), key[1])
    ):
        times = [_count_times(one, role, group) for one in kind]
        rows.append(
            (
                role,
                course_text.name_group(group),
                sum(times),
                format_number(fmean(times)),
                min(times),
                max(times),
                sum(n == 0 for n in times),
            )
        )
    if rows:
        yield build_table(course_table_text.title_choices(), "3 3 # # # # #", rows)


def _count_times(one: CourseSession, role: str, group: str) -> int:
    return sum(chosen.times for chosen in one.choices if (chosen.role, chosen.group) == (role, group))


# Where they differ


def iter_differences(kind: Sequence[CourseSession], drawn: Drawings, at: int) -> Iterator[Block]:
    """Yield the numbers on which sessions differ, and where each number stood at the end."""
    yield from _iter_chart(drawn, f"ends-{at}")
    yield build_table(
        course_table_text.title_differences(),
        "4 # 2 # 2 # #",
        (
            (
                s.what,
                format_number(s.low),
                course_text.format_some_numbers(s.lowest),
                format_number(s.high),
                course_text.format_some_numbers(s.highest),
                format_number(s.deviation, 2),
                format_percent(s.share),
            )
            for s in list_spreads(kind)[:_MOST]
        ),
    )
    yield build_table(course_table_text.title_ends(), "2 6", _iter_end_rows(kind))


def _iter_end_rows(kind: Sequence[CourseSession]) -> Iterator[tuple[str, str]]:
    """Yield every track and score with its value at the end of each session: the numbers behind the chart."""
    for what, stood in _group_ends(kind).items():
        yield what, course_text.format_end_values((no, one.value) for no, one in stood.items())


def _group_ends(kind: Sequence[CourseSession]) -> dict[str, dict[int, EndNumber]]:
    """Return for each track and score its value at the end of each session, by the session's number."""
    found: dict[str, dict[int, EndNumber]] = {}
    for one in kind:
        for each in one.tracks:
            found.setdefault(each.name, {})[one.no] = each
        for each in one.scores:
            found.setdefault(course_text.name_points(each.name), {})[one.no] = each
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
            found.append(_compute_spread(course_text.name_last_estimate(role), values, 100.0))
    for role, group in dict.fromkeys((c.role, c.group) for one in kind for c in one.choices):
        values = {one.no: float(_count_times(one, role, group)) for one in kind}
        what = course_text.name_times(role, course_text.name_group(group))
        found.append(_compute_spread(what, values, float(max(one.turns for one in kind))))
    return sorted((one for one in found if one.high > one.low), key=lambda one: (-one.share, -one.deviation, one.what))


def _compute_spread(what: str, values: Mapping[int, float], scale: float) -> Spread:
    low, high = min(values.values()), max(values.values())
    lowest, highest = (tuple(no for no, value in values.items() if value == end) for end in (low, high))
    return Spread(what, low, high, lowest, highest, pstdev(values.values()), (high - low) / scale if scale > 0 else 0.0)


def _group_scores(kind: Sequence[CourseSession]) -> dict[str, list[EndNumber]]:
    """Return the scores of each role, by its name."""
    found: dict[str, list[EndNumber]] = {}
    for one in kind:
        for each in one.scores:
            found.setdefault(each.name, []).append(each)
    return found


# Each in a row


def iter_sessions(course: Course) -> Iterator[Block]:
    """Yield every session in a row: how it was played, how it went, what was rated."""
    several = len({one.scenario for one in course.classes}) > 1
    yield build_table(
        course_table_text.title_sessions(several=several),
        "# 4 3" + (" 3" if several else "") + " 2 # # #",
        (
            (one.no, course_text.format_session(one.name, one.file, branch=one.branch), format_date(one.began),
             *((one.title,) if several else ()), one.length, format_share(one.played, one.turns), one.people or NONE,
             format_duration(one.seconds) if one.seconds else NONE)
            for one in course.classes
        ),
    )  # fmt: skip
    yield build_table(
        course_table_text.title_courses(),
        "# 3 5 4",
        (
            (
                one.no,
                name_ending(one.ending),
                course_text.format_deals(map(_format_deal, one.deals)),
                course_text.format_scores((s.name, s.value) for s in one.scores),
            )
            for one in course.classes
        ),
    )
    yield build_table(
        course_table_text.title_questions(),
        "# . 5 #",
        (
            (one.no, course_text.format_truth(one.came_true),
             course_text.format_estimates((h.role, h.first, h.last) for h in one.estimates if h.first is not None),
             _format_mean([h.brier for h in one.estimates if h.brier is not None], places=3))
            for one in course.classes if one.question
        ),
    )  # fmt: skip
    for kind in _group_by_scenario(course):
        objectives = [each.text for each in kind[0].ratings]
        if any(each.rating for one in kind for each in one.ratings):
            yield build_table(
                course_table_text.title_ratings([course_text.name_objective(n + 1) for n in range(len(objectives))]),
                "#" + len(objectives) * " ." + " .",
                (
                    (
                        one.no,
                        *(each.rating or NONE for each in one.ratings),
                        course_text.format_overall(one.overall, [each.rating for each in one.ratings]),
                    )
                    for one in kind
                ),
            )
            yield build_bullets((course_text.lead_objective(n), text) for n, text in enumerate(objectives, 1))
    parts = [(course_text.lead_session(one.no), one.part) for one in course.classes if one.part]
    if parts:
        yield Heading(2, course_text.title_parts())
        yield build_bullets(parts)


def _group_by_scenario(course: Course) -> list[list[CourseSession]]:
    found: dict[str, list[CourseSession]] = {}
    for one in course.classes:
        found.setdefault(one.scenario, []).append(one)
    return list(found.values())


def _format_deal(deal: StruckDeal) -> str:
    return course_text.format_deal(deal.form, deal.turn, deal.broken, deal.ended, secret=deal.secret)


def _format_mean(values: Sequence[float], *, places: int = 1, sign: bool = False) -> str:
    return format_number(fmean(values), places, sign=sign) if values else NONE


def _format_mean_percent(values: Sequence[float]) -> str:
    return course_text.format_mean_percent(_format_mean(values)) if values else NONE


def _iter_chart(drawn: Drawings, name: str) -> Iterator[Block]:
    if name in drawn:
        yield from iter_chart(drawn, name, drawn[name].alt)
