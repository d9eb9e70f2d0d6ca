"""Chooses the name of a new session file."""

from __future__ import annotations

from pathlib import Path


def find_free_path(folder: Path, created: str, scenario: str, name: str) -> Path:
    """The path ``<date>-<scenario>-<name>.jsonl`` in the folder, with a number if the file exists; ``created`` begins
    with the date.
    """
    plain = "".join(c if c.isalnum() else "-" for c in name.lower()).strip("-")[:40].strip("-") or "exercise"
    stem = f"{created[:10]}-{scenario}-{plain}"
    path, n = folder / f"{stem}.jsonl", 2
    while path.exists():
        path, n = folder / f"{stem}-{n}.jsonl", n + 1
    return path
