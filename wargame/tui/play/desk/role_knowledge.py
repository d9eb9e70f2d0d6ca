"""Show what one role knows: numbers with their change this turn, deals, zones and objectives; private ones marked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.exercise.view.log import iter_log_entries
from wargame.exercise.view.member_status import list_partners
from wargame.exercise.view.window import Window
from wargame.rules.preview import is_objective_visible
from wargame.rules.state import compute_number
from wargame.rules.text.event_text import format_told
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


class KnownNumber(NamedTuple):
    """One number that a role knows, with its range and its change since the turn began."""

    ref: int
    label: str
    now: int
    was: int
    low: int
    high: int
    private: bool

    @property
    def change_text(self) -> str:
        """The change of the number this turn, with its sign; empty if it did not move."""
        return f"{self.now - self.was:+d}" if self.now != self.was else ""

    def draw_bar(self, ascii: bool) -> str:
        """Draw the number as a bar between its bounds."""
        full = round(BAR * (self.now - self.low) / max(1, self.high - self.low))
        return ("#" if ascii else "█") * full + ("." if ascii else "░") * (BAR - full)


def list_known_numbers(exercise: Window, role: str) -> list[KnownNumber]:
    """Return the tracks and derived numbers that a role may know, its private ones first."""
    table, row, before = exercise.table, exercise.build_view(role), exercise.build_turn_start_view(role)
    out = [
        KnownNumber(i, c.label, row[i], before[i], c.low, c.high, c.seen is not None)
        for i, c in enumerate(table.columns)
        if c.is_track and (c.seen is None or role in c.seen)
    ]
    for derived in table.derived[1:]:  # the first is the turns left: the heading shows it
        ref = table.numbers[derived.name]
        now, was = compute_number(table, row, ref), compute_number(table, before, ref)
        out.append(KnownNumber(ref, derived.label, now, was, derived.low, derived.high, False))
    return sorted(out, key=lambda gauge: not gauge.private)


def format_asked(window: Window, role: str, asked: str) -> str:
    """Return what is asked of a role, if its offers alone do not say it: the card in full, or the offered deal."""
    table, row = window.table, window.build_view(role)
    if not asked:
        return f"Nothing is asked of {table.scenario.roles[role].name} now."
    if asked == "respond":
        card = table.cards[table.entries[row[table.at.current] - 1]]
        prompt = card.response.prompt if card.response is not None else ""
        return f"{end_sentence(card.title)} {card.text}\n{prompt}"
    if asked == "answer":
        offers = window.list_offers(role)
        return format_offered_deal(offers[0], may_counter=len(offers) > 2)
    return ""


def find_mark(ascii: bool) -> str:
    """Return the mark before a number; empty for a number that everybody sees."""
    return "*" if ascii else "◆"


def format_strip(exercise: Window, role: str, width: int, ascii: bool) -> str:
    """Return the most important things a role knows, on one line: its points, its own numbers, then what moved."""
    total = sum(standing.points for standing in exercise.list_standings(role))
    text = f"{total:.1f} points"
    for gauge in list_known_numbers(exercise, role):
        if not gauge.private and not gauge.change_text:
            continue
        moved = f" ({gauge.change_text})" if gauge.change_text else ""
        more = f"  {find_mark(ascii) if gauge.private else ''}{gauge.label} {gauge.now}{moved}"
        if len(text) + len(more) > width:
            break
        text += more
    return text


class KnownPane(VerticalScroll):
    """All that a role knows, in a pane that scrolls: its numbers, then its objectives, deals and zones.

    With a plan, each number that the plan would move also shows its value after it.
    """

    def __init__(self, role: str, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._role, self._ascii = role, ascii

    def compose(self) -> ComposeResult:
        """Yield the parts of this widget."""
        yield FittedText(fills=True, steady=True)

    def show(self, window: Window, plan: PlanPreview | None = None) -> None:
        """Draw what the role knows."""
        known = Knowledge(window, self._role, plan, self._ascii)
        self.query_one(FittedText).fit(known.draw_text)


class Knowledge(NamedTuple):
    """What to show: the role whose knowledge it is, and its plan."""

    window: Window
    role: str
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

    def _format_outcomes(self, ref: int) -> str:
        return self.plan.format_outcomes(self.window.table, ref, self.ascii) if self.plan is not None else ""

    def _iter_numbers(self, width: int) -> Iterator[Part]:
        """Yield the numbers that a role knows, with their change this turn and their value after the plan."""
        table, row, ascii = self.window.table, self.window.build_view(self.role), self.ascii
        yield f"Numbers ({find_mark(ascii)} not all see them)\n", "bold $primary"
        if self.plan is not None:
            yield f"{self.plan.format_legend(ascii) or format_nothing_moves()}\n", "$accent"
        for gauge in list_known_numbers(self.window, self.role):
            if gauge.ref not in table.wills:
                yield from self._iter_number(gauge, width)
        flags = [c.label for i, c in enumerate(table.columns) if c.is_flag and row[i] and self._may_see(c.seen)]
        if flags:
            yield f"Now so: {', '.join(flags)}.\n", ""
        for title, listed in list_partners(self.window).items():
            yield f"\n{title}\n", "bold $primary"
            for partner in listed:
                then = self._format_outcomes(
                    next(member.will for member in table.members if member.name == partner.name)
                )
                yield f"{partner.format_line()}", "bold" if partner.refuses else ""
                yield f" Will {then}." if then else "", "bold $accent"
                yield "\n", ""

    def _iter_number(self, gauge: KnownNumber, width: int) -> Iterator[Part]:
        """Yield one number in one line. If the plan would move it, the meter and the name are shortened."""
        lead, then = f"{find_mark(self.ascii)} " if gauge.private else "  ", self._format_outcomes(gauge.ref)
        moved = f" {gauge.change_text}" if then and gauge.change_text else "" if then else f" {gauge.change_text:>3}"
        future = f" {then}" if then else ""
        tail = f"{gauge.now:>2}/{gauge.high:<2}"
        meter = width >= METERED and (not then or width - len(f"{tail}{moved}{future}") >= 22 + 2 + BAR)
        tail = (f"{gauge.draw_bar(self.ascii)} " if meter else "") + (tail.rstrip() if then else tail)
        room = max(6, width - len(lead) - len(tail) - len(moved) - len(future) - 1)
        label = gauge.label if len(gauge.label) <= room else f"{gauge.label[: room - 1]}{'.' if self.ascii else '…'}"
        yield f"{lead}{label:<{room}} {tail}", "$warning" if gauge.private else ""
        yield moved, "bold"
        yield f"{future}\n", "bold $accent"

    def _iter_rest(self, width: int) -> Iterator[Part]:
        """Yield a role's objectives, the deals that stand, and the zones."""
        exercise, role = self.window, self.role
        table, row = exercise.table, exercise.build_view(role)
        yield "Your objectives\n", "bold $primary"
        total = 0.0
        for standing in exercise.list_standings(role):
            objective = standing.objective
            about = "" if exercise.over or is_objective_visible(table, row, role, objective) else "~"
            points = f"{about}{standing.points:.1f}" + (f" of {standing.most:g}" if standing.most >= 0 else "")
            title = f"{find_mark(self.ascii)} {objective.title} (secret)" if objective.secret else objective.title
            room = width - len(points) - 1
            first, *more = wrap(title, room, subsequent_indent="  ")
            yield f"{first:<{room}} {points}\n", "bold"
            yield from ((f"{line}\n", "bold") for line in more)
            yield f"{objective.text}\n", "$foreground 80%"
            total += standing.points
        yield f"{'All in all':<{width - 7}} {total:6.1f}\n", "bold"
        standing_deals = [
            form.title for form, at in zip(table.forms, table.at.deal, strict=True) if form.stands and row[at]
        ]
        yield "\nDeals that stand\n", "bold $primary"
        yield f"{', '.join(standing_deals) or 'None that you know of.'}\n", ""
        yield "\nZones\n", "bold $primary"
        yield from self._iter_zones()

    def _iter_zones(self) -> Iterator[Part]:
        table, row = self.window.table, self.window.build_view(self.role)
        before = self.window.build_turn_start_view(self.role)
        for zone_id, zone in table.scenario.zones.items():
            yield f"{zone.name}: ", ""
            for i, (name, spec) in enumerate(table.scenario.zone_numbers.items()):
                at = table.find_zone_number(zone_id, name)
                moved = f" ({row[at] - before[at]:+d})" if row[at] != before[at] else ""
                then = self._format_outcomes(at)
                yield f"{', ' * bool(i)}{spec.name.lower()} {row[at]}{moved}", ""
                yield f" {then}" if then else "", "bold $accent"
            yield "\n", ""

    def _may_see(self, seen: frozenset[str] | None) -> bool:
        return seen is None or self.role in seen


def list_role_log(exercise: Window, role: str) -> list[str]:
    """Return the log as a role may read it, its own reasons included."""
    out: list[str] = []
    for entry in iter_log_entries(exercise, role):
        if entry.decision:
            out.append(f"{f'[{entry.number}] ' if entry.number else ''}{entry.format_decision()}")
        out += [f"   {format_told(one)}" for one in entry.told]
    return out
