"""What can be typed, and what is said to whoever types something else."""

from __future__ import annotations

import argparse
import inspect
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from wargame import __version__
from wargame.commands.arguments import build_parser

COMMANDS = [
    ("play",),
    ("resume",),
    ("watch",),
    ("verify",),
    ("demo",),
    ("docs",),
    ("replay",),
    ("branch",),
    ("redact",),
    ("handout",),
    ("review",),
    ("scenario",),
    ("scenario", "list"),
    ("scenario", "show"),
    ("scenario", "check"),
    ("scenario", "sheet"),
    ("deck",),
    ("deck", "list"),
    ("deck", "show"),
    ("deck", "check"),
    ("sources",),
    ("sources", "list"),
    ("sources", "check"),
    ("balance",),
]


def test_help_lists_the_commands(run: Run) -> None:
    code, out, err = run("--help")
    assert (code, err) == (0, "")
    for command in COMMANDS:
        assert command[0] in out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(run: Run, command: tuple[str, ...]) -> None:
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    example = out.partition("example:\n")[2].strip()
    assert example.startswith(f"wargame {command[0]}")


def _iter_handlers(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The ``module:function`` of each command below a parser, its own among them."""
    yield parser.get_default("run")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _iter_handlers(below)


HANDLERS = sorted({run for run in _iter_handlers(build_parser()) if run})


@pytest.mark.parametrize("handler", HANDLERS)
def test_every_command_names_a_function_that_carries_it_out(handler: str) -> None:
    module, _, function = handler.partition(":")
    found = getattr(import_module(f"wargame.commands.{module}"), function)
    assert list(inspect.signature(found).parameters) == ["args"]
    assert found.__module__ == f"wargame.commands.{module}"


def test_the_commands_that_are_listed_here_are_all_there_are(run: Run) -> None:
    listed = {
        line.split()[0]
        for line in run("--help").out.partition("commands:")[2].splitlines()
        if line[:5] == " " * 4 + line.strip()[:1]
    }
    assert {command[0] for command in COMMANDS} == listed - {"COMMAND"}


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"wargame {__version__}\n", "")


@pytest.mark.parametrize("later", ["import", "export"])
def test_commands_that_do_not_exist_yet_are_not_promised(run: Run, later: str) -> None:
    assert run(later).code == 2
    assert not any(line.split()[:1] == [later] for line in run("--help").out.splitlines())


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["paly"], "wargame: there is no command 'paly'; did you mean 'play'?"),
        (["deck", "chekc"], "wargame deck: there is no command 'chekc'; did you mean 'check'?"),
        (["xyzzy"], "wargame: there is no command 'xyzzy'; there are: play, resume, watch, demo, docs, verify"),
        (["deck"], "wargame deck: say what to do: new, list, show, "),
        (["verify"], "wargame verify: the following arguments are required: FILE"),
        (["play", "--lenght", "short"], "--lenght is not understood here; did you mean '--length'?"),
        (["scenario", "list", "more"], "more is not understood here"),
        (["play", "--plain", "--headless"], "not allowed with argument --plain"),
        (["play", "--dice", "loaded"], "invalid choice: 'loaded'"),
        (["play", "--seed", "-1"], "--seed"),
        (["play", "--seed", "1.5"], "'1.5' is no whole number from 0 to"),
        (["balance", "--games", "0"], "'0' is no whole number from 1 to"),
        (["balance", "--games", "many"], "'many' is no whole number"),
        (["balance", "--games", "٣"], "is no whole number"),
        (["verify", ""], "FILE: the name is empty; name a file or a folder"),
        (["deck", "new", "mine", "-o", ""], "-o: the name is empty"),
        (["play", "--headless", "--sessions", ""], "--sessions: the name is empty"),
        (["deck", "check", "--content", "--text", "", "mine"], "--text: the name is empty"),
        (
            ["review", "--leave-out", "Ana", "s.jsonl"],
            "; write it before --leave-out, which takes all that follows",
        ),
        (["deck", "show", "-dash.yaml"], "FILE; write ./-dash.yaml for the file"),
        (["verify", "s.jsonl", "-dash.yaml"], "is not understood here; write ./-dash.yaml for the file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_a_line_and_where_to_look(run: Run, argv: list[str], said: str) -> None:
    Path("-dash.yaml").touch()
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert said in err
    assert "--help to see what there is." in err
    assert len(err.splitlines()) == 2


def test_a_bug_is_called_one_and_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from wargame.cli import main

    monkeypatch.setattr("wargame.commands.deck_show.library.list_decks", lambda: 1 / 0)
    assert main(["deck", "list"]) == 1
    err = capsys.readouterr().err
    assert "This is a bug in wargame" in err
    assert "ZeroDivisionError" in err
    assert "Traceback" not in err
    monkeypatch.setenv("WARGAME_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["deck", "list"])


def test_python_m_wargame_is_the_same(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "wargame", "--version"], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"wargame {__version__}\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently there")
def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    ran = subprocess.Popen(
        [sys.executable, "-m", "wargame", "scenario", "sheet", "-o", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    assert ran.stdout is not None
    assert ran.stderr is not None
    assert ran.stdout.readline() == b"<!doctype html>\n"
    ran.stdout.close()
    with ran.stderr:
        assert ran.stderr.read() == b""
    ran.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="streams break differently there")
@pytest.mark.parametrize("argv", [["deck", "list"], ["deck", "schema"]])
def test_what_is_printed_to_a_full_disk_is_told(argv: list[str]) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run([sys.executable, "-m", "wargame", *argv], stdout=full, stderr=subprocess.PIPE, text=True)
    assert ran.returncode == 1
    assert ran.stderr == (
        "wargame: not all of it could be written (No space left on device); free some space and do it again\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="streams break differently there")
def test_closed_streams_are_no_bug() -> None:
    closed = ["sh", "-c", f"{sys.executable} -m wargame deck list <&- >&-"]
    ran = subprocess.run(closed, stderr=subprocess.PIPE, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
