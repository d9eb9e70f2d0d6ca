"""The columns of a row: every number there is, in a fixed order, with its range, its start and who may know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wargame.content.model.notation import Change
from wargame.content.model.scenario import Card, Frame, Length, Scenario
from wargame.rules.steps.argue import COMMON, PARTS
from wargame.rules.steps.draw import Place
from wargame.rules.steps.tick import RULINGS
from wargame.rules.table import REVEALED, Column, hold_value

NOBODY: frozenset[str] = frozenset()


class Layout:
    """Collects columns; ``marks`` remembers where the program's own begin."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.index: dict[str, int] = {}
        self.marks: dict[str, int] = {}

    def add(self, column: Column) -> int:
        self.index[column.name] = len(self.columns)
        self.columns.append(column)
        return len(self.columns) - 1

    def own(
        self,
        name: str,
        kind: str,
        high: int,
        about: str = "",
        seen: frozenset[str] | None = None,
        until: int = -1,
        label: str = "",
    ) -> int:
        """A column of the program's own: from 0 to ``high``, starting at 0."""
        return self.add(Column(name, label or name, kind, about, 0, high, 0, seen, until))

    def mark(self, name: str, at: int) -> None:
        self.marks[name] = at


def lay_out(
    scenario: Scenario,
    length: Length,
    cards: Sequence[Card],
    reserve: int,
    lasting: Iterable[str],
    rules: int,
    paced: bool,
) -> Layout:
    """The columns of a scenario at one length, with these cards and ``rules`` rules in the table.

    The first ``reserve`` copies of the cards are in the pile; the others wait for the facilitator.
    """
    lay = Layout()
    lay.own("pc", "program", 10_000)
    lay.own("turn", "turn", length.turns, label="Turn")
    lay.own("ending", "ending", len(scenario.endings))
    lay.own("revealed", "revealed", 1)
    _scenario(lay, scenario, length, {track for frame in _frames(scenario, cards) for track in frame.reveal})
    _play(lay, scenario, rules)
    _cards(lay, sum(card.copies for card in cards), reserve)
    for name in lasting:
        lay.own(f"lasts.{name}", "lasting", 99, name)
    for ending in scenario.endings:
        if ending.closes > 1 and not ending.last:
            lay.own(f"brink.{ending.id}", "brink", ending.closes, ending.id)
    if paced:
        _facilitated(lay, scenario, rules)
    else:
        lay.mark("ruling", -1)
    return lay


def _scenario(lay: Layout, scenario: Scenario, length: Length, shown: set[str]) -> None:
    """Tracks, flags, zone numbers: what content names. ``shown`` are the tracks something can reveal."""
    opening = length.opening

    def start(name: str, value: int, low: int, high: int) -> int:
        change = opening.get(name, Change("add", 0))
        return hold_value(change.n if change.op == "set" else value + change.n, low, high)

    for name, track in scenario.tracks.items():
        seen = None if track.seen_by == "all" else frozenset(track.seen_by)
        until = lay.own(f"reveal.{name}", "reveal", 1, name) if name in shown and seen is not None else -1
        begin = start(name, track.start, track.min, track.max)
        lay.add(Column(name, track.name, "track", name, track.min, track.max, begin, seen, until))
    for name, flag in scenario.flags.items():
        seen = None if flag.seen_by == "all" else frozenset(flag.seen_by)
        full = f"flags.{name}"
        lay.add(Column(full, flag.name, "flag", name, 0, 1, start(full, 0, 0, 1), seen))
    for zone_id, zone in scenario.zones.items():
        for number, spec in scenario.zone_numbers.items():
            full = f"zones.{zone_id}.{number}"
            begin = start(full, zone.start.get(number, spec.min), spec.min, spec.max)
            label = f"{zone.name}: {spec.name.lower()}"
            lay.add(Column(full, label, "zone", zone_id, spec.min, spec.max, begin))


def _frames(scenario: Scenario, cards: Sequence[Card]) -> Iterator[Frame]:
    """Everything that can happen."""
    yield from scenario.actions
    yield from scenario.upkeep
    for card in cards:
        yield from card.also
        if card.response is not None:
            yield from card.response.options


