"""Command lines for people to copy: quoted everywhere, because one function writes them all."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import wargame
from wargame.session.shell_commands import format_session_command

PACKAGE = Path(wargame.__file__).parent
BY_HAND = re.compile(r"wargame (?:branch|replay|resume|review|verify)(?: --[a-z]+)* \{")
"""A command line with a path put into it by an f-string."""
EXAMPLES = {"commands/arguments.py"}
"""The help of the command line puts in the name of a file that it has chosen itself."""


@pytest.mark.parametrize("name", ["game.jsonl", "a course/it's.jsonl", "$HOME; rm.jsonl", "Übung.jsonl"])
def test_a_shell_reads_the_file_as_one_word(name: str) -> None:
    assert shlex.split(format_session_command("resume", Path(name), "--plain")) == [
        "wargame",
        "resume",
        name,
        "--plain",
    ]


def test_a_file_that_looks_like_an_option_is_a_file() -> None:
    assert format_session_command("verify", "-x.jsonl") == "wargame verify ./-x.jsonl"


def test_no_module_writes_such_a_command_by_hand() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if BY_HAND.search(path.read_text("utf-8"))
    }
    assert found - EXAMPLES == set()
