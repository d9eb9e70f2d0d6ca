"""What somebody decided, as data for one viewer: the names in place of ids, without the numbers it may not know.

`rules/text/decision_text.py` turns it into words. What came of a decision is told by `rules/explain.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wargame.light_dataclass import dataclass
from wargame.rules.column import ColumnKind
from wargame.rules.cover import name_seen_rule
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import PC, Row
from wargame.rules.steps.stage import StageStep
from wargame.rules.view import may_see


@dataclass(frozen=True, slots=True)
class KnownMove:
    """A change of a number that somebody asked for or decided on. ``truth``: of a flag, a positive one sets it."""

    number: str
    label: str
    truth: bool
    by: int


@dataclass(frozen=True, slots=True)
class Decision:
    """A command as one viewer may read it.

    ``role`` gave it (or ``facilitator``, whose ``name`` is empty) with the verb ``verb``. ``subject`` and ``title`` are
    id and title of the action, option, form of deal, card or number it is about, ``zone`` and ``zone_name`` its zone.

    ``moves`` are the changes that it asks for or decides on, ``hidden`` how many further ones the viewer may not see.
    ``words`` are what people said: the action they argued, or what a ruling says has happened. ``percent`` is an
    estimate, ``pros`` and ``cons`` are numbers of reasons, ``value`` is what a number is set to (``truth``: of a flag).
    A stage of the reveal has the ``title`` of the plan it is about. Parts that the verb has no use for are empty or 0;
    ``known`` is False for a number that the viewer may not see.
    """

    role: str
    name: str
    verb: str
    subject: str = ""
    title: str = ""
    zone: str = ""
    zone_name: str = ""
    moves: tuple[KnownMove, ...] = ()
    hidden: int = 0
    words: str = ""
    percent: int = 0
    pros: int = 0
    cons: int = 0
    value: int = 0
    truth: bool = False
    known: bool = True


def list_known_moves(
    table: Table, moves: Mapping[str, int], viewer: str, row: Row | None = None
) -> tuple[tuple[KnownMove, ...], int]:
    """Return the changes of numbers that a viewer may see in ``row``, and how many others there are.

    Without a row, a number that play can reveal is taken as not revealed.
    """
    known = []
    for name, by in moves.items():
        at = table.index[name]
        column = table.columns[at]
        if _may_see(table, row, at, viewer):
            known.append(KnownMove(name, column.label, column.kind == ColumnKind.FLAG, by))
    return tuple(known), len(moves) - len(known)


def build_decision(
    table: Table, role: str, verb: str, args: Mapping[str, Any], viewer: str = FACILITATOR, *, words: str = "",
    answers: Mapping[str, str] | None = None, row: Row | None = None,
) -> Decision:  # fmt: skip
    """Return a command as a viewer may read it.

    ``words`` are what people said with it, as far as the viewer may hear them; ``answers`` are the titles of the
    answers of the card that was on the table, by id (None: those of every card); ``row`` is the row before the command
    (None: what play can reveal is taken as not revealed).
    """
    scenario = table.scenario
    bare = Decision(role, scenario.roles[role].name if role in scenario.roles else "", verb, words=words)
    match verb:
        case "plan":
            titles = {action.id: action.title for action in scenario.actions}
            zone = str(args.get("zone", ""))
            named = _name(bare, str(args.get("action")), titles)
            return replace(named, zone=zone, zone_name=scenario.zones[zone].name) if zone in scenario.zones else named
        case "respond":
            every = {o.id: o.title for card in table.cards if card.response for o in card.response.options}
            option = str(args.get("option"))
            return replace(bare, subject=option, title=(answers or every).get(option, ""))
        case "offer" | "break" | "counter":
            return _name(bare, str(args.get("form")), {form.id: form.title for form in table.forms})
        case "inject":
            return _name(bare, str(args.get("card")), {card.id: card.title for card in table.cards})
        case "estimate":
            return replace(bare, percent=int(args.get("percent", 0)))
        case "argue" | "settle" | "overrule" | "rule":
            moves, hidden = list_known_moves(table, dict(args.get("effects", {})), viewer, row)
            return replace(bare, moves=moves, hidden=hidden)
        case "challenge" | "weigh":
            return replace(bare, pros=int(args.get("pros", 0)), cons=int(args.get("cons", 0)))
        case "open" | "roll" | "move":
            return replace(bare, title=_find_staged_title(table, row, viewer))
        case "set":
            return _build_setting(table, bare, args, viewer, row)
    return bare


def _find_staged_title(table: Table, row: Row | None, viewer: str) -> str:
    """Return the title of the plan whose next stage the row waits for, as a viewer sees it; empty for an argument."""
    if row is None:
        return ""
    step = table.program[row[PC]]
    rule = table.get_planned_rule(row[table.at.plan[step.role]]) if isinstance(step, StageStep) else None
    return name_seen_rule(table, rule, viewer)[1] if rule is not None else ""


def _name(bare: Decision, subject: str, titles: Mapping[str, str]) -> Decision:
    return replace(bare, subject=subject, title=titles.get(subject, subject))


def _may_see(table: Table, row: Row | None, at: int, viewer: str) -> bool:
    seen = table.columns[at].seen
    if row is None:
        return viewer == FACILITATOR or seen is None or viewer in seen
    return may_see(table, row, at, viewer)


def _build_setting(table: Table, bare: Decision, args: Mapping[str, Any], viewer: str, row: Row | None) -> Decision:
    at = table.index[str(args["number"])]
    column = table.columns[at]
    if not _may_see(table, row, at, viewer):
        return replace(bare, known=False)
    return replace(bare, subject=column.name, title=column.label, value=int(args["value"]), truth=column.is_flag)
