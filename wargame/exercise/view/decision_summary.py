"""One line of a past session in words: who decided what, why, the alternatives, and what happened.

Everything is as one viewer could know it at that moment; the facilitator sees the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.exercise.play.seats import find_bot_name, format_seat
from wargame.exercise.view.narration import find_answer_options, find_role_name, format_decision
from wargame.exercise.view.past_session import PastSession
from wargame.exercise.view.record_text import format_record
from wargame.rules.explain import join_moves
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.command_text import format_command
from wargame.rules.text.rule_text import end_sentence
from wargame.rules.told import Told
from wargame.session.records import Amendment, CommandLine, list_words
from wargame.session.text import line_text

WHOLE = FACILITATOR
"""The viewer who sees everything."""


def list_viewers(past: PastSession) -> tuple[str, ...]:
    """Return the viewers of a session: the whole, what everybody knew, and each role."""
    return (WHOLE, OBSERVER, *past.table.roles)


def choose_first_viewer(past: PastSession) -> str:
    """Return the viewer to begin with: the whole if the exercise is over, else what everybody knows."""
    return WHOLE if past.finished else OBSERVER


class LineSummary(NamedTuple):
    """One line of a session in words. Parts that the viewer may not know are empty."""

    n: int
    turn: int
    phase: str
    undone: bool
    decided: str
    """Who decided what, as a sentence."""
    hidden: bool = False
    """May the viewer know nothing of it? Then ``decided`` says so."""
    record: bool = False
    """Is this a record, such as a bookmark, a note or an undo? Then nothing was decided."""
    by: str = ""
    """The bot that decided, or the hat of the facilitator; empty for people."""
    because: str = ""
    amended: str = ""
    """The better rationale that was added later."""
    words: tuple[tuple[str, str], ...] = ()
    """The other words that people said, as pairs of a label and a text."""
    instead: tuple[str, ...] = ()
    """The titles of the offers that were open and were not taken."""
    seconds: float = 0.0
    told: tuple[Told, ...] = ()
    """What happened: dice, cards, and which numbers moved from where to where and why."""


def summarize_line(past: PastSession, viewer: str, n: int = 0) -> LineSummary:
    """Line ``n`` of ``past`` (0: the line it stands at) in words for ``viewer``.

    ``viewer`` is a role, ``observer`` or `WHOLE`. Line ``n`` must stand at the moment of ``past``.
    """
    n = n or past.at
    line = past.find_line(n)
    if line is None:
        seats = ", ".join(
            line_text.format_seat_of(find_role_name(past, role), format_seat(seat))
            for role, seat in past.header.seats.items()
        )
        return LineSummary(n, 0, "", False, line_text.format_untouched(), words=((line_text.format_played(), seats),))
    turn, phase = line.turn, line.phase
    if not isinstance(line, CommandLine):
        return LineSummary(n, turn, phase, False, format_record(past, line, viewer), record=True)
    told = tuple(join_moves(past.list_told(n, viewer)))
    knows, reads = past.may_know(line, viewer), past.may_read(line, viewer)
    if not knows:
        unknown = "" if told else line_text.format_hidden_line()
        return LineSummary(n, turn, phase, past.is_undone(n), unknown, hidden=not told, told=told)
    return LineSummary(
        n,
        turn,
        phase,
        past.is_undone(n),
        end_sentence(format_decision(past, line, viewer)),
        by=line_text.format_bot(bot) if (bot := find_bot_name(line.by)) else line.hat,
        because=line.because if reads else "",
        amended=_find_amendment(past, n) if reads and viewer == WHOLE else "",
        words=tuple(_iter_words(line)) if reads else (),
        instead=tuple(_iter_offer_titles(past, line)) if reads else (),
        seconds=line.seconds if reads else 0.0,
        told=told,
    )


def _find_amendment(past: PastSession, n: int) -> str:
    later = (line for line in reversed(past.all_lines) if isinstance(line, Amendment) and line.line == n)
    return next((line.because for line in later), "")


def _iter_words(line: CommandLine) -> Iterator[tuple[str, str]]:
    """Yield the words beside the rationale. The argued action and the ruling are part of the decision itself."""
    for key in line.said:
        label = line_text.format_words_label(key)
        if label:
            yield from ((label, text) for text in list_words(line, key) if text)


def _iter_offer_titles(past: PastSession, line: CommandLine) -> Iterator[str]:
    """Yield the titles of the offers that were not taken."""
    table = past.table
    if line.do == "respond":
        titles = find_answer_options(past, line)
    elif line.do in ("plan", "argue"):
        titles = {action.id: action.title for action in table.scenario.actions} | {
            "argue": line_text.format_argument_offer()
        }
    else:
        titles = {form.id: form.title for form in table.forms}
    for name in line.not_taken or ():
        text = titles.get(name) or format_command(table, name, {})
        yield text[:1].upper() + text[1:]


def list_record_texts(past: PastSession, n: int, viewer: str) -> list[tuple[int, str]]:
    """Return the records between line ``n`` and the next command, as sentences with their line numbers."""
    out = []
    for line in past.all_lines[max(0, n - 1) :]:
        if isinstance(line, CommandLine):
            break
        if text := format_record(past, line, viewer):
            out.append((line.n, text))
    return out
