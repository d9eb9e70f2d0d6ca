"""Weigh: for each kind of choice, what every pick is worth to a role. Without noise; the same view, the same values."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from wargame.bots.outlook import SURE, Outlook, distance
from wargame.rules.choices.codecs import Answering
from wargame.rules.steps import argue, deal
from wargame.rules.table import TURN, Choice, Gate, Row, Table, hold_value, holds


class Weighed(NamedTuple):
    """A pick with its value in 36ths of the score unit. Picks of one ``group`` are variants of one thing."""

    pick: int
    value: int
    group: int


def weigh(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    """Every pick of a choice with its value, in the order of the picks. For estimates see `likelihood`."""
    return _KINDS[choice.do](outlook, seen, choice)


def _plan(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    table = outlook.table
    objectives = outlook.objectives(seen)
    moves = outlook.moves(seen, objectives)
    return [
        Weighed(at, outlook.value_of(outlook.tried(seen, at), moves, objectives, 1), table.action_of[at])
        for at in choice.picks(seen, outlook.role)
    ]


def _respond(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    table = outlook.table
    objectives = outlook.objectives(seen)
    moves = outlook.moves(seen, objectives)
    rules = table.option_rules[table.entries[seen[table.marks["current"]] - 1]]
    return [
        Weighed(i, outlook.value_of(outlook.tried(seen, rules[i]), moves, objectives, 0), i)
        for i in choice.picks(seen, outlook.role)
    ]


PASS, OFFER, OWN, BREAK = range(4)
"""The groups of the picks in a deal phase: there is one leaning to offer something, not one for each form."""


def _deal(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    """A deal with another role has to bring more than nothing to be wanted, and breaking one even more."""
    objectives = outlook.objectives(seen)
    moves = outlook.moves(seen, objectives)
    table = outlook.table
    now = outlook.worth(seen, moves, objectives)
    out = []
    for pick in choice.picks(seen, outlook.role):
        value, group = now, PASS
        if pick >= deal.BREAK:
            form, group = pick - deal.BREAK, BREAK
            after = seen[:]
            deal.break_off(table, after, form, None)
            value = outlook.worth(after, moves, objectives)
            if len(table.forms[form].between) > 1:
                value -= outlook.in_points(outlook.habits.word)
        elif pick:
            value = outlook.worth(struck(table, seen, pick - 1), moves, objectives)
            group = OWN
            if len(table.forms[pick - 1].between) > 1:
                value -= outlook.in_points(outlook.habits.doubt)
                group = OFFER
        out.append(Weighed(pick, value, group))
    return out


def _answer(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    """A counter-offer is worth half of what it would bring, as it may be declined."""
    objectives = outlook.objectives(seen)
    moves = outlook.moves(seen, objectives)
    table = outlook.table
    now = outlook.worth(seen, moves, objectives)
    doubt = outlook.in_points(outlook.habits.doubt)
    out = []
    for pick in choice.picks(seen, outlook.role):
        if pick == deal.DECLINE:
            out.append(Weighed(pick, now, PASS))
            continue
        counters = pick >= deal.COUNTER
        form = pick - deal.COUNTER if counters else Answering.offered(table, seen, outlook.role)
        gain = outlook.worth(struck(table, seen, form), moves, objectives) - now - doubt
        out.append(Weighed(pick, now + (gain // 2 if counters and gain > 0 else gain), OWN if counters else OFFER))
    return out


def _challenge(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    """Pros for an argument that would help, cons against one that would hurt, one of each for what it cannot tell."""
    gain = argued(outlook, seen)
    wanted = argue.MOST - 1
    best = (wanted * (argue.MOST + 1)) if gain > 0 else wanted if gain < 0 else argue.MOST + 2
    return [Weighed(pick, -abs(pick - best) << 40, pick) for pick in choice.picks(seen, outlook.role)]


def _clarify(outlook: Outlook, seen: Row, choice: Choice) -> list[Weighed]:
    """Whoever takes over a seat stands by what was argued from it."""
    return [Weighed(pick, -pick << 40, pick) for pick in choice.picks(seen, outlook.role)]


_KINDS: dict[str, Callable[[Outlook, Row, Choice], list[Weighed]]] = {
    "plan": _plan,
    "respond": _respond,
    "deal": _deal,
    "answer": _answer,
    "challenge": _challenge,
    "clarify": _clarify,
}


def struck(table: Table, seen: Row, form: int) -> Row:
    """The row if a deal of this form were made now."""
    after = seen[:]
    deal.strike(table, after, form, None)
    return after


def argued(outlook: Outlook, seen: Row) -> int:
    """What the argument being judged would add to the role's score if it succeeded, as far as the role can see it."""
    table = outlook.table
    argues = len(table.rules) + 1
    for name in (table.roles[role] for role in table.order):
        if seen[table.index[f"plan.{name}"]] == argues and not seen[table.index[f"result.{name}"]]:
            after = seen[:]
            number1, size1, number2, size2 = (seen[table.index[f"argument.{name}.{p}"]] for p in argue.PARTS[:4])
            for at, by in ((number1, size1), (number2, size2)):
                if at:
                    column = table.columns[at - 1]
                    after[at - 1] = hold_value(after[at - 1] + by, column.low, column.high)
            objectives = outlook.objectives(seen)
            return outlook.score(after, objectives) - outlook.score(seen, objectives)
    return 0


def likelihood(outlook: Outlook, seen: Row) -> int:
    """How likely the scenario's question is to come true, in per cent (3 to 97), from what the role can see.

    Where the role sees all that decides it: does it come true if all hold still, how surely, or how far is it off?
    Where something is hidden: how much of the rest of the game could still bring it about?
    """
    table = outlook.table
    gate = table.truth
    if gate is None:
        return 50
    left = outlook.closes(seen) - 1
    coming = seen[:]
    coming[TURN] += left > 0  # estimates are asked for when this turn's close is behind
    ahead = outlook.ahead(coming, left, outlook.objectives(seen))
    if hidden(outlook, seen, gate):
        return 20 if moved_by_deals(table, seen, gate) else 4
    if holds(table, ahead.row, gate):
        sure = ahead.sure * (95 - 4 * min(left, 5)) // SURE
        return hold_value(sure, 3, 97)
    away = distance(table, ahead.row, gate)
    return hold_value(2 + 40 * left // (table.turns * max(away, 1)), 3, 97)


def hidden(outlook: Outlook, seen: Row, gate: Gate) -> bool:
    """Does the gate read a number this role cannot see?"""
    table = outlook.table
    secret = {column for column, until, _ in table.hidden[table.roles[outlook.role]] if until < 0 or not seen[until]}
    return any(ref in secret for ref, _, _ in gate.terms) or any(
        hidden(outlook, seen, part) for group in gate.either for part in group
    )


def moved_by_deals(table: Table, seen: Row, gate: Gate) -> bool:
    """Can a deal that may still be made, as far as one can see, change a number the gate reads?"""
    reads = {ref for ref, _, _ in gate.terms}
    for form in range(len(table.forms)):
        if holds(table, seen, table.form_gates[form][0]):
            rules = (table.rules[at] for at in table.form_rules[form][:2])
            if any(delta.column in reads for rule in rules for delta in rule.said_success):
                return True
    return False
