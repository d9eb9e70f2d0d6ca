"""The shape of what a scenario wants measured: how often something should happen, and what one choice changes.

Nothing of it is played, and players never see it. Balance reports (`wargame.lab`) read it, so that their code names no
part of any scenario.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from wargame.content.model.notation import Fault, fail
from wargame.content.model.types import (
    ActionId,
    ClaimId,
    DealId,
    EffectMap,
    Id,
    Line,
    Model,
    NumberName,
    RoleId,
    TrackId,
    Weight,
    When,
    make_list,
    make_unique_check,
)


def _validate_part(value: Fraction) -> Fraction:
    if not 0 < value <= 1:
        fail([Fault((), f"{value} is no part of an exercise", "more than 0 and at most 1, such as 1/3")])
    return value


class Rate(Model):
    """Something that should hold at the end of some exercises: of ``least`` to ``most`` per cent of them."""

    id: Annotated[Id, make_unique_check("rate")]
    """Its name for the program."""
    title: Line
    """What is measured, as the report says it."""
    when: When
    """What should hold at the end."""
    least: Annotated[int, Field(ge=0, le=100)] = 0
    """At least this many per cent of exercises."""
    most: Annotated[int, Field(ge=0, le=100)] = 100
    """At most this many per cent of exercises."""

    @model_validator(mode="after")
    def _check_bounds(self) -> "Rate":
        if self.least > self.most:
            fail([Fault(("most",), f"{self.least} to {self.most} per cent is no range", f"{self.least} or more")])
        return self


class Choices(Model):
    """Actions and deals of a role that together are one choice."""

    actions: list[ActionId] = Field(default_factory=make_list)
    """Actions of the role."""
    deals: list[DealId] = Field(default_factory=make_list)
    """Deals of the role."""

    @model_validator(mode="after")
    def _check_any_choice(self) -> "Choices":
        if not self.actions and not self.deals:
            fail([Fault((), "nothing is chosen here", "actions: or deals:, with their ids")])
        return self


class Expected(Model):
    """What your sources lead you to expect of the role that takes the choice, compared with refusing it."""

    soon: Literal["better", "worse"] | None = None
    """How the role should stand two turns later."""
    end: Literal["better", "worse"] | None = None
    """How it should stand at the end."""


class Experiment(Model):
    """One choice of a role, forced in both ways from the same moment and with the same luck afterwards.

    ``takes``: in one arm the role makes one of these deals as soon as it can, and plans only these actions (it holds
    where none is open). ``refuses``: in the other arm it does none of these; left out, the list is the same. Both are
    forced in the first turns only, a part ``within`` of all, and both begin with what is ``given``. The score is also
    computed with the tracks in ``held`` as they stood when the arms parted, and reported beside the numbers in
    ``compare``.
    """

    id: Annotated[Id, make_unique_check("experiment")]
    """Its name for the program."""
    title: Line
    """What is measured, as the report says it."""
    text: Line
    """Why it is measured, in a sentence."""
    claims: list[ClaimId] = Field(default_factory=make_list)
    """The claims it tests, as SOURCE/CLAIM: the report tells what was measured beside them."""
    role: RoleId
    """The role that chooses."""
    takes: Choices
    """What it is made to do on one side."""
    refuses: Choices | None = None
    """What it may not do on the other; left out, the same."""
    within: Annotated[Weight, AfterValidator(_validate_part)] = Fraction(1, 3)
    """In which first part of the turns the choice is forced."""
    given: EffectMap = Field(default_factory=dict)
    """What is different from the usual start in every exercise of this experiment."""
    held: list[TrackId] = Field(default_factory=make_list)
    """Tracks whose later movement is left out of the score."""
    compare: list[NumberName] = Field(default_factory=make_list)
    """Numbers told beside the score."""
    expects: Expected = Field(default_factory=Expected)
    """What your sources lead one to expect."""
