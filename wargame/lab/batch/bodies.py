"""What each class of step does over arrays: the twin of `wargame.rules.steps.bodies`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from wargame.lab.batch import cards, choices, stages, turns
from wargame.lab.batch.cards import BatchBody
from wargame.lab.batch.numbers import BatchNumbers, NoBatchBody
from wargame.rules.step import Step
from wargame.rules.steps.argue import HearingStep
from wargame.rules.steps.choose import EstimateStep, PaceStep, PlanStep, RespondStep
from wargame.rules.steps.deal import AnswerStep, EnterDealsStep, OfferStep
from wargame.rules.steps.draw import ComingStep, InjectStep, OpeningStep, OptionStep
from wargame.rules.steps.end import EndStep, OverStep
from wargame.rules.steps.resolve import ResolveStep, RevealStep
from wargame.rules.steps.stage import MoveStep, OpenStep, RollStep, StageStep
from wargame.rules.steps.tick import TickStep
from wargame.rules.steps.upkeep import UpkeepStep

StepKind = TypeVar("StepKind", bound=Step)
BatchBodyBuilder = Callable[[BatchNumbers, Step], BatchBody]
"""Builds the body of a step for a table."""


def _pair(
    kind: type[StepKind], build: Callable[[BatchNumbers, StepKind], BatchBody]
) -> tuple[type[Step], BatchBodyBuilder]:
    """Return a class of steps with the builder of its body, which raises `TypeError` for a step of another class."""

    def build_body(numbers: BatchNumbers, step: Step) -> BatchBody:
        if not isinstance(step, kind):
            raise TypeError(f"{step} is no {kind.__name__}")
        return build(numbers, step)

    return kind, build_body


BATCH_BODIES: Mapping[type[Step], BatchBodyBuilder] = dict(
    (
        _pair(PaceStep, choices.build_pace_body),
        _pair(OpeningStep, cards.build_opening_body),
        _pair(InjectStep, cards.build_inject_body),
        _pair(RespondStep, choices.build_respond_body),
        _pair(OptionStep, cards.build_option_body),
        _pair(EnterDealsStep, turns.build_enter_body),
        _pair(OfferStep, choices.build_offer_body),
        _pair(AnswerStep, choices.build_answer_body),
        _pair(PlanStep, choices.build_plan_body),
        _pair(RevealStep, turns.build_reveal_body),
        _pair(ResolveStep, turns.build_resolve_body),
        _pair(StageStep, stages.build_stage_body),
        _pair(OpenStep, stages.build_open_body),
        _pair(RollStep, stages.build_roll_body),
        _pair(MoveStep, stages.build_move_body),
        _pair(TickStep, turns.build_tick_body),
        _pair(UpkeepStep, turns.build_upkeep_body),
        _pair(EstimateStep, choices.build_estimate_body),
        _pair(EndStep, turns.build_end_body),
        _pair(OverStep, turns.build_over_body),
        _pair(ComingStep, cards.build_coming_body),
    )
)
"""By class of step, what builds its body. The steps of a hearing have none: the scalar engine plays them."""


def bind_batch_program(numbers: BatchNumbers) -> tuple[BatchBody | None, ...]:
    """Return the body of each step of a program; None for the steps of a hearing, which no lane of a batch reaches.

    Raises `NoBatchBody` for a step of a class that has no body.
    """
    out: list[BatchBody | None] = []
    for step in numbers.table.program:
        build = BATCH_BODIES.get(type(step))
        if build is None and not isinstance(step, HearingStep):
            raise NoBatchBody(f"there is no batch body of {type(step).__name__}")
        out.append(build(numbers, step) if build is not None else None)
    return tuple(out)
