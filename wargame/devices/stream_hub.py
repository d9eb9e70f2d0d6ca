"""Tells the pages that something changed: each open stream learns the revision of its own page, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

BEAT = 15.0
"""The seconds after which a stream says that it is still there."""


class StreamHub:
    """The open streams. ``changed`` is called after everything that may change a page."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.closed = False

    def changed(self) -> None:
        """Wake all streams: each compares the revision of its page with the one that it told last."""
        for waiting in self._waiting:
            waiting.set()

    def close(self) -> None:
        """End all streams."""
        self.closed = True
        self.changed()

    async def follow(self, find_revision: Callable[[], str | None]) -> AsyncIterator[bytes]:
        """Yield server-sent events, each the revision of a page after it changed; at None the seat is gone.

        The beats are counted from what this stream told last, and not from what happened at other seats.
        """
        waiting, told = asyncio.Event(), ""
        read_seconds = asyncio.get_running_loop().time
        beat = read_seconds() + BEAT
        self._waiting.add(waiting)
        try:
            yield b"retry: 1000\n\n"
            while not self.closed:
                waiting.clear()
                revision = find_revision()
                if revision is None:
                    yield b"event: gone\ndata: \n\n"
                    return
                if revision != told:
                    told = revision
                    yield f"id: {revision}\nevent: view\ndata: {revision}\n\n".encode()
                    beat = read_seconds() + BEAT
                    continue
                if read_seconds() >= beat:
                    yield b": still here\n\n"
                    beat += BEAT
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(beat):
                        await waiting.wait()
        finally:
            self._waiting.discard(waiting)
