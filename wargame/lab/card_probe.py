"""A card probe: a card tried at a table. It comes at a chosen turn or not at all, and each answer to it plays on.

An exercise is played to where that turn opens. Copies of the row play on: with the card or without it, and with each of
the answers that are open.
"""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.bot import Bot
from wargame.content.load.loader import Content
from wargame.content.model.deck import Deck, Option
from wargame.lab.playouts import build_opening_row, play_on
from wargame.likelihood import compute_odds
from wargame.rules.apply_rule import sum_bonuses
from wargame.rules.chance import Chance
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import OPEN
from wargame.rules.row import ENDING, PC, TURN, Notes, Row
from wargame.rules.state import is_gate_open
from wargame.rules.steps.draw import NEXT, Pile
from wargame.rules.text.reason_text import format_reasons
from wargame.rules.view import build_view


def add_deck(content: Content, deck: Deck) -> Content:
    """The content with this deck added. It replaces a deck with its id, and its cards replace others with their id.

    A contingency deck becomes an ordinary one, so that its cards can come without a facilitator.
    """
    own = {card.id for card in deck.cards}
    others = [
        other.model_copy(update={"cards": left})
        for other in content.decks
        if other.id != deck.id and (left := [card for card in other.cards if card.id not in own])
    ]
    return Content(content.scenario, (*others, deck.model_copy(update={"contingency": False})), content.sources)


class CardProbe:
    """A card at a table, with bots in its seats."""

    def __init__(self, table: ContentTable, bots: Sequence[Bot], card: str, withdrawn: frozenset[str]) -> None:
        self.table, self._bots = table, bots
        at = {one.id: i for i, one in enumerate(table.cards)}[card]
        self.card = table.cards[at]
        self.rules = table.option_rules[at]
        self.role = table.roles.index(self.card.response.role) if self.card.response is not None else -1
        self.shown = [i for i, column in enumerate(table.columns) if column.kind in NUMBER_KINDS]
        self._gate = table.card_gates[at]
        self._entry = table.entries.index(at)
        out = {i for i, one in enumerate(table.cards) if one.id in withdrawn}
        self._out = [entry for entry, of in enumerate(table.entries) if of in out]
        self._pile = Pile(table)
        self._inject, self._respond = table.to.inject, table.to.respond

    @property
    def options(self) -> list[Option]:
        """The card's answers, in order."""
        return list(self.card.response.options) if self.card.response is not None else []

    def build_start_row(self) -> Row:
        """Return the first row of an exercise in which the card never comes by itself."""
        row = build_opening_row(self.table)
        for entry in self._out:
            self._pile.withdraw(row, entry)
        return row

    def reach(self, row: Row, turn: int, chance: Chance) -> bool:
        """Play a row on, in place, to where ``turn`` opens. Returns False if the exercise ends before."""
        inject = self._inject
        return play_on(self.table, self._bots, chance, row, lambda now, pc: pc == inject and now[TURN] + 1 >= turn)

    def may_come(self, row: Row) -> bool:
        """Does the condition of the card hold?"""
        return self._gate is OPEN or is_gate_open(self.table, row, self._gate)

    def open_turn(self, row: Row, came: bool, chance: Chance, notes: Notes | None = None) -> Row:
        """Return a copy of a row whose turn has opened, with the card if ``came``, else with no card at all."""
        row = row[:]
        following = self.table.at.next
        row[following] = self._entry + 1 if came else 0
        if came:
            row[self.table.at.card + self._entry] = NEXT
        run = self.table.runs[self._inject]
        assert run is not None
        row[PC] = run(row, chance, notes)
        return row

    def needs_answer(self, row: Row) -> bool:
        """Is an answer to the card asked for?"""
        return not row[ENDING] and row[PC] == self._respond

    def list_picks(self, row: Row) -> Sequence[int]:
        """Return the answers that are open."""
        choice = self.table.choices[self._respond]
        assert choice is not None
        picks: Sequence[int] = choice.picks(row, self.role)
        return picks

    def choose_answer(self, row: Row, chance: Chance) -> tuple[int, str]:
        """Return the answer of the bot, and its reason."""
        choice = self.table.choices[self._respond]
        assert choice is not None
        bot, seen = self._bots[self.role], build_view(self.table, row, self.table.roles[self.role])
        pick = bot.pick(self.table, seen, self.role, choice, chance)
        return pick, format_reasons(bot.explain_pick(self.table, seen, self.role, choice, pick))

    def answer_card(self, row: Row, pick: int, chance: Chance, notes: Notes | None = None) -> Row:
        """Return a copy of a row in which the card has been answered."""
        row = row[:]
        choice, run = self.table.choices[self._respond], self.table.runs[self.table.program[self._respond].then]
        assert choice is not None
        assert run is not None
        choice.take(row, self.role, pick, notes)
        row[PC] = run(row, chance, notes)
        return row

    def play_to_end(self, row: Row, chance: Chance) -> Row:
        """Return a copy of a row, played to the end."""
        row = row[:]
        play_on(self.table, self._bots, chance, row, lambda now, pc: False)
        return row

    def compute_odds(self, row: Row, pick: int) -> int | None:
        """Return the chance in per cent that the check of an answer succeeds; None without a check."""
        rule = self.table.rules[self.rules[pick]]
        return compute_odds(rule.target - sum_bonuses(self.table, row, rule)) if rule.target else None


def build_probe(table: ContentTable, bots: Sequence[Bot], deck: Deck, card: str) -> CardProbe:
    """Return a probe for a card of a deck, at a table compiled from what `add_deck` returns.

    The other cards of a contingency deck do not come by themselves either.
    """
    return CardProbe(table, bots, card, frozenset(one.id for one in deck.cards if deck.contingency or one.id == card))
