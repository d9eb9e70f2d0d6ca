"""Attacks with decks, scenarios and sources: each is checked, or refused with messages that name the file."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

import pytest

from tests.attack.hostile_yaml import iter_hostile, mutate
from tests.paths import DATA
from wargame.cli import main

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

SECONDS = 40
"""What the check of any deck may take at most, in seconds of one core.

On the machine of the benchmarks it takes below 4 s; ten times as much here only tells a square from a slow machine.
"""

_MEASURE = """
import resource, sys
from wargame.cli import main
code = main(["deck", "check", sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_SELF)
print("used", used.ru_utime + used.ru_stime)
sys.exit(code)
"""


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """The tiny scenario, its deck and its source, to be changed."""
    for path in (DATA / "tiny").rglob("tiny*.yaml"):
        copy = tmp_path / "port" / path.relative_to(DATA / "tiny")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return tmp_path / "port"


@pytest.mark.skipif(os.name != "posix", reason="time of the processor is measured on POSIX")
def test_no_deck_takes_long_or_prints_much(port: Path) -> None:
    wrong = []
    for name, text in iter_hostile(20_000):
        deck = port / "big.yaml"
        deck.write_text(text, encoding="utf-8", newline="")
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(deck)], capture_output=True, text=True, timeout=100, check=False
        )
        *said, used = (done.stderr + done.stdout).splitlines()
        seconds = float(used.removeprefix("used "))
        if done.returncode not in (0, 1) or seconds > SECONDS or not 0 < len(said) <= 203 or len(done.stdout) > 150_000:
            wrong.append((name, done.returncode, seconds, len(said), len(done.stdout), said[:1]))
    assert wrong == []


@pytest.mark.parametrize("name", ["tiny-deck.yaml", "scenarios/tiny.yaml", "sources/tiny-paper.yaml"])
def test_files_changed_by_chance_get_messages(
    port: Path, name: str, luck: Random, cases: Callable[[int], range]
) -> None:
    file = port / name
    text = file.read_text(encoding="utf-8")
    group = "deck" if name.startswith("tiny") else name.partition("/")[0].removesuffix("s").replace("source", "sources")
    for case in cases(150):
        data = mutate(text, luck)
        file.write_bytes(data)
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            code = main([group, "check", str(file)])
        said = out.getvalue()
        if (
            code not in (0, 1)
            or "This is a bug" in said
            or "Traceback" in said
            or not said.startswith((str(port), "wargame: "))
        ):
            kept = Path("attack-failed.yaml").absolute()
            kept.write_bytes(data)
            pytest.fail(f"case {case} ends with {code} and {said[:500]!r}; the file is kept in {kept}")


def test_scenarios_that_extend_each_other_for_ever(port: Path) -> None:
    base = port / "scenarios"
    for i in range(3_000):
        below = f"s{i + 1}" if i < 2_999 else "tiny"
        (base / f"s{i}.yaml").write_text(f"format: 1\nid: s{i}\ntitle: S\nextends: {below}\n", encoding="utf-8")
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = main(["scenario", "check", str(base / "s0.yaml")])
    assert code == 1
    assert "it extends more than 10 scenarios, one over the other" in out.getvalue()
    assert len(out.getvalue()) < 2_000
