"""Members: partners inside a role, each with a will of its own: what rests on them, what they refuse, and why.

What a member refuses is part of a rule's gate, so that play, bots and playouts need to know nothing of members.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from wargame.content.model.notation import Condition
from wargame.content.model.scenario import Scenario
from wargame.rules.table import FAR, Consent, Gate, Member, Row, Rule, Table, Term, holds
from wargame.rules.text.rule_text import state_text


def list_members(scenario: Scenario, index: Mapping[str, int], gate: Callable[[Condition], Gate]) -> tuple[Member, ...]:
    """The members of every role, compiled."""
    return tuple(
        Member(
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


def ask(rule: Rule, action: int, members: Sequence[Member]) -> tuple[Rule, Consent | None]:
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
    agreed = [opposite(veto) for m in asked if (veto := members[m].veto) is not None]
    return replace(rule, gate=both(rule.gate, *agreed)), Consent(asked, rule.gate)


def both(*gates: Gate) -> Gate:
    """The gate that holds where all of these do."""
    return Gate(tuple(t for gate in gates for t in gate.terms), tuple(e for gate in gates for e in gate.either))


def opposite(gate: Gate) -> Gate:
    """The gate that holds where this one does not."""
    ways = [
        Gate((Term(ref, least, most),))
        for ref, low, high in gate.terms
        for least, most in ((-FAR, low - 1), (high + 1, FAR))
        if least <= most
    ]
    ways += [both(*(opposite(part) for part in group)) for group in gate.either]
    return ways[0] if len(ways) == 1 else Gate((), (tuple(ways),))


# What is said of them


def refuses(table: Table, row: Row, member: Member) -> bool:
    """Does this member refuse now? Everybody sees what that depends on, so a view tells it as well as the row."""
    return member.veto is not None and holds(table, row, member.veto)


def refusal_text(table: Table, row: Row, member: Member) -> str:
    """Why a member that refuses does so: *Mexico does not agree: its will is 1*."""
    assert member.veto is not None
    return f"{member.name} does not agree: {state_text(table, row, member.veto, {member.will: 'its will is'})}"


def refused(table: Table, row: Row, rule: int) -> str:
    """Why members refuse this rule now, or nothing if none does."""
    consent = table.consents.get(rule)
    asked = [table.members[m] for m in consent.members] if consent is not None else []
    return "; ".join(refusal_text(table, row, member) for member in asked if refuses(table, row, member))
