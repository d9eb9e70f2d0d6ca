"""Powers: what the facilitator may do at any time lands as events; nobody else may do it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from tests.playing import Game, Loaded, action, card, inline, option, shipped, thrown, track
from wargame.rules.decide import list_offers
from wargame.rules.decisions import build_decision
from wargame.rules.evolve import replay
from wargame.rules.model import OBSERVER
from wargame.rules.offers import OfferGroup
from wargame.rules.powers import POWERS, Power, PowerWay
from wargame.rules.refusal import RefusalCode
from wargame.rules.row import Changed
from wargame.rules.text.decision_text import format_decided
from wargame.rules.text.offer_text import list_slot_labels
from wargame.rules.text.refusal_text import format_refusal

VERBS = [power.do for power in POWERS]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["ants", "bees", "observer", "nobody"])
def test_no_role_may_use_a_power(verb: str, who: str) -> None:
    game = Game(inline(cards=[card("rain"), card("sun")]))
    args = {"number": "grain", "value": 1} if verb == "set" else {"card": "sun"} if verb == "inject" else {}
    assert game.refused(who, verb, **args).code in (RefusalCode.WRONG_VERB, RefusalCode.NO_ROLE, RefusalCode.NOT_ASKED)


def test_set_gives_a_number_a_value_and_all_who_see_it_are_told() -> None:
    game = Game(inline()).do("facilitator", "set", number="honey", value=2)
    assert game["honey"] == 2
    assert game.told("bees") == ["Honey fell from 5 to 2: set by the facilitator."]
    assert game.told("ants") == []


def test_set_keeps_to_the_range() -> None:
    game = Game(inline())
    assert format_refusal(game.refused("facilitator", "set", number="grain", value=11)) == "value must be: 0 to 10"
    assert game.refused("facilitator", "set", number="pc", value=1).code is RefusalCode.NO_TARGET


def test_rule_changes_numbers_now_and_for_some_closes_more() -> None:
    game = Game(inline()).do("facilitator", "rule", effects={"grain": 2}, closes=1)
    assert game.told() == ["Grain rose from 5 to 7: the facilitator's ruling."]
    assert [game.turn()["grain"], game.turn()["grain"]] == [9, 9]


def test_lift_ends_a_ruling() -> None:
    game = Game(inline())
    assert "lift" not in game.offers("facilitator")
    assert format_refusal(game.refused("facilitator", "lift", ruling=0)) == "there is nothing to lift now"
    game.do("facilitator", "rule", effects={"grain": 1}, closes=9)
    (slot,) = game.offers("facilitator")["lift"].slots
    assert list_slot_labels(slot) == ("Grain +1, 9 closes",)
    game.do("facilitator", "lift", ruling=0)
    assert game.turn()["grain"] == 6


def test_rulings_are_limited_so_that_each_is_kept() -> None:
    game = Game(inline())
    for _ in range(12):
        lasting = game.offers("facilitator")["rule"].slots[1].domain
        game.do("facilitator", "rule", effects={"grain": 1}, closes=min(1, lasting[-1]))
    assert game.offers("facilitator")["rule"].slots[1].domain == (0,)


def test_overrule_turns_a_result_and_does_what_the_facilitator_says() -> None:
    game = Game(inline(actions=[action(check={}, success={"grain": "+2"})]), Loaded(roll_ants=[thrown(3)]))
    assert "overrule" not in game.offers("facilitator")
    game.plan(ants="act")
    assert game["result.ants"] == 3
    game.do("facilitator", "overrule", role="ants", effects={"grain": 2})
    assert (game["result.ants"], game["grain"]) == (2, 7)
    assert game.told() == [
        "Act: now a success, by the facilitator's ruling.",
        "Grain rose from 5 to 7: the result was overruled.",
    ]
    game.do("facilitator", "overrule", role="ants", effects={"grain": -2})
    assert (game["result.ants"], game["grain"]) == (3, 5)


def test_inject_delivers_a_card_at_once_then_play_goes_on_where_it_was() -> None:
    ask = {"role": "bees", "prompt": "Well?", "options": [option("yes", effects={"honey": "+1"}), option("no")]}
    deck = [card("rain"), card("sun"), card("hail", effects={"grain": "-1"}, response=ask)]
    game = Game(inline(cards=deck)).do("ants", "plan", action="hold_ants")
    game.do("facilitator", "inject", card="hail")
    assert (game.card, game["grain"], game.asked) == ("hail", 4, ("bees",))
    assert "inject" not in game.offers("facilitator"), "one card at a time"
    game.do("bees", "respond", option="yes")
    assert (game.phase, game.asked, game["honey"]) == ("plan", ("bees",), 6)


def test_injecting_the_announced_card_announces_another() -> None:
    game = Game(inline(cards=[card("rain"), card("sun"), card("hail")]))
    assert game.announced == "sun"
    game.do("facilitator", "inject", card="sun")
    assert (game.card, game.announced) == ("sun", "hail")


def test_a_delivered_card_cannot_be_injected_again() -> None:
    game = Game(inline(cards=[card("rain"), card("sun")]))
    assert game.card == "rain"
    assert "rain" not in game.offers("facilitator")["inject"].slots[0].domain


def test_skip_and_defer_announce_another_card() -> None:
    for verb in ("skip", "defer"):
        game = Game(inline(cards=[card("rain"), card("sun"), card("hail")]))
        game.do("facilitator", verb)
        assert game.announced == "hail"
        assert "Next card: Hail." in game.told("ants")


def test_end_closes_with_the_ending_that_holds_in_any_phase() -> None:
    endings = [{"id": "famine", "title": "Famine", "text": "None left.", "when": {"grain": "2-"}, "last": True}]
    game = Game(inline(endings=endings)).do("facilitator", "set", number="grain", value=1).do("facilitator", "end")
    assert (game.ending, game.phase) == ("famine", "over")
    assert Game(inline(endings=endings)).plan().do("facilitator", "end").ending == "autumn"


def test_there_are_powers_from_the_first_moment_but_not_those_that_need_a_turn() -> None:
    game = Game(inline(), begin=False)
    assert {offer.do for offer in game.offers("facilitator").values()} == {"begin", "rule", "set"}


def test_bots_alone_have_no_facilitator() -> None:
    game = Game(inline(paced=False))
    assert game.offers("facilitator") == {}
    assert game.refused("facilitator", "set", number="grain", value=1).code is RefusalCode.NOT_ASKED


def test_every_power_lands_as_events_that_rebuild_the_row() -> None:
    deck = [card(name) for name in ("rain", "sun", "hail", "fog")]
    table = inline(cards=deck, actions=[action(effects={"grain": "+1"})])
    game = Game(table).plan(ants="act")
    uses: dict[str, dict[str, Any]] = {
        "rule": {"effects": {"grain": 1}, "closes": 2},
        "lift": {"ruling": 0},
        "set": {"number": "honey", "value": 0},
        "overrule": {"role": "ants", "effects": {"honey": 1}},
        "inject": {"card": "fog"},
        "skip": {},
        "defer": {},
        "end": {},
    }
    assert set(uses) == set(VERBS)
    for verb, args in uses.items():
        before = game.row
        assert format_decided(build_decision(table, "", verb, args)) != verb, "a power is said in words"
        game.do("facilitator", verb, **args)
        assert any(isinstance(event, Changed) for event in game.last.events)
        check_causes(game, verb)
        assert replay(before, game.last.events) == game.row


CAUSES = {
    "overrule": "the result was overruled",
    "rule": "the facilitator's ruling",
    "set": "set by the facilitator",
}
"""What is told as the cause of a number that a power changed itself."""


def check_causes(game: Game, verb: str) -> None:
    """Each number that a power changed itself is told with the cause that its entry gives."""
    power = next(one for one in POWERS if one.do == verb)
    own = [event for event in game.last.events if isinstance(event, Changed) and event.rule < 0]
    assert {event.part for event in own} <= {"", power.part}
    for event in own:
        column = game.table.columns[event.column]
        if column.kind in ("track", "zone", "flag"):
            assert event.part == power.part != "", f"{verb} changes {column.name} without its part"
            (told,) = [text for text in game.told("facilitator") if text.startswith(column.label)]
            assert told.rstrip(".)").endswith(CAUSES[verb])


HIDDEN = ("honey", "wax", "flags.swarm")
"""Numbers that the bees alone see."""


def uses_on_hidden_numbers(way: PowerWay) -> Iterator[dict[str, Any]]:
    """Arguments for a way to use a power, with hidden numbers wherever it takes numbers; none if it is about others."""
    named = [value for value in way.args.values() if value in HIDDEN]
    if way.args and not named:
        return
    domains: list[list[Any]] = []
    for slot in way.slots:
        hidden = [one for one in slot.domain if one in HIDDEN]
        if slot.effects:
            domains.append([{one: by} for one in hidden for by in (1, -2)])
        elif named:
            domains.append([slot.domain[0], slot.domain[-1]])  # the new value of a hidden number
        else:
            domains.append(hidden or [slot.domain[0]])
    for values in product(*domains):
        yield {**way.args, **dict(zip([slot.name for slot in way.slots], values, strict=True))}


@pytest.mark.parametrize("power", POWERS, ids=VERBS)
def test_a_power_is_said_without_the_numbers_that_a_viewer_does_not_see(power: Power) -> None:
    secret = {"wax": track("Wax", 3, seen_by=["bees"])}
    flags = {"swarm": {"name": "Swarm out", "about": "A flag.", "seen_by": ["bees"]}}
    table = inline(cards=[card("rain"), card("sun"), card("hail")], tracks=secret, flags=flags, actions=[action()])
    game = Game(table).plan(ants="act").do("facilitator", "rule", effects={"honey": 1}, closes=2)
    uses = [args for way in power.ways(table, game.row) for args in uses_on_hidden_numbers(way)]
    assert uses, f"{power.do} cannot be used here"
    for viewer in ("ants", OBSERVER):
        said, *others = {format_decided(build_decision(table, "", power.do, args, viewer)) for args in uses}
        assert not others, f"what {viewer} reads depends on numbers that {viewer} does not see"
        assert not [name for name in HIDDEN if table.columns[table.index[name]].label in said]


def test_powers_are_the_facilitators_alone_in_the_shipped_exercise() -> None:
    table = shipped()
    game = Game(table)
    for role in table.roles:
        assert not any(offer.group is OfferGroup.POWERS for offer in list_offers(table, game.row, role))
