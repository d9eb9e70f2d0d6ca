"""The role bar: every role in its colour, side by side, with what it does now or what became of its plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from wargame.exercise.room.role_doings import list_role_doings
from wargame.exercise.seat import Seat
from wargame.exercise.view.asked import Asked
from wargame.tui.widgets.map.zone_map import shorten
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.row_diff_text import TextRows

_LEAST_NAME = 8
"""How many cells a name keeps beside words; where it would keep fewer, the mark stands without its words."""
ASCII_MARKS = {"✓": "*", "✗": "x", "▶": ">", "·": "-"}


class RoleState(NamedTuple):
    """What a role does now: its look, a mark, and words; both are empty where there is nothing to say.

    ``active`` says that it is this role's turn.
    """

    look: RoleLook
    mark: str
    words: str
    active: bool = False


def list_role_states(asked: Asked, public: Seat, *, tumbling: bool = False, together: bool = False) -> list[RoleState]:
    """Return the state of each role with its look, as `list_role_doings` does."""
    looks = list_role_looks(public)
    return [
        RoleState(looks[one.role], one.mark, one.words, one.active)
        for one in list_role_doings(asked, public, tumbling=tumbling, together=together)
    ]


class RoleBar(TextRows):
    """The roles side by side, as high as the widget: the one whose turn it is full of its colour, the others tinted."""

    DEFAULT_CSS = """
    RoleBar { width: 1fr; height: 1; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._states: Sequence[RoleState] = ()

    def show(self, states: Sequence[RoleState]) -> None:
        """Redraw."""
        if states != self._states:
            before = self.list_rows(self.size.width)
            self._states = states
            self.redraw(before)

    def list_rows(self, width: int) -> Sequence[Content]:
        """Return the rows of the bar at a width."""
        height = max(self.size.height, 1)
        widths = [width * (at + 1) // len(self._states) - width * at // len(self._states)
                  for at in range(len(self._states))]  # fmt: skip
        parts = [self._draw_part(state, part, height) for state, part in zip(self._states, widths, strict=True)]
        return [Content("").join(part[y] for part in parts) for y in range(height)]

    def _draw_part(self, state: RoleState, width: int, height: int) -> list[Content]:
        """Return the rows of one role."""
        look = state.look
        style = look.plate if state.active else f"bold {look.ink} on {look.ink}-ground"
        plate = f"bold {look.ink} on $background" if state.active else look.plate
        quiet = look.plate if state.active else f"$foreground on {look.ink}-ground"
        edge = 5 if height > 1 and width >= 24 else 3
        mark = ASCII_MARKS[state.mark] if self._ascii and state.mark else state.mark
        words = f"{mark} {state.words}".strip()
        room = width - edge - 1
        if room - len(words) - 2 < min(len(look.name), _LEAST_NAME):
            words = mark
        name = shorten(look.name, max(room - len(words) - 2, 1))
        middle = Content.assemble(
            (look.key.upper().center(edge), plate),
            (f" {name}", style),
            (" " * max(room - len(name) - len(words) - 1, 0), style),
            (f"{words} ", quiet),
        )
        blank = Content.assemble((" " * edge, plate), (" " * (width - edge), style))
        return [middle if y == height // 2 else blank for y in range(height)]
