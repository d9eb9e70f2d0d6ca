"""The limits of a spreadsheet that is read. A file within them is read in a few seconds and 150 MB at most."""

from __future__ import annotations

MOST_BYTES = 20_000_000
"""The most bytes of a workbook file, and of all its parts together when they are unpacked."""

MOST_BYTES_OF_TEXT = 5_000_000
"""The most bytes of a CSV file."""

MOST_TEXT = 2_000_000
"""The most characters in all cells together."""

MOST_IN_CELL = 32_767
"""The most characters that a cell of a workbook can hold."""

MOST_ROWS = 5_000
"""The last row that may hold something."""

MOST_COLUMNS = 200
"""The last column that may hold something."""

MOST_SHEETS = 100
MOST_MERGED = 2_000
"""The most merged ranges of a sheet."""

MOST_PARTS = 2_000
"""The most files inside a workbook."""

MOST_ELEMENTS = 600_000
"""The most XML elements that are read of a workbook. A formatted cell is one, a cell with a text is two."""
