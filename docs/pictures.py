"""Pictures: the app's screens as the README shows them, made from the app itself: ``python -m docs.pictures [FOLDER]``.

Exercises are played from a seed; nothing depends on the day or the machine. The SVG files stand alone: Textual's
have their fonts from the web, these use what the reader's machine has.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import number_offers
from wargame.exercise.view.replay import PastSession
from wargame.rules.model import FACILITATOR
from wargame.rules.refusal import Refusal
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.author.deck_desk import DeckDesk
from wargame.tui.play.desk.desk import DeskScreen

SIZE = (120, 36)
SEED = 2013
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
CELL = 12.2
"""Width of a character in Textual's pictures."""
BLANKS = re.compile(
    r'x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="(?P<length>[\d.]+)" (?P<rest>[^>]*)>'
    r"(?P<blanks>(?:&#160;)+)(?=[^<])"
)
"""A text that begins with blanks."""
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
    """Monday morning; every look at it is twenty seconds later."""

    def __init__(self, day: int = 2) -> None:
        self._day, self._seconds = day, 0.0

    def read_time(self) -> str:
        minutes = int(self._seconds // 60)
        return f"2026-03-{self._day:02}T{9 + minutes // 60:02}:{minutes % 60:02}:00Z"

    def read_seconds(self) -> float:
        self._seconds += 20
        return self._seconds


def begin(folder: Path, name: str, length: str, day: int, bots: tuple[str, ...] = ROLES) -> Exercise:
    content = load_content("impracticable-alliance")
    seats = {role: "bot:doctrine" if role in bots else "people" for role in content.scenario.roles}
    return Exercise.begin(content, length, seats, SEED, folder, name=name, clock=Clock(day))


def play(exercise: Exercise, until: Callable[[Exercise], bool]) -> Exercise:
    """Let everybody play; for people, the bot's choice without its words."""
    seats = dict(exercise.seats)
    exercise.seats.update(dict.fromkeys(seats, "bot:doctrine"))
    while not exercise.over and not until(exercise):
        who = exercise.list_waiting()[0]
        if who == FACILITATOR:
            do(exercise, FACILITATOR, exercise.find_pending())
        else:
            exercise.play_bot(who)
    exercise.seats.update(seats)
    return exercise


def do(exercise: Exercise, who: str, verb: str, args: dict[str, Any] | None = None, **more: Any) -> None:
    done = exercise.execute(who, verb, args, **more)
    assert not isinstance(done, Refusal), done


def asked(turn: int, what: str, role: str = "") -> Callable[[Exercise], bool]:
    """Is this choice owed in this turn, by this role?"""

    def owed(exercise: Exercise) -> bool:
        return (exercise.turn, exercise.find_pending()) == (turn, what) and (
            not role or role in exercise.list_waiting()[:1]
        )

    return owed


def argued(exercise: Exercise) -> Exercise:
    """Security argues in the open; the others have given pros and cons, and it is time to mark the strong ones."""
    play(exercise, asked(2, "plan", "security"))
    args = {"effects": {"rule_of_law": 1, "will": 1}, "reasons": 3, "secret": False}
    do(exercise, "security", "argue", args, said=ARGUMENT)
    while exercise.find_pending() != "assess":
        (who, *_), pending = exercise.list_waiting(), exercise.find_pending()
        if pending == "challenge":
            counts = {"pros": len(PROS[who]), "cons": len(CONS[who])}
            do(exercise, who, "challenge", counts, said={"pros": PROS[who], "cons": CONS[who]})
        elif pending == "clarify":
            do(exercise, who, "stand")
        elif who == FACILITATOR:
            do(exercise, who, pending)
        else:
            exercise.seats[who] = "bot:doctrine"
            exercise.play_bot(who)
            exercise.seats[who] = "people"
    return exercise


# The pictures


async def home(folder: Path, take: Callable[[WargameApp], None]) -> None:
    for name, length, day, until in (
        ("POL 310, Tuesday", "short", 3, asked(99, "")),
        ("Staff seminar", "standard", 9, asked(99, "")),
        ("POL 310, Thursday", "standard", 12, asked(3, "plan")),
    ):
        play(begin(folder, name, length, day), until).close()
    await shown(WargameApp(Settings(), folder), take, "down")  # the first says where its file is


async def table(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play(begin(folder, "table", "standard", 12, bots=()), asked(4, "reveal"))
    played.seats.update(dict.fromkeys(ROLES, "bot:doctrine"))
    await shown(WargameApp(Settings(), folder, played), take, "enter")


async def desk(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play(begin(folder, "desk", "standard", 12, bots=()), asked(3, "plan", "cartel"))
    app = WargameApp(Settings(), folder, played)

    async def sit(pilot: Pilot[Any]) -> None:
        app.push_screen(DeskScreen("cartel"))
        await pilot.pause()
        offers = number_offers(played.table, played.list_offers("cartel"), "cartel")
        await pilot.press(*["down"] * (len(offers) // 2), "enter")
        app.screen.query_one("#why", Input).value = REASON
        await pilot.pause()

    await shown(app, take, then=sit)


async def hearing(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = argued(begin(folder, "hearing", "standard", 12, bots=()))
    await shown(WargameApp(Settings(), folder, played), take, "enter", "1", "2", "5")


async def console(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play(begin(folder, "console", "standard", 12, bots=()), asked(3, "close"))
    await shown(WargameApp(Settings(), folder, played), take, "o", "enter")


async def end(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = play(begin(folder, "end", "standard", 12, bots=()), asked(99, ""))
    await shown(WargameApp(Settings(), folder, played), take, "enter", "right", "right")


async def replay(folder: Path, take: Callable[[WargameApp], None]) -> None:
    past = PastSession.read(EXAMPLE)
    await shown(WargameApp(Settings(), folder, first=ReplayScreen(past, at=30)), take)


async def debrief(folder: Path, take: Callable[[WargameApp], None]) -> None:
    played = Exercise.resume(Path(copy(EXAMPLE, folder)))
    await shown(WargameApp(Settings(), folder, played, afterwards=True), take, *["f3"] * 7, "f4", "f4")


async def decks(folder: Path, take: Callable[[WargameApp], None]) -> None:
    mine = Path(copy(DECK, folder))
    (folder / "sources").mkdir()
    for source in (DECK.parent / "sources").glob("*.yaml"):
        copy(source, folder / "sources")
    await shown(WargameApp(Settings(), folder, first=DeckDesk(mine, "whose_view")), take)


async def shown(app: WargameApp, take: Callable[[WargameApp], None], *keys: str, then: Any = None) -> None:
    """Open the app, press keys, and take the picture."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        if then is not None:
            await then(pilot)
        await pilot.pause()
        take(app)
    app.close_exercise()


def alone(svg: str) -> str:
    """The picture without anything from the web, its ids always the same."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    return re.sub(r"terminal-\d+", "terminal", BLANKS.sub(moved, svg))


def moved(found: re.Match[str]) -> str:
    """A text without the blanks it begins with, moved to where it goes on: some programs drop such blanks."""
    blanks = CELL * found["blanks"].count(";")
    x, length = float(found["x"]) + blanks, float(found["length"]) - blanks
    return f'x="{x:.1f}" y="{found["y"]}" textLength="{length:.1f}" {found["rest"]}>'


PICTURES = (home, table, desk, hearing, console, end, replay, debrief, decks)


def main() -> None:
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures").resolve()
    target.mkdir(parents=True, exist_ok=True)
    os.environ["TZ"] = "UTC"
    time.tzset()
    with TemporaryDirectory() as scratch:
        os.chdir(scratch)  # a session's path is on some screens
        for picture in PICTURES:
            folder = Path(picture.__name__ if picture is not home else "sessions")
            folder.mkdir()

            def take(app: WargameApp, name: str = picture.__name__) -> None:
                (target / f"{name}.svg").write_text(alone(app.export_screenshot(title="wargame")), "utf-8")
                print(target / f"{name}.svg")

            asyncio.run(picture(folder, take))


if __name__ == "__main__":
    main()
