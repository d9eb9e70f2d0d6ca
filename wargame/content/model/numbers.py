"""The shape of the numbers of a scenario: tracks, flags, zones with their numbers, derived numbers.

The text below a key says what the key means: `wargame.content.author.key_docs` reads it for editors and the reference.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from wargame.content.model.notation import Fault, fail, format_value
from wargame.content.model.types import (
    Counted,
    FactId,
    KindId,
    Line,
    Model,
    RoleId,
    Silences,
    ZoneFilter,
    ZoneId,
    make_list,
)


class Track(Model):
    """A whole number between two bounds."""

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
    links: list[ZoneId] = Field(default_factory=make_list)
    """The zones it is joined to on the map."""
    start: dict[str, int] = Field(default_factory=dict)
    """Where each zone number begins here."""
    cites: list[FactId] = Field(default_factory=make_list)
    """The facts it rests on."""
    about: Line | None = None
    """One line on the place."""


MOST_POINTS = 1000
"""The most points that the outline of a map may have in all."""


def _check_points(outline: list[list[list[float]]]) -> list[list[list[float]]]:
    total = sum(map(len, outline))
    if total > MOST_POINTS:
        said = f"the outline has {total} points"
        hint = "leave out small islands, and points on nearly straight lines"
        fail([Fault((), said, f"at most {MOST_POINTS} in all", hint)])
    return outline


def _check_point(point: object) -> object:
    on_map = isinstance(point, list) and len(point) == 2
    for part in point if isinstance(point, list) else ():
        on_map = on_map and isinstance(part, (int, float)) and not isinstance(part, bool) and 0 <= part <= 100
    if not on_map:
        few = isinstance(point, list) and len(point) < 6
        shown = f"[{', '.join(map(format_value, point))}]" if isinstance(point, list) and few else format_value(point)
        expected = "[x, y], each from 0 to 100"
        fail([Fault((), f"{shown} is no point of the map", expected, "cut lines where the map ends")])
    return point


OutlinePoint = Annotated[
    list[Annotated[float, Field(ge=0, le=100)]], Field(min_length=2, max_length=2), BeforeValidator(_check_point)
]
OutlineLine = Annotated[list[OutlinePoint], Field(min_length=2, max_length=MOST_POINTS)]
Outline = Annotated[list[OutlineLine], Field(max_length=MOST_POINTS), AfterValidator(_check_points)]
"""The lines of a map, such as coasts and borders: each a list of points x, y in the coordinates of the zones."""


class Derived(Model):
    """A number computed from others: the sum of a zone number, or a count of zones or of members of roles.

    ``where`` selects the zones, or the bounds between which the will of members lies. The result is multiplied by
    ``times``, and is at most ``max``.
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
    """A factor by which the sum or the count is multiplied."""
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
