"""The appendices of the after-action review: everything that happened, and on which line of the file it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wargame.exercise.debrief.stages import STAGES
from wargame.review.data.report import Decision, NumberChange, Report, ReportQuestion
from wargame.review.number_text import NONE, format_count, format_duration, format_number, format_percent
from wargame.review.write.blocks import (
    Block,
    BulletItem,
    Bullets,
    Chart,
    FactTable,
    Heading,
    Paragraph,
    build_bullets,
    build_table,
)
from wargame.review.write.charts.report_charts import DrawnChart

Drawings = Mapping[str, DrawnChart]
"""Charts by their name."""


def iter_appendices(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Appendices A to J."""
    titles = (
        ("Timeline of decisions", _iter_timeline(report, drawn)),
        ("Tracks over the turns", _iter_tracks(report, drawn)),
        ("Cards, planned against actual", _iter_cards(report)),
        ("Dice and seed", _iter_dice(report)),
        ("Estimates and their calibration", _iter_estimates(report, drawn)),
        ("Even-handedness and time", _iter_evenness(report, drawn)),
        ("The map at the end", _iter_map(report, drawn)),
        ("Debrief and feedback", _iter_debrief(report)),
        ("Sources cited", _iter_cited(report)),
        ("The session file", _iter_file(report)),
    )
    for letter, (title, blocks) in zip("ABCDEFGHIJ", titles, strict=True):
        yield Heading(1, f"Appendix {letter}. {title}")
        yield from blocks


def _iter_timeline(report: Report, drawn: Drawings) -> Iterator[Block]:
    yield from iter_chart(drawn, "effects")
    names = _list_role_names(report)
    turn = None
    for one in report.decisions:
        if one.turn != turn:
            turn = one.turn
            yield Heading(2, f"Turn {turn}" if turn else "Before play")
        yield Heading(3, f"{one.name}: {one.attempted}" + (" (undone)" if one.struck else ""))
        yield FactTable(tuple(_iter_decision_facts(one, names)))


