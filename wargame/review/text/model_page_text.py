"""The appendix with the model of the exercise in words: captions, and what older content lacks."""

from __future__ import annotations

from wargame.phrases import fill
from wargame.review.text.table_text import TableText


def title_numbers() -> TableText:
    """Return the words of the table of numbers."""
    titles = (fill("Number"), fill("Moved by"), fill("Read by"))
    return TableText(fill("What moves each number, and what reads it"), titles)


def title_picture() -> str:
    """Return the caption of the picture of the loops."""
    return fill("The main loops of the model")


def format_unmarked() -> str:
    """Return that the content does not say what in its parts is invented."""
    return fill(
        "This exercise was played with content that does not say what in its parts is ours after the pages they cite."
    )
