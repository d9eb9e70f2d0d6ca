"""Killed and gone on with: whatever the moment, a new app stands where the old one stood, with what had been typed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

from tests.tui.app_setup import SIZES, StillClock, content, room
from tests.tui.desk_setup import asked
from tests.tui.hearing_setup import ACTION, EFFECT, REASONS
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import number_offers
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import FACILITATOR
from wargame.session.records import CommandLine
from wargame.session.verify import VerifyStatus, verify
from wargame.tui.app.app import WargameApp

TYPED = "half a [tho"
REST = "ught]"
WHOLE = TYPED + REST
KEYS = {"cartel": "c", "cell": "t", "security": "s"}


class Killed(Exception):
    """What takes the app away from under the people in the room."""


class Moment(NamedTuple):
    """When the app is killed: ``stage`` plays up to it; the rest are keys, an apostrophe before what is typed.

    ``there`` leads from the table to the private part, ``typed`` is what people did there before the app was killed,
    ``again`` brings the same part back in the new app, ``on`` decides there.
    """

    stage: Callable[[Path], Exercise]
    there: tuple[str, ...]
    typed: tuple[str, ...]
    again: tuple[str, ...]
    on: tuple[str, ...]
    do: str
    words: str
    """What must stand in the line that is written then."""


def begun(folder: Path, dice: str = "seeded", seed: int = 20) -> Exercise:
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    return Exercise.begin(loaded, "short", seats, seed, folder, name="test", dice=dice, clock=StillClock())


def lucky(folder: Path, dice: str, upto: Callable[[Exercise], object]) -> Exercise:
    """An exercise played up to a moment, the computer answering every draw on the way."""
    played = begun(folder, dice)
    do = played.execute

    def sure(*args: Any, **named: Any) -> Any:
        while True:
            try:
                return do(*args, **named)
            except DrawNeeded as need:
                played.roll_for_me(need)

    with patch.object(played, "execute", sure):
        upto(played)
    return played


def decides(kind: str, role: str) -> Callable[[Path], Exercise]:
    return lambda folder: lucky(folder, "seeded", lambda played: asked(played, kind, role))


def responds(folder: Path) -> Exercise:
    """A card asks the cartel."""
    for seed in range(99):
        played = begun(folder, seed=seed)
        played.execute(FACILITATOR, "begin")
        if played.find_pending() == "respond" and "cartel" in played.list_waiting():
            return played
        played.close()
        assert played.path is not None
        played.path.unlink()
    raise AssertionError("no first card asks the cartel")


def answers(folder: Path) -> Exercise:
    """The cartel has offered the cell something, in secret."""

    def upto(played: Exercise) -> None:
        asked(played, "deal", "cartel")
        offer = next(offer for offer in played.list_offers("cartel") if offer.do == "offer")
        assert isinstance(played.execute("cartel", "offer", offer.fill()), Done)

    return lucky(folder, "seeded", upto)


def hears(kind: str, dice: str = "seeded") -> Callable[[Path], Exercise]:
    """The cartel has argued, and the hearing has come to a stage."""

    def upto(played: Exercise) -> None:
        asked(played, "plan", "cartel")
        args = {"effects": {"violence": -1}, "reasons": 2, "secret": False}
        said = {"action": ACTION, "effect": EFFECT, "reasons": REASONS}
        assert isinstance(played.execute("cartel", "argue", args, because="Money", said=said), Done)
        if kind == "challenge":
            asked(played, "challenge", "security")
            return
        asked(played, "clarify", "cartel")
        if kind != "clarify":
            assert isinstance(played.execute("cartel", "stand", {}), Done)
        if kind == "ruling":
            assert isinstance(
                played.execute(FACILITATOR, "weigh", {"pros": 1, "cons": 0}, said={"strong": ["p1"]}), Done
            )

    return lambda folder: lucky(folder, dice, upto)


DESK = ("c", "enter")
MOMENTS = {
    "a card asks": Moment(
        responds, DESK, ("1", "enter", f"'{TYPED}"), ("enter",), (f"'{REST}", "enter"), "respond", WHOLE
    ),
    "a deal is thought about": Moment(
        decides("deal", "cartel"), DESK, ("2", "enter", f"'{TYPED}"), ("enter",), (f"'{REST}", "enter"), "offer", WHOLE
    ),
    "a deal waits for its answer": Moment(
        answers, ("c", "enter", "enter", "enter"), ("2", "enter", f"'{TYPED}"), ("enter",), (f"'{REST}", "enter"),
        "decline", WHOLE,
    ),
    "a plan is half given": Moment(
        decides("plan", "cartel"), DESK, ("2", "enter", "2", "enter", f"'{TYPED}"), ("enter", "enter"),
        (f"'{REST}", "enter"), "plan", WHOLE,
    ),
    "a whole decision stands on one line": Moment(
        decides("plan", "cartel"), DESK, ("f4", f"'hold because {TYPED}"), ("f4",), (f"'{REST}", "enter"), "plan", WHOLE
    ),
    "an argument is written": Moment(
        decides("plan", "cartel"), DESK,
        ("argue", "enter", "'We keep quiet", "enter", "'Peace", *("tab", "enter", "down", "enter") * 2,
         "tab", "tab", "tab", f"'{TYPED}"),
        ("enter", *("tab",) * 6), (f"'{REST}", "enter", "enter", "enter", "enter"), "argue", WHOLE,
    ),
    "reasons are given": Moment(
        hears("challenge"), ("enter",), ("'They owe us", "enter", f"'{TYPED}"), (), (f"'{REST}", "f4"), "challenge",
        WHOLE,
    ),
    "it is clarified": Moment(hears("clarify"), ("enter",), (f"'{TYPED}",), (), (f"'{REST}", "enter"), "stand", WHOLE),
    "reasons are weighed": Moment(hears("assess"), ("enter",), ("2",), (), ("r",), "weigh", "p2"),
    "dice are awaited": Moment(
        hears("assess", "typed"), ("enter",), ("1", "r"), ("r",), ("'6 6", "enter"), "weigh", '"got":35'
    ),
    "it is ruled on": Moment(
        hears("ruling"), ("enter",), (f"'{TYPED}",), (), (f"'{REST}", "enter", "enter"), "apply", WHOLE
    ),
    "an estimate is typed": Moment(
        decides("estimate", "cartel"), DESK, ("'30", "enter", f"'{TYPED}"), ("enter",), (f"'{REST}", "enter"),
        "estimate", WHOLE,
    ),
    "an observation is written": Moment(
        decides("plan", "cartel"), ("a",), (f"'{TYPED}",), (), (f"'{REST}", "enter"), "", WHOLE
    ),
    "the turn is to be closed": Moment(
        decides("close", FACILITATOR), (), (), (), ("enter",), "close", '"do":"close"'
    ),
}  # fmt: skip


async def follow(hands: Hands, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key.startswith("'"):
            await hands.type(key[1:])
        elif key == "argue":  # its number
            exercise = hands.wargame.current_exercise
            numbers = number_offers(exercise.table, exercise.list_offers("cartel"), "cartel")
            await hands.press(*str(next(n for n, offer in numbers.items() if offer.do == "argue")))
        else:
            await hands.press(key)


def killed(app: WargameApp, moment: Moment, into: Path) -> tuple[str, str]:
    """Lead an app to a moment and kill it: the table as it was, and the screen that was up; its files go ``into``."""
    seen: list[str] = []

    async def run() -> None:
        async with app.run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            seen.append(hands.text)
            await follow(hands, moment.there + moment.typed)
            seen.append(hands.text)
            shutil.copytree(app.sessions, into)  # as the disk has it now: nothing is written on the way out
            raise Killed

    with pytest.raises(Killed):
        asyncio.run(run())
    return seen[0], seen[1]


@pytest.mark.parametrize("name", MOMENTS)
def test_killed_and_gone_on_with(tmp_path: Path, name: str) -> None:
    moment = MOMENTS[name]
    (tmp_path / "before").mkdir()
    table, there = killed(room(tmp_path / "before", moment.stage(tmp_path / "before")), moment, tmp_path / "after")

    async def go_on() -> None:
        app = room(tmp_path / "after")
        async with app.run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            assert "Go on with test" in hands.text
            await hands.press("enter")
            assert hands.text == table
            await follow(hands, moment.there + moment.again)
            assert hands.text == there
            before = len(app.current_exercise.lines)
            await follow(hands, moment.on)
            line = app.current_exercise.lines[before]
            assert (line.do if isinstance(line, CommandLine) else "") == moment.do
            app.leave_exercise()
            await hands.settle()

    asyncio.run(go_on())
    (session,) = (tmp_path / "after").iterdir()  # nothing typed is left over
    assert verify(session).faith is VerifyStatus.OPEN
    last = session.read_text("utf-8").splitlines()[-1]
    assert moment.words in last


def test_an_exercise_that_is_over_comes_back_to_how_it_ended(tmp_path: Path) -> None:
    played = lucky(tmp_path, "seeded", lambda one: one.execute(FACILITATOR, "begin"))
    played.execute(FACILITATOR, "end", because="the bell rang")
    played.close()
    assert played.path is not None
    resumed = Exercise.resume(played.path)

    async def look() -> None:
        async with room(tmp_path, resumed).run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            assert "The exercise is over" in hands.text
            await hands.press("enter")
            assert hands.where == "EndScreen"
            await hands.press("h")
            assert "✓ over" in hands.text

    asyncio.run(look())
    assert verify(played.path).faith is VerifyStatus.EXACT
