"""Selects cards by a tag, by the role they concern, or by what they cite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wargame.content.load.loader import Content
from wargame.content.model.deck import Card, Frame
from wargame.content.model.keys import list_effect_items
from wargame.content.model.notation import TARGET_WILL
from wargame.content.model.scenario import Scenario

PAGE = re.compile(r"\d{1,4}|[ivxl]+")
"""Matches a page, as facts name it."""


@dataclass(frozen=True)
class CardFilter:
    """Selects the cards that match all values that are given.

    ``cites`` is a source (*nolden-2011*), a fact of it (*nolden-2011/fto-letter*, or *fto-letter* alone), a page of it
    (*nolden-2011:4*), or a page of any source (*4*).
    """

    tag: str | None = None
    role: str | None = None
    cites: str | None = None

    def __bool__(self) -> bool:
        return any(one is not None for one in (self.tag, self.role, self.cites))

    def iter_cards(self, content: Content) -> Iterator[tuple[str, Card]]:
        """Yield the cards that match, each with the id of its deck."""
        facts = None if self.cites is None else frozenset(_iter_facts(self.cites, content))
        numbers = frozenset() if self.role is None else _list_numbers(self.role, content.scenario)
        for deck in content.decks:
            for card in deck.cards:
                if self.tag is not None and self.tag not in card.tags:
                    continue
                if self.role is not None and not _is_about_role(card, self.role, numbers):
                    continue
                if facts is not None and facts.isdisjoint(card.cites):
                    continue
                yield deck.id, card


def _iter_facts(wanted: str, content: Content) -> Iterator[str]:
    """Yield the facts that a citation means."""
    document, slash, fact_id = wanted.partition("/")
    book, colon, page = wanted.partition(":")
    alone = PAGE.fullmatch(wanted) is not None
    for source in content.sources:
        for fact in source.facts:
            if slash:
                fits = source.id == document and fact.id == fact_id
            elif colon:
                fits = source.id == book and is_on_page(fact.page, page)
            else:
                fits = wanted in (source.id, fact.id) or (alone and is_on_page(fact.page, wanted))
            if fits:
                yield f"{source.id}/{fact.id}"


def is_on_page(pages: str, page: str) -> bool:
    """Return whether a page is one of *3* or *3-4*."""
    first, _, last = pages.partition("-")
    if page in (first, last):
        return True
    are_numbers = all(one.isdecimal() and len(one) <= 9 for one in (first, last, page))
    return are_numbers and int(first) < int(page) < int(last)


def _list_numbers(role: str, scenario: Scenario) -> frozenset[str]:
    """Return the numbers of a role: those it owns, those only it and some others see, the wills of its members."""
    own = {name for name, track in scenario.tracks.items() if track.owner == role}
    own |= {name for name, track in scenario.tracks.items() if track.seen_by != "all" and role in track.seen_by}
    own |= {f"flags.{name}" for name, flag in scenario.flags.items() if flag.seen_by != "all" and role in flag.seen_by}
    if role in scenario.roles:
        members = scenario.roles[role].members.values()
        own |= {member.will for member in members} | ({TARGET_WILL} if members else set())
    return frozenset(own)


def _is_about_role(card: Card, role: str, numbers: frozenset[str]) -> bool:
    """Return whether a role answers a card, or the card changes one of its numbers."""
    if card.response is not None and card.response.role == role:
        return True
    return not numbers.isdisjoint(_iter_changed_names(card))


def _iter_changed_names(card: Card) -> Iterator[str]:
    """Yield the name of every number that a card, what else happens with it, or an answer to it changes."""
    options = card.response.options if card.response is not None else ()
    for part in (card, *card.also, *options):
        for _, effects in list_effect_items(part):
            yield from effects
        if isinstance(part, Frame):
            yield from part.cost
