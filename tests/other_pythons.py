"""Finds the Pythons on this machine, besides the one of the tests, that pyproject accepts. Run it to list them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

MINORS = (11, 12, 13, 14)
"""The versions 3.x of Python that the program is for."""


def find_pythons() -> dict[str, Path]:
    """Return a program for each other version (such as *3.12.1*) that is on the PATH or among those of pyenv."""
    found: dict[str, Path] = {}
    for minor in MINORS:
        if minor == sys.version_info[1]:
            continue
        named = shutil.which(f"python3.{minor}")
        kept = sorted((Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python"))
        for python in (*([Path(named)] if named else ()), *reversed(kept)):
            command = [str(python), "-c", "import platform; print(platform.python_version())"]
            asked = subprocess.run(command, capture_output=True, text=True, check=False)
            if asked.returncode == 0:  # a shim of pyenv may lead to no Python
                found[asked.stdout.strip()] = python
                break
    return found


def format_versions() -> str:
    """Return which versions the tests ran with, and which are not on this machine."""
    this = ".".join(map(str, sys.version_info[:3]))
    others = find_pythons()
    minors = {int(version.split(".")[1]) for version in others} | {sys.version_info[1]}
    missing = [f"3.{minor}" for minor in MINORS if minor not in minors]
    said = [f"all tests with {this}"]
    if others:
        said.append(f"play, review and import with {', '.join(others)}")
    if missing:
        said.append(f"not on this machine: {', '.join(missing)}")
    return f"Python: {'; '.join(said)}."


if __name__ == "__main__":
    print(format_versions())
