"""verify: a line a file, whatever the file is; one bad file does not hide the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run
from wargame.rules.compiler.compile import compile_table


def test_a_finished_exercise_is_exact_and_shows_its_digest(run: Run, session: Path) -> None:
    head = json.loads(session.read_text(encoding="utf-8").splitlines()[-1])["sha"]
    assert run("verify", session) == (0, f"{session}: exact  [{head}]\n", "")


def test_a_cut_line_leaves_it_open(run: Run, session: Path) -> None:
    session.write_bytes(session.read_bytes()[:-20])
    code, out, _ = run("verify", session)
    assert code == 0
    assert out.startswith(f"{session}: exact, open: the last line was cut while it was written  [")


def test_a_flipped_byte_is_found_and_named(run: Run, session: Path) -> None:
    lines = session.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].replace(b'"n":', b'"m":', 1)
    session.write_bytes(b"".join(lines))
    code, out, _ = run("verify", session)
    assert code == 1
    assert out.startswith(f"{session}: damaged at line 5: ")


def test_verifying_writes_nothing(run: Run, session: Path) -> None:
    session.write_bytes(session.read_bytes()[:-20])
    before = session.read_bytes()
    run("verify", session)
    assert session.read_bytes() == before
    assert [path.name for path in session.parent.iterdir()] == [session.name]


def test_unreadable_files_do_not_stop_the_others(run: Run, session: Path, tmp_path: Path) -> None:
    empty, foreign, newer = (tmp_path / f"{name}.jsonl" for name in ("empty", "foreign", "newer"))
    empty.touch()
    foreign.write_text('{"kind":"shopping"}\n', encoding="utf-8")
    newer.write_text('{"kind":"wargame-session","format":2,"x":1}\n', encoding="utf-8")
    code, out, err = run("verify", tmp_path / "missing.jsonl", empty, tmp_path, foreign, newer, session)
    assert (code, err) == (1, "")
    lines = out.splitlines()
    assert len(lines) == 6
    for line, said in zip(lines, ["no such file", "is empty", "a folder", "not a wargame", "format 2"], strict=False):
        assert ": unreadable: " in line
        assert said in line
    assert ": exact  [" in lines[-1]


def test_a_missing_session_is_told_with_the_one_that_was_meant(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in (Path("evening.jsonl"), Path("sessions/monday.jsonl")):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(session.read_bytes())
    Path("x.jsonl").symlink_to("none.jsonl")
    for name, meant in (("evening", "evening.jsonl"), ("evning.jsonl", "evening.jsonl"), ("monday.jsonl", "sessions/")):
        assert f"there is no such file; did you mean '{meant}" in run("verify", name).out
    assert "there is no such file; check the name" in run("verify", "x.jsonl").out
    assert "there is no folder 'none' either" in run("verify", "none/a.jsonl").out
    assert "did you mean 'evening.jsonl'?\n" in run("replay", "evning.jsonl", "--print").err
    for command in ("watch", "resume", "verify"):
        told = run(command, "x" * 300)
        assert "could not be read (File name too long); check the name" in told.out + told.err


def test_json_for_programs(run: Run, session: Path, tmp_path: Path) -> None:
    code, out, err = run("verify", "--json", session, tmp_path / "missing.jsonl")
    assert (code, err) == (1, "")
    good, bad = json.loads(out)
    assert (good["file"], good["verdict"], good["good"], good["line"]) == (str(session), "exact", True, 0)
    assert len(good["head"]) == 64
    assert (bad["verdict"], bad["good"]) == ("unreadable", False)
    assert "no such file" in bad["why"]


def test_a_link_to_a_session_is_followed(run: Run, session: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    link.symlink_to(session)
    assert run("verify", link).code == 0


def test_content_that_several_files_hold_is_compiled_once(
    run: Run, session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []

    def note(*args: Any) -> Any:
        compiled.append("once more")
        return compile_table(*args)

    monkeypatch.setattr("wargame.session.fold.compile_table", note)
    copies = [tmp_path / f"copy-{n}.jsonl" for n in range(3)]
    for copy in copies:
        copy.write_bytes(session.read_bytes())
    code, out, _ = run("verify", *copies)
    assert code == 0
    assert out.count(": exact  [") == 3
    assert len(compiled) == 1
