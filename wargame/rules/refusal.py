"""Refusals: why a command is not taken, as a code that programs test and a sentence that people read."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """``code`` is one of: over, nobody, not-yours, unknown, argument, illegal, full, reason; ``text`` is the reason in
    words.
    """

    code: str
    text: str
