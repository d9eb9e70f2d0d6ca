"""A contingency card in a real exercise: injected, written down, taken up again, verified; listed in both consoles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.exercise.exercise_driver import FakeClock, begin, do, objects, play_out, until
from tests.paths import DATA
from tests.plain.answer_scripts import flat, parts, transcript
from tests.tui.app_setup import text_of
from tests.tui.hearing_setup import enter, on
from wargame.content.load.loader import Content, load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.run_of_show import CONTINGENCY, list_injectable_cards
from wargame.exercise.seat import Seat
from wargame.rules.model import FACILITATOR
from wargame.session.verify import verify
from wargame.tui.app.app import WargameApp
from wargame.tui.app.pick_dialog import PickScreen
from wargame.tui.play.console.console import ConsoleScreen

PACT = DATA / "tiny" / "scenarios" / "tiny-pact.yaml"


def pact() -> Content:
    """A scenario that extends another, with a contingency deck."""
    return load_content(PACT)


def test_an_injected_one_is_recorded_resumed_and_verified(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=pact(), length="standard")
    until(exercise, "plan")
    do(exercise, FACILITATOR, "inject", card="stranger")
    do(exercise, "town", "respond", option="mayor")
    do(exercise, FACILITATOR, "inject", card="fog")
    row = exercise.build_view(FACILITATOR)
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"
    again = Exercise.resume(exercise.path, FakeClock())
    assert again.build_view(FACILITATOR) == row
    play_out(again, seed=3).close()
    assert verify(exercise.path).format_line().startswith("exact")


def test_the_session_holds_the_whole_scenario(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=pact())
    exercise.close()
    assert exercise.path is not None
    pinned = objects(exercise.path)[0]["content"]
    assert not {"extends", "without"} & set(pinned["scenario"])
    assert [deck.get("contingency", False) for deck in pinned["decks"]] == [False, True]


def test_they_are_listed_before_the_pile_with_what_they_are_for() -> None:
    exercise = begin(content=pact())
    (offer,) = [one for one in exercise.list_offers(FACILITATOR) if one.do == "inject"]
    cards = list_injectable_cards(Seat(exercise, FACILITATOR))
    assert tuple(card.id for card in cards) == offer.slots[0].domain
    assert [card.heading for card in cards[:4]] == [CONTINGENCY] * 3 + ["Cards of the pile"]
    assert cards[0].text == (
        "An audit from the capital. For when the town has stopped asking questions. Both sides tidy up at once."
    )
    assert cards[3].text in ("A handshake", "A rumour")


def test_without_a_contingency_deck_there_is_no_heading() -> None:
    exercise = until(begin(), "plan")
    assert {card.heading for card in list_injectable_cards(Seat(exercise, FACILITATOR))} == {""}


def test_the_console_of_the_line_mode_lists_them_in_private(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=pact())
    _, text = transcript(exercise, "skip\ninject because it is time\n\naudit\nquit\n")
    listed = [flat(part) for who, part in parts(text) if who == "Facilitator" and "can be injected" in part]
    assert len(listed) == 1
    assert f"{CONTINGENCY}: audit: An audit from the capital. For when the town" in listed[0]
    assert listed[0].index("fog: Fog.") < listed[0].index("Cards of the pile:") < listed[0].index("rumour: A rumour")
    assert not any("stranger" in part.lower() for who, part in parts(text) if not who)


def test_the_console_of_the_app_lists_them_under_a_heading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.tui.app.first_moment.SECONDS", 0.0)  # the cover can be lifted at once
    played = until(begin(tmp_path, content=pact()), "plan")

    async def scene(pilot: Pilot[Any], app: WargameApp) -> None:
        await pilot.press("enter")
        await pilot.press("i")
        await pilot.pause()
        words = flat(text_of(app))
        assert words.index(CONTINGENCY) < words.index("An audit from the capital. For when")
        assert words.index("Fog. For when a class") < words.index("Cards of the pile") < words.index("5 A rumour")
        assert app.screen.query_one(OptionList).highlighted == 1, "the heading itself cannot be picked"
        await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        await enter(pilot, "It is time")
        assert [line.args["card"] for line in played.standing if line.do == "inject"] == ["stranger"]

    on(tmp_path, played, ConsoleScreen, scene, "medium")


def test_a_heading_stands_as_long_as_something_under_it_is_found() -> None:
    labels = [f"Card {n}" for n in range(6)] + [f"Sign {n}" for n in range(6)]
    pick = PickScreen("Inject", labels, headings=["Kept"] * 6 + ["Pile"] * 6)
    assert [str(option.prompt) for option in pick._list_options("sign")] == ["Pile", *labels[6:]]
    assert [option.disabled for option in pick._list_options("3")] == [True, False, True, False]
    assert pick._list_options("nothing") == []
