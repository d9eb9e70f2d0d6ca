"""Draws the handouts of cards into a page: a drawing as it is, a photograph inside a drawing."""

from __future__ import annotations

import struct
from base64 import b64encode
from html import escape
from pathlib import Path

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_WIDE, _HIGH = 640, 480
"""The size of a picture whose own size cannot be read."""


def is_raster(file: str) -> bool:
    """Return whether a file is a PNG or a JPEG, which Word can show."""
    return Path(file).suffix.lower() in (".png", ".jpg", ".jpeg")


def format_handout_picture(file: str, data: bytes, alt: str) -> str:
    """Return a picture as SVG, with what is on it in words (``alt``).

    Empty for a page (PDF) and for a file that is no longer there.
    """
    kind = _TYPES.get(Path(file).suffix.lower())
    if kind is None or not data:
        return ""
    wide, high = _read_size(data)
    image = f"data:{kind};base64,{b64encode(data).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
        f' role="img" aria-label="{escape(alt)}" style="max-width: 100%; height: auto">'
        f'<image href="{image}" width="{wide}" height="{high}"/></svg>'
    )


def _read_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or a JPEG; a usual size for others."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        wide, high = struct.unpack(">II", data[16:24])
        return (wide, high) if 0 < wide < 100_000 and 0 < high < 100_000 else (_WIDE, _HIGH)
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return (wide, high) if wide and high else (_WIDE, _HIGH)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return _WIDE, _HIGH
