"""wargame review: what it writes, where, and what it says when it cannot."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.review.data.test_build import saved
from tests.review.sample_session import evening, first_turn
from wargame.cli import main
from wargame.review.write import formats


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return evening(tmp_path_factory.mktemp("evening"))


@pytest.fixture
def session(played: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(played, tmp_path / "evening.jsonl"))


def test_without_more_the_page_lies_beside_the_session(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = session.read_bytes()
    assert main(["review", str(session)]) == 0
    said = capsys.readouterr()
    assert "Open it in a browser" in said.out
    assert said.err == ""
    assert (tmp_path / "evening.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert session.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evening.html", "evening.jsonl"]


@pytest.mark.parametrize(("ending", "begins"), [(".md", b"# After-"), (".csv", b"\xef\xbb\xbf"), (".json", b"{")])
def test_the_ending_of_the_name_says_what_is_written(session: Path, ending: str, begins: bytes) -> None:
    out = session.with_name(f"out{ending}")
    assert main(["review", str(session), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(begins)


def test_a_dash_prints_text_here(session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", str(session), "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("# After-action review: The harbour ring")
    assert [path.name for path in tmp_path.iterdir()] == ["evening.jsonl"]


def test_names_are_there_only_when_asked_for(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = []
    for option in ([], ["--names"], ["--anonymise"]):
        assert main(["review", str(session), "-o", "-", *option]) == 0
        printed.append(capsys.readouterr().out)
    plain, named, anonymous = printed
    assert "Lovelace" in named
    assert "Lovelace" not in plain + anonymous
    assert "POL 310" in plain
    assert "POL 310" not in anonymous
    assert main(["review", str(session), "--anonymise", "-o", str(session.parent)]) == 0
    assert [path.name[:11] for path in session.parent.glob("*.html")] == ["anonymised-"], "not called after the session"


def test_several_sessions_make_a_course(session: Path, tmp_path: Path) -> None:
    other = saved(first_turn(tmp_path / "other"))
    out = tmp_path / "course.json"
    assert main(["review", str(session), str(other), "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["kind"] == "wargame-course"


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["gone.jsonl"], 1, "there is no such file"),
        (["notes.txt"], 1, "is not a wargame session"),
        (["empty.jsonl"], 1, "is empty"),
        (["evening.jsonl", "-o", "out.odt"], 2, f"end it in {formats.format_endings()}"),
        (["evening.jsonl", "-o", "out"], 2, "has no ending"),
        (["evening.jsonl", "-o", "copy.html"], 2, "that is a session"),
        (["evening.jsonl", "-o", "no/such/folder/out.html"], 2, "there is no folder no/such/folder to write it to"),
        (["evening.jsonl", "--impact", "1"], 2, "at least two pairs"),
        (["evening.jsonl", "evening.jsonl", "--impact", "9"], 2, "name one file"),
        (["evening.jsonl", "--names", "--anonymise"], 2, "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    session: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    argv: list[str], code: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(session.parent)
    shutil.copy(session, "copy.html")
    Path("notes.txt").write_text("dear diary\n")
    Path("empty.jsonl").touch()
    before = {path: path.read_bytes() for path in Path().iterdir()}
    assert main(["review", *argv]) == code
    printed = capsys.readouterr()
    assert said in " ".join(printed.err.split())
    assert "bug" not in printed.err
    assert printed.out == ""
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_what_is_missing_of_a_session_is_said_beside(session: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = session.read_bytes().split(b"\n")
    session.write_bytes(b"\n".join([*lines[:12], b"{}", *lines[13:]]))
    assert main(["review", str(session), "-o", str(session.with_suffix(".csv"))]) == 0
    assert "line 13 does not end in its sha; this report covers lines 1 to 12." in capsys.readouterr().err


def test_what_is_missing_of_a_course_is_said_file_by_file(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign, still = session.with_name("notes.txt"), saved(first_turn(tmp_path / "other"))
    foreign.write_text("dear diary\n")
    out = session.with_name("term.CSV")
    assert main(["review", str(session), str(foreign), str(still), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert "the report of 2 sessions. A row is a decision." in " ".join(said.out.split())
    assert "notes.txt: left out: is not a wargame session" in said.err
    assert f"{still.name}: the exercise is not over" in said.err


def test_an_open_exercise_is_for_the_facilitator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(first_turn(tmp_path))
    assert main(["review", str(path), "-o", str(tmp_path / "out.csv")]) == 0
    assert "it is for the facilitator" in capsys.readouterr().err


def test_a_file_that_cannot_be_completed_leaves_the_old_one(
    session: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = session.with_name("out.md")
    out.write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert main(["review", str(session), "-o", str(out)]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert out.read_text() == "the old one"
    assert sorted(path.name for path in session.parent.iterdir()) == ["evening.jsonl", "out.md"]


def test_a_format_added_to_the_list_is_one_the_command_knows(
    session: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = formats.Format(
        ".notes", "Notes", "any pager", "endings only", "A pager shows it.",
        lambda report: report.ending.encode(),
        lambda course: b"; ".join(one.ending.encode() for one in course.reports),
    )  # fmt: skip
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, notes))
    out = session.with_name("class.notes")
    assert main(["review", str(session), "-o", str(out)]) == 0
    assert "A pager shows it." in " ".join(capsys.readouterr().out.split())
    ending = out.read_text(encoding="utf-8")
    assert ending
    other = saved(first_turn(session.parent / "other"))
    assert main(["review", str(session), str(other), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith(f"{ending}; ")
    assert main(["review", "--help"]) == 0
    assert " or .notes (endings only)" in " ".join(capsys.readouterr().out.split())


def test_a_format_whose_library_is_missing_says_what_to_install(
    session: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as if it were not installed
    out = session.with_name("out.pdf")
    assert main(["review", str(session), "-o", str(out)]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert ".pdf needs the library typst, which is not installed here; install it (python -m pip install typst)" in said
    assert not out.exists()
