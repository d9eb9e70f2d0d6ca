"""The deck desk: a deck is opened, broken, mended, saved; nothing typed is lost, and nothing else is touched."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.tui.hands import Hands
from tests.tui.staging import SIZES
from wargame.content import library
from wargame.content.checking import check_deck_file
from wargame.tui.app import WargameApp
from wargame.tui.drafts import Drafts
from wargame.tui.screens import cardtry
from wargame.tui.screens.cardform import CardForm
from wargame.tui.screens.deckdesk import DeckDesk
from wargame.tui.screens.page import PageScreen
from wargame.tui.screens.pick import PickScreen
from wargame.tui.settings import Settings
from wargame.tui.widgets.findings import Findings
from wargame.tui.widgets.source import Source

GOLDEN = Path(__file__).parents[1] / "golden" / "tui"

Steps = Callable[["Desk"], Awaitable[None]]


class Desk(Hands):
    """Hands at a deck desk."""

    @property
    def desk(self) -> DeckDesk:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, DeckDesk))

    @property
    def source(self) -> Source:
        return self.desk.source

    async def put(self, text: str) -> None:
        """Have the editor say this, and wait for the check of it."""
        self.source.replace(text, (0, 0), self.source.document.end)
        await self.settle()
        await self.checked()

    async def checked(self) -> None:
        """Wait until what was typed has been checked."""
        self.desk.take_in()
        for _ in range(4):
            await self.app.workers.wait_for_complete()
            await self.settle()


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A deck as ``deck new`` wrote it."""
    path = tmp_path / "week-five.yaml"
    path.write_bytes(Path(__file__).with_name("week-five.yaml").read_bytes())
    return path


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check is asked for by the tests, not by the clock."""
    monkeypatch.setattr(DeckDesk, "PAUSE", 1000.0)


def golden(name: str, text: str) -> None:
    """What the screen shows, as it was agreed to; WARGAME_ACCEPT=1 agrees to what it shows now."""
    path = GOLDEN / name
    if os.environ.get("WARGAME_ACCEPT"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def at(path: Path | None, steps: Steps, size: tuple[int, int] = (120, 40), **settings: bool) -> None:
    async def run() -> None:
        folder = path.parent if path is not None else Path()
        app = WargameApp(Settings(**settings), folder / "sessions", first=DeckDesk(path))  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            desk = Desk(pilot)
            await desk.checked()
            await steps(desk)

    asyncio.run(run())


@pytest.mark.parametrize("size", SIZES)
def test_a_card_is_broken_and_mended(mine: Path, size: str) -> None:
    async def steps(desk: Desk) -> None:
        golden(f"deckdesk-{size}.txt", desk.text)
        await desk.press("down", "enter")
        assert isinstance(desk.app.focused, Source)
        good = desk.source.text
        await desk.put(good.replace("cartel", "cartle"))
        assert "1 error" in desk.text
        await desk.press("f3")
        assert "did you mean" in desk.text
        assert desk.source.line == desk.desk.query_one(Findings).problems[0].line
        golden(f"deckdesk-broken-{size}.txt", desk.text)
        await desk.put(good)
        assert "no errors" in desk.text
        await desk.press("f6")
        assert "As " in desk.text
        golden(f"deckdesk-mended-{size}.txt", desk.text)

    at(mine, steps, SIZES[size])


def test_only_the_card_that_was_typed_in_changes_in_the_file(mine: Path) -> None:
    before = mine.read_bytes()

    async def steps(desk: Desk) -> None:
        await desk.press("down", "down", "enter")
        await desk.put(desk.source.text.replace("A deadline", "A day [x] too late"))
        assert "A day [x] too late" in desk.text
        assert mine.read_bytes() == before
        await desk.press("f5")
        await desk.checked()
        assert mine.read_bytes() == before.replace(b"title: A deadline", b"title: A day [x] too late")
        assert "Saved" in desk.text
        assert sorted(one.name for one in mine.parent.iterdir()) == ["week-five.yaml"]

    at(mine, steps)


def test_what_is_typed_and_not_saved_is_there_the_next_time(mine: Path) -> None:
    before = mine.read_bytes()

    async def type_(desk: Desk) -> None:
        await desk.press("enter")
        desk.source.insert("# mine", (1, 200))
        await desk.press("ctrl+q")

    async def look(desk: Desk) -> None:
        assert "# mine" in desk.text
        assert "not saved" in desk.text
        assert mine.read_bytes() == before
        await desk.press("f7")
        await desk.checked()
        assert "# mine" not in desk.desk.manuscript.text  # type: ignore[union-attr]
        assert not mine.with_name("week-five.yaml.drafts").exists()

    at(mine, type_)
    at(mine, look)


def test_a_form_half_filled_in_is_there_the_next_time(mine: Path) -> None:
    async def fill(desk: Desk) -> None:
        await desk.press("n")
        await desk.type("A night")
        await desk.press("ctrl+q")

    async def look(desk: Desk) -> None:
        await desk.press("n")
        assert "A night" in desk.text
        assert "a_night" in desk.text

    at(mine, fill)
    at(mine, look)


def test_a_crash_of_the_app_loses_nothing_that_was_paused_at(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        await desk.put(desk.source.text + "\n    # mine")
        assert "# mine" in Drafts(mine).get("deck", "text")

    at(mine, steps)


def test_it_asks_before_it_writes_over_what_somebody_else_saved(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        theirs = mine.read_bytes() + b"# theirs\n"
        await desk.press("enter")
        await desk.put(desk.source.text + "\n    # mine")
        mine.write_bytes(theirs)
        await desk.press("f5")
        assert "has changed on the disk" in desk.text
        await desk.press("escape")
        assert mine.read_bytes() == theirs
        await desk.press("f5", "1")
        await desk.type("other.yaml", "enter")
        assert b"# mine" in (mine.parent / "other.yaml").read_bytes()
        assert mine.read_bytes() == theirs
        assert "other.yaml" in desk.text

    at(mine, steps)


@pytest.mark.parametrize(("key", "held"), [("2", "# theirs"), ("3", "# mine")])
def test_theirs_or_mine_is_kept(mine: Path, key: str, held: str) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        await desk.put(desk.source.text + "\n    # mine")
        mine.write_bytes(mine.read_bytes() + b"# theirs\n")
        await desk.press("f5", key)
        await desk.checked()
        assert held in mine.read_text("utf-8")
        assert held in desk.desk.manuscript.text  # type: ignore[union-attr]
        assert not desk.desk.manuscript.changed  # type: ignore[union-attr]

    at(mine, steps)


def test_a_file_that_vanished_can_be_written_anew(mine: Path) -> None:
    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        await desk.put(desk.source.text + "\n    # mine")
        mine.unlink()
        await desk.press("f5")
        assert "is gone" in desk.text
        await desk.press("1")
        assert "# mine" in mine.read_text("utf-8")

    at(mine, steps)


def test_a_file_that_cannot_be_written_is_as_it_was_and_another_name_is_offered(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = mine.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async def steps(desk: Desk) -> None:
        await desk.press("enter")
        await desk.put(desk.source.text + "\n    # mine")
        mine.chmod(stat.S_IRUSR)
        await desk.press("f5")
        assert "read-only" in desk.text
        await desk.press("escape")
        mine.chmod(0o644)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await desk.press("f5")
            assert "no space left" in desk.text
        assert mine.read_bytes() == before
        await desk.press("1")
        await desk.type("other.yaml", "enter")
        assert b"# mine" in (mine.parent / "other.yaml").read_bytes()

    at(mine, steps)


def test_a_file_that_is_no_yaml_is_mended_whole(mine: Path) -> None:
    mine.write_text(mine.read_text("utf-8").replace("cards:", "cards: [", 1), "utf-8")

    async def steps(desk: Desk) -> None:
        assert "1 error" in desk.text
        await desk.put(desk.source.text.replace("cards: [", "cards:", 1))
        assert "no errors" in desk.text
        assert "A deadline" in desk.text

    at(mine, steps)


def test_a_file_that_is_not_utf8_is_told_and_left_alone(mine: Path) -> None:
    mine.write_bytes(b"id: caf\xe9\n")

    async def steps(desk: Desk) -> None:
        assert "is not UTF-8" in desk.text.replace("\n", " ")
        assert desk.desk.manuscript is None

    at(mine, steps)
    assert mine.read_bytes() == b"id: caf\xe9\n"


def test_a_card_from_the_form_passes_the_check_and_comes_back_out(mine: Path) -> None:
    before = mine.read_text("utf-8")

    async def steps(desk: Desk) -> None:
        await desk.press("n")
        assert isinstance(desk.app.screen, CardForm)
        await desk.press("f5")
        assert "nothing is written there yet" in desk.text
        await desk.type("Two: men", "tab", "tab")
        words = desk.app.focused
        assert words is not None
        words.insert("Two men wait at the bridge. " * 6)  # type: ignore[attr-defined]
        await desk.press("f4")
        assert isinstance(desk.app.screen, PickScreen)
        await desk.type("gatekeep", "enter", "escape")
        await desk.press("n")
        assert "Two: men" in desk.text
        assert "gatekeepers (p. 9)" in desk.text
        for field, text in (("prompt", "Do you answer?"), ("title1", "Yes"), ("title2", "No"), ("effects1", "wil +1")):
            desk.app.screen.query_one(f"#{field}").value = text  # type: ignore[attr-defined]
        for field in ("expect", "ask"):
            desk.app.screen.query_one(f"#{field}").value = "Who went home?"  # type: ignore[attr-defined]
        await desk.press("f5")
        await desk.checked()
        assert "did you mean" in desk.text
        desk.app.screen.query_one("#effects1").value = "will +1, Violence -1"  # type: ignore[attr-defined]
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


def test_a_shipped_deck_is_only_read_and_can_be_copied(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mine.parent)
    shipped = library.decks()["partners"]
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
    monkeypatch.setattr(cardtry, "GAMES", 1)

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
