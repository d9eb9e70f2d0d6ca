"""Contingency cards: nothing draws or announces them, nobody hears of them, and the facilitator brings them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.playing import Game, Loaded, by_bytes, by_seed, moderate, moment, play, sleeve, tiny
from tests.strategies import scripts, seeds
from wargame.content.model.deck import Deck
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.decide import list_offers
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.refusal import RefusalCode
from wargame.rules.row import Row
from wargame.rules.steps.draw import CardPlace
from wargame.rules.view import build_view

KEPT = ("audit", "stranger", "fog")


def shown(table: Table, row: Row) -> dict[str, str]:
    """The card in each register of the program."""
    entries = {name: row[getattr(table.at, name)] for name in ("current", "next", "coming", "queued")}
    return {name: table.cards[table.entries[entry - 1]].id if entry else "" for name, entry in entries.items()}


@moderate(60)
@given(st.builds(sleeve, st.sampled_from(["short", "standard"])), scripts, seeds)
def test_only_an_injection_ever_brings_one(table: Table, script: bytes, seed: int) -> None:
    injected: set[str] = set()
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        if step.command.do == "inject":
            injected.add(step.command.args["card"])
        cards = shown(table, step.outcome.row)
        assert cards.pop("current") not in set(KEPT) - injected
        assert not set(KEPT) & set(cards.values())


@moderate(30)
@given(scripts, seeds)
def test_without_powers_a_sleeve_changes_nothing_that_is_told(script: bytes, seed: int) -> None:
    """The same cards come at the same draws, as if the deck were not there."""
    with_it, without = sleeve("standard"), tiny("standard")
    games = (
        play(table, by_bytes(script), SeededChance(seed, table.slots), powers=False) for table in (with_it, without)
    )
    for one, other in zip(*games, strict=True):
        assert one.command == other.command
        assert shown(with_it, one.outcome.row) == shown(without, other.outcome.row)


def test_without_a_facilitator_there_are_none() -> None:
    assert sleeve(paced=False).cards == tiny(paced=False).cards
    assert sleeve(paced=False).columns == tiny(paced=False).columns


def letters_first() -> Game:
    """An exercise whose first card asks nobody for an answer."""
    game = Game(sleeve(), Loaded(card=[3]))
    assert game.card == "letters"
    return game


def test_they_are_listed_first_and_each_copy_comes_once() -> None:
    game = letters_first()
    assert game.offers(FACILITATOR)["inject"].slots[0].domain[:3] == KEPT
    for left in (1, 0):
        before = shown(game.table, game.row)
        game.do(FACILITATOR, "inject", card="fog")
        assert game.card == "fog"
        assert shown(game.table, game.row) == before | {"current": "fog"}, "nothing else moves"
        assert ("fog" in game.offers(FACILITATOR)["inject"].slots[0].domain) == bool(left)
    assert game.refused(FACILITATOR, "inject", card="fog").code is RefusalCode.WRONG_VALUE


def test_its_choice_is_asked_and_play_goes_on() -> None:
    game = letters_first()
    trust, asked = game["trust"], game.asked
    game.do(FACILITATOR, "inject", card="stranger")
    assert game.asked == ("town",)
    game.do("town", "respond", option="mayor")
    assert (game["trust"], game.asked) == (trust + 1, asked)


def test_a_pile_of_nothing_else_is_a_quiet_one() -> None:
    """They do not count as cards that are left: with no other card no card comes, and they can still be brought."""
    full = sleeve()
    deck = Deck.model_construct(
        format=1, id="kept", title="x", about="x", scenario=full.scenario.id, contingency=True,
        cards=[card for card in full.cards if card.id in KEPT],
    )  # fmt: skip
    game = Game(compile_table(full.scenario, [deck], "short"))
    assert (game.card, game.announced) == ("", "")
    game.do(FACILITATOR, "inject", card="audit")
    assert game.card == "audit"


def test_no_view_and_no_offer_of_a_role_knows_of_them() -> None:
    table = sleeve()
    first = table.at.card
    for row in (moment(table, seed, 20, powers=False) for seed in range(12)):
        other = row[:]
        for entry in range(table.reserve, len(table.entries)):
            other[first + entry] = CardPlace.DELIVERED
        for viewer in (*table.roles, OBSERVER):
            assert build_view(table, row, viewer) == build_view(table, other, viewer)
            words = repr(list_offers(table, row, viewer)) if viewer != OBSERVER else ""
            assert not any(card.title in words for card in table.cards if card.id in KEPT)


def test_every_card_is_somewhere_at_the_end() -> None:
    table = sleeve("short")
    for seed in range(5):
        *_, last = play(table, by_seed(seed), SeededChance(seed, table.slots))
        first = table.at.card
        places = Counter(CardPlace(n) for n in last.outcome.row[first : first + len(table.entries)])
        assert places.total() == len(table.entries)
        assert places[CardPlace.RESERVE] <= len(table.entries) - table.reserve == 4
