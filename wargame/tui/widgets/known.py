"""Known: what one role knows: numbers with their change this turn, private ones marked; deals, zones, objectives."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from wargame.exercise.preview import form_of, rests_on_seen
from wargame.exercise.window import Window
from wargame.rules.explain import command_text, together
from wargame.rules.table import number

BAR = 10
"""Cells of a meter, where there is room for one."""
BESIDE = 70
"""From so many cells on, the objectives stand beside the numbers, else below them."""


class Gauge(NamedTuple):
    """One number a role knows, with its range and its change since the turn began."""

    label: str
    now: int
    was: int
    low: int
    high: int
    private: bool

    @property
    def moved(self) -> str:
        return f"{self.now - self.was:+d}" if self.now != self.was else ""

    def bar(self, ascii: bool) -> str:
        full = round(BAR * (self.now - self.low) / max(1, self.high - self.low))
        return ("#" if ascii else "█") * full + ("." if ascii else "░") * (BAR - full)


def gauges(exercise: Window, role: str) -> list[Gauge]:
    """The tracks and derived numbers a role may know, its private ones first."""
    table, row, before = exercise.table, exercise.view(role), exercise.view_at_turn_start(role)
    out = [
        Gauge(c.label, row[i], before[i], c.low, c.high, c.seen is not None)
        for i, c in enumerate(table.columns)
        if c.kind == "track" and (c.seen is None or role in c.seen)
    ]
    for derived in table.derived[1:]:  # the first is the turns left, which the heading says
        now, was = (number(table, r, table.numbers[derived.name]) for r in (row, before))
        out.append(Gauge(derived.label, now, was, derived.low, derived.high, False))
    return sorted(out, key=lambda gauge: not gauge.private)


def asked_text(window: Window, role: str, asked: str) -> str:
    """What is asked of a role, where its offers alone do not say: the card in full, the deal it was offered."""
    table, row = window.table, window.view(role)
    if not asked:
        return f"Nothing is asked of {table.scenario.roles[role].name} now."
    if asked == "respond":
        card = table.cards[table.entries[row[table.marks["current"]] - 1]]
        prompt = card.response.prompt if card.response is not None else ""
        return f"{card.title}. {card.text}\n{prompt}"
    if asked == "answer":
        offers = window.offers(role)
        form = table.forms[form_of(table, row, role, offers[0]) or 0]
        other = next(table.scenario.roles[r].name for r in form.between if r != role)
        counter = ", or counter once with other terms" if len(offers) > 2 else ""
        return f"{other} offers you: {form.title}. Accept, decline{counter}."
    return ""


def mark(ascii: bool) -> str:
    """What stands before a number not everybody sees."""
    return "*" if ascii else "◆"


def strip_text(exercise: Window, role: str, width: int, ascii: bool) -> str:
    """What matters most of what a role knows, on one line: its points, its own numbers, then what moved."""
    total = sum(standing.points for standing in exercise.standings(role))
    text = f"{total:.1f} points"
    for gauge in gauges(exercise, role):
        if not gauge.private and not gauge.moved:
            continue
        moved = f" ({gauge.moved})" if gauge.moved else ""
        more = f"  {mark(ascii) if gauge.private else ''}{gauge.label} {gauge.now}{moved}"
        if len(text) + len(more) > width:
            break
        text += more
    return text


class Known(VerticalScroll):
    """What a role knows, all of it, scrolling: its numbers, then what it wants and what stands."""

    DEFAULT_CSS = """
    Known Static { width: 1fr; height: auto; }
    Known.-beside { layout: horizontal; }
    Known.-beside .rest { margin-left: 3; }
    """

    def __init__(self, role: str, *, id: str, ascii: bool) -> None:
        super().__init__(id=id)
        self._role, self._ascii = role, ascii
        self._exercise: Window | None = None

    def compose(self) -> ComposeResult:
        yield Static(markup=False, classes="numbers")
        yield Static(markup=False, classes="rest")

    def show(self, exercise: Window) -> None:
        self._exercise = exercise
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._exercise is not None:
            width = max(24, self.scrollable_content_region.width)
            beside = width >= BESIDE
            self.set_class(beside, "-beside")
            width = (width - 3) // 2 if beside else width
            numbers = numbers_known(self._exercise, self._role, width, self._ascii)
            rest = rest_known(self._exercise, self._role, width, self._ascii)
            self.query_one(".numbers", Static).update(Content.assemble(*numbers))
            self.query_one(".rest", Static).update(Content.assemble(*rest))


def numbers_known(exercise: Window, role: str, width: int, ascii: bool) -> Iterator[tuple[str, str]]:
    """The numbers a role knows, with their change this turn, as pieces of text with their styles."""
    table, row = exercise.table, exercise.view(role)
    yield f"Numbers ({mark(ascii)} not all see them)\n", "bold $primary"
    meter = width >= 22 + 12 + BAR
    for gauge in gauges(exercise, role):
        lead = f"{mark(ascii)} " if gauge.private else "  "
        tail = (f"{gauge.bar(ascii)} " if meter else "") + f"{gauge.now:>2}/{gauge.high:<2}"
        room = width - len(lead) - len(tail) - 5
        label = gauge.label if len(gauge.label) <= room else f"{gauge.label[: room - 1]}…"
        yield f"{lead}{label:<{room}} {tail}", "$warning" if gauge.private else ""
        yield f" {gauge.moved:>3}\n", "bold"
    flags = [c.label for i, c in enumerate(table.columns) if c.kind == "flag" and row[i] and _may_see(c.seen, role)]
    if flags:
        yield f"So it is: {', '.join(flags)}.\n", ""


def rest_known(exercise: Window, role: str, width: int, ascii: bool) -> Iterator[tuple[str, str]]:
    """A role's objectives, the deals that stand, and the zones, as pieces of text with their styles."""
    table, row = exercise.table, exercise.view(role)
    yield "Your objectives\n", "bold $primary"
    total = 0.0
    for standing in exercise.standings(role):
        objective = standing.objective
        about = "" if exercise.over or rests_on_seen(table, row, role, objective) else "~"
        points = f"{about}{standing.points:.1f}" + (f" of {standing.most:g}" if standing.most >= 0 else "")
        title = f"{mark(ascii)} {objective.title} (secret)" if objective.secret else objective.title
        room = width - len(points) - 1
        first, *more = wrap(title, room, subsequent_indent="  ")
        yield f"{first:<{room}} {points}\n", "bold"
        yield from ((f"{line}\n", "bold") for line in more)
        yield f"{objective.text}\n", "$foreground 80%"
        total += standing.points
    yield f"{'All in all':<{width - 7}} {total:6.1f}\n", "bold"
    standing_deals = [form.title for form in table.forms if form.stands and row[table.index[f"deals.{form.id}"]]]
    yield "\nDeals that stand\n", "bold $primary"
    yield f"{', '.join(standing_deals) or 'None that you know of.'}\n", ""
    yield "\nZones\n", "bold $primary"
    yield from _zones(exercise, role, width)


