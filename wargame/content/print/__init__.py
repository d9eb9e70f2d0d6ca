"""Sheets: a scenario on paper, as one HTML file that needs no other file.

The sheets serve an exercise without screens, or with a screen for the facilitator only: briefs, offers with the numbers
people type, boards, a map, and blank forms (docs/procedures.md §2, §5, §6). Each sheet has one reader: private text
stands on a sheet of its own and on no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as e

from wargame.content.load.loader import Content
from wargame.content.model.scenario import Scenario
from wargame.content.print.facilitator import iter_facilitator_sheets
from wargame.content.print.forms import iter_blank_forms
from wargame.content.print.model_page import list_model_sheets
from wargame.content.print.parts import (
    FACILITATOR,
    Sheet,
    format_document,
    format_items,
    format_paragraphs,
    format_section,
    format_table,
    read_stylesheet,
)
from wargame.content.print.public import iter_public_sheets
from wargame.content.print.roles import iter_role_sheets
from wargame.content.text.wording import Wording


def format_scenario_sheets(content: Content) -> str:
    """Return all sheets of a scenario as one HTML document. All text of the content is escaped."""
    scenario = content.scenario
    sheets = [
        *iter_public_sheets(scenario), *iter_role_sheets(content), *iter_facilitator_sheets(scenario),
        *list_model_sheets(content), *iter_blank_forms(scenario),
    ]  # fmt: skip
    sheets.insert(0, Sheet("What to print", FACILITATOR, _format_packing_list(sheets)))
    sheets.insert(0, Sheet(scenario.title, FACILITATOR, _format_cover(scenario)))
    sections = (format_section(scenario.title, number, sheet) for number, sheet in enumerate(sheets, start=1))
    return format_document(f"{scenario.title}: sheets", read_stylesheet("sheets.css", "model.css"), sections)


def _format_cover(scenario: Scenario) -> str:
    words = Wording(scenario)
    parts = [
        f'<div class="box"><h3>Content notice: read this aloud first</h3>{format_paragraphs(scenario.notice)}</div>',
        format_paragraphs(scenario.summary),
    ]
    if scenario.question is not None:
        asked = f"Each team says how likely it is, every {scenario.question.every} turns."
        asked += f" {words.format_criterion()}"
        parts.append(f"<h3>The question</h3><p><b>{e(scenario.question.text)}</b> {e(asked)}</p>")
    if scenario.learning_objectives:
        parts.append("<h3>Learning objectives</h3>" + format_items(one.text for one in scenario.learning_objectives))
    parts.append("<h3>Lengths</h3>")
    rows = [
        (e(name), str(one.turns), str(one.minutes), e(one.about), e(words.format_effects(one.opening)) or "as marked")
        for name, one in scenario.lengths.items()
    ]
    parts.append(format_table(("length", "turns", "minutes", "what it is for", "opening"), rows))
    return "\n".join(parts)


def _format_packing_list(sheets: Sequence[Sheet]) -> str:
    """Return the list of what to print for whom; ``sheets`` are those after the cover and this list."""
    said = "<p>Print one-sided. Fold what is private, and hand it out last. The numbers are those at the top left.</p>"
    rows = [
        (e(who), "".join(f"<div>{n}&ensp;{e(sheet.title)}</div>" for n, sheet in numbered))
        for who, numbered in _iter_by_reader(sheets)
    ]
    cards = "<p>Event cards, nine to a page, are printed by themselves: wargame deck sheet DECK.</p>"
    return said + format_table(("for", "sheets"), rows) + cards


def _iter_by_reader(sheets: Sequence[Sheet]) -> Iterator[tuple[str, list[tuple[int, Sheet]]]]:
    """Yield the sheets with their numbers, grouped by reader."""
    numbered = list(enumerate(sheets, start=3))
    for who in dict.fromkeys(sheet.who for sheet in sheets):
        yield who, [(n, sheet) for n, sheet in numbered if sheet.who == who]
