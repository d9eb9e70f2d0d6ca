"""Parses and writes the notation of effects and conditions: signed changes, intervals, and mappings of these.

Changes are ``+2``, ``-1`` (add), ``=5`` (set), ``true``/``false`` for a flag. Intervals are ``8+``, ``3-``, ``4..6``,
``5`` and ``true``/``false``. A parser does not stop at the first mistake: it collects *faults*, each with its path
inside the mapping, and raises them together, so that the loader can report all errors of a file at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any, NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

from wargame.interval_text import format_interval
from wargame.light_dataclass import dataclass
from wargame.suggestion import suggest_name

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One mistake inside a value: its path in the value, what was found, what was expected, how to mend it.

    ``at_key``: the mistake is in the key at the path and not in its value.
    """

    path: Path
    said: str
    expected: str
    hint: str = ""
    at_key: bool = False
    code: str = "value"


def fail(faults: list[Fault]) -> None:
    """Raise the collected faults as one error of pydantic; do nothing if there are none."""
    if faults:
        raise PydanticCustomError("faults", "{said}", {"said": faults[0].said, "faults": faults})


class Change(NamedTuple):
    """A change to one number: ``add`` n to it, or ``set`` it to n."""

    op: str
    n: int

    def format_notation(self) -> str:
        """Return the change as files write it: ``+2``, ``-1``, ``=5``."""
        return f"{self.n:+d}" if self.op == "add" else f"={self.n}"


class Interval(NamedTuple):
    """A closed interval of whole numbers; ``None`` is no bound. ``true`` is (1, 1), ``false`` is (0, 0)."""

    low: int | None
    high: int | None

    def is_met_by(self, n: int) -> bool:
        """Return whether a number lies in the interval."""
        return (self.low is None or n >= self.low) and (self.high is None or n <= self.high)

    def format_notation(self) -> str:
        """Return the interval as files write it: ``8+``, ``3-``, ``4..6``, ``5``."""
        if self.high is None:
            return f"{self.low}+"
        if self.low is None:
            return f"{self.high}-"
        return str(self.low) if self.low == self.high else f"{self.low}..{self.high}"

    def format_words(self) -> str:
        """Return the interval as a player reads it: *8 or more*, *4 to 6*."""
        return format_interval(self.low, self.high)


Effects = Mapping[str, Change]

K = TypeVar("K")


