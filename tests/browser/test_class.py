"""A class plays a whole exercise in real browsers, beside the app at its table."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks.class_devices import measure
from tests.browser.browser_room import LAPTOP, PHONE, PROJECTOR, ClassRoom, Viewer, open_class
from wargame.devices.addresses import LOOPBACK, listen
from wargame.exercise.seat_parts import EVALUATOR
from wargame.rules.model import OBSERVER
from wargame.rules.offers import Offer
from wargame.rules.text.deal_text import format_deal_head
from wargame.session.records import DebriefAnswer, Note
from wargame.session.verify import verify

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture(autouse=True)
def _keep_rooms_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep codes and tokens in a folder of the test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_three_phones_a_laptop_an_evaluator_and_a_projector_play_a_whole_exercise(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_class(tmp_path) as room:
            teams = {role: await room.join(role, f"Kim of {role}", PHONE) for role in room.exercise.table.roles}
            await room.join("cell", "Lee", LAPTOP, scheme="dark")
            await room.join(OBSERVER, "projector", PROJECTOR)
            eva = await room.join(EVALUATOR, "Eva", PHONE)
            seen = await play_through(room, teams, eva)
            assert {"a deal stands", "and is secret"} <= seen, seen
            assert {"called", "challenge", "estimate"} <= seen, seen
            assert room.exercise.over
            for viewer in room.viewers.values():
                await viewer.check("end")
            for player in (*teams.values(), eva):
                assert await player.answer_debrief("We should have asked first.")
                await player.check("debrief")
            for viewer in room.viewers.values():
                assert not viewer.errors, viewer.errors
            path, lines = room.exercise.path, room.exercise.lines
        notes = [line for line in lines if isinstance(line, Note)]
        assert [note.kind for note in notes] == ["strength", "improvement"]
        assert {line.role for line in lines if isinstance(line, DebriefAnswer)} == {*teams, ""}
        assert path is not None
        assert verify(path).is_good

    asyncio.run(play())


async def play_through(room: ClassRoom, teams: dict[str, Viewer], eva: Viewer) -> set[str]:
    """Play to the end. Return the kinds of choice that were made, and what was seen of deals."""
    seen: set[str] = set()
    noted = 0
    for _ in range(300):
        if room.exercise.over:
            break
        await room.lead()
        await room.settle()
        seen |= await look_for_deals(room, teams)
        for viewer in room.viewers.values():
            await viewer.check(f"{room.exercise.turn}-{room.exercise.find_pending()}")
        if noted < 2 and len(seen) > 3 * noted:
            await eva.note(("A strength", "To improve")[noted])
            noted += 1
        for role, player in teams.items():
            if await player.is_asked():
                turn = room.exercise.turn

                def wishes(offer: Offer, role: str = role, turn: int = turn) -> bool:
                    if turn == 1 and role == "cartel" and offer.do == "argue":
                        return True
                    return offer.do in ("offer", "accept")

                seen.add(await player.decide(wishes, f"{role} has thought about it"))
                break
    await room.settle()
    return seen


async def look_for_deals(room: ClassRoom, teams: dict[str, Viewer]) -> set[str]:
    """See that a deal that was taken stands on the pages of its parties, and a secret one on no other."""
    shown = {role: await player.page.locator("#know").text_content() or "" for role, player in teams.items()}
    parties = set()
    for role in teams:
        for deal in room.app.find_seat(role).list_deals():
            assert format_deal_head(deal.terms, deal.closes) in shown[role], role
            parties.add(role)
    taken = {line.do for line in room.exercise.standing if line.role in teams}
    assert not parties or {"offer", "accept"} <= taken
    if not parties:
        return set()
    others = [shown[role] for role in teams if role not in parties]
    assert all("None stands." in text for text in others)
    return {"a deal stands"} | ({"and is secret"} if others else set())


def test_keys_alone_suffice_at_any_zoom_and_a_lost_connection_loses_nothing(tmp_path: Path) -> None:
    async def play() -> None:
        async with open_class(tmp_path) as room:
            roles = list(room.exercise.table.roles)
            zoomed = await room.join(roles[0], "Zoe", LAPTOP, zoom=2)
            narrow = await room.join(roles[1], "Nia", (320, 640))
            phone = await room.join(roles[2], "Pia", PHONE, scheme="dark")
            decided, lost = 0, False
            for _ in range(40):
                await room.lead()
                await room.settle()
                if room.exercise.turn == 2:
                    break
                for player in (zoomed, narrow, phone):
                    if not await player.is_asked():
                        continue
                    await player.check(f"zoom-{room.exercise.turn}-{room.exercise.find_pending()}")
                    if player is phone and not lost and await player.find_kind() == "offers":
                        lost = True
                        await decide_without_network(room, player)
                    else:
                        await player.decide_by_keys("typed without a mouse")
                        decided += 1
                    break
            assert decided > 4
            assert lost
            await close_and_open_again(room, phone)
            for viewer in room.viewers.values():
                unexpected = [one for one in viewer.errors if "ERR_" not in one]
                assert not unexpected, unexpected

    asyncio.run(play())


async def decide_without_network(room: ClassRoom, player: Viewer) -> None:
    """Decide while the network is away: the page says so, and the decision is taken once when it is back."""
    await player.choose(lambda offer: True, "sent without a network")
    await asyncio.sleep(0.5)  # the draft is on its way
    lines = len(room.exercise.lines)
    await player.context.set_offline(True)
    await player.page.locator("#decide button.main").click()
    await player.page.get_by_text("your decision is sent when it is back").wait_for()
    await player.take_picture("lost", whole=False)
    await player.context.set_offline(False)
    for _ in range(100):
        await asyncio.sleep(0.1)
        if len(room.exercise.lines) > lines:
            break
    await player.wait_until_fresh()
    sent = [line for line in room.exercise.lines if getattr(line, "because", "") == "sent without a network"]
    assert len(sent) == 1


async def close_and_open_again(room: ClassRoom, player: Viewer) -> None:
    """Close the room and open it at the same port: the page says so, and comes back by itself."""
    port = room.devices.port
    room.app.close_devices()
    await player.page.get_by_text("Connection lost").wait_for()
    room.app.open_devices(listen(LOOPBACK, port))
    await player.page.get_by_text("Connected").wait_for(timeout=5000)
    await player.wait_until_fresh()


def test_the_plans_of_three_phones_take_as_long_as_those_of_the_slowest_team() -> None:
    turns = asyncio.run(measure(bargains=True))
    assert len(turns) == 4
    for turn in turns:
        assert turn.kinds["plan"] == pytest.approx(max(turn.plans.values()))
        assert len(turn.plans) == 3
        assert turn.seconds < 170, turn
