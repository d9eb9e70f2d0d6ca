"""Show what the highlighted offer would do: marks beside numbers, and the map after the offer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from wargame.exercise.seat import Seat
from wargame.exercise.view.outlooks import Outcome
from wargame.rules.offers import Offer
from wargame.rules.preview import OutcomeKind
from wargame.rules.text.offer_text import format_place, format_title
from wargame.rules.text.preview_text import format_nothing_moves, format_outcome, format_outcome_odds, format_shifts
from wargame.tui.widgets.map.map_canvas import ZoneReading, ZoneSpot
from wargame.tui.widgets.map.zone_map import ROOMY, ZoneMap, build_spots, format_caption
from wargame.tui.widgets.row_diff_text import FittedText

ARROW = ("→", "->")
"""The mark before a value in the future; the key is whether only ASCII is drawn."""
MARKS: Mapping[OutcomeKind, tuple[str, str]] = {
    OutcomeKind.FAILURE: ("✗", "x"),
    OutcomeKind.CLOSE: ("■", "@"),
    OutcomeKind.AFTER: ("■", "@"),
}
"""The mark before a number after some outcomes, drawn or in ASCII; after every other outcome it is an arrow."""


class PlanPreview(NamedTuple):
    """What a role would bring about: the title of its offer, the zone it goes to if any, and its possible outcomes."""

    title: str
    zone: str
    outcomes: tuple[Outcome, ...]

    def format_outcomes(self, number: str, ascii: bool) -> str:
        """Return a number after each outcome that moves it, as *→ 6 ✗ 3*; empty if no outcome moves it."""
        after = [(outcome, outcome.find_after(number)) for outcome in self.outcomes]
        return " ".join(f"{find_mark(outcome, ascii)} {then}" for outcome, then in after if then is not None)

    def format_legend(self, ascii: bool) -> str:
        """Return what the marks stand for, as *→ success ✗ failure*."""
        moving = [outcome for outcome in self.outcomes if outcome.shifts]
        return "  ".join(f"{find_mark(outcome, ascii)} {format_outcome(outcome.kind)}" for outcome in moving)


def build_plan_preview(seat: Seat, offer: Offer, value: str) -> PlanPreview:
    """Return what an offer of a role would do with ``value`` in its slot, or else at the first zone it may go to."""
    known = seat.build_map()
    zone = value or next((at for at in offer.rules if known.find_name(at)), "")
    outcomes = tuple(one for one in seat.preview(offer, value).outcomes if one.kind is not OutcomeKind.BREACH)
    return PlanPreview(format_title(offer), zone, outcomes)


def find_mark(outcome: Outcome, ascii: bool) -> str:
    """Return the mark before a number as it is after an outcome."""
    return MARKS.get(outcome.kind, ARROW)[ascii]


def build_planned_spots(seat: Seat, plan: PlanPreview | None, ascii: bool) -> dict[str, ZoneSpot]:
    """Return the zones as they would be after the first outcome of a plan and its close; an arrow shows the target."""
    spots = build_spots(seat.build_map())
    if plan is None:
        return spots
    out, happened = {}, [one for i, one in enumerate(plan.outcomes) if not i or one.kind is OutcomeKind.AFTER]
    for zone in seat.build_map().zones:
        spot, readings = spots[zone.id], []
        for reading, number in zip(spot.readings, zone.numbers, strict=True):
            after = next((n for one in reversed(happened) if (n := one.find_after(number.id)) is not None), None)
            readings.append(ZoneReading(reading.name, number.now if after is None else after, number.now))
        here = f"{ARROW[ascii]} " if zone.id == plan.zone else ""
        out[zone.id] = spot._replace(names=tuple(f"{here}{name}" for name in spot.names), readings=tuple(readings))
    return out


class PlanMap(Vertical, can_focus=True):
    """The map after the highlighted offer, and below it the numbers that move.

    Up, Down and Enter are passed on to the list of offers.
    """

    DEFAULT_CSS = """
    PlanMap ZoneMap { height: 1fr; min-height: 6; }
    PlanMap FittedText { max-height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step('cursor_up')", "Before", show=False),
        Binding("down", "step('cursor_down')", "After", show=False),
        Binding("enter", "step('select')", "Take", show=False),
    ]

    class Stepped(Message):
        """A key was pressed that is meant for the list of offers: the name of the list's action."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._shown: tuple[Seat, PlanPreview | None] | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield ZoneMap(ascii=self._ascii)
        yield FittedText()

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self._draw()

    def show(self, seat: Seat, plan: PlanPreview | None) -> None:
        """Show the map after a plan of the seat's role; without a plan, show it as it is."""
        self._shown = seat, plan
        if self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        seat, plan = self._shown
        title = format_place(plan.title, seat.build_map().find_name(plan.zone)) if plan is not None else "Map"
        self.border_title = Content(title)
        self.query_one(ZoneMap).show(seat.build_map(), build_planned_spots(seat, plan, self._ascii))
        self.query_one(FittedText).fit(partial(self._draw_below, seat, plan))

    def _draw_below(self, seat: Seat, plan: PlanPreview | None, width: int) -> Content:
        """Draw in words what moves after each outcome, and the legend if the map has no room for it."""
        lines = [Content(format_caption(seat.build_map(), ascii=self._ascii))] if width < ROOMY else []
        moving = [outcome for outcome in plan.outcomes if outcome.shifts] if plan is not None else []
        for outcome in moving:
            moves = format_shifts(outcome.shifts, outcome.kind)
            text = moves.replace("→", "->") if self._ascii else moves
            name = f"{find_mark(outcome, self._ascii)} {format_outcome_odds(outcome.kind, outcome.chance)}: "
            lines.append(Content.assemble((name, "bold"), text))
        if plan is not None and not moving:
            lines.append(Content(format_nothing_moves()))
        return Content("\n").join(lines)

    def action_step(self, action: str) -> None:
        """Post a key that is meant for the list behind the map."""
        self.post_message(self.Stepped(action))
