"""`DeviceServer`: one room that is open to devices: its socket, its state, its pages, in the event loop of the app."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

import uvicorn

from wargame.devices.addresses import LOOPBACK, describe_network, find_shown_address, list_hosts
from wargame.devices.connections import RoomConfig
from wargame.devices.host import Host
from wargame.devices.pace import Pace
from wargame.devices.room_file import RoomFile, find_room_file
from wargame.devices.room_options import USUAL_OPTIONS, RoomOptions
from wargame.devices.room_state import RoomState
from wargame.devices.stream_hub import StreamHub
from wargame.devices.viewers import list_others
from wargame.devices.web_app import WebApp

OF_ADDRESS = 5
"""How many times as often as one device an address may ask: a class may share one."""


def _raise_open_files(connections: int) -> None:
    """Let this process open as many files as it needs for these connections, if the system allows it."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, which has no such limit

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 2 * connections + 200 if hard == resource.RLIM_INFINITY else min(2 * connections + 200, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _QuietServer(uvicorn.Server):
    """A server that leaves the signals of the process to the app."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no handlers."""
        yield


class DeviceServer:
    """One room that is open to devices. Make it with `open_room`."""

    def __init__(
        self, host: Host, state: RoomState, made: socket.socket, address: str, network: bool, options: RoomOptions
    ) -> None:
        self.state, self.hub = state, StreamHub()
        self.port = int(made.getsockname()[1])
        self.is_on_network = network
        """Can other machines reach it?"""
        shown = find_shown_address(address)
        self.network = f"Open to {describe_network(address)}."
        """Which network was chosen, in words."""
        self.is_encrypted = options.tls is not None
        """Is what is sent encrypted?"""
        scheme = "https" if self.is_encrypted else "http"
        self.address = f"{scheme}://{f'[{shown}]' if ':' in shown else shown}:{self.port}"
        hosts, limits, pace = list_hosts(address, self.port), options.limits, Pace()
        self._socket = made

        def is_too_fast(sender: str, joined: bool) -> bool:
            return not pace.may_ask(sender, limits.requests * (1 if joined else OF_ADDRESS), monotonic())

        self.asgi = WebApp(
            host,
            state,
            self.hub,
            lambda: hosts,
            monotonic,
            secure=self.is_encrypted,
            limits=limits,
            is_too_fast=is_too_fast,
        ).asgi
        for name in ("uvicorn", "asyncio"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger("uvicorn").propagate = False
        _raise_open_files(limits.connections)
        config = RoomConfig(
            self.asgi,
            limits,
            loop="none",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=32 << 10,
        )
        config.load()
        config.ssl = options.tls
        self._server = _QuietServer(config)

    def is_there(self, viewer: str) -> bool:
        """Is a device of this viewer here, and not away?"""
        return any(not self.state.is_away(one, monotonic()) for one in self.state.list_devices(viewer))

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
    options: RoomOptions = USUAL_OPTIONS,
    *,
    keeps: Callable[[str], RoomFile] | None = None,
) -> DeviceServer:
    """Open a room for the devices of these teams, of evaluators and of the projector.

    Devices that joined it before are good again. ``identity`` names the exercise; it is empty for one that is
    recorded nowhere. ``made`` is a socket that listens (`listen` in `addresses.py`).
    """
    address = str(made.getsockname()[0])
    file = (keeps or (lambda name: RoomFile(find_room_file(name))))(identity) if identity else RoomFile(None)
    state = RoomState(roles, list_others(roles), options.limits)
    kept = file.read()
    if kept:
        try:
            state.load(kept)
        except (ValueError, KeyError, TypeError, AttributeError):
            kept = {}
    state.on_change(lambda: file.write(state.dump()))
    return DeviceServer(host, state, made, address, network=address not in (LOOPBACK, "::1"), options=options)
