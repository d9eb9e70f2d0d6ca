"""Experiments: arms part where the choice first matters, meet the same luck, and differ by what was forced, no more."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from docs.balance import Measured, build_measured, build_page, measure_length
from tests.paths import DATA
from tests.playing import action, inline, role, shipped
from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.loader import load_content
from wargame.lab.balance_report import format_balance, format_experiments
from wargame.lab.experiment_trial import ALWAYS, EARLY, ExperimentTrial, ForcedBot
from wargame.lab.experiments import (
    Contrast,
    ExperimentFigures,
    ExperimentMargin,
    ExperimentResults,
    _build_figures,
    _make_counter,
    _make_counter_together,
    run_experiments,
)
from wargame.lab.goals import list_goals, list_margin_goals
from wargame.lab.playouts import build_opening_row, play_on
from wargame.lab.run_counts import Counts, count_each
from wargame.lab.together import compare_counters
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import Table
from wargame.rules.reasons import Reason
from wargame.rules.row import TURN, Row
from wargame.rules.step import Choice, Listed, Taken

# A meadow where it is known what a choice is worth


class Picks:
    """A bot that takes the first of its picks; ``at`` another place, in turn 1 and as far as there are so many."""

    by_lot = False

    def __init__(self, at: int = 0) -> None:
        self.name, self.at = f"pick {at}", at

    def pick(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], chance: Chance) -> Listed:
        picks = choice.picks(seen, role)
        return picks[min(self.at, len(picks) - 1) if seen[TURN] == 1 else 0]

    def explain_pick(
        self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], pick: Listed
    ) -> tuple[Reason, ...]:
        return ()


LOAN = {
    "id": "loan",
    "title": "A loan",
    "text": "Grain now.",
    "between": ["ants", "bees"],
    "once": True,
    "now": {"grain": "+3"},
    "each": {"grain": "-1"},
}


def meadow(plan: dict[str, Any], **parts: Any) -> ContentTable:
    """Four turns; two points for a grain; sowing, the ants' first pick, brings one grain a turn."""
    ants = role("Ants", "a", {"id": "store", "title": "Store", "text": "Grain.", "points": {"grain": 2}})
    frame: dict[str, Any] = {"id": "forced", "title": "Forced", "text": "A choice.", "role": "ants"}
    sow = action("sow", effects={"grain": "+1"})
    parts = {"actions": [sow], "roles": {"ants": ants, "bees": role("Bees", "b")}} | parts
    return inline(paced=False, experiments=[frame | plan], **parts)


def trial(table: ContentTable, *bots: Bot) -> ExperimentTrial:
    return ExperimentTrial(table, table.scenario.experiments[0], bots or [Picks(), Picks()])


def differences(table: ContentTable, *bots: Bot) -> dict[str, list[int]] | None:
    """What the ants have more by taking, then the bees, then what else is compared."""
    return trial(table, *bots).compute_differences(1)


def test_an_action_that_pays_shows_what_it_pays() -> None:
    table = meadow({"takes": {"actions": ["sow"]}, "within": "1/2", "held": ["grain"], "compare": ["grain"]})
    assert trial(table).read == ["ants", "bees", "ants, numbers held", "Grain"]
    # refused in turns 1 and 2 only, or in all four
    assert differences(table) == {
        "early soon": [4, 0, 0, 2],
        "early end": [4, 0, 0, 2],
        "always soon": [4, 0, 0, 2],
        "always end": [8, 0, 0, 4],
    }


def test_a_deal_may_pay_soon_and_cost_at_the_end() -> None:
    table = meadow({"takes": {"deals": ["loan"]}}, deals=[LOAN])
    expected = {"early soon": [2, 0], "early end": [-2, 0], "always soon": [2, 0], "always end": [-2, 0]}
    assert differences(table) == expected
    # who is offered it may be the one who takes or refuses it: the bees offer first, whatever the ants would do
    asked_first = meadow({"takes": {"deals": ["loan"]}}, deals=[LOAN], order=["bees", "ants"])
    assert differences(asked_first, Picks(), Picks(1)) == expected


def test_where_nothing_is_left_to_refuse_with_or_to_take_the_role_holds_or_is_free() -> None:
    reap = action("reap", effects={"grain": "+1"}, when={"grain": "9+"})
    table = meadow({"takes": {"actions": ["reap"]}, "refuses": {"actions": ["sow"]}}, actions=[action("sow"), reap])
    found = trial(table)
    parting = found.find_parting(SeededChance(1, table.slots))
    assert parting is not None
    picks = found.takes.narrow(table, parting, 0, "plan", table.actions[0])
    assert [table.rules[at].name for at in picks] == ["reap"]
    assert found.takes.narrow(table, parting, 0, "plan", table.actions[0][:1]) == table.actions[0][:1]
    assert [table.rules[at].name for at in found.takes.narrow(table, parting, 0, "plan", (0, 2))] == ["hold_ants"]
    assert found.refuses[EARLY].narrow(table, parting, 0, "plan", table.actions[0][:1]) == table.actions[0][:1]


