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


def format_power_use(decision: Decision) -> str:
    """Return what the facilitator does with a power: *sets Heat to 4*.

    Raises `LookupError` for a verb that is no power.
    """
    match decision.verb:
        case "overrule":
            moves = format_known_moves(decision.moves, decision.hidden)
            return fill("overrules a result: {changes}", changes=moves) if moves else fill("overrules a result")
        case "rule":
            moves = format_known_moves(decision.moves, decision.hidden)
            return fill("rules: {changes}", changes=moves) if moves else fill("rules")
        case "lift":
            return fill("lifts a ruling")
        case "set":
            return _format_set(decision)
        case "inject":
            return fill("injects a card: {card}", card=decision.title)
        case "skip":
            return fill("skips the next card")
        case "defer":
            return fill("defers the next card")
        case "end":
            return fill("ends the exercise")
    raise LookupError(f"no words for the power {decision.verb!r}")


def _format_set(decision: Decision) -> str:
    if not decision.known:
        return fill("sets a number not everybody sees")
    if not decision.truth:
        return fill("sets {number} to {value}", number=decision.title, value=decision.value)
    if decision.value > 0:
        return fill("sets {number}: now so", number=decision.title)
    return fill("sets {number}: no longer so", number=decision.title)
