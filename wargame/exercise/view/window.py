"""`Window`: what each viewer may see of one session: views, offers, what happened, scores. It changes nothing.

`Exercise` is a window that also takes commands; replay and watching need no more than the window.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter

from wargame.content.load.loader import Content
from wargame.content.model.source import Source
from wargame.exercise.play.result_reversal import RULED, compute_reversal
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import list_closed, list_offers, list_waiting
from wargame.rules.evolve import replay
from wargame.rules.explain import explain
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import ClosedOffer, Offer
from wargame.rules.powers import find_power
from wargame.rules.row import ENDING, PC, TURN, Changed, Row
from wargame.rules.score import Standing, list_standings
from wargame.rules.steps import argue
from wargame.rules.steps.turned import list_turned_cards
from wargame.rules.told import PlanMade, PlanRevealed, Told
from wargame.rules.view import build_view
from wargame.session.events import load_events
from wargame.session.fold import FoldedSession, R
from wargame.session.records import CommandLine, Header, Line, SeatChange, Torn, find_words, is_paused


class Window:
    """A session as it stands, seen by any viewer.

    A viewer is named by a text: the id of a role, ``observer`` (what everybody may know) or ``facilitator``.
    """

    def __init__(self, folded: FoldedSession, table: ContentTable) -> None:
        self.table = table
        self._folded = folded
        self._before: dict[int, Row] = {}
        self._turn_starts: dict[tuple[int, str], Row] = {}
        """The views of turns that began, by the last line before the turn and the viewer. Lines never change."""
        self._told: dict[tuple[int, str], list[Told]] = {}
        """What happened, by line and viewer: it is the same at every line after it."""
        row = table.build_start_row()
        for line, after in folded.iter_rows():
            self._before[line.n] = row
            row = after

    @property
    def header(self) -> Header:
        """The first line of the session file."""
        return self._folded.header

    @property
    def over(self) -> bool:
        """Is the exercise over?"""
        return bool(self._folded.row[ENDING])

    @property
    def turn(self) -> int:
        """The number of the turn; 0 before the first one."""
        return self._folded.row[TURN]

    @property
    def phase(self) -> str:
        """The name of the phase."""
        return self.table.find_phase(self._folded.row)

    @property
    def paused(self) -> bool:
        """Do the clocks stand still?"""
        return is_paused(self.lines)

    @property
    def recorded(self) -> bool:
        """Is the exercise recorded in a file?"""
        return True

    @property
    def seats(self) -> dict[str, str]:
        """Who plays each role, as the session file says it: people or a bot."""
        seats = dict(self.header.seats)
        seats.update((line.role, line.seat) for line in self._folded.list_records(SeatChange))
        return seats

    @property
    def lines(self) -> Sequence[Line]:
        """All lines after the header, also those that were undone."""
        return self._folded.lines

    @property
    def standing(self) -> Sequence[CommandLine]:
        """The commands that stand."""
        return self._folded.standing

    @property
    def last_command(self) -> int:
        """The number of the last command that stands; 0 before the first."""
        return self._folded.standing[-1].n if self._folded.standing else 0

    def list_records(self, kind: type[R]) -> list[R]:
        """Return all records of one kind, in order."""
        return self._folded.list_records(kind)

    def build_view(self, who: str) -> Row:
        """Return what a role, ``observer`` or ``facilitator`` may know of the state."""
        return build_view(self.table, self._folded.row, who)

    def list_offers(self, who: str) -> list[Offer]:
        """Return what somebody may do now."""
        return list_offers(self.table, self._folded.row, who)

    def list_closed(self, who: str) -> list[ClosedOffer]:
        """Return what is not open to somebody now, each with its reason."""
        return list_closed(self.table, self._folded.row, who)

    def list_standings(self, who: str) -> list[Standing]:
        """Return how a role stands on its objectives, as far as its view shows; all of it once the exercise is over."""
        row = self._folded.row if self.over else self.build_view(who)
        return list_standings(self.table, row, self.table.roles.index(who))

    def list_waiting(self) -> tuple[str, ...]:
        """Return who owes a choice now."""
        return list_waiting(self.table, self._folded.row)

    def find_pending(self) -> str:
        """Return what kind of choice is owed now (``plan``, ``respond``, ``deal`` ...), or an empty text."""
        choice = self.table.choices[self._folded.row[PC]]
        return choice.do if choice is not None and not self.over else ""

    def find_arguing_role(self, n: int = 0) -> str:
        """Return the role whose argument is judged now, or was judged when line ``n`` was written.

        Returns an empty text if no argument is judged then, or if line ``n`` does not stand.
        """
        if n and not self.is_standing(n):
            return ""
        pc = self._before[n][PC] if n else self._folded.row[PC]
        role = argue.find_hearing_role(self.table, pc)
        return "" if role is None else self.table.roles[role]

    def has_torn_line(self) -> bool:
        """Was a torn line set aside when this exercise was resumed?"""
        return bool(self._folded.lines) and isinstance(self._folded.lines[-1], Torn)

    def list_told(self, n: int, who: str) -> list[Told]:
        """Return what happened by line ``n``, as ``who`` may know it; empty for a record and for an undone command."""
        if not self.is_standing(n):
            return []
        told = self._told.get((n, who))
        if told is None:
            line = self._folded.lines[n - 2]
            if not isinstance(line, CommandLine):
                return []
            told = explain(self.table, self._before[n], load_events(self.table, line.events), who)
            told = self._told[n, who] = self.reword_arguments(line, told, who)
        return told

    def reword_arguments(self, line: CommandLine, told: Iterable[Told], who: str) -> list[Told]:
        """Return the same of a line, each revealed argument with the words of its role where ``who`` may hear them."""
        out: list[Told] = []
        for one in told:
            if isinstance(one, PlanRevealed) or (isinstance(one, PlanMade) and not one.mine):
                argument = self.find_argument(one.role, line) if not one.rule else None
                words = self.find_spoken_words(argument, who) if argument is not None else ""
                if words:
                    one = replace(one, words=words)
            out.append(one)
        return out

    def find_argument(self, role: str, line: CommandLine) -> CommandLine | None:
        """The command by which ``role`` argued last, in the turn of ``line`` and not after it; None without one."""
        before = (ln for ln in reversed(self.standing) if ln.n <= line.n and ln.turn == line.turn)
        return next((ln for ln in before if ln.do == "argue" and ln.role == role), None)

    def find_spoken_words(self, line: CommandLine, who: str) -> str:
        """Return what people said in ``line``: the action they argued, or what a ruling said has happened.

        Empty for other commands, and for a secret argument (and its ruling) that ``who`` may not hear.
        """
        if line.do not in (*RULED, "argue"):
            return ""
        argued = line if line.do == "argue" else self.find_argument(self.find_arguing_role(line.n), line)
        if argued is None or not may_hear(argued, who):
            return ""
        return find_words(line, "action" if line.do == "argue" else "happened")

    def is_standing(self, n: int) -> bool:
        """Is line ``n`` a command that has not been undone?"""
        return n in self._before

    def find_row_before(self, n: int) -> Row:
        """Return a copy of the row before line ``n``. Raises `KeyError` unless ``n`` is a command that stands."""
        return self._before[n][:]

    def build_turn_start_view(self, who: str, turn: int = 0) -> Row:
        """Return the view of ``who`` at the beginning of ``turn`` (0: this turn), to compare the view now with."""
        turn = turn or self.turn
        standing = self._folded.standing
        first = bisect_left(standing, turn, key=attrgetter("turn"))
        if not first:
            return self.build_view(who)
        last = standing[first - 1]
        known = self._turn_starts.get((last.n, who))
        if known is not None:
            return known[:]
        # The last command of the turn before also has the events that open this turn: those are left out.
        events = load_events(self.table, last.events)
        earlier = takewhile(lambda event: not (isinstance(event, Changed) and event.column == TURN), events)
        view = build_view(self.table, replay(self._before[last.n], earlier), who)
        self._turn_starts[last.n, who] = view
        return view[:]

    def may_know(self, line: CommandLine, who: str) -> bool:
        """May ``who`` know that this command was given? Plans, secret deals and estimates belong to their role.

        How a secret argument is judged belongs to its role; what the facilitator does with a power meanwhile does not.
        """
        if who in (FACILITATOR, line.role):
            return True
        role = self.find_arguing_role(line.n)
        if role and find_power(line.do) is None:
            argued = self.find_argument(role, line)
            if argued is not None and not may_hear(argued, who):
                return False
        if line.role == FACILITATOR:
            return True
        if line.do in ("plan", "argue", "estimate", "respond"):
            return False  # a plan and an answer to a card are told by their reveal, an estimate by the debrief
        choice = self.table.choices[self._before[line.n][PC]]
        return choice is None or choice.seen is None or who in self._list_parties(line)

    def _list_parties(self, line: CommandLine) -> frozenset[str]:
        """Return who may know a command that not everybody may: all who could be parties to what was decided."""
        table, row = self.table, self._before[line.n]
        if line.do in ("offer", "counter", "break"):
            forms = [form for form in table.forms if form.id == line.args.get("form")]
        elif line.do == "pass":  # whom it was not offered to would learn of it that nothing was offered to others
            forms = [form for form in table.forms if line.role in form.between]
            return frozenset.intersection(*(frozenset(form.between) for form in forms))
        else:
            at = next((row[pair.offered] for pair in table.at.pair if row[pair.offered]), 0)
            forms = [table.forms[at - 1]] if at else []
        return frozenset(role for form in forms for role in form.between)

    def may_read(self, line: CommandLine, who: str) -> bool:
        """May ``who`` read the rationale of this command? Only its role and the facilitator may, until the end."""
        return self.over or who in (FACILITATOR, line.role)

    @property
    def sources(self) -> Sequence[Source]:
        """The documents that the exercise cites."""
        return self.content.sources

    @property
    def content(self) -> Content:
        """The scenario, decks and sources that the session is played with."""
        return self._folded.content

    def compute_reversal(self, role: str) -> dict[str, int]:
        """Return the changes, by the names of numbers, that turn this turn's result of ``role`` into the other one."""
        return compute_reversal(self.table, self._folded.row, role, self._folded.standing, self.turn)

    def list_turned_cards(self, role: str) -> list[str]:
        """Return the titles of the cards that come if this turn's result of ``role`` is overruled."""
        cards = list_turned_cards(self.table, self._folded.row, self.table.roles.index(role))
        return [self.table.cards[card].title for card in cards]


def may_hear(argued: CommandLine, who: str) -> bool:
    """May ``who`` hear this argument and how it is judged? A secret one only its role and the facilitator may."""
    return not argued.args["secret"] or who in (FACILITATOR, argued.role)
