"""Tracks: the numbers a viewer sees, as bars of a fixed scale, with what moved this turn, how they went, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from wargame.exercise.window import Window
from wargame.rules.table import number
from wargame.rules.view import sees
from wargame.tui.widgets.map import shorten

DIM = "$foreground 80%"
WORDS = 20
"""Cells from which a cause is worth beginning beside its number."""

_MOVE = re.compile(r"^(.*) (?:rose|fell) from -?\d+ to -?\d+$")


class Gauge(NamedTuple):
    """One number on its scale: now, when the turn began, at the beginning of every turn so far, and why it last moved.

    ``why`` is empty where nothing has moved it, or where the number is derived from others.
    """

    label: str
    low: int
    high: int
    now: int
    was: int
    history: tuple[int, ...]
    why: str = ""
    private: bool = False


def gauges(window: Window, who: str) -> list[Gauge]:
    """The tracks ``who`` may see now, in the scenario's order, then the derived numbers."""
    table, row = window.table, window.view(who)
    starts = [window.view_at_turn_start(who, turn) for turn in range(1, window.turn + 1)]
    before = starts[-1] if starts else row
    causes = last_causes(window, who)
    out = []
    for i, column in enumerate(table.columns):
        if column.kind != "track" or not sees(table, row, i, who):
            continue
        history = tuple(start[i] for start in starts)
        private = column.seen is not None
        why = causes.get(column.label, "")
        out.append(Gauge(column.label, column.low, column.high, row[i], before[i], history, why, private))
    for derived in table.derived[1:]:  # the first is the turns left, which the heading says
        ref = table.numbers[derived.name]
        history = tuple(number(table, start, ref) for start in starts)
        now, was = number(table, row, ref), number(table, before, ref)
        out.append(Gauge(derived.label, derived.low, derived.high, now, was, history))
    return out


def last_causes(window: Window, who: str) -> dict[str, str]:
    """What caused the last change of each number, by its label, as ``who`` may know it."""
    causes: dict[str, str] = {}
    for _, told in window.log(who):
        for one in told:
            found = _MOVE.match(one.what)
            if found is not None:
                causes[found[1]] = one.cause
    return causes


def so(window: Window, who: str) -> list[str]:
    """The flags that are so and the deals that stand, as far as ``who`` knows."""
    table, row = window.table, window.view(who)
    flags = [c.label for i, c in enumerate(table.columns) if c.kind == "flag" and row[i] and sees(table, row, i, who)]
    deals = [form.title for form in table.forms if form.stands and row[table.index[f"deals.{form.id}"]]]
    return [*flags, *(f"Deal: {title}" for title in deals)]


def bar(gauge: Gauge, width: int, *, ascii: bool = False) -> Content:
    """The number on its scale. What was gained this turn and what was lost have patterns of their own."""
    full, gained, lost, empty = "#+-." if ascii else "█▓▒░"
    now, was = filled(gauge, gauge.now, width), filled(gauge, gauge.was, width)
    return Content.assemble(
        (full * min(now, was), "$primary"),
        (gained * max(now - was, 0), "$accent"),
        (lost * max(was - now, 0), "$secondary"),
        (empty * (width - max(now, was)), "$foreground 60%"),
    )


def filled(gauge: Gauge, value: int, width: int) -> int:
    """How many cells of the scale a value fills: none and all of them only at its ends."""
    if value <= gauge.low or value >= gauge.high:
        return width if value >= gauge.high else 0
    return min(max(round(width * (value - gauge.low) / (gauge.high - gauge.low)), 1), width - 1)


def change(gauge: Gauge, *, ascii: bool = False) -> Content:
    """What moved this turn: *▲2 3→5*; empty if nothing did."""
    if gauge.now == gauge.was:
        return Content("")
    up, down, to = ("^", "v", ">") if ascii else ("▲", "▼", "→")
    rose = gauge.now > gauge.was
    text = f"{up if rose else down}{abs(gauge.now - gauge.was)} {gauge.was}{to}{gauge.now}"
    return Content.styled(text, "bold $accent" if rose else "bold $secondary")


