"""deck try: what happens if a card comes now, early, in the middle and late in an exercise."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from dataclasses import asdict

from wargame.commands import WrongUsage
from wargame.commands.deck_lookup import load_deck_content
from wargame.commands.lookup import find_content, find_deck_file, find_length
from wargame.commands.printing import tell_difference
from wargame.commands.progress import make_progress
from wargame.content.load import library
from wargame.lab.card_report import format_card_report
from wargame.lab.card_story import find_story
from wargame.lab.card_trial import run_card_trial
from wargame.suggestion import suggest_name

WORTH_A_PROCESS = 400
"""With fewer exercises, a further process costs more time to start than it saves."""


def try_card(args: Namespace) -> int:
    """Try a card among bots; print what it does, or the figures as JSON."""
    path = find_deck_file(args.deck)
    (deck,) = load_deck_content(path, args.scenario).decks
    cards = {card.id: card for card in deck.cards}
    if args.card not in cards:
        hint = suggest_name(args.card, cards) or f"there are: {', '.join(cards)}"
        raise WrongUsage(f"{deck.id} has no card {args.card!r}; {hint}")
    content = find_content(args.scenario or str(library.find_named_scenario(deck.scenario, path)))
    length = find_length(content, args.length)
    workers = max(1, min(os.cpu_count() or 1, args.games // WORTH_A_PROCESS))
    show = make_progress("exercises")

    def progress(done: int) -> None:
        show(done, args.games)

    progress(0)
    differences: list[str] = []
    warn = differences.append
    trial = run_card_trial(content, deck, args.card, length, args.games, None, args.seed, workers, progress, warn)
    for said in differences:
        tell_difference(said)
    tale = find_story(content, deck, trial)
    if args.json:
        print(json.dumps({**asdict(trial), "example": asdict(tale) if tale else None}, indent=2, ensure_ascii=False))
    else:
        print(format_card_report(trial, cards[args.card], content.scenario, tale), end="")
    return 1 if differences else 0
