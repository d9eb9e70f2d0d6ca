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
from wargame.exercise.view.objectives import KnownObjective, RoleObjectives
from wargame.rules.text.deal_text import format_deal_head, format_offered_deal, list_standing_terms
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_brink, format_told
from wargame.rules.text.member_text import format_member, format_members
from wargame.rules.text.preview_text import format_nothing_moves
from wargame.rules.text.rule_text import end_sentence
from wargame.tui.play.desk.plan_map import PlanPreview
from wargame.tui.widgets.role_look import list_role_looks
from wargame.tui.widgets.row_diff_text import FittedText
from wargame.tui.widgets.tracks import DIM

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
        handout = f"\nHandout: {card.handout}" if card.handout else ""
        return f"{end_sentence(card.title)} {card.text}{handout}\n{card.prompt}"
    if asked == "answer":
        offers = seat.list_offers()
        return format_offered_deal(offers[0], may_counter=len(offers) > 2, instead=seat.find_asked().instead)
    return ""


def find_mark(ascii: bool) -> str:
    """Return the mark before a number; empty for a number that everybody sees."""
    return "*" if ascii else "◆"


def format_strip(seat: Seat, width: int, ascii: bool) -> str:
    """Return the most important things a role knows, each kind on a line: points, deals, its own numbers."""
    lines = [_fit_line(_list_points(seat, ascii), width)]
    if seat.list_deals():
        lines.append(
            _fit_line([f"Deal: {format_deal_head(one.terms, one.closes)}" for one in seat.list_deals()], width)
        )
    own = [
        f"{find_mark(ascii)} {number.label} {number.now}{f' ({format_change(number)})' if number.change else ''}"
        for number in seat.list_numbers()
        if number.is_hidden
    ]
    if own:
        lines.append(_fit_line(own, width))
    return "\n".join(lines)


def _list_points(seat: Seat, ascii: bool) -> list[str]:
    known = seat.find_own_objectives()
    return [
        f"{_format_total(known, ascii)} points",
        *(f"{one.title} {_format_points(one, ascii)}" for one in known.objectives),
    ]


def _fit_line(parts: list[str], width: int) -> str:
    """Return as many of the parts as fit in the width; at least the first."""
    line = parts[0]
    for part in parts[1:]:
        if len(line) + 2 + len(part) > width:
            break
        line += f"  {part}"
    return line


def _format_points(objective: KnownObjective, ascii: bool) -> str:
    """Return the points of an objective, as *12.0/30*; marked as an estimate where they are one."""
    most = f"/{objective.most:g}" if objective.most is not None else ""
    return f"{'' if objective.sure else _find_about(ascii)}{objective.points:.1f}{most}"


def _format_total(known: RoleObjectives, ascii: bool) -> str:
    """Return the points in all, and behind them those that are an estimate: *30.0 ≈+19.7*."""
    about = "" if all(one.sure for one in known.objectives) else f" {_find_about(ascii)}{known.estimated:+.1f}"
    return f"{known.total:.1f}{about}"


def _find_about(ascii: bool) -> str:
    """Return the mark before an estimate."""
    return "~" if ascii else "≈"


