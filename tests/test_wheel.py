"""The wheel: installed away from the checkout it finds its decks as package data, and plays."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the wheel was unpacked into. Building takes hatchling from the development requirements."""
    built = tmp_path_factory.mktemp("wheel")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation"]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *quiet, "-w", str(built), str(ROOT)], check=True)
    (wheel,) = built.glob("wargame-*.whl")
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, cwd: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program with the dependencies at hand, but neither the checkout nor its editable install."""
    packages = sysconfig.get_path("purelib")
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; del sys.argv[1:3]\n"
        "import wargame; assert wargame.__file__.startswith(sys.path[0]), wargame.__file__\n"
        "from wargame.cli import main; raise SystemExit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-S", "-c", code, str(installed), packages, *argv],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"XDG_DATA_HOME": str(cwd / "data")},
        check=False,
    )


def test_decks_scenarios_and_sources_travel_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    scenarios = run(installed, tmp_path, "scenario", "list")
    assert (scenarios.returncode, scenarios.stderr) == (0, "")
    assert "impracticable-alliance: The Impracticable Alliance" in scenarios.stdout
    assert "killebrew-irvine-2011: " in run(installed, tmp_path, "deck", "list").stdout
    assert "nolden-2011: " in run(installed, tmp_path, "sources", "list").stdout
    assert "their_own_plan" in run(installed, tmp_path, "deck", "show", "second-reading").stdout


def test_an_exercise_plays_from_the_wheel_into_the_users_own_folder(installed: Path, tmp_path: Path) -> None:
    played = run(installed, tmp_path, "play", "--headless", "--length", "short", "--seed", "1")
    assert (played.returncode, played.stderr) == (0, "")
    (session,) = (tmp_path / "data" / "wargame" / "sessions").glob("*.jsonl")
    reviewed = run(installed, tmp_path, "review", str(session), "-o", "review.html")
    assert (reviewed.returncode, reviewed.stderr) == (0, "")
    assert "</html>" in (tmp_path / "review.html").read_text(encoding="utf-8"), "its templates travel in the wheel"
    assert ": exact  [" in run(installed, tmp_path, "verify", str(session)).stdout


def test_sheets_find_their_stylesheet(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "scenario", "sheet", "-o", "sheets.html").returncode == 0
    assert "@page" in (tmp_path / "sheets.html").read_text(encoding="utf-8")


def test_the_wheel_declares_what_runs_it(installed: Path) -> None:
    (metadata,) = installed.glob("wargame-*.dist-info/METADATA")
    (points,) = installed.glob("wargame-*.dist-info/entry_points.txt")
    assert "Requires-Dist: pydantic" in metadata.read_text(encoding="utf-8")
    assert "wargame = wargame.cli:main" in points.read_text(encoding="utf-8")
