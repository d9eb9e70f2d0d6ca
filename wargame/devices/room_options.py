"""How a room is open to devices: its limits, and the certificate with which it speaks TLS."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from wargame.devices.room_tls import RoomContext
from wargame.light_dataclass import dataclass


class OptionsError(Exception):
    """An option cannot be used; the message is a line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a room takes. Each number has a name that can be typed: ``--limit NAME=N``."""

    body: int = 64
    """The most kilobytes of a request that are read."""
    connections: int = 800
    """The most connections that are open at once; one address holds three quarters of them at most."""
    devices: int = 300
    """The most devices that have joined."""
    streams: int = 6
    """The most pages of one device that follow the exercise at once."""
    tries: int = 10
    """The most wrong codes of one address in a minute."""
    room_tries: int = 60
    """The most wrong codes of all addresses in a minute."""
    requests: int = 50
    """The most requests of one device in a second; who has not joined: five times as many for an address."""
    seconds: int = 15
    """The seconds in which the head of a request has to arrive, its body, and in which an answer is read on."""


USUAL = Limits()
NAMES = {one.name.replace("_", "-"): one.name for one in fields(Limits)}
"""The names of the limits as they are typed."""
MOST = 100_000


def parse_limits(asked: Sequence[str]) -> Limits:
    """Return the limits with those that ``asked`` changes, each as *name=number*. Raises `OptionsError`."""
    changed: dict[str, int] = {}
    for text in asked:
        name, sign, number = text.partition("=")
        if name not in NAMES or not sign:
            raise OptionsError(f"{text[:40]!r} is no limit; write NAME=N, where NAME is {', '.join(NAMES)}")
        if not (number.isascii() and number.isdecimal() and 1 <= int(number[:9]) <= MOST):
            raise OptionsError(f"the limit {name} is a whole number from 1 to {MOST}, and {number[:20]!r} is none")
        changed[NAMES[name]] = int(number)
    return Limits(**changed)


def read_certificate(cert: str, key: str) -> ssl.SSLContext:
    """Return what a server needs to speak TLS with a certificate and its key, both files in PEM form.

    Raises `OptionsError`, with a line about the file that is wrong.
    """
    texts = {}
    for option, name, mark in (("--tls-cert", cert, b"CERTIFICATE-----"), ("--tls-key", key, b"PRIVATE KEY-----")):
        try:
            texts[option] = Path(name).read_bytes()
        except OSError as error:
            raise OptionsError(f"{name} of {option} cannot be read: {error.strerror or error}") from None
        if b"-----BEGIN " not in texts[option] or mark not in texts[option]:
            holds = "a certificate" if option == "--tls-cert" else "a private key"
            raise OptionsError(f"{name} of {option} holds no {holds[2:]} in PEM form; it begins with -----BEGIN")
    if b"ENCRYPTED" in texts["--tls-key"]:
        raise OptionsError(f"{key} is locked with a password; make a copy without one (openssl pkey -in {key})")
    context = RoomContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(cert, key)
    except ssl.SSLError as error:
        if "MISMATCH" in (error.reason or ""):
            raise OptionsError(f"{key} is not the key of the certificate in {cert}") from None
        raise OptionsError(f"{cert} and {key} cannot be used: one of them is damaged, or not in PEM form") from None
    return context


@dataclass(frozen=True, slots=True)
class RoomOptions:
    """The limits of a room, and its certificate; without one what is sent is not encrypted."""

    limits: Limits = USUAL
    tls: ssl.SSLContext | None = None


USUAL_OPTIONS = RoomOptions()
