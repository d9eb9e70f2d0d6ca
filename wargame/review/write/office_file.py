"""Dates of files that are zips of parts (Word, PowerPoint, Excel): the same content gives the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold. Every part has it, so that the bytes depend on the content only."""


def parse_date(iso: str) -> datetime:
    """Return a date that is given as ISO 8601 in UTC, without its zone; the earliest date of a zip for another text."""
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return datetime(*_EPOCH)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo is not None else at


def fix_dates(data: bytes) -> bytes:
    """Return the same zip with the same date on every part."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(part.filename))
    return made.getvalue()
