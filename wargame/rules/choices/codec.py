"""The interface of a codec for one kind of choice, and what several codecs share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic

from wargame.rules.model import Table
from wargame.rules.offers import ClosedOffer, Offer, Slot
from wargame.rules.picks import Effect
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import Row
from wargame.rules.step import AnyChoice, Choice, Listed, Taken

Args = Mapping[str, Any]


class ChoiceCodec(Generic[Listed, Taken]):
    """Offers one kind of choice to people and reads their commands. ``verbs`` are the verbs that it understands."""

    verbs: tuple[str, ...] = ()

    def list_offers(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken]) -> list[Offer]:
        """Return the offers to a role, from its view ``seen``."""
        raise NotImplementedError

    def list_closed(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken]) -> list[ClosedOffer]:
        """Return what is not open to a role now, each with its reason, from its view ``seen``."""
        return []

    def parse_command(
        self, table: Table, row: Row, role: int, choice: Choice[Listed, Taken], do: str, args: Args
    ) -> Taken | Refusal:
        """Return the pick that a command means, which is then legal; or a refusal."""
        raise NotImplementedError

    def build_command(
        self, table: Table, row: Row, role: int, choice: Choice[Listed, Taken], pick: Taken
    ) -> tuple[str, Args]:
        """Return the verb and arguments that mean a pick: the reverse of `parse_command`."""
        raise NotImplementedError


NOT_OPEN = Refusal(RefusalCode.NOT_OPEN)


def check_pick(choice: AnyChoice, row: Row, role: int, pick: Listed) -> Listed | Refusal:
    """Return the pick if it is legal now, else a refusal."""
    return pick if pick in choice.picks(row, role) else NOT_OPEN


def load_effects(table: Table, effects: Mapping[str, int]) -> tuple[Effect, ...]:
    """Return the effects of an argument ``effects`` of a command, which names numbers."""
    return tuple(Effect(table.index[name], by) for name, by in effects.items())


def dump_effects(table: Table, effects: tuple[Effect, ...]) -> dict[str, int]:
    """Return effects as an argument ``effects`` of a command: the reverse of `load_effects`."""
    return {table.columns[column].name: by for column, by in effects}


def build_effects_slot(table: Table, columns: list[int], most: int, size: int, fewest: int = 0) -> Slot:
    """Return a slot for changes of some of these columns: ``fewest`` to ``most`` of them, each by at most ``size``."""
    names = tuple(table.columns[c].name for c in columns)
    labels = tuple(table.columns[c].label for c in columns)
    return Slot("effects", names, labels, True, most, size, fewest)
