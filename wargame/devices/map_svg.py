"""Draws the map of a seat as one SVG picture for pages, with the parts of the printed map.

A page puts the text of `draw_map` where the map should stand, without escaping it. The picture has no colours of its
own: `devices.css` gives them, light and dark, to ``svg.zonemap``: ``.outline``, ``line`` (a link), ``.zone`` (a shape
with its number in the list of zones), ``.zone.moved`` (a number of it changed in this turn) and ``.name``.
"""

from __future__ import annotations

from html import escape

from wargame.content.print.map_drawing import (
    HEIGHT,
    SHAPES,
    WIDTH,
    compute_spots,
    draw_links,
    draw_names,
    draw_outline,
    draw_shape,
)
from wargame.exercise.view.zones import KnownMap, KnownZone

SIZE = 1.75
"""The size of a shape with a number in it; 1 is that of the printed map."""
TAP = 11.0
"""The radius around a zone within which it can be pressed."""


def draw_map(known: KnownMap, *, links: str = "", names: float = 0.0) -> str:
    """Return the map as an ``<svg>`` element.

    With ``links``, such as ``#zone-``, each zone is a link to this text with its id after it. With ``names``, the names
    stand beside the shapes in this size (2 can be read from the last row of a room); else each shape has the number of
    its zone, counted from 1 in the order of the map, for a list beside it.
    """
    spots = compute_spots({zone.id: (zone.x, zone.y) for zone in known.zones}, bool(known.outline))
    segments = [(spots[one], spots[other]) for one, other in known.list_links()]
    parts = [
        f'<svg class="zonemap" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="group" aria-label="Map of {len(spots)} zones">',
        *draw_outline(known.outline),
        *draw_links(segments),
    ]
    shapes = dict(zip(known.kinds, SHAPES, strict=False))
    for place, zone in enumerate(known.zones, start=1):
        x, y = spots[zone.id]
        drawn = draw_shape(shapes.get(zone.kind, 0), x, y, names or SIZE)
        if not names:
            drawn += f'<text x="{x:.1f}" y="{y + 2:.1f}" text-anchor="middle">{place}</text>'
        kind = "zone moved" if has_moved(zone) else "zone"
        said = escape(describe_zone(zone))
        if links:
            tap = f'<circle class="tap" cx="{x:.1f}" cy="{y:.1f}" r="{TAP:g}"/>'
            address, own = escape(links + zone.id), escape(zone.id)
            parts.append(
                f'<a class="{kind}" href="{address}" data-zone="{own}" aria-label="{said}"><title>{said}</title>'
                f"{tap}{drawn}</a>"
            )
        else:
            parts.append(f'<g class="{kind}" role="img" aria-label="{said}">{drawn}</g>')
    if names:
        written = draw_names({zone.id: zone.name for zone in known.zones}, spots, segments, names)
        parts.append(f'<g class="name" aria-hidden="true">{"".join(written)}</g>')
    return "".join([*parts, "</svg>"])


def has_moved(zone: KnownZone) -> bool:
    """Did a number of a zone change in this turn?"""
    return any(number.change for number in zone.numbers)


def list_numbers(zone: KnownZone) -> str:
    """Return the numbers of a zone in one line: *control 3, impunity 2 (+1)*."""
    return ", ".join(
        f"{one.name.lower()} {one.now}" + (f" ({one.change:+d})" if one.change else "") for one in zone.numbers
    )


def describe_zone(zone: KnownZone) -> str:
    """Return the name of a zone with its numbers."""
    numbers = list_numbers(zone)
    return f"{zone.name}: {numbers}" if numbers else zone.name
