"""Planted words: what somebody may not know is in nothing an exercise hands to a front end for that viewer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exercise.exercise_driver import begin, do, shipped_content, tiny_content, until
from tests.paths import DATA
from tests.plain.answer_scripts import argued_words, canary_content, forbidden, own_words
from tests.playing import by_seed, filled, moderate
from wargame.content.load.loader import Content, load_content
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.room.news import begins_phase
from wargame.exercise.seat import Seat
from wargame.plain import board
from wargame.rules.decisions import build_decision
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import OfferGroup
from wargame.rules.text.decision_text import format_decided
from wargame.rules.text.event_text import format_told

JUDGED = ("withdraw", "weigh", "succeed", "fail", "allow", "apply", "settle", "veto")
"""The commands that say how an argument is judged, or that it is not."""

CONTENT = {
    "tiny": canary_content(),
    "sleeve": canary_content(load_content(DATA / "tiny" / "scenarios" / "tiny.yaml", ["tiny-deck", "tiny-reserve"])),
    "shipped": canary_content(shipped_content()),
}


def shown(exercise: Exercise, who: str) -> str:
    """Everything there is for a viewer to read."""
    texts: list[Any] = [exercise.build_view(who), Seat(exercise, who).dump_json().decode()]
    for line in exercise.standing:
        told = exercise.list_told(line.n, who)
        texts += [text for one in told for text in (format_told(one), repr(one))]
        if exercise.may_know(line, who):
            texts += [format_decided(build_decision(exercise.table, "", line.do, line.args, who))]
        if exercise.may_read(line, who):
            texts += [line.because, line.said]
    texts += [text for text, _ in board.iter_log(Seat(exercise, who))]
    texts += [
        *board.format_cards(Seat(exercise, who)),
        *board.format_numbers(Seat(exercise, who)),
        *board.format_zones(Seat(exercise, who)),
        *board.format_deals(Seat(exercise, who)),
    ]
    if who in exercise.table.roles:
        texts += [
            *(text for text, _ in board.iter_objectives(Seat(exercise, who))),
            *map(repr, exercise.list_offers(who)),
        ]
    return "\n".join(map(str, texts))


@moderate(10)
@given(st.integers(0, 2**32 - 1), st.sampled_from(sorted(CONTENT)))
def test_nobody_is_shown_what_is_not_theirs(seed: int, which: str) -> None:
    exercise = begin(content=CONTENT[which], seed=seed, staged=seed % 2 == 0)
    pick = by_seed(seed)
    while not exercise.over:
        waiting = exercise.list_waiting()
        power = pick(8) == 7
        who = FACILITATOR if power else waiting[pick(len(waiting))]
        offers = [o for o in exercise.list_offers(who) if o.do != "end" and o.name != "inject"]
        offers = [o for o in offers if (o.group is OfferGroup.POWERS) == power]
        offer = offers[pick(len(offers))]
        words = argued_words(who, len(exercise.lines) + 2)
        said = {"action": words, "reasons": [words]} if offer.do == "argue" else {}
        because = own_words(who) if offer.do not in ("argue", "stand") else words  # a clarification is for the room
        done = exercise.execute(who, offer.do, filled(offer, pick), because=because, said=said)
        assert isinstance(done, Done)
        if pick(12) and not exercise.over:
            continue  # all there is to read takes long to read
        for viewer in (*exercise.table.roles, OBSERVER):
            text = shown(exercise, viewer)
            for word in forbidden(exercise, viewer):
                assert word not in text, f"{viewer} is shown {word} after {who} {offer.do}"
            told = [entry.decision.verb for _, entry in Seat(exercise, viewer).list_log() if entry.decision is not None]
            assert sum(verb in JUDGED for verb in told) == count_judged(exercise, viewer), f"{viewer} reads {told}"


def count_judged(exercise: Exercise, viewer: str) -> int:
    """How often an argument that a viewer may hear was judged."""
    count, secret = 0, dict.fromkeys(exercise.table.roles, False)
    for line in exercise.standing:
        if line.do == "argue":
            secret[line.role] = bool(line.args["secret"])
        role = exercise.find_arguing_role(line.n)
        count += line.do in JUDGED and (not secret[role] or viewer == role)
    return count


@pytest.mark.parametrize("method", ["weighted", "umpired"])
def test_how_a_secret_argument_is_judged_shows_in_no_other_seat(method: str) -> None:
    """Only the purse moves, which is the ring's own: whatever the facilitator says, others read the same."""
    content = tiny_content()
    terms = content.scenario.arguments
    assert terms is not None
    ruled = content.scenario.model_copy(update={"arguments": terms.model_copy(update={"method": method})})
    ways: dict[str, list[dict[str, int]]] = {
        "weighted": [{"pros": 1, "cons": 0}, {"pros": 0, "cons": 0}],
        "umpired": [{}],
    }
    verbs = ["weigh"] if method == "weighted" else ["succeed", "fail"]
    seats: dict[str, set[bytes]] = {viewer: set() for viewer in ("ring", "town", OBSERVER)}
    for verb, args in [*((verb, args) for verb in verbs for args in ways[method]), ("allow", {})]:
        exercise = until(begin(content=Content(ruled, content.decks, content.sources)), "plan")
        while "town" in exercise.list_waiting():
            do(exercise, "town", "plan", action="reassure")
        do(exercise, "ring", "argue", effects={"purse": 1}, reasons=1, secret=True)
        until(exercise, "assess").execute(FACILITATOR, verb, args, because="because")
        do(exercise, FACILITATOR, "apply")
        for viewer, seen in seats.items():
            seen.add(Seat(exercise, viewer).dump_json())
    assert {viewer: len(seen) for viewer, seen in seats.items()} == {"ring": 3, "town": 1, OBSERVER: 1}


def test_of_a_secret_hearing_the_room_learns_what_moved_and_that_people_went_on() -> None:
    exercise = until(begin(), "plan")
    while "town" in exercise.list_waiting():
        do(exercise, "town", "plan", action="reassure")
    do(exercise, "ring", "argue", effects={"fear": 1}, reasons=1, secret=True)
    do(until(exercise, "assess"), FACILITATOR, "allow")
    do(exercise, FACILITATOR, "set", number="trust", value=9)
    ruled = do(exercise, FACILITATOR, "settle", effects={"fear": 2}, closes=0)
    log = Seat(exercise, OBSERVER).list_log()
    (entry,) = (entry for n, entry in log if n == ruled)
    assert entry.decision is None
    assert entry.by_people
    assert begins_phase(log[-2][1], entry), "the second window shows it on its own"
    assert "Fear rose from 4 to 6" in format_told(entry.told[0])
    assert [one.decision.verb for _, one in log[-2:] if one.decision is not None] == ["set"]


def test_numbers_not_everybody_sees_are_not_told_by_what_the_facilitator_does() -> None:
    """The purse is the ring's own; what the facilitator does with it is told to the ring and to nobody else."""
    exercise = begin()
    exercise.execute(FACILITATOR, "set", {"number": "purse", "value": 9}, because="a gift")
    exercise.execute(FACILITATOR, "rule", {"effects": {"purse": -2}, "closes": 1}, because="a tax")
    for viewer, knows in (("ring", True), ("town", False), (OBSERVER, False)):
        told = "\n".join(text for text, _ in board.iter_log(Seat(exercise, viewer)))
        assert ("Purse" in told) == knows, f"{viewer}: {told}"
