"""Decisions in words: who decided what, without what came of it."""

from __future__ import annotations

from wargame.likelihood_text import format_likelihood
from wargame.phrases import fill, fill_count
from wargame.rules.decisions import Decision
from wargame.rules.text.rule_text import end_sentence, format_known_moves


def format_decision(decision: Decision, who: str = "") -> str:
    """Return a decision in words, without a full stop: *Cartel plans Interdict at Plaza Juárez*.

    ``who`` is said in place of the name of the role.
    """
    who = who or decision.name or fill("Facilitator")
    if decision.words:
        return _format_words(decision, who)
    match decision.verb:
        case "plan":
            if decision.zone_name:
                return fill("{who} plans {plan} at {zone}", who=who, plan=decision.title, zone=decision.zone_name)
            return fill("{who} plans {plan}", who=who, plan=decision.title)
        case "respond":
            return fill("{who} answers the card: {answer}", who=who, answer=decision.title)
        case "offer":
            return fill("{who} offers {deal}", who=who, deal=decision.title)
        case "break":
            return fill("{who} breaks off {deal}", who=who, deal=decision.title)
        case "counter":
            return fill("{who} counters with {deal}", who=who, deal=decision.title)
        case "estimate":
            return fill(
                "{who} estimates {percent} % ({likelihood})",
                who=who,
                percent=decision.percent,
                likelihood=format_likelihood(decision.percent),
            )
        case "argue" | "settle" | "overrule" | "rule":
            return _format_moving(decision, who)
        case "set":
            return _format_setting(decision, who)
        case "inject":
            return fill("{who} injects a card: {card}", who=who, card=decision.title)
        case "challenge" | "weigh":
            return _format_reasons(decision, who)
    return _format_bare(decision.verb, who)


def _format_words(decision: Decision, who: str) -> str:
    if decision.verb != "argue":
        return fill("{who} rules: {words}", who=who, words=decision.words)
    if not decision.moves and not decision.hidden:
        return fill("{who} argues: {words}", who=who, words=decision.words)
    return fill(
        "{who} argues: {words} Asked for: {changes}",
        who=who,
        words=end_sentence(decision.words),
        changes=format_known_moves(decision.moves, decision.hidden),
    )


def _format_moving(decision: Decision, who: str) -> str:
    changes = format_known_moves(decision.moves, decision.hidden)
    match decision.verb:
        case "argue":
            if not changes:
                return fill("{who} argues", who=who)
            return fill("{who} argues: {changes}", who=who, changes=changes)
        case "overrule":
            if not changes:
                return fill("{who} overrules a result", who=who)
            return fill("{who} overrules a result: {changes}", who=who, changes=changes)
    return fill("{who} rules: {changes}", who=who, changes=changes) if changes else fill("{who} rules", who=who)


def _format_setting(decision: Decision, who: str) -> str:
    if not decision.known:
        return fill("{who} sets a number not everybody sees", who=who)
    if not decision.truth:
        return fill("{who} sets {number} to {value}", who=who, number=decision.title, value=decision.value)
    if decision.value > 0:
        return fill("{who} sets {flag}: now so", who=who, flag=decision.title)
    return fill("{who} sets {flag}: no longer so", who=who, flag=decision.title)


def _format_reasons(decision: Decision, who: str) -> str:
    pros = fill_count("{n} pro", "{n} pros", decision.pros)
    cons = fill_count("{n} con", "{n} cons", decision.cons)
    if decision.verb == "challenge":
        return fill("{who} gives {pros} and {cons}", who=who, pros=pros, cons=cons)
    return fill("{who} weighs {pros} and {cons}", who=who, pros=pros, cons=cons)


def _format_bare(verb: str, who: str) -> str:
    """Return the sentence of a verb that needs no more than who decided."""
    match verb:
        case "pass":
            return fill("{who} makes no offer", who=who)
        case "accept":
            return fill("{who} accepts", who=who)
        case "decline":
            return fill("{who} declines", who=who)
        case "begin":
            return fill("{who} begins the exercise", who=who)
        case "reveal":
            return fill("{who} reveals the plans", who=who)
        case "close":
            return fill("{who} closes the turn", who=who)
        case "next":
            return fill("{who} goes on to the next turn", who=who)
        case "stand":
            return fill("{who} stands by the argument", who=who)
        case "withdraw":
            return fill("{who} withdraws the argument", who=who)
        case "veto":
            return fill("{who} vetoes the argument", who=who)
        case "allow":
            return fill("{who} lets the argument happen without dice", who=who)
        case "succeed":
            return fill("{who} rules that it succeeds", who=who)
        case "fail":
            return fill("{who} rules that it fails", who=who)
        case "apply":
            return fill("{who} rules as it stands", who=who)
        case "lift":
            return fill("{who} lifts a ruling", who=who)
        case "skip":
            return fill("{who} skips the next card", who=who)
        case "defer":
            return fill("{who} defers the next card", who=who)
        case "end":
            return fill("{who} ends the exercise", who=who)
    return fill("{who} {verb}", who=who, verb=verb)
