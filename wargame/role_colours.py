"""The colours of the roles, by their order in the scenario: for the report and for the app.

A colour belongs to a place in this order, not to a role by name: roles are data. Each place has one hue, in a shade for
each ground. A seventh role has the colour of the first. Colour alone tells nothing: the report gives each role a mark,
the app shows its key.
"""

from __future__ import annotations

from typing import NamedTuple


class RoleTints(NamedTuple):
    """The colours of roles in the app on one kind of ground, by place.

    ``inks`` are for text and for full plates, ``on_plate`` is for text on these plates, and ``grounds`` are faint
    backgrounds on which the ink can be read.
    """

    inks: tuple[str, ...]
    grounds: tuple[str, ...]
    on_plate: str


PAPER = ("#0060a8", "#b84a00", "#00795a", "#a03a78", "#7a6500", "#4a4ac0")
"""On white paper and on the light page of the report: after Okabe and Ito's palette for all kinds of sight."""

DARK_PAGE = ("#6cb4f5", "#f09a4e", "#4ccfa0", "#e79bc8", "#d9c24a", "#a9a9ff")
"""On the dark page of the report."""

DARK_TERMINAL = RoleTints(
    ("#5fafff", "#ff8700", "#5fd7af", "#d787ff", "#d7d75f", "#afafff"),
    ("#131f2e", "#2a1b0c", "#12241f", "#241429", "#24240f", "#1c1c2e"),
    "#000000",
)
"""On the dark themes of the app. The inks are among the 256 colours of older terminals."""

LIGHT_TERMINAL = RoleTints(
    ("#00519e", "#8f3a00", "#005f4a", "#870087", "#5f5f00", "#44449e"),
    ("#e4effa", "#fdf0e6", "#e3f3ec", "#f8e6f1", "#f4f2d8", "#ececfb"),
    "#ffffff",
)
"""On the light themes of the app."""

COUNT = len(PAPER)
"""The number of roles that have a colour of their own; a later role has the colour of role ``at % COUNT``."""
