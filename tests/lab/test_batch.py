"""The batch engine plays the same exercises as the scalar engine, on every column of every row.

Each class of step is tried on rows whose numbers were drawn; whole exercises follow. `test_batch_slow.py` has more.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.exercise.exercise_driver import begin, play_out
from tests.playing import moderate, shipped, tiny
from tests.strategies import small_tables
from tests.test_peers import Counted, mix, peers
from wargame.bots.bot import Bot
from wargame.bots.roster import make_bot
from wargame.content.load.library import list_scenarios
from wargame.content.load.loader import load_content
from wargame.lab.batch.arrays import Ints, choose_width
from wargame.lab.batch.bodies import BATCH_BODIES
from wargame.lab.batch.draws import Drawn64, Indices, SeededDraws
from wargame.lab.batch.lanes import Lanes
from wargame.lab.batch.pairs import PairPlayer
from wargame.lab.batch.play import BatchPlay
from wargame.lab.batch.playouts import build_engine, build_seats, run_batch_playouts
from wargame.lab.counterfactuals import finish, pick_for_facilitator
from wargame.lab.playouts import run_playout
from wargame.rules.chance import Chance, SeededChance
from wargame.rules.column import NUMBER_KINDS
from wargame.rules.compiler.compile import compile_table
from wargame.rules.model import FACILITATOR_ROLE, Table
from wargame.rules.row import ENDING, PC, TURN, Row
from wargame.rules.step import Step
from wargame.rules.steps.argue import HearingStep
from wargame.rules.steps.bodies import BODIES
from wargame.rules.steps.choose import PaceStep
from wargame.rules.steps.end import OverStep
from wargame.rules.steps.follow import FollowStep
from wargame.rules.view import build_view

LOT = ("random",) * 3
TEMPERS = ("doctrine", "doctrine:bold", "doctrine:cautious")


def play_scalar(table: Table, names: Sequence[str], seeds: Sequence[int]) -> list[Row]:
    """The same exercises, one after another."""
    bots = [make_bot(name) for name in names]
    return [run_playout(table, bots, SeededChance(seed, table.slots)) for seed in seeds]


def assert_same(table: Table, batch: Ints, rows: Sequence[Row]) -> None:
    """Every column of every row is equal; the message names the columns that are not."""
    for game, (got, row) in enumerate(zip(batch.tolist(), rows, strict=True)):
        differ = [(c.name, a, b) for c, a, b in zip(table.columns, got, row, strict=True) if a != b]
        assert not differ, f"exercise {game}: {differ[:8]}"


def test_every_class_of_step_has_a_body_or_belongs_to_a_hearing() -> None:
    hearing = {kind for kind in BODIES if issubclass(kind, HearingStep)}
    assert set(BATCH_BODIES) == set(BODIES) - hearing - {FollowStep}, "tables with these are played one by one"


def play_step(table: Table, bots: Sequence[Bot], pc: int, row: Row, chance: Chance) -> int:
    """Carry out one step on a row, with bots and the lab's facilitator where it waits; the number of the next step."""
    run, choice = table.runs[pc], table.choices[pc]
    if run is not None:
        return run(row, chance, None)
    assert choice is not None
    row[PC] = pc
    while asked := choice.asked(row):
        for role in asked:
            if role == FACILITATOR_ROLE:
                pick = pick_for_facilitator(table, row, choice)
            else:
                pick = bots[role].pick(table, build_view(table, row, table.roles[role]), role, choice, chance)
            choice.take(row, role, pick, None)
    return table.program[pc].then


def list_moments(table: Table, seeds: Sequence[int]) -> Iterator[tuple[int, Row]]:
    """Each step of each exercise with the row before it, with numbers drawn anew."""
    bots = [make_bot("random")] * len(table.roles)
    drawn = random.Random(7)
    for seed in seeds:
        chance, row, pc = SeededChance(seed, table.slots), table.build_start_row(), table.to.opening
        while not row[ENDING]:
            for i, column in enumerate(table.columns):
                if column.kind in NUMBER_KINDS and drawn.random() < 0.1:
                    row[i] = drawn.randint(column.low, column.high)
            yield pc, row[:]
            pc = play_step(table, bots, pc, row, chance)


