"""The page of the papers' claims in a report, and the appendices with all that it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from wargame.review.data.report import ClaimDecision, ClaimMeasure, ClaimWeakness, Report, ReportClaim
from wargame.review.text import claim_page_text
from wargame.review.text.number_text import format_number
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    Heading,
    LineNumber,
    Paragraph,
    RoleName,
    Spans,
    build_bullets,
    build_spans,
    build_table,
)
from wargame.review.write.charts.drawn_chart import Drawings
from wargame.session.text import claim_text

ASKED = "asked"
SIDES = ("for", "against", "both", ASKED)
MOST_DECISIONS = 3
"""The most decisions that the page lists on one side of a claim; the appendix of claims lists all."""


def iter_claims(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every claim: its sentences, what happened here, why it may fail, what was built in; and three questions."""
    page = report.papers
    if not page.claims:
        yield Paragraph(claim_text.format_no_claims(page.silent) if page.silent else claim_text.format_no_documents())
    else:
        yield Paragraph(claim_text.format_side_rule())
        for heading, claims in groupby(_iter_brief_claims(page.claims), _format_document):
            yield Heading(2, heading)
            for one in claims:
                yield from _iter_claim(one)
        yield Paragraph(claim_text.format_measured_note(page.pairs), kind="note")
        if page.silent:
            yield Paragraph(claim_text.format_no_claims(page.silent), kind="note")
    if page.questions:
        yield Heading(2, claim_text.title_questions())
        yield build_bullets(
            (
                claim_text.format_question_of_card(one.question, one.card, one.turn)
                for one in page.questions[: page.best]
            ),
            ordered=True,
        )


def _format_document(one: ReportClaim) -> str:
    """Return the document of a claim with its main title."""
    return claim_text.format_document(one.document, one.document_title.partition(":")[0])


def _iter_brief_claims(claims: Iterable[ReportClaim]) -> Iterator[ReportClaim]:
    """Yield the claims, each with at most one figure, which is sure and is told of no claim before it."""
    told: set[str] = set()
    for one in claims:
        new = [made for made in one.measures if made.is_sure and made.title not in told][:1]
        told.update(made.title for made in new)
        yield replace(one, measures=tuple(new))


def _iter_claim(one: ReportClaim) -> Iterator[Block]:
    yield Heading(3, claim_text.format_claim_heading(one.title, one.pages))
    yield Paragraph(one.text)
    sided = {side: [made for made in one.decisions if made.side == side] for side in SIDES}
    shown = [side for side in SIDES if sided[side] and side != ASKED] or [side for side in SIDES if sided[side]]
    items = [BulletItem(_join_decisions(sided[side], MOST_DECISIONS), claim_text.lead_side(side)) for side in shown]
    is_bare = not (one.decisions or one.rules or one.switches or one.measures)
    if is_bare:
        items.append(BulletItem(claim_text.format_untouched()))
    elif not items:
        items.append(BulletItem(claim_text.format_nothing_decided()))
    weak = one.may_fail[0] if one.may_fail else None
    why = claim_text.format_weakness(*_read(weak)) if weak is not None else claim_text.format_no_weakness()
    items.append(BulletItem(why, claim_text.lead_weakness()))
    if not is_bare:
        items.append(BulletItem(_format_built_in(one), claim_text.lead_built_in()))
    yield Bullets(tuple(items))


def _join_decisions(decisions: Sequence[ClaimDecision], most: int) -> Spans:
    """Return decisions by role with their lines, the same ones together; of more than ``most``, how many more."""
    grouped: dict[tuple[str, str], dict[tuple[str, str], list[int]]] = {}
    for one in decisions:
        grouped.setdefault((one.role, one.name), {}).setdefault((one.verb, one.cited), []).append(one.line)
    said = []
    for (role, name), count in _share_out(most, {who: len(made) for who, made in grouped.items()}).items():
        told = [_format_decided(*what, lines) for what, lines in list(grouped[role, name].items())[:count]]
        said.append(
            build_spans(lambda who, *told: claim_text.format_decided_by(who, told), RoleName(role, name), *told)
        )
    more = sum(map(len, grouped.values())) - most
    return build_spans(lambda *roles: claim_text.join_decisions(roles, max(more, 0)), *said)


def _format_decided_by(who: str, *told: str) -> str:
    return claim_text.format_decided_by(who, told)


def _share_out(most: int, wanted: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return how many of ``most`` places each role gets: one each as far as they go, then one more each."""
    given = dict.fromkeys(wanted, 0)
    while sum(given.values()) < min(most, sum(wanted.values())):
        least = min((who for who in wanted if given[who] < wanted[who]), key=given.__getitem__)
        given[least] += 1
    return {who: count for who, count in given.items() if count}


def _format_decided(verb: str, cited: str, lines: Sequence[int]) -> Spans:
    decided = claim_text.format_claim_decision(verb, cited)
    return build_spans(lambda *lines: claim_text.format_decided_at(decided, lines), *map(LineNumber, lines))


def _read(weak: ClaimWeakness) -> tuple[str, tuple[str, ...], str]:
    return weak.text, weak.pages, weak.document


def _format_built_in(one: ReportClaim) -> str:
    return claim_text.format_built_in(
        [(rule.text, bool(rule.turns)) for rule in one.rules],
        [(switch.title, switch.off) for switch in one.switches],
        [claim_text.format_measure(made.title, made.name, made.end) for made in one.measures],
    )


def iter_more_claims(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield what the page of claims leaves out: further reasons, every decision, the figures, the other questions."""
    page = report.papers
    if page.teaches:
        yield Heading(2, claim_page_text.title_teaches())
        yield Paragraph(page.teaches)
    if measures := list(dict.fromkeys(measure for one in page.claims for measure in one.measures)):
        yield build_table(claim_page_text.title_measures(), "4 2 #2 #2", map(_list_margins, measures))
    if rows := [*_iter_rows(page.claims)]:
        yield build_table(claim_page_text.title_all_decisions(), "3 2 6", rows)
    if further := [*_iter_further(page.claims)]:
        yield Heading(2, claim_page_text.title_further())
        yield build_bullets(further)
    if others := page.questions[page.best :]:
        yield Heading(2, claim_page_text.title_other_questions())
        yield build_bullets(claim_text.format_question_of_card(one.question, one.card, one.turn) for one in others)
    if not (page.teaches or page.claims or page.questions):
        yield Paragraph(claim_page_text.format_nothing_more())


def _list_margins(one: ClaimMeasure) -> tuple[str, ...]:
    margins = ((one.soon, one.soon_error), (one.end, one.end_error))
    told = (
        claim_page_text.format_margin(format_number(mean, 2, sign=True), format_number(error, 2))
        for mean, error in margins
    )
    return one.title, one.name, *told


def _iter_rows(claims: Iterable[ReportClaim]) -> Iterator[tuple[str, ...]]:
    for one in claims:
        for side in SIDES:
            found = [decision for decision in one.decisions if decision.side == side]
            if found:
                yield one.title, claim_page_text.name_side(side), _join_decisions(found, len(found))


def _iter_further(claims: Iterable[ReportClaim]) -> Iterator[tuple[str, str]]:
    for one in claims:
        for weak in one.may_fail[1:]:
            yield claim_page_text.lead_claim(one.title), claim_text.format_weakness(*_read(weak))
