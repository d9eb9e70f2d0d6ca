"""The ratings of learning objectives in words: the scale of HSEEP (`wargame/exercise/debrief/ratings.py`)."""

from __future__ import annotations

from wargame.phrases import fill


def format_rating_meaning(rating: str) -> str:
    """Return what a rating (P, S, M or U) means. Raises `LookupError` for any other text."""
    match rating:
        case "P":
            return fill("performed without challenges")
        case "S":
            return fill("performed with some challenges")
        case "M":
            return fill("performed with major challenges")
        case "U":
            return fill("unable to be performed")
    raise LookupError(f"no words for the rating {rating!r}")


def format_rating(rating: str) -> str:
    """Return a rating with its meaning: *S: performed with some challenges*."""
    return fill("{rating}: {meaning}", rating=rating, meaning=format_rating_meaning(rating))


def format_task_mark(mark: str) -> str:
    """Return a mark of a critical task (done, not-done, not-seen) in words. Raises `LookupError` for any other."""
    match mark:
        case "done":
            return fill("done")
        case "not-done":
            return fill("not done")
        case "not-seen":
            return fill("not seen")
    raise LookupError(f"no words for the mark {mark!r}")


def format_not_rated() -> str:
    """Return what stands in place of a rating that nobody gave."""
    return fill("not rated")


def format_support(supported: str) -> str:
    """Return the best rating that notes and marked tasks support, as the beginning of a sentence; empty: none."""
    if not supported:
        return fill("no strength, improvement or task was noted for it")
    return fill(
        "what was noted supports {rating} ({meaning}) at best",
        rating=supported,
        meaning=format_rating_meaning(supported),
    )
