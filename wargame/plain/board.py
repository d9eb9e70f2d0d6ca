"""The public table, the desk of a role and the log as lines of plain text, drawn from seats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from wargame.exercise.seat import Seat
from wargame.exercise.view.cards import TableCard
from wargame.exercise.view.numbers import KnownNumber
from wargame.exercise.view.objectives import RoleObjectives
from wargame.exercise.view.outlooks import KnownClosed
from wargame.rules.offers import Offer
from wargame.rules.text.deal_text import format_standing_deal
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_brink, format_told, list_came
from wargame.rules.text.member_text import format_member
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
from wargame.session.text import line_text


def format_position(seat: Seat) -> str:
    """Return the position of the exercise on one line."""
    at = seat.find_position()
    return line_text.format_position(at.turn, at.turns, at.phase, at.over)


def format_cards(seat: Seat) -> list[str]:
    """Return the cards of this turn with their texts, the one on the table last, and the title of the next one."""
    cards = seat.find_cards()
    shown = [*cards.earlier, *([cards.now] if cards.now is not None else [])]
    out = [line for card in shown for line in format_card(card)]
    if cards.announced:
        out.append(end_sentence(f"Next card: {cards.announced}"))
    return out


def format_card(card: TableCard) -> list[str]:
    """Return a card with its text and sources, and what its handout shows."""
    said = f"{end_sentence(f'Card: {card.title}')} {card.text}"
    sources = [end_sentence(card.sources)] if card.sources else []
    return [said, *sources, *([f"Handout: {card.handout}"] if card.handout else [])]


def format_titles(seat: Seat) -> str:
    """Return the titles of the card on the table and of the next one."""
    cards = seat.find_cards()
    named = [end_sentence(f"Card: {cards.now.title}")] if cards.now is not None else []
    return " ".join([*named, *([end_sentence(f"Next card: {cards.announced}")] if cards.announced else [])])


def format_numbers(seat: Seat, own: bool = False) -> list[str]:
    """The tracks that a viewer sees, with their change in this turn; then flags that hold, and members of roles.

    With ``own``, only the members of the viewer's role.
    """
    out = [
        f"{number.label}: {number.now} of {number.high}{_format_change(number)}{' (private)' * number.is_hidden}"
        for number in seat.list_numbers()
        if number.kind != "will"
    ]
    flags = [flag.label for flag in seat.list_flags() if flag.now]
    if flags:
        out.append(f"Now so: {', '.join(flags)}.")
    listed = [one for one in seat.list_members() if not own or one.role.id == seat.viewer]
    for role, members in groupby(listed, key=lambda member: member.role.name):
        out += [f"Partners of {role}:", *map(format_member, members)]
    return out


def _format_change(number: KnownNumber) -> str:
    return f" ({number.change:+d} this turn)" if number.change else ""


def format_zones(seat: Seat) -> list[str]:
    """Return the numbers of each zone, by kind of zone."""
    known, out = seat.build_map(), []
    for kind in known.kinds:
        mine = [zone for zone in known.zones if zone.kind == kind]
        if mine:
            out.append(f"{mine[0].kind_title}:")
        for zone in mine:
            numbers = (f"{number.name} {number.now}{_format_change(number)}" for number in zone.numbers)
            out.append(f"  {zone.name}: {', '.join(numbers)}")
    return out


def format_deals(seat: Seat) -> list[str]:
    """Return the deals that stand and that the viewer knows."""
    return [end_sentence(f"A deal stands: {deal.title}") for deal in seat.list_deals()]


def list_brink_lines(seat: Seat) -> list[str]:
    """Return the endings that are near, a line each."""
    return [format_brink(near.title, near.closes, last=near.last) for near in seat.find_position().brink]


def list_deal_lines(seat: Seat) -> list[str]:
    """Return the deals that stand and that the viewer knows, with their terms, a deal a line."""
    return [
        end_sentence(f"A deal stands: {format_standing_deal(deal.terms, deal.closes)}") for deal in seat.list_deals()
    ]


def format_objectives(known: RoleObjectives) -> list[str]:
    """Return the objectives of a role with its points now."""
    out = []
    for objective in known.objectives:
        most = f" of {objective.most:g}" if objective.most is not None else ""
        secret = " (secret)" if objective.secret else ""
        about, rests = ("", "") if objective.sure else ("about ", " (it rests on numbers you cannot see)")
        out.append(f"{objective.title}{secret}: {about}{objective.points:.1f}{most}{rests}. {objective.text}")
    more = "" if all(one.sure for one in known.objectives) else f", and about {known.estimated:.1f} more"
    return [*out, f"All in all: {known.total:.1f} points{more}."]


def iter_objectives(seat: Seat) -> Iterator[tuple[str, int]]:
    """Yield the objectives of each role that the viewer may read, under its name, as pairs of a text and its indent."""
    names = {role.id: role.name for role in seat.list_roles()}
    for known in seat.list_objectives():
        yield f"{names[known.role]}:", 0
        yield from ((line, 2) for line in format_objectives(known))


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


def iter_closed_lines(closed: Sequence[KnownClosed]) -> Iterator[tuple[str, int]]:
    """Yield what is not open now, by the number of an action, with its reason, as pairs of a text and its indent."""
    if closed:
        yield f"{format_closed_group()}:", 0
    for one in closed:
        number = f"{one.number}. " if one.number else ""
        yield f"{number}{format_closed(one.offer)}.", 2


def iter_log(seat: Seat, since: int = 0, *, apart: bool = False) -> Iterator[tuple[str, int]]:
    """Yield the log after the place ``since`` as the viewer may read it, as pairs of a text and its indent.

    Decisions have the numbers of their lines where the viewer may count them. With ``apart`` there is an empty text
    before each turn, and no number: what bots played alone tells nobody how much was decided in secret.
    """
    for _, entry in seat.list_log(since):
        if entry.decision is not None:
            because = f" -- {entry.because}" if entry.because else ""
            number = f"[{entry.number}] " if entry.number and not apart else ""
            yield f"{number}{format_decision(entry.decision)}{because}", 0
        for one in entry.told:
            if apart and isinstance(one, TurnBegan):
                yield "", 0
            yield format_told(one), 2
        if not entry.told and entry.decision is not None and entry.decision.verb == "move":
            yield from ((text, 2) for text in list_came(entry.told, seat.viewer))
