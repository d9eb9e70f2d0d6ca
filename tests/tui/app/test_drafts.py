"""What people typed and had not decided: in memory, and beside the session."""

from __future__ import annotations

from pathlib import Path

from wargame.tui.app.drafts import Drafts


def test_drafts_come_back_after_a_crash(tmp_path: Path) -> None:
    session = tmp_path / "one.jsonl"
    Drafts(session).keep("cell", "because", "we wait [/b]")
    assert Drafts(session).get("cell", "because") == "we wait [/b]"


def test_an_empty_text_is_no_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "one.jsonl")
    drafts.keep("cell", "because", "x")
    drafts.keep("cell", "because", "")
    assert not drafts
    assert list(tmp_path.iterdir()) == []


def test_the_file_goes_away_with_the_last_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "one.jsonl")
    drafts.keep("cell", "because", "x")
    drafts.keep("cartel", "because", "y")
    drafts.keep("cartel", "entry", "z")
    drafts.forget("cell")
    drafts.forget("cartel", "entry")
    assert Drafts(tmp_path / "one.jsonl").get("cartel", "because") == "y"
    drafts.forget("cartel")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_them_when_all_is_over(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "one.jsonl")
    drafts.keep("cell", "because", "x")
    drafts.forget_played()
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    for broken in ('{"cell": ["', '["cell"]', '{"cell": "x"}', '{"cell": {"because": 1}}', "[" * 100_000):
        (tmp_path / "one.jsonl.drafts").write_text(broken, "utf-8")
        assert not Drafts(tmp_path / "one.jsonl")


def test_half_a_character_costs_the_file_and_nothing_else(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "one.jsonl")
    drafts.keep("cell", "because", "\ud83d")
    assert drafts.get("cell", "because") == "\ud83d"


def test_a_practice_round_leaves_no_file(tmp_path: Path) -> None:
    drafts = Drafts()
    drafts.keep("cell", "because", "x")
    assert drafts.get("cell", "because") == "x"
    assert list(tmp_path.iterdir()) == []
