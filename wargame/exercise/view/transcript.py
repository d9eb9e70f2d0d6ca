"""A whole past session as text, turn by turn: what `wargame replay --print` writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from textwrap import fill
from typing import NamedTuple

from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.decision_summary import WHOLE, list_records, list_seats, summarize_line
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.turn_attempts import list_attempts
from wargame.rules.known_plan import KnownPlan
from wargame.rules.model import OBSERVER
from wargame.rules.row import ENDING
from wargame.rules.text.event_text import format_told
from wargame.rules.text.plan_text import format_plan
from wargame.session.known_line import KnownLine
from wargame.session.records import Undo
from wargame.session.text import known_line_text, transcript_text
from wargame.session.text.line_text import format_time_taken
from wargame.session.text.record_text import format_record
from wargame.session.text.seat_text import format_players

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
    """Return for whom a session is told, as a sentence."""
    if viewer == WHOLE:
        return transcript_text.format_whole()
    if viewer == OBSERVER:
        return transcript_text.format_public()
    return transcript_text.format_known_to(find_role_name(past, viewer))


def retell(past: PastSession, viewer: str, *, to: int = 0, undone: bool = False) -> Iterator[TranscriptText]:
    """Yield the session up to line ``to`` (0: its end) as a viewer could know it; with ``undone`` also what was undone.

    ``past`` stands at the last line told afterwards.
    """
    last = to or past.last
    may_count = past.finished or viewer == WHOLE
    places = count(2)  # the numbers of lines would tell how much was decided in secret
    yield from _iter_opening(past, viewer)
    turn, tried = -1, list[KnownPlan]()
    undos = {line.n for line in past.all_lines if isinstance(line, Undo)}
    struck_after = _find_struck(past, last)
    steps = [n for n in past.list_step_lines(undone=True)[1:] if n <= last and (undone or n not in struck_after)]
    for at, said in _iter_records(past, 1, last, viewer, undos if not undone else set()):
        yield _number(at if may_count else next(places), said)
    for n in steps:
        past.go_to(n)
        line = past.find_line(n)
        assert line is not None
        told = summarize_line(past, viewer)
        listed = list(_iter_records(past, n, last, viewer, undos if not undone else set()))
        if line.turn != turn and (may_count or listed or not told.hidden):
            yield from _iter_attempts(tried)
            turn, tried = line.turn, []
            yield from _iter_heading(transcript_text.format_turn(turn, past.table.turns))
        if not told.hidden:
            yield from _iter_command(replace(told, number=n if may_count else next(places), undone=n in struck_after))
        if n not in struck_after:
            tried = list_attempts(past, viewer)
        for at, said in listed:
            yield _number(at if may_count else next(places), said)
    past.go_to(last)
    yield from _iter_attempts(tried)
    yield from _iter_closing(past, may_count)


def _number(n: int, said: str) -> TranscriptText:
    return TranscriptText(0, 6, f"{n:>4}  {said}")


def _find_struck(past: PastSession, last: int) -> set[int]:
    """Return the commands that had been undone when line ``last`` was written."""
    past.go_to(last)
    stand = {line.n for line in past.standing}
    return {n for n in past.list_step_lines(undone=True) if 1 < n <= last and n not in stand}


def _iter_opening(past: PastSession, viewer: str) -> Iterator[TranscriptText]:
    yield TranscriptText(0, 2, transcript_text.format_title(past.table.scenario.title, past.name))
    yield TranscriptText(0, 2, format_viewer(past, viewer))
    yield TranscriptText(0, 2, transcript_text.format_seats(format_players(list_seats(past))))
    for line in past.branches:
        yield TranscriptText(0, 2, transcript_text.format_branch(line.parent, line.line))


def _iter_command(line: KnownLine) -> Iterator[TranscriptText]:
    said = [transcript_text.format_undone()] if line.undone else []
    if decided := known_line_text.format_line(line):
        said.append(decided)
        by, taken = known_line_text.format_decider(line), format_time_taken(line.seconds)
        said += [f"({by})"] if by else []
        said += [f"[{taken}]"] if taken else []
    yield TranscriptText(0, 6, f"{line.number:>4}  {transcript_text.format_step(line.phase, ' '.join(said))}")
    if line.because:
        yield TranscriptText(6, 8, known_line_text.format_reason(line.because))
    if line.amended:
        yield TranscriptText(6, 8, known_line_text.format_amended_reason(line.amended, hindsight=line.hindsight))
    yield from (TranscriptText(6, 8, f"{label}: {text}") for label, text in known_line_text.list_labelled_words(line))
    if line.left:
        yield TranscriptText(6, 8, transcript_text.format_left(known_line_text.list_left_titles(line)))
    yield from (TranscriptText(6, 8, f"> {format_told(one)}") for one in line.told)


def _iter_records(past: PastSession, n: int, last: int, viewer: str, without: set[int]) -> Iterator[tuple[int, str]]:
    for at, record in list_records(past, n, viewer):
        if at <= last and at not in without:
            yield at, format_record(record)


def _iter_attempts(tried: list[KnownPlan]) -> Iterator[TranscriptText]:
    if tried:
        yield from _iter_heading(f"      {transcript_text.format_attempts_heading()}")
    for one in tried:
        yield TranscriptText(6, 8, format_plan(one))


def _iter_closing(past: PastSession, may_count: bool) -> Iterator[TranscriptText]:
    if past.over:
        ending = past.table.endings[past.build_view(OBSERVER)[ENDING] - 1][0]
        yield from _iter_heading(transcript_text.format_ending(ending.title))
        yield TranscriptText(0, 0, ending.text)
        for role in past.table.roles:
            points = sum(one.points for one in past.list_standings(role))
            yield TranscriptText(0, 2, transcript_text.format_points(find_role_name(past, role), points))
    elif past.at < past.last:
        stand = transcript_text.format_stand(past.at, past.last) if may_count else transcript_text.format_moment()
        yield from _iter_heading(stand)
    else:
        yield from _iter_heading(transcript_text.format_open_end())
    if past.trouble:
        yield TranscriptText(0, 0, past.trouble)
