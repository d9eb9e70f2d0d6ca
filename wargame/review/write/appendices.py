"""The appendices of the report: everything that happened, and on which line of the session file it stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from wargame.exercise.debrief.stages import STAGES
from wargame.likelihood_text import format_likelihood
from wargame.review.data.play_record import CardPlay, Decision
from wargame.review.data.report import DebriefRemark, Estimate, Report
from wargame.review.text import appendix_text, front_text, section_text, table_text
from wargame.review.text.code_text import name_mover, name_outcome, name_status
from wargame.review.text.number_text import (
    NONE,
    format_duration,
    format_number,
    format_percent,
    format_whole_percent,
)
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    Chart,
    FactTable,
    Heading,
    LineNumber,
    Paragraph,
    RoleName,
    Spans,
    Styled,
    build_bullets,
    build_spans,
    build_table,
)
from wargame.review.write.charts.drawn_chart import Drawings, iter_chart
from wargame.review.write.charts.mattered import LEADING
from wargame.review.write.handout_pictures import format_handout_picture, is_raster
from wargame.review.write.report_text import (
    build_role_name,
    format_changes,
    format_effects,
    format_question_result,
)
from wargame.rules.text.rule_text import end_sentence


def iter_alternatives(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield how it was measured what mattered, and every alternative of the leading decisions."""
    impact = report.impact
    if impact is None:
        return
    yield Paragraph(impact.caveat)
    yield from iter_chart(drawn, "mattered", front_text.format_mattered_note())
    yield build_table(
        table_text.title_alternatives(),
        "# 2 3 3 # # #",
        (
            (one.turn, RoleName(one.role, one.name), one.decided, other.name,
             format_number(other.difference, 2, sign=True),
             front_text.format_interval(format_number(other.low, 2, sign=True),
                                        format_number(other.high, 2, sign=True)),
             format_percent(other.flips))
            for one in impact.decisions[:LEADING]
            for other in one.alternatives
        ),
    )  # fmt: skip
    if len(impact.decisions) > LEADING:
        yield Paragraph(front_text.format_more_decisions(len(impact.decisions)), kind="note")


