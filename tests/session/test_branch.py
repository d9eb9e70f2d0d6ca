"""Branch: play goes on from any moment in a file of its own; the parent is only read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import FakeClock, act, begin, do, objects, play_out, reseal, turns_of, undo, until
from tests.playing import by_seed, moderate
from wargame.exercise.play.exercise import Exercise
from wargame.session.branch import BranchError, NoSuchLineError, branch
from wargame.session.fold import fold
from wargame.session.journal import Journal, LockedError, read_session
from wargame.session.line_reading import write_line
from wargame.session.verify import VerifyStatus, verify

NOW = "2026-03-02T10:00:00Z"
seeds = st.integers(0, 2**32 - 1)


def finished(folder: Path, seed: int = 7, undos: bool = True) -> Path:
    """A file that was played to its end, undos and all."""
    exercise = begin(folder, seed=seed)
    for _ in turns_of(exercise, by_seed(seed), undos=undos):
        pass
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def resumed(path: Path) -> Exercise:
    return Exercise.resume(path, FakeClock())


@moderate(12)
@given(seeds, st.data())
def test_a_branch_shares_its_first_lines_and_leaves_the_parent_alone(
    tmp_path_factory: pytest.TempPathFactory, seed: int, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("branch")
    parent = finished(folder, seed)
    before, stat = parent.read_bytes(), parent.stat()
    lines = read_session(parent).lines
    at = data.draw(st.integers(1, len(lines)))
    try:
        new = branch(parent, at, seed=seed + 1, now=NOW)
    except BranchError:
        assert fold(lines[:at]).row[fold(lines).index["ending"]], "refused only where the exercise is over"
        assert [path.name for path in folder.glob("*.jsonl")] == [parent.name]
    else:
        raws = before.split(b"\n")
        assert new.read_bytes().split(b"\n")[:at] == raws[:at]
        assert verify(new).faith is VerifyStatus.OPEN
        here, there = fold(lines[:at]), fold(read_session(new).lines)
        assert (there.row, there.epoch, there.standing) == (here.row, here.epoch, here.standing)
        assert (here.seed, there.seed) == (seed, seed + 1)
        exercise = resumed(new)
        if not exercise.standing:
            do(exercise, "facilitator", "begin")
        play_out(exercise, seed + 2, powers=True).close()
        assert verify(new).faith is VerifyStatus.EXACT
        assert new.read_bytes().split(b"\n")[:at] == raws[:at]
    assert parent.read_bytes() == before
    assert (parent.stat().st_mtime_ns, parent.stat().st_ino) == (stat.st_mtime_ns, stat.st_ino)
    assert not list(folder.glob("*.lock"))


def test_the_same_commands_under_another_seed_meet_other_luck(tmp_path: Path) -> None:
    parent = finished(tmp_path, undos=False)
    lines = read_session(parent).lines[1:]
    new = resumed(branch(parent, 2, seed=99, now=NOW))
    same = resumed(branch(parent, 2, seed=7, now=NOW))
    differs = False
    for exercise in (new, same):
        for line in lines[1:]:
            if "do" not in line:
                continue
            done = exercise.execute(line["role"], line["do"], line["args"], because="as before")
            here = write_line(exercise.standing[-1])["events"] if isinstance(done, tuple) else None
            if exercise is same:
                assert here == line["events"], "its parent's seed gives its parent's luck"
            elif here != line["events"]:
                differs = True
                break
        exercise.close()
    assert differs


def test_a_branch_of_a_branch_knows_both_and_draws_from_the_last(tmp_path: Path) -> None:
    parent = finished(tmp_path)
    first = branch(parent, 4, name="Tuesday group", seed=5, now=NOW)
    exercise = resumed(first)
    act(exercise, by_seed(1))
    exercise.close()
    second = branch(first, 6, tmp_path / "elsewhere", seed=6, now=NOW)
    assert first.name == "2026-03-02-tiny-tuesday-group.jsonl"
    assert second == tmp_path / "elsewhere" / "2026-03-02-tiny-tuesday-group-from-line-6.jsonl"
    folded = fold(read_session(second).lines)
    assert [(b.parent, b.line, b.seed) for b in folded.branches] == [(parent.name, 4, 5), (first.name, 6, 6)]
    assert folded.name == "Tuesday group from line 6"
    assert verify(second).faith is VerifyStatus.OPEN


def test_two_branches_from_one_line_do_not_meet(tmp_path: Path) -> None:
    parent = finished(tmp_path)
    one, two = (branch(parent, 3, now=NOW) for _ in range(2))
    assert one != two
    assert fold(read_session(one).lines).seed != fold(read_session(two).lines).seed


def test_play_goes_on_from_what_was_undone_and_an_undo_reaches_behind_the_branching(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    role = exercise.list_waiting()[0]
    offer = next(o for o in exercise.list_offers(role) if o.do == "plan")
    n = do(exercise, role, "plan", **{"action": offer.name, **{s.name: s.domain[0] for s in offer.slots}})
    undo(exercise, n - 1)
    exercise.close()
    assert exercise.path is not None
    new = resumed(branch(exercise.path, n, seed=1, now=NOW))
    assert new.standing[-1].n == n
    undo(new, n - 1)
    assert new.list_waiting()[0] == role
    play_out(new).close()
    assert new.path is not None
    assert verify(new.path).faith is VerifyStatus.EXACT


def test_while_the_parent_is_being_played_it_can_be_branched(tmp_path: Path) -> None:
    exercise = begin(tmp_path)
    assert exercise.path is not None
    branch(exercise.path, 2, now=NOW)
    with pytest.raises(LockedError):
        Journal.resume(exercise.path)
    exercise.close()


def test_a_damaged_file_can_be_played_on_up_to_its_last_good_line(tmp_path: Path) -> None:
    parent = finished(tmp_path)
    raws = parent.read_bytes().split(b"\n")
    raws[6] = raws[6].replace(b'"role"', b'"rolf"', 1)
    parent.write_bytes(b"\n".join(raws))
    with pytest.raises(NoSuchLineError, match=r"line 7 does not match its sha.*name a line from 1 to 6"):
        branch(parent, 7, now=NOW)
    new = branch(parent, 6, now=NOW)
    assert verify(new).faith is VerifyStatus.OPEN


@pytest.mark.parametrize("cut", [1, 30])
def test_a_torn_file_too_and_one_without_its_last_newline(tmp_path: Path, cut: int) -> None:
    exercise = begin(tmp_path)
    exercise.close()
    path = exercise.path
    assert path is not None
    path.write_bytes(path.read_bytes()[:-cut])
    whole = 2 if cut == 1 else 1
    assert verify(branch(path, whole, now=NOW)).faith is VerifyStatus.OPEN
    with pytest.raises(NoSuchLineError, match=f"name a line from 1 to {whole}"):
        branch(path, whole + 1, now=NOW)


def test_after_the_end_it_says_from_where_one_can(tmp_path: Path) -> None:
    parent = finished(tmp_path, undos=False)
    lines = read_session(parent).lines
    end = next(i for i in range(1, len(lines) + 1) if fold(lines[:i]).row[fold(lines).index["ending"]])
    for at in (end, len(lines)):
        with pytest.raises(BranchError, match=rf"the exercise is over.*name an earlier line: {end - 1} is the last"):
            branch(parent, at, now=NOW)
    assert verify(branch(parent, end - 1, now=NOW)).faith is VerifyStatus.OPEN


def test_before_bots_have_begun_there_is_nothing_to_play_on(tmp_path: Path) -> None:
    exercise = begin(tmp_path, facilitated=False)
    exercise.close()
    assert exercise.path is not None
    with pytest.raises(BranchError, match="name line 2 or a later one"):
        branch(exercise.path, 1, now=NOW)


def test_a_file_without_its_header_has_nothing_to_branch_from(tmp_path: Path) -> None:
    parent = finished(tmp_path, undos=False)
    parent.write_bytes(parent.read_bytes().replace(b'"name"', b'"nome"', 1))
    with pytest.raises(BranchError, match=r"line 1 .* go back to a copy of it"):
        branch(parent, 1, now=NOW)


@pytest.mark.parametrize("field", ["line", "head", "seed"])
def test_a_record_of_branching_that_was_changed_shows(tmp_path: Path, field: str) -> None:
    new = branch(finished(tmp_path, undos=False), 3, seed=1, now=NOW)
    play_out(resumed(new)).close()
    lines = objects(new)
    lines[3][field] = {"line": 2, "head": "0" * 64, "seed": 2}[field]
    reseal(new, lines)
    assert verify(new).faith is VerifyStatus.DIVERGED
