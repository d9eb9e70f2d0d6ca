"""Writes the program of a turn: which steps there are, in which order, and where each goes on.

The phases are ``inject``, ``deal``, ``plan``, ``adjudicate`` and ``close``; a close can include a round of estimates. A
*paced* program has a facilitator: it pauses at the reveal, after the results and before the next turn, and it hears
arguments. Where the reveal is *staged* it also pauses before each plan, before its dice, and before what it moves. An
unpaced program (bots alone, playouts) does none of this. After the steps of the turn come those for cards injected
out of turn, and the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wargame.rules.apply_rule import build_rule_function
from wargame.rules.column import ColumnKind
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import Table
from wargame.rules.registers import Addresses
from wargame.rules.step import Step
from wargame.rules.steps.argue import AdjournStep, AssessStep, ChallengeStep, ClarifyStep, JudgeStep, RulingStep
from wargame.rules.steps.bodies import bind_program
from wargame.rules.steps.choose import EstimateStep, PaceStep, PlanStep, RespondStep
from wargame.rules.steps.deal import AnswerStep, EnterDealsStep, OfferStep
from wargame.rules.steps.draw import INTERRUPTED, ComingStep, InjectStep, OpeningStep, OptionStep
from wargame.rules.steps.end import EndStep, OverStep
from wargame.rules.steps.follow import FollowStep, HeardStep
from wargame.rules.steps.resolve import ResolveStep, RevealStep
from wargame.rules.steps.stage import MoveStep, OpenStep, RollStep, Stage, StageStep, number_stage
from wargame.rules.steps.tick import TickStep
from wargame.rules.steps.upkeep import UpkeepStep

FRESH = frozenset({ColumnKind.PLAN, ColumnKind.RESULT, ColumnKind.REVEALED, ColumnKind.RESPONSE, ColumnKind.PAUSE,
                   ColumnKind.INJECTS, ColumnKind.REDRAWS, ColumnKind.SPOKE, ColumnKind.LIMIT, ColumnKind.ESTIMATE,
                   ColumnKind.ARGUMENT, ColumnKind.VETOES, ColumnKind.STAGE})  # fmt: skip
"""The kinds of column that are 0 at the beginning of each turn."""


class Label:
    """A place in a program that steps can name before its number is known; ``number`` is -1 until it is placed."""

    def __init__(self) -> None:
        self.number = -1


class ProgramWriter:
    """Collects what makes each step, in order, and makes the steps once every label has its number."""

    def __init__(self) -> None:
        self._makes: list[Callable[[int], Step]] = []

    def place(self, *labels: Label) -> None:
        """Give labels the number of the next step."""
        for label in labels:
            label.number = len(self._makes)

    def add(self, make: Callable[[int], Step]) -> None:
        """Add a step. ``make`` is given the number of the step after it, and reads its labels when it is called."""
        self._makes.append(make)

    def build(self) -> tuple[Step, ...]:
        """Return the steps."""
        return tuple(make(at + 1) for at, make in enumerate(self._makes))


class _TurnWriter:
    """Writes the program of one table."""

    def __init__(self, table: Table, follows: bool) -> None:
        self._table, self._writer, self._follows = table, ProgramWriter(), follows
        self._opening, self._inject, self._respond, self._deal = Label(), Label(), Label(), Label()
        self._reveal, self._interrupt, self._over = Label(), Label(), Label()
        self._follow = Label()

    def write(self) -> tuple[tuple[Step, ...], Addresses]:
        """Return the steps, and the numbers of those that something refers to."""
        self._add_setup()
        self._add_inject()
        if self._table.forms:
            self._add_deal()
        if self._table.scenario.planning == "together":
            self._add_joint_plan()
        else:
            self._add_plans_in_turn()
        self._add_close()
        self._add_interrupt()
        self._writer.place(self._over)
        over = self._over
        self._writer.add(lambda _: OverStep("over", over.number))
        to = Addresses(
            opening=self._opening.number,
            inject=self._inject.number,
            respond=self._respond.number,
            deal=self._deal.number,
            reveal=self._reveal.number,
            interrupt=self._interrupt.number,
            over=over.number,
            follow=self._follow.number,
        )
        return self._writer.build(), to

    def _add_setup(self) -> None:
        w = self._writer
        w.add(lambda then: PaceStep("setup", then, do="begin", pause=1))
        w.place(self._opening)
        w.add(lambda then: OpeningStep("setup", then))

    def _add_inject(self) -> None:
        w, respond, answered = self._writer, self._respond, Label()
        clears = tuple(i for i, column in enumerate(self._table.columns) if column.kind in FRESH)
        w.place(self._inject)
        w.add(lambda _: InjectStep("inject", answered.number, asks=respond.number, clears=clears))
        w.place(respond)
        self._add_response()
        w.add(lambda then: OptionStep("inject", then))
        w.place(answered)
        self._add_follow("inject", opens=True)

    def _add_follow(self, phase: str, opens: bool = False) -> None:
        """Add the step that delivers the cards that the steps before it brought, where something can bring cards."""
        if self._follows:
            asks = self._interrupt
            self._writer.add(lambda then: FollowStep(phase, then, asks=asks.number, back=then - 1, opens=opens))

    def _add_response(self) -> None:
        asked = [card.response.role if card.response is not None else "" for card in self._table.cards]
        roles = tuple(self._table.roles.index(role) if role else -1 for role in asked)
        self._writer.add(lambda then: RespondStep("inject", then, asked=roles))

    def _add_deal(self) -> None:
        w, table = self._writer, self._table
        w.place(self._deal)
        w.add(lambda then: EnterDealsStep("deal", then))
        for role in table.order:
            name = table.roles[role]
            mine = [form for form in table.forms if name in form.between]
            if mine:
                secret = any(form.secret for form in mine)
                seen = frozenset(one for form in mine for one in form.between) if secret else None
                self._add_offer(role, seen)

    def _add_offer(self, role: int, seen: frozenset[str] | None) -> None:
        """Add the steps in which a role offers a deal and is answered."""
        self._writer.add(lambda then: OfferStep("deal", then, role=role, seen=seen))
        pairs = self._list_pairs(role)
        self._writer.add(lambda then: AnswerStep("deal", then, role=role, seen=seen, pairs=pairs))

    def _list_pairs(self, role: int) -> tuple[tuple[int, ...], ...]:
        """Return the forms of deal between a role and each other role, the pairs in order of their ids."""
        by_pair: dict[tuple[str, ...], list[int]] = {}
        for f, form in enumerate(self._table.forms):
            if self._table.roles[role] in form.between and len(form.between) == 2:
                by_pair.setdefault(tuple(sorted(form.between)), []).append(f)
        return tuple(tuple(by_pair[pair]) for pair in sorted(by_pair))

    def _add_joint_plan(self) -> None:
        w, table = self._writer, self._table
        w.add(lambda then: PlanStep("plan", then, roles=table.order))
        if table.paced:
            w.add(lambda then: PaceStep("adjudicate", then, do="reveal", pause=1))
        w.place(self._reveal)
        w.add(lambda then: RevealStep("adjudicate", then))
        argues = table.paced and table.scenario.arguments is not None
        for role in table.order:
            if argues:
                self._add_hearing(role)
            else:
                self._add_resolution(role)
            self._add_follow("adjudicate")

    def _add_plans_in_turn(self) -> None:
        for role in self._table.order:
            self._add_plan(role)
            self._add_resolution(role)
            self._add_follow("adjudicate")

    def _add_plan(self, role: int, phase: str = "plan") -> None:
        self._writer.add(lambda then: PlanStep(phase, then, roles=(role,)))

    def _add_resolution(self, role: int) -> None:
        """Add the steps that resolve the plan of a role, which is no argument."""
        after = Label()
        self._add_plan_steps(role, after, after)
        self._writer.place(after)

    def _add_plan_steps(self, role: int, heard: Label, done: Label) -> None:
        """Add the steps that resolve the plan of a role: they go on at ``done``, and for an argument at ``heard``."""
        w = self._writer
        if not self._table.staged:
            w.add(lambda _: ResolveStep("adjudicate", done.number, role=role, argued=heard.number))
            return
        self._add_stage(role, Stage.OPENED)
        w.add(lambda then: OpenStep("adjudicate", then, role=role, argued=heard.number))
        self._add_stage(role, Stage.ROLLED)
        w.add(lambda then: RollStep("adjudicate", then, role=role))
        self._add_stage(role, Stage.MOVED)
        w.add(lambda _: MoveStep("adjudicate", done.number, role=role))

    def _add_stage(self, role: int, stage: Stage) -> None:
        """Add the step that waits until the facilitator goes on to a stage of the plan of a role."""
        number = number_stage(self._table.order.index(role), stage)
        self._writer.add(lambda then: StageStep("adjudicate", then, do=stage.verb, role=role, stage=number))

    def _add_hearing(self, role: int) -> None:
        """Add the steps that resolve the plan of a role, which may be an argument that is heard."""
        w, again, heard, done = self._writer, Label(), Label(), Label()
        w.place(again)
        self._add_plan(role, "adjudicate")  # once more, after a veto
        self._add_plan_steps(role, heard, done)
        w.place(heard)
        w.add(lambda then: ChallengeStep("adjudicate", then, role))
        w.add(lambda then: ClarifyStep("adjudicate", then, role))
        w.add(lambda then: AssessStep("adjudicate", then, role))
        w.add(lambda then: JudgeStep("adjudicate", then, role, again=again.number, dropped=done.number))
        w.add(lambda then: RulingStep("adjudicate", then, role))
        if self._table.heard:
            w.add(lambda then: HeardStep("adjudicate", then, role))
        w.add(lambda then: AdjournStep("adjudicate", then, role))
        w.place(done)

    def _add_close(self) -> None:
        w, table, question = self._writer, self._table, self._table.scenario.question
        inject, over = self._inject, self._over
        if table.paced:
            w.add(lambda then: PaceStep("close", then, do="close", pause=2))
        if table.ticks:
            w.add(lambda then: TickStep("close", then))
        if table.upkeep:
            rules = self._number_checks()
            w.add(lambda then: UpkeepStep("close", then, rules=rules))
            self._add_follow("close")
        if question is not None:
            w.add(lambda then: EstimateStep("close", then, every=question.every))
        w.add(lambda then: EndStep("close", then, over=over.number))
        if table.paced:
            w.add(lambda then: PaceStep("close", then, do="next", pause=3))
        w.add(lambda _: ComingStep("close", inject.number))

    def _number_checks(self) -> tuple[tuple[int, int], ...]:
        """Return each rule of upkeep with the number of checks before it."""
        checks, out = 0, []
        for at in self._table.upkeep:
            out.append((at, checks))
            checks += bool(self._table.rules[at].target)
        return tuple(out)

    def _add_interrupt(self) -> None:
        """Add the steps of a card that is injected out of turn and asks a role."""
        w = self._writer
        w.place(self._interrupt)
        self._add_response()
        if self._follows:
            w.add(lambda then: OptionStep("inject", then))
            w.place(self._follow)
            asks = self._interrupt
            w.add(lambda _: FollowStep("inject", INTERRUPTED, asks=asks.number, back=-1, opens=False))
        else:
            w.add(lambda _: OptionStep("inject", INTERRUPTED))


def write_program(bare: ContentTable, follows: bool) -> ContentTable:
    """Return the table with the functions of its rules and with its program, bound to it.

    ``follows``: several cards may come in one turn, so that the program has steps that deliver them.
    """
    table = replace(bare, acts=tuple(build_rule_function(bare, at) for at in range(len(bare.rules))))
    program, to = _TurnWriter(table, follows).write()
    table = replace(table, program=program, to=to)
    runs, choices = bind_program(table)
    return replace(table, runs=runs, choices=choices)
