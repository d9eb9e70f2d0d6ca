"""The public table, the desk of a role and the log as lines of plain text, made from views only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.view.log import iter_log_entries
from wargame.exercise.view.member_status import list_partners
from wargame.exercise.view.narration import bracket_citations
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.offers import ClosedAction, Offer
from wargame.rules.state import compute_number
from wargame.rules.text.event_text import format_told
from wargame.rules.text.rule_text import end_sentence, format_deltas
from wargame.rules.told import TurnBegan


def format_cards(exercise: Exercise) -> list[str]:
    """Return the card on the table with its text, and the title of the next one."""
    table, row = exercise.table, exercise.build_view(OBSERVER)
    out = []
    current = row[table.at.current]
    if current:
        card = table.cards[table.entries[current - 1]]
        out.append(f"{end_sentence(f'Card: {card.title}')} {card.text}{bracket_citations(exercise, card.cites)}")
    following = row[table.at.next]
    if following:
        out.append(end_sentence(f"Next card: {table.cards[table.entries[following - 1]].title}"))
    return out


def format_titles(exercise: Exercise) -> str:
    """Return the titles of the card on the table and of the next one."""
    table, row = exercise.table, exercise.build_view(OBSERVER)
    named = [
        end_sentence(f"{word}: {table.cards[table.entries[row[column] - 1]].title}")
        for word, column in (("Card", table.at.current), ("Next card", table.at.next))
        if row[column]
    ]
    return " ".join(named)


def format_numbers(exercise: Exercise, who: str) -> list[str]:
    """The tracks that a viewer sees, with their change in this turn; then flags that hold, and members of roles."""
    table, row = exercise.table, exercise.build_view(who)
    before = exercise.build_turn_start_view(who)
    out = []
    for i, column in enumerate(table.columns):
        if column.kind != "track" or i in table.wills or not _is_shown(table, i, who):
            continue
        private = "" if column.seen is None else " (private)"
        out.append(f"{column.label}: {row[i]} of {column.high}{_format_change(row[i], before[i])}{private}")
    for derived in table.derived[1:]:  # the first one is the number of turns left, which the heading says
        ref = table.numbers[derived.name]
        was, now = compute_number(table, before, ref), compute_number(table, row, ref)
        out.append(f"{derived.label}: {now} of {derived.high}{_format_change(now, was)}")
    flags = [c.label for i, c in enumerate(table.columns) if c.kind == "flag" and row[i] and _is_shown(table, i, who)]
    if flags:
        out.append(f"Now so: {', '.join(flags)}.")
    for title, listed in list_partners(exercise).items():
        out += [f"{title}:", *(partner.format_line() for partner in listed)]
    return out


def _is_shown(table: Table, column: int, who: str) -> bool:
    seen = table.columns[column].seen
    return who == FACILITATOR or seen is None or who in seen


def _format_change(now: int, was: int) -> str:
    return f" ({now - was:+d} this turn)" if now != was else ""


def format_zones(exercise: Exercise) -> list[str]:
    """Return the numbers of each zone, by kind of zone."""
    table, row = exercise.table, exercise.build_view(OBSERVER)
    before = exercise.build_turn_start_view(OBSERVER)
    scenario = table.scenario
    out = []
    for kind, title in scenario.kinds.items():
        mine = [(z, zone) for z, zone in scenario.zones.items() if zone.kind == kind]
        if not mine:
            continue
        out.append(f"{title}:")
        for zone_id, zone in mine:
            parts = []
            for name, spec in scenario.zone_numbers.items():
                at = table.find_zone_number(zone_id, name)
                parts.append(f"{spec.name.lower()} {row[at]}{_format_change(row[at], before[at])}")
            out.append(f"  {zone.name}: {', '.join(parts)}")
    return out


def format_deals(exercise: Exercise, who: str) -> list[str]:
    """Return the deals that stand and that the viewer knows."""
    table, row = exercise.table, exercise.build_view(who)
    return [
        end_sentence(f"A deal stands: {form.title}")
        for form, at in zip(table.forms, table.at.deal, strict=True)
        if form.stands and row[at]
    ]


def format_objectives(exercise: Exercise, role: str) -> list[str]:
    """Return the objectives of a role with its points now."""
    out, total = [], 0.0
    for standing in exercise.list_standings(role):
        most = f" of {standing.most:g}" if standing.most >= 0 else ""
        secret = " (secret)" if standing.objective.secret else ""
        out.append(f"{standing.objective.title}{secret}: {standing.points:.1f}{most}. {standing.objective.text}")
        total += standing.points
    return [*out, f"All in all: {total:.1f} points."]


def iter_offer_lines(table: Table, offers: Mapping[int, Offer]) -> Iterator[tuple[str, int]]:
    """Offers by number with cost, odds and known effects, as pairs of a text and its indent."""
    group = ""
    for n, offer in offers.items():
        if offer.group and offer.group != group:
            group = offer.group
            yield f"{group}:", 0
        odds = _format_odds(table, offer)
        yield f"{n}. {offer.title}{odds}{': ' + offer.text if offer.text else ''}", 2
        if offer.cost:
            yield f"costs: {offer.cost}", 5
        if offer.effects and (offer.do != "pass"):
            yield from ((text, 5) for text in _iter_effects(table, offer))


def iter_closed_lines(closed: Sequence[tuple[int, ClosedAction]]) -> Iterator[tuple[str, int]]:
    """Yield what members refuse now, by the number of the offer, as pairs of a text and its indent."""
    if closed:
        yield "Not open now:", 0
    for n, one in closed:
        yield f"{n}. {one.format_line()}.", 2


def _format_odds(table: Table, offer: Offer) -> str:
    sights = offer.sights
    if not sights or not next(iter(sights.values())).target:
        return ""
    chances = {s.odds for s in sights.values()}
    low, high = min(chances), max(chances)
    return f" ({low} %)" if low == high else f" ({low} to {high} %)"


def _iter_effects(table: Table, offer: Offer) -> Iterator[str]:
    yield from offer.effects.replace("; failure:", "\nfailure:").split("\n")
    if offer.slots and offer.rules:
        slot = offer.slots[0]
        chances = {sight.odds for sight in offer.sights.values()}
        labels = dict(zip(slot.domain, slot.labels, strict=True))
        if len(chances) > 1:
            yield f"{slot.name}: " + ", ".join(f"{labels[z]} {offer.sights[z].odds} %" for z in slot.domain)
        else:
            yield f"{slot.name}: " + ", ".join(labels[z] for z in slot.domain)
    counted = {b for sight in offer.sights.values() for b in sight.bonuses}
    if counted:
        yield "counts: " + ", ".join(f"{add:+d} {because}" for add, because in sorted(counted))


def format_preview(table: Table, offer: Offer, value: str) -> str:
    """Return what an offer would do that is taken with ``value`` in its slot, in words."""
    sight = offer.sights.get(value)
    if sight is None:
        return ""
    if not sight.target:
        return format_deltas(table, sight.success)
    return f"{sight.odds} %: {format_deltas(table, sight.success)}; otherwise {format_deltas(table, sight.failure)}"


def iter_log(exercise: Exercise, who: str, since: int = 0, *, apart: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the log after line ``since`` as a viewer may read it, as pairs of a text and its indent.

    With ``apart`` there is an empty text before each turn.
    """
    for entry in iter_log_entries(exercise, who, since):
        if entry.decision:
            yield f"[{entry.line['n']}] {entry.format_decision()}", 0
        for one in entry.told:
            if apart and isinstance(one, TurnBegan):
                yield "", 0
            yield format_told(one), 2
