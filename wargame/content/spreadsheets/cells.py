"""Cells: what stands in a cell as the data of a deck file, and the other way round.

Effects and conditions stand in a cell as people write them, ``fear +1, trust -1`` and ``fear 4+, trust 3-``; whatever
begins with ``{`` is read as it would be in a deck file. What is read here is checked no further than its form: names
and sizes are the business of the deck's own check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from wargame.content.load.document import Ambiguous
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.notation import show
from wargame.content.spreadsheets.columns import Kind


class Odd(NamedTuple):
    """What a spreadsheet program made of something typed: a *date*, an *error*, a *formula* without a value."""

    kind: str
    text: str


Value = str | int | float | bool | Odd | None
"""What a cell holds."""


class Misread(Exception):
    """A cell that cannot be read: what was found, what was expected, how to mend it."""

    def __init__(self, said: str, expected: str = "", hint: str = "") -> None:
        super().__init__(said)
        self.said, self.expected, self.hint = said, expected, hint


def is_empty(value: Value) -> bool:
    """Is there nothing in the cell? A text of spaces is nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def read_cell(kind: Kind, value: Value) -> Any:
    """The data a cell stands for. Raises `Misread`."""
    if isinstance(value, Odd):
        raise Misread(*_odd(value))
    return _READ[kind](value)


def write_cell(kind: Kind, data: Any) -> str | int:
    """The cell that stands for some data; reading it gives the same."""
    if isinstance(data, int) and not isinstance(data, bool):
        return data
    return _WRITE[kind](data)


# Danger: text a spreadsheet program would run

_RUNS = re.compile(r"'*[=+\-@]")
_KEPT = re.compile(r"'+[=+\-@]")


