"""The page of the projector: it follows the facilitator, shows what the room may see, and nothing else."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.simulated_device import find_first_answer
from tests.devices.device_setup import Device, Room
from tests.exercise.exercise_driver import act, begin
from tests.exercise.test_seat import contents
from tests.playing import by_seed
from tests.tui.app_setup import StillClock, content
from tests.tui.test_privacy import leaks, planted
from wargame.content.load.loader import load_content
from wargame.devices.map_layout import HEIGHT, WIDTH, Box, draw_map
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR, OBSERVER


def play_step(room: Room, teams: dict[str, Device], **because: str) -> None:
    """Do one step of whoever is asked, a team with its reason."""
    if room.table.step():
        return
    role = next(role for role, team in teams.items() if team.is_asked())
    path, fields = find_first_answer(teams[role].page)
    fields.pop("pro1", None)  # in a hearing, all points are against
    answer = teams[role].post(path, **{**fields, "because": because.get(role, "so")})
    assert answer.status_code == 200, answer.text


def find_stage(page: str) -> str:
    """Return what fills the page: ``board``, ``reveal``, ``hearing`` or ``end``."""
    found = re.search(r'<main class="(\w+)', page)
    assert found is not None
    return found[1]


def open_room(*, staged: bool = False, clock: StillClock | None = None) -> tuple[Room, Device, dict[str, Device]]:
    """A room with a projector and a device for each team."""
    made = content()
    seats = dict.fromkeys(made.scenario.roles, "people")
    exercise = Exercise.begin(made, "short", seats, 20, None, clock=clock or StillClock(), staged=staged)
    room = Room(exercise=exercise)
    return room, room.join(OBSERVER), {role: room.join(role) for role in room.roles}


def test_planted_words_never_reach_the_projector() -> None:
    room = Room(of=planted, seed=4)
    table, teams = room.join(OBSERVER), {role: room.join(role) for role in room.roles}
    argued = heard = False
    for _ in range(90):
        exercise = room.table.exercise
        if exercise.over or room.table.find_seat(OBSERVER).find_position().turn > 1:
            break
        page = table.get("/table").text
        assert not leaks(page, exercise, OBSERVER)
        heard = heard or find_stage(page) == "hearing"
        page = teams["cartel"].page
        if 'name="action"' in page and not argued:
            argued = True
            number = page.split('name="offer" id="offer-')[-1].split('"')[0]
            words = {"action": "Xsecretcartel", "reason1": "Xsecretcartel", "secret": "yes", "because": "Xwhycartel"}
            assert teams["cartel"].decide(offer=number, **words).status_code == 200
            continue
        play_step(room, teams, **{role: f"Xwhy{role}" for role in teams})
    assert argued
    assert not heard, "a secret argument is not heard by the room"


def test_the_page_follows_the_stages_of_a_reveal() -> None:
    room, table, teams = open_room(staged=True)
    seen: list[str] = []
    rolled = ""
    for _ in range(200):
        page = table.get("/table").text
        kind = room.table.find_seat(FACILITATOR).find_asked().kind
        reveal = room.table.find_seat(OBSERVER).find_reveal()
        if reveal.revealed:
            seen.append(f"{kind} {find_stage(page)}")
            if kind == "roll":
                assert ('class="odds-big"' in page) is ("odds not known to all" not in page)
                assert "? %" not in page
                assert 'class="dice"' not in page
            if kind == "move" and 'class="dice"' in page:
                rolled = page
        if "move reveal" in seen and find_stage(page) == "board":
            break
        play_step(room, teams)
    assert seen[0] == "open reveal", "all plans come first"
    assert "Success" in rolled or "Failure" in rolled
    assert "=" in rolled


def test_what_a_team_drafts_or_decides_in_secret_does_not_stir_the_projector() -> None:
    room, table, teams = open_room()
    device = room.state.list_devices(OBSERVER)[0]
    while room.table.find_seat(FACILITATOR).find_asked().kind != "plan" or room.table.round.find_called():
        play_step(room, teams)
    before = room.web.find_revision(device), table.get("/table").text
    teams["cell"].post("/draft", **teams["cell"].read_hidden(), offer="1", because="a draft")
    assert (room.web.find_revision(device), table.get("/table").text) == before
    teams["cell"].take_first()
    after = table.get("/table").text
    assert "decided" in after, "that a team has decided is for everybody to see"
    assert "we thought about it" not in after


def test_a_hearing_shows_points_as_they_come_and_the_odds_move() -> None:
    room, table, teams = open_room()
    while 'name="action"' not in teams["cartel"].page:
        play_step(room, teams)
    number = teams["cartel"].page.split('name="offer" id="offer-')[-1].split('"')[0]
    words = {"action": "We pay for <i>a clinic</i>", "reason1": "It worked before", "because": "to be liked"}
    assert teams["cartel"].decide(offer=number, **words).status_code == 200
    odds: list[int] = []
    for _ in range(60):
        page = table.get("/table").text
        if find_stage(page) == "hearing":
            found = re.search(r'class="odds-big">(\d+)<', page)
            odds += [int(found[1])] if found is not None else []
            assert "We pay for &lt;i&gt;a clinic" in page
            assert "to be liked" not in page
        elif odds:
            break
        play_step(room, teams)
    assert len({*odds}) > 1
    assert any(one > other for one, other in pairwise(odds)), "points against it make it less likely"


def test_the_end_is_shown_page_by_page_and_secrets_only_after_out_of_role(tmp_path: Path) -> None:
    made = content()
    seats = dict.fromkeys(made.scenario.roles, "bot:doctrine")
    room = Room(exercise=Exercise.begin(made, "short", seats, 20, tmp_path, clock=StillClock()))
    table = room.join(OBSERVER)
    while not room.table.exercise.over:
        room.table.let_bots_play()
        room.table.step()
    assert find_stage(table.get("/table").text) == "end"
    exercise = room.table.exercise
    for page, shown in (
        ("ending", "<h1>"), ("scores", "is shown once"), ("question", "The question"), ("out-of-role", "Out of role"),
        ("lessons", "Out of role"),
    ):  # fmt: skip
        exercise.turn_page(page)
        text = table.get("/table").text
        assert shown in text
        assert "was secret</span>" not in text
        assert "points</span>" not in text, "a total would tell of what is secret"
    exercise.turn_page("record")
    assert "was secret</span>" in table.get("/table").text


def test_a_banner_lies_over_the_table_until_the_facilitator_goes_on() -> None:
    made = content()
    seats = dict.fromkeys(made.scenario.roles, "bot:doctrine")
    room = Room(exercise=Exercise.begin(made, "short", seats, 3, None, clock=StillClock(), staged=True))
    table = room.join(OBSERVER)
    shown = []
    while not room.table.exercise.over:
        room.table.let_bots_play()
        page = table.get("/table").text
        shown.append(unescape("".join(re.findall(r'<section class="banner \w+".*?<h2>(.*?)</h2>', page, re.DOTALL))))
        room.table.step()
    assert any(shown)
    assert all(not one or one != other for one, other in pairwise(shown)), "no banner comes twice"
    assert 'class="banner ' not in table.get("/table").text, "the page of the ending tells of the end"


@pytest.mark.parametrize("at", range(3))
def test_every_kind_of_content_can_be_shown_to_the_room(at: int) -> None:
    exercise = begin(content=contents()[at], staged=True)
    room = Room(exercise=exercise)
    table, pick = room.join(OBSERVER), by_seed(at)
    for _ in range(60):
        assert table.get("/table").status_code == 200
        if exercise.over:
            break
        act(exercise, pick, undos=True)


def test_the_clock_is_shown_while_the_facilitator_shows_it_and_its_seconds_send_nothing() -> None:
    clock = StillClock()
    room, table, _ = open_room(clock=clock)
    device = room.state.list_devices(OBSERVER)[0]
    hidden = room.web.find_revision(device)
    assert 'role="timer"' not in table.get("/table").text
    room.shows_clock = True
    first = room.web.find_revision(device)
    assert first != hidden
    assert 'role="timer"' in table.get("/table").text
    clock.at += 61
    assert room.web.find_revision(device) == first
    assert "of 50 min" in table.get("/table").text


def test_the_page_asks_for_nothing_from_elsewhere_and_reloads_itself_without_scripts() -> None:
    room, table, _ = open_room()
    page = table.get("/table").text
    assert not re.search(r"style=|https?://|onload|<script>", page)
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'points="' in page, "the outline of the scenario lies behind the zones"
    assert room.table.find_seat(OBSERVER).find_briefing().summary[:40] in page


@pytest.mark.parametrize("name", ["impracticable-alliance", "security-through-partnership", "crossroads"])
def test_nothing_on_the_map_covers_another_or_leaves_the_picture(name: str) -> None:
    made = load_content(name)
    seats = dict.fromkeys(made.scenario.roles, "people")
    exercise = Exercise.begin(made, next(iter(made.scenario.lengths)), seats, 1, None, clock=StillClock())
    drawn = draw_map(Room(exercise=exercise).table.find_seat(OBSERVER).build_map())
    boxes = [one.box for zone in drawn.zones for one in zone.numbers]
    boxes += [Box(zone.shape.x - 10, zone.shape.y - 10, 20, 20) for zone in drawn.zones]
    assert drawn.zones
    for n, box in enumerate(boxes):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.wide <= WIDTH
        assert box.y + box.high <= HEIGHT
        assert not any(box.compute_overlap(other) > 60 for other in boxes[n + 1 :])
