"""Connections that are given up when they stall: a request that does not arrive whole, an answer that nobody reads."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from wargame.devices.edge import Receive, Scope, Send, answer
from wargame.devices.room_options import Limits

FULL = "Too many connections are open here. Wait a moment, then load the page again."
SLOW = "Your request did not arrive in time. Load the page again."
UNREADABLE = "That is no request of a browser."


class RoomConfig(uvicorn.Config):
    """The set-up of a server, with the limits of its room."""

    def __init__(self, app: Any, limits: Limits, **options: Any) -> None:
        super().__init__(app, http=TimedConnection, **options)
        self.limits = limits
        self.held: Counter[str] = Counter()
        """How many connections each address holds."""


class TimedConnection(H11Protocol):
    """One connection. Each request, and each pause in reading an answer, may take ``limits.seconds``."""

    def __init__(
        self,
        config: RoomConfig,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._limits, self._held, self._address = config.limits, config.held, ""
        self._arriving: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request. A connection too many is answered with `FULL`."""
        super().connection_made(cast(asyncio.Transport, transport))
        self._address = self.client[0] if self.client is not None else ""
        self._held[self._address] += 1
        most = self._limits.connections
        if len(self.connections) > 2 * most:  # they do not even wait for their answers
            self.transport.abort()
        elif len(self.connections) > most or self._held[self._address] > max(1, most * 3 // 4):
            self.app = _answer_full
        self._arriving = self._wait(self._give_up_request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_arriving()
        self._stop_reading()
        self._held[self._address] -= 1
        if self._held[self._address] <= 0:
            del self._held[self._address]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on. The time for a request runs from its first byte to its last."""
        super().data_received(data)
        state = self.conn.their_state
        is_arriving = state is h11.SEND_BODY or (state is h11.IDLE and self.timeout_keep_alive_task is None)
        if not is_arriving:
            self._stop_arriving()
        elif self._arriving is None:
            self._arriving = self._wait(self._give_up_request)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request in words of our own."""
        super().send_400_response(UNREADABLE)

    def pause_writing(self) -> None:
        """Begin to wait until the browser reads on."""
        super().pause_writing()
        self._reading = self._wait(self._give_up_reader)

    def resume_writing(self) -> None:
        """Go on: the browser reads."""
        self._stop_reading()
        super().resume_writing()

    def _wait(self, then: Callable[[], None]) -> asyncio.TimerHandle:
        return self.loop.call_later(self._limits.seconds, then)

    def _stop_arriving(self) -> None:
        if self._arriving is not None:
            self._arriving.cancel()
            self._arriving = None

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _give_up_request(self) -> None:
        has_begun = bool(self.conn.trailing_data[0]) or self.conn.their_state is not h11.IDLE
        if has_begun and self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
            head = h11.Response(status_code=408, headers=headers, reason=b"Request Timeout")
            with suppress(h11.LocalProtocolError):
                for event in (head, h11.Data(data=SLOW.encode()), h11.EndOfMessage()):
                    self.transport.write(self.conn.send(event) or b"")
        if self.cycle is not None:  # what waits for the rest of the request learns that it does not come
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _give_up_reader(self) -> None:
        self.transport.abort()  # close() would wait until everything is read


async def _answer_full(scope: Scope, receive: Receive, send: Send) -> None:
    await answer(send, 503, FULL, closes=True)
