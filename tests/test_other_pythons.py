"""The program plays, reviews and imports with every Python of this machine that pyproject accepts."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.other_pythons import find_pythons
from tests.paths import ROOT
from tests.test_lower_bounds import try_everything
from tests.test_package import build

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]


def test_with_other_pythons_it_plays_reviews_and_imports(tmp_path: Path) -> None:
    pythons = find_pythons()
    if not pythons:
        pytest.skip("there is no other Python on this machine")
    wheel = build("wheel", ROOT, tmp_path / "wheel")
    for version, program in pythons.items():
        folder = tmp_path / version
        subprocess.run([program, "-m", "venv", folder / "venv"], check=True)
        python = folder / "venv" / "bin" / "python"
        install = [str(python), "-m", "pip", "install", "-q", "--only-binary=:all:", str(wheel)]
        if subprocess.run(install, check=False).returncode:
            pytest.skip(f"the packages cannot be had for Python {version}")
        try_everything(python, folder)
