"""Offers that are not open now, each with its reason: who refuses, what it costs, which condition does not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from wargame.rules.column import ColumnKind
from wargame.rules.members import MemberRefusal, list_refusals
from wargame.rules.model import Gate, LegalPick, Table, Term
from wargame.rules.named import Named
from wargame.rules.naming import list_values, name_condition
from wargame.rules.offers import ClosedBy, ClosedOffer, Shortage
from wargame.rules.row import Row
from wargame.rules.state import is_gate_open, list_legal_picks
from wargame.rules.steps.choose import find_response
from wargame.rules.view import may_see_all

_ONCE = {ColumnKind.USED: ClosedBy.SPENT, ColumnKind.DEALT: ClosedBy.SPENT, ColumnKind.LIMIT: ClosedBy.LIMIT}
"""What it means that a gate reads a column of this kind: the program keeps it, and no author names it."""


class _Reason(NamedTuple):
    """Why one pick is not legal. ``gate`` are the parts of its gate that do not hold, without those of the program."""

    by: tuple[ClosedBy, ...]
    short: tuple[Shortage, ...]
    gate: Gate


def list_closed_plans(table: Table, seen: Row, role: int, open_now: Collection[int]) -> list[ClosedOffer]:
    """Return the actions that are not open to a role, in their order, with the zones where only some are refused.

    ``open_now`` are the rules that it can plan.
    """
    refused = _list_refused(table, seen, role, open_now) if table.members else []
    known = {table.action_of[at] for at in open_now} | {i for i, _ in refused}
    by_action: dict[int, list[LegalPick]] = {}
    for pick in (table.unopposed if table.members else table).plans[role]:
        if table.action_of[pick.pick] not in known:
            by_action.setdefault(table.action_of[pick.pick], []).append(pick)
    own = []
    for i, picks in by_action.items():
        action = table.scenario.actions[i]
        own.append((i, _build_closed(table, seen, role, "plan", action.id, action.title, picks, action.group)))
    return [closed for _, closed in sorted([*refused, *own], key=lambda one: one[0])]


def _list_refused(table: Table, seen: Row, role: int, open_now: Collection[int]) -> list[tuple[int, ClosedOffer]]:
    """Return what members of a role refuse of what would be open without them, each with the index of the action.

    Zones are named unless the same members refuse the action in every zone it has.
    """
    actions, zones = table.scenario.actions, table.scenario.zones
    where: dict[tuple[int, tuple[MemberRefusal, ...]], list[str]] = {}
    for at in list_legal_picks(table, seen, table.unopposed.plans[role]):
        if at not in open_now:
            refusals = list_refusals(table, seen, at)
            where.setdefault((table.action_of[at], refusals), []).append(table.rules[at].zone)
    ways = Counter(table.action_of[pick.pick] for pick in table.unopposed.plans[role])
    out = []
    for (i, refusals), refused in where.items():
        named = tuple(Named(zone, zones[zone].name) for zone in refused) if len(refused) < ways[i] else ()
        out.append((i, ClosedOffer(actions[i].id, actions[i].title, refusals, named, section=actions[i].group)))
    return out


def list_closed_options(table: Table, seen: Row, open_now: Collection[int]) -> list[ClosedOffer]:
    """Return the options of the card on the table that are not open; ``open_now`` are the others, by index."""
    card = table.entries[seen[table.at.current] - 1]
    response = find_response(table, seen)
    role = table.roles.index(response.role)
    return [
        _build_closed(table, seen, role, "respond", option.id, option.title, [pick])
        for option, pick in zip(response.options, table.options[card], strict=True)
        if pick.pick not in open_now
    ]


def list_closed_forms(table: Table, seen: Row, role: int) -> list[ClosedOffer]:
    """Return the deals that a role cannot offer now, but for those that stand."""
    open_now = list_legal_picks(table, seen, table.offers[role])
    return [
        _build_closed(table, seen, role, "offer", table.forms[pick.pick].id, table.forms[pick.pick].title, [pick])
        for pick in table.offers[role]
        if pick.pick not in open_now and not seen[table.at.deal[pick.pick]]
    ]


def _build_closed(
    table: Table, seen: Row, role: int, do: str, name: str, title: str, picks: Sequence[LegalPick], section: str = ""
) -> ClosedOffer:
    """Return why none of these picks of one offer is legal. Where zones differ, the nearest to being open counts."""
    reasons = [_find_reason(table, seen, pick) for pick in picks]
    best = min(reasons, key=lambda reason: (len(reason.by), len(reason.gate.terms) + len(reason.gate.either)))
    anywhere = len(picks) > 1 and any(_is_of_zone(table, ref) for ref, _, _ in best.gate.terms)
    known = tuple(term for term in best.gate.terms if may_see_all(table, seen, [term.ref], table.roles[role]))
    return ClosedOffer(
        name=name,
        title=title,
        do=do,
        section=section,
        by=best.by,
        short=best.short,
        unmet=name_condition(table, best.gate),
        values=list_values(table, seen, Gate(known)) if not anywhere else (),
        anywhere=anywhere,
    )


def _find_reason(table: Table, seen: Row, pick: LegalPick) -> _Reason:
    by = [ClosedBy.TIRED] if pick.rest is not None and seen[pick.rest[0]] == pick.rest[1] else []
    short = tuple(
        Shortage(table.named_numbers[column], n + table.columns[column].low, seen[column])
        for column, n in pick.cost
        if seen[column] - n < table.columns[column].low
    )
    failing = [term for term in pick.gate.terms if not is_gate_open(table, seen, Gate((term,)))]
    by += dict.fromkeys(_ONCE[kind] for kind in _list_kinds(table, failing) if kind in _ONCE)
    terms = tuple(term for term in failing if not _is_own(table, term))
    either = tuple(group for group in pick.gate.either if not any(is_gate_open(table, seen, part) for part in group))
    by += [ClosedBy.COST] if short else []
    by += [ClosedBy.CONDITION] if terms or either else []
    return _Reason(tuple(by), short, Gate(terms, either))


def _list_kinds(table: Table, terms: Iterable[Term]) -> list[ColumnKind]:
    return [table.columns[term.ref].kind for term in terms if term.ref < len(table.columns)]


def _is_own(table: Table, term: Term) -> bool:
    """Is this part of a gate one that the program adds, and not the author?"""
    return term.ref < len(table.columns) and table.columns[term.ref].kind in _ONCE


def _is_of_zone(table: Table, ref: int) -> bool:
    return ref < len(table.columns) and table.columns[ref].kind == ColumnKind.ZONE
