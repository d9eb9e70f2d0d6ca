"""Builds an injects list (MSEL) of a deck in the usual layout: what is planned, and beside it what happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wargame.content.model.deck import Deck, Listing
from wargame.content.model.scenario import Scenario
from wargame.content.spreadsheets.book import Rows
from wargame.content.spreadsheets.cells import Value

PLANNED = (
    "Number", "Turn", "Planned time", "From", "To", "Method", "Event", "Message", "Expected action", "Objective",
    "Remarks", "ID",
)  # fmt: skip
"""The columns of what is planned; an import knows all of these names."""
ACTUAL = ("Actual turn", "Actual time", "Came", "What was done")
"""The columns of what happened in a session."""


class ActualInject(NamedTuple):
    """What happened to a card: the turn and time it came in (0 and empty: it did not), how, and what was done."""

    turn: int
    time: str
    came: str
    done: str


def build_injects_list(deck: Deck, scenario: Scenario, actual: Mapping[str, list[ActualInject]] | None = None) -> Rows:
    """Return the names of the columns, and a row for each card; those with a turn first, by turn.

    ``actual`` is what happened by the id of a card. A card that came several times has a row for each.
    """
    rows: Rows = [[*PLANNED, *(ACTUAL if actual is not None else ())]]
    objectives = {one.id: one.text for one in scenario.learning_objectives}
    ordered = sorted(enumerate(deck.cards), key=lambda one: (one[1].turn or 1000, one[0]))
    for n, (_, card) in enumerate(ordered, start=1):
        listing = card.listing or Listing()
        to = scenario.roles[card.response.role].name if card.response is not None else None
        planned: list[Value] = [
            listing.number or n,
            card.turn,
            listing.time,
            listing.sender,
            listing.receiver or to,
            listing.method,
            card.title,
            card.text,
            card.expect,
            "; ".join(objectives.get(one, one) for one in card.objectives) or None,
            card.notes,
            card.id,
        ]
        if actual is None:
            rows.append(planned)
            continue
        for one in actual.get(card.id) or [ActualInject(0, "", "did not come", "")]:
            rows.append([*planned, one.turn or None, one.time or None, one.came, one.done or None])
    return rows
