"""What commands leave in files: nothing of another kind is written over, and nothing is left half-written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from wargame.cli import main

resource = pytest.importorskip("resource")  # which Windows does not have


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["deck", "new", "mine"]) == 0
    capsys.readouterr()
    return Path("mine.yaml")


@contextmanager
def full_disk(bytes_left: int) -> Iterator[None]:
    """No file can grow beyond this, as if the disk were full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path().iterdir()}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["deck", "sheet", "mine.yaml", "-o", "mine.yaml"], "name one such as mine.html"),
        (["deck", "sheet", "mine.yaml", "-o", "cards.pdf"], "name one such as cards.html"),
        (["deck", "sheet", "mine.yaml", "-o", "none/cards.html"], "there is no folder none to write it to"),
        (["scenario", "sheet", "-o", "mine.yaml"], "name one such as mine.html"),
        (["deck", "schema", "-o", "mine.yaml"], "is no schema"),
        (["deck", "export", "mine.yaml", "-o", "mine.yaml"], "name one such as mine.xlsx"),
        (["deck", "export", "mine.yaml", "-o", "none/cards.csv"], "there is no folder none to write it to"),
        (["deck", "export", "mine.yaml"], "mine.xlsx is there already"),
        (["deck", "export", "mine.yaml", "-o", "-"], "name one such as file.xlsx"),
        (["deck", "import", "--template", "-o", "x.csv", "--map", "a=title"], "leave --map away"),
    ],
)
def test_no_output_takes_the_place_of_a_file_of_another_kind(
    deck: Path, capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    Path("mine.xlsx").write_text("edited by hand")
    before = files()
    assert main(argv) == 2
    assert said in " ".join(capsys.readouterr().err.split())
    assert files() == before


@pytest.mark.parametrize(
    ("argv", "there"),
    [
        (["deck", "sheet", "mine.yaml", "-o", "cards.html"], "cards.html"),
        (["scenario", "sheet", "-o", "sheets.html"], "sheets.html"),
        (["deck", "export", "mine.yaml", "-o", "cards.csv"], "cards.csv"),
        (["deck", "schema", "-o", "deck.schema.json"], "deck.schema.json"),
        (["deck", "new", "other"], None),
        (["scenario", "new", "our-town", "-o", "our-town.yaml"], None),
    ],
)
def test_on_a_full_disk_the_old_file_stays_and_no_half_of_a_new_one(
    deck: Path, capsys: pytest.CaptureFixture[str], argv: list[str], there: str | None
) -> None:
    if there is not None and not Path(there).exists():
        Path(there).write_text("the old one")
    before = files()
    with full_disk(100):
        assert main(argv) == 1
    said = capsys.readouterr().err
    assert "it cannot be written (" in said
    assert "name another file with -o" in said
    assert files() == before


def test_a_workbook_that_the_temporary_folder_cannot_hold_is_told(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files()
    for more in ([], ["--msel"]):
        with full_disk(100):
            assert main(["deck", "export", "mine.yaml", "-o", "cards.xlsx", *more]) == 1
        said = capsys.readouterr().err
        assert "the folder for temporary files" in said
        assert "it as .csv" in said
    assert files() == before


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["deck", "new", "mine", "-o", "my course/mine.yaml"], "wargame deck check 'my course/mine.yaml'"),
        (["scenario", "new", "town", "-o", "my course/town.yaml"], "wargame scenario check 'my course/town.yaml'"),
        (["sources", "new", "paper", "-o", "my course/paper.yaml"], "wargame sources check 'my course/paper.yaml'"),
        (["deck", "import", "--template", "-o", "my course/t.csv"], "wargame deck import 'my course/t.csv'"),
        (["play", "--headless", "--sessions", "my course"], "/my course/"),
    ],
)
def test_the_command_to_type_next_can_be_pasted_where_a_folder_has_a_space(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], argv: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my course").mkdir()
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert said in out
    if argv[0] == "play":
        (path,) = Path("my course").resolve().glob("*.jsonl")
        for command in ("verify", "review", "replay"):
            assert f"wargame {command} '{path}'" in out
