"""deck import and deck export: read decks from spreadsheets, with problems by row and column, and write them."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from wargame import EXERCISE
from wargame.commands import Stop, WrongUsage
from wargame.commands.deck_lookup import load_deck_content
from wargame.commands.lookup import find_content, find_deck_file
from wargame.commands.output_files import check_folder, check_name, write_file
from wargame.content.author.deck_document import suggest_path
from wargame.content.author.scaffold import format_new_deck, format_title
from wargame.content.load.loader import Content
from wargame.content.load.problems import ToldProblems
from wargame.content.load.yaml_reader import decode_text, read_file_bytes
from wargame.content.model.deck import Deck
from wargame.content.model.made_ids import build_id
from wargame.content.spreadsheets.book import ENDINGS, Misfit, MisfitError, SpreadsheetError
from wargame.content.spreadsheets.column_names import MappingError, format_mapping, parse_mapping
from wargame.content.spreadsheets.exporting import LostError, export_csv, export_workbook
from wargame.content.spreadsheets.importing import import_deck
from wargame.input_file import TEXT_BYTES, read_input, read_input_start

DECK = (".yaml", ".yml")
"""The endings of decks."""


def import_spreadsheet(args: Namespace) -> int:
    """Make a deck of a spreadsheet, or with --template an empty spreadsheet; 1 if something in it is wrong."""
    if args.template:
        return _write_template(args)
    if args.file is None:
        raise WrongUsage("name a spreadsheet to import, or ask for an empty one with --template -o cards.xlsx")
    file = Path(args.file)
    if os.path.isdir(file):
        raise WrongUsage(f"{file}: this is a folder; name a spreadsheet in it")
    to = Path(args.output) if args.output is not None else file.with_suffix(".yaml")
    _check_kinds(file, to)
    name = build_id(to.stem, (), "deck")
    given = {"title": args.title} if args.title is not None else {}
    if args.scenario is not None:
        given["scenario"] = find_content(args.scenario).scenario.id
    otherwise = {"id": name, "title": format_title(name), "about": f"Made from {file.name}.", "scenario": EXERCISE}
    mapped = _read_mapping(args.map, to)
    try:
        found = import_deck(file, to, given, otherwise, args.scenario, mapped, recalled=not args.map)
    except MappingError as error:
        raise WrongUsage(f"{file}: {error}") from None
    except SpreadsheetError as error:
        if not os.path.exists(file):
            raise WrongUsage(str(error)) from None
        raise Stop(str(error)) from None
    except MisfitError as error:
        _say_words(file, error.words)
        _say_misfits(error.misfits, args.all)
        print(f"{file}: {_format_count(len(error.misfits), 'error')}; no deck was written")
        return 1
    _say_words(file, found.words)
    _say_warnings(found.warnings, args.all)
    _refuse_changed(to)
    write_file(to, (_format_head(file.name, found.text, mapped) + found.text).encode())
    warned = f", {_format_count(len(found.warnings), 'warning')}" if found.warnings else ""
    print(f"{to}: made from {file.name}, no errors{warned} ({found.size})")
    return 0


def _say_misfits(misfits: Iterable[Misfit], every: bool) -> None:
    cut = ToldProblems(every)
    for misfit in cut.iter_told(misfits):
        print(f"{misfit.format_line()} [{misfit.code}]")
    for line in cut.iter_counts("--all shows them"):
        print(line)


ALIKE = 3
"""How many warnings of one code are told of a spreadsheet: a long list has most of them at every row."""


def _say_warnings(warnings: Sequence[Misfit], every: bool) -> None:
    """Say the warnings; of many with the same code, the first ones and how many more there are."""
    seen = Counter(warning.code for warning in warnings)
    told: Counter[str] = Counter()
    for warning in warnings:
        told[warning.code] += 1
        if every or told[warning.code] <= ALIKE:
            print(f"{warning.format_line()} [{warning.code}]")
        if not every and told[warning.code] == ALIKE < seen[warning.code]:
            print(
                f"{warning.file}: and {seen[warning.code] - ALIKE} more of this kind [{warning.code}]; --all shows them"
            )


def _say_words(file: Path, words: Iterable[str]) -> None:
    for said in words:
        print(f"{file}: {said}")


def _read_mapping(typed: list[str], to: Path) -> dict[str, str]:
    """Return what columns stand for: as typed behind --map, else as the head of the deck remembers it."""
    if not typed:
        return _recall_mapping(to)
    try:
        return parse_mapping(",".join(typed))
    except MappingError as error:
        raise WrongUsage(f"--map: {error}") from None


def _recall_mapping(to: Path) -> dict[str, str]:
    """Return the mapping in the head of a deck that was imported before; nothing if there is none."""
    if not os.path.exists(to):
        return {}
    try:
        head = read_input_start(to, 20_000).decode("utf-8", errors="replace").splitlines()[:3]
        found = next((line.removeprefix(_MAP) for line in head if line.startswith(_MAP)), "")
        mapped = parse_mapping(found) if found else {}
    except (OSError, MappingError):
        return {}  # what stands there is left as it is, or refused, when the deck is written
    if mapped:
        print(f"{to}: columns are read as at the last import (--map {shlex.quote(format_mapping(mapped))})")
    return mapped


def _check_kinds(file: Path, to: Path) -> None:
    """Raise `WrongUsage` unless a spreadsheet is to become a deck."""
    if to.suffix not in DECK:
        raise WrongUsage(f"{to}: a deck is a YAML file; name one such as {suggest_path(to, '.yaml')}")
    check_folder(to)
    if file.suffix.lower() in DECK:
        raise WrongUsage(f"{file}: this is a deck already; wargame deck export makes a spreadsheet of it")


def export_spreadsheet(args: Namespace) -> int:
    """Write a deck as a spreadsheet. Everything of a card is in it: what has no column stands in the column *more*."""
    path = find_deck_file(args.deck)
    content = load_deck_content(path)
    (deck,) = content.decks
    if args.session is not None and not args.msel:
        raise WrongUsage("--session tells what happened to the cards of an injects list; add --msel")
    ending = "-msel.xlsx" if args.msel else ".xlsx"
    to = _build_output_path(args.output if args.output is not None else f"{path.stem}{ending}")
    if args.output is None and os.path.exists(to):
        raise WrongUsage(f"{to} is there already, and is left as it is; to write it anew, name it with -o")
    if args.msel:
        from wargame.commands.deck_msel import dump_injects_list

        write_file(to, dump_injects_list(deck, content, to, args.session))
        beside = ", planned beside what happened" if args.session is not None else ""
        print(f"{to}: an injects list of {_format_count(len(deck.cards), 'card')}{beside}")
        return 0
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
    if args.map:
        raise WrongUsage("--template names its columns itself; leave --map away")
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

    text = format_new_deck("new", content.scenario, content.sources, content.decks, "deck.schema.json")
    deck = Deck.model_validate(parse_yaml(text, name).data, context=KnownNames())
    changed = {"id": name, "title": format_title(name) if title is None else title, "cards": deck.cards[:1]}
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
_MAP = "# Columns: "
"""Begins the line in the head of a deck that remembers what columns stand for."""


def _format_head(name: str, text: str, mapped: Mapping[str, str]) -> str:
    """Return the first lines of an imported deck. They tell a later import whether it may replace the file."""
    made = f"# Made from {' '.join(name.split())} by wargame deck import ({_compute_digest(text)}). Change it there,"
    remembered = f"{_MAP}{format_mapping(mapped)}\n" if mapped else ""
    return f"{made}\n# and import it again; or change it here, and no longer there.\n{remembered}"


def _compute_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _refuse_changed(path: Path) -> None:
    """Raise `WrongUsage` for a file that was not imported, or that was changed since."""
    if not os.path.exists(path):
        return
    try:
        text = read_input(path, TEXT_BYTES).decode("utf-8", errors="replace").replace("\r\n", "\n")
    except OSError as error:
        raise WrongUsage(f"{path} is there already, and cannot be read ({error.strerror}); name another file") from None
    made = _MADE.match(text)
    if made is None:
        raise WrongUsage(f"{path} is there already, and is left as it is; name another file with -o")
    if _compute_digest(_cut_head(text)) != made[1]:
        said = "was changed after it was imported, and is left as it is"
        raise WrongUsage(f"{path} {said}; delete it, or name another file with -o")


def _cut_head(text: str) -> str:
    """Return the text of an imported deck without the lines that the import has put above it."""
    lines = text.split("\n", 3)
    count = 3 if len(lines) > 2 and lines[2].startswith(_MAP) else 2
    return "\n".join(lines[count:])


def _count_comments(path: Path) -> int:
    """Return the number of lines of a deck that are comments."""
    text = decode_text(read_file_bytes(path), str(path))
    lines = (_cut_head(text) if _MADE.match(text) is not None else text).splitlines()
    return sum(line.lstrip().startswith("#") and "yaml-language-server" not in line for line in lines)


def _format_count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
