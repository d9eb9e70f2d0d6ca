"""The names of keys, and the keys that other programs take before wargame receives them.

`TAKEN` are keys that no command may have: the prefix of tmux or screen, job control, keys that a terminal cannot tell
from another key, and shortcuts of terminals themselves. `SHARED` are keys that reach wargame in most places, but not in
all: a command may have one as a second key.
"""

from __future__ import annotations

import re

TAKEN: tuple[tuple[str, str], ...] = (
    (r"ctrl\+a", "is the prefix of screen"),
    (r"ctrl\+b", "is the prefix of tmux"),
    (r"ctrl\+c", "copies or interrupts"),
    (r"ctrl\+(z|d|backslash)", "stops programs"),
    (r"ctrl\+s", "stops some terminals"),
    (r"ctrl\+(h|i|j|m|left_square_bracket)", "is Backspace, Tab, Enter or Escape to a terminal"),
    (r"ctrl\+([0-9]|tab|shift\+tab|plus|minus|equals_sign|pageup|pagedown)", "changes tabs or letters of terminals"),
    (r"(alt|ctrl)\+(shift\+)?(up|down|left|right)", "changes tabs or windows, or moves by words"),
    (r"alt\+([0-9]|f4|tab|enter|space)", "changes tabs or closes windows"),
    (r"ctrl\+shift\+.+", "belongs to terminals"),
    (r"ctrl\+alt\+.+", "belongs to the desktop"),
    (r"shift\+(insert|pageup|pagedown|home|end|f10)", "pastes, scrolls or opens the menu of terminals"),
    (r"f11", "makes terminals fill the screen"),
    (r"(super|hyper|meta)\+.+", "belongs to the desktop"),
)
"""Patterns of keys, and the program that takes them."""

SHARED: dict[str, str] = {
    "f1": "help of GNOME Terminal; all commands of VS Code",
    "f5": "debugging in VS Code",
    "f6": "next part of the window in VS Code",
    "f10": "menu bars of terminals",
    "ctrl+p": "files of VS Code; panes of Zellij",
    "ctrl+q": "flow control where it is on; Zellij",
}
"""Keys that some programs keep for themselves, and their purpose there."""

_NAMES = {
    "question_mark": "?",
    "colon": ":",
    "exclamation_mark": "!",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "equals_sign": "=",
    "number_sign": "#",
    "asterisk": "*",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
}


def find_key_owner(key: str) -> str:
    """Return what takes a key before programs in a terminal receive it; an empty text if nothing does."""
    return next((who for pattern, who in TAKEN if re.fullmatch(pattern, key)), "")


def is_character_key(key: str) -> bool:
    """Does a key put a character into a line?"""
    return key == "space" or len(format_key_name(key)) == 1


def format_key_name(key: str) -> str:
    """Return the name of a key for users: ``F5``, ``Ctrl+Q``, ``?``, ``PgUp``, ``b``."""
    *held, last = key.split("+")
    name = _NAMES.get(last, last if len(last) == 1 else last.capitalize())
    if held and len(name) == 1:
        name = name.upper()
    return "+".join([*(one.capitalize() for one in held), name])
