"""Cards that bring cards: at once, as the next one, after an outcome; and several that are scheduled for one turn."""

from __future__ import annotations

from functools import cache

import pytest

from tests.playing import Game, Loaded, action, by_seed, card, inline, option, play, thrown
from wargame.content.load.loader import load_content
from wargame.content.load.problems import ContentError, Problem
from wargame.content.model.deck import Deck
from wargame.content.model.types import KnownNames
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import FACILITATOR
from wargame.rules.steps.turned import list_turned_cards


def asks(*options: dict[str, object]) -> dict[str, object]:
    return {"role": "ants", "prompt": "What now?", "options": list(options)}


def to_plans(game: Game) -> Game:
    """Go on to the plans."""
    while game.phase in ("setup", "inject", "deal"):
        game.do(FACILITATOR, "begin")
    return game


def to_next_turn(game: Game, **plans: str) -> Game:
    """Everybody holds, or does as said, and the next turn begins."""
    turn = game["turn"]
    while game["turn"] == turn and not game.ending:
        who = game.asked[0]
        verb = next(iter(game.offers(who).values())).do if who == FACILITATOR else ""
        if who == FACILITATOR:
            game.do(who, {"reveal": "reveal", "close": "close", "next": "next"}.get(verb, verb))
        else:
            game.do(who, "plan", action=plans.get(who, f"hold_{who}"))
    return game


NEVER = {"drawn": False}


def test_an_answer_leads_on_at_once_and_an_outcome_too() -> None:
    table = inline(
        [
            card("rain", turn=1, response=asks(
                option("stay", inject={"card": "mud", "at": "now"}),
                option("go", check={"target": 7}, success={"grain": "+1"}, inject=[
                    {"card": "sun", "at": "now", "after": "success"},
                    {"card": "mud", "at": "now", "after": "failure"},
                ]),
            )),
            card("mud", **NEVER, response=asks(option("dig", inject={"card": "frost", "at": "now"}), option("rest"))),
            card("sun", **NEVER, effects={"grain": "+2"}),
            card("frost", **NEVER),
        ]
    )  # fmt: skip
    game = Game(table)
    assert (game.card, game.asked) == ("rain", ("ants",))
    game.do("ants", "respond", option="stay")
    assert (game.card, game.phase, game.asked) == ("mud", "inject", ("ants",))
    game.do("ants", "respond", option="dig")
    assert (game.card, game.phase) == ("frost", "plan")
    game = Game(table, Loaded(roll_card=[thrown(9)]))
    game.do("ants", "respond", option="go")
    assert (game.card, game["grain"], game.phase) == ("sun", 8, "plan")
    assert to_next_turn(game).card == "", "cards that are never drawn are not drawn"


def test_a_next_card_takes_the_place_of_the_announced_one_which_returns_to_the_pile() -> None:
    table = inline(
        [
            card("rain", turn=1, response=asks(option("a", inject={"card": "mud", "at": "next"}), option("b"))),
            card("wind", turn=2),
            card("hail", turn=2),
            card("mud", **NEVER),
        ]
    )
    game = Game(table)
    game.do("ants", "respond", option="b")
    to_next_turn(game)
    assert game.card == "hail", "two cards are scheduled for turn 2: wind came first, then hail"
    assert [table.cards[table.entries[e]].id for e in range(4) if game[f"card.{e}"] == 2] == ["rain", "wind", "hail"]
    game = Game(table)
    game.do("ants", "respond", option="a")
    assert table.cards[table.entries[game["next"] - 1]].id == "mud"
    to_next_turn(game)
    assert game.card == "hail", "mud came in the place of wind, and then what was scheduled"
    assert [game[f"card.{e}"] for e in range(4)] == [2, 2, 2, 2]


def test_two_next_cards_come_both_in_the_next_turn() -> None:
    act = action(inject=[{"card": "mud", "at": "next"}, {"card": "sun", "at": "next"}])
    game = to_plans(Game(inline([card("rain"), card("mud", **NEVER), card("sun", **NEVER)], actions=[act])))
    to_next_turn(game, ants="act")
    assert game.card == "sun"
    assert game["card.1"] == game["card.2"] == 2


