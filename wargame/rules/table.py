"""The table: what content becomes before it is played, integers and tuples with the names kept for text.

A *row* is a state: a list of ints, one a column. A *rule* is something that can happen to a row; everything a rule does
(effects, costs, timers, reveals, endings) is a tuple of changes, and a change is a column with a map from its old value
to its new one, so that adding, setting and clamping cost the same look-up. A number that is not a column (a sum over
zones, the turns left) is *derived*: its reference lies beyond the last column, and it is computed when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from wargame.content.model.scenario import Card, DealForm, Ending, Scenario
    from wargame.rules.apply_rule import Result
    from wargame.rules.chance import Chance
    from wargame.rules.view import Mask

Row = list[int]
Next = Mapping[int, int] | Sequence[int]
"""From a column's old value to its new one: a tuple where values start at 0, a mapping elsewhere."""
Changes = tuple[tuple[int, Next], ...]
Pick = int | tuple[int, ...]
"""What somebody chose, as the steps know it: a number, or numbers where an offer has several slots."""

FACILITATOR = "facilitator"
OBSERVER = "observer"

PC, TURN, ENDING, REVEALED = 0, 1, 2, 3
"""Columns every table starts with: place in the program, turn, ending reached (its index + 1), plans revealed."""


class Column(NamedTuple):
    """One number of the state.

    ``seen`` are the roles that may know it (``None``: everybody); ``until`` is a column that shows it to all once it is
    not 0 (-1: none). ``kind`` groups columns for the text that tells of their changes; ``about`` is what the kind is
    about (a track's id, a role's).
    """

    name: str
    label: str
    kind: str
    about: str
    low: int
    high: int
    start: int
    seen: frozenset[str] | None = None
    until: int = -1


class Term(NamedTuple):
    """One interval: the number ``ref`` lies in ``low`` to ``high``."""

    ref: int
    low: int
    high: int


class Gate(NamedTuple):
    """All ``terms`` hold, and, for each group in ``either``, at least one of its gates."""

    terms: tuple[Term, ...] = ()
    either: tuple[tuple[Gate, ...], ...] = ()


OPEN = Gate()
FAR = 1_000_000
"""Beyond every number: the open end of an interval."""


class BoundedPart(NamedTuple):
    """A map of a column's value, which counts while all the ``terms`` hold; they read columns only."""

    column: int
    values: Next
    terms: tuple[Term, ...]


class DerivedNumber(NamedTuple):
    """``base`` plus a map of each column's value, some of them bounded by others, kept from ``low`` to ``high``."""

    name: str
    label: str
    base: int
    parts: tuple[tuple[int, Next], ...]
    low: int
    high: int
    bounded: tuple[BoundedPart, ...] = ()

    def list_columns(self) -> set[int]:
        """Every column it is computed from."""
        bounds = {term.ref for one in self.bounded for term in one.terms}
        return {column for column, _ in self.parts} | {one.column for one in self.bounded} | bounds


class CompiledBonus(NamedTuple):
    gate: Gate
    add: int
    because: str


class Delta(NamedTuple):
    """A change as people read it: the column, whether it is set, and by or to how much.

    ``there`` marks the will of the member who has the chosen zone, whoever that is.
    """

    column: int
    set: bool
    n: int
    there: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """Something that can happen. ``target`` 0 means no roll: the success happens.

    ``success`` and ``failure`` hold one set of changes for each number of ``per`` steps reached (one, without ``per``).
    ``owner`` is the role index, -1 for nobody; ``seen`` are the roles that may know the cause (``None``: everybody);
    ``quiet`` hides the roll from all but the facilitator.
    """

    name: str
    title: str
    kind: str
    owner: int
    zone: str
    gate: Gate
    cost: tuple[tuple[int, int], ...]
    target: int
    bonuses: tuple[CompiledBonus, ...]
    per: tuple[int, tuple[int, ...]] | None
    success: tuple[Changes, ...]
    failure: tuple[Changes, ...]
    said_success: tuple[Delta, ...]
    said_failure: tuple[Delta, ...]
    lasts: int
    seen: frozenset[str] | None
    quiet: bool


