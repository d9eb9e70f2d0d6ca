"""deck new, scenario new, the schemas: a first version passes its check without a warning, and plays to the end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.commands.conftest import TINY, Run
from wargame.content.load import library
from wargame.content.load.loader import load_content
from wargame.content.load.yaml_reader import read_yaml

SCENARIOS = list(library.list_scenarios())


def plays(run: Run, scenario: str | Path, *more: str | Path) -> None:
    code, out, err = run("play", scenario, "--headless", "--seed", "3", "--length", "short", "--sessions", "s", *more)
    assert (code, err) == (0, ""), err
    assert "s/" in out


def as_an_editor_sees_it(path: Path) -> None:
    """The first line of a file names a schema beside it, and that finds nothing wrong."""
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = path.parent / first.partition("$schema=")[2]
    errors = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(read_yaml(path).data)
    assert [error.message for error in errors] == []


@pytest.mark.parametrize("scenario", [*SCENARIOS, str(TINY / "scenarios" / "tiny.yaml")])
def test_a_new_deck_is_complete(run: Run, scenario: str) -> None:
    code, out, err = run("deck", "new", "week-five", "--scenario", scenario)
    assert (code, err) == (0, "")
    for step in ("deck check", "deck show", "play"):
        assert f"wargame {step}" in out
    path = Path("week-five.yaml")
    assert run("deck", "check", path, "--scenario", scenario).out.startswith("week-five.yaml: no errors (")
    as_an_editor_sees_it(path)
    own = [word for deck in load_content(scenario).decks for word in ("--deck", deck.id)]
    together = ["--deck", "contingency", *own] if scenario in SCENARIOS and "contingency" not in own else own
    plays(run, scenario, "--deck", path, *(together if scenario in SCENARIOS else []))
    content = load_content(scenario, [path])
    cards = content.decks[0].cards
    assert {card.response.role for card in cards if card.response} == set(content.scenario.roles)
    assert {goal for card in cards for goal in card.objectives} == {g.id for g in content.scenario.learning_objectives}


@pytest.mark.parametrize("base", SCENARIOS)
def test_a_new_scenario_laid_over_another_is_complete(run: Run, base: str) -> None:
    code, out, err = run("scenario", "new", "our-town", "--extends", base)
    assert (code, err) == (0, "")
    assert "wargame scenario check scenarios/our-town.yaml" in out
    path = Path("scenarios/our-town.yaml")
    said = run("scenario", "check", path)
    assert said.code == 0
    assert "warning" not in said.out
    as_an_editor_sees_it(path)
    plays(run, path)
    scenario = load_content(path).scenario
    assert "seminar" in scenario.lengths
    assert any(action.id == "ask_advice" for action in scenario.actions)


def test_a_new_scenario_that_stands_alone_is_complete(run: Run) -> None:
    code, _, err = run("scenario", "new", "river", "--blank")
    assert (code, err) == (0, "")
    scenario, deck, source = Path("scenarios/river.yaml"), Path("river-cards.yaml"), Path("sources/river-source.yaml")
    for path in (scenario, deck, source):
        as_an_editor_sees_it(path)
    said = run("scenario", "check", scenario)
    assert (said.code, "warning" in said.out) == (0, False), said.out
    assert run("deck", "check", deck).out == "river-cards.yaml: no errors (3 cards for river)\n"
    plays(run, scenario)
    content = load_content(scenario)
    assert len(content.scenario.roles) == 3
    assert [one.id for one in content.sources] == ["river-source"]


def test_a_new_source_is_one_that_cards_can_cite(run: Run) -> None:
    code, out, err = run("sources", "new", "town-report")
    assert (code, err) == (0, "")
    assert "cites: [town-report/first-fact]" in out
    as_an_editor_sees_it(Path("sources/town-report.yaml"))
    run("deck", "new", "mine")
    deck = Path("mine.yaml")
    text = re.sub(r"cites: .*", "cites: [town-report/first-fact]", deck.read_text(encoding="utf-8"))
    deck.write_text(text, encoding="utf-8")
    assert run("deck", "check", deck).out.startswith("mine.yaml: no errors (")
    code, _, err = run("sources", "new", "town-report")
    assert (code, "left as it is" in err) == (2, True)


def test_a_deck_for_a_scenario_of_ones_own_is_found_with_it(run: Run) -> None:
    run("scenario", "new", "river", "--blank")
    assert run("deck", "new", "more", "--scenario", "scenarios/river.yaml").code == 0
    assert run("deck", "check", "more.yaml").out == "more.yaml: no errors (3 cards for river)\n"


def test_inside_a_folder_of_scenarios_nothing_is_nested(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenarios").mkdir()
    monkeypatch.chdir(tmp_path / "scenarios")
    assert run("scenario", "new", "river", "--blank").code == 0
    assert Path("river.yaml").is_file()
    assert Path("../river-cards.yaml").is_file()
    assert run("scenario", "check", "river.yaml").code == 0


@pytest.mark.parametrize(
    "argv", [("deck", "new", "mine"), ("scenario", "new", "mine"), ("scenario", "new", "mine", "--blank")]
)
def test_nothing_is_ever_overwritten(run: Run, argv: tuple[str, ...]) -> None:
    assert run(*argv).code == 0
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert "is there already, and is left as it is" in err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before


def test_where_one_of_three_files_is_in_the_way_none_is_written(run: Run) -> None:
    Path("river-cards.yaml").write_text("mine", encoding="utf-8")
    assert run("scenario", "new", "river", "--blank").code == 2
    assert [str(path) for path in Path().rglob("*.yaml")] == ["river-cards.yaml"]


def test_an_older_schema_is_left_alone_and_named(run: Run) -> None:
    Path("deck.schema.json").write_text("{}", encoding="utf-8")
    out = run("deck", "new", "mine").out
    assert "wargame deck schema -o deck.schema.json" in out
    assert Path("deck.schema.json").read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("deck", "new", "Week Five"), "'Week Five' is no id; expected small letters"),
        (("deck", "new", "no"), "'no' without quotes is no text in YAML; expected another name; for example 'no-1'"),
        (("scenario", "new", "null", "--blank"), "'null' without quotes is no text"),
        (("deck", "new", "mine", "-o", "mine.txt"), "mine.txt: expected the name of a YAML file, such as mine.yaml"),
        (("deck", "new", "mine", "-o", "/"), "/: expected the name of a YAML file, such as /file.yaml"),
        (("deck", "new", "mine", "-o", ".yaml"), ".yaml: expected the name of a YAML file, such as file.yaml"),
        (("deck", "schema", "-o", "none/here.json"), "none/here.json: there is no folder none to write it to"),
        (("scenario", "schema", "-o", "."), ".: this is a folder; name a file in it, such as scenario.schema.json"),
        (("deck", "new", "mine", "--scenario", "crosroads"), "did you mean 'crossroads'?"),
        (("scenario", "new", "mine", "--extends", "nothing"), "no scenario and no file is called that"),
        (("scenario", "new", "m" * 35, "--blank"), "is no id; expected"),
        (("scenario", "new", "mine", "--blank", "--extends", "crossroads"), "not allowed with"),
        (("deck", "schema", "-o", "notes.txt"), "notes.txt: this file is no schema, and is left alone"),
    ],
)
def test_what_cannot_be_begun_is_said(run: Run, argv: tuple[str, ...], said: str) -> None:
    Path("notes.txt").write_text("mine", encoding="utf-8")
    code, _, err = run(*argv)
    assert code == 2
    assert said in err
    assert [path.name for path in Path().rglob("*.*") if path.is_file()] == ["notes.txt"]
    assert Path("notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["deck", "scenario", "sources"])
def test_schemas_are_printed_or_written(run: Run, kind: str) -> None:
    printed = run(kind, "schema").out
    assert json.loads(printed)["$schema"].endswith("2020-12/schema")
    assert run(kind, "schema", "-o", "here.json").code == 0
    assert Path("here.json").read_text(encoding="utf-8") == printed
    assert run(kind, "schema", "-o", "here.json").code == 0, "one that is there is renewed"


def test_a_file_that_cannot_be_written_is_said(run: Run) -> None:
    Path("file").write_text("", encoding="utf-8")
    code, _, err = run("deck", "new", "mine", "-o", "file/mine.yaml")
    assert code == 1
    assert "it cannot be written (file is no folder)" in err
    code, _, err = run("play", "--headless", "--sessions", "file")
    assert (code, "cannot be made (file is no folder); name another one with --sessions DIR" in err) == (1, True)


def test_what_stands_in_this_folder_is_found_by_name(run: Run) -> None:
    run("scenario", "new", "river", "--blank")
    assert run("deck", "check", "river-cards").out == "river-cards: no errors (3 cards for river)\n"
    assert run("scenario", "show", "river").code == 0
    assert run("sources", "show", "river-source").code == 0
    assert "river-source: " in run("sources", "list").out
    code, _, err = run("scenario", "show", "rivr")
    assert code == 2
    assert "did you mean 'river'?" in err


def test_a_new_deck_names_the_sources_there_are_to_cite(run: Run) -> None:
    run("deck", "new", "mine", "--scenario", "crossroads")
    text = Path("mine.yaml").read_text(encoding="utf-8")
    for name in ("nolden-2011", "killebrew-irvine-2011"):
        assert f"#   wargame sources show {name} " in text
