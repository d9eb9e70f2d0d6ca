"""Compiles the small tables beside the steps: what lasts, which deals stand, what may be picked.

The steps read them, and so can any other engine that plays the same program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.rules.column import NUMBER_KINDS
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import (
    OPEN,
    CardEntry,
    Changes,
    EarlyEnding,
    FinalEnding,
    FormTerms,
    Gate,
    LegalPick,
    Rule,
    SecretPool,
    StandingDeal,
    Table,
    Term,
    Timer,
)
from wargame.rules.state import list_refs

if TYPE_CHECKING:  # protocols cost memory, and only type checkers read them
    from wargame.rules.content import DealContent


def add_step_tables(table: ContentTable) -> ContentTable:
    """Return the table with its small tables beside the steps."""
    roles = range(len(table.roles))
    return replace(
        table,
        card_entries=tuple(_build_entry(table, card) for card in table.entries),
        form_terms=tuple(_build_terms(table, form) for form in table.forms),
        timers=tuple(_iter_timers(table)),
        standing=tuple(_iter_standing_deals(table)),
        broken_by=_group_promises(table),
        early=tuple(_iter_early_endings(table)),
        final=tuple(FinalEnding(i, gate) for i, (ending, gate) in enumerate(table.endings) if ending.last),
        pools=tuple(_iter_pools(table)),
        plans=tuple(tuple(_iter_plans(table, role)) for role in roles),
        options=tuple(
            tuple(_build_pick(table, i, table.rules[rule].gate, table.rules[rule].cost) for i, rule in enumerate(rules))
            for rules in table.option_rules
        ),
        offers=tuple(tuple(_iter_offers(table, role)) for role in roles),
        breaks=tuple(tuple(_iter_breaks(table, role)) for role in roles),
    )


def _build_entry(table: Table, card: int) -> CardEntry:
    return CardEntry(
        card=card,
        turn=table.cards[card].turn,
        gate=table.card_gates[card],
        rules=table.card_rules[card],
        asks=bool(table.option_rules[card]),
        answered=table.response_gates[card],
    )


def _build_terms(table: Table, form: DealContent) -> FormTerms:
    return FormTerms(tuple(table.roles.index(name) for name in form.between), form.stands, form.lasts or 0)


def _iter_timers(table: Table) -> Iterator[Timer]:
    for at, rule in enumerate(table.rules):
        if rule.lasts:
            yield Timer(at, table.at.lasts[at], _list_lasting_changes(table, rule))


def _list_lasting_changes(table: Table, rule: Rule) -> tuple[Changes, ...]:
    """Return the changes of a success that go on: those of numbers, not its timer, nor what it reveals, injects or
    ends.
    """
    return tuple(
        tuple((column, values) for column, values in changes if table.columns[column].kind in NUMBER_KINDS)
        for changes in rule.success
    )


def _iter_standing_deals(table: Table) -> Iterator[StandingDeal]:
    for f, form in enumerate(table.forms):
        if form.stands:
            yield StandingDeal(f, table.at.deal[f], table.at.left[f], table.form_gates[f][1], table.form_rules[f][1])


def _group_promises(table: ContentTable) -> tuple[dict[int, tuple[int, ...]], ...]:
    """Return, for each role, the forms whose deals each of its actions breaks."""
    actions = {action.id: i for i, action in reversed([*enumerate(table.scenario.actions)])}
    out: tuple[dict[int, tuple[int, ...]], ...] = tuple({} for _ in table.roles)
    for f, form in enumerate(table.forms):
        for role, promised in form.promises.items():
            mine = out[table.roles.index(role)]
            for action in promised:
                mine[actions[action]] = (*mine.get(actions[action], ()), f)
    return out


def _iter_early_endings(table: Table) -> Iterator[EarlyEnding]:
    for i, (ending, gate) in enumerate(table.endings):
        if not ending.last:
            yield EarlyEnding(i, gate, ending.closes, table.at.brink[i])


def _iter_pools(table: Table) -> Iterator[SecretPool]:
    for role, column in enumerate(table.at.secret):
        pool = tuple(i for i, one in enumerate(table.objectives) if one.role == role and one.secret)
        if pool:
            yield SecretPool(role, column, pool)


def _iter_plans(table: Table, role: int) -> Iterator[LegalPick]:
    """Yield the rules that a role can plan; a scenario can forbid the same action twice running."""
    for at in table.actions[role]:
        rule, action = table.rules[at], table.action_of[at]
        tires = not table.scenario.repeat and not table.scenario.actions[action].repeat
        yield _build_pick(table, at, rule.gate, rule.cost, (table.at.last[role], action + 1) if tires else None)


def _iter_offers(table: Table, role: int) -> Iterator[LegalPick]:
    """Yield the forms that a role can offer: not while such a deal stands, nor a second time, nor past its limit."""
    at = table.at
    for f, form in enumerate(table.forms):
        if table.roles[role] in form.between:
            closed = (at.deal[f], *((at.dealt[f],) if form.once else ()), *((at.limit[f],) if at.limit[f] >= 0 else ()))
            own, when = tuple(Term(column, 0, 0) for column in closed), table.form_gates[f][0]
            yield _build_pick(table, f, Gate((*own, *when.terms), when.either))


def _iter_breaks(table: Table, role: int) -> Iterator[LegalPick]:
    """Yield the forms of the deals that a role can break: those in force."""
    for f, form in enumerate(table.forms):
        if table.roles[role] in form.between and form.stands:
            yield _build_pick(table, f, Gate((Term(table.at.deal[f], 1, 1),)))


def _build_pick(
    table: Table,
    pick: int,
    gate: Gate = OPEN,
    cost: tuple[tuple[int, int], ...] = (),
    rest: tuple[int, int] | None = None,
) -> LegalPick:
    """Return a pick with the columns that its legality rests on."""
    columns = {*_iter_columns(table, list_refs(gate)), *(column for column, _ in cost)}
    return LegalPick(pick, gate, cost, rest, tuple(sorted(columns | ({rest[0]} if rest is not None else set()))))


def _iter_columns(table: Table, refs: Iterable[int]) -> Iterator[int]:
    """Yield the columns that numbers are read from."""
    for ref in refs:
        if ref < len(table.columns):
            yield ref
        else:
            yield from table.derived[ref - len(table.columns)].list_columns()
