"""Draws the map of a scenario as one SVG picture in black and white: links as lines, kinds of zone as shapes."""

from __future__ import annotations

from html import escape

from wargame.content.model.scenario import Scenario
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


def draw_map_svg(scenario: Scenario) -> str:
    """Return the map as an ``<svg>`` element."""
    spots = compute_spots({name: zone.at for name, zone in scenario.zones.items()}, bool(scenario.outline))
    pairs = {tuple(sorted((name, other))) for name, zone in scenario.zones.items() for other in zone.links}
    segments = [(spots[one], spots[other]) for one, other in sorted(pairs)]
    shapes = dict(zip(scenario.kinds, SHAPES, strict=False))
    parts = [
        f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="Map of {len(spots)} zones">',
        *draw_outline(scenario.outline),
        *draw_links(segments),
    ]
    parts += [draw_shape(shapes.get(zone.kind, 0), *spots[name]) for name, zone in scenario.zones.items()]
    parts += draw_names({name: zone.name for name, zone in scenario.zones.items()}, spots, segments)
    return "\n".join([*parts, "</svg>"])


def draw_key(scenario: Scenario) -> str:
    """Return what each shape on the map stands for, as HTML."""
    used = {zone.kind for zone in scenario.zones.values()}
    entries = [
        f'<span><svg class="shape" viewBox="-5 -5 10 10">{draw_shape(shape, 0, 0)}</svg> {escape(title)}</span>'
        for shape, (kind, title) in zip(SHAPES, scenario.kinds.items(), strict=False)
        if kind in used
    ]
    return f'<p class="key">{" ".join(entries)}</p>' if entries else ""
