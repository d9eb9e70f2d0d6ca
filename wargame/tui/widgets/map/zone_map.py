"""The widget of the map: the zones of the scenario as everybody sees them, with marks for what moved this turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import ClassVar

from rich.segment import Segment
from textual import events, getters
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from wargame.exercise.view.zones import KnownMap, KnownZone
from wargame.tui.app.shared_app import SharedApp
from wargame.tui.widgets.map.map_canvas import MapCell, MapPicture, ZoneReading, ZoneSpot, build_legend, draw_map
from wargame.tui.widgets.reveal.motion import find_between, is_blinking

_LITTLE = frozenset({"a", "an", "and", "of", "on", "the", "to"})
_WINDS = frozenset({"north", "south", "east", "west", "central"})


def shorten(name: str, width: int) -> str:
    """Shorten a name to ``width`` cells, with a sign at its end: by whole words while one is left, then by letters."""
    if len(name) <= width:
        return name
    words = name.split()
    while len(words) > 1 and (len(" ".join(words)) >= width or words[-1].casefold() in _LITTLE):
        words.pop()
    short = " ".join(words).rstrip(":,")
    return f"{short if len(short) < width else short[: max(width - 1, 0)]}…"


def list_zone_names(name: str, kind: str) -> tuple[str, str, str]:
    """Return a zone's name without its kind (its shape shows it), a shorter one, and one of at most ten letters."""
    for prefix in (f"{kind}: ", f"{kind} "):
        if name.casefold().startswith(prefix.casefold()):
            name = name[len(prefix) :]
    first, colon, _ = name.partition(":")
    word, _, rest = first.partition(" ")
    short = f"{word[0]}. {rest}" if rest and word.casefold().removesuffix("ern") in _WINDS else first
    return name, shorten(f"{short}…" if colon else short, 12), shorten(f"{short}…" if colon else short, 10)


def build_spots(known: KnownMap) -> dict[str, ZoneSpot]:
    """Return every zone with its numbers, now and when the turn began."""
    out = {}
    for zone in known.zones:
        readings = tuple(ZoneReading(one.name, one.now, one.before) for one in zone.numbers)
        names = list_zone_names(zone.name, zone.kind_title)
        out[zone.id] = ZoneSpot(names, known.kinds.index(zone.kind), (zone.x, zone.y), readings)
    return out


def list_kinds(known: KnownMap) -> list[str]:
    """Return the names of the kinds of zones; empty for a kind that no zone has."""
    titles = {zone.kind: zone.kind_title for zone in known.zones}
    return [titles.get(kind, "") for kind in known.kinds]


def format_zone(zone: KnownZone, spot: ZoneSpot) -> str:
    """Return a zone in words: its kind, its numbers as they are drawn, and what the scenario says about it."""
    numbers = ", ".join(f"{reading.name} {reading.now}" for reading in spot.readings)
    return f"{zone.name} ({zone.kind_title.lower()}): {numbers}. {zone.about}".strip()


ROOMY = 56
"""The smallest width at which the map shows its own legend. Below it, `format_caption` returns the legend."""


def format_caption(known: KnownMap, *, ascii: bool = False) -> str:
    """Return the legend on one line: *○ Source ● Transit ...: control/impunity*."""
    kinds = [shorten(kind, 8).rstrip("…") for kind in list_kinds(known)]  # enough to tell them apart
    spots = {zone: spot.clear_marks() for zone, spot in build_spots(known).items()}
    entries = ["".join(text for text, _ in line) for line in build_legend(spots, kinds, ascii)]
    numbers = [one.name for one in known.zones[0].numbers] if known.zones else []
    return f"{' '.join(entries[:-1])}: {'/'.join(numbers)}" if numbers else " ".join(entries)


def _has_moved(was: ZoneSpot, now: ZoneSpot) -> bool:
    """Has a number of a zone another value than before?"""
    return [one.now for one in was.readings] != [one.now for one in now.readings]


def _find_on_way(start: ZoneSpot, spot: ZoneSpot, progress: float) -> ZoneSpot:
    """Return a zone with its numbers on their way from ``start``."""
    readings = (
        now._replace(at=round(find_between(was.now, now.now, progress)))
        for was, now in zip(start.readings, spot.readings, strict=True)
    )
    return spot._replace(readings=tuple(readings), bare=is_blinking(progress))


