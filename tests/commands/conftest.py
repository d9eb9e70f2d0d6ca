"""What the tests of the command line share: a way to type a command, and a session that was played."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.paths import DATA
from wargame.cli import main

TINY = DATA / "tiny"
BOTS = ("--seat", "cartel=bot:random", "--seat", "cell=bot:random", "--seat", "security=bot:random")


def copy_tiny(folder: Path, pattern: str = "*.yaml", without: str = "?") -> None:
    """Copy the tiny scenario, its decks and its source to where they may be spoilt, ``without`` some by their names."""
    for path in TINY.rglob(pattern):
        if without in path.name:
            continue
        copy = folder / path.relative_to(TINY)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def spoil(path: Path, this: str, that: str) -> None:
    """Replace a text that is in a file, once."""
    text = path.read_text(encoding="utf-8")
    assert this in text
    path.write_text(text.replace(this, that, 1), encoding="utf-8")


class Result(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test in a folder of its own, with a home of its own, and nobody at the keyboard."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("WARGAME_DEBUG", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Types a command, perhaps with a file of answers. Whatever it is, it must not end in a traceback or a bug."""

    def typed(*argv: str | Path, answers: str | None = None) -> Result:
        if answers is not None:
            monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        code = main([str(one) for one in argv])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        assert "This is a bug" not in err, err
        return Result(code, out, err)

    return typed


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A short exercise that bots played to its end."""
    folder = tmp_path_factory.mktemp("played")
    seats = [f"{role}=bot:random" for role in ("cartel", "cell", "security")]
    argv = ["play", "--headless", "--length", "short", "--seed", "7", "--sessions", str(folder)]
    assert main([*argv, *(word for seat in seats for word in ("--seat", seat))]) == 0
    (path,) = folder.glob("*.jsonl")
    return path.read_bytes()


@pytest.fixture
def session(played: bytes, tmp_path: Path) -> Path:
    """That exercise's file, to do with as one likes."""
    path = tmp_path / "game.jsonl"
    path.write_bytes(played)
    return path
