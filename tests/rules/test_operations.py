"""Every key of a frame is an operation: compiled to something, done by a step, and told to players. One test each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playing import Game, Loaded, action, card, hold, inline, option, role, thrown, track
from wargame.content.model.deck import Frame
from wargame.rules.naming import name_condition, name_cost, name_effects
from wargame.rules.refusal import RefusalCode
from wargame.rules.score import list_standings
from wargame.rules.text.rule_text import format_condition, format_cost, format_effects

SHY = {"weather": track("Weather eye", seen_by=["ants"])}
"""A track only the ants see."""

ROLLED = "Ants: Act is rolled (58 %): 6 + 3 = 9, against 7: success."

OPERATIONS: dict[str, tuple[dict[str, Any], dict[str, int], str]] = {
    "when": ({"when": {"grain": "5+"}, "effects": {"grain": "+1"}}, {"grain": 6}, "Grain rose from 5 to 6: Act."),
    "cost": ({"cost": {"grain": 2}}, {"grain": 3}, "Grain fell from 5 to 3: the cost of Act."),
    "check": (
        {"check": {"target": 7}},
        {"result.ants": 2},
        "Ants: Act is rolled (58 %): 6 + 3 = 9, against 7: success.",
    ),
    "effects": ({"effects": {"grain": "=9"}}, {"grain": 9}, "Grain rose from 5 to 9: Act."),
    "success": (
        {"check": {}, "success": {"grain": "+2"}},
        {"grain": 7},
        "Grain rose from 5 to 7: Act, roll 9 against 7.",
    ),
    "failure": (
        {"check": {"target": 12}, "failure": {"grain": "-2"}},
        {"grain": 3},
        "Grain fell from 5 to 3: Act, roll 9 against 12.",
    ),
    "per": ({"effects": {"grain": "+1"}, "per": {"grain": [2, 4, 6]}}, {"grain": 7}, "Grain rose from 5 to 7: Act."),
    "lasts": ({"effects": {"grain": "+1"}, "lasts": 3}, {"grain": 6, "lasts.act": 2}, "Grain rose from 5 to 6: Act."),
    "reveal": ({"reveal": ["weather"]}, {"reveal.weather": 1}, "Weather eye is now known to all."),
    "inject": ({"inject": "frost"}, {"queued": 1}, ""),
    "end": ({"end": "harvest"}, {"ending": 1}, "The exercise ends: Harvest."),
}
"""For every key: a frame that uses it, what it does to the row, and the sentence an observer reads."""

ENDINGS = [{"id": "harvest", "title": "Harvest", "text": "In.", "when": {"grain": 99}}]


def test_a_new_key_is_a_new_operation() -> None:
    """Model, compiled rule, step, sentence and test are added together: a key without its row above is unfinished."""
    assert set(OPERATIONS) == set(Frame.model_fields)


@pytest.mark.parametrize("key", OPERATIONS)
def test_each_key_does_and_tells_what_it_says(key: str) -> None:
    frame, after, sentence = OPERATIONS[key]
    table = inline(cards=[card("frost", when={"grain": "99"})], tracks=SHY, actions=[action(**frame)], endings=ENDINGS)
    game = Game(table, Loaded(roll_ants=[thrown(9)])).plan(ants="act")
    assert {name: game[name] for name in after} == after
    assert (sentence in game.told()) if sentence else True


def test_an_injected_card_is_announced_and_comes() -> None:
    table = inline(cards=[card("frost", when={"grain": "99"})], actions=[action(inject="frost")], turns=5)
    game = Game(table).turn(ants="act")
    assert (game.card, game.announced) == ("", "frost"), "the card of the second turn had been fixed before"
    assert game.turn().card == "frost"


def test_wording_names_what_an_offer_costs_does_and_needs() -> None:
    frame: dict[str, Any] = {
        "when": {"grain": "4+", "any": [{"honey": "3-"}, {"grain": "1..5"}]},
        "cost": {"grain": 1},
        "check": {},
        "effects": {"honey": "+1"},
        "success": {"grain": "+2"},
        "failure": {"honey": "=0"},
        "per": {"grain": [3, 5]},
        "lasts": 2,
    }
    table = inline(actions=[action(**frame)])
    rule = table.rules[table.rule_at["act"]]
    assert format_cost(name_cost(table, rule)) == "Grain -1"
    assert format_condition(name_condition(table, rule.gate)) == "Grain 4 or more and (Honey 3 or less or Grain 1 to 5)"
    text = format_effects(name_effects(table, table.rule_at["act"]))
    assert text.startswith("success: Honey +1, Grain +2 (once for each of 3, 5 that Grain has reached); lasts 2 turns")
    assert text.endswith("failure: Honey to 0")


SEED = {"seed": {"name": "Seed", "about": "Sown."}}


def fields(**seeds: int) -> dict[str, Any]:
    """Zones with this much seed."""
    return {z: {"name": z.title(), "kind": "field", "at": [1, 1], "start": {"seed": n}} for z, n in seeds.items()}


# when


def test_an_action_is_on_offer_only_while_its_condition_holds() -> None:
    game = Game(inline(actions=[action(when={"grain": "6+"})]))
    assert "act" not in game.offers("ants")
    assert game.refused("ants", "plan", action="act").code is RefusalCode.NOT_OPEN
    game.do("facilitator", "set", number="grain", value=6)
    assert "act" in game.offers("ants")


def test_each_part_of_a_card_reads_what_the_parts_before_it_did() -> None:
    also = [{"when": {"grain": f"{n}+"}, "effects": {"honey": f"+{n}"}} for n in (4, 7)]
    game = Game(inline(cards=[card("rain", turn=1, effects={"grain": "+1"}, also=also)]))
    assert (game["grain"], game["honey"]) == (6, 9)


def test_any_needs_one_of_its_conditions() -> None:
    frame: dict[str, Any] = {"when": {"any": [{"grain": "9+"}, {"honey": "5"}]}}
    assert "act" in Game(inline(actions=[action(**frame)])).offers("ants")


# cost


def test_a_cost_is_paid_at_the_reveal_even_when_the_dice_fail() -> None:
    game = Game(inline(actions=[action(cost={"grain": 2}, check={}, success={"honey": "+1"})]))
    game.do("ants", "plan", action="act")
    assert game["grain"] == 5
    game.plan()
    assert (game["grain"], game["honey"]) == (3, 5)


def test_what_cannot_be_paid_is_not_on_offer() -> None:
    game = Game(inline(actions=[action(cost={"grain": 6})]))
    assert "act" not in game.offers("ants")


def test_a_role_that_can_no_longer_pay_holds_and_all_are_told() -> None:
    rest = hold("ants") | {"effects": {"honey": "+1"}}
    table = inline(actions=[action(cost={"grain": 4}, effects={"honey": "+3"}), rest | {"id": "rest"}])
    game = Game(table).do("ants", "plan", action="act").do("bees", "plan", action="hold_bees")
    game.do("facilitator", "set", number="grain", value=3).do("facilitator", "reveal")
    assert (game["grain"], game["honey"]) == (3, 6), "it paid nothing, and had what holding gives"
    for viewer in ("observer", "ants", "bees"):
        assert "Ants cannot pay for its plan, and holds." in game.told(viewer)


# check


@pytest.mark.parametrize(("total", "after"), [(6, 4), (7, 7)])
def test_seven_or_more_succeeds(total: int, after: int) -> None:
    act = action(check={}, success={"grain": "+2"}, failure={"grain": "-1"})
    assert Game(inline(actions=[act]), Loaded(roll_ants=[thrown(total)])).plan(ants="act")["grain"] == after


def test_bonuses_that_hold_are_added_and_shown_with_the_odds() -> None:
    plus = [{"when": {"grain": "5+"}, "add": "+1", "because": "stores"}, {"when": {"grain": "9+"}, "add": "+3"}]
    game = Game(inline(actions=[action(check={"target": 8, "plus": plus}, success={"grain": "+1"})]),
                Loaded(roll_ants=[thrown(7)]))  # fmt: skip
    sight = game.offers("ants")["act"].sights[""]
    assert (sight.odds, sight.target, sight.plus) == (58, 8, 1)
    assert [(bonus.add, bonus.because) for bonus in sight.bonuses] == [(1, "stores")]
    assert game.plan(ants="act")["grain"] == 6
    assert any("(58 %): 6 + 1 = 7, +1, against 8: success." in text for text in game.told())


# effects


def test_changes_to_one_number_are_summed_then_clamped_once() -> None:
    """9 +3 -3 is 9, not 10 - 3: effects and success are one change."""
    table = inline(
        tracks={"grain": track("Grain", start=9)},
        actions=[action(check={}, effects={"grain": "+3"}, success={"grain": "-3"})],
    )
    assert Game(table, Loaded(roll_ants=[thrown(12)])).plan(ants="act")["grain"] == 9


def test_numbers_stay_within_their_range() -> None:
    game = Game(inline(actions=[action(effects={"grain": "+9", "honey": "=99"})])).plan(ants="act")
    assert (game["grain"], game["honey"]) == (10, 10)


def test_a_target_is_the_zone_chosen() -> None:
    act = action(target={"seed": "3-"}, effects={"zones.target.seed": "+2"})
    game = Game(inline(zones=fields(oak=1, elm=4), zone_numbers=SEED, actions=[act]))
    assert game.offers("ants")["act"].slots[0].domain == ("oak",)
    assert game.refused("ants", "plan", action="act", zone="elm").code is RefusalCode.NOT_OPEN
    game.plan(ants="act@oak")
    assert (game["zones.oak.seed"], game["zones.elm.seed"]) == (3, 4)


# per


@pytest.mark.parametrize(("grain", "honey"), [(1, 5), (2, 6), (4, 7), (10, 8)])
def test_per_applies_once_for_each_step_reached(grain: int, honey: int) -> None:
    act = action(effects={"honey": "+1"}, per={"grain": [2, 4, 6]})
    table = inline(tracks={"grain": track("Grain", start=grain)}, actions=[act])
    assert Game(table).plan(ants="act")["honey"] == honey


def test_once_is_used_up_even_where_per_reaches_no_step() -> None:
    game = Game(inline(actions=[action(once=True, effects={"honey": "+1"}, per={"grain": [9]})])).turn(ants="act")
    assert "act" not in game.offers("ants")


# lasts


def test_lasts_three_applies_now_and_at_the_next_two_closes() -> None:
    game = Game(inline(actions=[action(effects={"grain": "+1"}, lasts=3)], turns=6))
    grain = [game.plan(ants="act")["grain"]]
    for _ in range(4):
        grain.append(game.close()["grain"])
        if len(grain) == 2:
            assert "Grain rose from 6 to 7: Act, still at work." in game.told()
        game.next().plan()
    assert grain == [6, 7, 8, 8, 8]


def test_a_failure_does_not_last() -> None:
    act = action(check={}, success={"grain": "+1"}, failure={"grain": "-1"}, lasts=3)
    game = Game(inline(actions=[act])).plan(ants="act").close()
    assert game["grain"] == 4


def test_what_lasts_ends_reveals_and_injects_once() -> None:
    act = action(effects={"grain": "+1"}, lasts=3, inject="frost", reveal=["honey"], once=True)
    game = Game(inline(cards=[card("frost", when={"grain": "99"})], actions=[act], turns=6))
    seen = [game.turn(ants="act").card]
    while not game.ending:
        seen.append(game.turn().card)
    assert seen.count("frost") == 1


def test_per_is_counted_anew_while_it_lasts() -> None:
    act = action(effects={"honey": "+1"}, per={"grain": [5, 9]}, lasts=2)
    game = Game(inline(actions=[act])).plan(ants="act")
    assert game["honey"] == 6
    game.do("facilitator", "set", number="grain", value=10).close()
    assert game["honey"] == 8


# reveal, end, once, rest


def test_a_revealed_track_stays_known() -> None:
    game = Game(inline(tracks=SHY, actions=[action(reveal=["weather"]), action("more", effects={"weather": "+1"})]))
    game.turn(ants="act").plan(ants="more")
    assert "Weather eye rose from 5 to 6: More." in game.told("bees")


@pytest.mark.parametrize("where", ["also", "option", "upkeep"])
def test_cards_their_options_and_upkeep_can_reveal_too(where: str) -> None:
    shows: dict[str, Any] = {"reveal": ["weather"]}
    asks = {"role": "ants", "prompt": "Well?", "options": [option("tell", **shows), option("hide")]}
    parts: dict[str, dict[str, Any]] = {"also": {"also": [shows]}, "option": {"response": asks}}
    rain = card("rain", turn=2, **parts.get(where, {}))
    rule = {"id": "known", "title": "Known", "text": "It shows."} | shows
    game = Game(inline(cards=[rain], tracks=SHY, upkeep=[rule] if where == "upkeep" else [])).turn()
    if where == "option":
        game.do("ants", "respond", option="tell")
    game.do("facilitator", "set", number="weather", value=9)
    assert "Weather eye rose from 5 to 9: set by the facilitator." in game.told("bees")


def test_an_ending_by_effect_ends_at_once() -> None:
    ends = action(end="harvest")
    bees = action("late", role="bees", effects={"grain": "+1"})
    game = Game(inline(actions=[ends, bees], endings=ENDINGS)).plan(ants="act", bees="late")
    assert game.ending == "harvest"
    assert game["grain"] == 5, "the bees come after the end"
    assert game.told()[-1] == "The exercise ends: Harvest."


def test_a_card_that_ends_the_exercise_leaves_nobody_to_answer_it() -> None:
    response = {"role": "ants", "prompt": "Well?", "options": [option("yes"), option("no")]}
    rain = card("rain", turn=2, also=[{"end": "harvest"}], response=response)
    game = Game(inline(cards=[rain], endings=ENDINGS)).turn()
    assert game.ending == "harvest"
    assert game.asked == ()


def test_an_action_that_is_once_can_be_planned_once() -> None:
    game = Game(inline(actions=[action(once=True)])).turn(ants="act")
    assert "act" not in game.offers("ants")
    assert game.refused("ants", "plan", action="act").code is RefusalCode.NOT_OPEN


def test_no_action_twice_running_but_for_those_that_may() -> None:
    game = Game(inline(actions=[action()], repeat=False)).turn(ants="act")
    assert set(game.offers("ants")) == {"hold_ants"}
    assert "act" in game.turn().offers("ants")
    assert "hold_ants" in game.offers("ants")


def test_another_zone_is_still_the_same_action() -> None:
    table = inline(zones=fields(oak=1, elm=1), zone_numbers=SEED, repeat=False, actions=[action(target={})])
    assert "act" not in Game(table).turn(ants="act@oak").offers("ants")


def test_a_length_may_have_its_own_opening() -> None:
    opening = {"grain": "+2", "honey": "=1"}
    game = Game(inline(length={"opening": opening}))
    assert (game["grain"], game["honey"]) == (7, 1)


def test_objectives_are_base_weights_and_awards_within_their_cap() -> None:
    aims: list[dict[str, Any]] = [
        {"id": "much", "title": "Much", "text": "3 a grain, 12 at most.", "points": {"grain": 3}, "max": 12},
        {"id": "calm", "title": "Calm", "text": "10 less 1.5 a grain.", "base": 10, "points": {"grain": "-1.5"}},
        {"id": "rich", "title": "Rich", "text": "Five thirds.", "awards": [{"when": {"grain": "5+"}, "points": "5/3"}]},
    ]
    game = Game(inline(roles={"ants": role("Ants", "a", *aims), "bees": role("Bees", "b")}))
    assert [round(s.points, 3) for s in list_standings(game.table, game.row, 0)] == [12, 2.5, 1.667]
