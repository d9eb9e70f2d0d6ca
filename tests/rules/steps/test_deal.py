"""Deals: offered, answered, countered once; what they do, how long they stand, and what breaks them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playing import Game, Loaded, action, inline
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.picks import Accept, BreakDeal, Counter, Decline, OfferDeal, Pass
from wargame.rules.refusal import RefusalCode
from wargame.rules.row import PC, Drawn
from wargame.rules.text.offer_text import format_title, list_offer_lines


def form(id: str = "swap", between: tuple[str, ...] = ("ants", "bees"), **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id.capitalize(), "text": "Terms.", "between": list(between)} | more


def meadow(*forms: dict[str, Any], **parts: Any) -> Table:
    return inline(deals=list(forms), **parts)


SWAP = form(now={"grain": "-1", "honey": "+1"}, each={"grain": "+2"}, broken={"grain": "=0"})
LEND = form("lend", now={"grain": "+1"})


def test_the_first_in_order_speaks_first_and_may_pass() -> None:
    game = Game(meadow(SWAP))
    assert (game.phase, game.asked) == ("deal", ("ants",))
    assert game.do("ants", "pass").asked == ("bees",)
    assert game.do("bees", "pass").phase == "plan"


def test_an_offer_does_nothing_until_it_is_accepted() -> None:
    game = Game(meadow(SWAP)).do("ants", "offer", form="swap")
    assert (game.asked, game["grain"]) == (("bees",), 5)
    game.do("bees", "accept")
    assert (game["grain"], game["honey"], game["deals.swap"]) == (4, 6, 1)
    assert "A deal stands between Ants and Bees: Swap." in game.told("ants")


def test_a_declined_offer_leaves_no_trace_and_the_other_may_still_speak() -> None:
    game = Game(meadow(SWAP)).do("ants", "offer", form="swap").do("bees", "decline")
    assert (game["grain"], game["deals.swap"], game.asked) == (5, 0, ("bees",))


def test_an_offer_is_countered_once_with_another_form() -> None:
    game = Game(meadow(SWAP, LEND)).do("ants", "offer", form="swap")
    assert set(game.offers("bees")) == {"accept", "decline", "lend"}
    assert game.refused("bees", "counter", form="swap").code is RefusalCode.NOT_OPEN
    game.do("bees", "counter", form="lend")
    assert (game.asked, set(game.offers("ants"))) == (("ants",), {"accept", "decline"})
    game.do("ants", "accept")
    assert (game["deals.lend"], game["deals.swap"], game["grain"]) == (1, 0, 6)


def test_a_counter_can_be_declined() -> None:
    game = Game(meadow(SWAP, LEND)).do("ants", "offer", form="swap").do("bees", "counter", form="lend")
    assert game.do("ants", "decline")["deals.lend"] == 0
    assert game.asked == ("bees",), "it is still the bees' turn to offer"


@pytest.mark.parametrize("answer", ["accept", "decline"])
def test_where_a_counter_stands_instead_of_an_offer_who_counters_makes_none(answer: str) -> None:
    game = Game(meadow(SWAP, LEND, instead=True)).do("ants", "offer", form="swap").do("bees", "counter", form="lend")
    game.do("ants", answer)
    assert (game.phase, game["deals.lend"]) == ("plan", int(answer == "accept"))
    game.plan().close().do(FACILITATOR, "next")
    assert game.do("ants", "pass").asked == ("bees",), "in the next turn they may offer again"


def test_where_a_counter_stands_instead_of_an_offer_who_answers_may_still_offer_and_be_countered() -> None:
    game = Game(meadow(SWAP, LEND, instead=True)).do("ants", "offer", form="swap").do("bees", "decline")
    game.do("bees", "offer", form="lend").do("ants", "counter", form="swap").do("bees", "accept")
    assert (game.phase, game["deals.swap"]) == ("plan", 1)


def test_a_counter_stands_for_no_offer_where_no_two_roles_can_deal() -> None:
    assert not meadow(form(between=("ants",)), instead=True).instead


def test_a_standing_deal_works_at_every_close() -> None:
    game = Game(meadow(SWAP)).do("ants", "offer", form="swap").do("bees", "accept")
    assert set(game.offers("bees")) == {"pass", "swap"}
    game.passing().plan().close()
    assert game["grain"] == 6
    assert "Grain rose from 4 to 6: Swap." in game.told()


def test_a_deal_can_be_broken_off_at_its_cost() -> None:
    game = Game(meadow(SWAP)).do("ants", "offer", form="swap").do("bees", "accept").do("bees", "break", form="swap")
    assert (game["deals.swap"], game["grain"]) == (0, 0)
    assert game.told()[:2] == ["The deal is over: Swap.", "Grain fell from 4 to 0: Swap was broken."]


def test_a_deal_is_broken_by_an_action_it_forbids_and_by_no_other() -> None:
    terms = SWAP | {"promises": {"ants": ["raid"]}}
    acts = [action("raid", effects={"honey": "-1"}), action("dig")]
    made = Game(meadow(terms, actions=acts)).do("ants", "offer", form="swap").do("bees", "accept").passing()
    kept = made.plan(ants="dig")
    assert kept["deals.swap"] == 1
    broken = kept.close().next().plan(ants="raid")
    assert (broken["deals.swap"], broken["grain"]) == (0, 0)
    assert "Grain fell from 6 to 0: Swap was broken." in broken.told()


def test_a_deal_lapses_when_its_condition_comes_true() -> None:
    terms = SWAP | {"lapses": {"honey": "9+"}}
    game = Game(meadow(terms)).do("ants", "offer", form="swap").do("bees", "accept").passing()
    game.do("facilitator", "set", number="honey", value=9).plan().close()
    assert (game["deals.swap"], game["grain"]) == (0, 4), "nothing more is given, and nothing is broken"


def test_a_deal_lasts_as_many_closes_as_it_says() -> None:
    game = Game(meadow(SWAP | {"lasts": 2})).do("ants", "offer", form="swap").do("bees", "accept").passing()
    grain = [game["grain"]]
    for _ in range(3):
        grain.append(game.plan().close()["grain"])
        game.next()
    assert grain == [4, 6, 8, 8]


def test_a_deal_that_does_not_stand_happens_and_is_over() -> None:
    game = Game(meadow(form(now={"grain": "+1"}, stands=False))).do("ants", "offer", form="swap").do("bees", "accept")
    assert (game["grain"], game["deals.swap"]) == (6, 0)


def test_a_form_may_be_used_once() -> None:
    game = Game(meadow(SWAP | {"once": True}, LEND)).do("ants", "offer", form="swap").do("bees", "accept")
    game.do("bees", "break", form="swap").plan().close().do("facilitator", "next")
    assert set(game.offers("ants")) == {"pass", "lend"}


def test_a_limit_allows_one_deal_of_its_kind_a_turn() -> None:
    game = Game(meadow(SWAP | {"limit": "trade"}, LEND | {"limit": "trade"}))
    game.do("ants", "offer", form="swap").do("bees", "accept")
    assert set(game.offers("bees")) == {"pass", "swap"}
    assert game.offers("bees")["swap"].do == "break"
    game.passing().plan().close().do("facilitator", "next")
    assert "lend" in game.offers("ants")


def test_a_form_is_open_while_its_condition_holds() -> None:
    game = Game(meadow(SWAP | {"when": {"grain": "6+"}}, LEND))
    assert set(game.offers("ants")) == {"pass", "lend"}
    assert game.refused("ants", "offer", form="swap").code is RefusalCode.NOT_OPEN
    assert game.refused("ants", "offer", form="gift").code is RefusalCode.NO_FORM


def test_an_arrangement_inside_one_role_needs_no_answer() -> None:
    game = Game(meadow(form(between=("bees",), now={"honey": "+1"}, secret=True)))
    assert game.asked == ("bees",)
    assert game.do("bees", "offer", form="swap")["honey"] == 6
    assert game.phase == "plan"


def test_a_secret_deal_is_told_to_its_parties_alone() -> None:
    table = inline(
        roles=three(), order=["ants", "bees", "crows"], deals=[SWAP | {"secret": True}],
        actions=[action("hold_crows", role="crows")],
    )  # fmt: skip
    game = Game(table)
    assert [game.table.find_phase(game.row), game.asked] == ["deal", ("ants",)]
    for do, who in (("offer", "ants"), ("accept", "bees")):
        game.do(who, do, **({"form": "swap"} if do == "offer" else {}))
        assert not any("Swap" in text for viewer in ("crows", "observer") for text in game.told(viewer))
    assert "Grain fell from 5 to 4: cause unknown." in game.told("crows")
    assert "A deal stands between Ants and Bees: Swap." in game.told("bees")


def three() -> dict[str, Any]:
    aims = [{"id": "live", "title": "Live", "text": "Live on."}]
    return {
        name: {"name": name.capitalize(), "key": name[0], "public": "Animals.", "private": "Busy.", "objectives": aims}
        for name in ("ants", "bees", "crows")
    }


@pytest.mark.parametrize("viewer", ["ants", "bees", "observer"])
def test_an_exposure_roll_is_for_the_facilitator_alone(viewer: str) -> None:
    check = {"id": "exposure", "title": "Exposure", "text": "It comes out.", "check": {"target": 11}}
    game = Game(inline(upkeep=[check | {"success": {"grain": "-1"}}]), Loaded(exposure=[35])).plan().close()
    assert any(isinstance(event, Drawn) and event.slot == "exposure" for event in game.last.events)
    assert "Exposure is rolled (8 %): 6 + 6 = 12, against 11: success." in game.told("facilitator")
    assert game.told(viewer)[0] == "Grain fell from 5 to 4: Exposure."


def test_terms_are_shown_before_anybody_signs() -> None:
    terms = SWAP | {"promises": {"ants": ["raid"]}, "secret": True}
    game = Game(meadow(terms, actions=[action("raid")]))
    offer = game.offers("ants")["swap"]
    assert format_title(offer) == "Swap (to Bees, in secret)"
    assert list_offer_lines(offer) == [
        "when agreed: Grain -1, Honey +1",
        "each close: Grain +2",
        "promised: Ants not to Raid",
        "if broken: Grain to 0; the deal is over",
    ]


TIE: dict[str, Any] = {
    "id": "tie", "title": "Tie", "text": "Terms.", "between": ["ants", "bees"], "now": {"grain": "=2"},
    "lapses": {"grain": 0}, "promises": {"ants": ["raid"], "bees": ["sting"]}, "broken": {"honey": "-1"},
}  # fmt: skip


def tied(**cut: Any) -> Game:
    acts = [action("raid"), action("sting", "bees"), action("cut", **({"effects": {"grain": "-2"}} | cut))]
    return Game(inline(actions=acts, deals=[TIE])).do("ants", "offer", form="tie").do("bees", "accept").passing()


def test_an_action_that_lets_a_deal_lapse_says_so_and_what_breaking_it_before_costs() -> None:
    game = tied()
    assert list_offer_lines(game.offers("ants")["cut"])[1:] == [
        "Tie then ends by itself at the next close (Grain 0). Who breaks it before that still pays: Honey -1."
    ]
    half = tied(effects={"grain": "-1"})
    assert list_offer_lines(half.offers("ants")["cut"])[1:] == [
        "Tie stands on after it: it ends by itself at a close with Grain 0."
    ]
    assert list_offer_lines(game.offers("ants")["raid"])[1:] == ["nothing changes"], "it breaks the deal"
    game.plan(ants="cut", bees="sting")
    assert game.told("bees")[-2:] == ["The deal is over: Tie.", "Honey fell from 5 to 4: Tie was broken."]


def test_a_deal_that_will_lapse_is_told_as_one_wherever_it_could_still_be_broken() -> None:
    game = tied()
    game.row[game.table.index["grain"]] = 0
    (breach, *_) = list_offer_lines(game.offers("ants")["raid"])
    free = "It would end by itself at the next close, at no cost, if still so: Grain 0."
    assert breach == f"Breaks your promise to Bees (Tie): Honey -1; the deal is over. {free}"
    assert game.offers("ants")["cut"].lapsing == (), "it lapses without that"
    game = tied().plan().close().do(FACILITATOR, "next")
    assert free not in list_offer_lines(game.offers("ants")["tie"])
    game.row[game.table.index["grain"]] = 0
    assert free in list_offer_lines(game.offers("ants")["tie"])
    game.passing().plan().close()
    assert game["deals.tie"] == 0, "and so it does"
    assert game["honey"] == 5


def list_picks(game: Game, role: int) -> list[object]:
    """Return the picks of the choice that waits, in their order."""
    choice = game.table.choices[game.row[PC]]
    assert choice is not None
    return list(choice.picks(game.row, role))


def test_offers_are_listed_as_pass_then_forms_then_breaks() -> None:
    game = Game(meadow(SWAP, LEND, form("gift"))).do("ants", "offer", form="swap").do("bees", "accept")
    assert list_picks(game, 1) == [Pass(), OfferDeal(1), OfferDeal(2), BreakDeal(0)]


def test_answers_are_listed_as_accept_then_decline_then_counters() -> None:
    game = Game(meadow(SWAP, LEND, form("gift"))).do("ants", "offer", form="lend")
    assert list_picks(game, 1) == [Accept(), Decline(), Counter(0), Counter(2)]


def test_plans_are_listed_in_the_order_of_their_rules() -> None:
    table = inline(actions=[action("dig"), action("act")])
    assert list_picks(Game(table), 0) == list(table.actions[0])
