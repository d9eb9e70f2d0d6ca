"""Drafts: what people have typed and not yet decided, in memory and in a small file beside the session.

The file is ``SESSION.drafts``; it goes away when nothing is left in it. It is no more secret than the session itself:
whoever opens the files sees all.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

OFTEN = 24
"""After so many changes the file is written even if nobody leaves the field: what a crash can cost at most."""


class Drafts:
    """The drafts of one session. ``kept`` is the app's mapping, by role and field; a disk that fails costs the file."""

    def __init__(self, kept: dict[tuple[str, str], str], session: Path | None) -> None:
        self._kept = kept
        self._path = session.with_name(f"{session.name}.drafts") if session is not None else None
        self._unsaved = 0

    def load(self) -> None:
        """Take in what the file has and memory has not: after a crash, everything."""
        if self._path is None:
            return
        try:
            data = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return
        for role, fields in data.items() if isinstance(data, dict) else ():
            for field, text in fields.items() if isinstance(fields, dict) else ():
                if isinstance(text, str):
                    self._kept.setdefault((role, field), text)

    def get(self, role: str, field: str) -> str:
        return self._kept.get((role, field), "")

    def keep(self, role: str, field: str, text: str) -> None:
        """Remember what stands in a field now; an empty text is none."""
        if text == self.get(role, field):
            return
        if text:
            self._kept[role, field] = text
        else:
            del self._kept[role, field]
        self._unsaved += 1
        if self._unsaved >= OFTEN:
            self.save()

    def forget(self, role: str) -> None:
        """The role has decided: its drafts are done with."""
        for key in [key for key in self._kept if key[0] == role]:
            del self._kept[key]
        self.save()

    def save(self) -> None:
        """Write the file, or remove it when nothing is left."""
        self._unsaved = 0
        if self._path is None:
            return
        data: dict[str, dict[str, str]] = {}
        for (role, field), text in self._kept.items():
            data.setdefault(role, {})[field] = text
        try:
            if not data:
                self._path.unlink(missing_ok=True)
                return
            fresh = self._path.with_name(f"{self._path.name}.new")
            fresh.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
            os.replace(fresh, self._path)
        except OSError:
            return  # a draft is no decision: play goes on without the file
