"""sources list and check: the papers that cards cite, and whether what is cited stands there."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.finding import read_text
from wargame.content import library
from wargame.content.loader import load_source
from wargame.content.problems import ContentError
from wargame.content.sources import check_against_text, split_pages


def list_all(args: Namespace) -> int:
    """Every source with its bibliography, a faulty one with its first problem."""
    bad = False
    for name, path in library.sources().items():
        try:
            source = load_source(path)
        except ContentError as error:
            bad = True
            print(f"{name}: {error.problems[0].text()}")
            continue
        print(f"{name}: {source.author}, {source.title}. {source.publisher}, {source.date or source.year}.")
        print(f"  {source.pages} pages, {len(source.facts)} facts")
    return 1 if bad else 0


def check(args: Namespace) -> int:
    """Hold a source against the text of its document; 1 when a term does not stand on its page."""
    try:
        path = library.find_source(args.facts)
    except ContentError as error:
        raise WrongUsage(str(error)) from None
    source = load_source(path)
    text = read_text(Path(args.text))
    if not split_pages(text):
        raise WrongUsage(f"{args.text}: no page is marked; begin each page with a line such as === page 3 ===")
    unproven = check_against_text(source, text)
    for finding in unproven:
        print(f"{path}: {finding.text()}")
    terms = sum(len(fact.terms) for fact in source.facts)
    if unproven:
        print(f"{path}: {len(unproven)} of {terms} terms are not borne out by {args.text}")
        return 1
    print(f"{path}: all {terms} terms of {len(source.facts)} facts stand on their pages")
    return 0
