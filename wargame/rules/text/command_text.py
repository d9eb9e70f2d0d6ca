"""Commands in words, for one viewer: what was decided, without its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.likelihood import format_likelihood
from wargame.phrases import fill, fill_count
from wargame.rules.decided import Decided, build_decided
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.powers import find_power
from wargame.rules.text.power_text import format_power_use
from wargame.rules.text.rule_text import end_sentence, format_chosen


def format_command(table: Table, do: str, args: Mapping[str, Any], viewer: str = FACILITATOR) -> str:
    """Return a command in words, for a viewer: *plans Interdict at Plaza Juárez*, *offers Safe haven*, *passes*."""
    return format_decided(build_decided(table, do, args, viewer))


def format_decision(decided: Decided) -> str:
    """Return who gave a command, and what it was, without a full stop: *Cartel plans Run the routes*."""
    if not decided.words:
        return fill("{who} {decides}", who=decided.name, decides=format_decided(decided))
    if decided.do != "argue":
        return fill("{who} rules: {words}", who=decided.name, words=decided.words)
    wanted = format_chosen(decided.moves, decided.hidden)
    if not wanted:
        return fill("{who} argues: {words}", who=decided.name, words=decided.words)
    return fill(
        "{who} argues: {words} Asked for: {changes}",
        who=decided.name,
        words=end_sentence(decided.words),
        changes=wanted,
    )


def format_decision_sentence(decided: Decided) -> str:
    """Return who gave a command, and what it was, as a sentence."""
    return end_sentence(format_decision(decided))


def format_decided(decided: Decided) -> str:
    """Return what was decided, without who decided it: *plans Interdict at Plaza Juárez*."""
    match decided.do:
        case "plan" if decided.zone:
            return fill("plans {plan} at {zone}", plan=decided.title, zone=decided.zone)
        case "plan":
            return fill("plans {plan}", plan=decided.title)
        case "respond":
            return fill("answers the card: {answer}", answer=decided.title)
        case "offer":
            return fill("offers {deal}", deal=decided.title)
        case "break":
            return fill("breaks off {deal}", deal=decided.title)
        case "counter":
            return fill("counters with {deal}", deal=decided.title)
        case "estimate":
            words = format_likelihood(decided.value)
            return fill("estimates {percent} % ({likelihood})", percent=decided.value, likelihood=words)
        case "argue":
            moves = format_chosen(decided.moves, decided.hidden)
            return fill("argues: {changes}", changes=moves) if moves else fill("argues")
        case "settle":
            moves = format_chosen(decided.moves, decided.hidden)
            return fill("rules: {changes}", changes=moves) if moves else fill("rules")
        case "challenge":
            return fill("gives {reasons}", reasons=_format_reasons(decided))
        case "weigh":
            return fill("weighs {reasons}", reasons=_format_reasons(decided))
    if find_power(decided.do) is not None:
        return format_power_use(decided)
    return _format_simple(decided.do)


def _format_reasons(decided: Decided) -> str:
    pros = fill_count("{n} pro", "{n} pros", decided.pros)
    return fill("{pros} and {cons}", pros=pros, cons=fill_count("{n} con", "{n} cons", decided.cons))


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
