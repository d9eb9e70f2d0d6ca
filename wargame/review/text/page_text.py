"""The frame of a report in words: the names of its sections, its marks, and what every page and document has."""

from __future__ import annotations

from wargame.content.text.causes_text import title_model
from wargame.phrases import fill
from wargame.session.text.claim_text import title_claims


def name_section(section: str) -> str:
    """Return the title of a section, by its id. Raises `ValueError` for an id that no section has."""
    match section:
        case "brief":
            return fill("In brief")
        case "mattered":
            return fill("What mattered most")
        case "claims":
            return title_claims()
        case "more":
            return fill("More on the claims")
        case "model":
            return title_model()
        case "alternatives":
            return fill("What mattered: method and figures")
        case "overview":
            return fill("Overview")
        case "ratings":
            return fill("Ratings")
        case "analysis":
            return fill("Analysis by objective")
        case "plan":
            return fill("Improvement plan")
        case "timeline":
            return fill("Timeline of decisions")
        case "tracks":
            return fill("Tracks over the turns")
        case "cards":
            return fill("Cards, planned against actual")
        case "dice":
            return fill("Dice and seed")
        case "estimates":
            return fill("Estimates and their calibration")
        case "evenness":
            return fill("Even-handedness and time")
        case "map":
            return fill("The map at the end")
        case "levels":
            return fill("Critical tasks and levels")
        case "debrief":
            return fill("Debrief and feedback")
        case "sources":
            return fill("Sources cited")
        case "file":
            return fill("The session file")
    raise ValueError(f"no section has the id {section!r}")


def format_appendix(letter: str, title: str) -> str:
    """Return the heading of an appendix."""
    return fill("Appendix {letter}. {title}", letter=letter, title=title)


def name_report() -> str:
    """Return what the document is."""
    return fill("After-action review")


def format_title(exercise: str) -> str:
    """Return the title of the document of an exercise."""
    return fill("After-action review: {exercise}", exercise=exercise)


def format_page_title(exercise: str) -> str:
    """Return the title of the page of an exercise, as a browser shows it."""
    return fill("{exercise}: after-action review", exercise=exercise)


def name_contents() -> str:
    """Return the heading of the table of contents."""
    return fill("Contents")


# Marks


def mark_draft() -> str:
    """Return the word that marks a draft."""
    return fill("DRAFT.")


def format_not_final() -> str:
    """Return that a report is a draft, after the word that marks it."""
    return fill("The facilitator has not declared this report final.")


def format_draft() -> str:
    """Return that a report is a draft."""
    return fill("Draft. The facilitator has not declared this report final.")


def mark_private() -> str:
    """Return the words that mark a report as the facilitator's alone."""
    return fill("FOR THE FACILITATOR ONLY.")


def format_private() -> str:
    """Return that a report is for the facilitator alone, and why."""
    return fill("For the facilitator only: the exercise is not over, and roles may not know yet what stands here.")


def format_draft_header(title: str) -> str:
    """Return the header of the pages of a draft."""
    return fill("{title}  (draft)", title=title)


# Feet and captions


def format_written_from(file: str) -> str:
    """Return from which session file a page was written."""
    return fill("Written from {file}.", file=file)


def format_written_by(program: str) -> str:
    """Return which program wrote a page."""
    return fill("Written by {program}.", program=program)


def format_page_count(page: str, pages: str) -> str:
    """Return which page of how many this is."""
    return fill("Page {page} of {pages}", page=page, pages=pages)


def format_table_caption(number: str, caption: str) -> str:
    """Return the caption of a table with its number."""
    return fill("Table {number}. {caption}", number=number, caption=caption)


def format_figure_caption(number: str, caption: str) -> str:
    """Return the caption of a picture with its number."""
    return fill("Figure {number}. {caption}", number=number, caption=caption)


def format_no_rows() -> str:
    """Return what stands in a table without rows."""
    return fill("none")
