"""Writes the report as JSON for other programs, with the version of its shape, and reads it back."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from wargame.review.data.report import SHAPE, Report

KIND = "wargame-report"


class NotAReport(ValueError):
    """Raised for a text that is no report of this program, or one of a later version; the message says which."""


def dump_report_json(report: Report) -> str:
    """Return the report as JSON text: ``kind`` and ``shape``, then its fields in order; null for NaN and infinity."""
    return dump_json({"kind": KIND, "shape": report.shape} | asdict(report))


def dump_json(data: Any) -> str:
    """Return plain data as JSON text that any reader takes."""
    return json.dumps(_replace_infinite(data), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def parse_report_json(text: str) -> Report:
    """Return the report that `dump_report_json` wrote. Raises `NotAReport`."""
    from pydantic import TypeAdapter, ValidationError

    try:
        data = json.loads(text)
    except ValueError as error:
        raise NotAReport(f"it is not JSON ({error})") from None
    if not isinstance(data, dict) or data.pop("kind", None) != KIND:
        raise NotAReport(f'it is JSON, but no report: a report begins with "kind": "{KIND}"')
    if data.get("shape") != SHAPE:
        raise NotAReport(f"its shape is {data.get('shape')!r}, and this program reads shape {SHAPE}")
    try:
        return TypeAdapter(Report).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise NotAReport(f"{place or 'it'} is not as a report has it: {first['msg']}") from None


def _replace_infinite(data: Any) -> Any:
    if isinstance(data, bytes):
        return ""  # pictures stand beside the session
    if isinstance(data, float):
        return data if math.isfinite(data) else None
    if isinstance(data, dict):
        return {key: _replace_infinite(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_replace_infinite(value) for value in data]
    return data
