"""Powers: what a facilitator may do at any time (docs/procedures.md §4).

Each use is recorded as events, with the reason given. Every power is declared once, in `POWERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from wargame.rules.chance import Chance
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.command_arguments import check_slots
from wargame.rules.model import Table
from wargame.rules.offers import Offer, OfferGroup, Slot, StandingRuling
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import ENDING, PC, TURN, Notes, Part, Row
from wargame.rules.state import move_number, write
from wargame.rules.step import Result
from wargame.rules.steps.draw import CardPlace, Pile
from wargame.rules.steps.end import find_ending_now
from wargame.rules.steps.follow import Bringing
from wargame.rules.steps.tick import count_room, enforce
from wargame.rules.steps.turned import MOST_REDRAWS, turn_brought_cards, turn_result

Args = Mapping[str, Any]


class PowerWay(NamedTuple):
    """One way to use a power: its fixed arguments, these in words (``label``), and the slots to fill in."""

    args: Args
    label: str
    slots: tuple[Slot, ...]


class Power(NamedTuple):
    """A power of the facilitator, with all that the rules, the front ends and the report need of it.

    A new entry in `POWERS` and its words are enough: the exercise, the app, the line mode, the log and the report read
    the list.

    ``do`` is the verb in the file. ``ways(table, row)`` lists how it can be used in this row, nothing where it cannot.
    ``use(table, row, args, chance, notes)`` changes the row in place. `rules/text/power_text.py` says in words what it
    is where it is offered, and what the facilitator does with it.

    ``key`` is its key on the console of the app, ``help`` its help there. ``usage`` is what is typed in the line mode,
    ``about`` its help there; without a verb of its own there, the line mode asks slot by slot.

    A power that changes numbers directly gives ``part``, the part of its events.
    ``turns_result``: it turns the result of the role that its argument ``role`` names. ``brings_card``: it delivers a
    card, whose effects are then consequences of its use.
    """

    do: str
    ways: Callable[[Table, Row], list[PowerWay]]
    use: Callable[[Table, Row, Args, Chance, Notes], None]
    key: str
    help: str
    usage: str
    about: str
    part: Part | None = None
    turns_result: bool = False
    brings_card: bool = False


def _list_movable(table: Table) -> list[int]:
    return [i for i, column in enumerate(table.columns) if column.kind in NUMBER_KINDS]


def _build_ways(*slots: Slot) -> list[PowerWay]:
    return [PowerWay({}, "", slots)]


def _build_effects_slot(table: Table, most: int) -> Slot:
    columns = [table.columns[i] for i in _list_movable(table)]
    return Slot("effects", tuple(c.name for c in columns), tuple(c.label for c in columns), True, most, 1000)


# Overrule a result. The exercise computes the effects that undo the old result and bring the new one.


def _list_overrule_ways(table: Table, row: Row) -> list[PowerWay]:
    turned = (Result.DONE, Result.SUCCESS, Result.FAILURE, Result.HELD)
    roles = tuple(role for role, column in zip(table.roles, table.at.result, strict=True) if row[column] in turned)
    return _build_ways(Slot("role", roles), _build_effects_slot(table, 12)) if roles else []


def _overrule(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    role = table.roles.index(args["role"])
    column = table.at.result[role]
    before = Result(row[column])
    now = turn_result(before)
    write(row, column, now, notes)
    plan = row[table.at.plan[role]]
    rule = table.get_planned_rule(plan)
    if rule is not None and rule.lasts:  # a lasting effect begins or ends with the result that it comes from
        write(row, table.at.lasts[plan - 1], rule.lasts - 1 if now == Result.SUCCESS else 0, notes)
    for name, by in args["effects"].items():
        move_number(table, row, table.index[name], by, notes, Part.OVERRULE)
    turn_brought_cards(table, row, role, before, now, chance, notes)


# Rule an effect: it happens at once and, if so decided, at the next closes.


def _list_rule_ways(table: Table, row: Row) -> list[PowerWay]:
    free = count_room(table, row)
    return _build_ways(
        replace(_build_effects_slot(table, 4), fewest=1), Slot("closes", tuple(range(10)) if free >= 4 else (0,))
    )


def _apply_ruling(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    for name, by in args["effects"].items():
        move_number(table, row, table.index[name], by, notes, Part.RULING)
        if args["closes"]:
            enforce(table, row, table.index[name], by, args["closes"], notes)


def _list_lift_ways(table: Table, row: Row) -> list[PowerWay]:
    standing = {k: slot for k, slot in enumerate(table.at.rulings) if row[slot.closes]}
    rulings = tuple(
        StandingRuling(table.named_numbers[row[slot.number] - 1], row[slot.by], row[slot.closes])
        for slot in standing.values()
    )
    return _build_ways(Slot("ruling", tuple(standing), rulings=rulings)) if standing else []


def _lift(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    write(row, table.at.rulings[args["ruling"]].closes, 0, notes)


# Set one number to a value.


def _list_set_ways(table: Table, row: Row) -> list[PowerWay]:
    columns = [table.columns[i] for i in _list_movable(table)]
    return [
        PowerWay(
            {"number": c.name},
            c.label,
            (Slot("value", tuple(range(c.low, c.high + 1)), truth=c.is_flag),),
        )
        for c in columns
    ]


def _set(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    column = table.index[args["number"]]
    move_number(table, row, column, args["value"] - row[column], notes, Part.SET)


# Cards: inject one now, skip or defer the next one.

_FREE = (CardPlace.RESERVE, CardPlace.UNDRAWN, CardPlace.DEFERRED, CardPlace.NEXT)
"""The places from which a copy of a card can be injected, the first choice first."""


def _is_awaiting_response(table: Table, row: Row) -> bool:
    choice = table.choices[row[PC]]
    return choice is not None and choice.do == "respond"


def _list_inject_ways(table: Table, row: Row) -> list[PowerWay]:
    if not row[TURN] or _is_awaiting_response(table, row) or row[table.at.injects] >= 9:
        return []
    first, count = table.at.card, len(table.entries)
    kept_first = (*range(table.reserve, count), *range(table.reserve))  # the cards that only the facilitator brings
    cards = dict.fromkeys(table.entries[e] for e in kept_first if row[first + e] in _FREE)
    ids = tuple(table.cards[c].id for c in cards)
    return _build_ways(Slot("card", ids, tuple(table.cards[c].title for c in cards))) if ids else []


def _inject(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    first = table.at.card
    entries = [e for e, c in enumerate(table.entries) if table.cards[c].id == args["card"]]
    entry = min((e for e in entries if row[first + e] in _FREE), key=lambda e: _FREE.index(CardPlace(row[first + e])))
    injects = table.at.injects
    write(row, injects, row[injects] + 1, notes)
    pile = Pile(table)
    pile.take_announced(row, entry, chance, notes)
    if pile.deliver(row, entry, row[injects], chance, notes):
        write(row, table.at.interrupted, row[PC], notes)
        write(row, PC, table.to.interrupt, notes)
    elif any(row[column] == Bringing.NOW for _, column in table.at.brings):
        write(row, table.at.interrupted, row[PC], notes)
        write(row, PC, table.to.follow, notes)


def _list_next_ways(table: Table, row: Row) -> list[PowerWay]:
    if not row[table.at.next] or row[TURN] >= table.turns or row[table.at.redraws] >= MOST_REDRAWS:
        return []
    return _build_ways()


def _skip(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    entry = row[table.at.next] - 1
    write(row, table.at.card + entry, CardPlace.SKIPPED, notes)
    Pile(table).redraw(row, table.at.next, chance, notes)


def _defer(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    entry = row[table.at.next] - 1
    write(row, table.at.card + entry, CardPlace.DEFERRED, notes)
    pile = Pile(table)
    pile.put_back(row, entry, notes)
    pile.redraw(row, table.at.next, chance, notes)


# End the exercise now, with the ending whose condition holds.


def _list_end_ways(table: Table, row: Row) -> list[PowerWay]:
    return _build_ways() if row[TURN] else []


def _end(table: Table, row: Row, args: Args, chance: Chance, notes: Notes) -> None:
    write(row, ENDING, find_ending_now(table, row) + 1, notes)


POWERS: tuple[Power, ...] = (
    Power(
        do="overrule",
        ways=_list_overrule_ways, use=_overrule,
        key="o", help="Turn a result of this turn.",
        usage="overrule ROLE because WHY", about="turn this turn's result of a role",
        part=Part.OVERRULE, turns_result=True,
    ),
    Power(
        do="rule",
        ways=_list_rule_ways, use=_apply_ruling,
        key="r", help="Something happens because you say so.",
        usage="rule EFFECTS [for N closes] because WHY", about="make something happen",
        part=Part.RULING,
    ),
    Power(
        do="lift",
        ways=_list_lift_ways, use=_lift,
        key="l", help="End a ruling that lasts.",
        usage="lift [N] because WHY", about="end a ruling that lasts",
    ),
    Power(
        do="set",
        ways=_list_set_ways, use=_set,
        key="s", help="Give a track, zone number or flag a value.",
        usage="set NUMBER VALUE because WHY", about="give a track, zone number or flag a value",
        part=Part.SET,
    ),
    Power(
        do="inject",
        ways=_list_inject_ways, use=_inject,
        key="i", help="A card of the pile comes at once.",
        usage="inject [CARD] because WHY", about="deliver a card of the pile now",
        brings_card=True,
    ),
    Power(
        do="skip",
        ways=_list_next_ways, use=_skip,
        key="k", help="It will not come; another does.",
        usage="skip because WHY", about="the next card will not come; another does",
    ),
    Power(
        do="defer",
        ways=_list_next_ways, use=_defer,
        key="d", help="It goes back to the pile.",
        usage="defer because WHY", about="the next card goes back to the pile for later",
    ),
    Power(
        do="end",
        ways=_list_end_ways, use=_end,
        key="e", help="With the ending that holds.",
        usage="end because WHY", about="close the exercise now, with the ending that holds",
    ),
)  # fmt: skip
"""All powers, in the order in which front ends list them."""

RESULT_POWERS = frozenset(power.do for power in POWERS if power.turns_result)
"""The verbs of the powers that turn a result."""
CARD_POWERS = frozenset(power.do for power in POWERS if power.brings_card)
"""The verbs of the powers that deliver a card."""

_BY_VERB = {power.do: power for power in POWERS}


def find_power(do: str) -> Power | None:
    """Return the power with this verb, or None."""
    return _BY_VERB.get(do)


def is_power(table: Table, do: str) -> bool:
    """Return whether this verb is a power that can be used on this table: only paced tables have a facilitator."""
    return table.paced and do in _BY_VERB


def list_power_offers(table: Table, row: Row) -> list[Offer]:
    """Return the powers that can be used in this row, an offer for each way."""
    if not table.paced or row[ENDING]:
        return []
    return [
        Offer(
            do=power.do,
            name=".".join([power.do, *way.args.values()]),
            args=way.args,
            slots=way.slots,
            group=OfferGroup.POWERS,
            way=way.label,
        )
        for power in POWERS
        for way in power.ways(table, row)
    ]


def use_power(table: Table, row: Row, do: str, args: Args, chance: Chance, notes: Notes) -> Refusal | None:
    """Use a power on the row, in place; return a refusal if it cannot be used."""
    power = _BY_VERB[do]
    ways = power.ways(table, row)
    if not ways:
        return Refusal(RefusalCode.NO_USE, verb=do)
    way = next((w for w in ways if all(args.get(name) == value for name, value in w.args.items())), ways[0])
    refusal = check_slots(args, way.slots, *way.args)
    if refusal is not None:
        return refusal
    if any(args[name] != value for name, value in way.args.items()):
        return Refusal(RefusalCode.NO_TARGET, known=tuple(way.args), given=tuple(map(str, args.values())))
    power.use(table, row, args, chance, notes)
    return None
