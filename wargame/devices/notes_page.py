"""The page of an evaluator as data for its templates: the form of a note, and what the evaluator has noted."""

from __future__ import annotations

from wargame.devices.room_state import Device
from wargame.exercise.seat import Seat
from wargame.exercise.seat_parts import EVALUATOR
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.text.rule_text import begin_sentence
from wargame.session.text.line_text import format_position

MOST_WORDS = 500
"""The most characters of a note."""
KINDS = {"strength": "Strength", "improvement": "To improve", "note": "Note"}
SIGNS = {"strength": "▲", "improvement": "△", "note": "·"}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note of the evaluator. ``about`` is the card that lay open."""

    line: int
    kind: str
    title: str
    objective: str
    turn: int
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class NotesPart:
    """What an evaluator can note now: ``card`` is the title of the open card, ``objectives`` by id."""

    name: str
    when: str
    paused: bool
    practice: bool
    over: bool
    card: str
    objectives: tuple[tuple[str, str], ...]
    notes: tuple[NoteRow, ...]
    most: int = MOST_WORDS


def name_evaluator(device: Device) -> str:
    """Return the name under which an evaluator writes."""
    return device.name or f"Evaluator {device.number}"


def count_notes(window: Window, device: Device) -> int:
    """Return how many notes of an evaluator stand."""
    return len(Seat(window, EVALUATOR, name_evaluator(device)).list_own_notes())


def build_notes(seat: Seat) -> NotesPart:
    """Return the page of the evaluator of a seat; the newest note comes first."""
    at, card = seat.find_position(), seat.find_cards().now
    objectives = tuple((one.id, one.name) for one in seat.find_briefing().learning)
    names = dict(objectives)
    rows = tuple(
        NoteRow(
            one.line,
            one.kind,
            f"{SIGNS[one.kind]} {KINDS[one.kind]}",
            names.get(one.objective, ""),
            one.turn,
            one.about,
            one.text,
        )
        for one in reversed(seat.list_own_notes())
    )
    when = begin_sentence(format_position(at.turn, at.turns, at.phase, at.over))
    return NotesPart(
        seat.name, when, at.paused, not at.recorded, at.over, card.title if card is not None else "", objectives, rows
    )
