"""PINs, which keep the window of a role closed to the others in the room.

The header of a session has a salted digest of each, so that nobody reads a PIN from the screen by accident. A PIN is no
protection of the file: a person who opens it sees everything in it.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
import secrets
from collections.abc import Iterable, Mapping

from wargame.exercise.play.clock import Clock
from wargame.session.records import Header
from wargame.suggestion import suggest_name

LONGEST = 40
"""The most characters of a PIN."""

TRIES = 5
"""How many wrong tries cost a pause."""

PAUSE = 5.0
"""Seconds in which no PIN is taken after `TRIES` wrong ones."""

_SEALED = re.compile(r"(?P<way>scrypt:)?(?P<salt>[0-9a-f]{16}):(?P<digest>[0-9a-f]{64})", re.ASCII)


class PinError(ValueError):
    """A PIN cannot be set as asked, or the header has a digest that no program wrote; the message says which."""


class PinDoor:
    """Takes the PINs that are typed for one role, and counts the wrong ones."""

    def __init__(self, header: Header, role: str, clock: Clock) -> None:
        self._header, self._role, self._clock = header, role, clock
        self._wrong = 0
        self._closed_until = -math.inf

    def try_pin(self, typed: str) -> str:
        """Return an empty text if the role may be opened; else the sentence that says why not.

        Raises `PinError` if the header is malformed.
        """
        left = self._closed_until - self._clock.read_seconds()
        if left > 0:
            return f"Wait {math.ceil(left)} s, then try again."
        if may_open(self._header, self._role, typed):
            self._wrong = 0
            return ""
        self._wrong += 1
        if self._wrong % TRIES:
            return "That is not the PIN of this role."
        self._closed_until = self._clock.read_seconds() + PAUSE
        return f"Wrong {TRIES} times: wait {PAUSE:g} s, then try again."


def parse_pins(asked: Iterable[str], roles: Iterable[str]) -> dict[str, str]:
    """PINs by role, from texts such as ``cartel=1234``. Raises `PinError`."""
    there = list(roles)
    pins: dict[str, str] = {}
    for text in asked:
        role, equals, pin = text.partition("=")
        if not equals or not pin.strip():
            raise PinError("a PIN is written ROLE=PIN, such as cartel=1234")
        if role not in there:
            hint = suggest_name(role, there)
            raise PinError(
                f"there is no role {role!r}; the roles are {', '.join(there)}" + (f"; {hint}" if hint else "")
            )
        if not pin.strip().isprintable():  # bytes that are no text arrive as halves of surrogate pairs
            raise PinError(f"the PIN of {role} has characters that cannot be typed; use letters and digits")
        if len(pin.strip()) > LONGEST:
            raise PinError(f"the PIN of {role} has {len(pin.strip())} characters; it may have up to {LONGEST}")
        if role in pins:
            raise PinError(f"{role} has two PINs; give it one")
        pins[role] = pin
    return pins


def seal_pins(pins: Mapping[str, str]) -> dict[str, str]:
    """PINs as the header keeps them: ``scrypt:SALT:DIGEST`` by role, both in hex."""
    sealed = {}
    for role, pin in pins.items():
        salt = secrets.token_hex(8)
        sealed[role] = f"scrypt:{salt}:{_compute_scrypt(salt, pin)}"
    return sealed


def needs_pin(header: Header, role: str) -> bool:
    """Is there a PIN for this role in this session? Raises `PinError` if it is malformed."""
    if header.pins is None or role not in header.pins:
        return False
    _parse_sealed(header.pins[role], role)
    return True


def may_open(header: Header, role: str, pin: str) -> bool:
    """Is ``pin`` the PIN of ``role``? Every text is, for a role without a PIN. Raises as `needs_pin`."""
    if header.pins is None or role not in header.pins:
        return True
    sealed = _parse_sealed(header.pins[role], role)
    compute = _compute_scrypt if sealed["way"] else _compute_sha
    return hmac.compare_digest(compute(sealed["salt"], pin), sealed["digest"])


def _parse_sealed(text: str, role: str) -> re.Match[str]:
    found = _SEALED.fullmatch(text)
    if found is None:
        raise PinError(f"line 1: the PIN of {role} is not of the form that this program writes, so it opens to none")
    return found


def _compute_scrypt(salt: str, pin: str) -> str:
    """Return the digest of a PIN. It takes 16 MB and about 50 ms, so that trying all short PINs takes minutes."""
    return hashlib.scrypt(_encode(pin), salt=salt.encode(), n=1 << 14, r=8, p=1, dklen=32).hex()


def _compute_sha(salt: str, pin: str) -> str:
    """Return the digest of a PIN as sessions kept it before scrypt."""
    return hashlib.sha256(salt.encode() + b":" + _encode(pin)).hexdigest()


def _encode(pin: str) -> bytes:
    return pin.strip().encode("utf-8", "replace")
