"""Draw the screens that the README shows, from the app itself: ``python -m docs.pictures [FOLDER]`` writes SVG files.

The exercises are played from a seed and a false clock, so that the files do not depend on the day or the machine.
Textual's own SVG files load fonts from the web; these files use the fonts of the reader's machine.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from docs.device_pictures import draw_pages, open_app, show_room
from docs.moving_picture import join_frames
from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.view.past_session import PastSession
from wargame.rules.model import FACILITATOR
from wargame.rules.refusal import Refusal
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.author.deck_desk import DeckDesk
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.widgets.reveal.pane import RevealPane

SIZE = (120, 36)
SEED = 2013
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
CELL = 12.2
"""Width of a character in Textual's pictures, in SVG units."""
BLANKS = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)" (?P<rest>[^>]*)>'
    r"(?P<blanks>(?:&#160;)+)(?=[^<])"
)
"""Matches a text element that begins with blanks."""
ROLES = ("cartel", "cell", "security")
ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "sessions" / "examples" / "by-hand.jsonl"
DECK = ROOT / "decks" / "examples" / "second-reading.yaml"

REASON = "While all eyes are on the border, friends in parliament are cheap"
ARGUMENT = {
    "action": "Publish what each protected office costs the country, with names of institutions and sums",
    "effect": "Patrons lose their cover; impunity becomes an issue that voters follow",
    "reasons": [
        "The figures are already in the courts' own files",
        "Two papers have said they will print them",
        "Our partners vouch for the numbers",
    ],
}
PROS = {"cell": [], "cartel": ["The press has been waiting for a source"]}
CONS = {
    "cartel": ["Editors here remember what became of the last one", "Half of the officials named are your own allies"],
    "cell": ["Nobody reads past the first page"],
}


