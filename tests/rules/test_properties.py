"""What holds whatever is played (docs/invariants.md 1 to 8, 14), over exercises whose choices hypothesis makes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.playing import Game, bound, by_bytes, check_row, everybody, filled, inline, moderate, play, shipped, tiny
from tests.strategies import exercises, moments, scripts, seeds, small_tables
from wargame.rules.chance import SeededChance
from wargame.rules.choices.codecs import parse_command
from wargame.rules.decide import Command, Outcome, advance, decide, list_offers, list_waiting
from wargame.rules.evolve import compute_fingerprint, evolve, replay
from wargame.rules.model import Table
from wargame.rules.offers import OfferGroup
from wargame.rules.refusal import Refusal
from wargame.rules.row import ENDING, TURN, Changed, Row


@moderate(20)
@given(exercises(), scripts, seeds)
def test_play_is_sound_at_every_step(table: Table, script: bytes, seed: int) -> None:
    """Cards in one place, numbers in range, somebody asked until the end; no offer is refused; it can be saved."""
    check_row(table, table.build_start_row())
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        check_row(table, step.outcome.row)


@moderate(20)
@given(moments(), scripts)
def test_every_offer_of_everybody_is_accepted_with_any_values(at: tuple[Table, Row], script: bytes) -> None:
    table, row = at
    pick, chance = by_bytes(script), SeededChance(1, table.slots)
    for who in everybody(table):
        for offer in list_offers(table, row, who):
            for _ in range(2):
                command = Command(who, offer.do, filled(offer, pick))
                assert isinstance(decide(table, row, command, chance), Outcome), command


@moderate(20)
@given(exercises(), scripts, seeds)
def test_events_rebuild_the_row_at_every_prefix(table: Table, script: bytes, seed: int) -> None:
    for step in play(table, by_bytes(script), SeededChance(seed, table.slots)):
        before = compute_fingerprint(step.before)
        row = step.before
        for event in step.outcome.events:
            if isinstance(event, Changed):
                assert row[event.column] == event.before, table.columns[event.column].name
                assert event.after != event.before
            row = evolve(row, event)
        assert row == step.outcome.row == replay(step.before, step.outcome.events)
        assert compute_fingerprint(step.before) == before


@moderate(15)
@given(moments(), scripts)
def test_evolve_is_total_and_pure(at: tuple[Table, Row], script: bytes) -> None:
    """Any event of the table can be written to any row, as often as one likes."""
    table, row = at
    steps = play(table, by_bytes(script), SeededChance(3, table.slots))
    events = [event for step, _ in zip(steps, range(10), strict=False) for event in step.outcome.events]
    for event in events:
        kept = row[:]
        once = evolve(row, event)
        assert row == kept
        assert evolve(row, event) == once == evolve(once, event)


@moderate(20)
@given(moments(), scripts, seeds)
def test_a_saved_row_plays_on_as_the_live_one_does(at: tuple[Table, Row], script: bytes, seed: int) -> None:
    """A pending decision is in the row, so that any moment can be saved."""
    table, row = at
    saved = json.loads(json.dumps(row))
    chance = SeededChance(seed, table.slots)
    for who in list_waiting(table, row):
        assert list_offers(table, saved, who) == list_offers(table, row, who)
        offer = list_offers(table, row, who)[by_bytes(script)(len(list_offers(table, row, who)))]
        command = Command(who, offer.do, filled(offer, by_bytes(script)))
        assert decide(table, saved, command, chance) == decide(table, row, command, chance)


@moderate(20)
@given(exercises(), scripts, seeds)
def test_play_ends_within_its_bound(table: Table, script: bytes, seed: int) -> None:
    """Nobody vetoes and no power is used: then the number of commands has a bound."""
    pick, chance = by_bytes(script), SeededChance(seed, table.slots)
    row, commands = table.build_start_row(), 0
    while not row[ENDING]:
        who = list_waiting(table, row)[0]
        choices = [o for o in list_offers(table, row, who) if o.do != "veto" and o.group is not OfferGroup.POWERS]
        offer = choices[pick(len(choices))]
        outcome = decide(table, row, Command(who, offer.do, filled(offer, pick)), chance)
        assert isinstance(outcome, Outcome)
        assert outcome.row[TURN] - row[TURN] in (0, 1)
        row, commands = outcome.row, commands + 1
        assert commands <= bound(table)


@moderate(20)
@given(st.one_of(small_tables(), st.just(tiny("standard", False)), st.just(shipped("full", False))), scripts, seeds)
def test_playing_without_notes_leads_to_the_same_row(table: Table, script: bytes, seed: int) -> None:
    """Playouts switch noting off; nothing else may differ."""
    chance = SeededChance(seed, table.slots)
    silent = table.build_start_row()
    for step in play(table, by_bytes(script), chance, powers=False):
        meant = parse_command(table, silent, step.command.role, step.command.do, step.command.args)
        assert not isinstance(meant, Refusal)
        choice, role, pick = meant
        choice.take(silent, role, pick, None)
        advance(table, silent, chance, None)
        assert silent == step.outcome.row


def test_vetoes_come_to_an_end() -> None:
    """The one loop a facilitator can make: an argument vetoed, and made again."""
    game = Game(inline(arguments={}))
    for _ in range(99):
        game.do("ants", "argue", effects={}, reasons=1, secret=False)
        if game.phase == "plan":
            game.plan()
        game.do("bees", "challenge", pros=0, cons=0).do("ants", "stand").do("facilitator", "veto")
    game.do("ants", "argue", effects={}, reasons=1, secret=False)
    game.do("bees", "challenge", pros=0, cons=0).do("ants", "stand")
    assert "veto" not in game.offers("facilitator")
