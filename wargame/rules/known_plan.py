"""The plan of a role in a turn, as data for one viewer: what decides about it, and what became of it."""

from __future__ import annotations

from wargame.light_dataclass import dataclass
from wargame.rules.named import NamedChange
from wargame.rules.offers import KnownBonus
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


@dataclass(frozen=True, slots=True)
class KnownCheck:
    """How dice decide about a plan, as a viewer may know it.

    Two dice and ``plus`` have to reach ``target``; ``odds`` is the chance in per cent, ``bonuses`` are what counts.
    Where something counts that the viewer does not see, ``odds`` is None and nothing of all this is known.

    ``planned`` are the odds when it was planned, if they were others; ``came`` is what counts since then, ``gone`` what
    counts no more.
    """

    odds: int | None
    target: int = 0
    plus: int = 0
    bonuses: tuple[KnownBonus, ...] = ()
    planned: int | None = None
    came: tuple[KnownBonus, ...] = ()
    gone: tuple[KnownBonus, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPromise:
    """What an outcome of a plan changes: the numbers that the viewer sees, and how many ``hidden`` ones."""

    changes: tuple[NamedChange, ...]
    hidden: int
