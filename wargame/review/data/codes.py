"""The fixed words of a report's data: the same in JSON and CSV whatever language its documents are written in.

`wargame.review.text.code_text` says them to readers.
"""

from __future__ import annotations

from wargame.likelihood import find_likelihood
from wargame.rules.model import RuleKind

SUCCESS, FAILURE = "success", "failure"
"""The outcomes of a roll."""

PEOPLE = "people"
"""Who decided where no bot did and no name is told."""

YES, NO = "yes", "no"
"""The values of a flag or a deal."""

DELIVERED, INJECTED, SKIPPED, DEFERRED = "delivered", "injected", "skipped", "deferred"
ANNOUNCED, NOT_DRAWN = "announced", "not drawn"
"""What became of a card, with those above."""

DRAWN, KEPT = "drawn", "kept for the facilitator"
"""For when a card was planned that has no turn of its own."""

CARD, DEAL, RULE, FACILITATOR = "Card", "Deal", "Rule", "Facilitator"
"""What moved a track where no role did."""

NOT_OVER = "Not over yet"
"""Stands for the ending while play goes on."""

_BOT, _TURN = "the bot ", "turn "


def build_bot_code(bot: str) -> str:
    """Return the code of a bot that decided."""
    return f"{_BOT}{bot}"


def find_bot(by: str) -> str:
    """Return the name of the bot that decided; an empty text for people."""
    return by.removeprefix(_BOT) if by.startswith(_BOT) else ""


def build_turn_code(turn: int) -> str:
    """Return the code of the turn for which a card was planned."""
    return f"{_TURN}{turn}"


def find_turn(planned: str) -> int:
    """Return the turn for which a card was planned; 0 for none."""
    number = planned.removeprefix(_TURN)
    return int(number) if number.isdecimal() else 0


def find_likelihood_code(percent: int) -> str:
    """Return the code of a likelihood of 1 to 99 per cent: *roughly even*."""
    return find_likelihood(percent).replace("-", " ")


def find_mover_code(kind: RuleKind | None) -> str:
    """Return what moved a track where no decision did, by the kind of its rule (None: the facilitator's hand)."""
    match kind:
        case None:
            return FACILITATOR
        case RuleKind.CARD | RuleKind.OPTION:
            return CARD
        case RuleKind.DEAL_NOW | RuleKind.DEAL_EACH | RuleKind.DEAL_BROKEN:
            return DEAL
    return RULE
