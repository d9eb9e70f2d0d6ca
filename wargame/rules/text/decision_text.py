"""Decisions in words: who decided what, without what came of it."""

from __future__ import annotations

from dataclasses import replace

from wargame.likelihood_text import format_likelihood
from wargame.phrases import fill, fill_count
from wargame.rules.decisions import Decision
from wargame.rules.powers import find_power
from wargame.rules.text.power_text import format_power_use
from wargame.rules.text.rule_text import end_sentence, format_known_moves


def format_decided(decision: Decision) -> str:
    """Return what was decided, without who decided it and without the words of people: *plans Interdict at Juárez*.

    For places that name the decider elsewhere, such as the heading above.
    """
    return _format(replace(decision, words=""), "").strip()


def format_decision(decision: Decision, who: str = "") -> str:
    """Return a decision in words, without a full stop: *Cartel plans Interdict at Plaza Juárez*.

    ``who`` is said in place of the name of the role.
    """
    return _format(decision, who or format_actor(decision.name))


def format_actor(name: str) -> str:
    """Return the name of the role that decided, or *Facilitator* where there is none."""
    return name or fill("Facilitator")


def _format(decision: Decision, who: str) -> str:
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
        case "argue" | "settle":
            return _format_moving(decision, who)
        case "challenge" | "weigh":
            return _format_reasons(decision, who)
        case "open" | "roll" | "move":
            return _format_stage(decision, who)
    if find_power(decision.verb) is not None:
        return format_power_use(decision, who)
    return _format_bare(decision.verb, who)


def _format_stage(decision: Decision, who: str) -> str:
    if not decision.title:
        return fill("{who} opens an argument", who=who)
    match decision.verb:
        case "open":
            return fill("{who} opens {plan}", who=who, plan=decision.title)
        case "roll":
            return fill("{who} has the dice rolled for {plan}", who=who, plan=decision.title)
    return fill("{who} shows what {plan} moves", who=who, plan=decision.title)


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
    if decision.verb == "argue":
        return fill("{who} argues: {changes}", who=who, changes=changes) if changes else fill("{who} argues", who=who)
    return fill("{who} rules: {changes}", who=who, changes=changes) if changes else fill("{who} rules", who=who)


def _format_reasons(decision: Decision, who: str) -> str:
    pros = fill_count("{n} pro", "{n} pros", decision.pros) if decision.pros else fill("no pros")
    cons = fill_count("{n} con", "{n} cons", decision.cons) if decision.cons else fill("no cons")
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
    return fill("{who} {verb}", who=who, verb=verb)
