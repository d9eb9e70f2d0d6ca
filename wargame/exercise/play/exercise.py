"""`Exercise`: one exercise that is being played. Every front end plays through it.

It seats people and bots, turns what they do into commands and records, and writes each to the session file before the
state changes. Front ends read views, offers and what happened, and hand in commands; they never change the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from wargame import __version__
from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.loader import Content, compute_digest, pin
from wargame.exercise.play.clock import Clock, SystemClock, find_zone
from wargame.exercise.play.pins import seal_pins
from wargame.exercise.play.recorded_session import RecordedSession
from wargame.exercise.play.sanitize import clean
from wargame.exercise.play.seats import find_bot_name, parse_seat
from wargame.rules.chance import (
    CARD,
    CARD_ROLL,
    EXPOSURE,
    Address,
    Chance,
    DrawNeeded,
    SeededChance,
    TypedChance,
    format_roll_slot,
)
from wargame.rules.choices.codecs import build_command
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import Command, decide
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.powers import is_power
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.row import PC, Drawn, Event
from wargame.rules.text.event_text import format_told
from wargame.rules.text.reason_text import format_reasons
from wargame.rules.told import OF_CARDS, OF_PLANS, Rolled
from wargame.session.events import dump_events, load_events
from wargame.session.file_name import find_free_path
from wargame.session.fold import FoldedSession
from wargame.session.handouts import keep_handouts
from wargame.session.journal import FORMAT, KIND, Journal
from wargame.session.line_checks import read_checked
from wargame.session.line_reading import replace_header, write_line
from wargame.session.local_time import convert_to_local
from wargame.session.records import INSTEAD, RULES, STAGED, CommandLine, DebriefAnswer, Header, Note, Torn, Undo

DEPARTURES = frozenset({"veto", "settle"})
"""The rulings that depart from what was argued. They need a reason, as every power does."""


class Done(NamedTuple):
    """A command was carried out; ``n`` is the number of its line."""

    n: int


class Exercise(RecordedSession):
    """One exercise. Make it with `begin`, `resume` or `practise`."""

    def __init__(self, folded: FoldedSession, table: ContentTable, journal: Journal | None, clock: Clock) -> None:
        super().__init__(folded, table, journal, clock)
        self._typed: dict[Address, int] = {}
        self._summed: set[Address] = set()
        """The typed draws of which only the sum of the dice is known."""
        self._bots: dict[str, Bot] = {}
        self._keys: dict[str, int] = {}
        """The lines of the commands that came with a key, by key, as far as the first ``_keys_read`` lines."""
        self._keys_read = 0

    # Begin and resume

    @classmethod
    def begin(
        cls,
        content: Content,
        length: str,
        seats: Mapping[str, str],
        seed: int,
        folder: Path | None,
        *,
        name: str = "exercise",
        dice: str = "seeded",
        staged: bool = False,
        instead: bool = False,
        facilitated: bool = True,
        pins: Mapping[str, str] | None = None,
        clock: Clock | None = None,
    ) -> Exercise:
        """Begin a new exercise. It is recorded in a new file in ``folder``; with None it is recorded nowhere.

        ``seats`` has the seat of each role, ``pins`` the PIN of each role whose window (`wargame watch --role`) others
        may not open. Without ``facilitated`` no facilitator sets the pace, and the exercise begins at once.
        ``staged``: the facilitator goes through each reveal plan by plan. ``instead``: who counters an offer makes none
        of its own in that turn. Raises `JournalError`, `SeatError`.
        """
        clock = clock or SystemClock()
        table = compile_table(content.scenario, content.decks, length, facilitated, staged, instead)
        pinned = pin(content)
        header = Header(
            kind=KIND,
            format=FORMAT,
            program=f"wargame {__version__}",
            rules=RULES,
            created=clock.read_time(),
            name=clean(name, 80),
            scenario=content.scenario.id,
            title=content.scenario.title,
            length=length,
            paced=facilitated,
            seats={role: parse_seat(seats[role]) for role in table.roles},
            dice=dice,
            reveal=STAGED if table.staged else "",
            counter=INSTEAD if table.instead else "",
            seed=seed,
            digest=compute_digest(pinned),
            content=pinned,
            start={column.name: column.start for column in table.columns},
            pins=seal_pins(pins) if pins else None,
            zone=find_zone(clock),
        )
        journal = None
        if folder is not None:
            here = convert_to_local(header.created, header.zone)
            path = find_free_path(folder, here, content.scenario.id, header.name)
            keep_handouts(path, content.handouts)
            journal = Journal.create(path, write_line(header))
        folded = FoldedSession(header, pinned=content)
        folded.drop_raw_content()
        exercise = cls(folded, table, journal, clock)
        exercise._is_new = True
        if not facilitated:
            exercise.execute(FACILITATOR, "begin")
        return exercise

    @classmethod
    def resume(cls, path: Path, clock: Clock | None = None) -> Exercise:
        """Continue the exercise of a session file. A torn last line is set aside, and a record says so.

        Raises `JournalError`, `ContentError`, and `MalformedLineError` for lines of another shape than this program
        writes.
        """
        checked: list[FoldedSession] = []
        journal, reading = Journal.resume(path, lambda lines: checked.append(read_checked(lines)))
        try:
            (folded,) = checked
            folded.drop_raw_content()
            exercise = cls(folded, folded.table, journal, clock or SystemClock())
            if reading.torn:
                exercise.record(Torn(bytes=len(reading.torn)))
        except BaseException:
            journal.close()
            raise
        return exercise

    def practise(self, seed: int) -> Exercise:
        """Return a practice round: the same table and seats with another seed, in memory only."""
        start = {column.name: column.start for column in self.table.columns}
        header = replace_header(self._folded.header, seed, start, dict(self.seats))
        exercise = Exercise(FoldedSession(header, pinned=self._folded.content), self.table, None, self._clock)
        exercise.execute(FACILITATOR, "begin")
        return exercise

    # Commands

    def execute(
        self,
        who: str,
        verb: str,
        args: Mapping[str, Any] | None = None,
        *,
        because: str = "",
        said: Mapping[str, Any] | None = None,
        hat: str = "",
        by: str = "",
        seconds: float | None = None,
        key: str = "",
    ) -> Done | Refusal:
        """Carry out the command ``verb`` of ``who``, with its ``args``. A refusal changes nothing.

        ``because`` is the rationale, ``said`` further words by name (an argument's action and reasons, a ruling's
        text), ``hat`` the facilitator's (owner, controller, white cell), ``by`` who spoke, ``seconds`` how long it
        took (None: since the last command). A command with a ``key`` that is in a line already was carried out then: it
        changes nothing, and the answer is that line. Raises `DrawNeeded` where dice or cards have to be typed in first
        (`type_in`, then again), `JournalError` when the command could not be recorded.
        """
        if key and (n := self.find_key(key)):
            return Done(n)
        args, because = dict(args or {}), clean(because, 2000)
        row = self._folded.row
        outcome = decide(self.table, row, Command(who, verb, args), self._build_chance())
        if isinstance(outcome, Refusal):
            return outcome
        if who == FACILITATOR and not because and (is_power(self.table, verb) or verb in DEPARTURES):
            return Refusal(RefusalCode.NO_REASON)
        line = CommandLine(
            role=who,
            by=clean(by, 80) or ("people" if who == FACILITATOR else self.seats[who]),
            do=verb,
            args=args,
            because=because,
            said={key: _clean(value) for key, value in (said or {}).items()},
            hat=hat,
            not_taken=None if who == FACILITATOR else self._list_not_taken(who, verb, args),
            seconds=self._watch.compute_elapsed() if seconds is None else seconds,
            key=clean(key, 64),
            events=dump_events(self.table, map(self._mark_sum, outcome.events) if self._summed else outcome.events),
        )
        n = self._append(line, row[:])
        self._typed.clear()
        self._summed.clear()
        return Done(n)

    def find_key(self, key: str) -> int:
        """Return the number of the line that came with this key, a command or a record, also an undone one; 0: none."""
        lines = self.lines
        for line in lines[self._keys_read :]:
            if isinstance(line, CommandLine | DebriefAnswer | Note) and line.key:
                self._keys[line.key] = line.n
        self._keys_read = len(lines)
        return self._keys.get(clean(key, 64), 0)

    def _list_not_taken(self, who: str, verb: str, args: Mapping[str, Any]) -> list[str]:
        """Return the names of the offers that were open to ``who``, without the one that was taken."""
        taken = args.get("action") or args.get("option") or args.get("form") or verb
        return [offer.name for offer in self.list_offers(who) if offer.name != taken]

    def roll_for_me(self, need: DrawNeeded) -> int:
        """Let the computer answer a draw that `DrawNeeded` asked for; the number that it drew."""
        got = SeededChance(self._folded.seed, self.table.slots, self._folded.epoch).pick(*need.address, need.of)
        self.type_in(need.address, got)
        return got

    def type_in(self, address: Address, got: int, *, summed: bool = False) -> None:
        """Answer a draw that `DrawNeeded` asked for. The answer is used by the next command.

        ``summed``: only the sum of the dice is known, and ``got`` is its `find_sum_draw`.
        """
        self._typed[address] = got
        if summed:
            self._summed.add(address)
        else:
            self._summed.discard(address)

    def _mark_sum(self, event: Event) -> Event:
        """Return a draw with the mark of a typed sum, any other event as it is."""
        if isinstance(event, Drawn) and Address(event.turn, event.slot, event.n) in self._summed:
            return event._replace(summed=True)
        return event

    def play_bots(self, limit: int = 10_000) -> list[int]:
        """Let bots take every choice that is theirs, until people are asked; the numbers of the lines written.

        At most ``limit`` choices are taken. Raises as `execute` does.
        """
        played: list[int] = []
        while len(played) < limit and not self.over:
            who = next((r for r in self.list_waiting() if r != FACILITATOR and find_bot_name(self.seats[r])), None)
            if who is None:
                break
            played.append(self.play_bot(who).n)
        return played

    def play_bot(self, who: str) -> Done:
        """Let the bot that plays ``who`` take one choice.

        Raises `ValueError` if no bot plays it, else as `execute` does.
        """
        verb, args, because = self.choose_for_bot(who)
        done = self.execute(who, verb, args, because=because, seconds=0.0)
        if isinstance(done, Refusal):
            raise AssertionError(f"the bot of {who} did what is not open to it: {verb} {args}: {done.code}")
        return done

    def choose_for_bot(self, who: str) -> tuple[str, Mapping[str, Any], str]:
        """Return the verb, the arguments and the rationale of the choice that the bot of ``who`` would take now.

        Raises `ValueError` if no bot plays it.
        """
        name = find_bot_name(self.seats[who])
        if name is None:
            raise ValueError(f"no bot plays {who}")
        bot = self._bots.setdefault(name, make_bot(name))
        role = self.table.roles.index(who)
        seen = self.build_view(who)
        choice = self.table.choices[seen[PC]]
        assert choice is not None
        luck = SeededChance(self._folded.seed, self.table.slots, self._folded.epoch)
        pick = bot.pick(self.table, seen, role, choice, luck)
        verb, args = build_command(self.table, seen, choice, role, pick)
        return verb, args, format_reasons(bot.explain_pick(self.table, seen, role, choice, pick))

    def find_step_after(self, who: str, verb: str, args: Mapping[str, Any]) -> int | None:
        """Return the step at which the program would wait after a command; None if the command would be refused.

        Raises `DrawNeeded` where dice or cards have to be typed in first. Nothing changes.
        """
        outcome = decide(self.table, self._folded.row, Command(who, verb, dict(args)), self._build_chance())
        return None if isinstance(outcome, Refusal) else outcome.row[PC]

    def _build_chance(self) -> Chance:
        seeded = SeededChance(self._folded.seed, self.table.slots, self._folded.epoch)
        if self.header.dice == "typed" and self.recorded:
            asked = {CARD, EXPOSURE, CARD_ROLL, *map(format_roll_slot, self.table.roles)}
            return TypedChance(self._typed, asked.__contains__, seeded)
        return seeded

    # Undo

    def undo(self, to: int, because: str, *, confirmed: bool = False, hat: str = "") -> Done | Refusal:
        """Go back to the state after line ``to``. No line is deleted; cards and dice are drawn again from there.

        If anybody has seen a card, a plan or a roll since then, the undo is refused unless it is ``confirmed``: ask
        people once, with what the refusal says was ``seen``. ``because`` must not be empty. Raises `JournalError`.
        """
        struck = [line for line in self._folded.standing if line.n > to]
        if not struck:
            return Refusal(RefusalCode.NO_UNDO)
        if to < self._find_first_line():
            return Refusal(RefusalCode.NO_EARLIER)
        because = clean(because, 2000)
        if not because:
            return Refusal(RefusalCode.NO_UNDO_REASON)
        seen = tuple(dict.fromkeys(text for line in struck for text in self._list_seen(line)))
        if seen and not confirmed:
            return Refusal(RefusalCode.SEEN, seen=seen)
        spent = self._watch.compute_elapsed()
        n = self.record(Undo(to=to, because=because, seen=list(seen), hat=hat, seconds=spent))
        for line in struck:
            self._before.pop(line.n, None)
        self._watch.restart()
        return Done(n)

    def _find_first_line(self) -> int:
        return self._folded.standing[0].n if self._folded.standing else 1

    def _list_seen(self, line: CommandLine) -> list[str]:
        """What an undo of this line cannot make unseen: cards, plans and rolls that all saw, and that dice fell."""
        shown = [
            format_told(told)
            for told in self.list_told(line.n, OBSERVER)
            if isinstance(told, (Rolled, *OF_CARDS, *OF_PLANS))
        ]
        hidden = any(isinstance(event, Drawn) for event in load_events(self.table, line.events))
        return shown if shown or not hidden else ["dice or cards that not everybody saw"]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value, 2000)
    return [clean(str(one), 2000) for one in value]
