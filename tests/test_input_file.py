"""Files that are read: ordinary ones only, up to a size; and nothing is read in any other way."""

from __future__ import annotations

import ast
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT
from wargame.input_file import LargeFileError, OddFileError, read_input, read_input_start

HAS_PIPES = hasattr(os, "mkfifo")


@pytest.fixture(params=["pipe", "socket", "device", "endless", "link to a device", "folder"])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Something that is no ordinary file: to read it would wait, or never end."""
    if not HAS_PIPES:
        pytest.skip("the platform has no pipes with names")
    path = tmp_path / "deck.yaml"
    match request.param:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            made = socket.socket(socket.AF_UNIX)
            here = os.getcwd()
            os.chdir(tmp_path)  # the name of a socket is short
            made.bind("deck.yaml")
            os.chdir(here)
            yield path
            made.close()
            return
        case "device":
            yield Path("/dev/zero")
            return
        case "endless":
            yield Path("/dev/urandom")
            return
        case "link to a device":
            path.symlink_to("/dev/zero")
        case _:
            path.mkdir()
    yield path


def test_what_is_no_ordinary_file_is_refused_at_once(odd: Path) -> None:
    for read in (read_input, read_input_start):
        with pytest.raises(OddFileError, match=r"this is (a folder|no ordinary file)"):
            read(odd, 1000)


def test_a_file_is_read_up_to_a_size(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 1000)
    assert read_input(path, 1000) == b"x" * 1000
    assert read_input_start(path, 10) == b"x" * 10
    with pytest.raises(LargeFileError) as caught:
        read_input(path, 999)
    assert caught.value.size == 1000


def test_a_file_that_grows_while_it_is_read_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    read = os.read

    def grown(fd: int, most: int) -> bytes:
        with path.open("ab") as file:
            file.write(b"y" * 4_000)
        return read(fd, most)

    monkeypatch.setattr(os, "read", grown)
    with pytest.raises(LargeFileError):
        read_input(path, 100_000)


def test_links_in_a_circle_and_names_with_a_nul_are_plain_errors(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.symlink_to(path)
    for name in (path, Path("a\0b"), tmp_path / "none"):
        with pytest.raises(OSError, match=r"\[Errno \d+\] [a-zA-Z ]+"):
            read_input(name, 10)


OWN_FILES = {
    "wargame/content/author/scaffold.py",
    "wargame/content/check/codes.py",
    "wargame/content/load/measured.py",
    "wargame/content/print/parts.py",
    "wargame/review/write/page.py",
}
"""Modules that read only what comes with the program."""


def test_no_part_reads_a_file_in_a_way_of_its_own() -> None:
    found = []
    for part in ("content", "commands", "tui", "review", "plain", "exercise", "lab"):
        for path in sorted((ROOT / "wargame" / part).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name in OWN_FILES:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _reads(node):
                    found.append(f"{name}:{node.lineno}")
    assert found == []


def _reads(call: ast.Call) -> bool:
    """Whether a call opens or reads a file: ``read_text``, ``read_bytes``, and ``open`` to read."""
    named = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if named in ("read_text", "read_bytes") and isinstance(call.func, ast.Attribute):
        return True
    modes = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return named == "open" and any(re.fullmatch(r"r[bt]?", mode) for mode in modes)
