"""Playouts: whole exercises among bots, through the same steps as play, with or without notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from wargame.bots.bot import Bot
from wargame.bots.random_bot import find_first_address
from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.picks import PlanPick
from wargame.rules.row import ENDING, PC, TURN, Notes, Row
from wargame.rules.state import write
from wargame.rules.step import AnyChoice, PlanChoice, StepFunction
from wargame.rules.view import build_view

WatchPlan = Callable[[int, Sequence[int], int], None]
"""Is told each plan of a playout: the role, what it could plan, what it planned (rule numbers)."""


def run_playout(
    table: Table, bots: Sequence[Bot], chance: Chance, notes: Notes | None = None, watch: WatchPlan | None = None
) -> Row:
    """Play an exercise and return its last row. ``bots[i]`` fills the seat of role i.

    ``notes`` collects the events; without it the playout is the same but records nothing. ``watch`` is told each plan.
    Raises `ValueError` for a paced table, as no facilitator is there to set the pace or to judge arguments.
    """
    steps = _build_steps(table, tuple(bots), watch)
    row, pc = table.build_start_row(), table.to.opening
    while not row[ENDING]:
        pc = steps[pc](row, chance, notes)
    write(row, PC, table.to.over, notes)
    return row


def play_on(table: Table, bots: Sequence[Bot], chance: Chance, row: Row, until: Until) -> bool:
    """Play ``row`` on, in place, to the first step before which ``until`` is true, and return True; else to its end.

    It goes on from the step at which the row stands, so copies of one row can be played on with other bots or another
    ``until``. Raises `ValueError` for a paced table, as `run_playout` does.
    """
    steps = _build_steps(table, tuple(bots))
    pc = row[PC]
    while not row[ENDING]:
        if until(row, pc):
            row[PC] = pc
            return True
        pc = steps[pc](row, chance, None)
    row[PC] = table.to.over
    return False


Until = Callable[[Row, int], bool]
"""Shall the playout stop at this row, before this step of the program?"""


def build_opening_row(table: Table) -> Row:
    """Return the row with which a playout begins, standing at the first step."""
    row = table.build_start_row()
    row[PC] = table.to.opening
    return row


@lru_cache(maxsize=8)
def _build_steps(table: Table, bots: tuple[Bot, ...], watch: WatchPlan | None = None) -> tuple[StepFunction, ...]:
    """The program with these bots in its seats: where a step waits for a choice, there is one in which bots choose."""
    if table.paced:
        raise ValueError("a playout has no facilitator: compile the table with paced=False")
    by_lot = all(bot.by_lot for bot in bots)
    steps: list[StepFunction] = []
    for here, (step, run, choice) in enumerate(zip(table.program, table.runs, table.choices, strict=True)):
        if run is None:
            assert choice is not None
            if watch is not None and choice.do == "plan":
                choice = _watch_choice(choice, watch)
            if (
                not by_lot or choice.do == "answer"
            ):  # a role may answer several deals in a turn, each at another address
                run = _build_ask_step(table, bots, choice, here, step.then)
            elif choice.columns is not None:
                run = _build_write_step(table, choice, choice.columns, step.then)
            else:
                run = _build_draw_step(table, choice, step.then)
        steps.append(run)
    return tuple(steps)


def _watch_choice(choice: PlanChoice, watch: WatchPlan) -> PlanChoice:
    """Return the choice of a plan, which tells ``watch`` of each pick taken, with the picks that were listed for it.

    What a bot listed is kept, so that the legal plans of a decision are listed once.
    """
    listed: dict[int, Sequence[int]] = {}

    def picks(row: Row, role: int) -> Sequence[int]:
        found = listed[role] = choice.picks(row, role)
        return found

    def take(row: Row, role: int, pick: PlanPick, notes: Notes | None) -> None:
        if isinstance(pick, int):  # bots make no arguments
            watch(role, listed[role], pick)
        choice.take(row, role, pick, notes)

    return choice._replace(picks=picks, take=take, columns=None)


def _build_ask_step(table: Table, bots: tuple[Bot, ...], choice: AnyChoice, here: int, then: int) -> StepFunction:
    """Return a step in which each bot that is asked gets the view of its role and picks."""

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        write(row, PC, here, notes)
        while asked := choice.asked(row):
            for role in asked:
                seen = build_view(table, row, table.roles[role])
                choice.take(row, role, bots[role].pick(table, seen, role, choice, chance), notes)
        return then

    return run


def _build_draw_step(table: Table, choice: AnyChoice, then: int) -> StepFunction:
    """Return a step in which each role that is asked draws evenly, at the address of its bot. No views are made."""
    asked, picks_of, take = choice.asked, choice.picks, choice.take
    lots = [find_first_address(table, role, choice.do) for role in range(len(table.roles))]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for role in asked(row):
            picks = picks_of(row, role)
            slot, n = lots[role]
            take(row, role, picks[chance.pick(row[TURN], slot, n, len(picks))], notes)
        return then

    return run


def _build_write_step(table: Table, choice: AnyChoice, columns: Mapping[int, int], then: int) -> StepFunction:
    """`_build_draw_step` for a choice (plans, above all) whose pick is only written to a column of the role."""
    picks_of = choice.picks
    seats = [(role, column, *find_first_address(table, role, choice.do)) for role, column in columns.items()]

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for role, column, slot, n in seats:
            if not row[column]:
                picks = picks_of(row, role)
                pick = picks[chance.pick(row[TURN], slot, n, len(picks))]
                if notes is None:
                    row[column] = pick + 1
                else:
                    write(row, column, pick + 1, notes)
        return then

    return run
