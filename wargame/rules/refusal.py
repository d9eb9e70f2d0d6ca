"""Refusals: why a command is not taken, as data. The sentences are in `rules/text/refusal_text.py`."""

from __future__ import annotations

from enum import StrEnum

from wargame.light_dataclass import dataclass
from wargame.rules.members import MemberRefusal
from wargame.rules.offers import Slot


class RefusalCode(StrEnum):
    """Why a command, or a record of an exercise, is refused. In brackets: the fields of the refusal that it fills."""

    OVER = "over"
    """The exercise is over."""
    READ_ONLY = "read-only"
    """The session takes no commands: it is replayed or followed."""
    DECIDES_NOTHING = "decides-nothing"
    """The viewer is neither a role nor the facilitator."""
    NO_ROLE = "no-role"
    """No role has this id (``name``)."""
    NOT_ASKED = "not-asked"
    """Nothing is asked of this role (``name``)."""
    WRONG_VERB = "wrong-verb"
    """The ``verb`` is not asked for; ``known`` are."""
    WRONG_PACE = "wrong-pace"
    """Another ``verb`` of the pace is due."""
    WRONG_ARGUMENTS = "wrong-arguments"
    """The arguments are ``given`` and not ``known``."""
    WRONG_VALUE = "wrong-value"
    """What is given for the ``slot`` is not in its domain."""
    NO_ACTION = "no-action"
    """There is no action with this id (``name``)."""
    NOT_THERE = "not-there"
    """There is no action with this id (``name``) at the ``zone``."""
    NO_OPTION = "no-option"
    """The card has no option ``name``; it has ``known``."""
    NO_FORM = "no-form"
    """There is no form of deal ``name``; there are ``known``."""
    NO_ARGUMENTS = "no-arguments"
    """The exercise has no free arguments."""
    NOT_OPEN = "not-open"
    """The choice is not open now."""
    MEMBERS = "members"
    """``members`` of the role refuse."""
    NO_USE = "no-use"
    """A power (``verb``) has nothing to work on now."""
    NO_TARGET = "no-target"
    """The arguments ``known`` of a power name nothing; the values of all arguments are ``given``."""
    NO_REASON = "no-reason"
    """The facilitator gave no reason for a decision."""
    NO_UNDO = "no-undo"
    """There is nothing to undo."""
    NO_EARLIER = "no-earlier"
    """The undo goes back to before the beginning."""
    NO_UNDO_REASON = "no-undo-reason"
    """An undo has no reason."""
    SEEN = "seen"
    """An undo takes back what somebody has ``seen``, and is not confirmed."""
    NO_SEAT = "no-seat"
    """Nobody who is called ``name`` can take a seat; ``known`` can."""
    WRONG_TYPE = "wrong-type"
    """The argument ``name`` of a record is of another type than ``known`` (of Python: str, int, bool, list, dict)."""
    NO_DECISION = "no-decision"
    """The ``line`` is no decision that stands."""
    NO_WORDS = "no-words"
    """An answer of the debrief is empty."""
    NO_OBJECTIVE = "no-objective"
    """There is no learning objective ``name``."""
    NO_TASK = "no-task"
    """The learning objective has no critical task ``name``; it has ``known``."""
    NO_RATING = "no-rating"
    """There is no rating ``name``; there are ``known``."""
    UNSUPPORTED_RATING = "unsupported-rating"
    """A rating (``name``) is better than the one that is ``supported``, and has no reason."""
    NO_OBSERVATION = "no-observation"
    """The ``line`` is no observation."""
    NO_ADVICE = "no-advice"
    """A row of the improvement plan lacks its issue or its recommendation."""
    NO_ADVICE_ROW = "no-advice-row"
    """The ``line`` is no row of the improvement plan."""
    NO_QUESTION = "no-question"
    """The debrief does not ask the question ``name``."""
    NO_ANSWER = "no-answer"
    """The ``line`` is no answer of the debrief."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command is not taken. `RefusalCode` says which fields are filled; the others keep their empty values.

    ``name`` and ``zone`` are what a command named, as it was given: a value of any JSON type. ``supported`` is empty
    where nothing that was noted supports a rating. ``seen`` are sentences.
    """

    code: RefusalCode
    name: object = ""
    zone: object = None
    verb: str = ""
    known: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    slot: Slot | None = None
    members: tuple[MemberRefusal, ...] = ()
    line: int = 0
    supported: str = ""
    seen: tuple[str, ...] = ()
