"""Telling: the words every front end has for where the exercise stands, who decided what, and what came of it.

What people wrote stands in their own words where it is everybody's: what is argued, and what the facilitator rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wargame.content.text.wording import cites
from wargame.exercise.play.result_reversal import RULED
from wargame.rules.apply_rule import Result
from wargame.rules.chance import roll
from wargame.rules.table import FACILITATOR, OBSERVER
from wargame.rules.text.command_text import command_text, moves_text
from wargame.rules.text.event_text import Rolled, Told, knows_roll
from wargame.rules.text.rule_text import ended
from wargame.session.fold import Line

if TYPE_CHECKING:
    from wargame.exercise.view.session_view import Window

PACE = frozenset({"begin", "reveal", "close", "next", "apply"})
"""Commands of the facilitator that need no telling: what follows from them is told."""


def stands(window: Window) -> str:
    """Where the exercise stands, on one line."""
    if window.over:
        return "The exercise is over"
    return f"Turn {window.turn} of {window.table.turns}, {window.phase}" if window.turn else "Before the first turn"


def called(window: Window, who: str) -> str:
    """A role's name, or the facilitator's."""
    roles = window.table.scenario.roles
    return roles[who].name if who in roles else "Facilitator"


def cited(window: Window, facts: Iterable[str]) -> str:
    """Citations in brackets, with a space before; nothing without any."""
    listed = cites(facts, window.sources)
    return f" [{listed}]" if listed else ""


def said_by(window: Window, line: Line, viewer: str) -> str:
    """Who gave a command, and what it was, in words a viewer may read."""
    who, words = called(window, line["role"]), _words(window, line, viewer)
    if words and line["do"] == "argue":
        moves = moves_text(window.table, line["args"]["effects"], viewer)
        return f"{who} argues: {ended(words)} Asked for: {moves}" if moves else f"{who} argues: {words}"
    if words:
        return f"{who} rules: {words}"
    if line["do"] == "respond" and (options := answers(window, line)):
        return f"{who} answers the card: {options.get(line['args'].get('option'), '')}"
    return f"{who} {command_text(window.table, line['do'], line['args'], viewer)}"


def answers(window: Window, line: Line) -> dict[str, str]:
    """The answers, by id, that the card on the table had when a line was given; none without a card that asks."""
    table = window.table
    current = window.before(line["n"])[table.marks["current"]]
    asked = table.cards[table.entries[current - 1]].response if current else None
    return {option.id: option.title for option in asked.options} if asked is not None else {}


def announced(window: Window, line: Line, viewer: str) -> str:
    """The sentence that tells a viewer of a decision; empty where it may not be known, or what follows tells it all."""
    if not window.may_know(line, viewer) or (line["do"] in PACE and not _words(window, line, viewer)):
        return ""
    return ended(said_by(window, line, viewer))


def taken_back(window: Window, to: int) -> str:
    """What an undo to after line ``to`` would take back, in words that everybody may read.

    No line is numbered or counted: that would tell how much was decided in secret.
    """
    struck = [line for line in window.standing if line["n"] > to]
    if not struck:
        return "Take back nothing"
    first = struck[0]
    what = announced(window, first, OBSERVER).rstrip(".") or f"{called(window, first['role'])}, {first['phase']}"
    return f"Take back: {what}{', and all after it' if len(struck) > 1 else ''}"


def worded(window: Window, line: Line, told: Iterable[Told], viewer: str) -> list[Told]:
    """The sentences of a line, an argument that is revealed told in its role's words, unless it is a secret one."""
    out = []
    for one in told:
        proposed = _proposed(window, one.argues, line) if one.argues else None
        words = _words(window, proposed, viewer) if proposed is not None else ""
        out.append(one._replace(text=ended(f"{called(window, one.argues)} argues: {words}")) if words else one)
    return out


def _proposed(window: Window, role: str, line: Line) -> Line | None:
    """The argument of a role that stood when a line was given."""
    before = (ln for ln in reversed(window.standing) if ln["n"] <= line["n"] and ln["turn"] == line["turn"])
    return next((ln for ln in before if ln["do"] == "argue" and ln["role"] == role), None)


def _words(window: Window, line: Line, viewer: str) -> str:
    """What is argued, or what the facilitator said has happened; of a secret argument only for those who hear it."""
    if line["do"] not in (*RULED, "argue"):
        return ""
    argued = line if line["do"] == "argue" else _proposed(window, window.arguing(line["n"]), line)
    if argued is None or (argued["args"]["secret"] and viewer not in (FACILITATOR, argued["role"])):
        return ""
    return str(line["said"].get("action" if line["do"] == "argue" else "happened", ""))


def rolled_for(window: Window, rolled: Rolled) -> str:
    """What the dice of a check were rolled for: *Cartel: Run the routes*."""
    if rolled.rule < 0:
        return "The argument"
    rule = window.table.rules[rolled.rule]
    who = f"{window.table.role_name(rule.owner)}: " if rule.owner >= 0 else ""
    return f"{who}{rule.title}"


def turnable(window: Window, viewer: str) -> dict[str, str]:
    """The results of this turn that can be overruled, by role: *Terrorist cell: Attempt the blow, 7 against 8, failed*.

    What happened without a roll is among them only where it changed something.
    """
    table, row = window.table, window.view(FACILITATOR)
    overrule = next((offer for offer in window.offers(FACILITATOR) if offer.do == "overrule"), None)
    out = {}
    for role in overrule.slots[0].domain if overrule is not None else ():
        result = Result(row[table.index[f"result.{role}"]])
        if result == Result.DONE and not window.turned(role):
            continue
        at = row[table.index[f"plan.{role}"]] - 1
        title = table.rules[at].title if at < len(table.rules) else "an argument"
        came = (
            _came(window, role, at, result, viewer) if at == len(table.rules) or knows_roll(table, at, viewer) else ""
        )
        out[role] = f"{called(window, role)}: {title}{came}"
    return out


def _came(window: Window, role: str, at: int, result: Result, viewer: str) -> str:
    """How a result came out, and by what: *, 7 against 8, failed*."""
    if result in (Result.DONE, Result.HELD):
        return ", happened without a roll" if result == Result.DONE else ", could not be paid for"
    how, rule = "", at if at < len(window.table.rules) else -1
    for line in window.standing:
        if line["turn"] != window.turn:
            continue
        if line["do"] == "overrule" and line["args"]["role"] == role:
            how = ", by ruling"
        for told in window.told(line["n"], viewer):
            rolled = told.rolled
            if rolled is not None and rolled.rule == rule and _rolled_by(window, line, role, rule):
                against = f" against {rolled.target}" if rolled.target else ""
                how = f", {roll(rolled.got) + rolled.plus}{against}"
    return f"{how}, {'succeeded' if result == Result.SUCCESS else 'failed'}"


def _rolled_by(window: Window, line: Line, role: str, rule: int) -> bool:
    """Of several arguments in a turn each has a roll of its own."""
    return rule >= 0 or window.arguing(line["n"]) == role