class ZoneMap(Widget):
    """The map, drawn line by line at the size of the widget. `show` sets what it shows."""

    app = getters.app(SharedApp)

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"map--{look}" for look in ("shape", "zone", "name", "number", "changed", "link", "coast", "legend")
    }
    DEFAULT_CSS = """
    ZoneMap { width: 1fr; height: 1fr; }
    ZoneMap > .map--shape { color: $primary; text-style: bold; }
    ZoneMap > .map--zone { color: $foreground; }
    ZoneMap > .map--name { color: $foreground 80%; }
    ZoneMap > .map--number { color: $foreground; text-style: bold; }
    ZoneMap > .map--changed { color: $on-changed; background: $changed; text-style: bold; }
    ZoneMap > .map--link { color: $route; }
    ZoneMap > .map--coast { color: $coast; }
    ZoneMap > .map--legend { color: $foreground 80%; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._outline: tuple[tuple[tuple[float, float], ...], ...] = ()
        self._spots: dict[str, ZoneSpot] = {}
        self._from: dict[str, ZoneSpot] = {}
        """The zones before `show` last changed a number of them."""
        self._progress = 1.0
        self._links: list[tuple[str, str]] = []
        self._kinds: list[str] = []
        self._about: dict[str, str] = {}
        self._picture: MapPicture | None = None
        self._is_planned = False
        """Are the numbers those after a plan that is looked at?"""

    def show(self, known: KnownMap, planned: Mapping[str, ZoneSpot] | None = None) -> None:
        """Draw the zones as they are, or as they would be after a plan."""
        now = build_spots(known) if planned is None else dict(planned)
        self._from = {zone: was for zone, was in self._spots.items() if zone in now and _has_moved(was, now[zone])}
        if now == self._spots and self._is_planned == (planned is not None):  # most decisions move nothing here
            return
        self._is_planned = planned is not None
        self._spots, self._links, self._kinds = now, known.list_links(), list_kinds(known)
        self._outline = known.outline if self.app.settings.outline else ()
        self._about = {zone.id: format_zone(zone, now[zone.id]) for zone in known.zones}
        self._draw_again()

    def _draw_again(self) -> None:
        """Draw the rows that differ from those that were drawn."""
        before, self._picture = self._picture, None
        if before is None or len(before.rows) != self.size.height:
            self.refresh()
        else:
            pairs = enumerate(zip(before.rows, self._draw().rows, strict=True))
            self.refresh(*(Region(0, y, self.size.width, 1) for y, (was, row) in pairs if was != row))

    @property
    def has_moved(self) -> bool:
        """Did `show` change a number that was shown before?"""
        return bool(self._from)

    def move_to(self, progress: float) -> None:
        """Draw the numbers that `show` changed last on their way, from 0 to 1, its end."""
        self._progress = progress
        if self._from and self.size:
            self._draw_again()

    def _find_spots(self) -> dict[str, ZoneSpot]:
        """Return the zones as they are drawn at this place of a movement."""
        if self._progress >= 1 or not self._from:
            return self._spots
        return {
            zone: _find_on_way(self._from[zone], spot, self._progress) if zone in self._from else spot
            for zone, spot in self._spots.items()
        }

    @property
    def has_legend(self) -> bool:
        """Is the legend drawn on the map? It is not where no corner is free, nor on a small map."""
        return bool(self._spots) and bool(self.size) and self._draw().has_legend

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the description of the zone under the mouse."""
        zone = self._picture.find_zone(event.x, event.y) if self._picture is not None else ""
        self.tooltip = Content(self._about[zone]) if zone else None

    def render_line(self, y: int) -> Strip:
        """Return one line of the map."""
        width, height = self.size
        if not self._spots or not width or not height:
            return Strip.blank(width, self.rich_style)
        rows = self._draw().rows
        return Strip(self._iter_segments(rows[y]), width) if y < len(rows) else Strip.blank(width, self.rich_style)

    def _draw(self) -> MapPicture:
        """Return the map at the current size. It is computed again only if the size or the zones change."""
        width, height = self.size
        drawn = self._picture
        if drawn is None or (len(drawn.rows[0]), len(drawn.rows)) != (width, height):
            roomy = width >= ROOMY
            drawn = draw_map(
                self._find_spots(),
                self._links,
                self._kinds,
                width,
                height,
                ascii=self._ascii,
                legend=roomy,
                planned=self._is_planned,
                outline=self._outline,
            )
            self._picture = drawn
        return drawn

    def _iter_segments(self, row: list[MapCell]) -> Iterator[Segment]:
        """Yield the segments of a row; neighbouring cells of the same look are one segment."""
        for look, cells in groupby(row, key=attrgetter("look")):
            style = self.get_component_rich_style(f"map--{look}") if look else self.rich_style
            yield Segment("".join(cell.text for cell in cells), style)
