"""Compiles the members of roles, and adds what they can refuse to the gates of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from wargame.content.model.notation import Condition
from wargame.content.model.scenario import Scenario
from wargame.rules.model import FAR, CompiledMember, Consent, Gate, Rule, Term


def list_members(
    scenario: Scenario, index: Mapping[str, int], gate: Callable[[Condition], Gate]
) -> tuple[CompiledMember, ...]:
    """Return the members of every role, compiled."""
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
    """Return the rule of an action with a gate that holds only while no member that it needs refuses.

    The consent is None where the action needs no member that can ever refuse.
    """
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
    """Return the gate that holds where all of these hold."""
    return Gate(tuple(t for gate in gates for t in gate.terms), tuple(e for gate in gates for e in gate.either))


def negate_gate(gate: Gate) -> Gate:
    """Return the gate that holds where this one does not."""
    ways = [
        Gate((Term(ref, least, most),))
        for ref, low, high in gate.terms
        for least, most in ((-FAR, low - 1), (high + 1, FAR))
        if least <= most
    ]
    ways += [join_gates(*(negate_gate(part) for part in group)) for group in gate.either]
    return ways[0] if len(ways) == 1 else Gate((), (tuple(ways),))
