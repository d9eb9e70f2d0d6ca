"""The strict YAML reader: what scalars mean, where things stand, and which files are not even read."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.content.load.document import Ambiguous
from wargame.content.load.problems import ContentError
from wargame.content.load.yaml_reader import parse_yaml, read_yaml, resolve_scalar
from wargame.content.load.yaml_writer import write_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("+2", "+2"),
        ("8+", "8+"),
        ("3-", "3-"),
        ("4..6", "4..6"),
        ("=5", "=5"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e5", "1e5"),
        (".inf", ".inf"),
        ("9" * 40, "9" * 40),
        ("nobody", "nobody"),
        ("2011-10-28: a day", "2011-10-28: a day"),
        ("no", Ambiguous("no", "false")),
        ("Off", Ambiguous("Off", "false")),
        ("YES", Ambiguous("YES", "true")),
        ("y", Ambiguous("y", "true")),
        ("True", Ambiguous("True", "true")),
        ("2011-10-28", Ambiguous("2011-10-28", "a date")),
        ("2011-10-28 10:00:00", Ambiguous("2011-10-28 10:00:00", "a date")),
    ],
)
def test_bare_scalar(text: str, value: Any) -> None:
    assert resolve_scalar(text) == value
    assert type(resolve_scalar(text)) is type(value)


@pytest.mark.parametrize("text", ['"no"', "'no'", "|-\n  no", ">-\n  no"])
def test_quoted_and_block_scalars_are_always_text(text: str) -> None:
    assert parse_yaml(f"a: {text}\n", "f").data == {"a": "no"}


def test_every_key_and_value_has_its_position() -> None:
    document = parse_yaml("cards:\n  - id: siege\n    when: {violence: 8+}\n", "f")
    assert document.find_position(()) == (1, 1)
    assert document.find_position(("cards",), at_key=True) == (1, 1)
    assert document.find_position(("cards", 0)) == (2, 5)
    assert document.find_position(("cards", 0, "id")) == (2, 9)
    assert document.find_position(("cards", 0, "when", "violence"), at_key=True) == (3, 12)
    assert document.find_position(("cards", 0, "when", "violence")) == (3, 22)
    assert document.find_position(("cards", 0, "missing", "deeper")) == (2, 5)


def test_byte_order_mark_and_windows_line_ends_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_bytes("\ufeffa: ä\r\nb: 2\r\n".encode())
    document = read_yaml(path)
    assert document.data == {"a": "ä", "b": 2}
    assert document.find_position(("b",)) == (2, 4)


def test_alias_is_the_value_it_names() -> None:
    assert parse_yaml("a: &x [1, 2]\nb: *x\n", "f").data == {"a": [1, 2], "b": [1, 2]}


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]))
KEYS = st.text("abnoyte<-*&!", min_size=1, max_size=5)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abnoyt", min_size=1, max_size=5), PLAIN, min_size=1))
def test_what_is_written_is_read(data: dict[str, Any]) -> None:
    assert parse_yaml(write_yaml(data), "f").data == data


@given(st.text("a:- \n[]{}&*!|>'\"%@`#,?\\\t0", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ContentError):
        parse_yaml(text, "f")


def refusal(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read_yaml(path)
    return str(caught.value)


def test_too_large_a_file_is_refused_by_its_size_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    remedy = "split a deck into several files: a scenario may use up to 20 decks"
    assert refusal(path) == f"{path}: the file has 50.0 MB; expected at most 5 MB; {remedy}"


def test_folder_is_refused_and_what_is_in_it_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    assert refusal(tmp_path) == f"{tmp_path}: this is a folder; expected a YAML file; inside it are: a.yaml"


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "border.yaml").touch()
    path = tmp_path / "boarder.yaml"
    assert refusal(path) == f"{path}: there is no such file; did you mean 'border.yaml'?"
    path = tmp_path / "none" / "deck.yaml"
    assert refusal(path) == f"{path}: there is no such file; there is no folder {str(path.parent)!r} either"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no pipes with names")
def test_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    assert refusal(path) == f"{path}: this is no ordinary file; expected a YAML file"


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deck.yaml"
    path.touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path) == f"{path}: the file cannot be read (permission denied); check who may read it"
