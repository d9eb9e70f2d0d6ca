"""Lists every roll: its purpose, its target, and its chance of success beforehand."""

from __future__ import annotations

from wargame.exercise.view.narration import find_role_name
from wargame.likelihood import count_winning_rolls
from wargame.review.data.codes import FAILURE, SUCCESS
from wargame.review.data.play_record import Die
from wargame.review.data.reviewed_session import CheckRoll, ReviewedSession
from wargame.review.text.timeline_text import format_argument_title
from wargame.rules.chance import sum_dice
from wargame.rules.explain import may_know_roll
from wargame.rules.model import OBSERVER
from wargame.rules.told import Rolled


def list_dice(session: ReviewedSession) -> tuple[Die, ...]:
    """Return the rolls that stand, in order."""
    return tuple(
        build_die(session, rolled) for n, rolls in session.rolls.items() if n not in session.struck for rolled in rolls
    )


def build_die(session: ReviewedSession, rolled: CheckRoll) -> Die:
    """Return one roll with its words."""
    table, event = session.table, rolled.event
    success = sum_dice(event.got) + event.plus >= event.target
    if event.rule >= 0:
        rule = table.rules[event.rule]
        role, title = table.roles[rule.owner] if rule.owner >= 0 else "", rule.title
        seen = may_know_roll(table, event.rule, OBSERVER)
    else:
        role, title = rolled.arguing, format_argument_title(find_role_name(session, rolled.arguing))
        seen = any(isinstance(told, Rolled) for told in session.list_told(rolled.line, OBSERVER))
    return Die(
        line=rolled.line,
        turn=rolled.turn,
        role=role,
        title=title,
        got=sum_dice(event.got),
        plus=event.plus,
        target=event.target,
        outcome=SUCCESS if success else FAILURE,
        chance=count_winning_rolls(event.target - event.plus) / 36,
        open=seen,
    )
