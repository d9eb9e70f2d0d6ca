"""Themes: dark, light, projector and high contrast.

Text has a contrast of at least 4.5:1, also in 256 colours: most shades are among those 256. No screen gives information
by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="wargame-dark",
    primary="#5fafff",
    secondary="#87d7af",
    accent="#ffd75f",
    warning="#ffaf5f",
    error="#ff8787",
    success="#87d787",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
)
LIGHT = Theme(
    name="wargame-light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#5f00af",
    warning="#5f5f00",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#f5f5f5",
    panel="#e4e4e4",
    dark=False,
)
PROJECTOR = Theme(
    name="wargame-projector",
    primary="#00005f",
    secondary="#005f00",
    accent="#5f005f",
    warning="#5f3700",
    error="#870000",
    success="#005f00",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e4e4e4",
    dark=False,
)
CONTRAST = Theme(
    name="wargame-contrast",
    primary="#00ffff",
    secondary="#ffffff",
    accent="#ff87ff",
    warning="#ffff00",
    error="#ff8787",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    dark=True,
)
THEMES = (DARK, LIGHT, PROJECTOR, CONTRAST)


def find_next_theme(name: str) -> str:
    """Return the name of the next theme; the first one after the last, or after a theme that is not in the list."""
    names = [theme.name for theme in THEMES]
    at = names.index(name) if name in names else -1
    return names[(at + 1) % len(names)]
