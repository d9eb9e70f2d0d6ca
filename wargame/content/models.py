"""The shape of scenarios and decks, as authors write them. Closed: no unknown key, no conversion of types."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from wargame.content.experiments import Experiment, Rate
from wargame.content.notation import Condition, Fault, fail
from wargame.content.types import (
    ActionId,
    CardRef,
    Counted,
    EffectMap,
    EndingRef,
    FactId,
    Id,
    KindId,
    Line,
    Model,
    NumberName,
    ObjectiveId,
    Per,
    RoleId,
    Signed,
    Text,
    TrackId,
    Weight,
    When,
    Where,
    ZoneChoice,
    ZoneId,
    unique,
)


class Bonus(Model):
    """A bonus or penalty to a check while its condition holds."""

    when: When
    add: Signed
    because: Line | None = None


class Check(Model):
    """2d6 plus the bonuses that hold, against a target: a success on the target or more."""

    target: Annotated[int, Field(ge=2, le=12)] = 7
    plus: list[Bonus] = Field(default_factory=list)


class Frame(Model):
    """Something that can happen: when, at what cost, on which check, with what effect."""

    when: When = Field(default_factory=Condition)
    cost: dict[TrackId, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    check: Check | None = None
    effects: EffectMap = Field(default_factory=dict)
    success: EffectMap = Field(default_factory=dict)
    failure: EffectMap = Field(default_factory=dict)
    per: Per | None = None
    lasts: Annotated[int, Field(ge=2, le=99)] | None = None
    reveal: list[TrackId] = Field(default_factory=list)
    inject: CardRef | None = None
    end: EndingRef | None = None

    @model_validator(mode="after")
    def _outcomes_need_a_check(self) -> Frame:
        if self.check is None and (self.success or self.failure):
            key = "success" if self.success else "failure"
            fail([Fault((key,), f"{key} without a check", "effects:, or a check:", f"rename {key} to effects", True)])
        return self


class Action(Frame):
    """What a role can plan: one a turn, perhaps at a zone."""

    id: Annotated[Id, unique("action")]
    role: RoleId
    title: Line
    text: Line
    cites: list[FactId] = Field(default_factory=list)
    objectives: list[ObjectiveId] = Field(default_factory=list)
    group: Line = "Actions"
    target: ZoneChoice | None = None
    once: bool = False
    repeat: bool = False
    needs: list[Id] = Field(default_factory=list)


class Option(Frame):
    """One answer to a card."""

    id: Id
    title: Line
    text: Line | None = None


class Response(Model):
    """The choice a card puts to a role."""

    role: RoleId
    prompt: Line
    when: When = Field(default_factory=Condition)
    options: Annotated[list[Option], Field(min_length=2, max_length=4)]

    @model_validator(mode="after")
    def _distinct(self) -> Response:
        ids = [o.id for o in self.options]
        for i, name in enumerate(ids):
            if name in ids[:i]:
                fail([Fault(("options", i, "id"), f"the option id {name!r} is used twice", "an id of its own")])
        return self


class Card(Model):
    """An event card: what happens, what it asks, and where it comes from."""

    id: Annotated[Id, unique("card")]
    title: Line
    text: Text
    cites: list[FactId] = Field(default_factory=list)
    when: When = Field(default_factory=Condition)
    copies: Annotated[int, Field(ge=1, le=9)] = 1
    turn: Annotated[int, Field(ge=1, le=99)] | None = None
    effects: EffectMap = Field(default_factory=dict)
    also: Annotated[list[Frame], Field(max_length=8)] = Field(default_factory=list)
    response: Response | None = None
    expect: Text | None = None
    ask: list[Line] = Field(default_factory=list)
    objectives: list[ObjectiveId] = Field(default_factory=list)
    notes: Text | None = None


class Deck(Model):
    """A file of event cards. Those of a ``contingency`` deck are never drawn: the facilitator injects them."""

    format: Literal[1]
    id: Id
    title: Line
    about: Text
    scenario: Id
    contingency: bool = False
    cards: Annotated[list[Card], Field(min_length=1, max_length=2000)]


class Award(Model):
    """Points for a condition that holds at the end."""

    when: When
    points: Weight


class RoleObjective(Model):
    """What a role wants: a base plus weights on numbers plus awards, kept between 0 and ``max`` where one is given."""

    id: Id
    title: Line
    text: Line
    points: dict[NumberName, Weight] = Field(default_factory=dict)
    base: Weight = Fraction(0)
    awards: list[Award] = Field(default_factory=list)
    max: Annotated[int, Field(ge=1)] | None = None
    secret: bool = False


class Member(Model):
    """A partner inside a role, no seat: it has a will of its own, a track, and zones where nothing goes without it.

    While ``vetoes`` holds it agrees to nothing: the role can neither aim an action at its zones nor do what needs it.
    """

    name: Line
    text: Text
    cites: list[FactId] = Field(default_factory=list)
    zones: list[ZoneId] = Field(default_factory=list)
    will: TrackId
    vetoes: When = Field(default_factory=Condition)


class Role(Model):
    """A role of the scenario: how it is called, what everyone and what only it is told, what it wants, its members."""

    name: Line
    key: Annotated[str, Field(pattern=r"^[a-z]$")]
    public: Text
    private: Text
    objectives: Annotated[list[RoleObjective], Field(min_length=1)]
    members: Annotated[dict[Id, Member], Field(max_length=12)] = Field(default_factory=dict)


class Track(Model):
    """A bounded whole number all can reason about."""

    name: Line
    about: Line
    min: int = 0
    max: int = 10
    start: int
    owner: RoleId | None = None
    seen_by: Literal["all"] | list[RoleId] = "all"
    high: Line | None = None
    low: Line | None = None

    @model_validator(mode="after")
    def _bounds(self) -> Track:
        if not (-1000 <= self.min < self.max <= 1000 and self.max - self.min <= 1000):
            fail([Fault(("max",), f"{self.min} to {self.max} is no range", "min below max, at most 1000 apart")])
        if not self.min <= self.start <= self.max:
            fail([Fault(("start",), f"{self.start} lies outside {self.min} to {self.max}", "a start inside the range")])
        return self


class Flag(Model):
    """Something that is so or not; it starts false."""

    name: Line
    about: Line
    seen_by: Literal["all"] | list[RoleId] = "all"


class ZoneNumber(Model):
    """A small number every zone has."""

    name: Line
    about: Line
    min: int = 0
    max: Annotated[int, Field(le=20)] = 5


class Zone(Model):
    """A place on the map. ``at`` is x, y in 0 to 100, y growing southward."""

    name: Line
    kind: KindId
    at: Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=2, max_length=2)]
    links: list[ZoneId] = Field(default_factory=list)
    start: dict[str, int] = Field(default_factory=dict)
    cites: list[FactId] = Field(default_factory=list)
    about: Line | None = None


class Derived(Model):
    """A number computed from others: the sum of a zone number, or how many zones or members of roles there are.

    ``where`` says which zones, or between what bounds the will of members lies. ``times`` a factor, at most ``max``.
    """

    name: Line
    about: Line
    sum: str | None = None
    count: Literal["zones", "members"] | None = None
    where: Counted = Where()
    times: Annotated[int, Field(ge=1, le=100)] = 1
    max: int | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Derived:
        if (self.sum is None) == (self.count is None):
            expected = "sum: NUMBER, count: zones or count: members"
            fail([Fault((), "a derived number needs one of sum and count", expected)])
        if self.count == "members" and not self.where.numbers:
            fail([Fault((), "count: members without where", "where: {will: 3+}, the members to count")])
        return self


class DealForm(Model):
    """A form of agreement: who may make it, what it does at once and at every close, what breaks it and at what cost.

    ``between`` names one role (an arrangement inside it, no answer needed) or two (each may offer, the other answers).
    """

    id: Annotated[Id, unique("deal")]
    title: Line
    text: Line
    cites: list[FactId] = Field(default_factory=list)
    between: Annotated[list[RoleId], Field(min_length=1, max_length=2)]
    secret: bool = False
    once: bool = False
    limit: Id | None = None
    when: When = Field(default_factory=Condition)
    now: EffectMap = Field(default_factory=dict)
    each: EffectMap = Field(default_factory=dict)
    lasts: Annotated[int, Field(ge=1, le=99)] | None = None
    stands: bool = True
    lapses: When = Field(default_factory=Condition)
    promises: dict[RoleId, list[ActionId]] = Field(default_factory=dict)
    broken: EffectMap = Field(default_factory=dict)


class UpkeepRule(Frame):
    """What happens by itself at the close of a turn."""

    id: Annotated[Id, unique("upkeep")]
    title: Line
    text: Line
    cites: list[FactId] = Field(default_factory=list)


class Ending(Model):
    """A way the exercise ends: early (``closes`` closes running) or, with ``last``, only at the last close."""

    id: Annotated[Id, unique("ending")]
    title: Line
    text: Text
    when: When = Field(default_factory=Condition)
    closes: Annotated[int, Field(ge=1, le=5)] = 1
    last: bool = False


class Budget(Model):
    """Minutes for each phase of one turn."""

    inject: Annotated[int, Field(ge=0, le=60)]
    deal: Annotated[int, Field(ge=0, le=60)]
    plan: Annotated[int, Field(ge=0, le=60)]
    adjudicate: Annotated[int, Field(ge=0, le=60)]
    close: Annotated[int, Field(ge=0, le=60)]


class Length(Model):
    """How long an exercise is, and what is different when it opens."""

    turns: Annotated[int, Field(ge=1, le=60)]
    minutes: Annotated[int, Field(ge=1, le=600)]
    about: Line
    opening: EffectMap = Field(default_factory=dict)
    budget: Budget | None = None


class Arguments(Model):
    """How free arguments are judged (facilitation.md §3): limits and method."""

    method: Literal["weighted", "umpired"] = "weighted"
    target: Annotated[int, Field(ge=2, le=12)] = 7
    numbers: Annotated[int, Field(ge=1, le=2)] = 2
    size: Annotated[int, Field(ge=1, le=3)] = 3
    reasons: Annotated[int, Field(ge=1, le=3)] = 3
    net: Annotated[int, Field(ge=1, le=5)] = 5
    secret: Annotated[int, Field(ge=0, le=9)] = 1


class Question(Model):
    """The question each role estimates in every review round, and what makes it true."""

    text: Line
    true_when: When
    every: Annotated[int, Field(ge=1, le=20)] = 2


class LearningObjective(Model):
    """What the class should be able to do or say afterwards."""

    id: Id
    text: Line


class Scenario(Model):
    """The situation: everything an exercise is played with, but for its cards.

    A file that ``extends`` another is one only when it is laid over it (`wargame.content.extends`).
    """

    format: Literal[1]
    id: Id
    title: Line
    summary: Text
    notice: Text
    out_of_role: Text
    teaches: Text | None = None
    learning_objectives: list[LearningObjective] = Field(default_factory=list)
    question: Question | None = None
    adjudication: Literal["rigid", "semi-rigid", "free"] = "semi-rigid"
    arguments: Arguments | None = None
    planning: Literal["together", "in_turn"] = "together"
    repeat: bool = True
    order: list[RoleId]
    lengths: Annotated[dict[Id, Length], Field(min_length=1)]
    roles: Annotated[dict[Id, Role], Field(min_length=1, max_length=6)]
    tracks: Annotated[dict[Id, Track], Field(min_length=1, max_length=60)]
    flags: dict[Id, Flag] = Field(default_factory=dict)
    kinds: dict[Id, Line] = Field(default_factory=dict)
    zone_numbers: dict[Id, ZoneNumber] = Field(default_factory=dict)
    zones: Annotated[dict[Id, Zone], Field(max_length=60)] = Field(default_factory=dict)
    derived: dict[Id, Derived] = Field(default_factory=dict)
    actions: Annotated[list[Action], Field(min_length=1, max_length=200)]
    deals: Annotated[list[DealForm], Field(max_length=40)] = Field(default_factory=list)
    upkeep: Annotated[list[UpkeepRule], Field(max_length=100)] = Field(default_factory=list)
    endings: Annotated[list[Ending], Field(min_length=1, max_length=40)]
    rates: Annotated[list[Rate], Field(max_length=10)] = Field(default_factory=list)
    experiments: Annotated[list[Experiment], Field(max_length=10)] = Field(default_factory=list)
    decks: Annotated[list[Id], Field(min_length=1, max_length=20)]
