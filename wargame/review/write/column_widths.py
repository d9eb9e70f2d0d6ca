"""Computes how wide the columns of a table are, for documents whose pages have a fixed width."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.review.write.blocks import TableColumn


def compute_widths(
    columns: Sequence[TableColumn],
    rows: Sequence[tuple[str, ...]],
    width: float,
    *,
    letter: float,
    padding: float,
    kept: Sequence[int] = (),
) -> list[int]:
    """Return the width of each column of a table that is ``width`` wide; all are in one unit of the caller's.

    Numbers get the room they need, texts share the rest, and no word of a title breaks. ``letter`` is the width of a
    letter, ``padding`` the space beside the text of a cell. A column with an entry in ``kept`` has room for as many
    letters, and takes no part in the rest.
    """
    least: list[float] = []
    for i, column in enumerate(columns):
        words = column.title.split() + ([row[i] for row in rows] if column.number else [])
        letters = max(map(len, words), default=0)
        least.append(max(letters, kept[i] if kept else 0) * letter + padding)
    shares = [0 if column.number or (kept and kept[i]) else column.share for i, column in enumerate(columns)]
    if not any(shares):
        shares = [1] * len(columns)
    rest = max(0.0, width - sum(least))
    fitted = [narrow + rest * share / sum(shares) for narrow, share in zip(least, shares, strict=True)]
    return [int(one * width / sum(fitted)) for one in fitted]
