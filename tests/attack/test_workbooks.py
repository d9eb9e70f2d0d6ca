"""Attacks with workbooks: some made to do harm, others changed by chance. Each is read, or refused with one message."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.attack.hostile_workbooks import build_book, iter_hostile, mutate, pack
from tests.content.conftest import TINY
from wargame.content.spreadsheets.book import MisfitError, SpreadsheetError
from wargame.content.spreadsheets.importing import import_deck

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

MEMORY, SECONDS = 150, 30
"""What any file below 1 MB may take at most, in megabytes, and in seconds of one core.

On the machine of the benchmarks it takes below 3 s; ten times as much tells an endless walk from a slow core.
"""

OTHERWISE = {"id": "sheet", "title": "A sheet", "about": "Made in a test.", "scenario": "tiny"}

_MEASURE = """
import resource, sys
from wargame.cli import main
code = main(["deck", "import", sys.argv[1], "-o", sys.argv[2]])
used = resource.getrusage(resource.RUSAGE_SELF)
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("used", int(status["VmHWM"].split()[0]) / 1000, used.ru_utime + used.ru_stime)
sys.exit(code)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="memory is measured on Linux")
def test_no_workbook_takes_much_memory_or_time(tmp_path: Path) -> None:
    wrong = []
    for name, data in iter_hostile():
        assert len(data) < 1_010_000, name
        file = tmp_path / "mine.xlsx"
        file.write_bytes(data)
        (tmp_path / "mine.yaml").unlink(missing_ok=True)
        began = time.monotonic()
        argv = [sys.executable, "-c", _MEASURE, str(file), str(tmp_path / "mine.yaml")]
        done = subprocess.run(argv, capture_output=True, text=True, timeout=100, check=False)
        *said, used = (done.stderr + done.stdout).splitlines()
        memory, seconds = map(float, used.split()[1:])
        if done.returncode != 1 or memory > MEMORY or seconds > SECONDS or not 0 < len(said) < 210:
            wrong.append((name, done.returncode, memory, seconds, time.monotonic() - began, said[:2]))
    assert wrong == []


def test_workbooks_changed_by_chance_get_one_message_or_a_deck(
    tmp_path: Path, luck: Random, cases: Callable[[int], range]
) -> None:
    file = tmp_path / "mine.xlsx"
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>x</t></si></sst>'
    styles = (
        '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy"/></numFmts><cellXfs><xf/></cellXfs></styleSheet>'
    )
    parts = build_book(strings=strings, styles=styles)
    file.write_bytes(pack(parts))
    import_deck(file, tmp_path / "mine.yaml", {}, OTHERWISE, str(TINY))
    for case in cases(500):
        data = mutate(parts, luck)
        file.write_bytes(data)
        said = _import(file)
        if said is None:
            kept = Path("attack-failed.xlsx").absolute()
            kept.write_bytes(data)
            pytest.fail(f"case {case} ends in no message of ours; the workbook is kept in {kept}")
        assert all(line.startswith(f"{file}: ") for line in said), said


def _import(file: Path) -> list[str] | None:
    """Return what is said of a workbook, line by line; None if the import ends in an error that nobody expects."""
    try:
        import_deck(file, file.with_suffix(".yaml"), {}, OTHERWISE, str(TINY))
    except (SpreadsheetError, MisfitError) as error:
        return str(error).splitlines()
    except Exception:
        traceback.print_exc()
        return None
    return []
