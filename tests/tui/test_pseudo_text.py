"""The app in another language: the same keys make the same choices, and every screen shows the same things."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widget import Widget
from textual.widgets import Input

from tests.exercise.exercise_driver import objects
from tests.paths import EXAMPLES
from tests.pseudo_text import PseudoText, keep_comparable, mask
from tests.tui.app_setup import SIZES, StillClock, exercise, room
from tests.tui.pilot import Hands
from tests.tui.screen_catalog import SCENES, visit
from wargame.exercise.past_seat import list_viewers
from wargame.exercise.view.past_session import PastSession
from wargame.phrases import use_catalogue
from wargame.tui.after.replay import ReplayScreen
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed

DAILY = ("respond", "clarify", "assess", "watch", "door")
"""The scenes that are looked at every day; the slow tests look at all."""


Frame = list[object]
"""What a screen shows, line by line and widget by widget."""


def build_frame(app: App[Any]) -> Frame:
    """What a screen shows, without what its letters say: marks, numbers, colours, and which widgets are there."""
    strips = app.screen._compositor.render_strips()
    rows = [mask(strip.text).rstrip() for strip in strips]
    styles = [[(len(one.text), str(one.style)) for one in strip.simplify()] for strip in strips]
    widgets = [
        (type(one).__name__, one.id, sorted(one.classes), one.display, one.disabled)
        for one in app.screen.walk_children(Widget, with_self=True)
    ]
    return [*zip(rows, styles, strict=True), *widgets]


async def run_app(app: App[Any], use: Callable[[Hands], Awaitable[None]], size: str) -> None:
    async with app.run_test(size=SIZES[size]) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await use(hands)


def show_scene(folder: Path, name: str, size: str, *, pseudo: bool) -> dict[str, Frame]:
    """The frames of all places of a scene, by name."""
    frames = {}

    async def look(place: str, hands: Hands) -> None:
        frames[place] = build_frame(hands.app)

    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        visit(folder / "scene", SCENES[name], look, size)
    return frames


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param(name, size, marks=() if name in DAILY and size == "small" else pytest.mark.slow)
        for name in SCENES
        for size in ("small", "large")
    ],
)
def test_every_screen_shows_the_same_in_pseudo_text(tmp_path: Path, name: str, size: str) -> None:
    english = show_scene(tmp_path / "words", name, size, pseudo=False)
    pseudo = show_scene(tmp_path / "other", name, size, pseudo=True)
    assert pseudo.keys() == english.keys()
    for place, frame in english.items():
        assert pseudo[place] == frame, place


# Play


async def take_first(hands: Hands) -> None:
    """By keys, without a look at the screen: the first offer of a desk, or an estimate of 30 %."""
    played = hands.wargame.current_exercise
    before = len(played.standing)
    if played.find_pending() == "estimate":
        await hands.type("30", "enter")
    else:
        await hands.press("enter")  # the cursor is on the first that is open
    if hands.where != "DeskScreen" or len(played.standing) > before:  # to make no offer needs no reason
        return
    if not isinstance(hands.app.screen.focused, Input):
        await hands.press("enter")
    await hands.type("it pays now", "enter")


async def argue(hands: Hands) -> None:
    """By keys: a role argues at its desk."""
    await hands.press("f4")
    await hands.type("argue", "enter")
    await hands.type("We keep our men indoors", "enter")
    await hands.type("Fewer bodies", "enter", "tab", "tab", "tab", "tab")
    await hands.type("The bosses owe us", "enter")
    await hands.type("Quiet streets sell", "enter", "enter")
    await hands.type("money", "enter")


async def hear(hands: Hands) -> None:
    """By keys: nobody adds anything, the role stands by its argument, its reason counts, the ruling is made."""
    played = hands.wargame.current_exercise
    while played.find_pending() == "challenge":
        await hands.press("f4")
    await hands.type("For a month", "enter")
    await hands.press("1", "r")
    await hands.type("The streets empty", "enter", "enter")


async def play(hands: Hands, turns: int, seen: list[Frame]) -> None:
    """Play whole turns by keys. The first plan is an argument. Every decision adds a frame to ``seen``."""
    played = hands.wargame.current_exercise
    argued, held = False, 0
    while played.turn <= turns:
        before = len(played.standing)
        if hands.where == "TableScreen":
            await hands.press("enter")
        if hands.where == "CurtainScreen":
            await hands.press("enter")
        if hands.where == "DeskScreen" and played.find_pending() == "plan" and not argued:
            argued = True
            await argue(hands)
        elif hands.where == "DeskScreen":
            await take_first(hands)
        elif hands.where == "HearingScreen":
            await hear(hands)
        elif hands.where == "IdleScreen":  # in a secret round all are called
            await hands.press("enter")
        held = 0 if len(played.standing) > before else held + 1
        assert held < 9, hands.text  # a decision that ends a secret round waits for the last call
        seen.append(build_frame(hands.app))


def play_by_keys(
    folder: Path, turns: int, bots: tuple[str, ...], *, pseudo: bool
) -> tuple[list[dict[str, Any]], list[Frame]]:
    """The lines that are written down, and a frame after each decision."""
    played = exercise(folder, bots=bots)
    frames: list[Frame] = []
    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        asyncio.run(run_app(room(folder, played), partial(play, turns=turns, seen=frames), "small"))
    assert played.path is not None
    return keep_comparable(objects(played.path)), frames


@pytest.mark.parametrize(("turns", "bots"), [(1, ("cell", "security")), pytest.param(2, (), marks=pytest.mark.slow)])
def test_the_same_keys_play_the_same_exercise_in_pseudo_text(tmp_path: Path, turns: int, bots: tuple[str, ...]) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "other").mkdir()
    english, shown = play_by_keys(tmp_path / "words", turns, bots, pseudo=False)
    pseudo, shown_pseudo = play_by_keys(tmp_path / "other", turns, bots, pseudo=True)
    assert pseudo == english
    assert shown_pseudo == shown
    assert {"argue", "stand", "weigh", "apply"} <= {line.get("do") for line in english}


# Replay and the second window


async def look_back(hands: Hands, frames: list[Frame], steps: int) -> None:
    """Go through a replay: every role's eyes, each with some steps."""
    screen = hands.app.screen
    assert isinstance(screen, ReplayScreen)
    for _ in list_viewers(screen.past):
        for _ in range(steps):
            await hands.press("right")
            frames.append(build_frame(hands.app))
        await hands.press("w")


