"""The table: the content of an exercise, compiled to integers and tuples, with the names kept for text.

A *rule* is a gate, a cost, an optional check and changes. Everything a rule does (effects, timers, reveals, endings) is
a tuple of changes, and a change is a column with its new value for each old one, so that adding, setting and clamping
take one look-up each. A number that is not a column (a sum over zones, the turns left) is *derived*: its reference is
at or above the number of columns, and its value is computed when it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from wargame.light_dataclass import dataclass
from wargame.rules.column import Column
from wargame.rules.named import NamedEffects, NamedNumber
from wargame.rules.registers import Addresses, Registers
from wargame.rules.row import PC, Row
from wargame.rules.step import AnyChoice, RuleFunction, Step, StepFunction

if TYPE_CHECKING:  # protocols cost memory, and only type checkers read them
    from wargame.rules.content import CardContent, DealContent, EndingContent, ScenarioContent

FACILITATOR = "facilitator"
"""The viewer and actor that runs the exercise. No role has this id."""
FACILITATOR_ROLE = -1
"""The facilitator as the index of a role."""
OBSERVER = "observer"
"""The viewer that knows only what everybody may know. No role has this id."""

Next = Mapping[int, int] | Sequence[int]
"""A column's new value by its old one: a tuple where the values start at 0, else a mapping."""
Changes = tuple[tuple[int, Next], ...]
"""(column, new value by old value) for each column that changes."""


class Term(NamedTuple):
    """One interval: holds if the number ``ref`` lies in ``low`` to ``high``, ends included."""

    ref: int
    low: int
    high: int


class Gate(NamedTuple):
    """A condition: all ``terms`` hold, and of each group in ``either`` at least one gate holds."""

    terms: tuple[Term, ...] = ()
    either: tuple[tuple[Gate, ...], ...] = ()


OPEN = Gate()
"""The gate that always holds. A gate without terms is always this object, so that ``gate is OPEN`` tells it."""
FAR = 1_000_000
"""A number above every value: the open end of an interval."""


class BoundedPart(NamedTuple):
    """What a column adds to a derived number by its value, while all the ``terms``, which read columns, hold."""

    column: int
    values: Next
    terms: tuple[Term, ...]


class DerivedNumber(NamedTuple):
    """A computed number: ``base`` plus what each column adds by its value, kept from ``low`` to ``high``.

    ``parts`` are (column, what it adds by its value); ``bounded`` are the parts that count only while other columns lie
    in an interval.
    """

    name: str
    label: str
    base: int
    parts: tuple[tuple[int, Next], ...]
    low: int
    high: int
    bounded: tuple[BoundedPart, ...] = ()

    def list_columns(self) -> set[int]:
        """Return every column that the number is computed from."""
        bounds = {term.ref for one in self.bounded for term in one.terms}
        return {column for column, _ in self.parts} | {one.column for one in self.bounded} | bounds


class CompiledBonus(NamedTuple):
    """A bonus on a check: ``add`` counts while the gate holds; ``because`` is the reason in words."""

    gate: Gate
    add: int
    because: str


class Delta(NamedTuple):
    """A change as people read it: the column, whether it is set, and to what or by how much (``n``).

    ``there`` marks a change of the will of whichever member holds the chosen zone.
    """

    column: int
    set: bool
    n: int
    there: bool = False


class RuleKind(StrEnum):
    """Where a rule comes from."""

    ACTION = "action"
    CARD = "card"
    OPTION = "option"
    UPKEEP = "upkeep"
    DEAL_NOW = "deal-now"
    DEAL_EACH = "deal-each"
    DEAL_BROKEN = "deal-broken"

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A compiled rule.

    ``owner`` is the index of the role that acts (-1: none), ``zone`` the id of the chosen zone (empty: none). ``cost``
    are (column, amount). ``target`` is what a roll of two dice plus the bonuses needs; 0 means that no roll is needed
    and the success happens.

    ``success`` and ``failure`` hold one set of changes for each number of reached thresholds of ``per`` (number,
    thresholds), from none to all; without ``per`` they hold one set. ``said_success`` and ``said_failure`` are the same
    for people. ``short`` is the title of the action or option alone, where ``title`` also has the zone or the card.
    ``lasts`` is how many times a success is applied, at once and at the next closes (0: it does not last).
    ``seen`` are the roles that may know the cause (``None``: everybody); ``quiet`` hides the roll from all but the
    facilitator. ``after`` are the rules of actions, as indices, one of which must have succeeded this turn.
    """

    name: str
    title: str
    short: str
    kind: RuleKind
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
    after: tuple[int, ...] = ()


class Weight(NamedTuple):
    """``n`` points, in units of 1/``Table.unit``, for each step of the number ``ref``."""

    ref: int
    n: int


class Objective(NamedTuple):
    """What a role wants. All points are in units of 1/``Table.unit``.

    The points are ``base`` plus weights plus awards (gate, points), kept between 0 and ``cap`` (-1: no cap). ``role``
    is the index of the role; a ``secret`` objective counts only if the role drew it.
    """

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
    """A partner inside a role. ``will`` is a column that everybody sees; while ``veto`` holds, the member refuses.

    ``actions`` are the indices of the actions that need it, ``zones`` the ids of the zones where the role can do
    nothing without it.
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
    """The consent that an action needs: ``members`` (indices) must agree; ``gate`` is the gate of the rule without
    them.
    """

    members: tuple[int, ...]
    gate: Gate


