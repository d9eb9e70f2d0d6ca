"""A glance at session files: what each is and where it stood, whatever state the file is in."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from wargame.session import glance as module
from wargame.session.chain import FORMAT, KIND
from wargame.session.glance import list_newest, read_glance

HEADER = {
    "kind": KIND,
    "format": FORMAT,
    "name": "POL 310",
    "title": "A title",
    "length": "short",
    "created": "2026-01-05T09:00:00Z",
    "content": {"scenario": {"lengths": {"short": {"turns": 4}}}},
}


def write(path: Path, *lines: dict[str, Any], tail: str = "") -> Path:
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines) + tail, "utf-8")
    return path


def decided(n: int, at: int, phase: str = "plan", **events: int) -> dict[str, Any]:
    made = [{"what": what, "from": 0, "to": to} for what, to in events.items()]
    return {"n": n, "turn": at, "phase": phase, "do": "plan", "events": made, "at": f"2026-01-05T09:{n:02}:00Z"}


def test_it_says_what_it_is_and_where_it_stood(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", HEADER, decided(2, 1), decided(3, 2))
    assert read_glance(path) == module.Glance(
        path, "POL 310", "A title", "short", 4, 2, "plan", "2026-01-05T09:03:00Z", over=False
    )


def test_one_that_was_only_begun(tmp_path: Path) -> None:
    seen = read_glance(write(tmp_path / "a.jsonl", HEADER))
    assert (seen.turn, seen.at, seen.over, seen.trouble) == (0, "2026-01-05T09:00:00Z", False, "")


def test_a_turn_that_began_with_the_last_line_counts(tmp_path: Path) -> None:
    assert read_glance(write(tmp_path / "a.jsonl", HEADER, decided(2, 1, turn=2))).turn == 2


def test_an_ending_can_be_undone(tmp_path: Path) -> None:
    ended = [HEADER, decided(2, 4, ending=3)]
    assert read_glance(write(tmp_path / "a.jsonl", *ended)).over
    undo = {"n": 3, "turn": 4, "phase": "over", "record": "undo", "to": 1}
    assert not read_glance(write(tmp_path / "b.jsonl", *ended, undo)).over


def test_a_torn_tail_is_passed_over(tmp_path: Path) -> None:
    assert read_glance(write(tmp_path / "a.jsonl", HEADER, decided(2, 1), tail='{"n":3,"turn":2')).turn == 1


def test_only_the_end_of_a_long_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TAIL", 400)
    path = write(tmp_path / "a.jsonl", HEADER, *(decided(n, n) for n in range(2, 50)))
    assert read_glance(path).turn == 49


def test_a_branch_goes_by_its_own_name(tmp_path: Path) -> None:
    branched = {"n": 3, "turn": 1, "phase": "plan", "record": "branched", "name": "Tuesday", "line": 2}
    again = branched | {"n": 4, "name": "Tuesday from line 3", "line": 3}
    assert read_glance(write(tmp_path / "a.jsonl", HEADER, decided(2, 2), branched)).name == "Tuesday"
    path = write(tmp_path / "b.jsonl", HEADER, decided(2, 2), branched, again, decided(5, 2))
    assert read_glance(path).name == "Tuesday from line 3"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "it is empty"),
        ("hello\n", "it is not a session"),
        ("[1]\n", "it is not a session"),
        ('{"kind":"wargame-session","format":99}\n', "it has format 99"),
        ('{"kind":"wargame-session","format":1,"name":"","content":7}\n{"to\n[7]\n', ""),
        ('{"kind":"wargame-session","format":1,"name":[],"content":7}\n', "line 1 is not of the shape"),
        (
            '{"kind":"wargame-session","format":1,"length":"a","content":{"scenario":{"lengths":{"a":{"turns":1e999}}}}}\n',
            "",
        ),
        ('{"kind":"wargame-session","format":1}\n{"turn":1}\n{"turn":"x"}\n', "line 3 is not of the shape"),
        ('{"kind":"wargame-session","format":1}\n{"events":[{"what":"turn","to":-1}]}\n', "line 2 is not of the shape"),
        ('{"kind":"wargame-session","format":1}\n{"events":[7]}\n', "line 2 is not of the shape"),
    ],
)
def test_whatever_a_file_holds_it_is_said_and_not_raised(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text(content, "utf-8")
    assert read_glance(path).trouble.startswith(said)
    assert bool(read_glance(path).trouble) == bool(said)


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    assert "could not be read" in read_glance(tmp_path / "nowhere.jsonl").trouble


def test_the_newest_come_first_each_once_and_missing_ones_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    folder.mkdir()
    for age, name in enumerate(("a.jsonl", "b.jsonl", "c.jsonl", "notes.txt")):
        os.utime(write(folder / name, HEADER), (1000 - age, 1000 - age))
    other = write(tmp_path / "elsewhere.jsonl", HEADER)
    found = list_newest(folder, [other, folder / "a.jsonl", tmp_path / "gone.jsonl"], 3)
    assert [path.name for path in found] == ["elsewhere.jsonl", "a.jsonl", "b.jsonl"]
    assert list_newest(tmp_path / "no folder", [], 3) == []
