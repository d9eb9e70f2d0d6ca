"""Playouts: a whole exercise among bots, walked through the same steps as play, with or without notes."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.bots.bot import Bot
from wargame.rules.chance import Chance
from wargame.rules.table import PC, Notes, Row, Table, write
from wargame.rules.view import view


def playout(table: Table, bots: Sequence[Bot], chance: Chance, notes: Notes | None = None) -> Row:
    """The row at the end of an exercise, ``bots[i]`` filling the seat of role i.

    The table must be unpaced: nobody is there to set a pace or to judge arguments. ``notes`` collects what happened.
    """
    if table.paced:
        raise ValueError("a playout has no facilitator: compile the table with paced=False")
    program, over, roles = table.program, table.marks["over"], table.roles
    row = table.start()
    pc = table.marks["opening"]
    while pc != over:
        _, _, run, choice = program[pc]
        if run is not None:
            pc = run(row, chance, notes)
            continue
        assert choice is not None
        if notes is None:
            row[PC] = pc
        else:
            write(row, PC, pc, notes)
        asked = choice.asked(row)
        while asked:
            for role in asked:
                bot = bots[role]
                seen = row if bot.blind else view(table, row, roles[role])
                choice.take(row, role, bot.pick(table, seen, role, choice, chance), notes)
            asked = choice.asked(row)
        pc += 1
    write(row, PC, pc, notes)
    return row
