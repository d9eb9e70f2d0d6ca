"""What all tests of the app share: waiting for the app and not for the clock, frames drawn only while it settles, and
styles that are parsed once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import active_app
from textual.css.stylesheet import Stylesheet

from tests.paths import DATA
from tests.tui.pilot import settled
from wargame.tui.author.deck_desk import DeckDesk

_parsed: dict[tuple[Any, ...], Any] = {}


async def _until_settled(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Textual's pilot looks fifty times a second whether the process idles: half of what a test would take."""
    await settled(active_app.get())


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.app.wait_for_idle", _until_settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", _until_settled)
    monkeypatch.setattr(Compositor, "render_update", lambda *_, **__: None)  # `settled` draws
    monkeypatch.setattr("wargame.tui.app.first_moment.SECONDS", 0.0)  # covers can be lifted at once
    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, *args: Any, **options: Any) -> Any:
        key = (css, args, *options.items(), *sheet._variables.items())
        if key not in _parsed:
            _parsed[key] = parse(sheet, css, *args, **options)
        return _parsed[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A deck as ``deck new`` wrote it."""
    path = tmp_path / "week-five.yaml"
    path.write_bytes((DATA / "week-five.yaml").read_bytes())
    return path


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is asked for by the tests, not by the clock."""
    monkeypatch.setattr(DeckDesk, "PAUSE", 1000.0)
