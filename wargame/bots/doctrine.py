"""The bot *doctrine*: it values each pick by the objectives of its role, looking a few closes ahead from its view.

A pick is worth what `pick_values` computes for it, plus a little noise, so that a seat does not act the same in every
exercise. The bot takes the pick with the highest sum, the first one of equals. There are two tempers beside the plain
one: *cautious* avoids risk and doubts deals; *bold* accepts risk and makes deals readily.
"""

from __future__ import annotations

from functools import lru_cache

from wargame.bots.bot import build_choice_counter
from wargame.bots.habits import TEMPERS, Habits
from wargame.bots.outlook import Outlook
from wargame.bots.pick_values import estimate_likelihood, weigh_picks
from wargame.bots.reasons import Reasons
from wargame.rules.chance import Chance, format_bot_slot
from wargame.rules.model import Table
from wargame.rules.picks import PER_CENTS
from wargame.rules.reasons import Reason
from wargame.rules.row import TURN, Row
from wargame.rules.state import clamp
from wargame.rules.step import Choice, Listed, Taken
from wargame.rules.steps.choose import EstimateStep

_MASK = 2**32 - 1


@lru_cache(maxsize=64)
def _build_outlook(table: Table, role: int, habits: Habits) -> Outlook:
    return Outlook(table, role, habits)


class Noise:
    """Exponential noise in whole numbers, one for each candidate, all from one draw ``got`` below 2**32.

    ``scale`` is the noise that half of the candidates exceed. The noise of a candidate is -log2(w / 2**32) times the
    scale, for a word w hashed from the draw and the candidate's number. The leading zeros of w are the whole part of
    the logarithm, and the bits after its first 1 approximate the rest linearly, so no floating point is used.
    """

    def __init__(self, got: int, scale: int) -> None:
        self._got, self._scale = got, scale

    def __call__(self, i: int) -> int:
        """Return the noise of candidate ``i``."""
        word = self._got + 0x9E3779B9 * (i + 1) & _MASK
        word = (word ^ word >> 16) * 0x7FEB352D & _MASK
        word = (word ^ word >> 15) * 0x846CA68B & _MASK
        word = (word ^ word >> 16) | 1
        zeros = 32 - word.bit_length()
        rest = (1 << 32) - (word << zeros)
        return self._scale * ((zeros << 10) + (rest >> 21)) >> 10


class DoctrineBot:
    """Values picks by objectives, odds and the closes to come. ``temper`` is a key of `TEMPERS`, ``""`` for none."""

    by_lot = False

    def __init__(self, temper: str = "") -> None:
        self.name = f"doctrine:{temper}" if temper else "doctrine"
        self._habits = TEMPERS[temper]

    def pick(self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], chance: Chance) -> Listed:
        """Return the pick with the highest value after noise; for an estimate the likelihood that it computes."""
        outlook = _build_outlook(table, role, self._habits)
        n = build_choice_counter(table).compute_number(seen, role, choice.do)
        got = chance.pick(seen[TURN], format_bot_slot(table.roles[role]), n, 2**32)
        if choice.do == EstimateStep.do:
            guess = estimate_likelihood(outlook, seen) + (got >> 8) % 11 - 5
            return choice.picks(seen, role)[PER_CENTS.index(clamp(guess, PER_CENTS[0], PER_CENTS[-1]))]
        noise = Noise(got, outlook.scale_points(outlook.habits.noise) // 10)
        weighed = weigh_picks(outlook, seen, choice)
        best, most = weighed[0].pick, None
        for i, (pick, value, group) in enumerate(weighed):
            total = value + noise(2 * group) + noise(2 * i + 1) // 4
            if most is None or total > most:
                best, most = pick, total
        return best

    def explain_pick(
        self, table: Table, seen: Row, role: int, choice: Choice[Listed, Taken], pick: Listed
    ) -> tuple[Reason, ...]:
        """Why the role would make this pick. The reason is made from the values without noise."""
        outlook = _build_outlook(table, role, self._habits)
        weighed = [] if choice.do == EstimateStep.do else weigh_picks(outlook, seen, choice)
        return Reasons(outlook, seen).explain_choice(choice.do, pick, weighed)