class Mask(NamedTuple):
    """What a view writes over a row for one role.

    ``runs`` are (first column, end, public values) of neighbouring columns that are hidden for good. ``curtained`` are
    (column, column that shows it, public value). Most hidden columns are neighbours (the pile, the cards), so runs make
    views fast.
    """

    runs: tuple[tuple[int, int, tuple[int, ...]], ...]
    curtained: tuple[tuple[int, int, int], ...]


class Timer(NamedTuple):
    """A lasting rule: while ``column`` counts closes, each close applies ``changes`` (by number of reached thresholds)
    once more.
    """

    rule: int
    column: int
    changes: tuple[Changes, ...]


class FormTerms(NamedTuple):
    """What the steps need of a form of deal: its ``parties`` (indices of one or two roles), whether its deals stay in
    force (``stands``), and for how many closes (``lasts``, 0: until broken).
    """

    parties: tuple[int, ...]
    stands: bool
    lasts: int


class StandingDeal(NamedTuple):
    """A form whose deals stay in force while ``column`` is 1: each close applies ``rule``, unless the deal ``lapses``
    (None: it never does).

    ``left`` counts the closes for which it goes on (-1: for good).
    """

    form: int
    column: int
    left: int
    lapses: Gate | None
    rule: int


class CardEntry(NamedTuple):
    """A copy of a card: its ``card`` (an index), the ``turn`` it is planned for (None: any) and the ``gate`` of coming.

    ``rules`` are applied when it comes; then, if it ``asks`` and the gate ``answered`` holds, a role responds.
    """

    card: int
    turn: int | None
    gate: Gate
    rules: tuple[int, ...]
    asks: bool
    answered: Gate


class HeardCard(NamedTuple):
    """A card that comes after an argument was heard: the column and value that bring it, and on which ``results``."""

    column: int
    value: int
    results: frozenset[int]


class EarlyEnding(NamedTuple):
    """An ending that is due once its gate has held at ``closes`` closes running.

    ``column`` counts them; it is -1 where one is enough.
    """

    ending: int
    gate: Gate
    closes: int
    column: int


class FinalEnding(NamedTuple):
    """An ending of the last close, if its gate holds."""

    ending: int
    gate: Gate


class SecretPool(NamedTuple):
    """The secret objectives of which a role draws one; ``column`` holds its index + 1."""

    role: int
    column: int
    objectives: tuple[int, ...]


