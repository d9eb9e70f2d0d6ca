"""What became of plans, in words: what was attempted, how it came out, and which results can be turned."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.likelihood import count_winning_rolls
from wargame.outcome_text import format_no_change
from wargame.phrases import fill, fill_count, join_list
from wargame.rules.known_plan import KnownCheck, KnownPlan, KnownPromise
from wargame.rules.text.event_text import format_change, format_roll_total, format_unknown_odds
from wargame.rules.text.offer_text import format_bonus_reason, format_dice_bonus
from wargame.rules.text.rule_text import begin_sentence, end_sentence
from wargame.rules.text.rule_text import format_changes as format_known_changes


def format_attempted(plan: KnownPlan) -> str:
    """Return what a role planned: *Interdict*, *An argument: we close the port*."""
    if plan.title:
        return plan.title
    return fill("An argument: {words}", words=plan.words) if plan.words else fill("An argument")


def format_happened(plan: KnownPlan) -> str:
    """Return how a plan came out, without a full stop: *failed, 7 against 8: Scrutiny rose from 4 to 5*."""
    if not plan.result:
        return fill("how it came out is not known")
    if plan.result == "none":
        return fill("not yet")
    parts = [_format_result(plan.result)]
    if plan.roll is not None:
        parts.append(format_roll_total(plan.roll))
    if plan.overruled:
        parts.append(fill("overruled"))
    came = join_list(parts)
    if not plan.moves:
        return came
    return fill("{result}: {changes}", result=came, changes=join_list(map(format_change, plan.moves)))


def format_plan(plan: KnownPlan) -> str:
    """Return what a role planned and how it came out, as sentences: *Cartel: Raid. Failed, 7 against 8.*"""
    came = end_sentence(format_happened(plan))
    return fill(
        "{who}: {attempted} {came}",
        who=plan.name,
        attempted=end_sentence(format_attempted(plan)),
        came=begin_sentence(came),
    )


def format_reversible(plan: KnownPlan) -> str:
    """Return a result that can be overruled: *Terrorist cell: Attempt the blow, 7 against 8, failed*."""
    what = fill("{who}: {plan}", who=plan.name, plan=plan.title or fill("an argument"))
    match plan.result:
        case "":
            return what
        case "done":
            return join_list([what, fill("happened without a roll")])
        case "held":
            return join_list([what, fill("could not be paid for")])
    result = fill("succeeded") if plan.result == "success" else fill("failed")
    if plan.overruled:
        return join_list([what, fill("by ruling"), result])
    return join_list([what, format_roll_total(plan.roll), result] if plan.roll is not None else [what, result])


def format_reversal(moves: bool, cards: Sequence[str]) -> str:
    """Return what the line of changes is for that turns a result: *Enter agrees*.

    ``moves``: the line holds changes. ``cards`` are the titles of the cards that the other outcome brings.
    """
    if moves:
        said = fill("It takes back what it changed, and does what the other result does: Enter agrees, or edit it.")
    else:
        said = fill("To turn it changes no number, so the line is empty: Enter agrees, or type effects.")
    return f"{said} {format_turned_cards(cards)}" if cards else said


def format_turned_cards(cards: Sequence[str]) -> str:
    """Return which cards the other outcome brings, as a sentence."""
    return fill("It brings: {cards}.", cards=join_list(cards))


def _format_result(result: str) -> str:
    match result:
        case "done":
            return fill("happened")
        case "success":
            return fill("succeeded")
        case "failure":
            return fill("failed")
        case "held":
            return fill("could not be paid for")
        case "vetoed":
            return fill("was vetoed")
        case "withdrawn":
            return fill("was withdrawn")
    return fill("not yet")


# Before it happens


def format_check(check: KnownCheck) -> str:
    """Return how dice decide about a plan: *7 or more on two dice: 21 of 36 ways*; of an unknown one only the dice."""
    if check.odds is None:
        return fill("two dice ({odds})", odds=format_unknown_odds())
    ways = count_winning_rolls(check.target - check.plus)
    if not check.plus:
        return fill("{target} or more on two dice: {ways} of 36 ways", target=check.target, ways=ways)
    places = {"target": check.target, "plus": check.plus, "ways": ways}
    return fill("{target} or more on two dice and {plus:+d}: {ways} of 36 ways", **places)


def format_throw(plan: KnownPlan, check: KnownCheck | None) -> str:
    """Return for what dice are thrown: *Cartel, Raid, 7 or more (58 %)*."""
    what = fill("{who}, {plan}", who=plan.name, plan=plan.title)
    if check is None:
        return what
    if check.odds is None:
        return fill("{plan} ({odds})", plan=what, odds=format_unknown_odds())
    places = {"plan": what, "target": check.target, "odds": check.odds}
    if not check.plus:
        return fill("{plan}, {target} or more ({odds} %)", **places)
    return fill("{plan}, {target} or more with {plus:+d} ({odds} %)", plus=check.plus, **places)


def list_bonus_lines(check: KnownCheck) -> list[str]:
    """Return what counts beside the dice, a sentence each; nothing where the viewer may not know it."""
    if check.odds is None:
        return []
    counts = [format_dice_bonus(one) for one in check.bonuses] or [fill("Nothing is added to the dice or taken away.")]
    if check.planned is None:
        return counts
    reasons = [
        *(fill("{add:+d} came ({reason})", add=one.add, reason=format_bonus_reason(one)) for one in check.came),
        *(fill("{add:+d} is gone ({reason})", add=one.add, reason=format_bonus_reason(one)) for one in check.gone),
    ]
    moved = fill(
        "When it was planned it was {odds} %; since then {reasons}.", odds=check.planned, reasons=join_list(reasons)
    )
    return [*counts, moved]


def format_promise(promise: KnownPromise) -> str:
    """Return what an outcome would change: *Will +1, and 1 number not everybody sees*."""
    hidden = fill_count("{n} number not everybody sees", "{n} numbers not everybody sees", promise.hidden)
    if not promise.changes:
        return hidden if promise.hidden else format_no_change()
    known = format_known_changes(promise.changes, here=False)
    return fill("{changes}, and {hidden}", changes=known, hidden=hidden) if promise.hidden else known


def list_promise_lines(success: KnownPromise | None, failure: KnownPromise | None) -> list[str]:
    """Return what follows from a plan, a line for each outcome; empty where nothing is known."""
    if success is None:
        return []
    if failure is None:
        return [fill("It brings: {changes}", changes=format_promise(success))]
    return [
        fill("then: {changes}", changes=format_promise(success)),
        fill("else: {changes}", changes=format_promise(failure)),
    ]
