"""The app: it shows the screens, holds the exercise being played, and passes commands from screens to it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from wargame.rules.chance import DrawNeeded
from wargame.session.chain import JournalError
from wargame.session.shell_commands import format_session_command
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.keys import format_key_name
from wargame.tui.app.question_dialogs import ConfirmScreen, DiceScreen, ReasonScreen, TroubleScreen
from wargame.tui.app.screen import PlayScreen
from wargame.tui.app.settings import Settings
from wargame.tui.app.shared_app import SharedApp, find_place

if TYPE_CHECKING:  # the modules for an exercise are imported when one is opened, so that home comes up at once
    from socket import socket

    from wargame.devices.device_server import DeviceServer
    from wargame.devices.room_options import RoomOptions
    from wargame.exercise.play.exercise import Done, Exercise
    from wargame.exercise.play.secret_round import SecretRound
    from wargame.exercise.seat import Seat
    from wargame.review.impact_process import ImpactProcess
    from wargame.rules.refusal import Refusal
    from wargame.tui.app.room import Room, Written

T = TypeVar("T")


class WargameApp(SharedApp):
    """The app of the facilitator's window. It implements `Room`."""

    def __init__(
        self,
        settings: Settings,
        sessions: Path,
        exercise: Exercise | None = None,
        place: str = "table",
        *,
        first: PlayScreen | None = None,
        pairs: int = 0,
        listens: socket | None = None,
        room_options: RoomOptions | None = None,
    ) -> None:
        """Prepare the app to open an exercise at a place, or the screen ``first``. Without both it opens home.

        Leaving the screen ``first`` exits the app. At the end of play the impact of the decisions is measured on
        ``pairs`` of playouts in the background; 0: it is not. With ``listens``, a socket that listens, the teams of
        ``exercise`` may decide on their own devices; ``room_options`` are for each time that the room is opened.
        """
        super().__init__(settings, sessions)
        self.sessions = sessions
        self._exercise = exercise
        self._round: SecretRound | None = None
        self._seats: dict[str, Seat] = {}
        self.debrief_stage = ""
        """The seats of the exercise at the table that were asked for, by viewer."""
        self._begins_at = place
        self._first = first
        self._pairs = pairs
        self._impact: ImpactProcess | None = None
        """What measures the impact of an exercise that is over."""
        self.devices: DeviceServer | None = None
        """The room that is open to the devices of the teams; None while they decide at this keyboard alone."""
        self._waits: bool | None = None
        """Does the table wait for devices? None: nobody has said so since the exercise was opened."""
        self._listens = listens
        """The socket for the devices of the exercise that the app begins with."""
        self._room_options = room_options
        """The limits of the room, and its certificate, each time that it is opened."""
        self._counts: Exercise | None = None
        """The exercise that is recorded, while a practice turn is on the table."""
        self.drafts = Drafts()
        """What people have typed and not yet decided. It survives leaving a screen, and a crash."""

    def on_mount(self) -> None:
        """Open home, and over it the exercise or the screen that was asked for."""
        self.apply_settings()
        self.open("home")
        if self._exercise is not None:
            self.play(self._exercise, self._begins_at)
        elif self._first is not None:
            self.push_screen(self._first, lambda _: self.exit(0))

    # The exercise

    def play(self, exercise: Exercise, place: str = "table") -> None:
        """Open an exercise at its table. With ``place`` ``briefing`` or ``end``, open it there, or in its debrief."""
        self._set_exercise(exercise)
        if self._listens is not None:
            made, self._listens = self._listens, None
            self.open_devices(made)
        if place == "briefing":
            self.open("briefing")
            return
        self.open("table")
        self.let_bots_play()
        if place == "end":
            from wargame.rules.model import FACILITATOR

            self.open("end")
            if self.find_seat(FACILITATOR).find_debrief_progress().has_begun:
                self.open("debrief")

    def practise(self) -> None:
        """Play one turn in memory. Leaving it, or beginning a second turn, leads back to the briefing."""
        exercise = self.current_exercise
        self._counts = exercise
        self.play(exercise.practise(exercise.header.seed ^ 0x5EED))

    @property
    def is_playing(self) -> bool:
        """Is there an exercise at the table?"""
        return self._exercise is not None

    @property
    def practising(self) -> bool:
        """Is the exercise at the table recorded in no file?"""
        return self._exercise is not None and not self._exercise.recorded

    @property
    def current_exercise(self) -> Exercise:
        """The exercise at the table. Raises `LookupError` if there is none."""
        if self._exercise is None:
            raise LookupError("no exercise is being played")
        return self._exercise

    @property
    def round(self) -> SecretRound:
        """The calls to the keyboard in secret rounds of this exercise. Raises `LookupError` if there is none."""
        from wargame.exercise.play.secret_round import SecretRound

        if self._round is None:
            self._round = SecretRound(self.current_exercise)
        return self._round

    def finish_call(self) -> None:
        """Go on after a role that was called in a secret round owes nothing more."""
        self._write(self.round.finish_call, lambda _: self.let_bots_play(), again=self.finish_call)

    def find_seat(self, viewer: str) -> Seat:
        """Return the seat of a viewer in the exercise at the table, the same one until another exercise is opened.

        Raises `LookupError` if there is no exercise.
        """
        from wargame.exercise.seat import Seat

        exercise = self.current_exercise
        if viewer not in self._seats:
            self._seats[viewer] = Seat(exercise, viewer)
        return self._seats[viewer]

    def play_on(self, path: Path) -> None:
        """Close what is open, and play on in a session file. Raises `JournalError`, `ContentError`."""
        from wargame.exercise.play.exercise import Exercise

        self._return_to("home")
        self.close_exercise()
        self.play(Exercise.resume(path))

    def _return_to(self, place: str) -> None:
        """Close every screen that lies over the screen of a place."""
        while find_place(self.covered_screen) != place:
            self.pop_screen()

    def _set_exercise(self, exercise: Exercise) -> None:
        """Put an exercise on the table, with its drafts."""
        self._exercise, self._round, self._seats, self.drafts = exercise, None, {}, Drafts(exercise.path)
        self.debrief_stage = ""
        if exercise.path is not None:
            self.settings.remember(exercise.path)
        gc.collect()
        gc.freeze()  # the collector should not search rules, content and styles while a user waits

    def leave_exercise(self) -> None:
        """Save, close the file, and go home; from a practice turn, back to the briefing."""
        self.drafts = Drafts()  # text that a closing desk still keeps belongs to the old drafts
        self._return_to("home" if self._counts is None else "briefing")
        if self._counts is not None:
            exercise, self._counts = self._counts, None
            self._set_exercise(exercise)
        else:
            self.close_exercise()
        self.redraw_screens()

    def close_exercise(self) -> None:
        """Close the session file, if one is open. All decisions are in it already; one that was never begun goes."""
        self.close_devices()
        self._waits = None
        exercise, self._exercise, self._counts, self._round = self._counts or self._exercise, None, None, None
        self._seats = {}
        self._stop_impact()
        if exercise is not None:
            if exercise.over:
                Drafts(exercise.path).forget_played()
            self._write(exercise.discard)

    @property
    def unfinished_session(self) -> Path | None:
        """The session file of the exercise, if it is not over yet; else None."""
        exercise = self._counts or self._exercise
        return exercise.path if exercise is not None and not exercise.over else None

    # The devices of the teams

    @property
    def waits_for_devices(self) -> bool:
        """Does *Next* wait for teams that have a device here, in place of calling them to the keyboard?"""
        return bool(self._waits)

    def wait_for_devices(self, waits: bool) -> None:
        """Let *Next* wait for teams that have a device here, or call them to the keyboard."""
        self._waits = waits
        if self.devices is not None:
            self.devices.state.wait(waits)
        self.redraw_screens()

    @property
    def is_room_encrypted(self) -> bool:
        """Will what is sent to devices be encrypted, if the room is opened?"""
        return self._room_options is not None and self._room_options.tls is not None

    def open_devices(self, made: socket) -> None:
        """Let the teams of the exercise at the table decide on their own devices; ``made`` is a socket that listens."""
        from wargame.devices.room_options import USUAL_OPTIONS
        from wargame.devices.table_host import DeviceHost, open_devices

        def ask_dice(need: DrawNeeded, again: Callable[[], None]) -> None:
            ask = DiceScreen(self.find_seat("facilitator"), self.current_exercise, need)
            self.push_screen(ask, lambda rolled: again() if rolled else None)

        self.close_devices()
        host = DeviceHost(self, ask_dice, self.tell_trouble, lambda: self.settings.clock)
        self.devices = open_devices(
            host, self._counts or self.current_exercise, made, self._room_options or USUAL_OPTIONS
        )
        if self._waits is None:
            self._waits = self.devices.state.waits  # as it was before the program ended
        else:
            self.devices.state.wait(self._waits)
        self.run_worker(self.devices.serve(), name="devices", exit_on_error=False)

    def close_devices(self) -> None:
        """Let the teams decide at this keyboard alone. Devices that joined are good again when the room is opened."""
        devices, self.devices = self.devices, None
        if devices is not None:
            devices.close()

    # What mattered

    def measure_impact(self) -> None:
        """Begin to measure the impact of the decisions in the background, unless it is begun or measured already."""
        exercise = self.current_exercise
        if not self._pairs or exercise.path is None or not exercise.over or self.impact is not None:
            return
        from wargame.review.impact_process import ImpactProcess

        self._stop_impact()
        process = ImpactProcess(exercise.path, exercise.last_command, self._pairs)
        if process.start(self._tell_impact):
            self._impact = process

    @property
    def impact(self) -> ImpactProcess | None:
        """What measures the impact of the decisions as they stand now; None if nothing does."""
        impact, exercise = self._impact, self._exercise
        if impact is None or exercise is None or exercise.path != impact.session:
            return None
        return impact if exercise.over and exercise.last_command == impact.last else None

    def _tell_impact(self) -> None:
        """Let the screens show how far the measurement is. A thread calls this."""
        with suppress(RuntimeError):  # the app has left already
            self.call_from_thread(self._show_impact)

    def _show_impact(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen) and screen.is_built:
                screen.show_impact()

    def _stop_impact(self) -> None:
        impact, self._impact = self._impact, None
        if impact is not None:
            impact.stop()

    def follow_debrief(self, stage: str) -> None:
        """Let the devices follow to a step of the debrief."""
        if stage != self.debrief_stage:
            self.debrief_stage = stage
            if self.devices is not None:
                self.devices.hub.changed()

    def redraw_screens(self) -> None:
        """Redraw every open screen, after something was decided."""
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen) and screen.is_mounted:  # a screen that is still opening draws itself
                screen.show_state()
        if self.devices is not None:
            self.devices.hub.changed()

    def act(
        self,
        who: str,
        do: str,
        args: Mapping[str, Any] | None = None,
        *,
        because: str = "",
        said: Mapping[str, Any] | None = None,
        hat: str = "",
        then: Callable[[Done], None] | None = None,
    ) -> None:
        """Carry out a command, and redraw. Ask for dice if they are typed in; show why if the command is refused."""
        from wargame.rules.model import FACILITATOR

        seat = self.find_seat(who)
        if do == "next" and self._counts is not None:
            self.leave_exercise()
            self.notify("The practice is over. From now on it counts.")
            return

        def finish(done: Done) -> None:
            if then is not None:
                then(done)
            self.let_bots_play()

        def attempt() -> None:
            if who == FACILITATOR:
                self._write(lambda: seat.do(do, args, because, said, hat), finish, again=attempt)
            else:
                self._write(lambda: self.round.do(who, do, args or {}, because, said), finish, again=attempt)

        attempt()

    def show_rest(self) -> None:
        """Carry out the stages of a reveal that are left, then redraw. Ask for dice if they are typed in."""
        from wargame.exercise.play.staged_reveal import show_rest
        from wargame.rules.model import FACILITATOR

        self._write(lambda: show_rest(self.find_seat(FACILITATOR)), lambda _: self.let_bots_play(),
                    again=self.show_rest)  # fmt: skip
        self.redraw_screens()

    def let_bots_play(self) -> None:
        """Let bots take the choices that are theirs, then redraw every screen."""
        self._write(self.round.play_bots, again=self.let_bots_play)
        self.redraw_screens()

    def record(self, make: Callable[[], Written | Refusal], refuse: Callable[[str], None] | None = None) -> bool:
        """Write a record (a note, a bookmark ...), then redraw. Return False if it was not written.

        The user is told why: a refusal is shown as a notice, or passed as a sentence to ``refuse``.
        """
        return self._write(make, lambda _: self.redraw_screens(), refuse=refuse)

    def undo(self, to: int, hat: str = "") -> None:
        """Ask for a reason, and undo what was decided after line ``to``. Ask again if something has been seen."""
        from wargame.exercise.play.undoing import format_undone
        from wargame.rules.model import FACILITATOR
        from wargame.rules.refusal import Refusal, RefusalCode

        chair = self.find_seat(FACILITATOR)

        def attempt(because: str, confirmed: bool) -> None:
            def write() -> list[str] | Refusal:
                done = chair.do("undo", {"to": to, "confirmed": confirmed}, because, hat=hat)
                if not isinstance(done, Refusal):
                    return []
                return list(done.seen) if done.code == RefusalCode.SEEN else done

            def finish(seen: list[str]) -> None:
                if not seen:
                    self.redraw_screens()
                    return
                question = "What has been seen cannot be made unseen. Undo all the same?"
                ask = ConfirmScreen(question, seen, "Undo", "Keep")
                self.push_screen(ask, lambda sure: attempt(because, True) if sure else None)

            self._write(write, finish)

        ask = ReasonScreen(format_undone(chair, to))
        self.push_screen(ask, lambda because: attempt(because, False) if because is not None else None)

    def _write(
        self,
        make: Callable[[], T | Refusal],
        then: Callable[[T], None] | None = None,
        *,
        again: Callable[[], None] | None = None,
        refuse: Callable[[str], None] | None = None,
    ) -> bool:
        """Run ``make``, which writes to the session file, and pass its result to ``then``. Return whether it succeeded.

        Every write to the session on the table goes through this method. The screens that begin, open or branch a
        session (`NewScreen`, `HomeScreen`, `ReplayScreen`) show their errors themselves.

        A `JournalError` opens a screen with its remedy. A refusal becomes a sentence for ``refuse``, by default a
        notice. If dice have to be typed in first, a screen asks for them and ``again`` is called after that.
        """
        from wargame.rules.model import FACILITATOR
        from wargame.rules.refusal import Refusal
        from wargame.rules.text.refusal_text import format_refusal_sentence

        try:
            done = make()
        except DrawNeeded as need:
            ask = DiceScreen(self.find_seat(FACILITATOR), self.current_exercise, need)
            self.push_screen(ask, lambda rolled: again() if rolled and again is not None else None)
            return False
        except JournalError as error:
            if self.is_running:
                self.tell_trouble(str(error))
            return False
        if isinstance(done, Refusal):
            (refuse or self._notify_refusal)(format_refusal_sentence(done))
            return False
        if then is not None:
            then(done)
        return True

    def _notify_refusal(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    # Commands on every screen

    def tell_trouble(self, text: str) -> None:
        """Tell the user what could not be done, on a screen over the current one."""
        self.push_screen(TroubleScreen(text))

    def action_next_theme(self) -> None:
        """Change to the next theme, and save the choice."""
        super().action_next_theme()
        self.settings.set_theme(self.theme)

    def action_blank(self) -> None:
        """Return to the public table: close the screens over it, or over the screen that was opened from home.

        Text that was typed on the closed screens is kept.
        """
        stack = self.screen_stack
        places = [find_place(screen) for screen in stack]
        public = places.index("table") if "table" in places else places.index("home") + 1
        while public + 1 < len(stack) and self.covered_screen is not stack[public]:
            self.pop_screen()

    def action_exit(self) -> None:
        """Go home, or leave the program from there. Ask first if typed text is kept in no file."""
        exercise = self._exercise
        if exercise is None:
            self.exit(0)
        elif not self.drafts.would_be_lost:
            self._leave_and_say()
        elif not isinstance(self.screen, ConfirmScreen):
            question = "Nothing of this is recorded: what was typed and not yet decided is lost. Leave it?"
            sure = ConfirmScreen(question, (), "Leave", "Stay")
            self.push_screen(sure, lambda yes: self._leave_and_say() if yes else None)

    def _leave_and_say(self) -> None:
        path, unbegun = self.current_exercise.path, self.current_exercise.is_unbegun
        self.leave_exercise()
        if path is None:
            said = "The practice is over; nothing was recorded."
        elif unbegun:
            said = "It was not begun: nothing is left of it."
        else:
            again = format_session_command("resume", path)
            said = f"Everything decided so far is saved. Go on with it from here, or with: {again}"
        self.notify(said, markup=False)

    def action_help_quit(self) -> None:
        """Tell how to leave the app: Ctrl+C copies here."""
        self.notify(f"{format_key_name('ctrl+q')} leaves; what was decided is saved.", markup=False)

    def action_quit_app(self) -> None:
        """Leave the app."""
        self.exit(0)


if TYPE_CHECKING:

    def _check_protocol(app: WargameApp) -> Room:
        """Let the type checker compare the app with `Room`: the app cannot inherit it (its metaclass differs)."""
        return app
