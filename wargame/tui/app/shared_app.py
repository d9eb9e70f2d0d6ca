"""The class that both apps share: commands for all screens, themes, settings, and opening screens by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.events import Event, InputEvent, Key, Paste, Resize
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Input

from wargame.own_files import create_own
from wargame.tui.app.ascii import ASCII
from wargame.tui.app.commands import EVERYWHERE, AppCommand, build_bindings, iter_commands, list_replaced
from wargame.tui.app.places import load_screen
from wargame.tui.app.settings import Settings
from wargame.tui.app.stopping import follow_shell
from wargame.tui.app.themes import DARK, THEMES, find_next_theme
from wargame.tui.app.too_small import SmallScreen, is_small

PRIVATE_PICTURES = "private-pictures"
"""The folder for pictures of private screens, in the folder for pictures."""


class SharedApp(App[int]):
    """An app with the commands, themes and settings of wargame. `WargameApp` and `WatchApp` add what they show."""

    TITLE = "wargame"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS: ClassVar[list[BindingType]] = build_bindings(EVERYWHERE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-huge")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (45, "-high")]

    def __init__(self, settings: Settings, pictures: Path) -> None:
        """Take the settings, and the folder in which pictures of the screen are saved."""
        super().__init__()
        self.settings = settings
        self.animation_level = "none"  # what moves is ours; Textual's scrolling to the focus is late on a slow machine
        self.read_seconds = monotonic
        """The clock by which the first moment of a cover is measured."""
        self._pictures = pictures
        self._too_small: Size | None = None
        """The size of the terminal, while it is too small."""
        self._is_moving = False
        """Whether the notice is being put on or taken off: then it is not moved again."""

    @property
    def practising(self) -> bool:
        """Is the current exercise recorded in no file?"""
        return False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of the stylesheets for a theme that is not one of ours, as before the first screen."""
        return dict(DARK.variables)

    def apply_settings(self) -> None:
        """Register the themes, and apply the look and the keys of the settings."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self.settings.theme
        self.set_class(self.settings.ascii, "-ascii")
        if self.settings.keys:
            self.set_keymap(self.settings.keys)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters for each drawn line; with ASCII drawing, one that replaces other characters."""
        return [*super().get_line_filters(), *([ASCII] if self.settings.ascii else [])]

    # Screens

    def open(self, place: str, *args: object, **options: object) -> None:
        """Open a screen by its name in `PLACES`; ``args`` and ``options`` are those of its class.

        Raises `KeyError` if there is no such place.
        """
        self.push_screen(load_screen(place)(*args, **options))

    # The notice over a terminal that is too small

    @property
    def covered_screen(self) -> Screen[Any]:
        """The uppermost screen apart from the notice that the terminal is too small."""
        return next(screen for screen in reversed(self.screen_stack) if not isinstance(screen, SmallScreen))

    def on_mount(self) -> None:
        """Begin to watch the size of the terminal. The apps have opened their first screens by then."""
        follow_shell(self, self._driver is not None and self._driver.can_suspend)
        self.screen_change_signal.subscribe(self, lambda _: self._move_notice(), immediate=True)
        self._cover_if_small(self.size)

    def on_resize(self, event: Resize) -> None:
        """Cover the screen while the terminal is too small."""
        self._cover_if_small(event.size)

    def _cover_if_small(self, size: Size) -> None:
        self._too_small = size if is_small(size) else None
        if self._too_small is not None and isinstance(self.screen, SmallScreen):
            self.screen.show_size(size)
        self._move_notice()

    def _move_notice(self) -> None:
        """Put the notice on top, or take it off the top, after a screen was opened or closed."""
        if self._is_moving or len(self.screen_stack) < 2:  # the first screen is Textual's own, before home is up
            return
        self._is_moving = True
        if self._too_small is None:
            self._uncover()
        elif not isinstance(self.screen, SmallScreen):
            self.push_screen(SmallScreen(self._too_small))
        self._is_moving = False

    def _uncover(self) -> None:
        """Take the notice off; there are several if screens were opened over it."""
        while isinstance(self.screen, SmallScreen):
            super().pop_screen()

    def pop_screen(self) -> AwaitComplete:
        """Close the uppermost screen apart from the notice."""
        moving, self._is_moving = self._is_moving, True
        self._uncover()
        popped = super().pop_screen()
        self._is_moving = moving
        self._move_notice()
        return popped

    async def on_event(self, event: Event) -> None:
        """Pass on an event, but no key and no click while the notice is up: only Ctrl+Q works then."""
        if isinstance(event, InputEvent) and self._too_small is not None:
            if isinstance(event, Key) and event.key == "ctrl+q":
                self.exit(0)
            return
        if isinstance(event, Key) and not event.is_forwarded and self._take_key(event):
            return
        if isinstance(event, Paste) and not event.is_forwarded and isinstance(self.focused, Input):
            self._paste(event.text, self.focused)
            return
        await super().on_event(event)

    def _take_key(self, key: Key) -> bool:
        """Let the screen carry out a key before the next one is looked at. Return False if it leaves that to Textual.

        Textual passes keys on one by one and carries them out later. By then the next key may have been passed to the
        same screen, though the first one opened another screen.
        """
        take = getattr(self.screen, "take_key", None)
        return take is not None and bool(take(key))

    def _paste(self, text: str, line: Input) -> None:
        """Put pasted text into a line: its lines become one, and none is lost without a word."""
        joined = " ".join(part for part in map(str.strip, text.splitlines()) if part)
        start, end = sorted(line.selection)
        most, long = line.max_length, len(line.value) - (end - start) + len(joined)
        if most and long > most:
            self.notify(
                f"Not pasted: with it the line would have {long} characters, and it takes {most}.",
                severity="warning",
                markup=False,
            )
            return
        line.replace(joined, start, end)

    def tell_trouble(self, text: str) -> None:
        """Tell the user what could not be done."""
        self.notify(text, severity="error", markup=False)

    # Commands on every screen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable a command for all screens if the screen uses its key for a command of its own."""
        return action not in list_replaced(find_place(self.screen))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Yield the commands of a screen for the palette."""
        for command in iter_commands(find_place(screen)):
            of = find_action_owner(screen, command)
            if command.id != "palette" and of.check_action(command.name, ()):
                yield SystemCommand(command.title, command.help, partial(self.run_action, command.action, of))

    def action_help(self) -> None:
        """Open the help of the current screen."""
        place = find_place(self.screen)
        if place != "help":
            self.open("help", place)

    def action_next_theme(self) -> None:
        """Change to the next theme."""
        self.theme = find_next_theme(self.theme)

    def action_picture(self) -> None:
        """Save a picture of the screen as SVG: that of a private screen in a folder of its own, with a warning."""
        private = any(getattr(screen, "is_private", False) for screen in self.screen_stack)
        folder = self._pictures / PRIVATE_PICTURES if private else self._pictures
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"{self.TITLE}_{datetime.now():%Y-%m-%dT%H_%M_%S_%f}.svg"
            create_own(path, self.export_screenshot().encode())
        except OSError as error:
            self.tell_trouble(f"The picture could not be saved: {error.strerror}.")
            return
        if private:
            said = (
                f"Saved as {path}. It shows what not everybody may see: do not hand it on while the exercise goes on."
            )
            self.notify(said, severity="warning", markup=False)
        else:
            self.notify(f"Saved as {path}", markup=False)

    def action_blank(self) -> None:
        """Close every screen that shows secrets."""
        raise NotImplementedError

    def action_exit(self) -> None:
        """Leave the app."""
        self.exit(0)


def find_place(screen: Screen[Any]) -> str:
    """Return the name of a screen in `PLACES`; an empty text for a question over another screen."""
    place = getattr(screen, "WHERE", "")
    return place if isinstance(place, str) else ""


def find_action_owner(screen: Screen[Any], command: AppCommand) -> Screen[Any] | App[Any]:
    """Return the object that has the action of a command: the screen, or the app."""
    return screen if hasattr(screen, f"action_{command.name}") else screen.app
