"""Arguments: proposed, challenged, clarified or withdrawn, assessed, rolled, ruled; vetoed and planned again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playing import Game, Loaded, action, inline, thrown
from wargame.likelihood import compute_odds
from wargame.rules.model import Table
from wargame.rules.refusal import RefusalCode
from wargame.rules.row import PC
from wargame.rules.steps.argue import find_hearing_role
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.view import build_view


def meadow(**parts: Any) -> Table:
    terms = parts.pop("arguments", {})
    return inline(arguments=terms, actions=[action(effects={"honey": "+1"})], **parts)


def argued(dice: Loaded | None = None, table: Table | None = None, secret: bool = False, **effects: int) -> Game:
    """The ants argue, and the plans are revealed."""
    game = Game(table or meadow(), dice)
    game.do("ants", "argue", effects=effects or {"grain": 2}, reasons=2, secret=secret)
    return game.plan()


def hearing(game: Game) -> str:
    """The role whose argument is judged where the program stands; empty if none is."""
    role = find_hearing_role(game.table, game.row[PC])
    return "" if role is None else game.table.roles[role]


def test_a_hearing_belongs_to_the_role_that_argues_from_the_challenge_to_the_ruling() -> None:
    game = argued(Loaded(roll_ants=[thrown(6)]))
    stages = [hearing(game)]
    for who, do, args in (
        ("bees", "challenge", {"pros": 0, "cons": 0}),
        ("ants", "stand", {}),
        ("facilitator", "weigh", {"pros": 2, "cons": 0}),
        ("facilitator", "apply", {}),
    ):
        stages.append(hearing(game.do(who, do, **args)))
    assert stages == ["ants", "ants", "ants", "ants", ""]


def test_a_role_that_plans_again_after_a_veto_is_not_in_a_hearing() -> None:
    game = argued()
    assert hearing(heard(game)) == "ants"
    game.do("facilitator", "veto")
    assert (game.asked, hearing(game)) == (("ants",), "")


def heard(game: Game, pros: int = 0, cons: int = 0) -> Game:
    return game.do("bees", "challenge", pros=pros, cons=cons).do("ants", "stand")


@pytest.mark.parametrize(
    ("net", "per_cent"), list(zip(range(-5, 6), [3, 8, 17, 28, 42, 58, 72, 83, 92, 97, 100], strict=True))
)
def test_the_odds_of_an_argument_by_its_net_of_reasons(net: int, per_cent: int) -> None:
    assert compute_odds(7 - net) == per_cent


def test_all_hear_that_there_is_an_argument_then_the_others_are_asked() -> None:
    game = argued()
    assert "Ants: an argument." in game.told()
    assert (game.asked, set(game.offers("bees"))) == (("bees",), {"challenge"})


def test_strong_reasons_are_weighed_and_rolled_and_the_effect_is_as_proposed() -> None:
    game = heard(argued(Loaded(roll_ants=[thrown(6)])), pros=1, cons=1)
    slots = {slot.name: slot.domain for slot in game.offers("facilitator")["weigh"].slots}
    assert slots == {"pros": (0, 1, 2, 3), "cons": (0, 1)}, "two reasons of the ants, one pro and one con of the bees"
    game.do("facilitator", "weigh", pros=2, cons=1)
    assert game.told() == ["The argument is rolled: 5 + 1 = 6, +1, against 7: success."]
    game.do("facilitator", "apply")
    assert (game["grain"], game["result.ants"]) == (7, 2)
    assert game.told() == ["Grain rose from 5 to 7: the argument."]


def test_a_failed_argument_changes_nothing_unless_ruled_otherwise() -> None:
    game = heard(argued(Loaded(roll_ants=[thrown(4)]))).do("facilitator", "weigh", pros=2, cons=0)
    assert "failure" in game.told()[0]
    assert game.do("facilitator", "apply")["grain"] == 5
    assert game.phase == "close"


def test_the_net_is_limited() -> None:
    game = heard(argued(Loaded(roll_ants=[thrown(4)]), meadow(arguments={"net": 2})), pros=3)
    game.do("facilitator", "weigh", pros=5, cons=0)
    assert "4 = 4" not in game.told()[0]
    assert ", +2, against 7: failure" in game.told()[0]


def test_a_veto_sends_the_role_back_to_plan() -> None:
    game = heard(argued()).do("facilitator", "veto")
    assert (game.asked, game["plan.ants"], game["vetoes.ants"]) == (("ants",), 0, 1)
    game.do("ants", "plan", action="act")
    assert (game["honey"], game.phase) == (6, "close")


def test_after_a_veto_another_argument_may_be_made_and_rolls_anew() -> None:
    dice = Loaded(roll_ants=[thrown(12)])
    game = heard(argued(dice)).do("facilitator", "veto")
    game.do("ants", "argue", effects={"grain": -1}, reasons=1, secret=False)
    heard(game, pros=0, cons=3).do("facilitator", "weigh", pros=0, cons=3).do("facilitator", "apply")
    assert game["grain"] == 4
    assert [asked for asked in dice.asked if asked[1] == "roll/ants"] == [(1, "roll/ants", 1)]


def test_what_nobody_disputes_happens_without_dice() -> None:
    dice = Loaded()
    game = heard(argued(dice)).do("facilitator", "allow").do("facilitator", "apply")
    assert game["grain"] == 7
    assert not any(slot.startswith("roll") for _, slot, _ in dice.asked)


def test_a_withdrawn_argument_is_nothing_and_all_are_told() -> None:
    game = argued().do("bees", "challenge", pros=0, cons=1).do("ants", "withdraw")
    assert (game["grain"], game.phase) == (5, "close")
    assert game.told("bees") == ["Ants withdraws its argument: nothing happens."]


@pytest.mark.parametrize(("verb", "grain"), [("succeed", 7), ("fail", 5), ("allow", 7)])
def test_umpired_the_facilitator_rules_and_nothing_is_rolled(verb: str, grain: int) -> None:
    game = heard(argued(table=meadow(arguments={"method": "umpired"})))
    assert "weigh" not in game.offers("facilitator")
    assert game.refused("facilitator", "weigh", pros=0, cons=0).code is RefusalCode.NOT_OPEN
    assert game.do("facilitator", verb).do("facilitator", "apply")["grain"] == grain


def test_succeed_and_fail_are_not_on_offer_where_reasons_are_weighed() -> None:
    game = heard(argued())
    assert {"succeed", "fail"}.isdisjoint(game.offers("facilitator"))
    assert game.refused("facilitator", "succeed").code is RefusalCode.NOT_OPEN


def test_a_ruling_may_settle_otherwise_and_last() -> None:
    game = heard(argued()).do("facilitator", "allow")
    game.do("facilitator", "settle", effects={"honey": -1, "grain": 1}, closes=2)
    assert (game["grain"], game["honey"]) == (6, 4)
    after = []
    for _ in range(3):
        game.close()
        after.append((game["grain"], game["honey"]))
        game.next().plan()
    assert after == [(7, 3), (8, 2), (8, 2)]


def test_a_secret_argument_is_judged_privately() -> None:
    game = argued(secret=True)
    assert game.asked == ("ants",), "nobody is asked for pros and cons"
    game.do("ants", "stand").do("facilitator", "weigh", pros=1, cons=0)
    assert game.told("bees") == []
    assert game.told("ants") == ["The argument is rolled: 1 + 1 = 2, +1, against 7: failure."]
    game.do("facilitator", "settle", effects={"grain": 1}, closes=0)
    assert game.told("bees") == ["Grain rose from 5 to 6: cause unknown."]
    assert game.told("ants") == ["Grain rose from 5 to 6: the argument."]


def test_how_a_secret_argument_is_judged_is_in_no_other_view() -> None:
    seen = []
    for verb, args in (("allow", {}), ("weigh", {"pros": 0, "cons": 0}), ("weigh", {"pros": 2, "cons": 0})):
        game = argued(Loaded(roll_ants=[thrown(12)]), secret=True).do("ants", "stand").do("facilitator", verb, **args)
        seen.append(build_view(game.table, game.row, "bees"))
    assert seen[0] == seen[1] == seen[2]


def test_one_secret_argument_an_exercise() -> None:
    game = argued(secret=True).do("ants", "stand").do("facilitator", "veto")
    slots = {slot.name: slot.domain for slot in game.offers("ants")["argue"].slots}
    assert slots["secret"] == (False,)
    refusal = game.refused("ants", "argue", effects={}, reasons=1, secret=True)
    assert format_refusal(refusal) == "secret must be: false"


def test_an_argument_starts_from_numbers_its_role_can_see() -> None:
    slot = Game(meadow()).offers("ants")["argue"].slots[0]
    assert slot.domain == ("grain",)
    assert Game(meadow()).offers("bees")["argue"].slots[0].domain == ("grain", "honey")


def test_two_arguments_in_a_turn_are_heard_one_after_the_other() -> None:
    game = Game(meadow())
    for who in ("ants", "bees"):
        game.do(who, "argue", effects={"grain": 1}, reasons=1, secret=False)
    game.plan()
    for proposer, other in (("ants", "bees"), ("bees", "ants")):
        assert game.asked == (other,)
        game.do(other, "challenge", pros=0, cons=0).do(proposer, "stand")
        game.do("facilitator", "allow").do("facilitator", "apply")
    assert (game["grain"], game.phase) == (7, "close")


def test_bots_alone_do_not_argue() -> None:
    assert "argue" not in Game(meadow(paced=False)).offers("ants")