def _iter_decision_facts(one: Decision, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    by = "" if one.by == "people" else f", by {one.by}"
    yield (
        "Line",
        f"{one.line}, {one.phase}, {format_duration(one.seconds)}{by}" + (f", as {one.hat}" if one.hat else ""),
    )
    if one.struck:
        yield "Undone", "This decision was taken back later and did not stand."
    if one.because:
        yield "Why", one.because
    if one.amended:
        yield "Why, put better later", one.amended
    if one.alternatives:
        yield "Instead of", "; ".join(one.alternatives)
    if one.happened:
        yield "What happened", one.happened
    if one.dice:
        yield "Dice", "; ".join(_format_roll(d.got, d.plus, d.target, d.outcome) + f" ({d.title})" for d in one.dice)
    if one.changes:
        yield "What it changed", format_changes(one.changes)
    if one.effect:
        yield (
            "Worth at once",
            ", ".join(f"{names.get(role, role)} {format_number(n, sign=True)}" for role, n in one.effect if n),
        )
    if one.bookmark is not None:
        yield "Bookmarked", one.bookmark or "yes"


def _list_role_names(report: Report) -> dict[str, str]:
    return {seat.role: seat.name for seat in report.overview.seats}


def format_changes(changes: Sequence[NumberChange]) -> str:
    """*Revenue 4 → 3, hidden, Will 2 → 1 (the cost of it); ...*: what moved, by what moved it."""
    by_cause: dict[str, list[str]] = {}
    for one in changes:
        moved = f"{one.what} {one.before} → {one.after}" + (" (hidden)" if one.hidden else "")
        by_cause.setdefault(one.why, []).append(moved)
    return "; ".join((f"{why}: " if why else "") + ", ".join(moved) for why, moved in by_cause.items())


def _format_roll(got: int, plus: int, target: int, outcome: str) -> str:
    added = f" {'+' if plus > 0 else '−'} {abs(plus)} = {got + plus}" if plus else ""
    return f"{got}{added}" + (f" against {target}" if target else "") + (f": {outcome}" if outcome else "")


def _iter_tracks(report: Report, drawn: Drawings) -> Iterator[Block]:
    yield from iter_chart(drawn, "tracks")
    last = max((len(s.values) for s in report.series), default=0)
    groups = list(dict.fromkeys(s.group for s in report.series))
    for group in groups:
        rows = [
            (f"{s.name} ({s.low} to {s.high})", *map(str, s.values), *[NONE] * (last - len(s.values)))
            for s in report.series
            if s.group == group
        ]
        titles = "|".join(["#Start", *(f"#{turn}" for turn in range(1, last))])
        yield build_table(f"Tracks: {group or 'everybody'}, by turn", f"Track*4|{titles}", rows)
    moved = [
        (turn, s.name, "; ".join(f"{format_number(m.change, 0, sign=True)} {m.why} (line {m.line})" for m in marks))
        for s in report.series
        for turn in range(last)
        if (marks := [m for m in s.marks if m.turn == turn])
    ]
    if moved:
        yield build_table("What moved the tracks", "#Turn|Track*2|By what*7", moved)


def _iter_cards(report: Report) -> Iterator[Block]:
    yield build_table(
        "Card log",
        "#No.|#Turn|Card*3|To*2|Expected*4|What was done*4|Status*2",
        (
            (
                c.number,
                c.turn or NONE,
                f"{c.title} ({c.deck})",
                c.target or "everybody",
                c.expected or c.planned,
                c.done,
                c.status,
            )
            for c in report.cards
        ),
    )


def _iter_dice(report: Report) -> Iterator[Block]:
    names = _list_role_names(report)
    yield Paragraph(str(report.seed), "Seed:")
    yield build_table(
        "Dice record",
        "#Line|#Turn|For*4|Role*2|Roll*4|#Chance|Seen by all",
        (
            (
                d.line,
                d.turn,
                d.title,
                names.get(d.role, d.role),
                _format_roll(d.got, d.plus, d.target, d.outcome),
                format_percent(d.chance),
                "yes" if d.open else "no",
            )
            for d in report.dice
        ),
    )


def _iter_estimates(report: Report, drawn: Drawings) -> Iterator[Block]:
    question = report.question
    if question is None:
        yield Paragraph("The scenario asks no standing question.")
        return
    yield Paragraph(format_question_result(question), question.text)
    yield from iter_chart(drawn, "estimates")
    names = {c.role: c.name for c in question.calibration}
    yield build_table(
        "Estimates",
        "#Turn|Role*2|#Estimate|In words*2|Why*6|#Line",
        (
            (e.turn, names.get(e.role, e.role), f"{e.percent} %", e.phrase, e.because, e.line)
            for e in question.estimates
        ),
    )
    yield build_table(
        "Calibration",
        "Role*3|#Estimates|#First|#Last|#Brier score",
        (
            (c.name, c.count, _format_whole_percent(c.first), _format_whole_percent(c.last), format_number(c.brier, 3))
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


def _iter_evenness(report: Report, drawn: Drawings) -> Iterator[Block]:
    yield build_table(
        "Even-handedness",
        "Role*3|#Rulings for|#Rulings against|#Arguments|#Mean modifier|#Time*2",
        (
            (
                e.name,
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
        yield build_bullets(
            (f"{hat or 'no hat named'}:", format_count(n, "ruling or intervention", "rulings and interventions"))
            for hat, n in report.hats
        )
    yield from iter_chart(drawn, "time")
    yield build_table(
        "Time by role and phase",
        "Role*3|Phase*2|#Time*2|#Decisions",
        ((s.name, s.phase, format_duration(s.seconds), s.decisions) for s in report.spent),
    )


def _iter_map(report: Report, drawn: Drawings) -> Iterator[Block]:
    if not report.map.points:
        yield Paragraph("The scenario has no map.")
        return
    yield from iter_chart(drawn, "map")
    numbers = list(dict.fromkeys(name for point in report.map.points for name, _, _ in point.numbers))
    rows = []
    for point in report.map.points:
        found = {
            name: f"{before} → {after}" if before != after else str(after) for name, before, after in point.numbers
        }
        rows.append((point.name, point.kind, *(found.get(name, NONE) for name in numbers)))
    yield build_table("Places, start → end", "|".join(["Place*3", "Kind*2", *(f"#{name}*2" for name in numbers)]), rows)


def _iter_debrief(report: Report) -> Iterator[Block]:
    if not report.debrief:
        yield Paragraph("Nothing was recorded in the debrief.")
    titles = {stage.id: stage.title for stage in STAGES}
    for stage in dict.fromkeys(said.stage for said in report.debrief):
        yield Heading(2, titles.get(stage, stage))
        yield Bullets(
            tuple(
                BulletItem(said.text, f"{said.name + ', ' if said.name else ''}{said.kind}:")
                for said in report.debrief
                if said.stage == stage
            )
        )


def _iter_cited(report: Report) -> Iterator[Block]:
    if not report.cited:
        yield Paragraph("Nothing cited was met in this exercise.")
    for one in report.cited:
        yield Heading(2, one.document)
        yield build_table(f"Met in play: {one.document}", "#Page|What it says*6|Where it was met*3", one.facts)


def _iter_file(report: Report) -> Iterator[Block]:
    over = report.overview
    facts = (("File", over.file), ("Head digest", over.head), ("Verified", over.faith), ("Written by", over.program))
    yield FactTable(tuple((name, text) for name, text in facts if text))
    yield Paragraph(
        "The head digest vouches for every line: whoever changes one changes the digest. The file holds all "
        "secrets of the exercise and the names that were typed in.",
        kind="note",
    )


def iter_chart(drawn: Drawings, name: str) -> Iterator[Block]:
    """The chart of this name, if there is one."""
    if name in drawn:
        one = drawn[name]
        yield Chart(one.caption, one.alt, one.svg, one.png)


def format_question_result(question: ReportQuestion) -> str:
    """What came of the question, and where the estimates went."""
    verdict = {True: "It came true.", False: "It did not come true.", None: "It is still open."}[question.came_true]
    moved = [
        f"{c.name} from {c.first} % to {c.last} %"
        for c in question.calibration
        if c.first is not None and c.last is not None
    ]
    return verdict + (f" The roles' estimates went, first to last: {', '.join(moved)}." if moved else "")
