"""What the deck desk has for a card: a form, silence, a double, an editor of one's own, a trial; and shipped decks."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.deck_desk_setup import Desk, at
from wargame.content.check.check_file import check_deck_file
from wargame.content.load import library
from wargame.tui.app.pick_dialog import PickScreen
from wargame.tui.app.text_page import PageScreen
from wargame.tui.author import card_try
from wargame.tui.author.card_form import CardForm, CardTextArea
from wargame.tui.author.deck_desk import DeckDesk

pytestmark = pytest.mark.usefixtures("at_once")


def test_a_card_from_the_form_passes_the_check_and_comes_back_out(mine: Path) -> None:
    before = mine.read_text("utf-8")

    async def steps(desk: Desk) -> None:
        await desk.press("n")
        assert isinstance(desk.app.screen, CardForm)
        await desk.press("f5")
        assert "nothing is written there yet" in desk.text
        await desk.type("Two: men", "tab")
        words = desk.app.focused
        assert isinstance(words, CardTextArea)
        words.insert("Two men wait at the bridge. " * 6)
        await desk.press("f4")
        assert isinstance(desk.app.screen, PickScreen)
        await desk.type("gatekeep", "enter", "escape")
        await desk.press("n")
        assert "Two: men" in desk.text
        assert "gatekeepers (p. 9)" in desk.text
        for field, text in (("prompt", "Do you answer?"), ("title1", "Yes"), ("title2", "No"), ("effects1", "wil +1")):
            desk.app.screen.query_one(f"#{field}", Input).value = text
        for field in ("expect", "ask"):
            desk.app.screen.query_one(f"#{field}", Input).value = "Who went home?"
        await desk.press("f5")
        await desk.checked()
        assert "did you mean" in desk.text
        desk.app.screen.query_one("#effects1", Input).value = "will +1, Violence -1"
        await desk.press("f5")
        await desk.checked()
        assert isinstance(desk.app.screen, DeckDesk)
        assert "- id: two_men" in desk.source.text
        await desk.press("f5")
        assert check_deck_file(mine).problems == ()
        await desk.press("f2", "x", "y")
        await desk.press("f5")
        assert mine.read_text("utf-8") == before

    at(mine, steps)


def test_a_warning_is_silenced_with_its_reason(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        cites = next(line for line in desk.source.text.split("\n") if "cites:" in line)
        await desk.put(desk.source.text.replace(cites + "\n", ""))
        assert "1 warning" in desk.text
        await desk.press("f4", "down", "s")
        await desk.type("made up", "enter")
        await desk.checked()
        assert 'silence: {uncited: "made up"}' in desk.source.text
        assert "no errors" in desk.text

    at(mine, steps)


def test_a_card_is_doubled_taken_out_and_brought_back(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("c")
        await desk.checked()
        assert "offer2" in desk.text
        await desk.press("f2", "x", "y")
        await desk.checked()
        assert "3 cards" in desk.text
        await desk.press("f7")
        await desk.checked()
        assert "4 cards" in desk.text

    at(mine, steps)


def test_an_editor_of_ones_own_is_given_the_text_and_heard(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = mine.parent / "editor.sh"
    script.write_text('#!/bin/sh\nsed -i "s/A rumour/A whisper/" "$1"\n')
    script.chmod(0o755)

    async def steps(desk: Desk) -> None:
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.delenv("EDITOR", raising=False)
        await desk.press("e")
        assert "No editor is named" in desk.text
        monkeypatch.setenv("EDITOR", str(script))
        await desk.press("e")
        assert "cannot be opened from here" in desk.text
        monkeypatch.setattr(desk.app, "suspend", nullcontext)
        await desk.press("e")
        await desk.checked()
        assert "A whisper" in desk.text
        assert "not saved" in desk.text
        monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
        await desk.press("f2", "e")
        assert "no-such-editor-anywhere" in desk.text

    at(mine, steps)


def test_an_editor_may_have_spaces_and_options(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = mine.parent / "My Programs"
    folder.mkdir()
    script = folder / "my editor.sh"
    script.write_text('#!/bin/sh\nfor last; do :; done\nsed -i "s/A rumour/A whisper$#/" "$last"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)

    async def steps(desk: Desk) -> None:
        monkeypatch.setattr(desk.app, "suspend", nullcontext)
        monkeypatch.setenv("EDITOR", f"'{script}")
        await desk.press("e")
        assert "A quotation mark in the name of the editor is not closed" in desk.text
        monkeypatch.setenv("EDITOR", f"'{script}' --wait -n")
        await desk.press("e")
        await desk.checked()
        assert "A whisper3" in desk.text

    at(mine, steps)


def test_an_editor_may_be_a_path_with_spaces(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = mine.parent / "my editor.sh"
    script.write_text('#!/bin/sh\nsed -i "s/A rumour/A whisper/" "$1"\n')
    script.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(script))

    async def steps(desk: Desk) -> None:
        monkeypatch.setattr(desk.app, "suspend", nullcontext)
        await desk.press("e")
        await desk.checked()
        assert "A whisper" in desk.text

    at(mine, steps)


def test_a_shipped_deck_is_only_read_and_can_be_copied(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    shipped = library.list_decks()["partners"]
    before = shipped.read_bytes()

    async def steps(desk: Desk) -> None:
        assert "week-five" in desk.text
        assert "Shipped" in desk.text
        await desk.press(*["down"] * 4, "enter")
        await desk.checked()
        assert "read only" in desk.text
        await desk.press("enter", "z", "f5", "f2", "x")
        assert "shipped" in desk.text
        await desk.press("y")
        await desk.type("ours", "enter")
        await desk.checked()
        assert "ours.yaml" in desk.text
        assert "no errors" in desk.text

    at(None, steps)
    assert shipped.read_bytes() == before
    assert check_deck_file(mine.parent / "ours.yaml").errors == 0


def test_a_new_deck_is_begun_at_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps(desk: Desk) -> None:
        await desk.press("n")
        await desk.type("Not a name", "enter", "1")
        assert "expected" in desk.text
        await desk.press("n")
        await desk.type("ours", "enter", "1")
        await desk.checked()
        assert "no errors" in desk.text

    at(None, steps)
    assert check_deck_file(tmp_path / "ours.yaml").problems == ()


def test_a_stale_check_never_takes_the_place_of_a_newer_one(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        good = desk.source.text
        old = desk.desk.proof
        assert old is not None
        await desk.put(good.replace("role:", "rule:"))
        found = desk.desk.proof
        assert found is not None
        assert found.problems
        desk.desk.post_message(DeckDesk.Proved(old))
        await desk.checked()
        assert desk.desk.proof is not None
        assert desk.desk.proof.problems == found.problems

    at(mine, steps)


def test_a_card_is_tried_among_bots(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_try, "GAMES", 1)

    async def steps(desk: Desk) -> None:
        await desk.press("t")
        await desk.checked()
        assert isinstance(desk.app.screen, PageScreen)
        assert "An offer" in desk.text
        await desk.press("escape", "enter")
        await desk.put(desk.source.text.replace("security", "secrecy"))
        await desk.press("f2", "t")
        assert "mend what is wrong first" in desk.text

    at(mine, steps)


def test_nothing_a_deck_says_is_taken_as_markup(mine: Path) -> None:
    text = mine.read_text("utf-8").replace("title: An offer", 'title: "[/x] [bold"').replace("id: offer", 'id: "[/y]"')
    odd = mine.with_name("[z].yaml")
    odd.write_text(text, "utf-8")

    async def steps(desk: Desk) -> None:
        for shown in ("[/x] [bold", "[/y]", "[z]: 3 cards", "[z].yaml"):
            assert shown in desk.text
        await desk.press("f3", "f6", "x")
        assert "[/x] [bold" in desk.text

    at(odd, steps)


def test_the_desk_draws_in_ascii_alone(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        await desk.put(desk.source.text.replace("security", "secrecy"))
        assert desk.text.isascii()

    at(mine, steps, ascii=True)
