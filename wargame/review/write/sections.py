"""The sections of the report, in one list: their order, titles, letters and contents, for every format that shows them.

HSEEP's order (docs/procedures.md §6), after a brief for readers in a hurry. To add a section, write what it shows as
blocks and enter it here; nothing else knows which sections there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from string import ascii_uppercase
from typing import NamedTuple

from wargame.review.data.report import Report
from wargame.review.text.page_text import format_appendix, name_section
from wargame.review.write import appendices, claim_pages, front_matter, model_page
from wargame.review.write.blocks import Block
from wargame.review.write.charts.drawn_chart import Drawings


class Section(NamedTuple):
    """A section of the report.

    ``id`` is its place in the page; ``name`` returns its title for it. ``blocks`` makes its contents from the report
    and the charts that were drawn. The letters of appendices are counted. A section with ``new_page`` begins a new page
    on paper. A page shows ``template`` instead of the blocks where that is not empty: only where it shows more than
    blocks can. The section is left out of a report for which ``concerns`` returns False.
    """

    id: str
    blocks: Callable[[Report, Drawings], Iterable[Block]]
    appendix: bool = False
    new_page: bool = False
    template: str = ""
    concerns: Callable[[Report], bool] = lambda report: True
    name: Callable[[str], str] = name_section

    @property
    def title(self) -> str:
        """*Ratings*, *Dice and seed*."""
        return self.name(self.id)


class PlacedSection(NamedTuple):
    """A section of one report, with its ``letter`` if it is an appendix."""

    section: Section
    letter: str = ""

    @property
    def heading(self) -> str:
        """*Ratings*, *Appendix D. Dice and seed*."""
        return format_appendix(self.letter, self.section.title) if self.letter else self.section.title


def list_sections(report: Report) -> list[PlacedSection]:
    """Return the sections of a report in their order, the appendices lettered from A on."""
    letters = iter(ascii_uppercase)
    return [
        PlacedSection(section, next(letters) if section.appendix else "")
        for section in SECTIONS
        if section.concerns(report)
    ]


SECTIONS: tuple[Section, ...] = (
    Section("brief", front_matter.iter_brief, template="sections/brief.html.j2"),
    Section("mattered", front_matter.iter_mattered, concerns=lambda report: bool(report.impact)),
    Section("claims", claim_pages.iter_claims),
    Section("ratings", front_matter.iter_ratings),
    Section("analysis", front_matter.iter_analysis, template="sections/analysis.html.j2"),
    Section("plan", front_matter.iter_plan),
    Section(
        "timeline",
        appendices.iter_timeline,
        appendix=True,
        new_page=True,
        template="sections/timeline.html.j2",
    ),
    Section("alternatives", appendices.iter_alternatives, appendix=True, concerns=lambda report: bool(report.impact)),
    Section("more", claim_pages.iter_more_claims, appendix=True, new_page=True),
    Section(
        "model",
        model_page.iter_model,
        appendix=True,
        new_page=True,
        template="sections/model.html.j2",
        concerns=lambda report: report.model is not None,
    ),
    Section("tracks", appendices.iter_tracks, appendix=True, new_page=True),
    Section("cards", appendices.iter_cards, appendix=True),
    Section("dice", appendices.iter_dice, appendix=True),
    Section("estimates", appendices.iter_estimates, appendix=True),
    Section("evenness", appendices.iter_evenness, appendix=True),
    Section("map", appendices.iter_map, appendix=True),
    Section(
        "levels",
        front_matter.iter_levels,
        appendix=True,
        concerns=lambda report: any(one.tasks or one.levels or one.earlier for one in report.ratings),
    ),
    Section("debrief", appendices.iter_debrief, appendix=True),
    Section("sources", appendices.iter_sources, appendix=True),
    Section("overview", front_matter.iter_overview, appendix=True),
    Section("file", appendices.iter_file, appendix=True),
)
"""Every section, in the order of the report."""
