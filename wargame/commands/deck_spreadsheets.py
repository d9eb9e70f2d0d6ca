"""deck import and deck export: read decks from spreadsheets, with problems by row and column, and write them."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from wargame import EXERCISE
from wargame.commands import Stop, WrongUsage
from wargame.commands.deck_lookup import find_deck_file, load_deck_content
from wargame.commands.lookup import find_content
from wargame.commands.output_files import check_name, write_file
from wargame.content.author.scaffold import format_new_deck, format_title
from wargame.content.load.loader import Content
from wargame.content.load.problems import ToldProblems
from wargame.content.load.yaml_reader import decode_text, read_file_bytes
from wargame.content.model.deck import Deck
from wargame.content.spreadsheets.book import ENDINGS, Misfit, MisfitError, SpreadsheetError
from wargame.content.spreadsheets.exporting import LostError, export_csv, export_workbook
from wargame.content.spreadsheets.importing import import_deck
from wargame.content.spreadsheets.reading import build_id
from wargame.input_file import TEXT_BYTES, read_input

DECK = (".yaml", ".yml")
"""The endings of decks."""


def import_spreadsheet(args: Namespace) -> int:
    """Make a deck of a spreadsheet, or with --template an empty spreadsheet; 1 if something in it is wrong."""
    if args.template:
        return _write_template(args)
    if args.file is None:
        raise WrongUsage("name a spreadsheet to import, or ask for an empty one with --template -o cards.xlsx")
    file = Path(args.file)
    to = Path(args.output) if args.output is not None else file.with_suffix(".yaml")
    _check_kinds(file, to)
    name = build_id(to.stem, (), "deck")
    given = {"title": args.title} if args.title is not None else {}
    if args.scenario is not None:
        given["scenario"] = find_content(args.scenario).scenario.id
    otherwise = {"id": name, "title": format_title(name), "about": f"Made from {file.name}.", "scenario": EXERCISE}
    try:
        found = import_deck(file, to, given, otherwise, args.scenario)
    except SpreadsheetError as error:
        if not os.path.exists(file):
            raise WrongUsage(str(error)) from None
        raise Stop(str(error)) from None
    except MisfitError as error:
        _say_misfits(error.misfits, args.all)
        print(f"{file}: {_format_count(len(error.misfits), 'error')}; no deck was written")
        return 1
    _say_misfits(found.warnings, args.all)
    _refuse_changed(to)
    write_file(to, (_format_head(file.name, found.text) + found.text).encode())
    warned = f", {_format_count(len(found.warnings), 'warning')}" if found.warnings else ""
    print(f"{to}: made from {file.name}, no errors{warned} ({found.size})")
    return 0


def _say_misfits(misfits: Iterable[Misfit], every: bool) -> None:
    cut = ToldProblems(every)
    for misfit in cut.iter_told(misfits):
        print(f"{misfit.format_line()} [{misfit.code}]")
    for line in cut.iter_counts("--all shows them"):
        print(line)


def _check_kinds(file: Path, to: Path) -> None:
    """Raise `WrongUsage` unless a spreadsheet is to become a deck."""
    if to.suffix not in DECK:
        raise WrongUsage(f"{to}: a deck is a YAML file; name one such as {to.with_suffix('.yaml')}")
    if file.suffix.lower() in DECK:
        raise WrongUsage(f"{file}: this is a deck already; wargame deck export makes a spreadsheet of it")


def export_spreadsheet(args: Namespace) -> int:
    """Write a deck as a spreadsheet. Everything of a card is in it: what has no column stands in the column *more*."""
    path = find_deck_file(args.deck)
    content = load_deck_content(path)
    (deck,) = content.decks
    to = _build_output_path(args.output if args.output is not None else f"{path.stem}.xlsx")
    if args.output is None and os.path.exists(to):
        raise WrongUsage(f"{to} is there already, and is left as it is; to write it anew, name it with -o")
    write_file(to, _export_deck(deck, content, to))
    again = f"wargame deck import {shlex.quote(str(to))} makes a deck of it again"
    print(f"{to}: {_format_count(len(deck.cards), 'card')}, a row each; {again}")
    if comments := _count_comments(path):
        print(
            f"{_format_count(comments, 'line')} of comments in {path} stay behind: a spreadsheet has no place for them."
        )
    return 0


def _write_template(args: Namespace) -> int:
    """Write a spreadsheet with the names of the columns and one card as an example."""
    if args.file is not None:
        raise WrongUsage("--template begins a new spreadsheet: name it with -o, and no other file")
    to = _build_output_path(args.output if args.output is not None else "cards.xlsx")
    if os.path.exists(to):
        raise WrongUsage(f"{to} is there already, and is left as it is; name another file with -o")
    scenario = args.scenario if args.scenario is not None else EXERCISE
    content = find_content(scenario)
    name = build_id(to.stem, (), "deck")
    deck = _build_example(name, args.title, content)
    write_file(to, _export_deck(deck, content, to))
    print(
        f"{to}: a row a card, with one as an example; fill it in, and then: wargame deck import {shlex.quote(str(to))}"
    )
    return 0


def _build_example(name: str, title: str | None, content: Content) -> Deck:
    """Return a deck with the first card of a new deck for the scenario."""
    from wargame.content.load.yaml_reader import parse_yaml
    from wargame.content.model.types import KnownNames

    text = format_new_deck(name, content.scenario, content.sources, content.decks, "deck.schema.json")
    deck = Deck.model_validate(parse_yaml(text, name).data, context=KnownNames())
    changed = {"cards": deck.cards[:1]} | ({"title": title} if title is not None else {})
    return deck.model_copy(update=changed)


def _export_deck(deck: Deck, content: Content, to: Path) -> bytes:
    try:
        return export_csv(deck) if to.suffix.lower() == ".csv" else export_workbook(deck, content.scenario)
    except LostError as error:
        raise Stop(f"{to}: {error}; nothing was written") from None


def _build_output_path(name: str) -> Path:
    path = Path(name)
    check_name(path, ENDINGS[::-1], "a spreadsheet")
    return path


_MADE = re.compile(r"# Made from .* by wargame deck import \(([0-9a-f]{12})\)")


def _format_head(name: str, text: str) -> str:
    """Return the first lines of an imported deck. They tell a later import whether it may replace the file."""
    made = f"# Made from {' '.join(name.split())} by wargame deck import ({_compute_digest(text)}). Change it there,"
    return f"{made}\n# and import it again; or change it here, and no longer there.\n"


def _compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _refuse_changed(path: Path) -> None:
    """Raise `WrongUsage` for a file that was not imported, or that was changed since."""
    if not os.path.exists(path):
        return
    try:
        lines = read_input(path, TEXT_BYTES).decode("utf-8", errors="replace").replace("\r\n", "\n").split("\n", 2)
    except OSError as error:
        raise WrongUsage(f"{path} is there already, and cannot be read ({error.strerror}); name another file") from None
    made = _MADE.match(lines[0])
    if made is None:
        raise WrongUsage(f"{path} is there already, and is left as it is; name another file with -o")
    if len(lines) < 3 or _compute_digest(lines[2]) != made[1]:
        said = "was changed after it was imported, and is left as it is"
        raise WrongUsage(f"{path} {said}; delete it, or name another file with -o")


def _count_comments(path: Path) -> int:
    """Return the number of lines of a deck that are comments."""
    lines = decode_text(read_file_bytes(path), str(path)).splitlines()
    ours = _MADE.match(lines[0]) is not None if lines else False
    return sum(line.lstrip().startswith("#") and "yaml-language-server" not in line for line in lines[2 * ours :])


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
