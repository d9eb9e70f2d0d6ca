"""One offer in detail before it is taken: its cost, its odds and bonuses, and the numbers it would move."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.exercise.view.outlooks import KnownClosed, Outcome
from wargame.rules.offers import ClosedOffer, Offer
from wargame.rules.preview import OutcomeKind
from wargame.rules.text.deal_text import format_lapsing, list_breaches, list_promise_points
from wargame.rules.text.offer_text import (
    format_closed_title,
    format_costs,
    format_dice_bonus,
    format_not_open,
    format_place,
    format_shifting,
    format_telling,
    format_text,
    format_title,
    format_zone_count,
)
from wargame.rules.text.preview_text import (
    format_afterwards,
    format_duration,
    format_nothing_moves,
    format_outcome,
    format_outcome_shift,
    format_shift_label,
    format_stake,
    format_stakes,
    format_unsure,
)
from wargame.rules.text.rule_text import begin_sentence
from wargame.tui.widgets.row_diff_text import FittedText
from wargame.tui.widgets.tracks import DIM

Part = tuple[str, str]
"""A piece of text and its style."""
SHORT = 30
"""Below this number of rows, points come before numbers, and an action is described last."""
IN_WORDS = (OutcomeKind.AFTER, OutcomeKind.BREACH)
"""The outcomes that are told in words, as three columns have no room beside the names of numbers."""
WIDEST = 72
"""The greatest width of a row of numbers. A reader loses the row in wider ones."""


class OfferDetail(VerticalScroll):
    """The highlighted offer in detail. It scrolls by mouse, or by Page Down on the list."""

    def __init__(self, *, id: str, ascii: bool = False) -> None:
        super().__init__(id=id, can_focus=False)
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield FittedText(fills=True)

    def show(self, seat: Seat, offer: Offer | None, value: str = "") -> None:
        """Show an offer of the seat's role, with ``value`` in its slot."""
        self.query_one(FittedText).fit(partial(self._draw_detail, seat, offer, value))
        if self.scroll_y:
            self.scroll_home(animate=False)

    def show_closed(self, closed: KnownClosed) -> None:
        """Show why something is not open now."""
        self.query_one(FittedText).fit(partial(_draw_closed, closed.offer))
        if self.scroll_y:
            self.scroll_home(animate=False)

    def _draw_detail(self, seat: Seat, offer: Offer | None, value: str, width: int) -> Content:
        parts: list[Part] = []
        if offer is not None:
            short = self.app.size.height < SHORT
            parts = list(iter_detail(seat, offer, value, width=max(20, min(WIDEST, width)), short=short))
        if self._ascii:
            parts = [(text.replace("→", "->").removeprefix(" ") if "→" in text else text, s) for text, s in parts]
            parts = [(text.replace("≈", "~"), s) for text, s in parts]
        return Content.assemble(*parts)


def _draw_closed(closed: ClosedOffer, width: int) -> Content:
    width = max(20, min(WIDEST, width))
    parts = [
        *_iter_wrapped(format_closed_title(closed), width, "bold"),
        *_iter_wrapped(format_not_open(closed), width, "$warning"),
    ]
    return Content.assemble(*parts)


def iter_detail(seat: Seat, offer: Offer, value: str, width: int, short: bool = False) -> Iterator[Part]:
    """Yield an offer in detail as styled pieces of text for this width; on a ``short`` screen, what counts first."""
    title = format_place(format_title(offer), seat.build_map().find_name(value))
    yield from _iter_wrapped(title, width, "bold")
    for breach in list_breaches(offer.breaks):
        yield from _iter_wrapped(f"! {breach}", width, "bold $error")
    text, costs = format_text(offer), format_costs(offer)
    all_outcomes = seat.preview(offer, value).outcomes
    outcomes = [outcome for outcome in all_outcomes if outcome.kind not in IN_WORDS]
    moves = any(outcome.shifts or outcome.stakes for outcome in outcomes)
    later = short and moves and offer.do == "plan"  # what an action is called says most of it
    if text and not later:
        yield from _iter_wrapped(text, width, "")
    if costs:
        yield from _iter_wrapped(costs, width, "$warning")
    if offer.tells or offer.cover:
        yield from _iter_wrapped(format_telling(offer), width, "$warning")
    for deal in offer.lapsing:
        yield from _iter_wrapped(format_lapsing(offer, deal), width, "$warning")
    for point in list_promise_points(offer.terms) if offer.terms is not None else ():
        yield f"{begin_sentence(point.head)}: \n", "bold"
        for part in point.parts:
            yield from _iter_wrapped(begin_sentence(part), width, "", "  ")
    yield from _iter_bonuses(offer, value, width)
    if moves:
        yield from _iter_grid(outcomes, width, offer.target, short)
    elif offer.do != "argue":
        yield f"\n{format_nothing_moves()}\n", ""
    for outcome in all_outcomes:
        yield from _iter_wrapped(format_afterwards(outcome.kind, outcome.shifts), width, "$warning")
    duration = format_duration(offer) if offer.rules else ""
    if duration:
        yield f"{duration}\n", ""
    if later:
        yield from _iter_wrapped(text, width, "")
    if offer.shifts:
        yield from _iter_wrapped(format_shifting([offer]), width, DIM)


