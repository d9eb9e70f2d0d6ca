"""Lays a scenario over the one it extends, and keeps in which file each part of the whole stands.

``extends: ID`` names the base; ``without: {PART: [NAME, ...]}`` names entries of the base that are left out. A part
whose entries have names (`LAYERED`) is laid over entry by entry: an entry with a name that the base has replaces that
entry as a whole and in its place; new entries follow the others (a new action follows the actions of its role and
group). For every other key, the value of the child replaces that of the base. Checks, play and pins work on the whole,
in which neither key is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from wargame.content.load import library
from wargame.content.load.document import Document
from wargame.content.load.file_kind import check_kind
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.notation import Path, format_value
from wargame.content.model.parts import LAYERED
from wargame.content.model.raw_data import read_mapping
from wargame.content.model.scenario import Scenario
from wargame.light_dataclass import dataclass
from wargame.suggestion import suggest_name

_OWN = ("format", "id", "title")
"""The keys that no scenario takes over from its base."""


@dataclass(frozen=True, kw_only=True)
class ExtendedDocument(Document):
    """A whole scenario: the document ``own`` laid over the document ``base``.

    ``homes`` says where keys, and entries of layered parts, come from: a document and the path there. ``faults`` are
    the mistakes in ``extends`` and ``without`` themselves.
    """

    own: Document
    base: Document
    homes: Mapping[Path, tuple[Document, Path]]
    faults: tuple[Problem, ...]

    @property
    def layers(self) -> tuple[Document, ...]:
        """The documents of one file each, the lowest base first."""
        return (*self.base.layers, self.own)

    def find_home(self, path: Path) -> tuple[Document, Path]:
        """Return the document of the one file in which the part at ``path`` stands, and the path there."""
        for start in (path[:2], path[:1]):
            if start in self.homes:
                document, there = self.homes[start]
                return document.find_home((*there, *path[len(start) :]))
        return self.own, path

    def find_position(self, path: Path, at_key: bool = False) -> tuple[int, int]:
        """Return line and column (from 1) in the file in which the part at ``path`` stands."""
        document, there = self.find_home(path)
        return document.find_position(there, at_key)


def read_scenario(path: FilePath) -> Document:
    """Return the document of a scenario file, laid over its base if it has one.

    Raises `ContentError` as `read_yaml` does, and if the base cannot be found.
    """
    return _read_layers(path, ())


def list_lineage(document: Document) -> tuple[str, ...]:
    """Return the id of a scenario that `read_scenario` returned, then the ids of its base and of all bases below.

    Decks of all of them play with the scenario.
    """
    names = (read_mapping(layer.data).get("id") for layer in reversed(document.layers))
    return tuple(name for name in names if isinstance(name, str))


def check_belonging(deck: Document, scenarios: Sequence[str]) -> Iterator[Problem]:
    """Check that a deck is written for the scenario it is played with, or for one that this scenario extends.

    ``scenarios`` are the ids that `list_lineage` returns.
    """
    name = read_mapping(deck.data).get("scenario")
    if isinstance(name, str) and scenarios and name not in scenarios:
        said = f"this deck is written for the scenario {name!r}, not for {scenarios[0]!r}"
        hint = f"play it with {name}, or let {scenarios[0]} extend {name}"
        yield build_problem(deck, ("scenario",), said, f"a deck for {' or '.join(scenarios)}", hint, code="scenario")


MOST_BASES = 10
"""The most scenarios that lie below one, each extending the next."""


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
    if len(chain) > MOST_BASES:
        said = f"it extends more than {MOST_BASES} scenarios, one over the other"
        raise _build_error(document, said, f"at most {MOST_BASES}", "write what they share into one")
    return _lay_over(document, _read_layers(known[name], chain))


def _build_error(document: Document, said: str, expected: str, hint: str = "") -> ContentError:
    return ContentError([build_problem(document, ("extends",), said, expected, hint, code="extends")])


def _check_no_extension(document: Document, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield the keys of a scenario without ``extends`` that only make sense beside it, or look like it."""
    for key in data:
        if key == "without":
            said, expected = "'without' leaves out parts of a base, and there is none", "the key 'extends' beside it"
            yield build_problem(document, (key,), said, expected, key=True, code="unknown-key")
        elif key not in Scenario.model_fields and (hint := suggest_name(key, ("extends",))):
            said = f"unknown key {key!r}"
            yield build_problem(document, (key,), said, "the keys of a scenario", hint, key=True, code="unknown-key")


def _lay_over(own: Document, base: Document) -> ExtendedDocument:
    """Return one scenario laid over another."""
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
    """Yield the entries of a layered part of one document; an entry without a name has an empty name."""
    value = document.data.get(key)
    if isinstance(value, dict):
        for name, entry in value.items():
            yield _Entry(name, entry, document, name)
    elif isinstance(value, list):
        for at, entry in enumerate(value):
            name = read_mapping(entry).get("id")
            yield _Entry(name if isinstance(name, str) else "", entry, document, at)


def _merge_parts(key: str, base: Document, own: Document | None, left_out: frozenset[str]) -> list[_Entry]:
    """Return the entries of base and child: those of the base, replaced or left out, then the new ones."""
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
    """Return what keeps entries together for players: role and heading of an action; None for other entries."""
    entry = read_mapping(part.value)
    return (entry.get("role"), entry["group"]) if key == "actions" and "group" in entry else None


def _read_left_out(own: Document, base: Document, faults: list[Problem]) -> dict[str, frozenset[str]]:
    """Return the names that ``without`` leaves out, by part; mistakes in it are added to ``faults``."""
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
