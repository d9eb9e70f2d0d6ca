"""Card states: rows at which a card asks for an answer, found in exercises that bots play.

Where a card comes by itself, the row is the one in which a role is asked. A card that comes too rarely, or that only a
facilitator or another card brings, is laid on the table instead: at a turn at which its condition holds. Each state is
of another exercise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wargame.content.load.loader import Content
from wargame.lab.playouts import build_opening_row
from wargame.lab.row_players import RowPlayer
from wargame.lab.seeds import compute_seed
from wargame.rules.chance import SeededChance
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import OPEN
from wargame.rules.row import ENDING, PC, Row
from wargame.rules.state import is_gate_open
from wargame.rules.steps.draw import NEXT, CardPlace, Pile

EXERCISES = 1000
"""In how many exercises states are looked for. In these most cards come by themselves more than thirty times."""


@dataclass(frozen=True)
class CardState:
    """A row in which card number ``card`` asks ``role``, with the answers that are open: two or more.

    ``met``: the card came by itself.
    """

    card: int
    role: int
    row: Row
    picks: tuple[int, ...]
    met: bool


def open_contingency(content: Content) -> Content:
    """Return the content with every contingency deck as an ordinary one, so that its cards can be laid on the table."""
    decks = tuple(deck.model_copy(update={"contingency": False}) for deck in content.decks)
    return Content(content.scenario, decks, content.sources)


def list_choice_cards(table: ContentTable) -> list[int]:
    """Return the cards that ask for one of several answers, by number."""
    cards = enumerate(table.cards)
    return [i for i, card in cards if card.response is not None and len(card.response.options) > 1]


def find_card_states(
    table: ContentTable, content: Content, player: RowPlayer, seed: int, count: int
) -> dict[int, list[CardState]]:
    """Return up to ``count`` states for each card of `list_choice_cards`, by card.

    ``table`` is compiled from what `open_contingency` makes of ``content``.
    """
    finder = _StateFinder(table, content)
    seeds = [compute_seed(seed, i) for i in range(EXERCISES)]
    played = [*zip(seeds, finder.play_turns(player, seeds), strict=True)]
    return {card: finder.find_states(card, played, count) for card in list_choice_cards(table)}


class _StateFinder:
    """Finds states of cards in the rows at which the turns of an exercise open."""

    def __init__(self, table: ContentTable, content: Content) -> None:
        self._table = table
        kept = {card.id for deck in content.decks if deck.contingency for card in deck.cards}
        number = {card.id: i for i, card in enumerate(table.cards)}
        self._kept = {number[card] for card in kept if card in number}
        self._start = build_opening_row(table)
        pile = Pile(table)
        for entry, card in enumerate(table.entries):
            if card in self._kept:
                pile.withdraw(self._start, entry)

    def play_turns(self, player: RowPlayer, seeds: Sequence[int]) -> list[list[Row]]:
        """Return the rows at which the turns of each exercise open, in their order."""
        out: list[list[Row]] = [[] for _ in seeds]
        rows, left = [self._start for _ in seeds], list(range(len(seeds)))
        for turn in range(1, self._table.turns + 1):
            rows = player.play_to_turn(rows, [seeds[i] for i in left], turn)
            left = [i for row, i in zip(rows, left, strict=True) if not row[ENDING]]
            rows = [row for row in rows if not row[ENDING]]
            for i, row in zip(left, rows, strict=True):
                out[i].append(row)
        return out

    def find_states(self, card: int, played: Sequence[tuple[int, Sequence[Row]]], count: int) -> list[CardState]:
        """Return up to ``count`` states of a card, one an exercise: first those in which it comes by itself.

        ``played`` has the seed of each exercise, and the rows at which its turns open.
        """
        found: dict[int, CardState] = {}
        for meets in (self._meet, self._lay):
            for i, (seed, rows) in enumerate(played):
                if len(found) < count and i not in found and (state := meets(card, seed, rows)) is not None:
                    found[i] = state
        return [found[i] for i in sorted(found)]

    def _meet(self, card: int, seed: int, rows: Sequence[Row]) -> CardState | None:
        """Return the state in which a card comes by itself; None if it does not come, or gives no choice there."""
        for row in rows:
            entry = row[self._table.at.next] - 1
            if entry >= 0 and self._table.entries[entry] == card:
                return self._open(card, row, entry, seed, met=True)
        return None

    def _lay(self, card: int, seed: int, rows: Sequence[Row]) -> CardState | None:
        """Return the state in which a card is laid on the table, at a turn at which it can come; None without one."""
        if not rows or self._table.cards[card].turn is not None:
            return None
        first = compute_seed(seed, card) % len(rows)
        for row in (*rows[first:], *rows[:first]):
            entries = (entry for entry, of in enumerate(self._table.entries) if of == card)
            entry = next((entry for entry in entries if self._may_come(card, entry, row)), -1)
            state = self._open(card, row, entry, seed, met=False) if entry >= 0 else None
            if state is not None:
                return state
        return None

    def _may_come(self, card: int, entry: int, row: Row) -> bool:
        table = self._table
        waits = (CardPlace.SKIPPED,) if card in self._kept else (CardPlace.UNDRAWN, CardPlace.RESERVE)
        gate = table.card_gates[card]
        return row[table.at.card + entry] in waits and (gate is OPEN or is_gate_open(table, row, gate))

    def _open(self, card: int, row: Row, entry: int, seed: int, met: bool) -> CardState | None:
        """Return the state after a turn has opened with a card; None if there is no choice between answers."""
        table, row = self._table, row[:]
        row[table.at.next] = entry + 1
        row[table.at.card + entry] = NEXT
        run, choice = table.runs[table.to.inject], table.choices[table.to.respond]
        assert run is not None
        assert choice is not None
        row[PC] = run(row, SeededChance(seed, table.slots), None)
        if row[ENDING] or row[PC] != table.to.respond:
            return None
        (role,) = choice.asked(row)
        picks: tuple[int, ...] = tuple(choice.picks(row, role))
        return CardState(card, role, row, picks, met) if len(picks) > 1 else None


def take_answer(table: ContentTable, state: CardState, pick: int) -> Row:
    """Return the row of a state in which an answer has been given and nothing has followed yet."""
    row, choice = state.row[:], table.choices[table.to.respond]
    assert choice is not None
    choice.take(row, state.role, pick, None)
    return row


def list_states(found: Mapping[int, Sequence[CardState]]) -> list[CardState]:
    """Return the states of all cards in one list, those of one card together."""
    return [state for states in found.values() for state in states]
