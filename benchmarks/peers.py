"""The peers: one small exercise in boardgame.io, in plain JavaScript and in C, from ../shared/peers.

They are copied to a cache folder and set up there once. Each is checked first: its first thousand exercises must give
the same result as those of the other peers and of our rules (tests/test_peers.py).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.timing import CACHE, Skipped

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "peers"
FOLDER = CACHE / "peers"
THOUSAND = {"wins": [154, 747, 99], "score": [6044, 29521, 8250], "hash": 303415209}


def measure_boardgame() -> float:
    """Exercises a second of boardgame.io in its fastest form: only its reducer, without turns, undo or log."""
    return _measure_javascript("reducer_lean", 2000, 500)


def measure_javascript() -> float:
    """Exercises a second of a plain loop in JavaScript."""
    return _measure_javascript("plainjs", 200_000, 1000)


def measure_c() -> float:
    """Exercises a second of a plain loop in C."""
    binary = FOLDER / "cgame"
    if not binary.exists():
        _copy_source()
        _run(sys.executable, "gen_deck.py")
        _run(_find_command("gcc"), "-O3", "-march=native", "-pthread", "-o", "cgame", "cgame.c")
    _require_same_games(json.loads(_run("./cgame", "1000", "0", "0", "1")))
    count = 1_000_000
    return count / float(json.loads(_run("./cgame", str(count), "0", "0", "1"))["s"])


def _measure_javascript(variant: str, count: int, warm: int) -> float:
    node = _find_command("node")
    if not (FOLDER / "node_modules").exists():
        _copy_source()
        _run(_find_command("npm"), "install", "--no-audit", "--no-fund")
    if variant not in _checked:
        _require_same_games(json.loads(_run(node, "bench.js", variant, "1000", "10")))
        _checked.add(variant)
    said = json.loads(_run(node, "bench.js", variant, str(count), str(warm)))
    # Other work makes the wall time longer, and its own threads the processor time; the shorter one is fairer to it.
    return count / min(float(said["wall"]), float(said["cpu"]))


_checked: set[str] = set()


def _require_same_games(said: dict[str, Any]) -> None:
    if {key: said[key] for key in THOUSAND} != THOUSAND:
        raise RuntimeError(f"this peer plays another exercise: {said}")


def _copy_source() -> None:
    if not SOURCE.is_dir():
        raise Skipped(f"{SOURCE} is not there")
    shutil.copytree(SOURCE, FOLDER, dirs_exist_ok=True, copy_function=shutil.copyfile)
    FOLDER.chmod(0o755)  # the source may be read-only


def _find_command(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Skipped(f"{name} is not installed")
    return path


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Skipped(f"{' '.join(command)} failed: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
    return done.stdout
