"""The numbers of map and tracks as rows of words and numbers, for example for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from wargame.exercise.view.member_status import list_partners
from wargame.exercise.view.window import Window
from wargame.rules.model import OBSERVER
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.map.zone_map import build_spots
from wargame.tui.widgets.tracks import Gauge, list_conditions, list_gauges


def iter_rows(window: Window, who: str = OBSERVER) -> Iterator[tuple[str, bool]]:
    """Yield every number that ``who`` may see, in words, as (text, whether it is a heading)."""
    yield "Tracks", True
    for gauge in list_gauges(window, who):
        yield f"{gauge.label}: {gauge.now} of {gauge.high}{_format_change(gauge)}", False
    for one in list_conditions(window, who):
        yield f"Now so: {one}", False
    for title, listed in list_partners(window).items():
        yield title, True
        yield from ((partner.format_line(), False) for partner in listed)
    scenario = window.table.scenario
    drawn = build_spots(window)
    for kind, title in scenario.kinds.items():
        zones = [zone for zone, spec in scenario.zones.items() if spec.kind == kind]
        if zones:
            yield title, True
        for zone in zones:
            numbers = (
                f"{r.name} {r.now}" + (f" ({r.now - r.was:+d} this turn)" if r.now != r.was else "")
                for r in drawn[zone].readings
            )
            joined = [z for z, s in scenario.zones.items() if zone in s.links and z not in scenario.zones[zone].links]
            near = ", ".join(scenario.zones[z].name for z in [*scenario.zones[zone].links, *joined])
            yield f"{scenario.zones[zone].name}: {', '.join(numbers)}" + (f"; next to {near}" if near else ""), False


def _format_change(gauge: Gauge) -> str:
    by = f", {gauge.now - gauge.was:+d} this turn" if gauge.now != gauge.was else ""
    ends = [*gauge.history[1:], gauge.now] if gauge.history else []
    steps = f"; turn by turn {', '.join(map(str, [*gauge.history[:1], *ends]))}" if len(ends) > 1 else ""
    return f"{by}{f' ({gauge.why})' if gauge.why else ''}{steps}"


class NumbersPane(Hanging):
    """All numbers that everybody, or one viewer, may see, as text."""

    def show(self, window: Window, who: str = OBSERVER) -> None:
        """Redraw."""
        self.write(
            MarkedParagraph(Content("" if head else "  "), Content.styled(text, "bold" if head else ""))
            for text, head in iter_rows(window, who)
        )
