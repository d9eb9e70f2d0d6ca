"""The stage of a reveal, as it fills the screens of the room: all plans, one plan with its odds, or its dice."""

from __future__ import annotations

from typing import NamedTuple

from wargame.exercise.view.reveal import PlanReveal, Reveal, RevealStage
from wargame.rules.known_plan import KnownPlan

_ALONE = (RevealStage.OPENED, RevealStage.ROLLED)
"""The stages at which a plan stands alone."""


class Shown(NamedTuple):
    """What the stage shows: the stage, the plan that stands alone if one does, and all plans.

    ``heard`` are the lines of an argument that is heard now.
    """

    stage: RevealStage
    plan: KnownPlan | None
    told: PlanReveal | None
    plans: tuple[KnownPlan, ...]
    texts: tuple[str, ...]
    heard: tuple[str, ...] = ()


def find_shown(reveal: Reveal) -> Shown | None:
    """Return what the stage shows now; None where the table is shown: before the reveal, and while numbers move."""
    if not reveal.staged or not reveal.revealed or not reveal.plans:
        return None
    texts = tuple(one.text for one in reveal.stages)
    opened = reveal.find_open()
    if opened is None:
        return Shown(RevealStage.WAITS, None, None, reveal.plans, texts)
    plan, told = opened
    return Shown(told.stage, plan, told, reveal.plans, texts) if told.stage in _ALONE else None
