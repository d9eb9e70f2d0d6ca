"""Offers as data: what they hold of costs, changes, deals and conditions, without words and without the table."""

from __future__ import annotations

from typing import Any

from tests.playing import Game, Loaded, action, card, inline, league, option, thrown
from tests.rules.test_operations import SEED, fields
from wargame.rules.decide import list_closed
from wargame.rules.model import FACILITATOR
from wargame.rules.named import Named, NamedChange, NamedNumber, Where
from wargame.rules.text.offer_text import format_closed_reason, format_shifting, list_offer_lines

GRAIN = NamedNumber("grain", "Grain", "Grain")
SWAP: dict[str, Any] = {
    "id": "swap", "title": "Swap", "text": "Grain for honey.", "between": ["ants", "bees"], "lasts": 3,
    "now": {"grain": "-1"}, "each": {"grain": "+2"}, "broken": {"grain": "=0"},
    "promises": {"ants": ["raid"]}, "secret": True,
}  # fmt: skip


def test_a_number_of_a_zone_has_its_names_apart() -> None:
    table = league()
    column = table.columns[table.index["zones.weir.watch"]]
    assert (column.label, column.short, column.place) == (f"{column.place}: {column.short}", "watch", "Weir")
    assert table.named_numbers[table.index["zones.weir.watch"]].short == "watch"
    trade = table.columns[table.index["trade"]]
    assert (trade.label, trade.short, trade.place) == ("Trade", "Trade", "")


def test_an_action_says_what_it_costs_and_changes() -> None:
    act = action(cost={"grain": 2}, check={"target": 8}, success={"grain": "+3"}, failure={"honey": "=0"}, lasts=2)
    offer = Game(inline(actions=[act])).offers("ants")["act"]
    assert [(one.number, one.n) for one in offer.cost] == [(GRAIN, 2)]
    assert offer.effects is not None
    assert offer.effects.success == (NamedChange(GRAIN, 3),)
    assert offer.effects.failure == (NamedChange(NamedNumber("honey", "Honey", "Honey"), 0, sets=True),)
    assert (offer.effects.lasts, offer.target, offer.title) == (2, 8, "Act")


def test_a_change_in_the_chosen_zone_says_so() -> None:
    game = Game(league())
    council = game.offers("league")["council"]
    assert council.effects is not None
    assert {change.where for change in council.effects.success} >= {Where.PARTNER}


def test_a_deal_says_its_terms_to_either_party() -> None:
    game = Game(inline(deals=[SWAP], actions=[action("raid")]))
    terms = game.offers("ants")["swap"].terms
    assert terms is not None
    assert (terms.form, terms.partner, terms.secret, terms.lasts) == (
        Named("swap", "Swap"),
        Named("bees", "Bees"),
        True,
        3,
    )
    assert [(p.role.id, p.actions) for p in terms.promises] == [("ants", (Named("raid", "Raid"),))]
    assert terms.broken.success == (NamedChange(GRAIN, 0, sets=True),)


def test_an_action_says_which_standing_deals_it_breaks() -> None:
    game = Game(inline(deals=[SWAP], actions=[action("raid"), action("rest")]))
    game.do("ants", "offer", form="swap").do("bees", "accept").passing()
    (promise,) = game.offers("ants")["raid"].breaks
    assert (promise.form, promise.partner) == (Named("swap", "Swap"), Named("bees", "Bees"))
    assert promise.broken.success == (NamedChange(GRAIN, 0, sets=True),)
    assert "Breaks your promise to Bees (Swap): Grain" in list_offer_lines(game.offers("ants")["raid"])[0]
    assert game.offers("ants")["rest"].breaks == ()


def test_what_is_closed_says_which_member_refuses_and_by_what() -> None:
    game = Game(league())
    game.do(FACILITATOR, "set", number="will_weir", value=1)
    refusals = [one for closed in list_closed(game.table, game.row, "league") for one in closed.refusals]
    assert {one.member.id for one in refusals} == {"weir"}
    assert [(value.number.name, value.value) for value in refusals[0].values] == [("will_weir", 1)]
    assert refusals[0].condition.bounds[0].number.name == refusals[0].number == "will_weir"


def test_the_odds_of_an_offer_are_those_after_its_cost_is_paid() -> None:
    """The cost comes before the dice, and may take away what would have counted."""
    plus = [{"when": {"grain": "5+"}, "add": "+1", "because": "stores"}]
    sow = action("sow", cost={"grain": 1}, check={"target": 7, "plus": plus})
    game = Game(inline(actions=[sow]), Loaded(roll_ants=[thrown(6)]))
    (sight,) = game.offers("ants")["sow"].sights.values()
    assert (sight.odds, sight.bonuses) == (58, ())
    game.plan(ants="sow")
    assert "Ants: Sow is rolled (58 %): 5 + 1 = 6, against 7: failure." in game.told()


