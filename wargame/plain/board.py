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
from wargame.rules.text.offer_text import (
    format_closed,
    format_closed_group,
    format_group,
    format_odds_in_words,
    format_text,
    format_title,
    list_offer_lines,
)
from wargame.rules.text.rule_text import end_sentence
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
        if not column.is_track or i in table.wills or not _is_shown(table, i, who):
            continue
        private = "" if column.seen is None else " (private)"
        out.append(f"{column.label}: {row[i]} of {column.high}{_format_change(row[i], before[i])}{private}")
    for derived in table.derived[1:]:  # the first one is the number of turns left, which the heading says
        ref = table.numbers[derived.name]
        was, now = compute_number(table, before, ref), compute_number(table, row, ref)
        out.append(f"{derived.label}: {now} of {derived.high}{_format_change(now, was)}")
    flags = [c.label for i, c in enumerate(table.columns) if c.is_flag and row[i] and _is_shown(table, i, who)]
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


def iter_offer_lines(offers: Mapping[int, Offer]) -> Iterator[tuple[str, int]]:
    """Offers by number with cost, odds and known effects, as pairs of a text and its indent."""
    group = ""
    for n, offer in offers.items():
        heading = format_group(offer)
        if heading and heading != group:
            group = heading
            yield f"{group}:", 0
        title, odds, text = format_title(offer), format_odds_in_words(offer), format_text(offer)
        yield f"{n}. {title}{f' ({odds})' if odds else ''}{f': {text}' if text else ''}", 2
        yield from ((line, 5) for line in list_offer_lines(offer))


def iter_closed_lines(closed: Sequence[tuple[int, ClosedAction]]) -> Iterator[tuple[str, int]]:
    """Yield what members refuse now, by the number of the offer, as pairs of a text and its indent."""
    if closed:
        yield f"{format_closed_group()}:", 0
    for n, one in closed:
        yield f"{n}. {format_closed(one)}.", 2


def iter_log(exercise: Exercise, who: str, since: int = 0, *, apart: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the log after line ``since`` as a viewer may read it, as pairs of a text and its indent.

    With ``apart`` there is an empty text before each turn.
    """
    for entry in iter_log_entries(exercise, who, since):
        if entry.decision:
            yield f"[{entry.line.n}] {entry.format_decision()}", 0
        for one in entry.told:
            if apart and isinstance(one, TurnBegan):
                yield "", 0
            yield format_told(one), 2