def test_a_choice_that_never_comes_up_makes_no_pair() -> None:
    late = meadow({"takes": {"deals": ["loan"]}}, deals=[LOAN | {"when": {"turn": "3+"}}])
    assert trial(late).last == 2
    assert differences(late) is None
    table = meadow({"takes": {"deals": ["loan"]}, "within": "3/4"}, deals=[LOAN | {"when": {"turn": "3+"}}])
    found = trial(table)
    parting = found.find_parting(SeededChance(1, table.slots))
    assert parting is not None
    assert parting[TURN] == 3


@pytest.mark.parametrize(("turns", "last"), [(4, 2), (6, 2), (8, 3)])
def test_the_first_third_is_every_turn_that_begins_in_it(turns: int, last: int) -> None:
    assert trial(meadow({"takes": {"actions": ["sow"]}}, turns=turns)).last == last


def test_margins_are_means_with_standard_errors() -> None:
    table = meadow({"takes": {"actions": ["sow"]}, "compare": ["grain"], "within": 1})
    counts: Counts = Counter()
    count = _make_counter(table, [Picks(), Picks()])
    for seed in range(5):
        count(seed, counts)
    contrast, _ = _build_figures(trial(table), 0, counts).contrasts
    assert contrast.end == (
        ExperimentMargin("ants", 8, 0),
        ExperimentMargin("bees", 0, 0),
        ExperimentMargin("Grain", 4, 0),
    )
    two: Counts = Counter({("0 pairs", 0): 2, ("0 early end", 0): 1 + 5, ("0 early end squared", 0): 1 + 25})
    assert _build_figures(trial(table), 0, two).contrasts[0].end[0] == ExperimentMargin("ants", 3, 2)
    assert _build_figures(trial(table), 0, Counter({("0 pairs", 0): 1})).contrasts == ()


# The shipped scenario


@pytest.mark.parametrize("names", [("doctrine",) * 3, ("random", "doctrine:bold", "random")])
def test_arms_are_the_same_together_and_one_by_one(names: tuple[str, ...]) -> None:
    table = shipped("short", paced=False)
    alone, together = count_each(_make_counter)(table, names), _make_counter_together(table, names)
    assert compare_counters(alone, together, range(4)) == ""


@pytest.mark.parametrize("which", [0, 1])
def test_an_arm_against_itself_differs_in_nothing(which: int) -> None:
    table = shipped("short", paced=False)
    found = ExperimentTrial(table, table.scenario.experiments[which], [make_bot("doctrine")] * 3)
    found.refuses = {EARLY: found.takes, ALWAYS: found.takes}
    for seed in range(2):
        same = found.compute_differences(seed)
        assert same is not None
        assert {value for values in same.values() for value in values} == {0}


def test_an_arm_is_the_exercise_as_it_would_be_if_forced_from_the_beginning() -> None:
    table = shipped("short", paced=False)
    found = ExperimentTrial(table, table.scenario.experiments[0], [make_bot("doctrine")] * 3)
    alliance = [column for column, form in zip(table.at.dealt, table.forms, strict=True) if len(form.between) == 2]
    for seed in range(2):
        chance = SeededChance(seed, table.slots)
        parting = found.find_parting(chance)
        assert parting is not None
        for arm, dealt in ((found.takes, True), (found.refuses[ALWAYS], False)):
            row = build_opening_row(table)
            bots = [ForcedBot(make_bot("doctrine")) for _ in table.roles]
            for bot in bots:
                bot.arm, bot.row = arm, row
            assert not play_on(table, bots, chance, row, lambda now, pc: False)
            soon, end = found.play_arm(parting, arm, chance)
            assert end == row
            assert soon[TURN] == parting[TURN] + 1  # its close is over, the next turn not begun
            assert any(end[column] for column in alliance) == dealt


