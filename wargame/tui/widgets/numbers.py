"""The numbers of map and tracks as rows of words and numbers, for example for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.exercise.view.numbers import KnownNumber
from wargame.rules.text.member_text import format_member
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.tracks import Gauge, list_conditions, list_gauges


def iter_rows(seat: Seat) -> Iterator[tuple[str, bool]]:
    """Yield every number that the viewer may see, in words, as (text, whether it is a heading)."""
    yield "Tracks", True
    for gauge in list_gauges(seat):
        yield f"{gauge.label}: {gauge.now} of {gauge.high}{_format_change(gauge)}", False
    for one in list_conditions(seat):
        yield f"Now so: {one}", False
    for role, members in groupby(seat.list_members(), key=lambda member: member.role.name):
        yield f"Partners of {role}", True
        yield from ((format_member(member), False) for member in members)
    known = seat.build_map()
    names = {zone.id: zone.name for zone in known.zones}
    for kind in known.kinds:
        zones = [zone for zone in known.zones if zone.kind == kind]
        if zones:
            yield zones[0].kind_title, True
        for zone in zones:
            numbers = ", ".join(map(_format_zone_number, zone.numbers))
            near = ", ".join(names[one] for one in zone.near)
            yield f"{zone.name}: {numbers}" + (f"; next to {near}" if near else ""), False


def _format_zone_number(number: KnownNumber) -> str:
    return f"{number.name} {number.now}" + (f" ({number.change:+d} this turn)" if number.change else "")


def _format_change(gauge: Gauge) -> str:
    by = f", {gauge.now - gauge.was:+d} this turn" if gauge.now != gauge.was else ""
    ends = [*gauge.history[1:], gauge.now] if gauge.history else []
    steps = f"; turn by turn {', '.join(map(str, [*gauge.history[:1], *ends]))}" if len(ends) > 1 else ""
    return f"{by}{f' ({gauge.why})' if gauge.why else ''}{steps}"


class NumbersPane(Hanging):
    """All numbers that everybody, or one viewer, may see, as text."""

    def show(self, seat: Seat) -> None:
        """Redraw."""
        self.write(
            MarkedParagraph(Content("" if head else "  "), Content.styled(text, "bold" if head else ""))
            for text, head in iter_rows(seat)
        )
