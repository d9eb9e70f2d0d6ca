"""Themes: dark, light, projector and high contrast.

The frame of the app has no hue. Hues have one job each: those of the roles (`role_colours`) say whose something is,
one plate that nothing else has marks what has just changed, and one pink-red means danger, always with a word or ``!``.
Text has a contrast of at least 4.5:1, also in 256 colours. No screen gives information by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

from wargame.role_colours import DARK_TERMINAL, LIGHT_TERMINAL, RoleTints


def _list_variables(
    roles: RoleTints, changed: tuple[str, str], danger: tuple[str, str], land: str, coast: str, route: str
) -> dict[str, str]:
    """Return the colours that a theme has besides those of Textual, by the name of their variable.

    ``changed`` and ``danger`` are the text and the ground of a plate; ``land``, ``coast`` and ``route`` are of the map.
    """
    variables = {"on-role": roles.on_plate, "on-changed": changed[0], "changed": changed[1]}
    variables |= {"on-danger": danger[0], "danger": danger[1], "land": land, "coast": coast, "route": route}
    for at, (ink, ground) in enumerate(zip(roles.inks, roles.grounds, strict=True)):
        variables |= {f"role-{at}": ink, f"role-{at}-ground": ground}
    return variables


_ON_WHITE = _list_variables(
    LIGHT_TERMINAL, ("#ffff5f", "#000000"), ("#ffffff", "#af005f"), "#e9ebe2", "#767676", "#5f5f5f"
)
"""The variables of the themes with a white ground."""

DARK = Theme(
    name="wargame-dark",
    primary="#d0d0d0",
    secondary="#b2b2b2",
    accent="#ffffff",
    warning="#eeeeee",
    error="#ff87af",
    success="#eeeeee",
    foreground="#eeeeee",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
    variables=_list_variables(
        DARK_TERMINAL, ("#000000", "#ffff87"), ("#000000", "#ff5f87"), "#262d2a", "#8a8a8a", "#9e9e9e"
    ),
)
LIGHT = Theme(
    name="wargame-light",
    primary="#3a3a3a",
    secondary="#444444",
    accent="#000000",
    warning="#1c1c1c",
    error="#af005f",
    success="#1c1c1c",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#f5f5f5",
    panel="#e4e4e4",
    dark=False,
    variables=_ON_WHITE,
)
PROJECTOR = Theme(
    name="wargame-projector",
    primary="#1c1c1c",
    secondary="#303030",
    accent="#000000",
    warning="#000000",
    error="#af005f",
    success="#000000",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e4e4e4",
    dark=False,
    variables=_ON_WHITE,
)
CONTRAST = Theme(
    name="wargame-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffffff",
    warning="#ffffff",
    error="#ff87af",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    dark=True,
    variables=_list_variables(
        DARK_TERMINAL, ("#000000", "#ffff00"), ("#000000", "#ff5f87"), "#1c1c1c", "#9e9e9e", "#bcbcbc"
    ),
)
THEMES = (DARK, LIGHT, PROJECTOR, CONTRAST)


def find_next_theme(name: str) -> str:
    """Return the name of the next theme; the first one after the last, or after a theme that is not in the list."""
    names = [theme.name for theme in THEMES]
    at = names.index(name) if name in names else -1
    return names[(at + 1) % len(names)]
