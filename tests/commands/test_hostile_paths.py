"""Paths that somebody prepared: pipes, devices and links, and names in files that lead out of their folder."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from tests.commands.conftest import Run, copy_tiny
from tests.paths import ROOT
from wargame.content.author.deck_folder import list_deck_files

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no pipes with names")

SECRET = "format: 1\nid: outside\ntitle: WORD-OF-A-SECRET\nabout: x\nscenario: tiny\ncards: []\n"


@pytest.fixture
def port(tmp_path: Path) -> Path:
    """A folder with the tiny scenario, its deck and its source, beside a file that is nobody's business."""
    copy_tiny(tmp_path / "port", "tiny*.yaml", without="pact")
    (tmp_path / "outside.yaml").write_text(SECRET, encoding="utf-8")
    return tmp_path / "port"


READERS = [
    ("deck", "check", "{}"),
    ("deck", "show", "{}"),
    ("deck", "list", "{}"),
    ("deck", "export", "{}", "-o", "out.csv"),
    ("deck", "sheet", "{}", "-o", "out.html"),
    ("deck", "import", "{}", "-o", "out.yaml"),
    ("deck", "schema", "-o", "{}"),
    ("scenario", "check", "{}"),
    ("scenario", "show", "{}"),
    ("scenario", "sheet", "{}", "-o", "out.html"),
    ("sources", "check", "{}"),
    ("sources", "show", "{}"),
    ("sources", "check", "nolden-2011", "--text", "{}"),
    ("deck", "check", "nolden-2011", "--content", "--text", "{}"),
    ("play", "{}", "--headless"),
    ("play", "--headless", "--deck", "{}"),
    ("balance", "{}"),
]


@pytest.mark.parametrize("argv", READERS, ids=lambda argv: " ".join(argv))
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_no_command_waits_for_a_pipe_or_reads_a_device(run: Run, argv: tuple[str, ...], kind: str) -> None:
    odd = Path("odd.csv" if "import" in argv else "odd.json" if "schema" in argv else "odd.yaml")
    if kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.symlink_to("/dev/zero")
    code, out, err = run(*(word.format(odd) for word in argv))
    assert code in (1, 2)
    said = (out + err).splitlines()
    assert len(said) <= 2
    assert "this is no ordinary file" in said[0] or "(this is no ordinary file)" in said[0], said


def test_what_is_no_file_is_called_what_it_is(run: Run) -> None:
    os.mkfifo("pipe")
    os.mkfifo("report.html")
    Path("folder").mkdir()
    for command in ("play --headless", "balance", "deck sheet", "deck export"):
        assert "what is there is a folder" in run(*command.split(), "folder").err
        assert "what is there is no ordinary file" in run(*command.split(), "pipe").err
    session = ROOT / "sessions" / "examples" / "by-hand.jsonl"
    said = "this is a session file; expected a YAML file; wargame replay shows it"
    assert said in run("deck", "show", session).err
    assert said in run("play", session, "--headless").err
    code, _, err = run("review", session, "-o", "report.html")
    assert (code, "no ordinary file" in err, Path("report.html").is_fifo()) == (2, True, True)


def test_names_of_files_control_no_terminal(run: Run) -> None:
    Path("a\x1b[2Jb\nc.yaml").touch()
    for argv in (["deck", "show", "none"], ["deck", "check", "."], ["verify", "a\x1b[2J"], ["deck", "show", "./"]):
        code, out, err = run(*argv)
        assert code in (1, 2)
        assert "\x1b" not in out + err
        assert "b\nc" not in out + err


def test_a_folder_that_may_not_be_searched_is_no_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "closed")

    Path("mine.yaml").write_text(SECRET, encoding="utf-8")
    Path("course").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "glob", refuse)  # root may search everywhere
        assert run("deck", "check", "mine.yaml").code == 1
    with monkeypatch.context() as patch:
        patch.setattr("os.scandir", refuse)
        assert "closed: this folder cannot be searched (Permission denied)" in run("deck", "check", "course").err


def test_a_deck_list_passes_over_links_in_a_circle(run: Run) -> None:
    Path("loop.yaml").symlink_to("loop.yaml")
    assert run("deck", "show", "loop.yaml").err == "wargame: loop.yaml: this link leads to no file\n"
    assert not [one for one in list_deck_files(Path()) if one.path.name == "loop.yaml"]


