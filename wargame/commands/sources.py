"""sources list, show and check: the papers that cards cite, what they say, and whether it stands on their pages."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.lookup import read_text, require_file
from wargame.commands.printing import say
from wargame.content.author.card_filter import is_on_page
from wargame.content.check.claim_use import check_claim_use
from wargame.content.load import library
from wargame.content.load.loader import load_source
from wargame.content.load.problems import ContentError
from wargame.content.model.claim import Claim
from wargame.content.model.source import Source, check_against_text, split_pages
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
        print(f"  {source.pages} pages, {_format_size(source)}")
    return 1 if bad else 0


def show(args: Namespace) -> int:
    """Show what a source says: all facts and claims in the order of its file, those of one page, or one of them."""
    source = load_source(_find_source(args.facts))
    wanted = args.fact
    facts = [fact for fact in source.facts if wanted in (None, fact.id) or is_on_page(fact.page, wanted)]
    claims = [
        claim
        for claim in source.claims
        if wanted in (None, claim.id) or any(is_on_page(page, wanted) for page in claim.pages)
    ]
    if not facts and not claims:
        hint = suggest_name(wanted, [*(fact.id for fact in source.facts), *(claim.id for claim in source.claims)])
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
    for claim in claims:
        _show_claim(claim)
    if facts:
        print(f"\nOn a card: cites: [{source.id}/{facts[0].id}]")
        print(f"Cards that do: wargame deck list --cites {source.id}/{facts[0].id}")
    return 0


def _show_claim(claim: Claim) -> None:
    print(f"\nClaim {claim.id} (p. {', '.join(claim.pages)}): {claim.title}")
    say(claim.text, 2)
    say(f"Rests on: {', '.join(claim.rests_on)}", 2)
    if claim.against:
        say(f"Against it: {', '.join(claim.against)}", 2)
    for reason in claim.may_fail:
        ground = "; ".join(filter(None, (", ".join(reason.rests_on), reason.document)))
        say(f"May fail: {reason.text} ({ground})", 2)


def _format_size(source: Source) -> str:
    claims = f", {len(source.claims)} claims" if source.claims else ""
    return f"{len(source.facts)} facts{claims}"


def check(args: Namespace) -> int:
    """Compare a source with the text of its document; 1 if a term does not stand on its page, or a claim is in vain."""
    path = _find_source(args.facts)
    source = load_source(path)
    if unused := [*check_claim_use(path, source)]:
        raise ContentError(unused)
    if args.text is None:
        print(f"{path}: no errors ({_format_size(source)}); --text DOCUMENT.txt proves that the terms stand there")
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
