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
from wargame.rules.content import ArgumentTerms
from wargame.rules.model import Table
from wargame.rules.registers import Addresses
from wargame.rules.step import AnyChoice, Step, StepFunction
from wargame.rules.steps import argue, choose, deal, draw, end, resolve, tick, upkeep


class ProgramWriter:
    """Writes steps in order, and collects the numbers of those that something refers to."""

    def __init__(self, roles: int) -> None:
        self._steps: list[tuple[str, str, Callable[[Table], StepFunction] | None, AnyChoice | None]] = []
        self.to = Addresses(argue=(-1,) * roles)

    @property
    def here(self) -> int:
        """The number of the next step."""
        return len(self._steps)

    def add_run(self, kind: str, phase: str, make: Callable[[Table], StepFunction]) -> None:
        """Add a step that runs. ``make`` builds its function at the end, from a table that knows every address."""
        self._steps.append((kind, phase, make, None))

    def add_wait(self, kind: str, phase: str, choice: AnyChoice) -> None:
        """Add a step that waits for a choice."""
        self._steps.append((kind, phase, None, choice))

    def build(self, table: ContentTable) -> ContentTable:
        """Return the table with the addresses, and with the steps as its program."""
        table = replace(table, to=self.to)
        steps = [
            Step(kind, phase, make(table) if make is not None else None, choice)
            for kind, phase, make, choice in self._steps
        ]
        return replace(table, program=tuple(steps))


def write_program(bare: ContentTable) -> ContentTable:
    """Return the table with its program: the functions of its rules, its steps, and their addresses."""
    w = ProgramWriter(len(bare.roles))
    table = replace(bare, acts=tuple(build_rule_function(bare, at) for at in range(len(bare.rules))))
    _add_setup(w, table)
    _add_inject(w, table)
    if table.forms:
        _add_deal(w, table)
    if table.scenario.planning == "together":
        _add_joint_plan(w, table)
    else:
        for role in table.order:
            w.add_wait("choose", "plan", choose.build_plan_choice(table, (role,)))
            w.add_run(
                "resolve", "adjudicate", partial(resolve.build_resolve_step, role=role, here=w.here, after=w.here + 1)
            )
    _add_close(w, table)
    w.to = replace(w.to, interrupt=w.here)
    w.add_wait("choose", "inject", choose.build_respond_choice(table))
    w.add_run("resolve", "inject", lambda table: draw.build_respond_step(table, -1))
    w.to = replace(w.to, over=w.here)
    w.add_run("end", "over", lambda table: end.build_end_step(table, table.to.over, table.to.over))
    return w.build(table)


def _add_setup(w: ProgramWriter, table: Table) -> None:
    w.add_wait("choose", "setup", choose.build_pace_choice(table, "begin", 1))
    w.to = replace(w.to, opening=w.here)
    w.add_run("draw", "setup", draw.build_opening_step)


def _add_inject(w: ProgramWriter, table: Table) -> None:
    w.to = replace(w.to, inject=w.here)
    fresh = tuple(i for i, column in enumerate(table.columns) if column.kind in FRESH)
    after = w.here + 3
    w.add_run("draw", "inject", lambda table: draw.build_inject_step(table, fresh, after))
    w.add_wait("choose", "inject", choose.build_respond_choice(table))
    w.add_run("resolve", "inject", lambda table: draw.build_respond_step(table, after))


FRESH = frozenset({"plan", "result", "revealed", "response", "pause", "injects", "redraws", "spoke", "limit",
                   "estimate", "argument", "vetoes"})  # fmt: skip
"""The kinds of column that are 0 at the beginning of each turn."""


def _add_deal(w: ProgramWriter, table: Table) -> None:
    w.to = replace(w.to, deal=w.here)
    w.add_run("deal", "deal", lambda table: deal.build_enter_step(table.to.deal))
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
    w.to = replace(w.to, reveal=w.here)
    w.add_run("resolve", "adjudicate", resolve.build_reveal_step)
    terms = table.scenario.arguments if table.paced else None
    starts = {role: _add_resolution(w, table, role, terms) for role in table.order}
    if terms is not None:
        w.to = replace(w.to, argue=tuple(starts[role] for role in range(len(table.roles))))


def _add_resolution(w: ProgramWriter, table: Table, role: int, terms: ArgumentTerms | None) -> int:
    """Add the steps that resolve the plan of a role, with its argument under these terms; return the first."""
    again = w.here
    if terms is None:
        w.add_run("resolve", "adjudicate", partial(resolve.build_resolve_step, role=role, here=again, after=again + 1))
        return again
    after = again + argue.STEPS
    w.add_wait("choose", "adjudicate", choose.build_plan_choice(table, (role,)))  # once more, after a veto
    w.add_run("resolve", "adjudicate", partial(resolve.build_resolve_step, role=role, here=again + 1, after=after))
    w.add_wait("argue", "adjudicate", argue.build_challenge_choice(table, role))
    w.add_wait("argue", "adjudicate", argue.build_clarify_choice(table, role))
    w.add_wait("argue", "adjudicate", argue.build_assess_choice(table, role, terms))
    w.add_run("argue", "adjudicate", lambda table: argue.build_judge_step(table, role, terms, again + 5, again, after))
    w.add_wait("argue", "adjudicate", argue.build_ruling_choice(table, role))
    w.add_run("argue", "adjudicate", lambda table: argue.build_adjourn_step(table, again + 7))
    return again


def _add_close(w: ProgramWriter, table: Table) -> None:
    if table.paced:
        w.add_wait("choose", "close", choose.build_pace_choice(table, "close", 2))
    if table.ticks:
        here = w.here
        w.add_run("tick", "close", lambda table: tick.build_tick_step(table, here))
    if table.upkeep:
        at = w.here
        w.add_run("upkeep", "close", lambda table: upkeep.build_upkeep_step(table, at))
    if table.scenario.question is not None:
        w.add_wait("choose", "close", choose.build_estimate_choice(table, table.scenario.question.every))
    asks = w.here
    w.add_run("end", "close", lambda table: end.build_end_step(table, asks, table.to.over))
    if table.paced:
        w.add_wait("choose", "close", choose.build_pace_choice(table, "next", 3))
    w.add_run("draw", "close", lambda table: draw.build_coming_step(table, table.to.inject))
