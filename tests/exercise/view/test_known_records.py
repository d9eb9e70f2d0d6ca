"""Records in words: the same in the facilitator's log, in a replay and in print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exercise.exercise_driver import FakeClock, begin, do, file_of, undo, until
from tests.playing import filled
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.view.decision_summary import list_records
from wargame.exercise.view.known_records import find_known_record
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.transcript import retell
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.session.branch import branch
from wargame.session.records import Amendment, Branched, Closed, CommandLine, Record, SeatChange, Undo, UnknownRecord
from wargame.session.text.record_text import format_record
from wargame.tui.play.console.facilitator_overview import iter_full_log

BOTH = pytest.mark.parametrize("viewer", [FACILITATOR, "council"])


def play_every_kind(folder: Path) -> Exercise:
    """A session with a record of each kind: one that branched off and was cut off in its last line."""
    parent = until(begin(folder), "plan")
    who = parent.list_waiting()[0]
    offer = next(offer for offer in parent.list_offers(who) if offer.do == "plan")
    n = do(parent, who, "plan", **filled(offer, lambda count: 0))
    parent.note("They asked first.", kind="strength", objective="ask-first")
    parent.bookmark("who knew")
    parent.amend(n, "it pays later")
    parent.pause()
    parent.go_on()
    parent.hand_over(who, "bot:doctrine", "the team has left")
    undo(parent, n - 1, "a slip")
    path = branch(file_of(parent), len(parent.lines) + 1, seed=1, now="2011-09-01T10:00:00Z")
    parent.close()
    with path.open("ab") as file:
        file.write(b'{"n":')
    return Exercise.resume(path, FakeClock())


def list_all_records(window: Window) -> list[Record]:
    return [line for line in window.lines if not isinstance(line, CommandLine)]


def list_expected(exercise: Exercise, viewer: str) -> dict[str, str]:
    """The words for each kind of record in `play_every_kind`; empty where a viewer reads nothing."""
    seat, branched = exercise.list_records(SeatChange)[-1], exercise.list_records(Branched)[-1]
    amended, undone = exercise.list_records(Amendment)[-1], exercise.list_records(Undo)[-1]
    whole = viewer == FACILITATOR
    name = exercise.table.scenario.roles[seat.role].name
    parent, at = branched.parent, branched.line
    hidden = "Undone: the last of what had been decided no longer stands."
    return {
        "note": "Strength (ask-first): They asked first." if whole else "",
        "bookmark": "Bookmark: who knew." if whole else "Bookmark.",
        "amend": f"A better reason for line {amended.line}: it pays later." if whole else "",
        "pause": "Pause.",
        "resume": "Play goes on.",
        "seat": f"{name} was handed to the bot doctrine" + (": the team has left." if whole else "."),
        "undo": f"Undone, all after line {undone.to}: a slip." if whole else hidden,
        "branched": f"Here this session branched off from {parent}, after line {at}.",
        "torn": "Here the program was cut off; a line that was not whole was set aside.",
    }


@BOTH
def test_each_kind_has_words_and_only_the_facilitator_reads_what_people_wrote(tmp_path: Path, viewer: str) -> None:
    exercise = play_every_kind(tmp_path)
    known = {line.record: find_known_record(exercise, line, viewer) for line in list_all_records(exercise)}
    exercise.close()
    assert {kind: format_record(record) if record else "" for kind, record in known.items()} == list_expected(
        exercise, viewer
    )


def test_the_facilitators_full_log_has_the_words_of_each_kind(tmp_path: Path) -> None:
    exercise = play_every_kind(tmp_path)
    log = {mark.plain.strip(): text.plain for mark, text in iter_full_log(Seat(exercise, FACILITATOR))}
    exercise.close()
    told = {line.record: log[str(line.n)] for line in list_all_records(exercise)}
    assert told == list_expected(exercise, FACILITATOR)


@BOTH
def test_a_replay_on_the_screen_and_in_print_has_the_words_of_each_kind(tmp_path: Path, viewer: str) -> None:
    exercise = play_every_kind(tmp_path)
    exercise.close()
    past = PastSession.read(file_of(exercise))
    kinds = {line.n: line.record for line in list_all_records(past)}
    every = {n: record for at in range(1, past.last + 1) for n, record in list_records(past, at, viewer)}
    shown = {n: format_record(record) for n, record in every.items()}
    expected = {kind: text for kind, text in list_expected(exercise, viewer).items() if text}
    assert {kinds[n]: text for n, text in shown.items()} == expected
    printed = {one.text for one in retell(past, viewer, undone=True)}
    if viewer == FACILITATOR:
        assert {f"{n:>4}  {text}" for n, text in shown.items()} <= printed
    else:  # whose numbers tell of no line
        assert set(shown.values()) <= {text[6:] for text in printed}


def test_a_kind_that_is_told_elsewhere_has_no_words() -> None:
    exercise = begin()
    assert find_known_record(exercise, Closed(count=1, head=""), FACILITATOR) is None
    assert find_known_record(exercise, UnknownRecord(record="of a later program"), FACILITATOR) is None
