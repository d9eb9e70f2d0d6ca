"""sources list, show and check: the papers that cards cite, what they say, and whether it stands on their pages."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.lookup import read_text, require_file
from wargame.commands.printing import say
from wargame.content.author.card_filter import is_on_page
from wargame.content.load import library
from wargame.content.load.loader import load_source
from wargame.content.load.problems import ContentError
from wargame.content.model.source import check_against_text, split_pages
from wargame.suggestion import suggest_name


def list_all(args: Namespace) -> int:
    """List every source that a deck in this folder can cite, and each one that has errors with its first problem."""
    bad = False
    for name, path in library.list_sources(near=Path("deck.yaml")).items():
        try:
            source = load_source(path)
        except ContentError as error:
            bad = True
            print(f"{name}: {error.problems[0].format_line()}")
            continue
        print(f"{name}: {source.author}, {source.title}. {source.publisher}, {source.date or source.year}.")
        print(f"  {source.pages} pages, {len(source.facts)} facts")
    return 1 if bad else 0


def show(args: Namespace) -> int:
    """Show what a source says: all facts in the order of its file, those of one page, or one fact."""
    source = load_source(_find_source(args.facts))
    wanted = args.fact
    facts = [fact for fact in source.facts if wanted in (None, fact.id) or is_on_page(fact.page, wanted)]
    if not facts:
        hint = suggest_name(wanted, [fact.id for fact in source.facts])
        there = f"wargame sources show {args.facts} lists its facts"
        said = f"{source.id} has no fact {wanted!r}, nor one of such a page"
        raise WrongUsage("; ".join(part for part in (said, hint, there) if part))
    say(f"{source.short}: {source.author}, {source.title}. {source.publisher}, {source.date or source.year}.")
    if source.note and wanted is None:
        say(source.note)
    for fact in facts:
        print(f"\n{fact.id} (p. {fact.page}, {fact.stance})")
        say(fact.claim, 2)
        say(f"Terms: {'; '.join(fact.terms)}", 2)
    print(f"\nOn a card: cites: [{source.id}/{facts[0].id}]")
    print(f"Cards that do: wargame deck list --cites {source.id}/{facts[0].id}")
    return 0


def check(args: Namespace) -> int:
    """Compare a source with the text of its document; 1 if a term does not stand on its page."""
    path = _find_source(args.facts)
    source = load_source(path)
    if args.text is None:
        print(f"{path}: no errors ({len(source.facts)} facts); --text DOCUMENT.txt proves that their terms stand there")
        return 0
    text = read_text(Path(args.text))
    if not split_pages(text):
        raise WrongUsage(f"{args.text}: no page is marked; begin each page with a line such as === page 3 ===")
    unproven = check_against_text(source, text)
    for finding in unproven:
        print(f"{path}: {finding.format_line()}")
    terms = sum(len(fact.terms) for fact in source.facts)
    if unproven:
        lost = sum(len(finding.terms) for finding in unproven)
        print(f"{path}: {lost} of {terms} terms are not borne out by {args.text}")
        return 1
    print(f"{path}: all {terms} terms of {len(source.facts)} facts stand on their pages")
    return 0


def _find_source(name: str) -> Path:
    try:
        return require_file(library.find_source(name))
    except ContentError as error:
        raise WrongUsage(str(error)) from None
