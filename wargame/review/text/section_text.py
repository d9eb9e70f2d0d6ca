"""Sentences of several sections of a report: the question, changes and rolls, observations, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.phrases import fill, fill_count, join_list
from wargame.session.text.line_text import format_came_true

# The question


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
    if hidden:
        return fill("{number} {before} → {after} (hidden)", number=number, before=before, after=after)
    return fill("{number} {before} → {after}", number=number, before=before, after=after)


def format_caused(why: str, changes: Iterable[str]) -> str:
    """Return the changes that have one cause; without the cause where ``why`` is empty."""
    return fill("{why}: {changes}", why=why, changes=join_list(changes)) if why else join_list(changes)


def format_roll(got: int, plus: int, target: int, outcome: str) -> str:
    """Return a roll with what was added, its target and its outcome, if any: *8 − 1 = 7 against 7: success*."""
    rolled = _format_total(got, plus)
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


def format_rolled_for(roll: str, title: str) -> str:
    """Return a roll with what it was rolled for."""
    return fill("{roll} ({title})", roll=roll, title=title)


# Observations


def format_observation(text: str, about: str, reference: str, analysis: str, turn: int, line: int) -> str:
    """Return an observation with what it is about, the card it refers to, its analysis and its place."""
    parts = [text]
    if about:
        parts.append(fill("About: {about}.", about=about))
    if reference:
        parts.append(fill("Reference: {reference}.", reference=reference))
    if analysis:
        parts.append(fill("Analysis: {analysis}", analysis=analysis))
    parts.append(fill("(turn {turn}, line {line})", turn=turn, line=line))
    return " ".join(parts)


def format_nothing_noted(*, everywhere: bool) -> str:
    """Return that nothing was noted on any objective, or on those that are not listed."""
    if everywhere:
        return fill("Nothing was noted or rated on any objective.")
    return fill("Nothing was noted or rated on the other objectives.")


# What mattered


def format_method(bots: str, pairs: int) -> str:
    """Return how it was measured what mattered, by which bots, over how many pairs of playouts."""
    return fill_count(
        "Each decision was taken back and every alternative played on from there by bots ({bots}), over {n} pair of "
        "playouts with the same luck.",
        "Each decision was taken back and every alternative played on from there by bots ({bots}), over {n} pairs of "
        "playouts with the same luck.",
        pairs,
        bots=bots,
    )


def format_unsure() -> str:
    """Return that a difference may be luck."""
    return fill("Not sure: among so many comparisons, the first difference may be luck.")


def format_more_decisions(count: int) -> str:
    """Return where the figures of all decisions are."""
    return fill("The figures of all {count} decisions are in the report as JSON.", count=count)


def format_interval(low: str, high: str) -> str:
    """Return the ends of an interval."""
    return fill("{low} to {high}", low=low, high=high)


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
    """Return where a decision stands, how long it took, by whom it was taken (empty: people) and under which hat."""
    parts = [str(line), phase, taken]
    parts += [fill("by {who}", who=by)] if by else []
    parts += [fill("as {hat}", hat=hat)] if hat else []
    return join_list(parts)


def format_undone() -> str:
    """Return that a decision does not stand."""
    return fill("This decision was taken back later and did not stand.")


def format_effects(effects: Sequence[tuple[str, str]]) -> str:
    """Return what a decision was worth to roles: the name of each, and its points."""
    return join_list(fill("{who} {points}", who=who, points=points) for who, points in effects)


def format_played(length: str, played: int, turns: int) -> str:
    """Return how many turns of a length were played."""
    return fill_count(
        "{length}: {played} of {n} turn played", "{length}: {played} of {n} turns played", turns, length=length,
        played=played,
    )  # fmt: skip


def format_read_in_part(missing: str) -> str:
    """Return that not all of the file could be read, and what could not."""
    return fill("Read in part: {missing}.", missing=missing)
