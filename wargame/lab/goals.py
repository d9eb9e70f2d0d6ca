"""Goals: what a scenario that plays well measures among bots, and whether a balance report meets it.

No role is far ahead. No action is always or never taken. Every card has effects, and every ending occurs. An exercise
lasts and is not decided at half time. The scenario adds goals of its own: its rates, and what its experiments expect.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from wargame.lab.balance import Balance
from wargame.lab.experiment_trial import EARLY, SOON
from wargame.lab.experiments import ExperimentMargin, ExperimentResults

SHARE = (25, 45)
TAKEN = (2, 40)
EARLY_MOST = 10
LEADER_MOST = 65
MOVED_LEAST = 90
"""The limits of the goals, in per cent: the share of a role of the scores, and how often an action is taken (least and
most); exercises that end early, and leaders at half time who win (most); draws in which a card has effects (least).
"""
CLEAR = 2
"""By how many standard errors a margin must differ from 0 to count as clear."""


class Goal(NamedTuple):
    """One goal: what is wanted, what was measured, and a sentence for each part of the scenario that misses it."""

    wanted: str
    measured: str
    misses: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Does nothing miss the goal?"""
        return not self.misses


def list_goals(balance: Balance) -> list[Goal]:
    """Return every goal of a balance report, with what it measured."""
    out = [_build_share_goal(balance)] if len(balance.roles) == 3 else []
    out += [_build_action_goal(balance), _build_ending_goal(balance)]
    out.append(
        _build_limit_goal(
            f"at most {EARLY_MOST} % end before two thirds of the turns",
            balance.early,
            f"{balance.early:.1f} % end before two thirds of the turns (goal {EARLY_MOST} % at most)",
            EARLY_MOST,
        )
    )
    if balance.leader is not None:
        out.append(
            _build_limit_goal(
                f"the leader at half time leads at the end in at most {LEADER_MOST} %",
                balance.leader,
                f"the leader at half time leads at the end in {balance.leader:.1f} % (goal {LEADER_MOST} % at most)",
                LEADER_MOST,
            )
        )
    for rate in balance.rates:
        wanted = f"{rate.least} to {rate.most} %"
        missed = () if rate.least <= rate.share <= rate.most else (f"{rate.title}: {rate.share:.1f} % (goal {wanted})",)
        out.append(Goal(f"{rate.title}: {wanted}", f"{rate.share:.1f} %", missed))
    return [*out, _build_card_goal(balance)]


def list_margin_goals(found: ExperimentResults) -> list[Goal]:
    """Return what the scenario expects of its experiments, each measured on the contrast `EARLY`."""
    out = []
    for one in found.experiments:
        early = next((contrast for contrast in one.contrasts if contrast.refused == EARLY), None)
        for when, words in (("soon", f"{SOON} turns later"), ("end", "at the end")):
            if (way := one.expects[when]) is None:
                continue
            wanted = f"{one.title}: {one.role} is {way} off {words}"
            if early is None:
                out.append(Goal(wanted, "not measured", (f"{wanted}: the choice hardly ever came up",)))
                continue
            margin = next(m for m in (early.soon if when == "soon" else early.end) if m.of == one.role)
            beyond = margin.mean if way == "better" else -margin.mean
            missed = () if beyond > CLEAR * margin.error else (f"{wanted}: measured {format_margin(margin)}",)
            out.append(Goal(wanted, format_margin(margin), missed))
    return out


def format_margin(margin: ExperimentMargin) -> str:
    """Return a margin with its standard error, like *+4.20 ± 0.60*."""
    return f"{margin.mean:+.2f} ± {margin.error:.2f}"


def _build_limit_goal(wanted: str, measured: float, miss: str, most: int) -> Goal:
    return Goal(wanted, f"{measured:.1f} %", (miss,) if measured > most else ())


def _build_share_goal(balance: Balance) -> Goal:
    return Goal(
        f"each role's share of the scores: {SHARE[0]} to {SHARE[1]} %",
        ", ".join(f"{role.role} {role.share:.1f} %" for role in balance.roles),
        tuple(
            f"{role.role} has {role.share:.1f} % of the scores (goal {SHARE[0]} to {SHARE[1]} %)"
            for role in balance.roles
            if not SHARE[0] <= role.share <= SHARE[1]
        ),
    )


def _build_action_goal(balance: Balance) -> Goal:
    misses = []
    for action in balance.actions:
        if not action.chances:
            misses.append(f"the action {action.action} was never open")
        elif not TAKEN[0] <= action.taken <= TAKEN[1]:
            misses.append(
                f"the action {action.action} is taken in {action.taken:.1f} % of its chances"
                f" (goal {TAKEN[0]} to {TAKEN[1]} %)"
            )
    wanted = f"each action is taken in {TAKEN[0]} to {TAKEN[1]} % of its chances"
    return Goal(wanted, _format_range(action.taken for action in balance.actions if action.chances), tuple(misses))


def _build_ending_goal(balance: Balance) -> Goal:
    misses = tuple(f"the ending {ending} does not occur" for ending, share in balance.endings.items() if not share)
    return Goal("each ending occurs", _format_range(balance.endings.values()), misses)


def _build_card_goal(balance: Balance) -> Goal:
    misses = []
    for card in balance.cards:
        if card.moved is None:
            misses.append(f"the card {card.card} was never drawn")
        elif card.moved < MOVED_LEAST:
            misses.append(
                f"the card {card.card} changes something in {card.moved:.1f} % of its draws (goal {MOVED_LEAST} %)"
            )
    wanted = f"each card drawn changes something in at least {MOVED_LEAST} % of its draws"
    return Goal(wanted, _format_range(card.moved for card in balance.cards if card.moved is not None), tuple(misses))


def _format_range(measured: Iterable[float]) -> str:
    values = sorted(measured)
    return f"{values[0]:.1f} to {values[-1]:.1f} %" if values else "nothing to measure"
