"""Golden playthroughs: for each ending of the shipped scenario an exercise as text, with every role's view of it.

When rules or cards change on purpose, ``python -m tests.golden`` rewrites the texts, and their diff is the review.
"""

from __future__ import annotations

import pytest

from tests.golden.playthrough import FOLDER, parse, render
from tests.playing import league, shipped

ENDINGS = [ending.id for ending, _ in shipped().endings]


def test_every_ending_has_its_playthrough() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(ENDINGS), "run: python -m tests.golden"


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_playthrough_goes_as_it_is_written(ending: str) -> None:
    text = (FOLDER / f"{ending}.txt").read_text(encoding="utf-8")
    now, reached = render(parse(text))
    assert reached == ending, "run: python -m tests.golden"
    assert now.splitlines() == text.splitlines(), "changed on purpose? run: python -m tests.golden, and read the diff"
    assert len(text.encode()) < 60_000


def test_the_playthrough_with_members_goes_as_it_is_written() -> None:
    """Members that refuse, that agree again, and what is told of them."""
    text = (FOLDER / "members" / "league.txt").read_text(encoding="utf-8")
    now, reached = render(parse(text), league())
    assert reached == "kept"
    assert now.splitlines() == text.splitlines(), "changed on purpose? run: python -m tests.golden, and read the diff"


def test_together_they_show_every_kind_of_command_of_a_role() -> None:
    played = {
        command.do for ending in ENDINGS for command in parse((FOLDER / f"{ending}.txt").read_text("utf-8")).commands
    }
    assert {
        "plan",
        "respond",
        "offer",
        "accept",
        "decline",
        "pass",
        "argue",
        "challenge",
        "stand",
        "estimate",
    } <= played
