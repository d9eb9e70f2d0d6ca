"""The decisions of a report in words: what was attempted, why, and how it came out."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.phrases import fill
from wargame.rules.decisions import Decision
from wargame.rules.step import Result
from wargame.rules.text.decision_text import format_decided
from wargame.rules.text.offer_text import format_verb
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_known_moves


def format_attempt(decision: Decision, answered: str = "") -> str:
    """Return what was decided, without who decided it: *Offers Safe haven*.

    ``answered`` is the title of the deal that the decision answers, or empty.
    """
    if decision.verb == "argue" and decision.words:
        words = end_sentence(decision.words)
        wanted = format_known_moves(decision.moves, decision.hidden)
        if not wanted:
            return fill("Argues: {words}", words=words)
        return fill("Argues: {words} Asked for: {changes}.", words=words, changes=wanted)
    decides = format_decided(decision)
    text = fill("{decides} {deal}", decides=decides, deal=answered) if answered else decides
    return begin_sentence(text)


def format_reasons(heading: str, reasons: Sequence[str]) -> str:
    """Return reasons below their heading: what was ``intended``, ``reasons``, ``for`` or ``against``."""
    listed = " ".join(map(end_sentence, reasons))
    match heading:
        case "effect":
            return fill("Intended: {reasons}", reasons=listed)
        case "reasons":
            return fill("Reasons: {reasons}", reasons=listed)
        case "pros":
            return fill("For: {reasons}", reasons=listed)
    return fill("Against: {reasons}", reasons=listed)


def format_result(result: Result, total: int, target: int, overruled: bool) -> str:
    """Return how a decision came out, without a full stop; empty where there was no result.

    ``total`` and ``target`` are those of the roll that decided, both 0 for none. ``overruled``: the facilitator turned
    the result.
    """
    if overruled:
        return _format_ruled_result(result)
    words = _format_result(result)
    if not words or not target:
        return words
    return fill("{result}, {total} against {target}", result=words, total=total, target=target)


def _format_result(result: Result) -> str:
    match result:
        case Result.DONE:
            return fill("It happened, without a roll")
        case Result.SUCCESS:
            return fill("Success")
        case Result.FAILURE:
            return fill("Failure")
        case Result.HELD:
            return fill("It could not be paid for: the role held instead")
        case Result.VETOED:
            return fill("Vetoed by the facilitator")
        case Result.WITHDRAWN:
            return fill("Withdrawn")
    return ""


def _format_ruled_result(result: Result) -> str:
    match result:
        case Result.DONE:
            return fill("By the facilitator's ruling: it happened")
        case Result.SUCCESS:
            return fill("By the facilitator's ruling: success")
        case Result.FAILURE:
            return fill("By the facilitator's ruling: failure")
        case Result.HELD:
            return fill("By the facilitator's ruling: it could not be paid for: the role held instead")
        case Result.VETOED:
            return fill("By the facilitator's ruling: vetoed by the facilitator")
        case Result.WITHDRAWN:
            return fill("By the facilitator's ruling: withdrawn")
    return ""


def format_answer(who: str, verb: str) -> str:
    """Return how a role answered an offer."""
    match verb:
        case "counter":
            return fill("{who} made a counter-offer.", who=who)
        case "accept":
            return fill("{who} accepted.", who=who)
    return fill("{who} declined.", who=who)


def format_agreed_at_once() -> str:
    """Return how a deal within one role came about."""
    return fill("Agreed at once, within the role.")


def format_alternative(name: str, title: str) -> str:
    """Return an offer that was not taken: by its verb (``name``) where that says all of it, else by its ``title``."""
    match name:
        case "argue":
            return fill("An argument of its own")
        case "accept":
            return fill("Accept")
        case "decline":
            return fill("Decline")
        case "pass" | "stand" | "withdraw":
            return format_verb(name)
    return title


def format_argument_title(who: str) -> str:
    """Return what a roll was for that decided an argument."""
    return fill("The argument of {who}", who=who)
