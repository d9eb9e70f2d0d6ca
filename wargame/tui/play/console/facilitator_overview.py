"""The text of the console: the run of show, every number and secret, and the full log.

Only the facilitator may read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from textual.content import Content

from wargame.exercise.play.run_of_show import (
    find_phase_text,
    format_minutes_used,
    is_time_short,
    list_card_notes,
    list_phase_times,
)
from wargame.exercise.play.seats import format_seat
from wargame.exercise.seat import Seat
from wargame.exercise.view.entries import KnownEntry
from wargame.exercise.view.file_lines import FileLine
from wargame.rules.text.decision_text import format_actor, format_decision
from wargame.rules.text.event_text import format_told
from wargame.rules.text.member_text import format_member
from wargame.rules.text.offer_text import list_slot_labels
from wargame.rules.told import Rolled
from wargame.session.text.line_text import format_opening
from wargame.session.text.record_text import format_record
from wargame.tui.app.commands import find_shortcut
from wargame.tui.widgets.hanging_indent import MarkedParagraph
from wargame.tui.widgets.tracks import DIM

HEADING = "bold $primary"


def build_paragraph(text: str, style: str = "", mark: str = "") -> MarkedParagraph:
    """Build a paragraph whose further lines are indented to the text, right of the mark.

    Nothing in it is read as markup.
    """
    return MarkedParagraph(Content.styled(mark, style), Content.styled(text, style))


BLANK = build_paragraph("")


def iter_run_of_show(
    chair: Seat, ascii: bool, keys: Mapping[str, str], *, brief: bool = False
) -> Iterator[MarkedParagraph]:
    """Yield what to say, who is asked, the time compared with the plan, and the cards with their notes.

    ``chair`` is the seat of the facilitator, ``keys`` are the remapped keys by command id.
    """
    yield build_paragraph("Say now", HEADING)
    yield build_paragraph(find_phase_text(chair))
    names = {role.id: role.name for role in chair.list_roles()}
    asked = [format_actor(names.get(who, "")) for who in chair.find_asked().who]
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
        yield build_paragraph("minutes       this turn     in all", DIM)
    for time in times:
        here = ">" if time.phase == at.phase and not at.over else " "
        over = ("!" if ascii else "▲") if time.used > time.planned else " "
        turn, ever = f"{time.used:.1f} of {time.planned}", f"{time.used_in_all:.0f} of {time.planned_in_all}"
        yield build_paragraph(f"{time.phase:<11} {turn:>9} {over} {ever:>9}", "bold" if here == ">" else "", f"{here} ")


def iter_everything(chair: Seat, room: Seat, ascii: bool) -> Iterator[MarkedParagraph]:
    """Yield all numbers, the hidden ones marked; plans, deals, rulings and secret rolls; and the state of each role.

    ``chair`` and ``room`` are the seats of the facilitator and of everybody.
    """
    mark = "*" if ascii else "◆"
    yield build_paragraph(f"Numbers ({mark} not seen by all)", HEADING)
    for number in chair.list_numbers():
        if number.kind != "will":
            hidden = mark if number.is_hidden else " "
            text = f"{number.label}: {number.now} of {number.high}{_format_change(number.change)}"
            yield build_paragraph(text, mark=f"{hidden} ")
    for flag in chair.list_flags():
        if flag.now:
            yield build_paragraph(f"Now so: {flag.label}", mark="  ")
    for role, members in groupby(chair.list_members(), key=lambda member: member.role.name):
        yield from _iter_section(f"Partners of {role}", map(format_member, members))
    yield from _iter_section("Deals that stand", (deal.title for deal in chair.list_deals()))
    lift = next((offer for offer in chair.list_offers() if offer.do == "lift"), None)
    yield from _iter_section("Rulings that last", list_slot_labels(lift.slots[0]) if lift is not None else ())
    yield from _iter_section("Plans of this turn", _iter_plans(chair))
    yield from _iter_section("Rolls not everybody saw", _iter_hidden_rolls(chair, room))
    yield from _iter_standings(chair, mark)
    yield BLANK
    yield build_paragraph("Zones", HEADING)
    for zone in chair.build_map().zones:
        parts = (f"{number.name} {number.now}{_format_change(number.change)}" for number in zone.numbers)
        yield build_paragraph(f"{zone.name}: {', '.join(parts)}", mark="  ")


def _iter_plans(chair: Seat) -> Iterator[str]:
    turn = chair.find_position().turn
    for _, entry in chair.list_log():
        if entry.turn == turn and entry.decision is not None and entry.decision.verb in ("plan", "argue"):
            yield format_decision(entry.decision)


def _iter_standings(chair: Seat, mark: str) -> Iterator[MarkedParagraph]:
    for known in chair.list_objectives():
        role = chair.find_role(known.role)
        yield BLANK
        total = known.total + known.estimated
        yield build_paragraph(f"{role.name}: {total:.1f} points, {format_seat(role.seat)}", HEADING)
        for objective in known.objectives:
            most = f" of {objective.most:g}" if objective.most is not None else ""
            secret = f"{mark} " if objective.secret else "  "
            yield build_paragraph(f"{objective.title}: {objective.points:.1f}{most}", mark=secret)


def _format_change(by: int) -> str:
    return f" ({by:+d} this turn)" if by else ""


def _iter_section(title: str, lines: Iterable[str]) -> Iterator[MarkedParagraph]:
    listed = list(lines)
    if listed:
        yield BLANK
        yield build_paragraph(title, HEADING)
        yield from (build_paragraph(line, mark="  ") for line in listed)


def _iter_hidden_rolls(chair: Seat, room: Seat) -> Iterator[str]:
    shown = {n: set(_list_rolls(entry)) for n, entry in room.list_log()}
    for n, entry in chair.list_log():
        for rolled in _list_rolls(entry):
            if rolled not in shown.get(n, ()):
                yield f"turn {entry.turn}: {format_told(rolled)}"


def _list_rolls(entry: KnownEntry) -> list[Rolled]:
    return [told for told in entry.told if isinstance(told, Rolled)]


def iter_full_log(chair: Seat) -> Iterator[MarkedParagraph]:
    """Yield every line with its reason and its effects. Records and undone decisions are marked as such."""
    turn, turns = -1, chair.find_position().turns
    for line in chair.list_file_lines():
        if line.turn != turn:
            turn = line.turn
            yield build_paragraph(f"Turn {turn} of {turns}" if turn else format_opening(), HEADING)
        mark = f"{line.number:>3}  "
        if line.decision is None:
            yield build_paragraph(_format_record(line), "italic", mark)
            continue
        why = f" -- {line.because}" if line.because else ""
        undone = " (undone)" if line.undone else ""
        hat = f" [{line.hat}]" if line.hat else ""
        yield build_paragraph(
            f"{format_decision(line.decision)}{hat}{why}{undone}", "" if line.undone else "bold", mark
        )
        for told in line.told:
            yield build_paragraph(format_told(told), mark=" " * 7)


def _format_record(line: FileLine) -> str:
    return format_record(line.record) if line.record is not None else line.kind.capitalize()
