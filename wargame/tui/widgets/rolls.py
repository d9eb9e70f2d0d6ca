"""The dice of the last decision, drawn large in the colours of their roles, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from wargame.exercise.seat import Seat
from wargame.likelihood import compute_odds
from wargame.rules.text.event_text import list_dice_lines, list_roll_purpose
from wargame.rules.told import Rolled
from wargame.tui.widgets.map.zone_map import shorten
from wargame.tui.widgets.reveal.block_letters import draw_block
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.roll import HIGH, ROOMY, draw_pips, draw_roll

LEAST = 37
"""Width of one roll with its gap, in cells."""
_DIE = 7
"""Width of a die, in cells; it is three rows high."""
_FACES = 2 * _DIE + 1
_SUM = 13
"""Width of the sum in block digits, with its gap."""
_BRIEF = 16
"""The smallest width at which the words beside the digits are more than numbers."""


class Rolls(Widget):
    """As many rolls side by side as fit. The news tells the others in words."""

    DEFAULT_CSS = """
    Rolls { width: 1fr; height: auto; }
    """

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._rolls: Sequence[Rolled] = ()
        self._looks: dict[str, RoleLook] = {}
        self.auto_links = False

    def show(self, seat: Seat, rolls: Sequence[Rolled]) -> None:
        """Show these rolls."""
        if rolls != self._rolls:
            self._rolls, self._looks = rolls, list_role_looks(seat)
            self.refresh(layout=True)

    def render(self) -> Content:
        """Return the rolls that fit."""
        width = self.content_size.width
        shown = self._rolls[: max(width // LEAST, 1)]
        if not shown:
            return Content("")
        each = width // len(shown)
        drawn = [self._draw(one, each - 2) for one in shown]
        rows = (Content("").join(one[row].pad_right(each - one[row].cell_length) for one in drawn)
                for row in range(HIGH))  # fmt: skip
        return Content("\n").join(rows)

    def _draw(self, rolled: Rolled, width: int) -> list[Content]:
        if self._ascii:
            return draw_roll(rolled.roll, list_roll_purpose(rolled), True, width)
        return draw_throw(rolled, self._looks.get(rolled.role), width)


def draw_throw(rolled: Rolled, look: RoleLook | None, width: int) -> list[Content]:
    """Return `HIGH` rows of at most ``width`` cells: what it is for, the dice, their sum in block digits, and words."""
    roll, plate = rolled.roll, look.plate if look is not None else "bold reverse"
    *_, purpose = list_roll_purpose(rolled)
    mark = Content.assemble(look.draw_mark(), " ") if look is not None else Content("")
    ink = look.ink if look is not None else "$foreground"
    rows = [mark + Content.styled(shorten(purpose, width - mark.cell_length), f"bold {ink}")]
    faces = [[draw_pips(n, row) for row in range(3)] for n in roll.dice] if len(roll.dice) == 2 else []
    digits = draw_block(str(roll.total))
    words = _list_words(rolled, width - _FACES - _SUM - 2)
    for y in range(HIGH - 1):
        if y == len(digits) - 1 or not faces:
            said = _draw_outcome(roll.success, plate, ink) if y == len(digits) - 1 else Content("")
            left = said.pad_right(_FACES - said.cell_length)
        else:
            left = Content(" ").join(Content.styled(face[y], plate) for face in faces)
        word = Content(words[y]) if y < len(words) else Content("")
        rows.append(Content.assemble(left, "  ", (digits[y].ljust(_SUM), "bold"), word))
    return rows


def _draw_outcome(success: bool, plate: str, ink: str) -> Content:
    """Draw the outcome: a full plate for a success, an open one for a failure."""
    return Content.styled(" ✓ SUCCESS ", plate) if success else Content.styled("[✗ FAILURE]", f"bold {ink}")


def _list_words(rolled: Rolled, width: int) -> list[str]:
    """Return what was needed and what counted, in words as far as they fit."""
    roll = rolled.roll
    if width >= _BRIEF:
        return list_dice_lines(roll, brief=width < ROOMY)[:-1]
    if not roll.target:
        return ["odds", "not", "known"]
    plus = [f"{roll.plus:+d}"] if roll.plus else []
    return [f"{roll.target}+", f"{compute_odds(roll.target - roll.plus)} %", *plus]
