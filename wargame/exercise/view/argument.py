"""The argument that is before the room: the reasons for and against it, who gave them, and its roll."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR
from wargame.rules.told import KnownRoll, Rolled
from wargame.session.records import find_words, list_words


class Reason(NamedTuple):
    """A pro or con, and the role that gave it. The text is empty for a reason without words."""

    role: str
    text: str


class Argument(NamedTuple):
    """An argument as it stands. ``n`` is the line of the proposal; ``pros`` begin with the proposer's reasons.

    ``strong`` are the reasons that were marked when it was weighed (``p1``, ``c2`` ...), ``rolled`` is its roll,
    ``weighed`` the line of both (0: not yet).
    """

    n: int
    role: str
    action: str
    effect: str
    moves: Mapping[str, int]
    secret: bool
    pros: tuple[Reason, ...]
    cons: tuple[Reason, ...]
    clarified: str = ""
    strong: tuple[str, ...] = ()
    rolled: KnownRoll | None = None
    weighed: int = 0


def find_current_argument(window: Window) -> Argument | None:
    """Return the argument that is judged now; None without one."""
    role = window.find_arguing_role()
    proposed = next((ln for ln in reversed(window.standing) if ln.do == "argue" and ln.role == role), None)
    if proposed is None:
        return None
    pros = _build_reasons(role, list_words(proposed, "reasons"), proposed.args["reasons"])
    cons: list[Reason] = []
    clarified, rolled, weighed = "", None, 0
    strong: tuple[str, ...] = ()
    for line in window.standing:
        if line.n <= proposed.n or window.find_arguing_role(line.n) != role:
            continue
        if line.do == "challenge":
            pros += _build_reasons(line.role, list_words(line, "pros"), line.args["pros"])
            cons += _build_reasons(line.role, list_words(line, "cons"), line.args["cons"])
        elif line.do == "stand":
            clarified = line.because
        elif line.do == "weigh":
            strong, weighed = tuple(list_words(line, "strong")), line.n
            rolled = next(
                (told.roll for told in window.list_told(weighed, FACILITATOR) if isinstance(told, Rolled)), None
            )
    return Argument(
        n=proposed.n,
        role=role,
        action=find_words(proposed, "action"),
        effect=find_words(proposed, "effect"),
        moves=proposed.args["effects"],
        secret=bool(proposed.args["secret"]),
        pros=tuple(pros),
        cons=tuple(cons),
        clarified=clarified,
        strong=strong,
        rolled=rolled,
        weighed=weighed,
    )


def _build_reasons(role: str, said: list[str], count: int) -> list[Reason]:
    """As many reasons as were counted. Reasons of a bot have no words."""
    return [Reason(role, text) for text in [*said, *[""] * (count - len(said))][:count]]
