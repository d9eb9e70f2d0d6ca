"""The plans in docs/plans agree with their scenarios: every name in them is there, every minute in the budget."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from docs.loop_pictures import draw_picture, list_scenarios
from tests.paths import DOCS
from wargame.content.load.loader import Content, load_content

PLANS = sorted((DOCS / "plans").glob("*.md"))
ROW = re.compile(r"^\| (?P<begin>\d+)–(?P<end>\d+) \| (?P<what>.*) \|$", re.MULTILINE)
BUDGET = re.compile(r"Inject (\d+), deal (\d+), plan (\d+), adjudicate (\d+), close (\d+)")
DEBRIEF = re.compile(
    r"Debrief: out of role (\d+), what happened (\d+), why (\d+)[^,]*, plus and delta (\d+), take-aways (\d+)"
)


def content_of(plan: Path) -> Content:
    """The plan's scenario, with the decks written for it and the facilitator's own."""
    own = [] if plan.stem == "impracticable-alliance" else load_content(plan.stem).scenario.decks
    return load_content(plan.stem, [*dict.fromkeys(("nolden-2011", "killebrew-irvine-2011", "contingency", *own))])


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_card_rule_and_switch_named_in_a_plan_is_in_its_scenario(plan: Path) -> None:
    content = content_of(plan)
    setting = content.scenario
    known = {card.id for deck in content.decks for card in deck.cards} | {rule.id for rule in setting.upkeep}
    known |= {switch.id for switch in setting.switches}
    named = {
        name for name in re.findall(r"`([^`]+)`", plan.read_text(encoding="utf-8")) if re.fullmatch(r"[a-z]\w+", name)
    }
    assert named - known == set()


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
@pytest.mark.parametrize("name", ["short", "standard", "full"])
def test_the_minutes_of_a_plan_are_those_of_the_length(plan: Path, name: str) -> None:
    length = content_of(plan).scenario.lengths[name]
    assert length.budget is not None
    budget = list(length.budget.model_dump().values())
    section = plan.read_text(encoding="utf-8").partition(f"### {name.title()}:")[2].partition("\n##")[0]
    rows = [(int(row["begin"]), int(row["end"]), row["what"]) for row in ROW.finditer(section)]
    turns = [row for row in rows if row[2].startswith("Turn ")]
    debriefs = [row for row in rows if row[2].startswith("Debrief")]

    assert [int(minutes) for minutes in BUDGET.findall(section)[0]] == budget
    assert [what.split()[1].rstrip(".,") for _, _, what in turns] == [str(turn + 1) for turn in range(length.turns)]
    assert {end - begin for begin, end, _ in turns} == {sum(budget)}
    assert sum(end - begin for begin, end, _ in rows) == length.minutes
    assert all(begin in (0, earlier[1]) for earlier, (begin, _, _) in pairwise(rows)), "no gaps"
    for begin, end, what in debriefs:
        steps = DEBRIEF.search(what)
        assert steps is not None, what
        assert sum(map(int, steps.groups())) == end - begin


@pytest.mark.parametrize("name", list_scenarios())
def test_the_picture_of_the_loops_is_current(name: str) -> None:
    drawn = (DOCS / "pictures" / f"loops-{name}.svg").read_text(encoding="utf-8")
    assert drawn == draw_picture(name), "run python -m docs.loop_pictures"
