"""What somebody else may have put where the program keeps a file of its own; the fixture ``precious`` is the target."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

PRECIOUS = b"the work of a year\n"
PLANTS: dict[str, Callable[[Path, Path], None]] = {
    "link": lambda path, target: path.symlink_to(target),
    "dangling link": lambda path, target: path.symlink_to(target.with_name("elsewhere")),
    "second name": lambda path, target: os.link(target, path),
    "pipe": lambda path, _: os.mkfifo(path),
    "folder": lambda path, _: path.mkdir(),
}
"""What stands where a file is to be: the name of the kind, and what makes it at a path, with a target elsewhere."""


def assert_untouched(precious: Path) -> None:
    """Check that the target is as it was, and that nothing was made beside it."""
    assert precious.read_bytes() == PRECIOUS
    assert os.listdir(precious.parent) == [precious.name]
