"""Explain: events as sentences a student understands, for one viewer and no more than that viewer may know.

*Scrutiny rose from 4 to 6: Interdict, roll 9 against 8.* Every kind of column has a teller here or is listed as silent;
a test fails when one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from wargame.likelihood import odds, phrase
from wargame.rules.apply_rule import Result
from wargame.rules.chance import dice, roll
from wargame.rules.compiler.program import HEARING
from wargame.rules.members import refusal_text, refuses
from wargame.rules.table import FACILITATOR, PC, TURN, Changed, Drawn, Event, Row, Table, refs
from wargame.rules.text.rule_text import ended, headed, now_text
from wargame.rules.view import sees, sees_all

UNKNOWN = "cause unknown"
"""Why something changed, to a viewer who may not know it."""


class Told(NamedTuple):
    """One sentence; ``kind`` is what it is about: turn, card, plan, roll, track, zone, flag, deal, ending, note.

    A change of a number also comes in two parts, so that several changes with one cause can be told together; a roll
    comes with its dice. ``argues`` is the role whose argument is revealed here, which has words of its own.
    ``by`` is the role whose plan did it, where the viewer may know: plans of two roles may have one title.
    """

    kind: str
    text: str
    what: str = ""
    cause: str = ""
    rolled: Rolled | None = None
    argues: str = ""
    by: str = ""


class Rolled(NamedTuple):
    """A check as a viewer may know it: what was ``got``, for which rule (-1: the argument), and how it came out.

    ``plus`` and ``target`` are 0 where a bonus rests on a number the viewer does not see: the dice lie on the table,
    but what is added to them would tell that number.
    """

    got: int
    rule: int
    success: bool
    plus: int = 0
    target: int = 0


def roll_text(rolled: Rolled) -> str:
    """A roll with its bonus and target: *4 + 5 = 9, +1, against 8*; without them where they are not known."""
    one, two = dice(rolled.got)
    if not rolled.target:
        return f"{one} + {two} = {roll(rolled.got)}"
    plus = f", {rolled.plus:+d}" if rolled.plus else ""
    return f"{one} + {two} = {roll(rolled.got)}{plus}, against {rolled.target}"


class _Telling:
    """Tells the events of one command to one viewer, keeping the row in step with them."""

    def __init__(self, table: Table, row: Row, viewer: str) -> None:
        self.table, self.row, self.viewer = table, row[:], viewer
        self.rolls: dict[int, Rolled] = {}
        self.pc = row[PC]
        self.refusing = [refuses(table, row, member) for member in table.members]

    def sentences(self, events: Iterable[Event]) -> list[Told]:
        out: list[Told] = []
        for event in events:
            if isinstance(event, Drawn):
                out += self.drawn(event)
                continue
            before = sees(self.table, self.row, event.column, self.viewer)
            self.row[event.column] = event.after
            if before or sees(self.table, self.row, event.column, self.viewer):
                out += self.changed(event)
            if self.refusing:
                out += self.turned()
        return out

    def turned(self) -> list[Told]:
        """Members that have begun to refuse, or to agree again."""
        out = []
        for m, member in enumerate(self.table.members):
            now = refuses(self.table, self.row, member)
            if now != self.refusing[m]:
                text = f"{refusal_text(self.table, self.row, member)}" if now else f"{member.name} agrees again"
                out.append(Told("note", f"{text}."))
                self.refusing[m] = now
        return out

    def drawn(self, event: Drawn) -> list[Told]:
        if not event.target:
            return []
        success = roll(event.got) + event.plus >= event.target
        outcome = "success" if success else "failure"
        rolled = Rolled(event.got, event.rule, success, event.plus, event.target)
        if event.rule < 0:
            text = f"The argument is rolled: {roll_text(rolled)}: {outcome}."
            return [Told("roll", text, rolled=rolled)] if self.may_hear() else []
        rule = self.table.rules[event.rule]
        counted = [ref for bonus in rule.bonuses for ref in refs(bonus.gate)]
        if self.viewer != FACILITATOR and not sees_all(self.table, self.row, counted, self.viewer):
            rolled = Rolled(event.got, event.rule, success)
        self.rolls[event.rule] = rolled
        if not self.may_know_roll(event.rule):
            return []
        who = f"{self.table.role_name(rule.owner)}: " if rule.owner >= 0 else ""
        needs = f" ({odds(rolled.target - rolled.plus)} %)" if rolled.target else ""
        text = f"{who}{rule.title} is rolled{needs}: {roll_text(rolled)}: {outcome}."
        return [Told("roll", text, rolled=rolled)]

    def may_know_roll(self, rule: int) -> bool:
        return knows_roll(self.table, rule, self.viewer)

    def may_hear(self) -> bool:
        """May the viewer know of the argument being judged?"""
        if self.viewer == FACILITATOR:
            return True
        for role in self.table.roles:
            first = self.table.marks.get(f"argue.{role}", -1)
            if 0 <= first <= self.pc < first + HEARING:
                return self.viewer == role or not self.row[self.table.index[f"argument.{role}.secret"]]
        return True

    def cause(self, event: Changed) -> str:
        if event.rule < 0:
            if event.part == "argument" and not self.may_hear():
                return UNKNOWN
            return _OWN_CAUSES.get(event.part, "")
        rule = self.table.rules[event.rule]
        if self.viewer != FACILITATOR and rule.seen is not None and self.viewer not in rule.seen:
            return UNKNOWN
        text = rule.title
        if event.part == "cost":
            return f"the cost of {text}"
        if event.part == "lasting":
            return f"{text}, still at work"
        if rule.kind == "deal-broken":
            return f"{text} was broken"
        rolled = self.rolls.get(event.rule)
        if rolled is not None and self.may_know_roll(event.rule):
            against = f" against {rolled.target}" if rolled.target else ""
            text += f", roll {roll(rolled.got) + rolled.plus}{against}"
        return text

    def changed(self, event: Changed) -> list[Told]:
        teller = _TELLERS.get(self.table.columns[event.column].kind)
        return teller(self, event) if teller is not None else []

    # One teller a kind of column

    def number(self, event: Changed) -> list[Told]:
        column = self.table.columns[event.column]
        way = "rose" if event.after > event.before else "fell"
        what, cause = f"{column.label} {way} from {event.before} to {event.after}", self.cause(event)
        owner = self.table.rules[event.rule].owner if event.rule >= 0 and cause != UNKNOWN else -1
        by = self.table.roles[owner] if owner >= 0 else ""
        return [Told(column.kind, ended(f"{what}: {cause}") if cause else f"{what}.", what, cause, by=by)]

    def flag(self, event: Changed) -> list[Told]:
        cause = self.cause(event)
        text = f"{self.table.columns[event.column].label}: {now_text(event.after)}"
        return [Told("flag", f"{text} ({cause})." if cause else f"{text}.")]

    def turn(self, event: Changed) -> list[Told]:
        told = [Told("turn", f"Turn {event.after} of {self.table.turns}.")]
        if not self.row[self.table.marks["next"]]:
            told.append(Told("card", "A quiet turn: no card comes."))
        return told

    def current(self, event: Changed) -> list[Told]:
        return [Told("card", ended(f"Card: {self.card_title(event.after)}"))] if event.after else []

    def following(self, event: Changed) -> list[Told]:
        if not event.after or not self.row[TURN]:  # at set-up it is the first card itself, which comes at once
            return []
        return [Told("card", ended(f"Next card: {self.card_title(event.after)}"))]

    def card_title(self, entry: int) -> str:
        return self.table.cards[self.table.entries[entry - 1]].title

    def response(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        card = self.table.cards[self.table.entries[self.row[self.table.marks["current"]] - 1]]
        assert card.response is not None
        who = self.table.scenario.roles[card.response.role].name
        return [Told("card", ended(f"{who} answers: {card.response.options[event.after - 1].title}"))]

    def revealed(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        out = []
        for role in self.table.order:
            name = self.table.roles[role]
            at = self.row[self.table.index[f"plan.{name}"]] - 1
            planned = 0 <= at < len(self.table.rules)
            what = self.table.rules[at].title if planned else "an argument"
            said = ended(f"{self.table.role_name(role)}: {what}")
            out.append(Told("plan", said, argues="" if planned else name))
        return out

    def plan(self, event: Changed) -> list[Told]:
        at = event.after - 1
        if at < 0 or self.viewer == FACILITATOR:
            return []
        what = self.table.rules[at].title if at < len(self.table.rules) else "an argument"
        role = self.table.columns[event.column].about
        who = "You plan" if role == self.viewer else f"{self.table.scenario.roles[role].name} plans"
        argues = role if at == len(self.table.rules) and role != self.viewer else ""
        return [Told("plan", ended(f"{who}: {what}"), argues=argues)]

    def result(self, event: Changed) -> list[Told]:
        role = self.table.columns[event.column].about
        if event.before and event.after:  # a result that is there already changes only by being overruled
            return self.overruled(role, event.after == Result.SUCCESS)
        who = self.table.scenario.roles[role].name
        text = {
            Result.HELD: f"{who} cannot pay for its plan, and holds.",
            Result.WITHDRAWN: f"{who} withdraws its argument: nothing happens.",
        }.get(Result(event.after))
        return [Told("plan", text)] if text else []

    def overruled(self, role: str, success: bool) -> list[Told]:
        """What now holds instead of a result, for whoever may know how it came out."""
        at = self.row[self.table.index[f"plan.{role}"]] - 1
        if at < len(self.table.rules):
            rule = self.table.rules[at]
            what, known = rule.title, self.may_know_roll(at)
            now = ("undone", "done", "a failure", "a success")[2 * bool(rule.target) + success]
        else:
            what, known = f"The argument ({self.table.scenario.roles[role].name})", True  # a secret one has no result
            now = "a success" if success else "a failure"
        return [Told("note", f"{headed(what, f'now {now}')}, by the facilitator's ruling.")] if known else []

    def deal(self, event: Changed) -> list[Told]:
        form = next(f for f in self.table.forms if f.id == self.table.columns[event.column].about)
        between = " and ".join(self.table.scenario.roles[r].name for r in form.between)
        made = ended(f"A deal stands between {between}: {form.title}")
        return [Told("deal", made if event.after else ended(f"The deal is over: {form.title}"))]

    def offered(self, event: Changed) -> list[Told]:
        if not event.after:
            return []
        return [Told("deal", ended(f"On the table: {self.table.forms[event.after - 1].title}"))]

    def secret(self, event: Changed) -> list[Told]:
        objective = self.table.objectives[event.after - 1]
        who = self.table.columns[event.column].about
        name = "Your" if who == self.viewer else f"{self.table.scenario.roles[who].name}'s"
        return [Told("note", f"{name} secret objective: {ended(objective.title)} {objective.text}")]

    def brink(self, event: Changed) -> list[Told]:
        ending = next(e for e, _ in self.table.endings if e.id == self.table.columns[event.column].about)
        more = ending.closes - event.after
        if event.after > event.before:
            if not more or self.row[TURN] >= self.table.turns:
                return []
            closes = "One more close like this ends" if more == 1 else f"{more} more closes like this end"
            return [Told("ending", f"On the brink: {ended(ending.title)} {closes} the exercise.")]
        return [] if event.after else [Told("ending", ended(f"Back from the brink: {ending.title}"))]

    def ending(self, event: Changed) -> list[Told]:
        return [Told("ending", ended(f"The exercise ends: {self.table.endings[event.after - 1][0].title}"))]

    def shown(self, event: Changed) -> list[Told]:
        label = self.table.columns[self.table.index[self.table.columns[event.column].about]].label
        return [Told("note", f"{label} is now known to all.")]

    def estimate(self, event: Changed) -> list[Told]:
        if not event.after or self.viewer == FACILITATOR:
            return []
        return [Told("note", f"Your estimate: {event.after} % ({phrase(event.after)}).")]


_OWN_CAUSES: Mapping[str, str] = {
    "argument": "the argument",
    "ruling": "the facilitator's ruling",
    "overrule": "the result was overruled",
    "set": "set by the facilitator",
}

_TELLERS: dict[str, Callable[[_Telling, Changed], list[Told]]] = {
    "track": _Telling.number,
    "zone": _Telling.number,
    "flag": _Telling.flag,
    "turn": _Telling.turn,
    "current": _Telling.current,
    "next": _Telling.following,
    "response": _Telling.response,
    "revealed": _Telling.revealed,
    "plan": _Telling.plan,
    "result": _Telling.result,
    "deal": _Telling.deal,
    "offered": _Telling.offered,
    "secret": _Telling.secret,
    "brink": _Telling.brink,
    "ending": _Telling.ending,
    "reveal": _Telling.shown,
    "estimate": _Telling.estimate,
}

SILENT = frozenset({
    "program", "last", "used", "dealt", "left", "limit", "answerer", "countered", "spoke", "coming", "queued", "front",
    "pause", "injects", "redraws", "return", "pile", "card", "lasting", "argument", "secrets", "vetoes", "heard",
    "hearing", "ruling",
})  # fmt: skip
"""Kinds of column whose changes are the program's own business, or are told by something else."""


def together(told: Iterable[Told]) -> list[Told]:
    """The same sentences, with neighbouring changes that share a cause told in one."""
    out: list[Told] = []
    for one in told:
        last = out[-1] if out else None
        if last is not None and one.what and one.cause and (one.cause, one.by) == (last.cause, last.by):
            what = f"{last.what}, {one.what}"
            out[-1] = Told(last.kind, ended(f"{what}: {one.cause}"), what, one.cause, by=one.by)
        else:
            out.append(one)
    return out


def knows_roll(table: Table, rule: int, viewer: str) -> bool:
    """May the viewer know what a rule rolled, and so how it came out?"""
    spec = table.rules[rule]
    return viewer == FACILITATOR or (not spec.quiet and (spec.seen is None or viewer in spec.seen))


def explain(table: Table, before: Row, events: Iterable[Event], viewer: str) -> list[Told]:
    """What happened, in order, as ``viewer`` (a role, ``observer`` or ``facilitator``) may know it."""
    return _Telling(table, before, viewer).sentences(events)
