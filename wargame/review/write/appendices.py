"""The appendices of the report: everything that happened, and on which line of the session file it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wargame.exercise.debrief.stages import STAGES
from wargame.exercise.play.seats import PEOPLE
from wargame.review.data.play_record import CardPlay, Decision
from wargame.review.data.report import DebriefRemark, Report
from wargame.review.number_text import NONE, format_count, format_duration, format_number, format_percent
from wargame.review.text import section_text
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    FactTable,
    Heading,
    LineNumbers,
    Paragraph,
    RoleName,
    Spans,
    Styled,
    build_bullets,
    build_table,
)
from wargame.review.write.charts.drawn_chart import Drawings, iter_chart
from wargame.review.write.report_text import (
    build_role_name,
    format_changes,
    format_question_result,
    list_role_names,
)


def iter_timeline(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every decision in the order of play, with its reason, its alternatives and its consequences."""
    yield from iter_chart(drawn, "effects")
    names = list_role_names(report)
    turn = None
    for one in report.decisions:
        if one.turn != turn:
            turn = one.turn
            yield Heading(2, section_text.format_turn(turn))
        yield Heading(3, section_text.format_decision(one.name, one.attempted, undone=one.struck))
        yield FactTable(tuple(_iter_decision_facts(one, names)))


def _iter_decision_facts(one: Decision, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    by = "" if one.by == PEOPLE else one.by
    yield "Line", section_text.format_place(one.line, one.phase, format_duration(one.seconds), by, one.hat)
    if one.struck:
        yield "Undone", section_text.format_undone()
    if one.because:
        yield "Why", one.because
    if one.amended:
        yield "Why, put better later", one.amended
    if one.alternatives:
        yield "Instead of", "; ".join(one.alternatives)
    if one.happened:
        yield "What happened", one.happened
    if one.dice:
        rolls = ((section_text.format_roll(d.got, d.plus, d.target, d.outcome), d.title) for d in one.dice)
        yield "Dice", "; ".join(section_text.format_rolled_for(roll, title) for roll, title in rolls)
    if one.changes:
        yield "What it changed", format_changes(one.changes)
    if one.effect:
        effects = [(names.get(role, role), format_number(n, sign=True)) for role, n in one.effect if n]
        yield "Worth at once", section_text.format_effects(effects)
    if one.bookmark is not None:
        yield "Bookmarked", one.bookmark or "yes"


def iter_tracks(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every track by turn, and what moved it."""
    note = (
        "Marks above a track are whoever raised it in that turn, marks below whoever lowered it; the line steps as the "
        "turn ends."
    )
    yield from iter_chart(drawn, "tracks", note)
    if not report.series:
        yield Paragraph("The scenario has no tracks.")
        return
    last = max(len(s.values) for s in report.series)
    titles = "|".join(["#Start", *(f"#{turn}" for turn in range(1, last))])
    yield build_table(
        "Tracks by turn",
        f"Track*4|Whose*2|{titles}",
        (
            (
                Spans(Styled(s.name, "strong"), Styled(f" ({s.low} to {s.high})", "small")),
                s.group or "everybody",
                *map(str, s.values),
                *[NONE] * (last - len(s.values)),
            )
            for s in report.series
        ),
        fold="The tracks by turn, as a table",
    )
    yield build_table(
        "What moved each track",
        "Track*3|#Turn|#By|Whose doing*2|Why*5|#Line",
        (
            (s.name, m.turn, format_number(m.change, 0, sign=True), m.by, m.why, LineNumbers([m.line]))
            for s in report.series
            for m in s.marks
        ),
        fold="What moved each track, as a table",
    )


def iter_cards(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield every card: to whom it went, what was expected, what was done."""
    if not report.cards:
        yield Paragraph("No card has come yet.")
        return
    yield build_table(
        "Card log",
        "#No.|#Turn|Card*3|To*2|Expected*4|What was done*4|Status*2",
        (
            (
                c.number,
                c.turn or NONE,
                Spans(Styled(c.title, "strong"), "\n", Styled(f"({_format_card_source(c)})", "small")),
                c.target or "everybody",
                c.expected or NONE,
                c.done or NONE,
                Spans(c.status, *(["\n", Styled(f"(planned: {c.planned})", "small")] if c.planned else [])),
            )
            for c in report.cards
        ),
    )


def _format_card_source(card: CardPlay) -> str:
    """*nolden-2011; nolden-2011, p. 12; line 3*: the deck, what the card cites, and where it came."""
    return "; ".join(part for part in (card.deck, card.cites, f"line {card.line}" if card.line else "") if part)


def iter_dice(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the seed, and every roll."""
    yield Paragraph(
        Spans(
            "The seed was ",
            Styled(str(report.seed), "code"),
            ". Two dice are added, and what helps or hinders; the target or more is a success.",
        )
    )
    if not report.dice:
        yield Paragraph("Nothing has been rolled.")
        return
    yield build_table(
        "Dice record",
        "#Turn|#Line|Role*2|Rolled for*4|#Dice|#Added|#Target|#Chance|Outcome*2",
        (
            (
                d.turn,
                LineNumbers([d.line]),
                build_role_name(report, d.role),
                d.title + ("" if d.open else " (unseen)"),
                d.got,
                format_number(d.plus, 0, sign=True) if d.plus else NONE,
                d.target or NONE,
                format_percent(d.chance),
                d.outcome,
            )
            for d in report.dice
        ),
    )


def iter_estimates(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the scenario's question, what each role held of it, and how near the estimates came."""
    question = report.question
    if question is None:
        yield Paragraph("The scenario asks no standing question.")
        return
    yield Paragraph(format_question_result(question), question.text)
    note = "Lines of the grid are where the words change, from almost no chance to almost certain."
    yield from iter_chart(drawn, "estimates", note)
    yield build_table(
        "Estimates",
        "#Turn|Role*2|#Estimate|In words*2|Why*6|#Line",
        (
            (e.turn, build_role_name(report, e.role), f"{e.percent} %", e.phrase, e.because, LineNumbers([e.line]))
            for e in question.estimates
        ),
        fold="Every estimate with its reason, as a table",
    )
    yield build_table(
        "Calibration",
        "Role*3|#Estimates|#First|#Last|#Brier score",
        (
            (
                RoleName(c.role, c.name),
                c.count,
                _format_whole_percent(c.first),
                _format_whole_percent(c.last),
                format_number(c.brier, 3),
            )
            for c in question.calibration
        ),
    )
    yield Paragraph(
        "The Brier score is the mean of (estimate − outcome)². 0 is best, 0.25 what always saying 50 % gets, 1 worst. "
        "A handful of estimates on one question says little of a person.",
        kind="note",
    )


def _format_whole_percent(value: int | None) -> str:
    return NONE if value is None else f"{value} %"


def iter_evenness(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield how even the facilitator's hand was, and how long each role took."""
    yield Paragraph("Uneven figures are a question to the facilitator, not an answer: a role may argue badly.")
    yield build_table(
        "Even-handedness",
        "Role*3|#Rulings for|#Rulings against|#Arguments|#Mean modifier|#Time*2",
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
        yield Paragraph("Rulings and interventions, by the hat they were made under:")
        yield build_bullets(
            (f"{hat or 'no hat named'}:", format_count(n, "ruling or intervention", "rulings and interventions"))
            for hat, n in report.hats
        )
    else:
        yield Paragraph("The facilitator made no ruling and no intervention.")
    if not any(one.seconds >= 0.5 for one in report.spent):
        yield Paragraph("No time was taken: bots decide at once.", kind="note")
        return
    yield from iter_chart(drawn, "time")
    yield build_table(
        "Time by role and phase",
        "Role*3|Phase*2|#Time*2|#Decisions",
        ((RoleName(s.role, s.name), s.phase, format_duration(s.seconds), s.decisions) for s in report.spent),
        fold="Time by role and phase, as a table",
    )


def iter_map(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the places of the map with their numbers, at the start and at the end."""
    if not report.map.points:
        yield Paragraph("The scenario has no map.")
        return
    yield from iter_chart(drawn, "map", "Start → end where a number has changed.")
    numbers = list(dict.fromkeys(name for point in report.map.points for name, _, _ in point.numbers))
    rows = []
    for point in report.map.points:
        found = {
            name: Spans(f"{before} → ", Styled(str(after), "strong")) if before != after else str(after)
            for name, before, after in point.numbers
        }
        rows.append((Styled(point.name, "strong"), point.kind, *(found.get(name, NONE) for name in numbers)))
    yield build_table(
        "Places, start → end",
        "|".join(["Place*3", "Kind*2", *(f"#{name}*2" for name in numbers)]),
        rows,
        fold="The places with their numbers, as a table",
    )


def iter_debrief(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield what was said in the debrief, stage by stage, under the prompts it answered."""
    if not report.debrief:
        yield Paragraph("Nothing has been recorded in a debrief.")
    titles = {stage.id: stage.title for stage in STAGES}
    said = {one.stage for one in report.debrief}
    for stage in [*(known for known in titles if known in said), *sorted(said - titles.keys())]:
        yield Heading(2, titles.get(stage, stage))
        listed = [one for one in report.debrief if one.stage == stage]
        pairs = [one for one in listed if one.kind in ("plus", "delta")]
        if pairs:
            yield build_table(
                "Plus and delta", "Role*2|Plus: what to keep*4|Delta: what to change*4", _iter_plus_and_delta(pairs)
            )
        yield from _iter_remarks([one for one in listed if one not in pairs])


def _iter_plus_and_delta(said: list[DebriefRemark]) -> Iterator[tuple[str, str, str]]:
    for role, name in dict.fromkeys((one.role, one.name) for one in said):
        mine = [one for one in said if (one.role, one.name) == (role, name)]
        plus, delta = ("\n".join(one.text for one in mine if one.kind == kind) or NONE for kind in ("plus", "delta"))
        yield RoleName(role, name) if name else "Everybody", plus, delta


def _iter_remarks(said: list[DebriefRemark]) -> Iterator[Block]:
    for prompt in dict.fromkeys(one.prompt for one in said):
        if prompt:
            yield Paragraph(prompt, kind="note")
        yield Bullets(tuple(BulletItem(one.text, _format_speaker(one)) for one in said if one.prompt == prompt))


def _format_speaker(said: DebriefRemark) -> str:
    """Return who said it; what kind of remark it is, too, where no prompt tells that."""
    words = [said.name, "" if said.prompt else said.kind]
    return f"{', '.join(word for word in words if word)}:" if any(words) else ""


def iter_sources(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the documents that cards, actions and the scenario cite, with what was met of them."""
    if not report.cited:
        yield Paragraph("Nothing cited was met in this exercise.")
    for one in report.cited:
        yield Heading(2, one.document)
        yield build_table(f"Met in play: {one.document}", "#Page|What it says*6|Where it was met*3", one.facts)


def iter_file(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the session file and the digest of its last line."""
    over = report.overview
    facts = (
        ("File", over.file),
        ("Head digest", Styled(over.head, "code")),
        ("Verified", over.faith),
        ("Written by", over.program),
    )
    yield FactTable(tuple((name, text) for name, text in facts if text))
    yield Paragraph(
        "The head digest vouches for every line: whoever changes one changes the digest. Compare it with the one shown "
        "when play ended. The file holds all secrets of the exercise and the names that were typed in.",
        kind="note",
    )
