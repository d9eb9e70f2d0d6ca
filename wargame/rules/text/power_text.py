"""The powers of the facilitator in words: their titles, what they do, and their use as a sentence for one viewer."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.rules.decisions import Decision
from wargame.rules.text.rule_text import format_known_moves


def format_power_title(do: str) -> str:
    """Return the title of a power by its verb. Raises `LookupError` for any other verb."""
    match do:
        case "overrule":
            return fill("Overrule a result")
        case "rule":
            return fill("Rule an effect")
        case "lift":
            return fill("Lift a ruling")
        case "set":
            return fill("Set a number")
        case "inject":
            return fill("Inject a card now")
        case "skip":
            return fill("Skip the next card")
        case "defer":
            return fill("Defer the next card")
        case "end":
            return fill("End the exercise now")
    raise LookupError(f"no words for the power {do!r}")


def format_power_text(do: str) -> str:
    """Return what a power does, as a sentence. Raises `LookupError` for a verb that is no power."""
    match do:
        case "overrule":
            return fill("Success becomes failure, failure success.")
        case "rule":
            return fill("Something happens because you say so, and why.")
        case "lift":
            return fill("A lasting effect of a ruling ends.")
        case "set":
            return fill("A track, zone number or flag gets the value you give.")
        case "inject":
            return fill("A card is delivered at once.")
        case "skip":
            return fill("It will not come; another is drawn.")
        case "defer":
            return fill("It goes back to the pile at the close; another comes.")
        case "end":
            return fill("It closes with the ending that holds.")
    raise LookupError(f"no words for the power {do!r}")


def format_power_use(decision: Decision, who: str) -> str:
    """Return what ``who`` does with a power, without a full stop: *Facilitator sets Heat to 4*.

    Raises `LookupError` for a verb that is no power.
    """
    match decision.verb:
        case "overrule":
            moves = format_known_moves(decision.moves, decision.hidden)
            if not moves:
                return fill("{who} overrules a result", who=who)
            return fill("{who} overrules a result: {changes}", who=who, changes=moves)
        case "rule":
            moves = format_known_moves(decision.moves, decision.hidden)
            return fill("{who} rules: {changes}", who=who, changes=moves) if moves else fill("{who} rules", who=who)
        case "lift":
            return fill("{who} lifts a ruling", who=who)
        case "set":
            return _format_set(decision, who)
        case "inject":
            return fill("{who} injects a card: {card}", who=who, card=decision.title)
        case "skip":
            return fill("{who} skips the next card", who=who)
        case "defer":
            return fill("{who} defers the next card", who=who)
        case "end":
            return fill("{who} ends the exercise", who=who)
    raise LookupError(f"no words for the power {decision.verb!r}")


def _format_set(decision: Decision, who: str) -> str:
    if not decision.known:
        return fill("{who} sets a number not everybody sees", who=who)
    if not decision.truth:
        return fill("{who} sets {number} to {value}", who=who, number=decision.title, value=decision.value)
    if decision.value > 0:
        return fill("{who} sets {flag}: now so", who=who, flag=decision.title)
    return fill("{who} sets {flag}: no longer so", who=who, flag=decision.title)
