"""Saying: wrapped text and warnings, as the commands print them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from wargame.content.checks import Finding


def say(text: str, indent: int = 0) -> None:
    """Print a text, wrapped to eighty columns; a line break in it begins a new paragraph."""
    for paragraph in text.split("\n"):
        lead = " " * indent
        print(textwrap.fill(paragraph, 80, initial_indent=lead, subsequent_indent=lead + "  " * bool(indent)))


def say_findings(name: str, findings: Sequence[Finding], size: str) -> None:
    """Print the warnings for a file without errors, then that it has none."""
    for finding in findings:
        print(f"{name}: {finding.level}: {finding.place}: {finding.text}")
    warnings = f", {len(findings)} warning{'s' * (len(findings) != 1)}" if findings else ""
    print(f"{name}: no errors{warnings} ({size})")
