"""Dice: every roll, what it was for, what it had to reach, and how likely that was beforehand."""

from __future__ import annotations

from wargame.exercise.view.narration import called
from wargame.likelihood import ways
from wargame.review.data.report import Die
from wargame.review.data.reviewed_session import Reviewed, Roll
from wargame.rules.chance import roll
from wargame.rules.table import OBSERVER
from wargame.rules.text.event_text import knows_roll


def dice(session: Reviewed) -> tuple[Die, ...]:
    """The rolls that stand, in order."""
    return tuple(
        die(session, rolled) for n, rolls in session.rolls.items() if n not in session.struck for rolled in rolls
    )


def die(session: Reviewed, rolled: Roll) -> Die:
    """One roll, in words."""
    table, event = session.table, rolled.event
    success = roll(event.got) + event.plus >= event.target
    if event.rule >= 0:
        rule = table.rules[event.rule]
        role, title = table.roles[rule.owner] if rule.owner >= 0 else "", rule.title
        seen = knows_roll(table, event.rule, OBSERVER)
    else:
        role, title = rolled.arguing, f"The argument of {called(session, rolled.arguing)}"
        seen = any(told.rolled is not None for told in session.told(rolled.line, OBSERVER))
    return Die(
        line=rolled.line,
        turn=rolled.turn,
        role=role,
        title=title,
        got=roll(event.got),
        plus=event.plus,
        target=event.target,
        outcome="success" if success else "failure",
        chance=ways(event.target - event.plus) / 36,
        open=seen,
    )
