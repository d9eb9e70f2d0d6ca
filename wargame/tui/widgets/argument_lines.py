"""An open argument in its hearing as lines of text: what is claimed, its pros and cons, its odds and its dice."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.exercise.seat import Seat
from wargame.exercise.view.hearing import Hearing
from wargame.rules.text.event_text import list_dice_lines
from wargame.rules.text.rule_text import format_known_moves
from wargame.session.text.line_text import format_wordless


def iter_argument(seat: Seat) -> Iterator[str]:
    """Yield the lines of an open argument in its hearing, with its pros and cons; nothing for a secret one."""
    hearing = seat.find_hearing()
    if hearing is None:
        return
    yield f"{seat.find_role(hearing.role).name} argues: {hearing.action}"
    if hearing.effect:
        yield f"It should cause: {hearing.effect}"
    if hearing.moves or hearing.hidden:
        yield f"Asked for: {format_known_moves(hearing.moves, hearing.hidden)}"
    for word, reasons in (("For", hearing.pros), ("Against", hearing.cons)):
        for reason in reasons:
            strong = ", strong" if reason.strong else ""
            yield f"{word}: {reason.text or format_wordless()} ({seat.find_role(reason.role).name}{strong})"
    yield from _iter_weighing(hearing)


def _iter_weighing(hearing: Hearing) -> Iterator[str]:
    """Yield the odds of an argument, and its dice once they have fallen, as the file says it."""
    if hearing.method != "weighted":
        return
    if not hearing.weighed:
        low, high = (pick(one.percent for one in hearing.odds) for pick in (min, max))
        yield f"The odds, by the reasons that are strong: {low} to {high} %"
        return
    pros, cons = (sum(reason.strong for reason in side) for side in (hearing.pros, hearing.cons))
    odds = hearing.find_odds(pros, cons)
    plus = f" {odds.modifier:+d}" if odds.modifier else ""
    yield f"Strong: {pros} for, {cons} against. {hearing.target} or more on two dice{plus}: {odds.percent} %"
    if hearing.roll is not None:
        yield " ".join(f"{line}." for line in list_dice_lines(hearing.roll, brief=True))
