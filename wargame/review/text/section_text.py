"""Sentences of several sections of a report: the question, changes and rolls, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.phrases import fill, join_clauses, join_list
from wargame.review.text.code_text import name_decider, name_outcome, name_value
from wargame.session.text.line_text import format_came_true

# The question


def format_question_result(came_true: bool | None, moves: Sequence[tuple[str, int, int]]) -> str:
    """Return whether the question came true, and how the estimates of roles went, if there are ``moves``."""
    verdict = format_verdict(came_true)
    return fill("{verdict} {estimates}", verdict=verdict, estimates=format_estimates(moves)) if moves else verdict


def format_verdict(came_true: bool | None) -> str:
    """Return whether the question came true; None while it is open."""
    if came_true is None:
        return fill("It is still open.")
    return format_came_true(came_true)


def format_estimates(moves: Iterable[tuple[str, int, int]]) -> str:
    """Return how the estimates of roles went: the name of each, its first and its last estimate in per cent."""
    listed = (fill("{who} from {first} % to {last} %", who=who, first=one, last=two) for who, one, two in moves)
    return fill("The roles' estimates went, first to last: {estimates}.", estimates=join_list(listed))


# Changes and rolls


def format_change(number: str, before: str, after: str, *, hidden: bool) -> str:
    """Return how a number moved: *Revenue 4 → 3 (hidden)*."""
    old, new = name_value(before), name_value(after)
    if hidden:
        return fill("{number} {before} → {after} (hidden)", number=number, before=old, after=new)
    return fill("{number} {before} → {after}", number=number, before=old, after=new)


def join_causes(caused: Iterable[str]) -> str:
    """Return changes of several causes, as a list."""
    return join_clauses(caused)


def format_caused(why: str, changes: Iterable[str]) -> str:
    """Return the changes that have one cause; without the cause where ``why`` is empty."""
    return fill("{why}: {changes}", why=why, changes=join_list(changes)) if why else join_list(changes)


def format_roll(got: int, plus: int, target: int, outcome: str) -> str:
    """Return a roll with what was added, its target and its outcome, if any: *8 − 1 = 7 against 7: success*."""
    rolled, outcome = _format_total(got, plus), name_outcome(outcome)
    if target and outcome:
        return fill("{roll} against {target}: {outcome}", roll=rolled, target=target, outcome=outcome)
    if target:
        return fill("{roll} against {target}", roll=rolled, target=target)
    return fill("{roll}: {outcome}", roll=rolled, outcome=outcome) if outcome else rolled


def _format_total(got: int, plus: int) -> str:
    if not plus:
        return str(got)
    if plus > 0:
        return fill("{got} + {plus} = {total}", got=got, plus=plus, total=got + plus)
    return fill("{got} − {minus} = {total}", got=got, minus=-plus, total=got + plus)


def format_rolls(rolls: Iterable[tuple[int, int, int, str, str]]) -> str:
    """Return rolls, each as `format_roll` takes it, with what it was rolled for."""
    return join_clauses(
        fill("{roll} ({title})", roll=format_roll(got, plus, target, outcome), title=title)
        for got, plus, target, outcome, title in rolls
    )


# Decisions


def format_turn(turn: int) -> str:
    """Return the heading of a turn, or of what came before the first one."""
    return fill("Turn {turn}", turn=turn) if turn else fill("Before play")


def format_decision(who: str, attempted: str, *, undone: bool) -> str:
    """Return who decided what."""
    if undone:
        return fill("{who}: {attempted} (undone)", who=who, attempted=attempted)
    return fill("{who}: {attempted}", who=who, attempted=attempted)


def format_place(line: int, phase: str, taken: str, by: str, hat: str) -> str:
    """Return where a decision stands, how long it took, by whom it was taken and under which hat."""
    parts = [str(line), phase, taken]
    who = name_decider(by)
    parts += [fill("by {who}", who=who)] if who else []
    parts += [fill("as {hat}", hat=hat)] if hat else []
    return join_list(parts)


def format_undone() -> str:
    """Return that a decision does not stand."""
    return fill("This decision was taken back later and did not stand.")


def format_bookmark(words: str) -> str:
    """Return the words of a bookmark, or that there is one."""
    return words or fill("yes")


def join_alternatives(alternatives: Iterable[str]) -> str:
    """Return the offers not taken, as a list."""
    return join_clauses(alternatives)


def format_effects(effects: Iterable[tuple[str, str]]) -> str:
    """Return what a decision was worth to roles: the name of each, and its points."""
    return join_list(fill("{who} {points}", who=who, points=points) for who, points in effects)