class Changed(NamedTuple):
    """A number changed. ``rule`` is the index of the rule that did it (-1: the program), ``part`` what of the rule."""

    column: int
    before: int
    after: int
    rule: int
    part: str


class Drawn(NamedTuple):
    """Chance spoke: ``got`` of ``of`` at an address. For a check, ``rule``, the bonuses' sum and the target."""

    turn: int
    slot: str
    n: int
    of: int
    got: int
    rule: int = -1
    plus: int = 0
    target: int = 0


_new = tuple.__new__
"""Makes a named tuple from a tuple in half the time its class takes; noting is the hottest thing that is noted."""

Event = Changed | Drawn
Notes = list[Event]


class StepFunction(Protocol):
    """A step at work: changes the row, notes what it did (if asked to), and says where the program goes on."""

    def __call__(self, row: Row, chance: Chance, notes: Notes | None) -> int: ...


class RuleFunction(Protocol):
    """A rule as a function: it rolls if it has a check, drawing at ``slot`` and ``n``, and changes the row."""

    def __call__(self, row: Row, chance: Chance, notes: Notes | None, slot: str, n: int) -> Result: ...


class Choice(NamedTuple):
    """A step that waits: who is asked, what they may pick, and what taking it does.

    ``asked(row)`` are the roles (indices; -1 is the facilitator) that still owe a choice, empty when the step is done.
    ``seen`` are the roles that may know that the step is waiting (``None``: everybody). ``columns`` are given, by role,
    where taking writes the pick + 1 to a column and nothing else; a role is asked as long as its column is 0.
    """

    do: str
    asked: Callable[[Row], tuple[int, ...]]
    picks: Callable[[Row, int], Sequence[int]]
    take: Callable[[Row, int, Pick, Notes | None], None]
    slot: str
    seen: frozenset[str] | None = None
    columns: Mapping[int, int] | None = None


class Step(NamedTuple):
    """One step of the program: it runs, or it waits for a choice."""

    kind: str
    phase: str
    run: StepFunction | None
    choice: Choice | None = None


class Weight(NamedTuple):
    ref: int
    n: int


class Objective(NamedTuple):
    """Points in units of 1/``Table.unit``: base + weights + awards, kept between 0 and ``cap`` (-1: no cap)."""

    id: str
    title: str
    text: str
    role: int
    secret: bool
    base: int
    weights: tuple[Weight, ...]
    awards: tuple[tuple[Gate, int], ...]
    cap: int


class CompiledMember(NamedTuple):
    """A partner inside a role. ``will`` is a column everybody sees; while ``veto`` holds it agrees to nothing.

    ``actions`` are the actions that need it (their indices), ``zones`` those where the role does nothing without it.
    """

    role: int
    id: str
    name: str
    text: str
    will: int
    veto: Gate | None
    zones: tuple[str, ...]
    actions: tuple[int, ...]


class Consent(NamedTuple):
    """What an action rests on besides its own conditions: ``members`` that must agree; ``gate`` is without them."""

    members: tuple[int, ...]
    gate: Gate


