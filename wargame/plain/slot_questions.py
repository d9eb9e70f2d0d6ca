"""Asks at the prompt for the value of a slot of an offer until it can be read."""

from __future__ import annotations

from wargame.exercise.play.input_parsing import UnclearError, fill_slot, format_names, parse_moves
from wargame.plain.terminal_io import Talk
from wargame.rules.offers import Slot
from wargame.rules.text.offer_text import format_domain, list_slot_labels
from wargame.rules.text.rule_text import begin_sentence, end_sentence

MOST_LISTED = 30
"""The most values of a slot that are listed with its question: every zone, but not every card."""


def ask_effects(talk: Talk, slot: Slot, typed: str = "", ask: bool = True) -> dict[str, int]:
    """Return the changes of an effects slot by column name; ``typed`` is what was typed already.

    Raises `UnclearError` if it cannot be read and ``ask`` is false.
    """
    labels = dict(zip(slot.domain, slot.labels, strict=True))
    if ask and not typed:
        talk.say(f"Numbers that can move: {', '.join(slot.labels)}.", 2, 2)
    most = f"At most {slot.most}, each by up to {slot.size} either way"
    prompt = f"Which numbers should move? {most}, such as: {slot.labels[0]} -1 (Enter: none)"
    while True:
        try:
            typed = typed or (talk.ask(prompt) if ask else "")
            moves = parse_moves(typed, labels) if typed else {}
            if not slot.is_valid(moves):
                raise UnclearError(f"effects must be {format_domain(slot)}")
            return moves
        except UnclearError as unclear:
            if not ask:
                raise
            talk.say(begin_sentence(end_sentence(str(unclear))))
            typed = ""


def ask_value(talk: Talk, title: str, slot: Slot, typed: str = "", ask: bool = True) -> object:
    """Return the value of a slot of the offer called ``title``; ``typed`` is what was typed already.

    A slot with one value is filled without a question. Raises `UnclearError` if the value cannot be read and ``ask`` is
    false.
    """
    listed = format_names([str(label) for label in list_slot_labels(slot) or slot.domain], MOST_LISTED)
    if not typed and len(slot.domain) == 1:
        return slot.domain[0]
    if not typed and not ask:
        raise UnclearError(f"{title} needs a {slot.name}: {listed}")
    while True:
        try:
            return fill_slot(slot, typed or talk.ask(f"Which {slot.name}? {listed}:"))
        except UnclearError as unclear:
            if not ask:
                raise
            talk.say(begin_sentence(end_sentence(str(unclear))))
            typed = ""
