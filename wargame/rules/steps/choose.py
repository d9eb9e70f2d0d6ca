"""Choose: the steps that wait until roles respond, plan or estimate, or until the facilitator goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR_ROLE, OPEN, LegalPick, Table
from wargame.rules.picks import PER_CENTS, Argue, PlanPick
from wargame.rules.row import TURN, Notes, Row
from wargame.rules.state import list_legal_picks, write
from wargame.rules.step import Choice, NumberChoice, PlanChoice, Step
from wargame.rules.steps.argue import propose

if TYPE_CHECKING:  # protocols cost memory, and only type checkers read them
    from wargame.rules.content import ResponseContent

_ASKED = (FACILITATOR_ROLE,)


@dataclass(frozen=True, slots=True)
class PaceStep(Step):
    """The facilitator goes on, by the verb ``do``. ``pause`` is the number of this pause in the turn, 1 to 3."""

    do: str
    pause: int


@dataclass(frozen=True, slots=True)
class PlanStep(Step):
    """Each of ``roles`` privately plans; in any order, and all before the program goes on."""

    do: ClassVar[str] = "plan"
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RespondStep(Step):
    """The role that the card asks picks one of its options. ``asked`` is that role, by card (-1: it asks nobody)."""

    do: ClassVar[str] = "respond"
    asked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EstimateStep(Step):
    """Each role estimates the likelihood of the question, at every ``every``-th close and at the last."""

    do: ClassVar[str] = "estimate"
    every: int


def find_response(table: Table, row: Row) -> ResponseContent:
    """Return the choice of the card on the table, which asks a role."""
    response = table.cards[table.entries[row[table.at.current] - 1]].response
    assert response is not None
    return response


def build_pace_choice(table: Table, step: PaceStep) -> NumberChoice:
    """The facilitator sets the pace. The number of the pause is the only pick."""
    column, count = table.at.gone, step.pause

    def asked(row: Row) -> tuple[int, ...]:
        return _ASKED if row[column] < count else ()

    def picks(row: Row, role: int) -> Sequence[int]:
        return (count,)

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, column, pick, notes)

    return Choice(step.do, asked, picks, take)


def build_plan_choice(table: Table, step: PlanStep) -> PlanChoice:
    """Roles plan.

    A pick is the index of a rule, which the column ``plan.ROLE`` holds + 1, or an argument. Arguments are not listed.
    """
    roles = step.roles
    columns = {role: table.at.plan[role] for role in roles}
    first = columns[roles[0]]
    fixed = [_list_always_legal(mine) for mine in table.plans]

    def asked(row: Row) -> tuple[int, ...]:
        return tuple([role for role in roles if not row[columns[role]]])

    def asked_alone(row: Row) -> tuple[int, ...]:
        return () if row[first] else roles

    def take(row: Row, role: int, pick: PlanPick, notes: Notes | None) -> None:
        if isinstance(pick, Argue):
            propose(table, row, role, pick, notes)
        elif notes is None:
            row[columns[role]] = pick + 1
        else:
            write(row, columns[role], pick + 1, notes)

    def picks(row: Row, role: int) -> Sequence[int]:
        known = fixed[role]
        return known if known is not None else list_legal_picks(table, row, table.plans[role])

    alone = asked_alone if len(roles) == 1 else asked
    return Choice(step.do, alone, picks, take, columns=columns)


def _list_always_legal(picks: Sequence[LegalPick]) -> Sequence[int] | None:
    """Return the picks if every one is legal in any row, so that they are listed once; else None."""
    free = all(pick.gate is OPEN and not pick.cost and pick.rest is None for pick in picks)
    return tuple(pick.pick for pick in picks) if free else None


def build_respond_choice(table: Table, step: RespondStep) -> NumberChoice:
    """A role answers a card. A pick is the index of an option; the column ``response`` holds it + 1."""
    current, response = table.at.current, table.at.response
    asks = [(role,) for role in step.asked]
    fixed = [_list_always_legal(mine) for mine in table.options]

    def asked(row: Row) -> tuple[int, ...]:
        return () if row[response] else asks[table.entries[row[current] - 1]]

    def picks(row: Row, role: int) -> Sequence[int]:
        card = table.entries[row[current] - 1]
        options = fixed[card]
        if options is not None:
            return options
        may = list_legal_picks(table, row, table.options[card])
        # A card must not stop play: where no option is open, the last one is open.
        return may or (table.options[card][-1].pick,)

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, response, pick + 1, notes)

    return Choice(step.do, asked, picks, take)


def build_estimate_choice(table: Table, step: EstimateStep) -> NumberChoice:
    """Each role estimates the likelihood of the question, 1 to 99 per cent (docs/procedures.md §3, ICD-203).

    A pick is the per cent.
    """
    every = step.every
    columns = {role: table.at.estimate[role] for role in table.order}

    def asked(row: Row) -> tuple[int, ...]:
        if row[TURN] % every and row[TURN] != table.turns:
            return ()
        return tuple([role for role, column in columns.items() if not row[column]])

    def picks(row: Row, role: int) -> Sequence[int]:
        return PER_CENTS

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, columns[role], pick, notes)

    return Choice(step.do, asked, picks, take)
