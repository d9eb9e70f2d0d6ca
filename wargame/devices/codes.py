"""The codes with which a device joins: six signs that look like no other, read as people type them."""

from __future__ import annotations

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The signs of codes. 0 and O, 1, I and L, U and V look alike: only one of each kind, or none, is used."""
LENGTH = 6


def make_code(taken: frozenset[str] = frozenset()) -> str:
    """Return a new code that is not among those ``taken``."""
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if code not in taken:
            return code


def read_code(typed: str) -> str:
    """Return a typed code as it is kept: in capitals, without spaces and hyphens. Raises `ValueError` for no code."""
    code = "".join(sign for sign in typed.upper() if not sign.isspace() and sign != "-")
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        raise ValueError(f"a code has {LENGTH} signs")
    return code


def format_code(code: str) -> str:
    """Return a code as it is shown, in two halves: *K7R 4XM*."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
