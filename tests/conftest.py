"""What all tests share: the same content is checked and compiled once, and nobody waits for a disk.

Content and tables are never written to, so tests may share them. What a test does to a file before it is read, it
does to its text: other text, other content.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.planting import PRECIOUS
from wargame.content.load.loader import Content, compute_digest, unpin
from wargame.content.model.deck import Deck
from wargame.content.model.scenario import Scenario
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import Table

pytest.register_assert_rewrite("tests.accepted")  # so that a text that has changed is shown with what differs
gc.set_threshold(50_000, 20, 20)  # as the program itself sets it

LENIENT = (
    HealthCheck.too_slow,  # other work may share the cores
    HealthCheck.data_too_large,  # an exercise takes many choices
    HealthCheck.filter_too_much,
    HealthCheck.function_scoped_fixture,  # examples may write over each other's files
)
settings.register_profile("daily", max_examples=100, deadline=None, derandomize=True, suppress_health_check=LENIENT)
settings.register_profile("search", settings.get_profile("daily"), max_examples=2000, print_blob=True)
settings.load_profile("daily")


BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not any(map(shutil.which, BROWSERS)):
        pytest.skip(f"there is no browser here: {', '.join(BROWSERS)}")


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A file of the user, in a folder where nothing else may appear (`tests.planting`)."""
    path = tmp_path / "home" / "thesis.txt"
    path.parent.mkdir()
    path.write_bytes(PRECIOUS)
    return path


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    tables: dict[tuple[Any, ...], tuple[Scenario, Sequence[Deck], Table]] = {}
    contents: dict[str, Content] = {}

    def compiled(scenario: Scenario, decks: Sequence[Deck], length: str, *how: bool) -> Table:
        key = (id(scenario), *map(id, decks), length, *how)
        if key not in tables:
            tables[key] = scenario, tuple(decks), compile_table(scenario, decks, length, *how)  # keeps the ids taken
        return tables[key][2]

    def unpinned(data: Any) -> Content:
        key = compute_digest(data)
        if key not in contents:
            contents[key] = unpin(data)
        return contents[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("wargame.exercise.play.exercise.compile_table", compiled)
        patch.setattr("wargame.session.fold.compile_table", compiled)
        patch.setattr("wargame.session.fold.unpin", unpinned)
        patch.setattr("os.fsync", lambda fd: None)
        yield
