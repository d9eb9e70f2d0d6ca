"""The words around the lines of a session that is told as a text: its headings, who plays, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill


def format_title(scenario: str, session: str) -> str:
    """Return the titles of the scenario and of the session."""
    return fill("{scenario}: {session}", scenario=scenario, session=session)


def format_whole() -> str:
    """Return that everything is told."""
    return fill("Told is the whole, with all that was secret.")


def format_public() -> str:
    """Return that what everybody could know is told."""
    return fill("Told is what everybody could know.")


def format_known_to(who: str) -> str:
    """Return that what a role could know is told."""
    return fill("Told is what {who} could know.", who=who)


def format_seats(players: str) -> str:
    """Return who plays, as a sentence; ``players`` is the list of roles with their players."""
    return fill("Played: {players}.", players=players)


def format_branch(parent: str, line: int) -> str:
    """Return which session this one is a branch of."""
    return fill("A branch of {parent}: up to line {line} the two are one.", parent=parent, line=line)


def format_turn(turn: int, turns: int) -> str:
    """Return the heading of a turn, or of what came before the first one."""
    if not turn:
        return fill("== Before the first turn ==")
    return fill("== Turn {turn} of {turns} ==", turn=turn, turns=turns)


def format_step(phase: str, what: str) -> str:
    """Return what was decided behind the phase in which it was."""
    return fill("{phase}: {what}", phase=phase, what=what) if what else fill("{phase}:", phase=phase)


def format_undone() -> str:
    """Return the mark of a command that was taken back."""
    return fill("~~ undone ~~")


def format_left(titles: Iterable[str]) -> str:
    """Return the offers that were not taken."""
    return fill("Instead of: {offers}.", offers="; ".join(titles))


def format_attempts_heading() -> str:
    """Return the heading of the plans of a turn and their results."""
    return fill("Attempted, and what became of it")


def format_ending(title: str) -> str:
    """Return the heading of the ending."""
    return fill("== {ending} ==", ending=title)


def format_points(who: str, points: float) -> str:
    """Return the points of a role."""
    return fill("{who}: {points:.1f} points.", who=who, points=points)


def format_stand(at: int, last: int) -> str:
    """Return that this is the session after line ``at``, and that the file goes on to line ``last``."""
    return fill("So it stood after line {at}; the file goes on to line {last}.", at=at, last=last)


def format_moment() -> str:
    """Return that this is the session at a moment after which it went on."""
    return fill("So it stood then; the session goes on.")


def format_open_end() -> str:
    """Return that the exercise is not over."""
    return fill("So it stands: the exercise is not over.")
