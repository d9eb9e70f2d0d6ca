"""The file in which the codes and the digests of tokens of one exercise are kept, so that they are good after `resume`.

It stands in the user's folder for states, never beside the session, and only the user may read it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from wargame.own_files import make_folder, read_own, replace_own


def find_room_file(identity: str) -> Path:
    """Return the path of the file for the exercise with this identity."""
    from platformdirs import user_state_path

    name = blake2b(identity.encode(), digest_size=12).hexdigest()
    return user_state_path("wargame", appauthor=False) / "rooms" / f"{name}.json"


class RoomFile:
    """The file of one exercise; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def read(self) -> dict[str, Any]:
        """Return what was kept; an empty dict without a file, or for one that cannot be read."""
        if self._path is not None:
            with suppress(OSError, ValueError, RecursionError):
                data = json.loads(read_own(self._path, alone=True))
                if isinstance(data, dict):
                    return data
        return {}

    def write(self, data: dict[str, Any]) -> None:
        """Keep the data. If the disk fails, devices have to join again after the program was ended."""
        if self._path is not None:
            with suppress(OSError):
                make_folder(self._path.parent)
                replace_own(self._path, json.dumps(data).encode(), mode=0o600)
