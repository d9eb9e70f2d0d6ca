"""The facilitator's hats: which one is worn now. Interventions are recorded with it (docs/procedures.md §1)."""

from __future__ import annotations

from wargame.exercise.play.run_of_show import HATS
from wargame.rules.model import FACILITATOR
from wargame.tui.app.drafts import Drafts

_KEPT = (FACILITATOR, "hat")
FIRST = "controller"


def find_hat(drafts: Drafts) -> str:
    """Return the name of the hat that is worn now. It is kept with the drafts of an exercise."""
    return drafts.get(*_KEPT) or FIRST


def wear_next_hat(drafts: Drafts) -> str:
    """Change to the next hat, and return its name."""
    hats = list(HATS.values())
    drafts.keep(*_KEPT, hats[(hats.index(find_hat(drafts)) + 1) % len(hats)])
    return find_hat(drafts)
