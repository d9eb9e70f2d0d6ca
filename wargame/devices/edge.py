"""What every request passes before it is looked at: host, origin, size; and what every answer gets: strict headers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = (
    (b"content-security-policy",
     b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
     b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),  # with no-referrer, browsers send the origin of forms as null
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip
TOO_LONG = "That was too long. Send less."
TOO_FAST = "This browser asks too often. Wait a moment, then load the page again."
BROKEN = "Something went wrong here. Load the page again, or tell your facilitator."


class TooLongError(Exception):
    """A request has more bytes than are read."""


class Edge:
    """Wraps the application. ``hosts`` are the values of the Host header that are answered.

    ``most_body`` is the most bytes of a request that are read; ``is_too_fast`` counts a request.
    """

    def __init__(
        self, app: App, hosts: Callable[[], frozenset[str]], most_body: int, is_too_fast: Callable[[Scope], bool]
    ) -> None:
        self._app, self._hosts, self._most, self._is_too_fast = app, hosts, most_body, is_too_fast

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. No traceback and no detail of a failure leaves."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        begun = False

        async def send_strictly(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = {name for name, _ in message.get("headers", ())}
                message["headers"] = [*message.get("headers", ()), *(one for one in HEADERS if one[0] not in own)]
            await send(message)

        refused = self._refuse(scope)
        if refused is not None:
            await answer(send_strictly, *refused)
            return
        read = 0

        async def receive_counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise TooLongError
            return message

        try:
            await self._app(scope, receive_counted, send_strictly)
        except TooLongError:
            if not begun:
                await answer(send_strictly, 413, TOO_LONG)
        except Exception:
            if not begun:  # else the server notices that the answer is not complete, and closes the connection
                await answer(send_strictly, 500, BROKEN)

    def _refuse(self, scope: Scope) -> tuple[int, str] | None:
        """Return the status and the sentence for a request that is not looked at."""
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if host not in self._hosts():
            return 421, "This address is not served here. Use the address that your facilitator shows."
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > self._most:
            return 413, TOO_LONG
        if scope["method"] not in ("GET", "HEAD"):
            origin, site = headers.get(b"origin"), headers.get(b"sec-fetch-site", b"same-origin")
            same = origin is None or origin.decode("latin-1").lower() == f"{scope['scheme']}://{host}"
            if not same or site not in (b"same-origin", b"none"):
                return 403, "This was sent by a page of another address, and is not taken."
        return (429, TOO_FAST) if self._is_too_fast(scope) else None


async def answer(send: Send, status: int, text: str, *, closes: bool = False) -> None:
    """Send a sentence; with ``closes``, the connection ends with it."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text.encode())).encode())]
    headers += [(b"connection", b"close")] if closes else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
