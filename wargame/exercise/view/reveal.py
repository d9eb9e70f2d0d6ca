"""The plans of this turn and what became of them, as far as a viewer knows it by now."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.exercise.view.window import Window
from wargame.rules.explain import may_know_roll
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.row import REVEALED
from wargame.rules.step import Result
from wargame.rules.told import CauseKind, KnownRoll, Moved, Rolled
from wargame.session.records import CommandLine


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """The plan of one role. ``rule`` and ``title`` name its action, with the zone; both are empty for an argument.

    ``words`` are those of the argument, where the viewer may hear them. ``result`` is ``none`` (not yet), ``done``,
    ``success``, ``failure``, ``held``, ``vetoed`` or ``withdrawn``, and empty where the viewer may not know it.
    ``roll`` is the check that decided it, ``moves`` are the numbers that it moved at once. ``overruled`` says that the
    facilitator turned the result.
    """

    role: str
    name: str
    rule: str
    title: str
    zone: str
    words: str
    result: str
    roll: KnownRoll | None
    moves: tuple[Moved, ...]
    overruled: bool


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
        _build_plan(
            window,
            table.roles[at],
            row[table.index[f"plan.{table.roles[at]}"]] - 1,
            row[table.index[f"result.{table.roles[at]}"]],
            lines,
            viewer,
        )
        for at in table.order
        if row[table.index[f"plan.{table.roles[at]}"]]
    )
    return Reveal(bool(row[REVEALED]), plans)


def _build_plan(
    window: Window, role: str, planned: int, result: int, lines: list[CommandLine], viewer: str
) -> KnownPlan:
    table = window.table
    rule = table.rules[planned] if planned < len(table.rules) else None
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
        result=Result(result).name.lower() if knows else "",
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
