"""The devices of the teams in the line mode: the room is opened, ruled and closed by words, practice turn included."""

from __future__ import annotations

import io
import itertools
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.exercise.exercise_driver import begin
from tests.plain.answer_scripts import flat, transcript
from wargame.devices.addresses import listen
from wargame.devices.codes import format_code
from wargame.devices.device_server import DeviceServer
from wargame.exercise.play.exercise import Exercise
from wargame.plain import play
from wargame.plain.devices import PlainDevices
from wargame.plain.terminal_io import Talk


class Terminal(io.TextIOWrapper):
    """A terminal on which everything was typed already."""

    def isatty(self) -> bool:
        """It is one."""
        return True


class Screen(io.StringIO):
    """What a terminal shows."""

    def isatty(self) -> bool:
        """It is one."""
        return True


Act = Callable[[DeviceServer, int], None]


def run(exercise: Exercise, answers: list[str], act: Act, monkeypatch: pytest.MonkeyPatch, **how: Any) -> str:
    """Answer at the prompt, and act on the open room before each answer, by its number. Return what was said."""
    reading, writing = os.pipe()
    out, count, ticks = Screen(), itertools.count(), itertools.count()
    waited = PlainDevices._wait

    def wait(self: PlainDevices) -> None:
        waited(self)
        if self._server is not None:
            act(self._server, next(count))

    monkeypatch.setattr(PlainDevices, "_wait", wait)
    os.write(writing, "".join(f"{one}\n" for one in answers).encode())
    os.close(writing)
    with Terminal(os.fdopen(reading, "rb")) as hear:
        assert play(exercise, talk=Talk(hear, out, lambda: next(ticks)), **how) == 0
    return flat(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue()))


def join(server: DeviceServer, role: str, name: str) -> TestClient:
    """A device that has joined a team."""
    client = TestClient(server.asgi, base_url=server.address)
    assert client.post("/join", data={"code": server.state.codes[role], "name": name}).status_code == 200
    return client


@pytest.fixture(autouse=True)
def _keep_rooms_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_the_room_is_opened_ruled_and_closed_at_the_prompt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes: list[str] = []
    pens: list[str] = []

    def act(server: DeviceServer, n: int) -> None:
        state = server.state
        if n == 0:
            join(server, "ring", "Ines")
            join(server, "ring", "Tom")
        codes.append(state.codes["ring"])
        pens.append(state.devices[state.teams["ring"].pen].title)

    answers = ["devices", "help devices", "devices open 127.0.0.1", "devices", "", "", "devices pen 2"]
    answers += ["devices remove 1", "devices code ring", "", "", "devices lock", "devices pen 9", "devices dance"]
    said = run(begin(tmp_path), [*answers, "devices close", "quit"], act, monkeypatch, resumed=True)
    for part in (
        "The room is closed to devices; devices open lets them in",
        "pass the pen of a team to device N",
        "Address: http://127.0.0.1:",
        "1: Ines, here, holds the pen",
        "2: Tom, here",
        "Tom holds the pen of The ring.",
        "Ines of The ring has to join again.",
        "The old one is good no more.",
        "Nobody else can join; devices lock changes it.",
        "Devices pen N wants the number of a device; devices lists them",
        "Devices dance is no command",
        "The room is closed. The teams decide at this keyboard.",
    ):
        assert part in said, part
    assert (pens[0], pens[-1], len(set(codes))) == ("Ines", "Tom", 2)
    shown = format_code(codes[0])
    assert shown in said
    assert shown not in said.partition("-- Private: Facilitator")[0], "codes are for the facilitator alone"


def test_devices_take_part_in_the_practice_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[TestClient] = []
    practised: list[bool] = []

    def act(server: DeviceServer, n: int) -> None:
        if not joined:
            joined.append(join(server, "ring", ""))
        practised.append('<span class="tag">practice</span>' in joined[0].get("/seat").text)

    answers = ["", "", "", "", "", "y", "quit", "quit"]
    made = listen("127.0.0.1", 0)
    said = run(begin(tmp_path, begun=False), answers, act, monkeypatch, listens=made)
    assert "The practice is over; now it counts" in said
    assert (practised[0], any(practised), practised[-1]) == (False, True, False)


def test_a_file_of_answers_has_no_devices_and_is_told_so(tmp_path: Path) -> None:
    _, said = transcript(begin(tmp_path), "devices open\nquit\n", resumed=True)
    assert "serves devices only at a terminal" in flat(said)
