"""Show what one role knows: numbers with their change this turn, deals, zones and objectives; private ones marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest
from textwrap import wrap
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.seat import Seat
from wargame.exercise.view.numbers import KnownNumber
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_told
from wargame.rules.text.member_text import format_member
from wargame.rules.text.offer_text import format_offered_deal
from wargame.rules.text.preview_text import format_nothing_moves
from wargame.rules.text.rule_text import end_sentence
from wargame.tui.play.desk.plan_map import PlanPreview
from wargame.tui.widgets.row_diff_text import FittedText

BAR = 10
"""Width of a meter in cells, if there is room for one."""
BESIDE = 70
"""The smallest width at which the objectives are beside the numbers. Below it, they are under the numbers."""
METERED = 22 + 12 + BAR
"""The smallest width at which each number has a meter."""
Part = tuple[str, str]
"""A piece of text and its style."""


def sort_numbers(numbers: Iterable[KnownNumber]) -> list[KnownNumber]:
    """Return numbers with those first that not everybody sees."""
    return sorted(numbers, key=lambda number: not number.is_hidden)


def format_change(number: KnownNumber) -> str:
    """Return the change of a number this turn, with its sign; empty if it did not move."""
    return f"{number.change:+d}" if number.change else ""


def draw_bar(number: KnownNumber, ascii: bool) -> str:
    """Draw a number as a bar between its bounds."""
    full = round(BAR * (number.now - number.low) / max(1, number.high - number.low))
    return ("#" if ascii else "█") * full + ("." if ascii else "░") * (BAR - full)


def format_asked(seat: Seat, asked: str) -> str:
    """Return what is asked of a role, if its offers alone do not say it: the card in full, or the offered deal."""
    if not asked:
        return f"Nothing is asked of {seat.find_role(seat.viewer).name} now."
    card = seat.find_cards().now
    if asked == "respond" and card is not None:
        return f"{end_sentence(card.title)} {card.text}\n{card.prompt}"
    if asked == "answer":
        offers = seat.list_offers()
        return format_offered_deal(offers[0], may_counter=len(offers) > 2)
    return ""


def find_mark(ascii: bool) -> str:
    """Return the mark before a number; empty for a number that everybody sees."""
    return "*" if ascii else "◆"


def format_strip(seat: Seat, width: int, ascii: bool) -> str:
    """Return the most important things a role knows, on one line: its points, its own numbers, then what moved."""
    text = f"{seat.find_own_objectives().total:.1f} points"
    for number in sort_numbers(seat.list_numbers()):
        if not number.is_hidden and not number.change:
            continue
        moved = f" ({format_change(number)})" if number.change else ""
        more = f"  {find_mark(ascii) if number.is_hidden else ''}{number.label} {number.now}{moved}"
        if len(text) + len(more) > width:
            break
        text += more
    return text


class KnownPane(VerticalScroll):
    """All that a role knows, in a pane that scrolls: its numbers, then its objectives, deals and zones.

    With a plan, each number that the plan would move also shows its value after it.
    """

    def __init__(self, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._ascii = ascii

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield FittedText(fills=True, steady=True)

    def show(self, seat: Seat, plan: PlanPreview | None = None) -> None:
        """Draw what the seat's role knows."""
        self.query_one(FittedText).fit(Knowledge(seat, plan, self._ascii).draw_text)


