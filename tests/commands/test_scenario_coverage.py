"""scenario show --coverage: the report an author works with, and the same for programs."""

from __future__ import annotations

import json

from tests.commands.conftest import TINY, Run

SCENARIO = TINY / "scenarios" / "tiny.yaml"


def test_gaps_come_first_then_objectives_then_facts(run: Run) -> None:
    code, out, err = run("scenario", "show", SCENARIO, "--coverage")
    assert (code, err) == (0, "")
    assert out.startswith("What nothing touches in tiny\n")
    assert "  2 objectives with fewer than 4 cards: cost, trade\n" in out
    assert "  3 cards without an objective: cousin, books, letters\n" in out
    assert "    2 cards: fire, walkout\n    0 actions: -\n" in out
    assert "Facts of tiny-paper\n" in out
    assert "  fear (page 2-3)\n    card: fire\n" in out
    assert out.index("Objectives") < out.index("Facts of")


def test_the_report_fits_eighty_columns_and_breaks_no_name(run: Run) -> None:
    _, out, _ = run("scenario", "show", "--coverage")
    assert max(map(len, out.splitlines())) <= 80
    assert not any(line.endswith("-") and not line.endswith(": -") for line in out.splitlines())


def test_as_json_it_says_the_same(run: Run) -> None:
    code, out, _ = run("scenario", "show", SCENARIO, "--coverage", "--json")
    assert code == 0
    found = json.loads(out)
    assert found["scenario"] == "tiny"
    assert found["untouched"]["cards_without_objective"] == ["cousin", "books", "letters"]
    assert {fact["fact"]: fact["cited_by"] for fact in found["facts"]}["tiny-paper/fear"]["card"] == ["fire"]


def test_json_alone_is_wrong_usage(run: Run) -> None:
    code, _, err = run("scenario", "show", "--json")
    assert code == 2
    assert "add --coverage" in err
