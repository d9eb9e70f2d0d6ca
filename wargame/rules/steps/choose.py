"""Choose: the steps that wait until roles respond, plan or estimate, or until the facilitator goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.rules.apply_rule import can_pay
from wargame.rules.model import FACILITATOR_ROLE, Table
from wargame.rules.picks import Argue, PlanPick
from wargame.rules.row import TURN, Notes, Row
from wargame.rules.state import is_gate_open, write
from wargame.rules.step import Choice, NumberChoice, PlanChoice, Step
from wargame.rules.steps.argue import propose

_ASKED = (FACILITATOR_ROLE,)


@dataclass(frozen=True, slots=True)
class PaceStep(Step):
    """The facilitator goes on, by the verb ``do``. ``pause`` is the number of this pause in the turn, 1 to 3."""

    do: str
    pause: int


@dataclass(frozen=True, slots=True)
class PlanStep(Step):
    """Each of ``roles`` privately plans; in any order, and all before the program goes on."""

    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RespondStep(Step):
    """The role that a card asks picks one of its options."""


@dataclass(frozen=True, slots=True)
class EstimateStep(Step):
    """Each role estimates the likelihood of the question, at every ``every``-th close and at the last."""

    every: int


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

    alone = asked_alone if len(roles) == 1 else asked
    return Choice("plan", alone, Planner(table).list_plans, take, columns=columns)


class Planner:
    """Lists the legal plans of each role. Where all rules of a role are always legal, the list is built once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        rest = not table.scenario.repeat
        self._rest = table.at.last if rest else (-1,) * len(table.roles)
        actions = table.scenario.actions
        self._fixed: list[tuple[int, ...] | None] = [
            rules
            if not rest and all(not table.rules[r].gate.terms and not table.rules[r].gate.either
                                and not table.rules[r].cost for r in rules)
            else None
            for rules in table.actions
        ]  # fmt: skip
        self._repeats = [action.repeat for action in actions]

    def list_plans(self, row: Row, role: int) -> Sequence[int]:
        """Return the rules that a role may plan in this row, as indices of rules."""
        fixed = self._fixed[role]
        if fixed is not None:
            return fixed
        table = self._table
        resting = row[self._rest[role]] - 1 if self._rest[role] >= 0 else -1
        may: list[int] = []
        for at in table.actions[role]:
            rule = table.rules[at]
            action = table.action_of[at]
            if action == resting and not self._repeats[action]:
                continue
            if rule.cost and not can_pay(row, rule, table):
                continue
            if (rule.gate.terms or rule.gate.either) and not is_gate_open(table, row, rule.gate):
                continue
            may.append(at)
        return may


def build_respond_choice(table: Table, step: RespondStep) -> NumberChoice:
    """The role that a card asks picks one of its options, by index; the column ``response`` holds it + 1."""
    current, response = table.at.current, table.at.response
    role_of = [
        table.roles.index(card.response.role) if card.response is not None else FACILITATOR_ROLE for card in table.cards
    ]
    asks = [(role,) for role in role_of]
    fixed: list[Sequence[int] | None] = [
        None if any(table.rules[r].gate != ((), ()) or table.rules[r].cost for r in rules) else tuple(range(len(rules)))
        for rules in table.option_rules
    ]

    def asked(row: Row) -> tuple[int, ...]:
        return () if row[response] else asks[table.entries[row[current] - 1]]

    def picks(row: Row, role: int) -> Sequence[int]:
        card = table.entries[row[current] - 1]
        options = fixed[card]
        if options is not None:
            return options
        rules = [table.rules[r] for r in table.option_rules[card]]
        may = [i for i, r in enumerate(rules) if is_gate_open(table, row, r.gate) and can_pay(row, r, table)]
        # A card must not stop play: where no option is open, the last one is open.
        return may or (len(rules) - 1,)

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, response, pick + 1, notes)

    return Choice("respond", asked, picks, take)


def build_estimate_choice(table: Table, step: EstimateStep) -> NumberChoice:
    """Each role estimates the likelihood of the question, 1 to 99 per cent (docs/procedures.md §3, ICD-203).

    A pick is the per cent.
    """
    every = step.every
    columns = {role: table.at.estimate[role] for role in table.order}
    percent = range(1, 100)

    def asked(row: Row) -> tuple[int, ...]:
        if row[TURN] % every and row[TURN] != table.turns:
            return ()
        return tuple([role for role, column in columns.items() if not row[column]])

    def picks(row: Row, role: int) -> Sequence[int]:
        return percent

    def take(row: Row, role: int, pick: int, notes: Notes | None) -> None:
        write(row, columns[role], pick, notes)

    return Choice("estimate", asked, picks, take)
