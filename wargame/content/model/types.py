"""The types that models are made of: ids, lines, effects, conditions, references. They are strict.

Names (tracks, zones, roles, facts ...) are checked together with the shape, through the validation context
`KnownNames`, so that one pass finds all errors of a file. This module and the modules of models do not use ``from
__future__ import annotations``: pydantic would have to compile a thousand annotations from text at every start.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from wargame.content.model.follows import Follow, dump_follows, parse_follows
from wargame.content.model.notation import (
    Change,
    Condition,
    Fault,
    Interval,
    NumberNames,
    dump_condition,
    dump_effects,
    fail,
    format_value,
    parse_change,
    parse_condition,
    parse_effects,
    parse_interval,
)
from wargame.suggestion import suggest_name

T = TypeVar("T")


@dataclass
class KnownNames:
    """The names a document may refer to, gathered before it is validated.

    ``None`` leaves a kind of name unchecked. ``seen`` collects the ids found during validation, by kind.
    """

    numbers: NumberNames | None = None
    roles: frozenset[str] | None = None
    zones: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    tracks: frozenset[str] | None = None
    actions: frozenset[str] | None = None
    deals: frozenset[str] | None = None
    cards: frozenset[str] | None = None
    endings: frozenset[str] | None = None
    objectives: frozenset[str] | None = None
    facts: frozenset[str] | None = None
    claims: frozenset[str] | None = None
    seen: dict[str, set[str]] = field(default_factory=dict)


_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def find_id_fault(value: str) -> Fault | None:
    """Return what keeps a text from being an id, with a suggestion; None if it is an id."""
    if _ID.fullmatch(value):
        return None
    expected = "small letters, digits, _ or -, starting with a letter, at most 40"
    meant = re.sub(r"[^a-z0-9_-]+", "_", value.lower()).strip("_-0123456789")[:40]
    return Fault((), f"{format_value(value)} is no id", expected, f"for example {meant!r}" if meant else "")


def _validate_id(value: str) -> str:
    if fault := find_id_fault(value):
        fail([fault])
    return value


def _validate_line(value: str) -> str:
    if "\n" in value.strip():
        fail([Fault((), "the text has several lines", "one line", "move the rest to another key")])
    return _validate_text(value).strip()


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _validate_text(value: str) -> str:
    if found := _CONTROL.search(value):
        fail([Fault((), f"the text holds a control character (U+{ord(found[0]):04X})", "plain text", "delete it")])
    if not value.strip():
        fail([Fault((), "the text is empty", "some text")])
    return value.strip()


Id = Annotated[str, AfterValidator(_validate_id)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_validate_line)]
Text = Annotated[str, Field(max_length=5000), AfterValidator(_validate_text)]

Silences = dict[str, Line]
"""Warnings that do not apply to a part: the reason by the code of the warning."""


def make_unique_check(kind: str) -> AfterValidator:
    """Return a validator of ids that refuses an id another part of this kind has."""

    def check(value: str, info: ValidationInfo) -> str:
        known = info.context
        if isinstance(known, KnownNames):
            seen = known.seen.setdefault(kind, set())
            if value in seen:
                fail(
                    [
                        Fault(
                            (),
                            f"the {kind} id {value!r} is used twice",
                            "an id of its own",
                            "rename one of them",
                            code="duplicate",
                        )
                    ]
                )
            seen.add(value)
        return value

    return AfterValidator(check)


def _make_reference_check(kind: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        names = getattr(info.context, kind, None)
        if names is not None and value not in names:
            if kind == "facts":
                fail([_explain_missing_fact(value, names)])
            said, expected = f"no {kind[:-1]} is called {value!r}", f"one of: {_format_names(names)}" if names else ""
            fail([Fault((), said, expected, suggest_name(value, names), code="name")])
        return value

    return AfterValidator(check)


def _explain_missing_fact(value: str, names: frozenset[str]) -> Fault:
    """Return what is wrong with a citation: an unknown source, an unknown fact, or both do not match."""
    source, slash, fact = value.partition("/")
    by_source, by_fact = _group_facts(names)
    sources = frozenset(by_source)
    own = by_source.get(source, frozenset())
    elsewhere = by_fact.get(fact if slash else value, [])
    near = f"did you mean {elsewhere[0]!r}?" if elsewhere else suggest_name(value, own or names)
    if own or not slash:
        expected = f"one of: {_format_names(own)}" if own else "SOURCE/FACT"
        return Fault((), f"no fact is called {value!r}", expected, near, code="name")
    if not elsewhere:
        place = "put its file into a folder 'sources' beside this one"
        near = " or ".join(part for part in (suggest_name(source, sources), place) if part)
    return Fault((), f"no source is called {source!r}", f"one of: {_format_names(sources)}", near, code="name")


@lru_cache(maxsize=4)
def _group_facts(names: frozenset[str]) -> tuple[dict[str, frozenset[str]], dict[str, list[str]]]:
    """Return the citations of facts by source and by fact. A file can have thousands of faulty ones."""
    by_source: dict[str, set[str]] = {}
    by_fact: dict[str, list[str]] = {}
    for name in sorted(names):
        source, _, fact = name.partition("/")
        by_source.setdefault(source, set()).add(name)
        by_fact.setdefault(fact, []).append(name)
    return {source: frozenset(found) for source, found in by_source.items()}, by_fact


def _format_names(names: frozenset[str]) -> str:
    ordered = sorted(names)
    return ", ".join(ordered[:12]) + (f" and {len(ordered) - 12} more" if len(ordered) > 12 else "")


RoleId = Annotated[str, _make_reference_check("roles")]
ZoneId = Annotated[str, _make_reference_check("zones")]
KindId = Annotated[str, _make_reference_check("kinds")]
TrackId = Annotated[str, _make_reference_check("tracks")]
ActionId = Annotated[str, _make_reference_check("actions")]
DealId = Annotated[str, _make_reference_check("deals")]


def _validate_follows(value: Any, info: ValidationInfo) -> tuple[Follow, ...]:
    cards: frozenset[str] | None = getattr(info.context, "cards", None)

    def check_name(name: str) -> Fault | None:
        if cards is None or name in cards:
            return None
        said, expected = f"no card is called {name!r}", f"one of: {_format_names(cards)}"
        return Fault((), said, expected, suggest_name(name, cards), code="name")

    return parse_follows(value, check_name)


Follows = Annotated[tuple[Follow, ...], PlainValidator(_validate_follows), PlainSerializer(dump_follows)]
"""The cards that something brings: a name, a mapping such as ``{card: surge, at: now}``, or a list of these."""
EndingRef = Annotated[str, _make_reference_check("endings")]
ObjectiveId = Annotated[str, _make_reference_check("objectives")]
FactId = Annotated[str, _make_reference_check("facts")]
ClaimId = Annotated[str, _make_reference_check("claims")]


def _find_number_names(info: ValidationInfo) -> NumberNames | None:
    return getattr(info.context, "numbers", None)


def _validate_effects(value: Any, info: ValidationInfo) -> dict[str, Change]:
    return parse_effects(value, _find_number_names(info))


def _validate_condition(value: Any, info: ValidationInfo) -> Condition:
    return parse_condition(value, _find_number_names(info))


def _validate_change(value: Any) -> int:
    parsed = parse_change(value)
    if isinstance(parsed, Fault):
        hint = f"write +{value}" if isinstance(value, int) else parsed.hint
        fail([parsed._replace(expected="+N or -N", hint=hint)])
    elif parsed.op == "set":
        hint = f"write {parsed.n:+d}"
        fail([Fault((), f"{format_value(value)} sets a number", "+N or -N, to add to the roll", hint, code="change")])
    assert isinstance(parsed, Change)
    return parsed.n


EffectMap = Annotated[
    dict[str, Change], PlainValidator(_validate_effects), PlainSerializer(lambda effects: dump_effects(effects))
]
When = Annotated[Condition, PlainValidator(_validate_condition), PlainSerializer(dump_condition)]
Signed = Annotated[int, BeforeValidator(_validate_change), PlainSerializer(lambda n: n if n < 0 else f"{n:+d}")]


def make_list() -> list[T]:
    """Return an empty list, as the default of a key.

    Pydantic asks for the parameters of what makes a default. For `list` itself this takes fifty times as long.
    """
    return []


class Model(BaseModel):
    """The base of every part of a document: strict, without unknown keys, immutable."""

    # validators are built on first use: most programs need few models, and none at import
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


@dataclass(frozen=True, slots=True)
class ZoneFilter:
    """A choice of zones: of one of ``kinds`` (any kind, if empty), with all ``numbers`` in their intervals."""

    kinds: tuple[str, ...] = ()
    numbers: tuple[tuple[str, Interval], ...] = ()


def _validate_zone_filter(value: Any, info: ValidationInfo) -> ZoneFilter:
    known = info.context if isinstance(info.context, KnownNames) else KnownNames()
    if not isinstance(value, dict):
        fail([Fault((), f"{format_value(value)} chooses no zones", "a mapping such as {kind: [plaza], control: 4-}")])
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
                    hint = suggest_name(format_value(kind), kinds_known)
                    said, expected = (
                        f"no kind of zone is called {format_value(kind)}",
                        f"one of: {_format_names(kinds_known)}",
                    )
                    faults.append(Fault(path, said, expected, hint))
            kinds = tuple(listed)
        elif known.numbers is not None and name not in known.numbers.target:
            hint = suggest_name(name, [*known.numbers.target, "kind"])
            faults.append(Fault((name,), f"zones have no number {name!r}", "kind or a zone number", hint, True))
        else:
            parsed = parse_interval(wanted)
            if isinstance(parsed, Fault):
                faults.append(parsed._replace(path=(name,)))
            else:
                numbers.append((name, parsed))
    fail(faults)
    return ZoneFilter(kinds, tuple(numbers))


def _dump_zone_filter(where: ZoneFilter) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": list(where.kinds)} if where.kinds else {}
    return out | {name: interval.format_notation() for name, interval in where.numbers}


ZoneChoice = Annotated[ZoneFilter, PlainValidator(_validate_zone_filter), PlainSerializer(_dump_zone_filter)]


def _validate_counted(value: Any, info: ValidationInfo) -> ZoneFilter:
    if info.data.get("count") != "members":
        return _validate_zone_filter(value, info)
    example = "the bounds of their will, such as {will: 3+}"
    if not isinstance(value, dict) or not value:
        fail([Fault((), f"{format_value(value)} chooses no members", example)])
    faults = [
        Fault((name,), f"members have no number {name!r}", example, suggest_name(name, ["will"]), True)
        for name in value
        if name != "will"
    ]
    parsed = parse_interval(value["will"]) if "will" in value else None
    if isinstance(parsed, Fault):
        faults.append(parsed._replace(path=("will",)))
    fail(faults)
    assert isinstance(parsed, Interval)
    return ZoneFilter(numbers=(("will", parsed),))


Counted = Annotated[ZoneFilter, PlainValidator(_validate_counted), PlainSerializer(_dump_zone_filter)]
"""The zones a derived number is computed from; after ``count: members``, bounds of the will of the members counted."""


def _validate_per(value: Any, info: ValidationInfo) -> tuple[str, tuple[int, ...]]:
    known = _find_number_names(info)
    example = "one number with its steps, such as {partnership: [3, 6, 9]}"
    if not isinstance(value, dict) or len(value) != 1:
        fail([Fault((), f"{format_value(value)} after per:", example)])
    ((name, steps),) = value.items()
    if known is not None and name not in known.read:
        fail([Fault((name,), f"nothing is called {name!r}", "a number", suggest_name(name, known.read), True)])
    whole = isinstance(steps, list) and all(isinstance(n, int) and not isinstance(n, bool) for n in steps)
    if not whole or not steps:
        fail([Fault((name,), f"{format_value(steps)} as steps", "a list of whole numbers", example)])
    if sorted(set(steps)) != steps:
        fail([Fault((name,), f"the steps of {name!r} do not rise", "each above the one before", example)])
    return name, tuple(steps)


Per = Annotated[
    tuple[str, tuple[int, ...]],
    PlainValidator(_validate_per),
    PlainSerializer(lambda per: None if per is None else {per[0]: list(per[1])}),
]
"""A number and its rising steps: ``{partnership: [3, 6, 9]}``."""


def _validate_weight(value: Any) -> Fraction:
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
        {
            "said": "",
            "faults": [Fault((), f"{format_value(value)} is no weight", "a number or fraction: 2, -1.5, 5/3")],
        },
    )


def _dump_weight(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


Weight = Annotated[Fraction, PlainValidator(_validate_weight), PlainSerializer(_dump_weight)]


def _validate_number_name(name: str, info: ValidationInfo) -> str:
    known = _find_number_names(info)
    if known is not None and name not in known.read:
        expected = "a track, a derived number, flags.NAME or zones.ZONE.NUMBER"
        fail([Fault((), f"nothing is called {name!r}", expected, suggest_name(name, known.read), True)])
    return name


NumberName = Annotated[str, AfterValidator(_validate_number_name)]