def replay(path: Path, folder: Path, at: int, steps: int, *, pseudo: bool) -> list[Frame]:
    frames: list[Frame] = []
    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        app = WargameApp(Settings(), folder, first=ReplayScreen(PastSession.read(path), at))
        asyncio.run(run_app(app, partial(look_back, frames=frames, steps=steps), "medium"))
    return frames


@pytest.mark.parametrize(
    ("example", "at", "steps"),
    [
        ("by-hand", 20, 3),
        *(pytest.param(path.stem, 1, 100, marks=pytest.mark.slow) for path in sorted(EXAMPLES.glob("*.jsonl"))),
    ],
)
def test_a_replay_shows_the_same_in_pseudo_text(tmp_path: Path, example: str, at: int, steps: int) -> None:
    path = EXAMPLES / f"{example}.jsonl"
    english = replay(path, tmp_path, at, steps, pseudo=False)
    assert replay(path, tmp_path, at, steps, pseudo=True) == english


def watch(path: Path, role: str, *, pseudo: bool) -> Frame:
    frame: Frame = []

    async def look(hands: Hands) -> None:
        await hands.press("enter")
        frame.extend(build_frame(hands.app))

    with use_catalogue(PseudoText()) if pseudo else nullcontext():
        asyncio.run(run_app(WatchApp(Settings(), SessionFeed(path), role, StillClock()), look, "medium"))
    return frame


@pytest.mark.parametrize("role", ["", "cartel"])
def test_a_second_window_shows_the_same_in_pseudo_text(role: str) -> None:
    path = EXAMPLES / "by-hand.jsonl"
    assert watch(path, role, pseudo=True) == watch(path, role, pseudo=False)
