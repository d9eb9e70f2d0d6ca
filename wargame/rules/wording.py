"""Wording: numbers, changes and gates of a table in the words players read."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.content.notation import Interval
from wargame.rules.table import Delta, Gate, Rule, Table


def delta_text(table: Table, delta: Delta, here: str = "") -> str:
    """One change: *Violence +1*, *Listed as terrorist: yes*, *Nexus to 0*; in the zone ``here``: *control there +2*."""
    column = table.columns[delta.column]
    if column.kind == "flag":
        return f"{column.label}: {'yes' if delta.n else 'no'}"
    label = column.label
    if here and column.kind == "zone" and column.about == here:
        label = label.rpartition(": ")[2] + " there"
    return f"{label} to {delta.n}" if delta.set else f"{label} {delta.n:+d}"


def deltas_text(table: Table, deltas: Iterable[Delta], here: str = "") -> str:
    """Several changes, with commas; *nothing changes* when there are none."""
    return ", ".join(delta_text(table, d, here) for d in deltas) or "nothing changes"


def effects_text(table: Table, rule: Rule) -> str:
    """What a rule does, as known before it happens."""
    per = ""
    if rule.per is not None:
        steps = ", ".join(map(str, rule.per[1]))
        per = f" (once for each of {steps} that {table.label(rule.per[0])} has reached)"
    lasts = f"; lasts {rule.lasts} turns" if rule.lasts else ""
    if not rule.target:
        return f"{deltas_text(table, rule.said_success, rule.zone)}{per}{lasts}"
    good, bad = (deltas_text(table, said, rule.zone) for said in (rule.said_success, rule.said_failure))
    return f"success: {good}{per}{lasts}; failure: {bad}"


def cost_text(table: Table, rule: Rule) -> str:
    """The cost of a rule, or nothing."""
    return ", ".join(f"{table.columns[column].label} -{n}" for column, n in rule.cost)


def gate_text(table: Table, gate: Gate) -> str:
    """A condition: *Scrutiny 6 or more and Partnership 3 or less*."""
    parts = []
    for ref, low, high in gate.terms:
        column = table.columns[ref] if ref < len(table.columns) else None
        if column is not None and column.kind == "used":
            continue
        if column is not None and column.kind in ("flag", "deal"):
            parts.append(column.label if low == 1 else f"not: {column.label}")
            continue
        bounds = Interval(low if low > -1000 else None, high if high < 1000 else None)
        parts.append(f"{table.label(ref)} {bounds.words()}")
    parts += ["(" + " or ".join(gate_text(table, part) for part in group) + ")" for group in gate.either]
    return " and ".join(parts)
