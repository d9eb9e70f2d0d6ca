"""Refusals: why a command cannot be taken, in a code programs can test and a sentence people can read."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """``code`` is one of: over, nobody, not-yours, unknown, argument, illegal, full."""

    code: str
    text: str
