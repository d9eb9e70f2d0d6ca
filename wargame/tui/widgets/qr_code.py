"""Draws an address as a QR code in half blocks, black on white on every theme, so that cameras read it."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content

BORDER = 2
"""The white modules around the code."""


def draw_qr_code(text: str) -> Content:
    """Return the QR code of a text; two rows of modules stand in one line."""
    import segno

    rows = [list(row) for row in segno.make(text, micro=False, error="l").matrix_iter(border=BORDER)]
    blank = [0] * len(rows[0])
    lines = []
    for above, below in zip_longest(rows[::2], rows[1::2], fillvalue=blank):
        lines.append("".join(" ▀▄█"[bool(up) + 2 * bool(down)] for up, down in zip(above, below, strict=True)))
    return Content.styled("\n".join(lines), "#000000 on #ffffff")
