"""Window: what may be seen of one session, and by whom: views, offers, sentences, scores. It changes nothing.

A running exercise is a window that also takes commands; replaying and watching need no more than this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from wargame.content.model.source import Source
from wargame.exercise.play.result_reversal import compute_reversal
from wargame.exercise.view.narration import reword_arguments
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import list_closed, list_offers, list_waiting
from wargame.rules.evolve import replay
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import ClosedAction, Offer
from wargame.rules.row import ENDING, PC, TURN, Changed, Row
from wargame.rules.score import Standing, list_standings
from wargame.rules.steps import argue
from wargame.rules.text.event_text import Sentence, explain
from wargame.rules.view import build_view
from wargame.session.fold import FoldedSession, Line
from wargame.session.records import is_command, load_events


class Window:
    """A session as it stands, for anybody to look at: as a role, as an observer, as the facilitator."""

    def __init__(self, folded: FoldedSession, table: ContentTable) -> None:
        self.table = table
        self._folded = folded
        self._before: dict[int, Row] = {}
        row = table.build_start_row()
        for line, after in folded.iter_rows():
            self._before[line["n"]] = row
            row = after

    @property
    def header(self) -> Mapping[str, Any]:
        return self._folded.header

    @property
    def over(self) -> bool:
        return bool(self._folded.row[ENDING])

    @property
    def turn(self) -> int:
        return self._folded.row[TURN]

    @property
    def phase(self) -> str:
        return self.table.find_phase(self._folded.row)

    @property
    def lines(self) -> Sequence[Line]:
        """All lines after the header, undone ones among them."""
        return self._folded.lines

    @property
    def standing(self) -> Sequence[Line]:
        """The commands that stand."""
        return self._folded.standing

    def build_view(self, who: str) -> Row:
        """What a role, ``observer`` or ``facilitator`` may know of the state."""
        return build_view(self.table, self._folded.row, who)

    def list_offers(self, who: str) -> list[Offer]:
        """What somebody may do now."""
        return list_offers(self.table, self._folded.row, who)

    def list_closed(self, who: str) -> list[ClosedAction]:
        """What members of their role refuse somebody now, and why."""
        return list_closed(self.table, self._folded.row, who)

    def list_standings(self, who: str) -> list[Standing]:
        """How a role stands on its objectives, as far as its view shows; all of it once the exercise is over."""
        row = self._folded.row if self.over else self.build_view(who)
        return list_standings(self.table, row, self.table.roles.index(who))

    def list_waiting(self) -> tuple[str, ...]:
        """Who owes a choice now."""
        return list_waiting(self.table, self._folded.row)

    def find_pending(self) -> str:
        """What kind of choice is owed now (``plan``, ``respond``, ``deal`` ...), or an empty text."""
        choice = self.table.program[self._folded.row[PC]].choice
        return choice.do if choice is not None and not self.over else ""

    def find_arguing_role(self, n: int = 0) -> str:
        """The role whose argument is being judged now, or was when line ``n`` was given; or an empty text."""
        pc = self._before[n][PC] if n else self._folded.row[PC]
        for role in self.table.roles:
            first = self.table.marks.get(f"argue.{role}", -1)
            if 0 <= first < pc < first + argue.STEPS:
                return role
        return ""

    def has_torn_line(self) -> bool:
        """Was a torn line set aside when this exercise was resumed?"""
        return bool(self._folded.lines) and self._folded.lines[-1].get("record") == "torn"

    def list_sentences(self, n: int, who: str) -> list[Sentence]:
        """The sentences of line ``n`` as ``who`` may hear them; nothing for a record or an undone line."""
        line = self._folded.lines[n - 2]
        if not is_command(line) or n not in self._before:
            return []
        told = explain(self.table, self._before[n], load_events(self.table, line["events"]), who)
        return reword_arguments(self, line, told, who)

    def find_row_before(self, n: int) -> Row:
        """The row before line ``n``, which must be a command that stands."""
        return self._before[n][:]

    def build_turn_start_view(self, who: str, turn: int = 0) -> Row:
        """The view of ``who`` as it stood when this turn (or ``turn``) began: what moved since is what differs."""
        turn = turn or self.turn
        last = next((line for line in reversed(self._folded.standing) if line["turn"] < turn), None)
        if last is None:
            return self.build_view(who)
        # Of what followed from the last command of the turn before, only the rest belongs to this turn.
        events = load_events(self.table, last["events"])
        earlier = takewhile(lambda event: not (isinstance(event, Changed) and event.column == TURN), events)
        return build_view(self.table, replay(self._before[last["n"]], earlier), who)

    def may_know(self, line: Line, who: str) -> bool:
        """May ``who`` know that this command was given? Plans, secret deals and estimates are their role's own."""
        if who in (FACILITATOR, line["role"]) or line["role"] == FACILITATOR:
            return True
        if line["do"] in ("plan", "argue", "estimate", "respond"):
            return False  # a plan and an answer to a card are told by their reveal, an estimate by the debrief
        choice = self.table.program[self._before[line["n"]][PC]].choice
        return choice is None or choice.seen is None or who in choice.seen

    def may_read(self, line: Line, who: str) -> bool:
        """May ``who`` read the rationale of this command? Only its role and the facilitator may, until the end."""
        return self.over or who in (FACILITATOR, line["role"])

    @property
    def sources(self) -> Sequence[Source]:
        """The documents the exercise cites."""
        return self._folded.content.sources

    def iter_log(self, who: str, since: int = 0) -> Iterator[tuple[Line, list[Sentence]]]:
        """The standing commands after line ``since`` with what ``who`` may hear of each."""
        for line in self._folded.standing:
            if line["n"] > since:
                yield line, self.list_sentences(line["n"], who)

    def compute_reversal(self, role: str) -> dict[str, int]:
        """The changes that would turn this turn's result of a role into the other one, for `overrule`."""
        return compute_reversal(self.table, self._folded.row, role, self._folded.standing, self.turn)
