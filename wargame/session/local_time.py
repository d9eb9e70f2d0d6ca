"""Converts the times of a session file, which are in UTC, to local time where the session was played."""

from __future__ import annotations

from datetime import datetime, timezone


def convert_to_local(at: str, zone: str) -> str:
    """Return a time in ISO 8601 with the offset ``zone`` (*-10:00*); as it is if it is no time, or for no offset."""
    if not zone:
        return at
    try:
        moment = datetime.fromisoformat(at)
        offset = datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").utcoffset()
    except ValueError:
        return at
    if moment.tzinfo is None or offset is None:
        return at
    try:
        return moment.astimezone(timezone(offset)).isoformat()
    except (OverflowError, ValueError):
        return at
