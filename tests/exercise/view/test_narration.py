"""Telling: what was argued, ruled and overruled, in the words people read; and nothing of a secret argument."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.exercise.exercise_driver import begin, do, shipped_content, undo, until
from tests.exercise.play.test_result_reversal import argued, overrule, planned, reveal
from tests.tui.play.desk.test_role_knowledge import play_until_shown
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import parse_moves
from wargame.exercise.seat import Seat
from wargame.exercise.view.narration import find_decision, list_reversible_results
from wargame.rules.decisions import build_decision, list_known_moves
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.decision_text import format_decided, format_decision
from wargame.rules.text.event_text import format_told
from wargame.rules.text.plan_text import format_reversible
from wargame.rules.text.rule_text import end_sentence, format_known_moves, format_move
from wargame.session.records import CommandLine

WORDS = "Open a school on the docks"
HAPPENED = "For a season the docks keep silent"


def say(exercise: Exercise, who: str, verb: str, said: dict[str, Any], **args: Any) -> None:
    assert isinstance(exercise.execute(who, verb, args, because="because", said=said), Done)


def heard(secret: bool, ruling: str = "apply", **args: Any) -> Exercise:
    """The ring has argued in words, and the facilitator has ruled in words."""
    exercise = until(begin(), "plan")
    while "town" in exercise.list_waiting():
        do(exercise, "town", "plan", action="reassure")
    said = {"action": WORDS, "effect": "Trust", "reasons": ["It pays"]}
    say(exercise, "ring", "argue", said, effects={"trust": 1}, reasons=1, secret=secret)
    until(exercise, "assess")
    do(exercise, FACILITATOR, "weigh", pros=1, cons=0)
    say(exercise, FACILITATOR, ruling, {"happened": HAPPENED}, **args)
    return exercise


def told(exercise: Exercise, who: str) -> str:
    """All that somebody hears: the decisions announced, and what came of them."""
    texts = []
    for _, entry in Seat(exercise, who).list_log():
        texts += [end_sentence(format_decision(entry.decision))] if entry.decision is not None else []
        texts += map(format_told, entry.told)
    return "\n".join(texts)


def word(exercise: Exercise, line: CommandLine, who: str) -> str:
    """A decision in the words that somebody may read."""
    return format_decision(find_decision(exercise, line, who))


def last(exercise: Exercise, verb: str) -> CommandLine:
    return next(line for line in reversed(exercise.standing) if line.do == verb)


def test_the_room_hears_what_is_argued_and_what_is_ruled() -> None:
    exercise = heard(secret=False)
    name = exercise.table.scenario.roles["ring"].name
    assert f"{name} argues: {WORDS}." in told(exercise, OBSERVER)
    assert f"Facilitator rules: {HAPPENED}." in told(exercise, OBSERVER)
    assert "an argument" not in told(exercise, OBSERVER)
    assert "rules as it stands" not in told(exercise, OBSERVER)


def test_a_ruling_that_departs_is_told_in_words_and_by_what_moved() -> None:
    exercise = heard(False, "settle", effects={"fear": 1}, closes=0)
    assert f"Facilitator rules: {HAPPENED}." in told(exercise, OBSERVER)
    assert "Fear rose from" in told(exercise, OBSERVER)


@pytest.mark.parametrize("who", [OBSERVER, "town"])
def test_of_a_secret_argument_the_room_hears_no_words(who: str) -> None:
    exercise = heard(secret=True)
    assert "an argument" in told(exercise, who)
    assert WORDS not in told(exercise, who)
    assert HAPPENED not in told(exercise, who)
    assert HAPPENED not in word(exercise, last(exercise, "apply"), who)
    assert WORDS in told(exercise, FACILITATOR)
    assert HAPPENED in told(exercise, "ring")


def test_the_facilitator_reads_what_was_argued_and_asked_for() -> None:
    exercise = heard(secret=True)
    assert word(exercise, last(exercise, "argue"), FACILITATOR).endswith(f"argues: {WORDS}. Asked for: Trust +1")


def test_an_argument_in_the_place_of_a_vetoed_one_is_told_in_words_too() -> None:
    exercise = begin()
    until(exercise, "plan")
    while "town" in exercise.list_waiting():
        do(exercise, "town", "plan", action="reassure")
    for words in ("Sell the quay", WORDS):
        said = {"action": words, "effect": "Trust", "reasons": ["It pays"]}
        say(exercise, "ring", "argue", said, effects={"trust": 1}, reasons=1, secret=False)
        until(exercise, "assess")
        do(exercise, FACILITATOR, "veto")
    heard = told(exercise, OBSERVER)
    assert heard.count("argues: Sell the quay.") == heard.count(f"argues: {WORDS}.") == 1


def test_an_argument_without_words_is_told_as_one(tmp_path: Path) -> None:
    exercise, _ = argued(tmp_path, 12)
    assert f"{exercise.table.scenario.roles['ring'].name}: an argument." in told(exercise, OBSERVER)


def test_results_are_listed_with_how_they_came_out(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="lean@docks", town="reassure")
    reveal(exercise, "ring", 2)
    results = list_reversible_results(exercise, FACILITATOR)
    assert format_reversible(results["ring"]).endswith("against 7, failed"), results
    assert format_reversible(results["town"]).endswith(", happened without a roll")
    overrule(exercise, "ring")
    assert format_reversible(list_reversible_results(exercise, FACILITATOR)["ring"]).endswith(", by ruling, succeeded")


def test_what_changed_nothing_is_no_result_to_turn(tmp_path: Path) -> None:
    exercise = planned(tmp_path, ring="wait", town="inquire")
    do(exercise, FACILITATOR, "set", number="fear", value=0)  # so keeping still calms nobody
    reveal(exercise, "town", 12)
    assert list(list_reversible_results(exercise, FACILITATOR)) == ["town"]


@pytest.mark.parametrize(("throw", "now"), [(12, "now a failure"), (2, "now a success")])
def test_the_room_hears_what_holds_after_an_overrule(tmp_path: Path, throw: int, now: str) -> None:
    exercise = planned(tmp_path, ring="lean@docks", town="reassure")
    reveal(exercise, "ring", throw)
    title = next(r.title for r in exercise.table.rules if r.name.startswith("lean") and r.zone == "docks")
    overrule(exercise, "ring")
    assert f"{title}: {now}, by the facilitator's ruling." in told(exercise, OBSERVER)


def test_the_room_hears_of_an_argument_that_is_turned(tmp_path: Path) -> None:
    exercise, _ = argued(tmp_path, 12)
    overrule(exercise, "ring")
    assert "): now a failure, by the facilitator's ruling." in told(exercise, OBSERVER)


def test_a_flag_is_no_number(tmp_path: Path) -> None:
    table = planned(tmp_path).table
    flag = next(c for c in table.columns if c.kind == "flag")
    moves = {flag.name: 1, "fear": -1}
    moved = format_known_moves(*list_known_moves(table, moves, FACILITATOR))
    assert moved == f"{flag.label}: now so, Fear -1"
    assert format_move(flag.label, True, -1) == f"{flag.label}: no longer so"
    assert (
        format_decided(build_decision(table, "", "set", {"number": flag.name, "value": 0}))
        == f"sets {flag.label}: no longer so"
    )
    assert parse_moves(moved, {c.name: c.label for c in table.columns}) == moves


def test_what_was_undone_can_still_be_told() -> None:
    exercise = until(begin(content=shipped_content(), seed=11), "respond")
    who = exercise.list_waiting()[0]
    offer = exercise.list_offers(who)[0]
    answered = do(exercise, who, "respond", **offer.args)
    undo(exercise, answered - 1, "read the card again")
    ruled = heard(secret=False)
    undo(ruled, last(ruled, "apply").n - 1, "ruled too soon")
    texts = [word(exercise, line, FACILITATOR) for line in exercise.lines if isinstance(line, CommandLine)]
    assert texts[-1].endswith(f"answers the card: {offer.title}")
    assert "Facilitator rules as it stands" in [
        word(ruled, line, FACILITATOR) for line in ruled.lines if isinstance(line, CommandLine)
    ]


def test_a_decision_about_a_revealed_number_is_told_to_all() -> None:
    exercise = next(shown for seed in range(40) if (shown := play_until_shown("Purse", seed)) is not None)
    before = exercise.lines[-1].n
    do(exercise, FACILITATOR, "set", number="purse", value=1)
    do(exercise, FACILITATOR, "rule", effects={"purse": 2}, closes=0)
    texts = [format_decision(find_decision(exercise, line, OBSERVER)) for line in exercise.standing if line.n > before]
    assert len(texts) == 2
    assert all("Purse" in text for text in texts), texts
