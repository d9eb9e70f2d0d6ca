"""Oversight: what only the facilitator may read: the run of show, every number and secret, and the full log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from textual.content import Content

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.run_of_show import card_notes, minutes_used, phase_times, say_now, time_is_short
from wargame.exercise.play.seats import seat_text
from wargame.exercise.view.member_status import partners
from wargame.exercise.view.narration import said_by
from wargame.rules.table import FACILITATOR, OBSERVER, TURN, number
from wargame.rules.text.event_text import together
from wargame.tui.app.commands import key_of
from wargame.tui.widgets.hanging_indent import Item

HEADING = "bold $primary"


def paragraph(text: str, style: str = "", mark: str = "") -> Item:
    """A paragraph whose further lines stand under its text, right of its mark; nothing in it is read as markup."""
    return Item(Content.styled(mark, style), Content.styled(text, style))


BLANK = paragraph("")


def run_of_show(exercise: Exercise, ascii: bool, keys: Mapping[str, str], *, brief: bool = False) -> Iterator[Item]:
    """What to say, who is asked, the time against the plan, and the cards with their notes; ``keys`` as remapped."""
    yield paragraph("Say now", HEADING)
    yield paragraph(say_now(exercise))
    roles = exercise.table.scenario.roles
    asked = [roles[who].name if who in roles else "Facilitator" for who in exercise.waiting_for()]
    if asked:
        yield paragraph(f"Waiting for: {', '.join(asked)}")
    if exercise.paused:
        yield paragraph(f"The clocks stand still ({key_of('pause', keys)} lets them run).", "bold $warning")
    yield BLANK
    yield from _time(exercise, ascii, key_of("end", keys), brief)
    for card in card_notes(exercise):
        yield BLANK
        yield paragraph(f"{card.which}: {card.title}", HEADING)
        yield from (paragraph(text) for text in (card.text, *card.notes) if text)


def _time(exercise: Exercise, ascii: bool, end: str, brief: bool) -> Iterator[Item]:
    yield paragraph("Time", HEADING)
    yield paragraph(minutes_used(exercise))
    if time_is_short(exercise):
        yield paragraph(
            f"Time runs short: {end} closes the exercise well, with the ending that holds.", "bold $warning"
        )
    times = phase_times(exercise)
    if brief:
        times = [time for time in times if time.phase == exercise.phase]
    elif times:
        yield paragraph("minutes       this turn     in all", "$foreground 80%")
    for time in times:
        here = ">" if time.phase == exercise.phase and not exercise.over else " "
        over = ("!" if ascii else "▲") if time.used > time.planned else " "
        turn, ever = f"{time.used:.1f} of {time.planned}", f"{time.used_in_all:.0f} of {time.planned_in_all}"
        yield paragraph(f"{time.phase:<11} {turn:>9} {over} {ever:>9}", "bold" if here == ">" else "", f"{here} ")


def everything(exercise: Exercise, ascii: bool) -> Iterator[Item]:
    """All numbers, hidden ones marked; plans, deals, rulings, rolls nobody saw; how each role stands."""
    table, row, before = exercise.table, exercise.view(FACILITATOR), exercise.view_at_turn_start(FACILITATOR)
    mark = "*" if ascii else "◆"
    yield paragraph(f"Numbers ({mark} not seen by all)", HEADING)
    for i, column in enumerate(table.columns):
        if column.kind == "track" and i not in table.wills:
            hidden = mark if column.seen is not None and not (column.until >= 0 and row[column.until]) else " "
            yield paragraph(f"{column.label}: {row[i]} of {column.high}{_moved(row[i] - before[i])}", mark=f"{hidden} ")
    for derived in table.derived[1:]:  # the first is the turns left, which the title says
        now, was = (number(table, r, table.numbers[derived.name]) for r in (row, before))
        yield paragraph(f"{derived.label}: {now} of {derived.high}{_moved(now - was)}", mark="  ")
    for i, column in enumerate(table.columns):
        if column.kind == "flag" and row[i]:
            yield paragraph(f"Now so: {column.label}", mark="  ")
    for title, listed in partners(exercise).items():
        yield from _under(title, (partner.text() for partner in listed))
    yield from _under("Deals that stand", (form.title for form in table.forms
                      if form.stands and row[table.index[f"deals.{form.id}"]]))  # fmt: skip
    lift = next((o for o in exercise.offers(FACILITATOR) if o.do == "lift"), None)
    yield from _under("Rulings that last", lift.slots[0].labels if lift is not None else ())
    mine = [line for line in exercise.standing if line["turn"] == row[TURN]]
    yield from _under("Plans of this turn", (said_by(exercise, line, FACILITATOR) for line in mine
                      if line["do"] in ("plan", "argue")))  # fmt: skip
    yield from _under("Rolls not everybody saw", _hidden_rolls(exercise))
    for role, spec in table.scenario.roles.items():
        standings = exercise.standings(role)
        total = sum(standing.points for standing in standings)
        yield BLANK
        yield paragraph(f"{spec.name}: {total:.1f} points, {seat_text(exercise.seats[role])}", HEADING)
        for standing in standings:
            most = f" of {standing.most:g}" if standing.most >= 0 else ""
            secret = f"{mark} " if standing.objective.secret else "  "
            yield paragraph(f"{standing.objective.title}: {standing.points:.1f}{most}", mark=secret)
    yield BLANK
    yield paragraph("Zones", HEADING)
    for zone_id, zone in table.scenario.zones.items():
        parts = []
        for name, counted in table.scenario.zone_numbers.items():
            at = table.index[f"zones.{zone_id}.{name}"]
            parts.append(f"{counted.name.lower()} {row[at]}{_moved(row[at] - before[at])}")
        yield paragraph(f"{zone.name}: {', '.join(parts)}", mark="  ")


def _moved(by: int) -> str:
    return f" ({by:+d} this turn)" if by else ""


def _under(title: str, lines: Any) -> Iterator[Item]:
    listed = list(lines)
    if listed:
        yield BLANK
        yield paragraph(title, HEADING)
        yield from (paragraph(line, mark="  ") for line in listed)


def _hidden_rolls(exercise: Exercise) -> Iterator[str]:
    for line in exercise.standing:
        shown = {told.text for told in exercise.told(line["n"], OBSERVER) if told.kind == "roll"}
        for told in exercise.told(line["n"], FACILITATOR):
            if told.kind == "roll" and told.text not in shown:
                yield f"turn {line['turn']}: {told.text}"


def full_log(exercise: Exercise) -> Iterator[Item]:
    """Every line with its reason and what came of it; records, and what was undone, as such."""
    standing = {line["n"] for line in exercise.standing}
    turn = -1
    for line in exercise.lines:
        if line["turn"] != turn:
            turn = line["turn"]
            yield paragraph(f"Turn {turn} of {exercise.table.turns}" if turn else "Before the first turn", HEADING)
        if "do" not in line:
            yield paragraph(record_text(exercise, line), "italic", f"{line['n']:>3}  ")
            continue
        why = f" -- {line['because']}" if line["because"] else ""
        undone = "" if line["n"] in standing else " (undone)"
        hat = f" [{line['hat']}]" if line.get("hat") else ""
        said = f"{said_by(exercise, line, FACILITATOR)}{hat}{why}{undone}"
        yield paragraph(said, "bold" if not undone else "", f"{line['n']:>3}  ")
        for told in together(exercise.told(line["n"], FACILITATOR)):
            yield paragraph(told.text, mark=" " * 7)


def record_text(exercise: Exercise, line: Mapping[str, Any]) -> str:
    """A record in words."""
    what, text = str(line["record"]), line.get("text") or ""
    if what == "note":
        about = f" on {line['objective']}" if line.get("objective") else ""
        return f"Observation ({line.get('kind', 'note')}{about}): {text}"
    if what == "bookmark":
        return f"Bookmark: {text}" if text else "Bookmark"
    if what == "undo":
        return f"Undone to line {line['to']} -- {line['because']}"
    if what == "amend":
        return f"Line {line['line']} amended -- {line['because']}"
    if what == "seat":
        return f"{exercise.table.scenario.roles[line['role']].name} is played by {seat_text(line['seat'])}"
    return {"pause": "The clocks stop", "resume": "The clocks run", "torn": "A torn line was set aside"}.get(
        what, what.capitalize()
    )
