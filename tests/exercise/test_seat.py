"""The seat: its JSON is whole and changes with its revision, and holds nothing that its viewer may not know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.exercise.exercise_driver import act, begin, do, shipped_content, tiny_content, undo, until
from tests.exercise.play.test_result_reversal import planned, reveal
from tests.paths import DATA, ROOT
from tests.playing import Pick, by_bytes, by_seed, inline, inline_secret_pact, moderate
from tests.rules.test_secrets import scrambled
from tests.strategies import scripts
from wargame.content.load.loader import Content, load_content
from wargame.content.model.deck import Deck
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.exercise.seat_view import build_schema, parse_view
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.window import Window
from wargame.review.anonymise.given_names import find_names
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.refusal_text import format_refusal_sentence
from wargame.rules.told import CauseKind, list_moves
from wargame.session.fold import FoldedSession
from wargame.session.records import Note
from wargame.session.text.record_text import format_record

HIDDEN = ("track", "flag", "zone", "secret", "pile", "card", "coming", "queued", "front", "deal", "dealt", "left")
"""Kinds of column that tell nothing by whether somebody is asked, where they are hidden."""


@cache
def league_content() -> Content:
    return load_content(DATA / "league" / "scenarios" / "league.yaml")


def contents() -> list[Content]:
    return [tiny_content(), league_content(), shipped_content()]


def viewers(window: Window) -> tuple[str, ...]:
    return (*window.table.roles, OBSERVER, FACILITATOR)


def moments(pick: Pick) -> Iterator[Exercise]:
    """An exercise of one of the contents after each thing that people do, undos among them."""
    exercise = begin(content=contents()[pick(3)], seed=pick(1000), staged=pick(2) == 1)
    yield exercise
    while not exercise.over:
        act(exercise, pick, undos=True)
        yield exercise


@moderate(5)
@given(scripts)
def test_the_revision_changes_exactly_when_the_json_does(script: bytes) -> None:
    """A seat that is kept says the same as a new one at any moment."""
    pick = by_bytes(script)
    kept: dict[str, Seat] = {}
    known: dict[str, tuple[bytes, str]] = {}
    for exercise in moments(pick):
        for viewer in viewers(exercise):
            seat = kept.setdefault(viewer, Seat(exercise, viewer))
            said, revision = seat.dump_json(), seat.revision
            assert said == Seat(exercise, viewer).dump_json()
            if viewer in known:
                assert (known[viewer][0] == said) == (known[viewer][1] == revision)
            known[viewer] = said, revision


@moderate(3)
@given(scripts)
def test_the_json_holds_the_whole_view_and_fits_its_schema(script: bytes) -> None:
    pick, schema = by_bytes(script), Draft202012Validator(build_schema())
    for exercise in moments(pick):
        if pick(40) != 39 and not exercise.over:  # a schema takes long to hold against so much
            continue
        for viewer in viewers(exercise):
            seat = Seat(exercise, viewer)
            said = json.loads(seat.dump_json())
            schema.validate(said)
            assert said == json.loads(json.dumps(asdict(seat.build_view())))
            assert parse_view(seat.dump_json()) == seat.build_view()
        evaluator = Seat(exercise, EVALUATOR, "Ada")
        schema.validate(json.loads(evaluator.dump_json()))
        assert parse_view(evaluator.dump_json()) == evaluator.build_view()
        assert evaluator.build_view() == replace(Seat(exercise, OBSERVER).build_view(), viewer=EVALUATOR)


@pytest.mark.parametrize("place", [1, 2])
def test_a_view_of_a_session_in_play_is_read_back_from_its_json(place: int) -> None:
    past = PastSession.read(ROOT / "sessions" / "examples" / "by-hand.jsonl")
    past.go_to(past.last * place // 2)
    for viewer in viewers(past):
        view = Seat(past, viewer).build_view()
        assert parse_view(Seat(past, viewer).dump_json()) == view


def test_json_that_is_no_view_is_refused() -> None:
    said = Seat(until(begin(), "plan"), OBSERVER).dump_json()
    for wrong in (b"{}", said.replace(b'"kind":"turn_began"', b'"kind":"turn_ended"'), said[:-1]):
        with pytest.raises(ValueError, match="validation error"):
            parse_view(wrong)


@moderate(8)
@given(scripts, scripts)
def test_what_is_hidden_from_a_viewer_changes_nothing_in_its_seat(script: bytes, other: bytes) -> None:
    pick, pick_other = by_bytes(script), by_bytes(other)
    for exercise in moments(pick):
        if exercise.over or pick(8):
            continue
        for viewer in (*exercise.table.roles, OBSERVER):
            name = EVALUATOR if viewer == OBSERVER and pick_other(2) else viewer  # who sees what the room sees
            row = scrambled(exercise.table, exercise.build_view(FACILITATOR), viewer, pick_other, HIDDEN)
            folded = FoldedSession(
                exercise.header, [*exercise.lines], [*exercise.standing], row=row, pinned=exercise.content
            )
            seat = Seat(Window(folded, exercise.table), name, "Ada")
            expected = Seat(Window(_fold_again(exercise), exercise.table), name, "Ada")
            assert seat.dump_json() == expected.dump_json()
            assert seat.revision == expected.revision


def _fold_again(exercise: Exercise) -> FoldedSession:
    row = exercise.build_view(FACILITATOR)
    return FoldedSession(exercise.header, [*exercise.lines], [*exercise.standing], row=row, pinned=exercise.content)


def secret_content() -> Content:
    """Ants and bees may make a pact that the crows know nothing of."""
    return _wrap(inline_secret_pact())


def _wrap(table: ContentTable) -> Content:
    """The content of a table that was written in a test."""
    head = {"format": 1, "id": "weather", "title": "Weather", "about": "Cards.", "scenario": "meadow"}
    cards = [card.model_dump(by_alias=True, exclude_unset=True) for card in table.cards]
    return Content(table.scenario, (Deck.model_validate(head | {"cards": cards}),), ())


def test_a_secret_offer_and_its_answer_show_in_no_other_seat() -> None:
    """Three ways through the secret part of the deal phase; afterwards the others' seats are equal to the byte."""
    ways: list[list[tuple[str, str, dict[str, Any]]]] = [
        [("ants", "pass", {}), ("bees", "pass", {})],
        [("ants", "offer", {"form": "pact"}), ("bees", "accept", {}), ("bees", "pass", {})],
        [("ants", "offer", {"form": "pact"}), ("bees", "decline", {}), ("bees", "pass", {})],
    ]
    seen: list[list[bytes]] = []
    for way in ways:
        exercise = begin(content=secret_content(), length="only")
        do(exercise, "crows", "pass")
        shown = [Seat(exercise, viewer).dump_json() for viewer in ("crows", OBSERVER)]
        for who, verb, args in way:
            do(exercise, who, verb, **args)
            if exercise.phase == "deal":  # still in secret: nothing may move
                assert [Seat(exercise, viewer).dump_json() for viewer in ("crows", OBSERVER)] == shown
        for step in ("plan", "close"):
            until(exercise, step)
            shown += [Seat(exercise, viewer).dump_json() for viewer in ("crows", OBSERVER)]
        seen.append(shown)
    assert seen[0] == seen[1] == seen[2]


