"""deck list and deck show: the decks and cards there are, and each card for players, facilitator or author."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wargame.commands import WrongUsage
from wargame.commands.deck_lookup import load_deck_content
from wargame.commands.lookup import find_deck_file, read_text
from wargame.commands.printing import format_card_count, say
from wargame.content.author.card_filter import CardFilter
from wargame.content.author.deck_text import find_card_spans as cut_cards
from wargame.content.load import library
from wargame.content.load.loader import Content
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import read_yaml
from wargame.content.model.deck import Card, Deck
from wargame.content.model.raw_data import list_ids, read_mapping
from wargame.content.text.card_text import CardParagraph, iter_facilitator_view, iter_player_view
from wargame.suggestion import suggest_name


def list_all(args: Namespace) -> int:
    """List every deck with its size, or the cards that fit; a deck with errors by its first problem, and 1."""
    wanted = CardFilter(args.tag, args.role, args.cites)
    paths = [find_deck_file(name) for name in args.decks] or list(library.list_decks().values())
    read, faulty = [], {}
    for path in paths:
        try:
            read.append((path, load_deck_content(path)))
        except ContentError as error:
            faulty[path] = error.problems[0].format_line()
    if wanted:
        _check_names(wanted, [content for _, content in read])
        found = [(content, deck, card) for _, content in read for deck, card in wanted.iter_cards(content)]
        if args.json:
            print(json.dumps([_dump_card(deck, card) for _, deck, card in found], indent=2, ensure_ascii=False))
        else:
            _say_cards(found, _list_tags(content for _, content in read), wanted)
    elif args.json:
        print(json.dumps([_dump_deck(path, content.decks[0]) for path, content in read], indent=2, ensure_ascii=False))
    else:
        for _, content in read:
            (deck,) = content.decks
            print(f"{deck.id}: {deck.title}")
            say(f"For {deck.scenario}: {format_card_count(deck)}. {deck.about}", 2)
        if not args.decks and (examples := library.list_examples()):
            say(f"Examples for authors, drawn only where they are named: {', '.join(examples)}")
    if not args.json:
        for path, problem in faulty.items():
            print(f"{path.stem or path}: {problem}")
    return 1 if faulty else 0


def show(args: Namespace) -> int:
    """Show a deck, one card of it or all its cards, as the players, the facilitator or their author see them."""
    path = find_deck_file(args.deck)
    content = load_deck_content(path)
    (deck,) = content.decks
    cards = {card.id: card for card in deck.cards}
    view = iter_player_view if args.view == "players" else iter_facilitator_view
    if args.card is not None and args.card not in cards:
        hint = _find_elsewhere(args.card) or suggest_name(args.card, cards)
        there = f"there are: {', '.join(cards)}"
        said = f"{deck.id} has no card {args.card!r}"
        raise WrongUsage("; ".join(part for part in (said, hint, there) if part))
    if args.view == "author":
        _say_as_typed(path, args.card)
    elif args.card is not None:
        _say_lines(view(cards[args.card], content))
    elif args.view is not None:
        for i, card in enumerate(deck.cards):
            if i:
                print(f"\n{'-' * 80}\n")
            _say_lines(view(card, content))
    else:
        _say_contents(deck, args.deck)
    return 0


def _say_as_typed(path: Path, card: str | None) -> None:
    """Print a deck, or one card of it, as its file has it, for authors to copy."""
    text = read_text(path)
    if card is None:
        print(text, end="")
        return
    pieces = {cut.id: text[cut.start : cut.end] for cut in cut_cards(text, str(path))}
    if card not in pieces:
        raise WrongUsage(f"{path}: the card {card!r} does not stand on lines of its own; leave it out to see the file")
    print(pieces[card].rstrip())


def _say_contents(deck: Deck, typed: str) -> None:
    print(f"{deck.title}\n")
    say(deck.about)
    if deck.contingency:
        say("These are contingency cards: nothing draws them, the facilitator injects them.")
    print()
    for card in deck.cards:
        print(f"  {card.id}: {card.title}" + (f" (turn {card.turn})" if card.turn else ""))
    print(f"\nOne card whole: wargame deck show {typed} {deck.cards[0].id}")
    say("As it is played: add --as players; as it is written: --as author; all of them at once: leave the card out.")


def _say_lines(lines: Iterable[CardParagraph]) -> None:
    for line in lines:
        if line.apart:
            print()
        say(line.text, line.indent)


def _find_elsewhere(card: str) -> str:
    """Where a card is that was looked for in another deck, in words; empty if no shipped deck has it."""
    for name, path in library.list_decks().items():
        if card in list_ids(read_mapping(read_yaml(path).data).get("cards")):
            return f"it is in {name}"
    return ""


def _check_names(wanted: CardFilter, read: Iterable[Content]) -> None:
    """Raise `WrongUsage` for a role that no scenario of these decks has, and for a citation of nothing."""
    roles: set[str] = set()
    facts: set[str] = set()
    for content in read:
        roles |= set(content.scenario.roles)
        for source in content.sources:
            facts |= {source.id, *(fact.id for fact in source.facts), *(f"{source.id}/{f.id}" for f in source.facts)}
    if wanted.role is not None and wanted.role not in roles:
        hint = suggest_name(wanted.role, roles) or f"there are: {', '.join(sorted(roles))}"
        raise WrongUsage(f"no scenario of these decks has a role {wanted.role!r}; {hint}")
    cited = wanted.cites
    if (
        cited is not None
        and cited.partition(":")[0] not in facts
        and not cited.isdecimal()
        and set(cited) - set("ivxl")
    ):
        hint = suggest_name(cited, facts) or "write a source, SOURCE/FACT, SOURCE:PAGE, or a page"
        raise WrongUsage(f"these decks cite nothing called {cited!r}; {hint}")


def _list_tags(read: Iterable[Content]) -> list[str]:
    return sorted({tag for content in read for deck in content.decks for card in deck.cards for tag in card.tags})


def _say_cards(found: list[tuple[Content, str, Card]], tags: list[str], wanted: CardFilter) -> None:
    for content, deck, card in found:
        print(f"{deck} {card.id}: {card.title}" + "".join(f" [{tag}]" for tag in card.tags))
        say("; ".join(_iter_about(content, card)), 2)
    print(f"{len(found)} card{'s' * (len(found) != 1)}")
    if not found and wanted.tag is not None:
        print(f"Tags there are: {', '.join(tags) or 'none; give a card some with tags: [WORD, ...]'}")


def _iter_about(content: Content, card: Card) -> Iterator[str]:
    if card.turn:
        yield f"turn {card.turn}"
    yield f"{content.scenario.roles[card.response.role].name} answers" if card.response else "nobody answers"
    if card.cites:
        yield f"cites {', '.join(card.cites)}"


def _dump_card(deck: str, card: Card) -> dict[str, Any]:
    return {
        "deck": deck,
        "id": card.id,
        "title": card.title,
        "turn": card.turn,
        "role": card.response.role if card.response else None,
        "tags": card.tags,
        "cites": card.cites,
        "objectives": card.objectives,
    }


def _dump_deck(path: Path, deck: Deck) -> dict[str, Any]:
    return {
        "id": deck.id,
        "file": str(path),
        "title": deck.title,
        "scenario": deck.scenario,
        "contingency": deck.contingency,
        "cards": len(deck.cards),
        "about": deck.about,
    }
