"""Hands on the keyboard and the mouse, for whole exercises: as fast as the app, where the pilot waits by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.events import Key, MouseDown, MouseUp
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widgets import Button, Input

from tests.tui.app_setup import SIZES, text_of
from wargame.tui.app.app import WargameApp

draw = Compositor.render_update
"""What draws a frame. `conftest` puts off those of the app's own clock: `settled` draws instead."""

QUIET = 12
"""So often must the event loop have come round with nothing left to do before the app counts as settled."""


class Hands:
    """Press, type and click; after each the app has settled and drawn."""

    def __init__(self, pilot: Pilot[Any]) -> None:
        self.pilot = pilot
        self.app: App[Any] = pilot.app

    @property
    def wargame(self) -> WargameApp:
        """The app, where it is the one that is played in."""
        assert isinstance(self.app, WargameApp)
        return self.app

    @property
    def where(self) -> str:
        """The name of the screen that is up, as its class has it."""
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        """What the screen shows."""
        return text_of(self.app)

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key)
            await self.settle()

    async def burst(self, text: str) -> None:
        """Type a text faster than the app can follow."""
        names = {" ": "space", "\n": "enter"}
        for letter in text:
            self._send(names.get(letter, letter))
        await self.settle()

    def _send(self, key: str) -> None:
        event = Key(key, " " if key == "space" else key if len(key) == 1 else None)
        event.set_sender(self.app)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(event)

    async def type(self, text: str, *then: str) -> None:
        """Put a text into the line that has the cursor, then press these keys."""
        line = self.app.screen.focused
        assert isinstance(line, Input), f"no line has the cursor: {line}"
        line.insert_text_at_cursor(text)
        await self.settle()
        await self.press(*then)

    async def click(self, what: str, nth: int = 0) -> None:
        """Click on the middle of a text that can be read on the screen (its ``nth`` occurrence)."""
        rows = self.text.split("\n")
        spots = [(at + len(what) // 2, y) for y, row in enumerate(rows) for at in _starts(row, what)]
        assert spots, f"{what!r} cannot be read on:\n{self.text}"
        x, y = spots[nth]
        widget, _ = self.app.get_widget_at(x, y)
        if isinstance(widget, Button):
            widget.active_effect_duration = 0  # while it is drawn as pressed, it ignores the next click
        for kind in (MouseDown, MouseUp):
            event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
            driver = self.app._driver
            assert driver is not None
            driver.process_message(event)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is left to do, and draw."""
        await settled(self.app)


async def settled(app: App[Any]) -> None:
    """Wait until nothing is left to do, and draw."""
    for _ in range(40):
        await quiet(app)
        if app._resize_event is not None:  # Textual waits by the clock before it passes a new size on
            app._check_resize()
            continue
        screen = app.screen
        waiting = bool(screen._callbacks) or screen._layout_required or bool(screen._dirty_widgets)
        screen._on_timer_update()
        draw(screen._compositor, screen_stack=app._background_screens)
        if not waiting:
            return


async def quiet(app: App[Any]) -> None:
    """Let the event loop come round until no message waits anywhere."""
    calm = 0
    for _ in range(2000):
        await asyncio.sleep(0)
        calm = 0 if any(_busy(pump) for pump in (app, *app._registry)) else calm + 1
        if calm == QUIET:
            return


async def wait_until(done: Callable[[], bool], app: App[Any]) -> None:
    """Wait for what a thread of the app brings. Fails with what the screen shows if it does not come."""
    for _ in range(5000):
        if done():
            return
        await asyncio.sleep(0.005)
    pytest.fail(f"it did not come:\n{text_of(app)}")


def _busy(pump: MessagePump) -> bool:
    return bool(pump._next_callbacks) or not pump._message_queue.empty()


def _starts(row: str, what: str) -> list[int]:
    return [at for at in range(len(row)) if row.startswith(what, at)]


def run_hands(app: App[Any], do: Callable[[Hands], Awaitable[None]], size: str = "medium") -> None:
    """Run an app, and do something in it once it has drawn."""

    async def run() -> None:
        async with app.run_test(size=SIZES[size]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await do(hands)

    asyncio.run(run())
