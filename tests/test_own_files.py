"""Files beside sessions, reports, decks and settings in a folder that somebody else prepared.

Each way in which the program writes a file of its own is tried with a link, a pipe, a folder and a second name of
another file in its place.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.paths import EXAMPLES
from tests.planting import PLANTS, assert_untouched
from wargame.commands import Stop
from wargame.commands.output_files import create_file, write_file
from wargame.content.author.deck_document import SaveError
from wargame.content.author.deck_folder import SCHEMA, create_deck
from wargame.own_files import MOST, ForeignFileError, create_own, read_own, replace_own
from wargame.review.write.files import OutputError, write_report
from wargame.session.branch import branch
from wargame.session.chain import JournalError
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.settings import Settings
from wargame.tui.watch.app import WatchApp
from wargame.tui.watch.feed import SessionFeed

if sys.platform == "win32":
    pytest.skip("links and pipes are made in another way there", allow_module_level=True)

EXAMPLE = EXAMPLES / "by-hand.jsonl"


def write_drafts(folder: Path) -> None:
    Drafts(folder / "game.jsonl").keep("cell", "because", "they are not to know")


def write_settings(folder: Path) -> None:
    Settings(folder / "settings.json").save()


def write_page(folder: Path) -> None:
    write_report([EXAMPLE], folder / "game.html")


def write_example(folder: Path) -> None:
    write_report([EXAMPLE], folder)


def write_branch(folder: Path) -> None:
    branch(EXAMPLE, 5, folder, name="other", now="2026-11-30T12:00:00+00:00")


def write_deck(folder: Path) -> None:
    create_deck(folder, "week-five", "impracticable-alliance")


WRITERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "drafts": (write_drafts, "game.jsonl.drafts"),
    "drafts, half written": (write_drafts, "game.jsonl.drafts.new"),
    "settings": (write_settings, "settings.json"),
    "settings, half written": (write_settings, "settings.json.new"),
    "report": (write_page, "game.html"),
    "report named after its session": (write_example, "by-hand.html"),
    "branch": (write_branch, "other.jsonl"),
    "lock of a branch": (write_branch, "other.jsonl.lock"),
    "deck": (write_deck, "week-five.yaml"),
    "schema beside a deck": (write_deck, SCHEMA),
    "file of a command": (lambda folder: create_file(folder / "sources.yaml", "id: x\n"), "sources.yaml"),
    "output half written": (
        lambda folder: write_file(folder / "cards.csv", b"id\n"),
        f".cards.csv.{os.getpid()}.new",
    ),
}


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_no_file_is_written_through_what_was_planted(writer: str, plant: str, tmp_path: Path, precious: Path) -> None:
    write, name = WRITERS[writer]
    folder = tmp_path / "prepared"
    folder.mkdir()
    PLANTS[plant](folder / name, precious)
    with suppress(OSError, JournalError, OutputError, SaveError, Stop):
        write(folder)
    assert_untouched(precious)


@pytest.mark.parametrize("plant", PLANTS)
def test_drafts_are_kept_in_memory_beside_what_was_planted(plant: str, tmp_path: Path, precious: Path) -> None:
    precious.write_text('{"cell": {"because": "planted"}}', "utf-8")
    PLANTS[plant](tmp_path / "game.jsonl.drafts", precious)
    drafts = Drafts(tmp_path / "game.jsonl")
    assert drafts.get("cell", "because") == ("planted" if plant == "second name" else "")
    drafts.keep("cell", "because", "ours")
    assert drafts.get("cell", "because") == "ours"
    assert precious.read_text("utf-8") == '{"cell": {"because": "planted"}}'


def test_a_report_does_not_take_over_the_rights_of_a_link(tmp_path: Path, precious: Path) -> None:
    precious.chmod(0o666)
    (tmp_path / "game.html").symlink_to(precious)
    plain = tmp_path / "plain.html"
    for path in (tmp_path / "game.html", plain):
        write_report([EXAMPLE], path)
    assert (tmp_path / "game.html").lstat().st_mode == plain.stat().st_mode
    assert_untouched(precious)


def test_a_picture_of_the_screen_is_a_new_file(tmp_path: Path) -> None:
    app = WatchApp(Settings(), SessionFeed(EXAMPLE), "")
    app._pictures = tmp_path / "pictures"

    async def run() -> None:
        async with app.run_test():
            app.action_picture()

    asyncio.run(run())
    (picture,) = (tmp_path / "pictures").iterdir()
    assert "</svg>" in picture.read_text("utf-8")


@pytest.mark.parametrize("plant", ["link", "dangling link", "pipe", "folder"])
def test_only_an_ordinary_file_is_read(plant: str, tmp_path: Path, precious: Path) -> None:
    PLANTS[plant](tmp_path / "planted", precious)
    with pytest.raises(ForeignFileError, match="it is"):
        read_own(tmp_path / "planted")


def test_no_more_is_read_than_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "endless"
    path.touch()
    os.truncate(path, MOST + 1)
    with pytest.raises(OSError, match="more than 16 MB"):
        read_own(path)


def test_a_file_is_replaced_whole_or_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.json"
    replace_own(path, b"first")
    (tmp_path / "settings.json.new").write_bytes(b"left by a crash")
    replace_own(path, b"second")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        replace_own(path, b"third")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("settings.json", b"second")]
    with pytest.raises(FileExistsError):
        create_own(path, b"fourth")
