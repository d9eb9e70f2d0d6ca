"""deck check --rubric: what the program sees of each criterion, for people and for programs, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Run, copy_tiny, spoil
from tests.paths import DOCS
from wargame.lab import deck_rubric

ASSIGNMENT = (DOCS / "course/assignment.md").read_text(encoding="utf-8")


def read_criteria(out: str) -> dict[str, dict[str, Any]]:
    """The criteria of the only deck of a JSON answer, by name."""
    (rubric,) = json.loads(out)["rubrics"]
    return {one["id"]: one for one in rubric["criteria"]}


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    """The worked pair of the assignment, as a file of one's own."""
    found = re.search(r"^```yaml\n(format: 1\n.*?)^```", ASSIGNMENT, re.DOTALL | re.MULTILINE)
    assert found is not None
    path = tmp_path / "two-bills.yaml"
    path.write_text(found[1], encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_worked_pair_of_the_assignment_passes_all_that_the_program_sees(run: Run, pair: Path) -> None:
    code, out, err = run("deck", "check", pair, "--rubric")
    assert (code, err) == (0, "")
    assert out.startswith("Rubric of two-bills (2 cards for impracticable-alliance)\n")
    assert len(re.findall(r"^passed     ", out, re.MULTILINE)) == len(deck_rubric.CRITERIA) == 9
    assert len(re.findall(r"^  For the teacher: ", out, re.MULTILINE)) == 9
    assert "Seen by the program: 9 of 9 criteria." in out
    assert max(map(len, out.splitlines())) <= 80
    spoil(pair, "{scrutiny: -2, revenue: -1}", "{revenue: +2, cohesion: +2}")
    found = read_criteria(run("deck", "check", pair, "--rubric", "--json").out)
    assert [place["where"] for place in found["balance"]["places"]] == [
        "card guests_bill",
        "card guests_bill, option pay",
    ]


def test_the_assignment_names_each_criterion() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", ASSIGNMENT, re.MULTILINE)
    assert rows == [(one.id, one.title) for one in deck_rubric.CRITERIA]


def test_what_is_wrong_with_a_pair_is_told_where_it_stands(
    run: Run, pair: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck_rubric, "MOST_TRIED", 1)  # games take seconds
    spoil(pair, "{scrutiny: -2, revenue: -1}", "{scrutiny: -3, revenue: +2}")
    spoil(pair, "cites: [nolden-2011/lust-for-profit, nolden-2011/single-incident]", "cites: []")
    spoil(pair, "objectives: [temptation-and-cost]", "objectives: [evidence]")
    spoil(pair, "What the guest has cost", "What the guest has cost in 1997")
    spoil(pair, "about:", "silence: {uncited: It is invented.}\nabout:")
    code, out, err = run("deck", "check", pair, "--rubric", "--json")
    assert (code, err) == (0, "")
    found = read_criteria(out)
    failed = {
        name: [place["where"] for place in one["places"]] for name, one in found.items() if one["passed"] is False
    }
    assert failed == {
        "pair": ["card guests_bill", "card nobody_looked"],
        "small": ["card guests_bill, option fewer"],
        "words": ["card guests_bill"],
    }
    assert found["words"]["places"][0]["code"] == "figure"
    (line, text), *_ = [
        (i, text) for i, text in enumerate(pair.read_text("utf-8").splitlines(), 1) if "id: fewer" in text
    ]
    place = found["small"]["places"][0]
    assert (place["line"], text[place["column"] - 1]) == (line, "{")
    assert json.loads(out)["rubrics"][0]["silenced"] == [
        {"where": "the deck", "code": "uncited", "because": "It is invented."}
    ]


def test_a_shipped_deck_is_looked_at_without_games(run: Run) -> None:
    code, out, err = run("deck", "check", "nolden-2011", "--rubric", "--json")
    assert (code, err) == (0, "")
    found = read_criteria(out)
    assert found["balance"]["passed"] is None
    assert "only decks of up to 12 cards" in found["balance"]["note"]
    assert [name for name, one in found.items() if one["passed"] is False] == ["choice", "small"]
    assert [place["code"] for place in found["small"]["places"]] == ["rubric", "rubric"]


def test_a_sheet_of_one_event_has_nothing_to_weigh(run: Run, tmp_path: Path) -> None:
    (tmp_path / "week-11.csv").write_text("title,text,effects\nEvent,Something happens.,violence +1\n", "utf-8")
    assert run("deck", "import", "week-11.csv", "-o", "week-11.yaml").code == 0
    found = read_criteria(run("deck", "check", "week-11.yaml", "--rubric", "--json").out)
    failed = [name for name, one in found.items() if one["passed"] is False]
    assert failed == ["pair", "grounded", "scene", "choice", "debrief"]
    assert found["pair"]["places"][0]["message"] == "it stands alone"
    assert found["balance"]["note"] == "there is no choice to try"


def test_a_deck_with_errors_or_without_cards_gets_no_rubric(run: Run, pair: Path) -> None:
    pair.write_text(pair.read_text("utf-8").partition("cards:")[0] + "cards: []\n", "utf-8")
    code, out, err = run("deck", "check", pair, "--rubric")
    assert (code, err) == (1, "")
    assert out.splitlines()[0].endswith(":6:8: 'cards' has 0 entries; expected at least 1 [value]")
    assert out.splitlines()[1].endswith(": 1 error: no rubric before they are mended")
    code, out, _ = run("deck", "check", pair, "--rubric", "--json")
    assert (code, json.loads(out)["rubrics"]) == (1, [])


def test_what_a_rubric_cannot_be_made_of(run: Run, tmp_path: Path, pair: Path) -> None:
    copy_tiny(tmp_path / "only", "*.yaml", without="deck")
    for path in (tmp_path / "only").glob("*.yaml"):
        path.unlink()
    assert run("deck", "check", "only", "--rubric")[::2] == (
        2,
        "wargame: --rubric: there is no deck in what was named\n",
    )
    code, _, err = run("deck", "check", pair, "--rubric", "--watch")
    assert code == 2
    assert "choose one of the two" in err
    assert run("deck", "check", "nowhere.yaml", "--rubric").code == 2
