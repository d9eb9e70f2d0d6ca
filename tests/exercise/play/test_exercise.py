"""An exercise as a front end meets it: seats, clocks, dice in the hand, records, undo, powers and practice."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import (
    FakeClock,
    begin,
    do,
    file_of,
    find_command,
    meadow_content,
    number,
    objects,
    play_out,
    shipped_content,
    step,
    tiny_content,
    turns_of,
    undo,
    until,
)
from tests.playing import by_seed, thrown
from wargame.exercise.play.clock import Stopwatch
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import parse_throw
from wargame.exercise.play.sanitize import clean
from wargame.exercise.play.seats import SeatError, find_bot_name, list_people_roles, parse_seat, parse_seats
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import FACILITATOR
from wargame.rules.refusal import Refusal
from wargame.rules.text.event_text import format_told
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.told import Rolled
from wargame.session.events import RecordedDraw
from wargame.session.line_reading import write_line
from wargame.session.records import Amendment, Bookmark, Note, SeatChange
from wargame.session.verify import verify

ROLES = ["ring", "town"]


def resumed(exercise: Exercise) -> Exercise:
    exercise.close()
    assert exercise.path is not None
    return Exercise.resume(exercise.path, FakeClock())


# Seats


def test_seats_are_read_from_what_was_typed() -> None:
    assert parse_seats([], ROLES) == {"ring": "people", "town": "people"}
    assert parse_seats(["town=bot"], ROLES) == {"ring": "people", "town": "bot:doctrine"}
    assert parse_seats(["town=bot:random", "ring=people"], ROLES) == {"ring": "people", "town": "bot:random"}
    assert parse_seats(["town=bot:doctrine:bold"], ROLES)["town"] == "bot:doctrine:bold"
    assert parse_seats(["town=people"], ROLES, "bot:random") == {"ring": "bot:random", "town": "people"}
    assert list_people_roles({"ring": "people", "town": "bot:random"}) == ["ring"]
    assert find_bot_name("bot:doctrine:bold") == "doctrine:bold"
    assert find_bot_name("people") is None
    assert find_bot_name("botond and kim") is None, "a name that begins like bot is nobody's bot"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("town", r"'town' is no seat; write ROLE=people or ROLE=bot\[:NAME\]"),
        ("twon=bot", "there is no role 'twon'; the roles are ring, town; did you mean 'town'"),
        ("town=robot", "'robot' cannot take a seat; write people, bot, or bot:NAME"),
        ("town=", "'' cannot take a seat"),
        ("town=people:kim", "'people:kim' cannot take a seat"),
        ("town=bot:clever", "clever"),
        ("=bot", "there is no role ''"),
    ],
)
def test_a_seat_that_cannot_be_filled_says_what_can(asked: str, said: str) -> None:
    with pytest.raises(SeatError, match=said):
        parse_seats([asked], ROLES)


def test_an_exercise_refuses_an_unknown_bot_before_it_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(SeatError, match="clever"):
        begin(tmp_path, seats={"town": "bot:clever"})
    assert not list(tmp_path.iterdir())


def test_bots_fill_their_seats_and_wait_for_people() -> None:
    exercise = begin(seats={"town": "bot:doctrine"})
    while not exercise.over:
        for n in exercise.play_bots():
            line = find_command(exercise, n)
            assert (line.role, line.by, line.seconds) == ("town", "bot:doctrine", 0.0)
            assert line.because, "a bot says why"
        if exercise.over:
            break
        assert "town" not in exercise.list_waiting()
        step(exercise, by_seed(len(exercise.lines)), powers=False)
    assert {line.by for line in exercise.standing if line.role == "town"} == {"bot:doctrine"}
    with pytest.raises(ValueError, match="no bot plays ring"):
        exercise.play_bot("ring")


def test_bots_alone_play_without_a_facilitator(tmp_path: Path) -> None:
    exercise = begin(tmp_path, seats=dict.fromkeys(ROLES, "bot:doctrine"), facilitated=False)
    exercise.play_bots()
    assert exercise.over
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact"


def test_a_role_handed_to_a_bot_and_back_stays_so_after_a_break(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    exercise.hand_over("town", "bot:random", "The council has gone to lunch.")
    assert exercise.seats == {"ring": "people", "town": "bot:random"}
    exercise = resumed(exercise)
    assert exercise.seats == {"ring": "people", "town": "bot:random"}
    assert len(exercise.play_bots()) == 1
    exercise.hand_over("town", "people")
    exercise.hand_over("ring", "bot")
    exercise = resumed(exercise)
    assert exercise.seats == {"ring": "bot:doctrine", "town": "people"}
    with pytest.raises(SeatError):
        exercise.hand_over("town", "robot")
    with pytest.raises(KeyError):
        exercise.hand_over("council", "people")
    records = exercise.list_records(SeatChange)
    assert [(line.role, line.seat) for line in records] == [
        ("town", "bot:random"),
        ("town", "people"),
        ("ring", "bot:doctrine"),
    ]


def test_bots_decide_alike_before_and_after_a_break(tmp_path: Path) -> None:
    def run(folder: Path, breaks: bool) -> list[Any]:
        exercise = begin(folder, seats=dict.fromkeys(ROLES, "bot:random"))
        while not exercise.over:
            if breaks:
                exercise = resumed(exercise)
            exercise.play_bots(limit=1)
            if not exercise.over and exercise.list_waiting() == (FACILITATOR,):
                do(exercise, FACILITATOR, exercise.find_pending())
        exercise.close()
        return [(line.do, line.args, line.events) for line in exercise.standing]

    assert run(tmp_path / "one", False) == run(tmp_path / "other", True)


# Time


def test_seconds_count_from_the_last_decision_without_pauses(tmp_path: Path) -> None:
    clock = FakeClock()
    exercise = until(begin(tmp_path, clock=clock), "plan")
    clock.wait(30)
    exercise.note("A quiet start.")
    clock.wait(10)
    exercise.pause()
    assert exercise.paused
    clock.wait(600)
    exercise.go_on()
    clock.wait(5)
    n = do(exercise, "ring", "plan", action="wait")
    assert find_command(exercise, n).seconds == 45.0
    clock.wait(7.25)
    n = do(exercise, "town", "plan", action="reassure")
    assert find_command(exercise, n).seconds == 7.2
    clock.wait(3)
    assert exercise.compute_seconds_spent() == pytest.approx(55.2)


def test_a_decision_made_during_a_pause_takes_no_time_after_it() -> None:
    clock = FakeClock()
    exercise = until(begin(clock=clock), "plan")
    clock.wait(20)
    exercise.pause()
    clock.wait(100)
    n = do(exercise, "ring", "plan", action="wait")
    assert find_command(exercise, n).seconds == 20.0
    clock.wait(100)
    assert exercise.paused
    assert exercise.compute_seconds_spent() == 20.0
    exercise.go_on()
    clock.wait(4)
    assert exercise.compute_seconds_spent() == 24.0


def test_a_pause_outlasts_a_break(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    exercise.pause()
    exercise = resumed(exercise)
    assert exercise.paused
    exercise.go_on()
    assert not resumed(exercise).paused


def test_a_stopwatch_never_runs_backwards() -> None:
    clock = FakeClock()
    watch = Stopwatch(clock)
    clock.wait(-5)
    assert watch.compute_elapsed() == 0.0


# Records


def test_notes_bookmarks_and_better_reasons_are_kept_beside_the_commands(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    row = exercise.build_view(FACILITATOR)
    n = do(exercise, "ring", "plan", because="It pays.", action="wait")
    exercise.note("They asked for the odds first.", kind="strength", objective="cost", hat="white cell")
    exercise.bookmark("the first promise")
    assert exercise.amend(n, "It pays, and it is quiet.") == n + 3
    refused = exercise.amend(2000, "nothing")
    assert isinstance(refused, Refusal)
    assert format_refusal(refused) == "line 2000 is no decision that stands"
    exercise = resumed(exercise)
    (note,), (mark,) = exercise.list_records(Note), exercise.list_records(Bookmark)
    (amended,) = exercise.list_records(Amendment)
    assert note.text == "They asked for the odds first."
    assert (note.kind, note.objective, note.hat) == ("strength", "cost", "white cell")
    assert (note.turn, note.phase) == (1, "plan")
    assert mark.text == "the first promise"
    assert (amended.line, amended.because) == (n, "It pays, and it is quiet.")
    assert find_command(exercise, n).because == "It pays.", "the first reason stays"
    undo(exercise, n - 1)
    assert exercise.build_view(FACILITATOR) == row
    assert isinstance(exercise.amend(n, "of a decision that was undone"), Refusal)


def test_a_decision_keeps_its_reason_its_words_who_spoke_and_what_else_was_open(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    open_then = {offer.name for offer in exercise.list_offers("ring")}
    because, said = "  Not\x1b[31m yet.\r\n ", {"aside": ["a\u202eb"]}
    exercise.execute("ring", "plan", {"action": "wait"}, because=because, by="Kim", said=said)
    line = exercise.standing[-1]
    assert line.because == "Not[31m yet."
    assert line.by == "Kim"
    assert line.said == {"aside": ["ab"]}
    assert set(line.not_taken or ()) == open_then - {"wait"}
    assert "hat" not in write_line(line)


def test_what_people_type_is_made_safe_and_bounded() -> None:
    assert clean("a\x00b\x1b[2Jc\u202ed\u2066e\ufefff\ud800g") == "ab[2Jcdefg"
    assert clean("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert clean("[/bold] <b>&amp; [red]") == "[/bold] <b>&amp; [red]"
    assert clean("ä" * 3000) == "ä" * 1999 + "…"
    assert clean("👩‍🏫 ¿Qué? Ünï") == "👩‍🏫 ¿Qué? Ünï"


# Dice in the hand


def test_real_dice_and_paper_cards_are_asked_for_and_typed_in(tmp_path: Path) -> None:
    exercise = begin(tmp_path, dice="typed", begun=False)
    with pytest.raises(DrawNeeded) as card:
        exercise.execute(FACILITATOR, "begin")
    assert card.value.cards, "the cards that may come, by id"
    assert exercise.lines == [], "nothing has happened yet"
    exercise.type_in(card.value.address, card.value.cards.index("letters"))
    while True:
        try:
            do(exercise, FACILITATOR, "begin")
            break
        except DrawNeeded as need:
            exercise.roll_for_me(need)
    table = exercise.table
    current = table.entries[number(exercise, table.columns[table.at.current].name) - 1]
    assert table.cards[current].id == "letters"
    until(exercise, "reveal", ring="lean@docks", town="inquire")
    row = exercise.build_view(FACILITATOR)
    throws = {"roll/town": 12, "roll/ring": 2}
    asked = []
    while True:
        try:
            do(exercise, FACILITATOR, "reveal")
            break
        except DrawNeeded as need:
            assert exercise.build_view(FACILITATOR) == row, "asking for dice changes nothing"
            asked.append(need.address.slot)
            exercise.type_in(need.address, thrown(throws[need.address.slot]))
    assert asked == ["roll/town", "roll/ring"]
    told = [told for told in exercise.list_told(exercise.lines[-1].n, "observer") if isinstance(told, Rolled)]
    assert [one.roll.dice for one in told] == [(6, 6), (1, 1)]
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"


def test_a_typed_sum_is_told_without_dice_that_nobody_threw(tmp_path: Path) -> None:
    exercise = begin(tmp_path, dice="typed", begun=False)

    def type_all(act: Callable[[], object]) -> None:
        while True:
            try:
                act()
                return
            except DrawNeeded as need:
                throw = parse_throw("9" if need.address.slot == "roll/town" else "4 3")
                letters = need.cards.index("letters") if "letters" in need.cards else 0  # it rolls no dice
                exercise.type_in(need.address, letters if need.cards else throw.got, summed=throw.summed)

    type_all(lambda: do(exercise, FACILITATOR, "begin"))
    until(exercise, "reveal", ring="lean@docks", town="inquire")
    type_all(lambda: do(exercise, FACILITATOR, "reveal"))
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).format_line() == "exact, open"
    again = Exercise.resume(exercise.path)
    rolls = [told for told in again.list_told(again.lines[-1].n, "observer") if isinstance(told, Rolled)]
    assert [one.roll.dice for one in rolls] == [(9,), (4, 3)]
    said = [format_told(one) for one in rolls]
    assert "(odds not known to all): 9: success" in said[0], "no dice that nobody threw"
    assert "4 + 3 = 7" in said[1]
    again.close()
    recorded = [json.loads(line) for line in exercise.path.read_text(encoding="utf-8").splitlines()]
    draws = {event["draw"]: event for event in recorded[-1]["events"] if "draw" in event}
    assert draws["roll/town"]["typed"] == "sum"
    assert "typed" not in draws["roll/ring"]


def test_the_computer_throws_what_the_seed_says(tmp_path: Path) -> None:
    seeded = begin(tmp_path / "seeded")
    for _ in turns_of(seeded, by_seed(6), powers=False):
        pass
    typed = begin(tmp_path / "typed", dice="typed", begun=False)
    for line in seeded.standing:
        while True:
            try:
                typed.execute(line.role, line.do, line.args, because=line.because)
                break
            except DrawNeeded as need:
                typed.roll_for_me(need)
    assert [line.events for line in typed.standing] == [line.events for line in seeded.standing]


# Practice


def test_practice_is_recorded_nowhere_and_leaves_the_exercise_alone(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    exercise.hand_over("town", "bot:random")
    assert exercise.path is not None
    data, row, header = exercise.path.read_bytes(), exercise.build_view(FACILITATOR), copy.deepcopy(exercise.header)
    practice = exercise.practise(seed=99)
    assert not practice.recorded
    assert practice.path is None
    assert practice.turn == 1
    assert practice.seats == exercise.seats
    practice.hand_over("ring", "bot:doctrine")
    practice.note("nothing")
    practice.play_bots()
    while not practice.over:
        if FACILITATOR in practice.list_waiting():
            step(practice, by_seed(1), powers=False)
        practice.play_bots()
    practice.close()
    assert exercise.path.read_bytes() == data
    assert exercise.build_view(FACILITATOR) == row
    assert exercise.header == header
    assert exercise.seats == {"ring": "people", "town": "bot:random"}
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([exercise.path.name, f"{exercise.path.name}.lock"])


def test_practice_with_typed_dice_throws_its_own(tmp_path: Path) -> None:
    exercise = begin(tmp_path, dice="typed", begun=False)
    practice = exercise.practise(seed=99)
    play_out(practice)
    assert practice.over
    (header,) = objects(file_of(exercise))
    assert header | {"content": {}} == write_line(exercise.header)


def test_another_seed_deals_other_luck() -> None:
    def draws(seed: int) -> list[int]:
        exercise = play_out(begin(seed=seed), 1)
        return [event.got for line in exercise.standing for event in line.events if isinstance(event, RecordedDraw)]

    assert draws(7) == draws(7)
    assert draws(7) != draws(8)


# Views


def test_what_moved_this_turn_counts_the_card_and_all_that_came_after(tmp_path: Path) -> None:
    exercise = until(begin(content=meadow_content(), length="only"), "plan")
    table = exercise.table
    before, now = exercise.build_turn_start_view("observer"), exercise.build_view("observer")
    grain = table.index["grain"]
    assert (before[grain], now[grain]) == (5, 6), "the card has added one this turn"


def test_what_moved_this_turn_starts_anew_each_turn() -> None:
    exercise = until(begin(seed=4), "next")
    fear = exercise.table.index["fear"]
    do(exercise, FACILITATOR, "set", number="fear", value=9)
    do(exercise, FACILITATOR, "next")
    started = exercise.build_turn_start_view("observer")
    assert started[fear] == 9
    if exercise.standing[-1].events:
        moved = sum(e.after - e.before for e in exercise.standing[-1].events.iter_changes() if e.what == "fear")
        assert exercise.build_view("observer")[fear] - started[fear] == moved


def test_a_refusal_changes_nothing_and_writes_nothing(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path, content=shipped_content()), "plan")
    assert exercise.path is not None
    data, row = exercise.path.read_bytes(), exercise.build_view(FACILITATOR)
    tries: list[tuple[str, str, dict[str, Any]]] = [
        ("cartel", "plan", {"action": "nothing"}),
        ("cartel", "plan", {}),
        ("cartel", "fly", {}),
        ("nobody", "plan", {"action": "hold"}),
        ("cartel", "estimate", {"percent": 50}),
        (FACILITATOR, "reveal", {}),
        (FACILITATOR, "set", {"number": "violence", "value": 99}),
        (FACILITATOR, "inject", {"card": "no-such-card"}),
    ]
    for who, verb, args in tries:
        refused = exercise.execute(who, verb, args, because="because")
        assert isinstance(refused, Refusal), (who, verb, args)
        assert len(format_refusal(refused)) > 10
    assert exercise.path.read_bytes() == data
    assert exercise.build_view(FACILITATOR) == row


def test_check_seat_gives_the_full_form() -> None:
    assert [parse_seat(seat) for seat in ("people", "bot", "bot:random", "bot:")] == [
        "people", "bot:doctrine", "bot:random", "bot:doctrine",
    ]  # fmt: skip
    assert tiny_content().scenario.roles.keys() == set(ROLES)
