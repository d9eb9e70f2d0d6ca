"""Offers: what a role may do now, as data. Screens, bots, prompts and fuzzers read the same list.

An offer has a verb, fixed arguments and *slots*, each with a finite domain. A command that fills every slot from its
domain is legal, and no other command is. Everything on an offer is read from the view of the role. A *codec* for each
kind of choice (`rules/choices`) lists its picks as offers and reads a command back as a pick. The words are in
`rules/text/offer_text.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Any

from wargame.light_dataclass import dataclass
from wargame.likelihood import compute_odds
from wargame.rules.apply_rule import copy_paid, forecast_rule, sum_bonuses
from wargame.rules.cover import find_cover
from wargame.rules.members import MemberRefusal
from wargame.rules.model import OBSERVER, Gate, Table
from wargame.rules.named import Named, NamedChange, NamedCondition, NamedCost, NamedEffects, NamedNumber, NamedValue
from wargame.rules.naming import name_condition, name_cost, name_effects
from wargame.rules.row import Row
from wargame.rules.state import compute_number, is_gate_open, list_refs
from wargame.rules.view import may_see_all


@dataclass(frozen=True, slots=True)
class StandingRuling:
    """A ruling that lasts: it changes a number by ``by`` at this number of further ``closes``."""

    number: NamedNumber
    by: int
    closes: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A value to fill in: one value of ``domain``, or, where ``effects``, a change for some of the columns in
    ``domain``.

    ``labels`` are the names that content gives the values, in the order of ``domain`` (empty: it gives none). A slot of
    ``truth`` has the values 0 and 1 for no and yes. ``rulings`` are those that the values of a slot stand for. A value
    of an effects slot is a mapping of ``fewest`` to ``most`` column names to changes, each from 1 to ``size`` either
    way.
    """

    name: str
    domain: tuple[Any, ...]
    labels: tuple[str, ...] = ()
    effects: bool = False
    most: int = 1
    size: int = 1
    fewest: int = 0
    truth: bool = False
    rulings: tuple[StandingRuling, ...] = ()

    def is_valid(self, value: Any) -> bool:
        """Return whether this value may fill the slot."""
        if not self.effects:
            return any(type(value) is type(one) and value == one for one in self.domain)
        if not isinstance(value, Mapping) or not self.fewest <= len(value) <= self.most:
            return False
        return all(
            name in self.domain and type(by) is int and by != 0 and abs(by) <= self.size for name, by in value.items()
        )


@dataclass(frozen=True, slots=True)
class KnownBonus:
    """A bonus on a check that counts now. ``because`` is the author's reason; without one, ``condition`` is the
    reason.
    """

    add: int
    because: str
    condition: NamedCondition | None


