"""Compare two checkouts in interleaved rounds: is any row slower in this checkout than in the other one?

In each round both checkouts measure a theme, one right after the other, each with the Python of its own ``.venv`` and
its own benchmarks. They take turns in who begins. The figure of a row is the median over the rounds of the ratio of its
values: above 1, this checkout is slower (or larger). A row that only one checkout has is named and not compared.

Whole commands are compared as well, on the same files. They stand in for the themes `BY_COMMAND`, for which an older
checkout has no rows, or few.
"""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.decks import write_deck
from benchmarks.recorded import SCENARIOS, find_course, find_long_session
from benchmarks.timing import run_process

HERE = Path(__file__).parents[1]
LIMIT = 1.05
"""A row above this ratio is marked."""
INNER = {"app": 2, "replay": 3}
"""Rounds of a theme within one round of the comparison, if not 1: the tail of a few keys says nothing."""
BY_COMMAND = {"bots", "reviewing"}
"""Themes whose work the commands do as well."""

Key = tuple[str, str]
"""(theme, row)."""
Values = dict[Key, tuple[float, bool]]
"""Each row's value, and whether it is a rate."""


def compare_checkouts(other: Path, themes: Sequence[str], count: int) -> Iterator[str]:
    """The lines of the comparison of this checkout with ``other``, both with a ``.venv``, over ``count`` rounds."""
    other = other.resolve()
    yield f"{'':<70} {'new / old':>9}   per round; this checkout beside {other}"
    with TemporaryDirectory() as name:
        commands = _list_commands(Path(name))
        parts = [theme for theme in themes if theme not in BY_COMMAND]
        for theme in parts + ["commands"] * (not BY_COMMAND.isdisjoint(themes)):
            rounds: dict[Path, list[Values]] = defaultdict(list)
            for i in range(count):
                for tree in (HERE, other) if i % 2 else (other, HERE):
                    values = _time_commands(tree, commands) if theme == "commands" else _measure_theme(tree, theme)
                    rounds[tree].append(values)
            yield from _compare_rows(theme, rounds[HERE], rounds[other])


def _compare_rows(theme: str, new: Sequence[Values], old: Sequence[Values]) -> Iterator[str]:
    if not any(old):
        yield f"{theme:<70} {'':>9}   only in this checkout"
        return
    for key in dict.fromkeys([*(key for one in new for key in one), *(key for one in old for key in one)]):
        if not all(key in one for one in old):
            yield f"{_format_key(key):<70} {'':>9}   only in this checkout"
        elif not all(key in one for one in new):
            yield f"{_format_key(key):<70} {'':>9}   only in the other checkout"
        else:
            ratios = [_compute_ratio(a[key], b[key]) for a, b in zip(new, old, strict=True)]
            mark = "SLOWER" if median(ratios) > LIMIT else ""
            each = " ".join(f"{ratio:.2f}" for ratio in ratios)
            yield f"{_format_key(key):<70} {median(ratios):>9.3f}   {each}  {mark}".rstrip()


def _format_key(key: Key) -> str:
    return f"{key[0]}: {key[1]}"


def _compute_ratio(new: tuple[float, bool], old: tuple[float, bool]) -> float:
    """How much slower (or larger) the new one is."""
    return old[0] / new[0] if new[1] else new[0] / old[0]


def _measure_theme(tree: Path, theme: str) -> Values:
    """The values of a theme in a checkout, by its own benchmarks; none if it has no such theme."""
    if not (tree / "benchmarks" / f"{theme}.py").exists():
        return {}
    python, rounds = tree / ".venv" / "bin" / "python", str(INNER.get(theme, 1))
    command = [str(python), "-m", "benchmarks", theme, "--rounds", rounds, "--alone", "--json"]
    if '"--json"' not in (tree / "benchmarks" / "__main__.py").read_text():
        script = Path(__file__).with_name("old_checkout.py")
        command = [str(python), str(script), theme, rounds, str(find_long_session())]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} in {tree}:\n{done.stderr}")
    return {
        (theme, row["what"].partition(", beside")[0]): (row["value"], row["is_rate"])
        for row in json.loads(done.stdout)
        if row["value"]
    }


def _list_commands(folder: Path) -> dict[str, tuple[str | Path, ...]]:
    """Commands of ``wargame`` that are timed as whole processes, by name. Their files are made once."""
    small, course = folder / "forty.yaml", find_course()
    write_deck(small, 40)
    commands: dict[str, tuple[str | Path, ...]] = {
        f"balance of {name} with {bot} bots": (
            "balance", name, "--games", str(games), "--workers", "1", "--seed", "5",
            *(part for role in ("cartel", "cell", "security") for part in ("--bot", f"{role}={bot}")),
        )
        for name in SCENARIOS
        for bot, games in (("doctrine", 10), ("random", 300))
    }  # fmt: skip
    return commands | {
        "deck check of 40 cards": ("deck", "check", small),
        "review as HTML": ("review", course[0], "-o", folder / "review.html"),
        "review as DOCX": ("review", course[0], "-o", folder / "review.docx"),
        f"course of {len(course)} sessions as CSV": ("review", *course, "-o", folder / "course.csv"),
        f"course of {len(course)} sessions as HTML": ("review", *course, "-o", folder / "course.html"),
    }


def _time_commands(tree: Path, commands: Mapping[str, tuple[str | Path, ...]]) -> Values:
    wargame = tree / ".venv" / "bin" / "wargame"
    return {
        ("commands", name): (run_process(wargame, *command, folder=tree), False) for name, command in commands.items()
    }
