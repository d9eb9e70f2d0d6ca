"""Roll: two dice drawn large, their sum against the target, and what it means in words."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from wargame.content.likelihood import odds
from wargame.rules.chance import dice, roll
from wargame.rules.explain import succeeded
from wargame.rules.table import Drawn

PIPS = {1: (4,), 2: (0, 8), 3: (0, 4, 8), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 3, 5, 6, 8)}
"""Which of a face's nine places carry a pip, row by row."""
BOX = ("┌─┐", "│", "└─┘", "●")
ASCII = ("+-+", "|", "+-+", "o")


def face(n: int, ascii: bool = False) -> list[str]:
    """One die as five lines of nine characters."""
    top, side, bottom, pip = ASCII if ascii else BOX
    rows = [
        f"{side} {' '.join(pip if 3 * row + column in PIPS[n] else ' ' for column in range(3))} {side}"
        for row in range(3)
    ]
    return [f"{top[0]}{top[1] * 7}{top[2]}", *rows, f"{bottom[0]}{bottom[1] * 7}{bottom[2]}"]


def words(drawn: Drawn) -> list[str]:
    """A roll in words, outcome last: *4 + 5 = 9*, *+1 makes 10*, *7 or more was needed*, *Success*."""
    one, two = dice(drawn.got)
    total = roll(drawn.got) + drawn.plus
    lines = [f"{one} + {two} = {roll(drawn.got)}"]
    if drawn.plus:
        lines.append(f"{drawn.plus:+d} makes {total}")
    chance = odds(drawn.target - drawn.plus)
    return [*lines, f"{drawn.target} or more was needed ({chance} %)", "Success" if succeeded(drawn) else "Failure"]


class Roll(Static):
    """A roll of two dice, with a title above the words. ``ascii`` draws without box characters."""

    DEFAULT_CSS = """
    Roll { width: auto; height: auto; min-height: 5; }
    """

    def __init__(self, drawn: Drawn, title: str = "", *, ascii: bool = False, classes: str | None = None) -> None:
        super().__init__(self.picture(drawn, title, ascii), classes=classes, markup=False)

    @staticmethod
    def picture(drawn: Drawn, title: str, ascii: bool) -> Content:
        """Dice to the left, words to the right, five lines."""
        one, two = (face(n, ascii) for n in dice(drawn.got))
        said = words(drawn)
        mark = ("ok" if ascii else "✓") if succeeded(drawn) else ("x" if ascii else "✗")
        style = "bold $success" if succeeded(drawn) else "bold $error"
        beside = [Content(line) for line in said[:-1]] + [Content.styled(f"{mark} {said[-1].upper()}", style)]
        if title:
            beside.insert(0, Content.styled(title, "bold"))
        beside = [Content("")] * ((5 - len(beside)) // 2) + beside
        beside += [Content("")] * (5 - len(beside))
        dies = [Content(f"{left} {right}   ") for left, right in zip(one, two, strict=True)]
        dies += [Content(" " * 22)] * (len(beside) - len(dies))
        return Content("\n").join(Content.assemble(left, right) for left, right in zip(dies, beside, strict=True))
