"""Recall: a moment of a past session in words: who decided what, why, instead of what, and what came of it.

All of it as one viewer could know it at that moment; the facilitator's view is the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.exercise.play.seats import find_bot_name, format_seat
from wargame.exercise.view.narration import find_answer_options, find_role_name, format_decision
from wargame.exercise.view.record_text import format_record
from wargame.exercise.view.replay import PastSession
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.command_text import format_command
from wargame.rules.text.event_text import Sentence, join_sentences
from wargame.rules.text.rule_text import end_sentence
from wargame.session.fold import Line
from wargame.session.records import is_command

WHOLE = FACILITATOR
"""Who sees everything."""

SECRET = "Something was decided here that was not for everybody to know."

_LABELS = {"action": "Argued", "effect": "It should cause", "happened": "What happened", "reasons": "For"} | {
    "pros": "For",
    "cons": "Against",
}


def list_viewers(past: PastSession) -> tuple[str, ...]:
    """Through whose eyes a session can be shown: the whole, what everybody knew, and each role."""
    return (WHOLE, OBSERVER, *past.table.roles)


def choose_first_viewer(past: PastSession) -> str:
    """Through whose eyes it is shown unasked: whole if it is over, else as everybody knows it."""
    return WHOLE if past.finished else OBSERVER


class LineSummary(NamedTuple):
    """One line of a session in words. Parts that the viewer may not know are empty."""

    n: int
    turn: int
    phase: str
    undone: bool
    decided: str
    """Who decided what, as a sentence."""
    record: bool = False
    """Nothing was decided here: this is a bookmark, a note, an undo ..."""
    by: str = ""
    """Which bot, or the hat a facilitator wore; empty for people."""
    because: str = ""
    amended: str = ""
    """The better rationale that was put beside it later."""
    words: tuple[tuple[str, str], ...] = ()
    """What else was said, each with what it is."""
    instead: tuple[str, ...] = ()
    """What was open too and was not taken."""
    seconds: float = 0.0
    told: tuple[Sentence, ...] = ()
    """What came of it: dice, cards, what moved from where to where and why."""


def summarize_line(past: PastSession, viewer: str, n: int = 0) -> LineSummary:
    """The moment ``past`` stands at, for a viewer: a role, ``observer`` or `WHOLE`; or line ``n`` that stands there."""
    n = n or past.at
    line = past.find_line(n)
    if line is None:
        seats = ", ".join(
            f"{find_role_name(past, role)} by {format_seat(seat)}" for role, seat in past.header["seats"].items()
        )
        return LineSummary(n, 0, "", False, "Nothing has been decided yet.", words=(("Played", seats),))
    turn, phase = line["turn"], line["phase"]
    if not is_command(line):
        return LineSummary(n, turn, phase, False, format_record(past, line, viewer), record=True)
    told = tuple(join_sentences(past.list_sentences(n, viewer)))
    knows, reads = past.may_know(line, viewer), past.may_read(line, viewer)
    if not knows:
        unknown = "" if told else SECRET
        return LineSummary(n, turn, phase, past.is_undone(n), unknown, told=told)
    return LineSummary(
        n,
        turn,
        phase,
        past.is_undone(n),
        end_sentence(format_decision(past, line, viewer)),
        by=f"bot {bot}" if (bot := find_bot_name(line["by"])) else str(line.get("hat", "")),
        because=line["because"] if reads else "",
        amended=_find_amendment(past, n) if reads and viewer == WHOLE else "",
        words=tuple(_iter_words(line)) if reads else (),
        instead=tuple(_iter_offer_titles(past, line)) if reads else (),
        seconds=float(line["seconds"]) if reads else 0.0,
        told=told,
    )


def _find_amendment(past: PastSession, n: int) -> str:
    later = (ln for ln in reversed(past.all_lines) if ln.get("record") == "amend" and ln.get("line") == n)
    return str(next((ln["because"] for ln in later), ""))


def _iter_words(line: Line) -> Iterator[tuple[str, str]]:
    """What was said beside the rationale; the action argued and the ruling stand in the decision itself."""
    for key, said in line["said"].items():
        if key in _LABELS and key not in ("action", "happened"):
            texts = [said] if isinstance(said, str) else [str(one) for one in said]
            yield from ((_LABELS[key], text) for text in texts if text)


def _iter_offer_titles(past: PastSession, line: Line) -> Iterator[str]:
    """The offers that were not taken, by their titles."""
    table = past.table
    if line["do"] == "respond":
        titles = find_answer_options(past, line)
    elif line["do"] in ("plan", "argue"):
        titles = {action.id: action.title for action in table.scenario.actions} | {"argue": "An argument"}
    else:
        titles = {form.id: form.title for form in table.forms}
    for name in line.get("not_taken", ()):
        text = titles.get(name) or format_command(table, name, {})
        yield text[:1].upper() + text[1:]


def list_record_texts(past: PastSession, n: int, viewer: str) -> list[tuple[int, str]]:
    """The records between line ``n`` and the next command, as sentences with their line numbers."""
    out = []
    for line in past.all_lines[max(0, n - 1) :]:
        if is_command(line):
            break
        if text := format_record(past, line, viewer):
            out.append((int(line["n"]), text))
    return out


def format_time_taken(seconds: float) -> str:
    """A time as people say it: *48 s*, *3 min 5 s*; empty for next to nothing."""
    whole = round(seconds)
    if whole < 1:
        return ""
    return f"{whole} s" if whole < 60 else f"{whole // 60} min" + (f" {whole % 60} s" if whole % 60 else "")
