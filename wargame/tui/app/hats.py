"""Hats: which of the facilitator's hats is worn now; interventions are recorded with it (docs/procedures.md §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wargame.exercise.play.run_of_show import HATS
from wargame.rules.model import FACILITATOR

if TYPE_CHECKING:
    from wargame.tui.app.app import WargameApp

_KEPT = (FACILITATOR, "hat")
FIRST = "controller"


def find_hat(room: WargameApp) -> str:
    """The hat worn now."""
    return room.drafts.get(*_KEPT) or FIRST


def wear_next_hat(room: WargameApp) -> str:
    """Put on the next hat; which it is."""
    hats = list(HATS.values())
    room.drafts.keep(*_KEPT, hats[(hats.index(find_hat(room)) + 1) % len(hats)])
    return find_hat(room)
