"""TLS for a room, and one line in plain HTTP for a browser that comes without it."""

from __future__ import annotations

import ssl
from typing import Any

WITHOUT_TLS = "This room is encrypted: its address begins with https:// and not with http://."


class RoomContext(ssl.SSLContext):
    """The set-up of TLS connections that begin with an answer to plain HTTP, if that is what came."""

    sslobject_class: Any

    def __init__(self, *args: Any) -> None:
        super().__init__()
        self.sslobject_class = _AnsweringConnection

    def wrap_bio(self, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, *args: Any, **options: Any) -> ssl.SSLObject:
        """Return one connection."""
        made = super().wrap_bio(incoming, outgoing, *args, **options)
        if isinstance(made, _AnsweringConnection):
            made.outgoing = outgoing
        return made


class _AnsweringConnection(ssl.SSLObject):
    """One connection. Plain HTTP gets `WITHOUT_TLS`, and nothing else of what it sent is looked at."""

    outgoing: ssl.MemoryBIO | None = None

    def do_handshake(self) -> None:
        """Go on with the handshake. Raises as `ssl.SSLObject.do_handshake`."""
        try:
            super().do_handshake()
        except ssl.SSLError as error:
            if error.reason != "HTTP_REQUEST" or self.outgoing is None:
                raise
            self.outgoing.write(_build_answer())
            self.outgoing = None
            raise ssl.SSLWantReadError from None  # what was written is sent; the browser closes, or is given up


def _build_answer() -> bytes:
    text = WITHOUT_TLS.encode()
    head = (
        "HTTP/1.1 400 Bad Request",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(text)}",
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Connection: close",
    )
    return "\r\n".join((*head, "", "")).encode() + text
