"""The desk: how little is done for a key. Counted, not timed: rows drawn and screens laid out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from tests.tui.app_setup import exercise, room
from tests.tui.desk_setup import asked, at_desk
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.play.desk.offers import ChoiceList
from wargame.tui.widgets.row_diff_text import FittedText


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many rows of lists and of sheets were drawn, by their class."""
    counted: Counter[str] = Counter()

    def count(part: type[ChoiceList | FittedText]) -> None:
        draw = part.render_line

        def counting(self: Any, y: int) -> Strip:
            counted[part.__name__] += 1
            return draw(self, y)

        monkeypatch.setattr(part, "render_line", counting)

    count(ChoiceList)
    count(FittedText)
    return counted


def test_the_next_offer_draws_what_differs_and_lays_nothing_out(tmp_path: Path, drawn: Counter[str]) -> None:
    app = room(tmp_path, asked(exercise(tmp_path), "plan", "cartel"))
    laid_out: list[object] = []

    async def go_through(pilot: Pilot[Any]) -> None:
        desk = app.screen
        assert isinstance(desk, DeskScreen)
        offers = desk.query_one("#offers", ChoiceList)
        await pilot.press(*["down"] * offers.option_count)  # the panes are as high now as they will be
        desk.screen_layout_refresh_signal.subscribe(desk, laid_out.append)
        rows = sum(sheet.size.height for sheet in desk.query(FittedText) if sheet.display)
        for key in ["down"] * offers.option_count + ["up"] * 3:
            before = offers.highlighted_key
            drawn.clear()
            await pilot.press(key)
            assert offers.highlighted_key != before
            assert 2 <= drawn["ChoiceList"] <= 4, "the item that was highlighted, and the one that is"
            assert 0 < drawn["FittedText"] < rows * 0.75
        assert not laid_out

    at_desk(tmp_path, "plan", "cartel", go_through, "medium", app=app)


def test_typing_a_reason_draws_none_of_the_panes(tmp_path: Path, drawn: Counter[str]) -> None:
    async def write(pilot: Pilot[Any]) -> None:
        await pilot.press("1", "enter", "a")
        drawn.clear()
        await pilot.press(*"because")
        assert not drawn

    at_desk(tmp_path, "plan", "cartel", write, "medium")
