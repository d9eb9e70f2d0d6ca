"""Commands: what is on offer is accepted, nothing else is, and a refusal says why (docs/invariants.md 5, 9)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import Loaded, by_bytes, everybody, filled, moderate, shipped, tiny
from tests.strategies import moments, scripts
from wargame.rules.decide import Command, Outcome, decide, list_offers
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.offers import Offer, Slot
from wargame.rules.powers import POWERS
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import ENDING, PC, TURN, Row
from wargame.rules.text.refusal_text import format_refusal

VERBS = [
    "plan", "argue", "respond", "offer", "break", "pass", "accept", "decline", "counter", "estimate", "begin", "reveal",
    "close", "next", "challenge", "stand", "withdraw", "veto", "allow", "succeed", "fail", "weigh", "apply", "settle",
    *(power.do for power in POWERS), "", "PLAN", "undo",
]  # fmt: skip

JUNK: list[Any] = [
    None, True, False, 0, 1, -1, 2, 99, 10**12, 1.0, 0.5, "", "1", "x", [], {}, [1], {"grain": 1}, {"trust": True},
    {"trust": 1.0}, {"trust": 0}, {"trust": 99}, {"nothing": 1}, {"trust": None}, "docks", "market",
    "lean@docks", "wait", "card.fire", "upkeep.leak", "pc", "ending", "../x", "\n", "Ω" * 500,
]  # fmt: skip


def offered(table: Table, row: Row, command: Command) -> bool:
    """Is a command among the offers? Said again here from the offers alone: fixed arguments and slots, nothing else."""
    if command.role not in everybody(table):
        return False
    return any(matches(offer, command) for offer in list_offers(table, row, command.role))


def matches(offer: Offer, command: Command) -> bool:
    slots = {slot.name: slot for slot in offer.slots}
    args = command.args
    if offer.do != command.do or set(args) != set(offer.args) | set(slots):
        return False
    fixed = all(same(args[name], value) for name, value in offer.args.items())
    return fixed and all(fits(slot, args[name]) for name, slot in slots.items())


def same(a: Any, b: Any) -> bool:
    return type(a) is type(b) and bool(a == b)


def fits(slot: Slot, value: Any) -> bool:
    if not slot.effects:
        return any(same(value, one) for one in slot.domain)
    if type(value) is not dict or not slot.fewest <= len(value) <= slot.most:
        return False
    return all(n in slot.domain and type(by) is int and 1 <= abs(by) <= slot.size for n, by in value.items())


@st.composite
def mutants(draw: st.DrawFn) -> tuple[Table, Row, Command]:
    """A moment, and a command that is on offer there, then made wrong in some way (or, by luck, another right one)."""
    table, row = draw(moments())
    pick = by_bytes(draw(scripts))
    who = everybody(table)[pick(len(everybody(table)))]
    open_now = list_offers(table, row, who)
    offer = open_now[pick(len(open_now))] if open_now else Offer("plan", "x", "X", args={"action": "wait"})
    role, do, args = who, offer.do, filled(offer, pick)
    for _ in range(draw(st.integers(1, 2))):
        match draw(st.sampled_from(["role", "verb", "value", "value", "extra", "missing", "key"])):
            case "role":
                role = draw(st.sampled_from([*everybody(table), "observer", "nobody", "", "pc"]))
            case "verb":
                do = draw(st.sampled_from(VERBS))
            case "value" if args:
                args[draw(st.sampled_from(sorted(args)))] = draw(st.sampled_from(JUNK))
            case "missing" if args:
                del args[draw(st.sampled_from(sorted(args)))]
            case "key" if args:
                args[draw(st.sampled_from(["zone", "form", "x", ""]))] = args.pop(draw(st.sampled_from(sorted(args))))
            case _:
                args[draw(st.sampled_from(["zone", "secret", "closes", "x", ""]))] = draw(st.sampled_from(JUNK))
    return table, row, Command(role, do, args)


@moderate(100)
@given(mutants())
def test_a_command_is_accepted_if_and_only_if_it_is_on_offer(mutant: tuple[Table, Row, Command]) -> None:
    table, row, command = mutant
    before, chance = row[:], Loaded()
    answer = decide(table, row, command, chance)
    assert row == before
    if offered(table, row, command):
        assert isinstance(answer, Outcome), f"{command} is on offer, and refused: {answer}"
        return
    assert isinstance(answer, Refusal), f"{command} is not on offer, and accepted"
    assert format_refusal(answer)
    assert chance.asked == [], "a refusal consumes no chance"


@moderate(20)
@given(moments())
def test_no_role_may_use_a_power_or_pace_the_exercise(at: tuple[Table, Row]) -> None:
    table, row = at
    kept = [*(power.do for power in POWERS), "begin", "reveal", "close", "next", "weigh", "veto", "apply"]
    for who in [*table.roles, "observer"]:
        for do in kept:
            assert isinstance(decide(table, row, Command(who, do), Loaded()), Refusal)


@moderate(30)
@given(moments(), scripts)
def test_while_others_plan_a_role_changes_its_own_columns_alone(at: tuple[Table, Row], script: bytes) -> None:
    table, row = at
    choice = table.choices[row[0]]
    if choice is None or choice.do != "plan" or row[ENDING]:
        return
    for who in table.roles:
        for offer in list_offers(table, row, who):
            outcome = decide(table, row, Command(who, offer.do, filled(offer, by_bytes(script))), Loaded())
            assert isinstance(outcome, Outcome)
            if (outcome.row[PC], outcome.row[TURN]) == (row[PC], row[TURN]):  # others are still planning
                moved = [c for c, a, b in zip(table.columns, row, outcome.row, strict=True) if a != b]
                assert {c.about for c in moved} == {who}


@pytest.mark.parametrize("args", [
    {"action": "lean@docks"}, {"action": "wait", "zone": None}, {"action": "wait", "zone": ""}, {"action": None},
    {"action": "lean"}, {"action": "lean", "zone": "moon"}, {"action": ["lean"], "zone": "docks"}, {"action": "patrol"},
    {"action": "lean", "zone": "docks", "x": 1}, {}, {"action": "card.fire"}, {"action": "upkeep.leak"},
])  # fmt: skip
def test_plans_that_are_no_plans_of_the_ring(args: dict[str, Any]) -> None:
    table = tiny("standard", False)
    outcome = decide(table, table.build_start_row(), Command(FACILITATOR, "begin"), Loaded())
    assert isinstance(outcome, Outcome)
    row = outcome.row
    while table.find_phase(row) != "plan":
        choice = table.choices[row[0]]
        assert choice is not None
        who = table.roles[choice.asked(row)[0]]
        offer = list_offers(table, row, who)[0]
        outcome = decide(table, row, Command(who, offer.do, offer.args), Loaded())
        assert isinstance(outcome, Outcome)
        row = outcome.row
    refusal = decide(table, row, Command("ring", "plan", args), Loaded())
    assert isinstance(refusal, Refusal)
    assert refusal.code in (
        RefusalCode.NO_ACTION,
        RefusalCode.NOT_THERE,
        RefusalCode.NOT_OPEN,
        RefusalCode.WRONG_ARGUMENTS,
    )


def test_refusals_say_what_was_expected() -> None:
    table = shipped()
    row = table.build_start_row()
    said = {
        ("cartel", "plan"): "nothing is asked of cartel now",
        ("pirates", "plan"): "there is no role 'pirates'",
        (FACILITATOR, "close"): "now is the moment to: begin the exercise (begin)",
        (FACILITATOR, "sing"): "'sing' is not asked for now; one of: begin, reveal, close, next",
    }
    for (who, do), text in said.items():
        refusal = decide(table, row, Command(who, do), Loaded())
        assert isinstance(refusal, Refusal)
        assert format_refusal(refusal) == text