class KnownPane(VerticalScroll):
    """What a role knows, in a pane that scrolls: points, deals, its own numbers, then what all can see.

    With a plan, each number that the plan would move also shows its value after it. A ``brief`` pane shows everything
    only while it has the focus: then it can be scrolled.
    """

    def __init__(self, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._brief = False
        self._shown: tuple[Seat, PlanPreview | None] | None = None

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield FittedText(fills=True)

    def show(self, seat: Seat, plan: PlanPreview | None = None) -> None:
        """Draw what the seat's role knows."""
        self._shown = seat, plan
        self._draw()

    def set_brief(self, brief: bool) -> None:
        """Choose whether the pane shows everything only while it has the focus."""
        if brief is not self._brief:
            self._brief = brief
            self._draw()

    def _draw(self) -> None:
        if self._shown is not None:
            known = Knowledge(*self._shown, self._ascii, brief=self._brief and not self.has_focus)
            self.query_one(FittedText).fit(known.draw_text)

    def on_focus(self) -> None:
        """Show everything, from the top."""
        if self._brief:
            self._draw()

    def on_blur(self) -> None:
        """Show what a decision needs."""
        if self._brief:
            self.scroll_home(animate=False)
            self._draw()


class Knowledge(NamedTuple):
    """What to show: the seat of the role whose knowledge it is, and its plan; if ``brief``, what a decision needs."""

    seat: Seat
    plan: PlanPreview | None
    ascii: bool
    brief: bool = False

    def draw_text(self, width: int) -> Content:
        """Draw all of it, in two columns if there is room, else in one."""
        width = max(24, width)
        if self.brief:
            parts = (*self._iter_standing(width), *self._iter_own(width), *self._iter_shared(), *self._iter_partners())
            return Content.assemble(*parts)
        if width < BESIDE:
            return Content.assemble(*self._iter_standing(width), *self._iter_rest(width))
        half = (width - 3) // 2
        columns = (Content.assemble(*parts).wrap(half) for parts in (self._iter_standing(half), self._iter_rest(half)))
        rows = zip_longest(*columns, fillvalue=Content(""))
        return Content("\n").join(left.pad_right(half + 3 - left.cell_length) + right for left, right in rows)

    @property
    def _heading(self) -> str:
        """The style of headings: the colour of the role."""
        return f"bold {list_role_looks(self.seat)[self.seat.viewer].ink}"

    def _format_outcomes(self, number: str) -> str:
        return self.plan.format_outcomes(number, self.ascii) if self.plan is not None else ""

    # Where the role stands

    def _iter_standing(self, width: int) -> Iterator[Part]:
        """Yield what is near, the objectives of a role with their points, and the deals that stand."""
        for near in self.seat.find_position().brink:
            yield f"! {format_brink(near.title, near.closes, last=near.last)}\n", "bold $error"
        known = self.seat.find_own_objectives()
        total = _format_total(known, self.ascii)
        yield f"{'Your points':<{width - len(total) - 1}} {total}\n", self._heading
        for objective in known.objectives:
            points = _format_points(objective, self.ascii)
            title = f"{objective.title} (secret)" if objective.secret else objective.title
            first, *more = wrap(title, width - len(points) - 1, subsequent_indent="  ")
            yield f"{first:<{width - len(points) - 1}} {points}\n", "bold"
            yield from ((f"{line}\n", "bold") for line in more)
            if self.brief and (self.seat.list_deals() or self.seat.find_position().brink):
                continue  # the terms of the deals need the room
            text = objective.text.partition(";")[0] if self.brief else objective.text
            yield from ((f" {line}\n", DIM) for line in wrap(text, width - 1))
        yield from self._iter_deals(width)

    def _iter_deals(self, width: int) -> Iterator[Part]:
        deals = self.seat.list_deals()
        yield "Your deals", self._heading
        yield "\n" if deals else ": none\n", ""
        for deal in deals:
            yield from ((f"{line}\n", "bold") for line in wrap(format_deal_head(deal.terms, deal.closes), width))
            for point in list_standing_terms(deal.terms):
                for part in point.parts:
                    text = part if len(point.parts) > 1 else f"{point.head}: {part}"
                    lines = wrap(text, width, initial_indent=" ", subsequent_indent="   ")
                    yield from ((f"{line}\n", "") for line in lines)

    # Numbers

    def _iter_own(self, width: int) -> Iterator[Part]:
        """Yield the numbers that not everybody sees."""
        own = [number for number in self.seat.list_numbers() if number.is_hidden]
        if own:
            moved = self.plan is not None and any(self._format_outcomes(number.id) for number in own)
            yield "Own numbers", self._heading
            yield f"  {self.plan.format_legend(self.ascii)}" if self.plan is not None and moved else "", "$accent"
            yield "\n", ""
        for number in own:
            yield from self._iter_number(number, width)

    def _iter_shared(self) -> Iterator[Part]:
        """Yield the numbers that all can see, one after the other."""
        yield "What all can see\n", self._heading
        shared = [n for n in self.seat.list_numbers() if not n.is_hidden and n.kind != "will"]
        for number in shared:
            yield f"{number.label} {number.now}", ""
            yield f" ({format_change(number)})" if number.change else "", "bold"
            yield "; " if number is not shared[-1] else "\n", ""
        yield from self._iter_flags()

    def _iter_flags(self) -> Iterator[Part]:
        flags = [flag.label for flag in self.seat.list_flags() if flag.now]
        if flags:
            yield f"Now so: {', '.join(flags)}.\n", ""

    def _iter_partners(self) -> Iterator[Part]:
        """Yield the partners that matter to the role, on one line for each role that has them."""
        for role, members in groupby(self.seat.list_members(), key=lambda member: member.role.name):
            # its own, and those that the plan would move
            viewer = self.seat.viewer
            mine = [one for one in members if one.role.id == viewer or self._format_outcomes(one.number)]
            if mine:
                own = mine[0].role.id == self.seat.viewer
                yield "Partners: " if own else f"Partners of {role}: ", "bold"
                yield f"{format_members(mine)}\n", ""

    def _iter_rest(self, width: int) -> Iterator[Part]:
        """Yield all numbers with their change this turn and their value after the plan, then partners and zones."""
        seat, ascii = self.seat, self.ascii
        yield f"Numbers ({find_mark(ascii)} not all see them)\n", self._heading
        if self.plan is not None:
            yield f"{self.plan.format_legend(ascii) or format_nothing_moves()}\n", "$accent"
        for number in sort_numbers(seat.list_numbers()):
            if number.kind != "will":
                yield from self._iter_number(number, width)
        yield from self._iter_flags()
        for role, members in groupby(seat.list_members(), key=lambda member: member.role.name):
            yield f"\nPartners of {role}\n", self._heading
            for member in members:
                then = self._format_outcomes(member.number)
                yield format_member(member), "bold" if member.refuses else ""
                yield f" Will {then}." if then else "", "bold $accent"
                yield "\n", ""
        yield "\nZones\n", self._heading
        yield from self._iter_zones()

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
