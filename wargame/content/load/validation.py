"""Validates a document against a model, and reports every mistake at its line and column.

pydantic finds the mistakes. This module puts them into the words of an author: the thing they are in (*card siege*),
what was found, what was expected, and how to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wargame.content.load.document import Ambiguous, Document
from wargame.content.load.problems import Problem
from wargame.content.model.deck import Card, Frame
from wargame.content.model.notation import Fault, Path, format_value, suggest_from_comparison
from wargame.content.model.parts import INNER_PARTS, PARTS
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.types import KnownNames, Model
from wargame.suggestion import suggest_name

M = TypeVar("M", bound=Model)

_LISTED = {part.name: part.singular for part in (*PARTS, *INNER_PARTS) if not part.keyed}
_KEYED = {part.name: part.singular for part in PARTS if part.keyed}

PATTERNS = {
    r"^[a-z]$": "one small letter",
    r"^(\d{1,4}|[ivxl]+)(-\d{1,4})?$": "a page in quotes, such as '3', '3-4' or 'iii'",
}
"""What each pattern of the models asks for, in words."""


def validate(document: Document, model: type[M], known: KnownNames) -> tuple[M | None, list[Problem]]:
    """Return the document as a model, or None if it is invalid, and every problem, those of the YAML included."""
    problems = [*_iter_slip_problems(document), *_check_format(document)]
    try:
        return model.model_validate(document.data, context=known), problems
    except ValidationError as error:
        told = {_build_place_key(problem) for problem in problems if problem.line}  # one mistake, one report
        found = _iter_problems(document, model, error.errors(include_url=False))
        return None, problems + [problem for problem in found if _build_place_key(problem) not in told]


def _build_place_key(problem: Problem) -> tuple[str, int, int]:
    return problem.file, problem.line, problem.column


def build_problem(
    document: Document,
    path: Path,
    said: str,
    expected: str = "",
    hint: str = "",
    *,
    key: bool = False,
    code: str = "value",
) -> Problem:
    """Return a problem at a path of a document: at the value there, or with ``key`` at its key."""
    home, there = document.find_home(path)
    line, column = home.find_position(there, key)
    return Problem(home.file, line, column, format_location(document.data, path), said, expected, hint, code)


def format_location(data: Any, path: Path) -> str:
    """Return the things with a name that a path leads through: *card siege, option yield*."""
    things: list[str] = []
    node = data
    for i, step in enumerate(path):
        parent = path[i - 1] if i else None
        inside = isinstance(node, dict | list) and _has_step(node, step)
        node = node[step] if inside else None
        if isinstance(step, int) and parent in _LISTED:
            if isinstance(node, dict):
                name = node.get("id")
                things.append(f"{_LISTED[str(parent)]} {name if isinstance(name, str) else f'no. {step + 1}'}")
        elif isinstance(step, str) and i == 1 and parent in _KEYED:
            things.append(f"{_KEYED[str(parent)]} {step}")
        elif isinstance(step, str) and i == 3 and parent == "members":
            things.append(f"member {step}")
    return ", ".join(things)


def _has_step(node: Any, step: str | int) -> bool:
    if isinstance(node, dict):
        return step in node
    return isinstance(node, list) and isinstance(step, int) and 0 <= step < len(node)


def _iter_slip_problems(document: Document) -> Iterator[Problem]:
    for layer in document.layers:
        paths = _find_paths(layer.data) if layer.slips else {}
        for slip in layer.slips:
            line, column = slip.mark.line + 1, slip.mark.column + 1
            within = format_location(layer.data, paths.get(id(slip.inside), ()))
            yield Problem(layer.file, line, column, within, slip.said, slip.expected, slip.hint, slip.code)


def _find_paths(data: Any) -> dict[int, Path]:
    """Return a path to every list and mapping, by identity."""
    paths: dict[int, Path] = {}
    stack: list[tuple[Path, Any]] = [((), data)]
    while stack:
        path, node = stack.pop()
        if not isinstance(node, dict | list) or id(node) in paths:
            continue
        paths[id(node)] = path
        inner: Iterable[tuple[str | int, Any]] = node.items() if isinstance(node, dict) else enumerate(node)
        stack.extend(((*path, step), child) for step, child in inner)
    return paths


def _check_format(document: Document) -> Iterator[Problem]:
    # pydantic accepts true for 1 even in strict mode
    if isinstance(document.data, dict) and isinstance(document.data.get("format"), bool):
        yield build_problem(
            document, ("format",), f"'format' is {format_value(document.data['format'])}", "1", code="type"
        )


class _LocatedError(NamedTuple):
    """An error of pydantic, with the path it has in the document."""

    path: Path
    at_key: bool
    name: str
    error: ErrorDetails


def _iter_problems(document: Document, model: type[Model], errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    found = [_locate(document.data, error) for error in errors]
    types: dict[Path, set[str]] = {}
    for one in found:
        types.setdefault(one.path, set()).add(one.error["type"])
    missing: dict[Path, set[str]] = {}
    for one in found:
        if one.error["type"] == "missing":
            missing.setdefault(one.path, set()).add(one.name)
    for one in found:
        if one.error["type"] == "extra_forbidden":
            yield _explain_unknown_key(document, model, one, missing.get(one.path[:-1], set()))
    around = {path[:depth] for path in types for depth in range(len(path))}
    for one in found:
        kind, here = one.error["type"], types[one.path]
        if kind == "extra_forbidden" or (kind == "missing" and one.name not in missing[one.path]):
            continue
        if kind == "list_type" and "literal_error" in here:
            continue  # the second half of "all or a list" is reported with the first
        if kind == "literal_error" and one.path in around:
            continue  # the author meant a list; its own errors follow
        yield from _iter_error_problems(document, one, also_list=kind == "literal_error" and "list_type" in here)


def _locate(data: Any, error: ErrorDetails) -> _LocatedError:
    path: list[str | int] = []
    node, at_key = data, False
    for step in error["loc"]:
        if _has_step(node, step):
            path.append(step)
            node = node[step]
        elif step == "[key]":
            at_key = True
        # anything else names the arm of a union, or a key that is missing
    return _LocatedError(tuple(path), at_key, str(error["loc"][-1]) if error["loc"] else "", error)


def _find_value(data: Any, path: Path) -> Any:
    for step in path:
        if not _has_step(data, step):
            return None
        data = data[step]
    return data


def _explain_unknown_key(document: Document, model: type[Model], found: _LocatedError, missing: set[str]) -> Problem:
    name, parent = found.path[-1], found.path[:-1]
    inside = _find_model(model, parent)
    allowed = list(inside.model_fields) if inside else []
    given = read_mapping(_find_value(document.data, parent))
    hint = suggest_name(str(name), missing) or suggest_name(str(name), [key for key in allowed if key not in given])
    if not hint and str(name) not in allowed:
        hint = suggest_name(str(name), allowed)
    if not hint and inside is Card and name in Frame.model_fields:
        hint = f"a card does that below also: also: [{{{name}: ...}}]"
    if odd := next((char for char in str(name) if char.isspace() and char != " "), ""):
        hint = f"it begins with a space of another kind (U+{ord(odd):04X}): replace it by ordinary spaces"
    missing.difference_update([key for key in missing if f"{key!r}" in hint])  # one mistake, one report
    expected = f"one of: {', '.join(allowed)}"
    return build_problem(document, found.path, f"unknown key {name!r}", expected, hint, key=True, code="unknown-key")


def _find_model(model: Any, path: Path) -> type[BaseModel] | None:
    """Return the model that describes the mapping at a path; None if there is none."""
    for step in path:
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields.get(str(step))
            model = _unwrap_annotation(field.annotation) if field else None
        else:
            arguments = get_args(model)
            model = _unwrap_annotation(arguments[-1]) if arguments else None
    return model if isinstance(model, type) and issubclass(model, BaseModel) else None


def _unwrap_annotation(annotation: Any) -> Any:
    """Return an annotation without ``Annotated`` and without its ``None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def _iter_error_problems(document: Document, found: _LocatedError, also_list: bool) -> Iterator[Problem]:
    kind, path, context = found.error["type"], found.path, found.error.get("ctx", {})
    if kind == "missing":
        said, hint = f"the key {found.name!r} is missing", f"add it: {found.name}: ..."
        yield build_problem(document, path, said, "", hint, code="missing-key")
        return
    if kind == "faults":
        for fault in context["faults"]:
            yield _explain_fault(document, path, found.at_key, fault)
        return
    value = _find_value(document.data, path)
    said, expected, hint, code = _explain_error(kind, context, path, value)
    if also_list:
        expected += ", or a list of roles"
    if isinstance(value, Ambiguous):
        (said, hint), code = _explain_ambiguous(value, expected), "unsure"
        expected = expected if kind != "string_type" else ""
    yield build_problem(document, path, said, expected, hint, key=found.at_key, code=code)


