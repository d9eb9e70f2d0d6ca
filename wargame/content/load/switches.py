"""Turns switches of a scenario off: leaves out and changes what they name, before the content is pinned.

A switch (`wargame.content.model.switches`) is data of the scenario; nothing here knows one by name. The result is raw
data that is checked anew, so that what is left always makes a whole scenario.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from wargame.content.load.arrangement import plays_all_decks
from wargame.content.load.document import Document
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.validation import build_problem
from wargame.content.model.notation import Path, format_value
from wargame.content.model.parts import PARTS
from wargame.content.model.raw_data import iter_named_entries, list_texts, read_mapping
from wargame.suggestion import suggest_name

CARDS = "cards"
"""The part of the decks, beside the parts of the scenario."""

_PARTS = {part.name: part for part in PARTS if part.name not in ("switches", "lengths")}
_SINGULAR = {name: part.singular for name, part in _PARTS.items()} | {CARDS: "card"}


class SwitchedOff(NamedTuple):
    """What an exercise is played with when switches are off: documents without positions."""

    setting: Document
    piles: tuple[Document, ...]


def turn_off(setting: Document, piles: Sequence[Document], names: Sequence[str]) -> SwitchedOff:
    """Return the documents as they are with these switches off.

    A card that is in none of the decks is passed over, because an exercise may be played with other decks. Raises
    `ContentError`: for a name that no switch has, and for a switch that names what the scenario does not have.
    """
    data = dict(read_mapping(setting.data))
    switches = {entry["id"]: (at, entry) for at, entry in iter_named_entries(data.get("switches"))}
    for name in names:
        if name not in switches:
            known = ", ".join(switches) or "it has none"
            said = f"{data.get('title', 'the scenario')} has no switch {name!r}"
            raise ContentError(
                [build_problem(setting, (), said, f"one of: {known}", suggest_name(name, switches), code="name")]
            )
    problems = [problem for name in names for problem in check_switch(setting, piles, switches[name][0])]
    if problems:
        raise ContentError(problems)
    decks = [dict(read_mapping(pile.data)) for pile in piles]
    chosen = [switches[name][1] for name in dict.fromkeys(names)]
    for switch in chosen:
        for part, entries in read_mapping(switch.get("changes")).items():
            for place in decks if part == CARDS else [data]:
                _change_entries(place, part, read_mapping(entries))
    for switch in chosen:
        for part, left_out in read_mapping(switch.get("without")).items():
            for place in decks if part == CARDS else [data]:
                _leave_out(place, part, {name for _, name in list_texts(left_out)})
    off = set(names)
    data["switches"] = [
        entry | ({"off": True} if entry.get("id") in off else {}) if isinstance(entry, dict) else entry
        for entry in data["switches"]
    ]
    return SwitchedOff(
        Document(setting.file, data), tuple(Document(pile.file, deck) for pile, deck in zip(piles, decks, strict=True))
    )


def check_switch(setting: Document, piles: Sequence[Document], at: int) -> Iterator[Problem]:
    """Yield every part and entry that a switch names and that is not there; ``at`` is its place in the list."""
    data = read_mapping(setting.data)
    switch = read_mapping(data["switches"][at])
    path: Path = ("switches", at)
    if not switch.get("without") and not switch.get("changes"):
        said = "nothing is different when this switch is off"
        yield build_problem(setting, path, said, "'without' or 'changes'", code="switch")
    for key in ("without", "changes"):
        for part, entries in read_mapping(switch.get(key)).items():
            here: Path = (*path, key, part)
            if part not in _SINGULAR:
                said, hint = f"a switch cannot change {part!r}", suggest_name(part, _SINGULAR)
                yield build_problem(
                    setting, here, said, f"one of: {', '.join(_SINGULAR)}", hint, key=True, code="switch"
                )
                continue
            known = _list_names(data, part)
            if part == CARDS:
                known = tuple(name for pile in piles for name in _list_names(read_mapping(pile.data), part))
            named = (
                [((*here, i), name) for i, name in list_texts(entries)]
                if key == "without"
                else [((*here, name), name) for name in read_mapping(entries)]
            )
            for place, name in named:
                if name not in known and (part != CARDS or plays_all_decks(data, piles)):
                    said = f"there is no {_SINGULAR[part]} {format_value(name)} to leave out or change"
                    hint = suggest_name(name, known)
                    yield build_problem(setting, place, said, hint=hint, key=key == "changes", code="switch")
            if key == "changes":
                places = [read_mapping(pile.data) for pile in piles] if part == CARDS else [data]
                yield from _check_inner_keys(setting, here, read_mapping(entries), places)


def _check_inner_keys(
    setting: Document, here: Path, changes: Mapping[str, Any], places: Sequence[Mapping[str, Any]]
) -> Iterator[Problem]:
    """Yield every key with dots that leads into nothing; ``here`` is where the changes of one part stand."""
    for name, changed in changes.items():
        entries = [found for place in places if (found := _find_entry(place.get(str(here[-1])), name)) is not None]
        for key in read_mapping(changed):
            *outer, _ = key.split(".")
            if entries and not any(isinstance(reduce(_look_in, outer, entry), dict) for entry in entries):
                said = f"{format_value(name)} has no {'.'.join(outer)} in which something could change"
                yield build_problem(setting, (*here, name, key), said, key=True, code="switch")


def _look_in(value: Any, key: str) -> Any:
    return read_mapping(value).get(key)


def _find_entry(entries: Any, name: str) -> Any:
    if isinstance(entries, dict):
        return entries.get(name)
    return next((entry for _, entry in iter_named_entries(entries) if entry["id"] == name), None)


def _list_names(data: Mapping[str, Any], part: str) -> tuple[str, ...]:
    entries = data.get(part)
    if isinstance(entries, dict):
        return tuple(entries)
    return tuple(entry["id"] for _, entry in iter_named_entries(entries))


def _leave_out(data: dict[str, Any], part: str, names: set[str]) -> None:
    """Leave entries out of one part of ``data``; its old value stays as it is."""
    entries = data.get(part)
    if isinstance(entries, dict):
        data[part] = {name: entry for name, entry in entries.items() if name not in names}
    elif isinstance(entries, list):
        data[part] = [entry for entry in entries if read_mapping(entry).get("id") not in names]


def _change_entries(data: dict[str, Any], part: str, changes: Mapping[str, Any]) -> None:
    """Give entries of one part of ``data`` other values; its old value stays as it is."""
    entries = data.get(part)
    if isinstance(entries, dict):
        data[part] = {name: _change(entry, changes.get(name)) for name, entry in entries.items()}
    elif isinstance(entries, list):
        data[part] = [_change(entry, changes.get(read_mapping(entry).get("id", ""))) for entry in entries]


def _change(entry: Any, changes: Any) -> Any:
    """Return an entry with other values; a key with dots, such as ``members.mexico.vetoes``, leads inside it."""
    if not isinstance(changes, dict):
        return entry
    for key, value in changes.items():
        entry = _change_at(entry, key.split("."), value)
    return entry


def _change_at(entry: Any, keys: Sequence[str], value: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    key, *inner = keys
    changed = _change_at(entry.get(key), inner, value) if inner else value
    if changed is None:
        return {name: old for name, old in entry.items() if name != key}
    return entry | {key: changed}
