"""deck list, show and check."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.commands import WrongUsage
from wargame.commands.finding import read_text
from wargame.commands.saying import count_cards, say, say_findings
from wargame.content import library
from wargame.content.checks import check_deck
from wargame.content.loader import Content, load_content
from wargame.content.models import Card, Frame
from wargame.content.names import mapping
from wargame.content.notation import nearest
from wargame.content.notation import show as show_value
from wargame.content.problems import ContentError, Problem
from wargame.content.wording import Wording, cites
from wargame.content.yamlio import read_yaml

if TYPE_CHECKING:  # the rules for words load when they are asked for
    from wargame.content.prose.papers import Paper
    from wargame.content.prose.rules import Remark


def list_all(args: Namespace) -> int:
    """Every deck with its scenario and size, a faulty one with its first problem."""
    bad = False
    for name, path in library.decks().items():
        try:
            (deck,) = _load(path).decks
        except ContentError as error:
            bad = True
            print(f"{name}: {error.problems[0].text()}")
            continue
        print(f"{name}: {deck.title}")
        say(f"{count_cards(deck)} for {deck.scenario}. {deck.about}", 2)
    return 1 if bad else 0


def check(args: Namespace) -> int:
    """Check each deck against its scenario and what it cites; 1 if one has errors, 2 if there is no such deck."""
    code = 0
    papers = _papers(args)
    for name in args.files:
        try:
            path = library.find_deck(name)
        except ContentError as error:
            print(error)
            code = 2
            continue
        try:
            content = _load(path, args.scenario)
        except ContentError as error:
            print(error)
            code = code or 1
            continue
        (deck,) = content.decks
        findings, remarks = check_deck(deck), []
        if args.content:
            remarks = _remarks(path, content, papers)
            findings = [finding for finding in findings if finding.code not in ("long-text", "short-text")]  # stricter
        say_findings(name, findings, f"{len(deck.cards)} cards for {deck.scenario}", remarks)
        if any(remark.level == "error" for remark in remarks):
            code = code or 1
    return code


def _papers(args: Namespace) -> list[Paper]:
    """The papers named with --text. Raises `WrongUsage`."""
    if args.text and not args.content:
        raise WrongUsage("--text holds a deck's words against a paper; add --content")
    if not args.text:
        return []
    from wargame.content.prose.papers import Paper

    return [Paper(Path(name), read_text(Path(name))) for name in args.text]


def _remarks(path: Path, content: Content, papers: Sequence[Paper]) -> list[Remark]:
    from wargame.content.prose.rules import check_prose

    return check_prose(content.decks[0], read_yaml(path), content.scenario, content.sources, papers)


def show(args: Namespace) -> int:
    """What is in a deck, or one card whole, in words."""
    try:
        path = library.find_deck(args.deck)
    except ContentError as error:
        raise WrongUsage(str(error)) from None
    content = _load(path)
    (deck,) = content.decks
    cards = {card.id: card for card in deck.cards}
    if args.card is None:
        print(f"{deck.title}\n")
        say(deck.about)
        if deck.contingency:
            say("These are contingency cards: nothing draws them, the facilitator injects them.")
        print()
        for card in deck.cards:
            print(f"  {card.id}: {card.title}" + (f" (turn {card.turn})" if card.turn else ""))
        print(f"\nOne card whole: wargame deck show {args.deck} {deck.cards[0].id}")
        return 0
    if args.card not in cards:
        hint = nearest(args.card, cards)
        there = f"there are: {', '.join(cards)}"
        said = f"{deck.id} has no card {args.card!r}"
        raise WrongUsage("; ".join(part for part in (said, hint, there) if part))
    _show(cards[args.card], content)
    return 0


def _show(card: Card, content: Content) -> None:
    words = Wording(content.scenario)
    print(f"{card.title}\n")
    say(card.text)
    if card.cites:
        print()
        say(f"From: {cites(card.cites, content.sources)}")
    print()
    if card.turn:
        say(f"It comes in turn {card.turn}.")
    if card.when:
        say(f"It can come when {words.condition(card.when)}.")
    if card.effects:
        say(f"It does: {words.effects(card.effects)}.")
    for frame in card.also:
        _say_frame(frame, words, "Also")
    if card.response is not None:
        response = card.response
        unless = f" (when {words.condition(response.when)})" if response.when else ""
        say(f"{content.scenario.roles[response.role].name} answers{unless}: {response.prompt}")
        for option in response.options:
            say(f"{option.id}: {option.title}." + (f" {option.text}" if option.text else ""), 2)
            _say_frame(option, words, "It does", 4)
    if card.expect:
        print()
        say(f"What to look for: {card.expect}")
    for question in card.ask:
        say(f"Ask: {question}")
    if card.notes:
        say(f"Notes: {card.notes}")


def _say_frame(frame: Frame, words: Wording, what: str, indent: int = 0) -> None:
    """A frame in one sentence: when, cost, check and outcomes."""
    parts = [f"when {words.condition(frame.when)}"] if frame.when else []
    parts += [f"costs {words.cost(frame)}"] if frame.cost else []
    if frame.check is not None:
        parts += [words.roll(frame.check), *words.bonuses(frame.check)]
    parts += [text if case == "always" else f"{case}: {text}" for case, text in words.outcomes(frame)]
    say(f"{what}: {'; '.join(parts) or 'nothing changes'}.", indent)


def _load(path: Path, scenario: str | None = None) -> Content:
    """A deck with the scenario it names, or with another. Raises `ContentError`, which tells of all that is wrong."""
    if scenario is not None:
        return load_content(scenario, [path])
    known = library.scenarios(near=path)
    named = _peek(path)
    if named not in known:
        document = read_yaml(path)
        said = mapping(document.data).get("scenario")
        if isinstance(said, str) and said not in known:
            line, column = document.position(("scenario",))
            expected, hint = f"one of: {', '.join(known)}", nearest(said, known) or "or name one with --scenario"
            what = f"no scenario is called {show_value(said)}"
            raise ContentError([Problem(str(path), line, column, "", what, expected, hint, "name")])
        # A deck that names none is held against one all the same, so that its other errors are not hidden.
        named = said if isinstance(said, str) else next(iter(known))
    return load_content(known[named], [path])


_SCENARIO = re.compile(rb"^scenario:[ ]+([a-z0-9_-]+)[ ]*(?:#.*)?\r?$", re.MULTILINE)


def _peek(path: Path) -> str:
    """The scenario a deck names near its top, as nearly all do, or an empty text: spares reading a deck twice."""
    try:
        with path.open("rb") as file:
            found = _SCENARIO.search(file.read(65_536))
    except OSError:
        return ""
    return found[1].decode() if found else ""
