"""What each class of step does on one row: the one list of them, and how a program is bound to it.

Another engine has a list of its own, from the same classes to bodies over whatever it plays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from wargame.rules.model import Table
from wargame.rules.step import AnyChoice, Body, Choice, Step, StepFunction
from wargame.rules.steps import argue, choose, deal, draw, end, follow, resolve, stage, tick, upkeep

StepKind = TypeVar("StepKind", bound=Step)
BodyBuilder = Callable[[Table, Step], Body]
"""Builds the body of a step for a table."""


def _pair(kind: type[StepKind], build: Callable[[Table, StepKind], Body]) -> tuple[type[Step], BodyBuilder]:
    """Return a class of steps with the builder of its body, which raises `TypeError` for a step of another class."""

    def build_body(table: Table, step: Step) -> Body:
        if not isinstance(step, kind):
            raise TypeError(f"{step} is no {kind.__name__}")
        return build(table, step)

    return kind, build_body


BODIES: Mapping[type[Step], BodyBuilder] = dict(
    (
        _pair(choose.PaceStep, choose.build_pace_choice),
        _pair(draw.OpeningStep, draw.build_opening_step),
        _pair(draw.InjectStep, draw.build_inject_step),
        _pair(choose.RespondStep, choose.build_respond_choice),
        _pair(draw.OptionStep, draw.build_option_step),
        _pair(deal.EnterDealsStep, deal.build_enter_step),
        _pair(deal.OfferStep, deal.build_offer_choice),
        _pair(deal.AnswerStep, deal.build_answer_choice),
        _pair(choose.PlanStep, choose.build_plan_choice),
        _pair(resolve.RevealStep, resolve.build_reveal_step),
        _pair(resolve.ResolveStep, resolve.build_resolve_step),
        _pair(stage.StageStep, stage.build_stage_choice),
        _pair(stage.OpenStep, stage.build_open_step),
        _pair(stage.RollStep, stage.build_roll_step),
        _pair(stage.MoveStep, stage.build_move_step),
        _pair(argue.ChallengeStep, argue.build_challenge_choice),
        _pair(argue.ClarifyStep, argue.build_clarify_choice),
        _pair(argue.AssessStep, argue.build_assess_choice),
        _pair(argue.JudgeStep, argue.build_judge_step),
        _pair(argue.RulingStep, argue.build_ruling_choice),
        _pair(argue.AdjournStep, argue.build_adjourn_step),
        _pair(tick.TickStep, tick.build_tick_step),
        _pair(upkeep.UpkeepStep, upkeep.build_upkeep_step),
        _pair(choose.EstimateStep, choose.build_estimate_choice),
        _pair(end.EndStep, end.build_end_step),
        _pair(end.OverStep, end.build_over_step),
        _pair(draw.ComingStep, draw.build_coming_step),
        _pair(follow.FollowStep, follow.build_follow_step),
        _pair(follow.HeardStep, follow.build_heard_step),
    )
)
"""By class of step, what builds its body."""


def bind_program(table: Table) -> tuple[tuple[StepFunction | None, ...], tuple[AnyChoice | None, ...]]:
    """Return, for each step of the program of a table, its function if it runs, and its choice if it waits."""
    runs: list[StepFunction | None] = []
    choices: list[AnyChoice | None] = []
    for step in table.program:
        body = BODIES[type(step)](table, step)
        runs.append(None if isinstance(body, Choice) else body)
        choices.append(body if isinstance(body, Choice) else None)
    return tuple(runs), tuple(choices)
