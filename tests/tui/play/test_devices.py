"""The app while teams decide on their own devices: it goes on by itself, and the facilitator keeps every power."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient

from benchmarks.simulated_device import find_first_answer, is_asking
from tests.exercise.exercise_driver import until
from tests.tui.app_setup import SIZES, exercise
from tests.tui.goldens import played as played_to_its_end
from tests.tui.pilot import Hands
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat_parts import EVALUATOR
from wargame.rules.model import OBSERVER
from wargame.session.verify import verify
from wargame.tui.after.debrief import DebriefScreen, SlotLine
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings


@pytest.fixture(autouse=True)
def _keep_rooms_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep codes and tokens in a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def listen() -> socket.socket:
    """A socket that listens on a port of this machine alone."""
    made = socket.create_server(("127.0.0.1", 0))
    made.setblocking(False)
    return made


def play(app: WargameApp, do: Callable[[Hands], Awaitable[None]]) -> None:
    """Run the app, and do something with it."""

    async def run() -> None:
        async with app.run_test(size=SIZES["medium"]) as pilot:
            await do(Hands(pilot))

    asyncio.run(run())


async def join(app: WargameApp, role: str, name: str = "") -> AsyncClient:
    """A device that has joined a team of the app, over the application that the server serves."""
    assert app.devices is not None
    client = AsyncClient(
        transport=ASGITransport(app=app.devices.asgi), base_url=app.devices.address, follow_redirects=True
    )
    answer = await client.post("/join", data={"code": app.devices.state.codes[role], "name": name or role})
    assert answer.status_code == 200
    return client


def test_three_devices_and_the_facilitators_key_play_a_whole_exercise(tmp_path: Path) -> None:
    played = exercise(tmp_path)
    app = WargameApp(Settings(), tmp_path, played, listens=listen())

    async def do(hands: Hands) -> None:
        teams = {role: await join(app, role) for role in played.table.roles}
        for _ in range(400):
            if played.over:
                break
            if app.round.find_asked().mine:
                await hands.press("enter")
                continue
            for team in teams.values():
                page = (await team.get("/seat")).text
                if is_asking(page):
                    path, fields = find_first_answer(page)
                    answer = await team.post(path, data=fields)
                    assert answer.status_code == 200, answer.text
            await hands.settle()
            assert hands.where == "TableScreen", "the table goes on by itself, and no desk comes up"
        assert played.over
        await hands.press("enter")
        assert hands.where == "EndScreen"
        table = await join(app, OBSERVER)
        for shown in (
            'class="ending',
            "What each wanted, and got",
        ):
            page = (await table.get("/table")).text
            assert shown in page, "the projector turns its pages with the facilitator"
            await hands.press("enter")
        await table.aclose()
        for team in teams.values():
            await team.aclose()

    play(app, do)
    played.close()
    assert played.path is not None
    assert verify(played.path).is_good


def test_what_devices_write_stands_in_the_debrief_at_once_and_their_pages_follow(tmp_path: Path) -> None:
    one = played_to_its_end(tmp_path)
    app = WargameApp(Settings(), tmp_path, one, listens=listen())

    async def do(hands: Hands) -> None:
        app.push_screen(DebriefScreen("plus-delta"))
        await hands.settle()
        role = next(iter(one.table.roles))
        team, evaluator = await join(app, role), await join(app, EVALUATOR, "Ada")
        assert 'id="end-plus-delta-now" open' in (await team.get("/seat")).text
        await hands.type("half a sen")
        said = {"stage": "plus-delta", "question": "again", "text-plus-delta-again": "Asking [b]first[/b]."}
        assert (await team.post("/answer", data={**said, "key": "plus-key-1"})).status_code == 200
        noted = {"kind": "strength", "objective": "", "words": "All spoke.", "key": "note-key-1"}
        assert (await evaluator.post("/note", data=noted)).status_code == 200
        await hands.settle()
        assert "• Asking [b]first[/b]." in hands.text
        assert "half a sen" in hands.text, "what the facilitator types stays"
        app.open("devices")
        await hands.press("enter")
        assert "1 note" in hands.text
        await hands.press("escape")
        screen = app.screen
        assert isinstance(screen, DebriefScreen)
        screen.action_stage(5)
        await hands.settle()
        assert app.debrief_stage == "ratings"
        assert any("All spoke. (Ada)" in str(line.slot) for line in screen.query(SlotLine))
        for client in (team, evaluator):
            await client.aclose()

    play(app, do)


def test_the_room_is_closed_opened_and_its_devices_ruled_from_its_screen(tmp_path: Path) -> None:
    played = exercise(tmp_path)
    app = WargameApp(Settings(), tmp_path, played, listens=listen())

    async def do(hands: Hands) -> None:
        first, second = await join(app, "cell"), await join(app, "cell")
        assert app.devices is not None
        state = app.devices.state
        await hands.press("f4")
        assert state.codes["cartel"][:3] not in hands.text, "codes lie behind a veil"
        app.read_seconds = lambda: 1e9
        await hands.press("enter")
        assert f"code {state.codes['cartel'][:3]} {state.codes['cartel'][3:]}" in hands.text
        assert "holds the pen" in hands.text
        await hands.press("k", "w")
        assert state.locked
        assert "The table waits for teams" in hands.text
        await hands.press("down", "down", "down", "enter", "1")  # the second device of the cell: pass it the pen
        assert "You hold the pen" in (await second.get("/seat")).text
        await hands.press("enter", "1")  # remove it
        assert (await second.get("/seat")).status_code == 401
        await hands.press("o")
        assert app.devices is None
        assert "The teams decide at this keyboard" in hands.text
        for device in (first, second):
            await device.aclose()

    play(app, do)


def test_a_new_exercise_asks_where_its_room_should_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wargame.devices.addresses.list_addresses", list)
    app = WargameApp(Settings(), tmp_path)

    async def do(hands: Hands) -> None:
        await hands.press("n", "up", "up", "up", "up")
        while getattr(app.focused, "id", "") != "decide":
            await hands.press("down")
        await hands.press("right", "enter")
        assert app.waits_for_devices
        assert "Where should the room be open?" in hands.text
        await hands.press("1")
        assert app.devices is not None
        assert app.devices.address.startswith("http://127.0.0.1:")
        await hands.press("escape", "enter", "enter", "enter")
        assert app.devices.address in hands.text
        assert not any(code in hands.text for code in app.devices.state.codes.values())
        await hands.press("escape")
        assert app.devices is None, "who leaves the exercise closes its room"

    play(app, do)


def test_a_table_that_waits_for_devices_does_so_again_after_resume(tmp_path: Path) -> None:
    played = until(exercise(tmp_path), "plan")
    path = played.path
    assert path is not None
    seen: list[str] = []

    def sit_down(waits: bool | None) -> None:
        app = WargameApp(Settings(), tmp_path, Exercise.resume(path) if seen else played, listens=listen())

        async def do(hands: Hands) -> None:
            await hands.press("f4")
            app.read_seconds = lambda: 1e9
            await hands.press("enter")
            seen.append("waits" if "The table waits for teams" in hands.text else "calls")
            if waits is not None:
                await hands.press("w")

        play(app, do)
        app.close_exercise()

    for waits in (True, None, True, None):
        sit_down(waits)
    assert seen == ["calls", "waits", "waits", "calls"]


def test_a_table_that_waits_calls_only_who_has_no_device_here(tmp_path: Path) -> None:
    played = until(exercise(tmp_path), "plan")
    app = WargameApp(Settings(), tmp_path, played, listens=listen())

    async def do(hands: Hands) -> None:
        teams = {role: await join(app, role) for role in ("cartel", "cell")}
        await hands.press("enter")
        assert hands.where == "CurtainScreen", "at first Enter calls the next team, as without devices"
        await hands.press("escape")
        app.wait_for_devices(True)
        await hands.press("enter")
        assert hands.where == "CurtainScreen"
        assert "Regional security" in hands.text, "the team without a device is called"
        await hands.press("escape")
        teams["security"] = await join(app, "security")
        await hands.press("enter")
        assert hands.where == "TableScreen"
        assert "waiting for" in hands.text
        assert "on their devices. A letter: here" in hands.text
        assert hands.text.count("DECIDES") == 3
        path, fields = find_first_answer((await teams["cell"].get("/seat")).text)
        assert (await teams["cell"].post(path, data=fields)).status_code == 200
        await hands.settle()
        assert "decided" in hands.text
        assert hands.text.count("DECIDES") == 2
        await hands.press("c")
        assert hands.where == "CurtainScreen", "on request a team decides at the keyboard"
        await hands.press("escape")
        assert app.devices is not None
        for gone in app.devices.state.devices.values():
            gone.seen -= 60
        await hands.press("enter")
        assert hands.where == "CurtainScreen", "a team whose devices all failed is called at once"
        for device in teams.values():
            await device.aclose()

    play(app, do)
