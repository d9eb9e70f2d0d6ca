"""Card tale: one exercise in which a card is tried, told in words: how things stood, what happened, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content
from wargame.content.model.scenario import Deck
from wargame.lab.card_probe import Tried, tried_card, with_deck
from wargame.lab.card_trial import CardTrial
from wargame.lab.run_pool import seated
from wargame.lab.seeds import seed_of
from wargame.rules.chance import Seeded
from wargame.rules.compiler.compile import compile_table
from wargame.rules.score import score
from wargame.rules.table import ENDING, FACILITATOR, Notes, Row, Table
from wargame.rules.text.event_text import explain, together


@dataclass(frozen=True)
class Tale:
    """What happened in one exercise: the turn, how many numbers stood before, sentences, and both ends in words."""

    turn: int
    before: Mapping[str, int]
    told: tuple[str, ...]
    came: str
    without: str


def tell(content: Content, deck: Deck, trial: CardTrial, bots: Mapping[str, str] | None = None) -> Tale | None:
    """The first exercise of a trial in which the card could come in the middle, else at another time; or None."""
    together_ = with_deck(content, deck)
    table = compile_table(together_.scenario, together_.decks, trial.length, paced=False)
    seats = [make_bot(name) for name in seated(table, bots)]
    tried = tried_card(table, seats, deck, trial.card)
    inner = sorted(trial.moments, key=lambda moment: (moment.when != "middle", not moment.may))
    for moment in sorted(inner, key=lambda moment: not moment.may):
        for i in range(trial.games):
            chance = Seeded(seed_of(trial.seed, i), table.slots)
            row = tried.start()
            if tried.reach(row, moment.turn, chance) and (tried.may_come(row) or not moment.may):
                return _told(table, tried, row, moment.turn, chance)
    return None


def _told(table: Table, tried: Tried, row: Row, turn: int, chance: Seeded) -> Tale:
    notes: Notes = []
    after = tried.opened(row, True, chance, notes)
    reasons = ""
    if tried.asks(after):
        pick, reasons = tried.chosen(after, chance)
        after = tried.answered(after, pick, chance, notes)
    quiet = tried.opened(row, False, chance)
    told = [one.text for one in together(explain(table, row, notes, FACILITATOR)) if one.kind != "turn"]
    if reasons:
        at = next(
            (i for i, text in enumerate(told) if text.startswith(f"{table.role_name(tried.role)} answers:")), None
        )
        told.insert(len(told) if at is None else at + 1, f"Its reason: {reasons}")
    moved = [i for i in tried.shown if after[i] != quiet[i]]
    return Tale(
        turn,
        {table.columns[i].label: row[i] for i in moved},
        tuple(told),
        _end(table, tried.finished(after, chance)),
        _end(table, tried.finished(quiet, chance)),
    )


def _end(table: Table, row: Row) -> str:
    points = [f"{table.role_name(role)} {score(table, row, role) / table.unit:.0f}" for role in range(len(table.roles))]
    return f"{table.endings[row[ENDING] - 1][0].title} ({', '.join(points)} points)"
