"""The shape of what can happen in a scenario: actions of roles, deals, rules at the close of a turn, endings.

The text below a key says what the key means: `wargame.content.author.key_docs` reads it for editors and the reference.
"""

from typing import Annotated

from pydantic import Field

from wargame.content.model.deck import Frame
from wargame.content.model.notation import Condition
from wargame.content.model.types import (
    ActionId,
    EffectMap,
    FactId,
    Id,
    Line,
    Model,
    ObjectiveId,
    RoleId,
    Silences,
    Text,
    When,
    ZoneChoice,
    make_list,
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
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    ours: Line | None = None
    """What in it is invented after these facts, in a few words."""
    objectives: list[ObjectiveId] = Field(default_factory=make_list)
    """The learning objectives it serves."""
    group: Line = "Actions"
    """The heading it stands under in the role's list."""
    target: ZoneChoice | None = None
    """The zones it may be aimed at, one at a time; left out, it has no place."""
    once: bool = False
    """Only once in an exercise."""
    repeat: bool = False
    """May be done twice running even where the scenario forbids that."""
    needs: list[Id] = Field(default_factory=make_list)
    """The members of the role without whose consent it cannot be done."""
    cover: Line | None = None
    """What everybody else reads in place of its title once plans are revealed, where the title would tell a secret."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""


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
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    ours: Line | None = None
    """What in it is invented after these facts, in a few words."""
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
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    ours: Line | None = None
    """What in it is invented after these facts, in a few words."""
    after: list[ActionId] = Field(default_factory=make_list)
    """Actions with a target: it applies only when one of them has succeeded this turn. `zones.target` and
    `members.target` are then those of the zone where it was done."""
    neighbour: Id | None = None
    """The number of the zones by which a neighbour is chosen, with `after`: `zones.neighbour` is the linked zone where
    it is highest (of equals the first in the file), `members.neighbour` the member there, if it is another one."""
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
    """At how many closes in a row the condition must hold; before the last of them, all are warned."""
    last: bool = False
    """Only tested when the last turn closes."""
    silence: Silences = Field(default_factory=dict)
    """Warnings that do not apply here: the code of each, and the reason why it does not."""
