"""deck new, scenario new and sources new: write a first version that is complete, and say what to do next."""

from __future__ import annotations

import os
import shlex
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wargame.commands import Stop, WrongUsage
from wargame.commands.lookup import find_content
from wargame.commands.output_files import create_file
from wargame.commands.schemas import format_schema
from wargame.content.author.deck_document import suggest_path
from wargame.content.author.scaffold import (
    build_deck_id,
    build_source_id,
    find_new_id_fault,
    format_new_deck,
    format_new_extension,
    format_new_scenario,
    format_new_source,
)
from wargame.content.load.file_kind import Kind
from wargame.content.load.loader import load_scenario, load_source
from wargame.input_file import TEXT_BYTES, read_input


class Draft(NamedTuple):
    """A file to write, and its kind."""

    path: Path
    kind: Kind
    text: str


def begin_deck(args: Namespace) -> int:
    """Write a new deck, with the schema beside it. Raises `WrongUsage` if one of the files exists."""
    name = _check_id(args.name)
    content = find_content(args.scenario)
    path = _choose_path(args.output, Path(f"{name}.yaml"))
    text = format_new_deck(name, content.scenario, content.sources, content.decks, _format_schema_name("deck"))
    _write_drafts([Draft(path, "deck", text)])
    file = shlex.quote(str(path))
    _say_next(
        f"wargame deck check {file}",
        f"wargame deck show {file} --as players",
        f"wargame play {shlex.quote(args.scenario)} --deck {file}",
    )
    return 0


def begin_scenario(args: Namespace) -> int:
    """Write a new scenario, a blank one with its deck and its source. Raises `WrongUsage` as `begin_deck` does."""
    name = _check_id(args.name)
    folder = Path() if Path.cwd().name == "scenarios" else Path("scenarios")
    path = _choose_path(args.output, folder / f"{name}.yaml")
    if not args.blank:
        text = format_new_extension(name, find_content(args.extends), _format_schema_name("scenario"))
        _write_drafts([Draft(path, "scenario", text)])
    else:
        _write_blank(name, path)
    file = shlex.quote(str(path))
    _say_next(
        f"wargame scenario check {file}",
        f"wargame scenario show {file} --glossary",
        f"wargame play {file}",
        f"wargame balance {path}",
    )
    return 0


def begin_source(args: Namespace) -> int:
    """Write a new source. Raises `WrongUsage` as `begin_deck` does."""
    name = _check_id(args.name)
    folder = Path() if Path.cwd().name == "sources" else Path("sources")
    path = _choose_path(args.output, folder / f"{name}.yaml")
    _write_drafts([Draft(path, "source", format_new_source(name, _format_schema_name("source")))])
    _say_next(
        f"cites: [{name}/first-fact] on a card", f"wargame sources check {shlex.quote(str(path))} --text DOCUMENT.txt"
    )
    return 0


def _write_blank(name: str, path: Path) -> None:
    """The paths of a scenario, its source and its deck, where the scenario finds them."""
    _check_id(build_source_id(name))
    around = path.parent
    if around.absolute().name == "scenarios":
        around = around.parent if around.name else Path("..")
    text, facts = format_new_scenario(name, _format_schema_name("scenario"), _format_schema_name("source"))
    paper = around / "sources" / f"{build_source_id(name)}.yaml"
    pile = around / f"{build_deck_id(name)}.yaml"
    _refuse_existing([path, paper, pile])
    _write_drafts([Draft(path, "scenario", text), Draft(paper, "source", facts)])
    cards = format_new_deck(
        build_deck_id(name), load_scenario(path), [load_source(paper)], [], _format_schema_name("deck")
    )
    _write_drafts([Draft(pile, "deck", cards)])


def _check_id(name: str) -> str:
    """Return the name, if it is a valid one. Raises `WrongUsage`, with a valid name."""
    if fault := find_new_id_fault(name):
        hint = f"; {fault.hint}" if fault.hint else ""
        raise WrongUsage(f"{fault.said}; expected {fault.expected}{hint}")
    return name


def _choose_path(output: str | None, usual: Path) -> Path:
    if output is None:
        return usual
    path = Path(output)
    if path.suffix not in (".yaml", ".yml"):
        raise WrongUsage(f"{path}: expected the name of a YAML file, such as {suggest_path(path, '.yaml')}")
    return path


def _format_schema_name(kind: Kind) -> str:
    return f"{kind}.schema.json"


def _refuse_existing(paths: Sequence[Path]) -> None:
    for path in paths:
        if os.path.exists(path) or os.path.islink(path):
            raise WrongUsage(f"{path} is there already, and is left as it is; choose another name, or a file with -o")


def _write_drafts(drafts: Sequence[Draft]) -> None:
    """Write all the files, and replace none. Raises `WrongUsage`, or `Stop` where that is not possible."""
    _refuse_existing([draft.path for draft in drafts])
    for draft in drafts:
        try:
            create_file(draft.path, draft.text)
            said = _add_schema(draft)
        except OSError as error:
            raise Stop(f"{draft.path}: it cannot be written ({error.strerror}); name another file with -o") from None
        print(f"{draft.path}: a {draft.kind}{said}")


def _add_schema(draft: Draft) -> str:
    """Write the schema beside a file if there is none; what to say of it."""
    path, text = draft.path.with_name(_format_schema_name(draft.kind)), format_schema(draft.kind)
    if not os.path.exists(path):
        try:
            create_file(path, text)
        except OSError as error:
            return f"; {path.name} could not be put beside it ({error.strerror})"
        return f"; {path.name} beside it, for editors"
    try:
        if read_input(path, TEXT_BYTES).decode("utf-8", errors="replace") == text:
            return ""
    except OSError as error:
        return f"; {path.name} beside it cannot be read ({error.strerror})"
    group = "sources" if draft.kind == "source" else draft.kind
    return f"; {path.name} is of another version: wargame {group} schema -o {path} makes it anew"


def _say_next(*commands: str) -> None:
    print("\nNext:")
    for command in commands:
        print(f"  {command}")
    print("Any editor will do. VS Code with the YAML extension completes and checks as you type, without a network.")
