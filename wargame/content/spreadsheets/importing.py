"""Imports a spreadsheet as a deck file, which is checked; mistakes are reported by row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from wargame.content.check.check_file import check_deck_file
from wargame.content.load import library
from wargame.content.load.document import Document
from wargame.content.load.loader import load_scenario
from wargame.content.load.problems import ContentError, Problem
from wargame.content.load.yaml_reader import parse_yaml
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.notation import Path as DataPath
from wargame.content.spreadsheets.book import Misfit, MisfitError
from wargame.content.spreadsheets.book_file import read_book
from wargame.content.spreadsheets.card_reading import DeckData
from wargame.content.spreadsheets.column_names import MappingError
from wargame.content.spreadsheets.exchange import read_exchange, read_json
from wargame.content.spreadsheets.json_rows import build_book
from wargame.content.spreadsheets.planned_times import TurnPlan, build_turn_plan
from wargame.content.spreadsheets.reading import read_deck
from wargame.suggestion import limit_suggestions


@dataclass(frozen=True)
class ImportedDeck:
    """The text of a deck file made from a spreadsheet, the warnings about it, and its size in words.

    ``words`` say how the spreadsheet was read: its encoding, sheets and rows that were left out, what times mean.
    """

    text: str
    warnings: tuple[Misfit, ...]
    size: str
    words: tuple[str, ...] = ()


def import_deck(
    file: Path,
    to: Path,
    given: Mapping[str, str],
    otherwise: Mapping[str, str],
    scenario: str | None = None,
    mapped: Mapping[str, str] | None = None,
    recalled: bool = False,
) -> ImportedDeck:
    """Return the deck in a spreadsheet, as the text of a deck file that will stand at ``to``.

    ``given`` replaces what the spreadsheet says of the deck; ``otherwise`` is used where the spreadsheet says nothing.
    The deck is checked against ``scenario`` instead of the scenario it names, if given. ``mapped`` says what columns
    stand for, by their folded names; ``recalled`` says that an earlier import said so. Raises `SpreadsheetError`,
    `MappingError` for a mapping of a file without columns, and `MisfitError` with everything that is wrong.
    """
    find_plan = partial(_find_plan, to, scenario)
    with limit_suggestions():
        is_json = file.suffix.lower() == ".json"
        data = read_json(file) if is_json else None
        if is_json and not isinstance(data, list):
            if mapped and not recalled:
                raise MappingError("--map is for spreadsheets; a file in CEXF has no columns")
            read = read_exchange(data, file, given, otherwise, find_plan)
        else:
            book = build_book(data, str(file)) if isinstance(data, list) else read_book(file, mapped or {})
            read = read_deck(book, str(file), given, otherwise, mapped, find_plan, recalled)
    text = write_yaml(read.data)
    checked = check_deck_file(to, scenario, text=text)
    spots = _CellFinder(parse_yaml(text, str(to)), read)
    found = [spots.convert_problem(problem, str(file)) for problem in checked.problems]
    if checked.errors or read.misfits:
        told = {misfit.place for misfit in read.misfits}
        errors = [one for one in found if one.level == "error" and one.place not in told]
        raise MisfitError(sorted([*read.misfits, *errors], key=_build_sort_key), read.words)
    return ImportedDeck(text, (*read.warnings, *sorted(found, key=_build_sort_key)), checked.size, tuple(read.words))


def _find_plan(to: Path, scenario: str | None, named: str) -> TurnPlan | None:
    """Return the plan of the scenario that a deck is checked against, or None if it cannot be read."""
    try:
        path = library.find_scenario(scenario) if scenario is not None else library.find_named_scenario(named, to)
        return build_turn_plan(load_scenario(path)) if path is not None else None
    except ContentError:
        return None  # the check of the deck says what is wrong with it


def _build_sort_key(misfit: Misfit) -> tuple[int, str, int, int]:
    if misfit.place is None:
        return 0, "", 0, 0
    return 1, misfit.place.sheet, misfit.place.row, misfit.place.column


class _CellFinder:
    """Finds the cell from which a position in the text of a deck file came."""

    def __init__(self, document: Document, read: DeckData) -> None:
        self._document, self._read = document, read
        self._paths: dict[tuple[int, int], DataPath] = {}
        for path in _iter_paths(document.data, ()):  # the innermost part comes last, and keeps the position
            self._paths[document.find_position(path, at_key=True)] = path
            self._paths[document.find_position(path)] = path

    def convert_problem(self, problem: Problem, file: str) -> Misfit:
        """Return a problem of the deck file as one of the spreadsheet; a problem of another file keeps its place."""
        said, rest = problem.said, (problem.expected, problem.hint, problem.code, problem.level)
        if problem.file != self._document.file:
            at = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
            return Misfit(at, None, problem.where, said, *rest)
        path = self._paths.get((problem.line, problem.column), ())
        place, inner = self._read.find_place(path)
        if inner and isinstance(inner[-1], str) and inner[-1] != "id" and repr(inner[-1]) not in said:
            said = f"{inner[-1]}: {said}"  # names the change inside the cell
        return Misfit(file, place, problem.where, said, *rest)


def _iter_paths(data: object, path: DataPath) -> Iterator[DataPath]:
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _iter_paths(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _iter_paths(value, (*path, i))
