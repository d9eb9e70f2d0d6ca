"""The records that a viewer writes through its seat, by verb: their arguments, and who may write them.

A verb is the kind of the record in the session file: ``undo``, ``note``, ``bookmark``, ``amend``, ``pause``,
``resume``, ``seat``. Front ends hand in the arguments, so their names and types are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.seats import SEATS, SeatError
from wargame.rules.offers import Slot
from wargame.rules.refusal import Refusal, RefusalCode

NOTE_KINDS = ("note", "strength", "improvement")
"""The kinds of observation."""


class Entry(NamedTuple):
    """What a viewer hands in with the verb of a record.

    ``args`` has a value for each argument, ``by`` is the name of an evaluator (empty: the facilitator writes).
    """

    args: Mapping[str, Any]
    because: str
    hat: str
    by: str


class RecordVerb(NamedTuple):
    """How a record is written. ``args`` has the default of each argument; the ``needed`` ones have to be given."""

    write: Callable[[Exercise, Entry], Done | Refusal]
    args: Mapping[str, str | int | bool] = {}
    needed: frozenset[str] = frozenset()


def write_record(
    exercise: Exercise, verb: str, args: Mapping[str, Any], because: str = "", hat: str = "", by: str = ""
) -> Done | Refusal:
    """Write the record ``verb`` (one of `RECORD_VERBS`). A refusal writes nothing. Raises `JournalError`."""
    known = RECORD_VERBS[verb]
    if not known.needed <= args.keys() <= known.args.keys():
        return Refusal(RefusalCode.WRONG_ARGUMENTS, known=tuple(known.args), given=tuple(map(str, args)))
    for name, value in args.items():
        if type(value) is not type(known.args[name]):
            return Refusal(RefusalCode.WRONG_TYPE, name=name, known=(type(known.args[name]).__name__,))
    return known.write(exercise, Entry({**known.args, **args}, because, hat, by))


def _undo(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return exercise.undo(entry.args["to"], entry.because, confirmed=entry.args["confirmed"], hat=entry.hat)


def _note(exercise: Exercise, entry: Entry) -> Done | Refusal:
    text, kind, objective = entry.args["text"], entry.args["kind"], entry.args["objective"]
    if not text.strip():
        return Refusal(RefusalCode.NO_WORDS)
    if kind not in NOTE_KINDS:
        return Refusal(RefusalCode.WRONG_VALUE, slot=Slot("kind", NOTE_KINDS))
    if objective and objective not in (one.id for one in exercise.table.scenario.learning_objectives):
        return Refusal(RefusalCode.NO_OBJECTIVE, name=objective)
    about = entry.args["about"]
    return Done(exercise.note(text, kind=kind, objective=objective, about=about, hat=entry.hat, by=entry.by))


def _bookmark(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return Done(exercise.bookmark(entry.args["text"]))


def _amend(exercise: Exercise, entry: Entry) -> Done | Refusal:
    n = exercise.amend(entry.args["line"], entry.because)
    return n if isinstance(n, Refusal) else Done(n)


def _pause(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return Done(exercise.pause())


def _resume(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return Done(exercise.go_on())


def _hand_over(exercise: Exercise, entry: Entry) -> Done | Refusal:
    role, seat = entry.args["role"], entry.args["seat"]
    try:
        return Done(exercise.hand_over(role, seat, entry.because))
    except KeyError:
        return Refusal(RefusalCode.NO_ROLE, name=role)
    except SeatError:
        return Refusal(RefusalCode.NO_SEAT, name=seat, known=SEATS)


RECORD_VERBS: Mapping[str, RecordVerb] = {
    "undo": RecordVerb(_undo, {"to": 0, "confirmed": False}, frozenset({"to"})),
    "note": RecordVerb(_note, {"text": "", "kind": "note", "objective": "", "about": ""}, frozenset({"text"})),
    "bookmark": RecordVerb(_bookmark, {"text": ""}),
    "amend": RecordVerb(_amend, {"line": 0}, frozenset({"line"})),
    "pause": RecordVerb(_pause),
    "resume": RecordVerb(_resume),
    "seat": RecordVerb(_hand_over, {"role": "", "seat": ""}, frozenset({"role", "seat"})),
}
"""What the facilitator may write beside commands, by verb."""

EVALUATOR_VERBS = frozenset({"note"})
"""What an evaluator may write."""
