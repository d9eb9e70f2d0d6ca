"""Past: standing at any line of a file is standing where the exercise stood when that line was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import (
    FakeClock,
    act,
    begin,
    do,
    find_command,
    objects,
    play_out,
    reseal,
    turns_of,
    undo,
    until,
)
from tests.playing import by_seed, moderate
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.past_session import PastSession, UnreadableLinesError
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.branch import branch
from wargame.session.fold import fold
from wargame.session.journal import NotASessionError, read_session
from wargame.session.line_reading import write_line
from wargame.session.records import CommandLine

NOW = "2026-03-02T10:00:00Z"
seeds = st.integers(0, 2**32 - 1)


def shown(window: Window) -> dict[str, Any]:
    """All that anybody may see of a session now."""
    everybody = (*window.table.roles, OBSERVER, FACILITATOR)
    return {
        "where": (
            window.turn,
            window.phase,
            window.over,
            window.find_pending(),
            window.list_waiting(),
            window.find_arguing_role(),
        ),
        "lines": [line.n for line in window.lines],
        "standing": [line.n for line in window.standing],
        "views": [window.build_view(who) for who in everybody],
        "offers": [window.list_offers(who) for who in everybody],
        "standings": [window.list_standings(role) for role in window.table.roles],
        "log": [[(line.n, window.list_told(line.n, who)) for line in window.standing] for who in everybody],
        "moved": [window.build_turn_start_view(who) for who in everybody],
        "known": [[window.may_know(line, who) for line in window.standing] for who in everybody],
        "read": [[window.may_read(line, who) for line in window.standing] for who in everybody],
        "turned": [window.compute_reversal(role) for role in window.table.roles],
    }


@moderate(10)
@given(seeds)
def test_at_every_line_it_shows_what_the_running_exercise_showed(seed: int) -> None:
    exercise = begin(seed=seed)
    played = {len(exercise.lines) + 1: shown(exercise)}
    for count in turns_of(exercise, by_seed(seed), undos=True):
        played[count + 1] = shown(exercise)
    past = PastSession.build_from_window(exercise)
    assert past.at == past.last == len(exercise.lines) + 1
    assert past.finished
    backwards_then_anyhow = [*sorted(played, reverse=True), *sorted(played, key=lambda n: (n * 7919) % 101)]
    for n in backwards_then_anyhow:
        past.go_to(n)
        assert past.at == n
        assert shown(past) == played[n]
        assert past._folded.row == fold([write_line(line) for line in (exercise.header, *exercise.lines[: n - 1])]).row


@moderate(10)
@given(seeds)
def test_one_steps_over_what_stands_and_on_request_over_what_was_undone(seed: int) -> None:
    exercise = begin(seed=seed)
    for _ in turns_of(exercise, by_seed(seed), undos=True):
        pass
    past = PastSession.build_from_window(exercise)
    standing = [line.n for line in exercise.standing]
    assert past.list_step_lines() == [1, *standing]
    commands = [line.n for line in exercise.lines if isinstance(line, CommandLine)]
    assert past.list_step_lines(undone=True) == [1, *commands]
    assert [n for n in commands if past.is_undone(n)] == [n for n in commands if n not in standing]
    past.go_to(1)
    assert [past.is_undone(n) for n in commands] == [n not in standing for n in commands], "wherever one stands"


def test_what_was_undone_can_be_read_where_it_stood() -> None:
    exercise = until(begin(), "plan")
    role = exercise.list_waiting()[0]
    offer = next(o for o in exercise.list_offers(role) if o.do == "plan")
    n = do(exercise, role, "plan", "a mistake", **{"action": offer.name, **{s.name: s.domain[0] for s in offer.slots}})
    told = exercise.list_told(n, role)
    undo(exercise, n - 1)
    past = PastSession.build_from_window(exercise)
    assert past.list_told(n, role) == []
    past.go_to(n)
    assert past.list_told(n, role) == told
    assert find_command(past, n).because == "a mistake"


def test_there_is_no_line_beyond_the_file() -> None:
    past = PastSession.build_from_window(begin(begun=False))
    assert (past.at, past.last, past.list_step_lines(), past.turn) == (1, 1, [1], 0)
    for n in (0, 2, -1):
        with pytest.raises(IndexError, match="the lines are 1 to 1"):
            past.go_to(n)
        assert past.find_line(n) is None


# Files


def finished(folder: Path) -> Path:
    exercise = play_out(begin(folder))
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def test_reading_changes_nothing_and_can_be_done_while_it_is_written(tmp_path: Path) -> None:
    exercise = begin(tmp_path)
    assert exercise.path is not None
    before = exercise.path.read_bytes()
    past = PastSession.read(exercise.path)
    assert (past.last, past.finished, past.trouble) == (2, False, "")
    act(exercise, by_seed(3))
    assert past.last == 2
    assert exercise.path.read_bytes().startswith(before)
    exercise.close()


def test_a_branch_says_where_it_comes_from_and_shows_its_parents_lines(tmp_path: Path) -> None:
    parent = finished(tmp_path)
    new = branch(parent, 5, name="Again", now=NOW)
    Exercise.resume(new, FakeClock()).close()
    past, origin = PastSession.read(new), PastSession.read(parent)
    assert [(b.parent, b.line) for b in past.branches] == [(parent.name, 5)]
    assert (past.name, origin.name) == ("Again", "exercise")
    past.go_to(5)
    origin.go_to(5)
    assert shown(past) == shown(origin)


def test_of_a_damaged_file_the_good_part_is_shown_and_the_rest_named(tmp_path: Path) -> None:
    path = finished(tmp_path)
    raws = path.read_bytes().split(b"\n")
    raws[6] = raws[6].replace(b"because", b"becuase", 1)
    path.write_bytes(b"\n".join(raws))
    past = PastSession.read(path)
    assert past.last == 6
    assert past.trouble.startswith("Line 7 does not match its sha")
    assert past.trouble.endswith("What came before it is shown.")


def test_of_a_torn_file_too(tmp_path: Path) -> None:
    path = finished(tmp_path)
    whole = len(read_session(path).lines)
    path.write_bytes(path.read_bytes()[:-30])
    past = PastSession.read(path)
    assert past.last == whole - 1
    assert "cut while it was written" in past.trouble


@pytest.mark.parametrize(
    "change",
    [
        {"events": [{"what": "nowhere", "from": 0, "to": 1}]},
        {"events": [{"what": "turn", "from": 0, "to": 1, "why": "no such rule"}]},
        {"events": 3},
        {"n": 99},
    ],
    ids=str,
)
def test_lines_of_another_shape_are_where_it_stops(tmp_path: Path, change: dict[str, Any]) -> None:
    path = finished(tmp_path)
    lines = objects(path)
    lines[4] |= change
    reseal(path, lines)
    past = PastSession.read(path)
    assert past.last == 4
    assert past.trouble.startswith("Line 5 is not of the shape this program writes")
    assert shown(past)


def test_a_file_that_cannot_even_begin_is_refused(tmp_path: Path) -> None:
    path = finished(tmp_path)
    good = path.read_bytes()
    path.write_bytes(good.replace(b'"name"', b'"nome"', 1))
    with pytest.raises(UnreadableLinesError, match="line 1"):
        PastSession.read(path)
    reseal(path, [{"kind": "wargame-session", "format": 1}])
    with pytest.raises(UnreadableLinesError, match="line 1 is not of the shape"):
        PastSession.read(path)
    path.write_text("hello\n")
    with pytest.raises(NotASessionError):
        PastSession.read(path)
