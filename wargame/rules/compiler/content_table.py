"""A table that also carries the content it was compiled from, for what lies outside the rules."""

from __future__ import annotations

from functools import cached_property

from wargame.content.model.deck import Card
from wargame.content.model.mechanics import DealForm, Ending
from wargame.content.model.scenario import Scenario
from wargame.light_dataclass import dataclass
from wargame.rules.model import Gate, Table


@dataclass(frozen=True, eq=False)
class ContentTable(Table):
    """A table whose scenario, cards, forms of deal and endings are the models of `content.model`.

    The rules read these through the protocols of `rules/content.py`. The exercise, the lab and the front ends read here
    what the rules have no use for, such as the texts of a scenario.
    """

    scenario: Scenario
    cards: tuple[Card, ...]
    forms: tuple[DealForm, ...]
    endings: tuple[tuple[Ending, Gate], ...]

    @cached_property
    def outline(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The lines behind the zones of the map: each a series of points in the coordinates of the zones."""
        return tuple(tuple((x, y) for x, y in line) for line in self.scenario.outline)
