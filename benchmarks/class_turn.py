"""How long a turn keeps a class at the keyboard: ``python -m benchmarks.class_turn``.

Four turns of *Crossroads*, short, are played through the app by keys alone, with people in every seat. A key takes a
quarter of a second, and so does each letter of a reason of twelve words; a screen that people have to look at anew
takes five seconds. The stages of the reveal are not counted: the class looks at them together. Deals are passed in one
play; in the other the cartel makes an offer each turn, the cell counters it, and the cartel accepts. Beside it the
second window follows the session file, and must show the same public log at every step.
"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from textual.pilot import Pilot
from textual.widgets import Input

from wargame.content.load.loader import load_content
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.view.reveal import STAGES
from wargame.rules.model import OBSERVER
from wargame.rules.offers import Offer
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.play.curtain import CurtainScreen, IdleScreen
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.play.table import TableScreen
from wargame.tui.watch.feed import SessionFeed

KEY, SCREEN = 0.25, 5.0
"""The seconds of a key, and of a new screen."""
QUIET, BARGAIN = 170, 220
"""The most seconds of a turn without bargains, and of one with an offer that is countered and accepted."""
REASON = "while all eyes watch the border our friends in office come cheaply"
"""Twelve words, as people write them at a desk."""
SIZES = ((120, 40), (80, 24))
SEED = 20
UNCOUNTED = ("reveal", *STAGES)


class TurnCost(NamedTuple):
    """What a turn took: keys beside the reasons, letters of reasons, new screens, hand-overs by role, and its plans.

    ``plans`` are the seconds of the plans alone: of the hand-overs for them, and of what is written.
    """

    turn: int
    keys: int
    letters: int
    screens: int
    called: Counter[str]
    review: bool
    plans: float = 0.0

    @property
    def seconds(self) -> float:
        """The time of all that."""
        return (self.keys + self.letters) * KEY + self.screens * SCREEN


class ClassTurn:
    """Plays at the keyboard, and counts. ``bargains`` says whether offers are made, countered and accepted."""

    def __init__(self, pilot: Pilot[int], app: WargameApp, played: Exercise, *, bargains: bool) -> None:
        self._pilot, self._app, self._played, self._bargains = pilot, app, played, bargains
        self._keys = self._letters = self._screens = 0
        self._plans = 0.0
        self._called: Counter[str] = Counter()
        assert played.path is not None
        self._feed = SessionFeed(played.path)
        self.costs: list[TurnCost] = []

    async def play(self) -> None:
        """Play all turns."""
        review = False
        while not self._played.over:
            turn = self._played.turn
            kind = self._played.find_pending()
            review = review or kind == "estimate"
            if self._app.round.find_asked().mine:
                await self._press("enter", counts=kind not in UNCOUNTED)
                self._screens += kind not in UNCOUNTED
            else:
                await self._sit_down()
            self._follow()
            if self._played.turn != turn or self._played.over:
                if turn:
                    cost = TurnCost(turn, self._keys, self._letters, self._screens, self._called, review, self._plans)
                    self.costs.append(cost)
                self._keys = self._letters = self._screens = 0
                self._plans = 0.0
                self._called, review = Counter(), False

    def _follow(self) -> None:
        """Let the second window read on; it must know what the room knows."""
        if (news := self._feed.read_more()) is not None:
            self._feed.apply_news(news)
        there = self._feed.find_seat(OBSERVER).list_log()
        here = Seat(self._played, OBSERVER).list_log()
        if [entry.told for _, entry in there] != [entry.told for _, entry in here]:
            raise AssertionError("the second window does not show what the table shows")

    @property
    def _seconds(self) -> float:
        return (self._keys + self._letters) * KEY + self._screens * SCREEN

    @property
    def _is_planning(self) -> bool:
        return self._app.round.find_asked().kind == "plan"

    async def _press(self, key: str, *, counts: bool = True) -> None:
        await self._pilot.press(key)
        await self._pilot.pause()
        self._keys += counts

    async def _sit_down(self) -> None:
        """Take over the keyboard: through the curtain to the desk, decide all that is asked, and leave."""
        (role, *_) = self._app.round.find_asked().who
        self._called[role] += 1
        begun, plans = self._seconds, self._is_planning
        if not isinstance(self._app.screen, CurtainScreen):  # else the keyboard was handed on
            await self._press("enter")
        self._screens += 1
        await self._press("enter")
        self._screens += 1
        if isinstance(self._app.screen, IdleScreen):
            await self._press("enter")
        while isinstance(self._app.screen, DeskScreen):
            before = len(self._played.standing), self._app.screen
            if self._is_planning and not plans:  # who was called last for deals plans at the same sitting
                begun, plans = self._seconds, True
            await self._decide(role)
            if self._is_planning and not plans:
                begun, plans = self._seconds, True
            if isinstance(self._app.screen, DeskScreen):
                if (len(self._played.standing), self._app.screen) == before:
                    raise AssertionError(f"{role} cannot decide")
                self._screens += 1
        self._plans += self._seconds - begun if plans else 0
        if not isinstance(self._app.screen, TableScreen | CurtainScreen):
            raise AssertionError(f"{self._app.screen} lies over the table")

    async def _decide(self, role: str) -> None:
        seat = self._app.find_seat(role)
        if seat.find_asked().kind == "estimate":
            await self._press("4")
            await self._press("0")
            await self._press("enter")
            await self._write_reason()
            return
        number, offer = choose(role, seat.number_offers(), bargains=self._bargains)
        for digit in str(number):
            await self._press(digit)
        await self._press("enter")
        if offer.slots and offer.rules and len(offer.slots[0].domain) > 1:
            self._screens += 1
            await self._press("enter")
        if offer.do == "pass":
            await self._press("enter")
        else:
            await self._write_reason()

    async def _write_reason(self) -> None:
        line = self._app.screen.focused
        if not isinstance(line, Input):
            raise AssertionError(f"no line for a reason: {line}")
        line.insert_text_at_cursor(REASON)
        self._letters += len(REASON)
        await self._press("enter")


def choose(role: str, offers: dict[int, Offer], *, bargains: bool) -> tuple[int, Offer]:
    """Return the offer that is taken, with its number. The plan of the cartel has a zone to choose."""
    wished: tuple[str, ...] = ("pass", "decline")
    if bargains:
        wished = {"cartel": ("accept", "offer"), "cell": ("counter", "accept")}.get(role, ()) + wished
    for verb in wished:
        for number, offer in offers.items():
            if offer.do == verb:
                return number, offer
    zoned = [(number, offer) for number, offer in offers.items() if offer.do == "plan" and offer.slots]
    plain = [(number, offer) for number, offer in offers.items() if offer.do != "argue" and not offer.slots]
    first, second = (zoned, plain) if role == "cartel" else (plain, zoned)
    return (first or second)[0]


def begin_class(folder: Path) -> Exercise:
    """Begin the exercise that is played: *Crossroads*, short, with people in every seat."""
    content = load_content("crossroads")
    seats = dict.fromkeys(content.scenario.roles, "people")
    return Exercise.begin(content, "short", seats, SEED, folder, name="class", staged=True, instead=True)


async def measure(size: tuple[int, int], *, bargains: bool) -> list[TurnCost]:
    """Play four turns at a size, and return what each took."""
    with TemporaryDirectory() as folder:
        played = begin_class(Path(folder))
        app = WargameApp(Settings(motion=False), Path(folder), played)
        ticks = iter(range(10**9))
        app.read_seconds = lambda: float(next(ticks))  # a curtain has always lain long enough
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            at = ClassTurn(pilot, app, played, bargains=bargains)
            await at.play()
        app.close_exercise()
    return at.costs


def iter_lines(size: tuple[int, int], costs: Sequence[TurnCost], limit: int) -> Iterator[str]:
    """Yield a line for each turn. One in which estimates are asked has no limit."""
    for cost in costs:
        called = ", ".join(f"{role} {times}" for role, times in sorted(cost.called.items()))
        over = cost.seconds - limit
        said = "with estimates" if cost.review else f"{over:+.0f} s beside {limit} s"
        yield (
            f"{size[0]}x{size[1]}  turn {cost.turn}  {cost.keys:3} keys  {cost.letters:4} letters  {cost.screens:3} "
            f"screens  {cost.called.total():2} hand-overs ({called})  {cost.seconds:4.0f} s, of which plans "
            f"{cost.plans:.0f}  {said}"
        )


def main() -> None:
    """Print what each turn takes, without and with a bargain."""
    ArgumentParser(prog="python -m benchmarks.class_turn", description=__doc__).parse_args()
    for size in SIZES:
        for bargains, limit in ((False, QUIET), (True, BARGAIN)):
            print("with a countered bargain" if bargains else "without bargains")
            for line in iter_lines(size, asyncio.run(measure(size, bargains=bargains)), limit):
                print(line, flush=True)


if __name__ == "__main__":
    main()
