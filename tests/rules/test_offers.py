"""Offers as data: what they hold of costs, changes, deals and conditions, without words and without the table."""

from __future__ import annotations

from typing import Any

from tests.playing import Game, action, inline, league
from wargame.rules.decide import list_closed
from wargame.rules.model import FACILITATOR
from wargame.rules.named import Named, NamedChange, NamedNumber, Where

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
    assert game.offers("ants")["raid"].breaks == (Named("swap", "Swap"),)
    assert game.offers("ants")["rest"].breaks == ()


def test_what_is_closed_says_which_member_refuses_and_by_what() -> None:
    game = Game(league())
    game.do(FACILITATOR, "set", number="will_weir", value=1)
    refusals = [one for closed in list_closed(game.table, game.row, "league") for one in closed.refusals]
    assert {one.member.id for one in refusals} == {"weir"}
    assert [(value.number.name, value.value) for value in refusals[0].values] == [("will_weir", 1)]
    assert refusals[0].condition.bounds[0].number.name == refusals[0].number == "will_weir"
