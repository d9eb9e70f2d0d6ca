"""Members of a role in what is shown and printed of a scenario: introduced, and with a track to mark on paper."""

from __future__ import annotations

import re
from html import unescape

from tests.commands.conftest import TINY, Run
from wargame.content.load.loader import load_content
from wargame.content.print import format_scenario_sheets

LEAGUE = TINY.parent / "league" / "scenarios" / "league.yaml"
WEIR = "A town of millers, afraid of floods and of debt. While its will is 2 or less it refuses every action at Weir"


def test_show_introduces_the_partners_and_lists_their_tracks_nowhere_else(run: Run) -> None:
    done = run("scenario", "show", str(LEAGUE))
    text = " ".join(done.out.split())
    assert f"Partners of The league Weir (will 0 to 6, starts at 3): {WEIR}" in text
    assert "Will of Weir" not in text


def test_the_sheets_have_the_partners_on_the_public_board() -> None:
    html = format_scenario_sheets(load_content(LEAGUE))
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    assert f"Weir: {WEIR}" in text
    assert "Partners of The league Weir : Will of Weir It refuses while its will is 2 or less. 0 1 2 3 4 5 6" in text
    assert "Needs Weir and Ford." in text
    assert "Will of the partner there 4 or more" in text
