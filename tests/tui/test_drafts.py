"""What people typed and had not decided: in memory, and beside the session."""

from __future__ import annotations

from pathlib import Path

from wargame.tui.drafts import OFTEN, Drafts


def test_drafts_come_back_after_a_crash(tmp_path: Path) -> None:
    session = tmp_path / "one.jsonl"
    drafts = Drafts({}, session)
    drafts.keep("cell", "because", "we wait [/b]")
    drafts.save()
    again = Drafts({}, session)
    again.load()
    assert again.get("cell", "because") == "we wait [/b]"


def test_what_is_in_memory_is_newer_than_the_file(tmp_path: Path) -> None:
    session = tmp_path / "one.jsonl"
    first = Drafts({}, session)
    first.keep("cell", "because", "old")
    first.save()
    later = Drafts({("cell", "because"): "new"}, session)
    later.load()
    assert later.get("cell", "because") == "new"


def test_the_file_goes_away_with_the_last_draft(tmp_path: Path) -> None:
    session = tmp_path / "one.jsonl"
    drafts = Drafts({}, session)
    drafts.keep("cell", "because", "x")
    drafts.keep("cartel", "because", "y")
    drafts.forget("cell")
    assert (tmp_path / "one.jsonl.drafts").exists()
    drafts.forget("cartel")
    assert list(tmp_path.iterdir()) == []


def test_long_typing_is_written_without_leaving_the_field(tmp_path: Path) -> None:
    drafts = Drafts({}, tmp_path / "one.jsonl")
    for n in range(OFTEN):
        drafts.keep("cell", "because", "x" * (n + 1))
    assert (tmp_path / "one.jsonl.drafts").exists()


def test_a_broken_file_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl.drafts").write_text('{"cell": ["', "utf-8")
    drafts = Drafts({}, tmp_path / "one.jsonl")
    drafts.load()
    assert drafts.get("cell", "because") == ""


def test_a_practice_round_leaves_no_file(tmp_path: Path) -> None:
    drafts = Drafts({}, None)
    drafts.keep("cell", "because", "x")
    drafts.save()
    assert drafts.get("cell", "because") == "x"
    assert list(tmp_path.iterdir()) == []
