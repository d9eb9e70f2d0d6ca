"""Draw everything with ASCII characters, for terminals and fonts that have no others.

What wargame draws itself (map, bars, marks) has its own ASCII form; this module is for what Textual draws around it,
and for texts: dashes and quotes become those of ASCII, Latin letters lose their accents. Letters of other scripts stay.
"""

from __future__ import annotations

from unicodedata import normalize

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ACROSS = "─━┄┅┈┉╌╍═╴╶╸╺▀▄▔▁"
_DOWN = "│┃┆┇┊┋╎╏║╵╷╹╻▌▍▎▏▐▕▊▋▉"
_BLANK = "▂▃▅▆▇░"
_FULL = "█▓▒■"

_BOXES = dict.fromkeys(range(9472, 9600), "+")
_PLAIN = str.maketrans(
    {chr(code): mark for code, mark in _BOXES.items()}
    | dict.fromkeys(_ACROSS, "-")
    | dict.fromkeys(_DOWN, "|")
    | dict.fromkeys(_BLANK, " ")
    | dict.fromkeys(_FULL, "#")
    | {chr(code): base for code in range(0xC0, 0x180) if (base := normalize("NFD", chr(code))[0]).isascii()}
    | {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "}
    | {"▼": "v", "▲": "^", "▶": ">", "◀": "<", "•": "*", "…": "."}
)


class AsciiFilter(LineFilter):
    """Replace characters that have an ASCII form in every line that is drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with ASCII characters only."""
        return [
            segment
            if segment.text.isascii()
            else Segment(segment.text.translate(_PLAIN), segment.style, segment.control)
            for segment in segments
        ]


ASCII = AsciiFilter()
