"""deck schema, scenario schema and sources schema: for editors that complete and check while people type."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from pathlib import Path

from wargame.commands import Stop, WrongUsage
from wargame.commands.output_files import check_folder, write_file
from wargame.content.author.schema import build_schema
from wargame.content.load.file_kind import Kind
from wargame.input_file import TEXT_BYTES, read_input


def write_deck_schema(args: Namespace) -> int:
    """Print or write the schema of decks."""
    return _write_schema("deck", args.output)


def write_scenario_schema(args: Namespace) -> int:
    """Print or write the schema of scenarios."""
    return _write_schema("scenario", args.output)


def write_source_schema(args: Namespace) -> int:
    """Print or write the schema of sources."""
    return _write_schema("source", args.output)


def format_schema(kind: Kind) -> str:
    """Return the schema as the text of a file."""
    return json.dumps(build_schema(kind), indent=1, ensure_ascii=True) + "\n"


def _write_schema(kind: Kind, output: str | None) -> int:
    text = format_schema(kind)
    if output in (None, "-"):
        sys.stdout.write(text)
        return 0
    path = Path(str(output))
    if os.path.isdir(path):
        raise WrongUsage(f"{path}: this is a folder; name a file in it, such as {path / f'{kind}.schema.json'}")
    check_folder(path)
    try:
        if os.path.exists(path) and not _is_schema(read_input(path, TEXT_BYTES).decode("utf-8", errors="replace")):
            raise WrongUsage(f"{path}: this file is no schema, and is left alone; name another one")
    except OSError as error:
        raise Stop(f"{path}: it cannot be read ({error.strerror}); name another file with -o") from None
    write_file(path, text.encode())
    print(f"{path}: the shape of a {kind}. Begin a file with the line")
    print(f"# yaml-language-server: $schema={path.name}")
    return 0


def _is_schema(text: str) -> bool:
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return isinstance(found, dict) and "$schema" in found
