"""Lays a scenario over the one it extends, and still knows in which file each part of the whole stands.

``extends: ID`` names the base, ``without: {PART: [NAME, ...]}`` what of it is left out. A part whose entries have names
(`LAYERED`) is laid over entry by entry: an entry with a name the base has replaces that entry whole and in its place,
new ones follow (a new action follows the others of its role and group). Of every other key the child's value replaces
the base's. What is checked, played and pinned is the whole, with neither key left in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from wargame.content.load import library
from wargame.content.load.document import Document
from wargame.content.load.file_kind import check_kind
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.notation import Path, format_value, suggest_name
from wargame.content.model.parts import LAYERED
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.scenario import Scenario

_OWN = ("format", "id", "title")
"""Keys that no scenario takes over from its base."""


@dataclass(frozen=True, kw_only=True)
class ExtendedDocument(Document):
    """The whole of a scenario (``own``) laid over its base.

    ``homes`` says where keys, and entries of layered parts, come from: a document and the path there. ``faults`` is
    what is wrong with the laying over itself.
    """

    own: Document
    base: Document
    homes: Mapping[Path, tuple[Document, Path]]
    faults: tuple[Problem, ...]

    @property
    def layers(self) -> tuple[Document, ...]:
        return (*self.base.layers, self.own)

    def find_home(self, path: Path) -> tuple[Document, Path]:
        for start in (path[:2], path[:1]):
            if start in self.homes:
                document, there = self.homes[start]
                return document.find_home((*there, *path[len(start) :]))
        return self.own, path

    def find_position(self, path: Path, at_key: bool = False) -> tuple[int, int]:
        document, there = self.find_home(path)
        return document.find_position(there, at_key)


def read_scenario(path: FilePath) -> Document:
    """The file of a scenario, laid over its base if it has one.

    Raises ContentError as `read_yaml` does, and where there is no base to be found.
    """
    return _read_layers(path, ())


def list_lineage(document: Document) -> tuple[str, ...]:
    """The id of a scenario as `read_scenario` gives it, its base's, and so on: decks of all of them play with it."""
    names = (read_mapping(layer.data).get("id") for layer in reversed(document.layers))
    return tuple(name for name in names if isinstance(name, str))


def check_belonging(deck: Document, scenarios: Sequence[str]) -> Iterator[Problem]:
    """A deck is written for the scenario it is played with, the first of ``scenarios``, or for one it extends."""
    name = read_mapping(deck.data).get("scenario")
    if isinstance(name, str) and scenarios and name not in scenarios:
        said = f"this deck is written for the scenario {name!r}, not for {scenarios[0]!r}"
        hint = f"play it with {name}, or let {scenarios[0]} extend {name}"
        yield build_problem(deck, ("scenario",), said, f"a deck for {' or '.join(scenarios)}", hint, code="scenario")


def _read_layers(path: FilePath, above: tuple[FilePath, ...]) -> Document:
    from wargame.content.load.yaml_reader import read_yaml

    document = read_yaml(path)
    if foreign := [*check_kind(document, "scenario")]:
        raise ContentError(foreign)
    data = read_mapping(document.data)
    if "extends" not in data:
        if problems := [*_check_no_extension(document, data)]:
            raise ContentError(problems)
        return document
    name = data["extends"]
    if not isinstance(name, str):
        raise _build_error(document, f"'extends' is {format_value(name)}", "the id of a scenario")
    known = library.list_scenarios(near=path)
    if name not in known:
        expected = f"one of: {', '.join(other for other in known if other != path.stem)}"
        raise _build_error(document, f"no scenario is called {name!r}", expected, suggest_name(name, known))
    chain = (*above, path.resolve())
    base = known[name].resolve()
    if base in chain:
        circle = " extends ".join(file.stem for file in (*chain[chain.index(base) :], base))
        raise _build_error(document, f"{circle}: that is a circle", "a base that does not extend this scenario")
    return _lay_over(document, _read_layers(known[name], chain))


def _build_error(document: Document, said: str, expected: str, hint: str = "") -> ContentError:
    return ContentError([build_problem(document, ("extends",), said, expected, hint, code="extends")])


def _check_no_extension(document: Document, data: Mapping[str, Any]) -> Iterator[Problem]:
    """What looks as if it should extend a scenario, and does not."""
    for key in data:
        if key == "without":
            said, expected = "'without' leaves out parts of a base, and there is none", "the key 'extends' beside it"
            yield build_problem(document, (key,), said, expected, key=True, code="unknown-key")
        elif key not in Scenario.model_fields and (hint := suggest_name(key, ("extends",))):
            said = f"unknown key {key!r}"
            yield build_problem(document, (key,), said, "the keys of a scenario", hint, key=True, code="unknown-key")


