"""`DeviceServer`: one room that is open to devices: its socket, its state, its pages, in the event loop of the app."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import uvicorn

from wargame.devices.addresses import LOOPBACK, find_shown_address, list_hosts
from wargame.devices.host import Host
from wargame.devices.room_file import RoomFile, find_room_file
from wargame.devices.room_state import RoomState
from wargame.devices.stream_hub import StreamHub
from wargame.devices.viewers import list_others
from wargame.devices.web_app import WebApp

MOST_CONNECTIONS = 800


class _QuietServer(uvicorn.Server):
    """A server that leaves the signals of the process to the app."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no handlers."""
        yield


class DeviceServer:
    """One room that is open to devices. Make it with `open_room`."""

    def __init__(self, host: Host, state: RoomState, made: socket.socket, address: str, network: bool) -> None:
        self.state, self.hub = state, StreamHub()
        self.port = int(made.getsockname()[1])
        self.is_on_network = network
        """Can other machines reach it?"""
        shown = find_shown_address(address)
        self.address = f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}"
        hosts = list_hosts(address, self.port)
        self._socket = made
        self.asgi = WebApp(host, state, self.hub, lambda: hosts, monotonic).asgi
        for name in ("uvicorn", "asyncio"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger("uvicorn").propagate = False
        config = uvicorn.Config(
            self.asgi,
            loop="none",
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=32 << 10,
        )
        self._server = _QuietServer(config)

    async def serve(self) -> None:
        """Answer requests until `close` is called."""
        await self._server.serve(sockets=[self._socket])

    def close(self) -> None:
        """Stop answering: pages say that the connection is lost, and go on by themselves if it comes back."""
        self.hub.close()
        self._server.should_exit = True
        for listening in getattr(self._server, "servers", ()):  # none before it serves
            listening.close()  # the port is free at once
        self._socket.close()


def open_room(
    host: Host,
    roles: list[str],
    identity: str,
    made: socket.socket,
    *,
    keeps: Callable[[str], RoomFile] | None = None,
) -> DeviceServer:
    """Open a room for the devices of these teams, of evaluators and of the projector.

    Devices that joined it before are good again. ``identity`` names the exercise; it is empty for one that is
    recorded nowhere. ``made`` is a socket that listens (`listen` in `addresses.py`).
    """
    address = str(made.getsockname()[0])
    file = (keeps or (lambda name: RoomFile(find_room_file(name))))(identity) if identity else RoomFile(None)
    state = RoomState(roles, list_others(roles))
    kept = file.read()
    if kept:
        try:
            state.load(kept)
        except (ValueError, KeyError, TypeError, AttributeError):
            kept = {}
    state.on_change(lambda: file.write(state.dump()))
    return DeviceServer(host, state, made, address, network=address not in (LOOPBACK, "::1"))
