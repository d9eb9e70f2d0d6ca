"""The lines of a session file, and events as the JSON of their line.

The first line is the header: the program, the pinned content, seats, seed, and ``start``, the value of every column at
the beginning. A later line is a *command* (it has ``do`` and its events) or a *record* (it has ``record``: undo, note,
bookmark ...). An event names its column and its cause, so that a file can be read without the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from wargame.rules.model import Table
from wargame.rules.row import Changed, Drawn, Event

RULES = 1
"""The version of the rules. A file of another version can be replayed, but its commands cannot be decided again."""

JsonEvent = dict[str, Any]


class CommandLine(TypedDict):
    """A command that was carried out.

    ``role`` is who is named by it, ``by`` the seat that decided (people or a bot), ``said`` the words of an argument,
    ``not_taken`` the names of the other offers that were open, and ``seconds`` how long the decision took.
    """

    n: int
    turn: int
    phase: str
    role: str
    by: str
    do: str
    args: dict[str, Any]
    because: str
    said: dict[str, Any]
    hat: str
    not_taken: list[str]
    seconds: float
    events: list[JsonEvent]
    at: str


def is_command(line: Mapping[str, Any]) -> bool:
    """Return whether this line is a command (not a record and not the header)."""
    return "do" in line


def dump_events(table: Table, events: Iterable[Event]) -> list[JsonEvent]:
    """Events as JSON objects that name columns and rules.

    A change is {what, from, to} with ``why`` (the rule) and ``part`` where they are known. A draw is {draw (its slot),
    turn, n, of, got}, for a check with ``plus``, ``target`` and ``for`` (the rule).
    """
    columns, rules = table.columns, table.rules
    out: list[JsonEvent] = []
    for event in events:
        if isinstance(event, Changed):
            line: JsonEvent = {"what": columns[event.column].name, "from": event.before, "to": event.after}
            if event.rule >= 0:
                line["why"] = rules[event.rule].name
            if event.part:
                line["part"] = event.part
            out.append(line)
            continue
        line = {"draw": event.slot, "turn": event.turn, "n": event.n, "of": event.of, "got": event.got}
        if event.target:
            line |= {"plus": event.plus, "target": event.target}
        if event.rule >= 0:
            line["for"] = rules[event.rule].name
        out.append(line)
    return out


def load_events(table: Table, lines: Sequence[Mapping[str, Any]]) -> tuple[Event, ...]:
    """Return the events that `dump_events` wrote. Raises `KeyError` for a column or rule the table does not have."""
    out: list[Event] = []
    for line in lines:
        if "what" in line:
            why = line.get("why")
            rule = table.rule_at[why] if why is not None else -1
            out.append(Changed(table.index[line["what"]], line["from"], line["to"], rule, line.get("part", "")))
        else:
            why = line.get("for")
            rule = table.rule_at[why] if why is not None else -1
            plus, target = line.get("plus", 0), line.get("target", 0)
            out.append(Drawn(line["turn"], line["draw"], line["n"], line["of"], line["got"], rule, plus, target))
    return tuple(out)
