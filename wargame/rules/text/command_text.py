"""Commands in words, for one viewer: what was decided, without its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.likelihood_text import format_likelihood
from wargame.phrases import fill, fill_count
from wargame.rules.decisions import Decision, build_decision
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.powers import find_power
from wargame.rules.text.power_text import format_power_use
from wargame.rules.text.rule_text import format_known_moves


def format_command(table: Table, do: str, args: Mapping[str, Any], viewer: str = FACILITATOR) -> str:
    """Return a command in words, for a viewer: *plans Interdict at Plaza Juárez*, *offers Safe haven*, *passes*."""
    return format_decided(build_decision(table, "", do, args, viewer))


def format_decided(decision: Decision) -> str:
    """Return what was decided, without who decided it: *plans Interdict at Plaza Juárez*."""
    match decision.verb:
        case "plan" if decision.zone_name:
            return fill("plans {plan} at {zone}", plan=decision.title, zone=decision.zone_name)
        case "plan":
            return fill("plans {plan}", plan=decision.title)
        case "respond":
            return fill("answers the card: {answer}", answer=decision.title)
        case "offer":
            return fill("offers {deal}", deal=decision.title)
        case "break":
            return fill("breaks off {deal}", deal=decision.title)
        case "counter":
            return fill("counters with {deal}", deal=decision.title)
        case "estimate":
            words = format_likelihood(decision.percent)
            return fill("estimates {percent} % ({likelihood})", percent=decision.percent, likelihood=words)
        case "argue":
            moves = format_known_moves(decision.moves, decision.hidden)
            return fill("argues: {changes}", changes=moves) if moves else fill("argues")
        case "settle":
            moves = format_known_moves(decision.moves, decision.hidden)
            return fill("rules: {changes}", changes=moves) if moves else fill("rules")
        case "challenge":
            return fill("gives {reasons}", reasons=_format_reasons(decision))
        case "weigh":
            return fill("weighs {reasons}", reasons=_format_reasons(decision))
    if find_power(decision.verb) is not None:
        return format_power_use(decision)
    return _format_simple(decision.verb)


def _format_reasons(decision: Decision) -> str:
    pros = fill_count("{n} pro", "{n} pros", decision.pros)
    return fill("{pros} and {cons}", pros=pros, cons=fill_count("{n} con", "{n} cons", decision.cons))


def _format_simple(do: str) -> str:
    match do:
        case "pass":
            return fill("makes no offer")
        case "accept":
            return fill("accepts")
        case "decline":
            return fill("declines")
        case "begin":
            return fill("begins the exercise")
        case "reveal":
            return fill("reveals the plans")
        case "close":
            return fill("closes the turn")
        case "next":
            return fill("goes on to the next turn")
        case "stand":
            return fill("stands by the argument")
        case "withdraw":
            return fill("withdraws the argument")
        case "veto":
            return fill("vetoes the argument")
        case "allow":
            return fill("lets the argument happen without dice")
        case "succeed":
            return fill("rules that it succeeds")
        case "fail":
            return fill("rules that it fails")
        case "apply":
            return fill("rules as it stands")
    return do
