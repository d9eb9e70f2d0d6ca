"""The record of play in words: cards planned against actual, and what was met that cites something."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill, join_clauses, join_list
from wargame.rules.text.rule_text import end_sentence

# Cards


def format_card_answer(who: str, title: str) -> str:
    """Return how a role answered a card."""
    return end_sentence(fill("{who}: {answer}", who=who, answer=title))


def format_card_moves(moves: Iterable[str]) -> str:
    """Return the numbers that a card moved, as a sentence."""
    return fill("{moves}.", moves=join_list(moves))


def format_number_move(number: str, before: int, after: int) -> str:
    """Return how a number moved."""
    return fill("{number} {before} → {after}", number=number, before=before, after=after)


def format_flag_move(flag: str, *, holds: bool) -> str:
    """Return how a flag was set."""
    return fill("{flag}: yes", flag=flag) if holds else fill("{flag}: no", flag=flag)


def format_references(cited: Iterable[tuple[str, str]]) -> str:
    """Return titles of actions, deals and cards, each with the pages that it cites."""
    return join_clauses(fill("{title} ({pages})", title=title, pages=pages) for title, pages in cited)


# What was met, and cites something


def format_met_action(title: str) -> str:
    """Return that an action was met."""
    return fill("the action {title}", title=title)


def format_met_deal(title: str) -> str:
    """Return that a form of deal was met."""
    return fill("the deal {title}", title=title)


def format_met_card(title: str) -> str:
    """Return that a card was met."""
    return fill("the card {title}", title=title)


def format_met_rule(title: str) -> str:
    """Return that a rule of the scenario was met."""
    return fill("the rule {title}", title=title)


def mark_ours(met: str, ours: str | None) -> str:
    """Return what was met, marked if it is of the designers' making after the page: *the card X (ours)*."""
    return fill("{met} (ours)", met=met) if ours else met


def format_claim(stance: str, claim: str) -> str:
    """Return what a document says, with its relation to it where it does not say so itself."""
    match stance:
        case "reports":
            return fill("Reported there: {claim}", claim=claim)
        case "rebuts":
            return fill("Against it: {claim}", claim=claim)
    return claim
