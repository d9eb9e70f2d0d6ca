"""The events of a command: changes and draws, with the names of columns and rules.

A session file names columns and rules, so that it can be read without the program; the rules number them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from wargame.light_dataclass import dataclass
from wargame.rules.model import Table
from wargame.rules.row import Changed, Drawn, Event
from wargame.session.shape import Check, MalformedLineError, is_int, is_str

SUM = "sum"
"""The value of ``typed`` of a draw."""

_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes: a long file has ten thousand events."""

JsonEvent = dict[str, Any]
"""An event as JSON gives it. A change is {what, from, to} with ``why`` (the rule) and ``part`` where they are known. A
draw is {draw (its slot), turn, n, of, got}, for a check with ``plus``, ``target`` and ``for`` (the rule), and with
``typed``, which is ``sum``, where people typed the sum of their dice.
"""


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A number that changed: ``what`` is the name of its column, ``why`` the name of the rule that changed it and
    ``part`` the part of the rule, where they are known. In the file ``before`` and ``after`` are ``from`` and ``to``.
    """

    what: str
    before: int
    after: int
    why: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class RecordedDraw:
    """A draw of chance: ``draw`` is its slot, ``of`` how many outcomes were possible, ``got`` the one that came.

    ``plus`` and ``target`` belong to a check, ``why`` is the name of the rule that asked for it (in the file ``for``).
    ``typed`` is ``sum`` where ``got`` stands for a sum that people typed, and empty otherwise.
    """

    draw: str
    turn: int
    n: int
    of: int
    got: int
    plus: int = 0
    target: int = 0
    why: str = ""
    typed: str = ""


RecordedEvent = RecordedChange | RecordedDraw


class RecordedEvents(Sequence[RecordedEvent]):
    """The events of one command; each is made when it is asked for.

    Few commands of a file are ever looked at, and a typed event takes more memory than the object it is read from.
    """

    __slots__ = ("json", "line")

    def __init__(self, json: list[JsonEvent], line: int) -> None:
        self.json = json
        self.line = line
        """The number of the line that holds them."""

    def __len__(self) -> int:
        return len(self.json)

    def __iter__(self) -> Iterator[RecordedEvent]:
        return map(_read_event, self.json)

    @overload
    def __getitem__(self, at: int) -> RecordedEvent: ...
    @overload
    def __getitem__(self, at: slice) -> list[RecordedEvent]: ...
    def __getitem__(self, at: int | slice) -> RecordedEvent | list[RecordedEvent]:
        return [_read_event(event) for event in self.json[at]] if isinstance(at, slice) else _read_event(self.json[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RecordedEvents) and self.json == other.json

    def find_change(self, what: str) -> RecordedChange | None:
        """Return the first change of a number; None if it did not change."""
        return next((change for change in self.iter_changes() if change.what == what), None)

    def iter_changes(self) -> Iterator[RecordedChange]:
        """Yield the changes alone."""
        return (event for event in self if isinstance(event, RecordedChange))


class Events:
    """The attribute ``events`` of a command: in the file a list of objects, here `RecordedEvents`."""

    def __get__(self, line: Any, owner: type[object]) -> RecordedEvents:
        """Return the events of a command."""
        if line is None:
            raise AttributeError("the field has no default")
        return RecordedEvents(vars(line)["events"], vars(line)["n"])

    def __set__(self, line: Any, events: Iterable[RecordedEvent]) -> None:
        """Keep the events of a command that is being made."""
        vars(line)["events"] = [write_event(event) for event in events]


def _read_event(event: JsonEvent) -> RecordedEvent:
    if "what" in event:
        return RecordedChange(event["what"], event["from"], event["to"], event.get("why", ""), event.get("part", ""))
    plus, target, why = event.get("plus", 0), event.get("target", 0), event.get("for", "")
    typed = event.get("typed", "")
    return RecordedDraw(event["draw"], event["turn"], event["n"], event["of"], event["got"], plus, target, why, typed)


def write_event(event: RecordedEvent) -> JsonEvent:
    """Return an event as JSON."""
    if isinstance(event, RecordedChange):
        line: JsonEvent = {"what": event.what, "from": event.before, "to": event.after}
        if event.why:
            line["why"] = event.why
        if event.part:
            line["part"] = event.part
        return line
    line = {"draw": event.draw, "turn": event.turn, "n": event.n, "of": event.of, "got": event.got}
    if event.target:
        line |= {"plus": event.plus, "target": event.target}
    if event.why:
        line["for"] = event.why
    if event.typed:
        line["typed"] = event.typed
    return line


def dump_events(table: Table, events: Iterable[Event]) -> list[RecordedEvent]:
    """Return events with the names of columns and rules instead of their numbers."""
    columns, rules = table.columns, table.rules
    out: list[RecordedEvent] = []
    for event in events:
        why = rules[event.rule].name if event.rule >= 0 else ""
        if isinstance(event, Changed):
            before, after, part = int(event.before), int(event.after), str(event.part)  # some are members of enums
            out.append(RecordedChange(columns[event.column].name, before, after, why, part))
        else:
            turn, n, of, got = event.turn, event.n, event.of, event.got
            typed = SUM if event.summed else ""
            out.append(RecordedDraw(event.slot, turn, n, of, got, event.plus, event.target, why, typed))
    return out


def load_events(table: Table, events: RecordedEvents) -> tuple[Event, ...]:
    """Return the events of a command. Raises `MalformedLineError` for a number or rule that the table does not have."""
    index, rule_at = table.index, table.rule_at
    out: list[Event] = []
    try:
        for event in events.json:
            if "what" in event:
                rule = rule_at[event["why"]] if "why" in event else -1
                change = (index[event["what"]], event["from"], event["to"], rule, event.get("part", ""))
                out.append(_new(Changed, change))
            else:
                rule = rule_at[event["for"]] if "for" in event else -1
                plus, target = event.get("plus", 0), event.get("target", 0)
                turn, n, of, got = event["turn"], event["n"], event["of"], event["got"]
                out.append(Drawn(turn, event["draw"], n, of, got, rule, plus, target, "typed" in event))
    except KeyError as error:
        expected = "a list of events that name numbers and rules of the pinned content"
        raise MalformedLineError(events.line, "events", expected, f"one that names {error}") from None
    return tuple(out)


_CHANGE: dict[str, Check] = {"what": is_str, "from": is_int, "to": is_int}
_CHANGE_EXTRA: dict[str, Check] = {"why": is_str, "part": is_str}
_DRAW: dict[str, Check] = {"draw": is_str, "turn": is_int, "n": is_int, "of": is_int, "got": is_int}
_DRAW_EXTRA: dict[str, Check] = {"plus": is_int, "target": is_int, "for": is_str, "typed": SUM.__eq__}


def _has_shape(event: JsonEvent) -> bool:
    """Return whether an event is a change or a draw with its fields, each of its type."""
    required, extra = (_CHANGE, _CHANGE_EXTRA) if "what" in event else (_DRAW, _DRAW_EXTRA)
    return all(name in event and accepts(event[name]) for name, accepts in required.items()) and all(
        accepts(event[name]) for name, accepts in extra.items() if name in event
    )


def _has_check_shape(event: JsonEvent) -> bool:
    return type(event["plus"]) is int and type(event["target"]) is int and type(event["for"]) is str


def check_events(events: list[JsonEvent], number: int) -> None:
    """Raise `MalformedLineError` unless each event of a command has the shape that this program writes.

    The loop says the same as `_has_shape` for the common events: a long file has ten thousand of them, and all are
    checked when it is opened.
    """
    try:
        for event in events:
            if "what" in event:
                if type(event["from"]) is int and type(event["to"]) is int and type(event["what"]) is str:
                    size = len(event)
                    if size == 3 or (size == 5 and type(event["why"]) is str and type(event["part"]) is str):
                        continue
            elif type(event["draw"]) is str and type(event["turn"]) is int and type(event["n"]) is int:
                size, of, got = len(event), event["of"], event["got"]
                plain = type(of) is int and type(got) is int
                if plain and (size == 5 or (size == 8 and _has_check_shape(event))):
                    continue
            if not _has_shape(event):
                break
        else:
            return
    except (KeyError, TypeError):
        if all(type(event) is dict and _has_shape(event) for event in events):  # with fields of a later program
            return
    raise MalformedLineError(number, "events", "a list of changes and draws", "a list of another shape")
