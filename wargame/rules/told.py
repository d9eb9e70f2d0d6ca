"""What happened, as data for one viewer: the events of a command without what the viewer may not know.

`rules/explain.py` makes these from events; `rules/text/event_text.py` turns them into sentences. Every field is a plain
value (a text, a number, a tuple of such), so that nobody needs a table to read it. ``kind`` tells the classes apart
where they are written as JSON. Numbers, rules, roles, cards, deals and endings are named by their ids; labels, titles
and names beside the ids are words that content gives.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Literal, TypeAlias

from wargame.light_dataclass import dataclass
from wargame.rules.chance import split_dice, sum_dice
from wargame.rules.members import MemberRefusal


class CauseKind(StrEnum):
    """What kind of thing made a number change."""

    RULE = "rule"
    """A rule did it: an action, a card, a deal, upkeep."""
    COST = "cost"
    """It is the cost of an action."""
    LASTING = "lasting"
    """A rule of an earlier turn is still at work."""
    BROKEN = "broken"
    """A deal was broken."""
    ARGUMENT = "argument"
    RULING = "ruling"
    OVERRULE = "overrule"
    """The facilitator turned a result."""
    SET = "set"
    """The facilitator set the number."""
    UNKNOWN = "unknown"
    """The viewer may not know the cause."""


@dataclass(frozen=True, slots=True)
class KnownRoll:
    """A check as a viewer may know it: two dice, the name of its rule (empty: an argument), and whether it succeeded.

    ``dice`` holds one number, the sum of both, where people typed the sum of real dice: nobody knows the two.
    ``plus`` and ``target`` are 0 where a bonus depends on a number that the viewer does not see: the dice are public,
    but the bonus would tell that number.
    """

    dice: tuple[int, ...]
    rule: str
    success: bool
    plus: int = 0
    target: int = 0

    @property
    def total(self) -> int:
        """The sum of both dice with the bonus, where it is known."""
        return sum(self.dice) + self.plus


def build_roll(
    got: int, rule: str, success: bool, plus: int = 0, target: int = 0, *, summed: bool = False
) -> KnownRoll:
    """Return a known roll from a draw (0 to 35), which stands for the sum of its dice alone if ``summed``."""
    return KnownRoll((sum_dice(got),) if summed else split_dice(got), rule, success, plus, target)


@dataclass(frozen=True, slots=True)
class Cause:
    """What made a number change: the title and name of a rule, and the role whose plan or argument it was, if any.

    ``roll`` is the check that decided it, where there was one and the viewer may know it. A cause that is no rule has
    no title, and an unknown one has only its kind.
    """

    kind: CauseKind
    title: str = ""
    rule: str = ""
    role: str = ""
    roll: KnownRoll | None = None

    def reads_as(self, other: Cause) -> bool:
        """Return whether both causes are told in the same words, so that their changes can be told together."""
        return self == other or self._list_told() == other._list_told()

    def _list_told(self) -> tuple[object, ...]:
        rolled = (self.roll.total, self.roll.target) if self.roll is not None else None
        return self.kind, self.title, self.role, rolled


@dataclass(frozen=True, slots=True)
class Moved:
    """A number went from ``before`` to ``after``. ``zone`` is the id of its zone, empty for a track."""

    kind: Literal["moved"] = field(default="moved", kw_only=True)
    number: str
    label: str
    zone: str
    before: int
    after: int
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class MovedTogether:
    """Several numbers moved one after the other, for one cause."""

    kind: Literal["moved_together"] = field(default="moved_together", kw_only=True)
    moves: tuple[Moved, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class FlagSet:
    """A flag began to hold, or no longer holds."""

    kind: Literal["flag_set"] = field(default="flag_set", kw_only=True)
    number: str
    label: str
    holds: bool
    cause: Cause | None


@dataclass(frozen=True, slots=True)
class TurnBegan:
    """A turn began."""

    kind: Literal["turn_began"] = field(default="turn_began", kw_only=True)
    turn: int
    turns: int


@dataclass(frozen=True, slots=True)
class QuietTurn:
    """No card comes in this turn."""

    kind: Literal["quiet_turn"] = field(default="quiet_turn", kw_only=True)


@dataclass(frozen=True, slots=True)
class CardCame:
    """A card came to the table."""

    kind: Literal["card_came"] = field(default="card_came", kw_only=True)
    card: str
    title: str


@dataclass(frozen=True, slots=True)
class CardAnnounced:
    """The card of the next turn became known."""

    kind: Literal["card_announced"] = field(default="card_announced", kw_only=True)
    card: str
    title: str


@dataclass(frozen=True, slots=True)
class CardAnswered:
    """A role answered the card on the table; ``title`` is that of its answer."""

    kind: Literal["card_answered"] = field(default="card_answered", kw_only=True)
    role: str
    name: str
    option: str
    title: str


@dataclass(frozen=True, slots=True)
class PlanMade:
    """A role made its plan, known to the role alone. ``mine``: the viewer is that role.

    ``rule`` and ``title`` are empty for an argument; ``words`` are then those of the role, where the viewer may hear
    them.
    """

    kind: Literal["plan_made"] = field(default="plan_made", kw_only=True)
    role: str
    name: str
    mine: bool
    rule: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanRevealed:
    """The plan of a role was revealed. ``rule``, ``title`` and ``words`` are as in `PlanMade`."""

    kind: Literal["plan_revealed"] = field(default="plan_revealed", kw_only=True)
    role: str
    name: str
    rule: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanOpened:
    """A revealed plan is about to happen. ``rule``, ``title`` and ``words`` are as in `PlanMade`.

    ``checked`` says whether dice decide. ``target`` is then the number that they have to reach with ``plus``, and
    ``odds`` the chance of success in per cent; both are 0 and None where the viewer may not know them.
    """

    kind: Literal["plan_opened"] = field(default="plan_opened", kw_only=True)
    role: str
    name: str
    rule: str
    title: str
    checked: bool
    target: int
    plus: int
    odds: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rolled:
    """A check was rolled. ``title`` is that of its rule and empty for an argument.

    ``role`` and ``name`` are of the role that acts or argues, empty where no role does. ``odds`` is the chance of
    success in per cent, None where the viewer may not know it, and for an argument.
    """

    kind: Literal["rolled"] = field(default="rolled", kw_only=True)
    role: str
    name: str
    title: str
    odds: int | None
    roll: KnownRoll


@dataclass(frozen=True, slots=True)
class ResultHeld:
    """A role could not pay for its plan, and held."""

    kind: Literal["result_held"] = field(default="result_held", kw_only=True)
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class ArgumentWithdrawn:
    """A role withdrew its argument."""

    kind: Literal["argument_withdrawn"] = field(default="argument_withdrawn", kw_only=True)
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class ResultTurned:
    """The facilitator turned the result of a role's plan, or of its argument (then ``rule`` and ``title`` are empty).

    ``success`` is the result that holds now; ``checked`` says whether dice decide about plans of this rule.
    """

    kind: Literal["result_turned"] = field(default="result_turned", kw_only=True)
    role: str
    name: str
    rule: str
    title: str
    checked: bool
    success: bool


@dataclass(frozen=True, slots=True)
class DealOffered:
    """A deal of a form is on the table."""

    kind: Literal["deal_offered"] = field(default="deal_offered", kw_only=True)
    form: str
    title: str


@dataclass(frozen=True, slots=True)
class DealMade:
    """A deal stands between the roles of these names, one or two."""

    kind: Literal["deal_made"] = field(default="deal_made", kw_only=True)
    form: str
    title: str
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealEnded:
    """A deal no longer stands."""

    kind: Literal["deal_ended"] = field(default="deal_ended", kw_only=True)
    form: str
    title: str


@dataclass(frozen=True, slots=True)
class SecretDrawn:
    """A role drew a secret objective. ``mine``: the viewer is that role."""

    kind: Literal["secret_drawn"] = field(default="secret_drawn", kw_only=True)
    role: str
    name: str
    mine: bool
    objective: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BrinkReached:
    """The condition of an ending held at a close; ``more`` further closes like this end the exercise.

    ``last``: the next close is the last one, at which the exercise ends in any case: by this ending, if it holds.
    """

    kind: Literal["brink_reached"] = field(default="brink_reached", kw_only=True)
    ending: str
    title: str
    more: int
    last: bool = False


@dataclass(frozen=True, slots=True)
class BrinkLeft:
    """The condition of an ending held before, and did not hold at this close."""

    kind: Literal["brink_left"] = field(default="brink_left", kw_only=True)
    ending: str
    title: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The exercise ended."""

    kind: Literal["ended"] = field(default="ended", kw_only=True)
    ending: str
    title: str


