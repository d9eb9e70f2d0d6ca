"""How long a turn keeps a class whose teams have phones: ``python -m benchmarks.class_devices``.

The exercise of `class_turn` is played with the same people: a quarter of a second for a key, a tap and a letter, five
seconds for a screen that has to be looked at anew. Each team has a real browser as large as a phone, the facilitator
the app beside it. Nobody is waited for in real time: each team has a clock of its own, which goes on with what it
does; a team that is asked something later begins then, and the facilitator goes on when the last team is done.
It needs ``pip install -e '.[browser]'`` and a Chromium on the path.
"""

from __future__ import annotations

import asyncio
import shutil
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from textual.pilot import Pilot

from benchmarks.class_turn import KEY, REASON, SCREEN, SIZES, UNCOUNTED, TurnCost, begin_class, choose
from benchmarks.class_turn import measure as measure_keyboard
from wargame.devices.addresses import LOOPBACK, listen
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

PHONE = {"width": 390, "height": 844}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IS_FRESH = """async () => {
  const text = await (await fetch(location.pathname)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  return [...page.querySelectorAll("[data-part]")].every(
    (part) => document.getElementById(part.id)?.dataset.part === part.dataset.part);
}"""
"""Does a page show what the server would send now?"""
PLAN, DEALS = "plan", "deal"


class DeviceTurn(NamedTuple):
    """The seconds of a turn by what was done, those of the plans by team, and the longest real wait for a page."""

    turn: int
    kinds: dict[str, float]
    plans: dict[str, float]
    lag: float

    @property
    def seconds(self) -> float:
        """The time of the turn."""
        return sum(self.kinds.values())


class Phone:
    """A team with its browser: it reads, taps and types, and its clock goes on."""

    def __init__(self, role: str, page: Any) -> None:
        self.role, self._page = role, page
        self.clock = self.lag = 0.0
        """When it has done what it did last; the longest real wait until its page followed."""

    async def follow(self) -> None:
        """Wait until the page shows what is so now; this wait is of the program, and measured apart."""
        begun = perf_counter()
        while not await self._page.evaluate(IS_FRESH):
            await asyncio.sleep(0.01)
        self.lag = max(self.lag, perf_counter() - begun)

    async def is_asked(self) -> bool:
        """Does the page ask something?"""
        return bool(await self._page.locator("#decide, form[action='/called']").count())

    async def finish_call(self) -> None:
        """Say that nothing has to be decided here."""
        await self._tap("form[action='/called'] button")

    async def estimate(self) -> None:
        """Type an estimate and its reason."""
        await self._type("#percent", "40")
        await self._type("#because", REASON)
        await self._tap("#decide button.main")

    async def take(self, number: int, *, asks_where: bool, explains: bool) -> None:
        """Choose an offer, its zone where there are several, and decide."""
        await self._tap(f"label[for=offer-{number}]")
        offer = self._page.locator(f".offer:has(#offer-{number})")
        for slot in await offer.locator("fieldset.zones").all():
            await slot.locator("label").first.click()
            self.clock += KEY + (SCREEN if asks_where else 0)
        if explains:
            await self._type("#because", REASON)
        await self._tap("#decide button.main")

    async def _tap(self, selector: str) -> None:
        await self._page.locator(selector).first.click()
        self.clock += KEY

    async def _type(self, selector: str, text: str) -> None:
        await self._tap(selector)
        await self._page.keyboard.insert_text(text)
        self.clock += KEY * len(text)


