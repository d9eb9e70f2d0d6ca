"""A room as devices meet it: joining, whose seat it is, the pen, suggestions, and decisions that are taken once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from functools import partial
from itertools import count
from pathlib import Path

import jsonschema
import pytest

from tests.devices.device_setup import HOST, Device, Room
from tests.tui.app_setup import StillClock
from wargame.content.load.loader import load_content
from wargame.devices.room_state import RoomState
from wargame.devices.throttle import Throttle
from wargame.devices.viewers import Page, list_others
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat_parts import EVALUATOR
from wargame.exercise.view.numbers import KnownNumber
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.session.records import CommandLine
from wargame.session.verify import verify


def play_to(room: Room, devices: list[Device], kind: str) -> None:
    """Play until a choice of this kind is asked."""
    for _ in range(400):
        if room.table.find_seat(FACILITATOR).find_asked().kind == kind and not room.table.round.find_called():
            return
        if not room.table.step():
            next(device for device in devices if device.is_asked()).take_first()
    raise AssertionError(f"no {kind}")


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


# Joining


def test_who_has_no_code_sees_nothing_and_learns_what_to_do(room: Room) -> None:
    device = room.open_device()
    assert "Join your team" in device.get("/").text
    assert device.get("/seat").status_code == 401
    assert device.get("/events").status_code == device.get("/api/seat").status_code == 401
    assert "That is no code" in device.post("/join", code="abc").text
    wrong = device.post("/join", code="222222", name="<b>Kim</b>")
    assert wrong.status_code == 403
    assert "This code is not one of this exercise" in wrong.text
    assert "&lt;b&gt;Kim&lt;/b&gt;" in wrong.text
    assert "There is no such page" in device.get("/nothing").text


def test_a_code_opens_the_seat_of_its_team_and_of_no_other(room: Room) -> None:
    code = room.state.codes["cell"]
    device = room.open_device()
    assert device.post("/join", code=f" {code[:3].lower()}-{code[3:]} ", name="Ines").status_code == 200
    assert device.get("/").url.path == "/seat"
    assert room.table.find_seat("cell").find_role("cell").private[:40] in device.page
    cookie = device.web.cookies["wargame_seat"]
    assert cookie not in json.dumps(room.state.dump()), "only the digest of a token is kept"
    other = Room()
    stranger = other.open_device()
    stranger.web.cookies.set("wargame_seat", cookie)
    assert stranger.get("/seat").status_code == 401


@pytest.mark.parametrize(("viewer", "path"), [(OBSERVER, "/table"), (EVALUATOR, "/notes"), ("cell", "/seat")])
def test_a_code_opens_one_kind_of_page_and_no_other(room: Room, viewer: str, path: str) -> None:
    device = room.join(viewer)
    assert device.get("/").url.path == path
    assert {other: device.get(other).status_code for other in ("/seat", "/table", "/notes")} == {
        other: 200 if other == path else 401 for other in ("/seat", "/table", "/notes")
    }
    is_team = path == "/seat"
    for way in ("/decide", "/called", "/draft", "/suggest", "/suggestion", "/pen"):
        assert (device.post(way, to="me").status_code == 401) is not is_team
    assert (device.get("/api/seat").status_code == 401) is not is_team
    again = RoomState(room.state.roles, list_others(room.roles))
    again.load(json.loads(json.dumps(room.state.dump())))
    assert again.find(device.web.cookies["wargame_seat"]) is not None
    assert again.codes == room.state.codes
    device.post("/leave")
    assert device.get(path).status_code == 401


def test_wrong_codes_make_an_address_wait_and_never_a_class_that_types_right() -> None:
    throttle = Throttle()
    for n in range(10):
        assert throttle.compute_wait("10.0.0.9", n) == 0
        throttle.count_failure("10.0.0.9", n)
    assert throttle.compute_wait("10.0.0.9", 10) == pytest.approx(50)
    assert throttle.compute_wait("10.0.0.7", 10) == 0
    for n in range(50):
        throttle.count_failure(f"10.0.1.{n}", 10)
    assert throttle.compute_wait("10.0.1.3", 11) > 0
    assert throttle.compute_wait("10.0.0.7", 11) == 0, "who did not fail may try"
    assert throttle.compute_wait("10.0.0.9", 71) == 0


def test_a_locked_room_a_renewed_code_and_a_removed_device(room: Room) -> None:
    first, old = room.join("cell"), room.state.codes["cell"]
    room.state.lock(True)
    assert "Nobody can join now" in room.open_device().post("/join", code=old).text
    room.state.lock(False)
    room.state.renew_code("cell")
    refused = room.open_device().post("/join", code=old)
    assert refused.status_code == 403
    assert "This code is old." in refused.text
    assert first.get().status_code == 200, "a new code takes no seat away"
    room.state.remove(room.state.list_devices("cell")[0].id)
    assert first.get().status_code == 401


def test_a_device_with_a_seat_changes_teams_only_if_it_says_so(room: Room) -> None:
    device, other = room.join("cell"), room.state.codes["cartel"]
    assert device.post("/join", code=room.state.codes["cell"]).url.path == "/seat"
    assert len(room.state.list_devices("cell")) == 1
    asked = device.post("/join", code=other)
    assert "This code is of another team" in asked.text
    assert "Stay where you are" in asked.text
    assert room.state.list_devices("cartel") == []
    assert device.post("/join", code=other, change="yes").url.path == "/seat"
    assert (len(room.state.list_devices("cell")), len(room.state.list_devices("cartel"))) == (0, 1)
    room.state.remove(room.state.list_devices("cartel")[0].id)
    assert "its exercise is over, or your device was removed" in device.get("/").text


def test_a_team_may_have_the_name_of_a_viewer_and_each_has_a_code() -> None:
    roles = ["evaluator", "projector", "cell"]
    state = RoomState(roles, list_others(roles))
    assert len(set(state.codes.values())) == 5
    pages = {viewer: state.find_page(viewer) for viewer in state.viewers}
    assert list(pages.values()).count(Page.SEAT) == 3
    assert {Page.NOTES, Page.TABLE} < set(pages.values())


def test_what_is_kept_makes_the_same_devices_good_again(room: Room) -> None:
    device = room.join("cell", "Ines")
    again = RoomState(room.state.roles, list_others(room.roles))
    again.load(json.loads(json.dumps(room.state.dump())))
    found = again.find(device.web.cookies["wargame_seat"])
    assert found is not None
    assert (found.viewer, found.title, again.has_pen(found)) == ("cell", "Ines", True)
    assert again.codes == room.state.codes


# The edge


def test_foreign_hosts_origins_and_long_bodies_are_turned_away(room: Room) -> None:
    device = room.join("cell")
    assert device.web.get("/seat", headers={"host": "evil.test"}).status_code == 421
    for headers in ({"origin": "http://evil.test"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert device.web.post("/leave", headers=headers).status_code == 403
    same = device.web.post("/pen", data={"to": "me"}, headers={"origin": f"http://{HOST}"})
    assert same.status_code == 200
    assert device.web.post("/decide", content=b"x" * 100_000).status_code == 413
    assert device.web.post("/decide", content=iter([b"x" * 40_000] * 3)).status_code == 413
    assert device.web.post("/decide", content=b"\xff\x00&&=%zz&offer=9").status_code == 409
    assert device.get().status_code == 200


def test_answers_are_kept_nowhere_and_run_no_foreign_script(room: Room) -> None:
    device = room.join("cell")
    for path in ("/", "/seat", "/nothing", "/static/devices.css", "/api/seat"):
        headers = device.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
    assert device.get().headers["content-encoding"] == "gzip"
    plain = device.web.get("/seat", headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert device.get("/static/room_file.py").status_code == device.get("/static/..%2fweb_app.py").status_code == 404
    assert "<script>" not in device.page
    assert "style=" not in device.page
    cookie = (
        room.open_device()
        .web.post("/join", data={"code": room.state.codes["cell"]}, follow_redirects=False)
        .headers["set-cookie"]
    )
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_failure_leaves_no_trace_in_the_answer(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    device = room.join("cell")
    monkeypatch.setattr(room.table, "find_seat", None)
    answer = device.get()
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "NoneType" not in answer.text


# Deciding


def test_three_teams_plan_in_any_order_and_a_repeat_is_taken_once(room: Room) -> None:
    teams = {role: room.join(role) for role in room.roles}
    play_to(room, list(teams.values()), "plan")
    forms = {role: team.read_hidden() for role, team in teams.items()}
    before = len(room.table.exercise.lines)
    for role in reversed(room.roles):  # each with the page from before the others decided
        sent = teams[role].post("/decide", offer="1", because=f"{role} says", **forms[role])
        if "zone" in sent.text and sent.status_code == 400:
            zone = teams[role].page.split('name="zone-1" value="')[1].split('"')[0]
            sent = teams[role].post("/decide", offer="1", because=f"{role} says", **{"zone-1": zone}, **forms[role])
        assert sent.status_code == 200, sent.text
        again = teams[role].post("/decide", offer="1", because="twice", **forms[role])
        assert again.status_code == 200
    lines = room.table.exercise.lines[before:]
    assert [line.role for line in lines if isinstance(line, CommandLine)] == room.roles[::-1]
    assert all(isinstance(line, CommandLine) and line.key for line in lines)


def test_a_key_is_known_after_the_file_was_opened_again(room: Room, tmp_path: Path) -> None:
    teams = [room.join(role) for role in room.roles]
    play_to(room, teams, "plan")
    role = room.roles[0]
    form = teams[0].read_hidden()
    teams[0].take_first()
    sent = next(line for line in reversed(room.table.exercise.lines) if isinstance(line, CommandLine))
    assert sent.role == role
    exercise = room.table.exercise
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).is_good
    later = Room(exercise=Exercise.resume(exercise.path, StillClock()))
    team = later.join(role)
    lines = len(later.table.exercise.lines)
    assert team.post("/decide", offer="2", **{**form, "key": sent.key}).status_code == 200
    assert len(later.table.exercise.lines) == lines


def team_numbers(room: Room) -> list[KnownNumber]:
    """The numbers that the facilitator can set and all can see."""
    return [one for one in room.table.find_seat(OBSERVER).list_numbers() if one.kind == "track"]


def test_a_page_from_before_is_refused_with_what_has_changed(room: Room) -> None:
    teams = [room.join(role) for role in room.roles]
    team = teams[0]
    play_to(room, teams, "plan")
    form = team.read_hidden()
    stale = team.post("/decide", offer="1", because="long ago", key=form["key"], revision="0" * 24)
    assert stale.status_code == 409
    assert "nothing was decided" in stale.text
    assert "long ago" in stale.text, "what was typed is kept"
    chair = room.table.find_seat(FACILITATOR)
    number = next(one for one in team_numbers(room) if one.now > one.low)
    done = chair.do("set", {"number": number.id, "value": number.now - 1}, "it is so")
    assert hasattr(done, "n"), done
    changed = f"{number.label}: {number.now} → {number.now - 1}."
    assert changed in team.post("/decide", offer="1", **form).text
    sent = {"do": "plan", "args": {}, **form}
    answer = team.web.post("/api/decide", json=sent)
    assert answer.status_code == 409
    assert changed in answer.json()["changes"]
    form = team.read_hidden()
    team.take_first()
    assert "Your team has decided already." in team.post("/decide", offer="1", **form).text
    for other in teams[1:]:
        other.take_first()
    room.table.step()
    assert "Play has gone on: Turn 1" in team.post("/decide", offer="1", **form).text


def test_one_device_holds_the_pen_and_others_suggest(room: Room) -> None:
    first, second = room.join("cell", "Marta"), room.join("cell", "Ines")
    play_to(room, [first, *(room.join(role) for role in room.roles if role != "cell")], "plan")
    assert "Marta holds the pen" in second.page
    refused = second.decide(offer="1", because="mine")
    assert refused.status_code == 403
    hidden = first.read_hidden()
    first.post("/draft", offer="1", because="because \u202eof us\x1b[2J", **hidden)
    assert "because of us[2J" in second.page, "others read along, without signs that turn or control text"
    fields = {"offer": "1", "because": "a better reason"}
    for field in {part.split('"')[0] for part in second.page.split('name="zone-1" value="')[1:2]}:
        fields["zone-1"] = field
    assert second.post("/suggest", **second.read_hidden(), **fields).status_code == 200
    assert "Ines suggests" in first.page
    second_id = room.state.list_devices("cell")[1].id
    assert "a better reason</textarea>" in first.post("/suggestion", by=second_id, do="take").text
    first.post("/pen", to=second_id)
    assert "You hold the pen" in second.page
    room.now = 60.0
    assert "You hold the pen" in first.post("/pen", to="me").text, "who is away keeps nobody waiting"


# A whole exercise, and what stays secret


def test_a_whole_exercise_is_played_by_devices_alone(room: Room) -> None:
    teams = [room.join(role) for role in room.roles]
    for _ in range(600):
        if room.table.exercise.over:
            break
        if not room.table.step():
            asked = [team for team in teams if team.is_asked()]
            assert asked, room.table.find_seat(FACILITATOR).find_asked()
            answer = asked[0].take_first()
            assert answer.status_code == 200, answer.text
    assert room.table.exercise.over
    assert "The exercise is over" in teams[0].page
    exercise = room.table.exercise
    exercise.close()
    assert exercise.path is not None
    assert verify(exercise.path).is_good


def test_what_others_plan_in_secret_changes_nothing_that_a_device_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for choice in (0, 1):
        drawn = count()
        for name in ("token_hex", "token_urlsafe"):  # the same ids and keys in both sessions
            monkeypatch.setattr(f"secrets.{name}", lambda size, drawn=drawn: f"drawn{next(drawn):08d}")
        room = Room(tmp_path / str(choice), seed=7)
        teams = {role: room.join(role) for role in room.roles}
        table = room.join(OBSERVER)
        play_to(room, list(teams.values()), "plan")
        planner, reader = room.roles[0], teams[room.roles[1]]
        stream = room.hub.follow(partial(room.web.find_revision, room.state.list_devices(room.roles[1])[0]))
        offers = room.table.find_seat(planner).list_offers()
        offer = [one for one in offers if one.do == "plan" and not one.slots][choice]
        done = room.table.round.do(planner, "plan", offer.args, f"the planted word {choice}")
        assert hasattr(done, "n")
        sent = (reader.page, reader.get("/api/seat").text, asyncio.run(read_two(stream)), table.get("/table").text)
        assert "planted" not in str(sent)
        seen.append(sent)
    assert seen[0] == seen[1]


async def read_two(stream: AsyncIterator[bytes]) -> list[bytes]:
    """Return the first two messages of a stream."""
    return [await anext(stream), await anext(stream)]


def test_an_argument_is_proposed_heard_and_stood_by_on_devices(room: Room) -> None:
    teams = {role: room.join(role) for role in room.roles}
    play_to(room, list(teams.values()), "plan")
    proposer = teams["cartel"]
    number = proposer.page.split('name="offer" id="offer-')[-1].split('"')[0]  # to argue is the last offer
    assert "say what you do" in proposer.decide(offer=number, reason1="why not").text.lower()
    words = {"action": "We pay for a clinic", "effect": "They look away", "reason1": "It worked before"}
    assert proposer.decide(offer=number, **words).status_code == 200
    play_to(room, [teams["cell"], teams["security"]], "challenge")
    for role in ("security", "cell"):
        page = teams[role].page
        assert "We pay for a clinic" in page
        assert "It worked before" in page
        place = room.roles.index("cartel")
        assert f'<p class="who r{place}">Cartel argues</p>' in page, "with the mark of who argues"
        assert "Nothing is asked of you" in proposer.page
        assert teams[role].decide(con1=f"{role} sees through it").status_code == 200
    assert room.table.find_seat(FACILITATOR).find_asked().kind == "clarify"
    page = proposer.page
    assert "security sees through it" in page
    stand = next(n for n, offer in room.table.find_seat("cartel").number_offers().items() if offer.do == "stand")
    assert proposer.decide(offer=str(stand), because="A small one").status_code == 200
    hearing = room.table.find_seat(FACILITATOR).find_hearing()
    assert hearing is not None
    assert hearing.clarified == "A small one"
    assert [reason.text for reason in hearing.cons] == ["security sees through it", "cell sees through it"]


def test_other_front_ends_read_and_decide_by_json(room: Room) -> None:
    teams = {role: room.join(role) for role in room.roles}
    play_to(room, list(teams.values()), "plan")
    web, role = teams["cell"].web, "cell"
    read = web.get("/api/seat").json()
    jsonschema.validate(read["seat"], web.get("/api/schema").json())
    offer = next(one["offer"] for one in read["seat"]["offers"] if not one["offer"]["slots"])
    sent = {"key": "a" * 16, "revision": read["revision"], "do": offer["do"], "args": offer["args"], "because": "it is"}
    for bad in (b"", b"[1]", b'{"key": 5}', b'{"do": "plan", "key": "short", "revision": ""}', b"\xff", b"[" * 5000):
        assert web.post("/api/decide", content=bad).status_code == 400
    assert web.post("/api/decide", json={**sent, "args": {"action": ["x"]}}).status_code in (400, 409)
    assert web.post("/api/decide", json={**sent, "revision": "old"}).status_code == 409
    before = len(room.table.exercise.lines)
    assert [web.post("/api/decide", json=sent).json() for _ in range(2)] == [{"taken": True}] * 2
    assert len(room.table.exercise.lines) == before + 1
    assert role not in room.table.find_seat(FACILITATOR).find_asked().who


def test_who_waits_is_told_when_another_role_is_called(tmp_path: Path) -> None:
    room = Room(tmp_path, of=lambda: load_content("crossroads"))
    teams = {role: room.join(role) for role in room.roles}
    reader, pages = room.state.list_devices("security")[0], dict[str, str]()
    for _ in range(8):
        called = room.table.round.find_called()
        if called not in ("", "security"):
            revision = room.web.find_revision(reader)
            assert pages.setdefault(f"{revision} {room.table.find_seat('security').revision}", called) == called
        if not room.table.step():
            next(team for team in teams.values() if team.is_asked()).take_first()
    assert {"cartel", "cell"} <= set(pages.values())


def test_a_team_whose_role_a_bot_has_taken_over_reads_along(room: Room) -> None:
    teams = {role: room.join(role) for role in room.roles}
    play_to(room, list(teams.values()), "plan")
    form = teams["cell"].read_hidden()
    room.table.exercise.hand_over("cell", "bot:doctrine")
    assert "Nothing is asked of you" in teams["cell"].page
    assert teams["cell"].post("/decide", offer="1", **form).status_code == 409
