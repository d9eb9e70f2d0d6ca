"""The shape of scenarios, as authors write them, and of decks (`deck`).

Closed: no unknown key, no conversion of types. What stands below a key says what it means: `key_docs`
reads it for editors and for the reference.
"""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, model_validator

from wargame.content.model.deck import Bonus as Bonus
from wargame.content.model.deck import Card as Card
from wargame.content.model.deck import Check as Check
from wargame.content.model.deck import Deck as Deck
from wargame.content.model.deck import Frame as Frame
from wargame.content.model.deck import Option as Option
from wargame.content.model.deck import Response as Response
from wargame.content.model.experiments import Experiment, Rate
from wargame.content.model.notation import Condition, Fault, fail
from wargame.content.model.types import (
    ActionId,
    Counted,
    EffectMap,
    FactId,
    Id,
    KindId,
    Line,
    Model,
    NumberName,
    ObjectiveId,
    RoleId,
    Silences,
    Text,
    TrackId,
    Weight,
    When,
    ZoneChoice,
    ZoneFilter,
    ZoneId,
    make_unique_check,
)


class Action(Frame):
    """What a role can plan: one a turn, perhaps at a zone."""

    id: Annotated[Id, make_unique_check("action")]
    """Its name for the program; no other action has it."""
    role: RoleId
    """The role that may do it."""
    title: Line
    """What the role reads in its list."""
    text: Line
    """What it does, in a sentence for the role."""
    cites: list[FactId] = Field(default_factory=list)
    """The facts it rests on."""
    objectives: list[ObjectiveId] = Field(default_factory=list)
    """The learning objectives it serves."""
    group: Line = "Actions"
    """The heading it stands under in the role's list."""
    target: ZoneChoice | None = None
    """The zones it may be aimed at, one at a time; left out, it has no place."""
    once: bool = False
    """Only once in an exercise."""
    repeat: bool = False
    """May be done in two turns running where the scenario forbids that."""
    needs: list[Id] = Field(default_factory=list)
    """The members of the role without whose consent it cannot be done."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class Award(Model):
    """Points for a condition that holds at the end."""

    when: When
    """What must hold at the end."""
    points: Weight
    """What it is worth."""


class RoleObjective(Model):
    """What a role wants: a base plus weights on numbers plus awards, kept between 0 and ``max`` where one is given."""

    id: Id
    """Its name for the program."""
    title: Line
    """What the role reads."""
    text: Line
    """How it is counted, in words exact enough to be computed by hand."""
    points: dict[NumberName, Weight] = Field(default_factory=dict)
    """Points for every step of a number at the end."""
    base: Weight = Fraction(0)
    """Points to begin with, to be lost by negative weights."""
    awards: list[Award] = Field(default_factory=list)
    """Points for conditions that hold at the end."""
    max: Annotated[int, Field(ge=1)] | None = None
    """The most it can bring; with it, it never falls below nothing."""
    secret: bool = False
    """One of the secret ones is drawn for the role before play; nobody else learns which."""


class Member(Model):
    """A partner inside a role, no seat: it has a will of its own, a track, and zones where nothing goes without it.

    While ``vetoes`` holds it agrees to nothing: the role can neither aim an action at its zones nor do what needs it.
    """

    name: Line
    """What it is called."""
    text: Text
    """What it wants, as everybody may know it."""
    cites: list[FactId] = Field(default_factory=list)
    """The facts it rests on."""
    zones: list[ZoneId] = Field(default_factory=list)
    """The zones where nothing is done without it."""
    will: TrackId
    """The track that says how willing it is; all can see it."""
    vetoes: When = Field(default_factory=Condition)
    """While this holds, it refuses."""


class Role(Model):
    """A role of the scenario: how it is called, what everyone and what only it is told, what it wants, its members."""

    name: Line
    """What it is called."""
    key: Annotated[str, Field(pattern=r"^[a-z]$")]
    """The letter that opens its desk."""
    public: Text
    """Its briefing, as everybody may read it."""
    private: Text
    """What only it is told."""
    objectives: Annotated[list[RoleObjective], Field(min_length=1)]
    """What it is after."""
    members: Annotated[dict[Id, Member], Field(max_length=12)] = Field(default_factory=dict)
    """The partners it must carry along."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class Track(Model):
    """A bounded whole number all can reason about."""

    name: Line
    """What it is called."""
    about: Line
    """What it measures, and what moves it, in one line."""
    min: int = 0
    """The least it can be."""
    max: int = 10
    """The most it can be."""
    start: int
    """Where it begins."""
    owner: RoleId | None = None
    """The role it belongs to, on whose desk it stands first."""
    seen_by: Literal["all"] | list[RoleId] = "all"
    """Who sees it: all, or a list of roles."""
    high: Line | None = None
    """What a high number means."""
    low: Line | None = None
    """What a low number means."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""

    @model_validator(mode="after")
    def _check_bounds(self) -> "Track":
        if not (-1000 <= self.min < self.max <= 1000 and self.max - self.min <= 1000):
            fail([Fault(("max",), f"{self.min} to {self.max} is no range", "min below max, at most 1000 apart")])
        if not self.min <= self.start <= self.max:
            fail([Fault(("start",), f"{self.start} lies outside {self.min} to {self.max}", "a start inside the range")])
        return self


class Flag(Model):
    """Something that is so or not; it starts false."""

    name: Line
    """What it is called."""
    about: Line
    """What it means when it is so."""
    seen_by: Literal["all"] | list[RoleId] = "all"
    """Who sees it: all, or a list of roles."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class ZoneNumber(Model):
    """A small number every zone has."""

    name: Line
    """What it is called."""
    about: Line
    """What it measures."""
    min: int = 0
    """The least it can be."""
    max: Annotated[int, Field(le=20)] = 5
    """The most it can be."""


