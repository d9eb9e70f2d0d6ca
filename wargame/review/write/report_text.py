"""Words that several sections of the report share: verdicts on the question, changes of numbers, rolls, role names."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.review.data.play_record import NumberChange
from wargame.review.data.report import Report, ReportQuestion
from wargame.review.text import section_text
from wargame.review.text.number_text import NONE, format_number
from wargame.review.write.blocks import RoleName


def format_question_result(question: ReportQuestion) -> str:
    """Return whether the question came true, and from what to what the roles' estimates went."""
    moved = [(c.name, c.first, c.last) for c in question.calibration if c.first is not None and c.last is not None]
    return section_text.format_question_result(question.came_true, moved)


def format_changes(changes: Sequence[NumberChange]) -> str:
    """*Revenue 4 → 3, hidden, Will 2 → 1 (the cost of it); ...*: the numbers that moved, by what moved them."""
    by_cause: dict[str, list[str]] = {}
    for one in changes:
        moved = section_text.format_change(one.what, one.before, one.after, hidden=one.hidden)
        by_cause.setdefault(one.why, []).append(moved)
    return section_text.join_causes(section_text.format_caused(why, moved) for why, moved in by_cause.items())


def format_effects(report: Report, effect: Sequence[tuple[str, float]]) -> str:
    """Return what a decision was worth to each role to which it was worth anything."""
    names = list_role_names(report)
    return section_text.format_effects(
        [(names.get(role, role), format_number(n, sign=True)) for role, n in effect if n]
    )


def list_role_names(report: Report) -> dict[str, str]:
    """Return the name of each role that was seated, by its id."""
    return {seat.role: seat.name for seat in report.overview.seats}


def build_role_name(report: Report, role: str) -> str:
    """Return the name of a role by its id; the id itself, or a dash for none, where nobody was seated as that role."""
    name = list_role_names(report).get(role)
    return RoleName(role, name) if name is not None else role or NONE
