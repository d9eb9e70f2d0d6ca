"""deck new, scenario new and sources new: a first version that is complete, and what to do with it next."""

from __future__ import annotations

import shlex
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from wargame.commands import Stop, WrongUsage
from wargame.commands.lookup import find_content
from wargame.commands.output_files import create
from wargame.commands.schemas import written
from wargame.content.author.scaffold import blank_texts, deck_of, deck_text, extension_text, source_of, source_text
from wargame.content.load.file_kind import Kind
from wargame.content.load.loader import load_scenario, load_source
from wargame.content.model.types import id_fault


class Draft(NamedTuple):
    """A file to be written, and its kind."""

    path: Path
    kind: Kind
    text: str


def deck(args: Namespace) -> int:
    """Write a new deck, with the schema beside it. Raises `WrongUsage` where a file is there already."""
    name = _id(args.name)
    content = find_content(args.scenario)
    path = _path(args.output, Path(f"{name}.yaml"))
    text = deck_text(name, content.scenario, content.sources, content.decks, _schema("deck"))
    _write([Draft(path, "deck", text)])
    file = shlex.quote(str(path))
    _say_next(
        f"wargame deck check {file}",
        f"wargame deck show {file} --as players",
        f"wargame play {shlex.quote(args.scenario)} --deck {file}",
    )
    return 0


def scenario(args: Namespace) -> int:
    """Write a new scenario, a blank one with its deck and its source. Raises `WrongUsage` as `deck` does."""
    name = _id(args.name)
    folder = Path() if Path.cwd().name == "scenarios" else Path("scenarios")
    path = _path(args.output, folder / f"{name}.yaml")
    if not args.blank:
        text = extension_text(name, find_content(args.extends), _schema("scenario"))
        _write([Draft(path, "scenario", text)])
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


def source(args: Namespace) -> int:
    """Write a new source. Raises `WrongUsage` as `deck` does."""
    name = _id(args.name)
    folder = Path() if Path.cwd().name == "sources" else Path("sources")
    path = _path(args.output, folder / f"{name}.yaml")
    _write([Draft(path, "source", source_text(name, _schema("source")))])
    _say_next(
        f"cites: [{name}/first-fact] on a card", f"wargame sources check {shlex.quote(str(path))} --text DOCUMENT.txt"
    )
    return 0


def _write_blank(name: str, path: Path) -> None:
    """A scenario, its source and its deck, where the scenario finds them: beside its folder ``scenarios``."""
    _id(source_of(name))
    around = path.parent
    if around.absolute().name == "scenarios":
        around = around.parent if around.name else Path("..")
    text, facts = blank_texts(name, _schema("scenario"), _schema("source"))
    paper = around / "sources" / f"{source_of(name)}.yaml"
    pile = around / f"{deck_of(name)}.yaml"
    _refuse_existing([path, paper, pile])
    _write([Draft(path, "scenario", text), Draft(paper, "source", facts)])
    cards = deck_text(deck_of(name), load_scenario(path), [load_source(paper)], [], _schema("deck"))
    _write([Draft(pile, "deck", cards)])


def _id(name: str) -> str:
    """The name, if it can be one. Raises `WrongUsage`, with one that can."""
    if fault := id_fault(name):
        hint = f"; {fault.hint}" if fault.hint else ""
        raise WrongUsage(f"{fault.said}; expected {fault.expected}{hint}")
    return name


def _path(output: str | None, usual: Path) -> Path:
    if output is None:
        return usual
    path = Path(output)
    if path.suffix not in (".yaml", ".yml"):
        raise WrongUsage(f"{path}: expected the name of a YAML file, such as {path.with_suffix('.yaml')}")
    return path


def _schema(kind: Kind) -> str:
    return f"{kind}.schema.json"


def _refuse_existing(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.exists() or path.is_symlink():
            raise WrongUsage(f"{path} is there already, and is left as it is; choose another name, or a file with -o")


def _write(drafts: Sequence[Draft]) -> None:
    """Write all the files, none over another. Raises `WrongUsage`, or `Stop` where that is not possible."""
    _refuse_existing([draft.path for draft in drafts])
    for draft in drafts:
        try:
            create(draft.path, draft.text)
            said = _add_schema(draft)
        except OSError as error:
            raise Stop(f"{draft.path}: it cannot be written ({error.strerror}); name another file with -o") from None
        print(f"{draft.path}: a {draft.kind}{said}")


def _add_schema(draft: Draft) -> str:
    """Put the schema beside a file, where none is; what to say of it."""
    path, text = draft.path.with_name(_schema(draft.kind)), written(draft.kind)
    if not path.exists():
        try:
            create(path, text)
        except OSError as error:
            return f"; {path.name} could not be put beside it ({error.strerror})"
        return f"; {path.name} beside it, for editors"
    if path.read_text(encoding="utf-8", errors="replace") == text:
        return ""
    group = "sources" if draft.kind == "source" else draft.kind
    return f"; {path.name} is of another version: wargame {group} schema -o {path} makes it anew"


def _say_next(*commands: str) -> None:
    print("\nNext:")
    for command in commands:
        print(f"  {command}")
    print("Any editor will do. VS Code with the YAML extension completes and checks as you type, without a network.")
