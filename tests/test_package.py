"""What is published: the wheel plays and shows its pages away from the checkout, and the sdist passes its own tests."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pydantic
import pytest

import wargame
from tests.paths import DOCS, ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]

LINK = re.compile(r"""\]\(([^)#\s]+)|\b(?:href|src)=["']([^"'#]+)""")
"""The target of a link or a picture, in Markdown or in HTML, without the part after #."""

PACKAGES = str(Path(pydantic.__file__).parents[1])
"""Where the dependencies are installed."""


def build(target: str, source: Path, folder: Path) -> Path:
    """Build a wheel or an sdist of a source tree, without the network."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, check=True, cwd=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the wheel was unpacked into."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the sdist was unpacked into."""
    target = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))) as archive:
        archive.extractall(target, filter="data")
    (tree,) = target.iterdir()
    return tree


def run(installed: Path, cwd: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    """Run the installed program with the dependencies at hand, but neither the checkout nor its editable install."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; del sys.argv[1:3]\n"
        "import wargame; assert wargame.__file__.startswith(sys.path[0]), wargame.__file__\n"
        "from wargame.cli import main; raise SystemExit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-S", "-c", code, str(installed), PACKAGES, *argv],
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


def test_every_page_and_every_recorded_exercise_travels(installed: Path, tmp_path: Path) -> None:
    pages = run(installed, tmp_path, "docs").stdout
    for folder in ("", "players", "plans", "course"):
        for page in (DOCS / folder).glob("*.md"):
            assert page.stem in pages
    assert run(installed, tmp_path, "docs", "facilitating").returncode == 0
    shown = run(installed, tmp_path, "demo", "by-hand", "--print")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Turn 1" in shown.stdout


def test_every_link_of_an_installed_page_leads_to_what_travels(installed: Path) -> None:
    pages = installed / "wargame" / "docs"
    assert (pages / "players/cell.md").is_file()
    assert (pages / "course/slides.pptx").is_file()
    followed = {
        (path, link)
        for path in installed.rglob("*.md")
        for found in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in (link := found[0] or found[1])
    }
    assert (pages / "reviewing.md", "pictures/report.png") in followed
    assert (pages / "facilitating.md", "players/cell.md") in followed
    assert [(page, link) for page, link in followed if not (page.parent / link).exists()] == []
    assert not list(pages.glob("*.py")), "what writes the pages is for people who change them"


def test_the_wheel_declares_what_runs_it(installed: Path) -> None:
    (metadata,) = installed.glob("wargame_tabletop-*.dist-info/METADATA")
    (points,) = installed.glob("wargame_tabletop-*.dist-info/entry_points.txt")
    declared = metadata.read_text(encoding="utf-8")
    assert "Name: wargame-tabletop\n" in declared
    assert f"Version: {wargame.__version__}\n" in declared
    assert "Requires-Dist: pydantic" in declared
    assert "wargame = wargame.cli:main" in points.read_text(encoding="utf-8")


def test_the_version_is_known_without_an_installation(installed: Path, tmp_path: Path) -> None:
    assert run(installed, tmp_path, "--version").stdout == f"wargame {wargame.__version__}\n"


def test_the_sdist_builds_the_same_wheel(unpacked: Path, wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build("wheel", unpacked, tmp_path)) as again, zipfile.ZipFile(wheel) as first:
        assert sorted(again.namelist()) == sorted(first.namelist())


def test_the_sdist_passes_its_own_tests(unpacked: Path) -> None:
    """All that `make test` runs, so that no file which a test reads can be missing."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-x", "-m", "not slow"],
        cwd=unpacked, env=os.environ | {"PYTHONPATH": str(unpacked)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-5000:]
    assert " passed" in ran.stdout
