"""What was decided in a session, and the results that can be overruled, as data for one viewer."""

from __future__ import annotations

from wargame.exercise.view.reveal import build_plan
from wargame.exercise.view.window import Window
from wargame.rules.decisions import Decision, build_decision
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import FACILITATOR
from wargame.rules.powers import RESULT_POWERS
from wargame.rules.step import Result
from wargame.rules.steps.stage import STAGE_VERBS
from wargame.session.records import CommandLine, Undo

PACE = frozenset({"begin", *STAGE_VERBS, "close", "next", "apply"})
"""Commands of the facilitator that need no words of their own: the sentences of their effects tell everything."""


def find_role_name(window: Window, who: str) -> str:
    """Return the name of a role, or *Facilitator*."""
    roles = window.table.scenario.roles
    return roles[who].name if who in roles else "Facilitator"  # a name is data: charts are laid out by it


def find_decision(window: Window, line: CommandLine, viewer: str) -> Decision:
    """Return what was decided by a command, as ``viewer`` may read it."""
    answers = find_answer_options(window, line) if line.do == "respond" else None
    words = window.find_spoken_words(line, viewer)
    row = window.find_row_before(line.n) if window.is_standing(line.n) else None
    return build_decision(window.table, line.role, line.do, line.args, viewer, words=words, answers=answers, row=row)


def find_answer_options(window: Window, line: CommandLine) -> dict[str, str]:
    """The answers, title by id, that the card on the table had when ``line`` was written; empty if it asked nothing."""
    table, n = window.table, line.n
    current = window.find_row_before(n)[table.at.current] if window.is_standing(n) else _find_card_at(window, n)
    asked = table.cards[table.entries[current - 1]].response if current else None
    return {option.id: option.title for option in asked.options} if asked is not None else {}


def _find_card_at(window: Window, n: int) -> int:
    """Return the card on the table when line ``n`` was written, which may be undone, as in the column ``current``.

    No row of an undone line is kept, so this reads the file backwards from it, along what stood then.
    """
    table, at = window.table, n - 1
    current = table.columns[table.at.current].name
    while at >= 2:
        line = window.lines[at - 2]
        if isinstance(line, Undo):
            at = min(line.to, at - 1)
            continue
        changes = list(line.events.iter_changes()) if isinstance(line, CommandLine) else []
        for change in reversed(changes):
            if change.what == current:
                return change.after
        at -= 1
    return 0


def is_told_by_events(window: Window, line: CommandLine, viewer: str) -> bool:
    """Do the sentences of a command tell a viewer all of it, so that the decision needs no sentence of its own?"""
    return line.do in PACE and not window.find_spoken_words(line, viewer)


def list_reversible_results(window: Window, viewer: str) -> dict[str, KnownPlan]:
    """Return the results of this turn that can be overruled, by role.

    A result without a roll is among them only where it changed something.
    """
    table, row = window.table, window.build_view(FACILITATOR)
    overrule = next((offer for offer in window.list_offers(FACILITATOR) if offer.do in RESULT_POWERS), None)
    lines = [line for line in window.standing if line.turn == window.turn]
    out = {}
    for role in overrule.slots[0].domain if overrule is not None else ():
        role_at = table.roles.index(role)
        result = Result(row[table.at.result[role_at]])
        if result == Result.DONE and not window.compute_reversal(role):
            continue
        out[role] = build_plan(window, role, row[table.at.plan[role_at]] - 1, result, lines, viewer)
    return out
