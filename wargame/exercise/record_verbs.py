"""The records that a viewer writes through its seat, by verb: their arguments, and who may write them.

A verb is the kind of the record in the session file: ``undo``, ``note``, ``bookmark``, ``amend``, ``pause``,
``resume``, ``seat``; of the debrief ``debrief``, ``rating``, ``analysis``, ``recommend``, ``details``, ``final``. Front
ends hand in the arguments, so their names and types are checked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from wargame.exercise.debrief import ratings, stages
from wargame.exercise.debrief.ratings import KINDS, Advice
from wargame.exercise.debrief.stages import MOST_PEOPLE
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.seats import SEATS, SeatError
from wargame.rules.offers import Slot
from wargame.rules.refusal import Refusal, RefusalCode


class Entry(NamedTuple):
    """What a viewer hands in with the verb of a record.

    ``args`` has a value for each argument, ``given`` names those that were handed in, and ``by`` is the name of an
    evaluator (empty: the facilitator or a team writes). ``key`` is that of a device.
    """

    args: Mapping[str, Any]
    given: frozenset[str]
    because: str
    hat: str
    by: str
    key: str = ""


class RecordVerb(NamedTuple):
    """How a record is written. ``args`` has the default of each argument; the ``needed`` ones have to be given."""

    write: Callable[[Exercise, Entry], Done | Refusal]
    args: Mapping[str, str | int | bool | list[int] | dict[str, Any]] = {}
    needed: frozenset[str] = frozenset()


def write_record(
    exercise: Exercise,
    verb: str,
    args: Mapping[str, Any],
    because: str = "",
    hat: str = "",
    by: str = "",
    key: str = "",
) -> Done | Refusal:
    """Write the record ``verb`` (one of `RECORD_VERBS`). A refusal writes nothing. Raises `JournalError`.

    A note or an answer in the debrief may have a ``key``: one that comes again with the same key is written once.
    """
    if key and (n := exercise.find_key(key)):
        return Done(n)
    known = RECORD_VERBS[verb]
    if not known.needed <= args.keys() <= known.args.keys():
        return Refusal(RefusalCode.WRONG_ARGUMENTS, known=tuple(known.args), given=tuple(map(str, args)))
    for name, value in args.items():
        if type(value) is not type(known.args[name]):
            return _refuse_type(name, type(known.args[name]))
        if isinstance(value, list) and any(type(one) is not int for one in value):
            return _refuse_type(name, int)
    return known.write(exercise, Entry({**known.args, **args}, frozenset(args), because, hat, by, key))


def _refuse_type(name: str, kind: type) -> Refusal:
    return Refusal(RefusalCode.WRONG_TYPE, name=name, known=(kind.__name__,))


def _finish(written: int | Refusal) -> Done | Refusal:
    """Return what became of a record that has a line, or was refused."""
    return written if isinstance(written, Refusal) else Done(written)


def _undo(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return exercise.undo(entry.args["to"], entry.because, confirmed=entry.args["confirmed"], hat=entry.hat)


def _note(exercise: Exercise, entry: Entry) -> Done | Refusal:
    text, kind, objective = entry.args["text"], entry.args["kind"], entry.args["objective"]
    about, amends = entry.args["about"], entry.args["amends"]
    if not text.strip() and not amends and kind == "note":  # else it was made in two taps, or takes a note back
        return Refusal(RefusalCode.NO_WORDS)
    if kind not in KINDS:
        return Refusal(RefusalCode.WRONG_VALUE, slot=Slot("kind", KINDS))
    if objective and objective not in (one.id for one in exercise.table.scenario.learning_objectives):
        return Refusal(RefusalCode.NO_OBJECTIVE, name=objective)
    if amends and all(
        one.line != amends or entry.by not in ("", one.by) for one in ratings.list_observations(exercise)
    ):
        return Refusal(RefusalCode.NO_OBSERVATION, line=amends)
    return Done(
        exercise.note(
            text,
            kind=kind,
            objective=objective,
            about=about,
            hat=entry.hat,
            by=entry.by,
            amends=amends,
            key=entry.key,
        )
    )


def _bookmark(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return Done(exercise.bookmark(entry.args["text"]))


def _amend(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return _finish(exercise.amend(entry.args["line"], entry.because))


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


# Of the debrief


def _answer(exercise: Exercise, entry: Entry) -> Done | Refusal:
    args = entry.args
    text, amended = args["text"], args["amends"]
    if amended:
        said = next((one for one in stages.list_entries(exercise) if one.line == amended), None)
        if said is None:
            return Refusal(RefusalCode.NO_ANSWER, line=amended)
        return Done(stages.record_entry(exercise, said.find_prompt(), text, amended, entry.key))
    if not text.strip():
        return Refusal(RefusalCode.NO_WORDS)
    named = args["question"] or args["prompt"]
    prompt = stages.find_prompt(exercise, args["stage"], args["kind"], args["role"], named, args["about"])
    if prompt is None:
        return Refusal(RefusalCode.NO_QUESTION, name=named)
    return Done(stages.record_entry(exercise, prompt, text, key=entry.key))


def _rate(exercise: Exercise, entry: Entry) -> Done | Refusal:
    args, tasks = entry.args, entry.args["tasks"]
    if any(type(mark) is not str for mark in tasks.values()):
        return _refuse_type("tasks", str)
    if "rating" not in entry.given:
        return _finish(ratings.mark_tasks(exercise, args["objective"], tasks))
    return _finish(ratings.rate(exercise, args["objective"], args["rating"], entry.because, args["lines"], tasks))


def _analyse(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return _finish(ratings.analyse(exercise, entry.args["line"], entry.args["text"]))


def _recommend(exercise: Exercise, entry: Entry) -> Done | Refusal:
    words = {name: value for name, value in entry.args.items() if name not in ("amends", "lines")}
    row = Advice(line=entry.args["amends"], lines=tuple(entry.args["lines"]), **words)
    return _finish(ratings.recommend(exercise, row))


def _give_details(exercise: Exercise, entry: Entry) -> Done | Refusal:
    """Write all details: those that were handed in, by role where they are of roles, and the others as they stand."""
    if not entry.given:
        return Refusal(RefusalCode.NO_WORDS)
    now, args = stages.read_details(exercise), entry.args
    for role in (*args["participants"], *args["names"]):
        if role not in exercise.table.roles:
            return Refusal(RefusalCode.NO_ROLE, name=role)
    if any(type(count) is not int or not 0 <= count < MOST_PEOPLE for count in args["participants"].values()):
        return Refusal(RefusalCode.WRONG_VALUE, slot=Slot("participants", tuple(range(MOST_PEOPLE))))
    if any(type(name) is not str for listed in args["names"].values() for name in listed):
        return _refuse_type("names", str)
    words = {name: args[name] for name in ("course", "sponsor", "contact") if name in entry.given}
    people, names = {**now.participants, **args["participants"]}, {**now.names, **args["names"]}
    return Done(stages.record_details(exercise, now._replace(**words, participants=people, names=names)))


def _declare_final(exercise: Exercise, entry: Entry) -> Done | Refusal:
    return Done(stages.declare_final(exercise, entry.because))


_ADVICE = ("issue", "recommendation", "by", "action", "owner", "start", "completion")

RECORD_VERBS: Mapping[str, RecordVerb] = {
    "undo": RecordVerb(_undo, {"to": 0, "confirmed": False}, frozenset({"to"})),
    "note": RecordVerb(
        _note, {"text": "", "kind": "note", "objective": "", "about": "", "amends": 0}, frozenset({"text"})
    ),
    "bookmark": RecordVerb(_bookmark, {"text": ""}),
    "amend": RecordVerb(_amend, {"line": 0}, frozenset({"line"})),
    "pause": RecordVerb(_pause),
    "resume": RecordVerb(_resume),
    "seat": RecordVerb(_hand_over, {"role": "", "seat": ""}, frozenset({"role", "seat"})),
    "debrief": RecordVerb(
        _answer,
        {"stage": "", "kind": "", "role": "", "question": "", "prompt": "", "about": 0, "text": "", "amends": 0},
        frozenset({"text"}),
    ),
    "rating": RecordVerb(_rate, {"objective": "", "rating": "", "lines": [], "tasks": {}}, frozenset({"objective"})),
    "analysis": RecordVerb(_analyse, {"line": 0, "text": ""}, frozenset({"line", "text"})),
    "recommend": RecordVerb(_recommend, {**dict.fromkeys(_ADVICE, ""), "lines": [], "amends": 0}),
    "details": RecordVerb(_give_details, {"course": "", "sponsor": "", "contact": "", "participants": {}, "names": {}}),
    "final": RecordVerb(_declare_final),
}
"""What the facilitator may write beside commands, by verb."""

EVALUATOR_VERBS = frozenset({"note"})
"""What an evaluator may write at any time."""
END_STAGES = ("out-of-role", "plus-delta", "take-aways")
"""The stages of the debrief in which teams and evaluators answer by themselves, once the exercise is over."""


def is_own_answer(exercise: Exercise, role: str, args: Mapping[str, Any]) -> bool:
    """Is this an answer in the debrief that a role may give, or change, by itself? An empty role: an evaluator."""
    if not exercise.over:
        return False
    if "amends" in args:
        said = next((one for one in stages.list_entries(exercise) if one.line == args["amends"]), None)
        return bool(role) and said is not None and said.role == role and said.stage in END_STAGES
    stage = args.get("stage")
    return args.get("role", "") == role and stage in (END_STAGES if role else END_STAGES[-1:])