def _play(lay: Layout, scenario: Scenario, rules: int) -> None:
    """Plans, results, estimates, secret objectives, deals."""
    for role_id, role in scenario.roles.items():
        mine = frozenset({role_id})
        lay.own(f"plan.{role_id}", "plan", rules + 1, role_id, mine, REVEALED)
        lay.own(f"result.{role_id}", "result", 9, role_id)
        lay.own(f"last.{role_id}", "last", len(scenario.actions), role_id)
        secrets = len(scenario.roles) * len(role.objectives) * 4
        lay.own(f"secret.{role_id}", "secret", secrets, role_id, mine)
        if scenario.question is not None:
            lay.own(f"estimate.{role_id}", "estimate", 99, role_id, mine)
    for action in scenario.actions:
        if action.once:
            lay.own(f"used.{action.id}", "used", 1, action.id)
    for form in scenario.deals:
        seen = frozenset(form.between) if form.secret else None
        lay.own(f"deals.{form.id}", "deal", 1, form.id, seen, label=form.title)
        lay.own(f"dealt.{form.id}", "dealt", 1, form.id, seen)
        if form.lasts:
            lay.own(f"left.{form.id}", "left", form.lasts, form.id, seen)
    forms = len(scenario.deals)
    limits = dict.fromkeys(form.limit for form in scenario.deals if form.limit is not None)
    for limit in limits:
        parties = [form for form in scenario.deals if form.limit == limit]
        secret = any(form.secret for form in parties)
        seen = frozenset({r for form in parties for r in form.between}) if secret else None
        lay.own(f"limit.{limit}", "limit", 1, limit, seen)
    for pair in dict.fromkeys(tuple(sorted(form.between)) for form in scenario.deals):
        seen = frozenset(pair)
        for name, high in (("offered", forms), ("answerer", len(scenario.roles)), ("countered", 1)):
            lay.own(f"{name}.{'-'.join(pair)}", name, high, "-".join(pair), seen)
    for role_id in scenario.roles:
        with_role = [form for form in scenario.deals if role_id in form.between]
        if with_role:
            secret = any(form.secret for form in with_role)
            seen = frozenset({r for form in with_role for r in form.between}) if secret else None
            lay.own(f"spoke.{role_id}", "spoke", 1, role_id, seen)


def _cards(lay: Layout, entries: int, reserve: int) -> None:
    """The pile, and what is out of it."""
    lay.mark("current", lay.own("current", "current", entries))
    lay.mark("next", lay.own("next", "next", entries))
    lay.mark("response", lay.own("response", "response", 9))
    lay.mark("coming", lay.own("coming", "coming", entries, seen=NOBODY))
    lay.mark("queued", lay.own("queued", "queued", entries, seen=NOBODY))
    lay.mark("front", lay.own("front", "front", entries, seen=NOBODY))
    lay.mark("gone", lay.own("gone", "pause", 3))
    lay.mark("injects", lay.own("injects", "injects", 99))
    lay.mark("redraws", lay.own("redraws", "redraws", 99, seen=NOBODY))
    lay.mark("return", lay.own("return", "return", 10_000, seen=NOBODY))
    lay.mark("pile", len(lay.columns))
    for i in range(reserve):
        lay.add(Column(f"pile.{i}", f"pile.{i}", "pile", str(i), 0, reserve - 1, i, NOBODY))
    lay.mark("card", len(lay.columns))
    for i in range(entries):
        start = Place.UNDRAWN if i < reserve else Place.RESERVE
        lay.add(Column(f"card.{i}", f"card.{i}", "card", str(i), 0, max(Place), int(start), NOBODY))


def _facilitated(lay: Layout, scenario: Scenario, rules: int) -> None:
    """Arguments being judged and rulings in force: only where there is a facilitator."""
    if scenario.arguments is not None:
        for role_id in scenario.roles:
            mine = frozenset({role_id})
            is_open = len(lay.columns) + len(PARTS) - 1
            for part in PARTS:
                high = 10_000 if part.startswith("number") else 9
                seen, until = (None, -1) if part == "open" else (mine, is_open)
                if part.startswith("size"):
                    column = Column(f"argument.{role_id}.{part}", part, "argument", role_id, -9, 9, 0, seen, until)
                    lay.add(column)
                else:
                    lay.own(f"argument.{role_id}.{part}", "argument", high, role_id, seen, until)
            lay.own(f"secrets.{role_id}", "secrets", 99, role_id, mine)
            lay.own(f"vetoes.{role_id}", "vetoes", 99, role_id)
            lay.own(f"heard.{role_id}", "heard", 1, role_id)
        for part in COMMON:
            # what the facilitator makes of an argument is told as events, where it may be told at all
            seen = NOBODY if part in ("judged", "plus", "outcome") else None
            if part == "plus":
                lay.add(Column("hearing.plus", part, "hearing", part, -9, 9, 0, seen))
            else:
                lay.own(f"hearing.{part}", "hearing", 100, part, seen)
    first = len(lay.columns)
    for k in range(RULINGS):
        lay.own(f"ruling.{k}.number", "ruling", 10_000, str(k), NOBODY)
        lay.add(Column(f"ruling.{k}.by", "by", "ruling", str(k), -1000, 1000, 0, NOBODY))
        lay.own(f"ruling.{k}.closes", "ruling", 99, str(k), NOBODY)
    lay.mark("ruling", first)