@pytest.mark.parametrize("facilitated", [False, True])
@pytest.mark.parametrize("name", ["shipped", "tiny"])
def test_each_step_does_on_drawn_rows_what_it_does_on_one_row(name: str, facilitated: bool) -> None:
    table = (shipped if name == "shipped" else tiny)(paced=facilitated, staged=facilitated, instead=facilitated)
    engine, bots = build_engine(table), [make_bot("random")] * len(table.roles)
    at: dict[tuple[int, int], list[Row]] = {}
    for pc, row in list_moments(table, range(12)):
        at.setdefault((row[TURN], pc), []).append(row)
    tried: set[type[Step]] = set()
    for (turn, pc), rows in at.items():
        tried.add(type(table.program[pc]))
        lanes = Lanes(engine.numbers, rows, len(rows))
        seeds = range(len(rows))
        draws = SeededDraws(seeds, table.slots, table.turns)
        play = BatchPlay(engine.numbers, lanes, draws, build_seats(engine, ["random"] * len(bots)))
        play.turn = turn + (pc == table.to.inject)
        body = engine.bodies[pc]
        assert body is not None
        after = np.broadcast_to(body(play, None), len(rows)).tolist()
        lanes.keep_rows(np.arange(len(rows)))
        expected = [play_step(table, bots, pc, row, SeededChance(seed, table.slots)) for seed, row in enumerate(rows)]
        assert after == expected
        lanes.last[:, PC] = [row[PC] for row in rows]
        assert_same(table, lanes.last, rows)
    kinds = {type(step) for step in table.program if not isinstance(step, HearingStep | OverStep)}
    assert tried == (kinds if facilitated else kinds - {PaceStep})


@pytest.mark.parametrize("name", list_scenarios())
def test_whole_exercises_by_lot_are_the_same(name: str) -> None:
    content = load_content(name)
    for length in content.scenario.lengths:
        table = compile_table(content.scenario, content.decks, length, paced=False)
        seeds = range(20)
        assert_same(table, run_batch_playouts(table, LOT, seeds), play_scalar(table, LOT, seeds))


@pytest.mark.parametrize("name", list_scenarios())
def test_whole_exercises_of_every_temper_are_the_same(name: str) -> None:
    content = load_content(name)
    for i, length in enumerate(content.scenario.lengths):
        table = compile_table(content.scenario, content.decks, length, paced=False)
        names = TEMPERS[i:] + TEMPERS[:i]
        assert_same(table, run_batch_playouts(table, names, range(3)), play_scalar(table, names, range(3)))


@given(small_tables(st.just(False)), st.integers(0, 2**64 - 1))
@moderate(10)
def test_generated_scenarios_are_played_the_same(table: Table, seed: int) -> None:
    seeds = [seed ^ i for i in range(5)]
    for bots in (LOT, (*TEMPERS[1:], "random", "doctrine")):
        names = bots[: len(table.roles)]
        assert_same(table, run_batch_playouts(table, names, seeds), play_scalar(table, names, seeds))


@pytest.mark.parametrize(("seed", "staged"), [(4, False), (8, True), (4, True)])
def test_lanes_join_where_people_stopped(seed: int, staged: bool) -> None:
    """In the middle of a turn, with powers used, rulings in force and arguments on the table."""
    exercise = play_out(begin(length="standard", staged=staged), seed, powers=True)
    table, bots = exercise.table, [make_bot("doctrine:bold"), make_bot("doctrine")]
    rows = [exercise.find_row_before(line.n) for line in exercise.standing]
    rows = [row for row in rows if not row[ENDING] and row[PC]]
    seeds = range(len(rows))
    together = PairPlayer(table, [bot.name for bot in bots]).finish(rows, seeds)
    alone = [row[:] for row in rows]
    for row, one in zip(alone, seeds, strict=True):
        finish(table, bots, SeededChance(one, table.slots), row)
    assert_same(table, together, alone)
    assert any(row[slot.closes] for row in rows for slot in table.at.rulings)
    assert any(row[column] == table.argued for row in rows for column in table.at.plan)


class CountedDraws:
    """The peers' generator over many games: see `tests.test_peers.Counted`."""

    def __init__(self, table: Table, games: int) -> None:
        self._one = Counted(table, 0)
        self._keys = np.array([mix(42 + game * 0x9E3779B9) for game in range(games)], np.uint32)

    def pick(self, turn: int, slot: str, n: int, games: Indices, of: int | Ints) -> Drawn64:
        number = (turn - 1) * 8 + self._one.numbers[slot]
        x: NDArray[np.uint32] = self._keys[games] + np.uint32(number * 0x85EBCA6B & 2**32 - 1)
        x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
        x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
        got: Drawn64 = (x ^ (x >> np.uint32(16))).astype(np.int64) * of >> 32
        return got


def test_any_chance_port_can_be_played_by_many() -> None:
    table, bots = peers(), [make_bot("random")] * 3
    rows = [run_playout(table, bots, chance) for chance in (Counted(table, game) for game in range(200))]
    assert_same(table, run_batch_playouts(table, LOT, range(200), CountedDraws(table, 200)), rows)


@pytest.mark.parametrize(("low", "high", "bits"), [(-128, 127, 8), (0, 128, 16), (-129, 0, 16), (0, 32_768, 32)])
def test_the_narrowest_width_that_holds_a_range_is_chosen(low: int, high: int, bits: int) -> None:
    width = choose_width(low, high)
    assert width.itemsize * 8 == bits
    assert np.array([low, high], width).tolist() == [low, high]
