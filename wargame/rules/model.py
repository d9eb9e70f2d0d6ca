"""The table: what content becomes before it is played, integers and tuples with the names kept for text.

A *row* is a state: a list of ints, one a column. A *rule* is something that can happen to a row; everything a rule does
(effects, costs, timers, reveals, endings) is a tuple of changes, and a change is a column with a map from its old value
to its new one, so that adding, setting and clamping cost the same look-up. A number that is not a column (a sum over
zones, the turns left) is *derived*: its reference lies beyond the last column, and it is computed when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

from wargame.rules.content import CardContent, DealContent, EndingContent, ScenarioContent
from wargame.rules.row import PC, Row
from wargame.rules.step import RuleFunction, Step

FACILITATOR = "facilitator"
"""The viewer and actor that runs the exercise; as a role index it is -1."""
OBSERVER = "observer"
"""The viewer that knows only what everybody may know."""

Next = Mapping[int, int] | Sequence[int]
"""A column's new value by its old one: a tuple where the values start at 0, else a mapping."""
Changes = tuple[tuple[int, Next], ...]
"""(column, new value by old value) for each column that changes."""


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


class Mask(NamedTuple):
    """What to write over a row for a role: ``runs`` of columns hidden for good, and those hidden until another is set.

    Most of what is hidden lies side by side (the pile, the cards), so writing runs is what makes views cheap.
    """

    runs: tuple[tuple[int, int, tuple[int, ...]], ...]
    curtained: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Content compiled for one length: everything the steps, bots, screens and playouts read.

    ``entries`` has the card of every copy there is. Those from ``reserve`` on are contingency cards: in no pile, and
    not there at all without a facilitator, who alone brings them.
    """

    scenario: ScenarioContent
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
    cards: tuple[CardContent, ...]
    entries: tuple[int, ...]
    reserve: int
    card_rules: tuple[tuple[int, ...], ...]
    card_gates: tuple[Gate, ...]
    option_rules: tuple[tuple[int, ...], ...]
    response_gates: tuple[Gate, ...]
    forms: tuple[DealContent, ...]
    form_rules: tuple[tuple[int, int, int], ...]
    form_gates: tuple[tuple[Gate, Gate], ...]
    upkeep: tuple[int, ...]
    endings: tuple[tuple[EndingContent, Gate], ...]
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
    def unopposed(self) -> Self:
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
