"""Card story: one exercise in which a card is tried, in words: how things stood, what happened, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck
from wargame.lab.card_probe import CardProbe, add_deck, build_probe
from wargame.lab.card_trial import CardTrial
from wargame.lab.run_counts import compile_with_bots
from wargame.lab.seeds import compute_seed
from wargame.rules.chance import SeededChance
from wargame.rules.evolve import replay
from wargame.rules.explain import explain
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import ENDING, Notes, Row
from wargame.rules.score import compute_score
from wargame.rules.text.event_text import format_each
from wargame.rules.told import TurnBegan


@dataclass(frozen=True)
class CardStory:
    """What happened in one exercise in which the card came in turn ``turn``.

    ``before``: the numbers that it moved, as they stood before, by label. ``told``: sentences. ``came`` and
    ``without``: the ends of the exercise with the card and without it, in words.
    """

    turn: int
    before: Mapping[str, int]
    told: tuple[str, ...]
    came: str
    without: str


def find_story(
    content: Content, deck: Deck, trial: CardTrial, bots: Mapping[str, str] | None = None
) -> CardStory | None:
    """A story from the first exercise of a trial in which the card could come in the middle, else at another time.

    None if no exercise reaches such a turn.
    """
    together = add_deck(content, deck)
    table, names = compile_with_bots(together, trial.length, bots)
    seats = [make_bot(name) for name in names]
    probe = build_probe(table, seats, deck, trial.card)
    inner = sorted(trial.moments, key=lambda moment: (moment.when != "middle", not moment.may))
    for moment in sorted(inner, key=lambda moment: not moment.may):
        for i in range(trial.games):
            chance = SeededChance(compute_seed(trial.seed, i), table.slots)
            row = probe.build_start_row()
            if probe.reach(row, moment.turn, chance) and (probe.may_come(row) or not moment.may):
                return _build_story(table, probe, row, moment.turn, chance)
    return None


def _build_story(table: Table, probe: CardProbe, row: Row, turn: int, chance: SeededChance) -> CardStory:
    notes: Notes = []
    after = probe.open_turn(row, True, chance, notes)
    answered = 0
    told: list[str] = []
    if probe.needs_answer(after):
        answered = len(notes) + 1  # the answer is the next event
        pick, reason = probe.choose_answer(after, chance)
        after = probe.answer_card(after, pick, chance, notes)
        told = [*_tell(table, row, notes[:answered]), f"Its reason: {reason}"]
    quiet = probe.open_turn(row, False, chance)
    told += _tell(table, replay(row, notes[:answered]), notes[answered:])
    moved = [i for i in probe.shown if after[i] != quiet[i]]
    return CardStory(
        turn,
        {table.columns[i].label: row[i] for i in moved},
        tuple(told),
        _format_end(table, probe.play_to_end(after, chance)),
        _format_end(table, probe.play_to_end(quiet, chance)),
    )


def _tell(table: Table, row: Row, notes: Notes) -> list[str]:
    """Return what happened from a row on, in sentences."""
    return format_each(one for one in explain(table, row, notes, FACILITATOR) if not isinstance(one, TurnBegan))


def _format_end(table: Table, row: Row) -> str:
    points = [
        f"{table.find_role_name(role)} {compute_score(table, row, role) / table.unit:.0f}"
        for role in range(len(table.roles))
    ]
    return f"{table.endings[row[ENDING] - 1][0].title} ({', '.join(points)} points)"
