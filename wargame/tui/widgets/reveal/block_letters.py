"""Block letters for what must be read from the back of the room: five by seven dots, a dot half a row high."""

from __future__ import annotations

from functools import cache
from unicodedata import combining, normalize

HIGH = 4
"""The height of a line of letters of scale 1, in rows. The upper half of the first row holds accents."""
_DOTS = 2 * HIGH
_GAP = 1

_FONT = {
    "A": "0E11111F111111", "B": "1E11111E11111E", "C": "0E11101010110E", "D": "1E11111111111E",
    "E": "1F10101E10101F", "F": "1F10101E101010", "G": "0E11101711110F", "H": "1111111F111111",
    "I": "0E04040404040E", "J": "0702020202120C", "K": "11121418141211", "L": "1010101010101F",
    "M": "111B1515111111", "N": "11191513111111", "O": "0E11111111110E", "P": "1E11111E101010",
    "Q": "0E11111115120D", "R": "1E11111E141211", "S": "0F10100E01011E", "T": "1F040404040404",
    "U": "1111111111110E", "V": "11111111110A04", "W": "11111115151B11", "X": "11110A040A1111",
    "Y": "11110A04040404", "Z": "1F01020408101F", "0": "0E11131519110E", "1": "040C040404040E",
    "2": "0E11010204081F", "3": "1F02040201110E", "4": "02060A121F0202", "5": "1F101E0101110E",
    "6": "0608101E11110E", "7": "1F010204080808", "8": "0E11110E11110E", "9": "0E11110F01020C",
    "%": "18190204081303", "+": "0004041F040400", "-": "0000001F000000", "–": "0000001F000000",
    ":": "00040000040000", "!": "04040404040004", "?": "0E110102040004", "=": "00001F001F0000",
    ".": "00000000000004", ",": "00000000000408", "'": "04040800000000", "’": "04040800000000",
    "&": "0C12140815120D", "/": "01010204081010", "(": "02040808080402", ")": "08040202020408",
    "✓": "000103161C0800", "✗": "111B0E040E1B11",
}  # fmt: skip
"""For each character its seven rows from above, two hexadecimal digits a row of five bits."""
_ACCENTS = {"\u0301": "..#..", "\u0300": ".#...", "\u0303": ".#.#.", "\u0308": ".#.#.", "\u0302": ".###.",
            "\u0327": "....."}  # fmt: skip
"""The row above a letter, by its combining character."""
_WIDE = frozenset("0123456789")
"""Characters that keep their whole width, so that numbers do not jump."""


@cache
def _find_dots(char: str) -> tuple[str, ...] | None:
    """Return the rows of dots of a character, the row of accents first; None if it cannot be drawn."""
    if char == " ":
        return ("...",) * _DOTS
    letters = normalize("NFD", char.upper())
    base, marks = letters[0], letters[1:]
    rows = _FONT.get(base)
    if rows is None or not all(combining(mark) and mark in _ACCENTS for mark in marks):
        return None
    dots = [f"{int(rows[at : at + 2], 16):05b}".replace("0", ".").replace("1", "#") for at in range(0, 14, 2)]
    dots.insert(0, _ACCENTS[marks[0]] if marks else ".....")
    if base in _WIDE:
        return tuple(dots)
    used = [x for x in range(5) if any(row[x] == "#" for row in dots)]
    return tuple(row[used[0] : used[-1] + 1] for row in dots)


def measure_block(text: str, scale: int = 1) -> int | None:
    """Return the width of a text in block letters, in cells; None if a character cannot be drawn."""
    width = -_GAP
    for char in text:
        dots = _find_dots(char)
        if dots is None:
            return None
        width += len(dots[0]) + _GAP
    return max(width, 0) * scale


def draw_block(text: str, scale: int = 1) -> list[str]:
    """Draw a text that can be drawn as `HIGH` times ``scale`` rows of one width."""
    glyphs = [dots for dots in map(_find_dots, text) if dots is not None]
    lines = [("." * _GAP).join(glyph[y] for glyph in glyphs) for y in range(_DOTS)]
    enlarged = ["".join(dot * scale for dot in line) for line in lines for _ in range(scale)]
    return ["".join(map(_join_dots, *enlarged[y : y + 2])) for y in range(0, len(enlarged), 2)]


def _join_dots(upper: str, lower: str) -> str:
    return {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}[upper + lower]


def fit_block(text: str, width: int, height: int, most: int = 2) -> list[str] | None:
    """Draw a text as large as it fits, at most at the scale ``most``, broken between words; None if it does not fit."""
    for scale in range(most, 0, -1):
        lines = _break_lines(text, width, scale)
        if lines is not None and len(lines) * HIGH * scale <= height:
            return [row for line in lines for row in draw_block(line, scale)]
    return None


def _break_lines(text: str, width: int, scale: int) -> list[str] | None:
    """Break a text between words into as few lines as fit a width; None if a word is too wide or cannot be drawn."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        wide, alone = measure_block(longer, scale), measure_block(word, scale)
        if wide is None or alone is None or alone > width:
            return None
        if lines and wide <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