class Knowledge(NamedTuple):
    """What to show: the seat of the role whose knowledge it is, and its plan."""

    seat: Seat
    plan: PlanPreview | None
    ascii: bool

    def draw_text(self, width: int) -> Content:
        """Draw all of it, in two columns if there is room, else in one."""
        width = max(24, width)
        if width < BESIDE:
            return Content.assemble(*self._iter_numbers(width), "\n", *self._iter_rest(width))
        half = (width - 3) // 2
        columns = (Content.assemble(*parts).wrap(half) for parts in (self._iter_numbers(half), self._iter_rest(half)))
        rows = zip_longest(*columns, fillvalue=Content(""))
        return Content("\n").join(left.pad_right(half + 3 - left.cell_length) + right for left, right in rows)

    def _format_outcomes(self, number: str) -> str:
        return self.plan.format_outcomes(number, self.ascii) if self.plan is not None else ""

    def _iter_numbers(self, width: int) -> Iterator[Part]:
        """Yield the numbers that a role knows, with their change this turn and their value after the plan."""
        seat, ascii = self.seat, self.ascii
        yield f"Numbers ({find_mark(ascii)} not all see them)\n", "bold $primary"
        if self.plan is not None:
            yield f"{self.plan.format_legend(ascii) or format_nothing_moves()}\n", "$accent"
        for number in sort_numbers(seat.list_numbers()):
            if number.kind != "will":
                yield from self._iter_number(number, width)
        flags = [flag.label for flag in seat.list_flags() if flag.now]
        if flags:
            yield f"Now so: {', '.join(flags)}.\n", ""
        for role, members in groupby(seat.list_members(), key=lambda member: member.role.name):
            yield f"\nPartners of {role}\n", "bold $primary"
            for member in members:
                then = self._format_outcomes(member.number)
                yield format_member(member), "bold" if member.refuses else ""
                yield f" Will {then}." if then else "", "bold $accent"
                yield "\n", ""

    def _iter_number(self, number: KnownNumber, width: int) -> Iterator[Part]:
        """Yield one number in one line. If the plan would move it, the meter and the name are shortened."""
        lead, then = f"{find_mark(self.ascii)} " if number.is_hidden else "  ", self._format_outcomes(number.id)
        change = format_change(number)
        moved = f" {change}" if then and change else "" if then else f" {change:>3}"
        future = f" {then}" if then else ""
        tail = f"{number.now:>2}/{number.high:<2}"
        meter = width >= METERED and (not then or width - len(f"{tail}{moved}{future}") >= 22 + 2 + BAR)
        tail = (f"{draw_bar(number, self.ascii)} " if meter else "") + (tail.rstrip() if then else tail)
        room = max(6, width - len(lead) - len(tail) - len(moved) - len(future) - 1)
        label = number.label if len(number.label) <= room else f"{number.label[: room - 1]}{'.' if self.ascii else '…'}"
        yield f"{lead}{label:<{room}} {tail}", "$warning" if number.is_hidden else ""
        yield moved, "bold"
        yield f"{future}\n", "bold $accent"

    def _iter_rest(self, width: int) -> Iterator[Part]:
        """Yield a role's objectives, the deals that stand, and the zones."""
        yield "Your objectives\n", "bold $primary"
        known = self.seat.find_own_objectives()
        for objective in known.objectives:
            most = f" of {objective.most:g}" if objective.most is not None else ""
            points = f"{'' if objective.sure else '~'}{objective.points:.1f}{most}"
            title = f"{find_mark(self.ascii)} {objective.title} (secret)" if objective.secret else objective.title
            room = width - len(points) - 1
            first, *more = wrap(title, room, subsequent_indent="  ")
            yield f"{first:<{room}} {points}\n", "bold"
            yield from ((f"{line}\n", "bold") for line in more)
            yield f"{objective.text}\n", "$foreground 80%"
        yield f"{'All in all':<{width - 7}} {known.total:6.1f}\n", "bold"
        yield "\nDeals that stand\n", "bold $primary"
        yield f"{', '.join(deal.title for deal in self.seat.list_deals()) or 'None that you know of.'}\n", ""
        yield "\nZones\n", "bold $primary"
        yield from self._iter_zones()

    def _iter_zones(self) -> Iterator[Part]:
        for zone in self.seat.build_map().zones:
            yield f"{zone.name}: ", ""
            for i, number in enumerate(zone.numbers):
                moved = f" ({number.change:+d})" if number.change else ""
                then = self._format_outcomes(number.id)
                yield f"{', ' * bool(i)}{number.name} {number.now}{moved}", ""
                yield f" {then}" if then else "", "bold $accent"
            yield "\n", ""


def list_role_log(seat: Seat) -> list[tuple[int, str]]:
    """Return the log as a role may read it, its own reasons included, as (level, text).

    The level is 0 for a decision and 1 for what followed.
    """
    out: list[tuple[int, str]] = []
    for _, entry in seat.list_log():
        if entry.decision is not None:
            because = f" -- {entry.because}" if entry.because else ""
            number = f"[{entry.number}] " if entry.number else ""
            out.append((0, f"{number}{format_decision(entry.decision)}{because}"))
        out += [(1, format_told(one)) for one in entry.told]
    return out
