"""Bots: they choose what is legal, from what their role sees, the same for the same chance, and say why."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.playing import action, by_seed, inline, moderate, moment, play, role, shipped, tiny, track
from wargame.bots.bot import build_choice_counter
from wargame.bots.habits import TEMPERS
from wargame.bots.random_bot import find_address
from wargame.bots.roster import NAMES, ROSTER, make_bot
from wargame.rules.chance import SeededChance
from wargame.rules.choices.codecs import build_command
from wargame.rules.decide import Command, Outcome, decide, list_waiting
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import PC, TURN, Drawn, Row
from wargame.rules.step import AnyChoice
from wargame.rules.text.reason_text import format_reasons
from wargame.rules.view import build_view


class Asked:
    """A bot's answer at a moment: the choice, the pick, and the words for it."""

    def __init__(self, table: Table, row: Row, who: str, name: str, seed: int = 1) -> None:
        bot, self.role = make_bot(name), table.roles.index(who)
        choice = table.choices[row[PC]]
        assert choice is not None
        self.choice: AnyChoice = choice
        self.seen = build_view(table, row, who)
        self.pick = bot.pick(table, self.seen, self.role, choice, SeededChance(seed, table.slots))
        self.words = format_reasons(bot.explain_pick(table, self.seen, self.role, choice, self.pick))


def roles_asked(table: Table, row: Row) -> list[str]:
    return [who for who in list_waiting(table, row) if who != FACILITATOR]


def test_every_temper_of_the_doctrine_bot_can_be_seated_and_has_words() -> None:
    assert {f"doctrine:{temper}" if temper else "doctrine" for temper in TEMPERS} <= {*NAMES}
    for entry in ROSTER:
        assert entry.title
        assert entry.about.endswith(".")


@pytest.mark.parametrize("name", NAMES)
@moderate(20)
@given(seed=st.integers(0, 10_000), steps=st.integers(1, 120))
def test_a_bot_picks_what_is_legal_at_any_moment(name: str, seed: int, steps: int) -> None:
    for table in (shipped(), tiny()):
        row = moment(table, seed, steps)
        for who in roles_asked(table, row):
            asked = Asked(table, row, who, name)
            assert asked.pick in asked.choice.picks(row, asked.role)
            verb, args = build_command(table, row, asked.choice, asked.role, asked.pick)
            assert isinstance(decide(table, row, Command(who, verb, args), SeededChance(1, table.slots)), Outcome)
            assert asked.words.endswith(".")


@pytest.mark.parametrize("name", NAMES)
@moderate(15)
@given(seed=st.integers(0, 10_000), steps=st.integers(1, 120))
def test_a_bot_is_moved_by_nothing_it_cannot_see(name: str, seed: int, steps: int) -> None:
    table = shipped()
    row = moment(table, seed, steps)
    dice = random.Random(seed)
    for who in roles_asked(table, row):
        other = row[:]
        for column, until, _ in table.hidden[who]:
            if until < 0 or not row[until]:
                other[column] = dice.randint(table.columns[column].low, table.columns[column].high)
        here, there = Asked(table, row, who, name), Asked(table, other, who, name)
        assert (here.pick, here.words) == (there.pick, there.words)


@pytest.mark.parametrize("name", NAMES)
def test_a_bot_leaves_the_view_as_it_was(name: str) -> None:
    table = shipped()
    for seed in range(12):
        row = moment(table, seed, 10 * seed)
        for who in roles_asked(table, row):
            assert Asked(table, row, who, name).seen == build_view(table, row, who)


class Listening:
    """Chance that remembers where it was asked."""

    def __init__(self, table: Table, seed: int) -> None:
        self._chance, self.asked = SeededChance(seed, table.slots), list[tuple[int, str, int]]()

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        self.asked.append((turn, slot, n))
        return self._chance.pick(turn, slot, n, of)


def list_own_addresses(table: Table, seen: Row, role: int, do: str, by_lot: bool) -> list[tuple[int, str, int]]:
    """Where a bot may draw for a choice of its role.

    A bot by lot draws where a playout draws in its place, any other bot at a slot of the role that nothing else uses.
    """
    counter = build_choice_counter(table)
    if by_lot:
        return [(seen[TURN], *find_address(table, role, do, counter.count(seen, role, do)))]
    return [(seen[TURN], f"bot/{table.roles[role]}", counter.compute_number(seen, role, do))]


@pytest.mark.parametrize("name", NAMES)
def test_a_bot_draws_once_at_its_own_address_or_not_at_all(name: str) -> None:
    """With people's play around it: vetoed arguments, injected cards, counter-offers."""
    for table in (shipped(), tiny()):
        for seed in range(4):
            used: set[tuple[int, str, int]] = set()
            for step in play(table, by_seed(seed), SeededChance(seed, table.slots)):
                choice = table.choices[step.before[PC]]
                if step.command.role in table.roles and choice is not None:
                    chance, bot = Listening(table, seed), make_bot(name)
                    role_at = table.roles.index(step.command.role)
                    seen = build_view(table, step.before, step.command.role)
                    bot.explain_pick(table, seen, role_at, choice, bot.pick(table, seen, role_at, choice, chance))
                    own = list_own_addresses(table, seen, role_at, choice.do, bot.by_lot)
                    assert chance.asked == own or (not chance.asked and not bot.by_lot)
                    assert not used.intersection(chance.asked), "another choice or the dice drew there"
                    used.update(chance.asked)
                drawn = {(e.turn, e.slot, e.n) for e in step.outcome.events if isinstance(e, Drawn)}
                assert not drawn & used
                used |= drawn


def test_an_unknown_bot_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ValueError, match="no bot 'docile'; there are: random, doctrine, doctrine:cautious, doctrine:b"):
        make_bot("docile")