class ClassWithDevices:
    """Plays with a phone for each team, and counts."""

    def __init__(
        self, pilot: Pilot[int], app: WargameApp, played: Exercise, phones: list[Phone], bargains: bool
    ) -> None:
        self._pilot, self._app, self._played, self._phones, self._bargains = pilot, app, played, phones, bargains
        self._kinds: defaultdict[str, float] = defaultdict(float)
        self._plans: dict[str, float] = {}
        self.turns: list[DeviceTurn] = []

    @property
    def _now(self) -> float:
        """When everybody is done with what was done so far."""
        return max(phone.clock for phone in self._phones)

    async def play(self) -> None:
        """Play all turns."""
        asked: set[str] = set()
        while not self._played.over:
            turn, kind, before = self._played.turn, self._played.find_pending(), self._now
            if self._app.round.find_asked().mine:
                await self._pilot.press("enter")
                seconds = 0 if kind in UNCOUNTED else KEY + SCREEN
                for phone in self._phones:
                    phone.clock = before + seconds
                done, kind = before, "facilitator"
                asked = set()
            else:
                waiting = [phone for phone in self._phones if phone.role in asked]
                if not waiting:
                    raise AssertionError("nobody is asked")
                phone = min(waiting, key=lambda one: one.clock)
                kind = await self._decide(phone)
                done = phone.clock
            await self._pilot.pause()
            for phone in self._phones:
                await phone.follow()
                is_asked = await phone.is_asked()
                if is_asked and phone.role not in asked:
                    phone.clock = max(phone.clock, done)
                asked = asked | {phone.role} if is_asked else asked - {phone.role}
            self._kinds[kind] += self._now - before
            if self._played.turn != turn or self._played.over:
                self._close_turn(turn)

    def _close_turn(self, turn: int) -> None:
        if turn:
            lag = max(phone.lag for phone in self._phones)
            self.turns.append(DeviceTurn(turn, self._kinds, self._plans, lag))
        self._kinds, self._plans = defaultdict(float), {}
        for phone in self._phones:
            phone.lag = 0

    async def _decide(self, phone: Phone) -> str:
        """Let a team read its page and decide. Return what kind of choice it was."""
        begun, lines = phone.clock, len(self._played.lines)
        called = self._app.round.find_called()
        seat = self._app.find_seat(phone.role)
        kind = DEALS if called else seat.find_asked().kind
        phone.clock += SCREEN
        if called and not self._app.round.is_asked(phone.role):
            await phone.finish_call()
        elif kind == "estimate":
            await phone.estimate()
        else:
            number, offer = choose(phone.role, seat.number_offers(), bargains=self._bargains)
            asks_where = bool(offer.slots and offer.rules and len(offer.slots[0].domain) > 1)
            await phone.take(number, asks_where=asks_where, explains=offer.do != "pass")
        await self._pilot.pause()
        if not called and len(self._played.lines) == lines:
            await phone.follow()
        if kind == PLAN:
            self._plans[phone.role] = phone.clock - begun
        return kind


async def measure(*, bargains: bool) -> list[DeviceTurn]:
    """Play four turns with three phones, and return what each took."""
    from playwright.async_api import async_playwright

    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    with TemporaryDirectory() as folder:
        played = begin_class(Path(folder))
        app = WargameApp(Settings(motion=False), Path(folder), played)
        ticks = iter(range(10**9))
        app.read_seconds = lambda: float(next(ticks))
        async with async_playwright() as api, app.run_test(size=SIZES[0]) as pilot:
            await pilot.pause()
            app.open_devices(listen(LOOPBACK, 0))
            app.wait_for_devices(True)
            browser = await api.chromium.launch(executable_path=program, args=["--no-sandbox"])
            try:
                phones = [Phone(role, await _join(app, browser, role)) for role in played.table.roles]
                at = ClassWithDevices(pilot, app, played, phones, bargains)
                await at.play()
            finally:
                await browser.close()
        app.close_exercise()
    return at.turns


async def _join(app: WargameApp, browser: Any, role: str) -> Any:
    """Return the page of a phone that has joined a team."""
    context = await browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page = await context.new_page()
    if app.devices is None:
        raise AssertionError("the room is not open")
    await page.goto(f"{app.devices.address}/#{app.devices.state.codes[role]}")
    await page.get_by_role("button", name="Join").click()
    await page.wait_for_url("**/seat")
    return page


def iter_lines(keyboard: Sequence[TurnCost], devices: Sequence[DeviceTurn]) -> Iterator[str]:
    """Yield a line for each turn: at one keyboard, at devices, and what the time at devices went to."""
    for one, other in zip(keyboard, devices, strict=True):
        slowest = max(other.plans, key=lambda role: other.plans[role])
        most = sorted(other.kinds.items(), key=lambda item: -item[1])
        went = ", ".join(f"{kind} {seconds:.0f}" for kind, seconds in most if seconds)
        yield (
            f"turn {one.turn}  keyboard {one.seconds:4.0f} s  devices {other.seconds:4.0f} s   plans: keyboard "
            f"{one.plans:3.0f} s  devices {other.kinds[PLAN]:3.0f} s, of which {slowest} {other.plans[slowest]:.0f}, "
            f"all in a row {sum(other.plans.values()):.0f}   went to: {went}   pages {other.lag:.2f} s"
        )


def main() -> None:
    """Print what each turn takes, without and with a bargain."""
    ArgumentParser(prog="python -m benchmarks.class_devices", description=__doc__).parse_args()
    for bargains in (False, True):
        print("with a countered bargain" if bargains else "without bargains")
        keyboard = asyncio.run(measure_keyboard(SIZES[0], bargains=bargains))
        for line in iter_lines(keyboard, asyncio.run(measure(bargains=bargains))):
            print(line, flush=True)


if __name__ == "__main__":
    main()
