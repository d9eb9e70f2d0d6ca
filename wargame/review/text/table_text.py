"""Captions and column titles of the tables of a report, and the words under which a page folds a table away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.phrases import fill


class TableText(NamedTuple):
    """The words of a table: its caption, the titles of its columns, and what a page folds it under (empty: nothing)."""

    caption: str
    titles: tuple[str, ...]
    fold: str = ""


def title_scores() -> TableText:
    """Return the words of the table of points."""
    return TableText(fill("Scores"), (fill("Role"), fill("Points")))


def title_objectives() -> TableText:
    """Return the words of the table of points by objective."""
    titles = (fill("Role"), fill("Objective"), fill("How it counts"), fill("Points"), fill("Most"))
    return TableText(fill("Points by objective"), titles, fill("Points by objective, as a table"))


def title_alternatives() -> TableText:
    """Return the words of the table of what other decisions would have led to."""
    titles = (
        fill("Turn"),
        fill("Role"),
        fill("Decided"),
        fill("Instead"),
        fill("Points for the role"),
        fill("95 % interval"),
        fill("Ends otherwise"),
    )
    return TableText(fill("How the end would have differed"), titles, fill("Their alternatives, as a table"))


def title_participants(*, named: bool) -> TableText:
    """Return the words of the table of who took part, ``named`` or not."""
    titles = (fill("Role"), fill("Played by"), fill("People"))
    return TableText(fill("Participants"), (*titles, fill("Names")) if named else titles)


def title_ratings(*, has_tasks: bool) -> TableText:
    """Return the words of the table of ratings, with or without a column for critical tasks."""
    titles = (fill("Rating"), fill("Objective"), fill("Supported"))
    tasks = (fill("Tasks done"),) if has_tasks else ()
    return TableText(fill("Ratings by objective"), (*titles, *tasks, fill("Evidence")))


def title_tasks() -> TableText:
    """Return the words of the table of the critical tasks of an objective."""
    return TableText(fill("Critical tasks"), (fill("Mark"), fill("Task"), fill("Reasons to read for it")))


def title_levels() -> TableText:
    """Return the words of the table of what each rating of an objective looks like."""
    return TableText(fill("Levels"), (fill("Rating"), fill("What it looks like")))


def title_recommendations(*, filled_in: bool) -> TableText:
    """Return the words of the improvement plan; ``filled_in``: with the columns for who acts on it, and when."""
    titles = (fill("Issue"), fill("Recommendation to the region"), fill("Argued by"), fill("Evidence"))
    further = (fill("Corrective action"), fill("Owner"), fill("Start"), fill("Completion"))
    return TableText(fill("Recommendations"), (*titles, *further) if filled_in else titles)


def title_worth(roles: Sequence[str]) -> TableText:
    """Return the words of the table of what decisions were worth to each of these roles."""
    titles = (fill("Turn"), fill("Role"), fill("Decision"), *roles)
    return TableText(fill("What each decision was worth"), titles, fill("What each decision was worth, as a table"))


def title_tracks(turns: int) -> TableText:
    """Return the words of the table of tracks over a number of turns."""
    titles = (fill("Track"), fill("Whose"), fill("Start"), *map(str, range(1, turns + 1)))
    return TableText(fill("Tracks by turn"), titles, fill("The tracks by turn, as a table"))


def title_moves() -> TableText:
    """Return the words of the table of what moved each track."""
    titles = (fill("Track"), fill("Turn"), fill("By"), fill("Whose doing"), fill("Why"), fill("Line"))
    return TableText(fill("What moved each track"), titles, fill("What moved each track, as a table"))


def title_cards() -> TableText:
    """Return the words of the card log."""
    titles = (
        fill("No."),
        fill("Turn"),
        fill("Card"),
        fill("To"),
        fill("Expected"),
        fill("What was done"),
        fill("Status"),
    )
    return TableText(fill("Card log"), titles)


def title_dice() -> TableText:
    """Return the words of the record of rolls."""
    titles = (
        fill("Turn"),
        fill("Line"),
        fill("Role"),
        fill("Rolled for"),
        fill("Dice"),
        fill("Added"),
        fill("Target"),
        fill("Chance"),
        fill("Outcome"),
    )
    return TableText(fill("Dice record"), titles)


def title_estimates() -> TableText:
    """Return the words of the table of estimates."""
    titles = (fill("Turn"), fill("Role"), fill("Estimate"), fill("In words"), fill("Why"), fill("Line"))
    return TableText(fill("Estimates"), titles, fill("Every estimate with its reason, as a table"))


def title_calibration() -> TableText:
    """Return the words of the table of how near the estimates came."""
    titles = (fill("Role"), fill("Estimates"), fill("First"), fill("Last"), fill("Brier score"))
    return TableText(fill("Calibration"), titles)


def title_evenness() -> TableText:
    """Return the words of the table of how even the facilitator's hand was."""
    titles = (
        fill("Role"),
        fill("Rulings for"),
        fill("Rulings against"),
        fill("Arguments"),
        fill("Mean modifier"),
        fill("Time"),
    )
    return TableText(fill("Even-handedness"), titles)


def title_time() -> TableText:
    """Return the words of the table of how long each role took in each phase."""
    titles = (fill("Role"), fill("Phase"), fill("Time"), fill("Decisions"))
    return TableText(fill("Time by role and phase"), titles, fill("Time by role and phase, as a table"))


def title_places(numbers: Sequence[str]) -> TableText:
    """Return the words of the table of places with these numbers."""
    titles = (fill("Place"), fill("Kind"), *numbers)
    return TableText(fill("Places, start → end"), titles, fill("The places with their numbers, as a table"))


def title_plus_and_delta() -> TableText:
    """Return the words of the table of what to keep and what to change."""
    titles = (fill("Role"), fill("Plus: what to keep"), fill("Delta: what to change"))
    return TableText(fill("Plus and delta"), titles)


def title_cited_facts(document: str) -> TableText:
    """Return the words of the table of what was met of a document."""
    titles = (fill("Page"), fill("What it says"), fill("Where it was met"))
    return TableText(fill("Met in play: {document}", document=document), titles)
