"""A whole past session as text, turn by turn: what `wargame replay --print` writes."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import NamedTuple

from wargame.exercise.play.sanitize import clean
from wargame.exercise.play.seats import format_seat
from wargame.exercise.view.decision_summary import (
    WHOLE,
    LineSummary,
    list_record_texts,
    summarize_line,
)
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import OBSERVER
from wargame.rules.row import ENDING
from wargame.rules.text.event_text import format_told
from wargame.rules.text.plan_text import format_plan
from wargame.session.records import Undo
from wargame.session.text.line_text import format_time_taken

WIDTH = 80


class TranscriptText(NamedTuple):
    """A paragraph: its text, and the indents of its first line and of its other lines."""

    lead: int
    hang: int
    text: str

    def wrap(self, width: int = WIDTH) -> str:
        """Lines of at most ``width`` characters, safe to show; an empty text is an empty line."""
        text = clean(self.text, len(self.text))
        lead, hang = " " * (self.lead + len(self.text) - len(self.text.lstrip(" "))), " " * self.hang
        return "\n".join(
            fill(part, width, initial_indent=lead, subsequent_indent=hang, break_on_hyphens=False)
            for part in text.split("\n")
        )


def _iter_heading(text: str) -> Iterator[TranscriptText]:
    yield TranscriptText(0, 0, "")
    yield TranscriptText(0, 0, text)


def format_viewer(past: PastSession, viewer: str) -> str:
    """Return the viewer of a session in words."""
    if viewer == WHOLE:
        return "the whole, with all that was secret"
    return "what everybody could know" if viewer == OBSERVER else f"what {find_role_name(past, viewer)} could know"


def retell(past: PastSession, viewer: str, *, to: int = 0, undone: bool = False) -> Iterator[TranscriptText]:
    """Yield the session up to line ``to`` (0: its end) as a viewer could know it; with ``undone`` also what was undone.

    ``past`` stands at the last line told afterwards.
    """
    last = to or past.last
    yield from _iter_opening(past, viewer)
    turn, tried = -1, list[KnownPlan]()
    undos = {line.n for line in past.all_lines if isinstance(line, Undo)}
    struck_after = _find_struck(past, last)
    steps = [n for n in past.list_step_lines(undone=True)[1:] if n <= last and (undone or n not in struck_after)]
    yield from _iter_records(past, 1, last, viewer, undos if not undone else set())
    for n in steps:
        past.go_to(n)
        line = past.find_line(n)
        assert line is not None
        if line.turn != turn:
            yield from _iter_attempts(past, tried)
            turn, tried = line.turn, []
            yield from _iter_heading(
                f"== Turn {turn} of {past.table.turns} ==" if turn else "== Before the first turn =="
            )
        told = summarize_line(past, viewer)
        if not told.hidden:
            yield from _iter_summary(told._replace(undone=n in struck_after))
        if n not in struck_after:
            tried = list_attempts(past, viewer)
        yield from _iter_records(past, n, last, viewer, undos if not undone else set())
    past.go_to(last)
    yield from _iter_attempts(past, tried)
    yield from _iter_closing(past)


def _find_struck(past: PastSession, last: int) -> set[int]:
    """Return the commands that had been undone when line ``last`` was written."""
    past.go_to(last)
    stand = {line.n for line in past.standing}
    return {n for n in past.list_step_lines(undone=True) if 1 < n <= last and n not in stand}


def _iter_opening(past: PastSession, viewer: str) -> Iterator[TranscriptText]:
    yield TranscriptText(0, 2, f"{past.table.scenario.title}: {past.name}")
    yield TranscriptText(0, 2, f"Told is {format_viewer(past, viewer)}.")
    seats = (f"{find_role_name(past, role)} by {format_seat(seat)}" for role, seat in past.header.seats.items())
    yield TranscriptText(0, 2, f"Played: {', '.join(seats)}.")
    for line in past.branches:
        yield TranscriptText(0, 2, f"A branch of {line.parent}: up to line {line.line} the two are one.")


def _iter_summary(told: LineSummary) -> Iterator[TranscriptText]:
    mark = "~~ undone ~~ " if told.undone else ""
    by = f" ({told.by})" if told.by else ""
    time = f" [{format_time_taken(told.seconds)}]" if format_time_taken(told.seconds) else ""
    said = f"{mark}{told.decided}{by}{time}" if told.decided else mark
    yield TranscriptText(0, 6, f"{told.n:>4}  {told.phase}: {said}".rstrip())
    if told.because:
        yield TranscriptText(6, 8, f"Why: {told.because}")
    if told.amended:
        yield TranscriptText(6, 8, f"Why, said later: {told.amended}")
    yield from (TranscriptText(6, 8, f"{label}: {text}") for label, text in told.words)
    if told.instead:
        yield TranscriptText(6, 8, f"Instead of: {'; '.join(told.instead)}.")
    yield from (TranscriptText(6, 8, f"> {format_told(one)}") for one in told.told)


def _iter_records(past: PastSession, n: int, last: int, viewer: str, without: set[int]) -> Iterator[TranscriptText]:
    for at, text in list_record_texts(past, n, viewer):
        if at <= last and at not in without:
            yield TranscriptText(0, 6, f"{at:>4}  {text}")


def _iter_attempts(past: PastSession, tried: list[KnownPlan]) -> Iterator[TranscriptText]:
    if tried:
        yield from _iter_heading("      Attempted, and what became of it")
    for one in tried:
        yield TranscriptText(6, 8, format_plan(one))


def _iter_closing(past: PastSession) -> Iterator[TranscriptText]:
    if past.over:
        ending = past.table.endings[past.build_view(OBSERVER)[ENDING] - 1][0]
        yield from _iter_heading(f"== {ending.title} ==")
        yield TranscriptText(0, 0, ending.text)
        for role in past.table.roles:
            points = sum(one.points for one in past.list_standings(role))
            yield TranscriptText(0, 2, f"{find_role_name(past, role)}: {points:.1f} points.")
    elif past.at < past.last:
        yield from _iter_heading(f"So it stood after line {past.at}; the file goes on to line {past.last}.")
    else:
        yield from _iter_heading("So it stands: the exercise is not over.")
    if past.trouble:
        yield TranscriptText(0, 0, past.trouble)
