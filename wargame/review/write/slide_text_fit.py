"""Fits text into boxes of slides: measures lines as they will break, and chooses sizes at which nothing runs over.

The letters measured are wider than those of the slides, so that a box never holds less than is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.review.text.number_text import join_lines

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

LEAST = 18
"""Points: the smallest type that can be read from the last row."""

_POINT = 2.54 / 72
"""A point, in centimetres."""
_LINE = 1.2
"""The height of a line, as a multiple of the size of its type."""
_MEASURED = 100
"""Points: the size at which letters are measured."""
_LONGEST = 28
"""Letters: of a longer word only the beginning is shown."""


def cut_words(text: str, most: int) -> str:
    """Return the text on one line; of one with more than ``most`` words the whole sentences or words that fit."""
    words = [word if len(word) <= _LONGEST else f"{word[: _LONGEST - 1]}…" for word in join_lines(text).split()]
    if len(words) <= most:
        return " ".join(words)
    ends = [at for at, word in enumerate(words[:most], 1) if word.rstrip("”\"')").endswith((".", "?", "!"))]
    if ends and ends[-1] * 2 >= most:
        return " ".join(words[: ends[-1]])
    return " ".join(words[: max(most, 1)]).rstrip(",;:.") + "…"


def fit_texts(
    texts: Sequence[str], width: float, height: float, sizes: Iterable[int], *, bold: bool = False, gap: float = 0
) -> tuple[int, list[str]]:
    """Return the largest of ``sizes`` at which paragraphs fit into a box of this size in cm, and the paragraphs.

    ``sizes`` go down; ``gap`` is the room after a paragraph, in points. If the texts fit at none of them, the longest
    is shortened until they do at the last.
    """
    kept = list(texts)
    size = LEAST
    for size in sizes:
        if measure_height(kept, width, size, bold=bold, gap=gap) <= height:
            return size, kept
    while measure_height(kept, width, size, bold=bold, gap=gap) > height and any(len(text) > 4 for text in kept):
        longest = max(range(len(kept)), key=lambda at: len(kept[at]))
        kept[longest] = shorten_by_a_tenth(kept[longest])
    return size, kept


def shorten_by_a_tenth(text: str) -> str:
    """Return the text without a tenth of its letters at the end, and with an ellipsis."""
    return f"{text[: len(text) * 9 // 10 - 1].rstrip(' ,;:.…')}…"


def measure_height(texts: Sequence[str], width: float, size: int, *, bold: bool = False, gap: float = 0) -> float:
    """Return how high paragraphs are in a box of this width, in cm."""
    lines = sum(count_lines(text, width, size, bold=bold) for text in texts)
    return (lines * size * _LINE + gap * len(texts)) * _POINT


def count_lines(text: str, width: float, size: int, *, bold: bool = False) -> int:
    """Return in how many lines a text breaks in a box of this width, in cm. A word that is too long is broken."""
    room = width / _POINT * _MEASURED / size
    font, lines, used = _load_font(bold), 1, 0.0
    space = font.getlength(" ")
    for word in re.split(r"[ \t\n]+", text.replace(" %", "\u00a0%")):
        wide = font.getlength(word)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + wide
        while used > room:
            lines, used = lines + 1, used - room
    return lines


@cache
def _load_font(bold: bool) -> FreeTypeFont:
    from matplotlib import get_data_path
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    file = str(Path(get_data_path()) / "fonts" / "ttf" / name)
    return ImageFont.truetype(file, _MEASURED, layout_engine=ImageFont.Layout.BASIC)
