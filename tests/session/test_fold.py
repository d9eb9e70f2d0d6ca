"""Fold: the lines of a session lead to the state that was played, whichever way they are read, and undo leads back."""

from __future__ import annotations

import os
import random
import subprocess
import sys
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
    file_of,
    meadow_content,
    objects,
    play_out,
    reseal,
    same,
    step,
    turns_of,
    undo,
    until,
)
from tests.paths import ROOT
from tests.playing import by_seed, moderate
from wargame.exercise.play.exercise import Exercise
from wargame.rules.decide import list_waiting
from wargame.rules.evolve import evolve
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import Offer
from wargame.rules.refusal import Refusal
from wargame.rules.text.event_text import format_told
from wargame.session.events import RecordedDraw, load_events
from wargame.session.fold import FoldedSession, fold
from wargame.session.journal import NewerFormatError, read_session
from wargame.session.line_reading import read_header, read_lines, write_line
from wargame.session.verify import VerifyStatus, verify

seeds = st.integers(0, 2**32 - 1)


def folded(exercise: Exercise) -> FoldedSession:
    """Where a running exercise stands."""
    return exercise._folded


def left_and_resumed(exercise: Exercise) -> Exercise:
    """The exercise as somebody finds it who opens its file again."""
    path = exercise.path
    assert path is not None
    exercise.close()
    return Exercise.resume(path, FakeClock())


def standing_rows(exercise: Exercise) -> list[list[int]]:
    """The row before each command that stands, as the running exercise keeps it, and the row now."""
    return [*(exercise.find_row_before(line.n) for line in exercise.standing), folded(exercise).row]


@moderate(25)
@given(seeds, st.booleans())
def test_folding_every_prefix_gives_the_state_that_was_played(seed: int, facilitated: bool) -> None:
    exercise = begin(seed=seed, facilitated=facilitated)
    lines = [write_line(exercise.header), *map(write_line, exercise.lines)]
    for n in turns_of(exercise, by_seed(seed), undos=facilitated):
        lines += map(write_line, exercise.lines[len(lines) - 1 : n])
        again = fold(lines)
        assert same(again, folded(exercise))
        assert [row for _, row in again.iter_rows()] == standing_rows(exercise)[1:]


