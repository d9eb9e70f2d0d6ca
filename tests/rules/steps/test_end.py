"""Endings: early ones that must hold, the brink, and what the last close decides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playing import Game, action, inline
from wargame.rules.model import Table
from wargame.rules.refusal import RefusalCode

FAMINE = {"id": "famine", "title": "Famine", "text": "None left.", "when": {"grain": "2-"}}


def meadow(*endings: dict[str, Any], **parts: Any) -> Table:
    eat = action("eat", effects={"grain": "-3"})
    grow = action("grow", effects={"grain": "+3"})
    return inline(endings=list(endings), actions=[eat, grow], **parts)


def test_an_early_ending_ends_at_the_first_close_it_holds() -> None:
    game = Game(meadow(FAMINE)).plan(ants="eat")
    assert game.ending == "", "not before the close"
    assert game.close().ending == "famine"
    assert game.told()[-1] == "The exercise ends: Famine."


def test_an_ending_of_two_closes_warns_first() -> None:
    game = Game(meadow(FAMINE | {"closes": 2})).plan(ants="eat").close()
    assert (game.ending, game["brink.famine"]) == ("", 1)
    assert "On the brink: Famine. One more close like this ends the exercise." in game.told()
    assert game.next().plan().close().ending == "famine"


def test_the_brink_can_be_left() -> None:
    game = Game(meadow(FAMINE | {"closes": 2})).turn(ants="eat").plan(ants="grow").close()
    assert game["brink.famine"] == 0
    assert "Back from the brink. No longer near: Famine." in game.told()
    assert game.next().plan(ants="eat").close().ending == "", "it must hold twice running"


def test_at_the_last_close_once_is_enough() -> None:
    game = Game(meadow(FAMINE | {"closes": 2}, turns=2)).turn().plan(ants="eat").close()
    assert game.ending == "famine"
    assert not any("brink" in text for text in game.told()), "there is no close after the last"


def test_the_brink_says_how_many_closes_are_left() -> None:
    game = Game(meadow(FAMINE | {"closes": 3}, turns=6)).plan(ants="eat").close()
    assert "On the brink: Famine. One more close like this ends the exercise." not in game.told()


def test_before_the_last_close_the_brink_says_what_that_close_will_bring() -> None:
    for closes in (2, 3):
        game = Game(meadow(FAMINE | {"closes": closes}, turns=2)).plan(ants="eat").close()
        (text,) = (text for text in game.told() if "brink" in text)
        assert text == "On the brink: Famine. If it is so again at the next close, the last one, the exercise ends so."
        assert game.next().plan().close().ending == "famine", "and it does, after one close more"


def test_a_last_ending_is_looked_at_only_at_the_last_close() -> None:
    game = Game(meadow(FAMINE | {"last": True}, turns=2)).turn(ants="eat")
    assert game.ending == ""
    assert game.plan().close().ending == "famine"


@pytest.mark.parametrize(("plan", "ending"), [("eat", "famine"), ("hold_ants", "autumn")])
def test_the_first_ending_that_holds_is_the_one(plan: str, ending: str) -> None:
    assert Game(meadow(FAMINE | {"last": True}, turns=1)).plan(ants=plan).close().ending == ending


def test_an_early_ending_goes_before_those_of_the_last_close() -> None:
    plenty = {"id": "plenty", "title": "Plenty", "text": "Enough.", "when": {"honey": "1+"}, "last": True}
    game = Game(meadow(plenty, FAMINE, turns=1)).plan(ants="eat").close()
    assert game.ending == "famine"


def test_after_the_end_nothing_is_asked_and_nothing_accepted() -> None:
    game = Game(meadow(turns=1)).plan().close()
    assert (game.ending, game.asked, game.phase) == ("autumn", (), "over")
    for who, verb in (("ants", "plan"), ("facilitator", "set"), ("facilitator", "next")):
        assert game.refused(who, verb).code is RefusalCode.OVER


def test_a_review_round_is_due_every_few_turns_and_at_the_last_close() -> None:
    question = {"text": "Enough?", "true_when": {"grain": "5+"}, "every": 2}
    game = Game(meadow(question=question, turns=3))
    asked = []
    for _ in range(3):
        asked.append(game.plan().close().asked)
        for who in ("ants", "bees"):
            if who in game.asked:
                game.do(who, "estimate", percent=55)
        game.next()
    assert asked == [("facilitator",), ("ants", "bees"), ("ants", "bees")]


def test_an_estimate_is_its_roles_own_and_told_in_words() -> None:
    question = {"text": "Enough?", "true_when": {"grain": "5+"}, "every": 1}
    game = Game(meadow(question=question)).plan().close().do("ants", "estimate", percent=55)
    assert game.told("ants") == ["Your estimate: 55 % (likely)."]
    assert game.told("bees") == []
    for percent in (0, 100, "55", 55.0, True, None, [55]):
        assert game.refused("bees", "estimate", percent=percent).code is RefusalCode.WRONG_VALUE
