"""Connections that stall or flood, limits, and certificates: each ends in one clear answer."""

from __future__ import annotations

import asyncio
import re
import shutil
import ssl
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from uvicorn.server import ServerState

from tests.devices.device_setup import Room
from tests.paths import ROOT
from wargame.devices.addresses import listen
from wargame.devices.connections import RoomConfig, TimedConnection
from wargame.devices.device_server import open_room
from wargame.devices.edge import Receive, Scope, Send, answer
from wargame.devices.pace import Pace
from wargame.devices.room_options import NAMES, USUAL, Limits, OptionsError, RoomOptions, read_certificate
from wargame.devices.room_tls import WITHOUT_TLS


class Loop(asyncio.SelectorEventLoop):
    """An event loop with a clock that is set."""

    now = 0.0

    def time(self) -> float:
        """The time that was set."""
        return self.now

    def pass_time(self, seconds: float) -> None:
        """Let time pass, and do what is due then."""
        self.now += seconds
        for _ in range(4):
            self.run_until_complete(asyncio.sleep(0))


class Wire(asyncio.Transport):
    """A connection that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("10.0.0.9", 4000), "sockname": ("10.0.0.1", 8620)})
        self.sent, self.ended = b"", ""
        self.lost: Callable[[], object] = lambda: None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent += bytes(data)

    def close(self) -> None:
        self.ended = self.ended or "closed"
        self.lost()

    def abort(self) -> None:
        self.ended = "aborted"
        self.lost()

    def is_closing(self) -> bool:
        return bool(self.ended)

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Net:
    """A server without sockets, whose application reads the body of a request and says that it is here."""

    def __init__(self, limits: Limits) -> None:
        self.loop, self.state = Loop(), ServerState()
        self.config = RoomConfig(self._answer, limits, lifespan="off", log_config=None, timeout_keep_alive=300)
        self.config.load()

    @staticmethod
    async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] == "http.request" and message["more_body"]:
            pass
        await answer(send, 200, "here")

    def connect(self) -> tuple[TimedConnection, Wire]:
        """Open a connection."""
        made, wire = TimedConnection(self.config, self.state, {}, self.loop), Wire()
        wire.lost = lambda: self.loop.call_soon(made.connection_lost, None)
        made.connection_made(wire)
        return made, wire

    def send(self, made: TimedConnection, data: bytes) -> None:
        """Let some bytes arrive."""
        made.data_received(data)
        self.loop.pass_time(0)


WHOLE = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


def test_a_request_that_does_not_arrive_in_time_is_told_so_and_ended() -> None:
    net = Net(Limits(seconds=10))
    for slow in (b"GET / HT", b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nab"):
        made, wire = net.connect()
        net.send(made, slow)
        net.loop.pass_time(9)
        assert not wire.is_closing()
        net.send(made, b"T" if slow.endswith(b"HT") else b"c")  # a drop now and then does not help
        net.loop.pass_time(2)
        assert wire.ended == "closed"
        assert wire.sent.startswith(b"HTTP/1.1 408")
        assert b"did not arrive in time. Load the page again." in wire.sent
    _, silent = net.connect()
    net.loop.pass_time(11)
    assert (silent.sent, silent.ended) == (b"", "closed"), "a browser that connects in advance is not answered"
    net.loop.close()


def test_a_browser_that_asks_again_after_a_pause_has_its_time_anew() -> None:
    net = Net(Limits(seconds=10))
    made, wire = net.connect()
    for _ in range(3):
        net.send(made, WHOLE)
        assert wire.sent.endswith(b"here")
        wire.sent = b""
        net.loop.pass_time(9)
    net.send(made, b"GET")
    net.loop.pass_time(9)
    assert not wire.is_closing()
    net.loop.pass_time(2)
    assert wire.ended == "closed"
    net.loop.close()


def test_who_does_not_read_an_answer_is_given_up_and_who_reads_slowly_is_not() -> None:
    net = Net(Limits(seconds=10))
    made, wire = net.connect()
    net.send(made, WHOLE)
    for _ in range(3):
        made.pause_writing()
        net.loop.pass_time(9)
        made.resume_writing()
    net.loop.pass_time(11)
    assert not wire.is_closing()
    made.pause_writing()
    net.loop.pass_time(11)
    assert wire.ended == "aborted"
    net.loop.close()


def test_a_flood_of_connections_leaves_room_for_others_and_is_told_so() -> None:
    net = Net(Limits(connections=4))
    held = [net.connect() for _ in range(4)]
    net.send(held[2][0], WHOLE)
    assert held[2][1].sent.startswith(b"HTTP/1.1 200")
    net.send(held[3][0], WHOLE)
    assert held[3][1].sent.startswith(b"HTTP/1.1 503")
    assert b"Too many connections are open here. Wait a moment" in held[3][1].sent
    for _ in range(6):
        last = net.connect()[1]
    assert last.ended == "aborted"
    for made, _ in held:
        made.transport.close()
    net.loop.pass_time(0)
    garbage, wire = net.connect()
    net.send(garbage, b"\x16\x03\x01 what is this\r\n\r\n")
    assert b"That is no request of a browser." in wire.sent
    net.loop.close()


def test_a_sender_that_asks_without_a_pause_is_slowed_and_no_other() -> None:
    pace = Pace()
    assert all(pace.may_ask("a", 5, 0) for _ in range(50))
    assert not pace.may_ask("a", 5, 0)
    assert pace.may_ask("b", 5, 0)
    assert [pace.may_ask("a", 5, 1) for _ in range(6)] == [True] * 5 + [False]
    for n in range(5000):
        pace.may_ask(str(n), 5, 1)
    assert pace.may_ask("a", 5, 2)


def test_the_limits_of_a_room_can_be_changed() -> None:
    room = Room(options=RoomOptions(Limits(body=1, tries=2, devices=1)))
    device = room.open_device()
    assert device.web.post("/join", content=b"x" * 1500).status_code == 413
    assert [device.post("/join", code="222222").status_code for _ in range(3)] == [403, 403, 429]
    room.now = 61
    room.join("cell")
    assert "The room is full" in device.post("/join", code=room.state.codes["cell"]).text


def make_certificate(folder: Path, name: str) -> tuple[str, str]:
    """Make a certificate and its key, and return their paths."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=wargame"]
    subprocess.run(["openssl", "req", "-x509", *curve, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return str(cert), str(key)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT"])
def test_plain_http_to_an_encrypted_room_is_told_the_right_beginning(tmp_path: Path, method: str) -> None:
    async def ask() -> None:
        options = RoomOptions(tls=read_certificate(*make_certificate(tmp_path, "one")))
        room = Room(options=options)
        server = open_room(room.host, room.roles, "", listen("127.0.0.1", 0), options)
        serving = asyncio.create_task(server.serve())
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(f"{method} /seat HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            assert head.startswith("HTTP/1.1 400 ")
            assert (await reader.readexactly(len(WITHOUT_TLS))).decode() == WITHOUT_TLS
            writer.write_eof()
            assert await reader.read() == b""
            writer.close()
            trusting = ssl.create_default_context(cafile=str(tmp_path / "one.pem"))
            trusting.check_hostname = False
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port, ssl=trusting)
            writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            assert (await reader.readline()).startswith(b"HTTP/1.1 200 ")
            writer.close()
        finally:
            server.close()
            await serving

    asyncio.run(ask())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="a certificate is made with openssl")
def test_a_certificate_is_read_and_each_wrong_file_has_its_line(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path, "one")
    options = RoomOptions(tls=read_certificate(cert, key))
    room = Room(options=options)
    made = listen("127.0.0.1", 0)
    assert open_room(room.host, room.roles, "", made, options).address.startswith("https://127.0.0.1:")
    made.close()
    joined = room.open_device().web.post("/join", data={"code": room.state.codes["cell"]}, follow_redirects=False)
    assert "Secure" in joined.headers["set-cookie"]
    other = make_certificate(tmp_path, "other")[1]
    damaged, locked = tmp_path / "damaged.pem", tmp_path / "locked.key"
    damaged.write_text("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n")
    locked.write_text("-----BEGIN ENCRYPTED PRIVATE KEY-----\nnothing\n-----END ENCRYPTED PRIVATE KEY-----\n")
    for files, said in (
        ((str(tmp_path / "none.pem"), key), "none.pem of --tls-cert cannot be read: No such file"),
        ((key, key), "of --tls-cert holds no certificate in PEM form"),
        ((cert, cert), "of --tls-key holds no private key in PEM form"),
        ((cert, other), "is not the key of the certificate"),
        ((str(damaged), key), "damaged"),
        ((cert, str(locked)), "locked with a password; make a copy without one"),
    ):
        with pytest.raises(OptionsError, match=said):
            read_certificate(*files)


def test_the_usual_limits_are_those_that_the_page_on_devices_lists() -> None:
    text = (ROOT / "docs" / "devices.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", text, re.MULTILINE)
    assert {name: int(number) for name, number in rows} == {
        name: getattr(USUAL, field) for name, field in NAMES.items()
    }
