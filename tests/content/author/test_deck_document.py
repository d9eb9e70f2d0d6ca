"""A deck being edited: one piece open at a time, saved whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import moderate
from wargame.content.author.deck_document import EditedDeck, SaveError
from wargame.content.author.editor_check import check_editor_text
from wargame.content.load.library import list_decks
from wargame.content.load.problems import ContentError

SHIPPED = list_decks()["nolden-2011"].read_bytes()


def deck(folder: Path, data: bytes = SHIPPED) -> Path:
    path = folder / "mine.yaml"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_only_the_card_that_was_edited_changes_in_the_file(tmp_path: Path, mark: bytes, newline: bytes) -> None:
    before = mark + SHIPPED.replace(b"\n", newline)
    path = deck(tmp_path, before)
    path.chmod(0o640)
    written = EditedDeck(path)
    written.open(2)
    assert not written.type(written.source)
    assert written.type(written.source.replace("title:", "title: A new", 1))
    assert written.changed
    written.save()
    assert path.read_bytes() == before.replace(
        b"title: " + written.cards[2].title.encode(), b"title: A new " + written.cards[2].title.encode()
    )
    assert not written.changed
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]


@moderate(15)
@given(st.lists(st.tuples(st.integers(0, 41), st.sampled_from(["x", "# é\n", "\n\n", ": {"])), max_size=4))
def test_cards_stay_where_they_are_while_others_are_typed_in(tmp_path: Path, edits: list[tuple[int, str]]) -> None:
    written = EditedDeck(deck(tmp_path))
    pieces = [written.text[card.start : card.end] for card in written.cards]
    for at, typed in edits:
        written.open(at)
        assert written.at == at
        assert written.source == pieces[at].removesuffix("\n")
        written.type(f"{written.source}\n    # {typed}")
        pieces[at] = written.text[slice(*written.piece)]
    for card, piece in zip(written.cards, pieces, strict=True):
        assert written.text[card.start : card.end] == piece


def test_a_file_that_is_no_yaml_is_opened_whole(tmp_path: Path) -> None:
    written = EditedDeck(deck(tmp_path, SHIPPED.replace(b"cards:", b"cards: [", 1)))
    assert written.cards == ()
    assert written.fault is not None
    assert written.whole
    written.type(written.source.replace("cards: [", "cards:", 1))
    assert written.fault is None
    assert len(written.cards) == 42
    written.save()
    assert written.path.read_bytes() == SHIPPED


def test_what_was_replaced_comes_back(tmp_path: Path) -> None:
    written = EditedDeck(deck(tmp_path))
    before = written.text
    written.replace("format: 1\n")
    assert written.take_back()
    assert written.text == before
    assert not written.take_back()


def test_it_is_seen_when_somebody_else_changes_the_file(tmp_path: Path) -> None:
    path = deck(tmp_path)
    written = EditedDeck(path)
    assert written.compare_with_disk() == "same"
    path.write_bytes(SHIPPED + b"# theirs\n")
    assert written.compare_with_disk() == "changed"
    written.reload()
    assert written.compare_with_disk() == "same"
    path.unlink()
    assert written.compare_with_disk() == "gone"
    written.save()
    assert written.compare_with_disk() == "same"
    assert path.read_bytes() == SHIPPED + b"# theirs\n"


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = deck(tmp_path)
    written = EditedDeck(path)
    written.replace(written.text + "# mine\n")

    path.chmod(0o444)
    with pytest.raises(SaveError, match="read-only"):
        written.save()
    path.chmod(0o644)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(SaveError, match="no space left"):
            written.save()
    assert path.read_bytes() == SHIPPED
    assert written.changed
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]

    other = tmp_path / "other.yaml"
    other.write_text("theirs")
    for name, said in ((other, "there already"), (tmp_path / "x.txt", "YAML"), (tmp_path / "no" / "x.yaml", "written")):
        with pytest.raises(SaveError, match=said):
            written.save_as(name)
    assert written.path == path
    written.save_as(tmp_path / "fresh.yaml")
    assert written.path.read_bytes() == SHIPPED + b"# mine\n"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = deck(tmp_path)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    written = EditedDeck(link)
    written.replace(written.text + "# mine\n")
    written.save()
    assert link.is_symlink()
    assert path.read_bytes().endswith(b"# mine\n")


@pytest.mark.parametrize(
    ("data", "said"), [(b"id: caf\xe9\n", "not UTF-8"), (b"PK\x03\x04", "no text file"), (None, "no such file")]
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = deck(tmp_path, data) if data is not None else tmp_path / "nowhere.yaml"
    with pytest.raises(ContentError, match=said):
        EditedDeck(path)


def test_a_card_can_be_looked_at_while_another_is_faulty(tmp_path: Path) -> None:
    path = deck(tmp_path)
    text = SHIPPED.decode().replace("title:", "tilte:", 2).replace("tilte:", "title:", 1)
    proof = check_editor_text(path, text, 3, at=5)
    assert [problem.level for problem in proof.problems].count("error") >= 1
    assert proof.find_card(5) is not None
    assert proof.find_card(0) is None
    assert check_editor_text(path, text, 3, at=0).content is None
    assert check_editor_text(path, "cards: [", 3, at=0).cards is None
    assert check_editor_text(path, SHIPPED.decode(), 3, at=None).find_card(41) is not None
