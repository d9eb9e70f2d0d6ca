"""Converts between a cell and the data of a deck file.

Effects and conditions stand in a cell as people write them, ``fear +1, trust -1`` and ``fear 4+, trust 3-``; a text
that begins with ``{`` is read as it is in a deck file. Only the form is checked here; names and sizes are checked with
the deck.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from wargame.content.load.document import Ambiguous
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.notation import format_value
from wargame.content.spreadsheets.columns import Kind


class OddCell(NamedTuple):
    """A cell that a spreadsheet program has converted: a *date*, an *error*, or a *formula* without a value."""

    kind: str
    text: str


Value = str | int | float | bool | OddCell | None
"""What a cell holds."""


class MisreadError(Exception):
    """A cell cannot be read: what was found, what was expected, how to mend it."""

    def __init__(self, said: str, expected: str = "", hint: str = "") -> None:
        super().__init__(said)
        self.said, self.expected, self.hint = said, expected, hint


def is_empty(value: Value) -> bool:
    """Return whether nothing stands in a cell; a text of spaces counts as nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def cut_text(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, with a sign at its end if a part is cut."""
    return text if len(text) <= most else f"{text[: most - 4].rstrip()} ..."


def parse_number(text: str) -> float | None:
    """Return the number that a file gives for a cell; None for what is no finite number."""
    try:
        number = float(text) if len(text) <= 40 else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def round_whole(number: float) -> int | float:
    """Return a whole number as one, if a float holds it exactly."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def read_cell(kind: Kind, value: Value) -> Any:
    """Return the data that a cell stands for. Raises `MisreadError`."""
    if isinstance(value, OddCell):
        raise MisreadError(*_explain_odd(value))
    return _READ[kind](value)


def write_cell(kind: Kind, data: Any) -> str | int:
    """Return the cell that stands for some data; reading the cell gives the same data."""
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    return _WRITE[kind](data)


# Danger: text that a spreadsheet program would run

_RUNS = re.compile(r"'*[=+\-@]")
_KEPT = re.compile(r"'+[=+\-@]")


def guard_text(text: str, typed: bool) -> str:
    """Return the text with an apostrophe before it if a spreadsheet program would read it as a formula.

    ``typed``: the file distinguishes text from formulas, so that only a text that looks guarded needs an apostrophe.
    """
    return f"'{text}" if (_KEPT if typed else _RUNS).match(text) else text


def unguard_text(text: str) -> str:
    """Return the text without the apostrophe that `guard_text` has added."""
    return text[1:] if _KEPT.match(text) else text


# Reading


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}[-. ]({_MONTH})[a-z]*([-. ]\d{{2,4}})?|({_MONTH})[a-z]*[-. ]\d{{1,4}}"
    r"|\d{1,2}([-./])\d{1,2}\4\d{2,4}|\d{4}([-./])\d{1,2}\5\d{1,2}",
    re.IGNORECASE,
)
_AGAIN = "format the column as text, and type it again"


def _explain_odd(value: OddCell) -> tuple[str, str, str]:
    if value.kind == "date":
        return f"the spreadsheet program has made a date of it ({value.text})", "text or a number", _AGAIN
    if value.kind == "error":
        said = f"the cell holds {value.text}, the error of a formula"
        return said, "text", f"what begins with = + or - was taken for a formula: {_AGAIN}"
    said = f"the cell holds the formula {value.text}, and no result of it was saved"
    return said, "text or a number", "open and save the file in the spreadsheet program, or write the result itself"


def _read_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _read_notation(value: Value) -> str:
    """Return the text of a cell without prose, with the signs and quotes of word processors replaced."""
    text = _read_text(value).replace("−", "-").replace("–", "-").replace("\u00a0", " ").replace("…", "..")
    if _DATE.fullmatch(text):
        raise MisreadError(
            f"{format_value(text)} looks like a date a spreadsheet program has made", "text or a number", _AGAIN
        )
    return text


def _read_whole(value: Value) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    text = _read_notation(value)
    return int(found[1]) if (found := re.fullmatch(r"\+?(-?\d{1,9})([.,]0+)?", text)) else text


def _read_truth(value: Value) -> bool:
    text = _read_notation(value).lower()
    if text in ("true", "yes", "y", "x", "1"):
        return True
    if text in ("false", "no", "n", "0"):
        return False
    raise MisreadError(f"{format_value(value)} is neither", "yes or no")


def _read_names(value: Value) -> list[str]:
    return [name for name in re.split(r"[\s,;]+", _read_notation(value)) if name]


