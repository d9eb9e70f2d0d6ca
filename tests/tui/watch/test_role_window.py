"""One role's window: it is behind the PIN of the role, and shows what the role knows and may do."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.app_setup import StillClock, content, exercise, text_of
from tests.tui.watch.watching import ROLES, look, path_of, until
from wargame.commands import Stop
from wargame.commands.arguments import read_arguments as arguments
from wargame.commands.watch import watch
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.pins import PinError, may_open, needs_pin, parse_pins
from wargame.rules.model import FACILITATOR
from wargame.session.line_reading import read_header, write_line
from wargame.session.records import Header
from wargame.session.shape import MalformedLineError


def with_pins(folder: Path) -> Exercise:
    loaded = content()
    seats = dict.fromkeys(loaded.scenario.roles, "people")
    return Exercise.begin(loaded, "short", seats, 20, folder, pins={"cell": "1234"}, clock=StillClock())


def replace_pins(folder: Path, pins: object) -> Header:
    """The header of a session with other PINs, read as from a file."""
    return read_header(write_line(with_pins(folder).header) | {"pins": pins})


def test_a_role_is_behind_its_pin(tmp_path: Path) -> None:
    played = with_pins(tmp_path)
    secret = played.table.scenario.roles["cell"].name

    async def act(pilot: Pilot[int]) -> None:
        assert f"Private: {secret}" in text_of(pilot.app)
        assert "Your points" not in text_of(pilot.app)
        await pilot.press("4", "3", "2", "1", "enter")
        assert "That is not the PIN of this role." in text_of(pilot.app)
        await pilot.press("1", "2", "3", "4", "enter")
        await until(pilot, "Your points")
        await pilot.press("f8")
        assert "Your points" not in text_of(pilot.app)
        assert "Type the PIN" in text_of(pilot.app)

    look(played, act, "cell")


def test_a_role_sees_its_offers_when_it_is_asked(tmp_path: Path) -> None:
    played = exercise(tmp_path, bots=("cartel", "security"))

    async def act(pilot: Pilot[int]) -> None:
        await pilot.press("enter")
        await until(pilot, "Nothing is asked of you now")
        played.play_bots()
        while "cell" not in played.list_waiting() or played.find_pending() != "plan":
            if FACILITATOR in played.list_waiting():
                played.execute(FACILITATOR, played.find_pending())
            else:
                offer = played.list_offers("cell")[-1]
                played.execute("cell", offer.do, offer.args)
            played.play_bots()
        await until(pilot, "You may")
        await until(pilot, next(o for o in played.list_offers("cell") if o.do == "plan").title)

    look(played, act, "cell", "large")


def test_five_wrong_pins_cost_five_seconds(tmp_path: Path) -> None:
    played, clock = with_pins(tmp_path), StillClock()

    async def act(pilot: Pilot[int]) -> None:
        for _ in range(5):
            assert "Wrong 5 times" not in text_of(pilot.app)
            await pilot.press("9", "enter")
        assert "Wrong 5 times: wait 5 s, then try again." in text_of(pilot.app)
        await pilot.press("1", "2", "3", "4", "enter")
        assert "Wait 5 s, then try again." in text_of(pilot.app)
        clock.at += 4.5
        await pilot.press("f8", "1", "2", "3", "4", "enter")
        assert "Wait 1 s, then" in text_of(pilot.app)
        clock.at += 0.5
        await pilot.press("1", "2", "3", "4", "enter")
        await until(pilot, "Your points")

    look(played, act, "cell", clock=clock)


@pytest.mark.parametrize("sealed", ["ä:ö", "", "12:34", ":", "scrypt:" + "0" * 16 + ":" + "ß" * 64])
def test_a_digest_that_no_program_wrote_opens_to_none_and_is_told(tmp_path: Path, sealed: str) -> None:
    header = replace_pins(tmp_path, {"cell": sealed})
    with pytest.raises(PinError, match="line 1: the PIN of cell is not of the form that this program writes"):
        needs_pin(header, "cell")
    with pytest.raises(PinError, match="line 1: the PIN of cell is not of the form that this program writes"):
        may_open(header, "cell", "1234")
    assert not needs_pin(header, "cartel")


@pytest.mark.parametrize("pins", [7, None, ["x"], {"cell": 7}, {"cell": None}])
def test_pins_of_another_shape_are_told(tmp_path: Path, pins: object) -> None:
    with pytest.raises(MalformedLineError, match="'pins' should be an object of texts"):
        replace_pins(tmp_path, pins)


def test_a_pin_of_an_older_session_still_opens(tmp_path: Path) -> None:
    """One salted SHA-256, as sessions kept PINs at first."""
    digest = hashlib.sha256(b"0123456789abcdef:4711").hexdigest()
    header = replace_pins(tmp_path, {"cell": f"0123456789abcdef:{digest}"})
    assert may_open(header, "cell", " 4711 ")
    assert not may_open(header, "cell", "4712")


def test_pins_are_kept_as_digests(tmp_path: Path) -> None:
    played = with_pins(tmp_path)
    assert played.header.pins is not None
    assert "1234" not in played.header.pins["cell"]
    assert may_open(played.header, "cell", "1234")
    assert not may_open(played.header, "cell", "1235")
    assert may_open(played.header, "cartel", "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("cell", "ROLE=PIN"),
        ("cell=", "ROLE=PIN"),
        ("cells=1", "there is no role"),
        ("cell=\udcff", "the PIN of cell has characters that cannot be typed"),
        ("cell=1\t2", "characters that cannot be typed"),
        ("cell=12\x1b[2J", "characters that cannot be typed"),
        ("cell=" + "7" * 41, "the PIN of cell has 41 characters; it may have up to 40"),
    ],
)
def test_a_pin_that_cannot_be_set_is_told(typed: str, said: str) -> None:
    with pytest.raises(PinError, match=said):
        parse_pins([typed], ROLES)


def test_a_role_whose_pin_no_program_wrote_is_refused_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody can compute a chain."""
    monkeypatch.setattr("wargame.exercise.play.exercise.seal_pins", lambda pins: dict.fromkeys(pins, "ä:ö"))
    played = with_pins(tmp_path)
    with pytest.raises(Stop, match="line 1: the PIN of cell is not of the form"):
        watch(arguments(["watch", str(path_of(played)), "--role", "cell"]))
