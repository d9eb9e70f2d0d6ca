"""A file of one kind where another is expected is told so once, with the command that takes it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from tests.content.conftest import DECK, SOURCE, TINY
from wargame.content.check.check_file import check_file
from wargame.content.load.file_kind import Kind
from wargame.content.load.loader import load_content, load_deck, load_scenario, load_source
from wargame.content.load.problems import ContentError

FILES: dict[Kind, Path] = {"deck": DECK, "scenario": TINY, "source": SOURCE}
TAKERS = {"deck": "deck check", "scenario": "scenario check", "source": "sources check"}


@pytest.mark.parametrize(("given", "wanted"), list(permutations(FILES, 2)))
def test_one_kind_in_the_place_of_another(given: Kind, wanted: Kind) -> None:
    (problem,) = check_file(FILES[given], wanted).problems
    assert problem.line > 0
    assert f"this is a {given}; expected a {wanted}; 'wargame {TAKERS[given]}' takes it" in problem.format_line()


@pytest.mark.parametrize(
    "load",
    [
        lambda: load_deck(SOURCE, load_scenario(TINY)),
        lambda: load_scenario(DECK),
        lambda: load_source(DECK),
        lambda: load_content(TINY, [TINY]),
    ],
)
def test_loading_says_nothing_else_of_it(load: Callable[[], object]) -> None:
    with pytest.raises(ContentError, match="this is a ") as refused:
        load()
    assert len(refused.value.problems) == 1


def test_a_key_of_another_kind_makes_no_other_kind(tmp_path: Path) -> None:
    path = tmp_path / "mixed.yaml"
    path.write_text(f"{DECK.read_text('utf-8')}\nroles: {{}}\n", "utf-8")
    with pytest.raises(ContentError, match="unknown key 'roles'"):
        load_deck(path, load_scenario(TINY))
