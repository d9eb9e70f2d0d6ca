"""The deck desk: a deck is opened, broken, mended, saved; nothing typed is lost, and nothing else is touched."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from tests.tui.app_setup import SIZES
from tests.tui.deck_desk_setup import Desk, at
from tests.tui.goldens import accepted
from wargame.tui.app.drafts import Drafts
from wargame.tui.author.deck_text_pane import SourceEditor
from wargame.tui.author.findings import Findings
from wargame.tui.widgets.line_input import LineInput

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.mark.parametrize("size", SIZES)
def test_a_card_is_broken_and_mended(mine: Path, size: str) -> None:
    async def steps(desk: Desk) -> None:
        accepted("deckdesk", size, desk.text)
        await desk.press("down", "enter")
        assert isinstance(desk.app.focused, SourceEditor)
        good = desk.source.text
        await desk.put(good.replace("cartel", "cartle"))
        assert "1 error" in desk.text
        await desk.press("f3")
        assert "did you mean" in desk.text
        assert desk.source.line == desk.desk.query_one(Findings).problems[0].line
        accepted("deckdesk-broken", size, desk.text)
        await desk.put(good)
        assert "no errors" in desk.text
        await desk.press("f6")
        assert "As " in desk.text
        accepted("deckdesk-mended", size, desk.text)

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
        assert "# mine" not in desk.deck.text
        assert not mine.with_name("week-five.yaml.drafts").exists()

    at(mine, type_)
    at(mine, look)


def test_a_form_half_filled_in_is_there_the_next_time(mine: Path) -> None:
    async def fill(desk: Desk) -> None:
        await desk.press("n")
        await desk.type("A night")
        form = desk.app.screen
        effects = form.query_one("#effects1", LineInput)
        assert effects.has_class("-suggested")
        effects.focus()
        await desk.settle()
        await desk.press(*"law")
        assert effects.value == "law", "typing replaces a suggestion"
        assert not effects.has_class("-suggested")
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
        assert held in desk.deck.text
        assert not desk.deck.changed

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
        for name, said in (("/", "such as /file.yaml"), ("~nobody-of-that-name/x.yaml", "cannot be written")):
            await desk.press("1")
            await desk.type(name, "enter")
            assert said in desk.text
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
