"""Requests that no page makes: each gets one clear answer, none gets a traceback, and everybody else goes on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from benchmarks.simulated_device import GONE, SimulatedDevice, find_first_answer, find_hidden
from tests.attack.device_room import ServedRoom, serve_room
from wargame.devices.room_options import USUAL
from wargame.devices.throttle import Throttle
from wargame.session.records import CommandLine

FORMS = (
    "/join", "/leave", "/decide", "/decide", "/called", "/draft", "/suggest", "/suggestion", "/pen", "/api/decide",
)  # fmt: skip
PAGES = (
    "/", "/seat", "/api/schema", "/api/seat", "/static/devices.css", "/static/../web_app.py", "//", "/%00", "/seat/x",
)  # fmt: skip
METHODS = ("GET", "PUT", "DELETE", "OPTIONS", "BREW")
HEADS = ("Content-Encoding", "Accept", "Range", "If-None-Match", "Content-Type", "Sec-Fetch-Site", "Expect")
HEAD_VALUES = ("gzip", "bytes=0-1", "*", "text/html; charset=utf-16", "none", "\xff")
VALUES = (
    "", "0", "1", "9" * 400, "-1", "1.0", "\x00", "\u202e\u2066", "\x1b]0;x\x07", "=1+1",
    "<script>alert(1)</script>",
    "\ud83d\ude00" * 3, "ß" * 5000, "../../etc/passwd", "{{7*7}}", "%s%n", "null", "true", "[]", "plan", "١٢", "yes",
)  # fmt: skip
FIELDS = (
    "offer", "because", "revision", "key", "percent", "zone-1", "number1", "size1", "action", "effect", "reason1",
    "secret", "con1", "pro1", "to", "by", "do", "code", "name",
)  # fmt: skip


def run(folder: Path, do: Callable[[ServedRoom], Awaitable[None]]) -> None:
    """Serve a room, do something with it, and see that it still answers."""

    async def serve() -> None:
        async with asyncio.timeout(100), serve_room(folder) as room:
            await do(room)
            after = SimulatedDevice(room.server.address)
            assert (await after.send("GET", "/")).status == 200
            after.close()
            assert not room.trouble

    asyncio.run(serve())


async def send_raw(room: ServedRoom, sent: bytes) -> bytes:
    """Send bytes and return all that comes back until the server closes, or says no more for a moment."""
    at = urlsplit(room.server.address)
    reader, writer = await asyncio.open_connection(at.hostname, at.port)
    try:
        writer.write(sent)
        writer.write_eof()
        async with asyncio.timeout(10):
            return await reader.read()
    except (TimeoutError, *GONE):
        return b""
    finally:
        writer.close()


def build_body(luck: Random, hidden: dict[str, str]) -> bytes:
    """Bytes that may be a form, JSON, or nothing of the kind."""
    made = {luck.choice(FIELDS): luck.choice(VALUES) for _ in range(luck.randrange(8))}
    fields = {**(hidden if luck.random() < 0.7 else {}), **made}
    kind = luck.randrange(5)
    if kind == 0:
        return luck.randbytes(luck.choice((1, 30, 3000)))
    if kind == 1:
        return repr(fields).replace("'", '"').encode("utf-8", "replace")
    coded = "&".join(f"{name}={value}" for name, value in fields.items())
    return coded.encode(luck.choice(("utf-8", "utf-16", "latin-1", "utf-7")), "replace")


@pytest.mark.slow
def test_whatever_is_sent_gets_one_clear_answer(cases: Callable[[int], range], luck: Random, tmp_path: Path) -> None:
    async def do(room: ServedRoom) -> None:
        device = await room.join(room.roles[0])
        await room.play_to("plan", [await room.join(role) for role in room.roles[1:]] + [device])
        found: Counter[int] = Counter()
        for _ in cases(300):
            code = room.server.state.codes[room.roles[0]]
            if not device.cookie or (await device.send("GET", "/seat")).status == 401:
                room.server.state.throttle = Throttle()  # this test guesses codes
                device.cookie = ""
                await device.join(code)
            hidden = find_hidden(await device.load())
            path = luck.choice(FORMS if luck.random() < 0.7 else PAGES)
            method = "POST" if path in FORMS and luck.random() < 0.9 else luck.choice(METHODS)
            head = {luck.choice(HEADS): luck.choice(HEAD_VALUES)} if luck.random() < 0.3 else {}
            answer = await device.send(method, path, None, build_body(luck, hidden), **head)
            found[answer.status] += 1
            assert answer.status < 500, (method, path, answer.text)
            assert b"Traceback" not in answer.body
            assert b'File "' not in answer.body
            assert answer.body or answer.status in (204, 303, 405), (method, path, answer)
            assert answer.headers["cache-control"] == "no-store"
        print(f"{found.total()} requests: {dict(sorted(found.items()))}")
        for line in room.exercise.lines:
            if isinstance(line, CommandLine):
                assert not set(line.because) & set("\x00\x1b\u202e\u2066")

    run(tmp_path, do)


def test_what_is_no_http_and_a_foreign_host_are_turned_away(tmp_path: Path) -> None:
    async def do(room: ServedRoom) -> None:
        at = urlsplit(room.server.address).netloc.encode()
        good = b"POST /pen HTTP/1.1\r\nHost: " + at + b"\r\nConnection: close\r\n"
        for sent, status in (
            (b"\x16\x03\x01\x02\x00\x01\x00", b"400"),
            (b"GET / HTTP/1.1\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n", b"421"),
            (b"GET http://evil.test/ HTTP/1.1\r\nHost: evil.test\r\n\r\n", b"421"),
            (b"GET / HTTP/1.1\r\nHost: " + at + b"\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n", b"4"),
            (good + b"Origin: http://evil.test\r\nContent-Length: 0\r\n\r\n", b"403"),
            (good + b"Origin: null\r\nContent-Length: 0\r\n\r\n", b"403"),
            (good + b"Content-Length: -5\r\n\r\n", b"400"),
            (good + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
            (good + b"Content-Length: 1000000\r\n\r\n" + b"x" * 1_000_000, b"413"),
            (good + b"Transfer-Encoding: chunked\r\n\r\n" + (b"8000\r\n" + b"x" * 0x8000 + b"\r\n") * 30, b"413"),
        ):
            got = await send_raw(room, sent)
            if not got and len(sent) > 500_000:  # cut off while it was still sending
                continue
            assert got[9 : 9 + len(status)] == status, (sent[:120], got[:200])
            assert b"Traceback" not in got

    run(tmp_path, do)


def test_codes_are_not_guessed_and_the_class_still_joins(tmp_path: Path) -> None:
    async def do(room: ServedRoom) -> None:
        guesser = SimulatedDevice(room.server.address)
        statuses = [(await guesser.join(f"222{n:03}".replace("0", "A").replace("1", "B"))).status for n in range(30)]
        assert statuses == [403] * 10 + [429] * 20
        assert not guesser.cookie
        guesser.cookie = "x" * 43
        assert (await guesser.send("GET", "/seat")).status == 401

    run(tmp_path, do)


def test_two_devices_and_two_tabs_decide_at_once_and_one_decision_is_taken(
    cases: Callable[[int], range], tmp_path: Path
) -> None:
    async def do(room: ServedRoom) -> None:
        teams = [await room.join(role) for role in room.roles]
        other = await room.join(room.roles[0])
        tab = SimulatedDevice(room.server.address)
        tab.cookie = teams[0].cookie
        await room.play_to("plan", teams)
        lines = len(room.exercise.lines)
        for device in (teams[0], tab, other):
            await device.load()
        sent = [device.send("POST", *find_first_answer(device.page)) for device in (teams[0], tab)]
        sent.append(other.send("POST", "/decide", find_first_answer(other.page)[1]))
        assert sorted(answer.status for answer in await asyncio.gather(*sent)) == [303, 403, 409]
        assert len(room.exercise.lines) == lines + 1
        stale = await tab.send("POST", *find_first_answer(tab.page))
        assert stale.status == 409
        assert "nothing was decided" in stale.text
        # the last two plans, at once
        sent = [device.send("POST", *find_first_answer(await device.load())) for device in teams[1:]]
        assert [answer.status for answer in await asyncio.gather(*sent)] == [303] * len(sent)

    for case in cases(1):
        run(tmp_path / str(case), do)


def test_floods_slow_readers_and_half_sent_requests_keep_nobody_waiting(tmp_path: Path) -> None:
    async def do(room: ServedRoom) -> None:
        good, flooder = await room.join(room.roles[0]), await room.join(room.roles[1])
        at = urlsplit(room.server.address)
        head = f"Host: {at.netloc}\r\nCookie: wargame_seat={flooder.cookie}\r\n".encode()
        held = []
        for sent in (
            *[b"GET /events HTTP/1.1\r\n" + head + b"\r\n"] * 12,  # streams that nobody reads
            *[b"POST /decide HTTP/1.1\r\n" + head + b"Content-Length: 5000\r\n\r\nhalf"] * 40,
            *[b"GET /seat HTT"] * 40,
            *[(b"GET /seat HTTP/1.1\r\n" + head + b"\r\n") * 60] * 10,  # pages that nobody reads
        ):
            reader, writer = await asyncio.open_connection(at.hostname, at.port, limit=1024)
            writer.write(sent)
            held.append((reader, writer))
        follows = asyncio.create_task(good.follow())
        for _ in range(30):
            room.step()
            async with asyncio.timeout(5):
                page = await good.load()
                if 'id="decide"' in page:
                    assert (await good.send("POST", *find_first_answer(page))).status in (303, 409)
        assert good.events
        (device,) = room.server.state.list_devices(room.roles[1])
        assert device.streams <= USUAL.streams
        follows.cancel()
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0)

    run(tmp_path, do)
