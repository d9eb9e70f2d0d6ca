"""The plans of this turn and what became of them, as far as a viewer knows it by now."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.explain import may_know_roll
from wargame.rules.known_plan import KnownPlan
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.row import REVEALED
from wargame.rules.step import Result
from wargame.rules.told import CauseKind, Moved, Rolled
from wargame.session.records import CommandLine


@dataclass(frozen=True, slots=True)
class Reveal:
    """The plans of this turn that the viewer knows, in the order in which the roles act."""

    revealed: bool
    plans: tuple[KnownPlan, ...]


def build_reveal(window: Window, viewer: str) -> Reveal:
    """Return the plans of this turn; before they are revealed, a role knows its own alone."""
    table, row = window.table, window.build_view(viewer)
    lines = [line for line in window.standing if line.turn == window.turn]
    plans = tuple(
        build_plan(window, table.roles[at], row[table.at.plan[at]] - 1, Result(row[table.at.result[at]]), lines, viewer)
        for at in table.order
        if row[table.at.plan[at]]
    )
    return Reveal(bool(row[REVEALED]), plans)


def build_plan(
    window: Window, role: str, planned: int, result: Result, lines: Sequence[CommandLine], viewer: str
) -> KnownPlan:
    """Return the plan of a role that stands in the lines of a turn.

    ``planned`` is the index of its rule, beyond the last rule for an argument; ``result`` is its last result.
    """
    table = window.table
    rule = table.get_planned_rule(planned + 1)
    name, title, zone = (rule.name, rule.title, rule.zone) if rule is not None else ("", "", "")
    words, roll, overruled = "", None, False
    moves: list[Moved] = []
    knows = rule is None or may_know_roll(table, planned, viewer)
    for line in lines:
        if rule is None and line.do == "argue" and line.role == role:
            words = window.find_spoken_words(line, viewer)
        turned = line.do in RESULT_POWERS and line.args["role"] == role
        overruled = overruled or turned
        for told in window.list_told(line.n, viewer):
            if isinstance(told, Rolled) and (told.role, told.roll.rule) == (role, name):
                roll = told.roll
            if isinstance(told, Moved) and (turned or is_caused_by(told, role, name)):
                moves.append(told)
    return KnownPlan(
        role=role,
        name=table.scenario.roles[role].name,
        rule=name,
        title=title,
        zone=zone,
        words=words,
        result=result.name.lower() if knows else "",
        roll=roll,
        moves=tuple(moves) if knows else (),
        overruled=overruled and knows,
    )


def is_caused_by(moved: Moved, role: str, rule: str) -> bool:
    """Did a change come from this plan: from the check or the effect of its rule (empty: from what was argued)?

    What a plan still does in later turns is not among them.
    """
    cause = moved.cause
    if cause is None or (cause.role, cause.rule) != (role, rule):
        return False
    return cause.kind in ((CauseKind.RULE, CauseKind.COST) if rule else (CauseKind.ARGUMENT,))
