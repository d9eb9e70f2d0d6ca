"""Show the numbers a viewer sees as bars of a fixed scale, with their changes, their history and the causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.rules.text.event_text import format_cause
from wargame.rules.told import Cause
from wargame.tui.widgets.map.zone_map import shorten
from wargame.tui.widgets.reveal.motion import find_between, is_blinking
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.row_diff_text import TextRows

DIM = "$foreground 80%"
CHANGED = "bold $on-changed on $changed"
"""The plate of what has just changed, which nothing else has."""
DANGER = "bold $on-danger on $danger"
"""The plate of what threatens, always with ``!`` or words."""


class Gauge(NamedTuple):
    """One number on its scale: now, when the turn began, at the start of every turn so far, and why it last moved.

    ``why`` is empty if nothing has moved the number, or if it is derived from others. Of the numbers that moved, the
    one with the highest ``age`` moved last.
    """

    label: str
    low: int
    high: int
    now: int
    was: int
    history: tuple[int, ...]
    why: str = ""
    age: int = 0
    brink: str = ""
    """The title of the ending that is near because of this number; empty without one."""
    by: RoleLook | None = None
    """The look of the role that last moved it, if a role did."""
    at: float | None = None
    """Where it is drawn while it moves; None where it stands."""
    bare: bool = False
    """Is its change drawn without its plate? It blinks so once, at the end of a movement."""

    @property
    def drawn(self) -> float:
        """The value that is drawn."""
        return self.now if self.at is None else self.at


def list_gauges(seat: Seat) -> list[Gauge]:
    """Return the tracks that the viewer may see now, without the will of members, then the derived numbers."""
    latest: dict[str, tuple[int, Cause | None]] = {}
    by_way: dict[tuple[str, bool], tuple[int, Cause | None]] = {}
    for age, move in enumerate(seat.list_last_moves(), start=1):
        latest[move.number] = by_way[move.number, move.rose] = age, move.cause
    looks = list_role_looks(seat)
    near = {number: brink.title for brink in reversed(seat.list_brinks()) for number in brink.numbers}
    out = []
    for one in seat.list_numbers():
        if one.kind != "will":
            way = by_way.get((one.id, one.change > 0)) if one.change else latest.get(one.id)
            age, cause = way or (0, None)
            why = format_cause(cause)
            brink = near.get(one.id, "")
            by = looks.get(cause.role) if cause is not None else None
            out.append(Gauge(one.label, one.low, one.high, one.now, one.before, one.history, why, age, brink, by))
    return out


def list_partner_gauges(seat: Seat) -> list[Gauge]:
    """Return the will of each member of a role, by the member's name; ``why`` tells if the member refuses."""
    return [
        Gauge(one.member.name, one.low, one.high, one.now, one.before, (), "does not agree" * one.refuses)
        for one in seat.list_members()
    ]


def list_conditions(seat: Seat) -> list[str]:
    """Return the flags that are set and the deals that stand, as far as the viewer knows."""
    flags = [flag.label for flag in seat.list_flags() if flag.now]
    return [*flags, *(f"Deal: {deal.title}" for deal in seat.list_deals())]


def draw_bar(gauge: Gauge, width: int, *, ascii: bool = False) -> Content:
    """Draw the number on its scale: thick if it moved this turn, with patterns for what was gained or lost; else thin.

    So the eye finds what moved before it reads.
    """
    now, was = count_filled(gauge, gauge.drawn, width), count_filled(gauge, gauge.was, width)
    if gauge.now == gauge.was and gauge.at is None:
        full, empty = "#." if ascii else "━─"
        return Content.assemble((full * now, DIM), (empty * (width - now), "$foreground 40%"))
    full, gained, lost, empty = "#+-." if ascii else "█▓░─"
    return Content.assemble(
        (full * min(now, was), "$foreground"),
        (gained * max(now - was, 0), "$changed"),
        (lost * max(was - now, 0), "$changed"),
        (empty * (width - max(now, was)), "$foreground 40%"),
    )


def count_filled(gauge: Gauge, value: float, width: int) -> int:
    """Return how many cells of the scale a value fills. Only the ends of the scale fill none or all of them."""
    if value <= gauge.low or value >= gauge.high:
        return width if value >= gauge.high else 0
    return min(max(round(width * (value - gauge.low) / (gauge.high - gauge.low)), 1), width - 1)


def draw_change(gauge: Gauge, *, ascii: bool = False) -> Content:
    """Draw how the number moved this turn, on the plate of what has just changed: `` 3→5 ▲ ``; empty if it did not."""
    if gauge.now == gauge.was:
        return Content("")
    now = f"{round(gauge.drawn):>{len(str(gauge.now))}}"
    text = f" {gauge.was}{'>' if ascii else '→'}{now} {format_step(gauge, ascii=ascii)[0]} "
    return Content.styled(text, "bold" if gauge.bare else DANGER if gauge.brink else CHANGED)


