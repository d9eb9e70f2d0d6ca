"""The table of commands is true: on every screen each key, the bar, the palette, help and the docs do what it says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from docs.keys import PAGE, build_page
from tests.tui.app_setup import SIZES, exercise, room
from tests.tui.desk_setup import asked
from tests.tui.pilot import Hands
from tests.tui.screen_catalog import SCENES, over, visit
from wargame.exercise.play.exercise import Exercise
from wargame.tui.app.commands import (
    EVERYWHERE,
    AppCommand,
    format_shortcut,
    iter_all_commands,
    iter_commands,
    list_key_names,
)
from wargame.tui.app.drafts import Drafts
from wargame.tui.app.help import HelpScreen
from wargame.tui.app.keys import SHARED, TAKEN, find_key_owner, format_key_name, is_character_key
from wargame.tui.app.places import PLACES, load_screen
from wargame.tui.app.question_dialogs import ConfirmScreen
from wargame.tui.app.screen import MOST
from wargame.tui.app.settings import Settings, parse_keys
from wargame.tui.app.shared_app import find_action_owner
from wargame.tui.play.desk.desk import DeskScreen
from wargame.tui.play.table import TableScreen
from wargame.tui.start.home import HomeScreen
from wargame.tui.widgets.choice import ChoiceLine

WHERE = {
    "home": ("home", "home"),
    "new": ("home", "new"),
    "briefing": ("before", "briefing"),
    "table": ("plan", "table"),
    "curtain": ("plan", "curtain"),
    "idle": ("plan", "idle"),
    "desk": ("plan", "desk"),
    "hearing": ("assess", "hearing-assess"),
    "console": ("plan", "console"),
    "devices": ("plan", "devices"),
    "log": ("plan", "log"),
    "end": ("over", "end"),
    "debrief": ("afterwards", "debrief-why"),
    "report": ("afterwards", "report"),
    "help": ("home", "help-home"),
    "replay": ("over", "replay"),
    "decks": ("home", "decks"),
    "watch": ("watch", "watch"),
    "private": ("door", "role"),
}
"""For each name of a screen in the table the scene and place where it is looked at."""


def at_every(*scenes: str, look: Callable[[str, Hands], Any], folder: Path) -> None:
    """Look at the screens of these scenes; ``look`` is given the screen's name in the table of commands."""
    for scene in scenes:
        names = {place: where for where, (of, place) in WHERE.items() if of == scene}

        async def here(place: str, hands: Hands, names: dict[str, str] = names) -> None:
            await look(names[place], hands)

        places = {place: open for place, open in SCENES[scene].places.items() if place in names}
        visit(folder / scene, SCENES[scene]._replace(places=places), here)


class Heard:
    """Stands in for the method of a command, and hears that it was called."""

    def __init__(self, hands: Hands, command: AppCommand) -> None:
        self.of: Any = find_action_owner(hands.app.screen, command)
        self.name, self.count = f"action_{command.name}", 0

    def __enter__(self) -> Heard:
        assert callable(getattr(self.of, self.name, None)), f"nobody has {self.name}"
        setattr(self.of, self.name, self.hear)
        return self

    def hear(self, *_: object) -> None:
        self.count += 1

    def __exit__(self, *_: object) -> None:
        delattr(self.of, self.name)


