"""The argument that is heard now, as a viewer may know it: reasons on both sides, terms, weighing and roll."""

from __future__ import annotations

from wargame.exercise.view.argument import Reason, find_current_argument
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.likelihood import compute_odds
from wargame.rules.decisions import KnownMove, list_known_moves
from wargame.rules.model import FACILITATOR
from wargame.rules.steps.argue import MOST, compute_modifier
from wargame.rules.told import KnownRoll

HEARING_KINDS = ("challenge", "clarify", "assess", "ruling")
"""The kinds of choices of a hearing, in order."""

MOST_REASONS = MOST
"""How many pros, and how many cons, each other role may give."""


@dataclass(frozen=True, slots=True)
class HeardReason:
    """A reason, the role that gave it, and its mark: ``p1``, ``p2`` ... for pros, ``c1`` ... for cons.

    ``strong`` says that it counted when the argument was weighed.
    """

    mark: str
    role: str
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class HearingOdds:
    """The chance in per cent by the number of strong pros (down) and of strong cons (across), with its modifier."""

    pros: int
    cons: int
    modifier: int
    percent: int


@dataclass(frozen=True, slots=True)
class Hearing:
    """The argument of ``role``: what it does, what it should cause, the changes it asks for, and the reasons.

    ``hidden`` is how many changes it asks for of numbers that the viewer may not see. ``pros`` begin with the reasons
    of the proposer. ``method`` is ``weighted`` or ``umpired``; two dice and the modifier have to reach ``target``.
    ``odds`` lists the chance for every number of strong reasons. ``roll`` is None before the dice fall, and where none
    do.
    """

    role: str
    action: str
    effect: str
    moves: tuple[KnownMove, ...]
    hidden: int
    secret: bool
    clarified: str
    pros: tuple[HeardReason, ...]
    cons: tuple[HeardReason, ...]
    method: str
    target: int
    weighed: bool
    odds: tuple[HearingOdds, ...]
    roll: KnownRoll | None

    def find_odds(self, pros: int, cons: int) -> HearingOdds:
        """Return the modifier and the chance for these numbers of strong reasons. Raises `LookupError` for others."""
        found = next((one for one in self.odds if (one.pros, one.cons) == (pros, cons)), None)
        if found is None:
            raise LookupError(f"there are no {pros} pros and {cons} cons")
        return found


def build_hearing(window: Window, viewer: str) -> Hearing | None:
    """Return the argument that is heard now; None without one, and for a secret one that is not the viewer's."""
    argument, terms = find_current_argument(window), window.table.scenario.arguments
    if argument is None or terms is None or (argument.secret and viewer not in (argument.role, FACILITATOR)):
        return None
    moves, hidden = list_known_moves(window.table, argument.moves, viewer, window.build_view(viewer))
    odds = []
    for pros in range(len(argument.pros) + 1):
        for cons in range(len(argument.cons) + 1):
            modifier = compute_modifier(terms, pros, cons)
            odds.append(HearingOdds(pros, cons, modifier, compute_odds(terms.target - modifier)))
    return Hearing(
        role=argument.role,
        action=argument.action,
        effect=argument.effect,
        moves=moves,
        hidden=hidden,
        secret=argument.secret,
        clarified=argument.clarified,
        pros=_mark_reasons("p", argument.pros, argument.strong),
        cons=_mark_reasons("c", argument.cons, argument.strong),
        method=terms.method,
        target=terms.target,
        weighed=bool(argument.weighed),
        odds=tuple(odds),
        roll=argument.rolled,
    )


def _mark_reasons(side: str, reasons: tuple[Reason, ...], strong: tuple[str, ...]) -> tuple[HeardReason, ...]:
    return tuple(
        HeardReason(f"{side}{i}", reason.role, reason.text, f"{side}{i}" in strong)
        for i, reason in enumerate(reasons, start=1)
    )
