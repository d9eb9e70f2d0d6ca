"""What the tests of the screens around play share: an exercise that was played, and accepted pictures as text."""

from __future__ import annotations

from pathlib import Path

from tests.accepted import check_accepted
from tests.paths import GOLDEN
from tests.tui.app_setup import StillClock, content
from tests.tui.pilot import Hands
from wargame.exercise.debrief.ratings import Advice, analyse, rate, recommend
from wargame.exercise.debrief.stages import list_prompts, record_entry
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.tui.start.home import HomeScreen

FOLDER = GOLDEN / "tui"


def accepted(name: str, size: str, text: str) -> None:
    """Compare a screen with its accepted text."""
    check_accepted(FOLDER / f"{name}-{size}.txt", text)


def played(folder: Path | None, *, turns: int = 99, name: str = "POL 310") -> Exercise:
    """An exercise that bots played to its end, or until a turn begins."""
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "bot:doctrine")
    exercise = Exercise.begin(loaded, "short", seats, 20, folder, name=name, clock=StillClock())
    while not exercise.over and exercise.turn < turns:
        exercise.play_bots()
        if not exercise.over:
            exercise.execute(FACILITATOR, exercise.find_pending(), because="as it stands")
    return exercise


def talked_over(folder: Path) -> Exercise:
    """An exercise that was played, noted, bookmarked, and talked over a little."""
    exercise = played(folder, turns=3)
    ids = [objective.id for objective in exercise.table.scenario.learning_objectives]
    exercise.bookmark("the first cheap choice [/red]")
    seen = exercise.note("Named what partnership costs at home.", kind="strength", objective=ids[2])
    late = exercise.note("Nobody asked what the number rests on.", kind="improvement", objective=ids[4])
    while not exercise.over:
        exercise.play_bots()
        if not exercise.over:
            exercise.execute(FACILITATOR, exercise.find_pending(), because="as it stands")
    for stage, text in (("out-of-role", "Ana, Ben"), ("plus-delta", "Ask early."), ("take-aways", "Ask who pays.")):
        record_entry(exercise, list_prompts(exercise, stage)[0], text)
    analyse(exercise, late, "The question came in the last minute.")
    rate(exercise, ids[2], "S", "one of two saw it", [seen])
    recommend(exercise, Advice(0, "Partners came late", "Ask them first", "security", (seen,)))
    return exercise


async def open_from_home(hands: Hands, session: Path) -> None:
    """Open a session from the start screen."""
    home = hands.app.screen
    assert isinstance(home, HomeScreen)
    home.open_session(session)
    await hands.settle()
