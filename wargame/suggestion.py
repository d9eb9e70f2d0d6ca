"""Suggests the name that was probably meant in place of a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def suggest_name(name: str, names: Iterable[str], cutoff: float = 0.6) -> str:
    """Return a *did you mean* for a name, or an empty text if none of ``names`` is close.

    ``cutoff`` is the similarity, from 0 to 1, from which a name is close.
    """
    from difflib import get_close_matches  # here, so that `wargame --help` does not load it

    close = get_close_matches(str(name), list(names), n=1, cutoff=cutoff)
    return f"did you mean {close[0]!r}?" if close else ""
