"""Chance and determinism: the same commands give the same exercise, everywhere and from every source of draws."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given

from tests.paths import ROOT
from tests.playing import Game, Loaded, Step, by_bytes, by_seed, card, inline, moderate, play, shipped, tiny
from tests.strategies import exercises, scripts, seeds
from wargame.bots.bot import number_own_draw
from wargame.likelihood import compute_odds, count_winning_rolls
from wargame.rules.chance import (
    Address,
    DrawNeeded,
    RecordedChance,
    SeededChance,
    TypedChance,
    list_slots,
    number_answer,
    number_card_roll,
    number_offer,
    number_option_roll,
    split_dice,
    sum_dice,
)
from wargame.rules.decide import Outcome, decide, list_offers
from wargame.rules.explain import explain
from wargame.rules.model import Table
from wargame.rules.refusal import Refusal
from wargame.rules.row import Drawn

SLOTS = {slot: i for i, slot in enumerate(["card", "response", "deal", "exposure", "roll/card", "plan/a", "roll/a"])}


def digest(table: Table, seed: int) -> str:
    """Everything an exercise says: commands, events, offers and sentences for everybody, hashed."""
    said = sha256()
    for step in play(table, by_seed(seed), SeededChance(seed, table.slots)):
        said.update(repr(step).encode())
        for who in (*table.roles, "observer", "facilitator"):
            said.update(repr(explain(table, step.before, step.outcome.events, who)).encode())
            if who != "observer":
                said.update(repr(list_offers(table, step.outcome.row, who)).encode())
    return said.hexdigest()


def test_two_processes_under_two_hash_seeds_play_the_same_exercise() -> None:
    code = (
        "from tests.rules.test_chance import digest, shipped, tiny\n"
        "print(digest(tiny(), 7), digest(shipped('short'), 11))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] == f"{digest(tiny(), 7)} {digest(shipped('short'), 11)}\n"


def test_the_global_generator_plays_no_part() -> None:
    random.seed(1)
    first = digest(tiny(), 3)
    random.seed(2)
    random.random()
    assert digest(tiny(), 3) == first


def test_two_seeds_play_two_exercises() -> None:
    assert len({digest(tiny(), seed) for seed in range(8)}) == 8


# Sources of draws


def _thrown(table: Table, step: Step, typed: dict[Address, int], dice: SeededChance) -> Outcome | Refusal | None:
    """The command decided with the dice thrown so far; or, where another is needed, that one thrown."""
    try:
        return decide(table, step.before, step.command, TypedChance(typed, lambda slot: True, dice))
    except DrawNeeded as need:
        typed[need.address] = dice.pick(*need.address, need.of)
        return None


@moderate(30)
@given(exercises(), scripts, seeds)
def test_seeded_recorded_and_typed_draws_give_the_same_events(table: Table, script: bytes, seed: int) -> None:
    seeded = SeededChance(seed, table.slots)
    for step in play(table, by_bytes(script), seeded):
        draws = [event for event in step.outcome.events if isinstance(event, Drawn)]
        assert decide(table, step.before, step.command, RecordedChance(draws)) == step.outcome
        typed: dict[Address, int] = {}
        while (outcome := _thrown(table, step, typed, seeded)) is None:
            pass
        assert outcome == step.outcome
        assert typed == {(d.turn, d.slot, d.n): d.got for d in draws}


@moderate(30)
@given(exercises(), scripts, seeds)
def test_no_address_is_drawn_twice_in_an_exercise(table: Table, script: bytes, seed: int) -> None:
    """So that a recorded exercise can be drawn again, and no draw repeats another."""
    drawn = [
        (event.turn, event.slot, event.n)
        for step in play(table, by_bytes(script), SeededChance(seed, table.slots))
        for event in step.outcome.events
        if isinstance(event, Drawn)
    ]
    assert len(drawn) == len(set(drawn))


def test_cards_that_are_drawn_anew_have_addresses_of_their_own() -> None:
    drawn = Loaded()
    game = Game(inline(cards=[card(f"c{i}") for i in range(12)], turns=6), drawn)
    for turn in range(3):
        game.do("facilitator", "skip").do("facilitator", "defer").do(
            "facilitator", "inject", card=f"c{11 - turn}"
        ).turn()
    assert len(drawn.asked) == len(set(drawn.asked))


def test_a_draw_that_was_not_recorded_or_does_not_fit_is_an_error() -> None:
    recorded = RecordedChance([Drawn(1, "card", 0, 6, 5)])
    assert recorded.pick(1, "card", 0, 6) == 5
    with pytest.raises(LookupError, match="no draw recorded for turn 2, card, 0"):
        recorded.pick(2, "card", 0, 6)
    with pytest.raises(LookupError, match="is 5, not below 3"):
        recorded.pick(1, "card", 0, 3)


def test_typed_draws_ask_only_for_the_slots_that_are_thrown_by_hand() -> None:
    typed = TypedChance({Address(1, "roll/a", 0): 35}, lambda slot: slot.startswith("roll"), SeededChance(1, SLOTS))
    assert typed.pick(1, "roll/a", 0, 36) == 35
    assert typed.pick(1, "card", 0, 6) == SeededChance(1, SLOTS).pick(1, "card", 0, 6)
    with pytest.raises(DrawNeeded) as need:
        typed.pick(2, "roll/a", 0, 36)
    assert (need.value.address, need.value.of) == ((2, "roll/a", 0), 36)


# Streams


def test_one_draw_never_moves_another() -> None:
    """Extra draws in one slot leave the others as they were."""
    quiet, busy = SeededChance(42, SLOTS), SeededChance(42, SLOTS)
    for n in range(50):
        busy.pick(1, "exposure", n, 36)
    addresses = [(turn, slot, n) for turn in range(4) for slot in SLOTS for n in range(3)]
    assert [quiet.pick(*a, 36) for a in addresses] == [busy.pick(*a, 36) for a in reversed(addresses)][::-1]


def test_slots_turns_draws_epochs_and_seeds_are_streams_of_their_own() -> None:
    def stream(seed: int, epoch: int, slot: str, n: int) -> tuple[int, ...]:
        chance = SeededChance(seed, SLOTS, epoch)
        return tuple(chance.pick(turn, slot, n, 2**31) for turn in range(20))

    streams = [stream(s, e, slot, n) for s in (1, 2) for e in (0, 1) for slot in SLOTS for n in range(3)]
    assert len(set(streams)) == len(streams)
    numbers = [number for one in streams for number in one]
    assert len(set(numbers)) == len(numbers)


def test_draws_are_what_they_always_were() -> None:
    """Frozen: a change here would change every exercise ever seeded."""
    chance, later = SeededChance(2024, SLOTS), SeededChance(2024, SLOTS, epoch=1)
    assert [chance.pick(turn, "card", 0, 36) for turn in range(12)] == FROZEN_CARDS
    assert [chance.pick(1, "roll/a", n, 36) for n in range(12)] == FROZEN_ROLLS
    assert [later.pick(1, "roll/a", n, 36) for n in range(12)] == FROZEN_LATER
    assert SeededChance(-1, SLOTS).pick(1, "card", 0, 10**6) == SeededChance(2**64 - 1, SLOTS).pick(1, "card", 0, 10**6)


FROZEN_CARDS = [11, 23, 35, 32, 23, 34, 23, 23, 34, 0, 20, 4]
FROZEN_ROLLS = [33, 34, 1, 27, 26, 4, 15, 27, 19, 30, 25, 35]
FROZEN_LATER = [1, 14, 14, 21, 18, 6, 3, 18, 19, 4, 32, 15]


@pytest.mark.parametrize("of", [2, 3, 7, 36])
def test_draws_are_even(of: int) -> None:
    """Chi-square against even odds; the draws are seeded, so this holds once and for all."""
    draws = [
        SeededChance(seed, SLOTS).pick(turn, slot, 0, of) for seed in range(300) for turn in range(12) for slot in SLOTS
    ]
    counts, expected = Counter(draws), len(draws) / of
    chi = sum((counts[k] - expected) ** 2 / expected for k in range(of))
    assert chi < of + 4 * (2 * of) ** 0.5


def test_neighbours_are_independent() -> None:
    chance = SeededChance(9, SLOTS)
    draws = [chance.pick(turn, slot, n, 6) for turn in range(60) for n in range(10) for slot in SLOTS]
    pairs = Counter(pairwise(draws))
    expected = (len(draws) - 1) / 36
    assert sum((pairs[a, b] - expected) ** 2 / expected for a in range(6) for b in range(6)) < 36 + 4 * 72**0.5


# Dice


def test_a_draw_of_36_is_two_dice() -> None:
    assert Counter(split_dice(got) for got in range(36)) == Counter((a, b) for a in range(1, 7) for b in range(1, 7))
    assert all(sum_dice(got) == sum(split_dice(got)) for got in range(36))


def test_odds_are_counted_over_the_36_throws() -> None:
    assert [count_winning_rolls(n) for n in range(1, 14)] == [36, 36, 35, 33, 30, 26, 21, 15, 10, 6, 3, 1, 0]
    assert [compute_odds(n) for n in (2, 7, 8, 12, 13)] == [100, 58, 42, 3, 0]


def test_an_outcome_is_plain_data() -> None:
    table = tiny()
    step = next(play(table, by_seed(1), SeededChance(1, table.slots)))
    assert isinstance(step.outcome, Outcome)
    assert all(type(event).__module__ == "wargame.rules.row" for event in step.outcome.events)


def test_the_addresses_of_draws_stay_as_recorded_sessions_have_them() -> None:
    slots = ["card", "response", "deal", "exposure", "roll/card"]
    assert list_slots(("ants", "bees")) == [
        *slots,
        *(f"{part}/{r}" for part in ("plan", "roll", "bot") for r in ("ants", "bees")),
    ]
    assert [number_card_roll(0, 8), number_option_roll(0), number_card_roll(1, 0), number_option_roll(2)] == [
        8,
        9,
        10,
        29,
    ]
    assert [number_offer(2), number_answer(4, 2, 0), number_answer(4, 2, 1)] == [2, 6, 10]
    assert [number_own_draw(do, 2) for do in ("plan", "clarify")] == [14, 20]
