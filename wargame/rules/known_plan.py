"""What became of the plan of a role in a turn, as data for one viewer."""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.told import KnownRoll, Moved


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """The plan of one role. ``rule`` and ``title`` name its action, with the zone; both are empty for an argument.

    ``words`` are those of the argument, where the viewer may hear them. ``result`` is ``none`` (not yet), ``done``,
    ``success``, ``failure``, ``held``, ``vetoed`` or ``withdrawn``, and empty where the viewer may not know it.
    ``roll`` is the check that decided it, ``moves`` are the numbers that it moved at once. ``overruled`` says that the
    facilitator turned the result.
    """

    role: str
    name: str
    rule: str
    title: str
    zone: str
    words: str
    result: str
    roll: KnownRoll | None
    moves: tuple[Moved, ...]
    overruled: bool
