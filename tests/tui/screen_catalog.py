"""Places: every screen and every question over one, by name, each a few keys away, for tests that look at all."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from textual.app import App

from tests.paths import DATA
from tests.tui.app_setup import SIZES, StillClock, content, exercise, room
from tests.tui.desk_setup import asked
from tests.tui.goldens import played, talked_over
from tests.tui.hearing_setup import argued
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Exercise
from wargame.rules.chance import DrawNeeded
from wargame.tui.after.debrief import DebriefScreen
from wargame.tui.after.report import ReportScreen
from wargame.tui.app.drafts import AFTERWARDS
from wargame.tui.app.help import HelpScreen
from wargame.tui.app.question_dialogs import ConfirmScreen, DiceScreen, ReasonScreen, TroubleScreen
from wargame.tui.app.settings import Settings
from wargame.tui.author.deck_desk import DeckDesk
from wargame.tui.play.curtain import CurtainScreen, IdleScreen
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.start.briefing import BriefingScreen
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed

STEPS = ("out-of-role", "what-happened", "why", "plus-delta", "take-aways", "ratings", "plan", "details")

Open = Callable[[Hands], Awaitable[None]]
Look = Callable[[str, Hands], Awaitable[None]]


class Scene(NamedTuple):
    """An app at some moment, and the places that can be opened there."""

    app: Callable[[Path, Settings], App[Any]]
    places: dict[str, Open]


def keys(*pressed: str) -> Open:
    """A place that these keys lead to; what begins with an apostrophe is typed."""

    async def open(hands: Hands) -> None:
        for one in pressed:
            if one.startswith("'"):
                await hands.type(one[1:])
            else:
                await hands.press(one)

    return open


def over(make: Callable[[Any], Any], *pressed: str) -> Open:
    """A screen put over the one that is up, and keys pressed there."""

    async def open(hands: Hands) -> None:
        hands.app.push_screen(make(hands.app))
        await hands.settle()
        await keys(*pressed)(hands)

    return open


def proved(open: Open) -> Open:
    """A place that is looked at once what is checked beside it has been."""

    async def then(hands: Hands) -> None:
        await open(hands)
        for _ in range(3):
            await hands.app.workers.wait_for_complete()
            await hands.settle()

    return then


def open_debrief(step: str, _: App[Any]) -> DebriefScreen:
    return DebriefScreen(step)


def at(build: Callable[[Path], Exercise]) -> Callable[[Path, Settings], App[Any]]:
    """The app at the table of an exercise."""

    def app(folder: Path, settings: Settings) -> App[Any]:
        return with_settings(room(folder, build(folder)), settings)

    return app


def with_settings(app: Any, settings: Settings) -> App[Any]:
    app.settings = settings
    found: App[Any] = app
    return found


def watching(role: str = "", pin: str = "") -> Callable[[Path, Settings], App[Any]]:
    """A second window on an exercise at its plans."""

    def app(folder: Path, settings: Settings) -> App[Any]:
        loaded, pins = content(), {role: pin} if pin else None
        seats = dict.fromkeys(loaded.scenario.roles, "people")
        begun = Exercise.begin(loaded, "short", seats, 20, folder, name="watched", clock=StillClock(), pins=pins)
        path = asked(begun, "plan", "cartel").path
        assert path is not None
        return WatchApp(settings, SessionFeed(path), role)

    return app


def dice(app: Any) -> DiceScreen:
    return DiceScreen(
        app.find_seat("facilitator"), app.current_exercise, DrawNeeded(app.current_exercise.turn, "roll/cartel", 0, 36)
    )


def brief(app: Any) -> BriefingScreen:
    return BriefingScreen()


def desk(app: Any) -> DeckDesk:
    """The deck desk with a deck of one's own, as ``deck new`` begins it."""
    path = app.sessions / "week-five.yaml"
    text = (DATA / "week-five.yaml").read_text("utf-8")
    path.write_text(text.replace("role: security", "role: secrecy"), "utf-8")
    path.with_name("week-five.yaml.drafts").unlink(missing_ok=True)
    return DeckDesk(path)


