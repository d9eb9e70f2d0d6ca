"""The recorded exercises that ship with the program are whole, exact, closed, and good enough to learn from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.example_sessions import EXAMPLES as RECORDED
from docs.example_sessions import Example, record_example
from tests.paths import EXAMPLES
from wargame.session.fold import FoldedSession, fold
from wargame.session.journal import read_session
from wargame.session.line_reading import write_line
from wargame.session.records import Bookmark, Closed, Note
from wargame.session.verify import VerifyStatus, verify

FILES = sorted(EXAMPLES.glob("*.jsonl"))
OWN = {"n", "turn", "role", "do", "args", "because", "events", "record", "text", "kind", "objective"}
"""What of a line is decided, and not of the day."""


def folded(path: Path) -> FoldedSession:
    return fold(read_session(path).lines)


every = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_the_examples_are_those_the_readme_tells_of() -> None:
    told = re.findall(r"^\| `(.+?\.jsonl)`", (EXAMPLES / "README.md").read_text(), re.MULTILINE)
    assert sorted(told) == [path.name for path in FILES]
    assert {example.file for example in RECORDED} <= set(told)


@every
def test_an_example_is_exact_and_closed_and_reading_leaves_it_alone(path: Path) -> None:
    before = path.read_bytes()
    assert verify(path).faith is VerifyStatus.EXACT
    assert folded(path).closed
    assert path.read_bytes() == before
    assert not list(EXAMPLES.glob("*.lock")) + list(EXAMPLES.glob("*.torn"))


@every
def test_an_example_has_what_a_debrief_begins_with(path: Path) -> None:
    session = folded(path)
    objectives = {objective.id for objective in session.content.scenario.learning_objectives}
    notes = session.list_records(Note)
    assert 3 <= len(session.list_records(Bookmark)) <= 5
    assert {note.kind for note in notes} >= {"strength", "improvement"}
    assert len({note.objective for note in notes} & objectives) >= 3
    heard = ("challenge", "stand")  # in a hearing reasons are what is said
    decided = [ln for ln in session.standing if ln.role in session.table.roles and ln.do not in heard]
    assert all(line.because for line in decided)


@pytest.mark.parametrize("example", RECORDED, ids=lambda example: example.scenario)
def test_what_bots_played_can_be_played_again(example: Example, tmp_path: Path) -> None:
    """Fails when bots have learned: then say in the README that they have, and drop the example from this test.

    They play with the content of the example, which is older than that of the program.
    """
    again, was = folded(record_example(example, tmp_path)), folded(EXAMPLES / example.file)
    assert again.row == was.row
    for now, then in zip(again.lines, was.lines, strict=True):
        if not isinstance(now, Closed):
            mine, other = write_line(now), write_line(then)
            assert {key: mine[key] for key in OWN & mine.keys()} == {key: other[key] for key in OWN & other.keys()}
