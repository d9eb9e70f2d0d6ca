"""A reveal by stages at the keyboard: the rest of it at once, and for what real dice are thrown."""

from __future__ import annotations

from wargame.exercise.play.exercise import Done
from wargame.exercise.seat import Seat
from wargame.rules.chance import format_roll_slot
from wargame.rules.refusal import Refusal
from wargame.rules.steps.stage import STAGE_VERBS
from wargame.rules.text.plan_text import format_throw


def is_in_reveal(chair: Seat) -> bool:
    """Is the next step of the facilitator a stage of a reveal? ``chair`` is the seat of the facilitator."""
    asked = chair.find_asked()
    return asked.mine and asked.kind in STAGE_VERBS


def show_rest(chair: Seat) -> Done | Refusal | None:
    """Carry out the stages that are left, each as a command of its own; the last answer, None where none is left.

    It stops where an argument is heard. Raises as `Seat.do`; what was done before stands, and it can be called again.
    """
    done: Done | Refusal | None = None
    while is_in_reveal(chair) and not isinstance(done, Refusal):
        done = chair.do(chair.find_asked().kind)
    return done


def format_thrower(room: Seat, slot: str) -> str:
    """Return for which plan, target and odds dice are thrown at the slot of a role, or for which role before that.

    ``room`` is the seat of the room: the question is read by everybody.
    """
    opened = room.find_reveal().find_open()
    if opened is not None and opened[0].title and slot == format_roll_slot(opened[0].role):
        return format_throw(opened[0], opened[1].check)
    return next(role.name for role in room.list_roles() if slot == format_roll_slot(role.id))
