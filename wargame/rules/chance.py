"""Chance as a port: every draw has an address, and every source of chance answers it with the same kind of number.

The address of a draw is the turn, the slot and ``n`` (the n-th draw of that slot in that turn), under a seed and an
*epoch* (how many times play has been undone). No draw changes the result of another, so two alternatives can be
compared under the same luck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import shake_128
from struct import Struct, unpack
from typing import NamedTuple, Protocol

from wargame.card_limits import MOST_RULES
from wargame.likelihood import count_winning_rolls
from wargame.rules.row import Drawn

CARD = "card"
"""The slot of the draw of a card."""
CARD_ROLL = "roll/card"
"""The slot of the rolls that a card asks for."""
EXPOSURE = "exposure"
"""The slot of the hidden checks of the facilitator."""
RESPONSE = "response"
"""The slot of the draws among the options of a card."""
DEAL = "deal"
"""The slot of the draws among deals and answers. The rules of deals name it too, and never roll."""
CARD_ROLLS = MOST_RULES + 1
"""How many rolls one card can ask for: one for each rule, and then one for the option that was picked."""


class Address(NamedTuple):
    """Where a draw stands: its turn, its slot, and its number among the draws of this slot and turn."""

    turn: int
    slot: str
    n: int


def format_roll_slot(role: str) -> str:
    """Return the slot of the rolls of a role, by the id of the role."""
    return f"roll/{role}"


def format_plan_slot(role: str) -> str:
    """Return the slot of the draws of a role among plans, and at set-up among secret objectives, by its id."""
    return f"plan/{role}"


def format_bot_slot(role: str) -> str:
    """Return the slot of what the bot of a role draws for itself, by the id of the role."""
    return f"bot/{role}"


def list_slots(roles: Sequence[str]) -> list[str]:
    """Return the slots of chance of a table with these roles (by id), in the order of their numbers."""
    slots = [CARD, RESPONSE, DEAL, EXPOSURE, CARD_ROLL]
    slots += [format_plan_slot(role) for role in roles]
    slots += [format_roll_slot(role) for role in roles]
    slots += [format_bot_slot(role) for role in roles]
    return slots


def number_card_roll(injects: int, rule: int) -> int:
    """Return the number of the roll of a card's rule, at `CARD_ROLL`; ``rule`` counts the rules of the card.

    ``injects`` is how many cards were injected before it in this turn.
    """
    return CARD_ROLLS * injects + rule


def number_option_roll(injects: int) -> int:
    """Return the number of the roll of an option, at `CARD_ROLL`: the last one of its card."""
    return number_card_roll(injects, MOST_RULES)


def number_offer(role: int) -> int:
    """Return the number of the draw of a role among its offers, at `DEAL`."""
    return role


def number_answer(roles: int, role: int, spoken: int) -> int:
    """Return the number of the draw of a role among its answers, at `DEAL`, once ``spoken`` of ``roles`` roles have
    spoken.
    """
    return roles * (1 + spoken) + role


_KEY = Struct("<QQ")
_PLACE = Struct("<iI")


class Chance(Protocol):
    """A source of chance."""

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        """Return a whole number from 0 to ``of`` - 1 for the address (``turn``, ``slot``, ``n``)."""
        ...


class DrawNeeded(Exception):
    """A person has to roll dice or draw a card before the command can be decided.

    ``address`` is (turn, slot, n), ``of`` the number of possible results. For a card draw, ``cards`` are the ids of the
    cards that can come, in the order in which the result counts them.
    """

    def __init__(self, turn: int, slot: str, n: int, of: int) -> None:
        super().__init__(f"turn {turn}, {slot}, draw {n} of {of}")
        self.address = Address(turn, slot, n)
        self.of = of
        self.cards: tuple[str, ...] = ()


class SeededChance:
    """Draws from a seed: SHAKE-128 over (seed, epoch, first of eight turns, n) gives a 32-bit word for each turn and
    slot.

    One digest serves eight turns, since hashing takes more of the time of a playout than anything else. A word w gives
    ``w * of >> 32``, with a bias below of / 2**32.
    """

    def __init__(self, seed: int, slots: Mapping[str, int], epoch: int = 0) -> None:
        self._key = _KEY.pack(seed & (2**64 - 1), epoch)
        self._slots = slots
        self._words: dict[int, dict[int, tuple[int, ...]]] = {}

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        """Return the number drawn at this address. Raises `KeyError` for a slot the table does not have."""
        place = self._slots[slot]
        try:
            return self._words[n][turn][place] * of >> 32
        except KeyError:
            return self._draw_words(turn, n)[place] * of >> 32

    def _draw_words(self, turn: int, n: int) -> tuple[int, ...]:
        """The words of a turn at ``n``, one for each slot; the words of the other seven turns of the digest are kept
        too.
        """
        count = len(self._slots)
        first = (turn - 1) // 8 * 8 + 1
        digest = shake_128(self._key + _PLACE.pack(first, n)).digest(4 * 8 * count)
        words = unpack(f"<{8 * count}I", digest)
        dealt = self._words.setdefault(n, {})
        for i in range(8):
            dealt[first + i] = words[i * count : (i + 1) * count]
        return dealt[turn]


class RecordedChance:
    """Draws as a session recorded them. A draw that was not recorded raises `LookupError`."""

    def __init__(self, draws: Iterable[Drawn]) -> None:
        self._draws = {(d.turn, d.slot, d.n): d.got for d in draws}

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        """The recorded number at this address. Raises `LookupError` if there is none or it is not below ``of``."""
        try:
            got = self._draws[turn, slot, n]
        except KeyError:
            raise LookupError(f"no draw recorded for turn {turn}, {slot}, {n}") from None
        if not 0 <= got < of:
            raise LookupError(f"the draw recorded for turn {turn}, {slot}, {n} is {got}, not below {of}")
        return got


class TypedChance:
    """Real dice and paper cards: the numbers that people typed, by address. Raises `DrawNeeded` for one not typed yet.

    A draw whose slot ``asks`` refuses (a bot's, say) is answered by ``otherwise``.
    """

    def __init__(self, typed: Mapping[Address, int], asks: Callable[[str], bool], otherwise: Chance) -> None:
        self._typed, self._asks, self._otherwise = typed, asks, otherwise

    def pick(self, turn: int, slot: str, n: int, of: int) -> int:
        """Return the typed number at this address. Raises `DrawNeeded` if nothing was typed."""
        if not self._asks(slot):
            return self._otherwise.pick(turn, slot, n, of)
        got = self._typed.get(Address(turn, slot, n))
        if got is None:
            raise DrawNeeded(turn, slot, n, of)
        return got


def split_dice(got: int) -> tuple[int, int]:
    """Return the two dice (1 to 6 each) that a draw of 36 stands for."""
    return got // 6 + 1, got % 6 + 1


def sum_dice(got: int) -> int:
    """Return the sum, 2 to 12, of the two dice that a draw of 36 stands for."""
    return got // 6 + got % 6 + 2


def find_sum_draw(total: int) -> int:
    """Return the draw of 36 that stands for a sum, 2 to 12, of dice that are not known: the lowest with this sum."""
    return next(got for got in range(36) if sum_dice(got) == total)


ROLL: tuple[int, ...] = tuple(sum_dice(got) for got in range(36))
"""`sum_dice` of each draw of 36."""


WAYS: tuple[int, ...] = tuple(count_winning_rolls(n) for n in range(-20, 41))
"""`count_winning_rolls` for each total that is needed, from -20 (index 0) to 40."""
