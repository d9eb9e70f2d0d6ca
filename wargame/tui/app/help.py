"""Help: the purpose of the screen below, and all its commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from wargame.rules.model import OBSERVER
from wargame.tui.app.commands import EVERYWHERE, build_bindings, iter_commands, list_key_names
from wargame.tui.app.places import OVER, PLACES
from wargame.tui.app.screen import KeyBar, PlayScreen, Prose
from wargame.tui.widgets.hanging_indent import Hanging, MarkedParagraph
from wargame.tui.widgets.map.zone_map import format_caption

WITH_MAP = ("table", "desk", "watch", "replay")
"""The screens that have a map."""
SIGNS = (
    "A place has the shape of its kind; its numbers stand in the order of the legend.",
    "2→1 on a plate has just moved. On a thick bar ▓ was gained, ░ was lost.",
    "Dots lead from place to place, faint ones are coasts. A role's mark is its key.",
)
SIGNS_ASCII = (
    SIGNS[0],
    "2>1 on a plate has just moved. On a bar + was gained, - was lost.",
    "Dots lead from place to place. A role's mark is its key.",
)


class HelpScreen(PlayScreen):
    """Help for one screen. ``where`` is its name in the table of commands; an empty text for a question over it."""

    WHERE = "help"
    BINDINGS: ClassVar[list[BindingType]] = build_bindings("help")
    DEFAULT_CSS = """
    HelpScreen VerticalScroll { padding: 0 1; scrollbar-size-vertical: 1; }
    HelpScreen .heading { padding: 0 1; }
    HelpScreen #purpose { margin: 1 0; }
    HelpScreen #signs { margin: 0 0 1 0; }
    """

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        """Yield the parts of this screen."""
        yield Prose(f"Help: {PLACES[self._where].title}" if self._where else "Help", classes="heading")
        with VerticalScroll():
            purpose = PLACES[self._where].purpose if self._where else OVER
            if purpose:
                yield Prose(purpose, id="purpose")
            if self._where in WITH_MAP:
                yield Prose("\n".join(self._iter_signs()), id="signs")
            yield Hanging(id="commands")
        yield KeyBar(self.WHERE)

    def _iter_signs(self) -> Iterator[str]:
        """Yield what the signs of map, tracks and roles mean; where an exercise is played, with its own legend."""
        ascii = self.room.settings.ascii
        if self._where in ("table", "desk"):
            yield f"On the map: {format_caption(self.room.find_seat(OBSERVER).build_map(), ascii=ascii)}."
        yield from SIGNS_ASCII if ascii else SIGNS

    def on_mount(self) -> None:
        """Set up the parts after they are mounted."""
        self.query_one("#commands", Hanging).write(self.iter_paragraphs())
        self.query_one(VerticalScroll).focus()

    def iter_paragraphs(self) -> Iterator[MarkedParagraph]:
        """Yield each command with its keys; those for all screens are last."""
        remapped = self.room.settings.keys
        commands = list(iter_commands(self._where))
        keys = {command.id: " or ".join(list_key_names(command, remapped)) for command in commands}
        wide = max((len(some) for some in keys.values()), default=0)
        everywhere = False
        for command in commands:
            if EVERYWHERE in command.where and not everywhere:
                everywhere = True
                yield MarkedParagraph(Content(""), Content(""))
                yield MarkedParagraph(Content(""), Content.styled("On every screen", "bold $primary"))
            mark = Content.styled(f"{keys[command.id]:<{wide}}  ", "bold")
            yield MarkedParagraph(mark, Content.assemble((command.title, "bold"), f": {command.help}"))