SCENES: dict[str, Scene] = {
    "home": Scene(
        lambda folder, settings: with_settings(room(folder), settings),
        {
            "home": keys(),
            "new": keys("n"),
            "help-home": keys("f1"),
            "decks": proved(over(desk)),
            "decks-text": proved(over(desk, "enter")),
            "decks-findings": proved(over(desk, "f4")),
            "decks-preview": proved(over(desk, "f6")),
            "card-form": proved(over(desk, "n")),
        },
    ),
    "before": Scene(
        at(exercise), {"table-before": keys(), "briefing": over(brief), "briefing-roles": over(brief, *["enter"] * 3)}
    ),
    "plan": Scene(
        at(lambda folder: asked(exercise(folder), "plan", "cartel")),
        {
            "table": keys(),
            "table-numbers": keys("n"),
            "card": keys("v"),
            "log": keys("l"),
            "note": keys("a"),
            "help-table": keys("f1"),
            "reason": over(lambda _: ReasonScreen("Overrule a result", "The cartel. Why? (recorded with it)")),
            "confirm": over(lambda _: ConfirmScreen("Undo all the same?", ["turn 2: the cartel paid"], "Undo", "Keep")),
            "trouble": over(lambda _: TroubleScreen("The disk is full.")),
            "dice": over(dice),
            "curtain": over(lambda _: CurtainScreen("cartel")),
            "idle": over(lambda _: IdleScreen("cartel")),
            "desk": over(lambda _: DeskScreen("cartel")),
            "desk-why": over(lambda _: DeskScreen("cartel"), "enter"),
            "desk-quick": over(lambda _: DeskScreen("cartel"), "f4", "'3 juarez"),
            "desk-knows": over(lambda _: DeskScreen("cartel"), "f2"),
            "desk-argue": over(lambda _: DeskScreen("cartel"), "end", "enter"),
            "page": over(lambda _: DeskScreen("cartel"), "b"),
            "page-log": over(lambda _: DeskScreen("cartel"), "l"),
            "help-desk": over(lambda _: HelpScreen("desk")),
            "console-veil": keys("o"),
            "console": keys("o", "enter"),
            "console-everything": keys("o", "enter", "v"),
            "pick": keys("o", "enter", "t"),
            "pick-many": keys("o", "enter", "s"),
            "effects": keys("o", "enter", "r"),
            "rating": keys("o", "enter", "g", "5"),
            "devices-veil": keys("f4"),
            "devices": keys("f4", "enter"),
            "help-console": over(lambda _: HelpScreen("console")),
        },
    ),
    "respond": Scene(
        at(lambda folder: asked(exercise(folder), "respond", "security")),
        {"desk-respond": over(lambda _: DeskScreen("security"))},
    ),
    "estimate": Scene(
        at(lambda folder: asked(exercise(folder), "estimate", "cell")),
        {"desk-estimating": over(lambda _: DeskScreen("cell"))},
    ),
    "challenge": Scene(at(argued), {"hearing-challenge": keys("enter")}),
    "secret": Scene(at(lambda folder: argued(folder, secret=True)), {"hearing-veil": keys("enter")}),
    "clarify": Scene(at(lambda folder: argued(folder, "clarify")), {"hearing-clarify": keys("enter")}),
    "assess": Scene(at(lambda folder: argued(folder, "assess")), {"hearing-assess": keys("enter")}),
    "over": Scene(
        at(lambda folder: played(folder)), {"table-over": keys(), "end": keys("enter"), "replay": keys("enter", "r")}
    ),
    "afterwards": Scene(
        at(talked_over),
        {
            **{f"debrief-{step}": over(partial(open_debrief, step)) for step in STEPS},
            "report": over(lambda _: ReportScreen()),
            "help-debrief": over(lambda _: HelpScreen("debrief")),
        },
    ),
    "watch": Scene(watching(), {"watch": keys(), "watch-card": keys("v"), "help-watch": keys("f1")}),
    "door": Scene(watching("cartel"), {"door-veil": keys(), "role": keys("enter")}),
    "pin": Scene(watching("cartel", "4711"), {"door": keys()}),
}


def look_at_all(folder: Path, look: Look, size: str | tuple[int, int] = "small", *, ascii: bool = False) -> None:
    """Open every place and look at it there."""
    for name, scene in SCENES.items():
        visit(folder / name, scene, look, size, ascii=ascii)


def visit(folder: Path, scene: Scene, look: Look, size: str | tuple[int, int] = "small", *, ascii: bool = False,
          only: str = "", settings: Settings | None = None) -> None:  # fmt: skip
    """Open the places of a scene one after another, or ``only`` one, and look at each."""
    folder.mkdir(parents=True, exist_ok=True)
    app = scene.app(folder, settings or Settings(ascii=ascii))

    async def run() -> None:
        async with app.run_test(size=SIZES[size] if isinstance(size, str) else size) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            below = list(app.screen_stack)
            for name, open in scene.places.items():
                if only in ("", name):
                    await open(hands)
                    await look(name, hands)
                    await back_to(hands, below)

    asyncio.run(run())


async def back_to(hands: Hands, below: list[Any]) -> None:
    """Take away what was opened over the first screen, and what was done on it."""
    while len(hands.app.screen_stack) > len(below):
        hands.app.pop_screen()
        await hands.settle()
    assert hands.app.screen_stack == below, "the first screen is gone"
    drafts = getattr(hands.app, "drafts", None)
    if drafts is not None:
        drafts.forget_played()
        drafts.forget(AFTERWARDS)
    if hands.app.screen.query("#rows") and hands.app.screen.query_one("#numbers").display:
        await hands.press("n")
