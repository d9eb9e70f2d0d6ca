"""Staging for the deck desk: hands at it, whose checks are asked for by the tests and not by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.tui.pilot import Hands
from wargame.content.author.deck_document import EditedDeck
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.author.deck_desk import DeckDesk
from wargame.tui.author.deck_text_pane import SourceEditor

Steps = Callable[["Desk"], Awaitable[None]]


class Desk(Hands):
    """Hands at a deck desk."""

    @property
    def desk(self) -> DeckDesk:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeckDesk))

    @property
    def source(self) -> SourceEditor:
        return self.desk.source

    @property
    def deck(self) -> EditedDeck:
        """The deck that is open."""
        assert self.desk.manuscript is not None
        return self.desk.manuscript

    async def put(self, text: str) -> None:
        """Have the editor say this, and wait for the check of it."""
        self.source.replace(text, (0, 0), self.source.document.end)
        await self.settle()
        await self.checked()

    async def checked(self) -> None:
        """Wait until what was typed has been checked."""
        self.desk.apply_typed()
        for _ in range(4):
            await self.app.workers.wait_for_complete()
            await self.settle()


def at(path: Path | None, steps: Steps, size: tuple[int, int] = (120, 40), *, ascii: bool = False) -> None:
    async def run() -> None:
        folder = path.parent if path is not None else Path()
        app = WargameApp(Settings(ascii=ascii), folder / "sessions", first=DeckDesk(path))
        async with app.run_test(size=size) as pilot:
            desk = Desk(pilot)
            await desk.checked()
            await steps(desk)

    asyncio.run(run())