@dataclass(frozen=True, eq=False)
class Table:
    """Content compiled for one length: everything the steps, bots, screens and playouts read.

    ``entries`` has the card of every copy there is. Those from ``reserve`` on are contingency cards: in no pile, and
    not there at all without a facilitator, who alone brings them.
    """

    scenario: Scenario
    length: str
    turns: int
    paced: bool
    columns: tuple[Column, ...]
    index: Mapping[str, int]
    derived: tuple[DerivedNumber, ...]
    numbers: Mapping[str, int]
    roles: tuple[str, ...]
    order: tuple[int, ...]
    rules: tuple[Rule, ...]
    rule_at: Mapping[str, int]
    actions: tuple[tuple[int, ...], ...]
    action_of: tuple[int, ...]
    holds: tuple[int, ...]
    cards: tuple[Card, ...]
    entries: tuple[int, ...]
    reserve: int
    card_rules: tuple[tuple[int, ...], ...]
    card_gates: tuple[Gate, ...]
    option_rules: tuple[tuple[int, ...], ...]
    response_gates: tuple[Gate, ...]
    forms: tuple[DealForm, ...]
    form_rules: tuple[tuple[int, int, int], ...]
    form_gates: tuple[tuple[Gate, Gate], ...]
    upkeep: tuple[int, ...]
    endings: tuple[tuple[Ending, Gate], ...]
    truth: Gate | None
    objectives: tuple[Objective, ...]
    unit: int
    slots: Mapping[str, int]
    acts: tuple[RuleFunction, ...] = ()
    program: tuple[Step, ...] = field(default=())
    marks: Mapping[str, int] = field(default_factory=dict)
    hidden: Mapping[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    masks: Mapping[str, Mask] = field(default_factory=dict)
    members: tuple[CompiledMember, ...] = ()
    consents: Mapping[int, Consent] = field(default_factory=dict)
    """By rule, for the actions that members can refuse."""
    rates: tuple[Gate, ...] = ()
    """Of the scenario's rates, what has to hold at the end."""

    def build_start_row(self) -> Row:
        """A fresh row: every column at its start."""
        return list(self._start)

    @cached_property
    def _start(self) -> tuple[int, ...]:
        return tuple(column.start for column in self.columns)

    @cached_property
    def wills(self) -> frozenset[int]:
        """The columns that hold the will of members: shown with these, not among the other tracks."""
        return frozenset(member.will for member in self.members)

    @cached_property
    def unopposed(self) -> Table:
        """The same table if every member agreed to everything."""
        rules = list(self.rules)
        for at, consent in self.consents.items():
            rules[at] = replace(rules[at], gate=consent.gate)
        return replace(self, rules=tuple(rules))

    def find_label(self, ref: int) -> str:
        """How players call a number."""
        return self.columns[ref].label if ref < len(self.columns) else self.derived[ref - len(self.columns)].label

    def find_role_name(self, role: int) -> str:
        return self.scenario.roles[self.roles[role]].name if role >= 0 else "Facilitator"

    def find_phase(self, row: Row) -> str:
        """The phase a row is in; ``over`` after the end."""
        return self.program[row[PC]].phase


def compute_number(table: Table, row: Row, ref: int) -> int:
    """The value of a number: a column's, or a derived one's, computed."""
    if ref < len(table.columns):
        return row[ref]
    derived = table.derived[ref - len(table.columns)]
    total = derived.base
    for column, values in derived.parts:
        total += values[row[column]]
    for column, values, terms in derived.bounded:
        if all(low <= row[ref] <= high for ref, low, high in terms):
            total += values[row[column]]
    return derived.low if total < derived.low else derived.high if total > derived.high else total


def list_refs(gate: Gate) -> list[int]:
    """Every number a gate reads."""
    return [term.ref for term in gate.terms] + [
        ref for group in gate.either for part in group for ref in list_refs(part)
    ]


def is_gate_open(table: Table, row: Row, gate: Gate) -> bool:
    """Does the gate hold in this row?"""
    columns = len(row)
    for ref, low, high in gate.terms:
        if not low <= (row[ref] if ref < columns else compute_number(table, row, ref)) <= high:
            return False
    return not gate.either or all(any(is_gate_open(table, row, part) for part in group) for group in gate.either)


def apply_changes(row: Row, changes: Changes, notes: Notes | None, rule: int, part: str) -> None:
    """Apply changes to a row, noting those that moved something."""
    if notes is None:
        for column, values in changes:
            row[column] = values[row[column]]
        return
    for column, values in changes:
        before = row[column]
        after = values[before]
        if after != before:
            row[column] = after
            notes.append(_new(Changed, (column, before, after, rule, part)))


def write(row: Row, column: int, value: int, notes: Notes | None) -> None:
    """Set a column of the program's own, noting it if it changed."""
    if notes is not None and row[column] != value:
        notes.append(_new(Changed, (column, row[column], value, -1, "")))
    row[column] = value


def clamp(value: int, low: int, high: int) -> int:
    return low if value < low else high if value > high else value


def build_next_values(low: int, high: int, is_set: bool, n: int) -> Next:
    """The map of one clamped change over a column's range."""
    values = range(low, high + 1)
    after = [clamp(n if is_set else v + n, low, high) for v in values]
    return tuple(after) if low == 0 else dict(zip(values, after, strict=True))
