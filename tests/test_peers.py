"""The rules against peers: the benchmark exercise gives the result on which ten other programs agree.

Its scenario and deck (tests/data/peers) are ordinary content. Only the draws come from the peers' own generator, so
that the same seed means the same exercise in every program.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.data.peers import make
from tests.paths import DATA
from wargame.bots.roster import make_bot
from wargame.content.load.loader import load_content
from wargame.lab.playouts import run_playout
from wargame.rules.compiler.compile import compile_table
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import Command, Outcome, decide, list_offers, list_waiting
from wargame.rules.evolve import replay
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.row import ENDING, PC, TURN, Event, Notes, Row
from wargame.rules.score import compute_score

PEERS = DATA / "peers"
SEED = 42
WORD = 2**32 - 1


class Counted:
    """The peers' generator: a draw is a hash of seed, game and a number made of turn and slot."""

    def __init__(self, table: Table, game: int) -> None:
        self._key = mix(SEED + game * 0x9E3779B9)
        self.numbers = {"card": 0, "response": 1}
        for p, role in enumerate(table.roles):
            self.numbers |= {f"plan/{role}": 2 + 2 * p, f"roll/{role}": 3 + 2 * p}

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        assert n == 0, "the peers draw once a turn at each slot"
        number = (turn - 1) * 8 + self.numbers[slot]
        return mix(self._key + number * 0x85EBCA6B) * of >> 32


def mix(x: int) -> int:
    """The 32-bit integer hash *lowbias32*."""
    x &= WORD
    x = (x ^ x >> 16) * 0x7FEB352D & WORD
    x = (x ^ x >> 15) * 0x846CA68B & WORD
    return x ^ x >> 16


@cache
def peers() -> ContentTable:
    content = load_content(PEERS / "peers.yaml")
    return compile_table(content.scenario, content.decks, "full", paced=False)


def played(game: int, notes: Notes | None = None) -> Row:
    """One game as a playout: every pick by lot."""
    table = peers()
    return run_playout(table, [make_bot("random")] * len(table.roles), Counted(table, game), notes)


def commanded(game: int) -> tuple[Row, list[Event]]:
    """The same game as people play it: commands made from offers, one after another."""
    table = peers()
    chance, row, events = Counted(table, game), table.build_start_row(), list[Event]()
    while not row[ENDING]:
        (who,) = list_waiting(table, row)
        open_to = list_offers(table, row, who)
        k = 0
        if who != FACILITATOR:
            choice = table.choices[row[PC]]
            assert choice is not None
            slot = f"plan/{who}" if choice.do == "plan" else "response"
            k = chance.pick(row[TURN], slot, 0, len(open_to))
        outcome = decide(table, row, Command(who, open_to[k].do, open_to[k].fill()), chance)
        assert isinstance(outcome, Outcome)
        row = outcome.row
        events += outcome.events
    return row, events


def test_a_thousand_games_give_the_result_of_the_peers() -> None:
    table = peers()
    tracks = [table.index[name] for name in table.scenario.tracks]
    wins, scores, digest = [0, 0, 0], [0, 0, 0], 0
    for game in range(1000):
        row = played(game)
        reached = [compute_score(table, row, role) for role in range(3)]
        wins[reached.index(max(reached))] += 1
        scores = [total + n for total, n in zip(scores, reached, strict=True)]
        digest += sum(row[column] * 31**t for t, column in enumerate(tracks))
    assert wins == [154, 747, 99]
    assert scores == [6044, 29521, 8250]
    assert digest & WORD == 303415209


def test_noting_changes_nothing_and_the_notes_tell_all() -> None:
    for game in range(200):
        notes: Notes = []
        assert played(game, notes) == played(game)
        assert replay(peers().build_start_row(), notes) == played(game)


def test_commands_lead_where_playouts_lead() -> None:
    for game in range(50):
        row, events = commanded(game)
        assert row == played(game)
        assert replay(peers().build_start_row(), events) == row


def test_the_exercise_is_what_the_peers_data_make_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "game.json").write_text((PEERS / "game.json").read_text())
    monkeypatch.setattr(make, "HERE", tmp_path)
    make.main()
    for name in ("peers.yaml", "peers-cards.yaml"):
        assert (tmp_path / name).read_text() == (PEERS / name).read_text()
