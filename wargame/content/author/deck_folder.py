"""Lists the decks an author can open (own ones in a folder, and shipped ones), and creates and copies decks."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from wargame.content.author.deck_document import SaveError
from wargame.content.author.deck_text import unify_line_ends
from wargame.content.author.scaffold import find_new_id_fault, format_new_deck
from wargame.content.author.schema import build_schema
from wargame.content.check.check_file import find_kind
from wargame.content.load import library
from wargame.content.load.library import list_files
from wargame.content.load.loader import load_content
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import decode_text, read_file_bytes
from wargame.own_files import create_own

SCHEMA = "deck.schema.json"
"""The name of the schema beside every deck, by which editors complete and check."""


@dataclass(frozen=True, slots=True)
class DeckFile:
    """A deck file; a shipped one can be copied, and is not edited."""

    path: Path
    shipped: bool


def list_deck_files(folder: Path) -> list[DeckFile]:
    """Return the decks in a folder and in its folder ``decks``, then the shipped ones."""
    parts = (folder, folder / "decks")
    near = [path for part in parts for path in sorted([*list_files(part, "*.yaml"), *list_files(part, "*.yml")])]
    own = [DeckFile(path, False) for path in near if not is_shipped(path) and find_kind(path) == "deck"]
    return [*own, *(DeckFile(path, True) for path in library.list_decks().values())]


def is_shipped(path: Path) -> bool:
    """Return whether a file comes with the program."""
    return os.path.dirname(os.path.realpath(path)) == os.path.realpath(library.find_shipped_folder())


def create_deck(folder: Path, name: str, scenario: str) -> Path:
    """Write a new deck for a scenario, small and complete. Raises `SaveError` or `ContentError`."""
    content = load_content(library.find_scenario(scenario))
    return _write_deck(folder, name, format_new_deck(name, content.scenario, content.sources, content.decks, SCHEMA))


def copy_deck(path: Path, folder: Path, name: str) -> Path:
    """Write a copy of a deck under another name. Raises `SaveError`."""
    try:
        text = unify_line_ends(decode_text(read_file_bytes(path), str(path)))
    except ContentError as error:
        raise SaveError(str(error)) from None
    return _write_deck(folder, name, re.sub(r"^id:[ \t]*[^\s#]+", f"id: {name}", text, count=1, flags=re.M))


def _write_deck(folder: Path, name: str, text: str) -> Path:
    """Write a deck that does not exist yet, and the schema beside it."""
    if fault := find_new_id_fault(name):
        hint = f"; {fault.hint}" if fault.hint else ""
        raise SaveError(f"{fault.said}; expected {fault.expected}{hint}")
    path = folder / f"{name}.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            try:
                file.write(text)
                file.flush()
            except OSError:
                path.unlink()  # remove a deck that is half written
                raise
        with suppress(FileExistsError):
            create_own(folder / SCHEMA, (json.dumps(build_schema("deck"), indent=1) + "\n").encode())
    except FileExistsError:
        raise SaveError(f"{path} is there already, and is left as it is; choose another name") from None
    except OSError as error:
        raise SaveError(f"{path}: it cannot be written ({error.strerror})") from None
    return path
