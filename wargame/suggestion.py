"""Suggests the name that was probably meant in place of a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGEST = 100
"""The length of a name from which nothing is suggested: the time for it grows with the square."""

MOST_COMPARED = 60_000
"""The most names that are compared while one file is checked, which takes a second or two."""


class _Budget:
    def __init__(self) -> None:
        self.left = MOST_COMPARED


_budget: ContextVar[_Budget | None] = ContextVar("_budget", default=None)


@contextmanager
def limit_suggestions() -> Iterator[None]:
    """Limit the work for suggestions; when it is used up, nothing is suggested any more.

    Without a limit, a file with thousands of mistyped names takes minutes.
    """
    if _budget.get() is not None:  # the limit around this one counts
        yield
        return
    before = _budget.set(_Budget())
    try:
        yield
    finally:
        _budget.reset(before)


def suggest_name(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return a *did you mean* for a name, or an empty text if none of ``names`` is close.

    ``cutoff`` is the similarity, from 0 to 1, from which a name is close.
    """
    from difflib import get_close_matches  # here, so that `wargame --help` does not load it

    known = list(names)
    budget = _budget.get()
    if budget is not None:
        budget.left -= len(known)
        if budget.left < 0:
            return ""
    if len(str(name)) > LONGEST:
        return ""
    close = get_close_matches(str(name), known, n=1, cutoff=cutoff)
    return f"did you mean {close[0]!r}?" if close else ""