def _may_see(seen: frozenset[str] | None, role: str) -> bool:
    return seen is None or role in seen


def _zones(exercise: Window, role: str, width: int) -> Iterator[tuple[str, str]]:
    table, row, before = exercise.table, exercise.view(role), exercise.view_at_turn_start(role)
    for zone_id, zone in table.scenario.zones.items():
        parts = []
        for name, spec in table.scenario.zone_numbers.items():
            at = table.index[f"zones.{zone_id}.{name}"]
            moved = f" ({row[at] - before[at]:+d})" if row[at] != before[at] else ""
            parts.append(f"{spec.name.lower()} {row[at]}{moved}")
        yield f"{zone.name}: {', '.join(parts)}\n", ""


def log_lines(exercise: Window, role: str) -> list[str]:
    """The log as this role may read it, its own reasons included."""
    out = []
    roles = exercise.table.scenario.roles
    for line, told in exercise.log(role):
        if exercise.may_know(line, role):
            who = roles[line["role"]].name if line["role"] in roles else "Facilitator"
            why = f" -- {line['because']}" if line["because"] and exercise.may_read(line, role) else ""
            out.append(f"[{line['n']}] {who} {command_text(exercise.table, line['do'], line['args'], role)}{why}")
        out += [f"   {one.text}" for one in together(told)]
    return out
