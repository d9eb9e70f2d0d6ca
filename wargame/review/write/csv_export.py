"""Writes the decisions of one session or of many as CSV, a row each, for spreadsheets, pandas and DuckDB.

The file is UTF-8 with a byte order mark (without it Excel garbles every accent; pandas and DuckDB skip it), has lines
ended by CRLF (RFC 4180) and a header line; texts are in quotes and numbers are not. A text that a spreadsheet would run
as a formula has an apostrophe before it. An empty cell means that there is nothing: no rationale, no roll, no end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from wargame.review.data.play_record import Decision
from wargame.review.data.report import Report
from wargame.review.text.number_text import join_lines

Cell = str | int | float | None

BETWEEN = " | "
"""Stands between the entries of a cell that holds several."""

_RUNS = re.compile(r"[\s'\"]*[=+\-@|%＝＋－＠]")
"""What a spreadsheet may take for the beginning of a formula or a command, now or once quotes are taken off."""


class CsvColumn(NamedTuple):
    """A column: its name, its type (``text``, ``number``, ``yes`` for 1 or 0), what it holds, and what fills a cell."""

    name: str
    type: str
    about: str
    cell: Callable[[Report, Decision], Cell]


def _find_came_true(report: Report) -> Cell:
    if report.question is None or report.question.came_true is None:
        return None
    return int(report.question.came_true)


def _find_impact(report: Report, decision: Decision) -> Cell:
    found = report.impact.decisions if report.impact is not None else ()
    return next((one.size for one in found if one.line == decision.line), None)


def _find_die_value(decision: Decision, name: str) -> Cell:
    """Return a value of the roll that decided: of the last roll with a target, else of the last."""
    rolls = [die for die in decision.dice if die.target] or list(decision.dice)
    value: Cell = getattr(rolls[-1], name) if rolls else None
    return value


COLUMNS: tuple[CsvColumn, ...] = (
    CsvColumn("session", "text", "the session file's name", lambda r, d: r.overview.file),
    CsvColumn("head", "text", "the digest of the file's last line: which file exactly", lambda r, d: r.overview.head),
    CsvColumn("scenario", "text", "the scenario's id", lambda r, d: r.overview.scenario),
    CsvColumn("length", "text", "short, standard or full", lambda r, d: r.overview.length),
    CsvColumn("seed", "number", "of cards and dice", lambda r, d: r.seed),
    CsvColumn("line", "number", "the line of the session file: with session, the key of a row", lambda r, d: d.line),
    CsvColumn("turn", "number", "0 before the first turn", lambda r, d: d.turn),
    CsvColumn("phase", "text", "the phase of the turn", lambda r, d: d.phase),
    CsvColumn("role", "text", "the role's id", lambda r, d: d.role),
    CsvColumn("by", "text", "people, or which bot", lambda r, d: d.by),
    CsvColumn("do", "text", "the kind of decision: plan, offer, accept, respond, estimate, argue, rule ...",
           lambda r, d: d.do),
    CsvColumn("attempted", "text", "what was decided, in words", lambda r, d: d.attempted),
    CsvColumn("happened", "text", "what came of it, in words", lambda r, d: d.happened),
    CsvColumn("because", "text", "the rationale", lambda r, d: d.because),
    CsvColumn("amended", "text", "a better rationale, written later", lambda r, d: d.amended),
    CsvColumn("alternatives", "text", "the offers not taken", lambda r, d: BETWEEN.join(d.alternatives)),
    CsvColumn("seconds", "number", "how long it took, pauses left out", lambda r, d: d.seconds),
    CsvColumn("hat", "text", "the facilitator's hat, for rulings", lambda r, d: d.hat),
    CsvColumn("changes", "text", "what it changed: *name before → after (why)*", lambda r, d: BETWEEN.join(
        f"{c.what} {c.before} → {c.after}" + (f" ({c.why})" if c.why else "") for c in d.changes)),
    CsvColumn("roll", "number", "what the dice showed", lambda r, d: _find_die_value(d, "got")),
    CsvColumn("plus", "number", "what was added", lambda r, d: _find_die_value(d, "plus")),
    CsvColumn("target", "number", "what it had to reach", lambda r, d: _find_die_value(d, "target")),
    CsvColumn("chance", "number", "the chance of success beforehand, 0 to 1",
           lambda r, d: _find_die_value(d, "chance")),
    CsvColumn("outcome", "text", "what came of the roll", lambda r, d: _find_die_value(d, "outcome")),
    CsvColumn("mattered", "number", "how much it mattered, where playouts were asked for (--impact)", _find_impact),
    CsvColumn("struck", "yes", "1 if it was undone later", lambda r, d: int(d.struck)),
    CsvColumn("bookmark", "text", "the words of its bookmark", lambda r, d: d.bookmark),
    CsvColumn("ending", "text", "how the exercise ended", lambda r, d: r.ending),
    CsvColumn("came_true", "yes", "1 if the scenario's question came true", lambda r, d: _find_came_true(r)),
)  # fmt: skip


def dump_csv(reports: Iterable[Report]) -> str:
    """Return every decision of these reports, in order.

    The byte order mark is the first character; encode it as UTF-8.
    """
    lines = [",".join(_quote(column.name) for column in COLUMNS)]
    lines += [
        ",".join(_format_field(column.cell(report, decision)) for column in COLUMNS)
        for report in reports
        for decision in report.decisions
    ]
    return "\ufeff" + "".join(f"{line}\r\n" for line in lines)


def _format_field(cell: Cell) -> str:
    """Return a cell that no spreadsheet runs: numbers bare, texts in quotes on one line, nothing for None.

    The csv module is not used: before Python 3.12 it cannot put quotes around texts and leave None unquoted.
    """
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return repr(cell) if math.isfinite(cell) else ""
    text = join_lines(cell)
    return _quote(f"'{text}" if _RUNS.match(text) else text) if text else ""


def _quote(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
