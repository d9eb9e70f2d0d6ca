"""Compares what is shown or said with the text that was accepted. WARGAME_ACCEPT=1 accepts what there is."""

from __future__ import annotations

import os
from pathlib import Path


def check_accepted(path: Path, text: str) -> None:
    """Fail unless the text is that of an accepted file."""
    if os.environ.get("WARGAME_ACCEPT"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8"), f"{path.name} has changed; look at it, then accept with WARGAME_ACCEPT=1"
