"""Make the page of keys from the table of commands: ``python -m docs.keys`` writes docs/keys.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

from wargame.tui.app.commands import EVERYWHERE, AppCommand, list_key_names, list_own_commands
from wargame.tui.app.keys import SHARED, format_key_name
from wargame.tui.app.places import PLACES

PAGE = Path(__file__).with_name("keys.md")

OPENING = """\
<!-- Made by `make keys` from wargame/tui/app/commands.py: change it there. -->

# Keys

All that keys do can be done with the mouse too: keys in the bar at the foot of a screen can be clicked on. F1 (or
`?`) tells what can be done where you are; Ctrl+P (or `:`) finds any command by its name. While a line is being typed
in, letters are letters: the keys beside them (F2, Esc ...) still work.
"""

TYPING = """\
## Questions, lists and lines

| key | what it does |
| --- | --- |
| Enter | takes what is highlighted, or hands in the line |
| Esc or F10 | leaves the question; nothing is decided |
| y, n | yes or no, where that is the question |
| digits | pick from a list that numbers its rows, look at an offer, mark a reason in a hearing |
| Up, Down, PgUp, PgDn | move in a list or a text |
| Tab, Shift+Tab | go from field to field |
| a role's letter | at the table: opens its desk, when it is asked |
"""

OWN = """\
## Keys of your own

In the settings file (Linux: `~/.config/wargame/settings.json`, macOS: `~/Library/Application
Support/wargame/settings.json`, Windows: `%LOCALAPPDATA%\\wargame\\settings.json`), by the command's id:

```json
{"keys": {"next": "enter,f5", "quick": "f7"}}
```

Beside `keys` it may say `"outline": false` (no coasts and borders on maps), `"clock": true` (the time left is shown
from the start) and `"ascii": true`.

Footer, help and palette show the keys you chose. What cannot be used is left out, and home says why: a key that
another command has on the same screen, or one that terminals keep for themselves (Ctrl+C, Ctrl+Z, Ctrl+S, F11, the
prefixes of tmux and screen, Ctrl+Shift+anything, Alt+digits ...).

## Keys that some programs take

No command has a key that tmux, screen or terminals take as a rule. These are taken in a few places; each has another
key beside it.

| key | taken for |
| --- | --- |
"""


def build_page() -> str:
    """Return the page as the table of commands is now."""
    parts = [OPENING]
    for where, place in PLACES.items():
        own = list_own_commands(where)
        if own and where != "help":
            purpose = fill(place.purpose.replace("\n", " "), 120)
            parts.append(f"## {place.title}\n\n{purpose}\n\n{_format_table(own)}")
    parts.append(f"## On every screen\n\n{_format_table(list_own_commands(EVERYWHERE))}")
    parts += [TYPING, OWN + "".join(f"| {format_key_name(key)} | {what} |\n" for key, what in SHARED.items())]
    return "\n".join(parts)


def _format_table(commands: Iterable[AppCommand]) -> str:
    def format_rows() -> Iterator[str]:
        for one in commands:
            keys = " or ".join(f"`{key}`" for key in list_key_names(one, {}))
            yield f"| {keys} | {one.title} | {one.help} | {one.id} |\n"

    return "| key | command | what it does | id |\n| --- | --- | --- | --- |\n" + "".join(format_rows())


def main() -> None:
    """Write the page."""
    PAGE.write_text(build_page(), "utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
