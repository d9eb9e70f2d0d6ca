"""`SimulatedDevice`: a browser over real HTTP that keeps its cookie, follows its stream, and loads its page again."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import perf_counter
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

GONE = (ConnectionError, asyncio.IncompleteReadError, OSError)
"""What a cut connection raises."""


class Answer(NamedTuple):
    """What came back: ``size`` counts the bytes on the wire, head and all."""

    status: int
    headers: dict[str, str]
    body: bytes
    size: int

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class SimulatedDevice:
    """One browser. Its requests take turns on one connection; its stream has another one."""

    def __init__(self, address: str, name: str = "") -> None:
        parts = urlsplit(address)
        self._host, self._port, self._netloc = str(parts.hostname), int(parts.port or 80), parts.netloc
        self.name, self.cookie, self.page = name, "", ""
        self._pipe: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._turn = asyncio.Lock()
        self.events: list[tuple[float, bytes]] = []
        """What its stream said, with the time of each part."""
        self.shown: list[float] = []
        """The times at which a page stood whole on its screen after news came."""
        self.told: Callable[[], object] = lambda: None

    async def send(
        self, method: str, path: str, fields: Mapping[str, str] | None = None, body: bytes | None = None, **head: str
    ) -> Answer:
        """Send one request and read its answer. Raises one of `GONE`."""
        async with self._turn:
            reader, writer = self._pipe or await asyncio.open_connection(self._host, self._port, limit=1 << 22)
            self._pipe = None
            sent = urlencode(fields).encode() if fields is not None else body or b""
            writer.write(self._build_head(method, path, len(sent), head) + sent)
            await writer.drain()
            try:
                answer = await _read_answer(reader)
            except BaseException:
                writer.close()
                raise
            if answer.headers.get("connection") == "close":
                writer.close()
            else:
                self._pipe = reader, writer
        cookie = re.match(r"wargame_seat=([^;]*)", answer.headers.get("set-cookie", ""))
        if cookie:
            self.cookie = cookie[1].strip('"')
        return answer

    def _build_head(self, method: str, path: str, length: int, more: Mapping[str, str]) -> bytes:
        lines = [f"{method} {quote(path, safe='/?=&')} HTTP/1.1", f"Host: {self._netloc}", "Accept-Encoding: gzip"]
        if self.cookie:
            lines.append(f"Cookie: wargame_seat={self.cookie}")
        if method != "GET":
            lines += [f"Content-Length: {length}", "Content-Type: application/x-www-form-urlencoded"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def join(self, code: str) -> Answer:
        """Join a team with its code."""
        return await self.send("POST", "/join", {"code": code, "name": self.name})

    async def load(self) -> str:
        """Load the page of the seat."""
        answer = await self.send("GET", "/seat")
        if answer.status != 200:
            raise ConnectionError(f"no page: {answer.status}")
        self.page = answer.text
        return self.page

    async def follow(self, *, loads: bool = True, path: str = "/events") -> None:
        """Follow the stream until it ends, and load the page after each event. Raises one of `GONE`."""
        reader, writer = await asyncio.open_connection(self._host, self._port, limit=1 << 20)
        try:
            writer.write(self._build_head("GET", path, 0, {}))
            await reader.readuntil(b"\r\n\r\n")
            while True:
                chunk = await _read_chunk(reader)
                if not chunk:
                    raise ConnectionResetError
                self.events.append((perf_counter(), chunk))
                if b"event: view" in chunk and loads:
                    await self.load()
                    self.shown.append(perf_counter())
                self.told()
        finally:
            writer.close()

    def close(self) -> None:
        """Cut the connection for requests."""
        if self._pipe is not None:
            self._pipe[1].close()
            self._pipe = None


async def _read_answer(reader: asyncio.StreamReader) -> Answer:
    head = await reader.readuntil(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    length = headers.get("content-length")
    body, size = b"", len(head)
    if length is not None:
        body = await reader.readexactly(int(length))
    elif headers.get("transfer-encoding") == "chunked":
        while chunk := await _read_chunk(reader):
            body += chunk
    size += len(body)
    if headers.get("content-encoding") == "gzip":
        body = gzip.decompress(body)
    return Answer(int(first.split()[1]), headers, body, size)


async def _read_chunk(reader: asyncio.StreamReader) -> bytes:
    length = int(await reader.readline() or b"0", 16)
    chunk = await reader.readexactly(length)
    await reader.readline()
    return chunk


# Reading a page as somebody who decides


def is_asking(page: str) -> bool:
    """Does a page ask something of its team?"""
    return 'id="decide"' in page or 'action="/called"' in page


def find_hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form on a page: the revision and a fresh key."""
    return dict(re.findall(r'<input type="hidden" name="(revision|key)" value="([^"]*)"', page))


def find_first_answer(page: str, because: str = "we thought about it") -> tuple[str, dict[str, str]]:
    """Return where to send the simplest answer to a page, and its fields: the first offer, at its first zone."""
    fields = find_hidden(page)
    if 'action="/called"' in page:
        return "/called", fields
    fields["because"] = because
    if 'name="percent"' in page:
        return "/decide", {**fields, "percent": "40"}
    if 'name="con1"' in page:
        return "/decide", {**fields, "con1": "they will notice", "pro1": "it worked before"}
    number = re.findall(r'name="offer" id="[^"]*" value="([0-9]+)"', page)[0]
    fields["offer"] = number
    for field, value in re.findall(rf'name="([a-z]+-{number})" value="([^"]*)"', page):
        fields.setdefault(field, value)
    return "/decide", fields


async def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Wait until something is so; False if it is not so after ``seconds``."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while not is_so():
                await asyncio.sleep(0.005)
            return True
    return False
