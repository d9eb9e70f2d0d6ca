"""deck sheet: write the cards of a deck for paper."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from wargame.commands.deck_lookup import load_deck_content
from wargame.commands.lookup import find_deck_file
from wargame.commands.output_files import PAGE, check_name, write_file
from wargame.content.print.cards import format_card_sheet


def write_card_sheet(args: Namespace) -> int:
    """Write the cards of a deck as one HTML file."""
    content = load_deck_content(find_deck_file(args.deck), args.scenario)
    (deck,) = content.decks
    html = format_card_sheet(content, deck, args.paper, args.fronts)
    if args.output == "-":
        sys.stdout.write(html)
        return 0
    path = Path(args.output or f"{deck.id}.html")
    check_name(path, PAGE, "a page of cards")
    write_file(path, html.encode())
    sheets = html.count('<section class="fronts"')
    cards = sum(card.copies for card in deck.cards)
    said = f"{cards} card{'s' * (cards != 1)} on {sheets} sheet{'s' * (sheets != 1)}"
    sides = (
        "print it at 100 %; it holds no answers"
        if args.fronts
        else "print it on both sides, turned on the long edge, at 100 %"
    )
    print(f"{path}: {said}. Open it in a browser and {sides}.")
    return 0
