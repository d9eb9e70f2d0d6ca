"""Tables of a report as plain text."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence


def format_table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Container[int]) -> list[str]:
    """Return the lines of a table. The columns at the places ``numbers`` are flush right, the others flush left."""
    lines = [heads, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(heads))]
    out = []
    for line in lines:
        cells = [
            cell.rjust(width) if i in numbers else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        out.append(f"  {'  '.join(cells)}".rstrip())
    return out
