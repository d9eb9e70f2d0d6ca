"""Draw how the estimates of the question moved, as lines of text: a chart on a fixed scale, and a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from wargame.exercise.seat import Seat
from wargame.likelihood_text import format_likelihood
from wargame.session.text.line_text import format_truth


class Drift(NamedTuple):
    """The estimates of one role: its name, the letter it is drawn as, and per cent by turn."""

    name: str
    key: str
    stated: Mapping[int, int]


def draw_estimate_chart(
    drifts: Sequence[Drift], came_true: bool | None, *, step: int = 20, ascii: bool = False
) -> list[str]:
    """Return the lines of the chart: turns across, per cent upward, and the result at the right edge.

    Each role has a letter, in a column of its own in each turn. A line stands for ``step`` per cent from the one that
    is named at its left, so that no estimate is drawn as another one.
    """
    turns = list_turns(drifts)
    width = max(8, len(drifts) * 2 + 2)
    edge, floor, corner, mark = ("|", "-", "+", "*") if ascii else ("│", "─", "└", "●")
    out = []
    top = 100 - step
    for level in range(top, -1, -step):
        cells = [" "] * (width * len(turns))
        for column, turn in enumerate(turns):
            for place, drift in enumerate(drifts):
                if turn in drift.stated and level <= drift.stated[turn] < level + step:
                    cells[column * width + 1 + place * 2] = drift.key
        truth = came_true is not None and level == (top if came_true else 0)
        said = f" {mark} {format_truth(bool(came_true))}" if truth else ""
        out.append(f"{f'{max(level, 1)}-{level + step - 1}':>5} % {edge}{''.join(cells)}{said}")
    out.append(f"        {corner}{floor * (width * len(turns))}")
    out.append("         " + "".join(f" turn {turn}".ljust(width) for turn in turns).rstrip())
    return [line.rstrip() for line in out]


def draw_table(drifts: Sequence[Drift]) -> list[str]:
    """Return the same estimates as a table of numbers; the last one also in words."""
    turns = list_turns(drifts)
    label = max(len(f"{drift.key} {drift.name}") for drift in drifts)
    out = [" " * label + "".join(f"{f'turn {turn}':>9}" for turn in turns)]
    for drift in drifts:
        cells = "".join(f"{f'{drift.stated[turn]} %' if turn in drift.stated else '-':>9}" for turn in turns)
        last = format_likelihood(drift.stated[max(drift.stated)]) if drift.stated else "nothing stated"
        out.append(f"{f'{drift.key} {drift.name}':{label}}{cells}   {last}")
    return out


def list_drifts(seat: Seat) -> list[Drift]:
    """Return the estimates of each role, as far as the viewer knows them."""
    question = seat.find_question()
    given = question.estimates if question is not None else ()
    return [
        Drift(role.name, role.key, {one.turn: one.percent for one in given if one.role == role.id})
        for role in seat.list_roles()
    ]


def draw_drift(seat: Seat, *, step: int = 20, ascii: bool = False) -> str:
    """Return the chart and the table of all roles as one text, or a sentence if nobody stated an estimate."""
    drifts, question = list_drifts(seat), seat.find_question()
    if question is None or not any(drift.stated for drift in drifts):
        return "Nobody stated an estimate."
    chart = draw_estimate_chart(drifts, question.came_true, step=step, ascii=ascii)
    return "\n".join([*chart, "", *draw_table(drifts)])


def list_turns(drifts: Iterable[Drift]) -> list[int]:
    """Return the turns in which a role stated an estimate."""
    return sorted({turn for drift in drifts for turn in drift.stated})
