"""Overrule: a result that has happened is turned into the other one, number for number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import begin, do, number, shipped_content, step, tiny_content, until
from tests.playing import by_seed, moderate, thrown
from wargame.exercise.play.exercise import Exercise
from wargame.rules.chance import DrawNeeded
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.model import FACILITATOR
from wargame.rules.row import OUTCOME_PARTS
from wargame.rules.step import Result
from wargame.session.events import RecordedDraw
from wargame.session.verify import verify


def reveal(exercise: Exercise, role: str, throw: int) -> None:
    """Reveal the plans; the dice of ``role`` show ``throw``, everybody else's a seven."""
    while True:
        try:
            do(exercise, FACILITATOR, "reveal")
            return
        except DrawNeeded as need:
            exercise.type_in(need.address, thrown(throw if need.address.slot == f"roll/{role}" else 7))


def planned(folder: Path, **plans: str) -> Exercise:
    """The tiny exercise with everybody's plans on the table, dice to be typed."""
    exercise = begin(folder, dice="typed", begun=False)
    drawing(exercise, lambda: do(exercise, FACILITATOR, "begin"))
    do(exercise, FACILITATOR, "set", number="purse", value=5)
    do(exercise, FACILITATOR, "set", number="files", value=4)
    drawing(exercise, lambda: until(exercise, "plan"))
    for role, plan in plans.items():
        what, _, zone = plan.partition("@")
        do(exercise, role, "plan", action=what, **({"zone": zone} if zone else {}))
    return exercise


def drawing(exercise: Exercise, act: Any) -> None:
    """Do something; the first card that may come does, dice show a seven."""
    while True:
        try:
            act()
            return
        except DrawNeeded as need:
            exercise.type_in(need.address, 0 if need.cards else thrown(7) % need.of)


def overrule(exercise: Exercise, role: str) -> dict[str, int]:
    moves = exercise.compute_reversal(role)
    do(exercise, FACILITATOR, "overrule", "the class convinced me", role=role, effects=moves)
    return moves


def movable(exercise: Exercise) -> dict[str, int]:
    return {c.name: number(exercise, c.name) for c in exercise.table.columns if c.kind in NUMBER_KINDS}


PLANS = [
    ("ring", "lean@docks", "reassure"),
    ("ring", "lean@hill", "inquire"),
    ("town", "inquire", "wait"),
    ("town", "raid", "wait"),
]


@pytest.mark.parametrize(("role", "plan", "other"), PLANS)
@pytest.mark.parametrize(("throw", "instead"), [(12, 2), (2, 12)])
def test_a_result_overruled_at_once_stands_as_if_the_dice_had_fallen_so(
    tmp_path: Path, role: str, plan: str, other: str, throw: int, instead: int
) -> None:
    plans = {role: plan, "ring" if role == "town" else "town": other}
    was = planned(tmp_path / "was", **plans)
    reveal(was, role, throw)
    other_way = planned(tmp_path / "other", **plans)
    reveal(other_way, role, instead)
    assert movable(was) != movable(other_way)
    before = movable(was)
    overrule(was, role)
    assert movable(was) == movable(other_way)
    assert number(was, f"result.{role}") == number(other_way, f"result.{role}")
    overrule(was, role)
    assert movable(was) == before, "overruling the same result again takes the overruling back"
    was.close()
    assert was.path is not None
    assert verify(was.path).format_line() == "exact, open"


def test_what_happened_without_a_roll_does_not_happen_and_its_cost_stays_paid(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="collect", town="reassure")
    before = movable(exercise)
    reveal(exercise, "ring", 7)
    assert number(exercise, "trust") == before["trust"] + 1
    assert overrule(exercise, "town") == {"trust": -1}
    assert number(exercise, "trust") == before["trust"]
    assert number(exercise, "result.town") == Result.FAILURE


def test_a_change_that_counts_by_steps_is_turned_with_all_its_steps(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="collect", town="reassure")
    for zone, grip in {"docks": 5, "market": 5, "hill": 0}.items():
        do(exercise, FACILITATOR, "set", number=f"zones.{zone}.grip", value=grip)
    before = movable(exercise)
    reveal(exercise, "ring", 7)
    got = number(exercise, "purse") - before["purse"]
    assert got == 2, "one coin for each of the steps 4 and 8 that the grip on the port has reached"
    assert overrule(exercise, "ring") == {"purse": -2}
    assert overrule(exercise, "ring") == {"purse": 2}


def test_who_could_not_pay_is_given_the_success(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="lean@docks", town="reassure")
    do(exercise, FACILITATOR, "set", number="purse", value=0)
    before = movable(exercise)
    reveal(exercise, "ring", 2)
    assert number(exercise, "result.ring") == Result.HELD
    overrule(exercise, "ring")
    after = movable(exercise)
    assert after["zones.docks.grip"] == before["zones.docks.grip"] + 2
    assert after["purse"] == 0
    assert number(exercise, "result.ring") == Result.SUCCESS


