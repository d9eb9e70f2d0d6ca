"""What became of plans, in words: what was attempted, how it came out, and which results can be turned."""

from __future__ import annotations

from wargame.phrases import fill, join_list
from wargame.rules.known_plan import KnownPlan
from wargame.rules.text.event_text import format_change, format_roll_total
from wargame.rules.text.rule_text import begin_sentence, end_sentence


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
