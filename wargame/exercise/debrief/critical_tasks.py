"""The critical tasks of a learning objective: how each was marked, and the decisions in which it can be read.

A task names kinds of decision (`CriticalTask.seen_in`). A decision of people is listed for it if it has a reason
that was written before the end; a bot's shows nothing of a class. Of plans and answers those
count whose action or card serves the objective.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wargame.content.model.learning import CriticalTask, LearningObjective
from wargame.exercise.debrief.citing import find_card_on_table
from wargame.exercise.debrief.key_decisions import is_hindsight
from wargame.exercise.play.seats import PEOPLE
from wargame.exercise.view.window import Window
from wargame.session.records import TASK_MARKS, Amendment, CommandLine, RatingGiven

DONE, NOT_DONE, NOT_SEEN = TASK_MARKS

SIGNS = {"+": DONE, "-": NOT_DONE, "?": NOT_SEEN}
"""The signs by which people type the marks."""

_DEALS = frozenset({"offer", "counter", "accept", "decline", "break"})


class MarkedTask(NamedTuple):
    """A critical task of a learning objective.

    ``letter`` is its name for people. ``lines`` are the decisions of people with a reason in which it can be read;
    ``bare`` is the number of such decisions without a reason. ``heard``: it can only be heard.
    """

    id: str
    letter: str
    text: str
    mark: str
    lines: tuple[int, ...]
    bare: int
    heard: bool


def list_marked_tasks(window: Window, objective: LearningObjective) -> tuple[MarkedTask, ...]:
    """Return the critical tasks of an objective in their order, each as it was marked last."""
    if not objective.tasks:
        return ()
    marks = _find_marks(window, objective.id)
    amended = {line.line for line in window.list_records(Amendment) if not is_hindsight(window, line)}
    decided = list(_iter_decisions(window, objective.id))
    return tuple(
        _build_task(letter_task(at), task, marks.get(task.id, NOT_SEEN), decided, amended)
        for at, task in enumerate(objective.tasks)
    )


def letter_task(at: int) -> str:
    """Return the letter of the task with this index: *a*, *b* ..."""
    return "abcdef"[at]


def _build_task(
    letter: str, task: CriticalTask, mark: str, decided: list[tuple[str, CommandLine]], amended: set[int]
) -> MarkedTask:
    mine = [line for kind, line in decided if kind in task.seen_in]
    reasoned = tuple(line.n for line in mine if line.because or line.do == "argue" or line.n in amended)
    return MarkedTask(task.id, letter, task.text, mark, reasoned, len(mine) - len(reasoned), not task.seen_in)


def _find_marks(window: Window, objective: str) -> Mapping[str, str]:
    marks: dict[str, str] = {}
    for line in window.list_records(RatingGiven):
        if line.objective == objective and line.tasks:
            marks |= line.tasks
    return marks


def _iter_decisions(window: Window, objective: str) -> Iterator[tuple[str, CommandLine]]:
    """Yield each decision of people in which a task of an objective may be read, after its kind."""
    serving = {action.id for action in window.table.scenario.actions if objective in action.objectives}
    for line in window.standing:
        if line.by != PEOPLE:
            continue
        if line.do == "plan" and line.args.get("action") in serving:
            yield "plans", line
        elif line.do == "respond":
            card = find_card_on_table(window, line)
            if card is not None and objective in card.objectives:
                yield "answers", line
        elif line.do in _DEALS:
            yield "deals", line
        elif line.do == "argue":
            yield "arguments", line
        elif line.do == "estimate":
            yield "estimates", line