@dataclass(frozen=True, slots=True)
class NumberShown:
    """A number that was hidden is known to all from now on."""

    kind: Literal["number_shown"] = field(default="number_shown", kw_only=True)
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class EstimateGiven:
    """The viewer's role gave its estimate, in per cent."""

    kind: Literal["estimate_given"] = field(default="estimate_given", kw_only=True)
    percent: int


@dataclass(frozen=True, slots=True)
class MemberRefuses:
    """A member of a role began to refuse."""

    kind: Literal["member_refuses"] = field(default="member_refuses", kw_only=True)
    role: str
    refusal: MemberRefusal


@dataclass(frozen=True, slots=True)
class MemberAgrees:
    """A member of a role that refused agrees again."""

    kind: Literal["member_agrees"] = field(default="member_agrees", kw_only=True)
    role: str
    member: str
    name: str


Told: TypeAlias = (
    Moved
    | MovedTogether
    | FlagSet
    | TurnBegan
    | QuietTurn
    | CardCame
    | CardAnnounced
    | CardAnswered
    | PlanMade
    | PlanRevealed
    | PlanOpened
    | Rolled
    | ResultHeld
    | ArgumentWithdrawn
    | ResultTurned
    | DealOffered
    | DealMade
    | DealEnded
    | SecretDrawn
    | BrinkReached
    | BrinkLeft
    | Ended
    | NumberShown
    | EstimateGiven
    | MemberRefuses
    | MemberAgrees
)
"""One thing that happened."""

OF_CARDS = (QuietTurn, CardCame, CardAnnounced, CardAnswered)
"""What is told of cards; for isinstance."""
OF_PLANS = (PlanMade, PlanRevealed, PlanOpened, ResultHeld, ArgumentWithdrawn)
"""What is told of plans; for isinstance."""
OF_DEALS = (DealOffered, DealMade, DealEnded)
"""What is told of deals; for isinstance."""
OF_ENDINGS = (BrinkReached, BrinkLeft, Ended)
"""What is told of endings; for isinstance."""


def list_moves(told: Told) -> tuple[Moved, ...]:
    """Return the numbers that moved, as this tells it; none where it tells of something else."""
    if isinstance(told, Moved):
        return (told,)
    return told.moves if isinstance(told, MovedTogether) else ()
