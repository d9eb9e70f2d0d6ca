"""The numbers of the table after a reveal: what was laid out while the board was hidden is drawn when it is back."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.exercise.exercise_driver import begin, until
from tests.paths import ROOT
from tests.tui.app_setup import SIZES, text_of
from tests.tui.play.table_scene import at_table
from wargame.content.load.loader import load_content
from wargame.exercise.seat import Seat
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.reveal import STAGES
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.tui.app.app import WargameApp
from wargame.tui.widgets.hanging_indent import wrap_paragraphs
from wargame.tui.widgets.ledger import iter_ledger
from wargame.tui.widgets.tracks import Tracks


@pytest.mark.parametrize("keys", [("enter",), ("exclamation_mark",)])
def test_no_row_is_left_behind_after_a_reveal(tmp_path: Path, keys: tuple[str, ...]) -> None:
    bots = {"cell": "bot:doctrine", "cartel": "bot:doctrine"}
    played = begin(tmp_path, content=load_content("crossroads"), seats=bots, staged=True, seed=11)
    until(played, "plan")
    played.execute("security", "plan", {"action": "surge", "zone": "juarez"})

    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        app.settings.motion = False
        asked = Seat(played, FACILITATOR)
        while asked.find_asked().kind in ("reveal", *STAGES):
            await pilot.press("enter" if asked.find_asked().kind != "move" else keys[0])
            await pilot.pause()
            tracks = app.screen.query_one(Tracks)
            if tracks.size:
                shown = text_of(app)
                tracks.refresh()
                await pilot.pause()
                assert shown == text_of(app)
        for partner in ("United States", "Mexico", "Colombia", "Central America"):
            assert partner in text_of(app)

    at_table(tmp_path, played, scene, SIZES["medium"])


def test_at_a_wide_table_names_stand_whole(tmp_path: Path) -> None:
    async def scene(pilot: Pilot[int], app: WargameApp) -> None:
        assert "Scrutiny of the cartel" in text_of(app)

    for length in ("short", "full"):
        played = begin(tmp_path / length, content=load_content("crossroads"), length=length)
        at_table(tmp_path, played, scene, SIZES["medium"])


def test_a_move_of_the_ledger_is_never_divided() -> None:
    past = PastSession.read(ROOT / "sessions" / "examples" / "by-hand.jsonl")
    past.go_to(next(line.n for line in past.standing if line.turn == 3 and line.do == "close") - 1)
    seat, divided = Seat(past, OBSERVER), 0
    for width in range(76, 140):
        rows = [row.plain for row in wrap_paragraphs(iter_ledger(seat, width, ascii=False), width)]
        divided += len(rows) > len(seat.find_reveal().plans)
        for move in (move for plan in seat.find_reveal().plans for move in plan.moves):
            assert any(f"{move.label}  {move.before}→{move.after}" in row for row in rows), (width, rows)
    assert divided
