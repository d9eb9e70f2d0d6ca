"""Makes what people type safe to keep and to show: no control characters, no broken Unicode, a bounded length."""

from __future__ import annotations

import re

LIMITS = {"action": 500, "effect": 300, "reason": 200, "rationale": 2000}
"""The characters that the parts of an argument and a rationale may have (docs/procedures.md §3)."""

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def clean(text: str, limit: int = LIMITS["rationale"]) -> str:
    """The text without characters that control a terminal or turn its direction, at most ``limit`` characters long."""
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
