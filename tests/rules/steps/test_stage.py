"""A reveal in stages: which commands it takes, what each tells, and that it changes nothing of what happens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given

from tests.playing import Game, Loaded, action, by_bytes, choose, inline, league, moderate, thrown, tiny
from tests.strategies import scripts, seeds
from wargame.rules.chance import SeededChance
from wargame.rules.decide import Command, Outcome, decide, list_waiting
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import ENDING, PC, Row
from wargame.rules.steps.stage import STAGE_VERBS

RAID = action("raid", check={"target": 7}, success={"grain": "+2"}, failure={"grain": "-1"}, cost={"grain": 1})
SOW = action("sow", role="bees", effects={"grain": "+1"})


def meadow(*actions: dict[str, Any], **parts: Any) -> Table:
    return inline(staged=True, actions=list(actions or (RAID, SOW)), **parts)


def test_a_plan_is_opened_paid_for_rolled_and_moves_one_after_the_other() -> None:
    game = Game(meadow(), Loaded(roll_ants=[thrown(9)])).plan(ants="raid", bees="sow")
    assert (game["grain"], set(game.offers(FACILITATOR)) & {"open", "roll"}) == (5, {"open"})
    assert game.told() == ["Ants: Raid.", "Bees: Sow."]
    game.do(FACILITATOR, "open")
    assert game["grain"] == 4, "it is paid for"
    assert game.told()[0] == "Ants: Raid. 7 or more on two dice (58 %)."
    game.refused(FACILITATOR, "move")
    game.do(FACILITATOR, "roll")
    assert game.told() == ["Ants: Raid is rolled (58 %): 6 + 3 = 9, against 7: success."]
    assert game["grain"] == 4, "nothing has moved yet"
    assert game.do(FACILITATOR, "move")["grain"] == 6
    game.do(FACILITATOR, "open")
    assert game.told() == ["Bees: Sow. No dice decide about it."]
    assert game.do(FACILITATOR, "move")["grain"] == 7, "no dice are asked for"
    assert game.close().next().phase == "plan"


def test_a_role_that_cannot_pay_holds_when_its_plan_is_opened_and_rolls_nothing() -> None:
    game = Game(meadow(tracks={"grain": {"name": "Grain", "about": "A number.", "start": 1}}))
    game.plan(ants="raid", bees="sow")
    game.do(FACILITATOR, "set", number="grain", value=0)
    game.do(FACILITATOR, "open")
    assert game.told() == ["Ants cannot pay for its plan, and holds."]
    assert game.do(FACILITATOR, "move")["grain"] == 0


def test_a_result_that_was_turned_before_it_moves_is_the_one_that_happens() -> None:
    game = Game(meadow(), Loaded(roll_ants=[thrown(9)])).plan(ants="raid")
    game.do(FACILITATOR, "open").do(FACILITATOR, "roll")
    game.do(FACILITATOR, "overrule", role="ants", effects={})
    assert game.do(FACILITATOR, "move")["grain"] == 3


def test_an_argument_is_opened_and_heard_and_the_plan_after_a_veto_is_opened_too() -> None:
    game = Game(meadow(arguments={}))
    game.do("bees", "argue", effects={"grain": 1}, reasons=1, secret=False).plan(ants="raid")
    game.do(FACILITATOR, "open").do(FACILITATOR, "roll").do(FACILITATOR, "move").do(FACILITATOR, "open")
    assert game.told() == ["Bees: an argument."]
    game.do("ants", "challenge", pros=0, cons=1).do("bees", "stand").do(FACILITATOR, "veto")
    assert game.asked == ("bees",)
    game.do("bees", "plan", action="sow").do(FACILITATOR, "open")
    assert game.told() == ["Bees: Sow. No dice decide about it."]
    assert game.do(FACILITATOR, "move").close().phase == "close"


def play_all(table: Table, script: bytes, seed: int) -> Iterator[tuple[int, Row]]:
    """The rows of an exercise at the close of each turn and at its end. The facilitator goes on, and uses no power."""
    pick, chance, row = by_bytes(script), SeededChance(seed, table.slots), table.build_start_row()
    while not row[ENDING]:
        choice = table.choices[row[PC]]
        if choice is not None and choice.do in STAGE_VERBS:
            command = Command(FACILITATOR, choice.do)
        else:
            command = choose(table, row, pick, powers=False)
            if choice is not None and choice.do == "close":
                yield row[1], row
        outcome = decide(table, row, command, chance)
        assert isinstance(outcome, Outcome), f"{command}: {outcome}, {list_waiting(table, row)}"
        row = outcome.row
    yield 99, row


@given(scripts, seeds)
@moderate(30)
def test_an_exercise_comes_to_the_same_in_stages(script: bytes, seed: int) -> None:
    pairs = ((tiny("short"), tiny("short", staged=True)), (league(), league(staged=True)))
    for at_once, staged in pairs:
        common = [(at_once.index[name], staged.index[name]) for name in at_once.index if name != "pc"]
        rows = zip(play_all(at_once, script, seed), play_all(staged, script, seed), strict=True)
        for (turn, row), (_, other) in rows:
            assert [row[one] for one, _ in common] == [other[two] for _, two in common], f"turn {turn}"


def test_odds_that_rest_on_a_hidden_number_are_told_to_nobody_else() -> None:
    plus = [{"when": {"honey": "3+"}, "add": "+2", "because": "stores"}]
    buzz = action("buzz", role="bees", check={"target": 8, "plus": plus}, success={"grain": "+1"})
    game = Game(meadow(buzz)).plan(bees="buzz").do(FACILITATOR, "open").do(FACILITATOR, "move").do(FACILITATOR, "open")
    assert game.told() == ["Bees: Buzz. Two dice decide about it (odds not known to all)."]
    assert game.told("ants") == game.told()
    assert game.told("bees") == ["Bees: Buzz. 8 or more on two dice, +2 (72 %)."]
