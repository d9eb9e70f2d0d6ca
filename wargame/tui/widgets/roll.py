"""Draw a roll: two large dice, their sum compared with the target, and the result in words."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from wargame.rules.text.event_text import list_dice_lines
from wargame.rules.told import KnownRoll
from wargame.tui.widgets.map.zone_map import shorten

PIPS = {1: (4,), 2: (0, 8), 3: (0, 4, 8), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 3, 5, 6, 8)}
"""For each face, which of the nine places of a die have a pip, row by row."""
BOX = ("┌─┐", "│", "└─┘", "●")
ASCII = ("+-+", "|", "+-+", "o")


HIGH = 5
"""Height of a die, in rows."""
WIDE = 22
"""Width of two dice with the gap to their words, in cells."""
ROOMY = 27
"""The smallest width at which a roll has all its words, in cells."""


def draw_pips(n: int, row: int, pip: str = "●") -> str:
    """Draw a row of the face of a die, as seven characters."""
    return f" {' '.join(pip if 3 * row + column in PIPS[n] else ' ' for column in range(3))} "


def draw_die(n: int, ascii: bool = False) -> list[str]:
    """Draw one die as five lines of nine characters."""
    top, side, bottom, pip = ASCII if ascii else BOX
    rows = [f"{side}{draw_pips(n, row, pip)}{side}" for row in range(3)]
    return [f"{top[0]}{top[1] * 7}{top[2]}", *rows, f"{bottom[0]}{bottom[1] * 7}{bottom[2]}"]


def draw_sum(total: int, ascii: bool = False) -> list[str]:
    """Draw the sum of two dice that nobody typed one by one, as five lines as wide as both."""
    top, side, bottom, _ = ASCII if ascii else BOX
    rows = (f"{side}{text:^17}{side}" for text in ("", str(total), ""))
    return [f"{top[0]}{top[1] * 17}{top[2]}", *rows, f"{bottom[0]}{bottom[1] * 17}{bottom[2]}"]


class RollPicture(Static):
    """A roll of two dice, with a title above the words. ``ascii`` draws without box characters."""

    DEFAULT_CSS = """
    RollPicture { width: auto; height: auto; min-height: 5; }
    """

    def __init__(self, rolled: KnownRoll, title: str = "", *, ascii: bool = False, classes: str | None = None) -> None:
        super().__init__(self.draw_picture(rolled, title, ascii), classes=classes, markup=False)

    @staticmethod
    def draw_picture(rolled: KnownRoll, title: str, ascii: bool) -> Content:
        """Return five lines: dice at the left, words at the right."""
        return Content("\n").join(draw_roll(rolled, (title,), ascii))


def draw_roll(rolled: KnownRoll, title: Sequence[str], ascii: bool, width: int = 80) -> list[Content]:
    """Return five lines of at most ``width`` cells: dice at the left, words at the right.

    The parts of ``title`` stand on one line where it has room for them, else on a line each.
    """
    pictures = [draw_die(n, ascii) for n in rolled.dice] if len(rolled.dice) == 2 else [draw_sum(rolled.dice[0], ascii)]
    room = width - WIDE
    mark = ("ok" if ascii else "✓") if rolled.success else ("x" if ascii else "✗")
    whole = ": ".join(title)
    above = [whole] if len(whole) <= room else list(title)
    *said, outcome = list_dice_lines(rolled, brief=room < ROOMY or len(above) > 1)
    beside = [Content.styled(shorten(text, room), "bold") for text in above if text]
    beside += [Content(text) for text in said]
    beside += [Content("")] * (HIGH - 1 - len(beside))
    word = f"{mark} {outcome.upper()}"
    beside.append(
        Content.styled(f" {word} ", "bold reverse") if rolled.success else Content.styled(f"[{word}]", "bold")
    )
    dies = [Content(" ".join(parts).ljust(WIDE)) for parts in zip(*pictures, strict=True)]
    return [Content.assemble(left, right) for left, right in zip(dies, beside, strict=True)]
