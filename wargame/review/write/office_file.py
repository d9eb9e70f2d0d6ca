"""Dates of files that are zips of parts (Word, PowerPoint, Excel): the same content gives the same bytes."""

from __future__ import annotations

import re
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


_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def fix_dates(data: bytes) -> bytes:
    """Return the same zip with the same date on every part, and on the parts of spreadsheets behind its charts."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            info = ZipInfo(part.filename, _EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, _fix_part(part.filename, old.read(part.filename)))
    return made.getvalue()


def _fix_part(name: str, data: bytes) -> bytes:
    """Return a part; of a spreadsheet inside a document, with fixed dates, which its maker takes from the clock."""
    if not name.endswith(".xlsx"):
        return data
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(ZipInfo(part, _EPOCH), _MADE.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(part)))
    return fix_dates(made.getvalue())
