"""A line of a session in words: what was decided, by what bot or under which hat, and the words beside it."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.rules.decisions import Decision
from wargame.rules.text.decision_text import format_decided, format_decision
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.session.known_line import KnownLine, LeftOffer
from wargame.session.text.record_text import format_record
from wargame.session.text.seat_text import format_bot, format_played, format_players


def format_line(line: KnownLine) -> str:
    """Return what was decided, or a record, as a sentence; empty where nothing of it is known but what came of it."""
    if line.is_header:
        return fill("Nothing has been decided yet.")
    if line.is_record:
        return format_record(line.record) if line.record is not None else ""
    if line.decision is not None:
        return end_sentence(format_decision(line.decision))
    return fill("Something was decided here that was not for everybody to know.") if line.hidden else ""


def format_decider(line: KnownLine) -> str:
    """Return which bot decided, or under which hat the facilitator did; empty for people."""
    return format_bot(line.bot) if line.bot else line.hat


def list_labelled_words(line: KnownLine) -> list[tuple[str, str]]:
    """Return the words that people said beside the rationale, each with its label; of the header, who plays."""
    if line.seats:
        return [(format_played(), format_players(line.seats))]
    return [(_format_label(one.kind), one.text) for one in line.words]


def _format_label(kind: str) -> str:
    match kind:
        case "effect":
            return fill("It should cause")
        case "cons":
            return fill("Against")
    return fill("For")


def list_left_titles(line: KnownLine) -> list[str]:
    """Return the titles of the offers that were not taken."""
    return [_format_left(offer) for offer in line.left]


def _format_left(offer: LeftOffer) -> str:
    if not offer.title and offer.name == "argue":
        return fill("An argument")
    text = offer.title or format_decided(Decision("", "", offer.name))
    return begin_sentence(text)


def format_reason(because: str) -> str:
    """Return the rationale of a decision behind its label."""
    return fill("Why: {because}", because=because)


def label_amended_reason(*, hindsight: bool) -> str:
    """Return the label of a rationale that was added later; ``hindsight``: when the outcome was known."""
    return fill("Why, written after the outcome") if hindsight else fill("Why, said later")


def format_amended_reason(because: str, *, hindsight: bool) -> str:
    """Return the rationale that was added later behind its label."""
    return fill("{label}: {because}", label=label_amended_reason(hindsight=hindsight), because=because)
