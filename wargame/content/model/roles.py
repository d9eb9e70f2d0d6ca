"""The shape of a role: its texts, what it wants, and the members it must carry along.

The text below a key says what the key means: `wargame.content.author.key_docs` reads it for editors and the reference.
"""

from fractions import Fraction
from typing import Annotated

from pydantic import Field

from wargame.content.model.notation import Condition
from wargame.content.model.types import (
    FactId,
    Id,
    Line,
    Model,
    NumberName,
    Silences,
    Text,
    TrackId,
    Weight,
    When,
    ZoneId,
    make_list,
)


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
    """Points at the beginning, which negative weights take away."""
    awards: list[Award] = Field(default_factory=make_list)
    """Points for conditions that hold at the end."""
    max: Annotated[int, Field(ge=1)] | None = None
    """The most points it can bring; with this key, the points never fall below 0."""
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
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    zones: list[ZoneId] = Field(default_factory=make_list)
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
