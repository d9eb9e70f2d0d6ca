"""Suggests the name that was probably meant in place of a mistyped one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
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
    return _format_meant(_find_close(name, names, cutoff))


def _find_close(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the closest of ``names``, or an empty text if none is close."""
    from difflib import get_close_matches  # here, so that `wargame --help` does not load it

    known = list(names)
    budget = _budget.get()
    if budget is not None:
        budget.left -= len(known)
        if budget.left < 0:
            return ""
    if len(str(name)) > LONGEST:
        return ""
    if same := next((one for one in known if one.casefold() == str(name).casefold() and one != name), ""):
        return same
    close = get_close_matches(str(name), known, n=1, cutoff=cutoff)
    return close[0] if close else ""


def _format_meant(name: str) -> str:
    return f"did you mean {name!r}?" if name else ""


def suggest_file(path: str | os.PathLike[str], endings: Sequence[str], below: str = "") -> str:
    """Return a *did you mean* for the path of a file that is missing, or that its folder is; or an empty text.

    The name may lack one of the ``endings``, or be that of a file in the folder ``below``, or be mistyped.
    """
    folder, name = os.path.split(os.fspath(path))
    for meant in (*(os.path.join(folder, name + ending) for ending in endings), os.path.join(folder, below, name)):
        if name and os.path.isfile(meant):
            return _format_meant(meant)
    try:
        names = os.listdir(folder or os.curdir)
    except OSError:
        return f"there is no folder {folder!r} either"
    there = [one for one in names if one.endswith(tuple(endings)) and os.path.isfile(os.path.join(folder, one))]
    stems = {os.path.splitext(one)[0]: one for one in sorted(there)}  # endings that are equal make no name close
    return _format_meant(stems.get(_find_close(os.path.splitext(name)[0], stems), ""))