@dataclass(frozen=True, slots=True)
class RuleView:
    """What a role can know of a rule beforehand.

    ``odds`` are per cent (100 without a check). ``bonuses`` are those that count now; ``plus`` is their sum.
    ``success`` and ``failure`` are the changes.
    """

    odds: int
    target: int
    plus: int
    bonuses: tuple[KnownBonus, ...]
    success: tuple[NamedChange, ...]
    failure: tuple[NamedChange, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a party to a deal promises: not to take these actions."""

    role: Named
    actions: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A deal in force that an offer breaks: its form, the ``partner`` it was promised to (None: nobody but the role
    itself), and what ``broken`` does then, however the offer comes out.

    ``lapses`` is the condition under which the deal would end by itself at the next close, if it holds now.
    """

    form: Named
    partner: Named | None
    broken: NamedEffects
    lapses: NamedCondition | None = None


@dataclass(frozen=True, slots=True)
class LapsingDeal:
    """A deal in force that ends by itself at a close at which the condition ``lapses`` holds.

    ``ends``: it holds now, or once the offer has succeeded. Until that close, ``broken`` is what breaking it does.
    """

    form: Named
    lapses: NamedCondition
    ends: bool
    broken: NamedEffects


@dataclass(frozen=True, slots=True)
class DealTerms:
    """The terms of a deal, as both parties see them before they agree.

    ``partner`` is the other party (None: the deal is an arrangement of one role). ``made`` happens at once, ``each`` at
    every close while the deal stands, ``broken`` to who breaks it. ``lasts`` is the number of closes for which it
    stands (0: it has no end of its own). ``lapses`` is the condition under which it ends by itself at a close, None for
    never; ``lapsing``: the deal is in force, and the condition holds now. It ``stands`` unless it is over as soon as it
    is made.
    """

    form: Named
    partner: Named | None
    secret: bool
    lasts: int
    made: NamedEffects
    each: NamedEffects
    promises: tuple[Promise, ...]
    broken: NamedEffects
    lapses: NamedCondition | None = None
    lapsing: bool = False
    stands: bool = True


class OfferGroup(StrEnum):
    """What offers are listed under: the author's groups of actions, or one of these."""

    NONE = ""
    ACTIONS = "actions"
    ARGUMENT = "argument"
    DEALS = "deals"
    POWERS = "powers"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that somebody may do now.

    ``do`` is the verb and ``name`` the id. ``title`` and ``text`` are those of the action, option, deal or question
    that the offer is about; an offer that is about none of them has neither, and its verb says what it is. ``args`` are
    the arguments that are fixed; ``slots`` are those to fill in. Offers of the group `OfferGroup.ACTIONS` have the
    author's name of their group as ``section``. Where a power can be used in several ways, ``way`` says what is fixed.

    ``rules`` are the numbers of its rules by the value of its only slot (``""``: no slot), ``sights`` what can be told
    of each; ``effects`` are those of the first one. ``breaks`` are the promises that the offer would break.
    ``shifts``: its odds can change before its dice fall, as plans of others happen first. ``tells`` are the numbers
    that not everybody may see and on which it depends whether the offer is open: the room learns something of them when
    it sees that the offer was taken. ``cover`` is the name under which everybody else sees it then; empty where they
    see its own. ``terms`` are those of the deal that is offered or accepted. ``lapsing`` are deals in force that the
    offer brings nearer to their end, or that would end without it. ``succeeded`` says, for a ruling on an argument, how
    its check came out.
    """

    do: str
    name: str
    title: str = ""
    text: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    group: OfferGroup = OfferGroup.NONE
    section: str = ""
    way: str = ""
    rules: Mapping[str, int] = field(default_factory=dict)
    sights: Mapping[str, RuleView] = field(default_factory=dict)
    cost: tuple[NamedCost, ...] = ()
    effects: NamedEffects | None = None
    breaks: tuple[BrokenPromise, ...] = ()
    shifts: bool = False
    tells: tuple[NamedNumber, ...] = ()
    cover: str = ""
    terms: DealTerms | None = None
    lapsing: tuple[LapsingDeal, ...] = ()
    succeeded: bool | None = None

    def fill(self, **values: Any) -> dict[str, Any]:
        """Return the arguments of a command that takes this offer with these values in its slots."""
        return {**self.args, **values}

    @property
    def target(self) -> int:
        """The number that two dice have to reach; 0 without a check."""
        return next((sight.target for sight in self.sights.values()), 0)


class ClosedBy(StrEnum):
    """Why an offer is not open now, where no member refuses it."""

    TIRED = "tired"
    """It is the action that the role took last; free arguments since then do not count."""
    SPENT = "spent"
    """It can be taken once in an exercise, and was."""
    LIMIT = "limit"
    """One deal of its kind a turn, and it was made."""
    COST = "cost"
    """The role cannot pay it."""
    CONDITION = "condition"
    """A condition does not hold."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """A cost that cannot be paid: ``needs`` of a number of which the role has ``has``."""

    number: NamedNumber
    needs: int
    has: int


@dataclass(frozen=True, slots=True)
class ClosedOffer:
    """Something that a role could do and that is not open now, by its verb and its id as ``name``.

    ``section`` is the author's name of its group. Either members of the role refuse it (``refusals``); ``zones`` are
    the refused zones if others are open, else empty. Or it is closed ``by`` something else: ``short`` is what it costs
    and the role has not; ``unmet`` are the parts of its condition that do not hold, with the ``values`` of their
    numbers where the role may see them. ``anywhere``: the condition is one of a zone, and no zone meets it.
    """

    name: str
    title: str
    refusals: tuple[MemberRefusal, ...] = ()
    zones: tuple[Named, ...] = ()
    do: str = "plan"
    section: str = ""
    by: tuple[ClosedBy, ...] = ()
    short: tuple[Shortage, ...] = ()
    unmet: NamedCondition = NamedCondition()
    values: tuple[NamedValue, ...] = ()
    anywhere: bool = False


def build_rule_view(table: Table, seen: Row, at: int, *, paid: bool = False) -> RuleView:
    """Return what can be known of rule ``at`` from a view. ``paid``: its cost has been paid already.

    The dice fall after the cost is paid, so that the bonuses are those of the numbers without it.
    """
    rule = table.rules[at]
    if not paid:
        seen = copy_paid(table, seen, rule)
    plus = sum_bonuses(table, seen, rule)
    counted = (
        ()
        if not rule.bonuses
        else tuple(
            KnownBonus(b.add, b.because, None if b.because else name_condition(table, b.gate))
            for b in rule.bonuses
            if is_gate_open(table, seen, b.gate)
        )
    )
    chance = compute_odds(rule.target - plus) if rule.target else 100
    effects = name_effects(table, at)
    return RuleView(chance, rule.target, plus, counted, effects.success, effects.failure or ())


def build_rule_offer(
    table: Table, seen: Row, do: str, name: str, title: str, text: str, args: Mapping[str, Any],
    rules: Mapping[str, int], slots: tuple[Slot, ...] = (), section: str = "",
    breaks: tuple[BrokenPromise, ...] = (),
) -> Offer:  # fmt: skip
    """Return an offer that is taken by way of rules; ``rules`` are their numbers by the value of the only slot."""
    at = next(iter(rules.values()))
    return Offer(
        do=do,
        name=name,
        title=title,
        text=text,
        args=args,
        slots=slots,
        group=OfferGroup.ACTIONS if section else OfferGroup.NONE,
        section=section,
        rules=rules,
        sights={value: build_rule_view(table, seen, at) for value, at in rules.items()},
        cost=name_cost(table, table.rules[at]),
        effects=name_effects(table, at),
        breaks=breaks,
        lapsing=_list_loosened(table, seen, at, breaks) if do == "plan" else (),
        shifts=do == "plan" and bool(table.rules[at].bonuses) and table.rules[at].owner != table.order[0],
        tells=_list_told_numbers(table, seen, at) if do == "plan" else (),
        cover=find_cover(table, table.rules[at], OBSERVER) if do == "plan" else "",
    )


def _list_told_numbers(table: Table, seen: Row, at: int) -> tuple[NamedNumber, ...]:
    """Return the numbers in the gate of rule ``at`` that not everybody may see."""
    refs = dict.fromkeys(list_refs(table.rules[at].gate))
    return tuple(table.named_numbers[ref] for ref in refs if not may_see_all(table, seen, (ref,), OBSERVER))


def find_partner(table: Table, form: int, role: int) -> Named | None:
    """Return the other party to a form of deal; None for an arrangement of one role."""
    others = [one for one in table.forms[form].between if one != table.roles[role]]
    return Named(others[0], table.scenario.roles[others[0]].name) if others else None


def build_deal_terms(table: Table, form: int, role: int) -> DealTerms:
    """Return the terms of a form of deal, as the party ``role`` sees them."""
    made, each, broken = (name_effects(table, at) for at in table.form_rules[form])
    spec, roles = table.forms[form], table.scenario.roles
    titles = {action.id: action.title for action in table.scenario.actions}
    promises = tuple(
        Promise(Named(one, roles[one].name), tuple(Named(action, titles[action]) for action in actions))
        for one, actions in spec.promises.items()
    )
    return DealTerms(
        form=Named(spec.id, spec.title),
        partner=find_partner(table, form, role),
        secret=spec.secret,
        lasts=spec.lasts or 0,
        made=made,
        each=each,
        promises=promises,
        broken=broken,
        lapses=name_lapse(table, form),
        stands=spec.stands,
    )


def name_lapse(table: Table, form: int) -> NamedCondition | None:
    """Return the condition under which a deal of a form ends by itself at a close; None for never."""
    gate = table.form_gates[form][1]
    return name_condition(table, gate) if gate is not None else None


def find_lapse(table: Table, seen: Row, form: int, role: str) -> Gate | None:
    """Return the condition under which a deal in force ends by itself, if the viewer sees it all; None for no deal."""
    gate = table.form_gates[form][1]
    if gate is None or not seen[table.at.deal[form]] or not may_see_all(table, seen, list_refs(gate), role):
        return None
    return gate


def is_lapsing(table: Table, seen: Row, form: int, role: str) -> bool:
    """Would a deal in force end by itself at the next close, as far as ``role`` can tell and if all stays as it is?"""
    gate = find_lapse(table, seen, form, role)
    return gate is not None and is_gate_open(table, seen, gate)


def build_lapsing_deal(table: Table, form: int, *, ends: bool) -> LapsingDeal | None:
    """Return a deal of a form that can end by itself; None for one that cannot."""
    lapses, spec = name_lapse(table, form), table.forms[form]
    if lapses is None:
        return None
    return LapsingDeal(Named(spec.id, spec.title), lapses, ends, name_effects(table, table.form_rules[form][2]))


def _list_loosened(table: Table, seen: Row, at: int, breaks: tuple[BrokenPromise, ...]) -> tuple[LapsingDeal, ...]:
    """Return the deals in force that rule ``at`` brings nearer to their end, unless it breaks them."""
    role, broken = table.roles[table.rules[at].owner], {one.form.id for one in breaks}
    after = forecast_rule(table, seen, at)[0]
    out = []
    for f, form in enumerate(table.forms):
        gate = find_lapse(table, seen, f, role) if form.id not in broken else None
        if gate is None or _miss(table, after, gate) >= _miss(table, seen, gate):
            continue
        deal = build_lapsing_deal(table, f, ends=is_gate_open(table, after, gate))
        out += [deal] if deal is not None else []
    return tuple(out)


def _miss(table: Table, row: Row, gate: Gate) -> int:
    """Return by how many steps a row misses the bounds of a gate."""
    values = ((compute_number(table, row, ref), low, high) for ref, low, high in gate.terms)
    return sum(max(low - value, value - high, 0) for value, low, high in values)


def list_broken_promises(table: Table, seen: Row, role: int, action: str) -> tuple[BrokenPromise, ...]:
    """Return the promises in force that a role breaks when it takes an action, given by its id."""
    name = table.roles[role]
    return tuple(
        BrokenPromise(
            Named(form.id, form.title),
            find_partner(table, f, role),
            name_effects(table, table.form_rules[f][2]),
            name_lapse(table, f) if is_lapsing(table, seen, f, name) else None,
        )
        for f, form in enumerate(table.forms)
        if action in form.promises.get(name, ()) and seen[table.at.deal[f]]
    )
