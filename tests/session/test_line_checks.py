"""Lines that have the right shape, in a chain that is right, and that play did not lead to: each is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin, do, file_of, objects, play_out, reseal, undo
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.past_session import PastSession
from wargame.session.chain import read_session
from wargame.session.line_checks import read_checked
from wargame.session.records import RULES
from wargame.session.shape import MalformedLineError
from wargame.session.verify import VerifyStatus, verify

Lines = list[dict[str, Any]]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole exercise with records of many kinds."""
    exercise = begin(tmp_path_factory.mktemp("recorded"))
    do(exercise, "ring", "respond", option="leave")
    undo(exercise, 2)
    do(exercise, "ring", "respond", option="leave")
    exercise.note("They waited.")
    exercise.amend(5, "a better reason")
    exercise.hand_over("ring", "bot:doctrine")
    play_out(exercise, seed=3)
    exercise.close()
    return file_of(exercise)


def change(number: int, **fields: Any) -> Callable[[Lines], None]:
    """Return a change of some fields of a line."""
    return lambda lines: lines[number - 1].update(fields)


def insert(number: int, **fields: Any) -> Callable[[Lines], None]:
    """Return a change that inserts a record and numbers the lines anew."""

    def act(lines: Lines) -> None:
        where = {name: lines[number - 1][name] for name in ("turn", "phase", "at")}
        lines.insert(number - 1, {"n": number, **where, **fields})
        for n, line in enumerate(lines[1:], start=2):
            line["n"] = n

    return act


def change_event(number: int, **fields: Any) -> Callable[[Lines], None]:
    """Return a change of the last event of a command."""
    return lambda lines: lines[number - 1]["events"][-1].update(fields)


def sort_start(lines: Lines) -> None:
    lines[0]["start"] = dict(sorted(lines[0]["start"].items()))


DEBRIEF = {"record": "debrief", "stage": "why", "kind": "belief", "role": "", "text": "t", "prompt": "p"}
DETAILS = {"record": "details", "course": "", "sponsor": "", "contact": "", "names": {}}
RATING = {"record": "rating", "objective": "o", "rating": "P", "because": ""}
ADVICE = {
    "record": "recommend",
    "lines": [],
    **dict.fromkeys(("issue", "recommendation", "by", "action", "owner", "start", "completion"), ""),
}

