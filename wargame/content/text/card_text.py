"""Returns a card in words: as the players see it, and as the facilitator sees it.

The result is paragraphs with their indentation, for a terminal, a preview or a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.content.load.loader import Content
from wargame.content.model.deck import Card, Frame, Listing, Option
from wargame.content.model.notation import Effects, sum_changes
from wargame.content.model.scenario import Scenario
from wargame.content.text.wording import Wording, begin_sentence, format_citations, format_follow, format_relation
from wargame.outcome_text import format_no_change, format_outcome_lines, format_steps


class CardParagraph(NamedTuple):
    """A paragraph; ``indent`` counts columns, ``apart`` asks for an empty line above it."""

    text: str
    indent: int = 0
    apart: bool = False


def iter_player_view(card: Card, content: Content) -> Iterator[CardParagraph]:
    """Yield what is read out and told to everybody, then what the role that answers reads at its desk."""
    words, scenario = Wording(content.scenario), content.scenario
    cited = format_citations(card.cites, content.sources, card.ours, card.invented)
    source = f" ({cited})" if cited else ""
    to = f"To {scenario.roles[card.response.role].name}: " if card.response is not None else ""
    yield CardParagraph(f"{_end_sentence(card.title)} {to}{card.text}{source}")
    if card.handout is not None:
        yield CardParagraph(f"Handout: {_end_sentence(card.handout.caption)} {card.handout.text}", apart=True)
    told = words.format_effects(_select_public(card.effects, scenario))
    if told:
        yield CardParagraph(f"Told to all: {told}.", apart=True)
    for frame in card.also:
        if not frame.when and (told := _format_public_changes(frame, words, scenario)):
            yield CardParagraph(f"Told to all: {told}.", apart=True)
    if card.response is None:
        return
    who = scenario.roles[card.response.role].name
    unless = f", if {words.format_condition(card.response.when)}" if card.response.when else ""
    yield CardParagraph(f"{who} answers{unless}: {card.response.prompt}", apart=True)
    for n, option in enumerate(card.response.options, 1):
        odds = f" ({words.format_check(option.check)})" if option.check is not None else ""
        yield CardParagraph(f"{n}. {option.title}{odds}{': ' + option.text if option.text else ''}", 2)
        if option.when:
            yield CardParagraph(f"open when {words.format_condition(option.when)}", 5)
        if option.cost:
            yield CardParagraph(f"costs: {words.format_cost(option)}", 5)
        for line in list_offer_lines(option, words):
            yield CardParagraph(line, 5)


def iter_facilitator_view(card: Card, content: Content) -> Iterator[CardParagraph]:
    """Yield everything on a card: when it comes, what it does, what to look for, what it rests on."""
    words, scenario = Wording(content.scenario), content.scenario
    yield CardParagraph(card.title)
    yield CardParagraph(card.text, apart=True)
    if card.handout is not None:
        yield CardParagraph(f"Handout: {_end_sentence(card.handout.caption)} {card.handout.text} ({card.handout.file})")
    yield from _iter_sources(card, content)
    yield from _set_apart(_iter_timing(card, words))
    if card.effects:
        yield CardParagraph(f"It does: {words.format_effects(card.effects)}.")
    for frame in card.also:
        yield CardParagraph(f"Also: {format_frame(frame, words)}.")
    if card.response is not None:
        response = card.response
        unless = f" (when {words.format_condition(response.when)})" if response.when else ""
        yield CardParagraph(f"{scenario.roles[response.role].name} answers{unless}: {response.prompt}")
        for option in response.options:
            yield from _iter_option(option, words)
    for follow in card.hearing:
        yield CardParagraph(f"After a hearing: {' '.join(format_follow(follow))}.")
    yield from _set_apart(_iter_guidance(card, scenario))


def list_offer_lines(frame: Frame, words: Wording) -> list[str]:
    """Return what a frame is known to do before it happens, as a desk shows it: a line for each outcome."""
    good, bad = (words.format_effects(_merge_effects(frame, succeeds)) for succeeds in (True, False))
    steps = format_steps(words.find_label(frame.per[0]), frame.per[1]) if frame.per is not None else ""
    return format_outcome_lines(good, bad if frame.check is not None else None, steps, frame.lasts or 0)


def format_frame(frame: Frame, words: Wording) -> str:
    """Return a frame in one sentence: condition, cost, check and outcomes."""
    parts = [f"when {words.format_condition(frame.when)}"] if frame.when else []
    parts += [f"costs {words.format_cost(frame)}"] if frame.cost else []
    if frame.check is not None:
        parts += [words.format_check(frame.check), *words.list_bonuses(frame.check)]
    parts += [text if case == "always" else f"{case}: {text}" for case, text in words.list_outcomes(frame)]
    return "; ".join(parts) or format_no_change()


def is_seen_by_all(scenario: Scenario, name: str) -> bool:
    """Return whether everybody sees a number."""
    part, _, rest = name.partition(".")
    if part == "deals":
        return not any(form.id == rest and form.secret for form in scenario.deals)
    body = scenario.flags.get(rest) if part == "flags" else scenario.tracks.get(name)
    return body is None or body.seen_by == "all"


def _format_changes(effects: Effects, words: Wording) -> str:
    return words.format_effects(effects) or format_no_change()


def _merge_effects(frame: Frame, succeeds: bool) -> Effects:
    """Return what a frame changes when its check succeeds or fails, one change for each number."""
    return sum_changes(change for effects in frame.list_effects(succeeds) for change in effects.items())


def _select_public(effects: Effects, scenario: Scenario) -> Effects:
    """Return the changes to numbers that everybody sees."""
    return {name: change for name, change in effects.items() if is_seen_by_all(scenario, name)}


def _format_public_changes(frame: Frame, words: Wording, scenario: Scenario) -> str:
    """Return what the table tells everybody of a frame, or nothing where nothing of it is public."""
    good, bad = (_select_public(_merge_effects(frame, succeeds), scenario) for succeeds in (True, False))
    if frame.check is None:
        return words.format_effects(good)
    outcomes = f"success: {_format_changes(good, words)}; failure: {_format_changes(bad, words)}"
    return f"{words.format_check(frame.check)}; {outcomes}"


def _iter_sources(card: Card, content: Content) -> Iterator[CardParagraph]:
    """Yield each cited fact with its page and claim; a fact of a missing source has only its name."""
    facts = {f"{source.id}/{fact.id}": (source, fact) for source in content.sources for fact in source.facts}
    if cited := format_citations(card.cites, content.sources, card.ours, card.invented):
        yield CardParagraph(begin_sentence(cited), apart=True)
    for name in card.cites:
        if name in facts:
            source, fact = facts[name]
            yield CardParagraph(f"{source.short}, p. {fact.page}, {format_relation(fact.stance)}: {fact.claim}", 2)


def _iter_timing(card: Card, words: Wording) -> Iterator[CardParagraph]:
    if card.turn:
        yield CardParagraph(f"It comes in turn {card.turn}.")
    if card.when:
        yield CardParagraph(f"It can come when {words.format_condition(card.when)}.")
    if not card.drawn and not card.turn:
        yield CardParagraph("It is never drawn: it comes where something brings it.")
    if card.copies > 1:
        yield CardParagraph(f"There are {card.copies} of it.")


def _iter_option(option: Option, words: Wording) -> Iterator[CardParagraph]:
    yield CardParagraph(f"{option.id}: {option.title}." + (f" {option.text}" if option.text else ""), 2)
    yield CardParagraph(f"It does: {format_frame(option, words)}.", 4)


def _iter_guidance(card: Card, scenario: Scenario) -> Iterator[CardParagraph]:
    if card.expect:
        yield CardParagraph(f"What to look for: {card.expect}")
    for question in card.ask:
        yield CardParagraph(f"Ask: {question}")
    if card.notes:
        yield CardParagraph(f"Notes: {card.notes}")
    texts = {objective.id: objective.text for objective in scenario.learning_objectives}
    for name in card.objectives:
        yield CardParagraph(f"Serves: {texts.get(name, name)}")
    if card.tags:
        yield CardParagraph(f"Tags: {', '.join(card.tags)}")
    if card.listing is not None:
        yield CardParagraph(f"In its list: {format_listing(card.listing)}")


def format_listing(listing: Listing) -> str:
    """Return a place in an injects list: *INJ-001, 09:05, from the harbour, to the town, phone*."""
    between = (listing.sender and f"from {listing.sender}", listing.receiver and f"to {listing.receiver}")
    return ", ".join(filter(None, (listing.number, listing.time, *between, listing.method)))


def _set_apart(lines: Iterator[CardParagraph]) -> Iterator[CardParagraph]:
    for i, line in enumerate(lines):
        yield line._replace(apart=i == 0)


def _end_sentence(title: str) -> str:
    return title if title[-1:] in ".!?…" else f"{title}."
