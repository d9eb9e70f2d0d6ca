"""Counting tells nothing: sessions that differ only in a secret offer and its answer look the same to others."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.attack.secret_pairs import (
    WAYS,
    begin_secretly,
    choose,
    list_dealing_roles,
    list_other_roles,
    list_public,
    list_revisions,
    play_way,
    secret_contents,
)
from tests.exercise.exercise_driver import FakeClock
from tests.plain.answer_scripts import parts
from wargame.content.load.loader import Content
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.transcript import retell
from wargame.plain import play, play_demo, play_headless
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR, OBSERVER

CONTENTS = secret_contents()
ORDERS = {
    "a look around": ["log", "board", "map", "s", "log", "board", "back", "quit"],
    "an undo": ["undo because a slip", "log", "undo because again", "note seen", "bookmark", "quit"],
}


def play_pair(
    folder: Path, content: Content, orders: list[str], seats: dict[str, str], *, instead: bool = False
) -> dict[str, Exercise]:
    """The same exercise played in every way; equal public transcripts are required where public numbers are equal."""
    played, texts = {}, {}
    for way in WAYS:
        exercise = begin_secretly(content, folder / way, seats, instead=instead)
        texts[way] = [*list_public(play_way(exercise, way, orders), exercise)]
        played[way] = exercise
    same = {
        way: one for way, one in played.items() if one.build_view(OBSERVER) == played["nothing"].build_view(OBSERVER)
    }
    assert set(same) >= {"nothing", "declined", "countered"}
    for way in same:
        assert texts[way] == texts["nothing"], way
    return same


@pytest.mark.parametrize("orders", ORDERS)
@pytest.mark.parametrize("name", CONTENTS)
def test_the_line_mode_tells_nothing(tmp_path: Path, name: str, orders: str) -> None:
    played = play_pair(tmp_path, CONTENTS[name], ORDERS[orders], {})
    counts = {len(exercise.lines) for exercise in played.values()}
    assert len(counts) > 1, "the sessions are of different length"


@pytest.mark.parametrize("name", CONTENTS)
def test_nothing_is_told_in_fewer_calls_where_a_counter_stands_instead_of_an_offer(tmp_path: Path, name: str) -> None:
    play_pair(tmp_path, CONTENTS[name], ["log", "quit"], {}, instead=True)
    calls = {}
    for instead in (False, True):
        exercise = begin_secretly(CONTENTS[name], tmp_path / str(instead), {}, instead=instead)
        text = play_way(exercise, "nothing", ["quit"])
        names = {CONTENTS[name].scenario.roles[role].name for role in list_dealing_roles(CONTENTS[name])}
        calls[instead] = [who for who, _ in parts(text) if who in names]
    assert len(calls[True]) == len(calls[False]) - 2


@pytest.mark.parametrize("seats", [{"cell": "bot:doctrine"}, {"cartel": "bot:doctrine"}, {"security": "bot:doctrine"}])
def test_bots_tell_nothing(tmp_path: Path, seats: dict[str, str]) -> None:
    play_pair(tmp_path, CONTENTS["impracticable-alliance"], ["log", "quit"], seats)


@pytest.mark.parametrize("name", CONTENTS)
def test_a_printed_replay_tells_nothing(tmp_path: Path, name: str) -> None:
    played = play_pair(tmp_path, CONTENTS[name], ORDERS["an undo"], {})
    for viewer in (OBSERVER, *list_other_roles(CONTENTS[name])):
        for undone in (False, True):
            told = {}
            for way, exercise in played.items():
                assert exercise.path is not None
                past = PastSession.read(exercise.path)
                told[way] = "\n".join(one.wrap() for one in retell(past, viewer, undone=undone))
            assert set(told.values()) == {told["nothing"]}, viewer


def test_a_resumed_session_tells_nothing_of_a_round_that_was_stopped_in_it(tmp_path: Path) -> None:
    seen = set()
    for way in ("nothing", "declined", "countered"):
        exercise = begin_secretly(CONTENTS["impracticable-alliance"], tmp_path / way, {})
        first = play_way(exercise, way, [], leaves=3)
        assert "Secret deals were going on: each role is called for them once more then." in " ".join(first.split())
        again = Exercise.resume(exercise.path or tmp_path)
        out = io.StringIO()
        play(again, resumed=True, talk=Talk(io.StringIO("log\nboard\nquit\n"), out))
        seen.add((*list_public(first, exercise), *list_public(out.getvalue(), exercise)))
    assert len(seen) == 1


def test_what_a_second_window_learns_line_by_line_tells_nothing(tmp_path: Path) -> None:
    content = CONTENTS["impracticable-alliance"]
    played = play_pair(tmp_path, content, ORDERS["an undo"], {})
    for viewer in (OBSERVER, *list_other_roles(content)):
        told = set()
        for way, exercise in played.items():
            assert exercise.path is not None
            told.add(tuple(list_revisions(exercise.path, tmp_path / f"{way}-{viewer}.jsonl", viewer)))
        assert len(told) == 1, viewer


@pytest.mark.parametrize("facilitated", [True, False])
def test_bots_among_themselves_tell_nothing(monkeypatch: pytest.MonkeyPatch, facilitated: bool) -> None:
    choose_for_bot = Exercise.choose_for_bot
    told = {}
    for way in ("nothing", "declined", "countered"):

        def go(exercise: Exercise, who: str, way: str = way) -> tuple[str, Mapping[str, Any], str]:
            if exercise.find_pending() not in ("deal", "answer") or exercise.turn > 1:
                return choose_for_bot(exercise, who)
            offer = Seat(exercise, who).number_offers()[choose(exercise, who, way)]
            return offer.do, offer.fill(), ""

        monkeypatch.setattr(Exercise, "choose_for_bot", go)
        content, out = CONTENTS["impracticable-alliance"], io.StringIO()
        seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
        exercise = Exercise.begin(content, "short", seats, 3, None, facilitated=facilitated, clock=FakeClock())
        (play_demo if facilitated else play_headless)(exercise, Talk(io.StringIO(), out))
        told[way] = (out.getvalue(), len(exercise.lines))
    assert len({text for text, _ in told.values()}) == 1
    assert len({lines for _, lines in told.values()}) > 1


def test_a_role_that_can_only_pass_is_called_and_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = Exercise.list_offers
    monkeypatch.setattr(
        Exercise,
        "list_offers",
        lambda exercise, who: [
            one for one in every(exercise, who) if one.do == "pass" or exercise.find_pending() != "deal"
        ],
    )
    exercise = begin_secretly(CONTENTS["impracticable-alliance"], tmp_path, {})
    text = play_way(exercise, "nothing", ["quit"])
    passed = [line.role for line in exercise.standing if line.do == "pass"]
    assert sorted(passed) == ["cartel", "cell", "security"]
    private = " ".join(part for who, part in parts(text) if who in ("Cartel", "Terrorist cell"))
    assert private.count("Nothing waits for your decision now.") >= 2
    assert "1. Make no offer" not in private


def leave_held(folder: Path) -> tuple[Exercise, Path]:
    """A session that was left in a secret round, and the file with the decision that would end the round."""
    exercise = begin_secretly(CONTENTS["impracticable-alliance"], folder, {})
    text = play_way(exercise, "nothing", [], leaves=4)
    assert "Cartel, number" in text
    (kept,) = folder.glob("*.held")
    return exercise, kept


def count_asked(session: Path) -> int:
    """How many roles are asked for a decision of the round in a session that is resumed."""
    again = Exercise.resume(session, FakeClock())
    secret = SecretRound(again)
    asked = [role for role in again.list_waiting() if secret.is_asked(role)]
    again.close()
    return len(asked)


def test_a_decision_that_is_held_survives_a_crash(tmp_path: Path) -> None:
    exercise, kept = leave_held(tmp_path)
    assert exercise.path is not None
    again = Exercise.resume(exercise.path, FakeClock())
    done = again.execute(FACILITATOR, "rule", {"effects": {"violence": 1}, "closes": 2}, because="in between")
    assert isinstance(done, Done)
    asked = SecretRound(again)
    calls = []
    while called := asked.find_called():
        assert not asked.is_asked(called), "what was decided is decided"
        calls.append(called)
        asked.finish_call()
    assert set(calls) == {"cartel", "cell"}
    assert again.find_pending() != "deal"
    assert not kept.exists()
    again.close()


def test_no_decision_is_taken_from_a_file_of_something_else(tmp_path: Path) -> None:
    exercise, kept = leave_held(tmp_path)
    assert exercise.path is not None
    whole = kept.read_bytes()
    assert count_asked(exercise.path) == 0
    for other in (b"\xff", b"[" * 100_000, b"{}", whole.replace(b'"role"', b'"who"'), whole.replace(b"[", b"[7, ", 1),
                  whole.replace(b'"pass"', b'7'), whole.replace(b'"pass"', b'"plan"'),
                  whole.replace(b"2011-09-01", b"2011-09-02")):  # fmt: skip
        assert other != whole
        kept.write_bytes(other)
        assert count_asked(exercise.path) == 1, other
        assert not kept.exists()
    other_file = tmp_path / "elsewhere"
    other_file.write_bytes(whole)
    for plant in ("symlink_to", "hardlink_to"):
        getattr(kept, plant)(other_file)
        assert count_asked(exercise.path) == 1, plant
    assert other_file.read_bytes() == whole