def guarded(text: str, typed: bool) -> str:
    """The text with an apostrophe before it where a spreadsheet program would take it for a formula.

    ``typed`` says that the file tells text from formulas, so that only what looks guarded already needs one.
    """
    return f"'{text}" if (_KEPT if typed else _RUNS).match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe `guarded` has put there."""
    return text[1:] if _KEPT.match(text) else text


# Reading


_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\d{{1,2}}[-. ]({_MONTH})[a-z]*([-. ]\d{{2,4}})?|({_MONTH})[a-z]*[-. ]\d{{1,4}}"
    r"|\d{1,2}([-./])\d{1,2}\4\d{2,4}|\d{4}([-./])\d{1,2}\5\d{1,2}",
    re.IGNORECASE,
)
_AGAIN = "format the column as text, and type it again"


def _odd(value: Odd) -> tuple[str, str, str]:
    if value.kind == "date":
        return f"the spreadsheet program has made a date of it ({value.text})", "text or a number", _AGAIN
    if value.kind == "error":
        said = f"the cell holds {value.text}, the error of a formula"
        return said, "text", f"what begins with = + or - was taken for a formula: {_AGAIN}"
    said = f"the cell holds the formula {value.text}, and no result of it was saved"
    return said, "text or a number", "open and save the file in the spreadsheet program, or write the result itself"


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _notation(value: Value) -> str:
    """The text of a cell that holds no prose, without what word processors make of signs and quotes."""
    text = _plain(value).replace("−", "-").replace("–", "-").replace("\u00a0", " ").replace("…", "..")
    if _DATE.fullmatch(text):
        raise Misread(f"{show(text)} looks like a date a spreadsheet program has made", "text or a number", _AGAIN)
    return text


def _whole(value: Value) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    text = _notation(value)
    return int(found[1]) if (found := re.fullmatch(r"\+?(-?\d{1,9})([.,]0+)?", text)) else text


def _truth(value: Value) -> bool:
    text = _notation(value).lower()
    if text in ("true", "yes", "y", "x", "1"):
        return True
    if text in ("false", "no", "n", "0"):
        return False
    raise Misread(f"{show(value)} is neither", "yes or no")


def _names(value: Value) -> list[str]:
    return [name for name in re.split(r"[\s,;]+", _notation(value)) if name]


def _lines(value: Value) -> list[str]:
    return [line.strip() for line in _plain(value).split("\n") if line.strip()]


_TERM = re.compile(r"([A-Za-z][\w.-]*)\s*:?\s*(.*)")
_GLUED = re.compile(r"(.+?)(=?-\d+)()")


def _terms(text: str, what: str, example: str) -> dict[str, Any]:
    """``name value`` with commas, semicolons or lines between."""
    out: dict[str, Any] = {}
    for part in re.split(r"[,;\n]", text):
        term = part.strip()
        if not term:
            continue
        found = _TERM.fullmatch(term)
        if found is None:
            raise Misread(f"{show(term)} is no {what}", f"a name and what it says of it, such as {example}")
        name, said = found[1], found[2]
        if not said and (glued := _GLUED.fullmatch(name)):
            name, said = glued[1], glued[2]
        if not said:
            raise Misread(f"nothing stands behind {name!r}", f"a name and what it says of it, such as {example}")
        if name in out:
            raise Misread(f"{name!r} stands there twice", "each name once")
        out[name] = _scalar(said)
    return out


def _scalar(text: str) -> Any:
    if text.lower() in ("true", "yes"):
        return True
    if text.lower() in ("false", "no"):
        return False
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def _effects(value: Value) -> Any:
    text = _notation(value)
    return _yaml(text) if text.startswith("{") else _terms(text, "change", "fear +1, trust -1")


def _cost(value: Value) -> Any:
    text = _notation(value)
    return _yaml(text) if text.startswith("{") else _terms(text, "cost", "revenue 1")


def _condition(value: Value) -> Any:
    text = _notation(value)
    if text.startswith("{"):
        return _yaml(text)
    either = re.split(r"\s+or\s+", text)
    parts = [_terms(re.sub(r"\s+and\s+", ", ", part), "condition", "fear 4+, trust 3-") for part in either]
    return parts[0] if len(parts) == 1 else {"any": parts}


def _more(value: Value) -> Any:
    return _yaml(_plain(value))


def _yaml(text: str) -> Any:
    """YAML in a cell, which must be a mapping."""
    try:
        document = parse_yaml(text, "")
    except ContentError as error:
        first = error.problems[0]
        line = min(first.line, text.count("\n") + 1)
        raise Misread(f"line {line} of the cell: {first.said}", first.expected, first.hint) from None
    for slip in document.slips:
        raise Misread(f"line {slip.mark.line + 1} of the cell: {slip.said}", slip.expected, slip.hint)
    if not isinstance(document.data, dict):
        raise Misread(f"{show(document.data)} is no mapping", "YAML such as {lasts: 2}")
    for unsure in _unsure(document.data):
        raise Misread(f"`{unsure.text}` without quotes may mean {unsure.meaning}", "", f'write "{unsure.text}"')
    return document.data


def _unsure(data: Any) -> Iterable[Ambiguous]:
    if isinstance(data, Ambiguous):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _unsure(key)
            yield from _unsure(value)
    elif isinstance(data, list):
        for value in data:
            yield from _unsure(value)


_READ: dict[Kind, Callable[[Value], Any]] = {
    "text": _plain,
    "whole": _whole,
    "effects": _effects,
    "condition": _condition,
    "cost": _cost,
    "names": _names,
    "lines": _lines,
    "truth": _truth,
    "more": _more,
}


# Writing


def _said(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _say_terms(data: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_said(value)}" for name, value in data.items())


def _say_condition(data: Mapping[str, Any]) -> str:
    if "any" not in data:
        return _say_terms(data)
    if len(data) == 1 and all(len(part) == 1 and "any" not in part for part in data["any"]):
        return " or ".join(_say_terms(part) for part in data["any"]) if len(data["any"]) > 1 else _flow(data)
    return _flow(data)


def _flow(data: Any) -> str:
    """YAML on one line: a mapping in braces."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(_flow, data)) + "]"
    return _said(data)


_WRITE: dict[Kind, Callable[[Any], str]] = {
    "text": str,
    "whole": str,
    "effects": _say_terms,
    "condition": _say_condition,
    "cost": _say_terms,
    "names": ", ".join,
    "lines": "\n".join,
    "truth": lambda data: "yes" if data else "no",
    "more": lambda data: write_yaml(data).rstrip("\n"),
}
