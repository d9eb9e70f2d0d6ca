"""Every lower bound in pyproject is true: with the lowest versions the program plays, reviews and imports."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.test_package import build

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

APP = """
import asyncio, sys
from pathlib import Path
from wargame.tui.app.app import WargameApp
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed
import watchfiles

async def look(app, *keys):
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

asyncio.run(look(WargameApp(Settings(), Path("sessions")), "n", "f1", "escape", "ctrl+p", "escape", "escape", "d"))
asyncio.run(look(WatchApp(Settings(), SessionFeed(sys.argv[1]), ""), "f1", "escape", "v"))
watchfiles.watch  # what deck check --watch calls
"""
"""Opens the app and the second window, and goes from screen to screen."""


def read_lowest() -> dict[str, str]:
    """Return the lower bound of each direct dependency by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = [re.match(r"([\w.-]+)>=([\d.]+)", one) for one in project["dependencies"]]
    assert all(found), "every dependency has a lower bound"
    return {one[1]: one[2] for one in found if one is not None}


def has_wheel(python: Path, name: str, version: str, folder: Path) -> bool:
    """Return whether the index has a wheel of a version for this Python."""
    command = [str(python), "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(folder)]
    return subprocess.run([*command, f"{name}=={version}"], capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel of this project and the lowest versions."""
    folder = tmp_path_factory.mktemp("lowest")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    lowest = read_lowest()
    there = {name for name, version in lowest.items() if has_wheel(python, name, version, folder)}
    if not there:
        pytest.skip("no index of packages can be reached")
    for name in lowest.keys() - there:
        print(f"not tried: {name} {lowest[name]} has no wheel for Python {sys.version_info[0]}.{sys.version_info[1]}")
    asked = [f"{name}=={lowest[name]}" if name in there else f"{name}>={lowest[name]}" for name in lowest]
    wheel = build("wheel", ROOT, folder / "wheel")
    for command in (["--only-binary=:all:", *asked], ["--no-deps", str(wheel)]):
        subprocess.run([python, "-m", "pip", "install", "-q", *command], check=True)
    return python


def run(python: Path, folder: Path, *args: str) -> str:
    """Run Python with these arguments, and return what it printed."""
    done = subprocess.run([python, "-I", *args], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{args}: {done.stdout[-3000:]}{done.stderr[-3000:]}"
    return done.stdout


def try_everything(python: Path, folder: Path) -> None:
    """Play, verify, review in every format, export and import a deck, print, and open the app and the second window."""

    def wargame(*args: str) -> str:
        return run(python, folder, "-m", "wargame", *args)

    wargame("play", "--headless", "--length", "short", "--seed", "1", "--sessions", "sessions")
    (session,) = (folder / "sessions").glob("*.jsonl")
    assert ": exact  [" in wargame("verify", str(session))
    for ending in ("html", "md", "docx", "pdf", "pptx", "csv", "json"):
        wargame("review", str(session), "-o", f"review.{ending}")
        assert (folder / f"review.{ending}").stat().st_size > 5000
    for ending in ("xlsx", "csv"):
        wargame("deck", "export", "partners", "-o", f"cards.{ending}")
        wargame("deck", "import", f"cards.{ending}", "-o", f"{ending}.yaml")
        assert "no errors" in wargame("deck", "check", f"{ending}.yaml")
    wargame("deck", "schema")
    wargame("scenario", "sheet", "-o", "sheets.html")
    run(python, folder, "-c", APP, str(session))


def test_with_the_lowest_versions_it_plays_reviews_and_imports(python: Path, tmp_path: Path) -> None:
    try_everything(python, tmp_path)
