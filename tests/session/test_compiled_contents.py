"""Compiled contents: files of the same content share one table, others do not, and only so many are kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin
from wargame.content.load.loader import unpin
from wargame.content.load.problems import ContentError
from wargame.rules.compiler.compile import compile_table
from wargame.session.compiled_contents import CompiledContents
from wargame.session.fold import FoldedSession
from wargame.session.journal import read_session
from wargame.session.line_reading import read_header


@pytest.fixture(autouse=True)
def _compiled_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own cache of tables is out of use here."""
    monkeypatch.setattr("wargame.session.fold.compile_table", compile_table)
    monkeypatch.setattr("wargame.session.fold.unpin", unpin)


def header(folder: Path, length: str = "short", seed: int = 1) -> dict[str, Any]:
    """The header of a session of that length, as it stands in its file."""
    exercise = begin(folder, length=length, seed=seed)
    path = exercise.path
    assert path is not None
    exercise.close()
    return read_session(path).lines[0]


def filled(compiled: CompiledContents, first: dict[str, Any]) -> FoldedSession:
    session = FoldedSession(read_header(first))
    compiled.fill(session)
    return session


def test_sessions_of_the_same_content_and_length_share_a_table(tmp_path: Path) -> None:
    compiled = CompiledContents()
    one, other = (filled(compiled, header(tmp_path / str(seed), seed=seed)) for seed in (1, 2))
    assert other.table is one.table
    assert other.content is one.content
    assert filled(compiled, header(tmp_path / "long", "standard")).table is not one.table


def test_a_header_with_the_digest_of_another_content_gets_its_own(tmp_path: Path) -> None:
    compiled, first = CompiledContents(), header(tmp_path)
    honest = filled(compiled, first)
    scenario = {**first["content"]["scenario"], "title": "Another title"}
    forged = filled(compiled, {**first, "content": {**first["content"], "scenario": scenario}})
    assert forged.table.scenario.title == "Another title"
    assert honest.table.scenario.title != "Another title"


def test_content_that_is_refused_is_refused_each_time(tmp_path: Path) -> None:
    compiled, bad = CompiledContents(), {**header(tmp_path), "content": {"scenario": {}, "decks": [], "sources": []}}
    for _ in range(2):
        with pytest.raises(ContentError):
            filled(compiled, bad)


def test_the_content_used_longest_ago_is_let_go(tmp_path: Path) -> None:
    compiled = CompiledContents(most=2)
    short, standard = (header(tmp_path / length, length) for length in ("short", "standard"))
    first, second = filled(compiled, short).table, filled(compiled, standard).table
    assert filled(compiled, short).table is first
    filled(compiled, {**short, "paced": not short["paced"]})
    assert filled(compiled, short).table is first
    assert filled(compiled, standard).table is not second
