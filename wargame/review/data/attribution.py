"""Finds which decision moved which number and rolled which dice.

Plans are revealed together, so the changes of a decision can stand on the line of the last plan, or on later lines: of
an effect that lasts, or of a deal. Every change names its rule; the decision that started the rule is responsible for
the change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from wargame.review.data.reviewed_session import CheckRoll, NumberMove, ReviewedSession
from wargame.rules.chance import sum_dice
from wargame.rules.column import NAMED_KINDS, ColumnKind
from wargame.rules.model import RuleKind
from wargame.rules.powers import CARD_POWERS, POWERS
from wargame.rules.row import Changed, Drawn, Part
from wargame.rules.step import Result
from wargame.session.records import CommandLine, Undo

BY_HAND = frozenset(power.part for power in POWERS if power.part)
"""The parts of events with which a power changes numbers directly."""
HAND_VERBS = frozenset({"settle", *(power.do for power in POWERS if power.part)})
"""The commands of the facilitator that change numbers directly."""


@dataclass(slots=True)
class Consequences:
    """What one decision moved and rolled."""

    moves: list[NumberMove] = field(default_factory=list)
    rolls: list[CheckRoll] = field(default_factory=list)
    result: Result = Result.NONE
    overruled: bool = False


class _Responsibility(NamedTuple):
    """From line ``since`` on, the decision of line ``by`` is responsible for ``what``: a rule, or a role's argument."""

    since: int
    what: int | str
    by: int


def trace_consequences(session: ReviewedSession) -> dict[int, Consequences]:
    """Return the consequences of each command, by its line. A command without consequences has an empty entry."""
    return _Tracer(session).trace()


class _Tracer:
    def __init__(self, session: ReviewedSession) -> None:
        self.session = session
        self.table = session.table
        self.results = dict(zip(self.table.at.result, self.table.roles, strict=True))
        self.plans = dict(zip(self.table.at.plan, self.table.roles, strict=True))
        self.going: list[_Responsibility] = []
        self.came: dict[int, Consequences] = {line.n: Consequences() for line in session.commands}

    def trace(self) -> dict[int, Consequences]:
        """Add the consequences of one command to those of the decisions responsible for them."""
        for line in self.session.lines:
            if isinstance(line, CommandLine):
                if line.n in self.came:
                    self._trace_line(line)
            elif isinstance(line, Undo):
                self.going = [one for one in self.going if one.since <= line.to]
        return self.came

    def find_responsible(self, what: int | str) -> int:
        """Return the line of the decision responsible for a rule or a role's argument; 0 if there is none."""
        return next((one.by for one in reversed(self.going) if one.what == what), 0)

    def _trace_line(self, line: CommandLine) -> None:
        n = line.n
        moves, rolls = iter(self.session.moves[n]), iter(self.session.rolls.get(n, ()))
        acting = ""
        for event, following in _iter_pairs(self.session.events[n]):
            if isinstance(event, Drawn):
                if event.target:
                    self._add_roll(next(rolls), n, line)
                continue
            role = self.results.get(event.column)
            if role is not None:
                acting = role
                self._set_result(role, event, line)
            elif event.column in self.plans and event.after:
                planned = event.after - 1
                self.going.append(_Responsibility(n, f"plan {self.plans[event.column]}", n))
                self.going.append(
                    _Responsibility(n, planned if event.after != self.table.argued else f"argument {line.role}", n)
                )
            column = self.table.columns[event.column]
            if column.kind == ColumnKind.DEAL and event.after and line.do in ("accept", "offer"):
                form = next(f for f, form in enumerate(self.table.forms) if form.id == column.about)
                self.going += [_Responsibility(n, rule, n) for rule in self.table.form_rules[form][:2]]
            if column.kind in NAMED_KINDS:
                by = self._find_decision(event, following, line, acting)
                move = next(moves)
                if by in self.came:
                    self.came[by].moves.append(move)

    def _find_decision(self, event: Changed, following: Changed | None, line: CommandLine, acting: str) -> int:
        """Return the line of the decision responsible for a change; 0 for a card or an upkeep rule."""
        n, do = line.n, line.do
        if event.rule < 0:
            if self.table.columns[event.column].kind == ColumnKind.DEAL:
                if do in ("accept", "offer", "break"):
                    return int(n)
                return (
                    self.find_responsible(f"plan {acting}")
                    if following is not None and self._is_breach(following)
                    else 0
                )
            if event.part == Part.ARGUMENT:
                return self.find_responsible(f"argument {self.session.deciding[n]}")
            return int(n) if event.part in BY_HAND and do in HAND_VERBS else 0
        kind = self.table.rules[event.rule].kind
        if self._is_breach(event):
            return int(n) if do == "break" else self.find_responsible(f"plan {acting}")
        if kind == RuleKind.OPTION and do == "respond":
            self.going.append(_Responsibility(n, event.rule, n))
            return int(n)
        if kind == RuleKind.DEAL_NOW:
            return int(n)
        if kind == RuleKind.CARD:
            return int(n) if do in CARD_POWERS else 0
        return self.find_responsible(event.rule)

    def _is_breach(self, event: Changed) -> bool:
        return event.rule >= 0 and self.table.rules[event.rule].kind == RuleKind.DEAL_BROKEN

    def _add_roll(self, rolled: CheckRoll, n: int, line: CommandLine) -> None:
        rule = rolled.event.rule
        if rule < 0:
            by = self.find_responsible(f"argument {rolled.arguing}")
        elif line.do == "respond" and self.table.rules[rule].kind == RuleKind.OPTION:
            by = n
            self.came[n].result = _compute_result(rolled.event)
        else:
            by = self.find_responsible(rule)
        if by in self.came:
            self.came[by].rolls.append(rolled)

    def _set_result(self, role: str, event: Changed, line: CommandLine) -> None:
        by = self.find_responsible(f"plan {role}")
        if not event.after or by not in self.came:
            return
        came = self.came[by]
        came.overruled = came.overruled or bool(event.before)
        came.result = Result(event.after)
        hold = self.table.holds[self.table.roles.index(role)]
        if came.result == Result.HELD and hold >= 0:
            self.going.append(_Responsibility(line.n, hold, by))


def _compute_result(event: Drawn) -> Result:
    return Result.SUCCESS if sum_dice(event.got) + event.plus >= event.target else Result.FAILURE


def _iter_pairs(events: tuple[Changed | Drawn, ...]) -> Iterator[tuple[Changed | Drawn, Changed | None]]:
    """Yield each event with the change that follows it at once, or None."""
    for i, event in enumerate(events):
        after = events[i + 1] if i + 1 < len(events) else None
        yield event, after if isinstance(after, Changed) else None
