"""What is written down from devices: notes of evaluators in two taps, and what teams say in the debrief."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.devices.device_setup import Device, Room
from tests.devices.test_room import play_to
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.records import DebriefAnswer, Note
from wargame.session.verify import verify


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def find_field(page: str, action: str, name: str, nth: int = 0) -> str:
    """Return the value of a hidden field of the nth form that is sent to an address."""
    form = re.findall(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)[nth]
    return str(re.findall(rf'name="{name}" value="([^"]*)"', form)[0])


def note(device: Device, **fields: str) -> int:
    page = device.get("/notes").text
    return device.post("/note", **{"key": find_field(page, "/note", "key"), **fields}).status_code


def list_notes(room: Room) -> list[Note]:
    return [line for line in room.table.exercise.lines if isinstance(line, Note)]


def finish(room: Room, cell: Device) -> None:
    teams = [cell, *(room.join(role) for role in room.roles if role != "cell")]
    for _ in range(400):
        if room.table.exercise.over:
            return
        if not room.table.step():
            next(device for device in teams if device.is_asked()).take_first()
    raise AssertionError("it never ends")


def test_two_taps_make_a_note_with_its_maker_its_card_and_no_words(room: Room) -> None:
    teams = [room.join(role) for role in room.roles]
    play_to(room, teams, "plan")
    ada = room.join(EVALUATOR, "Ada")
    page = ada.get("/notes").text
    objective = re.findall(r'name="objective" value="([^"]+)"', page)[0]
    key = find_field(page, "/note", "key")
    for _ in range(2):  # sent again by a browser that heard no answer
        assert ada.post("/note", key=key, objective=objective, kind="strength").status_code == 200
    (line,) = list_notes(room)
    card = room.table.find_seat(OBSERVER).find_cards().now
    assert card is not None
    assert (line.by, line.kind, line.objective, line.about, line.text) == ("Ada", "strength", objective, card.title, "")
    assert (line.turn, line.phase) == (1, "plan")
    assert "✓ Noted:" in ada.get("/notes").text
    assert all("Noted" not in team.page and "Ada" not in team.page for team in teams)
    parts = room.table.find_seat(FACILITATOR).list_debrief_parts("ratings")
    assert any("no words were written (Ada)" in str(part) for part in parts)


def test_an_evaluator_mends_and_takes_back_the_last_note_alone(room: Room) -> None:
    ada, other = room.join(EVALUATOR, "Ada"), room.join(EVALUATOR, "Ada")
    assert "Ada 2" in other.get("/notes").text, "each writes under a name of its own"
    assert note(ada, kind="", objective="") == 409
    assert note(ada, kind="improvement", objective="", words="late\u202e \x1b[31mask") == 200
    (line,) = list_notes(room)
    assert line.text == "late [31mask"
    other_try = other.post("/mend", key="other-key", line=str(line.n), words="mine")
    assert other_try.status_code == 409
    page = ada.get("/notes").text
    fields = {"key": find_field(page, "/mend", "key"), "line": find_field(page, "/mend", "line")}
    assert ada.post("/mend", words="They asked late.", do="put", **fields).status_code == 200
    assert "They asked late." in ada.get("/notes").text
    assert ada.post("/mend", key="back-key1", line=fields["line"], do="back").status_code == 200
    assert "None yet." in ada.get("/notes").text
    assert [one.amends for one in list_notes(room)] == [0, line.n, line.n]


def test_notes_are_for_evaluators_alone(room: Room) -> None:
    team = room.join("cell")
    assert team.get("/notes").status_code == 401
    assert team.post("/note", key="some-key-1", kind="strength").status_code == 401
    assert room.join(EVALUATOR).get("/seat").status_code == 401
    assert "Evaluator 2" in room.join(EVALUATOR).get("/notes").text
    secret = room.table.find_seat("cell").find_role("cell").private
    assert secret[:40] not in room.join(EVALUATOR, "Ben").get("/notes").text


def test_teams_and_evaluators_write_into_the_debrief_once_play_is_over(room: Room) -> None:
    cell, ada = room.join("cell"), room.join(EVALUATOR, "Ada")
    early = {"stage": "plus-delta", "question": "again", "text-plus-delta-again": "Asking first.", "key": "early-key"}
    assert cell.post("/answer", **early).status_code == 409
    assert 'action="/answer"' not in cell.page
    finish(room, cell)
    assert 'action="/answer"' in cell.page
    assert "The exercise is over" in cell.page
    for _ in range(2):
        assert cell.post("/answer", **{**early, "key": "plus-key-1"}).status_code == 200
    assert "Asking first." in cell.page
    assert cell.post("/answer", **{**early, "key": "none-key1", "text-plus-delta-again": " "}).status_code == 409
    wrong = {**early, "question": "why", "text-plus-delta-why": "x", "key": "wrong-key"}
    assert cell.post("/answer", **wrong).status_code == 409
    one = {"stage": "take-aways", "question": "one-more-sentence", "text-take-aways-one-more-sentence": "Ask early."}
    assert ada.post("/answer", key="take-key1", **one).status_code == 200
    said = [line for line in room.table.exercise.lines if isinstance(line, DebriefAnswer)]
    assert [(line.role, line.kind, line.text) for line in said] == [
        ("cell", "plus", "Asking first."),
        ("", "take-away", "Ask early."),
    ]
    parts = Seat(room.table.exercise, FACILITATOR).list_debrief_parts("plus-delta")
    assert any("Asking first." in str(part) for part in parts)
    exercise = room.table.exercise
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).is_good


def test_a_team_changes_what_it_wrote_and_takes_it_back(room: Room) -> None:
    cell, ada = room.join("cell"), room.join(EVALUATOR, "Ada")
    finish(room, cell)
    other = room.join("cartel")
    said = {"stage": "plus-delta", "question": "again", "text-plus-delta-again": "Asking frist."}
    assert cell.post("/answer", key="plus-key-1", **said).status_code == 200
    assert "Change “Asking frist.”" in cell.page

    def change(team: Device, key: str, text: str, do: str = "put") -> int:
        line, written = re.findall(r'id="change-(\d+)-(\d+)"', cell.page)[0]
        return team.post(
            "/answer", key=key, line=line, written=written, do=do, **{f"text-{line}-{written}": text}
        ).status_code

    line, written = re.findall(r'id="change-(\d+)-(\d+)"', cell.page)[0]
    old = {"line": line, "written": written, f"text-{line}-{written}": "Too late.", "do": "put"}
    assert change(other, "other-key-1", "Mine.") == 409
    assert ada.post("/answer", key="evaluator-1", **old).status_code == 409
    assert change(cell, "empty-key-1", " ") == 409
    for _ in range(2):
        assert cell.post("/answer", key="change-key", **{**old, f"text-{line}-{written}": "Asking first."}).is_success
    assert "Asking first." in cell.page
    assert "frist" not in cell.page
    late = cell.post("/answer", key="late-key-1", **old)
    assert late.status_code == 409
    assert "has been changed meanwhile" in late.text
    assert change(cell, "again-key-1", "Asking at once.") == 200
    assert change(cell, "back-key-1", "", "back") == 200
    assert "Change “" not in cell.page
    lines = [one for one in room.table.exercise.lines if isinstance(one, DebriefAnswer)]
    assert [(one.amends, one.text) for one in lines] == [
        (0, "Asking frist."), (lines[0].n, "Asking first."), (lines[0].n, "Asking at once."), (lines[0].n, ""),
    ]  # fmt: skip
    exercise = room.table.exercise
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).is_good


def test_the_page_follows_the_debrief_of_the_facilitator(room: Room) -> None:
    cell = room.join("cell")
    finish(room, cell)
    (device,) = room.state.list_devices("cell")
    before = room.web.find_revision(device)
    assert 'id="end-out-of-role-now" open' in cell.page
    room.table.debrief_stage = "plus-delta"
    assert room.web.find_revision(device) != before
    assert 'id="end-plus-delta-now" open' in cell.page
    room.table.debrief_stage = "why"
    assert "The room is at:" in cell.page
