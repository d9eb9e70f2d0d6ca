"""What an offer would do to the numbers and points of a role, as far as its own view can tell.

Everything is computed from the view. Of a number that the role may not see, the preview has the changes only. The words
are in `rules/text/preview_text.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import forecast_rule
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.model import Delta, Objective, Table
from wargame.rules.named import Named, NamedChange, NamedNumber, Where
from wargame.rules.naming import find_where, name_changes
from wargame.rules.offers import Offer
from wargame.rules.row import Part, Row
from wargame.rules.score import list_standings
from wargame.rules.state import is_gate_open, list_refs, move_number
from wargame.rules.step import Result
from wargame.rules.view import may_see, may_see_all


class OutcomeKind(StrEnum):
    """What an outcome of an offer is."""

    HAPPENS = "happens"
    SUCCESS = "success"
    FAILURE = "failure"
    AGREED = "agreed"
    CLOSE = "close"
    AFTER = "after"
    BROKEN = "broken"
    BREACH = "breach"
    ARGUED = "argued"


LATER = frozenset({OutcomeKind.CLOSE, OutcomeKind.BREACH})
"""The outcomes of a deal that come after it is made, at each close or if it is broken: told by how much they change."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One number that would change, with the ``changes`` that the offer makes to it.

    ``before`` and ``after`` are its values, None where the role may not see it; they are equal where the number is at
    its limit. ``where`` says whether it is a number of the chosen zone.
    """

    number: NamedNumber
    where: Where
    before: int | None
    after: int | None
    changes: tuple[NamedChange, ...]


@dataclass(frozen=True, slots=True)
class Stake:
    """The points of one objective before and after, out of ``most`` (-1: no limit).

    ``sure`` is False where they depend on numbers that the role cannot see.
    """

    objective: Named
    before: float
    after: float
    most: float
    sure: bool


@dataclass(frozen=True, slots=True)
class PreviewOutcome:
    """One outcome of an offer, with its chance in per cent (0: no dice decide it).

    ``row`` is the view of the role as it would be then, ``base`` the view from which it came about; numbers that the
    role cannot see mean nothing in them.
    """

    kind: OutcomeKind
    chance: int
    shifts: tuple[Shift, ...]
    stakes: tuple[Stake, ...]
    row: Row
    base: Row


def preview_offer(table: Table, seen: Row, role: str, offer: Offer, value: str = "") -> list[PreviewOutcome]:
    """The outcomes of an offer that is taken with ``value`` in its slot; empty where nothing can be told beforehand.

    Without a ``value``, an offer with zones is previewed at the first of them.
    """
    if offer.rules:
        value = value if value in offer.rules else next(iter(offer.rules))
        at = offer.rules[value]
        rule = table.rules[at]
        cost = [Delta(column, False, -n) for column, n in rule.cost]
        success, failure = (_break_promises(table, row, offer) for row in forecast_rule(table, seen, at))
        breach = [delta for one in _list_broken_rules(table, offer) for delta in table.rules[one].said_success]
        good, bad = [*cost, *rule.said_success, *breach], [*cost, *rule.said_failure, *breach]
        then = _preview_after(table, seen, success, role, at)
        if not rule.target:
            return [_build_outcome(table, seen, success, role, OutcomeKind.HAPPENS, good, rule.zone), *then]
        odds = offer.sights[value].odds
        return [
            _build_outcome(table, seen, success, role, OutcomeKind.SUCCESS, good, rule.zone, odds),
            _build_outcome(table, seen, failure, role, OutcomeKind.FAILURE, bad, rule.zone, 100 - odds),
            *then,
        ]
    form = _find_form(table, offer)
    if form is None:
        return []
    made, each, broken = table.form_rules[form]
    if offer.do == "break":
        return [_forecast(table, seen, role, OutcomeKind.BROKEN, [broken])]
    agreed = _forecast(table, seen, role, OutcomeKind.AGREED, [made])
    out = [agreed]
    if not table.forms[form].stands:
        return out
    closing = [each, *_list_set_off(table, seen, agreed.row, role)]
    if any(table.rules[at].said_success for at in closing):
        out.append(_forecast(table, agreed.row, role, OutcomeKind.CLOSE, closing))
    if table.rules[broken].said_success:
        out.append(_forecast(table, agreed.row, role, OutcomeKind.BREACH, [broken]))
    return out


def _preview_after(table: Table, seen: Row, success: Row, role: str, at: int) -> list[PreviewOutcome]:
    """Return what the close would do after a success of rule ``at``, as its row is known now; empty for nothing.

    Only rules that come after this action, without dice, whose condition the role sees.
    """
    mine = table.roles.index(role)
    row = success[:]
    row[table.at.plan[mine]], row[table.at.result[mine]] = at + 1, Result.SUCCESS
    rules = [
        one
        for one in table.upkeep
        if at in table.rules[one].after
        and not table.rules[one].target
        and is_gate_open(table, row, table.rules[one].gate)
        and may_see_all(table, seen, list_refs(table.rules[one].gate), role)
    ]
    after = row
    for one in rules:
        after = forecast_rule(table, after, one)[0]
    said = [delta for one in rules for delta in table.rules[one].said_success]
    return [_build_outcome(table, row, after, role, OutcomeKind.AFTER, said, table.rules[at].zone)] if said else []


def _forecast(table: Table, seen: Row, role: str, kind: OutcomeKind, rules: Sequence[int]) -> PreviewOutcome:
    """Return the outcome of rules that happen one after the other, without dice."""
    row = seen
    for at in rules:
        row = forecast_rule(table, row, at)[0]
    said = [delta for at in rules for delta in table.rules[at].said_success]
    return _build_outcome(table, seen, row, role, kind, said)


def _list_set_off(table: Table, seen: Row, agreed: Row, role: str) -> list[int]:
    """Return the rules of the close that happen once a deal is made and do not happen now, as the role can tell.

    Only rules without dice, whose condition the role sees.
    """
    return [
        at
        for at in table.upkeep
        if not table.rules[at].target
        and not is_gate_open(table, seen, table.rules[at].gate)
        and is_gate_open(table, agreed, table.rules[at].gate)
        and may_see_all(table, seen, list_refs(table.rules[at].gate), role)
    ]


def _break_promises(table: Table, row: Row, offer: Offer) -> Row:
    """Return the row after an offer as it is when the deals that the offer breaks are broken too."""
    for broken in _list_broken_rules(table, offer):
        row = forecast_rule(table, row, broken)[0]
    ids = {promise.form.id for promise in offer.breaks}
    for f, form in enumerate(table.forms):
        if form.id in ids:
            row[table.at.deal[f]] = 0
    return row


def _list_broken_rules(table: Table, offer: Offer) -> list[int]:
    """Return the rules that say what breaking each promise of an offer does."""
    ids = {promise.form.id for promise in offer.breaks}
    return [table.form_rules[f][2] for f, form in enumerate(table.forms) if form.id in ids]


def preview_argument(table: Table, seen: Row, role: str, moves: Mapping[str, int]) -> PreviewOutcome:
    """Return what an argument for these changes would do if it succeeds."""
    after = seen[:]
    deltas = [Delta(table.index[name], False, by) for name, by in moves.items()]
    for delta in deltas:
        move_number(table, after, delta.column, delta.n, None, Part.ARGUMENT)
    return _build_outcome(table, seen, after, role, OutcomeKind.ARGUED, deltas)


def _find_form(table: Table, offer: Offer) -> int | None:
    """Return the index of the form of deal that an offer makes or breaks; None for other offers."""
    wanted = offer.terms.form.id if offer.terms is not None else offer.args["form"] if offer.do == "break" else ""
    return next((f for f, form in enumerate(table.forms) if form.id == wanted), None)


def _build_outcome(
    table: Table,
    seen: Row,
    after: Row,
    role: str,
    kind: OutcomeKind,
    said: Sequence[Delta],
    zone: str = "",
    chance: int = 0,
) -> PreviewOutcome:
    """Return the view ``after`` an outcome compared with the view now; ``said`` are the cost and the changes."""
    by_column: dict[int, list[Delta]] = {}
    for delta in said:
        if table.columns[delta.column].kind in NUMBER_KINDS:
            by_column.setdefault(delta.column, []).append(delta)
    shifts = tuple(_build_shift(table, seen, after, role, at, deltas, zone) for at, deltas in by_column.items())
    return PreviewOutcome(kind, chance, shifts, tuple(_list_stakes(table, seen, after, role)), after, seen)


def _build_shift(table: Table, seen: Row, after: Row, role: str, at: int, deltas: Sequence[Delta], zone: str) -> Shift:
    column = table.columns[at]
    known = may_see(table, seen, at, role)
    return Shift(
        number=table.named_numbers[at],
        where=find_where(column, zone),
        before=seen[at] if known else None,
        after=after[at] if known else None,
        changes=name_changes(table, deltas, zone),
    )


def _list_stakes(table: Table, seen: Row, after: Row, role: str) -> list[Stake]:
    """Return the objectives of the role whose points would change."""
    at = table.roles.index(role)
    both = zip(list_standings(table, seen, at), list_standings(table, after, at), strict=True)
    return [
        Stake(
            Named(was.objective.id, was.objective.title),
            was.points,
            now.points,
            was.most,
            is_objective_visible(table, seen, role, was.objective),
        )
        for was, now in both
        if was.points != now.points
    ]


def is_objective_visible(table: Table, seen: Row, role: str, objective: Objective) -> bool:
    """Can the role see every number that this objective counts?"""
    counted = [weight.ref for weight in objective.weights]
    for gate, _ in objective.awards:
        counted += list_refs(gate)
    return may_see_all(table, seen, counted, role)
