"""What becomes of the cards that a result brings when the facilitator overrules that result.

A result brings cards by the outcome of the action's check, or by `hearing` of the card on the table. A card that has
come stays; one that is still to come is withdrawn, and the cards of the other outcome are brought.
"""

from __future__ import annotations

from wargame.rules.chance import Chance
from wargame.rules.model import Table
from wargame.rules.row import PC, Notes, Row
from wargame.rules.state import write
from wargame.rules.step import Result
from wargame.rules.steps.draw import CardPlace, Pile
from wargame.rules.steps.follow import Bringing
from wargame.rules.steps.stage import is_result_pending

MOST_REDRAWS = 20
"""The most draws of another next card in one turn."""


_TURNED = {Result.FAILURE: Result.SUCCESS, Result.HELD: Result.SUCCESS}


def turn_result(result: Result) -> Result:
    """Return the result that an overruling puts in the place of ``result``."""
    return _TURNED.get(result, Result.FAILURE)


def list_turned_cards(table: Table, row: Row, role: int) -> list[int]:
    """Return the cards that come if the result of a role (an index) is overruled now."""
    before = Result(row[table.at.result[role]])
    if table.to.follow < 0 or before == Result.NONE or is_result_pending(table, row, role):
        return []
    old, new = _find_brought(table, row, role, before), _find_brought(table, row, role, turn_result(before))
    cards = {column: card for card, column in table.at.brings}
    if new.get(table.at.queued):
        cards[table.at.queued] = table.entries[new[table.at.queued] - 1]
    return [cards[column] for column, value in new.items() if value and old.get(column) != value]


def turn_brought_cards(
    table: Table, row: Row, role: int, before: Result, after: Result, chance: Chance, notes: Notes
) -> None:
    """Withdraw the cards of the result ``before`` of a role (an index), and bring those of the result ``after``.

    Nothing happens where the content of the table brings no card at once or as the next one, and where nothing has come
    of the result yet.
    """
    if table.to.follow < 0 or is_result_pending(table, row, role):
        return
    old, new = _find_brought(table, row, role, before), _find_brought(table, row, role, after)
    for column in old.keys() - new.keys():
        _withdraw(table, row, column, old[column], chance, notes)
    wanted = {column: value for column, value in new.items() if old.get(column) != value}
    for column, value in wanted.items():
        write(row, column, value, notes)
    choice = table.choices[row[PC]]
    is_answered_first = choice is not None and choice.do == "respond"  # then the step after the answer delivers them
    if wanted.keys() - {table.at.queued} and not is_answered_first:
        write(row, table.at.interrupted, row[PC], notes)
        write(row, PC, table.to.follow, notes)


def _find_brought(table: Table, row: Row, role: int, result: Result) -> dict[int, int]:
    """Return what this result of a role's plan writes to the columns that bring cards, by column."""
    plan, at = row[table.at.plan[role]], table.at
    if plan == table.argued:
        entry = row[at.current] - 1
        if entry < 0 or row[at.argument[role].secret]:
            return {}
        heard = table.heard.get(table.entries[entry], ())
        return {column: value for column, value, results in heard if result in results}
    rule = table.get_planned_rule(plan)
    if rule is None or result == Result.HELD or (result == Result.FAILURE and not rule.target):
        return {}
    changes = (rule.failure if result == Result.FAILURE else rule.success)[0]
    brings = {at.queued, *(column for _, column in at.brings)}
    return {column: values[row[column]] for column, values in changes if column in brings}


def _withdraw(table: Table, row: Row, column: int, value: int, chance: Chance, notes: Notes) -> None:
    """Let a card that is still to come not come; an announced one returns to the pile, and another is announced."""
    following = table.at.next
    if column == table.at.queued:
        if row[column] == value:
            write(row, column, 0, notes)
        return
    card = next(card for card, one in table.at.brings if one == column)
    entry = row[following] - 1
    is_announced = row[column] == Bringing.ANNOUNCED and entry >= 0 and table.entries[entry] == card
    write(row, column, Bringing.NOTHING, notes)
    if is_announced and row[table.at.redraws] < MOST_REDRAWS:
        pile = Pile(table)
        write(row, table.at.card + entry, CardPlace.UNDRAWN, notes)
        pile.put_back(row, entry, notes)
        write(row, following, 0, notes)
        pile.redraw(row, following, chance, notes)
