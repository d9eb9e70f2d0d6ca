"""`SeatView`: all that one viewer may see at one moment, as data, with its JSON form and the schema of that."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from wargame.exercise.view.asked import Asked
from wargame.exercise.view.briefing import KnownBriefing
from wargame.exercise.view.brinks import KnownBrink
from wargame.exercise.view.cards import TableCards
from wargame.exercise.view.causes import LastMove
from wargame.exercise.view.deals import KnownDeal
from wargame.exercise.view.entries import KnownEntry
from wargame.exercise.view.facilitator import FacilitatorNotes, InjectableCard
from wargame.exercise.view.hearing import Hearing
from wargame.exercise.view.numbers import KnownFlag, KnownNumber
from wargame.exercise.view.objectives import RoleObjectives
from wargame.exercise.view.outlooks import KnownClosed, KnownOffer
from wargame.exercise.view.position import Position
from wargame.exercise.view.question import KnownQuestion
from wargame.exercise.view.reveal import Reveal
from wargame.exercise.view.roles import KnownRole
from wargame.exercise.view.times import ClockState
from wargame.exercise.view.zones import KnownMap
from wargame.light_dataclass import dataclass
from wargame.rules.members import KnownMember

if TYPE_CHECKING:  # only the JSON form needs it
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class SeatView:
    """All that a viewer may see now: the parts of a seat. Its JSON form has the same fields."""

    viewer: str
    position: Position
    briefing: KnownBriefing
    asked: Asked
    roles: tuple[KnownRole, ...]
    numbers: tuple[KnownNumber, ...]
    last_moves: tuple[LastMove, ...]
    flags: tuple[KnownFlag, ...]
    brinks: tuple[KnownBrink, ...]
    map: KnownMap
    members: tuple[KnownMember, ...]
    objectives: tuple[RoleObjectives, ...]
    deals: tuple[KnownDeal, ...]
    cards: TableCards
    offers: tuple[KnownOffer, ...]
    closed: tuple[KnownClosed, ...]
    hearing: Hearing | None
    reveal: Reveal
    log: tuple[KnownEntry, ...]
    question: KnownQuestion | None
    clock: ClockState
    notes: FacilitatorNotes | None
    injectable: tuple[InjectableCard, ...]


def dump_view(view: SeatView) -> bytes:
    """Return a view as JSON in UTF-8."""
    return _build_adapter().dump_json(view)


def parse_view(data: bytes) -> SeatView:
    """Return the view whose JSON form this is, for a front end in another process. Raises `ValueError` if it is none.

    What happened is told apart by ``kind``.
    """
    return _build_adapter().validate_json(data)


def build_schema() -> dict[str, Any]:
    """Return the JSON schema of the JSON form of a seat."""
    return _build_adapter().json_schema(mode="serialization")


@cache
def _build_adapter() -> TypeAdapter[SeatView]:
    from pydantic import TypeAdapter

    return TypeAdapter(SeatView)