def test_a_viewer_that_nobody_is_has_no_seat() -> None:
    with pytest.raises(ValueError, match="nobody"):
        Seat(begin(), "nobody")


def test_commands_of_a_seat_are_carried_out_for_its_viewer() -> None:
    exercise = until(begin(), "plan")
    role = exercise.list_waiting()[0]
    seat = Seat(exercise, role)
    offer = exercise.list_offers(role)[0]
    before = seat.revision
    assert seat.find_asked().mine
    assert isinstance(seat.do(offer.do, offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}), "why"), Done)
    assert exercise.standing[-1].role == role
    assert exercise.standing[-1].because == "why"
    assert not seat.find_asked().mine
    assert seat.revision != before


def test_changes_of_numbers_that_a_viewer_may_not_see_are_counted_and_not_named() -> None:
    exercise = begin(content=shipped_content())
    hidden = next(column for column in exercise.table.columns if column.is_track and column.seen)
    other = next(role for role in exercise.table.roles if role not in (hidden.seen or ()))
    assert Seat(exercise, other).name_moves({hidden.name: 1}) == ((), 1)
    (move,), rest = Seat(exercise, FACILITATOR).name_moves({hidden.name: 1})
    assert (move.label, move.by, rest) == (hidden.label, 1, 0)


def test_the_facilitator_alone_reads_which_results_can_be_overruled() -> None:
    exercise = begin(content=shipped_content(), seed=3)
    pick = by_seed(3)
    while not exercise.over and exercise.find_pending() != "close":
        act(exercise, pick)
    chair = Seat(exercise, FACILITATOR)
    assert chair.list_reversible()
    assert all(not Seat(exercise, role).list_reversible() for role in exercise.table.roles)


