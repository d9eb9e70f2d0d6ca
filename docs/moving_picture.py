"""Join pictures of the app into one SVG file that moves: `join_frames`.

An element that stands in several frames is written once, all grounds before all texts, so that no ground of one frame
covers a text of another. Each group of elements that come and go together is shown and
hidden by one CSS animation. Who has asked for less motion sees the last frame.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

_STYLE = re.compile(r"\.terminal-(r\d+) \{ (.*?) \}")
_ELEMENT = re.compile(r"<rect [^>]*?/>|<text [^>]*>.*?</text>", re.DOTALL)
_CLASS = re.compile(r'class="terminal-(r\d+)"')
_BODY = '<g transform="translate(9, 41)" clip-path="url(#terminal-clip-terminal)">'


def join_frames(frames: Sequence[tuple[str, float]]) -> str:
    """Return one SVG of several of the same size, each shown for its number of seconds, again and again."""
    styles: dict[str, str] = {}
    shown: dict[str, set[int]] = {}
    for at, (svg, _) in enumerate(frames):
        own = {name: styles.setdefault(style, f"c{len(styles)}") for name, style in _STYLE.findall(svg)}
        for element in _ELEMENT.findall(svg.partition(_BODY)[2]):
            for name in _CLASS.findall(element):
                element = element.replace(f'"terminal-{name}"', f'"{own[name]}"')
            shown.setdefault(element, set()).add(at)
    groups: dict[tuple[bool, tuple[int, ...]], list[str]] = {}
    for element, places in sorted(shown.items(), key=lambda one: one[0].startswith("<text")):
        groups.setdefault((element.startswith("<text"), tuple(sorted(places))), []).append(element)
    total = sum(seconds for _, seconds in frames)
    starts = [100 * start / total for start in accumulate((seconds for _, seconds in frames), initial=0.0)][:-1]
    rules = [f".{name} {{ {style} }}" for style, name in styles.items()]
    body = []
    last = len(frames) - 1
    for number, ((_, when), elements) in enumerate(groups.items()):
        if len(when) == len(frames):
            body.append("".join(elements))
            continue
        steps = " ".join(
            f"{start:.2f}% {{ visibility: {'visible' if at in when else 'hidden'} }}" for at, start in enumerate(starts)
        )
        still = "visible" if last in when else "hidden"
        rules.append(f"@keyframes k{number} {{ {steps} }}")
        rules.append(f".g{number} {{ visibility: {still}; animation: k{number} {total:g}s step-end infinite }}")
        body.append(f'<g class="g{number}">{"".join(elements)}</g>')
    rules.append("@media (prefers-reduced-motion: reduce) { g { animation: none !important } }")
    head = _STYLE.sub("", frames[-1][0].partition(_BODY)[0]).replace("</style>", "\n".join(rules) + "\n</style>", 1)
    return f'{head}{_BODY}\n<g class="terminal-matrix">{"".join(body)}</g>\n</g>\n</svg>\n'
