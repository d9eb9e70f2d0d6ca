"""Checks that the fields of a line of a session file have the types that this program writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

JsonLine = dict[str, Any]
"""A line of a session file as JSON gives it. Only `wargame.session` looks inside."""


class MalformedLineError(ValueError):
    """A line of a session file has another shape than this program writes.

    ``line`` is its number (from 1), ``field`` the field that is missing or wrong, ``expected`` what belongs there, and
    ``found`` what is there instead (empty: the field is missing). ``reason`` says all but the number.
    """

    def __init__(self, line: int, field: str, expected: str, found: str = "") -> None:
        self.line, self.field, self.expected, self.found = line, field, expected, found
        said = f"it has no '{field}', which should be {expected}"
        self.reason = f"'{field}' should be {expected}, not {found}" if found else said
        super().__init__(self.format_shape())

    def format_shape(self) -> str:
        """Return the sentence that names the line, without its end: *line 7 is not of the shape ...*."""
        return f"line {self.line} is not of the shape this program writes ({self.reason})"

    def format_verdict(self) -> str:
        """Return what is wrong with the line, without its number."""
        return f"it is not of the shape this program writes ({self.reason})"

    def __reduce__(self) -> tuple[type[MalformedLineError], tuple[object, ...]]:
        return type(self), (self.line, self.field, self.expected, self.found)


class DivergedLineError(MalformedLineError):
    """A line of the right shape that play did not lead to; ``reason`` says why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, "", "")
        self.reason = reason
        self.args = (self.format_shape(),)

    def format_shape(self) -> str:
        """Return the sentence that names the line, without its end: *line 7 is not what was played (...*."""
        return f"line {self.line} is not what was played ({self.reason})"

    def format_verdict(self) -> str:
        """Return what is wrong with the line, without its number."""
        return self.reason

    def __reduce__(self) -> tuple[type[MalformedLineError], tuple[object, ...]]:
        return type(self), (self.line, self.reason)


Check = Callable[[Any], bool]

_TEXT = frozenset({str})
_NUMBER = frozenset({int})


def is_int(value: Any) -> bool:
    """Return whether this is a whole number, not true or false."""
    return type(value) is int


def _is_duration(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value < MOST_SECONDS


def is_str(value: Any) -> bool:
    """Return whether this is a text."""
    return type(value) is str


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _is_mapping(value: Any) -> bool:
    return type(value) is dict


def is_texts(value: Any) -> bool:
    """Return whether this is a list of texts."""
    return type(value) is list and _TEXT.issuperset(map(type, value))


def _is_numbers(value: Any) -> bool:
    return type(value) is list and _NUMBER.issuperset(map(type, value))


def _is_mapping_to(item: Check) -> Check:
    return lambda value: type(value) is dict and all(map(item, value.values()))


def _is_text_or_texts(value: Any) -> bool:
    return is_str(value) or is_texts(value)


MOST_SECONDS = 1e10
"""The upper limit of a duration: three hundred years."""

CHECKS: Mapping[str, tuple[Check, str]] = {
    "int": (is_int, "a whole number"),
    "float": (_is_duration, "a number of seconds"),
    "str": (is_str, "a text"),
    "bool": (_is_bool, "true or false"),
    "Mapping[str, Any]": (_is_mapping, "an object"),
    "Mapping[str, int]": (_is_mapping_to(is_int), "an object of whole numbers"),
    "Mapping[str, str]": (_is_mapping_to(is_str), "an object of texts"),
    "Mapping[str, str] | None": (_is_mapping_to(is_str), "an object of texts"),
    "Mapping[str, Sequence[str]]": (_is_mapping_to(is_texts), "an object of lists of texts"),
    "Mapping[str, Words]": (_is_mapping_to(_is_text_or_texts), "an object of texts and lists of texts"),
    "Sequence[int]": (_is_numbers, "a list of whole numbers"),
    "Sequence[str]": (is_texts, "a list of texts"),
    "Sequence[str] | None": (is_texts, "a list of texts"),
    "Events": (lambda value: type(value) is list, "a list of changes and draws"),
}
"""What each type of a field (as the dataclasses of `records` write it) accepts, and its words."""

_NAMES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a fraction",
}


class FieldShapes:
    """The fields that one kind of line must have, and those that it may have, each with the type of its value.

    Fields that are not named here are not checked: a later program may have written them.
    """

    def __init__(self, required: Mapping[str, str], optional: Mapping[str, str]) -> None:
        self._required, self._optional = required, optional

    def check(self, line: JsonLine, number: int) -> None:
        """Raise `MalformedLineError` unless all fields are of their types. Events are checked by `check_events`."""
        for name, of in self._required.items():
            if name not in line:
                raise MalformedLineError(number, name, CHECKS[of][1])
        for name, of in (*self._required.items(), *self._optional.items()):
            accepts, expected = CHECKS[of]
            if name in line and not accepts(line[name]):
                raise MalformedLineError(number, name, expected, _name_found(line[name]))


def _name_found(value: object) -> str:
    """Return words for what a field holds instead of what belongs there."""
    named = "null" if value is None else _NAMES.get(type(value), "a fraction")
    return named if type(value) not in (dict, list) or not value else f"{named} of another shape"