def test_the_last_decision_of_people_is_found_by_its_place_in_the_log() -> None:
    exercise = until(begin(), "plan")
    chair = Seat(exercise, FACILITATOR)
    role = exercise.list_waiting()[0]
    offer = exercise.list_offers(role)[0]
    done = Seat(exercise, role).do(offer.do, offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}))
    assert isinstance(done, Done)
    assert chair.find_last_own() == chair.find_last_own(role) == done.n
    assert chair.find_last_own(exercise.list_waiting()[0]) < done.n


def test_the_facilitator_writes_records_through_the_seat() -> None:
    exercise = until(begin(), "plan")
    chair = Seat(exercise, FACILITATOR)
    role = exercise.list_waiting()[0]
    offer = exercise.list_offers(role)[0]
    plan = Seat(exercise, role).do(offer.do, offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}), "why")
    assert isinstance(plan, Done)
    for verb, args, because in (
        ("note", {"text": "They wait."}, ""),
        ("bookmark", {}, ""),
        ("amend", {"line": plan.n}, "It was late."),
        ("pause", {}, ""),
        ("resume", {}, ""),
        ("seat", {"role": role, "seat": "bot:doctrine"}, "She had to leave."),
        ("undo", {"to": plan.n - 1}, "a slip of the hand"),
    ):
        assert isinstance(chair.do(verb, args, because), Done), verb
        assert chair.list_file_lines()[-1].kind == verb
    assert not exercise.is_standing(plan.n)
    assert chair.find_role(role).seat == "bot:doctrine"
    seen = chair.do("undo", {"to": 2}, "from the beginning")
    assert isinstance(seen, Refusal)
    assert (seen.code, bool(seen.seen)) == (RefusalCode.SEEN, True)
    assert isinstance(chair.do("undo", {"to": 2, "confirmed": True}, "from the beginning"), Done)


def test_records_that_make_no_sense_are_refused_and_not_written() -> None:
    exercise = until(begin(), "plan")
    chair, before = Seat(exercise, FACILITATOR), len(exercise.lines)
    for verb, args, code in (
        ("undo", {}, RefusalCode.WRONG_ARGUMENTS),
        ("undo", {"to": True}, RefusalCode.WRONG_TYPE),
        ("note", {"text": " "}, RefusalCode.NO_WORDS),
        ("note", {"text": "x", "kind": "rumour"}, RefusalCode.WRONG_VALUE),
        ("note", {"text": "x", "objective": "peace"}, RefusalCode.NO_OBJECTIVE),
        ("amend", {"line": 9999}, RefusalCode.NO_DECISION),
        ("pause", {"minutes": 3}, RefusalCode.WRONG_ARGUMENTS),
        ("seat", {"role": "nobody", "seat": "people"}, RefusalCode.NO_ROLE),
        ("seat", {"role": exercise.table.roles[0], "seat": "cat"}, RefusalCode.NO_SEAT),
    ):
        refusal = chair.do(verb, args, "so it is")
        assert isinstance(refusal, Refusal)
        assert refusal.code == code, (verb, args)
        assert format_refusal_sentence(refusal)
    for viewer in (*exercise.table.roles, OBSERVER):
        assert isinstance(Seat(exercise, viewer).do("note", {"text": "We are right."}), Refusal)
    assert len(exercise.lines) == before


