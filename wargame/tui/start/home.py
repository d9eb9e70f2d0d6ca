"""Home: continue an unfinished session, begin an exercise, or open a finished one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wargame.content.load.problems import ContentError
from wargame.session.chain import JournalError
from wargame.session.glance import Glance, list_newest, read_glance
from wargame.tui.app.commands import build_bindings
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose

SHOWN = 12
"""The number of sessions that are listed."""

ABOUT = (
    "Tabletop exercises about strategy and policy, for a class or a seminar.\n"
    "Teams decide in secret and argue aloud; all is kept for the debrief."
)


class HomeScreen(PlayScreen):
    """The first screen of the app. The app returns to it after an exercise."""

    WHERE = "home"
    CSS_PATH = "home.tcss"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("home")

    def __init__(self) -> None:
        super().__init__()
        self._sessions: dict[str, Glance] = {}

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        with Vertical(id="home"):
            yield Prose("W A R G A M E", id="name")
            yield Prose(ABOUT, id="about")
            yield OptionList(id="choices", markup=False)
            yield Prose("", id="said")
            if notices := self.room.settings.notices:
                yield Prose("\n".join(notices), id="notices")
        yield KeyBar(self.WHERE)

    def on_screen_resume(self) -> None:
        """Read the folder of sessions when home becomes the top screen."""
        self.show_state()

    def show_state(self) -> None:
        """List the sessions, and what else can be opened."""
        if not self.is_current:  # another screen is on top: the folder is read when home is on top again
            return
        also = [Path(one) for one in self.room.settings.recent]
        found = [read_glance(path) for path in list_newest(self.room.sessions, also, SHOWN)]
        self._sessions = {str(one.path): one for one in found}
        going_on = next((one for one in found if not one.trouble and not one.over), None)
        choices = self.query_one(OptionList)
        choices.clear_options()
        if going_on is not None:
            last = f"{going_on.title}, {format_progress(going_on)}; {format_time(going_on.at)}"
            choices.add_option(_build_option(f"resume:{going_on.path}", f"Go on with {going_on.name}", last))
        choices.add_option(
            _build_option("new", "New exercise", "Length, and who plays each role; it begins in seconds.")
        )
        choices.add_option(_build_option("demo", "Demonstration", "Bots play, you press Enter. Nothing is recorded."))
        choices.add_option(
            _build_option("decks", "Deck desk", "Write cards of your own; they are checked as you type.")
        )
        choices.add_option(_build_option("quit", "Quit", ""))
        if found:
            choices.add_option(None)
            choices.add_options(Option(self._format_row(one), id=f"open:{one.path}") for one in found)
        choices.highlighted = 0
        choices.focus()

    def _format_row(self, one: Glance) -> Content:
        """Return a session on one line: its state as a mark and in words, its time and its title."""
        ready, over, bad = "o*x" if self.room.settings.ascii else "○✓✗"
        if one.trouble:
            return Content(f"{bad} {'cannot be read':22} {one.path.name}")
        return Content(
            f"{over if one.over else ready} {format_progress(one):22} {format_time(one.at)}  {one.name}, {one.title}"
        )

    # Choosing

    @on(OptionList.OptionHighlighted)
    def say_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the path of the highlighted session."""
        path = _parse_path(event.option_id)
        self.say(self._format_about(path) if path is not None else "")

    def _format_about(self, path: Path) -> str:
        one = self._sessions[str(path)]
        return f"{path}: {one.trouble}." if one.trouble else str(path)

    @on(OptionList.OptionSelected)
    def open_chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the selected entry."""
        path = _parse_path(event.option_id)
        if path is not None:
            self.open_session(path)
        elif event.option_id == "new":
            self.action_new()
        elif event.option_id == "demo":
            self.action_demo()
        elif event.option_id == "decks":
            self.action_decks()
        else:
            self.action_quit_app()

    # The modules for an exercise are imported when one is opened, so that home comes up at once.

    def open_session(self, path: Path) -> None:
        """Open a session: at its briefing if nothing has been decided, else at the table or at its end."""
        from wargame.exercise.play.exercise import Exercise
        from wargame.session.shape import MalformedLineError

        try:
            exercise = Exercise.resume(path)
        except (JournalError, ContentError) as error:
            self.say(str(error), wrong=True)
            return
        except MalformedLineError as error:
            self.say(f"{path}: {error.format_shape()}; press v to verify it.", wrong=True)
            return
        self.room.play(
            exercise, "end" if exercise.over else "briefing" if exercise.find_pending() == "begin" else "table"
        )

    def action_new(self) -> None:
        """Open the screen for a new exercise."""
        self.room.open("new")

    def action_demo(self) -> None:
        """Play a demonstration: bots play all roles, the user is the facilitator, and nothing is recorded."""
        from wargame.content.load import library
        from wargame.content.load.loader import load_content
        from wargame.exercise.play.exercise import Exercise

        try:
            path = next(iter(library.list_scenarios().values()))
            content = load_content(path)
        except (ContentError, StopIteration) as error:
            self.say(str(error) or "There is no scenario here.", wrong=True)
            return
        seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
        length = next(iter(content.scenario.lengths))
        self.room.play(
            Exercise.begin(content, length, seats, 2011, None, name="demonstration", staged=True, instead=True)
        )

    def action_decks(self) -> None:
        """Open the deck desk."""
        self.room.open("decks")

    def action_quit_app(self) -> None:
        """Leave the app."""
        self.app.exit(0)

    def _find_highlighted(self) -> Path | None:
        """Return the highlighted session, if any."""
        choices = self.query_one(OptionList)
        at = choices.highlighted
        return _parse_path(choices.get_option_at_index(at).id) if at is not None else None

    def action_replay(self) -> None:
        """Replay the highlighted session; of a damaged one, the intact part."""
        from wargame.exercise.view.past_session import PastSession

        path = self._find_highlighted()
        if path is None:
            self.say("Choose a session first, then press r.")
            return
        try:
            self.room.open("replay", PastSession.read(path))
        except (JournalError, ContentError) as error:
            self.say(str(error), wrong=True)

    # Verifying

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to verify and to replay only where there is a session."""
        if action in ("check", "replay") and not self._sessions:
            return False
        return super().check_action(action, parameters)

    def action_check(self) -> None:
        """Verify the highlighted session."""
        path = self._find_highlighted()
        if path is None:
            self.say("Choose a session first, then press v.")
            return
        self.say(f"Verifying {path.name} ...")
        self._verify(path)

    @work(thread=True, exclusive=True)
    def _verify(self, path: Path) -> None:
        from wargame.session.verify import verify

        try:
            verdict = verify(path)
            said, good = (
                f"{path.name}: {verdict.format_line()}. Digest of its last line: {verdict.head}",
                verdict.is_good,
            )
        except JournalError as error:
            said, good = str(error), False
        self.app.call_from_thread(self.say, said, wrong=not good)

    def say(self, text: str, wrong: bool = False) -> None:
        """Show a sentence below the list."""
        line = self.query_one("#said", Prose)
        line.set_class(wrong, "wrong")
        line.update(text)


def format_progress(one: Glance) -> str:
    """Return the progress of an exercise in words."""
    if one.over:
        return f"over, {one.turn} turns"
    if not one.turn:
        return "not begun"
    return f"turn {one.turn} of {one.turns}"


def format_time(at: str) -> str:
    """Return a time of a session file in local time; unchanged if it is no valid time."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError, OSError):
        return at[:16]


def _build_option(id: str, title: str, about: str) -> Option:
    return Option(Content.styled(title, "bold") + Content(f"\n  {about}" if about else ""), id=id)


def _parse_path(option: str | None) -> Path | None:
    kind, _, path = (option or "").partition(":")
    return Path(path) if kind in ("resume", "open") else None
