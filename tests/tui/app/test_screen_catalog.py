"""Every screen and every question over one: accepted as text at three sizes, and drawn in ASCII where asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size
from textual.screen import ModalScreen

from tests.tui.app_setup import SIZES, text_of
from tests.tui.goldens import accepted
from tests.tui.pilot import Hands
from tests.tui.screen_catalog import SCENES, visit
from wargame.tui.app.help import HelpScreen

ELSEWHERE = {"home", "new", "briefing", "table", "desk", "hearing-clarify", "hearing-assess", "console", "end", "watch",
             "replay", "report"}  # fmt: skip
"""Places whose texts other tests accept."""
ALIKE = {
    "table-before", "briefing-roles", "help-home", "help-table", "help-desk", "help-console", "help-watch", "reason",
    "confirm", "trouble", "page-log", "pick-many", "watch-card", "desk-why", "desk-quick", "console-everything",
    "help-debrief", "debrief-plus-delta", "debrief-take-aways", "debrief-details",
}  # fmt: skip
"""Places drawn from the same parts as others."""
LETTERS = set("áéíñóúüçãõÁÉÍÑÓÚÜ–—’“”…")
"""Beside ASCII these stand in the texts of the shipped decks."""


@pytest.mark.parametrize("scene", [name for name, scene in SCENES.items() if set(scene.places) - ELSEWHERE])
def test_every_place_looks_as_accepted_at_three_sizes(scene: str, tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        # A question stands in the middle at any size, and help is one text: once is enough.
        sizes = 1 if isinstance(hands.app.screen, HelpScreen | ModalScreen) else 3
        for size in list(SIZES)[:sizes]:
            if hands.app.size != Size(*SIZES[size]):
                await hands.pilot.resize_terminal(*SIZES[size])
                await hands.settle()
            accepted(name, size, text_of(hands.app))
        if sizes > 1:
            await hands.pilot.resize_terminal(*SIZES["small"])
            await hands.settle()

    places = {name: open for name, open in SCENES[scene].places.items() if name not in ELSEWHERE}
    visit(tmp_path, SCENES[scene]._replace(places=places), look)


@pytest.mark.parametrize("scene", sorted(SCENES.keys() - {"respond", "secret", "clarify"}))
def test_ascii_draws_no_other_glyphs(scene: str, tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        text = text_of(hands.app)
        glyphs = {one for one in text if not one.isascii()} - LETTERS
        assert not glyphs, f"{glyphs} on {name}:\n{text}"

    places = {name: open for name, open in SCENES[scene].places.items() if name not in ALIKE}
    visit(tmp_path, SCENES[scene]._replace(places=places), look, ascii=True)


def test_a_terminal_that_is_too_small_is_told_what_it_needs(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        accepted("too-small", "40x10", text_of(hands.app))

    visit(tmp_path, SCENES["home"], look, (40, 10), only="home")