def test_an_evaluator_writes_observations_under_a_name_and_nothing_else(tmp_path: Path) -> None:
    exercise = until(begin(tmp_path), "plan")
    with pytest.raises(ValueError, match="name"):
        Seat(exercise, EVALUATOR)
    seat, room = Seat(exercise, EVALUATOR, "Ada Okoye"), Seat(exercise, OBSERVER)
    role = exercise.list_waiting()[0]
    assert not seat.find_asked().mine
    for verb, args in (("plan", {"action": "hold"}), ("undo", {"to": 1}), ("pause", {}), ("next", {})):
        assert isinstance(seat.do(verb, args, "please"), Refusal)
    told = room.dump_json(), Seat(exercise, role).dump_json()
    assert isinstance(seat.do("note", {"text": "They asked first.", "kind": "strength"}), Done)
    assert (room.dump_json(), Seat(exercise, role).dump_json()) == told
    assert seat.list_file_lines() == ()
    record = Seat(exercise, FACILITATOR).list_file_lines()[-1].record
    assert record is not None
    assert format_record(record) == "Strength by Ada Okoye: They asked first."
    exercise.close()
    assert exercise.path is not None
    (line,) = PastSession.read(exercise.path).list_records(Note)
    assert (line.by, line.kind) == ("Ada Okoye", "strength")
    assert any(name.text.casefold() == "ada okoye" for name in find_names(exercise.path)), (
        "a report can be without the name"
    )


def test_a_note_in_two_taps_is_put_in_words_and_taken_back_by_who_made_it() -> None:
    exercise = until(begin(), "plan")
    seat, other = Seat(exercise, EVALUATOR, "Ada"), Seat(exercise, EVALUATOR, "Ben")
    tapped = seat.do("note", {"text": "", "kind": "improvement", "about": "A card"}, key="first-key")
    again = seat.do("note", {"text": "", "kind": "improvement", "about": "A card"}, key="first-key")
    assert isinstance(tapped, Done)
    assert again == tapped
    (noted,) = seat.list_own_notes()
    assert (noted.by, noted.text, noted.about, noted.doubted) == ("Ada", "", "A card", False)
    put = {"text": "They asked late.", "kind": "improvement", "amends": noted.line}
    assert isinstance(other.do("note", put), Refusal), "it is not Ben's"
    assert isinstance(seat.do("note", put), Done)
    assert [(one.line, one.text) for one in seat.list_own_notes()] == [(noted.line, "They asked late.")]
    assert other.list_own_notes() == []
    parts = Seat(exercise, FACILITATOR).list_debrief_parts("ratings")
    assert any("They asked late. (Ada)" in str(part) for part in parts)
    assert isinstance(seat.do("note", {"text": "", "amends": noted.line}), Done)
    assert seat.list_own_notes() == []
    assert isinstance(seat.do("note", {"text": "", "kind": "note"}), Refusal)


def test_teams_answer_for_themselves_once_the_exercise_is_over() -> None:
    exercise = until(begin(), "plan")
    role, other = list(exercise.table.roles)[:2]
    plus = {"stage": "plus-delta", "kind": "plus", "role": role, "question": "again", "text": "Asking first."}
    assert isinstance(Seat(exercise, role).do("debrief", plus), Refusal)
    assert Seat(exercise, role).list_own_answers("plus-delta") == []
    while not exercise.over:
        act(exercise, lambda n: 0)
    seat = Seat(exercise, role)
    assert isinstance(Seat(exercise, other).do("debrief", plus), Refusal), "each team speaks for itself"
    assert isinstance(Seat(exercise, OBSERVER).do("debrief", plus), Refusal)
    assert isinstance(seat.do("debrief", {**plus, "stage": "why", "question": "why"}), Refusal)
    done = seat.do("debrief", plus, key="plus-key")
    assert isinstance(done, Done)
    assert seat.do("debrief", plus, key="plus-key") == done
    assert isinstance(Seat(exercise, other).do("debrief", {"text": "", "amends": done.n}), Refusal)
    ((asked, said), (_, unsaid)) = seat.list_own_answers("plus-delta")
    assert (asked.question, [one.text for one in said], unsaid) == ("again", ["Asking first."], [])
    all_ask = Seat(exercise, EVALUATOR, "Ada").list_own_answers("take-aways")
    assert [prompt.question for prompt, _ in all_ask] == ["one-more-sentence", "the-exercise"]