def test_margins_do_not_depend_on_how_many_workers_there_are() -> None:
    content = load_content("impracticable-alliance")
    bots = dict.fromkeys(content.scenario.roles, "random")
    told: list[int] = []
    alone = run_experiments(content, "short", 24, bots, seed=3, progress=told.append)
    assert told == [24]
    assert run_experiments(content, "short", 24, bots, seed=3, workers=2) == alone
    assert run_experiments(content, "short", 24, bots, seed=4) != alone
    assert [one.experiment for one in alone.experiments] == ["early-deal", "early-partnership"]
    assert [one.pairs for one in alone.experiments] == [24, 24]


# What is told


def figures(soon: ExperimentMargin, end: ExperimentMargin, **more: Any) -> ExperimentResults:
    contrasts = tuple(Contrast(refused, (soon,), (end,)) for refused in (EARLY, ALWAYS))
    expects = {"soon": "better", "end": "worse"}
    one = ExperimentFigures("loan", "A loan", "Take it, or leave it.", "ants", 2, 9, expects, ("Grain",), contrasts)
    return ExperimentResults("meadow", "only", 4, 10, 1, ("doctrine", "doctrine"), (replace(one, **more),))


def test_a_margin_counts_beyond_two_errors_in_the_direction_that_was_expected() -> None:
    found = figures(ExperimentMargin("ants", 3.2, 0.5), ExperimentMargin("ants", -0.9, 0.5))
    assert [(goal.wanted, goal.measured, goal.is_met) for goal in list_margin_goals(found)] == [
        ("A loan: ants is better off 2 turns later", "+3.20 ± 0.50", True),
        ("A loan: ants is worse off at the end", "-0.90 ± 0.50", False),
    ]
    wrong = list_margin_goals(figures(ExperimentMargin("ants", -3.2, 0.5), ExperimentMargin("ants", -3, 0.5)))
    assert [goal.is_met for goal in wrong] == [False, True]
    assert [
        goal.is_met
        for goal in list_margin_goals(
            figures(ExperimentMargin("ants", 3, 0.5), ExperimentMargin("ants", 3, 1), contrasts=())
        )
    ] == [
        False,
        False,
    ]
    text = format_experiments(found)
    assert "The choice came up in 9 of 10 exercises." in text
    assert "ants has 3.20 ± 0.50 points more" in text
    assert "about as many points (-0.90 ± 0.50)" in text
    assert "missed: A loan: ants is worse off at the end (-0.90 ± 0.50)" in text
    assert "numbers held: Grain counted as they were when the choice came up." in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_rate_is_a_goal_of_the_scenario() -> None:
    table = inline(paced=False, rates=[{"id": "rich", "title": "Rich", "when": {"grain": "5+"}, "most": 20}])
    assert len(table.rates) == 1
    found = measure_length(load_content("impracticable-alliance"), "short", 4, 1, 1, 1).balance
    (rate,) = found.rates
    assert (rate.rate, rate.least, rate.most) == ("alliance-lasts", 5, 25)
    assert rate.share == found.base_rate
    low = replace(found, rates=(replace(rate, share=4.9),))
    high = replace(found, rates=(replace(rate, share=25),))
    for odd, met in ((low, False), (high, True)):
        (goal,) = (goal for goal in list_goals(odd) if goal.wanted.startswith(rate.title))
        assert (goal.is_met, goal.is_met) == (met, f"{rate.title}: " not in format_balance(odd).partition("share %")[0])


def test_the_page_says_of_every_length_what_was_met_and_how_to_measure_it() -> None:
    content = load_content(DATA / "tiny" / "scenarios" / "tiny.yaml")
    measured = [measure_length(content, length, 3, 2, 5, 1) for length in content.scenario.lengths]
    bare = measured[0]
    measured = [
        one._replace(experiments=figures(ExperimentMargin("ants", 3, 0.5), ExperimentMargin("ants", 1, 1)))
        for one in measured
    ]
    text = build_page(measured)
    for length, turns in (("short", 3), ("standard", 5)):
        assert f"### The harbour ring, {length}: {turns} turns" in text
        assert f"wargame balance tiny --length {length} --seed 5 --games 3\n" in text
    assert "| A loan: ants is worse off at the end | +1.00 ± 1.00 | **missed** |" in text
    assert "| A loan | refused to the end | ants | +3.00 ± 0.50 | +1.00 ± 1.00 |" in text
    told = json.loads(build_measured(measured)["tiny"])["lengths"]
    assert list(told) == ["short", "standard"]
    assert told["short"]["margins"]["loan"] == {
        "role": "ants", "soon": 3, "soon_error": 0.5, "end": 1, "end_error": 1
    }  # fmt: skip
    one = Measured("T", "", bare.balance, bare.experiments)
    assert len(one.list_goals()) == len(list_goals(one.balance))  # no experiments, nothing expected of them
