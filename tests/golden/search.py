"""Finds a playthrough that reaches an ending: everybody leans towards it, with some random play for variety."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.playthrough import Playthrough
from tests.playing import Pick, by_seed, filled, shipped
from wargame.rules.chance import SeededChance
from wargame.rules.decide import Command, Outcome, decide, list_offers, list_waiting
from wargame.rules.model import FACILITATOR, Gate, Table
from wargame.rules.named import NamedChange
from wargame.rules.offers import Offer, OfferGroup
from wargame.rules.row import ENDING, Row
from wargame.rules.state import compute_number, move_number

SEEDS = 400
LENGTHS = ("short", "standard")
GENTLE_POWERS = ("rule", "lift", "inject", "skip", "defer")
"""What the facilitator does now and then; setting numbers or ending play would make every ending cheap."""


def search(ending: str) -> Playthrough | None:
    """The first seed whose exercise reaches this ending, in the shortest length that has one."""
    for length in LENGTHS:
        table = shipped(length)
        wanted = next(gate for one, gate in table.endings if one.id == ending)
        for seed in range(SEEDS):
            commands, row = _play(table, wanted, seed)
            if table.endings[row[ENDING] - 1][0].id == ending:
                return Playthrough(length, seed, tuple(commands))
    return None


def _play(table: Table, wanted: Gate, seed: int) -> tuple[list[Command], Row]:
    pick, chance = by_seed(seed), SeededChance(seed, table.slots)
    row, commands = table.build_start_row(), []
    while not row[ENDING]:
        command = _choose(table, row, wanted, pick)
        outcome = decide(table, row, command, chance)
        assert isinstance(outcome, Outcome)
        commands.append(command)
        row = outcome.row
    return commands, row


def _choose(table: Table, row: Row, wanted: Gate, pick: Pick) -> Command:
    who = list_waiting(table, row)[0]
    open_now = list_offers(table, row, who)
    if pick(30) == 0:
        gentle = [o for o in list_offers(table, row, FACILITATOR) if o.do in GENTLE_POWERS]
        if gentle:
            offer = gentle[pick(len(gentle))]
            return Command(FACILITATOR, offer.do, filled(offer, pick))
    mine = [o for o in open_now if o.group is not OfferGroup.POWERS]
    free = [o for o in mine if o.do == "argue"]
    if free and pick(10) == 0:
        return Command(who, "argue", filled(free[0], pick))
    if pick(4) == 0:
        offer = mine[pick(len(mine))]
        return Command(who, offer.do, filled(offer, pick))
    ways = [
        (offer, filled(offer, pick)) for offer in mine if offer.do not in ("argue", "veto", "break") for _ in range(3)
    ]
    best = min(_gap(table, after, wanted) for offer, args in ways for after in [_hoped(table, row, offer, args)])
    good = [way for way in ways if _gap(table, _hoped(table, row, *way), wanted) == best]
    offer, args = good[pick(len(good))]
    return Command(who, offer.do, args)


def _hoped(table: Table, row: Row, offer: Offer, args: dict[str, object]) -> Row:
    """The row if this offer succeeds, as far as it says."""
    after = row[:]
    for change in _promised(offer, args):
        at = table.index[change.number.name]
        move_number(table, after, at, change.n - after[at] if change.sets else change.n, None, "")
    return after


def _promised(offer: Offer, args: dict[str, object]) -> Iterator[NamedChange]:
    if offer.do in ("offer", "counter") and offer.terms is not None:
        yield from offer.terms.made.success
    sight = offer.sights.get(str(args.get("zone", "")))
    if sight is not None:
        yield from sight.success


def _gap(table: Table, row: Row, gate: Gate) -> int:
    """How far the row is from a condition."""
    gaps = [
        max(low - compute_number(table, row, ref), compute_number(table, row, ref) - high, 0)
        for ref, low, high in gate.terms
    ]
    return sum(gaps) + sum(min(_gap(table, row, part) for part in group) for group in gate.either)
