"""What an offer would do to the numbers and points of a role, as far as its own view can tell.

Everything is computed from the view. Of a number that the role may not see, the preview tells the change only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wargame.exercise.play.input_parsing import capitalize
from wargame.rules.apply_rule import count_reached
from wargame.rules.choices.codecs import AnswerCodec
from wargame.rules.model import NUMBER_KINDS, Changes, Delta, Objective, Table
from wargame.rules.offers import Offer
from wargame.rules.row import Row
from wargame.rules.score import list_standings
from wargame.rules.state import apply_changes, build_next_values, list_refs, move_number
from wargame.rules.view import may_see, may_see_all


class Shift(NamedTuple):
    """One number that would change, in words: *8 → 10*, *stays 8* at its limit, *-2* where the role cannot see it."""

    column: int
    label: str
    text: str


class Stake(NamedTuple):
    """The points of one objective before and after, out of ``most`` (-1: no limit).

    ``sure`` is False where they depend on numbers that the role cannot see.
    """

    title: str
    before: float
    after: float
    most: float
    sure: bool


class PreviewOutcome(NamedTuple):
    """One outcome of an offer, with its chance in per cent (0: no dice decide it).

    ``after`` is the view of the role as it would be then; numbers that the role cannot see mean nothing in it.
    """

    name: str
    chance: int
    shifts: tuple[Shift, ...]
    stakes: tuple[Stake, ...]
    after: Row


def preview_offer(table: Table, seen: Row, role: str, offer: Offer, value: str = "") -> list[PreviewOutcome]:
    """The outcomes of an offer that is taken with ``value`` in its slot; empty where nothing can be told beforehand.

    Without a ``value``, an offer with zones is previewed at the first of them.
    """
    if offer.rules:
        value = value if value in offer.rules else next(iter(offer.rules))
        rule, level = table.rules[offer.rules[value]], count_reached(table, seen, table.rules[offer.rules[value]])
        cost = [Delta(column, False, -n) for column, n in rule.cost]
        good = _build_outcome(
            table, seen, role, "what happens", cost, rule.said_success, rule.success[level], rule.zone
        )
        if not rule.target:
            return [good]
        chance = offer.sights[value].odds
        bad = _build_outcome(table, seen, role, "failure", cost, rule.said_failure, rule.failure[level], rule.zone)
        return [good._replace(name="success", chance=chance), bad._replace(chance=100 - chance)]
    form = find_form(table, seen, role, offer)
    if form is None:
        return []
    made, each, broken = (table.rules[at] for at in table.form_rules[form])
    named = [("break off", broken)] if offer.do == "break" else [("when agreed", made), ("every close", each)]
    return [
        _build_outcome(table, seen, role, name, (), rule.said_success, rule.success[count_reached(table, seen, rule)])
        for name, rule in named
        if rule.said_success or rule is not each
    ]


def preview_argument(table: Table, seen: Row, role: str, moves: Mapping[str, int]) -> PreviewOutcome:
    """Return what an argument for these changes would do if it succeeds."""
    deltas = [Delta(table.index[name], False, by) for name, by in moves.items()]
    changes = tuple(
        (d.column, build_next_values(table.columns[d.column].low, table.columns[d.column].high, False, d.n))
        for d in deltas
    )
    return _build_outcome(table, seen, role, "if it succeeds", (), deltas, changes)


def find_form(table: Table, seen: Row, role: str, offer: Offer) -> int | None:
    """Return the index of the form of deal that an offer is about; None for other offers."""
    if offer.do == "accept":
        return AnswerCodec.find_offered_form(table, seen, table.roles.index(role))
    if offer.do in ("offer", "counter", "break"):
        return next(f for f, form in enumerate(table.forms) if form.id == offer.args["form"])
    return None


def _build_outcome(
    table: Table,
    seen: Row,
    role: str,
    name: str,
    cost: Sequence[Delta],
    said: Sequence[Delta],
    changes: Changes,
    here: str = "",
) -> PreviewOutcome:
    """Return the view after the cost is paid and the ``changes`` are made, compared with the view now."""
    after = seen[:]
    for delta in cost:  # not `pay`: where the role does not see a number, its view may hold less than the cost
        move_number(table, after, delta.column, delta.n, None, "cost")
    apply_changes(after, changes, None, -1, "")
    columns = dict.fromkeys(
        delta.column for delta in (*cost, *said) if table.columns[delta.column].kind in NUMBER_KINDS
    )
    shifts = [
        Shift(
            at,
            _format_label(table, at, here),
            _format_change(table, seen, after, role, at, [d for d in (*cost, *said) if d.column == at]),
        )
        for at in columns
    ]
    return PreviewOutcome(name, 0, tuple(shifts), tuple(_list_stakes(table, seen, after, role)), after)


def _format_label(table: Table, at: int, here: str) -> str:
    """Return the label of a number; a shorter one for a number of the zone ``here``."""
    column = table.columns[at]
    if here and column.kind == "zone" and column.about == here:
        return f"{capitalize(column.short)} there"
    return column.label


def _format_change(table: Table, seen: Row, after: Row, role: str, at: int, deltas: Sequence[Delta]) -> str:
    """Return the change of one number; where the role cannot see the number, only what the offer says."""
    if table.columns[at].kind == "flag":
        return "yes" if deltas[-1].n else "no"
    if not may_see(table, seen, at, role):
        return ", ".join(f"to {d.n}" if d.set else f"{d.n:+d}" for d in deltas)
    return f"{seen[at]} → {after[at]}" if seen[at] != after[at] else f"stays {seen[at]}"


def _list_stakes(table: Table, seen: Row, after: Row, role: str) -> list[Stake]:
    """Return the objectives of the role whose points would change."""
    at = table.roles.index(role)
    both = zip(list_standings(table, seen, at), list_standings(table, after, at), strict=True)
    return [
        Stake(
            was.objective.title,
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
