"""Words between asterisks or underscores, as writers of other tools emphasise them. Texts of content have no markup."""

from __future__ import annotations

import re

EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]*[^\s*_])\1(?![\w*])")
"""Signs of emphasis around some words, on one line."""


def quote_emphasis(text: str) -> str:
    """Return a text with emphasised words in quotation marks: *so* and **so** become "so"."""
    return EMPHASIS.sub(r'"\2"', text)
