"""Scores how near each role's estimates came to what happened (docs/procedures.md §3 and §6).

The measure is the Brier score: the mean of (p - outcome)², where p is the estimate as a number from 0 to 1 and the
outcome is 1 if the question came true, else 0. 0 is best, 1 worst; always saying 50 % gives 0.25. The score is proper:
a role gets the best score it can expect by saying what it believes. Source: G. W. Brier, *Verification of forecasts
expressed in terms of probability*, Monthly Weather Review 78 (1950), 1-3, in the form for two outcomes that counts one
of them (Brier's own form counts both, and is twice as large).
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.window import Window
from wargame.review.data.report import Calibration
from wargame.rules.model import FACILITATOR
from wargame.rules.score import find_truth
from wargame.session.records import CommandLine


def has_come_true(window: Window) -> bool | None:
    """Tell whether the scenario's question came true. Returns None before the end, and without a question."""
    return find_truth(window.table, window.build_view(FACILITATOR)) if window.over else None


def compute_brier(percents: Sequence[int], outcome: bool) -> float | None:
    """Return the Brier score of estimates in percent; None without any."""
    if not percents:
        return None
    return sum((percent / 100 - outcome) ** 2 for percent in percents) / len(percents)


def compute_calibration(window: Window) -> tuple[Calibration, ...]:
    """Return the score of each role's estimates that stand.

    There is no score before the end, and no entry without a question.
    """
    table = window.table
    if table.truth is None:
        return ()
    outcome = has_come_true(window)
    out = []
    for at, role in enumerate(table.roles):
        given = [line.args["percent"] for line in window.standing if _is_estimate(line, role)]
        score = compute_brier(given, outcome) if outcome is not None else None
        first, last = (given[0], given[-1]) if given else (None, None)
        out.append(Calibration(role, table.find_role_name(at), len(given), score, first, last))
    return tuple(out)


def _is_estimate(line: CommandLine, role: str) -> bool:
    return bool(line.role == role and line.do == "estimate")
