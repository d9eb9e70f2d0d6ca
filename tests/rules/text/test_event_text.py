"""What happened, in sentences that a student understands."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given

from tests.playing import Game, Loaded, action, by_bytes, card, inline, moderate, play, role, shipped, thrown
from tests.strategies import exercises, scripts, seeds
from wargame.likelihood_text import format_likelihood
from wargame.rules.chance import SeededChance
from wargame.rules.decisions import build_decision
from wargame.rules.explain import explain
from wargame.rules.model import FACILITATOR, OBSERVER, Table
from wargame.rules.text.decision_text import format_decided
from wargame.rules.text.event_text import _SENTENCES, format_told
from wargame.rules.told import Told


def test_whatever_is_told_has_a_sentence() -> None:
    assert set(get_args(Told)) == set(_SENTENCES)


@moderate(40)
@given(exercises(), scripts, seeds)
def test_whatever_happens_can_be_told_to_everybody(table: Table, script: bytes, seed: int) -> None:
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        assert format_decided(build_decision(table, "", step.command.do, step.command.args))
        for viewer in (*table.roles, OBSERVER, FACILITATOR):
            for told in explain(table, step.before, step.outcome.events, viewer):
                text = format_told(told)
                assert text == text.strip()
                assert text[-1] in ".!?"
                assert "None" not in text


def test_a_change_names_what_it_was_and_why() -> None:
    act = action("raid", check={"target": 8}, success={"grain": "+2"})
    game = Game(inline(actions=[act]), Loaded(roll_ants=[thrown(9)])).plan(ants="raid")
    assert game.told()[-1] == "Grain rose from 5 to 7: Raid, roll 9 against 8."


def test_a_flag_is_told_as_so_or_not() -> None:
    flags = {"snow": {"name": "Snow", "about": "It lies."}}
    acts = [action("fall", effects={"flags.snow": True}), action("melt", effects={"flags.snow": False})]
    game = Game(inline(flags=flags, actions=acts)).plan(ants="fall")
    assert game.told()[-1] == "Snow: now so (Fall)."
    assert game.close().next().plan(ants="melt").told()[-1] == "Snow: no longer so (Melt)."


def test_a_secret_objective_is_told_to_its_role_and_the_facilitator() -> None:
    aims: list[dict[str, Any]] = [
        {"id": "open", "title": "Open", "text": "All know."},
        {"id": "dark", "title": "Dark", "text": "One knows.", "secret": True},
    ]
    game = Game(inline(roles={"ants": role("Ants", "a", *aims), "bees": role("Bees", "b")}))
    assert "Your secret objective: Dark. One knows." in game.told("ants")
    assert "Ants's secret objective: Dark. One knows." in game.told(FACILITATOR)
    assert not any("Dark" in text for viewer in ("bees", OBSERVER) for text in game.told(viewer))


@pytest.mark.parametrize(("percent", "words"), [
    (1, "almost no chance"), (4, "almost no chance"), (5, "very unlikely"), (19, "very unlikely"), (20, "unlikely"),
    (44, "unlikely"), (45, "roughly even"), (54, "roughly even"), (55, "likely"), (79, "likely"), (80, "very likely"),
    (94, "very likely"), (95, "almost certain"), (99, "almost certain"),
])  # fmt: skip
def test_likelihoods_have_the_words_of_icd_203(percent: int, words: str) -> None:
    assert format_likelihood(percent) == words


COMMANDS: list[tuple[str, dict[str, Any], str]] = [
    ("plan", {"action": "interdict", "zone": "juarez"}, "plans Interdict at Plaza Juárez"),
    ("plan", {"action": "hold_cell"}, "plans Hold"),
    ("offer", {"form": "haven"}, "offers Safe haven"),
    ("counter", {"form": "methods"}, "counters with Shared methods"),
    ("break", {"form": "haven"}, "breaks off Safe haven"),
    ("pass", {}, "makes no offer"),
    ("estimate", {"percent": 80}, "estimates 80 % (very likely)"),
    ("argue", {"effects": {"violence": -1}, "reasons": 2, "secret": False}, "argues: Violence -1"),
    ("challenge", {"pros": 2, "cons": 1}, "gives 2 pros and 1 con"),
    ("weigh", {"pros": 0, "cons": 3}, "weighs no pros and 3 cons"),
    ("set", {"number": "zones.juarez.control", "value": 3}, "sets Plaza Juárez: control to 3"),
    ("rule", {"effects": {"will": 1}, "closes": 2}, "rules: Political will +1"),
    ("overrule", {"role": "cell", "effects": {}}, "overrules a result"),
    ("veto", {}, "vetoes the argument"),
]


@pytest.mark.parametrize(("do", "args", "words"), COMMANDS)
def test_commands_in_words(do: str, args: dict[str, Any], words: str) -> None:
    assert format_decided(build_decision(shipped(), "", do, args)) == words


def test_a_roll_by_nobody_on_a_card_is_told_to_all() -> None:
    storm = card("storm", turn=1, also=[{"check": {"target": 6}, "failure": {"grain": "-1"}}])
    game = Game(inline(cards=[storm]))
    assert "Storm is rolled (72 %): 1 + 1 = 2, against 6: failure." in game.told()
