"""The page of a team as data for its templates: what is asked, what is known, who is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.devices.decision_form import read_decision
from wargame.devices.offer_rows import OfferSection, list_closed_lines, list_sections
from wargame.devices.room_state import Device, RoomState, Team
from wargame.devices.team_choice import Standing, TeamChoice
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.play.sanitize import LIMITS
from wargame.exercise.seat import Seat
from wargame.exercise.view.cards import TableCards
from wargame.exercise.view.hearing import MOST_REASONS, Hearing
from wargame.exercise.view.numbers import KnownNumber
from wargame.exercise.view.objectives import KnownObjective
from wargame.exercise.view.question import KnownQuestion
from wargame.exercise.view.zones import KnownMap
from wargame.likelihood_text import format_likelihood, list_likelihood_words
from wargame.rules.offers import Slot
from wargame.rules.text.asked_text import format_asked
from wargame.rules.text.deal_text import format_deal_head, format_offered_deal, list_standing_terms
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_brink, format_told
from wargame.rules.text.member_text import format_member
from wargame.rules.text.offer_text import format_shifting
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_known_moves
from wargame.session.text.line_text import format_position

LOG = 60
"""The most entries of the log on a page: the latest."""


@dataclass(frozen=True)
class BarPart:
    """The bar: whose page it is, where play stands."""

    role: str
    place: int
    when: str
    paused: bool
    practice: bool


@dataclass(frozen=True)
class KnowPart:
    """What a team knows: its points, deals, numbers, zones, brief and log."""

    brinks: tuple[str, ...]
    objectives: tuple[KnownObjective, ...]
    total: float
    estimated: float
    deals: tuple[tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]], ...]
    own: tuple[KnownNumber, ...]
    shared: tuple[KnownNumber, ...]
    flags: tuple[str, ...]
    partners: tuple[str, ...]
    map: KnownMap
    brief: str
    log: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class AskPart:
    """What a team is asked, the form for it, and what its devices have written so far."""

    standing: Standing
    kind: str
    title: str
    said: str
    cards: TableCards
    sections: tuple[OfferSection, ...]
    closed: tuple[tuple[str, str], ...]
    argument: Mapping[str, Slot]
    hearing: Hearing | None
    hearing_role: str
    hearing_place: int
    hearing_moves: str
    question: KnownQuestion | None
    earlier: tuple[str, ...]
    likelihoods: tuple[tuple[str, int, int], ...]
    revision: str
    fields: Mapping[str, str]
    pen: bool
    holder: str
    others: tuple[tuple[str, str, bool], ...]
    asks: tuple[str, str] | None
    draft: str
    draft_because: str
    suggestions: tuple[tuple[str, str, str, str], ...]
    limits: Mapping[str, int]
    most_reasons: int
    ending: str


def build_bar(seat: Seat) -> BarPart:
    """Return the bar of a page."""
    at, roles = seat.find_position(), seat.list_roles()
    place = next(n for n, role in enumerate(roles) if role.id == seat.viewer)
    when = format_position(at.turn, at.turns, at.phase, at.over)
    return BarPart(roles[place].name, place, begin_sentence(when), at.paused, not at.recorded)


def build_know(seat: Seat) -> KnowPart:
    """Return what the role of a seat knows."""
    known = seat.find_own_objectives()
    numbers = [number for number in seat.list_numbers() if number.kind != "will"]
    deals = tuple(
        (
            format_deal_head(deal.terms, deal.closes),
            deal.text,
            tuple((begin_sentence(point.head), point.parts) for point in list_standing_terms(deal.terms)),
        )
        for deal in seat.list_deals()
    )
    log = []
    for _, entry in seat.list_log()[-LOG:]:
        because = f": {entry.because}" if entry.because else ""
        head = f"{begin_sentence(format_decision(entry.decision))}{because}" if entry.decision is not None else ""
        log.append((head, tuple(map(format_told, entry.told))))
    return KnowPart(
        brinks=tuple(format_brink(near.title, near.closes, last=near.last) for near in seat.find_position().brink),
        objectives=known.objectives,
        total=known.total,
        estimated=known.estimated,
        deals=deals,
        own=tuple(number for number in numbers if number.is_hidden),
        shared=tuple(number for number in numbers if not number.is_hidden),
        flags=tuple(flag.label for flag in seat.list_flags() if flag.now),
        partners=tuple(map(format_member, seat.list_members())),
        map=seat.build_map(),
        brief=seat.find_role(seat.viewer).private,
        log=tuple(reversed(log)),
    )


def build_ask(
    seat: Seat,
    choice: TeamChoice,
    state: RoomState,
    device: Device,
    now: float,
    fields: Mapping[str, str] | None = None,
    drawn: tuple[str, tuple[OfferSection, ...]] | None = None,
) -> AskPart:
    """Return what the role of a seat is asked, for one of its devices.

    ``fields`` were sent by it and not taken. ``drawn`` are the offers of the revision for which they were listed last.
    """
    team, kind = state.teams[device.viewer], choice.asked.kind
    decides = choice.standing is Standing.DECIDES
    holder = state.devices.get(team.pen)
    asker = state.devices.get(team.asks_for_pen)
    draft, because = _describe_draft(seat, choice, team)
    hearing = seat.find_hearing() if decides and kind in ("challenge", "clarify") else None
    places = [role.id for role in seat.list_roles()]
    moves = format_known_moves(hearing.moves, hearing.hidden) if hearing is not None and hearing.moves else ""
    question = seat.find_question() if decides and kind == "estimate" else None
    offers = seat.number_offers() if decides else {}
    argue = next((offer for offer in offers.values() if offer.do == "argue"), None)
    sections: tuple[OfferSection, ...] = ()
    if drawn is not None and drawn[0] == choice.revision:
        sections = drawn[1]
    elif decides and kind not in ("estimate", "challenge"):
        sections = tuple(list_sections(seat))
    title, said = _format_question(seat, choice)
    ending = seat.find_position().ending
    return AskPart(
        standing=choice.standing,
        kind=kind,
        title=title,
        said=said,
        cards=seat.find_cards(),
        sections=sections,
        closed=tuple(list_closed_lines(seat)) if decides else (),
        argument={slot.name: slot for slot in argue.slots} if argue is not None else {},
        hearing=hearing,
        hearing_role=seat.find_role(hearing.role).name if hearing is not None else "",
        hearing_place=places.index(hearing.role) if hearing is not None else 0,
        hearing_moves=moves,
        question=question,
        earlier=tuple(
            f"turn {one.turn}: {one.percent} % ({format_likelihood(one.percent)})"
            for one in (question.estimates if question is not None else ())
            if one.role == seat.viewer
        ),
        likelihoods=tuple(list_likelihood_words()) if question is not None else (),
        revision=choice.revision,
        fields=fields if fields is not None else team.draft if team.pen == device.id else {},
        pen=team.pen == device.id,
        holder=holder.title if holder is not None else "",
        others=tuple(
            (one.id, one.title, state.is_away(one, now))
            for one in state.list_devices(device.viewer)
            if one is not device
        ),
        asks=(asker.id, asker.title) if asker is not None else None,
        draft=draft,
        draft_because=because,
        suggestions=tuple(
            (one.by, state.devices[one.by].title, one.words, one.fields.get("because", ""))
            for one in team.suggestions
            if one.by in state.devices
        ),
        limits=LIMITS,
        most_reasons=MOST_REASONS,
        ending=f"{end_sentence(ending.title)} {ending.text}" if ending is not None else "",
    )


def _describe_draft(seat: Seat, choice: TeamChoice, team: Team) -> tuple[str, str]:
    """Return what the pen has written so far, in words, and its reason."""
    if choice.standing is not Standing.DECIDES or team.choice != choice.revision or not team.draft:
        return "", ""
    try:
        words = read_decision(seat, choice.asked.kind, team.draft).words
    except UnclearError as unclear:
        words = f"Not complete yet: {unclear}"
    return words, team.draft.get("because", "")


def _format_question(seat: Seat, choice: TeamChoice) -> tuple[str, str]:
    """Return what is asked, as a title and a sentence below it."""
    asked = choice.asked
    match choice.standing:
        case Standing.OVER:
            return "The exercise is over.", "Your facilitator leads on from here."
        case Standing.CALLED:
            text = (
                "All teams are called, so that the calls tell nobody whether a deal was offered, or stands and could "
                "be broken off."
            )
            return "Nothing waits for your decision now.", text
        case Standing.WAITS:
            return "Nothing is asked of you now.", _format_wait(seat, asked.kind, asked.who)
    match asked.kind:
        case "respond":
            return asked.prompt, ""
        case "deal":
            return "Do you offer a deal?", "Only you and your partner learn of a secret one."
        case "answer":
            offers = seat.list_offers()
            return format_offered_deal(offers[0], may_counter=len(offers) > 2, instead=seat.find_asked().instead), ""
        case "plan":
            shifting = format_shifting(seat.list_offers())
            return "What do you do this turn?", f"Secret until all plans are revealed. {shifting}".rstrip()
        case "estimate":
            return "How likely is this?", asked.question
        case "challenge":
            text = f"Up to {MOST_REASONS} points on each side. The facilitator will mark the strong ones."
            return "Why might this fail, or work?", text
    return "Do you stand by your argument?", "You may clarify it once, in words."


def _format_wait(seat: Seat, kind: str, who: tuple[str, ...]) -> str:
    """Return for whom a team waits, as far as it may know."""
    names = [role.name for role in seat.list_roles() if role.id in who and role.id != seat.viewer]
    if names:
        return end_sentence(f"{begin_sentence(format_asked(kind))}: {', '.join(names)} still to decide")
    return "Play goes on from the facilitator's screen. This page follows by itself."
