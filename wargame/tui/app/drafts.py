"""Drafts: what people have typed and not yet decided, in memory and in a small file beside the session.

The file is ``SESSION.drafts``. It is removed when no draft is left. It is as secret as the session file: a person who
opens the files sees everything.
"""

from __future__ import annotations

import json
from pathlib import Path

from wargame.own_files import read_own, replace_own

AFTERWARDS = "after play"
"""The role of the drafts of the debrief, in which nobody has a role any more."""


class Drafts:
    """The drafts of one session, by role and field; without a ``session`` in memory only.

    The drafts of the file are read at the start. Every change is written at once (a quarter of a millisecond), so a
    crash loses nothing. If the disk fails, the drafts stay in memory only.
    """

    def __init__(self, session: Path | None = None) -> None:
        self._kept: dict[tuple[str, str], str] = {}
        self._path = session.with_name(f"{session.name}.drafts") if session is not None else None
        self._load()

    def __len__(self) -> int:
        return len(self._kept)

    def _load(self) -> None:
        if self._path is None:
            return
        try:
            data = json.loads(read_own(self._path))
        except (OSError, ValueError, RecursionError):
            return
        for role, fields in data.items() if isinstance(data, dict) else ():
            for field, text in fields.items() if isinstance(fields, dict) else ():
                if isinstance(text, str) and text:
                    self._kept[role, field] = text

    @property
    def would_be_lost(self) -> bool:
        """Are there drafts of more than one word that are in no file?"""
        return self._path is None and any(" " in text.strip() for text in self._kept.values())

    def get(self, role: str, field: str) -> str:
        """Return the draft of a role's field; an empty text if there is none."""
        return self._kept.get((role, field), "")

    def keep(self, role: str, field: str, text: str) -> None:
        """Keep the text of a field; an empty text removes its draft."""
        if text == self.get(role, field):
            return
        if text:
            self._kept[role, field] = text
        else:
            del self._kept[role, field]
        self._save()

    def forget(self, role: str, ending: str = "") -> None:
        """Remove the drafts of a role, or only those in fields whose names end with ``ending``."""
        gone = [key for key in self._kept if key[0] == role and key[1].endswith(ending)]
        for key in gone:
            del self._kept[key]
        if gone:
            self._save()

    def forget_played(self) -> None:
        """Remove all drafts except those of the debrief, when the exercise is over."""
        for role in {role for role, _ in self._kept} - {AFTERWARDS}:
            self.forget(role)

    def _save(self) -> None:
        """Write the file, or remove it if no draft is left."""
        if self._path is None:
            return
        data: dict[str, dict[str, str]] = {}
        for (role, field), text in self._kept.items():
            data.setdefault(role, {})[field] = text
        try:
            if not data:
                self._path.unlink(missing_ok=True)
                return
            replace_own(self._path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
        except (OSError, ValueError):
            return  # a draft is no decision: play goes on without the file