def test_the_decks_of_a_scenario_are_ids_and_never_paths(run: Run, port: Path) -> None:
    scenario = port / "scenarios" / "tiny.yaml"
    text = scenario.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("decks: "))
    os.mkfifo(port.parent / "pipe.yaml")
    for name in (port.parent / "outside.yaml", "../outside.yaml", "../outside", "../pipe.yaml", "/dev/zero"):
        scenario.write_text(text.replace("decks: [tiny-deck]", f'decks: [tiny-deck, "{name}"]'), encoding="utf-8")
        code, out, err = run("scenario", "check", scenario)
        assert code == 1
        assert f"{scenario}:{line}:20: " in out
        assert out.count("\n") == 2
        assert "WORD-OF-A-SECRET" not in out + err
        assert out.count("outside.yaml:") == 0
    scenario.write_text(text.replace("decks: [tiny-deck]", "decks: [tiny-deck, tiny-dekc]"), encoding="utf-8")
    said = "no deck is called 'tiny-dekc'; expected the id of a deck; did you mean 'tiny-deck'?"
    assert f"{scenario}:{line}:20: {said}" in run("scenario", "check", scenario).out
    assert f"{scenario}:{line}:20: {said}" in run("play", scenario, "--headless").err


@pytest.mark.parametrize("part", ["decks", "scenarios", "sources"])
def test_links_that_lead_out_of_the_folder_are_not_followed_by_name(run: Run, port: Path, part: str) -> None:
    outside = port.parent / "outside.yaml"
    folder = port if part == "decks" else port / part
    (folder / "linked.yaml").symlink_to(outside)
    scenario = port / "scenarios" / "tiny.yaml"
    text = scenario.read_text(encoding="utf-8")
    if part == "decks":
        scenario.write_text(text.replace("[tiny-deck]", "[tiny-deck, linked]"), encoding="utf-8")
    elif part == "scenarios":
        scenario.write_text("format: 1\nid: tiny\ntitle: T\nextends: linked\n", encoding="utf-8")
    else:
        deck = port / "tiny-deck.yaml"
        deck.write_text(deck.read_text(encoding="utf-8").replace("tiny-paper/", "linked/"), encoding="utf-8")
    code, out, err = run("scenario", "check", scenario)
    assert code == 1
    assert "WORD-OF-A-SECRET" not in out + err
    assert "outside.yaml" not in out + err


def test_a_folder_that_is_a_link_is_searched_only_inside(run: Run, port: Path) -> None:
    elsewhere = port.parent / "elsewhere"
    elsewhere.mkdir()
    (port / "sources").rename(elsewhere / "sources")
    (port / "sources").symlink_to(elsewhere / "sources", target_is_directory=True)
    assert "no source" in run("deck", "check", port / "tiny-deck.yaml").out


def test_a_link_within_the_folder_is_followed(run: Run, port: Path) -> None:
    (port / "store").mkdir()
    (port / "sources" / "tiny-paper.yaml").rename(port / "store" / "tiny-paper.yaml")
    (port / "sources" / "tiny-paper.yaml").symlink_to("../store/tiny-paper.yaml")
    assert run("deck", "check", port / "tiny-deck.yaml").code == 0


def test_a_folder_is_checked_without_what_links_lead_to(run: Run, port: Path) -> None:
    (port / "linked.yaml").symlink_to(port.parent / "outside.yaml")
    os.mkfifo(port / "pipe.yaml")
    code, out, err = run("deck", "check", port)
    assert code == 0
    assert "WORD-OF-A-SECRET" not in out
    assert (
        err
        == "port/linked.yaml: this link leads out of the folder; it is left out; "
        + ("to check what it leads to, name the file itself\n")
        or str(port) in err
    )


ODD_NAMES = [
    "x" * 300,
    "a\nb",
    "a\tb",
    "-x",
    "--",
    "\u202egnp",
    "a\u0301",
    "a'b\"c",
    "a b",
    "\udcff",
    "é",
    "%s",
    "{}",
    "~",
    "\x1b[31mred",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_odd_names_give_one_message(run: Run, name: str) -> None:
    for argv in (("deck", "check"), ("deck", "show"), ("deck", "import"), ("scenario", "check"), ("sources", "check")):
        for ending in (".yaml", ".csv", ""):
            code, out, err = run(*argv, "--", f"./{name}{ending}" if ending else name)
            assert code in (1, 2), (argv, out, err)
            assert len((out + err).split("\n")) <= 3 + err.count(name) * name.count("\n")
            assert argv[1] != "check" or name.isprintable() or name not in out
