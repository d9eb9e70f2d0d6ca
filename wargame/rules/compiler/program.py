"""Writes the program of a turn: which steps there are, in which order, and where each goes on.

The phases are ``inject``, ``deal``, ``plan``, ``adjudicate`` and ``close``; a close can include a round of estimates. A
*paced* program has a facilitator: it pauses at the reveal, after the results and before the next turn, and it hears
arguments. An unpaced one (bots alone, playouts) does neither. After the steps of the turn come those for cards injected
out of turn, and the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from wargame.rules.apply_rule import build_rule_function
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import Table
from wargame.rules.step import Choice, Step, StepFunction
from wargame.rules.steps import argue, choose, deal, draw, end, resolve, tick, upkeep


class ProgramWriter:
    """Writes steps in order. ``marks`` are the numbers of steps by name, added to those of the table."""

    def __init__(self, table: Table) -> None:
        self._steps: list[tuple[str, str, Callable[[], StepFunction] | None, Choice | None]] = []
        self.marks = dict(table.marks)

    @property
    def here(self) -> int:
        """The number of the next step."""
        return len(self._steps)

    def mark(self, name: str) -> None:
        """Remember the number of the next step by name."""
        self.marks[name] = self.here

    def add_run(self, kind: str, phase: str, make: Callable[[], StepFunction]) -> None:
        """Add a step that runs. ``make`` builds its function at the end, when every mark is known."""
        self._steps.append((kind, phase, make, None))

    def add_wait(self, kind: str, phase: str, choice: Choice) -> None:
        """Add a step that waits for a choice."""
        self._steps.append((kind, phase, None, choice))

    def build(self) -> tuple[Step, ...]:
        """Return the steps, with their functions built."""
        return tuple(
            Step(kind, phase, make() if make is not None else None, choice) for kind, phase, make, choice in self._steps
        )


def write_program(bare: ContentTable) -> ContentTable:
    """Return the table with its program: its steps, and the marks with the numbers of the named ones."""
    w = ProgramWriter(bare)
    table = replace(bare, marks=w.marks)  # steps read the marks when they are built, at the end
    table = replace(table, acts=tuple(build_rule_function(table, at) for at in range(len(table.rules))))
    _add_setup(w, table)
    _add_inject(w, table)
    if table.forms:
        _add_deal(w, table)
    if table.scenario.planning == "together":
        _add_joint_plan(w, table)
    else:
        for role in table.order:
            w.add_wait("choose", "plan", choose.build_plan_choice(table, (role,)))
            here = w.here
            w.add_run("resolve", "adjudicate", partial(resolve.build_resolve_step, table, role, here, here + 1))
    _add_close(w, table)
    w.mark("interrupt")
    w.add_wait("choose", "inject", choose.build_respond_choice(table))
    w.add_run("resolve", "inject", lambda: draw.build_respond_step(table, -1))
    w.mark("over")
    w.add_run("end", "over", lambda: end.build_end_step(table, w.marks["over"], w.marks["over"]))
    return replace(table, marks=w.marks, program=w.build())


def _add_setup(w: ProgramWriter, table: Table) -> None:
    w.add_wait("choose", "setup", choose.build_pace_choice(table, "begin", 1))
    w.mark("opening")
    w.add_run("draw", "setup", lambda: draw.build_opening_step(table))


def _add_inject(w: ProgramWriter, table: Table) -> None:
    w.mark("inject")
    fresh = tuple(i for i, column in enumerate(table.columns) if column.kind in FRESH)
    after = w.here + 3
    w.add_run("draw", "inject", lambda: draw.build_inject_step(table, fresh, after))
    w.add_wait("choose", "inject", choose.build_respond_choice(table))
    w.add_run("resolve", "inject", lambda: draw.build_respond_step(table, after))


FRESH = frozenset({"plan", "result", "revealed", "response", "pause", "injects", "redraws", "spoke", "limit",
                   "estimate", "argument", "vetoes"})  # fmt: skip
"""The kinds of column that are 0 at the beginning of each turn."""


def _add_deal(w: ProgramWriter, table: Table) -> None:
    w.mark("deal")
    here = w.here
    w.add_run("deal", "deal", lambda: deal.build_enter_step(here))
    for role in table.order:
        name = table.roles[role]
        mine = [form for form in table.forms if name in form.between]
        if not mine:
            continue
        secret = [form for form in mine if form.secret]
        seen = frozenset({role for form in mine for role in form.between}) if secret else None
        w.add_wait("deal", "deal", deal.build_offer_choice(table, role, seen))
        w.add_wait("deal", "deal", deal.build_answer_choice(table, role, seen))


def _add_joint_plan(w: ProgramWriter, table: Table) -> None:
    w.add_wait("choose", "plan", choose.build_plan_choice(table, table.order))
    if table.paced:
        w.add_wait("choose", "adjudicate", choose.build_pace_choice(table, "reveal", 1))
    w.mark("reveal")
    w.add_run("resolve", "adjudicate", lambda: resolve.build_reveal_step(table))
    terms = table.scenario.arguments if table.paced else None
    for role in table.order:
        _add_resolution(w, table, role, terms is not None)


def _add_resolution(w: ProgramWriter, table: Table, role: int, argues: bool) -> None:
    again = w.here
    terms = table.scenario.arguments
    if not argues or terms is None:
        w.add_run("resolve", "adjudicate", lambda: resolve.build_resolve_step(table, role, again, again + 1))
        return
    after = again + argue.STEPS
    w.mark(f"argue.{table.roles[role]}")
    w.add_wait("choose", "adjudicate", choose.build_plan_choice(table, (role,)))  # once more, after a veto
    w.add_run("resolve", "adjudicate", lambda: resolve.build_resolve_step(table, role, again + 1, after))
    w.add_wait("argue", "adjudicate", argue.build_challenge_choice(table, role))
    w.add_wait("argue", "adjudicate", argue.build_clarify_choice(table, role))
    w.add_wait("argue", "adjudicate", argue.build_assess_choice(table, role, terms))
    w.add_run("argue", "adjudicate", lambda: argue.build_judge_step(table, role, terms, again + 5, again, after))
    w.add_wait("argue", "adjudicate", argue.build_ruling_choice(table, role))
    w.add_run("argue", "adjudicate", lambda: argue.build_adjourn_step(table, again + 7))


def _add_close(w: ProgramWriter, table: Table) -> None:
    if table.paced:
        w.add_wait("choose", "close", choose.build_pace_choice(table, "close", 2))
    if table.marks["ticks"]:
        here = w.here
        w.add_run("tick", "close", lambda: tick.build_tick_step(table, here))
    if table.upkeep:
        at = w.here
        w.add_run("upkeep", "close", lambda: upkeep.build_upkeep_step(table, at))
    if table.scenario.question is not None:
        w.add_wait("choose", "close", choose.build_estimate_choice(table, table.scenario.question.every))
    asks = w.here
    w.add_run("end", "close", lambda: end.build_end_step(table, asks, w.marks["over"]))
    if table.paced:
        w.add_wait("choose", "close", choose.build_pace_choice(table, "next", 3))
    w.add_run("draw", "close", lambda: draw.build_coming_step(table, w.marks["inject"]))
