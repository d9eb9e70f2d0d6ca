"""Sessions recorded by every version that ever landed: they load, fold to what they folded to then, and verify.

``tests/corpus/record_sessions.py`` records samples of the program as it is, once before each landing. Where one of
these tests fails, a change of the rules or of the format has touched exercises that were played: raise
`wargame.session.records.RULES` (older files are then *unverified*, and say so), or write an upcaster; the samples stay.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.paths import CORPUS
from wargame.exercise.view.window import Window
from wargame.review.data.build import build_report
from wargame.rules.evolve import compute_fingerprint
from wargame.rules.model import OBSERVER
from wargame.session.fold import FoldedSession, fold
from wargame.session.journal import FORMAT, read_session
from wargame.session.line_reading import read_header, read_lines
from wargame.session.records import RULES, CommandLine
from wargame.session.verify import VerifyStatus, verify

SAMPLES = CORPUS / "sessions"
FILES = sorted(SAMPLES.glob("*/*.jsonl"))


@cache
def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path.parent / "expected.json").read_text())[path.stem]
    return found


every = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")


def test_every_landing_and_every_format_has_its_samples() -> None:
    landings = sorted(folder.name for folder in SAMPLES.iterdir() if folder.is_dir())
    assert [int(name.partition("-")[0]) for name in landings] == list(range(1, len(landings) + 1))
    for name in landings:
        named = json.loads((SAMPLES / name / "expected.json").read_text())
        assert set(named) == {path.stem for path in (SAMPLES / name).glob("*.jsonl")}
        assert {"bots", "people", "typed-dice", "unfinished"} <= set(named)
    assert {lines_of(path)[0]["format"] for path in FILES} == set(range(1, FORMAT + 1))


def test_between_them_they_hold_all_that_is_done_in_play() -> None:
    held = {line.get("do") or line.get("record") for path in FILES for line in lines_of(path)}
    decided = {"plan", "argue", "respond", "offer", "accept", "decline", "break", "pass", "estimate", "challenge"}
    judged = {"weigh", "allow", "veto", "stand", "withdraw", "apply", "settle"}
    intervened = {"overrule", "rule", "lift", "set", "skip", "defer"}
    recorded = {"undo", "note", "bookmark", "amend", "seat", "pause", "resume", "closed"}
    afterwards = {"details", "debrief", "analysis", "rating", "recommend", "final", "reopened", "branched"}
    assert not (decided | judged | intervened | recorded | afterwards) - held


@every
def test_a_sample_folds_to_what_it_folded_to_when_it_was_recorded(path: Path) -> None:
    before = path.read_bytes()
    reading = read_session(path)
    assert reading.damaged is None
    assert not reading.torn
    assert len(reading.lines) == expected(path)["lines"]
    assert compute_fingerprint(fold(reading.lines).row) == expected(path)["fingerprint"]
    one_by_one = FoldedSession(read_header(reading.lines[0]))
    for line in read_lines(reading.lines[1:]):
        one_by_one.add(line)
    assert compute_fingerprint(one_by_one.row) == expected(path)["fingerprint"]
    assert path.read_bytes() == before


@every
def test_a_sample_verifies_or_says_that_its_rules_were_others(path: Path) -> None:
    faith = verify(path).faith
    if lines_of(path)[0]["rules"] != RULES:
        assert faith is VerifyStatus.UNVERIFIED
    else:
        assert faith is (VerifyStatus.OPEN if path.stem == "unfinished" else VerifyStatus.EXACT)


@every
def test_a_sample_can_be_told_and_reviewed(path: Path) -> None:
    folded = fold(read_session(path).lines)
    window = Window(folded, folded.table)
    assert all(window.list_told(line.n, OBSERVER) is not None for line in folded.standing)
    report = build_report(path)
    assert report.overview.faith == verify(path).format_line()
    decided = [line for line in folded.lines if isinstance(line, CommandLine) and line.role in folded.table.roles]
    assert {line.n for line in decided} <= {decision.line for decision in report.decisions}