def test_a_card_can_come_while_plans_are_judged_and_from_a_rule_of_the_close() -> None:
    rule = {"id": "dew", "title": "Dew", "text": "It falls.", "inject": {"card": "sun", "at": "now"}}
    mud = card("mud", **NEVER, response=asks(option("dig", effects={"grain": "+1"}), option("rest")))
    act = action(inject={"card": "mud", "at": "now"})
    game = to_plans(Game(inline([card("rain"), mud, card("sun", **NEVER)], actions=[act], upkeep=[rule])))
    game.do("ants", "plan", action="act").do("bees", "plan", action="hold_bees").do(FACILITATOR, "reveal")
    assert (game.card, game.asked) == ("mud", ("ants",))
    game.do("ants", "respond", option="dig")
    assert (game.phase, game["grain"]) == ("close", 6)
    game.do(FACILITATOR, "close")
    assert (game.card, game.phase) == ("sun", "close")


def test_a_card_that_the_facilitator_injects_brings_its_own_at_once() -> None:
    cards = [card("rain"), card("mud", **NEVER, also=[{"inject": {"card": "sun", "at": "now"}}]), card("sun", **NEVER)]
    game = to_plans(Game(inline(cards)))
    game.do(FACILITATOR, "inject", card="mud")
    assert (game.card, game.phase) == ("sun", "plan")


@pytest.mark.parametrize(
    ("total", "secret", "came"), [(9, False, "mud"), (3, False, "sun"), (9, True, "rain"), (3, True, "rain")]
)
def test_what_was_argued_while_a_card_lies_there_leads_on_by_its_outcome(total: int, secret: bool, came: str) -> None:
    follows = [{"card": "mud", "at": "now", "after": "success"}, {"card": "sun", "at": "now", "after": "failure"}]
    cards = [card("rain", turn=1, hearing=follows), card("mud", **NEVER), card("sun", **NEVER)]
    game = Game(inline(cards, arguments={}), Loaded(roll_ants=[thrown(total)]))
    game.do("ants", "argue", effects={"grain": 2}, reasons=2, secret=secret)
    game.do("bees", "plan", action="hold_bees").do(FACILITATOR, "reveal")
    if not secret:
        game.do("bees", "challenge", pros=0, cons=0)
    game.do("ants", "stand").do(FACILITATOR, "weigh", pros=0, cons=0)
    assert game.card == "rain"
    game.do(FACILITATOR, "apply")
    assert game.card == came


@pytest.mark.parametrize(("total", "at"), [(3, "now"), (3, "next"), (9, "next")])
def test_a_ruling_that_turns_a_result_brings_the_card_of_the_other_outcome(total: int, at: str) -> None:
    follows = [{"card": "mud", "at": at, "after": "success"}, {"card": "sun", "at": at, "after": "failure"}]
    cards = [card("rain", turn=1), card("wind", turn=2), card("mud", **NEVER), card("sun", **NEVER)]
    act = action(check={"target": 7}, inject=follows)
    game = to_plans(Game(inline(cards, actions=[act]), Loaded(roll_ants=[thrown(total)])))
    game.do("ants", "plan", action="act").do("bees", "plan", action="hold_bees").do(FACILITATOR, "reveal")

    def came() -> list[str]:
        return [name for name, e in (("wind", 1), ("mud", 2), ("sun", 3)) if game[f"card.{e}"] == 2]

    def announced() -> str:
        return table.cards[table.entries[game["next"] - 1]].id if game["next"] else ""

    table = game.table
    first, other = ("mud", "sun") if total == 9 else ("sun", "mud")
    assert (came(), announced()) == (([first], "wind") if at == "now" else ([], first))
    game.do(FACILITATOR, "overrule", role="ants", effects={})
    if at == "now":
        assert (game.card, came(), game.phase) == (other, ["mud", "sun"], "close"), "what came stays"
        return
    assert (came(), announced()) == ([], other)
    assert [table.cards[one].id for one in list_turned_cards(table, game.row, 0)] == [first]
    game.do(FACILITATOR, "overrule", role="ants", effects={})
    assert (came(), announced()) == ([], first), "turned back"
    to_next_turn(game)
    assert set(came()) == {first, "wind"}


