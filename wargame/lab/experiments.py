"""Experiments: force one choice each way from the same row under the same luck, and measure what that changes.

Bots play to the first moment at which an experiment of the scenario (`content.model.experiments`) makes a difference.
From a copy of that row each arm plays on. One arm takes the choice early, one refuses it for the same time, one refuses
it to the end. Every draw has an address, so all arms meet the same cards, dice and noise; the difference between them
is the effect of the choice. The bots see what they always see, and choose freely where nothing is forced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from wargame.bots.bot import Bot
from wargame.content.load.loader import Content
from wargame.lab.batch.forcing import TrialPlayer
from wargame.lab.experiment_trial import ExperimentTrial
from wargame.lab.run_counts import CountRun, CountRuns, Counts, compile_with_bots, count_each
from wargame.lab.together import count_on_either
from wargame.rules.compiler.content_table import ContentTable


@dataclass(frozen=True)
class ExperimentMargin:
    """How much more the taking arm has of something: the mean over pairs, and its standard error ``error``.

    ``of`` is a role (then both are in points) or the label of a number.
    """

    of: str
    mean: float
    error: float


@dataclass(frozen=True)
class Contrast:
    """The taking arm against a refusing one (`EARLY` or `ALWAYS`): its margins `SOON` turns later, and at the end."""

    refused: str
    soon: tuple[ExperimentMargin, ...]
    end: tuple[ExperimentMargin, ...]


@dataclass(frozen=True)
class ExperimentFigures:
    """The result of one experiment. ``last`` is the last turn in which the choice is forced early.

    ``pairs`` is the number of exercises in which the choice came up; with fewer than two there are no contrasts.
    ``expects`` says, for *soon* and *end*, what the scenario expects for the role: *better*, *worse* or None. ``held``
    has the labels of numbers: a second margin of the role counts them as they were when the arms parted.
    """

    experiment: str
    title: str
    text: str
    role: str
    last: int
    pairs: int
    expects: Mapping[str, str | None]
    held: tuple[str, ...]
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True)
class ExperimentResults:
    """The results of all experiments of a scenario at one length, over the same exercises."""

    scenario: str
    length: str
    turns: int
    games: int
    seed: int
    bots: tuple[str, ...]
    experiments: tuple[ExperimentFigures, ...]


def run_experiments(
    content: Content,
    length: str,
    games: int,
    bots: Mapping[str, str] | None = None,
    seed: int = 1,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> ExperimentResults:
    """Run the experiments of the scenario from ``games`` exercises.

    Parameters and errors are those of `wargame.lab.balance.measure_balance`. ``warn`` is told if the batch engine
    differs from the scalar one, which then plays all.
    """
    if games < 1:
        raise ValueError("an experiment needs at least one exercise")
    table, names = compile_with_bots(content, length, bots)
    counts = count_on_either(
        count_each(_make_counter), _make_counter_together, content, length, names, games, seed, workers, progress, warn
    )
    trials = _build_trials(table, ())
    figures = tuple(_build_figures(trial, i, counts) for i, trial in enumerate(trials))
    return ExperimentResults(content.variant, length, table.turns, games, seed, names, figures)


def _build_trials(table: ContentTable, bots: Sequence[Bot]) -> list[ExperimentTrial]:
    return [ExperimentTrial(table, plan, bots) for plan in table.scenario.experiments]


def _make_counter(table: ContentTable, bots: Sequence[Bot]) -> CountRun:
    trials = _build_trials(table, bots)

    def count(seed: int, into: Counts) -> None:
        for i, trial in enumerate(trials):
            differences = trial.compute_differences(seed)
            if differences is not None:
                _count_pair(i, differences, into)

    return count


def _make_counter_together(table: ContentTable, names: Sequence[str]) -> CountRuns:
    """Return what plays the experiments in many exercises together."""
    trials, player = _build_trials(table, ()), TrialPlayer(table, names)

    def count(seeds: Sequence[int], into: Counts) -> None:
        for i, trial in enumerate(trials):
            for differences in player.compute_differences(trial, seeds):
                _count_pair(i, differences, into)

    return count


def _count_pair(i: int, differences: Mapping[str, Sequence[int]], into: Counts) -> None:
    """Add the differences of a pair of experiment ``i``."""
    into[f"{i} pairs", 0] += 1
    for contrast, values in differences.items():
        for k, value in enumerate(values):
            into[f"{i} {contrast}", k] += value
            into[f"{i} {contrast} squared", k] += value * value


# From counts to figures


def _build_figures(trial: ExperimentTrial, i: int, counts: Counts) -> ExperimentFigures:
    pairs, plan = counts[f"{i} pairs", 0], trial.plan

    def margins(contrast: str) -> tuple[ExperimentMargin, ...]:
        return tuple(_compute_margin(trial, i, contrast, k, counts) for k in range(len(trial.read)))

    return ExperimentFigures(
        experiment=plan.id,
        title=plan.title,
        text=plan.text,
        role=plan.role,
        last=trial.last,
        pairs=pairs,
        expects={"soon": plan.expects.soon, "end": plan.expects.end},
        held=tuple(trial.table.find_label(trial.table.index[track]) for track in plan.held),
        contrasts=tuple(
            Contrast(refused, margins(f"{refused} soon"), margins(f"{refused} end")) for refused in trial.refuses
        )
        if pairs > 1
        else (),
    )


def _compute_margin(trial: ExperimentTrial, i: int, contrast: str, k: int, counts: Counts) -> ExperimentMargin:
    pairs, total = counts[f"{i} pairs", 0], counts[f"{i} {contrast}", k]
    points = k < len(trial.read) - len(trial.plan.compare)
    unit = trial.table.unit if points else 1
    variance = (pairs * counts[f"{i} {contrast} squared", k] - total * total) / (pairs * (pairs - 1))
    return ExperimentMargin(trial.read[k], total / pairs / unit, sqrt(variance / pairs) / unit)
