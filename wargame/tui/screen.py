"""The screen all screens are: a name in the table of commands, a key bar, and prose that is never markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen
from textual.widgets import Static

from wargame.tui.commands import Command, commands_of, first_key

if TYPE_CHECKING:
    from wargame.exercise.exercise import Exercise
    from wargame.tui.app import WargameApp


PRACTICE = "PRACTICE"
"""Stands on every screen of an exercise that is recorded nowhere."""


class Prose(Static):
    """Text written by people or decks: shown as it is, never read as markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)


class KeyBar(Static):
    """The keys of this screen, as many as fit: six at eighty columns."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    def __init__(self, where: str) -> None:
        super().__init__(markup=False)
        ranked = [c for c in commands_of(where) if c.footer]
        self._commands = sorted(ranked, key=lambda c: -c.footer)

    def render(self) -> str:
        room = cast("WargameApp", self.app)
        mark = f"{PRACTICE}   " if room.practising else ""
        shown: list[Command] = []
        width = len(mark)
        for typed in self._commands:
            command = typed._replace(keys=room.settings.keys.get(typed.id, typed.keys))
            need = len(first_key(command)) + len(command.title) + 4  # a space between, three after
            if len(shown) == 6 or (shown and width + need - 3 > max(self.size.width - 2, 20)):
                break
            shown.append(command)
            width += need
        return mark + "   ".join(f"{first_key(c)} {c.title}" for c in shown)


class PlayScreen(Screen[None]):
    """A screen of the app. ``WHERE`` is its name in the table of commands."""

    WHERE: ClassVar[str] = ""

    @property
    def room(self) -> WargameApp:
        """The app, typed."""
        return cast("WargameApp", self.app)

    @property
    def exercise(self) -> Exercise:
        """The exercise being played."""
        return self.room.playing

    def show_state(self) -> None:
        """Draw anew from the exercise: called whenever something was decided."""

    def action_back(self) -> None:
        self.dismiss(None)
