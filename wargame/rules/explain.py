"""Tells the events of a command to one viewer: as data, with nothing in it that the viewer may not know.

Every kind of column has a method in `_TELLERS` or is in `SILENT`; a test fails where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from wargame.likelihood import compute_odds
from wargame.rules.apply_rule import can_pay, sum_bonuses
from wargame.rules.chance import sum_dice
from wargame.rules.column import ColumnKind
from wargame.rules.cover import name_seen_rule
from wargame.rules.members import build_refusal, is_refusing
from wargame.rules.model import FACILITATOR, Rule, RuleKind, Table
from wargame.rules.row import PC, TURN, Changed, Drawn, Event, Part, Row
from wargame.rules.state import list_refs
from wargame.rules.step import Result
from wargame.rules.steps import argue
from wargame.rules.steps.choose import find_response
from wargame.rules.steps.stage import Stage, find_stage
from wargame.rules.told import (
    ArgumentWithdrawn,
    BrinkLeft,
    BrinkReached,
    CardAnnounced,
    CardAnswered,
    CardCame,
    Cause,
    CauseKind,
    DealEnded,
    DealMade,
    DealOffered,
    Ended,
    EstimateGiven,
    FlagSet,
    KnownRoll,
    MemberAgrees,
    MemberRefuses,
    Moved,
    MovedTogether,
    NumberShown,
    PlanMade,
    PlanOpened,
    PlanRevealed,
    QuietTurn,
    ResultHeld,
    ResultTurned,
    Rolled,
    SecretDrawn,
    Told,
    TurnBegan,
    build_roll,
)
from wargame.rules.view import may_see, may_see_all

_UNKNOWN = Cause(CauseKind.UNKNOWN)

_OWN_CAUSES: Mapping[str, Cause] = {
    kind.value: Cause(kind) for kind in (CauseKind.RULING, CauseKind.OVERRULE, CauseKind.SET)
}
"""The causes that are no rule, by the part of their events: the powers of the facilitator."""


class _EventTeller:
    """Tells the events of one command to one viewer, and changes its copy of the row with each event."""

    def __init__(self, table: Table, row: Row, viewer: str) -> None:
        self.table, self.row, self.viewer = table, row[:], viewer
        self.rolls: dict[int, KnownRoll] = {}
        heard = argue.find_hearing_role(table, row[PC])
        self.arguing = table.roles[heard] if heard is not None else ""
        self.refusing = [is_refusing(table, row, member) for member in table.members]

    def tell_events(self, events: Iterable[Event]) -> list[Told]:
        """Return what these events tell, in order."""
        out: list[Told] = []
        for event in events:
            if isinstance(event, Drawn):
                out += self.tell_draw(event)
                continue
            before = may_see(self.table, self.row, event.column, self.viewer)
            self.row[event.column] = event.after
            if before or may_see(self.table, self.row, event.column, self.viewer):
                teller = _TELLERS.get(self.table.columns[event.column].kind)
                if teller is not None:
                    out += teller(self, event)
            if self.refusing:
                out += self.tell_members()
        return out

    def tell_members(self) -> list[Told]:
        """Return each member that begins to refuse or agrees again."""
        out: list[Told] = []
        for m, member in enumerate(self.table.members):
            now = is_refusing(self.table, self.row, member)
            if now == self.refusing[m]:
                continue
            self.refusing[m] = now
            role = self.table.roles[member.role]
            if now:
                out.append(MemberRefuses(role, build_refusal(self.table, self.row, member)))
            else:
                out.append(MemberAgrees(role, member.id, member.name))
        return out

    def tell_draw(self, event: Drawn) -> list[Told]:
        """Return a check; no other draw is told."""
        if not event.target:
            return []
        success = sum_dice(event.got) + event.plus >= event.target
        if event.rule < 0:
            rolled = build_roll(event.got, "", success, event.plus, event.target, summed=event.summed)
            return [Rolled(self.arguing, self.find_name(self.arguing), "", None, rolled)] if self.may_hear() else []
        rule = self.table.rules[event.rule]
        name, title = name_seen_rule(self.table, rule, self.viewer)
        if self.may_know_bonuses(rule):
            rolled = build_roll(event.got, name, success, event.plus, event.target, summed=event.summed)
        else:
            rolled = build_roll(event.got, name, success, summed=event.summed)
        self.rolls[event.rule] = rolled
        if not self.may_know_roll(event.rule):
            return []
        role = self.table.roles[rule.owner] if rule.owner >= 0 else ""
        odds = compute_odds(rolled.target - rolled.plus) if rolled.target else None
        return [Rolled(role, self.find_name(role), title, odds, rolled)]

    def may_know_roll(self, rule: int) -> bool:
        """Return whether the viewer may know what a rule rolled."""
        return may_know_roll(self.table, rule, self.viewer)

    def may_know_bonuses(self, rule: Rule) -> bool:
        """Return whether the viewer may know all that decides about the bonuses of a rule, and so its odds."""
        return may_know_bonuses(self.table, self.row, rule, self.viewer)

    def may_hear(self) -> bool:
        """Return whether the viewer may know of the argument that is being judged."""
        if self.viewer == FACILITATOR or not self.arguing or self.viewer == self.arguing:
            return True
        columns = self.table.at.argument[self.table.roles.index(self.arguing)]
        return not self.row[columns.secret]

    def find_name(self, role: str) -> str:
        """Return the name of a role; empty for none."""
        return self.table.scenario.roles[role].name if role else ""

    def find_cause(self, event: Changed) -> Cause | None:
        """Return the cause of a change, an unknown one where the viewer may not know it; None if it has none."""
        if event.rule < 0:
            if event.part == Part.ARGUMENT:
                return Cause(CauseKind.ARGUMENT, role=self.arguing) if self.may_hear() else _UNKNOWN
            return _OWN_CAUSES.get(event.part)
        rule = self.table.rules[event.rule]
        if self.viewer != FACILITATOR and rule.seen is not None and self.viewer not in rule.seen:
            return _UNKNOWN
        role = self.table.roles[rule.owner] if rule.owner >= 0 else ""
        rolled = None
        if event.part == Part.COST:
            kind = CauseKind.COST
        elif event.part == Part.LASTING:
            kind = CauseKind.LASTING
        elif rule.kind == RuleKind.DEAL_BROKEN:
            kind = CauseKind.BROKEN
        else:
            kind = CauseKind.RULE
            rolled = self.rolls.get(event.rule)
            if rolled is not None and not self.may_know_roll(event.rule):
                rolled = None
        name, title = name_seen_rule(self.table, rule, self.viewer)
        return Cause(kind, title, name, role, rolled)

    # One method for each kind of column

    def tell_number(self, event: Changed) -> list[Told]:
        column = self.table.columns[event.column]
        zone = column.about if column.kind == ColumnKind.ZONE else ""
        return [Moved(column.name, column.label, zone, event.before, event.after, self.find_cause(event))]

    def tell_flag(self, event: Changed) -> list[Told]:
        column = self.table.columns[event.column]
        return [FlagSet(column.name, column.label, event.after > 0, self.find_cause(event))]

    def tell_turn(self, event: Changed) -> list[Told]:
        told: list[Told] = [TurnBegan(event.after, self.table.turns)]
        if not self.row[self.table.at.next]:
            told.append(QuietTurn())
        return told

    def tell_current_card(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        card = self.table.cards[self.table.entries[event.after - 1]]
        return [CardCame(card.id, card.title)]

    def tell_next_card(self, event: Changed) -> list[Told]:
        if not event.after or not self.row[TURN]:  # at set-up this is the first card, which comes at once
            return []
        card = self.table.cards[self.table.entries[event.after - 1]]
        return [CardAnnounced(card.id, card.title)]

    def tell_response(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        response = find_response(self.table, self.row)
        option = response.options[event.after - 1]
        return [CardAnswered(response.role, self.find_name(response.role), option.id, option.title)]

    def find_planned(self, at: int) -> tuple[str, str]:
        """Return name and title, as the viewer sees them, of the rule that a plan column holds; empty: an argument."""
        rule = self.table.get_planned_rule(at + 1)
        return name_seen_rule(self.table, rule, self.viewer) if rule is not None else ("", "")

    def tell_reveal(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        out: list[Told] = []
        for index in self.table.order:
            role = self.table.roles[index]
            at = self.row[self.table.at.plan[index]] - 1
            out.append(PlanRevealed(role, self.find_name(role), *self.find_planned(at)))
        return out

    def tell_stage(self, event: Changed) -> list[Told]:
        place = find_stage(event.after)
        if place.stage != Stage.OPENED:
            return []
        index = self.table.order[place.plan]
        role = self.table.roles[index]
        at = self.row[self.table.at.plan[index]] - 1
        name, title = self.find_planned(at)
        if not name:
            return [PlanOpened(role, self.find_name(role), name, title, False, 0, 0, None)]
        rule = self.table.rules[at]
        if not can_pay(self.row, rule, self.table):  # told when it holds
            return []
        if not rule.target:
            return [PlanOpened(role, self.find_name(role), name, title, False, 0, 0, None)]
        paid = self.row[:]
        for column, n in rule.cost:
            paid[column] -= n
        plus = sum_bonuses(self.table, paid, rule)
        if not self.may_know_bonuses(rule):
            return [PlanOpened(role, self.find_name(role), name, title, True, 0, 0, None)]
        odds = compute_odds(rule.target - plus)
        return [PlanOpened(role, self.find_name(role), name, title, True, rule.target, plus, odds)]

    def tell_plan(self, event: Changed) -> list[Told]:
        at = event.after - 1
        if at < 0 or self.viewer == FACILITATOR:
            return []
        role = self.table.columns[event.column].about
        return [PlanMade(role, self.find_name(role), role == self.viewer, *self.find_planned(at))]

    def tell_result(self, event: Changed) -> list[Told]:
        role = self.table.columns[event.column].about
        if event.before and event.after:  # only an overruling changes a result that is set
            return self.tell_overrule(role, event.after == Result.SUCCESS)
        if event.after == Result.HELD:
            return [ResultHeld(role, self.find_name(role))]
        return [ArgumentWithdrawn(role, self.find_name(role))] if event.after == Result.WITHDRAWN else []

    def tell_overrule(self, role: str, success: bool) -> list[Told]:
        """Return the result that holds after an overruling, for a viewer who may know how it came out."""
        at = self.row[self.table.at.plan[self.table.roles.index(role)]] - 1
        if at + 1 == self.table.argued:  # a secret argument has no result
            return [ResultTurned(role, self.find_name(role), "", "", True, success)]
        if not self.may_know_roll(at):
            return []
        rule = self.table.rules[at]
        name, title = name_seen_rule(self.table, rule, self.viewer)
        return [ResultTurned(role, self.find_name(role), name, title, bool(rule.target), success)]

    def tell_deal(self, event: Changed) -> list[Told]:
        form = next(f for f in self.table.forms if f.id == self.table.columns[event.column].about)
        if not event.after:
            return [DealEnded(form.id, form.title)]
        return [DealMade(form.id, form.title, tuple(map(self.find_name, form.between)))]

    def tell_offer(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        form = self.table.forms[event.after - 1]
        return [DealOffered(form.id, form.title)]

    def tell_secret(self, event: Changed) -> list[Told]:
        objective = self.table.objectives[event.after - 1]
        role = self.table.columns[event.column].about
        mine = role == self.viewer
        return [SecretDrawn(role, self.find_name(role), mine, objective.id, objective.title, objective.text)]

    def tell_brink(self, event: Changed) -> list[Told]:
        ending = next(e for e, _ in self.table.endings if e.id == self.table.columns[event.column].about)
        left = self.table.turns - self.row[TURN]
        more = 1 if left == 1 else ending.closes - event.after
        if event.after > event.before:
            if left <= 0 or event.after >= ending.closes:
                return []
            return [BrinkReached(ending.id, ending.title, more, last=left == 1)]
        return [] if event.after else [BrinkLeft(ending.id, ending.title)]

    def tell_ending(self, event: Changed) -> list[Told]:
        ending = self.table.endings[event.after - 1][0]
        return [Ended(ending.id, ending.title)]

    def tell_shown_number(self, event: Changed) -> list[Told]:
        column = self.table.columns[self.table.index[self.table.columns[event.column].about]]
        return [NumberShown(column.name, column.label)]

    def tell_estimate(self, event: Changed) -> list[Told]:
        return [EstimateGiven(event.after)] if event.after and self.viewer != FACILITATOR else []


_TELLERS: dict[ColumnKind, Callable[[_EventTeller, Changed], list[Told]]] = {
    ColumnKind.TRACK: _EventTeller.tell_number,
    ColumnKind.ZONE: _EventTeller.tell_number,
    ColumnKind.FLAG: _EventTeller.tell_flag,
    ColumnKind.TURN: _EventTeller.tell_turn,
    ColumnKind.CURRENT: _EventTeller.tell_current_card,
    ColumnKind.NEXT: _EventTeller.tell_next_card,
    ColumnKind.RESPONSE: _EventTeller.tell_response,
    ColumnKind.REVEALED: _EventTeller.tell_reveal,
    ColumnKind.PLAN: _EventTeller.tell_plan,
    ColumnKind.RESULT: _EventTeller.tell_result,
    ColumnKind.STAGE: _EventTeller.tell_stage,
    ColumnKind.DEAL: _EventTeller.tell_deal,
    ColumnKind.OFFERED: _EventTeller.tell_offer,
    ColumnKind.SECRET: _EventTeller.tell_secret,
    ColumnKind.BRINK: _EventTeller.tell_brink,
    ColumnKind.ENDING: _EventTeller.tell_ending,
    ColumnKind.REVEAL: _EventTeller.tell_shown_number,
    ColumnKind.ESTIMATE: _EventTeller.tell_estimate,
}

SILENT = frozenset({
    ColumnKind.PROGRAM, ColumnKind.LAST, ColumnKind.USED, ColumnKind.DEALT, ColumnKind.LEFT, ColumnKind.LIMIT,
    ColumnKind.ANSWERER, ColumnKind.COUNTERED, ColumnKind.SPOKE, ColumnKind.COMING, ColumnKind.QUEUED,
    ColumnKind.BRINGS,
    ColumnKind.FRONT, ColumnKind.PAUSE, ColumnKind.INJECTS, ColumnKind.REDRAWS, ColumnKind.RETURN, ColumnKind.PILE,
    ColumnKind.CARD, ColumnKind.LASTING, ColumnKind.ARGUMENT, ColumnKind.SECRETS, ColumnKind.VETOES, ColumnKind.HEARD,
    ColumnKind.HEARING, ColumnKind.RULING,
})  # fmt: skip
"""The kinds of column whose changes are not told, or are told by the change of another column."""


def join_moves(told: Iterable[Told]) -> list[Told]:
    """Return the same, with neighbouring moves that have one cause joined."""
    out: list[Told] = []
    for one in told:
        last = out[-1] if out else None
        if isinstance(one, Moved) and one.cause is not None and isinstance(last, (Moved, MovedTogether)):
            cause = last.cause
            if cause is not None and cause.reads_as(one.cause):
                before = (last,) if isinstance(last, Moved) else last.moves
                out[-1] = MovedTogether((*before, one), cause)
                continue
        out.append(one)
    return out


def may_know_roll(table: Table, rule: int, viewer: str) -> bool:
    """Return whether the viewer may know what a rule rolled, and so whether it succeeded."""
    spec = table.rules[rule]
    return viewer == FACILITATOR or (not spec.quiet and (spec.seen is None or viewer in spec.seen))


def may_know_bonuses(table: Table, row: Row, rule: Rule, viewer: str) -> bool:
    """Return whether the viewer may see in this row all that decides about the bonuses of a rule, and so its odds."""
    counted = [ref for bonus in rule.bonuses for ref in list_refs(bonus.gate)]
    return viewer == FACILITATOR or may_see_all(table, row, counted, viewer)


def explain(table: Table, before: Row, events: Iterable[Event], viewer: str) -> list[Told]:
    """Return what happened, in order, as ``viewer`` (a role, ``observer`` or ``facilitator``) may know it.

    ``before`` is the row before the events.
    """
    return _EventTeller(table, before, viewer).tell_events(events)
