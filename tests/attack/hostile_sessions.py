"""Session files whose chain is right and whose lines are not: anybody can compute a chain again.

A mutation changes the lines of a recorded exercise, knowing what they mean, and returns what it did in words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from tests.attack.session_lines import ROUGH, Lines, refit, renumber
from wargame.content.load.loader import compute_digest

ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    2,
    3,
    17,
    99,
    -(2**31),
    2**31,
    2**53 + 1,
    10**30,
    -(10**300),
    0.5,
    -1.5,
    1e308,
    "",
    "no-such-id",
    "people",
    "facilitator",
    "observer",
    "\x00\x1b[2J\x9b\u2028",
    "\u202eodd\ufeff",
    "ü" * 3000,
    [],
    [[]],
    [1, "a"],
    [None],
    {},
    {"": {}},
    {"a": [1]},
)
"""Values of each type and size, most of them wrong wherever they are put."""


def mutate(lines: Lines, luck: Random) -> str:
    """Change the lines in place, in one to three ways, and return which. The chain has to be computed afterwards."""
    said = [luck.choice(WAYS)(lines, luck) for _ in range(luck.choice((1, 1, 1, 1, 2, 3)))]
    if luck.random() < 0.2:  # the commands of other rules are not decided again
        lines[0]["rules"] = 2
        said.append("other rules")
    if luck.random() < 0.3:
        renumber(lines)
        said.append("renumber")
    if luck.random() < 0.5 and isinstance(lines[0].get("content"), dict):
        lines[0]["digest"] = compute_digest(lines[0]["content"])
    refit(lines)
    return "; ".join(said)


def choose_odd(luck: Random) -> Any:
    """Return a value that is wrong in most places."""
    return luck.choice(tuple(ROUGH)) if luck.random() < 0.15 else luck.choice(ODD)


def list_places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in inner for place in ((*at, key), *list_places(each, (*at, key)))]


def find_holder(value: Any, place: Sequence[Any]) -> Any:
    """Return the object or list that holds the value at a place."""
    for key in place[:-1]:
        value = value[key]
    return value


def choose_line(lines: Lines, luck: Random, has: Callable[[Mapping[str, Any]], bool]) -> tuple[int, dict[str, Any]]:
    """Return a line with this property, or any line, with its index."""
    found = [index for index, line in enumerate(lines) if index and has(line)] or [luck.randrange(len(lines))]
    index = luck.choice(found)
    return index, lines[index]


def is_command(line: Mapping[str, Any]) -> bool:
    """Return whether a line is a command."""
    return "do" in line


def is_record(line: Mapping[str, Any]) -> bool:
    """Return whether a line is a record."""
    return "record" in line


def remove_field(lines: Lines, luck: Random) -> str:
    """Remove a field of a line."""
    at = luck.choice((0, luck.randrange(len(lines))))
    if not lines[at]:
        return "nothing"
    name = luck.choice(list(lines[at]))
    del lines[at][name]
    return f"remove {name} of line {at + 1}"


def retype_field(lines: Lines, luck: Random) -> str:
    """Put an odd value into a field of a line."""
    at, line = choose_line(lines, luck, luck.choice((is_command, is_record)))
    name = luck.choice(list(line) or ["n"])
    line[name] = choose_odd(luck)
    return f"{name} of line {at + 1} becomes {str(line[name])[:40]!r}"


def change_deep(lines: Lines, luck: Random) -> str:
    """Put an odd value, or one from elsewhere in the same line, anywhere inside a line."""
    at, line = choose_line(lines, luck, luck.choice((is_command, is_record)))
    places = list_places(line)
    if not places:
        return "nothing"
    place = luck.choice(places)
    holder = find_holder(line, place)
    other = luck.choice(places)
    holder[place[-1]] = (
        choose_odd(luck) if luck.random() < 0.5 else json.loads(json.dumps(find_holder(line, other)[other[-1]]))
    )
    return f"{'.'.join(map(str, place))} of line {at + 1} becomes {str(holder[place[-1]])[:40]!r}"


def list_ids(lines: Lines) -> list[str]:
    """Return the ids that the pinned content and the columns have, whatever they are of."""
    content = lines[0].get("content")
    places = list_places(content) if isinstance(content, dict) else []
    ids = [str(find_holder(content, place)[place[-1]]) for place in places if place[-1] == "id"]
    start = lines[0].get("start")
    return ids + (list(start) if isinstance(start, dict) else []) + ["facilitator", "observer", "no-such-id"]


def change_id(lines: Lines, luck: Random) -> str:
    """Name another role, action, zone, card, column or rule in a line."""
    at, line = choose_line(lines, luck, luck.choice((is_command, is_record)))
    places = [place for place in list_places(line) if isinstance(find_holder(line, place)[place[-1]], str)]
    if not places:
        return "nothing"
    place = luck.choice(places)
    new = luck.choice(list_ids(lines))
    find_holder(line, place)[place[-1]] = new
    return f"{'.'.join(map(str, place))} of line {at + 1} becomes {new[:40]!r}"


def change_number(lines: Lines, luck: Random) -> str:
    """Change a number of a line by a little or by a lot."""
    at, line = choose_line(lines, luck, luck.choice((is_command, is_record)))
    places = [place for place in list_places(line) if type(find_holder(line, place)[place[-1]]) in (int, float)]
    if not places:
        return "nothing"
    place = luck.choice(places)
    holder = find_holder(line, place)
    was = holder[place[-1]]
    holder[place[-1]] = was + luck.choice((1, -1, 2, -7, 100, -1000, 2**40, -(10**30)))
    return f"{'.'.join(map(str, place))} of line {at + 1}: {was} becomes {holder[place[-1]]}"


def change_args(lines: Lines, luck: Random) -> str:
    """Change what a command was given: an argument of another kind, one too many, one too few."""
    at, line = choose_line(lines, luck, lambda line: bool(line.get("args")))
    args = line.get("args")
    if not isinstance(args, dict):
        return "nothing"
    name = luck.choice([*args, "role", "zone", "to", "secret", "more"])
    if luck.random() < 0.3:
        args.pop(name, None)
        return f"no argument {name} in line {at + 1}"
    args[name] = luck.choice((choose_odd(luck), luck.choice(list_ids(lines))))
    return f"argument {name} of line {at + 1} becomes {str(args[name])[:40]!r}"


def change_command(lines: Lines, luck: Random) -> str:
    """Let a command be another one."""
    at, line = choose_line(lines, luck, is_command)
    line["do"] = luck.choice(
        [other["do"] for other in lines if isinstance(other.get("do"), str)] + ["rule", "veto", "overrule"]
    )
    return f"line {at + 1} does {line['do']}"


def change_event(lines: Lines, luck: Random) -> str:
    """Change an event so that it is still one: another column, another value before or after, one more, one less."""
    at, line = choose_line(lines, luck, lambda line: bool(line.get("events")))
    events = line.get("events")
    if not isinstance(events, list) or not events:
        return "nothing"
    index = luck.randrange(len(events))
    event = events[index]
    if not isinstance(event, dict):
        return "nothing"
    start = lines[0].get("start")
    columns = list(start) if isinstance(start, dict) else ["turn"]
    way = luck.choice(("what", "from", "to", "both", "add", "drop", "pc", "got", "why"))
    if way == "add":
        events.insert(
            index, {"what": luck.choice(columns), "from": luck.randrange(4), "to": luck.choice((0, 1, 5, -3, 10**9))}
        )
    elif way == "drop":
        del events[index]
    elif way == "what":
        event["what"] = luck.choice(columns)
    elif way == "both":
        event["from"], event["to"] = event.get("to", 1), event.get("from", 0)
    elif way == "pc":
        for change in events:
            if isinstance(change, dict) and change.get("what") == "pc":
                change["to"] = luck.choice((-1, 0, luck.randrange(60), 10**6))
    elif way == "why":
        event["why"] = luck.choice(list_ids(lines))
    else:
        event[way] = luck.choice((0, 1, 2, 9, 60, -1, 10**9))
    return f"event {index} of line {at + 1}: {way}"


def change_reference(lines: Lines, luck: Random) -> str:
    """Let a record name another line than it named."""
    names = ("to", "line", "about", "amends", "count", "bytes")
    at, line = choose_line(lines, luck, lambda line: any(name in line for name in names))
    name = luck.choice([name for name in names if name in line] or ["to"])
    line[name] = luck.choice((0, 1, 2, -1, at, at + 1, at + 2, len(lines), 10**9, luck.randrange(len(lines))))
    return f"{name} of line {at + 1} becomes {line[name]}"


def move_lines(lines: Lines, luck: Random) -> str:
    """Repeat, remove or move a line, put a record before the first command, or end the file early."""
    way = luck.choice(("repeat", "remove", "swap", "first", "end", "header"))
    at = luck.randrange(1, len(lines)) if len(lines) > 1 else 0
    if way == "repeat":
        lines.insert(luck.randrange(1, len(lines) + 1), json.loads(json.dumps(lines[at])))
    elif way == "remove" and len(lines) > 1:
        del lines[at]
    elif way == "swap" and len(lines) > 1:
        other = luck.randrange(1, len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif way == "first" and len(lines) > 1:
        lines.insert(1, lines.pop(at))
    elif way == "end":
        del lines[max(at, 1) :]
    else:
        lines.insert(at, json.loads(json.dumps(lines[0])))
    return f"{way} line {at + 1}"


HEADER: Mapping[str, tuple[Any, ...]] = {
    "seats": ({}, {"cartel": "people"}, {"no-such-role": "people"}, {"cartel": "bot:nobody"}, {"a": "\x1b[2J"}),
    "start": ({}, {"pc": 0}, {"pc": 0, "turn": 0, "ending": 0, "revealed": 0}),
    "length": ("", "no-such-length", "standard", "long"),
    "digest": ("", "0" * 64, "é"),
    "seed": (-1, 0, 10**400, 2**64),
    "pins": ({}, {"cartel": ""}, {"cartel": "é"}, {"no-such-role": "1"}, {"cartel": "scrypt:1:é"}, {"observer": "x:y"}),
    "dice": ("", "typed", "seeded", "no-such-dice"),
    "rules": (0, 2, -1, 10**9),
    "format": (0, 1, 2, -1, 10**9),
    "paced": (True, False),
    "created": ("", "yesterday", "9999-99-99T99:99:99Z"),
    "name": ("", "\x00", "a\nb", "x" * 10_000),
    "scenario": ("", "../../../etc/passwd", "a/b", "."),
    "title": ("", "\x1b[2J"),
    "program": ("", "wargame 99"),
    "kind": ("", "wargame-session "),
    "content": ({}, {"scenario": {}}, {"scenario": {}, "decks": [], "sources": []}),
}
"""Values of the fields of a header that have the right type, most of them."""


def change_header(lines: Lines, luck: Random) -> str:
    """Change a field of the header to something of the right type, or to anything."""
    name = luck.choice(list(HEADER))
    lines[0][name] = choose_odd(luck) if luck.random() < 0.25 else json.loads(json.dumps(luck.choice(HEADER[name])))
    return f"{name} of the header becomes {str(lines[0][name])[:60]!r}"


def change_inside_header(lines: Lines, luck: Random) -> str:
    """Change one role, one start value or one PIN of the header."""
    name = luck.choice(("seats", "start", "start", "pins"))
    holder = lines[0].get(name)
    if not isinstance(holder, dict):
        holder = lines[0][name] = {}
    key = luck.choice([*holder, "no-such-name"])
    way = luck.choice(("drop", "rename", "value", "last"))
    if way in ("drop", "rename"):
        value = holder.pop(key, 0)
        if way == "rename":
            holder["other" if luck.random() < 0.5 else luck.choice([*holder, "x"])] = value
    elif way == "last" and key in holder:
        holder[key] = holder.pop(key)
    else:
        holder[key] = luck.choice((0, 1, -1, 10**9, "people", "bot:doctrine", "bot:x", "é", choose_odd(luck)))
    return f"{name} of the header: {way} {key}"


def change_content(lines: Lines, luck: Random) -> str:
    """Change the pinned content anywhere, so that it is not valid, or valid and not what was played."""
    content = lines[0].get("content")
    places = list_places(content) if isinstance(content, dict) else []
    if not places:
        return "nothing"
    place = luck.choice(places)
    holder = find_holder(content, place)
    if luck.random() < 0.3:
        del holder[place[-1]]
    elif luck.random() < 0.3 and isinstance(holder, list):
        holder.reverse()
    else:
        was = holder[place[-1]]
        holder[place[-1]] = was + luck.choice((1, -1, 5)) if type(was) is int else choose_odd(luck)
    lines[0]["digest"] = compute_digest(content)
    return f"the content changes at {'.'.join(map(str, place))}"


RECORDS: tuple[Mapping[str, Any], ...] = (
    {"record": "undo", "to": 2, "because": "b", "seen": [], "hat": "", "seconds": 1.0},
    {"record": "note", "text": "t", "kind": "odd", "objective": "no-such-id", "about": "a", "hat": "h"},
    {"record": "bookmark", "text": ""},
    {"record": "amend", "line": 2, "because": "b"},
    {"record": "pause"},
    {"record": "resume"},
    {"record": "seat", "role": "cartel", "seat": "bot:doctrine", "because": ""},
    {"record": "branched", "parent": "../x.jsonl", "line": 2, "head": "0" * 64, "seed": 1, "name": "n"},
    {"record": "torn", "bytes": 5},
    {"record": "closed", "count": 3, "head": "0" * 64},
    {"record": "reopened"},
    {"record": "debrief", "stage": "why", "kind": "delta", "role": "cartel", "text": "t", "prompt": "p", "about": 2},
    {"record": "debrief", "stage": "plus-delta", "kind": "delta", "role": "x", "text": "t", "prompt": "p", "amends": 3},
    {
        "record": "details",
        "course": "c",
        "sponsor": "s",
        "contact": "c",
        "participants": {"cartel": -3, "x": 10**30},
        "names": {"cartel": ["A"], "x": [""]},
    },
    {"record": "final", "because": "b"},
    {"record": "rating", "objective": "together", "rating": "P", "because": "b", "lines": [2, -1, 10**9]},
    {"record": "analysis", "line": 3, "text": "t"},
    {
        "record": "recommend",
        "lines": [2],
        "issue": "i",
        "recommendation": "r",
        "by": "x",
        "action": "a",
        "owner": "o",
        "start": "s",
        "completion": "c",
        "amends": 2,
    },
    {"record": "no-such-record"},
    {"record": "no-such-record", "do": "begin"},
    {},
)
"""A record of each kind, with values that the program would not write in some of them."""


def insert_record(lines: Lines, luck: Random) -> str:
    """Insert a record where it may not fit, with one field that may be odd."""
    at = luck.choice((1, len(lines), luck.randrange(1, len(lines) + 1)))
    here = lines[min(at, len(lines) - 1)]
    new = {
        "n": at + 1,
        "turn": here.get("turn", 0),
        "phase": here.get("phase", "setup"),
        "at": "2026-01-01T00:00:00Z",
    }
    new |= json.loads(json.dumps(luck.choice(RECORDS)))
    if luck.random() < 0.6:
        name = luck.choice(list(new))
        if name != "record":
            new[name] = choose_odd(luck)
    lines.insert(at, new)
    renumber(lines)
    return f"insert {str(new)[:200]} as line {at + 1}"


WAYS: tuple[Callable[[Lines, Random], str], ...] = (
    remove_field,
    retype_field,
    change_deep,
    change_id,
    change_number,
    change_args,
    change_command,
    change_event,
    change_event,
    change_reference,
    move_lines,
    change_header,
    change_inside_header,
    change_content,
    insert_record,
    insert_record,
    insert_record,
)
"""All mutations; those that find most stand twice."""
