"""Sheets: a scenario on paper, as one HTML file that needs nothing else.

What an exercise without screens needs, or one with a screen for the facilitator only: briefs, offers with the numbers
people type, boards, a map, and blank forms (facilitation.md §2, §5, §6). Sheets are addressed: what is private is on a
sheet of its own, and only on that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as e

from wargame.content.load.loader import Content
from wargame.content.model.scenario import Scenario
from wargame.content.print.facilitator import facilitator_sheets
from wargame.content.print.forms import blank_forms
from wargame.content.print.parts import FACILITATOR, Sheet, document, items, paragraphs, stylesheet, table
from wargame.content.print.public import public_sheets
from wargame.content.print.roles import role_sheets
from wargame.content.text.wording import Wording


def scenario_sheet(content: Content) -> str:
    """Everything for paper as one HTML document. All text of the content is escaped."""
    scenario = content.scenario
    sheets = [
        *public_sheets(scenario), *role_sheets(content), *facilitator_sheets(scenario), *blank_forms(scenario)
    ]  # fmt: skip
    sheets.insert(0, Sheet("What to print", FACILITATOR, _packing(sheets)))
    sheets.insert(0, Sheet(scenario.title, FACILITATOR, _cover(scenario)))
    sections = (_section(scenario, number, sheet) for number, sheet in enumerate(sheets, start=1))
    return document(f"{scenario.title}: sheets", stylesheet("sheets.css"), sections)


def _section(scenario: Scenario, number: int, sheet: Sheet) -> str:
    title = f"<h1>{e(sheet.title)}</h1>" if number == 1 else f"<h2>{e(sheet.title)}</h2>"
    head = f'<header><span>{e(scenario.title)} · sheet {number}</span><span class="who">{e(sheet.who)}</span></header>'
    return f"<section>{head}{title}\n{sheet.body}</section>"


def _cover(scenario: Scenario) -> str:
    words = Wording(scenario)
    parts = [
        f'<div class="box"><h3>Content notice: read this aloud first</h3>{paragraphs(scenario.notice)}</div>',
        paragraphs(scenario.summary),
    ]
    if scenario.question is not None:
        asked = f"Each team says how likely it is, every {scenario.question.every} turns."
        parts.append(f"<h3>The question</h3><p><b>{e(scenario.question.text)}</b> {asked}</p>")
    if scenario.learning_objectives:
        parts.append("<h3>Learning objectives</h3>" + items(one.text for one in scenario.learning_objectives))
    parts.append("<h3>Lengths</h3>")
    rows = [
        (e(name), str(one.turns), str(one.minutes), e(one.about), e(words.effects(one.opening)) or "as marked")
        for name, one in scenario.lengths.items()
    ]
    parts.append(table(("length", "turns", "minutes", "what it is for", "opening"), rows))
    return "\n".join(parts)


def _packing(sheets: Sequence[Sheet]) -> str:
    """What to print for whom; ``sheets`` are those after the cover and this one."""
    said = "<p>Print one-sided. Fold what is private, and hand it out last. The numbers are those at the top left.</p>"
    rows = [
        (e(who), "".join(f"<div>{n}&ensp;{e(sheet.title)}</div>" for n, sheet in numbered))
        for who, numbered in _by_reader(sheets)
    ]
    cards = "<p>Event cards, nine to a page, are printed by themselves: wargame deck sheet DECK.</p>"
    return said + table(("for", "sheets"), rows) + cards


def _by_reader(sheets: Sequence[Sheet]) -> Iterator[tuple[str, list[tuple[int, Sheet]]]]:
    """The sheets with their numbers, gathered by whom they are for."""
    numbered = list(enumerate(sheets, start=3))
    for who in dict.fromkeys(sheet.who for sheet in sheets):
        yield who, [(n, sheet) for n, sheet in numbered if sheet.who == who]
