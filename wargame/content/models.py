"""The shape of scenarios, decks and sources, as authors write them.

Every model is strict: no unknown key, no conversion of types. Names (tracks, zones, roles, facts ...) are checked while
the shape is, through the validation context `Known`, so that one pass finds all errors of a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from wargame.content.notation import (
    Change,
    Condition,
    Fault,
    Interval,
    Numbers,
    dump_condition,
    dump_effects,
    fail,
    nearest,
    parse_change,
    parse_condition,
    parse_effects,
    parse_interval,
    show,
)


@dataclass
class Known:
    """The names a document may refer to, gathered before it is validated. ``None`` leaves a kind of name unchecked."""

    numbers: Numbers | None = None
    roles: frozenset[str] | None = None
    zones: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    tracks: frozenset[str] | None = None
    actions: frozenset[str] | None = None
    cards: frozenset[str] | None = None
    endings: frozenset[str] | None = None
    objectives: frozenset[str] | None = None
    facts: frozenset[str] | None = None
    seen: dict[str, set[str]] = field(default_factory=dict)


_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        expected = "small letters, digits, _ or -, starting with a letter, at most 40"
        meant = re.sub(r"[^a-z0-9_-]+", "_", value.lower()).strip("_-0123456789")[:40]
        fail([Fault((), f"{show(value)} is no id", expected, f"for example {meant!r}" if meant else "")])
    return value


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        fail([Fault((), "the text has several lines", "one line", "move the rest to another key")])
    return _text(value).strip()


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _text(value: str) -> str:
    if found := _CONTROL.search(value):
        fail([Fault((), f"the text holds a control character (U+{ord(found[0]):04X})", "plain text", "delete it")])
    if not value.strip():
        fail([Fault((), "the text is empty", "some text")])
    return value.strip()


Id = Annotated[str, AfterValidator(_id)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
Text = Annotated[str, Field(max_length=5000), AfterValidator(_text)]


def _unique(kind: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        known = info.context
        if isinstance(known, Known):
            seen = known.seen.setdefault(kind, set())
            if value in seen:
                fail([Fault((), f"the {kind} id {value!r} is used twice", "an id of its own", "rename one of them")])
            seen.add(value)
        return value

    return AfterValidator(check)


def _known(kind: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        names = getattr(info.context, kind, None)
        if names is not None and value not in names:
            one = kind[:-1]
            fail([Fault((), f"no {one} is called {value!r}", f"one of: {_some(names)}", nearest(value, names))])
        return value

    return AfterValidator(check)


def _some(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:12]) + (f" and {len(ordered) - 12} more" if len(ordered) > 12 else "")


RoleId = Annotated[str, _known("roles")]
ZoneId = Annotated[str, _known("zones")]
KindId = Annotated[str, _known("kinds")]
TrackId = Annotated[str, _known("tracks")]
ActionId = Annotated[str, _known("actions")]
CardRef = Annotated[str, _known("cards")]
EndingRef = Annotated[str, _known("endings")]
ObjectiveId = Annotated[str, _known("objectives")]
FactId = Annotated[str, _known("facts")]


def _numbers(info: ValidationInfo) -> Numbers | None:
    return getattr(info.context, "numbers", None)


def _effects(value: Any, info: ValidationInfo) -> dict[str, Change]:
    return parse_effects(value, _numbers(info))


def _condition(value: Any, info: ValidationInfo) -> Condition:
    return parse_condition(value, _numbers(info))


def _change(value: Any) -> int:
    parsed = parse_change(value)
    if isinstance(parsed, Fault):
        fail([parsed._replace(expected="+N or -N")])
    elif parsed.op == "set":
        fail([Fault((), f"{show(value)} sets a number", "+N or -N")])
    assert isinstance(parsed, Change)
    return parsed.n


EffectMap = Annotated[dict[str, Change], PlainValidator(_effects), PlainSerializer(dump_effects)]
When = Annotated[Condition, PlainValidator(_condition), PlainSerializer(dump_condition)]
Signed = Annotated[int, BeforeValidator(_change), PlainSerializer(lambda n: n if n < 0 else f"{n:+d}")]


class Model(BaseModel):
    """Strict, closed and immutable: what every part of a document is."""

    # built when first used: most programs need few of the models, and none of them at import
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


@dataclass(frozen=True, slots=True)
class Where:
    """A choice of zones: of one of ``kinds`` (any, if empty) with all ``numbers`` in their intervals."""

    kinds: tuple[str, ...] = ()
    numbers: tuple[tuple[str, Interval], ...] = ()


def _where(value: Any, info: ValidationInfo) -> Where:
    known = info.context if isinstance(info.context, Known) else Known()
    if not isinstance(value, dict):
        fail([Fault((), f"{show(value)} chooses no zones", "a mapping such as {kind: [plaza], control: 4-}")])
    faults: list[Fault] = []
    kinds: tuple[str, ...] = ()
    numbers: list[tuple[str, Interval]] = []
    for name, wanted in value.items():
        if name == "kind":
            listed = wanted if isinstance(wanted, list) else [wanted]
            for i, kind in enumerate(listed):
                if not isinstance(kind, str) or (known.kinds is not None and kind not in known.kinds):
                    path: tuple[str | int, ...] = (name, i) if isinstance(wanted, list) else (name,)
                    kinds_known = known.kinds or frozenset()
                    hint = nearest(show(kind), kinds_known)
                    said, expected = f"no kind of zone is called {show(kind)}", f"one of: {_some(kinds_known)}"
                    faults.append(Fault(path, said, expected, hint))
            kinds = tuple(listed)
        elif known.numbers is not None and name not in known.numbers.target:
            hint = nearest(name, [*known.numbers.target, "kind"])
            faults.append(Fault((name,), f"zones have no number {name!r}", "kind or a zone number", hint, True))
        else:
            parsed = parse_interval(wanted)
            if isinstance(parsed, Fault):
                faults.append(parsed._replace(path=(name,)))
            else:
                numbers.append((name, parsed))
    fail(faults)
    return Where(kinds, tuple(numbers))


def _dump_where(where: Where) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": list(where.kinds)} if where.kinds else {}
    return out | {name: interval.text() for name, interval in where.numbers}


ZoneChoice = Annotated[Where, PlainValidator(_where), PlainSerializer(_dump_where)]


class Bonus(Model):
    """A bonus or penalty to a check while its condition holds."""

    when: When
    add: Signed
    because: Line | None = None


class Check(Model):
    """2d6 plus the bonuses that hold, against a target: a success on the target or more."""

    target: Annotated[int, Field(ge=2, le=12)] = 7
    plus: list[Bonus] = []


def _per(value: Any, info: ValidationInfo) -> tuple[str, tuple[int, ...]]:
    known = _numbers(info)
    example = "one number with its steps, such as {partnership: [3, 6, 9]}"
    if not isinstance(value, dict) or len(value) != 1:
        fail([Fault((), f"{show(value)} after per:", example)])
    ((name, steps),) = value.items()
    if known is not None and name not in known.read:
        fail([Fault((name,), f"nothing is called {name!r}", "a number", nearest(name, known.read), True)])
    whole = isinstance(steps, list) and all(isinstance(n, int) and not isinstance(n, bool) for n in steps)
    if not whole or not steps or sorted(set(steps)) != steps:
        fail([Fault((name,), f"{show(steps)} as steps", "a rising list of whole numbers", example)])
    return name, tuple(steps)


class Frame(Model):
    """Something that can happen: when, at what cost, on which check, with what effect."""

    when: When = Condition()
    cost: dict[TrackId, Annotated[int, Field(ge=1)]] = {}
    check: Check | None = None
    effects: EffectMap = {}
    success: EffectMap = {}
    failure: EffectMap = {}
    per: Annotated[
        tuple[str, tuple[int, ...]] | None,
        PlainValidator(_per),
        PlainSerializer(lambda per: None if per is None else {per[0]: list(per[1])}),
    ] = None
    lasts: Annotated[int, Field(ge=2, le=99)] | None = None
    reveal: list[TrackId] = []
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

    id: Annotated[Id, _unique("action")]
    role: RoleId
    title: Line
    text: Line
    cites: list[FactId] = []
    group: Line = "Actions"
    target: ZoneChoice | None = None
    once: bool = False
    repeat: bool = False


class Option(Frame):
    """One answer to a card."""

    id: Id
    title: Line
    text: Line | None = None


class Response(Model):
    """The choice a card puts to a role."""

    role: RoleId
    prompt: Line
    when: When = Condition()
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

    id: Annotated[Id, _unique("card")]
    title: Line
    text: Text
    cites: list[FactId] = []
    when: When = Condition()
    copies: Annotated[int, Field(ge=1, le=9)] = 1
    turn: Annotated[int, Field(ge=1, le=99)] | None = None
    effects: EffectMap = {}
    also: Annotated[list[Frame], Field(max_length=8)] = []
    response: Response | None = None
    expect: Text | None = None
    ask: list[Line] = []
    objectives: list[ObjectiveId] = []
    notes: Text | None = None


class Deck(Model):
    """A file of event cards."""

    format: Literal[1]
    id: Id
    title: Line
    about: Text
    scenario: Id
    cards: Annotated[list[Card], Field(min_length=1, max_length=2000)]


def _fraction(value: Any) -> Fraction:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Fraction(str(value))
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,4}(/\d{1,4}|\.\d{1,4})?", value):
        try:
            return Fraction(value)
        except ZeroDivisionError:
            pass
    raise PydanticCustomError(
        "faults",
        "{said}",
        {"said": "", "faults": [Fault((), f"{show(value)} is no weight", "a number or fraction: 2, -1.5, 5/3")]},
    )


def _dump_fraction(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


Weight = Annotated[Fraction, PlainValidator(_fraction), PlainSerializer(_dump_fraction)]


def _number(name: str, info: ValidationInfo) -> str:
    known = _numbers(info)
    if known is not None and name not in known.read:
        expected = "a track, a derived number, flags.NAME or zones.ZONE.NUMBER"
        fail([Fault((), f"nothing is called {name!r}", expected, nearest(name, known.read), True)])
    return name


NumberName = Annotated[str, AfterValidator(_number)]


class Award(Model):
    """Points for a condition that holds at the end."""

    when: When
    points: Weight


class RoleObjective(Model):
    """What a role wants: a base plus weights on numbers plus awards, kept between 0 and ``max`` where one is given."""

    id: Id
    title: Line
    text: Line
    points: dict[NumberName, Weight] = {}
    base: Weight = Fraction(0)
    awards: list[Award] = []
    max: Annotated[int, Field(ge=1)] | None = None
    secret: bool = False


class Role(Model):
    """A role of the scenario: how it is called, what everyone and what only it is told, what it wants."""

    name: Line
    key: Annotated[str, Field(pattern=r"^[a-z]$")]
    public: Text
    private: Text
    objectives: Annotated[list[RoleObjective], Field(min_length=1)]


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
    links: list[ZoneId] = []
    start: dict[str, int] = {}
    cites: list[FactId] = []
    about: Line | None = None


class Derived(Model):
    """A number computed from zones: the sum of a zone number or how many zones, ``times`` a factor, at most ``max``."""

    name: Line
    about: Line
    sum: str | None = None
    count: Literal["zones"] | None = None
    where: ZoneChoice = Where()
    times: Annotated[int, Field(ge=1, le=100)] = 1
    max: int | None = None

    @model_validator(mode="after")
    def _one_of(self) -> Derived:
        if (self.sum is None) == (self.count is None):
            fail([Fault((), "a derived number needs one of sum and count", "sum: NUMBER or count: zones")])
        return self


class DealForm(Model):
    """A form of agreement: who may make it, what it does at once and at every close, what breaks it and at what cost.

    ``between`` names one role (an arrangement inside it, no answer needed) or two (each may offer, the other answers).
    """

    id: Annotated[Id, _unique("deal")]
    title: Line
    text: Line
    cites: list[FactId] = []
    between: Annotated[list[RoleId], Field(min_length=1, max_length=2)]
    secret: bool = False
    once: bool = False
    limit: Id | None = None
    when: When = Condition()
    now: EffectMap = {}
    each: EffectMap = {}
    lasts: Annotated[int, Field(ge=1, le=99)] | None = None
    stands: bool = True
    lapses: When = Condition()
    promises: dict[RoleId, list[ActionId]] = {}
    broken: EffectMap = {}


class UpkeepRule(Frame):
    """What happens by itself at the close of a turn."""

    id: Annotated[Id, _unique("upkeep")]
    title: Line
    text: Line
    cites: list[FactId] = []


class Ending(Model):
    """A way the exercise ends: early (``closes`` closes running) or, with ``last``, only at the last close."""

    id: Annotated[Id, _unique("ending")]
    title: Line
    text: Text
    when: When = Condition()
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
    opening: EffectMap = {}
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
    """The situation: everything an exercise is played with, but for its cards."""

    format: Literal[1]
    id: Id
    title: Line
    summary: Text
    notice: Text
    out_of_role: Text
    teaches: Text | None = None
    learning_objectives: list[LearningObjective] = []
    question: Question | None = None
    adjudication: Literal["rigid", "semi-rigid", "free"] = "semi-rigid"
    arguments: Arguments | None = None
    planning: Literal["together", "in_turn"] = "together"
    repeat: bool = True
    order: list[RoleId]
    lengths: Annotated[dict[Id, Length], Field(min_length=1)]
    roles: Annotated[dict[Id, Role], Field(min_length=1, max_length=6)]
    tracks: Annotated[dict[Id, Track], Field(min_length=1, max_length=60)]
    flags: dict[Id, Flag] = {}
    kinds: dict[Id, Line] = {}
    zone_numbers: dict[Id, ZoneNumber] = {}
    zones: Annotated[dict[Id, Zone], Field(max_length=60)] = {}
    derived: dict[Id, Derived] = {}
    actions: Annotated[list[Action], Field(min_length=1, max_length=200)]
    deals: Annotated[list[DealForm], Field(max_length=40)] = []
    upkeep: Annotated[list[UpkeepRule], Field(max_length=100)] = []
    endings: Annotated[list[Ending], Field(min_length=1, max_length=40)]
    decks: Annotated[list[Id], Field(min_length=1, max_length=20)]


class Fact(Model):
    """One claim of a document in our own words, with the figures and short terms that stand on its page."""

    id: Annotated[Id, _unique("fact")]
    page: Annotated[str, Field(pattern=r"^(\d{1,4}|[ivxl]+)(-\d{1,4})?$")]
    claim: Text
    terms: Annotated[list[Line], Field(min_length=1, max_length=12)]
    stance: Literal["asserts", "reports", "rebuts"]


class Source(Model):
    """A document: its bibliography and its facts."""

    format: Literal[1]
    id: Id
    author: Line
    title: Line
    publisher: Line
    year: int
    date: Line | None = None
    pages: int
    short: Line
    note: Text | None = None
    facts: Annotated[list[Fact], Field(min_length=1)]
