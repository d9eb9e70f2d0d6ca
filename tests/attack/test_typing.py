"""Random sentences and pastes at table, curtain and desk: no private word reaches a public screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random

from textual.events import Paste

from tests.tui.app_setup import SIZES, StillClock, room, text_of
from tests.tui.conftest import _at_once
from tests.tui.pilot import Hands
from tests.tui.test_privacy import leaks, planted
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.tui.play.desk.desk import DeskScreen

__all__ = ["_at_once"]  # its patches hold for these tests too

STEPS = 60
FEW = 12
"""Steps of the small attack."""
WORDS = ("its late", "we should deny it all", "secret deals struck", "can the cell pay", "so", "take back notes",
         "3 juarez because", "both of us", "next")  # fmt: skip
KEYS = ("enter", "escape", "tab", "shift+tab", "up", "down", "f2", "f4", "f5", "f7", "f8", "f10", "space", "backspace",
        "pagedown", "f1", "home", "end")  # fmt: skip
PUBLIC = ("TableScreen", "CurtainScreen", "LogScreen", "HomeScreen", "CardScreen", "NoteScreen", "HelpScreen")


def write_sentence(luck: Random, secret: str = "") -> str:
    """A sentence of ordinary words, with a planted one among them."""
    words = [luck.choice(WORDS) for _ in range(luck.randint(1, 8))]
    if secret:
        words.insert(luck.randint(0, len(words)), secret)
    return luck.choice((" ", "\n")).join(words) + luck.choice(("", "\n", "\n\n"))


class Typist:
    """Types and pastes by chance, and looks at every screen."""

    def __init__(self, hands: Hands, played: Exercise, clock: StillClock, luck: Random) -> None:
        self.hands, self.played, self.clock, self.luck = hands, played, clock, luck
        self.visited: set[str] = set()

    @property
    def role(self) -> str:
        """The role at whose desk the keyboard is; empty elsewhere."""
        desks = [one for one in self.hands.app.screen_stack if isinstance(one, DeskScreen)]
        return desks[-1]._role if desks else ""

    async def step(self) -> None:
        """One thing done at random: a sentence, a paste, a key, or what leads on."""
        hands, luck = self.hands, self.luck
        secret = f"Xwhy{self.role}" if self.role else ""
        match luck.randrange(6):
            case 0 | 1:
                await hands.burst(write_sentence(luck, secret))
            case 2:
                await self.paste(write_sentence(luck, secret))
            case 3:
                await hands.press(luck.choice(KEYS))
            case _:
                await self.go_on()
        self.check()

    async def paste(self, text: str) -> None:
        self.hands.app.post_message(Paste(text))
        await self.hands.settle()

    async def go_on(self) -> None:
        """Do what somebody would who plays: press Enter, after a while at a curtain."""
        self.clock.at += 1
        if self.hands.where not in (*PUBLIC, "DeskScreen", "IdleScreen"):
            await self.hands.press("escape")
        await self.hands.press("enter")

    def check(self) -> None:
        """A public screen, with its notices and the title of the window, is for everybody; a desk is for its role."""
        app, where = self.hands.app, self.hands.where
        self.visited.add(where)
        who = self.role or OBSERVER
        if where not in PUBLIC and not self.role:
            return
        if where in ("TableScreen", "CurtainScreen", "HomeScreen"):
            assert not self.role, "a desk lies under a public screen"
        notices = " ".join(one.message for one in app._notifications)
        for text in (text_of(app), f"{app.title} {app.sub_title}", notices if where in PUBLIC else ""):
            found = leaks(text, self.played, who)
            assert not found, f"{found} on {where}, as {who}:\n{text}"


def type_at_random(folder: Path, luck: Random, steps: int = STEPS) -> set[str]:
    """Type in one exercise; the screens that were visited."""
    content, clock = planted(), StillClock()
    seats = dict.fromkeys(content.scenario.roles, "people")
    played = Exercise.begin(content, "standard", seats, luck.randrange(1000), folder, clock=clock)
    played.execute(FACILITATOR, "begin")

    async def run() -> set[str]:
        app = room(folder, played)
        app.read_seconds = clock.read_seconds
        async with app.run_test(size=SIZES["medium"], notifications=True) as pilot:
            typist = Typist(Hands(pilot), played, clock, luck)
            await typist.hands.settle()
            for _ in range(steps):
                if typist.hands.where == "HomeScreen" or played.over or not app.is_running:
                    break
                await typist.step()
        app.close_exercise()
        return typist.visited

    return asyncio.run(run())


def test_no_private_word_reaches_a_public_screen(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    visited: set[str] = set()
    for case in cases(2):
        visited |= type_at_random(tmp_path / str(case), luck)
    print(f"{len(cases(2))} exercises typed at, {STEPS} steps each, on {', '.join(sorted(visited))}; nothing leaked")
    assert {"TableScreen", "CurtainScreen", "DeskScreen"} <= visited
