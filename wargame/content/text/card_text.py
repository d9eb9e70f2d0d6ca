"""A card in words: as the players will meet it, and as the facilitator will.

Lines of text with their indentation, for a terminal, a preview or a page to lay out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wargame.content.load.loader import Content
from wargame.content.model.notation import Change, Effects
from wargame.content.model.scenario import Card, Frame, Option, Scenario
from wargame.content.text.wording import Wording, cites


class Said(NamedTuple):
    """A paragraph, how far it is indented, and whether a line stays free above it."""

    text: str
    indent: int = 0
    apart: bool = False


def as_players(card: Card, content: Content) -> Iterator[Said]:
    """What is read out and what the table tells everybody; then what the role that answers reads at its desk."""
    words, scenario = Wording(content.scenario), content.scenario
    source = f" ({cites(card.cites, content.sources)})" if card.cites else ""
    yield Said(f"{_ended(card.title)} {card.text}{source}")
    told = words.effects({name: change for name, change in card.effects.items() if seen_by_all(scenario, name)})
    if told:
        yield Said(f"Told to all: {told}.", apart=True)
    for frame in card.also:
        if not frame.when and (told := _told_to_all(frame, words, scenario)):
            yield Said(f"Told to all: {told}.", apart=True)
    if card.response is None:
        return
    who = scenario.roles[card.response.role].name
    unless = f", if {words.condition(card.response.when)}" if card.response.when else ""
    yield Said(f"{who} answers{unless}: {card.response.prompt}", apart=True)
    for n, option in enumerate(card.response.options, 1):
        odds = f" ({words.roll(option.check)})" if option.check is not None else ""
        yield Said(f"{n}. {option.title}{odds}{': ' + option.text if option.text else ''}", 2)
        if option.when:
            yield Said(f"open when {words.condition(option.when)}", 5)
        if option.cost:
            yield Said(f"costs: {words.cost(option)}", 5)
        for line in on_offer(option, words):
            yield Said(line, 5)


def as_facilitator(card: Card, content: Content) -> Iterator[Said]:
    """All there is on it: when it comes, what it does, what to look for, what it rests on."""
    words, scenario = Wording(content.scenario), content.scenario
    yield Said(card.title)
    yield Said(card.text, apart=True)
    yield from _sources(card, content)
    yield from _apart(_comes(card, words))
    if card.effects:
        yield Said(f"It does: {words.effects(card.effects)}.")
    for frame in card.also:
        yield Said(f"Also: {sentence(frame, words)}.")
    if card.response is not None:
        response = card.response
        unless = f" (when {words.condition(response.when)})" if response.when else ""
        yield Said(f"{scenario.roles[response.role].name} answers{unless}: {response.prompt}")
        for option in response.options:
            yield from _option(option, words)
    yield from _apart(_guidance(card, scenario))


def on_offer(frame: Frame, words: Wording) -> Iterator[str]:
    """What a frame is known to do before it happens, a line for each way it can come out: as a desk shows it."""
    per = ""
    if frame.per is not None:
        per = f" (once for each of {', '.join(map(str, frame.per[1]))} that {words.label(frame.per[0])} has reached)"
    more = per + (f"; lasts {frame.lasts} turns" if frame.lasts else "")
    if frame.check is None:
        yield f"{_either(words.effects(frame.effects))}{more}"
        return
    good, bad = _together(frame.effects, frame.success), _together(frame.effects, frame.failure)
    yield f"success: {_either(words.effects(good))}{more}"
    yield f"failure: {_either(words.effects(bad))}"


def sentence(frame: Frame, words: Wording) -> str:
    """A frame in one sentence: when, cost, check and outcomes."""
    parts = [f"when {words.condition(frame.when)}"] if frame.when else []
    parts += [f"costs {words.cost(frame)}"] if frame.cost else []
    if frame.check is not None:
        parts += [words.roll(frame.check), *words.bonuses(frame.check)]
    parts += [text if case == "always" else f"{case}: {text}" for case, text in words.outcomes(frame)]
    return "; ".join(parts) or "nothing changes"


def seen_by_all(scenario: Scenario, name: str) -> bool:
    """Does everybody see this number?"""
    part, _, rest = name.partition(".")
    if part == "deals":
        return not any(form.id == rest and form.secret for form in scenario.deals)
    body = scenario.flags.get(rest) if part == "flags" else scenario.tracks.get(name)
    return body is None or body.seen_by == "all"


def _either(text: str) -> str:
    return text or "nothing changes"


def _together(*parts: Effects) -> Effects:
    """The changes of several effects, one a number: what is set, then what is added."""
    out: dict[str, Change] = {}
    for effects in parts:
        for name, change in effects.items():
            before = out.get(name)
            add = before is not None and change.op == "add"
            out[name] = Change(before.op, before.n + change.n) if add and before is not None else change
    return out


def _told_to_all(frame: Frame, words: Wording, scenario: Scenario) -> str:
    def known(effects: Effects) -> str:
        return words.effects({name: change for name, change in effects.items() if seen_by_all(scenario, name)})

    if frame.check is None:
        return known(frame.effects)
    return f"{words.roll(frame.check)}; success: {known(frame.success)}; failure: {known(frame.failure)}"


def _sources(card: Card, content: Content) -> Iterator[Said]:
    """Each fact with its page and what it says; one of a source that is not at hand by its name."""
    facts = {f"{source.id}/{fact.id}": (source, fact) for source in content.sources for fact in source.facts}
    for i, name in enumerate(card.cites):
        if i == 0:
            yield Said(f"From: {cites(card.cites, content.sources)}", apart=True)
        if name in facts:
            source, fact = facts[name]
            yield Said(f"{source.short}, p. {fact.page}, {fact.stance}: {fact.claim}", 2)


def _comes(card: Card, words: Wording) -> Iterator[Said]:
    if card.turn:
        yield Said(f"It comes in turn {card.turn}.")
    if card.when:
        yield Said(f"It can come when {words.condition(card.when)}.")
    if card.copies > 1:
        yield Said(f"There are {card.copies} of it.")


def _option(option: Option, words: Wording) -> Iterator[Said]:
    yield Said(f"{option.id}: {option.title}." + (f" {option.text}" if option.text else ""), 2)
    yield Said(f"It does: {sentence(option, words)}.", 4)


def _guidance(card: Card, scenario: Scenario) -> Iterator[Said]:
    if card.expect:
        yield Said(f"What to look for: {card.expect}")
    for question in card.ask:
        yield Said(f"Ask: {question}")
    if card.notes:
        yield Said(f"Notes: {card.notes}")
    texts = {objective.id: objective.text for objective in scenario.learning_objectives}
    for name in card.objectives:
        yield Said(f"Serves: {texts.get(name, name)}")
    if card.tags:
        yield Said(f"Tags: {', '.join(card.tags)}")


def _apart(lines: Iterator[Said]) -> Iterator[Said]:
    for i, line in enumerate(lines):
        yield line._replace(apart=i == 0)


def _ended(title: str) -> str:
    return title if title[-1:] in ".!?…" else f"{title}."
