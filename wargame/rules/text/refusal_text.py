"""Refusals in words: why a command is not taken, and what would be."""

from __future__ import annotations

from collections.abc import Callable

from wargame.phrases import fill, join_list
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.asked_text import format_next_step
from wargame.rules.text.offer_text import format_written_domain
from wargame.rules.text.rating_text import format_support
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_member_refusals


def format_refusal(refusal: Refusal) -> str:
    """Return why a command is not taken, without a capital letter and a full stop: *the exercise is over*."""
    return _WORDS[refusal.code](refusal)


def format_refusal_sentence(refusal: Refusal) -> str:
    """Return why a command is not taken, as a sentence: *The exercise is over.*"""
    return end_sentence(begin_sentence(format_refusal(refusal)))


def _format_wrong_arguments(refusal: Refusal) -> str:
    return fill(
        "the arguments must be: {names}; given: {given}",
        names=join_list(refusal.known) or fill("none"),
        given=join_list(refusal.given) or fill("none"),
    )


def _format_wrong_value(refusal: Refusal) -> str:
    assert refusal.slot is not None
    return fill("{slot} must be: {values}", slot=refusal.slot.name, values=format_written_domain(refusal.slot))


def _format_wrong_type(refusal: Refusal) -> str:
    match refusal.known:
        case ("int",):
            return fill("{name} must be a whole number", name=refusal.name)
        case ("bool",):
            return fill("{name} must be true or false", name=refusal.name)
        case ("list",):
            return fill("{name} must be a list", name=refusal.name)
        case ("dict",):
            return fill("{name} must have a value for each name", name=refusal.name)
    return fill("{name} must be a text", name=refusal.name)


_WORDS: dict[RefusalCode, Callable[[Refusal], str]] = {
    RefusalCode.OVER: lambda _: fill("the exercise is over"),
    RefusalCode.READ_ONLY: lambda _: fill("this session can be read only"),
    RefusalCode.DECIDES_NOTHING: lambda _: fill("this viewer decides nothing"),
    RefusalCode.NO_ROLE: lambda r: fill("there is no role {name!r}", name=r.name),
    RefusalCode.NOT_ASKED: lambda r: fill("nothing is asked of {name} now", name=r.name),
    RefusalCode.WRONG_VERB: lambda r: fill(
        "{verb!r} is not asked for now; one of: {verbs}", verb=r.verb, verbs=join_list(r.known)
    ),
    RefusalCode.WRONG_PACE: lambda r: fill(
        "now is the moment to: {what} ({verb})", what=format_next_step(r.verb), verb=r.verb
    ),
    RefusalCode.WRONG_ARGUMENTS: _format_wrong_arguments,
    RefusalCode.WRONG_VALUE: _format_wrong_value,
    RefusalCode.NO_ACTION: lambda r: fill("there is no action {name!r}", name=r.name),
    RefusalCode.NOT_THERE: lambda r: fill("there is no action {name!r} at {zone!r}", name=r.name, zone=r.zone),
    RefusalCode.NO_OPTION: lambda r: fill(
        "the card has no option {name!r}; it has: {options}", name=r.name, options=join_list(r.known)
    ),
    RefusalCode.NO_FORM: lambda r: fill(
        "there is no form of deal {name!r}; there are: {forms}", name=r.name, forms=join_list(r.known)
    ),
    RefusalCode.NO_ARGUMENTS: lambda _: fill("there are no arguments in this exercise"),
    RefusalCode.NOT_OPEN: lambda _: fill("this is not open to you now"),
    RefusalCode.MEMBERS: lambda r: format_member_refusals(r.members),
    RefusalCode.NO_USE: lambda r: fill("there is nothing to {verb} now", verb=r.verb),
    RefusalCode.NO_TARGET: lambda r: fill(
        "{arguments}: nothing is called {values}", arguments=join_list(r.known), values=join_list(r.given)
    ),
    RefusalCode.NO_REASON: lambda _: fill("say why: where the facilitator decides, it is recorded with its reason"),
    RefusalCode.NO_UNDO: lambda _: fill("there is nothing after that to undo"),
    RefusalCode.NO_EARLIER: lambda _: fill("the exercise cannot be undone to before its beginning"),
    RefusalCode.NO_UNDO_REASON: lambda _: fill("say why: an undo is recorded with its reason"),
    RefusalCode.SEEN: lambda _: fill("what has been seen cannot be made unseen: confirm it to undo all the same"),
    RefusalCode.NO_SEAT: lambda r: fill(
        "{name!r} cannot take a seat; one of: {seats}", name=r.name, seats=join_list(r.known)
    ),
    RefusalCode.WRONG_TYPE: _format_wrong_type,
    RefusalCode.NO_DECISION: lambda r: fill("line {line} is no decision that stands", line=r.line),
    RefusalCode.NO_WORDS: lambda _: fill("nothing was written"),
    RefusalCode.NO_OBJECTIVE: lambda r: fill("the scenario has no learning objective {name!r}", name=r.name),
    RefusalCode.NO_TASK: lambda r: fill(
        "the objective has no critical task {name!r}; it has: {tasks}",
        name=r.name,
        tasks=join_list(r.known) or fill("none"),
    ),
    RefusalCode.NO_RATING: lambda r: fill(
        "{name!r} is no rating; there is {ratings}", name=r.name, ratings=join_list(r.known)
    ),
    RefusalCode.UNSUPPORTED_RATING: lambda r: fill(
        "{support}: say why it is rated {rating}", support=format_support(r.supported), rating=r.name
    ),
    RefusalCode.NO_OBSERVATION: lambda r: fill("line {line} is no observation", line=r.line),
    RefusalCode.NO_ADVICE: lambda _: fill("say what the issue is and what you recommend"),
    RefusalCode.NO_ADVICE_ROW: lambda r: fill("line {line} is no recommendation", line=r.line),
    RefusalCode.NO_QUESTION: lambda r: fill("the debrief does not ask {name!r}", name=r.name),
    RefusalCode.NO_ANSWER: lambda r: fill("line {line} is no answer of the debrief", line=r.line),
}
