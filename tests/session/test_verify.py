"""Verify: what it says of a session that is as it was played, and of one that somebody has been at.

Every tampered file here is sealed anew, as a cheat with this program could: the chain holds, and only deciding again
tells. Without that the chain names the line (`test_journal_chain`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import (
    FakeClock,
    begin,
    do,
    objects,
    play_out,
    reseal,
    shipped_content,
    turns_of,
)
from tests.playing import by_seed, filled, moderate
from wargame.content.load.loader import compute_digest
from wargame.exercise.play.exercise import Exercise
from wargame.rules.chance import DrawNeeded, find_sum_draw, sum_dice
from wargame.rules.model import FACILITATOR
from wargame.rules.row import OUTCOME_PARTS
from wargame.session.fold import fold
from wargame.session.journal import DamagedError, read_session
from wargame.session.line_reading import place_line, write_line
from wargame.session.records import Note
from wargame.session.verify import VerifyStatus, verify

Lines = list[dict[str, Any]]


def tampered(played: Path, tmp_path: Path, change: Callable[[Lines], int]) -> tuple[str, int]:
    """What is said of the session after ``change``, and the line that was changed."""
    lines = objects(played)
    line = change(lines)
    return verify(reseal(tmp_path / "tampered.jsonl", lines)).format_line(), line


def first(lines: Lines, which: Callable[[dict[str, Any]], bool], after: int = 0) -> int:
    """The index of the first line for which something holds."""
    return next(i for i, line in enumerate(lines) if i > after and which(line))


def has_roll(line: dict[str, Any]) -> bool:
    return any("target" in event for event in line.get("events", ()))


# As it was played


def test_a_finished_exercise_is_exact_and_its_head_is_the_last_sha(played: Path) -> None:
    verdict = verify(played)
    assert (verdict.faith, verdict.line, verdict.why, verdict.is_good) == (VerifyStatus.EXACT, 0, "", True)
    assert verdict.format_line() == "exact"
    assert verdict.head == read_session(played).lines[-1]["sha"]


@moderate(20)
@given(st.integers(0, 2**32 - 1), st.sampled_from([[], ["ring"], ["ring", "town"]]), st.booleans())
def test_whatever_is_played_verifies_exact(
    tmp_path_factory: pytest.TempPathFactory, seed: int, bots: list[str], facilitated: bool
) -> None:
    seats = dict.fromkeys(bots, "bot:random")
    exercise = begin(tmp_path_factory.mktemp("any"), seed=seed, seats=seats, facilitated=facilitated)
    exercise.play_bots()
    for _ in turns_of(exercise, by_seed(seed), undos=facilitated):
        exercise.play_bots()
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"


def test_the_shipped_exercise_verifies_exact(tmp_path: Path) -> None:
    exercise = begin(tmp_path, content=shipped_content(), length="standard")
    play_out(exercise, 4, powers=True).close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"


def test_an_exercise_that_goes_on_is_exact_and_open_at_every_line(tmp_path: Path) -> None:
    exercise = begin(tmp_path, begun=False)
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"
    do(exercise, FACILITATOR, "begin")
    for n in turns_of(exercise, by_seed(3), undos=True):
        if n % 5 == 0:
            assert verify(exercise.path).format_line() == "exact, open"
    assert verify(exercise.path).format_line() == "exact, open"
    exercise.close()
    assert verify(exercise.path).format_line() == "exact"


def test_a_note_after_the_end_leaves_it_open_until_it_is_closed_again(played: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.jsonl"
    path.write_bytes(played.read_bytes())
    exercise = Exercise.resume(path, FakeClock())
    exercise.note("What the class said.")
    assert verify(path).format_line() == "exact, open"
    exercise.close()
    assert verify(path).format_line() == "exact"


def test_a_torn_tail_is_exact_and_open_and_it_is_said(played: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(played.read_bytes()[:-40])
    verdict = verify(cut)
    assert verdict.is_good
    assert verdict.format_line() == "exact, open: the last line was cut while it was written"
    exercise = Exercise.resume(cut, FakeClock())
    exercise.close()
    assert verify(cut).format_line() == "exact", "the torn line was the closing record; resuming closed it again"


def test_a_last_line_that_only_lacks_its_newline_is_whole(played: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl"
    cut.write_bytes(played.read_bytes()[:-1])
    assert verify(cut).format_line() == "exact"


def test_typed_dice_verify_as_typed(tmp_path: Path) -> None:
    exercise = begin(tmp_path, dice="typed", begun=False)
    pick = by_seed(3)
    while not exercise.over:
        who = exercise.list_waiting()[0]
        offer = exercise.list_offers(who)[0]
        args = filled(offer, pick)
        while True:
            try:
                exercise.execute(who, offer.do, args)
            except DrawNeeded as need:
                exercise.type_in(need.address, pick(need.of))
                continue
            break
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"
    lines = objects(exercise.path)
    at = first(lines, has_roll)
    event = next(e for e in lines[at]["events"] if "target" in e)
    event["got"] = 36
    text = verify(reseal(tmp_path / "other.jsonl", lines)).format_line()
    assert text.startswith(f"diverged at line {at + 1}: the draw recorded for turn ")
    assert text.endswith(" is 36, not below 36")
    lines = objects(exercise.path)
    event = next(e for e in lines[at]["events"] if "target" in e)
    event["typed"] = "sum"
    assert verify(reseal(tmp_path / "sum.jsonl", lines)).is_good == (
        event["got"] == find_sum_draw(sum_dice(event["got"]))
    )
    event["typed"] = "dice"
    assert not verify(reseal(tmp_path / "dice.jsonl", lines)).is_good


# Tampered with


def change_draw(lines: Lines) -> int:
    """A failed throw turned into a double six, consequences and all left alone."""
    at = first(lines, has_roll)
    event = next(event for event in lines[at]["events"] if "target" in event)
    event["got"] = (event["got"] + 7) % 36
    return at + 1


def change_event(lines: Lines) -> int:
    at = first(lines, lambda line: any(e.get("part") in OUTCOME_PARTS for e in line.get("events", ())))
    event = next(e for e in lines[at]["events"] if e.get("part") in OUTCOME_PARTS)
    event["to"] = event["from"]
    return at + 1


def drop_event(lines: Lines) -> int:
    at = first(lines, lambda line: len(line.get("events", ())) > 3)
    del lines[at]["events"][-1]
    return at + 1


def add_event(lines: Lines) -> int:
    at = first(lines, lambda line: line.get("do") == "plan")
    lines[at]["events"].append({"what": "trust", "from": 5, "to": 9})
    return at + 1


def change_cause(lines: Lines) -> int:
    at = first(lines, lambda line: any("why" in event for event in line.get("events", ())))
    event = next(event for event in lines[at]["events"] if "why" in event)
    event["why"] = "leak" if event["why"] != "leak" else "fear_wears"
    return at + 1


def other_command(lines: Lines) -> int:
    at = first(lines, lambda line: line.get("do") == "plan" and line["args"].get("action") != "wait")
    lines[at]["args"] = {"action": "wait" if lines[at]["role"] == "ring" else "reassure"}
    return at + 1


def command_not_open(lines: Lines) -> int:
    at = first(lines, lambda line: line.get("do") == "plan")
    lines[at]["args"] = {"action": "no_such_thing"}
    return at + 1


def other_role(lines: Lines) -> int:
    at = first(lines, lambda line: line.get("do") == "plan")
    lines[at]["role"] = "town" if lines[at]["role"] == "ring" else "ring"
    return at + 1


def undone_further(lines: Lines) -> int:
    """The undo names an earlier line; what came after it does not follow from there."""
    at = first(lines, lambda line: line.get("record") == "undo")
    lines[at]["to"] -= 1
    return first(lines, lambda line: "do" in line, at) + 1


def undo_forgotten(lines: Lines) -> int:
    """The undo becomes a note: what was undone now stands, and what came instead does not follow."""
    at = first(lines, lambda line: line.get("record") == "undo")
    note = Note(text="nothing happened", kind="note", objective="", about="", hat="")
    lines[at] = write_line(place_line(note, at + 1, lines[at]["turn"], lines[at]["phase"], lines[at]["at"]))
    return first(lines, lambda line: "do" in line, at) + 1


def other_seed(lines: Lines) -> int:
    lines[0]["seed"] += 1
    return first(lines, lambda line: any("draw" in event for event in line.get("events", ()))) + 1


def other_content(lines: Lines) -> int:
    """The rules of the pinned scenario are changed, digest left alone."""
    lines[0]["content"]["scenario"]["tracks"]["trust"]["start"] = 9
    return 1


def other_start(lines: Lines) -> int:
    lines[0]["start"]["trust"] = 9
    return 1


def renumbered(lines: Lines) -> int:
    lines[5]["n"] = 60
    return 6


def line_removed(lines: Lines) -> int:
    del lines[4]
    return 5


def lines_swapped(lines: Lines) -> int:
    lines[3], lines[4] = lines[4], lines[3]
    return 4


def unknown_number(lines: Lines) -> int:
    at = first(lines, lambda line: any("what" in event for event in line.get("events", ())), 4)
    next(event for event in lines[at]["events"] if "what" in event)["what"] = "luck"
    return at + 1


def unknown_rule(lines: Lines) -> int:
    at = first(lines, lambda line: any("why" in event for event in line.get("events", ())))
    next(event for event in lines[at]["events"] if "why" in event)["why"] = "fate"
    return at + 1


def no_events(lines: Lines) -> int:
    del lines[6]["events"]
    return 7


def events_of_another_type(lines: Lines) -> int:
    at = first(lines, lambda line: "do" in line, 3)
    lines[at]["events"] = "none"
    return at + 1


def args_of_another_type(lines: Lines) -> int:
    at = first(lines, lambda line: line.get("do") == "plan")
    lines[at]["args"] = ["wait"]
    return at + 1


def neither_command_nor_record(lines: Lines) -> int:
    lines[6] = {"n": 7, "text": "hello"}
    return 7


def other_turn(lines: Lines) -> int:
    lines[8]["turn"] += 1
    return 9


def other_phase(lines: Lines) -> int:
    lines[8]["phase"] = "close"
    return 9


def closed_too_soon(lines: Lines) -> int:
    """Lines taken away before the closing record, which still vouches for them."""
    del lines[-3:-1]
    lines[-1]["n"] = len(lines)
    return len(lines)


def other_count(lines: Lines) -> int:
    lines[-1]["count"] += 1
    return len(lines)


TAMPERINGS = [
    change_draw, change_event, drop_event, add_event, change_cause, other_command, command_not_open, other_role,
    undone_further, undo_forgotten, other_seed, other_content, other_start, renumbered, line_removed, lines_swapped,
    unknown_number, unknown_rule, no_events, events_of_another_type, args_of_another_type, neither_command_nor_record,
    other_turn, other_phase, closed_too_soon, other_count,
]  # fmt: skip


@pytest.mark.parametrize("change", TAMPERINGS, ids=lambda change: change.__name__)
def test_a_tampered_session_diverges_at_the_line(played: Path, tmp_path: Path, change: Callable[[Lines], int]) -> None:
    text, line = tampered(played, tmp_path, change)
    assert text.startswith(f"diverged at line {line}: ")
    why = text.partition(": ")[2]
    assert len(why) > 15, f"{why!r} does not say what is wrong"
    assert "Error(" not in why


def test_it_is_said_what_was_recorded_and_what_should_have_been(played: Path, tmp_path: Path) -> None:
    lines = objects(played)
    line = change_draw(lines)
    got = next(event for event in lines[line - 1]["events"] if "target" in event)["got"]
    text = verify(reseal(tmp_path / "t.jsonl", lines)).format_line()
    assert f"'got': {got}" in text
    assert f"'got': {(got - 7) % 36}" in text
    assert tampered(played, tmp_path, command_not_open)[0].endswith(
        "the rules refuse it: there is no action 'no_such_thing'"
    )


def test_words_changed_and_sealed_anew_show_only_in_the_head(played: Path, tmp_path: Path) -> None:
    """Tamper-evident, not tamper-proof: the head on the screen and in the report is what words rest on."""
    lines = objects(played)
    lines[first(lines, lambda line: line.get("do") == "plan")]["because"] = "what I should have said"
    verdict = verify(reseal(tmp_path / "words.jsonl", lines))
    assert verdict.faith is VerifyStatus.EXACT
    assert verdict.head != verify(played).head


@moderate(40)
@given(st.data())
def test_any_flipped_byte_is_named_by_its_line(
    tmp_path_factory: pytest.TempPathFactory, played: Path, data: st.DataObject
) -> None:
    whole = played.read_bytes()
    begins = whole.index(b"\n") + 1
    at = data.draw(st.integers(begins, len(whole) - 2))
    bit = data.draw(st.integers(0, 7))
    flipped = whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :]
    if flipped[at] == 10:
        return  # a new line end: the line it cuts is the one that is named, below
    path = tmp_path_factory.mktemp("flip") / "f.jsonl"
    path.write_bytes(flipped)
    line = whole[:at].count(b"\n") + 1
    if whole[at] == 10:
        assert verify(path).line in (line, line + 1)
    else:
        assert verify(path).format_line().startswith(f"damaged at line {line}: it ")


@pytest.mark.parametrize("byte", [b"\0", b"\r", b"\v", b"x", b'"', b"}\n"])
def test_a_byte_in_place_of_the_last_newline_is_damage_and_no_cut(played: Path, tmp_path: Path, byte: bytes) -> None:
    path = tmp_path / "last.jsonl"
    path.write_bytes(played.read_bytes().removesuffix(b"\n") + byte)
    verdict = verify(path)
    assert (verdict.faith, verdict.line) == (VerifyStatus.DAMAGED, played.read_bytes().count(b"\n"))


def test_damage_is_named_once_and_well(played: Path, tmp_path: Path) -> None:
    lines = played.read_bytes().splitlines(keepends=True)
    lines[6] = lines[6].replace(b'"n":7', b'"n":8')
    path = tmp_path / "d.jsonl"
    path.write_bytes(b"".join(lines))
    text = verify(path).format_line()
    assert text.startswith("damaged at line 7: it does not match its sha")
    with pytest.raises(DamagedError, match="line 7"):
        Exercise.resume(path, FakeClock())
    assert path.read_bytes() == b"".join(lines)


# Another program


def test_a_session_of_other_rules_is_not_judged(played: Path, tmp_path: Path) -> None:
    lines = objects(played)
    lines[0]["rules"] = 99
    verdict = verify(reseal(tmp_path / "other.jsonl", lines))
    assert verdict.faith is VerifyStatus.UNVERIFIED
    assert not verdict.is_good
    assert "rules 99" in verdict.format_line()


def test_content_this_program_does_not_accept_is_not_judged_but_can_be_folded(played: Path, tmp_path: Path) -> None:
    lines = objects(played)
    lines[0]["content"]["scenario"]["weather"] = "fine"
    lines[0]["digest"] = compute_digest(lines[0]["content"])
    path = reseal(tmp_path / "other.jsonl", lines)
    verdict = verify(path)
    assert verdict.faith is VerifyStatus.UNVERIFIED
    assert "weather" in verdict.format_line()
    assert fold(read_session(path).lines).row == fold(read_session(played).lines).row


@pytest.mark.parametrize("key", ["content", "start", "digest", "rules", "length", "seed", "dice", "paced"])
def test_a_header_that_lacks_something_is_told_of_without_a_traceback(played: Path, tmp_path: Path, key: str) -> None:
    lines = objects(played)
    del lines[0][key]
    verdict = verify(reseal(tmp_path / "less.jsonl", lines))
    assert not verdict.is_good
    assert verdict.format_line()
    assert "Error(" not in verdict.format_line()
