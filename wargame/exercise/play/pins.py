"""PINs, which keep the window of a role closed to the others in the room.

The header of a session has a salted digest of each, so that nobody reads a PIN from the screen by accident. A PIN is no
protection of the file: a person who opens it sees everything in it.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from wargame.suggestion import suggest_name


class PinError(ValueError):
    """A PIN cannot be set as asked; the message says how to write one."""


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
        pins[role] = pin
    return pins


def seal_pins(pins: Mapping[str, str]) -> dict[str, str]:
    """PINs as the header keeps them: ``SALT:DIGEST`` by role, both in hex."""
    sealed = {}
    for role, pin in pins.items():
        salt = secrets.token_hex(8)
        sealed[role] = f"{salt}:{_compute_digest(salt, pin)}"
    return sealed


def needs_pin(header: Mapping[str, Any], role: str) -> bool:
    """Is there a PIN for this role in this session?"""
    return role in header.get("pins", {})


def may_open(header: Mapping[str, Any], role: str, pin: str) -> bool:
    """Is ``pin`` the PIN of ``role``? Every text is, for a role without a PIN."""
    if not needs_pin(header, role):
        return True
    salt, _, digest = header["pins"][role].partition(":")
    return hmac.compare_digest(_compute_digest(salt, pin), digest)


def _compute_digest(salt: str, pin: str) -> str:
    return sha256(f"{salt}:{pin.strip()}".encode()).hexdigest()
