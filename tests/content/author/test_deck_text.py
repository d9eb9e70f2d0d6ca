"""Editing decks as text: only what is edited changes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import moderate
from wargame.content.author.deck_text import (
    add_silence,
    duplicate_card,
    find_card_spans,
    find_free_name,
    find_line_number,
    find_offset,
    insert_card,
    remove_card,
    restore_line_ends,
    unify_line_ends,
)
from wargame.content.load import library
from wargame.content.load.yaml_reader import parse_yaml

DECKS = sorted(library.find_shipped_folder().glob("*.yaml"))

ODD = """\
# head
format: 1
title: "A colon: here"   # tail
cards:

  # A heading of its own

  # This one is first.
  - id: first
    title: One   # said so
    text: >-
      A text

      of two paragraphs.


  # of the next
  -   id: "second"
      title: 'Two
        lines'
      ask: [a, b,
        c]
      # still of the second

  # between

  - # a remark
    title: Three
    id: third
    text: |+
      kept


  - {id: fourth, title: Four,
     text: x}
about: >-
  after the cards
"""


def ids(text: str) -> list[str]:
    return [card.id for card in find_card_spans(text)]


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_every_card_of_a_shipped_deck_is_found_where_it_stands(path: Path) -> None:
    text = path.read_text("utf-8")
    cards = find_card_spans(text)
    data = parse_yaml(text, "deck").data["cards"]
    assert [(card.id, card.title) for card in cards] == [(one["id"], one["title"]) for one in data]
    for card, one in zip(cards, data, strict=True):
        piece = text[card.start : card.end]
        assert parse_yaml(piece, "card").data == [one]
    assert all(a.end <= b.start for a, b in pairwise(cards))


def test_comments_go_with_the_card_they_stand_at() -> None:
    pieces = {card.id: ODD[card.start : card.end] for card in find_card_spans(ODD)}
    assert list(pieces) == ["first", "second", "third", "fourth"]
    assert pieces["first"].startswith("  # This one is first.\n  - id: first\n")
    assert pieces["first"].endswith("of two paragraphs.\n")
    assert pieces["second"].startswith("  # of the next\n")
    assert pieces["second"].endswith("      # still of the second\n")
    assert pieces["third"] == "  - # a remark\n    title: Three\n    id: third\n    text: |+\n      kept\n"
    assert pieces["fourth"].endswith("     text: x}\n")


@pytest.mark.parametrize(
    "text", ["cards: [{id: a}, {id: b}]\n", "format: 1\n", "- a\n", "cards:\n  a: b\n", "cards: []\n"]
)
def test_cards_that_have_no_lines_of_their_own_are_left_whole(text: str) -> None:
    assert find_card_spans(text) == ()


LINES = st.text(st.sampled_from("ab: #-\t\u2028\x85é'\"{"), max_size=8)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
FILES = st.lists(st.tuples(LINES, ENDS), max_size=12).map(lambda rows: "".join(line + end for line, end in rows))


BUSY = moderate(60)


@BUSY
@given(FILES, LINES)
def test_what_was_not_edited_comes_back_byte_for_byte(body: str, tail: str) -> None:
    old = body + tail
    assert restore_line_ends(old, unify_line_ends(old)) == old


@BUSY
@given(FILES, st.integers(0, 20), st.text("xyz", min_size=1, max_size=5))
def test_a_line_typed_anew_leaves_all_other_lines_as_they_were(old: str, at: int, typed: str) -> None:
    lines = unify_line_ends(old).split("\n")
    place = at % len(lines)
    new = restore_line_ends(old, "\n".join([*lines[:place], typed, *lines[place + 1 :]]))
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if before and "".join(after) != old:
        assert len(after) == len(before)
        assert before[:place] == after[:place]
        assert before[place + 1 :] == after[place + 1 :]
    assert typed in new


@moderate(30)
@given(st.data(), st.sampled_from(["\n", "\r\n"]))
def test_editing_a_card_leaves_every_other_byte_as_it_was(data: st.DataObject, newline: str) -> None:
    whole = data.draw(st.sampled_from([ODD, DECKS[0].read_text("utf-8")])).replace("\n", newline)
    cards = find_card_spans(whole)
    card = data.draw(st.sampled_from(cards))
    piece = whole[card.start : card.end]
    column = len(piece.split("- ")[0].splitlines()[-1])
    edited = restore_line_ends(piece, unify_line_ends(piece) + f"\n{' ' * (column + 4)}# a remark")
    after = whole[: card.start] + edited + whole[card.end :]
    assert after.startswith(whole[: card.start])
    assert after.endswith(whole[card.end :])
    assert [one.id for one in find_card_spans(after)] == [one.id for one in cards]
    assert newline == "\n" or "\n" not in after.replace("\r\n", "")


@moderate(30)
@given(st.data(), st.sampled_from(["\n", "\r\n"]))
def test_a_card_comes_and_goes_without_a_trace(data: st.DataObject, newline: str) -> None:
    text = ODD.replace("\n", newline)
    at = data.draw(st.integers(0, 2))
    more, start = insert_card(text, find_card_spans(text), "- id: fresh\n  title: New\n", at)
    fresh = next(card for card in find_card_spans(more) if card.id == "fresh")
    assert fresh.start == start
    assert ids(more) == [*ids(text)[: at + 1], "fresh", *ids(text)[at + 1 :]]
    less = remove_card(more, fresh)
    assert [line for line in less.splitlines() if line.strip()] == [line for line in text.splitlines() if line.strip()]
    assert newline == "\n" or "\n" not in more.replace("\r\n", "")


def test_a_card_can_be_put_behind_the_last_line_of_a_file_without_end() -> None:
    text = "cards:\n- id: a\n  title: A"
    more, start = insert_card(text, find_card_spans(text), "- id: b\n  title: B\n", 0)
    assert more == "cards:\n- id: a\n  title: A\n\n- id: b\n  title: B"
    assert more[start:].startswith("- id: b")


def test_a_card_is_doubled_under_a_free_name() -> None:
    for at, name in enumerate(ids(ODD)):
        more, start = duplicate_card(ODD, find_card_spans(ODD), at)
        assert ids(more)[at : at + 2] == [name, f"{name}2"]
        assert start in {card.start for card in find_card_spans(more)}


def test_deleting_the_only_lines_leaves_what_stands_around() -> None:
    first, *_, last = find_card_spans(ODD)
    assert remove_card(ODD, last).endswith("      kept\n\n\nabout: >-\n  after the cards\n")
    assert "# A heading of its own\n\n  # of the next" in remove_card(ODD, first)


@pytest.mark.parametrize(
    ("card", "silence"),
    [
        ("- id: a\n  title: A\n", '  silence: {uncited: "so"}\n'),
        ("- id: a\n  title: A", '  silence: {uncited: "so"}'),
        ("- id: a\n  silence: {question: none}\n", '  silence: {uncited: "so", question: none}\n'),
        ("- id: a\n  silence: {}\n", '  silence: {uncited: "so"}\n'),
        ("- id: a\n  silence:\n     question: none\n", '     uncited: "so"\n     question: none\n'),
        ("- silence: {question: none}\n  id: a\n", '- silence: {uncited: "so", question: none}\n'),
    ],
)
def test_a_finding_is_silenced_on_its_card(card: str, silence: str) -> None:
    text = f"cards:\n{card}"
    after = add_silence(text, find_card_spans(text)[0], "uncited", "so")
    assert after is not None
    assert silence in after
    assert parse_yaml(after, "deck").data["cards"][0]["silence"]["uncited"] == "so"
    assert not parse_yaml(after, "deck").slips


def test_a_finding_about_the_deck_is_silenced_at_its_head() -> None:
    after = add_silence(ODD, None, "neglected", 'said "so": once')
    assert after is not None
    assert parse_yaml(after, "deck").data["silence"] == {"neglected": 'said "so": once'}
    again = add_silence(after, None, "other", "because")
    assert again is not None
    assert set(parse_yaml(again, "deck").data["silence"]) == {"neglected", "other"}


def test_lines_and_places() -> None:
    assert find_line_number("a\nb\r\nc", 2) == 2
    assert find_offset("a\nb\r\nc", 3) == 5
    assert find_offset("a\nb", 99) == 2
    assert find_free_name("a", {"a", "a2"}) == "a3"