class Clock:
    """A false clock: it starts on a morning in March 2026, and each reading is twenty seconds after the last."""

    def __init__(self, day: int = 2) -> None:
        self._day, self._seconds = day, 0.0

    def read_time(self) -> str:
        """Return the time in UTC, as session files have it."""
        minutes = int(self._seconds // 60)
        return f"2026-03-{self._day:02}T{9 + minutes // 60:02}:{minutes % 60:02}:00Z"

    def read_seconds(self) -> float:
        """Return the seconds since the start."""
        self._seconds += 20
        return self._seconds


def begin_exercise(
    folder: Path, name: str, length: str, day: int, bots: tuple[str, ...] = ROLES, *, staged: bool = False
) -> Exercise:
    """Begin an exercise in ``folder``, with bots in some seats and people in the others.

    With ``staged`` its plans are revealed one by one.
    """
    content = load_content("impracticable-alliance")
    seats = {role: "bot:doctrine" if role in bots else "people" for role in content.scenario.roles}
    return Exercise.begin(content, length, seats, SEED, folder, name=name, clock=Clock(day), staged=staged)


def play_until(exercise: Exercise, until: Callable[[Exercise], bool]) -> Exercise:
    """Play until the condition holds or the exercise ends. Bots choose for every role, also in the seats of people."""
    seats = dict(exercise.seats)
    exercise.seats.update(dict.fromkeys(seats, "bot:doctrine"))
    while not exercise.over and not until(exercise):
        who = exercise.list_waiting()[0]
        if who == FACILITATOR:
            execute(exercise, FACILITATOR, exercise.find_pending())
        else:
            exercise.play_bot(who)
    exercise.seats.update(seats)
    return exercise


def execute(exercise: Exercise, who: str, verb: str, args: dict[str, Any] | None = None, **more: Any) -> None:
    """Carry out a command that is legal."""
    done = exercise.execute(who, verb, args, **more)
    assert not isinstance(done, Refusal), done


def make_condition(turn: int, what: str, role: str = "") -> Callable[[Exercise], bool]:
    """Return a condition: this kind of choice is owed in this turn (by this role, if one is given)."""

    def owed(exercise: Exercise) -> bool:
        return (exercise.turn, exercise.find_pending()) == (turn, what) and (
            not role or role in exercise.list_waiting()[:1]
        )

    return owed


def play_argument(exercise: Exercise) -> Exercise:
    """Play an argument of security, up to the moment at which the facilitator marks its strong reasons."""
    play_until(exercise, make_condition(2, "plan", "security"))
    args = {"effects": {"rule_of_law": 1, "will": 1}, "reasons": 3, "secret": False}
    execute(exercise, "security", "argue", args, said=ARGUMENT)
    while exercise.find_pending() != "assess":
        (who, *_), pending = exercise.list_waiting(), exercise.find_pending()
        if pending == "challenge":
            counts = {"pros": len(PROS[who]), "cons": len(CONS[who])}
            execute(exercise, who, "challenge", counts, said={"pros": PROS[who], "cons": CONS[who]})
        elif pending == "clarify":
            execute(exercise, who, "stand")
        elif who == FACILITATOR:
            execute(exercise, who, pending)
        else:
            exercise.seats[who] = "bot:doctrine"
            exercise.play_bot(who)
            exercise.seats[who] = "people"
    return exercise


# One function for each picture: it plays to the moment, opens the screen, and calls ``take``.


async def draw_home(folder: Path, take: Callable[[WargameApp], None]) -> None:
    for name, length, day, until in (
        ("POL 310, Tuesday", "short", 3, make_condition(99, "")),
        ("Staff seminar", "standard", 9, make_condition(99, "")),
        ("POL 310, Thursday", "standard", 12, make_condition(3, "plan")),
    ):
        play_until(begin_exercise(folder, name, length, day), until).close()
    await show(WargameApp(Settings(), folder), take, "down")  # the first says where its file is


async def draw_table(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_until(begin_exercise(folder, "table", "standard", 12, bots=()), make_condition(4, "reveal"))
    played.seats.update(dict.fromkeys(ROLES, "bot:doctrine"))
    await show(WargameApp(Settings(), folder, played), take, "enter")


async def draw_reveal(folder: Path, take: Callable[[WargameApp], None]) -> list[tuple[str, float]]:
    """Return the frames of one plan's reveal, each with its seconds: the plans, then odds, dice and what moved."""
    played = begin_exercise(folder, "reveal", "standard", 12, bots=(), staged=True)
    play_until(played, make_condition(3, "reveal"))
    app = WargameApp(Settings(motion=False), folder, played)
    frames: list[tuple[str, float]] = []

    async def reveal(pilot: Pilot[Any]) -> None:
        pane = app.screen.query_one(RevealPane)

        async def keep(seconds: float, at: float = 1.0) -> None:
            if pane.is_shown:
                pane.move_to(at)
            await pilot.pause()
            frames.append((make_standalone(app.export_screenshot(title="wargame")), seconds))

        await keep(1.5)
        while (asked := played.find_pending()) not in ("close", "next"):
            moved = asked == "move"
            await pilot.press("enter")
            for step in (0.0, 0.2, 0.4, 0.6, 0.8) if pane.is_shown and not moved else ():
                await keep(0.1, step)
            await keep(2.5)
            if moved:
                break  # the other plans go the same way

    await show(app, lambda _: None, then=reveal, size=(100, 30))
    return frames


async def draw_desk(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_until(begin_exercise(folder, "desk", "standard", 12, bots=()), make_condition(3, "plan", "cartel"))
    app = WargameApp(Settings(), folder, played)

    async def sit(pilot: Pilot[Any]) -> None:
        app.push_screen(DeskScreen("cartel"))
        await pilot.pause()
        offers = number_offers(played.table, played.list_offers("cartel"), "cartel")
        await pilot.press(*["down"] * (len(offers) // 2), "enter")
        app.screen.query_one("#why", Input).value = REASON
        await pilot.pause()

    await show(app, take, then=sit)


async def draw_hearing(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_argument(begin_exercise(folder, "hearing", "standard", 12, bots=()))
    await show(WargameApp(Settings(), folder, played), take, "enter", "1", "2", "5")


async def draw_console(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_until(begin_exercise(folder, "console", "standard", 12, bots=()), make_condition(3, "close"))
    await show(WargameApp(Settings(), folder, played), take, "o", "enter")


async def draw_end(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_until(begin_exercise(folder, "end", "standard", 12, bots=()), make_condition(99, ""))
    await show(WargameApp(Settings(), folder, played), take, "enter", "right", "right")


async def draw_replay(folder: Path, take: Callable[[WargameApp], None]) -> None:
    past = PastSession.read(EXAMPLE)
    await show(WargameApp(Settings(), folder, first=ReplayScreen(past, at=30)), take)


async def draw_debrief(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = Exercise.resume(Path(copy(EXAMPLE, folder)))
    await show(WargameApp(Settings(), folder, played, "end"), take, *["f3"] * 7, "f4", "f4")


async def draw_decks(folder: Path, take: Callable[[WargameApp], None]) -> None:
    mine = Path(copy(DECK, folder))
    (folder / "sources").mkdir()
    for source in (DECK.parent / "sources").glob("*.yaml"):
        copy(source, folder / "sources")
    await show(WargameApp(Settings(), folder, first=DeckDesk(mine, "whose_view")), take)


async def draw_devices(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play_until(begin_exercise(folder, "devices", "standard", 12, bots=()), make_condition(3, "plan"))
    await show_room(open_app(folder, played), show, take, folder)


async def show(
    app: WargameApp, take: Callable[[WargameApp], None], *keys: str, then: Any = None, size: tuple[int, int] = SIZE
) -> None:
    """Open the app, press the keys, await ``then`` if it is given, and take the picture."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        if then is not None:
            await then(pilot)
        await pilot.pause()
        take(app)
    app.close_exercise()


def make_standalone(svg: str) -> str:
    """Return the SVG without fonts from the web, and with ids that do not change."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    return re.sub(r"terminal-\d+", "terminal", BLANKS.sub(drop_blanks, svg))


def drop_blanks(found: re.Match[str]) -> str:
    """Return a text element without its leading blanks, moved to the right by their width: some programs drop them."""
    blanks = CELL * found["blanks"].count(";")
    x, length = float(found["x"]) + blanks, float(found["length"]) - blanks
    return f'x="{x:.1f}" y="{found["y"]}" textLength="{length:.1f}" {found["rest"]}>'


Frames = list[tuple[str, float]]
"""Pictures, each with the seconds for which it is shown."""
PICTURES: dict[str, Callable[[Path, Callable[[WargameApp], None]], Coroutine[Any, Any, Frames | None]]] = {
    "home": draw_home,
    "reveal": draw_reveal,
    "table": draw_table,
    "desk": draw_desk,
    "hearing": draw_hearing,
    "console": draw_console,
    "end": draw_end,
    "replay": draw_replay,
    "debrief": draw_debrief,
    "decks": draw_decks,
    "devices": draw_devices,
}
"""The function that draws each file, by the file's name. What returns frames is a picture that moves."""


def main() -> None:
    """Write all pictures to docs/pictures, or to the folder that is given."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures").resolve()
    target.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "UTC"
    os.environ["XDG_STATE_HOME"] = "state"  # codes of the room of a picture are kept nowhere else
    time.tzset()
    with TemporaryDirectory() as scratch:
        os.chdir(scratch)  # a session's path is on some screens
        for picture, draw in PICTURES.items():
            folder = Path(picture if picture != "home" else "sessions")
            folder.mkdir()

            def take(app: WargameApp, name: str = picture) -> None:
                (target / f"{name}.svg").write_text(make_standalone(app.export_screenshot(title="wargame")), "utf-8")
                print(target / f"{name}.svg")

            if frames := asyncio.run(draw(folder, take)):
                (target / f"{picture}.svg").write_text(join_frames(frames), "utf-8")
                print(target / f"{picture}.svg")
        draw_pages(Path("devices"), target)


if __name__ == "__main__":
    main()