def test_a_seat_of_the_room_or_of_a_replay_decides_nothing() -> None:
    exercise = until(begin(), "plan")
    role = exercise.list_waiting()[0]
    before = len(exercise.lines)
    past = PastSession.build_from_window(exercise)
    for seat in (Seat(exercise, OBSERVER), Seat(past, role)):
        assert isinstance(seat.do("plan", {"action": "hold"}), Refusal)
    assert len(exercise.lines) == before


def test_the_seat_of_a_replay_is_as_the_seat_was_then() -> None:
    exercise = begin(content=league_content(), seed=3)
    pick = by_seed(3)
    then: dict[int, dict[str, bytes]] = {}
    while not exercise.over and len(exercise.lines) < 60:
        act(exercise, pick, undos=True)
        then[len(exercise.lines) + 1] = {viewer: Seat(exercise, viewer).dump_json() for viewer in viewers(exercise)}
    past = PastSession.build_from_window(exercise)
    seats = {viewer: Seat(past, viewer) for viewer in viewers(exercise)}
    for n, shown in then.items():
        past.go_to(n)
        for viewer, said in shown.items():
            again, before = json.loads(seats[viewer].dump_json()), json.loads(said)
            del again["position"]["recorded"], before["position"]["recorded"]
            assert again == before


@moderate(5)
@given(scripts)
def test_what_an_offer_would_bring_is_what_it_brings(script: bytes) -> None:
    """Of an option that needs no dice, the numbers come to what its outlook said, where nothing else moves them."""
    pick = by_bytes(script)
    for exercise in moments(pick):
        asked = Seat(exercise, FACILITATOR).find_asked()
        if asked.kind != "respond":
            continue
        seat = Seat(exercise, asked.who[0])
        known = seat.build_view().offers[pick(len(seat.list_offers()))]
        assert all(1 <= len(outlook.outcomes) <= 2 for outlook in known.outlooks)
        shifts = {s.number.name: s.after for s in known.outlooks[0].outcomes[0].shifts if s.after is not None}
        if len(known.outlooks[0].outcomes) == 1:
            assert isinstance(seat.do(known.offer.do, known.offer.fill()), Done)
            told = [one for _, entry in seat.list_log(seat.place - 1) for one in entry.told]
            moved = {move.number for one in told for move in list_moves(one)}
            now = {number.id: number.now for number in seat.list_numbers()}
            assert all(now.get(name, after) == after for name, after in shifts.items() if name in moved)


def test_a_number_says_why_it_last_rose_and_fell() -> None:
    exercise = begin()
    for value, why in ((6, "first"), (2, "then"), (4, "last")):
        do(exercise, FACILITATOR, "set", why, number="fear", value=value)
    moves = [move for move in Seat(exercise, OBSERVER).list_last_moves() if move.number == "fear"]
    assert [move.rose for move in moves] == [False, True]
    assert all(move.cause is not None and move.cause.kind == CauseKind.SET for move in moves)


def test_the_log_says_what_followed_from_bots_alone() -> None:
    exercise = begin(seats={"town": "bot:random"})
    offer = exercise.list_offers("ring")[0]
    do(exercise, "ring", offer.do, **offer.fill())
    exercise.play_bots(limit=1)
    log = [entry for _, entry in Seat(exercise, OBSERVER).list_log()]
    assert log[-1].bot == "random"
    assert [entry.by_people for entry in log] == [True, True, False]


@pytest.mark.parametrize("seed", range(3))
def test_the_log_of_a_third_party_does_not_say_that_people_answered_in_secret(seed: int) -> None:
    """The bees are people, who answer and pass in secret before the bot of the crows plans."""
    bots = {"ants": "bot:random", "crows": "bot:random"}
    exercise = begin(content=secret_content(), length="only", seats=bots, seed=seed)
    exercise.play_bots()
    while exercise.phase == "deal":
        do(exercise, "bees", exercise.list_offers("bees")[0].do)
        exercise.play_bots()
    log = [entry for _, entry in Seat(exercise, "crows").list_log()]
    assert [entry.phase for entry in log] == ["setup", "deal", "plan"]
    assert [entry.by_people for entry in log] == [True, False, False]


