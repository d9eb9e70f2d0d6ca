"""The base classes of screens, the key bar, and a widget for text that is never read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import getters
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Input, Static

from wargame.tui.app.commands import format_shortcut, iter_commands
from wargame.tui.app.room import Room, find_room
from wargame.tui.app.shared_app import SharedApp, find_action_owner

if TYPE_CHECKING:
    from wargame.exercise.play.exercise import Exercise


PRACTICE = "PRACTICE"
"""The mark on every screen of an exercise that is recorded in no file."""


class Prose(Static):
    """Text of people or decks. It is shown as it is, never read as markup."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(text, id=id, classes=classes, markup=False)


MOST = 6
"""The most keys that the bar shows: people do not read more."""


class KeyBar(Static):
    """The keys of this screen that work now, as many as fit: six at eighty columns.

    A click does the same as the key.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1;
             link-style: none; link-color: $foreground; }
    """

    app = getters.app(SharedApp)

    def __init__(self, where: str) -> None:
        super().__init__(markup=False)
        ranked = [c for c in iter_commands(where) if c.footer]
        self._commands = sorted(ranked, key=lambda c: -c.footer)

    def on_mount(self) -> None:
        """Redraw whenever the cursor moves to another widget."""
        self.watch(self.screen, "focused", self._redraw_on_focus, init=False)

    def _redraw_on_focus(self) -> None:
        """Redraw, because letters are no keys while the focus is in a line for text."""
        self.refresh()

    def render(self) -> Content:
        """Return the keys that work now, as many as fit."""
        at = self.screen.focused
        typing = isinstance(at, Input) or getattr(at, "typed_into", False)  # editors are slow to import
        mark = f"{PRACTICE}   " if self.app.practising else ""
        shown: list[Content] = []
        width = len(mark)
        for command in self._commands:
            key = format_shortcut(command, self.app.settings.keys, typing=typing)
            if not key or not find_action_owner(self.screen, command).check_action(command.name, ()):
                continue
            label = f"{key} {command.title}"
            if len(shown) == MOST or (shown and width + len(label) > max(self.size.width - 2, 20)):
                break
            whose = "screen" if find_action_owner(self.screen, command) is self.screen else "app"
            shown.append(Content.styled(label, Style.from_meta({"@click": f"{whose}.{command.action}"})))
            width += len(label) + 3
        return Content.assemble(mark, Content("   ").join(shown))


Answer = TypeVar("Answer")


class SingleScreen(Screen[Answer]):
    """A screen that closes once, and nothing but itself: what it was told after it was closed does nothing."""

    @property
    def is_on_top(self) -> bool:
        """Does no other screen lie over this one, apart from the notice that the terminal is too small?"""
        app = self.app
        return app.covered_screen is self if isinstance(app, SharedApp) else self.is_active

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close this screen with a result, if it is on top."""
        return super().dismiss(result) if self.is_on_top else AwaitComplete()


class PlaceScreen(SingleScreen[None]):
    """A screen with a name in `PLACES`, ``WHERE``. Its commands, its title and its help are found by this name."""

    WHERE: ClassVar[str] = ""
    app = getters.app(SharedApp)
    PRIVATE: ClassVar[bool] = False
    """Does the screen show, or can it show, what not everybody may see?"""

    @property
    def is_private(self) -> bool:
        """Are pictures of the screen kept apart, because it shows what not everybody may see?"""
        return self.PRIVATE

    @property
    def is_built(self) -> bool:
        """Do the parts of the screen exist? Before and after that, nothing can be drawn."""
        return self.is_running and bool(self.query(KeyBar))


class PlayScreen(PlaceScreen):
    """A screen of an exercise, or a screen before or after one."""

    @property
    def room(self) -> Room:
        """The app, as the screens of an exercise know it."""
        return find_room(self)

    @property
    def exercise(self) -> Exercise:
        """The exercise being played. Raises `LookupError` if there is none."""
        return self.room.current_exercise

    AT_ONCE: ClassVar[frozenset[str]] = frozenset({"bookmark", "note"})
    """The actions that are carried out before the next key is looked at: it is meant for the screen that they open."""

    def take_key(self, key: Key) -> bool:
        """Carry out the action of a key, if it is one of `AT_ONCE`. Return False if it is not."""
        mine = self._bindings.key_to_bindings.get(key.key, ())
        may_be = bool(self.app.settings.keys) or any(binding.action in self.AT_ONCE for binding in mine)
        if not may_be or isinstance(self.focused, Input):  # most keys need no look at all bindings
            return False
        active = self.active_bindings.get(key.key)
        if active is None or active.node is not self or not active.enabled or active.binding.action not in self.AT_ONCE:
            return False
        getattr(self, f"action_{active.binding.action}")()
        return True

    def show_state(self) -> None:
        """Redraw from the exercise. This is called after every decision."""

    def show_impact(self) -> None:
        """Draw how far the impact of the decisions is measured. This is called when it is further than before."""

    def action_back(self) -> None:
        """Leave this screen."""
        self.dismiss(None)
