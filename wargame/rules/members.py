"""Members: partners inside a role, each with a will of its own: what rests on them, what they refuse, and why.

What a member refuses is part of a rule's gate, so that play, bots and playouts need to know nothing of members.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from wargame.content.model.notation import Condition
from wargame.content.model.scenario import Scenario
from wargame.rules.model import FAR, CompiledMember, Consent, Gate, Rule, Table, Term
from wargame.rules.row import Row
from wargame.rules.state import is_gate_open
from wargame.rules.text.rule_text import format_state


def list_members(
    scenario: Scenario, index: Mapping[str, int], gate: Callable[[Condition], Gate]
) -> tuple[CompiledMember, ...]:
    """The members of every role, compiled."""
    return tuple(
        CompiledMember(
            role=r,
            id=name,
            name=member.name,
            text=member.text,
            will=index[member.will],
            veto=gate(member.vetoes) if member.vetoes else None,
            zones=tuple(member.zones),
            actions=tuple(i for i, a in enumerate(scenario.actions) if a.role == role and name in a.needs),
        )
        for r, (role, spec) in enumerate(scenario.roles.items())
        for name, member in spec.members.items()
    )


def add_consent(rule: Rule, action: int, members: Sequence[CompiledMember]) -> tuple[Rule, Consent | None]:
    """The rule of an action, open only while no member it rests on has a veto; None where none ever has."""
    asked = tuple(
        m
        for m, member in enumerate(members)
        if member.veto is not None
        and member.role == rule.owner
        and (rule.zone in member.zones or action in member.actions)
    )
    if not asked:
        return rule, None
    agreed = [negate_gate(veto) for m in asked if (veto := members[m].veto) is not None]
    return replace(rule, gate=join_gates(rule.gate, *agreed)), Consent(asked, rule.gate)


def join_gates(*gates: Gate) -> Gate:
    """The gate that holds where all of these do."""
    return Gate(tuple(t for gate in gates for t in gate.terms), tuple(e for gate in gates for e in gate.either))


def negate_gate(gate: Gate) -> Gate:
    """The gate that holds where this one does not."""
    ways = [
        Gate((Term(ref, least, most),))
        for ref, low, high in gate.terms
        for least, most in ((-FAR, low - 1), (high + 1, FAR))
        if least <= most
    ]
    ways += [join_gates(*(negate_gate(part) for part in group)) for group in gate.either]
    return ways[0] if len(ways) == 1 else Gate((), (tuple(ways),))


# What is said of them


def is_refusing(table: Table, row: Row, member: CompiledMember) -> bool:
    """Does this member refuse now? Everybody sees what that depends on, so a view tells it as well as the row."""
    return member.veto is not None and is_gate_open(table, row, member.veto)


def format_refusal(table: Table, row: Row, member: CompiledMember) -> str:
    """Why a member that refuses does so: *Mexico does not agree: its will is 1*."""
    assert member.veto is not None
    return f"{member.name} does not agree: {format_state(table, row, member.veto, {member.will: 'its will is'})}"


def explain_refusal(table: Table, row: Row, rule: int) -> str:
    """Why members refuse this rule now, or nothing if none does."""
    consent = table.consents.get(rule)
    asked = [table.members[m] for m in consent.members] if consent is not None else []
    return "; ".join(format_refusal(table, row, member) for member in asked if is_refusing(table, row, member))
