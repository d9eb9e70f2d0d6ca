"""The record of play in words: cards planned against actual, what was rolled for, and what moved a track."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill, join_list
from wargame.rules.model import RuleKind
from wargame.rules.text.decision_text import format_actor
from wargame.rules.text.rule_text import end_sentence

# Cards


def format_planned_turn(turn: int) -> str:
    """Return for which turn a card was planned."""
    return fill("turn {turn}", turn=turn)


def format_drawn() -> str:
    """Return that a card was planned for no turn."""
    return fill("drawn")


def format_kept() -> str:
    """Return that a card lies in no pile."""
    return fill("kept for the facilitator")


def format_card_status(status: str) -> str:
    """Return what became of a card: ``delivered``, ``injected``, ``skipped``, ``deferred``, ``announced``, or none."""
    match status:
        case "delivered":
            return fill("delivered")
        case "injected":
            return fill("injected")
        case "skipped":
            return fill("skipped")
        case "deferred":
            return fill("deferred")
        case "announced":
            return fill("announced")
    return fill("not drawn")


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


def format_truth(value: int) -> str:
    """Return the value of a flag or a deal."""
    return fill("yes") if value else fill("no")


def format_card_on_table(title: str, pages: str) -> str:
    """Return the card that lay on the table, with the pages that it cites, if any."""
    return fill("{card} ({pages})", card=title, pages=pages) if pages else title


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


# Rolls and tracks


def format_mover(kind: RuleKind | None) -> str:
    """Return what moved a track where no decision did, by the kind of its rule (None: the facilitator's hand)."""
    match kind:
        case None:
            return format_actor("")
        case RuleKind.CARD | RuleKind.OPTION:
            return fill("Card")
        case RuleKind.DEAL_NOW | RuleKind.DEAL_EACH | RuleKind.DEAL_BROKEN:
            return fill("Deal")
    return fill("Rule")
