"""A class in real browsers: the app at its table with an open room, and pages that people look at and press.

`WARGAME_PICTURES` names a folder for pictures of every kind of page; without it none are taken.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from benchmarks.class_devices import IS_FRESH
from tests.conftest import BROWSERS
from wargame.content.load.loader import load_content
from wargame.devices.addresses import LOOPBACK, listen
from wargame.devices.device_server import DeviceServer
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import Offer, OfferGroup
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings

playwright_api = pytest.importorskip(
    "playwright.async_api", reason="playwright is not installed: pip install -e '.[browser]'"
)
axe_api = pytest.importorskip("axe_playwright_python.async_playwright", reason="so is axe-playwright-python")

from axe_playwright_python.async_playwright import Axe  # noqa: E402
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright  # noqa: E402

PHONE, LAPTOP, PROJECTOR = (390, 844), (1366, 768), (1920, 1080)
PICTURES = os.environ.get("WARGAME_PICTURES", "")
SERIOUS = ("serious", "critical")
IS_SEEN = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const label = at.labels && at.labels[0] && getComputedStyle(at.labels[0]);
  const marked = [style, label].some((one) => one && one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0);
  return at === document.body || (marked && box.bottom > 0 && box.top < innerHeight);
}"""
"""Is what has the focus marked, and on the screen?"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class ClassRoom:
    """The app with its room, and the browser in which the class joins."""

    def __init__(self, app: WargameApp, browser: Browser) -> None:
        self.app, self.browser = app, browser
        self.viewers: dict[str, Viewer] = {}

    @property
    def devices(self) -> DeviceServer:
        """The open room."""
        assert self.app.devices is not None
        return self.app.devices

    @property
    def exercise(self) -> Exercise:
        """What is played."""
        return self.app.current_exercise

    async def join(
        self, viewer: str, name: str, size: tuple[int, int], *, scheme: str = "light", zoom: int = 1
    ) -> Viewer:
        """Join in a new browser: address, code, name. At a ``zoom`` of 2 all is twice as large."""
        width, height = size
        context = await self.browser.new_context(
            viewport={"width": width // zoom, "height": height // zoom},
            device_scale_factor=zoom,
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
            reduced_motion="reduce",
        )
        page = await context.new_page()
        joined = Viewer(self, viewer, context, page)
        page.on("pageerror", lambda error: joined.errors.append(str(error)))
        page.on("console", lambda said: joined.errors.append(said.text) if said.type == "error" else None)
        await page.goto(self.devices.address)
        await joined.check("join")
        await page.get_by_label("Code").fill(self.devices.state.codes[viewer].lower())
        await page.get_by_label("Your name").fill(name)
        await page.get_by_role("button", name="Join").click()
        await page.wait_for_url(re.compile("/(seat|notes|table)$"))
        self.viewers[name] = joined
        return joined

    async def lead(self) -> bool:
        """Do as the facilitator what is asked until it is the turn of a team. Return whether anything was done."""
        led = False
        chair = self.app.find_seat(FACILITATOR)
        while not self.exercise.over and chair.find_asked().mine:
            verb, args = chair.find_asked().kind, {}
            if verb in ("assess", "ruling"):
                offers = {one.do for one in chair.list_offers() if one.group is not OfferGroup.POWERS}
                verb = next(do for do in ("weigh", "allow", "succeed", "apply") if do in offers)
                args = {"pros": 1, "cons": 0} if verb == "weigh" else {}
            lines = len(self.exercise.lines)
            self.app.act(FACILITATOR, verb, args, because="we have heard it")
            await asyncio.sleep(0.05)
            assert len(self.exercise.lines) > lines, verb
            led = True
        return led

    async def settle(self) -> None:
        """Wait until every page shows what is so now."""
        for viewer in self.viewers.values():
            await viewer.wait_until_fresh()


class Viewer:
    """One person at a browser."""

    def __init__(self, room: ClassRoom, viewer: str, context: BrowserContext, page: Page) -> None:
        self.room, self.viewer, self.context, self.page = room, viewer, context, page
        self.errors: list[str] = []
        self._checked: set[str] = set()

    async def wait_until_fresh(self) -> None:
        """Wait until the page shows what is so now; it follows by itself."""
        for _ in range(50):
            if await self.page.evaluate(IS_FRESH):
                return
            await asyncio.sleep(0.1)
        raise AssertionError(f"the page of {self.viewer} does not follow")

    async def check(self, name: str) -> None:
        """Let axe look at a page of a new kind, see that nothing is wider than the screen, and take its picture."""
        if name in self._checked:
            return
        self._checked.add(name)
        results = await Axe().run(self.page)
        found = [
            f"{one['id']}: {one['nodes'][0]['html'][:200]}"
            for one in results.response["violations"]
            if one["impact"] in SERIOUS
        ]
        assert not found, f"{self.viewer}, {name}: {found}"
        assert await self.page.evaluate(TOO_WIDE) <= 0, f"{self.viewer}, {name}: wider than the screen"
        await self.take_picture(name)

    async def press(self, button: Locator) -> None:
        """Press a button that sends a form, and wait for the page that comes of it."""
        async with self.page.expect_response(lambda answer: answer.request.method == "GET" and answer.ok):
            await button.click()
        await self.wait_until_fresh()

    async def note(self, kind: str) -> None:
        """Make a note in two taps, as an evaluator."""
        await self.page.locator("input[name=objective]").first.check()
        await self.press(self.page.get_by_role("button", name=kind))

    async def answer_debrief(self, text: str) -> int:
        """Answer the first question of each sheet of the debrief. Return how many there were."""
        sheets = self.page.locator("#end > details")
        for n in range(await sheets.count()):
            sheet = sheets.nth(n)
            if await sheet.get_attribute("open") is None:
                await sheet.locator("summary").click()
            form = sheet.locator("form").first
            await form.locator("textarea").fill(text)
            await self.press(form.locator("button"))
        return int(await sheets.count())

    async def press_tab_to(self, selector: str) -> None:
        """Press Tab until something has the focus, which has to be seen all the way."""
        for _ in range(60):
            await self.page.keyboard.press("Tab")
            assert await self.page.evaluate(IS_SEEN), f"the focus cannot be seen on the way to {selector}"
            if await self.page.evaluate("(to) => document.activeElement.matches(to)", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector}")

    async def decide_by_keys(self, because: str) -> None:
        """Decide with the keyboard alone: the second offer of those that are open, or the only one."""
        kind = await self.find_kind()
        if kind == "offers":
            await self.press_tab_to("input[name=offer]")
            await self.page.keyboard.press("Space")
            await self.page.keyboard.press("ArrowDown")
            if await self.page.locator(".offer:has(input[name=offer]:checked) .zones input").count():
                await self.press_tab_to(".zones input")
                await self.page.keyboard.press("Space")
            await self.press_tab_to("#because")
            await self.page.keyboard.type(because)
        elif kind == "estimate":
            await self.press_tab_to("#percent")
            await self.page.keyboard.type("60")
        await self.press_tab_to("button.main")
        async with self.page.expect_response(lambda answer: answer.request.method == "GET" and "/seat" in answer.url):
            await self.page.keyboard.press("Enter")
        await self.wait_until_fresh()

    async def take_picture(self, name: str, *, whole: bool = True) -> None:
        """Write a picture if they are wanted."""
        if PICTURES:
            size = self.page.viewport_size or {"width": 0}
            path = Path(PICTURES) / f"{name}-{self.viewer.strip('*')}-{size['width']}.png"
            await self.page.screenshot(path=path, full_page=whole)

    async def is_asked(self) -> bool:
        """Does the page ask something of this team?"""
        asked: int = await self.page.locator("#decide, form[action='/called']").count()
        return asked > 0

    async def find_kind(self) -> str:
        """Return what kind of choice the page shows."""
        for kind, selector in (
            ("called", "form[action='/called']"), ("estimate", "#percent"), ("challenge", "[name=con1]"),
        ):  # fmt: skip
            if await self.page.locator(selector).count():
                return kind
        return "offers" if await self.page.locator("#decide").count() else "nothing"

    async def choose(self, wishes: Callable[[Offer], bool], because: str) -> str:
        """Press the first offer that is wished for, or the first of all; write why. Return what it does."""
        offers = self.room.app.find_seat(self.viewer).number_offers()
        number = next((n for n, one in offers.items() if wishes(one)), next(iter(offers)))
        offer = self.page.locator(f".offer:has(#offer-{number})")
        await offer.locator("> label").click()
        zones = offer.locator(".zones label")
        if await zones.count():
            await zones.first.click()
        if await offer.locator("[name=action]").count():
            await offer.locator("[name=action]").fill("We tell the bosses to keep quiet for a month.")
            await offer.locator("[name=effect]").fill("Violence falls, because quiet pays.")
            await offer.locator("[name=number1]").select_option(index=1)
            await offer.locator("[name=size1]").select_option(index=1)
            await offer.locator("[name=reason1]").fill("They owe us.")
        await self.page.locator("#because").fill(because)
        return offers[number].do

    async def send(self) -> None:
        """Press the button that decides, and wait for what comes of it."""
        await self.press(self.page.locator("#decide button.main, form[action='/called'] button").last)

    async def decide(self, wishes: Callable[[Offer], bool], because: str) -> str:
        """Decide whatever is asked. Return the kind of choice, or what the offer does."""
        kind = await self.find_kind()
        if kind == "estimate":
            await self.page.locator("#percent").fill("likely")
            await self.page.locator("#because").fill(because)
        elif kind == "challenge":
            await self.page.locator("[name=con1]").fill("They will not listen.")
            await self.page.locator("[name=pro1]").fill("It worked before.")
        elif kind == "offers":
            kind = await self.choose(wishes, because)
        await self.send()
        return kind


@asynccontextmanager
async def open_class(folder: Path, scenario: str = "crossroads", seed: int = 20) -> AsyncIterator[ClassRoom]:
    """Open the app at the table of a new exercise, with a room, and a browser."""
    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    content = load_content(scenario)
    seats = dict.fromkeys(content.scenario.roles, "people")
    exercise = Exercise.begin(content, "short", seats, seed, folder, name="class", staged=True, instead=True)
    app = WargameApp(Settings(motion=False), folder, exercise)
    async with async_playwright() as api, app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        app.open_devices(listen(LOOPBACK, 0))
        browser = await api.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield ClassRoom(app, browser)
        finally:
            await browser.close()
    app.close_exercise()
