"""The run of show: what the facilitator says and looks for in each phase, the hats, and the minutes of the plan.

The functions take ``chair``, the seat of the facilitator.
"""

from __future__ import annotations

from typing import NamedTuple

from wargame.exercise.seat import Seat
from wargame.rules.text.rule_text import end_sentence

SAY = {
    "setup": "Read the content notice and the briefings. Ask who will speak for each team first.",
    "inject": "Read the card aloud. Ask what it changes for each team before the numbers do.",
    "deal": "Say that promises come before plans. Teams may offer terms; nobody has to, and nobody has to keep them.",
    "plan": "Give each team its desk. One choice, one reason: why this, why now, what would change your mind?",
    "adjudicate": "Reveal in order. Before each roll ask for the odds aloud; after it, what the team expected.",
    "close": "Say what moved and why. In a review round ask each team for its estimate before you show anything.",
    "over": "Say that the exercise is over. Names instead of roles.",
}
"""What the facilitator can say in each phase (docs/procedures.md §2 and §5)."""

HATS = {"owner": "owner", "controller": "controller", "white": "white cell"}
"""The three hats of a facilitator (docs/procedures.md §1). Each intervention is recorded with the hat worn."""

TIGHT = 4
"""The minutes that a turn needs at least. With fewer left for each turn, the exercise should be closed early."""

CONTINGENCY = "Contingency cards, which come only if you bring them"


class PhaseTime(NamedTuple):
    """The minutes of one phase: used in this turn and in all, planned for one turn and for all turns."""

    phase: str
    used: float
    planned: int
    used_in_all: float
    planned_in_all: int


class CardNotes(NamedTuple):
    """The card on the table (*Now*) or the next one (*Next*), with what to look for, ask and note.

    ``text`` is empty where the room has heard it.
    """

    which: str
    title: str
    text: str
    notes: tuple[str, ...]


class InjectableCard(NamedTuple):
    """A card that can be injected: its title, and for a contingency card what it is for.

    ``heading`` is what it is listed under; it is empty where there are no contingency cards.
    """

    id: str
    text: str
    heading: str


def find_phase_text(chair: Seat) -> str:
    """Return what to say in this phase."""
    at = chair.find_position()
    return SAY[at.phase if not at.over else "over"]


def is_time_short(chair: Seat) -> bool:
    """Is less than `TIGHT` minutes left for each of the turns to come?"""
    at, briefing = chair.find_position(), chair.find_briefing()
    left = briefing.minutes - chair.compute_seconds_spent() / 60
    return bool(at.turn) and not at.over and left < (briefing.turns - at.turn) * TIGHT


def format_minutes_used(chair: Seat) -> str:
    """Return the minutes used since the beginning and those of the plan, as a sentence."""
    at, briefing = chair.find_position(), chair.find_briefing()
    spent = chair.compute_seconds_spent() / 60
    return f"{spent:.0f} of {briefing.minutes} minutes used, turn {at.turn} of {briefing.turns}."


def format_minutes(chair: Seat) -> str:
    """Return the minutes used, those that this phase has in each turn, and whether time is short, as sentences."""
    text = format_minutes_used(chair)
    for time in list_phase_times(chair):
        if time.phase == chair.find_position().phase:
            text += f" The {time.phase} phase has {time.planned} minutes a turn."
    if is_time_short(chair):
        text += " Time runs short: the command end closes the exercise well, with the ending that holds."
    return text


def list_phase_times(chair: Seat) -> list[PhaseTime]:
    """Return the minutes used and planned for each phase; empty where the length has no plan by phases."""
    spent, here = chair.find_clock().spent, chair.find_position().phase
    if spent is None:
        return []
    since = chair.compute_seconds_spent() - spent.seconds
    out = []
    for one in spent.phases:
        more = since if one.phase == here else 0.0
        used, used_in_all = (one.seconds + more) / 60, (one.seconds_in_all + more) / 60
        out.append(PhaseTime(one.phase, used, one.minutes, used_in_all, one.minutes_in_all))
    return out


def list_injectable_cards(chair: Seat) -> list[InjectableCard]:
    """Return the cards that can be injected now, contingency cards first."""
    cards = chair.list_injectable()
    other = "Cards of the pile" if any(card.contingency for card in cards) else ""
    out = []
    for card in cards:
        use = " ".join(filter(None, (card.notes, card.expect))) if card.contingency else ""
        text = f"{end_sentence(card.title)} {use}" if use else card.title
        out.append(InjectableCard(card.id, text, CONTINGENCY if card.contingency else other))
    return out


def list_card_notes(chair: Seat) -> list[CardNotes]:
    """Return the card on the table and the next one, with what to look for."""
    known, out = chair.find_notes(), []
    for card, which in ((known.now, "Now"), (known.next, "Next")) if known is not None else ():
        if card is None:
            continue
        notes = [f"Look for: {card.expect}"] if card.expect else []
        notes += [f"Ask: {question}" for question in card.ask]
        notes += [f"Note: {card.notes}"] if card.notes else []
        out.append(CardNotes(which, end_sentence(card.title), card.text if which == "Next" else "", tuple(notes)))
    return out
