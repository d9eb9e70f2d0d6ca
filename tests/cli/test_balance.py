"""balance: many exercises, told as a report or as figures."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import TINY, Run

BOTS = ("--bot", "ring=random", "--bot", "town=bot:random")
SCENARIO = TINY / "scenarios" / "tiny.yaml"


def test_a_report(run: Run) -> None:
    code, out, err = run("balance", SCENARIO, "--games", "8", *BOTS)
    assert (code, err) == (0, "")
    assert "8 exercises" in out
    assert run("balance", SCENARIO, "--games", "8", *BOTS).out == out
    assert run("balance", SCENARIO, "--games", "8", "--seed", "2", *BOTS).out != out


def test_figures_for_programs(run: Run) -> None:
    code, out, _ = run("balance", SCENARIO, "--games", "4", "--length", "short", "--json", *BOTS)
    assert code == 0
    figures = json.loads(out)
    assert (figures["games"], figures["length"]) == (4, "short")
    assert {role["bot"] for role in figures["roles"]} == {"random"}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nowhere"], "no scenario and no file is called that"),
        ([str(SCENARIO), "--length", "endless"], "there is no length 'endless'"),
        ([str(SCENARIO), "--bot", "ring"], "'ring' names no bot; write ROLE=NAME"),
        ([str(SCENARIO), "--bot", "king=random"], "there is no role 'king'"),
        ([str(SCENARIO), "--bot", "ring=genius"], "there is no bot 'genius'"),
    ],
)
def test_what_cannot_be_played(run: Run, argv: list[str], said: str) -> None:
    code, out, err = run("balance", *argv)
    assert (code, out) == (2, "")
    assert said in err
