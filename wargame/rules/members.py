"""Members: partners inside a role, each with a will of its own. Says what they refuse now, and why.

What a member refuses is part of the gate of a rule (`rules/compiler/members.py`), so play, bots and playouts need not
know of members.
"""

from __future__ import annotations

from wargame.rules.model import CompiledMember, Table
from wargame.rules.row import Row
from wargame.rules.state import is_gate_open
from wargame.rules.text.rule_text import format_state


def is_refusing(table: Table, row: Row, member: CompiledMember) -> bool:
    """Return whether this member refuses now. Everybody sees what this depends on: a view answers as the row does."""
    return member.veto is not None and is_gate_open(table, row, member.veto)


def format_refusal(table: Table, row: Row, member: CompiledMember) -> str:
    """Why a member that refuses does so: *Mexico does not agree: its will is 1*."""
    assert member.veto is not None
    return f"{member.name} does not agree: {format_state(table, row, member.veto, {member.will: 'its will is'})}"


def explain_refusal(table: Table, row: Row, rule: int) -> str:
    """Why members refuse this rule now; empty if none does."""
    consent = table.consents.get(rule)
    asked = [table.members[m] for m in consent.members] if consent is not None else []
    return "; ".join(format_refusal(table, row, member) for member in asked if is_refusing(table, row, member))
