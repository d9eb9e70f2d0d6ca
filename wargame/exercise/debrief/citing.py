"""Finds what a decision cites: its action, the deal it offers or answers, or the card that it answers.

A card that only lies on the table while somebody decides something else is not cited by that decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from wargame.content.model.deck import Card
from wargame.content.model.mechanics import Action, DealForm
from wargame.exercise.view.window import Window
from wargame.rules.row import PC
from wargame.rules.steps.deal import find_offered_form
from wargame.rules.steps.stage import STAGE_VERBS, StageStep
from wargame.session.records import CommandLine

Kind = Literal["action", "deal", "card"]


class Cited(NamedTuple):
    """What a decision cites.

    ``title`` names the action, deal or card; ``facts`` are its citations; ``ours`` and ``invented`` say what in it is
    not in the documents, if anything is.
    """

    kind: Kind
    id: str
    title: str
    facts: tuple[str, ...]
    ours: str | None = None
    invented: str | None = None


def find_cited(window: Window, line: CommandLine) -> Cited | None:
    """Return what a standing decision cites; None for an argument and for what cites nothing."""
    table = window.table
    match line.do:
        case "plan":
            found: Action | DealForm | Card | None = next(
                (one for one in table.scenario.actions if one.id == line.args.get("action")), None
            )
        case "offer" | "counter" | "break":
            found = next((one for one in table.forms if one.id == line.args.get("form")), None)
        case "accept" | "decline":
            found = _find_answered_form(window, line)
        case "respond":
            found = find_card_on_table(window, line)
        case _:
            found = None
    return _build_cited(found) if found is not None and found.cites else None


def list_cited(window: Window, line: CommandLine) -> list[Cited]:
    """Return what a line cites; of a reveal or a close, what the plans cite that it reveals or follows."""
    if line.do not in (*STAGE_VERBS, "close"):
        cited = find_cited(window, line)
        return [cited] if cited is not None else []
    plans = _iter_plans_before(window, line)
    return list(dict.fromkeys(cited for one in plans if (cited := find_cited(window, one)) is not None))


def find_card_on_table(window: Window, line: CommandLine) -> Card | None:
    """Return the card on the table before a standing line; None without one."""
    table = window.table
    entry = window.find_row_before(line.n)[table.at.current]
    return table.cards[table.entries[entry - 1]] if entry else None


def _find_answered_form(window: Window, line: CommandLine) -> DealForm | None:
    table = window.table
    try:
        at = find_offered_form(table, window.find_row_before(line.n), table.roles.index(line.role))
    except (LookupError, ValueError):
        return None
    return table.forms[at]


def _iter_plans_before(window: Window, line: CommandLine) -> Iterator[CommandLine]:
    """Yield the plans of the turn; before a stage of the reveal, only the plan that it is about."""
    step = window.table.program[window.find_row_before(line.n)[PC]]
    role = window.table.roles[step.role] if isinstance(step, StageStep) else ""
    for one in window.standing:
        if one.turn == line.turn and one.n < line.n and one.do == "plan" and role in ("", one.role):
            yield one


def _build_cited(found: Action | DealForm | Card) -> Cited:
    kind: Kind = "action" if isinstance(found, Action) else "deal" if isinstance(found, DealForm) else "card"
    invented = found.invented if isinstance(found, Card) else None
    return Cited(kind, found.id, found.title, tuple(found.cites), found.ours, invented)