def test_every_screen_of_the_table_is_looked_at() -> None:
    named = {where for command in iter_all_commands() for where in command.where} - {EVERYWHERE}
    assert named == set(WHERE) == set(PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_leads_to_the_screen_of_its_name(place: str) -> None:
    assert getattr(load_screen(place), "WHERE", "") == place


@pytest.mark.parametrize("scene", sorted({scene for scene, _ in WHERE.values()}))
def test_every_key_palette_entry_and_label_does_its_command(scene: str, tmp_path: Path) -> None:
    async def look(where: str, hands: Hands) -> None:
        screen = hands.app.screen
        assert getattr(screen, "WHERE", "") == where
        listed = {one.title: one for one in hands.app.get_system_commands(screen)}
        for command in iter_commands(where):
            if not find_action_owner(screen, command).check_action(command.name, ()):
                assert command.title not in listed, f"{command.title} is of no use on {where} now"
                continue
            for key in command.all_keys:
                if isinstance(screen.focused, Input) and is_character_key(key):
                    continue  # it is typed into the line that the screen is made for
                if isinstance(screen.focused, ChoiceLine) and key in ("left", "right"):
                    continue  # the line that has the cursor takes it, and does the same
                with Heard(hands, command) as heard:
                    await hands.press(key)
                    assert heard.count == 1, f"{key} is dead on {where}: {command}"
            if command.id != "palette":
                with Heard(hands, command) as heard:
                    done = listed[command.title].callback()
                    if done is not None:
                        await done
                    assert heard.count == 1, f"the palette does not do it on {where}: {command}"
        await labels(where, hands)

    async def labels(where: str, hands: Hands) -> None:
        said = hands.text.rstrip("\n").split("\n")[-1].strip()
        shown = {f"{format_shortcut(one, {})} {one.title}": one for one in iter_commands(where) if one.footer}
        found = [label for label in said.split("   ") if label]
        assert 1 < len(found) <= MOST
        assert set(found) <= set(shown), said
        assert {"F1 Help", "Esc Back"} & set(found)
        for label in found:
            with Heard(hands, shown[label]) as heard:
                await hands.click(label, -1)
                assert heard.count == 1, f"a click on {label} does nothing on {where}"

    at_every(scene, look=look, folder=tmp_path)


def test_help_of_every_screen_shows_its_commands_with_all_keys(tmp_path: Path) -> None:
    async def run() -> None:
        app = room(tmp_path, exercise(tmp_path))
        async with app.run_test(size=(120, 60)) as pilot:
            hands = Hands(pilot)
            for where in ["", *PLACES]:
                app.push_screen(HelpScreen(where))
                await hands.settle()
                assert where == "" or PLACES[where].title in hands.text
                for command in iter_commands(where):
                    assert f"{' or '.join(list_key_names(command, {}))} " in hands.text
                    assert f"{command.title}: {command.help}" in hands.text
                app.pop_screen()

    asyncio.run(run())


def test_while_a_line_is_typed_letters_are_letters_and_the_bar_shows_other_keys(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        line = hands.app.screen.focused
        assert isinstance(line, Input)
        for command in iter_commands("desk"):
            for key in command.all_keys:
                before = str(line.value)
                with Heard(hands, command) as heard:
                    await hands.press(key)
                    assert heard.count == (not is_character_key(key)), f"{key} of {command}"
                    assert (line.value != before) == (len(key) == 1)  # these hands type no other characters
        assert "F2 What you know" in hands.text

    visit(tmp_path, SCENES["plan"], look, only="desk-why")


def test_in_a_hearing_the_bar_offers_no_letters_while_a_reason_is_typed(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        bar = hands.text.rstrip("\n").split("\n")[-1]
        assert "F2 Console" in bar
        assert "Bookmark" not in bar
        assert "Note" not in bar

    visit(tmp_path, SCENES["challenge"], look)


def test_before_the_veil_is_lifted_bar_and_palette_offer_nothing_of_the_console(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        titles = {one.title for one in hands.app.get_system_commands(hands.app.screen)}
        for word in ("u Undo", "v Everything", "h Hat"):
            assert word not in hands.text
            assert word[2:] not in titles

    visit(tmp_path, SCENES["plan"], look, only="console-veil")


def test_what_works_everywhere_works_over_a_question(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        for command in iter_all_commands():
            if EVERYWHERE in command.where:
                with Heard(hands, command) as heard:
                    await hands.press(command.all_keys[0])
                    assert heard.count == 1, f"{command} over {name}"

    over_others = ("note", "confirm", "page", "dice", "pick-many")
    places = {name: SCENES["plan"].places[name] for name in over_others}
    visit(tmp_path, SCENES["plan"]._replace(places=places), look)


def test_one_key_hides_a_private_page_at_once(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        await hands.press("f8")
        assert isinstance(hands.app.screen, TableScreen)

    visit(tmp_path, SCENES["plan"], look, only="page-log")


# Keys


def test_no_command_has_a_key_that_others_take() -> None:
    for command in iter_all_commands():
        for key in command.all_keys:
            assert not find_key_owner(key), f"{key} of {command.id} {find_key_owner(key)}"
        free = [key for key in command.all_keys if key not in SHARED]
        assert free or command.id == "exit", f"{command.id} has only keys that some programs keep"


def test_no_two_commands_of_a_screen_have_the_same_key() -> None:
    for where in PLACES:
        keys = [key for command in iter_commands(where) for key in command.all_keys]
        assert len(keys) == len(set(keys)), where
        titles = [command.title for command in iter_commands(where)]
        assert len(titles) == len(set(titles)), where


FREE_OF = (
    "ctrl+a ctrl+b ctrl+c ctrl+z ctrl+s ctrl+d ctrl+i ctrl+m ctrl+3 ctrl+shift+t ctrl+alt+t alt+1 alt+f4 alt+left "
    "shift+pageup shift+f10 ctrl+tab ctrl+pagedown ctrl+shift+f5 f11 super+q"
)


@pytest.mark.parametrize("key", FREE_OF.split())
def test_keys_that_are_taken(key: str) -> None:
    assert find_key_owner(key)


def test_taken_keys_cannot_be_chosen_in_settings() -> None:
    for key in ("ctrl+b", "ctrl+shift+t", "alt+1", "f11"):
        keys, said = parse_keys({"next": key})
        assert not keys
        assert f"{key} {find_key_owner(key)}" in said[0]
    assert all(who for _, who in TAKEN)


@pytest.mark.parametrize(
    ("key", "name"), [("f5", "F5"), ("ctrl+q", "Ctrl+Q"), ("question_mark", "?"), ("b", "b"), ("pageup", "PgUp")]
)
def test_keys_as_people_call_them(key: str, name: str) -> None:
    assert format_key_name(key) == name


def test_remapped_keys_work_and_are_shown(tmp_path: Path) -> None:
    async def look(name: str, hands: Hands) -> None:
        log = next(command for command in iter_all_commands() if command.id == "log")
        assert "F5 Next" in hands.text
        assert "x Log" in hands.text
        with Heard(hands, log) as heard:
            await hands.press("l")
            assert heard.count == 0
            await hands.press("x")
            assert heard.count == 1
        await hands.press("f1")
        assert "F5 " in hands.text
        assert "Enter or Space" not in hands.text

    keys, said = parse_keys({"next": "f5", "log": "x"})
    assert not said
    visit(tmp_path, SCENES["plan"], look, only="table", settings=Settings(keys=keys))


# Leaving


def plan(folder: Path) -> Exercise:
    return asked(exercise(folder), "plan", "cartel")


def run(folder: Path, played: Exercise | None, look: Callable[[Hands], Any]) -> int | None:
    """Let a scene run in the app; its exit code, if it was left."""
    app = room(folder, played)

    async def scene() -> None:
        async with app.run_test(size=SIZES["small"]) as pilot:
            hands = Hands(pilot)
            await hands.settle()
            await look(hands)

    asyncio.run(scene())
    return app.return_value


def test_ctrl_q_leaves_the_program_from_the_start(tmp_path: Path) -> None:
    assert run(tmp_path, None, lambda hands: hands.press("ctrl+q")) == 0


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
def test_leaving_the_table_asks_nothing_and_says_how_to_go_on(key: str, tmp_path: Path) -> None:
    async def look(hands: Hands) -> None:
        await hands.press(key)
        assert isinstance(hands.app.screen, HomeScreen)
        assert any("wargame resume" in one.message for one in hands.app._notifications)
        assert hands.wargame._exercise is None

    run(tmp_path, plan(tmp_path), look)


def test_ctrl_q_at_a_desk_keeps_what_was_typed(tmp_path: Path) -> None:
    played = plan(tmp_path)

    async def look(hands: Hands) -> None:
        await over(lambda _: DeskScreen("cartel"), "enter", "'because it pays")(hands)
        await hands.press("ctrl+q")
        assert isinstance(hands.app.screen, HomeScreen)

    run(tmp_path, played, look)
    assert Drafts(played.path).get("cartel", "because") == "because it pays"


def test_where_nothing_is_recorded_leaving_asks_before_typed_words_are_lost(tmp_path: Path) -> None:
    played = plan(tmp_path).practise(3)
    asked(played, "plan", "cartel")

    async def look(hands: Hands) -> None:
        await over(lambda _: DeskScreen("cartel"), "enter", "'because it pays")(hands)
        await hands.press("ctrl+q")
        assert isinstance(hands.app.screen, ConfirmScreen)
        assert "lost" in hands.text
        await hands.press("ctrl+q", "n")
        assert isinstance(hands.app.screen, DeskScreen)
        await hands.press("ctrl+q", "y")
        assert isinstance(hands.app.screen, HomeScreen)

    run(tmp_path, played, look)


def test_ctrl_c_tells_how_to_leave(tmp_path: Path) -> None:
    async def look(hands: Hands) -> None:
        hands.app.action_help_quit()
        await hands.settle()
        assert ["Ctrl+Q" in one.message for one in hands.app._notifications] == [True]

    run(tmp_path, None, look)


def test_the_page_of_keys_is_what_the_table_says() -> None:
    assert PAGE.read_text("utf-8") == build_page(), "docs/keys.md is stale: run make keys"
