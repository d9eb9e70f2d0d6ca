"""The text of the console: the run of show, every number and secret, and the full log.

Only the facilitator may read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.run_of_show import (
    find_phase_text,
    format_minutes_used,
    is_time_short,
    list_card_notes,
    list_phase_times,
)
from wargame.exercise.play.seats import format_seat
from wargame.exercise.seat import Seat
from wargame.exercise.view.member_status import list_partners
from wargame.exercise.view.narration import format_decision
from wargame.exercise.view.record_text import format_record
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.row import TURN
from wargame.rules.state import compute_number
from wargame.rules.text.event_text import format_each, format_told
from wargame.rules.text.offer_text import list_slot_labels
from wargame.rules.told import Rolled
from wargame.session.records import CommandLine
from wargame.tui.app.commands import find_shortcut
from wargame.tui.widgets.hanging_indent import MarkedParagraph

HEADING = "bold $primary"


def build_paragraph(text: str, style: str = "", mark: str = "") -> MarkedParagraph:
    """Build a paragraph whose further lines are indented to the text, right of the mark.

    Nothing in it is read as markup.
    """
    return MarkedParagraph(Content.styled(mark, style), Content.styled(text, style))


BLANK = build_paragraph("")


def iter_run_of_show(
    exercise: Exercise, ascii: bool, keys: Mapping[str, str], *, brief: bool = False
) -> Iterator[MarkedParagraph]:
    """Yield what to say, who is asked, the time compared with the plan, and the cards with their notes.

    ``keys`` are the remapped keys by command id.
    """
    chair = Seat(exercise, FACILITATOR)
    yield build_paragraph("Say now", HEADING)
    yield build_paragraph(find_phase_text(chair))
    names = {role.id: role.name for role in chair.list_roles()}
    asked = [names.get(who, "Facilitator") for who in chair.find_asked().who]
    if asked:
        yield build_paragraph(f"Waiting for: {', '.join(asked)}")
    if chair.find_position().paused:
        yield build_paragraph(
            f"The clocks stand still ({find_shortcut('pause', keys)} lets them run).", "bold $warning"
        )
    yield BLANK
    yield from _iter_time(chair, ascii, find_shortcut("end", keys), brief)
    for card in list_card_notes(chair):
        yield BLANK
        yield build_paragraph(f"{card.which}: {card.title}", HEADING)
        yield from (build_paragraph(text) for text in (card.text, *card.notes) if text)


def _iter_time(chair: Seat, ascii: bool, end: str, brief: bool) -> Iterator[MarkedParagraph]:
    at = chair.find_position()
    yield build_paragraph("Time", HEADING)
    yield build_paragraph(format_minutes_used(chair))
    if is_time_short(chair):
        yield build_paragraph(
            f"Time runs short: {end} closes the exercise well, with the ending that holds.", "bold $warning"
        )
    times = list_phase_times(chair)
    if brief:
        times = [time for time in times if time.phase == at.phase]
    elif times:
        yield build_paragraph("minutes       this turn     in all", "$foreground 80%")
    for time in times:
        here = ">" if time.phase == at.phase and not at.over else " "
        over = ("!" if ascii else "▲") if time.used > time.planned else " "
        turn, ever = f"{time.used:.1f} of {time.planned}", f"{time.used_in_all:.0f} of {time.planned_in_all}"
        yield build_paragraph(f"{time.phase:<11} {turn:>9} {over} {ever:>9}", "bold" if here == ">" else "", f"{here} ")


def iter_everything(exercise: Exercise, ascii: bool) -> Iterator[MarkedParagraph]:
    """Yield all numbers, the hidden ones marked; plans, deals, rulings and secret rolls; and the state of each role."""
    table, row, before = exercise.table, exercise.build_view(FACILITATOR), exercise.build_turn_start_view(FACILITATOR)
    mark = "*" if ascii else "◆"
    yield build_paragraph(f"Numbers ({mark} not seen by all)", HEADING)
    for i, column in enumerate(table.columns):
        if column.is_track and i not in table.wills:
            hidden = mark if column.seen is not None and not (column.until >= 0 and row[column.until]) else " "
            yield build_paragraph(
                f"{column.label}: {row[i]} of {column.high}{_format_change(row[i] - before[i])}", mark=f"{hidden} "
            )
    for derived in table.derived[1:]:  # the first is the turns left: the title shows it
        now, was = (compute_number(table, r, table.numbers[derived.name]) for r in (row, before))
        yield build_paragraph(f"{derived.label}: {now} of {derived.high}{_format_change(now - was)}", mark="  ")
    for i, column in enumerate(table.columns):
        if column.is_flag and row[i]:
            yield build_paragraph(f"Now so: {column.label}", mark="  ")
    for title, listed in list_partners(exercise).items():
        yield from _iter_section(title, (partner.format_line() for partner in listed))
    yield from _iter_section("Deals that stand", (form.title for f, form in enumerate(table.forms)
                      if form.stands and row[table.at.deal[f]]))  # fmt: skip
    lift = next((o for o in exercise.list_offers(FACILITATOR) if o.do == "lift"), None)
    yield from _iter_section("Rulings that last", list_slot_labels(lift.slots[0]) if lift is not None else ())
    mine = [line for line in exercise.standing if line.turn == row[TURN]]
    yield from _iter_section("Plans of this turn", (format_decision(exercise, line, FACILITATOR) for line in mine
                      if line.do in ("plan", "argue")))  # fmt: skip
    yield from _iter_section("Rolls not everybody saw", _iter_hidden_rolls(exercise))
    for role, spec in table.scenario.roles.items():
        standings = exercise.list_standings(role)
        total = sum(standing.points for standing in standings)
        yield BLANK
        yield build_paragraph(f"{spec.name}: {total:.1f} points, {format_seat(exercise.seats[role])}", HEADING)
        for standing in standings:
            most = f" of {standing.most:g}" if standing.most >= 0 else ""
            secret = f"{mark} " if standing.objective.secret else "  "
            yield build_paragraph(f"{standing.objective.title}: {standing.points:.1f}{most}", mark=secret)
    yield BLANK
    yield build_paragraph("Zones", HEADING)
    for zone_id, zone in table.scenario.zones.items():
        parts = []
        for name, counted in table.scenario.zone_numbers.items():
            at = table.find_zone_number(zone_id, name)
            parts.append(f"{counted.name.lower()} {row[at]}{_format_change(row[at] - before[at])}")
        yield build_paragraph(f"{zone.name}: {', '.join(parts)}", mark="  ")


def _format_change(by: int) -> str:
    return f" ({by:+d} this turn)" if by else ""


def _iter_section(title: str, lines: Any) -> Iterator[MarkedParagraph]:
    listed = list(lines)
    if listed:
        yield BLANK
        yield build_paragraph(title, HEADING)
        yield from (build_paragraph(line, mark="  ") for line in listed)


def _iter_hidden_rolls(exercise: Exercise) -> Iterator[str]:
    for line in exercise.standing:
        shown = {told for told in exercise.list_told(line.n, OBSERVER) if isinstance(told, Rolled)}
        for told in exercise.list_told(line.n, FACILITATOR):
            if isinstance(told, Rolled) and told not in shown:
                yield f"turn {line.turn}: {format_told(told)}"


def iter_full_log(exercise: Exercise) -> Iterator[MarkedParagraph]:
    """Yield every line with its reason and its effects. Records and undone decisions are marked as such."""
    standing = {line.n for line in exercise.standing}
    turn = -1
    for line in exercise.lines:
        if line.turn != turn:
            turn = line.turn
            yield build_paragraph(
                f"Turn {turn} of {exercise.table.turns}" if turn else "Before the first turn", HEADING
            )
        if not isinstance(line, CommandLine):
            said = format_record(exercise, line, FACILITATOR) or line.record.capitalize()
            yield build_paragraph(said, "italic", f"{line.n:>3}  ")
            continue
        why = f" -- {line.because}" if line.because else ""
        undone = "" if line.n in standing else " (undone)"
        hat = f" [{line.hat}]" if line.hat else ""
        said = f"{format_decision(exercise, line, FACILITATOR)}{hat}{why}{undone}"
        yield build_paragraph(said, "bold" if not undone else "", f"{line.n:>3}  ")
        for text in format_each(exercise.list_told(line.n, FACILITATOR)):
            yield build_paragraph(text, mark=" " * 7)