def _explain_fault(document: Document, path: Path, at_key: bool, fault: Fault) -> Problem:
    whole = (*path, *fault.path)
    key = fault.at_key or (at_key and not fault.path)
    value = None if key else _find_value(document.data, whole)
    said, hint, code = fault.said, fault.hint, fault.code
    if isinstance(value, Ambiguous):
        (said, hint), code = _explain_ambiguous(value, fault.expected), "unsure"
    elif isinstance(value, str) and not hint:
        home, there = document.find_home(whole)
        typed = home.find_source_text(*home.find_position(there))
        if re.match(r"[<>]=?\s*-?\d", typed):  # YAML reads the > of a comparison as the start of a folded text
            said, hint = f"{typed.strip()!r} is a comparison", suggest_from_comparison(typed)
    code = "name" if key and code == "value" else code
    return build_problem(document, whole, said, fault.expected, hint, key=key, code=code)


def _explain_ambiguous(value: Ambiguous, expected: str) -> tuple[str, str]:
    said = f"`{value.text}` without quotes may mean {value.meaning}"
    if value.meaning in ("true", "false") and "true" in expected:
        return said, f"write {value.meaning}"
    return said, f'put it in quotes: "{value.text}"'


def _explain_error(kind: str, context: Mapping[str, Any], path: Path, value: Any) -> tuple[str, str, str, str]:
    """Return what is said, what is expected, a hint and the code for an error that pydantic found."""
    label = _format_label(path)
    is_what = f"{label} is {format_value(value)}" if value is not None else f"{label} has no value"
    many = f"{label} has {len(value)} entr{'y' if len(value) == 1 else 'ies'}" if isinstance(value, list | dict) else ""
    match kind:
        case "string_type":
            plain = isinstance(value, int | float) and not isinstance(value, dict | list)
            hint = f'put it in quotes: "{format_value(value)}"' if plain else ""
            if isinstance(value, dict | list):
                hint = "text that begins with { or [ needs quotes"
            return is_what, "text", hint, "type"
        case "int_type":
            signed = isinstance(value, str) and re.fullmatch(r"[+=]?-?\d{1,9}", value)
            return is_what, "a whole number", f"write {int(value.lstrip('+='))}" if signed else "", "type"
        case "bool_type":
            return is_what, "true or false", "", "type"
        case "list_type":
            single = isinstance(value, str) and "\n" not in value and len(value) <= 40
            hint = f"write [{value}]" if single else ""
            if value and isinstance(value, dict):
                hint = "begin each entry with a dash"
            return is_what, "a list", hint, "type"
        case "dict_type" | "model_type":
            dashed = isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict)
            return is_what, "a mapping (lines of key: value)", "leave out the dash" if dashed else "", "type"
        case "literal_error":
            allowed = context["expected"].replace("'", "")
            hint = suggest_name(value, re.split(", | or ", allowed)) if isinstance(value, str) else ""
            if path == ("format",) and isinstance(value, int):
                hint = "this file was made for a newer wargame"
            return is_what, allowed, hint, "value"
        case "too_short":
            return many, f"at least {context['min_length']}", "", "value"
        case "too_long":
            return many, f"at most {context['max_length']}", "", "value"
        case "string_too_long":
            return f"{label} has {len(value)} characters", f"at most {context['max_length']}", "", "value"
        case "string_pattern_mismatch":
            return is_what, PATTERNS.get(context["pattern"], "another form"), "", "value"
        case "greater_than_equal":
            return is_what, f"{context['ge']} or more", "", "value"
        case "less_than_equal":
            return is_what, f"{context['le']} or less", "", "value"
    return is_what, "something else", f"({kind})", "value"


def _format_label(path: Path) -> str:
    if not path:
        return "the file"
    if isinstance(path[-1], int):
        place = f"entry {path[-1] + 1}"
        return f"{place} of {path[-2]!r}" if len(path) > 1 else place
    return repr(path[-1])