def test_who_is_no_party_to_a_deal_reads_no_change_of_a_number_that_is_not_theirs() -> None:
    honey = {"honey": "+1", "grain": "-1"}
    form = {"id": "trade", "title": "Trade", "text": "Terms.", "between": ["ants", "bees"], "each": honey}
    table = inline(deals=[form])
    exercise = begin(content=_wrap(table), length="only")
    do(exercise, "ants", "offer", form="trade")
    do(exercise, "bees", "accept")
    for viewer, numbers in (("ants", {"honey", "grain"}), (OBSERVER, {"grain"})):
        (deal,) = Seat(exercise, viewer).list_deals()
        assert {change.number.name for change in deal.terms.each.success} == numbers


def test_the_facilitator_alone_reads_times_and_notes() -> None:
    exercise = until(begin(), "plan")
    for viewer in viewers(exercise):
        seat = Seat(exercise, viewer)
        assert (seat.find_clock().spent is not None) == (viewer == FACILITATOR)
        assert (seat.find_notes() is not None) == (viewer == FACILITATOR)


def test_the_facilitator_alone_reads_what_turns_a_result(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="lean@docks", town="reassure")
    reveal(exercise, "ring", 2)
    assert Seat(exercise, FACILITATOR).compute_reversal("ring")
    assert not any(Seat(exercise, who).compute_reversal("ring") for who in viewers(exercise) if who != FACILITATOR)


def test_the_facilitator_alone_reads_every_line_undone_ones_too() -> None:
    exercise = begin()
    n = do(exercise, FACILITATOR, "set", "a slip", number="fear", value=6)
    undo(exercise, n - 1)
    exercise.note("Seen.", kind="strength")
    lines = Seat(exercise, FACILITATOR).list_file_lines()
    assert [line.number for line in lines] == [line.n for line in exercise.lines]
    assert [(line.kind, line.undone) for line in lines[-3:]] == [("set", True), ("undo", False), ("note", False)]
    assert lines[-1].record is not None
    assert lines[-1].record.text == "Seen."
    assert not lines[-3].told
    assert not Seat(exercise, OBSERVER).list_file_lines()


def test_a_cover_is_all_that_others_see_of_a_plan_at_every_stage() -> None:
    content = tiny_content()
    scenario = content.scenario
    acts = [
        one.model_copy(update={"cover": "Read the papers"}) if one.id == "raid" else one for one in scenario.actions
    ]
    covered = replace(content, scenario=scenario.model_copy(update={"actions": acts}))
    exercise = begin(content=covered, staged=True)
    do(exercise, FACILITATOR, "set", number="purse", value=5)
    do(exercise, FACILITATOR, "set", number="files", value=4)
    until(exercise, "plan")
    do(exercise, "town", "plan", action="raid")
    do(exercise, "ring", "plan", action="wait")
    while exercise.find_pending() != "close":
        do(exercise, FACILITATOR, exercise.find_pending())
        for viewer in ("ring", OBSERVER):
            seen = Seat(exercise, viewer).dump_json().decode()
            assert "Read the papers" in seen
            assert not [word for word in ("Open the books", "raid", "Take the case") if word in seen]
    assert "Open the books" in Seat(exercise, "town").dump_json().decode()


def test_a_card_that_speaks_to_one_role_names_it_to_everybody_else() -> None:
    """*It does not suit you* on the wall: the room has to know who is meant."""
    exercise = next(
        one for one in (begin(content=shipped_content(), seed=seed) for seed in range(9)) if _find_asking(one)
    )
    asked = _find_asking(exercise)
    own = Seat(exercise, asked).find_cards().now
    assert own is not None
    assert not own.text.startswith("To ")
    name = exercise.table.scenario.roles[asked].name
    for viewer in viewers(exercise):
        seat = Seat(exercise, viewer)
        shown = seat.find_cards().now
        assert shown is not None
        text = own.text if viewer == asked else f"To {name}: {own.text}"
        assert (shown.text, seat.find_card(own.id).text) == (text, text)


def _find_asking(exercise: Exercise) -> str:
    """The role that the card on the table asks; empty without one."""
    card = Seat(exercise, OBSERVER).find_cards().now
    return card.role if card is not None else ""
