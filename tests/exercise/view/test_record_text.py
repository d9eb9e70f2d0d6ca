"""Records in words: the same in the facilitator's log, in a replay and in print."""

from __future__ import annotations

from tests.exercise.exercise_driver import begin, do, undo, until
from wargame.exercise.view.record_text import TOLD, format_record
from wargame.rules.model import FACILITATOR, OBSERVER


def test_each_kind_has_words_and_only_the_facilitator_reads_what_people_wrote() -> None:
    exercise = until(begin(), "plan")
    who = exercise.list_waiting()[0]
    name = exercise.table.scenario.roles[who].name
    offer = next(offer for offer in exercise.list_offers(who) if offer.do == "plan")
    n = do(exercise, who, "plan", **offer.fill(**{slot.name: slot.domain[0] for slot in offer.slots}))
    exercise.note("They asked first.", kind="strength", objective="ask-first")
    exercise.bookmark("who knew")
    exercise.amend(n, "it pays later")
    exercise.pause()
    exercise.go_on()
    exercise.hand_over(who, "bot:doctrine", "the team has left")
    undo(exercise, n - 1, "a slip")
    records = [line for line in exercise.lines if "record" in line]
    assert [format_record(exercise, line, FACILITATOR) for line in records] == [
        "Strength (ask-first): They asked first.",
        "Bookmark: who knew.",
        f"A better reason for line {n}: it pays later.",
        "Pause.",
        "Play goes on.",
        f"{name} was handed to the bot doctrine: the team has left.",
        f"Undone, all after line {n - 1}: a slip.",
    ]
    assert [format_record(exercise, line, OBSERVER) for line in records] == [
        "",
        "Bookmark.",
        "",
        "Pause.",
        "Play goes on.",
        f"{name} was handed to the bot doctrine.",
        f"Undone, all after line {n - 1}.",
    ]


def test_a_kind_that_is_told_elsewhere_has_no_words() -> None:
    exercise = begin()
    assert "closed" not in TOLD
    assert format_record(exercise, {"record": "closed"}, FACILITATOR) == ""