def chart(gauge: Gauge, turns: int, rows: int, cell: int, *, ascii: bool = False) -> list[Content]:
    """A step chart on a fixed scale: a column ``cell`` wide for the start of each turn, then one for now.

    It is as wide as the whole exercise, so that one sees how much is still to come.
    """
    values = [*gauge.history, gauge.now]
    rest = max(turns + 1 - len(values), 0)
    if ascii:
        steps = "".join(f"{value:>{cell}}" for value in values)
        return [Content(steps), *[Content("")] * (rows - 1)]
    blocks = " ▁▂▃▄▅▆▇█"
    span = gauge.high - gauge.low
    lines = []
    for row in range(rows - 1, -1, -1):
        line = ""
        for value in values:
            eighths = round(8 * rows * (value - gauge.low) / span)
            if not row:
                eighths = max(eighths, 1)  # the lowest value is a line on the ground, not a gap
            line += blocks[min(max(eighths - 8 * row, 0), 8)] * cell
        lines.append(
            Content.assemble(
                (line[:-cell], "$primary on $panel"),
                (line[-cell:], "$foreground on $panel"),
                (("·" if not row else " ") * (cell * rest), "$foreground 60% on $panel"),
            )
        )
    return lines


def cut(text: str, width: int) -> str:
    """A text in at most ``width`` cells, with dots where some of it is missing."""
    return text if len(text) <= width else f"{text[: width - 3]}..."


class Tracks(Widget):
    """Gauges in as much detail as there is room for: one line each, two with the cause, three with a step chart."""

    DEFAULT_CSS = """
    Tracks { width: 1fr; height: 1fr; }
    """

    def __init__(self, who: str, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._who, self._ascii = who, ascii
        self._gauges: Sequence[Gauge] = ()
        self._so: Sequence[str] = ()
        self._turns = 1

    def show(self, window: Window) -> None:
        """Draw anew."""
        self._gauges, self._so = gauges(window, self._who), so(window, self._who)
        self._turns = window.table.turns
        self.refresh()

    def render(self) -> Content:
        width, height = self.size
        mark = "*" if self._ascii else "✓"
        notes = Content("  ".join(f"{mark} {one}" for one in self._so)).wrap(max(width, 10)) if self._so else []
        room = height - len(notes)
        each = next((n for n in (3, 2) if n * len(self._gauges) <= room and width >= 40), 1)
        cell = 2 if width < 70 and not self._ascii else 3
        steps = cell * (self._turns + 1) if each > 1 and width >= 50 else 0
        lines = [line for gauge in self._gauges for line in self._drawn(gauge, width, each, cell if steps else 0)]
        if len(lines) > room > 1:
            lines[room - 1] = Content.styled(f"{len(lines) - room + 1} more (n)", DIM)
        if steps and len(lines) < room:
            says = f"turns 1 to {len(self._gauges[0].history)}, now" if self._gauges[0].history else "now"
            if len(says) <= width:
                lines.insert(0, Content.styled(says.rjust(width), DIM))
        return Content("\n").join([*lines[: max(room, 1)], *(note.stylize("bold") for note in notes)])

    def _drawn(self, gauge: Gauge, width: int, each: int, cell: int) -> Iterator[Content]:
        """The lines of one gauge, with its chart at the right where a column of it may be ``cell`` wide."""
        if not cell:
            yield from self._lines(gauge, width, each)
            return
        drawn = chart(gauge, self._turns, 2, cell, ascii=self._ascii)
        room = width - cell * (self._turns + 1)
        for line, side in zip(self._lines(gauge, room - 2, each), [*drawn, Content("")], strict=False):
            yield Content.assemble(line, " " * max(room - line.cell_length, 1), side)

    def _lines(self, gauge: Gauge, width: int, each: int) -> Iterator[Content]:
        """Name, number, bar and what moved; then why, and an empty line."""
        roomy = width >= 44
        name = 22 if roomy else 15
        value = f"{gauge.now:>3}/{gauge.high:<3}" if width >= 48 else f"{gauge.now:>3} "
        scale = max(width - name - len(value) - 9, 4)
        most = 10 if each == 1 else 30  # on one line the cause stands beside the number
        scale = min(scale - scale % 10, most) if scale >= 10 else scale
        line = Content.assemble(
            (f"{shorten(gauge.label, name):<{name}}", "bold" if gauge.now != gauge.was else ""),
            (value, "bold"),
            bar(gauge, scale, ascii=self._ascii),
            " ",
            change(gauge, ascii=self._ascii),
        )
        left = width - name - len(value) - scale - 10
        if each == 1 and left >= WORDS and gauge.now != gauge.was:
            line = Content.assemble(line.pad_right(width - left - line.cell_length), (cut(gauge.why, left), DIM))
        yield line
        if each > 1:
            yield Content.styled(f"  {cut(gauge.why, width - 2)}", DIM)
        if each > 2:
            yield Content("")
