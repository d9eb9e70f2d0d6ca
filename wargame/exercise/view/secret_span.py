"""The steps of the program of which not everybody may know that they wait, and the lines that were written there."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import PC
from wargame.session.records import CommandLine


def find_secret_span(table: Table, at: int) -> range | None:
    """Return the run of steps around step ``at`` of which not everybody may know that they wait; None elsewhere."""
    if not _is_secret(table, at):
        return None
    start = stop = at
    while start > 0 and _is_secret(table, start - 1):
        start -= 1
    while stop < len(table.program) and _is_secret(table, stop):
        stop += 1
    return range(start, stop)


def _is_secret(table: Table, at: int) -> bool:
    choice = table.choices[at]
    return choice is not None and choice.seen is not None


def is_secret_line(window: Window, line: CommandLine) -> bool:
    """Was this line, which stands, decided where not everybody may know that something was?"""
    return line.role != FACILITATOR and _is_secret(window.table, window.find_row_before(line.n)[PC])


def find_round_start(window: Window, n: int) -> int:
    """Return the first line of the secret round in which line ``n`` was decided; ``n`` itself outside of one.

    An undo that takes back less would tell how much was decided in secret.
    """
    first = n
    for line in reversed(window.standing):
        if line.n > n:
            continue
        if not is_secret_line(window, line):
            break
        first = line.n
    return first
