"""Numbers, changes and gates of a table in the words that players read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.interval_text import format_interval
from wargame.outcome_text import NOTHING, format_change, format_outcome_lines, format_steps
from wargame.phrases import has_end_mark
from wargame.rules.model import FACILITATOR, FAR, Column, Delta, Gate, Rule, Table
from wargame.rules.row import Row
from wargame.rules.state import compute_number, is_gate_open


def end_sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends with a mark of its own: *Whom would you ask?*."""
    return text if has_end_mark(text) else f"{text}."


def join_title(title: str, text: str) -> str:
    """A title with a text after it: *Raid: Docks*; with a dash after a title that asks: *Who says so? – Nobody*."""
    return f"{title} – {text}" if end_sentence(title) == title else f"{title}: {text}"


def format_flag(value: int) -> str:
    """Return the new value of a flag in words."""
    return "now so" if value > 0 else "no longer so"


def format_move(column: Column, by: int) -> str:
    """Return a change that somebody decided on: *Violence -1*, *A blow was struck: now so*."""
    return f"{column.label}: {format_flag(by)}" if column.kind == "flag" else f"{column.label} {by:+d}"


def format_moves(table: Table, moves: Mapping[str, int], viewer: str) -> str:
    """Changes decided on in play, as a viewer may know them: *Violence -1, and 1 number not everybody sees*."""
    columns = {name: table.columns[table.index[name]] for name in moves}
    known = [
        format_move(columns[name], by)
        for name, by in moves.items()
        if viewer == FACILITATOR or columns[name].seen is None or viewer in (columns[name].seen or ())
    ]
    hidden = len(moves) - len(known)
    if hidden:
        known.append(f"{hidden} number{'s' * (hidden != 1)} not everybody sees")
    return ", ".join(known)


def format_delta(table: Table, delta: Delta, here: str = "") -> str:
    """One change: *Violence +1*, *Listed as terrorist: yes*, *Nexus to 0*; in the zone ``here``: *control there +2*.

    A change of the will of whichever member holds the chosen zone reads: *will of the partner there +1*.
    """
    column = table.columns[delta.column]
    label = column.label
    if here and column.kind == "zone" and column.about == here:
        label = f"{column.short} there"
    if delta.there:
        label = "will of the partner there"
    return format_change(label, delta.n, delta.set, is_flag=column.kind == "flag")


def format_deltas(table: Table, deltas: Iterable[Delta], here: str = "") -> str:
    """Several changes, with commas; *nothing changes* if there are none."""
    return _join_deltas(table, deltas, here) or NOTHING


def _join_deltas(table: Table, deltas: Iterable[Delta], here: str) -> str:
    return ", ".join(format_delta(table, d, here) for d in deltas)


def format_effects(table: Table, rule: Rule) -> str:
    """Return what a rule does, as known beforehand."""
    good, bad = (_join_deltas(table, said, rule.zone) for said in (rule.said_success, rule.said_failure))
    steps = format_steps(table.find_label(rule.per[0]), rule.per[1]) if rule.per is not None else ""
    return "; ".join(format_outcome_lines(good, bad if rule.target else None, steps, rule.lasts))


def format_cost(table: Table, rule: Rule) -> str:
    """Return the cost of a rule; empty if it has none."""
    return ", ".join(f"{table.columns[column].label} -{n}" for column, n in rule.cost)


def format_gate(table: Table, gate: Gate) -> str:
    """Return a condition: *Scrutiny 6 or more and Partnership 3 or less*."""
    parts = []
    for ref, low, high in gate.terms:
        column = table.columns[ref] if ref < len(table.columns) else None
        if column is not None and column.kind == "used":
            continue
        if column is not None and column.kind in ("flag", "deal"):
            parts.append(column.label if low == 1 else f"not: {column.label}")
            continue
        bounds = format_interval(low if low > -FAR else None, high if high < FAR else None)
        parts.append(f"{table.find_label(ref)} {bounds}")
    parts += ["(" + " or ".join(format_gate(table, part) for part in group) + ")" for group in gate.either]
    return " and ".join(parts)


def format_state(table: Table, row: Row, gate: Gate, called: Mapping[int, str]) -> str:
    """Why a condition holds in this row: *its will is 1 and Scrutiny 8*; ``called`` are other names for numbers."""
    parts = []
    for ref, low, _ in gate.terms:
        if ref < len(table.columns) and table.columns[ref].kind in ("flag", "deal"):
            parts.append(table.find_label(ref) if low == 1 else f"not: {table.find_label(ref)}")
        else:
            parts.append(f"{called.get(ref) or table.find_label(ref)} {compute_number(table, row, ref)}")
    for group in gate.either:
        parts += [format_state(table, row, part, called) for part in group if is_gate_open(table, row, part)][:1]
    return " and ".join(parts)