# What doctrine weighs, on scenarios made for it


def aim(**points: int) -> dict[str, object]:
    return {"id": "aim", "title": "The aim", "text": "A point a step.", "points": points}


def planned(table: Table, name: str = "doctrine", tries: int = 40) -> list[str]:
    """What the ants plan in the first turn, over many seeds."""
    row = moment(table, 1, 0)
    outcome = decide(table, row, Command(FACILITATOR, "begin"), SeededChance(1, table.slots))
    assert isinstance(outcome, Outcome)
    asked = [Asked(table, outcome.row, "ants", name, seed) for seed in range(tries)]
    return [table.scenario.actions[table.action_of[one.pick]].id for one in asked if isinstance(one.pick, int)]


def meadow(*actions: dict[str, object], points: dict[str, int] | None = None, **parts: Any) -> Table:
    roles = {"ants": role("Ants", "a", aim(**(points or {"grain": 4}))), "bees": role("Bees", "b")}
    return inline(actions=actions, roles=roles, **parts)


def test_doctrine_takes_the_better_action_mostly_but_not_always() -> None:
    table = meadow(action("reap", effects={"grain": "+2"}), action("glean", effects={"grain": "+1"}))
    plans = planned(table, tries=200)
    assert plans.count("reap") > 2 * plans.count("glean") > 0
    assert plans.count("glean") > plans.count("hold_ants")


def test_doctrine_knows_the_odds() -> None:
    easy = action("easy", check={"target": 4}, success={"grain": "+3"}, failure={"grain": "-3"})
    hard = action("hard", check={"target": 10}, success={"grain": "+3"}, failure={"grain": "-3"})
    plans = planned(meadow(easy, hard))
    assert plans.count("easy") > 30
    assert plans.count("hard") <= 2


def test_cautious_prefers_the_sure_thing_and_bold_the_gamble() -> None:
    sure = action("sure", effects={"grain": "+1"})
    gamble = action("gamble", check={"target": 7}, success={"grain": "+4"}, failure={"grain": "-4"})
    table = meadow(sure, gamble)
    share = {name: planned(table, name, 150).count("gamble") for name in NAMES if name.startswith("doctrine")}
    assert share["doctrine:cautious"] < share["doctrine"] < share["doctrine:bold"]


def test_doctrine_sees_what_the_close_will_make_of_it() -> None:
    """Sowing brings nothing at once, but every close with seed in the ground brings grain."""
    sow = action("sow", effects={"seed": "+1"})
    dig = action("dig", effects={"hole": "+1"})
    harvest = {
        "id": "growth",
        "title": "Growth",
        "text": "It grows.",
        "when": {"seed": "1+"},
        "effects": {"grain": "+1"},
    }
    tracks = {"seed": track("Seed", 0), "hole": track("Hole", 0)}
    plans = planned(meadow(sow, dig, tracks=tracks, upkeep=[harvest]))
    assert plans.count("sow") > plans.count("dig") + 10


def test_doctrine_prepares_for_an_action_that_is_not_open_yet() -> None:
    tools = action("make_tools", effects={"tools": "+1"})
    dig = action("dig", effects={"hole": "+1"})
    reap = action("reap", when={"tools": "1+"}, effects={"grain": "+4"})
    tracks = {"tools": track("Tools", 0), "hole": track("Hole", 0)}
    plans = planned(meadow(tools, dig, reap, tracks=tracks))
    assert plans.count("make_tools") > plans.count("dig") + 10


def test_doctrine_shuns_an_early_end_that_would_hurt_it() -> None:
    """Both lose a step of something; at 1 or less of one of them it is over."""
    spend = action("spend_honey", effects={"salt": "-1", "grain": "+1"})
    risk = action("risk_hive", effects={"hive": "-1", "grain": "+1"})
    fall = {"id": "fall", "title": "The fall", "text": "Over.", "when": {"hive": "1-"}, "closes": 2}
    tracks = {"salt": track("Salt", 2), "hive": track("Hive", 2)}
    table = meadow(spend, risk, tracks=tracks, endings=[fall], points={"grain": 4, "salt": 1, "hive": 1})
    plans = planned(table)
    assert plans.count("spend_honey") > plans.count("risk_hive") + 8


def test_words_name_the_objective_the_number_and_the_odds() -> None:
    table = meadow(action("reap", cost={"salt": 1}, check={"target": 6}, success={"grain": "+2"}),
                   tracks={"salt": track("Salt", 3)})  # fmt: skip
    row = decide(table, table.build_start_row(), Command(FACILITATOR, "begin"), SeededChance(1, table.slots))
    assert isinstance(row, Outcome)
    asked = next(
        one
        for one in (Asked(table, row.row, "ants", "doctrine", seed) for seed in range(40))
        if one.pick == table.rule_at["reap"]
    )
    assert asked.words == (
        "Reap serves The aim: Grain would go from 5 to 7, and 72 % is good enough. Salt 1 is a price we can pay."
    )


def test_words_fit_what_was_done() -> None:
    """Each plan's words name the action; each answer's words name the deal."""
    table = shipped()
    for seed in range(40):
        row = moment(table, seed, 5 + 2 * seed, powers=False)
        for who in roles_asked(table, row):
            asked = Asked(table, row, who, "doctrine", seed)
            verb, args = build_command(table, row, asked.choice, asked.role, asked.pick)
            if verb == "plan":
                title = next(a.title for a in table.scenario.actions if a.id == args["action"])
                assert asked.words.startswith(title)
            elif verb in ("offer", "counter", "break"):
                assert next(form.title for form in table.forms if form.id == args["form"]) in asked.words
            elif verb == "estimate":
                assert (args["percent"] <= 10) == ("Nothing we can see" in asked.words)
