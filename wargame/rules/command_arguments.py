"""Checks the arguments of a command against the names and slots that it must fill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.rules.offers import Slot
from wargame.rules.refusal import Refusal, RefusalCode


def check_arguments(args: Mapping[str, Any], *names: str) -> Refusal | None:
    """Return a refusal if the arguments are not exactly those with these names, else None."""
    if set(args) == set(names):
        return None
    return Refusal(RefusalCode.WRONG_ARGUMENTS, known=names, given=tuple(sorted(args)))


def check_slots(args: Mapping[str, Any], slots: tuple[Slot, ...], *fixed: str) -> Refusal | None:
    """Return a refusal if the arguments do not fill the slots from their domains, else None; ``fixed`` are the other
    arguments.
    """
    refusal = check_arguments(args, *fixed, *(slot.name for slot in slots))
    if refusal is not None:
        return refusal
    for slot in slots:
        if not slot.is_valid(args[slot.name]):
            return Refusal(RefusalCode.WRONG_VALUE, slot=slot)
    return None