def test_an_action_that_lasts_can_be_overruled(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="wait", town="patrol@market")
    before = movable(exercise)
    reveal(exercise, "ring", 7)
    overrule(exercise, "town")
    assert movable(exercise)["zones.market.grip"] == before["zones.market.grip"]


def test_an_action_that_lasts_does_not_last_once_it_is_overruled(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="wait", town="patrol@market")
    before = movable(exercise)
    reveal(exercise, "ring", 7)
    overrule(exercise, "town")
    do(exercise, FACILITATOR, "close")
    assert number(exercise, "zones.market.grip") == before["zones.market.grip"]


def argued(folder: Path, throw: int, verb: str = "apply", **args: Any) -> tuple[Exercise, dict[str, int]]:
    """The ring has argued for less trust and more fear, and it has been ruled on; and the numbers before the ruling."""
    exercise = planned(folder, town="reassure")
    wants = {"trust": -2, "fear": 1}
    do(exercise, "ring", "argue", effects=wants, reasons=1, secret=False)
    reveal(exercise, "ring", 7)
    do(exercise, "town", "challenge", pros=0, cons=1)
    do(exercise, "ring", "stand")
    try:
        do(exercise, FACILITATOR, "weigh", pros=1, cons=1)
    except DrawNeeded as need:
        exercise.type_in(need.address, thrown(throw))
        do(exercise, FACILITATOR, "weigh", pros=1, cons=1)
    before = movable(exercise)
    do(exercise, FACILITATOR, verb, **args)
    return exercise, before


@pytest.mark.parametrize(("throw", "moved"), [(12, (0, 0)), (2, (-2, 1))])
def test_an_argument_is_turned_too(tmp_path: Path, throw: int, moved: tuple[int, int]) -> None:
    exercise, before = argued(tmp_path, throw)
    then = movable(exercise)
    overrule(exercise, "ring")
    after = movable(exercise)
    assert (after["trust"] - before["trust"], after["fear"] - before["fear"]) == moved
    overrule(exercise, "ring")
    assert movable(exercise) == then


def test_of_an_argument_that_was_settled_otherwise_just_that_is_taken_back(tmp_path: Path) -> None:
    exercise, before = argued(tmp_path, 12, "settle", effects={"trust": -1}, closes=0)
    assert exercise.compute_reversal("ring") == {"trust": 1}
    overrule(exercise, "ring")
    assert movable(exercise) == before


def test_there_is_nothing_to_turn_before_the_reveal_and_in_the_next_turn(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="wait", town="reassure")
    assert exercise.compute_reversal("ring") == {}
    refused = exercise.execute(FACILITATOR, "overrule", {"role": "ring", "effects": {}}, because="why not")
    assert not hasattr(refused, "n")
    reveal(exercise, "ring", 7)
    assert exercise.compute_reversal("ring") != {}
    do(exercise, FACILITATOR, "close")
    drawing(exercise, lambda: until(exercise, "plan"))
    assert exercise.compute_reversal("ring") == {}


@moderate(40)
@given(st.integers(0, 2**32 - 1), st.integers(5, 45), st.booleans())
def test_turning_a_roll_gives_the_numbers_only_it_touched_as_the_other_roll_would_have(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: int, ours: bool
) -> None:
    content = tiny_content() if ours else shipped_content()
    exercise = begin(content=content, seed=seed, length="standard")
    pick = by_seed(seed)
    for _ in range(steps):
        step(exercise, pick, powers=False)
        if exercise.over:
            break
    assume(not exercise.over)
    while exercise.find_pending() != "reveal":
        step(exercise, pick, powers=False)
        assume(not exercise.over)
    do(exercise, FACILITATOR, "reveal")
    line = exercise.standing[-1]
    rolls = {
        e.why: e for e in line.events if isinstance(e, RecordedDraw) and e.why and e.target and e.draw != "exposure"
    }
    assume(rolls)
    for name in rolls:
        rule = exercise.table.rules[exercise.table.rule_at[name]]
        if rule.kind != "action":
            continue
        role = exercise.table.roles[rule.owner]
        changes = [e for e in line.events.iter_changes() if e.why]
        mine = [e for e in changes if e.why == name and e.part in OUTCOME_PARTS]
        others = {e.what for e in changes if e not in mine}
        start = exercise.find_row_before(line.n)
        result = number(exercise, f"result.{role}")
        should = rule.failure[0] if result == Result.SUCCESS else rule.success[0]
        moves = exercise.compute_reversal(role)
        expected = {c.name: start[i] for i, c in enumerate(exercise.table.columns) if c.kind in NUMBER_KINDS}
        for column, values in should:
            if exercise.table.columns[column].name in expected:
                expected[exercise.table.columns[column].name] = values[start[column]]
        for what, value in expected.items():
            if what not in others:
                assert number(exercise, what) + moves.get(what, 0) == value, what