@moderate(15)
@given(seeds)
def test_three_ways_of_folding_a_file_agree(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    exercise = begin(tmp_path_factory.mktemp("three"), seed=seed)
    pick = by_seed(seed)
    while not exercise.over:
        act(exercise, pick, undos=True)
        if len(exercise.lines) % 9 == 8:
            exercise = left_and_resumed(exercise)
    exercise.close()
    assert exercise.path is not None
    lines = read_session(exercise.path).lines
    line_by_line = FoldedSession(read_header(lines[0]))
    for line in read_lines(lines[1:]):
        line_by_line.add(line)
    assert same(fold(lines), line_by_line)
    assert same(fold(lines), folded(exercise))
    assert verify(exercise.path).faith is VerifyStatus.EXACT


@moderate(20)
@given(seeds)
def test_recorded_events_written_down_again_give_the_same_rows(seed: int) -> None:
    exercise = play_out(begin(seed=seed), seed, powers=True)
    rows = standing_rows(exercise)
    for line, before, after in zip(exercise.standing, rows, rows[1:], strict=False):
        row = before
        for event in load_events(exercise.table, line.events):
            row = evolve(row, event)
        assert row == after


@moderate(15)
@given(seeds, st.data())
def test_changing_any_recorded_number_changes_where_the_fold_ends_or_breaks_the_record(
    seed: int, data: st.DataObject
) -> None:
    exercise = play_out(begin(seed=seed), seed)
    lines = [write_line(exercise.header), *map(write_line, exercise.lines)]
    with_events = [i for i, line in enumerate(lines) if any("what" in e for e in line.get("events", ()))]
    at = data.draw(st.sampled_from(with_events))
    events = [dict(event) for event in lines[at]["events"]]
    which = data.draw(st.sampled_from([i for i, event in enumerate(events) if "what" in event]))
    events[which]["to"] += 1
    lines[at] = lines[at] | {"events": events}
    rows = [row for _, row in fold(lines).iter_rows()]
    played = standing_rows(exercise)[1:]
    later_written = events[which]["what"] in [e.get("what") for e in events[which + 1 :]]
    assert rows != played or later_written


# Undo


@moderate(25)
@given(seeds, st.data())
def test_undo_leads_back_to_the_state_after_the_line_it_names(seed: int, data: st.DataObject) -> None:
    exercise = begin(seed=seed)
    stood = {exercise.lines[-1].n: folded(exercise).row[:]}
    most = data.draw(st.integers(1, 40))
    for _, _ in zip(turns_of(exercise, by_seed(seed)), range(most), strict=False):
        stood[exercise.lines[-1].n] = folded(exercise).row[:]
        if exercise.over:
            break
    to = data.draw(st.sampled_from(sorted(stood)[:-1] or [0]))
    if to not in stood or not [line for line in exercise.standing if line.n > to]:
        return
    standing = [line.n for line in exercise.standing if line.n <= to]
    epoch, head = folded(exercise).epoch, len(exercise.lines)
    undo(exercise, to)
    assert folded(exercise).row == stood[to]
    assert [line.n for line in exercise.standing] == standing
    assert folded(exercise).epoch == epoch + 1
    assert len(exercise.lines) == head + 1, "nothing is deleted; the undo is one more line"
    assert same(fold([write_line(exercise.header), *map(write_line, exercise.lines)]), folded(exercise))
    again = exercise.undo(to, "once more", confirmed=True)
    assert isinstance(again, Refusal), "there is nothing left to take back"
    assert (folded(exercise).row, folded(exercise).epoch) == (stood[to], epoch + 1)


def test_after_an_undo_dice_fall_anew_and_what_was_undone_stays_in_the_file(tmp_path: Path) -> None:
    exercise = begin(tmp_path, seed=11)
    until(exercise, "reveal", ring="lean@docks", town="inquire")
    before = exercise.lines[-1].n
    throws = []
    for _ in range(6):
        do(exercise, FACILITATOR, "reveal")
        throws.append([one.got for one in exercise.standing[-1].events if isinstance(one, RecordedDraw)])
        undo(exercise, before)
    assert all(len(throw) == 2 for throw in throws)
    assert len({tuple(throw) for throw in throws}) > 1
    assert len([line for line in objects(file_of(exercise)) if line.get("do") == "reveal"]) == 6
    play_out(exercise).close()
    assert verify(file_of(exercise)).faith is VerifyStatus.EXACT


def test_undoing_an_undone_stretch_twice_to_different_lines_goes_further_back() -> None:
    exercise = until(begin(), "reveal")
    last = exercise.lines[-1].n
    first = exercise.standing[1].n
    undo(exercise, last - 1)
    undo(exercise, first)
    assert exercise.standing[-1].n == first
    assert folded(exercise).struck >= {last, last - 1}
    assert folded(exercise).epoch == 2


# Determinism

PLAY = """
import random, sys
from pathlib import Path
from tests.exercise.exercise_driver import begin, shipped_content, turns_of
from tests.playing import by_seed
random.seed(int(sys.argv[2]))
shipped = {"content": shipped_content(), "seats": {"cell": "bot:doctrine", "cartel": "bot:random"}}
for i, more in enumerate([{}, shipped]):
    exercise = begin(Path(sys.argv[1]), seed=i, **more)
    exercise.play_bots()
    for _ in turns_of(exercise, by_seed(5), undos=True):
        random.random()
        exercise.play_bots()
    exercise.close()
    print(exercise.path.name)
"""


def masked(path: Path) -> list[dict[str, Any]]:
    return [{key: value for key, value in line.items() if key not in ("at", "created", "seconds")}
            for line in objects(path)]  # fmt: skip


def test_the_same_exercise_gives_the_same_file_under_any_hash_seed(tmp_path: Path) -> None:
    written = []
    for hash_seed in ("1", "4242"):
        folder = tmp_path / hash_seed
        out = subprocess.run(
            [sys.executable, "-c", PLAY, str(folder), hash_seed],
            env=os.environ | {"PYTHONHASHSEED": hash_seed}, cwd=ROOT,
            check=True, capture_output=True, text=True, timeout=60,
        ).stdout  # fmt: skip
        written.append([folder / name for name in out.split()])
    for one, other in zip(*written, strict=True):
        assert one.name == other.name
        assert masked(one) == masked(other)
        # With a clock of the test's own nothing is left to mask: not even the shas differ.
        assert one.read_bytes() == other.read_bytes()


# Cuts


def short_session(folder: Path) -> Path:
    """A session of one whole exercise with an undo, a note and letters of two, three and four bytes."""
    exercise = begin(folder, seed=3, content=meadow_content(), length="only")
    exercise.note("Größe — ¿qué? 🂡", kind="strength")
    step(exercise, by_seed(8), powers=False)
    undo(exercise, 2, "Köln, weil – «plata»")
    play_out(exercise, 8).close()
    assert exercise.path is not None
    return exercise.path


def test_a_session_cut_at_any_byte_reads_as_all_its_complete_commands(tmp_path: Path) -> None:
    path = short_session(tmp_path)
    data = path.read_bytes()
    whole = read_session(path).lines
    ends = [i + 1 for i, byte in enumerate(data) if byte == 10]
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(data)
    complete = len(ends)
    for size in range(len(data), 0, -1):
        os.truncate(cut, size)
        if size < ends[0] - 1:
            with pytest.raises(Exception, match="ends within its first line"):
                read_session(cut)
            continue
        while size < ends[complete - 1] - 1:
            complete -= 1
        reading = read_session(cut)
        assert reading.lines == whole[:complete]
        assert reading.damaged is None
        assert bool(reading.torn) == (size not in (ends[complete - 1], ends[complete - 1] - 1))


def test_a_session_cut_anywhere_can_be_played_on_to_its_end(tmp_path: Path) -> None:
    data = short_session(tmp_path).read_bytes()
    first = data.index(b"\n")
    cut = tmp_path / "cut.jsonl"
    chosen = random.Random(5)
    # Every kind of place: just around line ends, and anywhere.
    ends = [i + 1 for i, byte in enumerate(data) if byte == 10 and i > first]
    offsets = {first, first + 1, first + 2} | {e + d for e in chosen.sample(ends, 5) for d in (-2, -1, 0, 1)}
    for size in sorted(o for o in offsets | set(chosen.sample(range(first, len(data)), 40)) if o <= len(data)):
        cut.write_bytes(data[:size])
        before = read_session(cut)
        exercise = Exercise.resume(cut, FakeClock())
        kept = [line.n for line in exercise.lines]
        torn = before.torn != b""
        assert kept == list(range(2, len(before.lines) + 1 + torn))
        assert exercise.has_torn_line() is torn
        play_out(exercise, size).close()
        verdict = verify(cut)
        assert verdict.faith is VerifyStatus.EXACT, (size, verdict.format_line())
        assert cut.read_bytes()[: before.good] == data[: before.good], "what was complete stays as it was"
        aside = Path(f"{cut}.torn")
        if torn:
            assert aside.read_bytes().rstrip(b"\n") == before.torn.rstrip(b"\n")
            aside.unlink()
        assert not aside.exists()


KILLED = """
import sys
from pathlib import Path
from tests.exercise.exercise_driver import begin, shipped_content, turns_of
from tests.playing import by_seed
exercise = begin(Path(sys.argv[1]), seed=2, content=shipped_content(), length="standard")
print(exercise.path, flush=True)
for n in turns_of(exercise, by_seed(9)):
    print(n, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("after", [1, 12, 30])
def test_kill_9_costs_at_most_the_command_being_written(tmp_path: Path, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        path = Path(process.stdout.readline().strip())
        said = 0
        while said < after:
            said = int(process.stdout.readline())
        process.kill()
        rest = process.stdout.read().splitlines()
    said = int(rest[-1]) if rest and rest[-1].isdigit() else said
    exercise = Exercise.resume(path, FakeClock())
    assert len(exercise.lines) - exercise.has_torn_line() >= said, "what was on the screen is in the file"
    play_out(exercise).close()
    assert verify(path).faith is VerifyStatus.EXACT


# Resume


@moderate(12)
@given(seeds)
def test_a_resumed_exercise_offers_and_shows_just_what_the_running_one_does(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    exercise = begin(tmp_path_factory.mktemp("resumed"), seed=seed)
    pick = by_seed(seed)
    everybody = [*exercise.table.roles, FACILITATOR, "observer"]
    while not exercise.over:
        act(exercise, pick, undos=True)
        if len(exercise.lines) % 7:
            continue
        shown = [_shown(exercise, who) for who in everybody]
        exercise = left_and_resumed(exercise)
        assert [_shown(exercise, who) for who in everybody] == shown
    exercise.close()


def _shown(exercise: Exercise, who: str) -> tuple[list[int], list[Offer], list[list[str]], tuple[str, ...]]:
    log = [[format_told(told) for told in exercise.list_told(line.n, who)] for line in exercise.standing]
    offers = [] if who == "observer" else exercise.list_offers(who)
    return exercise.build_view(who), offers, log, exercise.list_waiting()


def test_a_pending_decision_survives_saving_at_every_point(tmp_path: Path) -> None:
    exercise = begin(tmp_path, seed=21)
    pick = by_seed(4)
    while not exercise.over:
        row = folded(exercise).row
        saved = fold(read_session(file_of(exercise)).lines).row
        assert list_waiting(exercise.table, saved) == list_waiting(exercise.table, row)
        step(exercise, pick, powers=False)
    exercise.close()


def test_a_file_of_a_newer_format_is_refused_by_name(tmp_path: Path) -> None:
    path = short_session(tmp_path)
    lines = objects(path)
    newer = reseal(tmp_path / "newer.jsonl", [lines[0] | {"format": 2}, *lines[1:]])
    for ask in (read_session, verify, Exercise.resume):
        with pytest.raises(NewerFormatError, match="line 1 says format 2; this program reads up to 1"):
            ask(newer)


def test_reopening_a_finished_session_for_a_note_closes_it_again(tmp_path: Path) -> None:
    path = short_session(tmp_path)
    exercise = Exercise.resume(path, FakeClock())
    assert exercise.over
    exercise.note("The class said afterwards ...")
    exercise.close()
    assert [line["record"] for line in objects(path)[-4:]] == ["closed", "reopened", "note", "closed"]
    assert verify(path).faith is VerifyStatus.EXACT
    Exercise.resume(path, FakeClock()).close()
    assert objects(path)[-1]["n"] == len(objects(path)), "looking in writes nothing"
