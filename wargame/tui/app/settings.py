"""Settings: theme, remapped keys, ASCII drawing and recent sessions, in the settings folder of the platform.

The file is JSON that people may edit:

    {"theme": "wargame-light", "ascii": false, "outline": true, "clock": false, "motion": true,
     "keys": {"next": "enter,f5"}, "recent": [...]}

``keys`` are keys by the id of a command (`commands`). An entry that cannot be used is left out with a notice, and
stays in the file as it was typed. A file that cannot be read is not changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wargame.input_file import read_input
from wargame.own_files import replace_own
from wargame.tui.app.commands import EVERYWHERE, AppCommand, iter_all_commands
from wargame.tui.app.keys import find_key_owner as taken_by
from wargame.tui.app.themes import DARK, THEMES

_MOST = 1_000_000
"""The most bytes of a file of settings."""

RECENT = 12
"""The number of sessions that are remembered."""

_NAMED = {
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", *(f"f{n}" for n in range(1, 13)),
    "question_mark", "exclamation_mark", "full_stop", "comma", "colon", "semicolon", "equals_sign", "number_sign",
    "asterisk",
}  # fmt: skip
"""Keys that have a name. Not - + / _ @: Textual 8.2 does not know that these are typed into a line."""
_KEY = re.compile(r"(?P<held>(?:(?:ctrl|alt|shift)\+)*)(?P<key>[a-z_]+[0-9]*|[A-Za-z0-9])")


@dataclass
class Settings:
    """What the app remembers between runs. Without a ``path`` nothing is written."""

    path: Path | None = None
    theme: str = DARK.name
    ascii: bool = False
    motion: bool = True
    """Whether the stages of a reveal move for a moment."""
    outline: bool = True
    """Whether coasts and borders are drawn behind the zones of a map that has them."""
    clock: bool = False
    """Whether table and watch window show the time left. A key changes it for this run."""
    keys: dict[str, str] = field(default_factory=dict)
    """Usable keys by command id."""
    recent: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """Entries of the file that cannot be used, as sentences."""
    _file: dict[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the settings from a file. Entries that are missing or cannot be used get defaults. It never raises."""
        settings = cls(path)
        try:
            data = json.loads(read_input(path, _MOST).decode("utf-8"))
        except FileNotFoundError:
            return settings
        except (OSError, ValueError, RecursionError) as error:
            return settings._refuse(error.strerror if isinstance(error, OSError) else "it is not JSON")
        if not isinstance(data, dict):
            return settings._refuse("it is not a JSON object")
        settings._file = data
        settings._read_data(data)
        return settings

    def _refuse(self, said: str | None) -> Settings:
        """Continue without the file, and never write it."""
        self.notices.append(f"{self.path} was not read ({said}). Nothing is remembered until it is mended or deleted.")
        self.path = None
        return self

    def _read_data(self, data: Mapping[str, Any]) -> None:
        names = [theme.name for theme in THEMES]
        if data.get("theme") in names:
            self.theme = data["theme"]
        elif "theme" in data:
            self.notices.append(f"Settings: there is no theme {_shorten(data['theme'])}; there are {', '.join(names)}.")
        self.ascii = data.get("ascii") is True
        self.motion = data.get("motion") is not False
        self.outline = data.get("outline") is not False
        self.clock = data.get("clock") is True
        recent = data.get("recent")
        if isinstance(recent, list):
            self.recent = [one for one in recent if isinstance(one, str)][:RECENT]
        if "keys" in data:
            self.keys, notices = parse_keys(data["keys"])
            self.notices += [f"Settings: {notice}" for notice in notices]

    def set_theme(self, name: str) -> None:
        """Choose a theme, and save the choice."""
        self.theme = name
        self.save()

    def remember(self, session: Path) -> None:
        """Put a session first in the list of recent ones."""
        name = str(session.resolve())
        self.recent = [name, *(one for one in self.recent if one != name)][:RECENT]
        self.save()

    def save(self) -> None:
        """Write the settings. An error is ignored: only settings would be lost."""
        if self.path is None:
            return
        self._file |= {"theme": self.theme, "recent": self.recent}  # all other entries stay as people typed them
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_own(self.path, (json.dumps(self._file, indent=1, ensure_ascii=False) + "\n").encode())
        except (OSError, ValueError):
            return


def parse_keys(keys: object) -> tuple[dict[str, str], list[str]]:
    """Return the usable keys by command id, and a sentence for each key that cannot be used."""
    if not isinstance(keys, dict):
        return {}, ['keys is to be an object, such as {"next": "enter,f5"}.']
    taken: dict[str, str] = {}
    notices = []
    for name, typed in keys.items():
        command = next((c for c in iter_all_commands() if c.id == name), None)
        fault = "no command has this id" if command is None else _find_key_fault(command, typed, taken)
        if fault:
            notices.append(f"the key for {_shorten(name)} is ignored: {fault}.")
        else:
            taken[name] = ",".join(_split_keys(typed))
    return taken, notices


def _find_key_fault(command: AppCommand, typed: object, taken: Mapping[str, str]) -> str:
    """Return why a command cannot have these keys, or an empty text."""
    if not isinstance(typed, str) or not _split_keys(typed):
        return "write keys as a text, such as f5 or ctrl+t"
    for key in _split_keys(typed):
        found = _KEY.fullmatch(key)
        if found is None or (len(found["key"]) > 1 and found["key"] not in _NAMED):
            return f"there is no key {_shorten(key)}; write keys such as f5, ctrl+t or pageup"
        if who := taken_by(key):
            return f"{key} {who}"
        for other in iter_all_commands():
            if (
                other.id != command.id
                and _may_meet(other, command)
                and key in _split_keys(taken.get(other.id, other.keys))
            ):
                return f"{key} is the key of {other.title} there"
    return ""


def _split_keys(typed: str) -> list[str]:
    return [key for key in (part.strip() for part in typed.split(",")) if key]


def _may_meet(one: AppCommand, other: AppCommand) -> bool:
    """Can both commands be on one screen?"""
    everywhere = EVERYWHERE in one.where or EVERYWHERE in other.where
    return everywhere or bool(set(one.where) & set(other.where))


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def find_settings_path() -> Path:
    """Return the path of the settings file for this platform."""
    from platformdirs import user_config_path

    return user_config_path("wargame", appauthor=False) / "settings.json"