def format_step(gauge: Gauge, *, ascii: bool = False) -> str:
    """Return by how much the number moved this turn: *▲2*; empty if it did not."""
    if gauge.now == gauge.was:
        return ""
    up, down = ("^", "v") if ascii else ("▲", "▼")
    return f"{up if gauge.now > gauge.was else down}{abs(gauge.now - gauge.was)}"


def draw_chart(gauge: Gauge, turns: int, rows: int, cell: int, *, ascii: bool = False) -> list[Content]:
    """Draw a step chart on a fixed scale: a column of ``cell`` cells for the start of each turn, then one for now.

    The chart is as wide as the whole exercise, so that the number of turns to come is visible.
    """
    values = [*gauge.history, round(gauge.drawn)]
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
                eighths = max(eighths, 1)  # the lowest value is drawn as a line on the ground, not as a gap
            line += blocks[min(max(eighths - 8 * row, 0), 8)] * cell
        lines.append(
            Content.assemble(
                (line[:-cell], "$primary on $panel"),
                (line[-cell:], "$foreground on $panel"),
                (("·" if not row else " ") * (cell * rest), "$foreground 60% on $panel"),
            )
        )
    return lines


def draw_cause(gauge: Gauge, width: int) -> Content:
    """Draw why a number moved, with the mark of the role that moved it; of a number on the brink, what threatens."""
    if gauge.brink:
        plate = " ! ON THE BRINK "
        title = cut_text(gauge.brink, max(width - len(plate) - 1, 1))
        return Content.assemble((plate, DANGER), (f" {title}", "$error"))
    style = DIM if gauge.now == gauge.was else ""
    if gauge.by is None:
        return Content.styled(f"  {cut_text(gauge.why, width - 2)}", style)
    mark = gauge.by.draw_mark() if gauge.now != gauge.was else Content("  ")
    why = cut_text(gauge.why, width - mark.cell_length - 1)
    return Content.assemble(mark, (f" {why}" if gauge.now != gauge.was else why, style or gauge.by.ink))


def cut_text(text: str, width: int) -> str:
    """Shorten a text to ``width`` cells, with a sign at the end if a part is cut."""
    return text if len(text) <= width else f"{text[: max(width - 1, 0)].rstrip()}…"


def _find_name_width(width: int) -> int:
    """Return how many cells the name has on a line of a gauge."""
    return 22 if width >= 47 else 18 if width >= 42 else 15


def _iter_moved(before: Iterable[Gauge], now: Iterable[Gauge]) -> Iterator[tuple[str, int]]:
    """Yield label and former value of each number that is not what it was."""
    values = {gauge.label: gauge.now for gauge in before}
    for gauge in now:
        if values.get(gauge.label, gauge.now) != gauge.now:
            yield gauge.label, values[gauge.label]


