"""The app: which screen is up, the exercise being played, and the one way from a screen to the exercise and back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.events import Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen

from wargame.rules.chance import DrawNeeded
from wargame.rules.refusal import Refusal
from wargame.session.chain import JournalError
from wargame.session.command_text import format_session_command
from wargame.tui.app.ascii import ASCII
from wargame.tui.app.commands import build_bindings, iter_commands, list_replaced
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.keys import format_key_name
from wargame.tui.app.question_dialogs import ConfirmScreen, DiceScreen, ReasonScreen, TroubleScreen
from wargame.tui.app.screen import PlayScreen, find_action_owner
from wargame.tui.app.settings import Settings
from wargame.tui.app.themes import apply_settings, find_next_theme
from wargame.tui.app.too_small import LEAST, SmallScreen

if TYPE_CHECKING:  # what an exercise needs is loaded when one is opened: home comes up at once
    from wargame.exercise.play.exercise import Done, Exercise

T = TypeVar("T")


class WargameApp(App[int]):
    """The room on a screen. With an exercise it opens at the table, else at home.

    If asked, it opens at the ``briefing`` of the exercise, or ``afterwards``: at its end, or where its debrief goes on.
    """

    TITLE = "wargame"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (45, "-high")]

    def __init__(
        self,
        settings: Settings,
        sessions: Path,
        exercise: Exercise | None = None,
        *,
        briefing: bool = False,
        afterwards: bool = False,
        first: PlayScreen | None = None,
    ) -> None:
        """Without an exercise ``first`` may be a screen to open with; leaving it leaves the app."""
        super().__init__()
        self.settings, self.sessions = settings, sessions
        self._exercise = exercise
        self._begin_with = self.open_briefing if briefing else self.open_finished if afterwards else self.play
        self._first = first
        self._counts: Exercise | None = None
        """The exercise that counts, while a practice turn is on the table."""
        self.drafts = Drafts()
        """What people have typed and not yet decided: leaving a screen, or a crash, loses nothing."""

    def on_mount(self) -> None:
        from wargame.tui.start.home import HomeScreen

        apply_settings(self, self.settings)
        self.push_screen(HomeScreen())
        if self._exercise is not None:
            self._begin_with(self._exercise)
        elif self._first is not None:
            self.push_screen(self._first, lambda _: self.exit(0))
        self._cover_if_small(self.size)

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), *([ASCII] if self.settings.ascii else [])]

    def on_resize(self, event: Resize) -> None:
        self._cover_if_small(event.size)

    def _cover_if_small(self, size: Size) -> None:
        """Cover a screen that is too small to be used, until it is enlarged."""
        small = size.width < LEAST.width or size.height < LEAST.height
        if isinstance(self.screen, SmallScreen):
            if small:
                self.screen.show_size(size)
            else:
                self.pop_screen()
        elif small and len(self.screen_stack) > 1:  # the first is Textual's own, before home is up
            self.push_screen(SmallScreen(size))

    # The exercise

    def open_briefing(self, exercise: Exercise) -> None:
        """Open the briefing of an exercise that is about to begin."""
        from wargame.tui.start.briefing import BriefingScreen

        self._set_exercise(exercise)
        self.push_screen(BriefingScreen())

    def practise(self) -> None:
        """One turn at the table in memory. Leaving it, or going on to a second turn, leads back to where it began."""
        from wargame.tui.play.table import TableScreen

        exercise = self.current_exercise
        self._set_exercise(exercise.practise(exercise.header["seed"] ^ 0x5EED))
        self._counts = exercise
        self.push_screen(TableScreen())
        self.let_bots_play()

    @property
    def practising(self) -> bool:
        """Is what happens at the table recorded nowhere?"""
        return self._exercise is not None and not self._exercise.recorded

    @property
    def current_exercise(self) -> Exercise:
        """The exercise at the table. Raises `LookupError` when there is none."""
        if self._exercise is None:
            raise LookupError("no exercise is being played")
        return self._exercise

    def play(self, exercise: Exercise) -> None:
        """Open the table of an exercise."""
        from wargame.tui.play.table import TableScreen

        self._set_exercise(exercise)
        self.push_screen(TableScreen())
        self.let_bots_play()

    def replay(self) -> None:
        """Look at the exercise that is open again, from its beginning."""
        from wargame.exercise.view.replay import PastSession
        from wargame.tui.after.replay import ReplayScreen

        self.push_screen(ReplayScreen(PastSession.build_from_window(self.current_exercise, self.current_exercise.path)))

    def play_on(self, path: Path) -> None:
        """Leave whatever is open and play on in a session file. Raises `JournalError`, `ContentError`."""
        from wargame.exercise.play.exercise import Exercise

        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.close_exercise()
        self.play(Exercise.resume(path))

    def open_finished(self, exercise: Exercise) -> None:
        """Open an exercise that is over: how it ended, or where its debrief goes on."""
        from wargame.exercise.debrief.stages import list_entries
        from wargame.tui.after.debrief import DebriefScreen
        from wargame.tui.after.end import EndScreen

        self.play(exercise)
        self.push_screen(EndScreen())
        if list_entries(exercise):
            self.push_screen(DebriefScreen())

    def _set_exercise(self, exercise: Exercise) -> None:
        """This is the exercise at the table now, with what had been typed in it."""
        self._exercise, self.drafts = exercise, Drafts(exercise.path)
        if exercise.path is not None:
            self.settings.remember(exercise.path)
        gc.collect()
        gc.freeze()  # rules, content and styles stay: no key should wait while the collector goes through them

    def leave_exercise(self) -> None:
        """Save, close the file, and go home; from a practice turn, back to the briefing."""
        self.drafts = Drafts()  # what is still typed into a desk that closes goes to the old ones
        below = 3 if self._counts is not None else 2
        while len(self.screen_stack) > below:
            self.pop_screen()
        if self._counts is not None:
            exercise, self._counts = self._counts, None
            self._set_exercise(exercise)
        else:
            self.close_exercise()
        self.redraw_screens()

    def close_exercise(self) -> None:
        """Close the session file, if one is open. What was decided is in it already."""
        exercise, self._exercise, self._counts = self._counts or self._exercise, None, None
        if exercise is not None:
            if exercise.over:
                Drafts(exercise.path).forget_played()
            self._write(exercise.close)

    @property
    def unfinished_session(self) -> Path | None:
        """The session file of the exercise that is not over yet, if there is one."""
        exercise = self._counts or self._exercise
        return exercise.path if exercise is not None and not exercise.over else None

    def redraw_screens(self) -> None:
        """Something was decided: every screen that is up draws anew."""
        for screen in self.screen_stack:
            if isinstance(screen, PlayScreen) and screen.is_mounted:  # one that is still opening draws itself
                screen.show_state()

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
        """Carry out a command: ask for dice where they are typed in, say why where it is refused, then draw anew."""
        exercise = self.current_exercise
        if do == "next" and self._counts is not None:
            self.leave_exercise()
            self.notify("The practice is over. From now on it counts.")
            return

        def finish(done: Done) -> None:
            if then is not None:
                then(done)
            self.let_bots_play()

        def attempt() -> None:
            self._write(
                lambda: exercise.execute(who, do, args, because=because, said=said, hat=hat), finish, again=attempt
            )

        attempt()

    def let_bots_play(self) -> None:
        """Let bots take the choices that are theirs, then draw every screen anew."""
        self._write(self.current_exercise.play_bots, again=self.let_bots_play)
        self.redraw_screens()

    def record(self, make: Callable[[], int | Refusal | None], refuse: Callable[[str], None] | None = None) -> bool:
        """Write a record (a note, a bookmark ...), then draw anew; return False if it was not written.

        The user is told why: of a refusal by a notice, or by ``refuse``, which takes the sentence.
        """
        return self._write(make, lambda _: self.redraw_screens(), refuse=refuse)

    def undo(self, to: int, hat: str = "") -> None:
        """Ask for a reason and undo what was decided after line ``to``; ask again if something has been seen."""
        from wargame.exercise.play.exercise import UndoWarning
        from wargame.exercise.view.narration import format_undo

        exercise = self.current_exercise

        def attempt(because: str, confirmed: bool) -> None:
            def finish(done: object) -> None:
                if not isinstance(done, UndoWarning):
                    self.redraw_screens()
                    return
                question = "What has been seen cannot be made unseen. Undo all the same?"
                ask = ConfirmScreen(question, done.seen, "Undo", "Keep")
                self.push_screen(ask, lambda sure: attempt(because, True) if sure else None)

            self._write(lambda: exercise.undo(to, because, confirmed=confirmed, hat=hat), finish)

        ask = ReasonScreen(format_undo(exercise, to))
        self.push_screen(ask, lambda because: attempt(because, False) if because is not None else None)

    def _write(
        self,
        make: Callable[[], T | Refusal],
        then: Callable[[T], None] | None = None,
        *,
        again: Callable[[], None] | None = None,
        refuse: Callable[[str], None] | None = None,
    ) -> bool:
        """Run ``make``, which writes to the session file, and hand its result to ``then``; return whether it did.

        Every write of the app goes through this method. A `JournalError` opens a screen with its remedy. A refusal
        becomes a sentence for ``refuse``, by default a notice. Where dice have to be typed in first, a screen asks for
        them; ``again`` is called after that.
        """
        try:
            done = make()
        except DrawNeeded as need:
            ask = DiceScreen(self.current_exercise, need)
            self.push_screen(ask, lambda rolled: again() if rolled and again is not None else None)
            return False
        except JournalError as error:
            if self.is_running:
                self.push_screen(TroubleScreen(str(error)))
            return False
        if isinstance(done, Refusal):
            (refuse or self._notify_refusal)(f"{done.text[:1].upper()}{done.text[1:]}.")
            return False
        if then is not None:
            then(done)
        return True

    def _notify_refusal(self, sentence: str) -> None:
        self.notify(sentence, severity="warning", markup=False)

    # Commands that are everywhere

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A screen's own command takes the place of one for everywhere that has the same key."""
        return not isinstance(self.screen, PlayScreen) or action not in list_replaced(self.screen.WHERE)

    def action_help(self) -> None:
        from wargame.tui.app.help import HelpScreen

        where = self.screen.WHERE if isinstance(self.screen, PlayScreen) else ""
        if where != "help":
            self.push_screen(HelpScreen(where))

    def action_next_theme(self) -> None:
        self.theme = find_next_theme(self.theme)
        self.settings.set_theme(self.theme)

    def action_picture(self) -> None:
        """Save the screen as SVG beside the sessions."""
        try:
            self.sessions.mkdir(parents=True, exist_ok=True)
            path = self.save_screenshot(path=str(self.sessions))
        except OSError as error:
            self.push_screen(TroubleScreen(f"The picture could not be saved: {error.strerror}."))
            return
        self.notify(f"Saved as {path}", markup=False)

    def action_blank(self) -> None:
        """Back to the public table at once: private screens close, and what was typed on them stays."""
        while len(self.screen_stack) > (4 if self._counts is not None else 3):
            self.pop_screen()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette lists the commands of the screen that is up."""
        where = screen.WHERE if isinstance(screen, PlayScreen) else ""
        for command in iter_commands(where):
            of = find_action_owner(screen, command)
            if command.id != "palette" and of.check_action(command.name, ()):
                yield SystemCommand(command.title, command.help, partial(self.run_action, command.action, of))

    def action_exit(self) -> None:
        """Back to the start; from there, out of the program. Asks where what was typed is kept in no file."""
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
        path = self.current_exercise.path
        self.leave_exercise()
        if path is None:
            said = "The practice is over; nothing was recorded."
        else:
            again = format_session_command("resume", path)
            said = f"Everything decided so far is saved. Go on with it from here, or with: {again}"
        self.notify(said, markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+C copies; whoever presses it to get out is told how."""
        self.notify(f"{format_key_name('ctrl+q')} leaves; what was decided is saved.", markup=False)

    def action_quit_app(self) -> None:
        self.exit(0)
