"""deck check --rubric: what the program can see of each criterion for grading cards, for people and for programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.lookup import find_content, find_length
from wargame.commands.progress import make_progress
from wargame.content.check.check_file import CheckedFile, ProseOptions, check_deck_file, gather_deck
from wargame.content.load import library
from wargame.lab.deck_rubric import DeckRubric, build_rubric


def build_rubrics(found: Sequence[CheckedFile], args: Namespace, words: ProseOptions | None) -> list[DeckRubric]:
    """Return the rubric of each deck without errors. Raises `WrongUsage` if no deck was checked."""
    decks = [checked for checked in found if checked.kind == "deck"]
    if not decks:
        raise WrongUsage("--rubric: there is no deck in what was named")
    return [_build_one(checked, args.scenario, words) for checked in decks if not checked.errors]


def _build_one(checked: CheckedFile, scenario: str | None, words: ProseOptions | None) -> DeckRubric:
    path = Path(checked.file)
    strict = check_deck_file(path, scenario, words or ProseOptions())
    gathered = gather_deck(path, scenario)
    (deck,) = gathered.build_content().decks
    whole = find_content(scenario or str(library.find_named_scenario(deck.scenario, path)))
    show = make_progress(f"cards of {deck.id}")
    return build_rubric(strict, gathered.piles[0], whole, find_length(whole, ""), show)