def _read_lines(value: Value) -> list[str]:
    return [line.strip() for line in _read_text(value).split("\n") if line.strip()]


_TERM = re.compile(r"([A-Za-z][\w.-]*)\s*:?\s*(.*)")
_GLUED = re.compile(r"(.+?)(=?-\d+)()")


def _parse_terms(text: str, what: str, example: str) -> dict[str, Any]:
    """Return the pairs ``name value`` of a text, separated by commas, semicolons or line breaks."""
    out: dict[str, Any] = {}
    for part in re.split(r"[,;\n]", text):
        term = part.strip()
        if not term:
            continue
        found = _TERM.fullmatch(term)
        if found is None:
            raise MisreadError(
                f"{format_value(term)} is no {what}", f"a name and what it says of it, such as {example}"
            )
        name, said = found[1], found[2]
        if not said and (glued := _GLUED.fullmatch(name)):
            name, said = glued[1], glued[2]
        if not said:
            raise MisreadError(f"nothing stands behind {name!r}", f"a name and what it says of it, such as {example}")
        if name in out:
            raise MisreadError(f"{name!r} stands there twice", "each name once")
        out[name] = _parse_scalar(said)
    return out


def _parse_scalar(text: str) -> Any:
    if text.lower() in ("true", "yes"):
        return True
    if text.lower() in ("false", "no"):
        return False
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def _read_effects(value: Value) -> Any:
    text = _read_notation(value)
    return _read_yaml(text) if text.startswith("{") else _parse_terms(text, "change", "fear +1, trust -1")


def _read_cost(value: Value) -> Any:
    text = _read_notation(value)
    return _read_yaml(text) if text.startswith("{") else _parse_terms(text, "cost", "revenue 1")


def _read_condition(value: Value) -> Any:
    text = _read_notation(value)
    if text.startswith("{"):
        return _read_yaml(text)
    either = re.split(r"\s+or\s+", text)
    parts = [_parse_terms(re.sub(r"\s+and\s+", ", ", part), "condition", "fear 4+, trust 3-") for part in either]
    return parts[0] if len(parts) == 1 else {"any": parts}


def _read_more(value: Value) -> Any:
    return _read_yaml(_read_text(value))


def _read_yaml(text: str) -> Any:
    """Return the YAML in a cell, which must be a mapping."""
    try:
        document = parse_yaml(text, "", aliases=False)
    except ContentError as error:
        first = error.problems[0]
        line = min(first.line, text.count("\n") + 1)
        raise MisreadError(f"line {line} of the cell: {first.said}", first.expected, first.hint) from None
    for slip in document.slips:
        raise MisreadError(f"line {slip.mark.line + 1} of the cell: {slip.said}", slip.expected, slip.hint)
    if not isinstance(document.data, dict):
        raise MisreadError(f"{format_value(document.data)} is no mapping", "YAML such as {lasts: 2}")
    for unsure in _iter_unsure(document.data):
        raise MisreadError(f"`{unsure.text}` without quotes may mean {unsure.meaning}", "", f'write "{unsure.text}"')
    return document.data


def _iter_unsure(data: Any) -> Iterable[Ambiguous]:
    if isinstance(data, Ambiguous):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _iter_unsure(key)
            yield from _iter_unsure(value)
    elif isinstance(data, list):
        for value in data:
            yield from _iter_unsure(value)


_READ: dict[Kind, Callable[[Value], Any]] = {
    "text": _read_text,
    "whole": _read_whole,
    "effects": _read_effects,
    "condition": _read_condition,
    "cost": _read_cost,
    "names": _read_names,
    "lines": _read_lines,
    "truth": _read_truth,
    "more": _read_more,
}


# Writing


def _format_scalar(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _format_terms(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_format_scalar(value)}" for name, value in data.items())


def _format_condition(data: Mapping[str, Any]) -> str:
    if "any" not in data:
        return _format_terms(data)
    if len(data) == 1 and all(len(part) == 1 and "any" not in part for part in data["any"]):
        return " or ".join(_format_terms(part) for part in data["any"]) if len(data["any"]) > 1 else _format_flow(data)
    return _format_flow(data)


def _format_flow(data: Any) -> str:
    """Return data as YAML on one line; a mapping stands in braces."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{key}: {_format_flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_format_flow, data)) + "]"
    return _format_scalar(data)


_WRITE: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "whole": str,
    "effects": _format_terms,
    "condition": _format_condition,
    "cost": _format_terms,
    "names": ", ".join,
    "lines": "\n".join,
    "truth": lambda data: "yes" if data else "no",
    "more": lambda data: write_yaml(data).rstrip("\n"),
}