class Zone(Model):
    """A place on the map. ``at`` is x, y in 0 to 100, y growing southward."""

    name: Line
    """What it is called."""
    kind: KindId
    """Which kind of zone it is."""
    at: Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(min_length=2, max_length=2)]
    """Where it stands on the map: east and south of the north-west corner, each in 0 to 100."""
    links: list[ZoneId] = Field(default_factory=list)
    """The zones it is joined to on the map."""
    start: dict[str, int] = Field(default_factory=dict)
    """Where each zone number begins here."""
    cites: list[FactId] = Field(default_factory=list)
    """The facts it rests on."""
    about: Line | None = None
    """One line on the place."""


class Derived(Model):
    """A number computed from others: the sum of a zone number, or how many zones or members of roles there are.

    ``where`` says which zones, or between what bounds the will of members lies. ``times`` a factor, at most ``max``.
    """

    name: Line
    """What it is called."""
    about: Line
    """What it says, in one line."""
    sum: str | None = None
    """The zone number to add up."""
    count: Literal["zones", "members"] | None = None
    """What to count instead."""
    where: Counted = ZoneFilter()
    """Which zones; or, after `count: members`, the bounds of their will."""
    times: Annotated[int, Field(ge=1, le=100)] = 1
    """A factor."""
    max: int | None = None
    """The most it can be."""

    @model_validator(mode="after")
    def _check_one_of(self) -> "Derived":
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

    id: Annotated[Id, make_unique_check("deal")]
    """Its name for the program; no other deal has it."""
    title: Line
    """What the roles read in their lists."""
    text: Line
    """What it means, in a sentence for those who sign."""
    cites: list[FactId] = Field(default_factory=list)
    """The facts it rests on."""
    between: Annotated[list[RoleId], Field(min_length=1, max_length=2)]
    """The roles that make it: two, or one for an arrangement inside it."""
    secret: bool = False
    """Only its parties know of it."""
    once: bool = False
    """Only once in an exercise."""
    limit: Id | None = None
    """A word that several forms share: of these only one can be made in a turn."""
    when: When = Field(default_factory=Condition)
    """The condition under which it can be offered; each party must see every number in it."""
    now: EffectMap = Field(default_factory=dict)
    """What it changes when it is made."""
    each: EffectMap = Field(default_factory=dict)
    """What it changes at every close while it stands."""
    lasts: Annotated[int, Field(ge=1, le=99)] | None = None
    """For how many turns it stands; left out, until it is broken."""
    stands: bool = True
    """False for one that is over as soon as it is made."""
    lapses: When = Field(default_factory=Condition)
    """The condition under which it ends by itself, unbroken."""
    promises: dict[RoleId, list[ActionId]] = Field(default_factory=dict)
    """What each party promises: it breaks the deal when it does one of these actions."""
    broken: EffectMap = Field(default_factory=dict)
    """What changes when it is broken."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class UpkeepRule(Frame):
    """What happens by itself at the close of a turn."""

    id: Annotated[Id, make_unique_check("upkeep")]
    """Its name for the program; no other rule has it."""
    title: Line
    """What is read out when it applies."""
    text: Line
    """What it does, in one sentence."""
    cites: list[FactId] = Field(default_factory=list)
    """The facts it rests on."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class Ending(Model):
    """A way the exercise ends: early (``closes`` closes running) or, with ``last``, only at the last close."""

    id: Annotated[Id, make_unique_check("ending")]
    """Its name for the program; no other ending has it."""
    title: Line
    """What is announced."""
    text: Text
    """How the story ends, to be read aloud."""
    when: When = Field(default_factory=Condition)
    """The condition; left out, always: then it stands last in the list, with `last: true`."""
    closes: Annotated[int, Field(ge=1, le=5)] = 1
    """At how many closes running the condition must hold; before the last of them, all are warned."""
    last: bool = False
    """Only looked at when the last turn closes."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


class Budget(Model):
    """Minutes for each phase of one turn."""

    inject: Annotated[int, Field(ge=0, le=60)]
    """For the card."""
    deal: Annotated[int, Field(ge=0, le=60)]
    """For deals."""
    plan: Annotated[int, Field(ge=0, le=60)]
    """For plans."""
    adjudicate: Annotated[int, Field(ge=0, le=60)]
    """For revealing and judging them."""
    close: Annotated[int, Field(ge=0, le=60)]
    """For the close."""


class Length(Model):
    """How long an exercise is, and what is different when it opens."""

    turns: Annotated[int, Field(ge=1, le=60)]
    """How many turns."""
    minutes: Annotated[int, Field(ge=1, le=600)]
    """How many minutes in all."""
    about: Line
    """When to choose it, in a sentence."""
    opening: EffectMap = Field(default_factory=dict)
    """What is different from the usual start."""
    budget: Budget | None = None
    """Minutes for each phase of one turn."""


class Arguments(Model):
    """How free arguments are judged: limits and method."""

    method: Literal["weighted", "umpired"] = "weighted"
    """Weighted: strong reasons for and against move the odds. Umpired: the facilitator sets them."""
    target: Annotated[int, Field(ge=2, le=12)] = 7
    """What two dice must reach before any reason counts."""
    numbers: Annotated[int, Field(ge=1, le=2)] = 2
    """How many numbers an argument may change."""
    size: Annotated[int, Field(ge=1, le=3)] = 3
    """By how much at most, each."""
    reasons: Annotated[int, Field(ge=1, le=3)] = 3
    """How many reasons may be given."""
    net: Annotated[int, Field(ge=1, le=5)] = 5
    """By how much reasons can move the roll at most."""
    secret: Annotated[int, Field(ge=0, le=9)] = 1
    """How many arguments a role may make in secret during an exercise."""


class Question(Model):
    """The question each role estimates in every review round, and what makes it true."""

    text: Line
    """What is estimated, as a statement that will prove true or false."""
    true_when: When
    """What makes it true at the end."""
    every: Annotated[int, Field(ge=1, le=20)] = 2
    """After how many turns it is asked, again and again."""


class LearningObjective(Model):
    """What the class should be able to do or say afterwards."""

    id: Id
    """Its name for the program."""
    text: Line
    """What they should be able to do, beginning with a verb."""


class Scenario(Model):
    """The situation: everything an exercise is played with, but for its cards.

    A file that ``extends`` another gives only what differs; it is laid over the other to make a whole scenario.
    """

    format: Literal[1]
    """The format of the file."""
    id: Id
    """Its name; best the name of the file."""
    title: Line
    """What facilitators read when they choose."""
    summary: Text
    """The situation in three or four sentences, for everybody."""
    notice: Text
    """The content notice, read out before anything else."""
    out_of_role: Text
    """What is read out when play is over, so that people leave their roles."""
    teaches: Text | None = None
    """What is built into the numbers, for the facilitator and the debrief only."""
    learning_objectives: list[LearningObjective] = Field(default_factory=list)
    """What the class should be able to do afterwards."""
    question: Question | None = None
    """What every role estimates in the review rounds."""
    adjudication: Literal["rigid", "semi-rigid", "free"] = "semi-rigid"
    """Who decides what happens: the rules (rigid), the rules unless the facilitator overrules, or the facilitator."""
    arguments: Arguments | None = None
    """How free arguments are judged; left out, there are none."""
    planning: Literal["together", "in_turn"] = "together"
    """Whether plans are made in secret and revealed together, or one role after another."""
    repeat: bool = True
    """Whether a role may do the same action in two turns running."""
    order: list[RoleId]
    """The order in which roles act; every role once."""
    lengths: Annotated[dict[Id, Length], Field(min_length=1)]
    """The lengths an exercise can have, by name; `standard` is played when none is chosen."""
    roles: Annotated[dict[Id, Role], Field(min_length=1, max_length=6)]
    """The roles, by name."""
    tracks: Annotated[dict[Id, Track], Field(min_length=1, max_length=60)]
    """The tracks, by name."""
    flags: dict[Id, Flag] = Field(default_factory=dict)
    """What is so or not, by name."""
    kinds: dict[Id, Line] = Field(default_factory=dict)
    """The kinds of zones, by name, each with its title."""
    zone_numbers: dict[Id, ZoneNumber] = Field(default_factory=dict)
    """The numbers that every zone has, by name."""
    zones: Annotated[dict[Id, Zone], Field(max_length=60)] = Field(default_factory=dict)
    """The places on the map, by name."""
    derived: dict[Id, Derived] = Field(default_factory=dict)
    """Numbers computed from others, by name."""
    actions: Annotated[list[Action], Field(min_length=1, max_length=200)]
    """What the roles can do. Give each role one that is always open, such as to hold."""
    deals: Annotated[list[DealForm], Field(max_length=40)] = Field(default_factory=list)
    """The forms of agreement there are."""
    upkeep: Annotated[list[UpkeepRule], Field(max_length=100)] = Field(default_factory=list)
    """What happens by itself when a turn closes, in this order."""
    endings: Annotated[list[Ending], Field(min_length=1, max_length=40)]
    """The ways it can end, the first that holds; the last of them without a condition and with `last: true`."""
    rates: Annotated[list[Rate], Field(max_length=10)] = Field(default_factory=list)
    """What should hold how often at the end, measured by `wargame balance`."""
    experiments: Annotated[list[Experiment], Field(max_length=10)] = Field(default_factory=list)
    """Choices whose worth `wargame balance --experiments` measures."""
    decks: Annotated[list[Id], Field(min_length=1, max_length=20)]
    """The decks it is played with, unless others are chosen."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""