def _lay_over(own: Document, base: Document) -> ExtendedDocument:
    """One scenario over another."""
    above, below = read_mapping(own.data), read_mapping(base.data)
    faults = [
        build_problem(
            own,
            (),
            f"the key {key!r} is missing",
            hint="a scenario that extends another has its own",
            code="missing-key",
        )
        for key in _OWN
        if key not in above
    ]
    if isinstance(above.get("id"), str) and above["id"] == below.get("id"):
        said = f"the id {above['id']!r} is that of the scenario it extends"
        faults.append(build_problem(own, ("id",), said, "an id of its own", code="extends"))
    out = _read_left_out(own, base, faults)
    data: dict[str, Any] = {}
    homes: dict[Path, tuple[Document, Path]] = {}
    for key in dict.fromkeys((*below, *above)):
        if key in ("extends", "without"):
            continue
        source = own if key in above else base
        part = LAYERED.get(key)
        shape = dict if part is not None and part.keyed else list
        if part is not None and key in above and not isinstance(above[key], shape):
            kind = "mapping (lines of key: value)" if part.keyed else "list"
            faults.append(
                build_problem(own, (key,), f"{key!r} is {format_value(above[key])}", f"a {kind}", code="type")
            )
            source = base
        data[key] = read_mapping(source.data).get(key)
        homes[key,] = (source, (key,))
        if part is not None and isinstance(below.get(key), shape):
            merged = _merge_parts(key, base, own if source is own else None, out.get(key, frozenset()))
            data[key] = {one.name: one.value for one in merged} if part.keyed else [one.value for one in merged]
            for at, one in enumerate(merged):
                homes[key, one.name if part.keyed else at] = (one.document, (key, one.step))
    return ExtendedDocument(own.file, data, own=own, base=base, homes=homes, faults=tuple(faults))


class _Entry(NamedTuple):
    """An entry of a layered part: its name, its value, and where it stands."""

    name: str
    value: Any
    document: Document
    step: str | int


def _iter_parts(document: Document, key: str) -> Iterator[_Entry]:
    """The entries of a layered part of one document; an entry without a name has an empty one."""
    value = document.data.get(key)
    if isinstance(value, dict):
        for name, entry in value.items():
            yield _Entry(name, entry, document, name)
    elif isinstance(value, list):
        for at, entry in enumerate(value):
            name = read_mapping(entry).get("id")
            yield _Entry(name if isinstance(name, str) else "", entry, document, at)


def _merge_parts(key: str, base: Document, own: Document | None, left_out: frozenset[str]) -> list[_Entry]:
    """The entries of both: the base's, replaced or left out where the child says so, then the child's new ones."""
    fresh = [*_iter_parts(own, key)] if own is not None else []
    there = {part.name for part in _iter_parts(base, key)}
    first = {part.name: part for part in reversed(fresh) if part.name in there - {""}}
    kept = [first.pop(part.name, part) for part in _iter_parts(base, key) if part.name not in left_out]
    used = {id(part) for part in kept}
    for part in fresh:
        if id(part) not in used:
            alike = [
                at for at, other in enumerate(kept) if _find_group(key, other) == _find_group(key, part) is not None
            ]
            kept.insert(alike[-1] + 1 if alike else len(kept), part)
    return kept


def _find_group(key: str, part: _Entry) -> tuple[Any, Any] | None:
    """What players see together: the actions of a role that stand under one heading."""
    entry = read_mapping(part.value)
    return (entry.get("role"), entry["group"]) if key == "actions" and "group" in entry else None


def _read_left_out(own: Document, base: Document, faults: list[Problem]) -> dict[str, frozenset[str]]:
    """What ``without`` names, by part; with what is wrong with it added to ``faults``."""
    without = own.data.get("without", {})
    if not isinstance(without, dict):
        said = f"'without' is {format_value(without)}"
        faults.append(build_problem(own, ("without",), said, "a mapping such as {actions: [raid]}", code="type"))
        return {}
    out: dict[str, frozenset[str]] = {}
    for part, names in without.items():
        path: Path = ("without", part)
        if part not in LAYERED:
            said, expected = f"no entry of {part!r} can be left out", f"one of: {', '.join(LAYERED)}"
            hint = suggest_name(part, LAYERED) or (f"give {part} anew" if part in Scenario.model_fields else "")
            faults.append(build_problem(own, path, said, expected, hint, key=True, code="unknown-key"))
        elif not isinstance(names, list):
            said = f"{part!r} is {format_value(names)}"
            faults.append(build_problem(own, path, said, "a list of names", code="type"))
        else:
            there, again = ({entry.name for entry in _iter_parts(one, part)} - {""} for one in (base, own))
            for i, name in enumerate(names):
                if not isinstance(name, str) or name not in there:
                    said = f"the base has no {LAYERED[part].singular} {format_value(name)}"
                    expected = f"one of: {_format_names(there)}" if there else ""
                    hint = suggest_name(str(name), there) if there else f"delete {part}"
                    faults.append(build_problem(own, (*path, i), said, expected, hint, code="extends"))
                elif name in again:
                    said = f"the {LAYERED[part].singular} {name!r} is left out, and given too"
                    hint = "to replace it, giving it is enough"
                    faults.append(build_problem(own, (*path, i), said, "one of the two", hint, code="extends"))
            out[part] = frozenset(name for name in names if isinstance(name, str)) - again
    return out


def _format_names(names: Collection[str]) -> str:
    few = sorted(names)[:12]
    return ", ".join(few) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