KINDS: dict[str, tuple[int, Callable[[Lines], None]]] = {
    "columns in another order": (1, sort_start),
    "a role without a seat": (1, change(1, seats={"ring": "people"})),
    "a seat that is none": (1, change(1, seats={"ring": "people", "town": "\x1b[2J"})),
    "dice that are none": (1, change(1, dice="loaded")),
    "another scenario": (1, change(1, scenario="../elsewhere")),
    "a digest of other content": (1, change(1, digest="0" * 64)),
    "a length that the scenario has not": (1, change(1, length="endless")),
    "another number": (4, change(4, n=5)),
    "another turn": (5, change(5, turn=2)),
    "another phase": (6, change(6, phase="plan")),
    "an event from another value": (3, change_event(3, **{"from": 77})),
    "a step that the program has not": (5, change_event(5, to=10**9)),
    "a column that is none": (5, change_event(5, what="nowhere")),
    "an argument of another type": (5, change(5, args={"option": [1]})),
    "a command that is not open": (5, change(5, do="veto", args={})),
    "a role that is none": (5, change(5, role="moon")),
    "an undo of what never was": (4, change(4, to=99)),
    "an undo before the beginning": (4, change(4, to=1)),
    "an undo to a negative line": (4, change(4, to=-3)),
    "an undo before anything": (
        2,
        insert(2, record="undo", to=1, because="b", seen=[], hat="", seconds=1.0),
    ),
    "a reason for a later line": (7, change(7, line=8)),
    "a seat for a role that is none": (8, change(8, role="moon")),
    "a hand-over to nobody": (8, change(8, seat="")),
    "an answer of a role that is none": (9, insert(9, **DEBRIEF | {"role": "moon"})),
    "an answer about a later line": (9, insert(9, **DEBRIEF, about=90)),
    "an answer in place of no line": (9, insert(9, **DEBRIEF, amends=-1)),
    "a rating on later lines": (9, insert(9, **RATING, lines=[2, 10**30])),
    "a recommendation in place of itself": (9, insert(9, **ADVICE, amends=9)),
    "an analysis of no line": (9, insert(9, record="analysis", line=0, text="t")),
    "a negative number of people": (9, insert(9, **DETAILS, participants={"ring": -1})),
    "a branch of another file": (9, insert(9, record="branched", parent="x", line=8, head="", seed=1, name="x")),
    "a close that counts other lines": (9, insert(9, record="closed", count=3, head="0" * 64)),
    "a negative duration": (5, change(5, seconds=-1)),
    "a duration without an end": (5, change(5, seconds=10**300)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_was_not_played_is_named(recorded: Path, tmp_path: Path, kind: str) -> None:
    line, act = KINDS[kind]
    lines = objects(recorded)
    act(lines)
    path = reseal(tmp_path / "odd.jsonl", lines)
    verdict = verify(path)
    assert (verdict.faith, verdict.line) == (VerifyStatus.DIVERGED, line), verdict
    with pytest.raises(MalformedLineError, match=rf"line {line} is not ") as caught:
        read_checked(read_session(path).lines)
    assert len(caught.value.format_shape()) < 600
    before = path.read_bytes()
    with pytest.raises(MalformedLineError):
        Exercise.resume(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_record_as_it_was_played_is_accepted(recorded: Path) -> None:
    assert verify(recorded).faith is VerifyStatus.EXACT


def test_a_torn_tail_stays_where_it_is_if_a_line_was_not_played(recorded: Path, tmp_path: Path) -> None:
    lines = objects(recorded)[:9]
    lines[4]["role"] = "moon"
    path = reseal(tmp_path / "odd.jsonl", lines)
    with path.open("ab") as file:
        file.write(b'{"n":10,')
    before = path.read_bytes()
    with pytest.raises(MalformedLineError, match="line 5"):
        Exercise.resume(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_half_a_character_is_damage(recorded: Path, tmp_path: Path) -> None:
    """JSON can say half a surrogate pair; no text can hold it."""
    first, second, *_ = recorded.read_bytes().splitlines(keepends=True)
    body = second[:-75].replace(b'"because":"', b'"because":"\\ud800')
    head = sha256(first[-67:-3] + body).hexdigest().encode()
    path = tmp_path / "half.jsonl"
    path.write_bytes(first + b'%b,"sha":"%b"}\n' % (body, head))
    assert json.loads(path.read_bytes().splitlines()[1])
    verdict = verify(path)
    assert verdict.format_line() == "damaged at line 2: it holds half a character (a lone surrogate)"
    assert PastSession.read(path).last == 1


def test_under_other_rules_numbers_may_move_otherwise_and_nothing_else(recorded: Path, tmp_path: Path) -> None:
    lines = objects(recorded)
    lines[0]["rules"] = RULES + 1
    index, moved = [
        (index, event)
        for index, line in enumerate(lines)
        for event in line.get("events", ())
        if event.get("what") == "fear"
    ][-1]
    del lines[index + 1 :]
    moved["to"] = moved["from"]
    assert read_checked(read_session(reseal(tmp_path / "other.jsonl", lines)).lines).row
    moved["to"] = 10**6
    with pytest.raises(MalformedLineError, match=f"line {index + 1} is not what was played .fear changes to 1000000"):
        read_checked(read_session(reseal(tmp_path / "other.jsonl", lines)).lines)
    lines[index]["events"][-1]["to"] = 3
    with pytest.raises(MalformedLineError, match="played under rules 2, and this program has rules 1"):
        read_checked(read_session(reseal(tmp_path / "other.jsonl", lines)).lines)
