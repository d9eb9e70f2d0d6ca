"""Dialect: how one kind of choice is offered to people, and how a command is read back as a pick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.rules.model import Table
from wargame.rules.offers import ClosedAction, Offer, Slot
from wargame.rules.refusal import Refusal
from wargame.rules.row import Row
from wargame.rules.step import Choice, Pick

Args = Mapping[str, Any]


class ChoiceCodec:
    """One kind of choice. ``verbs`` are the commands it understands."""

    verbs: tuple[str, ...] = ()

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice) -> list[Offer]:
        """The offers of a role, from its view."""
        raise NotImplementedError

    def list_closed(self, table: Table, seen: Row, role: int, choice: Choice) -> list[ClosedAction]:
        """What members of the role refuse and what would be open without that, from its view."""
        return []

    def parse_command(self, table: Table, row: Row, role: int, choice: Choice, do: str, args: Args) -> Pick | Refusal:
        """The pick a command means, or why it means none. Legal if the choice has it among its picks."""
        raise NotImplementedError

    def build_command(self, table: Table, row: Row, role: int, choice: Choice, pick: Pick) -> tuple[str, Args]:
        """The command that means a pick: `read` the other way round."""
        raise NotImplementedError


NOT_OPEN = Refusal("illegal", "this is not open to you now")


def check_pick(choice: Choice, row: Row, role: int, pick: int) -> Pick | Refusal:
    return pick if pick in choice.picks(row, role) else NOT_OPEN


def build_effects_slot(table: Table, columns: list[int], most: int, size: int, fewest: int = 0) -> Slot:
    names = tuple(table.columns[c].name for c in columns)
    labels = tuple(table.columns[c].label for c in columns)
    return Slot("effects", names, labels, True, most, size, fewest)
