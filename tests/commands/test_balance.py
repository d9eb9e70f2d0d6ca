"""balance: many exercises, told as a report or as figures."""

from __future__ import annotations

import json

import pytest

from tests.commands.conftest import TINY, Run
from wargame.bots.roster import make_bot
from wargame.lab.batch import turns
from wargame.lab.playouts import run_playout
from wargame.lab.seeds import compute_seed
from wargame.rules.chance import SeededChance
from wargame.session.chain import read_session
from wargame.session.fold import fold

BOTS = ("--bot", "ring=random", "--bot", "town=bot:random")
SCENARIO = TINY / "scenarios" / "tiny.yaml"


def test_a_report(run: Run) -> None:
    code, out, err = run("balance", SCENARIO, "--games", "8", *BOTS)
    assert (code, err) == (0, "")
    assert "8 exercises" in out
    assert run("balance", SCENARIO, "--games", "8", *BOTS).out == out
    assert run("balance", SCENARIO, "--games", "8", "--seed", "2", *BOTS).out != out


def test_with_decks_of_ones_own(run: Run) -> None:
    asked = ("balance", "crossroads", "--length", "short", "--games", "4")
    code, out, err = run(*asked, "--deck", "partners", "--deck", "second-reading")
    assert (code, err) == (0, "")
    assert "their_own_plan" in out
    assert "lone_raid" in out
    assert "gatekeepers" not in out


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
        ([str(SCENARIO), "--bot", "rign=random"], "did you mean 'ring'?"),
        ([str(SCENARIO), "--bot", "rign=random", "--replay", "1"], "did you mean 'ring'?"),
        ([str(SCENARIO), "--bot", "ring=random", "--bot", "ring=doctrine"], "ring has two bots; give it one"),
        ([str(SCENARIO), "--prove", "2", "--replay", "1"], "--prove and --replay ask for two different things"),
        ([str(SCENARIO), "--replay", "1", "--json"], "--replay and --json ask for two different things"),
        ([str(SCENARIO), "--prove", "2", "--experiments"], "--prove and --experiments ask for"),
        ([str(SCENARIO), "--experiments", "--choices"], "--experiments and --choices ask for"),
        ([str(SCENARIO), "--choices", "--games", "1"], "at least two pairs of exercises: --games 2"),
    ],
)
def test_what_cannot_be_played(run: Run, argv: list[str], said: str) -> None:
    code, out, err = run("balance", *argv)
    assert (code, out) == (2, "")
    assert said in err


ROLES = ("cartel", "cell", "security")
SEATS = tuple(word for role in ROLES for word in ("--bot", f"{role}=random"))


def test_experiments(run: Run) -> None:
    argv = ("balance", "--length", "short", "--games", "2", "--experiments", *SEATS)
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    assert "impracticable-alliance, short: 4 turns, 2 pairs, seed 1" in out
    for told in ("An early deal", "Partnership early", "refused to the end", "taken less refused", " ± "):
        assert told in out
    assert max(map(len, out.splitlines())) <= 80
    figures = json.loads(run(*argv, "--json").out)
    assert [one["role"] for one in figures["experiments"]] == ["cartel", "security"]
    assert {margin["of"] for margin in figures["experiments"][0]["contrasts"][0]["end"]} == set(ROLES)


def test_answers_to_cards_against_each_other(run: Run) -> None:
    argv = ("balance", SCENARIO, "--length", "short", "--choices", "--games", "2", *BOTS)
    code, out, err = run(*argv)
    assert (code, err) == (0, "")
    assert "2 cards with several answers, 2 pairs in each state, seed 1" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    figures = json.loads(run(*argv, "--json").out)
    assert {card["card"] for card in figures["cards"]} == {"fire", "cousin"}
    assert {card["states"] for card in figures["cards"]} == {30}


def test_both_engines_are_compared(run: Run) -> None:
    code, out, err = run("balance", SCENARIO, "--length", "short", "--prove", "12", *BOTS)
    assert (code, err) == (0, "")
    assert "12 of 12 exercises are equal in every number" in out


def test_a_difference_is_told_and_the_scalar_engine_takes_over(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    argv = ("balance", SCENARIO, "--length", "short", "--games", "12", *BOTS)
    sound = run(*argv).out
    monkeypatch.setattr(turns, "tick", lambda *_: None)
    code, out, _ = run(*argv)
    assert code == 1
    told, figures = " ".join(out.split()), sound.split("\n\n", 1)[1]
    assert "The batch engine differs from the scalar engine: in the exercise with seed" in told
    assert "The scalar engine played all 12 exercises" in told
    assert out.endswith(figures)
    assert run("balance", SCENARIO, "--length", "short", "--prove", "12", *BOTS).code == 1


def test_an_exercise_of_a_report_becomes_a_session(run: Run) -> None:
    code, out, _ = run("balance", SCENARIO, "--length", "short", "--replay", "4", *BOTS)
    assert code == 0
    past = fold(read_session(out.split("replay ")[1].strip().strip("'\"")).lines)
    assert past.header.seed == compute_seed(1, 4)
    assert past.row == run_playout(
        past.table, [make_bot("random")] * 2, SeededChance(compute_seed(1, 4), past.table.slots)
    )


def test_a_scenario_without_experiments_says_so(run: Run) -> None:
    code, out, _ = run("balance", SCENARIO, "--games", "2", "--experiments", *BOTS)
    assert code == 0
    assert "The scenario has no experiments" in out