class Tracks(TextRows):
    """Gauges in as much detail as there is room for.

    A gauge takes one line; two lines with its cause; three with the cause and a high step chart. If there is no room
    for two lines each, as many as fit have their cause: those that moved last.
    """

    DEFAULT_CSS = """
    Tracks { width: 1fr; height: 1fr; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._gauges: Sequence[Gauge] = ()
        self._allied: Sequence[Gauge] = ()
        self._so: Sequence[str] = ()
        self._turns = 1
        self._from: dict[str, int] = {}
        """Where the numbers came from that `show` changed last, by their labels."""
        self._progress = 1.0
        self._laid: tuple[tuple[int, int], list[Content]] = (0, 0), []
        """The rows, and the size for which they are laid out."""

    def show(self, seat: Seat) -> None:
        """Redraw, as the viewer of the seat sees the numbers."""
        before = self._gauges, self._so, self._allied, self._turns
        self._gauges, self._so = list_gauges(seat), list_conditions(seat)
        self._allied = list_partner_gauges(seat)
        self._turns = seat.find_position().turns
        self._from = dict(_iter_moved((*before[0], *before[2]), (*self._gauges, *self._allied)))
        if before != (self._gauges, self._so, self._allied, self._turns):
            self._draw_again()

    def _draw_again(self) -> None:
        rows = self._laid[1]
        self._laid = (0, 0), []
        self.redraw(rows)

    @property
    def has_moved(self) -> bool:
        """Did `show` change a number that was shown before?"""
        return bool(self._from)

    def move_to(self, progress: float) -> None:
        """Draw the numbers that `show` changed last on their way, from 0 to 1, its end."""
        self._progress = progress
        self._draw_again()

    def _find_on_way(self, gauge: Gauge) -> Gauge:
        """Return a gauge as it is drawn at this place of a movement."""
        start = self._from.get(gauge.label)
        if start is None or self._progress >= 1:
            return gauge
        return gauge._replace(at=find_between(start, gauge.now, self._progress), bare=is_blinking(self._progress))

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of all tracks at a width."""
        size = width, self.size.height
        if self._laid[0] != size:
            self._laid = size, self._lay_out(*size)
        return self._laid[1]

    def _lay_out(self, width: int, height: int) -> list[Content]:
        mark = "*" if self._ascii else "✓"
        notes = Content("  ".join(f"{mark} {one}" for one in self._so)).wrap(max(width, 10)) if self._so else []
        block = list(self._iter_partners(width))
        if len(self._gauges) + len(block) + len(notes) > height:
            block = self._draw_partners_briefly(width)
        notes = [*block, *notes]
        room = height - len(notes)
        each = next((n for n in (3, 2) if n * len(self._gauges) <= room and width >= 40), 1)
        cell = self._find_cell(width)
        steps = cell * (self._turns + 1) if width >= 56 else 0
        moved = [g for g in self._gauges if (g.now != g.was and g.why) or g.brink]
        moved.sort(key=lambda g: (not g.brink, -g.age))
        told = {gauge.label for gauge in moved[: max(room - len(self._gauges), 0)]} if each == 1 else set()
        lines: list[Content] = []
        for gauge in self._list_shown(room):
            lines += self._iter_gauge(gauge, width, 2 if gauge.label in told else each, cell if steps else 0)
        if len(self._gauges) > room:
            lines.append(Content.styled(f"{len(self._gauges) - len(lines)} more (n)", DIM))
        if steps and len(lines) < room:
            past = len(self._gauges[0].history)
            says = f"turns 1 to {past}, now" if past > 1 else "turn 1, now" if past else "now"
            if len(says) <= width:
                lines.insert(0, Content.styled(says.rjust(width), DIM))
        return [*lines[: max(room, 1)], *(note.stylize("bold") for note in notes)]

    def _find_cell(self, width: int) -> int:
        """Return the cells that the chart has for a turn: fewer where names would have to be cut otherwise."""
        if self._ascii or width >= 70:
            return 3
        longest = max((len(gauge.label) for gauge in self._gauges), default=0)
        left = {cell: _find_name_width(width - cell * (self._turns + 1) - 2) for cell in (2, 1)}
        return 1 if left[2] < longest <= left[1] else 2

    def _list_shown(self, room: int) -> Sequence[Gauge]:
        """Return the gauges for which there is room, in their order. Those that moved are preferred."""
        if len(self._gauges) <= room:
            return self._gauges
        first = sorted(self._gauges, key=lambda gauge: gauge.now == gauge.was)[: max(room - 1, 0)]
        return [gauge for gauge in self._gauges if gauge in first]

    def _draw_partners_briefly(self, width: int) -> list[Content]:
        """Return the members of roles in words, for a pane that has no room for a line for each."""
        no = "x" if self._ascii else "✗"
        listed = []
        for gauge in self._allied:
            moved = format_step(gauge, ascii=self._ascii)
            listed.append(f"{f'{no} ' * bool(gauge.why)}{gauge.label} {gauge.now}{moved}".replace(" ", "\u00a0"))
        lines = wrap(f"Will: {', '.join(listed)}", max(width, 10)) if listed else []
        return [Content(line.replace("\u00a0", " ")) for line in lines]

    def _iter_partners(self, width: int) -> Iterator[Content]:
        """Yield the members of roles, a line each, with a mark for those that refuse."""
        no = "x" if self._ascii else "✗"
        if self._allied:
            yield Content(cut_text(f"Partners ({no} does not agree)", width))
        for gauge in self._allied:
            name = f"{no if gauge.why else ' '} {gauge.label}"
            yield next(self._iter_lines(self._find_on_way(gauge)._replace(label=name), width, 1))

    def _iter_gauge(self, gauge: Gauge, width: int, each: int, cell: int) -> Iterator[Content]:
        """Yield the lines of one gauge; its chart is at the right, with columns of ``cell`` cells, or absent for 0."""
        if not cell:
            yield from self._iter_lines(gauge, width, each)
            return
        drawn = draw_chart(self._find_on_way(gauge), self._turns, 2 if each > 2 else 1, cell, ascii=self._ascii)
        room = width - cell * (self._turns + 1)
        first, *rest = self._iter_lines(gauge, room - 2, 1)
        if each > 1:
            rest = [draw_cause(gauge, room if each > 2 else width)]
        for line, side in zip_longest([first, *rest, *[Content("")] * (each > 2)], drawn, fillvalue=Content("")):
            yield Content.assemble(line, " " * max(room - line.cell_length, 1), side) if side else line

    def _iter_lines(self, gauge: Gauge, width: int, each: int) -> Iterator[Content]:
        """Yield name, number, bar and change; then the cause, and an empty line."""
        gauge = self._find_on_way(gauge)
        name = _find_name_width(width)
        now = round(gauge.drawn)
        value = f"{now:>3}/{gauge.high:<3}" if width >= 42 else f"{now:>3} "
        scale = max(width - name - len(value) - (8 if width < 47 else 9), 4)
        most = 10 if width < 60 else 20
        scale = min(scale - scale % 10, most) if scale >= 10 else scale
        change = draw_change(gauge, ascii=self._ascii)
        moved = bool(change) or bool(gauge.brink) or gauge.at is not None
        yield Content.assemble(
            (f"{shorten(gauge.label, name):<{name}}", "bold" if moved else DIM),
            (value, "bold" if moved else DIM),
            draw_bar(gauge, scale, ascii=self._ascii),
            " ",
            change,
        )
        if each > 1:
            yield draw_cause(gauge, width)
        if each > 2:
            yield Content("")
