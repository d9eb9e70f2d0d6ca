"""The prompt at the table: it says what is new and who is asked, reads an answer, and carries it out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from socket import socket
from typing import TYPE_CHECKING, Any

from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import UnclearError, fold_text
from wargame.exercise.play.seats import format_seat, list_people_roles
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.seat import Seat, open_seats
from wargame.exercise.view.entries import KnownEntry
from wargame.exercise.view.hearing import HEARING_KINDS
from wargame.exercise.view.reveal import STAGES, RevealStage
from wargame.exercise.view.roles import KnownRole
from wargame.plain import board
from wargame.plain.closing import say_ending
from wargame.plain.console import Console, SessionExit
from wargame.plain.debrief import offer_debrief
from wargame.plain.desk import Desk
from wargame.plain.devices import PlainDevices
from wargame.plain.dice import run_with_dice
from wargame.plain.hearing import Hearing
from wargame.plain.terminal_io import EndOfInput, Talk
from wargame.rules.banners import find_banners
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal
from wargame.rules.text.asked_text import format_asked, format_next_step
from wargame.rules.text.banner_text import format_banner_title, list_banner_lines
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_told, format_turn_heading, list_came
from wargame.rules.text.member_text import format_introduction
from wargame.rules.text.plan_text import list_bonus_lines, list_promise_lines
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.rules.told import CardCame, TurnBegan
from wargame.session.journal import JournalError
from wargame.session.shell_commands import format_session_command
from wargame.session.text.switch_text import format_left_out

if TYPE_CHECKING:
    from wargame.devices.room_options import RoomOptions


def play(
    exercise: Exercise,
    *,
    resumed: bool = False,
    talk: Talk | None = None,
    listens: socket | None = None,
    room_options: RoomOptions | None = None,
) -> int:
    """Run an exercise at the prompt until it ends, the facilitator leaves, or the input ends.

    With ``listens``, a socket that listens, the teams may decide on their own devices; ``room_options`` are for each
    time that the room is opened.

    Returns the exit code: 0, or 1 when the input ended in the middle of the exercise or nothing could be recorded, or
    130 after an interrupt.
    """
    talk = talk or Talk()
    with talk.keyboard.take():
        return _play(exercise, talk, resumed, listens, room_options)


def _play(exercise: Exercise, talk: Talk, resumed: bool, listens: socket | None, options: RoomOptions | None) -> int:
    room = SessionLoop(exercise, talk)
    devices = room.use_devices(PlainDevices(room, talk, options))
    try:
        if listens is not None:
            devices.open(listens)
        if resumed:
            room.welcome_back()
        else:
            room.welcome()
        room.run()
        say_ending(exercise, talk)
        offer_debrief(exercise, talk, room.follow_debrief)
    except SessionExit:
        say_saved(exercise, talk, "Stopped here.", again=room.round.begun)
    except UnwrittenError:
        say_saved(exercise, talk, "Stopped here.")
        return 1
    except JournalError as error:
        talk.say(f"{error}")
        say_saved(exercise, talk, "The exercise is over, but its file could not be closed.")
        return 1
    except EndOfInput:
        say_saved(exercise, talk, "The input ended in the middle of the exercise.", again=room.round.begun)
        return 1
    except KeyboardInterrupt:
        talk.say()
        say_saved(exercise, talk, "Stopped.", again=room.round.begun)
        return 130
    finally:
        devices.close()
        exercise.close()
    return 0


def say_saved(exercise: Exercise, talk: Talk, said: str, *, again: bool = False) -> None:
    """Say that everything is saved and how to resume; or that nothing was recorded.

    With ``again``, the calls of a secret round begin anew then.
    """
    if exercise.path is None:
        talk.say(f"{said} This was a practice: nothing was recorded.")
        return
    talk.say(f"{said} Everything decided so far is saved. Go on with:")
    talk.say_command(format_session_command("resume", exercise.path))
    if again:
        talk.say("Secret deals were going on: each role is called for them once more then.")


class UnwrittenError(Exception):
    """A decision could not be recorded, and no person is there to find a remedy."""


class SessionLoop:
    """One exercise at one prompt."""

    def __init__(self, exercise: Exercise, talk: Talk) -> None:
        self.exercise, self.talk = exercise, talk
        self.round = SecretRound(exercise)
        self.console = Console(exercise, talk, self.round)
        self.heard = 0
        self.devices: PlainDevices | None = None
        """The devices of the teams."""
        self.prompt = ""
        """The prompt of the table while it waits for an answer; empty at any other time."""
        self.owed: list[Callable[[], object]] = []
        """What devices decided and what waits for real dice."""
        self.seats = open_seats(exercise)
        self.debrief_stage = ""
        """The step of the debrief at which the prompt is; empty before the debrief."""
        self.room, self.chair = self.seats[OBSERVER], self.seats[FACILITATOR]
        self.keys = {role.key: role.id for role in self.room.list_roles()}

    @property
    def roles(self) -> dict[str, KnownRole]:
        """The roles by id, as everybody knows them."""
        return {role.id: role for role in self.room.list_roles()}

    def use_devices(self, devices: PlainDevices) -> PlainDevices:
        """Let the facilitator rule the devices of the teams from this table."""
        self.devices = devices
        self.console.rule_devices = devices.run
        return devices

    # The beginning

    def welcome(self) -> None:
        """Say the content notice, the situation and the roles; offer the private briefings and a practice turn."""
        briefing, talk = self.room.find_briefing(), self.talk
        talk.say_heading(self.room.find_position().title)
        talk.say(briefing.notice)
        talk.say()
        talk.say(briefing.summary)
        talk.say()
        if briefing.left_out:
            talk.say(format_left_out(briefing.left_out))
            for text in briefing.losses:
                talk.say(text, 2, 2)
            talk.say()
        talk.say(f"{briefing.turns} turns, about {briefing.minutes} minutes. Type help at any prompt.")
        if not self.room.find_position().recorded:
            talk.say("This is a practice round: nothing is recorded.")
        if talk.ask("Press Enter to meet the roles, or type skip to start at once.").lower() == "skip":
            return
        for role in self.room.list_roles():
            talk.say_heading(f"{role.name} (played by {format_seat(role.seat)})")
            talk.say(role.public)
            for member in self.room.list_members():
                if member.role.id == role.id:
                    talk.say(format_introduction(member), 2, 2)
        for who in self.list_people():
            self.brief(who)
        if self.room.find_position().recorded and talk.ask_yes_no(
            "Play one practice turn first, which is not recorded?"
        ):
            self.practise()

    def brief(self, role: str) -> None:
        """Show the private briefing of a role."""
        seat, talk = self.seats[role], self.talk
        spec = next(one for one in seat.list_roles() if one.id == role)
        with talk.keep_private(spec.name):
            talk.say(spec.private)
            for known in seat.list_objectives():
                for objective in known.objectives:
                    talk.say(f"{objective.title}: {objective.text}", 2, 2)
            if spec.draws_secret:
                talk.say("One more, known to you alone, is drawn when the exercise begins. Your desk shows it.", 2, 2)
            talk.ask("Press Enter to clear.")

    def list_people(self) -> list[str]:
        """Return the roles that people play."""
        return list_people_roles({role.id: role.seat for role in self.room.list_roles()})

    def practise(self) -> None:
        """Play one turn in memory, then return to the exercise."""
        practice = self.exercise.practise(seed=self.exercise.header.seed ^ 0x5EED)
        self.talk.say_heading("Practice turn: nothing is recorded; quit ends it")
        room = SessionLoop(practice, self.talk)
        with ExitStack() as later, suppress(SessionExit):
            if self.devices is not None:
                room.use_devices(self.devices)
                later.enter_context(self.devices.sit_at(room))
            room.run(turns=1)
        self.talk.say_heading("The practice is over; now it counts")

    def welcome_back(self) -> None:
        """Say where a resumed exercise stands, and the last things that happened."""
        exercise, talk = self.exercise, self.talk
        talk.say_heading(f"{self.room.find_position().title}, resumed")
        torn = exercise.has_torn_line()
        if torn:
            talk.say("The last line had been cut while it was written; it was set aside. Check the last decision.")
        lines = list(board.iter_log(self.room))
        if lines:
            talk.say("The last things that happened:")
            for text, indent in lines[-8:]:
                talk.say(text, indent, 2)
        self.heard = self.room.place

    # Play

    def run(self, turns: int = 0) -> None:
        """Ask and carry out until the exercise is over, or until ``turns`` turns are closed (0: no limit)."""
        exercise, room = self.exercise, self.room
        while not room.find_position().over:
            try:
                run_with_dice(exercise, self.talk, self.round.play_bots)
                self.say_news()
                at = room.find_position()
                if at.over or (turns and at.turn >= turns and self.find_pending() == "next"):
                    return
                self.ask_next()
            except UnclearError as unclear:
                self.talk.say(begin_sentence(end_sentence(str(unclear))))
            except JournalError as error:
                self.talk.say(f"{error}")
                self.talk.say("Nothing was lost: what was decided before stands. Mend it and try again, or type quit.")
                if not self.talk.live:  # the next answers of a script were meant for a decision that was not recorded
                    raise UnwrittenError from error

    def say_news(self) -> None:
        """Say what everybody learned since the last time; a new card with its text."""
        talk = self.talk
        for _, entry in self.room.list_log(self.heard):
            if entry.announced and entry.decision is not None:
                talk.say(end_sentence(format_decision(entry.decision)))
            for one in entry.told:
                if isinstance(one, TurnBegan):
                    talk.say_heading(format_turn_heading(one))
                elif isinstance(one, CardCame):
                    for line in board.format_card(self.room.find_card(one.card)):
                        talk.say(line)
                else:
                    talk.say(format_told(one), 2, 2)
            for banner in find_banners(entry.told):
                talk.say_heading(format_banner_title(banner))
                for line in list_banner_lines(banner):
                    talk.say(line, 2, 2)
            self.say_stage(entry)
        self.heard = self.room.place

    def say_stage(self, entry: KnownEntry) -> None:
        """Say of a stage of the reveal what its events do not tell: what counts, what would follow, that all stays."""
        verb = entry.decision.verb if entry.decision is not None else ""
        opened = self.room.find_reveal().find_open()
        if verb == "open" and opened is not None and opened[1].stage is RevealStage.OPENED:
            stage = opened[1]
            for line in [*(list_bonus_lines(stage.check) if stage.check is not None else ()),
                         *list_promise_lines(stage.success, stage.failure)]:  # fmt: skip
                self.talk.say(line, 4, 2)
        elif verb == "move" and not entry.told:
            for line in list_came(entry.told, OBSERVER):
                self.talk.say(line, 2, 2)

    def ask_next(self) -> None:
        """Read and carry out one answer at the prompt of the table."""
        talk = self.talk
        self.prompt = self.format_prompt()
        try:
            answer = talk.ask(self.prompt, help="")
        finally:
            self.prompt = ""
        if self.owed:
            self.owed.pop(0)()
            return
        if self.room.find_position().over:
            return
        waiting = self.list_waiting()  # devices may have decided meanwhile
        if not answer:
            self.take_next_step(waiting)
            return
        letter, _, rest = answer.partition(" ")
        role = self.keys.get(letter.lower()) or self.find_role(letter)
        if role is not None:
            if rest and self.find_pending() not in HEARING_KINDS:
                talk.clear()  # a choice and its reason are no words for everybody
            self.turn_to(role, rest.strip(), waiting)
        elif answer.lower() == "back":
            talk.say("You are at the table already.")
        elif not self.console.try_run(answer):
            raise UnclearError(f"{answer[:60]!r} is no command; Enter does what comes next, help lists the rest")

    def format_prompt(self) -> str:
        """Return the prompt of the table."""
        return f"{self.format_waiting(self.list_waiting())} >"

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer."""
        return self.seats[viewer]

    def redraw_screens(self) -> None:
        """Show nothing: what evaluators and teams write is shown by the debrief, and not to the room."""

    def follow_debrief(self, stage: str) -> None:
        """Let the devices follow to a step of the debrief."""
        self.debrief_stage = stage

    def let_bots_play(self) -> None:
        """Let bots take what is theirs after a device decided, and say what is new if the table is at its prompt."""
        self._go_on(self.round.play_bots)
        if self.prompt:
            self.talk.say()
            self.say_news()
            self.prompt = "" if self.room.find_position().over else self.format_prompt()
            self.talk.show_prompt(self.prompt or "The exercise is over. Press Enter.")

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round, and decided on its device, owes nothing more."""
        self._go_on(self.round.finish_call)
        self.let_bots_play()

    def _go_on(self, act: Callable[[], object]) -> None:
        """Do something after a device decided. What needs dice waits until somebody answers at the table."""
        try:
            act()
        except DrawNeeded:
            self.owed.append(partial(run_with_dice, self.exercise, self.talk, act))

    def list_waiting(self) -> tuple[str, ...]:
        """Return who is asked to the keyboard; in a secret round, the role whose turn it is to be called."""
        called = self.round.find_called()
        return (called,) if called else self.chair.find_asked().who

    def find_role(self, word: str) -> str | None:
        """Return the role that ``word`` names by its id or its whole name; None for other words."""
        roles = self.roles
        return next((r for r, spec in roles.items() if fold_text(word) in (fold_text(r), fold_text(spec.name))), None)

    def format_waiting(self, waiting: tuple[str, ...]) -> str:
        """Return the prompt: who is asked, with the letter that opens each desk."""
        roles, turn = self.roles, self.room.find_position().turn
        if FACILITATOR in waiting:
            rest = "; rest for all at once" if self.find_pending() in STAGES else ""
            return f"[turn {turn}] Facilitator, Enter to {self.format_next()}{rest}"
        listed = ", ".join(f"{roles[role].name} ({roles[role].key})" for role in waiting)
        first = roles[waiting[0]].name
        return f"[turn {turn}, {self.format_pending()}] {listed}; Enter for {first}"

    def find_pending(self) -> str:
        """Return what kind of choice is owed now, also where not everybody may know it."""
        return self.chair.find_asked().kind

    def format_pending(self) -> str:
        """Return what the roles are asked for, in words."""
        return format_asked(self.find_pending())

    def format_next(self) -> str:
        """Return the next step of the facilitator, in words."""
        return format_next_step(self.find_pending())

    def take_next_step(self, waiting: tuple[str, ...]) -> None:
        """Do what Enter does: the next step of the facilitator, or the desk of the first role that is asked."""
        pending = self.find_pending()
        if FACILITATOR not in waiting:
            self.turn_to(waiting[0], "", waiting)
        elif pending in ("assess", "ruling"):
            Hearing(self.exercise, self.talk, self.carry_out).facilitate(pending)
        else:
            self.carry_out(FACILITATOR, pending, {})

    def turn_to(self, role: str, rest: str, waiting: tuple[str, ...]) -> None:
        """Open the desk of a role, or read its quick entry. Raises `UnclearError`."""
        exercise, name = self.exercise, self.roles[role].name
        if role not in waiting:
            raise UnclearError(f"nothing is asked of {name} now")
        pending = self.find_pending()
        if self.round.find_called():
            self.call(role, rest)
        elif pending == "challenge":
            Hearing(exercise, self.talk, self.carry_out).challenge(role)
        elif pending == "clarify":
            Hearing(exercise, self.talk, self.carry_out).clarify(rest)
        elif rest:
            Desk(exercise, self.talk, role).enter(rest, ask=False)
        else:
            Desk(exercise, self.talk, role).sit(private=len(self.list_people()) > 1)

    def call(self, role: str, rest: str) -> None:
        """Call a role of a secret round to the keyboard: it decides what it owes, or learns that it owes nothing.

        Raises `UnclearError` for a quick entry where others are called too: its answer would tell what is open.
        """
        if rest and self.round.may_tell:
            if Desk(self.exercise, self.talk, role, self.round.do).enter(rest, ask=False) is not None:
                run_with_dice(self.exercise, self.talk, self.round.finish_call)
            return
        if rest:
            raise UnclearError(f"{self.roles[role].name} decides this out of sight; type its letter alone")
        with self.talk.keep_private(self.roles[role].name):
            desk = Desk(self.exercise, self.talk, role, self.round.do)
            if not self.round.is_asked(role):
                self.talk.say("Nothing waits for your decision now.")
                self.talk.ask("Press Enter to clear.")
            while self.round.is_asked(role):
                desk.show()
                if desk.decide() is None:
                    return
                run_with_dice(self.exercise, self.talk, self.round.play_bots)
        run_with_dice(self.exercise, self.talk, self.round.finish_call)

    def carry_out(self, who: str, verb: str, args: dict[str, Any], because: str = "", **said: Any) -> Done:
        """Carry out a command that is open. Raises `UnclearError` if it is refused."""
        hat = self.console.hat if who == FACILITATOR else ""
        done = run_with_dice(self.exercise, self.talk, lambda: self.seats[who].do(verb, args, because, said, hat))
        if isinstance(done, Refusal):
            raise UnclearError(format_refusal(done))
        return done
