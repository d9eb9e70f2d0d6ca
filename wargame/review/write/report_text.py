"""Words that several sections of the report share: verdicts on the question, changes of numbers, rolls, role names."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.review.data.play_record import NumberChange
from wargame.review.data.report import Report, ReportQuestion
from wargame.review.number_text import NONE
from wargame.review.write.blocks import RoleName


def format_question_result(question: ReportQuestion) -> str:
    """Return whether the question came true, and from what to what the roles' estimates went."""
    verdict = {True: "It came true.", False: "It did not come true.", None: "It is still open."}[question.came_true]
    moved = [
        f"{c.name} from {c.first} % to {c.last} %"
        for c in question.calibration
        if c.first is not None and c.last is not None
    ]
    return verdict + (f" The roles' estimates went, first to last: {', '.join(moved)}." if moved else "")


def format_changes(changes: Sequence[NumberChange]) -> str:
    """*Revenue 4 → 3, hidden, Will 2 → 1 (the cost of it); ...*: the numbers that moved, by what moved them."""
    by_cause: dict[str, list[str]] = {}
    for one in changes:
        moved = f"{one.what} {one.before} → {one.after}" + (" (hidden)" if one.hidden else "")
        by_cause.setdefault(one.why, []).append(moved)
    return "; ".join((f"{why}: " if why else "") + ", ".join(moved) for why, moved in by_cause.items())


def format_roll(got: int, plus: int, target: int, outcome: str) -> str:
    """*8 − 1 = 7 against 7: success*: a roll with what was added, its target and its outcome, where it has them."""
    added = f" {'+' if plus > 0 else '−'} {abs(plus)} = {got + plus}" if plus else ""
    return f"{got}{added}" + (f" against {target}" if target else "") + (f": {outcome}" if outcome else "")


def list_role_names(report: Report) -> dict[str, str]:
    """Return the name of each role that was seated, by its id."""
    return {seat.role: seat.name for seat in report.overview.seats}


def build_role_name(report: Report, role: str) -> str:
    """Return the name of a role by its id; the id itself, or a dash for none, where nobody was seated as that role."""
    name = list_role_names(report).get(role)
    return RoleName(role, name) if name is not None else role or NONE
