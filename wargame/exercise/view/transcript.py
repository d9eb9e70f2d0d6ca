"""Retelling: a whole past session as text to read, turn by turn: what `wargame replay --print` writes."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import NamedTuple

from wargame.exercise.play.sanitize import clean
from wargame.exercise.play.seats import seat_text
from wargame.exercise.view.decision_summary import SECRET, WHOLE, Attempt, Moment, attempts, beside, moment, took
from wargame.exercise.view.narration import called
from wargame.exercise.view.replay import Past
from wargame.rules.table import ENDING, OBSERVER
from wargame.rules.text.rule_text import ended

WIDTH = 80


class Said(NamedTuple):
    """A paragraph: how far its first line is indented, how far the others, and its text."""

    lead: int
    hang: int
    text: str

    def wrapped(self, width: int = WIDTH) -> str:
        """As lines of at most ``width`` characters, safe to show; an empty text is an empty line."""
        text = clean(self.text, len(self.text))
        lead, hang = " " * (self.lead + len(self.text) - len(self.text.lstrip(" "))), " " * self.hang
        return "\n".join(
            fill(part, width, initial_indent=lead, subsequent_indent=hang, break_on_hyphens=False)
            for part in text.split("\n")
        )


def _heading(text: str) -> Iterator[Said]:
    yield Said(0, 0, "")
    yield Said(0, 0, text)


def seen_by(past: Past, viewer: str) -> str:
    """Through whose eyes a session is shown."""
    if viewer == WHOLE:
        return "the whole, with all that was secret"
    return "what everybody could know" if viewer == OBSERVER else f"what {called(past, viewer)} could know"


def retell(past: Past, viewer: str, *, to: int = 0, undone: bool = False) -> Iterator[Said]:
    """The session up to line ``to`` (0: to its end) as a viewer could know it; with ``undone`` what was undone too.

    Leaves ``past`` at the last line told.
    """
    last = to or past.last
    yield from _opening(past, viewer)
    turn, tried = -1, list[Attempt]()
    undos = {line["n"] for line in past.all_lines if line.get("record") == "undo"}
    struck_after = _struck_by(past, last)
    steps = [n for n in past.moments(undone=True)[1:] if n <= last and (undone or n not in struck_after)]
    yield from _records(past, 1, last, viewer, undos if not undone else set())
    for n in steps:
        past.go(n)
        line = past.line(n)
        assert line is not None
        if line["turn"] != turn:
            yield from _tried(past, tried)
            turn, tried = line["turn"], []
            yield from _heading(f"== Turn {turn} of {past.table.turns} ==" if turn else "== Before the first turn ==")
        told = moment(past, viewer)
        if told.decided != SECRET:
            yield from _moment(told._replace(undone=n in struck_after))
        if n not in struck_after:
            tried = attempts(past, viewer)
        yield from _records(past, n, last, viewer, undos if not undone else set())
    past.go(last)
    yield from _tried(past, tried)
    yield from _closing(past)


def _struck_by(past: Past, last: int) -> set[int]:
    """The commands that had been undone by line ``last``."""
    past.go(last)
    stand = {line["n"] for line in past.standing}
    return {n for n in past.moments(undone=True) if 1 < n <= last and n not in stand}


def _opening(past: Past, viewer: str) -> Iterator[Said]:
    yield Said(0, 2, f"{past.table.scenario.title}: {past.name}")
    yield Said(0, 2, f"Told is {seen_by(past, viewer)}.")
    seats = (f"{called(past, role)} by {seat_text(seat)}" for role, seat in past.header["seats"].items())
    yield Said(0, 2, f"Played: {', '.join(seats)}.")
    for line in past.branches:
        yield Said(0, 2, f"A branch of {line['parent']}: up to line {line['line']} the two are one.")


def _moment(told: Moment) -> Iterator[Said]:
    mark = "~~ undone ~~ " if told.undone else ""
    by = f" ({told.by})" if told.by else ""
    time = f" [{took(told.seconds)}]" if took(told.seconds) else ""
    said = f"{mark}{told.decided}{by}{time}" if told.decided else mark
    yield Said(0, 6, f"{told.n:>4}  {told.phase}: {said}".rstrip())
    if told.because:
        yield Said(6, 8, f"Why: {told.because}")
    if told.amended:
        yield Said(6, 8, f"Why, said later: {told.amended}")
    yield from (Said(6, 8, f"{label}: {text}") for label, text in told.words)
    if told.instead:
        yield Said(6, 8, f"Instead of: {'; '.join(told.instead)}.")
    yield from (Said(6, 8, f"> {one.text}") for one in told.told)


def _records(past: Past, n: int, last: int, viewer: str, without: set[int]) -> Iterator[Said]:
    for at, text in beside(past, n, viewer):
        if at <= last and at not in without:
            yield Said(0, 6, f"{at:>4}  {text}")


def _tried(past: Past, tried: list[Attempt]) -> Iterator[Said]:
    if tried:
        yield from _heading("      Attempted, and what became of it")
    for one in tried:
        happened = f"{one.happened[:1].upper()}{ended(one.happened[1:])}"
        yield Said(6, 8, f"{called(past, one.role)}: {ended(one.attempted)} {happened}")


def _closing(past: Past) -> Iterator[Said]:
    if past.over:
        ending = past.table.endings[past.view(OBSERVER)[ENDING] - 1][0]
        yield from _heading(f"== {ending.title} ==")
        yield Said(0, 0, ending.text)
        for role in past.table.roles:
            points = sum(one.points for one in past.standings(role))
            yield Said(0, 2, f"{called(past, role)}: {points:.1f} points.")
    elif past.at < past.last:
        yield from _heading(f"So it stood after line {past.at}; the file goes on to line {past.last}.")
    else:
        yield from _heading("So it stands: the exercise is not over.")
    if past.trouble:
        yield Said(0, 0, past.trouble)
