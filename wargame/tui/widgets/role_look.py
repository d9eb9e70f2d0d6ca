"""How a role looks in the app: its colour, by its place in the scenario, and its mark, which is its key on a plate.

The colours are variables of the theme (`wargame/tui/app/themes.py`), so that they follow a change of the theme.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.widget import Widget

from wargame.exercise.seat import Seat
from wargame.role_colours import COUNT


class RoleLook(NamedTuple):
    """The look of one role. ``place`` is the number of its colour, ``key`` the letter that opens its desk."""

    place: int
    key: str
    name: str

    @property
    def ink(self) -> str:
        """The style of text of this role."""
        return f"$role-{self.place}"

    @property
    def plate(self) -> str:
        """The style of a plate of this role."""
        return f"bold $on-role on $role-{self.place}"

    @property
    def css_class(self) -> str:
        """The class of a screen or widget that has the colour of this role; `app.tcss` says what it colours."""
        return f"-role-{self.place}"

    def draw_mark(self) -> Content:
        """Return the key on a plate: `` S ``. It is three cells wide."""
        return Content.styled(f" {self.key.upper()} ", self.plate)

    def draw_mark_on_plate(self) -> Content:
        """Return the key as it stands on a ground in a role's colour, of this role or of another one."""
        return Content.styled(f" {self.key.upper()} ", f"bold $role-{self.place} on $background")

    def draw_name(self, style: str = "bold") -> Content:
        """Return the mark and the name: `` S  Regional security``."""
        return Content.assemble(self.draw_mark(), (f" {self.name}", f"{style} {self.ink}"))


ROLE_CLASSES = tuple(f"-role-{place}" for place in range(COUNT))
"""The classes of all looks, to take off the others when a widget changes its role."""


def list_role_looks(seat: Seat) -> dict[str, RoleLook]:
    """Return the look of each role, by its id, in the order of the scenario."""
    return {role.id: RoleLook(at % COUNT, role.key, role.name) for at, role in enumerate(seat.list_roles())}


def colour_by_role(widget: Widget, seat: Seat, role: str) -> None:
    """Give a widget the colour of a role, and of no other one; an empty ``role`` takes its colour away."""
    looks = list_role_looks(seat)
    mine = looks[role].css_class if role in looks else ""
    for one in ROLE_CLASSES:
        widget.set_class(one == mine, one)


BLANK_MARK = Content("   ")
"""In place of a mark, where no role did it."""
