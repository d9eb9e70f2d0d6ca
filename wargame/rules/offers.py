"""Offers: what a role may do now. Screens, bots, prompts and fuzzers read the same list.

An offer has a verb, fixed arguments and *slots*, each with a finite domain. A command that fills every slot from its
domain is legal, and no other command is. Everything on an offer is read from the view of the role. A *codec* for each
kind of choice (`rules/choices`) lists its picks as offers and reads a command back as a pick.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from wargame.likelihood import compute_odds
from wargame.rules.apply_rule import sum_bonuses
from wargame.rules.model import Delta, Table
from wargame.rules.refusal import Refusal
from wargame.rules.row import Row
from wargame.rules.state import is_gate_open
from wargame.rules.text.rule_text import format_cost, format_effects, format_gate


class Slot(NamedTuple):
    """A value to fill in: one value of ``domain``, or, where ``effects``, a change for some of the columns in
    ``domain``.

    ``labels`` are the values in words, in the order of ``domain``. A value of an effects slot is a mapping of
    ``fewest`` to ``most`` column names to changes, each from 1 to ``size`` either way.
    """

    name: str
    domain: tuple[Any, ...]
    labels: tuple[str, ...] = ()
    effects: bool = False
    most: int = 1
    size: int = 1
    fewest: int = 0

    def is_valid(self, value: Any) -> bool:
        """Return whether this value may fill the slot."""
        if not self.effects:
            return any(type(value) is type(one) and value == one for one in self.domain)
        if not isinstance(value, Mapping) or not self.fewest <= len(value) <= self.most:
            return False
        return all(
            name in self.domain and type(by) is int and by != 0 and abs(by) <= self.size for name, by in value.items()
        )

    def format_domain(self) -> str:
        """Return what may fill the slot, in words."""
        if self.effects:
            return f"{self.fewest} to {self.most} numbers, each changed by 1 to {self.size} either way"
        if len(self.domain) > 8 and isinstance(self.domain[0], int):
            return f"{self.domain[0]} to {self.domain[-1]}"
        return ", ".join(str(one).lower() if isinstance(one, bool) else str(one) for one in self.domain)


class RuleView(NamedTuple):
    """What a role can know of a rule beforehand.

    ``odds`` are per cent (100 without a check). ``bonuses`` are those that count now, each (amount, reason); ``plus``
    is their sum. ``success`` and ``failure`` are the changes.
    """

    odds: int
    target: int
    plus: int
    bonuses: tuple[tuple[int, str], ...]
    success: tuple[Delta, ...]
    failure: tuple[Delta, ...]


@dataclass(frozen=True)
class Offer:
    """One thing that somebody may do now.

    ``args`` are the arguments that are fixed; ``slots`` are those to fill in. ``rules`` are the numbers of its rules by
    the value of its only slot (``""``: no slot), ``sights`` what can be told of each. Where a power can be used in
    several ways, ``way`` says what is fixed; ``title`` ends with it.
    """

    do: str
    name: str
    title: str
    text: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    slots: tuple[Slot, ...] = ()
    cost: str = ""
    effects: str = ""
    group: str = ""
    rules: Mapping[str, int] = field(default_factory=dict)
    sights: Mapping[str, RuleView] = field(default_factory=dict)
    way: str = ""

    def fill(self, **values: Any) -> dict[str, Any]:
        """Return the arguments of a command that takes this offer with these values in its slots."""
        return {**self.args, **values}


class ClosedAction(NamedTuple):
    """An action that members of the role refuse, with its id as ``name``.

    ``zones`` are the names of the refused zones if others are open, else empty.
    """

    name: str
    title: str
    why: str
    zones: tuple[str, ...] = ()

    def format_line(self) -> str:
        """The action, its zones and the reason: *Joint raid at Tijuana: Mexico does not agree: its will is 1*."""
        return f"{self.title}{' at ' if self.zones else ''}{', '.join(self.zones)}: {self.why}"


def build_rule_view(table: Table, seen: Row, at: int) -> RuleView:
    """Return what can be known of rule ``at`` from a view."""
    rule = table.rules[at]
    plus = sum_bonuses(table, seen, rule)
    counted = tuple(
        (b.add, b.because or format_gate(table, b.gate)) for b in rule.bonuses if is_gate_open(table, seen, b.gate)
    )
    chance = compute_odds(rule.target - plus) if rule.target else 100
    return RuleView(chance, rule.target, plus, counted, rule.said_success, rule.said_failure)


def build_rule_offer(
    table: Table, seen: Row, do: str, name: str, title: str, text: str, args: Mapping[str, Any],
    rules: Mapping[str, int], slots: tuple[Slot, ...] = (), group: str = "",
) -> Offer:  # fmt: skip
    """Return an offer that is taken by way of rules; ``rules`` are their numbers by the value of the only slot."""
    first = table.rules[next(iter(rules.values()))]
    return Offer(
        do=do,
        name=name,
        title=title,
        text=text,
        args=args,
        slots=slots,
        cost=format_cost(table, first),
        effects=format_effects(table, first),
        group=group,
        rules=rules,
        sights={value: build_rule_view(table, seen, at) for value, at in rules.items()},
    )


def check_arguments(args: Mapping[str, Any], *names: str) -> Refusal | None:
    """Return a refusal if the arguments are not exactly those with these names, else None."""
    if set(args) == set(names):
        return None
    wanted = ", ".join(names) or "none"
    return Refusal("argument", f"the arguments must be: {wanted}; given: {', '.join(sorted(args)) or 'none'}")


def check_slots(args: Mapping[str, Any], slots: tuple[Slot, ...], *fixed: str) -> Refusal | None:
    """Return a refusal if the arguments do not fill the slots from their domains, else None; ``fixed`` are the other
    arguments.
    """
    refusal = check_arguments(args, *fixed, *(slot.name for slot in slots))
    if refusal is not None:
        return refusal
    for slot in slots:
        if not slot.is_valid(args[slot.name]):
            return Refusal("argument", f"{slot.name} must be: {slot.format_domain()}")
    return None
