"""The turn as a program: which steps there are, in which order, and where each goes on.

``inject → deal → plan → adjudicate → close``, with a review round inside the close when it is due. A *paced* program
has a facilitator: it pauses at the reveal, after the results and before the next turn, and it hears arguments. An
unpaced one (bots alone, playouts) has neither. Behind the turn lie the steps for cards injected out of turn, and the
end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wargame.rules.apply_rule import act
from wargame.rules.steps import argue, choose, deal, draw, end, resolve, tick, upkeep
from wargame.rules.table import Choice, Run, Step, Table


class Writer:
    """Writes steps one after another; ``here`` is the number of the next."""

    def __init__(self, table: Table) -> None:
        self._steps: list[tuple[str, str, Callable[[], Run] | None, Choice | None]] = []
        self.marks = dict(table.marks)

    @property
    def here(self) -> int:
        return len(self._steps)

    def mark(self, name: str) -> None:
        self.marks[name] = self.here

    def run(self, kind: str, phase: str, make: Callable[[], Run]) -> None:
        """A step that runs; made last, when every mark is known."""
        self._steps.append((kind, phase, make, None))

    def wait(self, kind: str, phase: str, choice: Choice) -> None:
        self._steps.append((kind, phase, None, choice))

    def build(self) -> tuple[Step, ...]:
        return tuple(
            Step(kind, phase, make() if make is not None else None, choice) for kind, phase, make, choice in self._steps
        )


def write_program(bare: Table) -> Table:
    """The table with its program: steps, and marks saying where the named ones are."""
    w = Writer(bare)
    table = replace(bare, marks=w.marks)  # steps read marks when they are made, at the end
    table = replace(table, acts=tuple(act(table, at) for at in range(len(table.rules))))
    _set_up(w, table)
    _inject(w, table)
    if table.forms:
        _deal(w, table)
    if table.scenario.planning == "together":
        _plan_together(w, table)
    else:
        for role in table.order:
            w.wait("choose", "plan", choose.plan(table, (role,)))
            here = w.here
            w.run("resolve", "adjudicate", lambda r=role, h=here: resolve.resolve(table, r, h, h + 1))  # type: ignore[misc]
    _close(w, table)
    w.mark("interrupt")
    w.wait("choose", "inject", choose.respond(table))
    w.run("resolve", "inject", lambda: draw.respond(table, -1))
    w.mark("over")
    w.run("end", "over", lambda: end.end(table, w.marks["over"], w.marks["over"]))
    return replace(table, marks=w.marks, program=w.build())


def _set_up(w: Writer, table: Table) -> None:
    w.wait("choose", "setup", choose.go(table, "begin", 1))
    w.mark("opening")
    w.run("draw", "setup", lambda: draw.opening(table))


def _inject(w: Writer, table: Table) -> None:
    w.mark("inject")
    fresh = tuple(i for i, column in enumerate(table.columns) if column.kind in FRESH)
    after = w.here + 3
    w.run("draw", "inject", lambda: draw.inject(table, fresh, after))
    w.wait("choose", "inject", choose.respond(table))
    w.run("resolve", "inject", lambda: draw.respond(table, after))


FRESH = frozenset({"plan", "result", "revealed", "response", "pause", "injects", "redraws", "spoke", "limit",
                   "estimate", "argument", "vetoes"})  # fmt: skip
"""The kinds of column that begin each turn at 0."""


def _deal(w: Writer, table: Table) -> None:
    w.mark("deal")
    here = w.here
    w.run("deal", "deal", lambda: deal.enter(here))
    for role in table.order:
        name = table.roles[role]
        mine = [form for form in table.forms if name in form.between]
        if not mine:
            continue
        secret = [form for form in mine if form.secret]
        seen = frozenset({role for form in mine for role in form.between}) if secret else None
        w.wait("deal", "deal", deal.offer(table, role, seen))
        w.wait("deal", "deal", deal.answer(table, role, seen))


def _plan_together(w: Writer, table: Table) -> None:
    w.wait("choose", "plan", choose.plan(table, table.order))
    if table.paced:
        w.wait("choose", "adjudicate", choose.go(table, "reveal", 1))
    w.mark("reveal")
    w.run("resolve", "adjudicate", lambda: resolve.reveal(table))
    terms = table.scenario.arguments if table.paced else None
    for role in table.order:
        _resolve(w, table, role, terms is not None)


HEARING = 8
"""How many steps judge one role's argument, from ``argue.ROLE`` on."""


def _resolve(w: Writer, table: Table, role: int, argues: bool) -> None:
    again = w.here
    terms = table.scenario.arguments
    if not argues or terms is None:
        w.run("resolve", "adjudicate", lambda: resolve.resolve(table, role, again, again + 1))
        return
    after = again + HEARING
    w.mark(f"argue.{table.roles[role]}")
    w.wait("choose", "adjudicate", choose.plan(table, (role,)))  # again, after a veto
    w.run("resolve", "adjudicate", lambda: resolve.resolve(table, role, again + 1, after))
    w.wait("argue", "adjudicate", argue.challenge(table, role))
    w.wait("argue", "adjudicate", argue.clarify(table, role))
    w.wait("argue", "adjudicate", argue.assess(table, role, terms))
    w.run("argue", "adjudicate", lambda: argue.judge(table, role, terms, again + 5, again, after))
    w.wait("argue", "adjudicate", argue.ruling(table, role))
    w.run("argue", "adjudicate", lambda: argue.adjourn(table, again + 7))


def _close(w: Writer, table: Table) -> None:
    if table.paced:
        w.wait("choose", "close", choose.go(table, "close", 2))
    if table.marks["ticks"]:
        here = w.here
        w.run("tick", "close", lambda: tick.tick(table, here))
    if table.upkeep:
        at = w.here
        w.run("upkeep", "close", lambda: upkeep.upkeep(table, at))
    if table.scenario.question is not None:
        w.wait("choose", "close", choose.estimate(table, table.scenario.question.every))
    asks = w.here
    w.run("end", "close", lambda: end.end(table, asks, w.marks["over"]))
    if table.paced:
        w.wait("choose", "close", choose.go(table, "next", 3))
    w.run("draw", "close", lambda: draw.fix_coming(table, w.marks["inject"]))
