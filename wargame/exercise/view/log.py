"""The log of a session as one viewer may know it: an entry for each command, for every front end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.exercise.view.entries import build_entry
from wargame.exercise.view.window import Window
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.rule_text import end_sentence
from wargame.rules.told import Told
from wargame.session.records import CommandLine


class LogEntry(NamedTuple):
    """One command that stands, as a viewer may know it. It has a decision, or something that happened, or both."""

    line: CommandLine
    """The line of the session file. Front ends show no part of it that is not in the other fields.

    There is one exception: the line mode still shows the number of the line during play.
    """
    number: int
    """The number of the line, once the exercise is over; 0 while it goes on.

    Gaps between the numbers of a viewer's entries would tell how much others decided in secret.
    """
    decision: str
    """Who decided what, without a full stop; empty where the viewer may not know it."""
    because: str
    """The rationale; empty where there is none or the viewer may not read it."""
    announcement: str
    """The decision as a sentence of its own; empty where ``decision`` is, and where what happened tells it all."""
    told: tuple[Told, ...]
    """What the command brought about, neighbouring moves that have one cause joined."""

    def format_decision(self) -> str:
        """Return the decision with the rationale after it; empty where the viewer may not know the decision."""
        return f"{self.decision} -- {self.because}" if self.because else self.decision


def iter_log_entries(window: Window, viewer: str, since: int = 0) -> Iterator[LogEntry]:
    """Yield the commands that stand after line ``since``, in order, as ``viewer`` may know them.

    A command of which the viewer may know nothing has no entry. What the facilitator and the players of a role read,
    in every front end, comes from here.
    """
    for line in window.standing:
        entry = build_entry(window, line, viewer) if line.n > since else None
        if entry is None:
            continue
        decision = format_decision(entry.decision) if entry.decision is not None else ""
        yield LogEntry(
            line,
            number=line.n if window.over else 0,
            decision=decision,
            because=entry.because,
            announcement=end_sentence(decision) if entry.announced else "",
            told=entry.told,
        )
