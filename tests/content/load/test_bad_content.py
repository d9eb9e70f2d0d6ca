"""Every bad file of the corpus is refused with exactly the message beside it; none ever raises anything else.

After an intended change of wording, run ``WARGAME_ACCEPT=1 pytest tests/content/load/test_bad_content.py`` and review
the diff.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.accepted import check_accepted
from tests.content.conftest import TINY
from tests.paths import CORPUS
from wargame.content.load import yaml_reader
from wargame.content.load.loader import load_deck, load_scenario, load_source
from wargame.content.load.problems import ContentError
from wargame.content.model.scenario import Scenario

FOLDER = CORPUS / "bad-content"
FACTS = ("tiny-paper/docks", "tiny-paper/fear", "tiny-paper/hall")
FILES = sorted(FOLDER.glob("*.yaml"))


def complaint(path: Path, scenario: Scenario) -> str:
    """What an author reads who loads the file."""
    kind = path.name.partition("-")[0]
    deck = partial(load_deck, scenario=scenario, facts=FACTS)
    loaders: dict[str, Callable[[Path], object]] = {"deck": deck, "scenario": load_scenario, "source": load_source}
    with pytest.raises(ContentError) as caught:
        loaders[kind](path)
    return str(caught.value).replace(f"{FOLDER}{os.sep}", "") + "\n"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(TINY)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_file_is_refused_in_these_words(path: Path, scenario: Scenario) -> None:
    check_accepted(path.with_suffix(".txt"), complaint(path, scenario))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_without_libyaml_the_words_are_the_same(
    path: Path, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_reader, "make_parser", yaml_reader._PurePython)
    assert complaint(path, scenario) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_the_corpus_is_whole() -> None:
    assert len(FILES) >= 200
    assert {path.stem for path in FILES} == {path.stem for path in FOLDER.glob("*.txt")}
