"""Soft warnings: what is allowed but rarely meant, what can never matter, and what an author has silenced."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.conftest import TINY
from tests.playing import moderate
from wargame.content.check.check_file import CheckedFile, check_deck_file, check_scenario_file
from wargame.content.check.codes import ContentRule, load_levels, load_rules
from wargame.content.check.inert import check_deck_inert, check_scenario_inert
from wargame.content.check.lint_rules import Finding, lint_deck, lint_scenario
from wargame.content.check.unreachable import check_deck_logic, check_scenario_logic
from wargame.content.check.value_ranges import ValueRanges
from wargame.content.load import library
from wargame.content.load.loader import Content, load_content, pin, unpin
from wargame.content.model.notation import parse_condition


def changed(tiny: Content, **card: Any) -> Content:
    """The tiny content, its first card changed."""
    pinned = pin(tiny)
    pinned["decks"][0]["cards"] = [pinned["decks"][0]["cards"][0] | card, *pinned["decks"][0]["cards"][1:]]
    return unpin(pinned)


def found(content: Content) -> list[Finding]:
    """The findings on the first card."""
    deck = content.decks[0]
    findings = [*lint_deck(deck, content.scenario), *check_deck_logic(ValueRanges(content.scenario, content.decks), 0)]
    return [finding for finding in findings if finding.path[:2] == ("cards", 0)]


def codes(content: Content) -> set[str]:
    return {finding.code for finding in found(content)}


GOOD = {"text": "word " * 40, "cites": ["tiny-paper/docks"]}


def test_good_card_has_no_findings(tiny: Content) -> None:
    assert found(changed(tiny, **GOOD)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"cites": []}, "uncited"),
        ({"ask": []}, "no-question"),
        ({"expect": None}, "no-expectation"),
        ({"objectives": []}, "no-objective"),
        ({"text": "word " * 91}, "long-text"),
        ({"text": "word " * 24}, "short-text"),
        ({"ask": ["Who *really* paid?"]}, "markup"),
        ({"title": "The __alarm__"}, "markup"),
    ],
)
def test_one_thing_forgotten_is_one_finding(change: dict[str, Any], code: str, tiny: Content) -> None:
    assert codes(changed(tiny, **(GOOD | change))) == {code}


def test_options_that_do_the_same_are_no_choice(tiny: Content) -> None:
    options = [{"id": name, "title": name, "effects": {"fear": "+1"}} for name in ("one", "two")]
    (finding,) = found(changed(tiny, **GOOD, response={"role": "town", "prompt": "Which?", "options": options}))
    assert (finding.code, finding.path) == ("same-options", ("cards", 0, "response", "options", 1))
    assert finding.said == "it does the same as one: the choice makes no difference"


def test_tiny_scenario_has_nothing_idle(tiny: Content) -> None:
    assert lint_scenario(tiny.scenario, tiny.decks) == []


def test_idle_track_is_found(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["scenario"]["tracks"]["weather"] = {"name": "Weather", "about": "Rain.", "start": 5}
    pinned["decks"][0]["cards"][0]["effects"] = {"weather": "+1"}
    content = unpin(pinned)
    idle = {one.code: one for one in lint_scenario(content.scenario, content.decks) if "weather" in one.path}
    assert set(idle) == {"unread-track", "one-sided-track"}
    assert idle["one-sided-track"].said == "moved by the cards only"


def test_a_whole_deck_cares_for_every_role_and_objective(tiny: Content) -> None:
    pinned = pin(tiny)
    card = {"title": "Rain", "text": "It rains.", "objectives": ["cost"]}
    pinned["decks"][0]["cards"] = [{**card, "id": f"rain{i}"} for i in range(10)]
    content = unpin(pinned)
    said = {one.said for one in lint_deck(content.decks[0], content.scenario) if one.code.startswith("neglected")}
    assert said == {
        "of 10 cards none asks ring for an answer",
        "of 10 cards none asks town for an answer",
        "of 10 cards none serves the objective trade",
    }
    pinned["decks"][0]["cards"].pop()
    few = unpin(pinned)
    assert not any(one.code.startswith("neglected") for one in lint_deck(few.decks[0], few.scenario))


# What can never matter


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"turn": None, "when": {"fear": "11+"}}, "never-comes", "'fear' is never 11 or more: it is 0 to 10 here"),
        ({"turn": None, "when": {"deals.truce": True, "total_grip": "16+"}}, "never-comes", "it is 0 to 15 here"),
        ({"turn": None, "when": {"strongholds": "5+"}}, "never-comes", "'strongholds' is never 5 or more"),
        ({"turn": None, "when": {"turn": "4+"}}, "never-comes", "when a card is chosen, 2 turns ahead"),
        ({"turn": None, "when": {"turns_left": "1-"}}, "never-comes", "it is 2 to 5 here"),
        ({"turn": None, "when": {"turn": "3+"}}, "", ""),
        ({"turn": None, "when": {"fear": "6+", "any": [{"fear": "3-"}]}}, "never-comes", "it is 6 to 10 here"),
        ({"turn": None, "when": {"any": [{"fear": "12+"}, {"fear": "6+"}]}}, "never-holds", "'fear' is never 12"),
        ({"turn": None, "when": {"fear": "0+"}}, "always-holds", "'fear' is always 0 or more: it is 0 to 10 here"),
        ({"turn": None, "when": {"any": [{"fear": "3-"}, {}]}}, "always-holds", "an empty condition always holds"),
        ({"also": [{"when": {"turns_left": "9+"}, "effects": {"fear": "+1"}}]}, "never-holds", "it is 0 to 5 here"),
        ({"also": [{"when": {"fear": "9+"}, "effects": {"fear": "+2"}}]}, "always-clamped", "it is 9 to 10 here"),
        ({"also": [{"when": {"fear": "9+"}, "effects": {"fear": "+1"}}]}, "", ""),
        ({"also": [{"when": {"fear": "9+"}, "effects": {"fear": "+2"}, "lasts": 2}]}, "", ""),
        ({"also": [{"when": {"fear": "0-"}, "effects": {"fear": "-1"}}]}, "always-clamped", "and at least 0"),
        ({"effects": {"files": "=7"}}, "always-clamped", "=7 lies outside 0 to 6"),
        ({"effects": {"files": "+7"}}, "always-clamped", "+7 never counts whole"),
        ({"effects": {"files": "+6"}}, "", ""),
    ],
)
def test_what_can_never_matter(change: dict[str, Any], code: str, said: str, tiny: Content) -> None:
    findings = found(changed(tiny, **(GOOD | change)))
    assert [one.code for one in findings] == ([code] if code else [])
    assert said in "".join(one.said for one in findings).replace("the number is", "it is")


def test_a_flag_nothing_sets_and_one_that_something_sets(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["scenario"]["flags"]["storm"] = {"name": "Storm", "about": "The port is closed."}
    pinned["decks"][0]["cards"][0] |= {"turn": None, "when": {"flags.storm": True}}
    (finding,) = [one for one in found(unpin(pinned)) if one.code == "never-comes"]
    assert finding.said == "nothing can trigger it: 'flags.storm' is never true: nothing sets it"
    pinned["decks"][0]["cards"][1]["effects"] = {"flags.storm": True}
    assert "never-comes" not in codes(unpin(pinned))
    pinned["decks"][0]["cards"][1]["when"] = {"fear": "11+"}  # nor does what never comes set anything
    assert "never-comes" in codes(unpin(pinned))


def test_a_card_that_something_injects_may_come(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["decks"][0]["cards"][0] |= {"turn": None, "when": {"fear": "11+"}}
    pinned["decks"][0]["cards"][1]["also"] = [{"when": {"trust": "3-"}, "inject": "festival"}]
    assert "never-comes" not in codes(unpin(pinned))


@pytest.mark.parametrize(
    ("effects", "inert"),
    [
        ({"zones.docks.watch": "+1"}, ""),  # a check of lean tests it
        ({"zones.hill.watch": "+1"}, "it is tested for 2 or more, and never crosses that"),
        ({"zones.hill.watch": "-1"}, ""),
        ({"zones.hill.grip": "+1"}, ""),  # counted in a derived number that is scored
        ({"flags.storm": True}, "no score, gate, check, rule or ending reads it"),
    ],
)
def test_a_number_that_nothing_reads_is_inert(effects: dict[str, Any], inert: str, tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["scenario"]["flags"]["storm"] = {"name": "Storm", "about": "The port is closed."}
    option = {"id": "yes", "title": "Yes", "text": "So be it.", "effects": effects}
    pinned["decks"][0]["cards"][0] |= {"effects": {}, "also": [], "response": None}
    pinned["decks"][0]["cards"][0]["response"] = {"role": "town", "prompt": "And?", "options": [option]}
    content = unpin(pinned)
    findings = [*check_deck_inert(content.scenario, content.decks)]
    assert [one.path[-1] for one in findings] == ([*effects] if inert else [])
    assert inert in "".join(one.said for one in findings)
    declared = [one for one in check_scenario_inert(content.scenario, content.decks) if "flags.storm" in one.path]
    assert declared == []  # the warning at its declaration says it once
    pinned["scenario"]["flags"]["storm"]["silence"] = {"unread-flag": "It is for the debrief."}
    silent = unpin(pinned)
    assert not [one for one in check_deck_inert(silent.scenario, silent.decks) if "flags.storm" in one.path]


def test_without_free_arguments_only_rules_and_cards_move_a_track(tiny: Content) -> None:
    pinned = pin(tiny)
    pinned["scenario"]["tracks"]["calm"] = {"name": "Calm", "about": "Of the sea.", "start": 4}
    pinned["decks"][0]["cards"][0] |= {"turn": None, "when": {"calm": "6+"}}
    assert "never-comes" not in codes(unpin(pinned))
    del pinned["scenario"]["arguments"]
    assert "never-comes" in codes(unpin(pinned))


conditions = st.dictionaries(
    st.sampled_from(["fear", "trust", "total_grip", "strongholds", "flags.exposed", "deals.truce", "zones.hill.grip"]),
    st.tuples(st.integers(-1, 11), st.integers(-1, 11)).map(lambda n: f"{min(n)}..{max(n)}"),
    min_size=1,
    max_size=3,
)


@moderate(60)
@given(condition=conditions)
def test_a_condition_cannot_both_never_and_always_hold(condition: dict[str, str]) -> None:
    content = load_content(TINY)
    reach = ValueRanges(content.scenario, content.decks)
    parsed = parse_condition(condition, None)
    assert reach.can_hold(parsed) or not reach.is_always_true(parsed)


# Shipped


@pytest.mark.parametrize("name", library.list_scenarios())
def test_shipped_scenarios_have_nothing_to_warn_of(name: str) -> None:
    checked = check_scenario_file(library.find_scenario(name))
    assert checked.problems == ()


@pytest.mark.parametrize("name", library.list_decks())
def test_shipped_decks_have_nothing_to_warn_of(name: str) -> None:
    checked = check_deck_file(library.find_deck(name))
    assert checked.problems == ()


@pytest.mark.parametrize("name", library.list_scenarios())
def test_nothing_in_a_shipped_scenario_is_beyond_reach(name: str) -> None:
    content = load_content(name)
    reach = ValueRanges(content.scenario, content.decks)
    assert reach.coming == {card.id for deck in content.decks for card in deck.cards}
    assert [*check_scenario_logic(reach)] == []


# The table of rules


HEAD = """\
format: 1
id: mine
title: Mine
about: For the tests.
scenario: tiny
cards:
"""
OVER = "format: 1\nid: mine\ntitle: Mine\nextends: tiny\n"


def checked(rule: ContentRule, piece: str, folder: Path) -> CheckedFile:
    """An example of the table as a whole file beside the tiny scenario, checked."""
    from wargame.content.check.check_file import ProseOptions

    for path in TINY.parents[1].rglob("*.yaml"):
        copy = folder / path.relative_to(TINY.parents[1])
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    words = ProseOptions() if rule.words else None
    if rule.of == "card":
        path = folder / "mine.yaml"
        path.write_text(HEAD + "".join(f"  {line}\n" for line in piece.splitlines()), encoding="utf-8")
        return check_deck_file(path, words=words)
    path = folder / "scenarios" / "mine.yaml"
    path.write_text(OVER + piece, encoding="utf-8")
    return check_scenario_file(path)


def test_every_rule_is_explained() -> None:
    assert load_levels() == {code: rule.level for code, rule in load_rules().items()}
    for rule in load_rules().values():
        assert rule.level in ("error", "warning")
        assert rule.meaning.endswith(".")
        assert rule.why.endswith(".")
        assert bool(rule.bad) == bool(rule.mended) == bool(rule.of)


@pytest.mark.parametrize("code", [rule.code for rule in load_rules().values() if rule.bad])
def test_the_example_of_a_rule_breaks_it_and_mended_does_not(code: str, tmp_path: Path) -> None:
    rule = load_rules()[code]
    bad = [one for one in checked(rule, rule.bad, tmp_path).problems if one.code == code]
    assert bad
    assert all(one.level == rule.level for one in bad)
    mended = checked(rule, rule.mended, tmp_path)
    mine = [one for one in mended.problems if Path(one.file).name == "mine.yaml"]
    assert not [one.format_line() for one in mine if one.code == code]
    assert not [one.format_line() for one in mended.problems if one.level == "error" and one.code != "length"]
