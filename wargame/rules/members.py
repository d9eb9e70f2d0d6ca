"""Members: partners inside a role, each with a will of its own. Says what they refuse now, and why.

What a member refuses is part of the gate of a rule (`rules/compiler/members.py`), so play, bots and playouts need not
know of members.
"""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.model import CompiledMember, Table
from wargame.rules.named import Named, NamedCondition, NamedValue
from wargame.rules.naming import list_values, name_condition
from wargame.rules.row import Row
from wargame.rules.state import is_gate_open


@dataclass(frozen=True, slots=True)
class MemberRefusal:
    """A member that does not agree now.

    ``number`` is the name of its will in session files. ``condition`` is when it refuses; ``values`` are the numbers by
    which this holds now.
    """

    member: Named
    number: str
    condition: NamedCondition
    values: tuple[NamedValue, ...]


def is_refusing(table: Table, row: Row, member: CompiledMember) -> bool:
    """Return whether this member refuses now. Everybody sees what this depends on: a view answers as the row does."""
    return member.veto is not None and is_gate_open(table, row, member.veto)


def build_refusal(table: Table, row: Row, member: CompiledMember) -> MemberRefusal:
    """Return why a member that refuses does so."""
    assert member.veto is not None
    return MemberRefusal(
        member=Named(member.id, member.name),
        number=table.columns[member.will].name,
        condition=name_condition(table, member.veto),
        values=list_values(table, row, member.veto),
    )


def list_refusals(table: Table, row: Row, rule: int) -> tuple[MemberRefusal, ...]:
    """Return why members refuse this rule now; empty if none does."""
    consent = table.consents.get(rule)
    asked = [table.members[m] for m in consent.members] if consent is not None else []
    return tuple(build_refusal(table, row, member) for member in asked if is_refusing(table, row, member))


@dataclass(frozen=True, slots=True)
class KnownMember:
    """One member of a role, as everybody may know it.

    ``number`` is the name of its will in session files; ``now``, ``before``, ``low`` and ``high`` are its will now and
    earlier, on its scale. While ``vetoes`` holds (None: never), it refuses every action in ``zones`` and the
    ``actions``; ``refuses`` says whether it does so now.
    """

    member: Named
    role: Named
    text: str
    number: str
    now: int
    before: int
    low: int
    high: int
    refuses: bool
    vetoes: NamedCondition | None
    zones: tuple[Named, ...]
    actions: tuple[Named, ...]


def list_known_members(table: Table, row: Row, earlier: Row) -> tuple[KnownMember, ...]:
    """Return the members of all roles, with their will in this row and in an earlier one."""
    out = []
    for member in table.members:
        column, role = table.columns[member.will], table.roles[member.role]
        actions = [table.scenario.actions[at] for at in member.actions]
        out.append(
            KnownMember(
                member=Named(member.id, member.name),
                role=Named(role, table.scenario.roles[role].name),
                text=member.text,
                number=column.name,
                now=row[member.will],
                before=earlier[member.will],
                low=column.low,
                high=column.high,
                refuses=is_refusing(table, row, member),
                vetoes=name_condition(table, member.veto) if member.veto is not None else None,
                zones=tuple(Named(zone, table.scenario.zones[zone].name) for zone in member.zones),
                actions=tuple(Named(action.id, action.title) for action in actions),
            )
        )
    return tuple(out)
