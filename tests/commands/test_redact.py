"""redact, verify --repair and review --leave-out, as a facilitator types them on a recorded exercise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.paths import ROOT

RECORDED = ROOT / "sessions" / "examples" / "by-hand.jsonl"
WORDS = "programme works with persons"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(RECORDED, tmp_path / "s.jsonl"))


def test_a_redacted_line_is_shown_nowhere_and_a_branch_carries_that_along(run: Run, file: Path, tmp_path: Path) -> None:
    assert WORDS in run("replay", file, "--print").out.replace("\n      ", " ")
    code, out, _ = run("redact", file, "3", "--because", "names a student")
    assert code == 0
    assert "redacts line 3" in out
    assert "stay in the file" in out.replace("\n", " ")
    assert run("verify", file).out.startswith(f"{file}: exact")
    for shown in (run("replay", file, "--print"), run("replay", file, "--to", "4", "--print")):
        assert WORDS not in shown.out.replace("\n      ", " ")
        assert "Why: [redacted]" in shown.out
    assert run("review", file, "-o", "r.json").code == 0
    assert WORDS not in Path("r.json").read_text(encoding="utf-8")
    assert run("branch", file, "--at", "6", "--sessions", str(tmp_path / "b")).code == 0
    (branch,) = (tmp_path / "b").glob("*.jsonl")
    assert "Why: [redacted]" in run("replay", branch, "--print", "--role", "facilitator").out
    assert run("verify", branch).out.startswith(f"{branch}: exact")
    before = file.read_bytes()
    for line in ("2", "3", "1", "999"):
        run("redact", file, line, "--because", "again")
    assert file.read_bytes() == before
    file.write_bytes(before[: before.index(b"\n") + 1])
    assert "nothing was recorded behind its first line" in run("redact", file, "2", "--because", "x").err


@pytest.mark.parametrize("how", ["CR LF line ends", "CR line ends", "a byte-order mark"])
def test_a_file_that_was_rewritten_on_its_way_is_given_back(run: Run, file: Path, how: str) -> None:
    data = file.read_bytes()
    made = {"CR LF line ends": data.replace(b"\n", b"\r\n"), "CR line ends": data.replace(b"\n", b"\r")}
    file.write_bytes(made.get(how, b"\xef\xbb\xbf" + data))
    code, out, _ = run("verify", file)
    assert (code, how in out, "--repair" in out) == (1, True, True)
    code, out, _ = run("verify", "--repair", file, "-o", "new.jsonl")
    assert (code, Path("new.jsonl").read_bytes()) == (0, data)
    assert run("verify", "--repair", file, "-o", "new.jsonl").code == 2
    assert run("verify", "--repair", file, "-o", "-").code == 2
    for argv in (["review", file, "-o", "r.html"], ["branch", file, "--at", "5"], ["watch", file], ["handout", file]):
        assert "s.jsonl --repair -o NEW.jsonl writes the clean copy" in run(*argv).err
    assert run("verify", "--repair", "new.jsonl", "-o", "newer.jsonl").code == 1
    assert run("verify", "-o", "newer.jsonl", file).code == 2
    file.write_bytes(data.replace(b'"turn":1', b'"turn":2', 1).replace(b"\n", b"\r\n"))
    assert run("verify", "--repair", file, "-o", "newer.jsonl").code == 1
    assert not Path("newer.jsonl").exists()


def test_a_person_is_left_out_of_every_output(run: Run, file: Path) -> None:
    for ending in (".json", ".html"):
        out = f"lo{ending}"
        assert run("review", file, "-o", out, "--leave-out", "Andean Lesson", "Dizier").code == 0
    assert run("review", file, "--leave-out", "...").code == 2
    told = run("review", file, "-o", "out.md", "--leave-out", "Dizierr", "Colombia").err
    assert "nobody wrote the name 'Dizierr' here" in told
    assert "Colombia" not in told
    Path("bad.jsonl").write_bytes(b"{")
    assert run("review", "bad.jsonl", file, "-o", "report.md", "--leave-out", "Dizier").code == 0
    said = "voice is worth more than our money"
    assert said in run("review", file, "-o", "-").out
    assert run("review", file, "-o", "lo.csv", "--leave-out", "Colombia").code == 0
    text = Path("lo.csv").read_text(encoding="utf-8")
    assert said not in text, "what people wrote about it is gone"
    assert "Colombia" in text, "what the scenario calls so is not"
