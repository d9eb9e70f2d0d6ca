"""The run of show: what the facilitator says and looks for in each phase, the hats, and the minutes of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wargame.exercise.play.exercise import Exercise
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import FACILITATOR
from wargame.rules.text.rule_text import end_sentence
from wargame.session.records import iter_timed

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


def find_phase_text(exercise: Exercise) -> str:
    """Return what to say in this phase."""
    return SAY[exercise.phase if not exercise.over else "over"]


def is_time_short(exercise: Exercise) -> bool:
    """Is less than `TIGHT` minutes left for each of the turns to come?"""
    length = exercise.table.scenario.lengths[exercise.table.length]
    left = length.minutes - exercise.compute_seconds_spent() / 60
    return bool(exercise.turn) and not exercise.over and left < (length.turns - exercise.turn) * TIGHT


def format_minutes_used(exercise: Exercise) -> str:
    """Return the minutes used since the beginning and those of the plan, as a sentence."""
    length = exercise.table.scenario.lengths[exercise.table.length]
    spent = exercise.compute_seconds_spent() / 60
    return f"{spent:.0f} of {length.minutes} minutes used, turn {exercise.turn} of {length.turns}."


def format_minutes(exercise: Exercise) -> str:
    """Return the minutes used, those that this phase has in each turn, and whether time is short, as sentences."""
    text = format_minutes_used(exercise)
    for time in list_phase_times(exercise):
        if time.phase == exercise.phase:
            text += f" The {time.phase} phase has {time.planned} minutes a turn."
    if is_time_short(exercise):
        text += " Time runs short: the command end closes the exercise well, with the ending that holds."
    return text


def list_phase_times(exercise: Exercise) -> list[PhaseTime]:
    """Return the minutes used and planned for each phase; empty where the length has no plan by phases."""
    length = exercise.table.scenario.lengths[exercise.table.length]
    if length.budget is None:
        return []
    spent = [(line.turn, line.phase, line.seconds) for line in iter_timed(exercise.lines)]
    since = exercise.compute_seconds_spent() - sum(seconds for _, _, seconds in spent)
    spent.append((exercise.turn, exercise.phase, since))
    out = []
    for phase in type(length.budget).model_fields:
        planned = int(getattr(length.budget, phase))
        now = sum(seconds for turn, at, seconds in spent if at == phase and turn == exercise.turn)
        ever = sum(seconds for _, at, seconds in spent if at == phase)
        out.append(PhaseTime(phase, now / 60, planned, ever / 60, planned * length.turns))
    return out


def list_injectable_cards(table: ContentTable, ids: Iterable[str]) -> list[InjectableCard]:
    """Return the cards with these ids, contingency cards first. For the facilitator only."""
    cards = {card.id: card for card in table.cards}
    reserve = {table.cards[card].id for card in table.entries[table.reserve :]}
    wanted = list(ids)
    kept = [cards[name] for name in wanted if name in reserve]
    uses = [" ".join(filter(None, (card.notes, card.expect))) for card in kept]
    other = "Cards of the pile" if kept else ""
    return [
        *(
            InjectableCard(card.id, f"{end_sentence(card.title)} {use}" if use else card.title, CONTINGENCY)
            for card, use in zip(kept, uses, strict=True)
        ),
        *(InjectableCard(name, cards[name].title, other) for name in wanted if name not in reserve),
    ]


def list_card_notes(exercise: Exercise) -> list[CardNotes]:
    """Return the card on the table and the next one, with what to look for. For the facilitator only."""
    table, row = exercise.table, exercise.build_view(FACILITATOR)
    out = []
    for column, which in ((table.at.current, "Now"), (table.at.next, "Next")):
        entry = row[column]
        if not entry:
            continue
        card = table.cards[table.entries[entry - 1]]
        notes = [f"Look for: {card.expect}"] if card.expect else []
        notes += [f"Ask: {question}" for question in card.ask]
        notes += [f"Note: {card.notes}"] if card.notes else []
        out.append(
            CardNotes(which, end_sentence(card.title), card.text if column == table.at.next else "", tuple(notes))
        )
    return out
