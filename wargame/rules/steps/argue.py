"""Argue: a free action of a role, judged as in matrix games (docs/procedures.md §3, after Engle, Mouat and Taylor).

An argument is proposed, challenged, clarified if needed, assessed, rolled, ruled on and applied; or it is vetoed,
withdrawn, or succeeds without dice. The default method is *weighted 2d6*: the number of strong pros minus strong cons,
limited by the scenario, is added to the roll. The steps know only how many reasons there are and how many are strong;
the words are kept on the line of the session file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from wargame.light_dataclass import dataclass
from wargame.rules.chance import Chance, format_roll_slot, sum_dice
from wargame.rules.column import COUNTED_KINDS
from wargame.rules.model import FACILITATOR_ROLE, Table
from wargame.rules.picks import (
    Argue,
    AsProposed,
    Assessment,
    AssessPick,
    Challenge,
    Clarification,
    Effect,
    HearingOutcome,
    Ruling,
    RulingPick,
    Weigh,
)
from wargame.rules.row import TURN, Drawn, Notes, Part, Row
from wargame.rules.state import clamp, move_number, write
from wargame.rules.step import (
    AssessChoice,
    ChallengeChoice,
    Choice,
    ClarifyChoice,
    Result,
    RulingChoice,
    Step,
    StepFunction,
)
from wargame.rules.steps.tick import count_room, enforce

if TYPE_CHECKING:  # protocols cost memory, and only type checkers read them
    from wargame.rules.content import ArgumentTerms

MOST = 3
"""How many pros, and how many cons, each other role may give."""


def compute_modifier(terms: ArgumentTerms, strong_pros: int, strong_cons: int) -> int:
    """What is added to the roll for an argument: strong pros minus strong cons, at most ``terms.net`` either way."""
    return clamp(strong_pros - strong_cons, -terms.net, terms.net)


def propose(table: Table, row: Row, role: int, argument: Argue, notes: Notes | None) -> None:
    """Write an argument as the plan of a role.

    An effect takes two columns: column + 1 (0: none) and size.
    """
    at = table.at
    effects = [value for effect in argument.effects for value in (effect.column + 1, effect.by)]
    effects += [0] * (4 - len(effects))
    for column, value in zip(at.argument[role], (*effects, argument.reasons, int(argument.secret)), strict=False):
        write(row, column, value, notes)
    if argument.secret:
        write(row, at.secrets[role], row[at.secrets[role]] + 1, notes)
    write(row, at.plan[role], table.argued, notes)


def list_argument_columns(table: Table, role: int) -> list[int]:
    """Return the columns that an argument of this role may change: tracks and zone numbers that the role may see."""
    name = table.roles[role]
    return [
        i
        for i, column in enumerate(table.columns)
        if column.kind in COUNTED_KINDS and (column.seen is None or name in column.seen)
    ]


@dataclass(frozen=True, slots=True)
class HearingStep(Step):
    """A step of the hearing in which the argument of ``role`` is judged."""

    role: int


@dataclass(frozen=True, slots=True)
class ChallengeStep(HearingStep):
    """Each other role gives reasons for and against the argument. Nobody is asked about a secret one."""

    do: ClassVar[str] = "challenge"


@dataclass(frozen=True, slots=True)
class ClarifyStep(HearingStep):
    """The role stands by its argument, or withdraws it."""

    do: ClassVar[str] = "clarify"


@dataclass(frozen=True, slots=True)
class AssessStep(HearingStep):
    """The facilitator assesses the argument, unless it was withdrawn."""

    do: ClassVar[str] = "assess"


@dataclass(frozen=True, slots=True)
class JudgeStep(HearingStep):
    """The assessment is carried out. After a veto the role plans again, at step ``again``.

    A withdrawn argument goes on at step ``dropped``.
    """

    again: int
    dropped: int


@dataclass(frozen=True, slots=True)
class RulingStep(HearingStep):
    """The facilitator rules what the argument leads to."""

    do: ClassVar[str] = "ruling"


@dataclass(frozen=True, slots=True)
class AdjournStep(HearingStep):
    """The hearing is over: its columns are cleared for the next argument."""


def find_hearing_role(table: Table, pc: int) -> int | None:
    """Return the role whose argument is judged at step ``pc``; None if none is judged there.

    The steps in which a role plans again after a veto, and in which its plan is resolved, belong to no hearing.
    """
    step = table.program[pc]
    return step.role if isinstance(step, HearingStep) else None


def _get_terms(table: Table) -> ArgumentTerms:
    """Return how arguments are judged. Raises `LookupError` where nobody can make one."""
    if table.scenario.arguments is None:
        raise LookupError("no arguments are heard on this table")
    return table.scenario.arguments


def build_challenge_choice(table: Table, step: ChallengeStep) -> ChallengeChoice:
    """Each other role gives up to three pros and three cons. Nobody is asked about a secret argument."""
    role = step.role
    heard = {r: table.at.heard[r] for r in table.order if r != role}
    secret = table.at.argument[role].secret
    pros, cons, *_ = table.at.get_hearing()
    counts = range(MOST + 1)
    every = tuple(Challenge(p, c) for p in counts for c in counts)

    def asked(row: Row) -> tuple[int, ...]:
        return () if row[secret] else tuple([r for r, column in heard.items() if not row[column]])

    def picks(row: Row, role: int) -> Sequence[Challenge]:
        return every

    def take(row: Row, role: int, pick: Challenge, notes: Notes | None) -> None:
        write(row, heard[role], 1, notes)
        write(row, pros, row[pros] + pick.pros, notes)
        write(row, cons, row[cons] + pick.cons, notes)

    return Choice(step.do, asked, picks, take)


def build_clarify_choice(table: Table, step: ClarifyStep) -> ClarifyChoice:
    """The role stands by its argument, clarifying it once in words, or withdraws it."""
    role = step.role
    stands = table.at.get_hearing().stands
    both = tuple(Clarification)

    def asked(row: Row) -> tuple[int, ...]:
        return () if row[stands] else (role,)

    def picks(row: Row, role: int) -> Sequence[Clarification]:
        return both

    def take(row: Row, role: int, pick: Clarification, notes: Notes | None) -> None:
        write(row, stands, int(pick), notes)

    return Choice(step.do, asked, picks, take)


def build_assess_choice(table: Table, step: AssessStep) -> AssessChoice:
    """The facilitator vetoes the argument, lets it happen, or marks the strong reasons; umpired, the facilitator
    decides.
    """
    role, terms = step.role, _get_terms(table)
    pros, cons, stands, judged, plus, _ = table.at.get_hearing()
    reasons = table.at.argument[role].reasons
    redone = table.at.vetoes[role]
    most = table.columns[redone].high

    def asked(row: Row) -> tuple[int, ...]:
        return () if row[judged] or row[stands] == Clarification.WITHDRAW else (FACILITATOR_ROLE,)

    def picks(row: Row, role: int) -> Sequence[AssessPick]:
        veto = [Assessment.VETO] if row[redone] < most else []
        if terms.method == "umpired":
            return [*veto, Assessment.AUTOMATIC, Assessment.SUCCEEDS, Assessment.FAILS]
        strong = [Weigh(p, c) for p in range(row[reasons] + row[pros] + 1) for c in range(row[cons] + 1)]
        return [*veto, Assessment.AUTOMATIC, *strong]

    def take(row: Row, role: int, pick: AssessPick, notes: Notes | None) -> None:
        if isinstance(pick, Weigh):
            write(row, judged, int(Assessment.WEIGHED), notes)
            write(row, plus, compute_modifier(terms, pick.pros, pick.cons), notes)
        else:
            write(row, judged, int(pick), notes)

    return Choice(step.do, asked, picks, take)


def build_judge_step(table: Table, step: JudgeStep) -> StepFunction:
    """Carry out the assessment. A veto clears the argument; an argument that was weighed is rolled."""
    role, then, again, dropped, terms = step.role, step.then, step.again, step.dropped, _get_terms(table)
    result, plan = table.at.result[role], table.at.plan[role]
    mine, common, heard = table.at.argument[role], table.at.get_hearing(), table.at.heard
    _, _, stands, judged, plus, outcome = common
    redone = table.at.vetoes[role]
    stage = table.at.stage
    slot = format_roll_slot(table.roles[role])

    def clear(row: Row, columns: list[int], notes: Notes | None) -> None:
        for column in columns:
            write(row, column, 0, notes)

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        if row[stands] == Clarification.WITHDRAW:
            if not row[mine.secret]:
                write(row, result, Result.WITHDRAWN, notes)
            clear(row, [*common, *heard], notes)
            return dropped
        if row[judged] == Assessment.VETO:
            write(row, redone, row[redone] + 1, notes)
            clear(row, [plan, *mine, *common, *heard], notes)
            if stage >= 0:  # the plan that replaces it is opened too
                write(row, stage, row[stage] - 1, notes)
            return again
        if row[judged] == Assessment.WEIGHED:
            n = row[redone]
            got = chance.pick(row[TURN], slot, n, 36)
            if notes is not None:
                notes.append(Drawn(row[TURN], slot, n, 36, got, -1, row[plus], terms.target))
            success = sum_dice(got) + row[plus] >= terms.target
        else:
            success = row[judged] != Assessment.FAILS
        write(row, outcome, HearingOutcome.SUCCESS if success else HearingOutcome.FAILURE, notes)
        if not row[mine.secret]:  # the result of a secret argument is not shown
            write(row, result, Result.SUCCESS if success else Result.FAILURE, notes)
        return then

    return run


def build_ruling_choice(table: Table, step: RulingStep) -> RulingChoice:
    """The facilitator rules what happens: as proposed, or otherwise. Only the first is listed.

    With ``closes`` 0 an effect happens once; else it happens again at that many closes, if there is room for a lasting
    effect.
    """
    outcome = table.at.get_hearing().outcome
    number1, size1, number2, size2, *_ = table.at.argument[step.role]
    listed = (AsProposed(),)
    rolled = (HearingOutcome.SUCCESS, HearingOutcome.FAILURE)

    def asked(row: Row) -> tuple[int, ...]:
        return (FACILITATOR_ROLE,) if row[outcome] in rolled else ()

    def picks(row: Row, role: int) -> Sequence[AsProposed]:
        return listed

    def list_proposed(row: Row) -> list[Effect]:
        return [
            Effect(row[number] - 1, row[size]) for number, size in ((number1, size1), (number2, size2)) if row[number]
        ]

    def take(row: Row, role: int, pick: RulingPick, notes: Notes | None) -> None:
        if isinstance(pick, Ruling):
            effects, closes = pick.effects, pick.closes
        else:
            effects, closes = tuple(list_proposed(row)) if row[outcome] == HearingOutcome.SUCCESS else (), 0
        for column, by in effects:
            if by:
                move_number(table, row, column, by, notes, Part.ARGUMENT)
                if closes and count_room(table, row):
                    enforce(table, row, column, by, closes, notes)
        write(row, outcome, HearingOutcome.RULED, notes)

    return Choice(step.do, asked, picks, take)


def build_adjourn_step(table: Table, step: AdjournStep) -> StepFunction:
    """Clear the columns of the hearing."""
    then = step.then
    common, heard = table.at.get_hearing(), table.at.heard

    def run(row: Row, chance: Chance, notes: Notes | None) -> int:
        for column in (*common, *heard):
            write(row, column, 0, notes)
        return then

    return run