def test_other_programs_have_no_step_for_it() -> None:
    plain = inline([card("rain", turn=1), card("mud")], actions=[action(inject="mud")])
    assert not any("Follow" in type(step).__name__ for step in plain.program)
    assert not any(column.name.startswith("brings") for column in plain.columns)


@pytest.mark.parametrize(
    ("inject", "said"),
    [
        ("snow", "no card is called 'snow'"),
        ({"card": "rain", "at": "soon"}, "'soon' as at; expected one of: later, next, now"),
        ({"crad": "rain"}, "unknown key 'crad'"),
        ([], "a list brings no card"),
        ({"card": "rain", "after": "success"}, "an outcome without a check"),
    ],
)
def test_a_wrong_inject_is_told(inject: object, said: str) -> None:
    raw = {
        "format": 1,
        "id": "d",
        "title": "D",
        "about": "D.",
        "scenario": "s",
        "cards": [card(also=[{"inject": inject}])],
    }
    with pytest.raises(ValueError, match=r".*") as caught:
        Deck.model_validate(raw, context=KnownNames(cards=frozenset({"rain"})))
    assert said.split(";")[0] in str(caught.value)


# The story that is shipped


@cache
def flood(paced: bool = True) -> ContentTable:
    content = load_content("high-water")
    return compile_table(content.scenario, content.decks, "standard", paced)


def answer(game: Game, *options: str) -> list[str]:
    """Answer card after card; return the cards that were answered."""
    seen = []
    for one in options:
        (who,) = game.asked
        seen.append(game.card)
        game.do(who, "respond", option=one)
    return seen


def go_on(game: Game) -> None:
    """Nobody deals, everybody does the first thing on their list, and the next turn comes."""
    turn = game["turn"]
    while game["turn"] == turn and not game.ending:
        who = game.asked[0]
        if who != FACILITATOR:
            offers = game.offers(who)
            name = next((one for one in offers if one.startswith("none")), next(iter(offers)))
            offer = offers[name]
            game.do(who, offer.do, **offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}))
        else:
            verb = next(o.do for o in game.offers(who).values() if o.do in ("reveal", "close", "next"))
            game.do(who, verb)


def test_the_story_plays_as_it_was_written() -> None:
    game = Game(flood(), Loaded(roll_card=[thrown(3), thrown(3)]))
    assert answer(game, "warn", "bridge") == ["gauge", "sirens"]
    go_on(game)
    assert game["turn"] == 2
    seen = answer(game, "hand", "patients", "sandbags", "stay")
    assert seen[:2] == ["bridge", "convoy"], "what the crew failed at leads on at once"
    assert seen[2:] == ["substation", "dark_ward"], "the displaced card comes in its turn all the same"
    assert (game.card, game["turn"]) == ("ministry", 2), "a second card is scheduled for turn 2"
    go_on(game)
    assert answer(game, "keep", "open") == ["fuel", "crest"]
    assert game.card == "field"
    go_on(game)
    assert (game["turn"], game.card) == (4, "morning")


@pytest.mark.parametrize("paced", [True, False])
def test_any_exercise_of_the_story_ends(paced: bool) -> None:
    for seed in range(4):
        table = flood(paced)
        assert [*play(table, by_seed(seed), SeededChance(seed, table.slots))]


def test_a_circle_of_cards_is_refused() -> None:
    from wargame.content.check.circles import check_circles
    from wargame.content.load.document import Document

    def brings(name: str, other: str) -> dict[str, object]:
        return card(name, also=[{"inject": {"card": other, "at": "now"}}])

    deck = Document("d.yaml", {"cards": [brings("a", "b"), brings("b", "c"), brings("c", "b"), brings("x", "y")]})
    found: list[Problem] = [*check_circles([deck])]
    assert [problem.said for problem in found] == ["these cards bring each other at once: b -> c -> b"]
    with pytest.raises(ContentError):
        raise ContentError(found)
