"""Settings: what is remembered, what cannot be used, and that nothing a person typed is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wargame.tui.app.settings import RECENT, Settings, parse_keys
from wargame.tui.app.themes import DARK, LIGHT


def write(path: Path, data: object) -> Path:
    path.write_text(data if isinstance(data, str) else json.dumps(data), "utf-8")
    return path


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_without_a_file_there_are_defaults_and_no_notice(tmp_path: Path) -> None:
    settings = Settings.load(tmp_path / "none" / "settings.json")
    assert (settings.theme, settings.ascii, settings.keys, settings.notices) == (DARK.name, False, {}, [])


def test_theme_and_sessions_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"
    settings = Settings.load(path)
    settings.set_theme(LIGHT.name)
    for n in range(RECENT + 3):
        settings.remember(tmp_path / f"{n}.jsonl")
    settings.remember(tmp_path / "9.jsonl")
    again = Settings.load(path)
    assert again.theme == LIGHT.name
    assert [Path(one).stem for one in again.recent[:3]] == ["9", "14", "13"]
    assert len(set(again.recent)) == RECENT
    assert [one.name for one in path.parent.iterdir()] == ["settings.json"]


def test_what_people_typed_stays_in_the_file(tmp_path: Path) -> None:
    typed = {"keys": {"next": "f5", "nonsense": "x"}, "ascii": True, "outline": False, "mine": [1]}
    path = write(tmp_path / "settings.json", typed)
    settings = Settings.load(path)
    settings.ascii = False  # of this run only
    settings.set_theme(LIGHT.name)
    assert read(path) == {**typed, "theme": LIGHT.name, "recent": []}


@pytest.mark.parametrize("text", ["{", "[1, 2]", "", "[" * 100_000])
def test_a_broken_file_is_told_and_left_alone(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "settings.json", text)
    settings = Settings.load(path)
    assert "was not read" in settings.notices[0]
    assert "mended or deleted" in settings.notices[0]
    settings.set_theme(LIGHT.name)
    assert path.read_text("utf-8") == text


def test_a_theme_there_is_not_is_told(tmp_path: Path) -> None:
    settings = Settings.load(write(tmp_path / "settings.json", {"theme": "neon"}))
    assert settings.theme == DARK.name
    assert "no theme 'neon'; there are wargame-dark" in settings.notices[0]


def test_a_disk_that_will_not_have_them_loses_only_the_settings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set_theme(LIGHT.name)
    assert settings.theme == LIGHT.name


@pytest.mark.parametrize("keys", ["f5", "f5, space", "ctrl+t", "N", "alt+shift+f2", "question_mark,f1,ctrl+g"])
def test_keys_that_can_be_used(keys: str) -> None:
    command = "help" if "f1" in keys else "next"
    assert parse_keys({command: keys}) == ({command: keys.replace(" ", "")}, [])


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"nonsense": "f5"}, "'nonsense' is ignored: no command has this id"),
        ({"next": 5}, "write keys as a text"),
        ({"next": " , "}, "write keys as a text"),
        ({"next": "hyper+x"}, "there is no key 'hyper+x'"),
        ({"next": "f13"}, "there is no key 'f13'"),
        ({"next": "f1"}, "f1 is the key of Help there"),
        ({"next": "ctrl+c"}, "ctrl+c copies or interrupts"),
        ({"undo": "f5", "next": "f5"}, "f5 is the key of Undo there"),
        ("f5", "keys is to be an object"),
    ],
)
def test_keys_that_cannot_be_used_are_left_out_and_told(keys: object, said: str) -> None:
    left, notices = parse_keys(keys)
    assert "next" not in left
    assert said in notices[0]


def test_two_commands_can_change_places() -> None:
    assert parse_keys({"console": "f5", "next": "o"}) == ({"console": "f5", "next": "o"}, [])
