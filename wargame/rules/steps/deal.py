"""Deal: a role offers a deal in a form of the scenario; the other role accepts, declines, or counters once.

Where a counter stands *instead* of an offer, who counters makes no offer of its own in that turn: it has spoken.

A form with one role (an arrangement inside a coalition) needs no answer. A deal in force can be broken in this phase or
by an action that it forbids. It ends by itself when it lapses or its time is up (`rules/steps/tick.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from wargame.light_dataclass import dataclass
from wargame.rules.apply_rule import apply_rule
from wargame.rules.chance import DEAL, Chance
from wargame.rules.model import Table
from wargame.rules.picks import Accept, AnswerPick, BreakDeal, Counter, Decline, OfferDeal, OfferPick, Pass
from wargame.rules.row import Notes, Row
from wargame.rules.state import list_legal_picks, write
from wargame.rules.step import AnswerChoice, Choice, OfferChoice, Step, StepFunction


def list_open_forms(table: Table, row: Row, role: int) -> list[int]:
    """Return the forms that a role may offer now, by index."""
    return list_legal_picks(table, row, table.offers[role])


def find_other_role(table: Table, form: int, role: int) -> int:
    """Return the other role of a form of deal between ``role`` and one other, by index."""
    return next(party for party in table.form_terms[form].parties if party != role)


def find_offered_form(table: Table, row: Row, role: int) -> int:
    """Return the form that this role has been offered, by index. Raises `LookupError` if it has been offered none."""
    for terms, pair in zip(table.form_terms, table.at.pair, strict=True):
        if role in terms.parties and row[pair.offered]:
            return row[pair.offered] - 1
    raise LookupError(f"nothing is offered to {table.roles[role]}")


def conclude_deal(table: Table, row: Row, form: int, notes: Notes | None) -> None:
    """Make a deal: apply what it does at once, and put it in force if its form stands."""
    terms, at = table.form_terms[form], table.at
    apply_rule(table, row, table.form_rules[form][0], _NO_CHANCE, notes, DEAL)
    if terms.stands:
        write(row, at.deal[form], 1, notes)
        if terms.lasts:
            write(row, at.left[form], terms.lasts, notes)
    write(row, at.dealt[form], 1, notes)
    if at.limit[form] >= 0:
        write(row, at.limit[form], 1, notes)


def break_deal(table: Table, row: Row, form: int, notes: Notes | None) -> None:
    """Break a deal that is in force, at its cost; nothing happens if it is not in force."""
    column = table.at.deal[form]
    if row[column]:
        write(row, column, 0, notes)
        apply_rule(table, row, table.form_rules[form][2], _NO_CHANCE, notes, DEAL)


class _NoChance:
    """Raises `AssertionError` on any draw: the effects of deals never roll."""

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        raise AssertionError("a deal rolled dice")


_NO_CHANCE = _NoChance()


@dataclass(frozen=True, slots=True)
class EnterDealsStep(Step):
    """The deal phase opens. A viewer who may not know whose turn it is sees the program stand at this step."""


@dataclass(frozen=True, slots=True)
class OfferStep(Step):
    """``role`` offers a deal, breaks one, or passes. ``seen`` may know that the step waits (None: everybody)."""

    do: ClassVar[str] = "deal"
    role: int
    seen: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class AnswerStep(Step):
    """An offer of ``role`` is answered, or countered once. ``seen`` may know that the step waits (None: everybody).

    ``pairs`` are the forms of deal between the role and each other role, by index.
    """

    do: ClassVar[str] = "answer"
    role: int
    seen: frozenset[str] | None
    pairs: tuple[tuple[int, ...], ...]


def build_enter_step(table: Table, step: EnterDealsStep) -> StepFunction:
    """Nothing happens."""
    then = step.then

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        return then

    return run


def build_offer_choice(table: Table, step: OfferStep) -> OfferChoice:
    """One role offers a deal, breaks one, or passes."""
    role, seen = step.role, step.seen
    spoke = table.at.spoke[role]
    breaks = {pick.pick: BreakDeal(pick.pick) for pick in table.breaks[role]}
    passes, offers = Pass(), [OfferDeal(f) for f in range(len(table.forms))]

    def picks(row: Row, role: int) -> Sequence[OfferPick]:
        standing = [breaks[f] for f in list_legal_picks(table, row, table.breaks[role])]
        return [passes, *[offers[f] for f in list_open_forms(table, row, role)], *standing]

    def asked(row: Row) -> tuple[int, ...]:
        # A role that may deal in secret is always asked: otherwise all would see that nothing is open to it.
        return () if row[spoke] or (seen is None and len(picks(row, role)) == 1) else (role,)

    def take(row: Row, role: int, pick: OfferPick, notes: Notes | None) -> None:
        write(row, spoke, 1, notes)
        if isinstance(pick, BreakDeal):
            break_deal(table, row, pick.form, notes)
        elif isinstance(pick, OfferDeal):
            if len(table.form_terms[pick.form].parties) == 1:
                conclude_deal(table, row, pick.form, notes)
                return
            pair = table.at.pair[pick.form]
            write(row, pair.offered, pick.form + 1, notes)
            write(row, pair.answerer, find_other_role(table, pick.form, role) + 1, notes)

    return Choice(step.do, asked, picks, take, seen)


def build_answer_choice(table: Table, step: AnswerStep) -> AnswerChoice:
    """The role that was made an offer accepts, declines, or counters once; the other role then accepts or declines."""
    columns = [table.at.pair[forms[0]] for forms in step.pairs]
    plain: tuple[AnswerPick, ...] = (Accept(), Decline())
    counters = [Counter(f) for f in range(len(table.forms))]

    def pending(row: Row) -> int:
        return next((i for i, (offered, _, _) in enumerate(columns) if row[offered]), -1)

    def asked(row: Row) -> tuple[int, ...]:
        i = pending(row)
        return (row[columns[i][1]] - 1,) if i >= 0 else ()

    def picks(row: Row, role: int) -> Sequence[AnswerPick]:
        i = pending(row)
        offered, _, countered = columns[i]
        if row[countered]:
            return plain
        may = set(list_open_forms(table, row, role))
        return [*plain, *[counters[f] for f in step.pairs[i] if f in may and f != row[offered] - 1]]

    def take(row: Row, role: int, pick: AnswerPick, notes: Notes | None) -> None:
        i = pending(row)
        offered, answerer, countered = columns[i]
        form = row[offered] - 1
        if isinstance(pick, Counter):
            write(row, offered, pick.form + 1, notes)
            write(row, answerer, find_other_role(table, form, role) + 1, notes)
            write(row, countered, 1, notes)
            if table.instead:
                write(row, table.at.spoke[role], 1, notes)
            return
        for column in columns[i]:
            write(row, column, 0, notes)
        if isinstance(pick, Accept):
            conclude_deal(table, row, form, notes)

    return Choice(step.do, asked, picks, take, step.seen)