class LegalPick(NamedTuple):
    """One pick of a choice, by the number that identifies it there.

    It is legal while the gate holds, the ``cost`` (column, amount) can be paid, and column ``rest[0]`` does not hold
    ``rest[1]``. ``columns`` are all columns that this depends on.
    """

    pick: int
    gate: Gate
    cost: tuple[tuple[int, int], ...]
    rest: tuple[int, int] | None
    columns: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Content compiled for one length: everything that the steps, bots, screens and playouts read.

    Numbers. ``columns`` are the numbers of a row, ``index`` their positions by name. ``derived`` are the computed
    numbers; the reference of derived number i is ``len(columns) + i``. ``numbers`` are the references of all numbers
    that content can name. ``at`` are the columns of the program itself, ``to`` the steps that something refers to.

    Roles and rules. ``roles`` are the ids of the roles, ``order`` their indices in order of initiative. ``rules`` are
    all rules, ``rule_at`` their indices by name, ``acts`` the same rules as functions. ``actions`` are, for each role,
    the rules it can plan; ``action_of`` is the index in the scenario of the action of each rule that can be planned.
    ``holds`` is, for each role, the rule that applies if it cannot pay (-1: none). ``consents`` are by rule, for
    actions that members can refuse. ``upkeep`` are the rules of upkeep, ``upkeep_of`` the index in the scenario of what
    each of them is made of.

    Cards and deals. ``cards`` are the different cards, ``entries`` the card of every copy. Copies from ``reserve`` on
    are contingency cards: they are in no pile, and the facilitator alone brings them. ``card_rules``, ``card_gates``,
    ``option_rules`` and ``response_gates`` are by card; ``card_entries`` have the same by copy. ``heard``
    are the cards that come after a hearing, by the card on the table. ``forms`` are the forms
    of deal; ``form_rules`` are their rules (when made, at each close, when broken), ``form_gates`` their gates (may be
    offered; lapses, None for never). ``form_terms`` are what steps read of the forms. ``broken_by`` has, for each role,
    the forms of the deals that each action (by its index in the scenario) breaks.

    Beside the steps. ``timers``, ``standing`` deals, ``early`` and ``final`` endings and ``pools`` of secret objectives
    are what the steps go through. The legal picks: ``plans`` by role (a pick is a rule), ``options`` by card (an
    index), ``offers`` and ``breaks`` by role (a form).

    The rest. ``endings`` are in order of precedence. ``truth`` is the gate of the question, ``rates`` the gates of the
    scenario's rates. ``slots`` number the slots of chance. ``hidden`` and ``masks`` are by role and for ``observer``:
    see `rules/view.py`. ``simple``: any card of the pile may come at any turn. ``ticks``: the close has a step for what
    lasts. ``instead``: who counters an offer makes none of its own in that turn.

    The program. ``program`` are the steps, as data; column `PC` holds the number of the current one. ``runs`` and
    ``choices`` are what they do, by the same numbers: a function for a step that runs, a choice for one that waits, and
    None in the other of the two.
    """

    scenario: ScenarioContent
    length: str
    turns: int
    paced: bool
    columns: tuple[Column, ...]
    index: Mapping[str, int]
    at: Registers
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
    form_gates: tuple[tuple[Gate, Gate | None], ...]
    upkeep: tuple[int, ...]
    endings: tuple[tuple[EndingContent, Gate], ...]
    truth: Gate | None
    objectives: tuple[Objective, ...]
    unit: int
    slots: Mapping[str, int]
    simple: bool
    ticks: bool
    card_entries: tuple[CardEntry, ...] = ()
    form_terms: tuple[FormTerms, ...] = ()
    timers: tuple[Timer, ...] = ()
    standing: tuple[StandingDeal, ...] = ()
    broken_by: tuple[Mapping[int, tuple[int, ...]], ...] = ()
    early: tuple[EarlyEnding, ...] = ()
    final: tuple[FinalEnding, ...] = ()
    pools: tuple[SecretPool, ...] = ()
    plans: tuple[tuple[LegalPick, ...], ...] = ()
    options: tuple[tuple[LegalPick, ...], ...] = ()
    offers: tuple[tuple[LegalPick, ...], ...] = ()
    breaks: tuple[tuple[LegalPick, ...], ...] = ()
    acts: tuple[RuleFunction, ...] = ()
    program: tuple[Step, ...] = ()
    runs: tuple[StepFunction | None, ...] = ()
    choices: tuple[AnyChoice | None, ...] = ()
    to: Addresses = field(default=Addresses())
    hidden: Mapping[str, tuple[tuple[int, int, int], ...]] = field(default_factory=dict)
    masks: Mapping[str, Mask] = field(default_factory=dict)
    heard: Mapping[int, tuple[HeardCard, ...]] = field(default_factory=dict)
    members: tuple[CompiledMember, ...] = ()
    consents: Mapping[int, Consent] = field(default_factory=dict)
    rates: tuple[Gate, ...] = ()
    upkeep_of: Mapping[int, int] = field(default_factory=dict)
    instead: bool = False

    def build_start_row(self) -> Row:
        """Return a new row with every column at its start."""
        return list(self._start)

    @cached_property
    def _start(self) -> tuple[int, ...]:
        return tuple(column.start for column in self.columns)

    @cached_property
    def named_numbers(self) -> tuple[NamedNumber, ...]:
        """The names of all columns and derived numbers, by reference."""
        return (
            *(NamedNumber(c.name, c.label, c.short, c.is_truth) for c in self.columns),
            *(NamedNumber(d.name, d.label, d.label) for d in self.derived),
        )

    @cached_property
    def named_effects(self) -> dict[int, NamedEffects]:
        """What rules do, by their index, as `rules/naming.py` has named it so far."""
        return {}

    @cached_property
    def wills(self) -> frozenset[int]:
        """The columns that hold the will of members, which screens show with the members and not among the tracks."""
        return frozenset(member.will for member in self.members)

    @cached_property
    def unopposed(self) -> Self:
        """The same table as it would be if every member agreed to everything."""
        rules = list(self.rules)
        for at, consent in self.consents.items():
            rules[at] = replace(rules[at], gate=consent.gate)
        plans = tuple(tuple(pick._replace(gate=rules[pick.pick].gate) for pick in mine) for mine in self.plans)
        return replace(self, rules=tuple(rules), plans=plans)

    @property
    def staged(self) -> bool:
        """Does the facilitator go through the reveal plan by plan?"""
        return self.at.stage >= 0

    @cached_property
    def argued(self) -> int:
        """The number that a column of ``at.plan`` holds for an argument. For a rule it holds the index + 1."""
        return len(self.rules) + 1

    def get_planned_rule(self, plan: int) -> Rule | None:
        """Return the rule that a number of ``at.plan`` stands for; None for an argument (`argued`) and for no plan."""
        return self.rules[plan - 1] if 0 < plan < self.argued else None

    def find_label(self, ref: int) -> str:
        """Return the name of a number, as players know it."""
        return self.columns[ref].label if ref < len(self.columns) else self.derived[ref - len(self.columns)].label

    def find_zone_number(self, zone: str, number: str) -> int:
        """Return the column of a number of a zone, both by id."""
        return self.index[f"zones.{zone}.{number}"]

    def find_role_name(self, role: int) -> str:
        """Return the name of a role by its index."""
        return self.scenario.roles[self.roles[role]].name

    def find_phase(self, row: Row) -> str:
        """Return the phase that a row is in; ``over`` after the end."""
        return self.program[row[PC]].phase
