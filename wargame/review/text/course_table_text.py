"""Captions and column titles of the tables of a course."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.phrases import fill
from wargame.review.text.table_text import TableText


def title_left_out() -> TableText:
    """Return the words of the table of files that were left out."""
    return TableText(fill("Files that are not in this course, and why"), (fill("File"), fill("Why")))


def title_endings() -> TableText:
    """Return the words of the table of endings."""
    return TableText(fill("How they ended"), (fill("Ending"), fill("Sessions"), fill("Which")))


def title_points() -> TableText:
    """Return the words of the table of points."""
    return TableText(fill("Points"), (fill("Role"), fill("Lowest"), fill("Mean"), fill("Highest"), fill("At most")))


def title_deals() -> TableText:
    """Return the words of the table of deals."""
    titles = (
        fill("Form"),
        fill("Among"),
        fill("Secret"),
        fill("Struck in"),
        fill("In the first half"),
        fill("Middle turn"),
        fill("Broken"),
        fill("Ended"),
    )
    return TableText(fill("Deals and partnerships"), titles)


def title_estimates() -> TableText:
    """Return the words of the table of estimates."""
    titles = (
        fill("Role"),
        fill("Sessions"),
        fill("First, mean"),
        fill("Last, mean"),
        fill("Moved by"),
        fill("Brier score, mean"),
    )
    return TableText(fill("Estimates before and after"), titles)


def title_objectives(ratings: Sequence[str]) -> TableText:
    """Return the words of the table of objectives by these ratings."""
    titles = (fill("Objective"), *ratings, fill("Not rated"), fill("Met (P or S)"))
    return TableText(fill("Objectives: sessions by rating"), titles)


def title_choices() -> TableText:
    """Return the words of the table of what roles chose."""
    titles = (
        fill("Role"),
        fill("Kind of action"),
        fill("In all"),
        fill("Mean"),
        fill("Least"),
        fill("Most"),
        fill("Never in"),
    )
    return TableText(fill("What roles chose to do, in times a session"), titles)


def title_differences() -> TableText:
    """Return the words of the table of the widest differences."""
    titles = (
        fill("What"),
        fill("Lowest"),
        fill("In"),
        fill("Highest"),
        fill("In"),
        fill("Deviation"),
        fill("Of its scale"),
    )
    caption = fill("The widest differences, by the part of its scale that lies between the lowest and the highest")
    return TableText(caption, titles)


def title_ends() -> TableText:
    """Return the words of the table of the numbers at the end of each session."""
    return TableText(fill("Where each session ended, by its number"), (fill("What"), fill("Session: value")))


def title_sessions(*, several: bool) -> TableText:
    """Return the words of the table of sessions; ``several``: they are of several scenarios."""
    scenario = (fill("Scenario"),) if several else ()
    titles = (fill("No."), fill("Session"), fill("Began"), *scenario)
    titles = (*titles, fill("Length"), fill("Turns"), fill("People"), fill("Time"))
    return TableText(fill("The sessions"), titles)


def title_courses() -> TableText:
    """Return the words of the table of how each session went."""
    return TableText(fill("How each went"), (fill("No."), fill("Ending"), fill("Deals"), fill("Points")))


def title_questions() -> TableText:
    """Return the words of the table of the question in each session."""
    titles = (fill("No."), fill("Came true"), fill("Estimates, first → last"), fill("Brier score, mean"))
    return TableText(fill("The question in each"), titles)


def title_ratings(objectives: Sequence[str]) -> TableText:
    """Return the words of the table of the ratings of these objectives in each session."""
    return TableText(fill("Ratings in each"), (fill("No."), *objectives, fill("In all")))