def sum_changes(changes: Iterable[tuple[K, Change]]) -> dict[K, Change]:
    """Return one change for each number, in the order in which the numbers are first mentioned.

    A number is a name, or another key that tells numbers apart. A change that sets a number replaces the changes before
    it; a change that adds is added to them.
    """
    summed: dict[K, Change] = {}
    for number, change in changes:
        before = summed.get(number)
        if before is None or change.op == "set":
            summed[number] = change
        else:
            summed[number] = Change(before.op, before.n + change.n)
    return summed


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds while ``all`` intervals hold and, if ``any`` is not empty, at least one of its conditions."""

    all: Mapping[str, Interval] = field(default_factory=dict)
    any: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all or self.any)

    def __deepcopy__(self, memo: object) -> Condition:
        return self  # it is immutable; the copies of defaults took a third of the time to load a deck

    def iter_names(self) -> Iterable[str]:
        """Yield every name the condition tests. A name may come more than once."""
        yield from self.all
        for part in self.any:
            yield from part.iter_names()


_CHANGE = re.compile(r"([+-])(\d{1,6})|=(-?\d{1,6})")
_INTERVAL = re.compile(r"(-?\d{1,6})(\+|-|\.\.(-?\d{1,6}))?")
_COMPARISON = re.compile(r"\s*(>=|<=|>|<|==|=)\s*(-?\d{1,6})(?!\d)\s*")


def suggest_from_comparison(text: str) -> str:
    """Return the interval meant by a comparison such as ``>= 8``, or an empty text."""
    found = _COMPARISON.search(text)
    if not found:
        return ""
    sign, n = found[1], int(found[2])
    meant = {">=": f"{n}+", ">": f"{n + 1}+", "<=": f"{n}-", "<": f"{n - 1}-"}.get(sign, str(n))
    return f"write {meant}"


_BETWEEN = re.compile(r"(-?\d{1,6})\s*(?:-|–|\.{2,}|…|to)\s*(-?\d{1,6})(?!\d)")
_LOOSE = re.compile(r"([+-])\s*(\d{1,6})(?!\d)")


def suggest_interval(value: Any) -> str:
    """Return the interval meant by ``4-6``, ``4 to 6``, ``+4`` or ``>= 4``, or an empty text."""
    if isinstance(value, float):
        return "numbers are whole"
    text = value.strip() if isinstance(value, str) else ""
    if found := _BETWEEN.fullmatch(text):
        return f"write {found[1]}..{found[2]}"
    if found := _LOOSE.fullmatch(text):
        return f"write {found[2]}{found[1]}"
    return suggest_from_comparison(text)


def suggest_change(value: Any) -> str:
    """Return the change meant by ``+ 1``, or a hint for half a step; else an empty text."""
    text = value.strip() if isinstance(value, str) else ""
    if found := _LOOSE.fullmatch(text):
        return f"write {found[1]}{found[2]}"
    return "numbers are whole" if isinstance(value, float) or re.fullmatch(r"[+=-]?\d+[.,]\d+", text) else ""


def suggest_mapping(value: Any) -> str:
    """Return the mapping meant by ``fear +1`` or ``fear 4+`` on one line, or an empty text."""
    found = re.fullmatch(r"([a-z][a-z0-9_.-]*)\s+(\S+)", value) if isinstance(value, str) else None
    return f"write {{{found[1]}: {found[2]}}}" if found else ""


def format_value(value: Any) -> str:
    """Return a value as a message quotes it: short, on one line."""
    text = {True: "true", False: "false", None: "nothing"}.get(value) if isinstance(value, bool | None) else None
    if text is None:
        text = repr(value) if isinstance(value, str) else str(value)
    if isinstance(value, Mapping):
        text = "a mapping"
    elif isinstance(value, list):
        text = "a list"
    return text if len(text) <= 60 else text[:57] + "..."


def parse_change(value: Any, flag: bool = False) -> Change | Fault:
    """Return one change, or the fault in it (with an empty path)."""
    if flag:
        if isinstance(value, bool):
            return Change("set", int(value))
        return Fault((), f"{format_value(value)} is no change to a flag", "true or false", code="change")
    if isinstance(value, int) and not isinstance(value, bool):
        if value < 0:
            return Change("add", value)
        return Fault(
            (), f"{value} has no sign", "+N or -N to add, =N to set", f"write +{value} or ={value}", code="change"
        )
    if isinstance(value, str) and (found := _CHANGE.fullmatch(value.strip())):
        if found[3] is not None:
            return Change("set", int(found[3]))
        return Change("add", int(found[1] + found[2]))
    return Fault(
        (),
        f"{format_value(value)} is no change",
        "+N or -N to add, =N to set (a whole number)",
        suggest_change(value),
        code="change",
    )


def parse_interval(value: Any) -> Interval | Fault:
    """Return one interval, or the fault in it (with an empty path)."""
    if isinstance(value, bool):
        return Interval(int(value), int(value))
    if isinstance(value, int):
        return Interval(value, value)
    if isinstance(value, str) and (found := _INTERVAL.fullmatch(value.strip())):
        n = int(found[1])
        if found[2] == "+":
            return Interval(n, None)
        if found[2] == "-":
            return Interval(None, n)
        if found[2] is None:
            return Interval(n, n)
        high = int(found[3])
        if high < n:
            return Fault(
                (), f"{value!r} runs backwards", "the lower number first", f"write {high}..{n}", code="interval"
            )
        return Interval(n, high)
    expected = "8+, 3-, 4..6, 5, true or false"
    return Fault((), f"{format_value(value)} is no interval", expected, suggest_interval(value), code="interval")


TARGET_WILL = "members.target"
"""The name of the will of the member to whom the chosen zone belongs."""
NEIGHBOUR_WILL = "members.neighbour"
"""The name of the will of the member to whom the neighbour of the chosen zone belongs, if it is another member."""
WILLS_THERE = frozenset({TARGET_WILL, NEIGHBOUR_WILL})
"""The names that stand for the will of whichever member holds a zone."""
ZONES_THERE = ("zones.target.", "zones.neighbour.")
"""How the names of the numbers of a zone begin that is not named itself."""


class NumberNames(NamedTuple):
    """The names of numbers that effects and conditions of one scenario may use.

    ``read`` are the names a condition may test, ``write`` those an effect may change, ``flags`` those of ``write`` that
    are true or false. ``target`` are the zone numbers, used as ``zones.target.NAME`` where a zone is chosen and as
    ``zones.neighbour.NAME`` where its neighbour is; ``members`` says whether roles have members, so that `WILLS_THERE`
    may be used there.
    """

    read: frozenset[str]
    write: frozenset[str]
    flags: frozenset[str]
    target: frozenset[str]
    members: bool = False

    def list_readable(self, target: bool) -> set[str]:
        """Return the names a condition may test; with ``target``, those of the chosen zone too."""
        return set(self.read) | (self._list_target_names() if target else set())

    def list_writable(self, target: bool) -> set[str]:
        """Return the names an effect may change; with ``target``, those of the chosen zone too."""
        return set(self.write) | (self._list_target_names() if target else set())

    def _list_target_names(self) -> set[str]:
        return {start + n for start in ZONES_THERE for n in self.target} | (WILLS_THERE if self.members else set())


def parse_effects(value: Any, numbers: NumberNames | None, target: bool = True) -> dict[str, Change]:
    """Return the changes in a mapping ``what: change``. Raises the collected faults.

    Without ``numbers``, names stay unchecked.
    """
    if not isinstance(value, Mapping):
        expected = "a mapping such as {violence: +1, will: -1}"
        fail([Fault((), f"{format_value(value)} where effects should stand", expected, suggest_mapping(value))])
    faults: list[Fault] = []
    effects: dict[str, Change] = {}
    for name, change in value.items():
        if numbers is not None and name not in (known := numbers.list_writable(target)):
            expected = "a track, flags.NAME, zones.ZONE.NUMBER" + (" or zones.target.NUMBER" if target else "")
            if name in numbers.read:
                said, hint = f"{name!r} {_explain_unchangeable(name)} and cannot be changed", ""
            elif str(name).startswith(ZONES_THERE):
                said, hint = f"{name!r}: no zone is chosen here", "name the zone: zones.ZONE.NUMBER"
            elif name in WILLS_THERE:
                said, hint = _explain_missing_will(name, numbers)
            else:
                said, hint = f"nothing is called {name!r}", suggest_name(name, known)
            faults.append(Fault((name,), said, expected, hint, at_key=True))
            continue
        flag = str(name).startswith("flags.") if numbers is None else name in numbers.flags
        parsed = parse_change(change, flag)
        if isinstance(parsed, Fault):
            faults.append(parsed._replace(path=(name,)))
        else:
            effects[name] = parsed
    fail(faults)
    return effects


def _explain_unchangeable(name: str) -> str:
    """Return why a number that can be read cannot be changed."""
    if name.startswith("deals."):
        return "is made and broken by the roles"
    return "counts by itself" if name in ("turn", "turns_left") else "is derived from other numbers"


def _explain_missing_will(name: str, numbers: NumberNames) -> tuple[str, str]:
    """Return why a name of `WILLS_THERE` is none here, and how to mend it."""
    if numbers.members:
        return f"{name!r}: no zone is chosen here", "name the track that holds the member's will"
    return f"{name!r}: no role has members", "give a role its members"


def parse_condition(value: Any, numbers: NumberNames | None, target: bool = True) -> Condition:
    """Return the condition in a mapping ``what: interval`` with an optional list ``any:``.

    All intervals must hold, and one condition of the list. Raises the collected faults. Without ``numbers``, names stay
    unchecked.
    """
    faults: list[Fault] = []
    condition = _parse_part(value, numbers, target, (), faults)
    fail(faults)
    return condition


def _parse_part(value: Any, numbers: NumberNames | None, target: bool, at: Path, faults: list[Fault]) -> Condition:
    if not isinstance(value, Mapping):
        hint = suggest_mapping(value) or (suggest_from_comparison(value) if isinstance(value, str) else "")
        faults.append(Fault(at, f"{format_value(value)} is no condition", "a mapping such as {violence: 7+}", hint))
        return Condition()
    every: dict[str, Interval] = {}
    either: list[Condition] = []
    for name, wanted in value.items():
        if name == "any":
            if not isinstance(wanted, list) or not wanted:
                found = "an empty list" if wanted == [] else format_value(wanted)
                faults.append(Fault((*at, name), f"{found} after any:", "a list such as [{fear: 7+}, {trust: 3-}]"))
                continue
            either = [_parse_part(part, numbers, target, (*at, name, i), faults) for i, part in enumerate(wanted)]
            continue
        if numbers is not None and name not in (known := numbers.list_readable(target)):
            said, hint = f"nothing is called {name!r}", suggest_name(name, known)
            if name in WILLS_THERE:
                said, hint = _explain_missing_will(name, numbers)
            faults.append(Fault((*at, name), said, "a name of the scenario", hint, True))
            continue
        parsed = parse_interval(wanted)
        if isinstance(parsed, Fault):
            faults.append(parsed._replace(path=(*at, name)))
        else:
            every[name] = parsed
    return Condition(every, tuple(either))


def dump_effects(effects: Effects, flags: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return effects as files write them: flags as true and false, ``-1`` as a number."""
    return {name: _dump_change(change, name in flags or name.startswith("flags.")) for name, change in effects.items()}


def _dump_change(change: Change, flag: bool) -> bool | int | str:
    if flag:
        return bool(change.n)
    return change.n if change.op == "add" and change.n < 0 else change.format_notation()


def dump_condition(condition: Condition) -> dict[str, Any]:
    """Return a condition as files write it: the interval of a flag as true or false where it is one of these."""
    truth = {Interval(1, 1): True, Interval(0, 0): False}
    out: dict[str, Any] = {
        name: truth.get(interval, interval.format_notation())
        if name.startswith(("flags.", "deals."))
        else interval.format_notation()
        for name, interval in condition.all.items()
    }
    if condition.any:
        out["any"] = [dump_condition(part) for part in condition.any]
    return out
