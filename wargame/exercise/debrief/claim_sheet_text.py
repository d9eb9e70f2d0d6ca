"""Sets out the claims of the papers for the form of the debrief: texts to read, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wargame.exercise.debrief.claims import BEST, SIDES, ClaimDecision, ClaimHere, ClaimSheet
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.session.text import claim_text


def iter_claim_texts(window: Window, sheet: ClaimSheet) -> Iterator[tuple[str, str]]:
    """Yield the kind (that of a text of the form) and the words of every text about the claims."""
    if not sheet.claims and not sheet.silent:
        return
    yield "heading", claim_text.title_claims()
    if sheet.silent:
        yield "text", claim_text.format_no_claims([source.short for source in sheet.silent])
    if sheet.claims:
        yield "text", claim_text.format_side_rule()
    for one in sheet.claims:
        yield from _iter_claim(window, one)
    if sheet.claims:
        yield "dim", claim_text.format_measured_note(sheet.pairs)
    for question in sheet.questions[:BEST]:
        yield "close", claim_text.format_question_of_card(question.question, question.card, question.turn)


def _iter_claim(window: Window, one: ClaimHere) -> Iterator[tuple[str, str]]:
    yield "heading", claim_text.format_document_claim(one.source.short, one.claim.title, one.pages)
    yield "close", one.claim.text
    for side in SIDES:
        made = [decision for decision in one.decisions if decision.side == side]
        if made:
            yield "close", claim_text.format_led(claim_text.lead_side(side), _format_decisions(window, made))
    if not one.decisions:
        yield "close", claim_text.format_nothing_decided()
    weak = one.weakness
    if weak is not None:
        said = claim_text.format_weakness(weak.text, one.list_weak_pages(weak), weak.document or "")
        yield "close", claim_text.format_led(claim_text.lead_weakness(), said)
    yield "dim", claim_text.format_led(claim_text.lead_built_in(), _format_built_in(window, one))


def _format_decisions(window: Window, made: Sequence[ClaimDecision]) -> str:
    grouped: dict[str, dict[str, list[str]]] = {}
    for one in made:
        decided = claim_text.format_claim_decision(one.verb, one.cited.title)
        grouped.setdefault(one.role, {}).setdefault(decided, []).append(str(one.line))
    return claim_text.join_decisions(
        [
            claim_text.format_decided_by(
                find_role_name(window, role), [claim_text.format_decided_at(*pair) for pair in decisions.items()]
            )
            for role, decisions in grouped.items()
        ]
    )


def _format_built_in(window: Window, one: ClaimHere) -> str:
    return claim_text.format_built_in(
        [(rule.text, bool(rule.turns)) for rule in one.rules],
        [(switch.title, switch.off) for switch in one.switches],
        [
            claim_text.format_measure(made.experiment.title, find_role_name(window, made.margin.role), made.margin.end)
            for made in one.measures
            if made.margin is not None and made.margin.is_sure
        ],
    )
