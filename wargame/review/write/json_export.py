"""Writes the report as JSON for other programs, with the version of its shape."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from wargame.review.data.report import Report

KIND = "wargame-report"


def dump_report_json(report: Report) -> str:
    """Return the report as JSON text: ``kind`` and ``shape``, then its fields in order; null for NaN and infinity."""
    return dump_json({"kind": KIND, "shape": report.shape} | asdict(report))


def dump_json(data: Any) -> str:
    """Return plain data as JSON text that any reader takes."""
    return json.dumps(_replace_infinite(data), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


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
