"""Forcing over arrays: the arms of an experiment in many exercises. The twin of `wargame.lab.experiment_trial`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from wargame.lab.batch.arrays import Ints, Mask
from wargame.lab.batch.choices import ACCEPT, find_offered_forms
from wargame.lab.batch.draws import Indices
from wargame.lab.batch.play import BatchPlay
from wargame.lab.batch.playouts import BatchPlayer
from wargame.lab.experiment_trial import EARLY, NARROWED, SOON, ExperimentArm, ExperimentTrial
from wargame.rules.model import Table
from wargame.rules.row import ENDING, PC, TURN, Row


class PartingSearch:
    """Stops each exercise at the first choice at which one of these arms would leave fewer picks than there are."""

    def __init__(self, arms: Sequence[ExperimentArm]) -> None:
        self._arms = arms

    def narrow(self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask) -> Mask:
        """Return all legal picks."""
        return legal

    def stop_parting(
        self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask | None
    ) -> Indices:
        """Stop the lanes that part at this choice, and return the others."""
        if legal is None:
            return lanes
        parts = np.zeros(len(lanes), np.bool_)
        for arm in self._arms:
            parts |= (narrow_picks(play, arm, do, role, lanes, picks, legal) != legal).any(axis=0)
        play.lanes.stopped[lanes[parts]] = True
        return lanes[~parts]


class ForcedArms:
    """Leaves in each exercise the picks that its arm leaves: ``which`` has the number of the arm by exercise."""

    def __init__(self, arms: Sequence[ExperimentArm], which: Ints) -> None:
        self._arms, self._which = arms, which

    def narrow(self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask) -> Mask:
        """Return which of the legal picks are left in each lane."""
        out = legal.copy()
        which = self._which[play.lanes.games[lanes]]
        for number, arm in enumerate(self._arms):
            some = np.flatnonzero(which == number)
            if len(some):
                out[:, some] = narrow_picks(play, arm, do, role, lanes[some], picks, legal[:, some])
        return out

    def stop_parting(
        self, play: BatchPlay, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask | None
    ) -> Indices:
        """Return all lanes: nothing stops."""
        return lanes


def narrow_picks(
    play: BatchPlay, arm: ExperimentArm, do: str, role: int, lanes: Indices, picks: Sequence[int], legal: Mask
) -> Mask:
    """Return which of the legal picks an arm leaves; all of them in a lane in which it would leave none."""
    if play.turn > arm.last or do not in NARROWED:
        return legal
    find = {"plan": _narrow_plans, "deal": _narrow_offers, "answer": _narrow_answers}[do]
    left = find(play, arm, role, lanes, picks, legal)
    return np.where(left.any(axis=0), left, legal)


def _narrow_plans(
    play: BatchPlay, arm: ExperimentArm, role: int, lanes: Indices, picks: Sequence[int], legal: Mask
) -> Mask:
    table = play.table
    if role != arm.role or (arm.takes and not arm.actions):
        return legal
    wanted = _mark(table.action_of[at] in arm.actions for at in picks)
    if not arm.takes:
        return legal & ~wanted
    taken = legal & wanted
    holds: Mask = legal & _mark(at == table.holds[role] for at in picks)
    return np.where(taken.any(axis=0), taken, holds)


def _narrow_offers(
    play: BatchPlay, arm: ExperimentArm, role: int, lanes: Indices, picks: Sequence[int], legal: Mask
) -> Mask:
    if role != arm.role:
        return legal
    offers = _mark(pick in arm.forms for pick in picks)
    if not arm.takes:
        return legal & ~offers
    return np.where(_was_dealt(play, arm, lanes), legal, legal & offers)


def _narrow_answers(
    play: BatchPlay, arm: ExperimentArm, role: int, lanes: Indices, picks: Sequence[int], legal: Mask
) -> Mask:
    if not arm.takes and role != arm.role:
        return legal
    offered = find_offered_forms(play.table, play.lanes.open_sheet(lanes).cells, role, len(lanes))
    wanted = np.isin(offered, list(arm.forms))
    accepts = _mark(pick == ACCEPT for pick in picks)
    if arm.takes:
        return np.where(wanted & ~_was_dealt(play, arm, lanes), legal & accepts, legal)
    counters = _mark(pick in arm.forms for pick in picks)
    return legal & ~counters & ~(accepts & wanted)


def _mark(marks: Iterable[bool]) -> Mask:
    """Return marks of the picks as an array (picks, 1)."""
    return np.array(list(marks), np.bool_)[:, None]


def _was_dealt(play: BatchPlay, arm: ExperimentArm, lanes: Indices) -> Mask:
    """Return where one of the deals was made."""
    out = np.zeros(len(lanes), np.bool_)
    for form in arm.forms:
        out |= play.lanes.columns[play.table.at.dealt[form]][lanes] > 0
    return out


class TrialPlayer:
    """Plays an experiment in many exercises, with the bots ``names`` in the seats."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        """Raises `NoBatchBody` if the batch engine cannot play at this table or with these bots."""
        self._player = BatchPlayer(table, names)

    def compute_differences(self, trial: ExperimentTrial, seeds: Sequence[int]) -> list[dict[str, list[int]]]:
        """Return what `ExperimentTrial.compute_differences` returns under each seed, without those that return None."""
        inject = self._player.table.to.inject
        search = PartingSearch([trial.takes, trial.refuses[EARLY]])
        opening = trial.build_opening_row()
        stood = self._player.play(opening, seeds, until=trial.last + 1, forcing=search).tolist()
        parted: list[tuple[int, Row]] = [
            (seed, row) for seed, row in zip(seeds, stood, strict=True) if not row[ENDING] and row[PC] != inject
        ]
        arms = [trial.takes, *trial.refuses.values()]
        played = self._play_arms(arms, parted) if parted else []
        return [trial.subtract(parting, [arm[i] for arm in played]) for i, (_, parting) in enumerate(parted)]

    def _play_arms(self, arms: Sequence[ExperimentArm], parted: Sequence[tuple[int, Row]]) -> list[list[list[Row]]]:
        """Play all arms on from each row. Returns by arm and row the rows `SOON` turns later and at the end."""
        count = len(parted)
        rows = [row for _ in arms for _, row in parted]
        seeds = [seed for _ in arms for seed, _ in parted]
        forced = ForcedArms(arms, np.repeat(np.arange(len(arms)), count))
        comes: Ints = np.array([row[TURN] + SOON for row in rows])
        soon: list[Row] = self._player.play(rows, seeds, until=comes, forcing=forced).tolist()
        ends: list[Row] = self._player.play(soon, seeds, forcing=forced).tolist()
        both = [list(pair) for pair in zip(soon, ends, strict=True)]
        return [both[at : at + count] for at in range(0, len(both), count)]