def _iter_bonuses(offer: Offer, value: str, width: int) -> Iterator[Part]:
    """Yield the bonuses that count, and the number of zones to choose from."""
    sight = offer.sights.get(value) or next(iter(offer.sights.values()), None)
    for bonus in sight.bonuses if sight is not None and sight.target else ():
        yield from _iter_wrapped(format_dice_bonus(bonus), width, "$secondary")
    if not value and len(offer.rules) > 1:
        yield from _iter_wrapped(format_zone_count(offer), width, "$secondary")


def _iter_grid(outcomes: Sequence[Outcome], width: int, target: int, short: bool) -> Iterator[Part]:
    """Yield a grid: numbers and points down, outcomes across; on a ``short`` screen points first."""
    names = [begin_sentence(format_outcome(outcome.kind)) for outcome in outcomes]
    cell = max(12 if width >= 48 else 9, *(len(one) + 1 for one in names))
    name = max(width - cell * len(outcomes), 1)
    if not short:
        yield "\n", ""
    yield f"{'Moves':<{name}}" + "".join(f"{one:>{cell}}" for one in names) + "\n", "bold"
    if target:
        yield (
            f"{f'Two dice, {target}+':<{name}}" + "".join(f"{o.chance} %".rjust(cell) for o in outcomes) + "\n",
            "$secondary",
        )
    points = list(_iter_points(outcomes, name, cell, width))
    if short:
        yield from points
        yield ("Numbers\n", "bold") if points else ("", "")
    moved = [{format_shift_label(s): format_outcome_shift(o.kind, s) for s in o.shifts} for o in outcomes]
    yield from _iter_rows(moved, name, cell)
    if not short:
        yield from points


def _iter_points(outcomes: Sequence[Outcome], name: int, cell: int, width: int) -> Iterator[Part]:
    """Yield the points that would change, what that is in all, and apart those that are an estimate."""
    sure, unsure = (
        [{s.objective.name: format_stake(s) for s in o.stakes if s.sure is known} for o in outcomes]
        for known in (True, False)
    )
    if any(sure) or any(unsure):
        yield "Your points\n", "bold"
    yield from _iter_rows(sure, name, cell)
    if len({s.objective.id for o in outcomes for s in o.stakes if s.sure}) > 1:
        yield f"{'In all':<{name}}", "bold"
        yield "".join(format_stakes([s for s in o.stakes if s.sure]).rjust(cell) for o in outcomes) + "\n", "bold"
    if any(unsure):
        yield from _iter_rows(unsure, name, cell)
        yield from _iter_wrapped(format_unsure(), width, DIM)


def _iter_rows(columns: Sequence[dict[str, str]], name: int, cell: int) -> Iterator[Part]:
    for label in dict.fromkeys(label for column in columns for label in column):
        lines = textwrap.wrap(label, name) or [""]
        for line in lines[:-1]:
            yield f"{line}\n", ""
        yield f"{lines[-1]:<{name}}", ""
        for column in columns:
            text = column.get(label, "same")
            yield f"{text:>{cell}}", "" if label in column else DIM
        yield "\n", ""


def _iter_wrapped(text: str, width: int, style: str, indent: str = "") -> Iterator[Part]:
    for line in textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent):
        yield f"{line}\n", style
