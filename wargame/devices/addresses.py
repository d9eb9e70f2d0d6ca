"""The addresses under which this machine can be reached, and the socket that listens on one of them."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress

LOOPBACK = "127.0.0.1"
PORT = 8620
SIOCGIFADDR = 0x8915
"""The question of Linux for the address of an interface."""
TRIES = 20
"""How many ports after the usual one are tried where none was asked for."""


class ListenError(Exception):
    """The address cannot be listened on; the message is a line that says why and what to do."""


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0: on `PORT`, or the next one that is free.

    Raises `ListenError`.
    """
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    except ValueError:
        raise ListenError(f"{address} is no address; write one such as 192.168.1.20, or 0.0.0.0 for all") from None
    if ipaddress.ip_address(address).is_unspecified and not list_addresses():
        raise ListenError(
            "this machine is on no network; join one, or switch on its hotspot; without --bind its own browsers play"
        )
    for tried in [port] if port else range(PORT, PORT + TRIES):
        made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sends at once over TCP alone
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((address, tried))
            made.listen(256)
        except OSError as error:
            made.close()
            if error.errno == errno.EADDRINUSE and not port:
                continue
            raise ListenError(_explain(error, address, tried)) from None
        made.setblocking(False)
        return made
    raise ListenError(f"ports {PORT} to {PORT + TRIES - 1} are all taken; choose another with --port")


def _explain(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; choose another with --port, or leave it out"
    if error.errno == errno.EADDRNOTAVAIL:
        here = ", ".join(list_addresses()) or "none but 127.0.0.1: this machine is on no network"
        return f"{address} is not an address of this machine; it has {here}"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} may not be used by you; choose one above 1023 with --port"
    return f"{address} port {port} cannot be listened on: {error.strerror}"


def list_addresses() -> list[str]:
    """Return the addresses of this machine in its networks, the likeliest first; none without a network."""
    found: list[str] = []
    probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: the system only chooses an address to send from
        found.append(probe.getsockname()[0])
    except OSError:
        pass
    finally:
        probe.close()
    with suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return [one for one in dict.fromkeys(found) if not ipaddress.ip_address(one).is_loopback and one != "0.0.0.0"]


def describe_network(address: str) -> str:
    """Return which browsers reach an address of this machine, in words, with the name of its interface if known."""
    found = ipaddress.ip_address(address)
    if found.is_loopback:
        return "browsers on this machine only"
    if found.is_unspecified:
        return f"all networks of this machine: {', '.join(map(_name_interface, list_addresses()))}"
    where = f"devices in the network of {_name_interface(address)}"
    return f"{where}; perhaps the whole internet" if found.is_global else where


def _name_interface(address: str) -> str:
    """Return an address with the name of its interface, where the system tells it: on Linux."""
    with suppress(ImportError, OSError, AttributeError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
        import fcntl  # not on Windows

        for _, name in socket.if_nameindex():
            with suppress(OSError):
                told = fcntl.ioctl(asks.fileno(), SIOCGIFADDR, name.encode()[:15].ljust(256, b"\0"))
                if socket.inet_ntoa(told[20:24]) == address:
                    return f"{address} ({name})"
    return address


def find_shown_address(address: str) -> str:
    """Return the address that people type: for a socket on all addresses, the likeliest of this machine's."""
    if ipaddress.ip_address(address).is_unspecified:
        return next(iter(list_addresses()), LOOPBACK)
    return address


def list_hosts(address: str, port: int) -> frozenset[str]:
    """Return the values of the Host header under which the server answers."""
    names = {address, LOOPBACK, "localhost", find_shown_address(address)}
    if ipaddress.ip_address(address).is_unspecified:
        name = socket.gethostname().lower()
        names |= {*list_addresses(), name, f"{name.removesuffix('.local')}.local"}
    names = {f"[{one}]" if ":" in one else one for one in names}
    return frozenset({f"{one}:{port}" for one in names} | (names if port in (80, 443) else set()))