def test_odds_can_change_where_plans_of_others_happen_first_and_something_counts() -> None:
    plus = [{"when": {"grain": "5+"}, "add": "+1"}]
    acts = [action(f"{kind}_{role}", role, check={"target": 7} | ({"plus": plus} if kind == "sow" else {}))
            for role in ("ants", "bees") for kind in ("sow", "try")]  # fmt: skip
    game = Game(inline(actions=acts))
    shifts = {name for role in ("ants", "bees") for name, offer in game.offers(role).items() if offer.shifts}
    assert shifts == {"sow_bees"}, "ants act first"
    assert format_shifting(game.offers("ants").values()) == ""
    assert "plans that happen before yours can change them" in format_shifting(game.offers("bees").values())


def test_what_is_closed_says_why() -> None:
    acts = [
        action("dear", cost={"grain": 9}),
        action("rich", when={"grain": "8+", "honey": "6+"}),
        action("sown", target={"seed": "8+"}, group="Fields"),
        action("chosen", once=True),
        action("either", when={"any": [{"grain": "8+"}, {"grain": "1-"}]}),
    ]
    game = Game(inline(actions=acts, repeat=False, zones=fields(oak=4, elm=4), zone_numbers=SEED))
    closed = list_closed(game.table, game.row, "ants")
    assert [(one.name, format_closed_reason(one)) for one in closed] == [
        ("dear", "needs Grain 9; it is 5"),
        ("rich", "needs Grain 8 or more and Honey 6 or more; now: Grain 5"),
        ("sown", "needs a zone with seed 8 or more"),
        ("either", "needs Grain 8 or more or Grain 1 or less"),
    ], "a number that the role cannot see has no value here"
    assert closed[2].section == "Fields"
    game.turn(ants="chosen")
    assert _find_reason(game, "chosen") == "it can be done once, and was", "nothing else would open it"
    game.turn()
    assert _find_reason(game, "chosen") == "it can be done once, and was"


def test_what_the_turn_closes_says_so_in_words() -> None:
    acts = [
        action("raid"),
        action("early", when={"turns_left": "2+"}),
        action("late", when={"turns_left": 0}),
        action("mid", when={"turns_left": "1..2"}),
        action("rich", when={"turns_left": "1+", "grain": "3-"}),
    ]
    game = Game(inline(actions=acts, turns=4, deals=[{**SWAP, "once": True, "when": {"turns_left": "1+"}}]))
    game.do("ants", "offer", form="swap").do("bees", "accept").do("bees", "pass")
    assert _find_reason(game, "late") == "only in the last turn"
    assert _find_reason(game, "mid") == "only with 1 to 2 turns to come"
    game.turn().turn().plan().close().do(FACILITATOR, "next")
    assert _find_reason(game, "swap") == "it can be done once, and was"
    game.passing()
    assert _find_reason(game, "early") == "not in the last 2 turns"
    assert _find_reason(game, "rich") == "not in the last turn; needs Grain 3 or less; it is 10"


def test_an_action_stays_closed_after_a_free_argument_and_says_nothing_false() -> None:
    """The last plan was the argument, so the reason may not call the action that."""
    game = Game(inline(actions=[action("raid"), action("rest")], repeat=False, arguments={}))
    game.turn(ants="raid")
    game.do("ants", "argue", effects={}, reasons=1, secret=False).plan()
    game.do("bees", "challenge", pros=0, cons=0).do("ants", "stand").do(FACILITATOR, "allow")
    game.do(FACILITATOR, "apply").close().next()
    assert _find_reason(game, "raid") == "it was your last action from the list"


def test_a_deal_and_an_option_that_are_closed_say_why() -> None:
    dear = {**SWAP, "id": "dear", "title": "Dear", "when": {"grain": "9+"}}
    once = {**SWAP, "id": "rare", "title": "Rare", "once": True}
    asks = card(
        response={"role": "ants", "prompt": "How?", "options": [option("pay", cost={"grain": 6}), option("wait")]}
    )
    game = Game(inline([asks | {"turn": 1}], deals=[SWAP, dear, once], actions=[action("raid")]))
    assert _find_reason(game, "pay") == "needs Grain 6; it is 5"
    game.do("ants", "respond", option="wait")
    assert _find_reason(game, "dear") == "needs Grain 9 or more; it is 5"
    game.do("ants", "offer", form="rare").do("bees", "accept")
    game.row[game.table.at.deal[2]] = 0
    assert _find_reason(game, "rare", "bees") == "it can be done once, and was"


def _find_reason(game: Game, name: str, who: str = "ants") -> str:
    return next(format_closed_reason(one) for one in list_closed(game.table, game.row, who) if one.name == name)


def test_an_action_says_what_the_room_learns_when_it_sees_it() -> None:
    acts = [action("sell", role="bees", when={"honey": "2+"}), action("swarm", role="bees", when={"grain": "2+"})]
    offers = Game(inline(actions=acts)).offers("bees")
    assert [number.label for number in offers["sell"].tells] == ["Honey"]
    said = "The room will see this at the reveal, and learns from it something of Honey."
    assert said in list_offer_lines(offers["sell"])
    assert offers["swarm"].tells == ()
    covered = Game(inline(actions=[acts[0] | {"cover": "Tend the hive"}])).offers("bees")["sell"]
    assert covered.title == "Sell"
    said = "At the reveal the room will read another name in its place: Tend the hive."
    assert said in list_offer_lines(covered)
