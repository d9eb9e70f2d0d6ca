"""HTML: the report as one page that needs nothing else: no network, no script, the reader's own fonts, light or dark.

The text of every person and author is escaped by Jinja2 and freed of control characters; only the charts, which escape
their own, go in as they are. Templates and stylesheet lie in ``templates/``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wargame.exercise.debrief.stages import STAGES
from wargame.exercise.play.run_of_show import HATS
from wargame.review import number_text
from wargame.review.data.report import Report
from wargame.review.write.appendices import format_changes, format_question_result
from wargame.review.write.charts.mattered import LEADING
from wargame.review.write.charts.report_charts import draw_charts
from wargame.review.write.charts.style import MARKS

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")

MINOR = frozenset({"pass", "decline", "estimate", "stand"})
"""Decisions that take one line in the timeline unless somebody gave a reason."""


class Section(NamedTuple):
    """A section: its template and place in the page, its title, and its letter if it is an appendix.

    ``page`` begins a new page on paper.
    """

    id: str
    title: str
    letter: str = ""
    page: bool = False


FRONT = (
    Section("brief", "In brief"),
    Section("mattered", "What mattered most"),
    Section("overview", "Overview"),
    Section("ratings", "Ratings"),
    Section("analysis", "Analysis by objective"),
    Section("plan", "Improvement plan"),
)
APPENDICES = (
    Section("timeline", "Timeline of decisions", "A", page=True),
    Section("tracks", "Tracks over the turns", "B", page=True),
    Section("cards", "Cards, planned against actual", "C"),
    Section("dice", "Dice and seed", "D"),
    Section("estimates", "Estimates and their calibration", "E"),
    Section("evenness", "Even-handedness and time", "F"),
    Section("map", "The map at the end", "G"),
    Section("debrief", "Debrief and feedback", "H"),
    Section("sources", "Sources cited", "I"),
    Section("file", "The session file", "J"),
)


def render_report_page(report: Report) -> str:
    """The report as a whole HTML document."""
    over = report.overview
    roles = {seat.role: seat.name for seat in over.seats}
    looks = {seat.role: f"r{at % len(MARKS)}" for at, seat in enumerate(over.seats)}
    sections = [one for one in (*FRONT, *APPENDICES) if one.id != "mattered" or report.impact is not None]
    return (
        _build_environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            over=over,
            ended=bool(over.ended),
            roles=roles,
            mark=lambda role: looks.get(role, "none"),
            sections=sections,
            drawn={one.name: one for one in draw_charts(report)},
            anchors=_list_anchors(report),
            named=any(seat.names for seat in over.seats),
        )
    )


def _list_anchors(report: Report) -> frozenset[int]:
    """The lines that have a place in the page."""
    observed = [*report.notes, *(one for rating in report.ratings for one in rating.observations)]
    return frozenset([*(one.line for one in report.decisions), *(one.line for one in observed)])


@cache
def _build_environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def legible(value: Any) -> Any:
        return number_text.strip_controls(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=legible)
    made.filters |= {
        "when": number_text.format_date,
        "lasted": number_text.format_duration,
        "number": number_text.format_number,
        "percent": number_text.format_percent,
        "rating": number_text.format_rating,
        "count_of": number_text.format_count,
        "picture": Markup,
    }
    shared: Mapping[str, Any] = {
        "css": Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
        "came": format_question_result,
        "changed": format_changes,
        "hats": HATS,
        "minor": MINOR,
        "stages": {stage.id: stage.title for stage in STAGES},
        "LEADING": LEADING,
        "NONE": number_text.NONE,
    }
    made.globals |= shared
    return made