def iter_timeline(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every decision in the order of play, with its reason, its alternatives and its consequences."""
    yield Paragraph(appendix_text.format_timeline_intro())
    yield from iter_chart(drawn, "effects")
    turn = None
    for one in report.decisions:
        if one.turn != turn:
            turn = one.turn
            yield Heading(2, section_text.format_turn(turn))
        yield Heading(3, section_text.format_decision(one.name, one.attempted, undone=one.struck), one.line)
        yield FactTable(tuple(_iter_decision_facts(report, one)))


def _iter_decision_facts(report: Report, one: Decision) -> Iterator[tuple[str, str]]:
    facts = {
        "line": section_text.format_place(one.line, one.phase, format_duration(one.seconds), one.by, one.hat),
        "undone": section_text.format_undone() if one.struck else "",
        "because": one.because,
        "amended": "" if one.hindsight else one.amended,
        "hindsight": one.amended if one.hindsight else "",
        "alternatives": section_text.join_alternatives(one.alternatives),
        "happened": one.happened,
        "dice": section_text.format_rolls((d.got, d.plus, d.target, d.outcome, d.title) for d in one.dice),
        "changes": format_changes(one.changes),
        "effect": format_effects(report, one.effect),
        "bookmark": section_text.format_bookmark(one.bookmark) if one.bookmark is not None else "",
    }
    yield from ((name, facts[fact]) for fact, name in appendix_text.name_decision_facts().items() if facts[fact])


def iter_tracks(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every track by turn, and what moved it."""
    yield from iter_chart(drawn, "tracks", appendix_text.format_tracks_note())
    if not report.series:
        yield Paragraph(appendix_text.format_no_tracks())
        return
    last = max(len(s.values) for s in report.series)
    yield build_table(
        table_text.title_tracks(last - 1),
        "4 2" + last * " #",
        (
            (
                Spans(Styled(s.name, "strong"), Styled(f" {appendix_text.format_range(s.low, s.high)}", "small")),
                s.group or appendix_text.name_everybody(),
                *map(str, s.values),
                *[NONE] * (last - len(s.values)),
            )
            for s in report.series
        ),
    )
    yield build_table(
        table_text.title_moves(),
        "3 # # 2 5 #",
        (
            (s.name, m.turn, format_number(m.change, 0, sign=True), name_mover(m.by), m.why, LineNumber(m.line))
            for s in report.series
            for m in s.marks
        ),
    )


def iter_cards(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every card: to whom it went, what was expected, what was done."""
    if not report.cards:
        yield Paragraph(appendix_text.format_no_cards())
        return
    yield build_table(
        table_text.title_cards(),
        "# # 3 2 4 4 2",
        (
            (
                c.number,
                c.turn or NONE,
                Spans(Styled(c.title, "strong"), "\n", Styled(_format_card_source(c), "small")),
                c.target or appendix_text.name_everybody(),
                c.expected or NONE,
                c.done or NONE,
                Spans(
                    name_status(c.status),
                    *(["\n", Styled(appendix_text.format_planned(c.planned), "small")] if c.planned else []),
                ),
            )
            for c in report.cards
        ),
    )

    for one in report.handouts:
        svg = format_handout_picture(one.file, one.data, one.text)
        said = appendix_text.format_handout(one.card, one.text)
        if svg:
            raster = one.data if is_raster(one.file) else b""
            instead = f"{said} {appendix_text.format_no_picture(one.file)}"
            yield Chart(one.caption, one.text, svg, raster, said, instead)
        else:
            yield Paragraph(f"{said} {appendix_text.format_no_picture(one.file)}", first=end_sentence(one.caption))


def _format_card_source(card: CardPlay) -> str:
    """*(nolden-2011; nolden-2011, p. 12; line 3)*: the deck, what the card cites, and where it came."""
    return appendix_text.format_card_source(card.deck, card.cites, card.line)


def iter_dice(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the seed, and every roll."""
    yield Paragraph(build_spans(appendix_text.format_seed, Styled(str(report.seed), "code")))
    if not report.dice:
        yield Paragraph(appendix_text.format_no_rolls())
        return
    yield build_table(
        table_text.title_dice(),
        "# # 2 4 # # # # 2",
        (
            (
                d.turn,
                LineNumber(d.line),
                build_role_name(report, d.role),
                d.title if d.open else appendix_text.format_unseen(d.title),
                d.got,
                format_number(d.plus, 0, sign=True) if d.plus else NONE,
                d.target or NONE,
                format_percent(d.chance),
                name_outcome(d.outcome),
            )
            for d in report.dice
        ),
    )


def iter_estimates(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the scenario's question, what each role held of it, and how near the estimates came."""
    question = report.question
    if question is None:
        yield Paragraph(appendix_text.format_no_question())
        return
    yield Paragraph(format_question_result(question), question.text)
    yield Paragraph(question.criterion)
    yield from iter_chart(drawn, "estimates", appendix_text.format_estimates_note())
    yield build_table(
        table_text.title_estimates(),
        "# 2 # 2 6 #",
        (
            (e.turn, build_role_name(report, e.role), format_whole_percent(e.percent), format_likelihood(e.percent),
             _format_estimate_reason(e), LineNumber(e.line))
            for e in question.estimates
        ),
    )  # fmt: skip
    yield build_table(
        table_text.title_calibration(),
        "3 # # # #",
        (
            (
                RoleName(c.role, c.name),
                c.count,
                format_whole_percent(c.first),
                format_whole_percent(c.last),
                format_number(c.brier, 3),
            )
            for c in question.calibration
        ),
    )
    yield Paragraph(appendix_text.format_brier_note(), kind="note")


def _format_estimate_reason(one: Estimate) -> str:
    if not one.later:
        return one.because
    return appendix_text.format_later_reason(one.because, one.later, hindsight=one.hindsight)


def iter_evenness(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield how even the facilitator's hand was, and how long each role took."""
    yield Paragraph(appendix_text.format_evenness_caveat())
    yield build_table(
        table_text.title_evenness(),
        "3 # # # # #2",
        (
            (
                RoleName(e.role, e.name),
                e.rulings_for,
                e.rulings_against,
                e.arguments,
                format_number(e.mean_modifier, 2, sign=True),
                format_duration(e.seconds),
            )
            for e in report.evenness
        ),
    )
    if report.hats:
        yield Paragraph(appendix_text.lead_hats())
        yield build_bullets((appendix_text.lead_hat(hat), appendix_text.format_rulings(n)) for hat, n in report.hats)
    else:
        yield Paragraph(appendix_text.format_no_rulings())
    if not any(one.seconds >= 0.5 for one in report.spent):
        yield Paragraph(appendix_text.format_no_time(), kind="note")
        return
    yield from iter_chart(drawn, "time")
    yield build_table(
        table_text.title_time(),
        "3 2 #2 #",
        ((RoleName(s.role, s.name), s.phase, format_duration(s.seconds), s.decisions) for s in report.spent),
    )


def iter_map(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the places of the map with their numbers, at the start and at the end."""
    if not report.map.points:
        yield Paragraph(appendix_text.format_no_map())
        return
    yield from iter_chart(drawn, "map", appendix_text.format_map_note())
    numbers = list(dict.fromkeys(name for point in report.map.points for name, _, _ in point.numbers))
    rows = []
    for point in report.map.points:
        found = {
            name: build_spans(partial(appendix_text.format_move, before), Styled(str(after), "strong"))
            if before != after
            else str(after)
            for name, before, after in point.numbers
        }
        rows.append((Styled(point.name, "strong"), point.kind, *(found.get(name, NONE) for name in numbers)))
    yield build_table(
        table_text.title_places(numbers),
        "3 2" + len(numbers) * " #2",
        rows,
    )


def iter_debrief(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield what was said in the debrief, stage by stage, under the prompts it answered."""
    if not report.debrief:
        yield Paragraph(appendix_text.format_no_debrief())
    titles = {stage.id: stage.title for stage in STAGES}
    said = {one.stage for one in report.debrief}
    for stage in [*(known for known in titles if known in said), *sorted(said - titles.keys())]:
        yield Heading(2, titles.get(stage, stage))
        listed = [one for one in report.debrief if one.stage == stage]
        pairs = [one for one in listed if one.kind in ("plus", "delta")]
        if pairs:
            yield build_table(table_text.title_plus_and_delta(), "2 4 4", _iter_plus_and_delta(pairs))
        yield from _iter_remarks([one for one in listed if one not in pairs])


def _iter_plus_and_delta(said: list[DebriefRemark]) -> Iterator[tuple[str, str, str]]:
    for role, name in dict.fromkeys((one.role, one.name) for one in said):
        mine = [one for one in said if (one.role, one.name) == (role, name)]
        plus, delta = ("\n".join(one.text for one in mine if one.kind == kind) or NONE for kind in ("plus", "delta"))
        yield RoleName(role, name) if name else appendix_text.name_all(), plus, delta


def _iter_remarks(said: list[DebriefRemark]) -> Iterator[Block]:
    for prompt in dict.fromkeys(one.prompt for one in said):
        if prompt:
            yield Paragraph(prompt, kind="note")
        yield Bullets(tuple(BulletItem(one.text, _format_speaker(one)) for one in said if one.prompt == prompt))


def _format_speaker(said: DebriefRemark) -> str:
    """Return who said it; what kind of remark it is, too, where no prompt tells that."""
    return appendix_text.lead_speaker(said.name, "" if said.prompt else said.kind)


def iter_sources(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the documents that cards, actions and the scenario cite, with what was met of them."""
    if not report.cited:
        yield Paragraph(appendix_text.format_nothing_cited())
    for one in report.cited:
        yield Heading(2, one.document)
        yield build_table(table_text.title_cited_facts(one.document), "# 6 3", one.facts)


def iter_file(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the session file and the digest of its last line."""
    over = report.overview
    facts = over.file, Styled(over.head, "code"), over.faith, over.program
    named = zip(appendix_text.name_file_facts(), facts, strict=True)
    yield FactTable(tuple((name, text) for name, text in named if text))
    yield Paragraph(appendix_text.format_digest_note(), kind="note")
