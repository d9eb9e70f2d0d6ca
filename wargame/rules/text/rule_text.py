"""Numbers, changes and conditions of rules in the words that players read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.interval_text import format_interval, format_turns_left
from wargame.outcome_text import format_change, format_no_change, format_outcome_lines, format_steps
from wargame.phrases import fill, fill_count, has_end_mark, join_list
from wargame.rules.decisions import KnownMove
from wargame.rules.members import MemberRefusal
from wargame.rules.named import (
    TURNS_LEFT,
    NamedBounds,
    NamedChange,
    NamedCondition,
    NamedCost,
    NamedEffects,
    NamedNumber,
    NamedValue,
    Where,
)


def end_sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends with a mark of its own: *Whom would you ask?*."""
    return text if has_end_mark(text) else f"{text}."


def begin_sentence(text: str) -> str:
    """Return the text with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def join_title(title: str, text: str) -> str:
    """A title with a text after it: *Raid: Docks*; with a dash after a title that asks: *Who says so? – Nobody*."""
    return f"{title} – {text}" if end_sentence(title) == title else f"{title}: {text}"


def format_flag(value: int) -> str:
    """Return the new value of a flag in words."""
    return fill("now so") if value > 0 else fill("no longer so")


def format_move(number: str, truth: bool, by: int) -> str:
    """Return a change that somebody decided on: *Violence -1*; of a flag (``truth``), *A blow was struck: now so*."""
    if not truth:
        return fill("{number} {by:+d}", number=number, by=by)
    return fill("{flag}: {value}", flag=number, value=format_flag(by))


def format_known_moves(moves: Sequence[KnownMove], hidden: int) -> str:
    """Return changes that were decided on: *Violence -1, 1 number not everybody sees*; empty for none."""
    listed = [format_move(move.label, move.truth, move.by) for move in moves]
    if hidden:
        listed.append(fill_count("{n} number not everybody sees", "{n} numbers not everybody sees", hidden))
    return join_list(listed)


def format_number(number: NamedNumber, where: Where = Where.NAMED) -> str:
    """Return the name of a number: *Violence*, *control there*, *will of the partner there*."""
    if where is Where.PARTNER:
        return fill("will of the partner there")
    return fill("{number} there", number=number.short) if where is Where.ZONE else number.label


def format_changes(changes: Iterable[NamedChange], here: bool = True) -> str:
    """Return several changes, with commas; *nothing changes* if there are none.

    With ``here`` the numbers of the chosen zone are called *control there* and so on, else by their full names.
    """
    return _join_changes(changes, here) or format_no_change()


def _join_changes(changes: Iterable[NamedChange], here: bool) -> str:
    return join_list(_format_change(change, here) for change in changes)


def _format_change(change: NamedChange, here: bool) -> str:
    where = Where.NAMED if change.where is Where.ZONE and not here else change.where
    return format_change(format_number(change.number, where), change.n, change.sets, is_flag=change.number.truth)


def list_effect_lines(effects: NamedEffects) -> list[str]:
    """Return what a rule does, as known beforehand: one line, or one for a success and one for a failure."""
    good = _join_changes(effects.success, True)
    bad = _join_changes(effects.failure, True) if effects.failure is not None else None
    steps = format_steps(effects.steps.number.label, effects.steps.steps) if effects.steps is not None else ""
    return format_outcome_lines(good, bad, steps, effects.lasts)


def format_effects(effects: NamedEffects) -> str:
    """Return what a rule does, as known beforehand, in one sentence."""
    return "; ".join(list_effect_lines(effects))


def format_cost(cost: Sequence[NamedCost]) -> str:
    """Return the cost of a rule: *Revenue -1*; empty if it has none."""
    return join_list(fill("{number} {change:+d}", number=one.number.label, change=-one.n) for one in cost)


def format_condition(condition: NamedCondition, short: bool = False) -> str:
    """Return a condition: *Scrutiny 6 or more and Partnership 3 or less*; with ``short`` names without their zone."""
    parts = [_format_bounds(one, short) for one in condition.bounds]
    for group in condition.either:
        alternatives = fill(" or ").join(format_condition(part, short) for part in group)
        parts.append(fill("({alternatives})", alternatives=alternatives))
    return fill(" and ").join(parts)


def format_sole_condition(condition: NamedCondition, short: bool = False) -> str:
    """Return a condition that stands alone: a single group needs no brackets."""
    if condition.bounds or len(condition.either) != 1:
        return format_condition(condition, short)
    return fill(" or ").join(format_condition(part, short) for part in condition.either[0])


def _format_bounds(one: NamedBounds, short: bool) -> str:
    if one.number.truth:
        return _format_truth(one.number, one.low == 1)
    if one.number.name == TURNS_LEFT:
        return format_turns_left(one.low, one.high)
    interval = format_interval(one.low, one.high)
    return fill("{number} {interval}", number=one.number.short if short else one.number.label, interval=interval)


def _format_truth(number: NamedNumber, value: bool) -> str:
    return number.label if value else fill("not: {number}", number=number.label)


def format_member_refusal(refusal: MemberRefusal) -> str:
    """Return why a member refuses: *Mexico does not agree: its will is 1*."""
    reason = fill(" and ").join(_format_value(refusal, one) for one in refusal.values)
    return fill("{member} does not agree: {reason}", member=refusal.member.name, reason=reason)


def _format_value(refusal: MemberRefusal, one: NamedValue) -> str:
    if one.number.name == refusal.number:
        return fill("its will is {value}", value=one.value)
    return format_value(one)


def format_value(one: NamedValue) -> str:
    """Return the value of a number: *Violence 5*, *not: A blow was struck*."""
    if one.number.truth:
        return _format_truth(one.number, bool(one.value))
    if one.number.name == TURNS_LEFT:
        return format_turns_left(one.value, one.value)
    return fill("{number} {value}", number=one.number.label, value=one.value)


def format_member_refusals(refusals: Iterable[MemberRefusal]) -> str:
    """Return why several members refuse; empty if none does."""
    return "; ".join(format_member_refusal(one) for one in refusals)
