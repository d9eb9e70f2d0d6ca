"""Writes recorded events into a row. It applies no rules and draws no chance, so a later change of the rules never
changes what a recorded exercise shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from wargame.rules.row import Changed, Event, Row


def evolve(row: Row, event: Event) -> Row:
    """Return the row after one event. The given row is not changed."""
    return replay(row, (event,))


def replay(row: Row, events: Iterable[Event]) -> Row:
    """Return the row after all of these events, in order. The given row is not changed."""
    after = row[:]
    for event in events:
        if isinstance(event, Changed):
            after[event.column] = event.after
    return after


def compute_fingerprint(row: Row) -> str:
    """Return a digest of a row, 16 hex digits: equal for equal rows, different if any number differs."""
    return sha256(",".join(map(str, row)).encode()).hexdigest()[:16]
