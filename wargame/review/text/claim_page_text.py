"""The appendix of claims in words: what the scenario says of itself, the figures, the captions of its tables."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.review.text.table_text import TableText


def title_teaches() -> str:
    """Return the heading above what a scenario says of what it has built in."""
    return fill("What the scenario says it has built in")


def title_measures() -> TableText:
    """Return the words of the table of measured choices."""
    titles = (
        fill("Choice, against refusing it as long"),
        fill("Points of"),
        fill("Two turns later"),
        fill("At the end"),
    )
    return TableText(fill("Measured among bots: mean difference in points ± standard error"), titles)


def format_margin(mean: str, error: str) -> str:
    """Return a mean with its standard error."""
    return fill("{mean} ± {error}", mean=mean, error=error)


def title_all_decisions() -> TableText:
    """Return the words of the table of all decisions that bear on claims."""
    return TableText(fill("All decisions that bear on a claim"), (fill("Claim"), fill("Side"), fill("Decisions")))


def name_side(side: str) -> str:
    """Return the side of decisions, for a cell."""
    match side:
        case "for":
            return fill("for it")
        case "against":
            return fill("against it")
        case "both":
            return fill("for and against")
    return fill("asked by a card")


def title_further() -> str:
    """Return the heading above further reasons why claims may fail."""
    return fill("Further reasons why they may fail")


def lead_claim(title: str) -> str:
    """Return a claim before a reason why it may fail."""
    return fill("{claim}:", claim=title)


def title_other_questions() -> str:
    """Return the heading above the questions of cards that the page of claims leaves out."""
    return fill("Other questions of the cards that came")


def format_nothing_more() -> str:
    """Return that there is nothing more to say of claims."""
    return fill("There is nothing more on the claims of documents.")
