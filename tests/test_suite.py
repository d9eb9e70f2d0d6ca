"""The suite itself: it passes in the background and in random order, and its properties hold for other examples."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from tests import fuzz
from tests.paths import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

PROPERTIES = (
    "tests/rules/test_properties.py",
    "tests/rules/test_secrets.py",
    "tests/rules/test_decide.py",
    "tests/rules/test_members.py",
    "tests/bots/test_bots.py",
    "tests/exercise/test_seat.py",
    "tests/exercise/view/test_secrets.py",
    "tests/plain/test_monkey.py",
    "tests/exercise/debrief",
    "tests/session/test_chain.py",
    "tests/content/load/test_yaml_reader.py",
    "tests/content/author/test_deck_text.py",
)
"""Where properties are that may find more with more examples."""

SEED = os.environ.get("WARGAME_TEST_SEED", "1")
"""The seed of the order. A run of CI is to be repeatable; another seed looks for more."""


def list_parts() -> list[str]:
    """List the folders of tests; of the app, which has the most, its folders, and *tui* for the files beside them.

    All attacks are slow themselves, and so is what a browser does.
    """
    tests = ROOT / "tests"
    folders = [path.relative_to(tests).parent.parts for path in tests.rglob("test_*.py")]
    return sorted({"/".join(path[: 2 if path[0] == "tui" else 1]) for path in folders if path} - {"attack", "browser"})


def run_tests(*args: str, ignore_interrupts: bool = False) -> None:
    """Run a part of the suite in a process of its own, and fail with what it printed if it fails."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-m", "not slow", *args],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_IGN) if ignore_interrupts else None,
    )
    assert ran.returncode == 0, ran.stdout[-20_000:]


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are ignored in another way there")
@pytest.mark.parametrize("part", list_parts())
def test_the_suite_passes_in_the_background_in_random_order(part: str) -> None:
    """A shell starts what it runs in the background with SIGINT ignored."""
    paths = [f"tests/{part}"]
    if part == "tui":  # its folders are parts of their own
        paths = sorted(str(path) for path in (ROOT / "tests" / part).glob("test_*.py"))
    run_tests("-v", "-p", "randomly", f"--randomly-seed={SEED}", *paths, ignore_interrupts=True)


@pytest.mark.parametrize("module", PROPERTIES)
def test_properties_hold_for_twenty_times_as_many_examples(module: str) -> None:
    run_tests("--hypothesis-profile=search", "--timeout=1200", module)


def test_twenty_thousand_exercises() -> None:
    report = fuzz.fuzz(20_000, seed=20261201)
    assert report.games == 20_000
