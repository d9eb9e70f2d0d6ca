"""Events as sentences that a student understands, with nothing in them that the viewer may not know.

*Scrutiny rose from 4 to 6: Interdict, roll 9 against 8.* Every kind of column has a method in `_TELLERS` or is in
`SILENT`; a test fails where one is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from wargame.likelihood import compute_odds, format_likelihood
from wargame.rules.chance import split_dice, sum_dice
from wargame.rules.members import build_refusal, is_refusing
from wargame.rules.model import FACILITATOR, Table
from wargame.rules.powers import POWERS
from wargame.rules.row import PC, TURN, Changed, Drawn, Event, Row
from wargame.rules.state import list_refs
from wargame.rules.step import Result
from wargame.rules.steps import argue
from wargame.rules.text.rule_text import end_sentence, format_flag, format_refusal, join_title
from wargame.rules.view import may_see, may_see_all

UNKNOWN = "cause unknown"
"""The cause of a change, for a viewer who may not know it."""


class Sentence(NamedTuple):
    """One sentence. ``kind`` is what it is about: turn, card, plan, roll, track, zone, flag, deal, ending or note.

    For a change of a number, ``what`` and ``cause`` are its two parts, so that changes with one cause can be told in
    one sentence. For a roll, ``rolled`` has the dice. ``argues`` is the id of the role whose argument is revealed.
    ``by`` is the id of the role whose plan caused the change, where the viewer may know it: the plans of two roles can
    have the same title.
    """

    kind: str
    text: str
    what: str = ""
    cause: str = ""
    rolled: KnownRoll | None = None
    argues: str = ""
    by: str = ""


class KnownRoll(NamedTuple):
    """A check as a viewer may know it: the draw ``got`` (0 to 35), its rule (-1: an argument), and whether it
    succeeded.

    ``plus`` and ``target`` are 0 where a bonus depends on a number that the viewer does not see: the dice are public,
    but the bonus would tell that number.
    """

    got: int
    rule: int
    success: bool
    plus: int = 0
    target: int = 0


def format_roll(rolled: KnownRoll) -> str:
    """Return a roll with its bonus and target, where they are known: *4 + 5 = 9, +1, against 8*."""
    one, two = split_dice(rolled.got)
    if not rolled.target:
        return f"{one} + {two} = {sum_dice(rolled.got)}"
    plus = f", {rolled.plus:+d}" if rolled.plus else ""
    return f"{one} + {two} = {sum_dice(rolled.got)}{plus}, against {rolled.target}"


class _EventTeller:
    """Tells the events of one command to one viewer, and changes its copy of the row with each event."""

    def __init__(self, table: Table, row: Row, viewer: str) -> None:
        self.table, self.row, self.viewer = table, row[:], viewer
        self.rolls: dict[int, KnownRoll] = {}
        self.pc = row[PC]
        self.refusing = [is_refusing(table, row, member) for member in table.members]

    def tell_events(self, events: Iterable[Event]) -> list[Sentence]:
        """Return the sentences of these events, in order."""
        out: list[Sentence] = []
        for event in events:
            if isinstance(event, Drawn):
                out += self.tell_draw(event)
                continue
            before = may_see(self.table, self.row, event.column, self.viewer)
            self.row[event.column] = event.after
            if before or may_see(self.table, self.row, event.column, self.viewer):
                out += self.tell_change(event)
            if self.refusing:
                out += self.tell_members()
        return out

    def tell_members(self) -> list[Sentence]:
        """Return a sentence for each member that begins to refuse or agrees again."""
        out = []
        for m, member in enumerate(self.table.members):
            now = is_refusing(self.table, self.row, member)
            if now != self.refusing[m]:
                text = (
                    format_refusal(build_refusal(self.table, self.row, member))
                    if now
                    else f"{member.name} agrees again"
                )
                out.append(Sentence("note", f"{text}."))
                self.refusing[m] = now
        return out

    def tell_draw(self, event: Drawn) -> list[Sentence]:
        """Return the sentence of a check; no other draw is told."""
        if not event.target:
            return []
        success = sum_dice(event.got) + event.plus >= event.target
        outcome = "success" if success else "failure"
        rolled = KnownRoll(event.got, event.rule, success, event.plus, event.target)
        if event.rule < 0:
            text = f"The argument is rolled: {format_roll(rolled)}: {outcome}."
            return [Sentence("roll", text, rolled=rolled)] if self.may_hear() else []
        rule = self.table.rules[event.rule]
        counted = [ref for bonus in rule.bonuses for ref in list_refs(bonus.gate)]
        if self.viewer != FACILITATOR and not may_see_all(self.table, self.row, counted, self.viewer):
            rolled = KnownRoll(event.got, event.rule, success)
        self.rolls[event.rule] = rolled
        if not self.may_know_roll(event.rule):
            return []
        who = f"{self.table.find_role_name(rule.owner)}: " if rule.owner >= 0 else ""
        needs = f" ({compute_odds(rolled.target - rolled.plus)} %)" if rolled.target else ""
        text = f"{who}{rule.title} is rolled{needs}: {format_roll(rolled)}: {outcome}."
        return [Sentence("roll", text, rolled=rolled)]

    def may_know_roll(self, rule: int) -> bool:
        """Return whether the viewer may know what a rule rolled."""
        return may_know_roll(self.table, rule, self.viewer)

    def may_hear(self) -> bool:
        """Return whether the viewer may know of the argument that is being judged."""
        if self.viewer == FACILITATOR:
            return True
        role = argue.find_hearing_role(self.table, self.pc)
        if role is None:
            return True
        return self.viewer == self.table.roles[role] or not self.row[self.table.at.argument[role].secret]

    def format_cause(self, event: Changed) -> str:
        """Return the cause of a change, in words; `UNKNOWN` where the viewer may not know it."""
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
            text += f", roll {sum_dice(rolled.got) + rolled.plus}{against}"
        return text

    def tell_change(self, event: Changed) -> list[Sentence]:
        """Return the sentences of a change, by the kind of its column."""
        teller = _TELLERS.get(self.table.columns[event.column].kind)
        return teller(self, event) if teller is not None else []

    # One method for each kind of column

    def tell_number(self, event: Changed) -> list[Sentence]:
        column = self.table.columns[event.column]
        way = "rose" if event.after > event.before else "fell"
        what, cause = f"{column.label} {way} from {event.before} to {event.after}", self.format_cause(event)
        owner = self.table.rules[event.rule].owner if event.rule >= 0 and cause != UNKNOWN else -1
        by = self.table.roles[owner] if owner >= 0 else ""
        return [Sentence(column.kind, end_sentence(f"{what}: {cause}") if cause else f"{what}.", what, cause, by=by)]

    def tell_flag(self, event: Changed) -> list[Sentence]:
        cause = self.format_cause(event)
        text = f"{self.table.columns[event.column].label}: {format_flag(event.after)}"
        return [Sentence("flag", f"{text} ({cause})." if cause else f"{text}.")]

    def tell_turn(self, event: Changed) -> list[Sentence]:
        told = [Sentence("turn", f"Turn {event.after} of {self.table.turns}.")]
        if not self.row[self.table.at.next]:
            told.append(Sentence("card", "A quiet turn: no card comes."))
        return told

    def tell_current_card(self, event: Changed) -> list[Sentence]:
        return [Sentence("card", end_sentence(f"Card: {self.find_card_title(event.after)}"))] if event.after else []

    def tell_next_card(self, event: Changed) -> list[Sentence]:
        if not event.after or not self.row[TURN]:  # at set-up this is the first card, which comes at once
            return []
        return [Sentence("card", end_sentence(f"Next card: {self.find_card_title(event.after)}"))]

    def find_card_title(self, entry: int) -> str:
        return self.table.cards[self.table.entries[entry - 1]].title

    def tell_response(self, event: Changed) -> list[Sentence]:
        if not event.after:
            return []
        card = self.table.cards[self.table.entries[self.row[self.table.at.current] - 1]]
        assert card.response is not None
        who = self.table.scenario.roles[card.response.role].name
        return [Sentence("card", end_sentence(f"{who} answers: {card.response.options[event.after - 1].title}"))]

    def tell_reveal(self, event: Changed) -> list[Sentence]:
        if not event.after:
            return []
        out = []
        for role in self.table.order:
            name = self.table.roles[role]
            at = self.row[self.table.at.plan[role]] - 1
            planned = 0 <= at < len(self.table.rules)
            what = self.table.rules[at].title if planned else "an argument"
            said = end_sentence(f"{self.table.find_role_name(role)}: {what}")
            out.append(Sentence("plan", said, argues="" if planned else name))
        return out

    def tell_plan(self, event: Changed) -> list[Sentence]:
        at = event.after - 1
        if at < 0 or self.viewer == FACILITATOR:
            return []
        what = self.table.rules[at].title if at < len(self.table.rules) else "an argument"
        role = self.table.columns[event.column].about
        who = "You plan" if role == self.viewer else f"{self.table.scenario.roles[role].name} plans"
        argues = role if at == len(self.table.rules) and role != self.viewer else ""
        return [Sentence("plan", end_sentence(f"{who}: {what}"), argues=argues)]

    def tell_result(self, event: Changed) -> list[Sentence]:
        role = self.table.columns[event.column].about
        if event.before and event.after:  # only an overruling changes a result that is set
            return self.tell_overrule(role, event.after == Result.SUCCESS)
        who = self.table.scenario.roles[role].name
        text = {
            Result.HELD: f"{who} cannot pay for its plan, and holds.",
            Result.WITHDRAWN: f"{who} withdraws its argument: nothing happens.",
        }.get(Result(event.after))
        return [Sentence("plan", text)] if text else []

    def tell_overrule(self, role: str, success: bool) -> list[Sentence]:
        """Return the result that holds after an overruling, for a viewer who may know how it came out."""
        at = self.row[self.table.at.plan[self.table.roles.index(role)]] - 1
        if at < len(self.table.rules):
            rule = self.table.rules[at]
            what, known = rule.title, self.may_know_roll(at)
            now = ("undone", "done", "a failure", "a success")[2 * bool(rule.target) + success]
        else:
            what, known = (
                f"The argument ({self.table.scenario.roles[role].name})",
                True,
            )  # a secret argument has no result
            now = "a success" if success else "a failure"
        return [Sentence("note", f"{join_title(what, f'now {now}')}, by the facilitator's ruling.")] if known else []

    def tell_deal(self, event: Changed) -> list[Sentence]:
        form = next(f for f in self.table.forms if f.id == self.table.columns[event.column].about)
        between = " and ".join(self.table.scenario.roles[r].name for r in form.between)
        made = end_sentence(f"A deal stands between {between}: {form.title}")
        return [Sentence("deal", made if event.after else end_sentence(f"The deal is over: {form.title}"))]

    def tell_offer(self, event: Changed) -> list[Sentence]:
        if not event.after:
            return []
        return [Sentence("deal", end_sentence(f"On the table: {self.table.forms[event.after - 1].title}"))]

    def tell_secret(self, event: Changed) -> list[Sentence]:
        objective = self.table.objectives[event.after - 1]
        who = self.table.columns[event.column].about
        name = "Your" if who == self.viewer else f"{self.table.scenario.roles[who].name}'s"
        return [Sentence("note", f"{name} secret objective: {end_sentence(objective.title)} {objective.text}")]

    def tell_brink(self, event: Changed) -> list[Sentence]:
        ending = next(e for e, _ in self.table.endings if e.id == self.table.columns[event.column].about)
        more = ending.closes - event.after
        if event.after > event.before:
            if not more or self.row[TURN] >= self.table.turns:
                return []
            closes = "One more close like this ends" if more == 1 else f"{more} more closes like this end"
            return [Sentence("ending", f"On the brink: {end_sentence(ending.title)} {closes} the exercise.")]
        return [] if event.after else [Sentence("ending", end_sentence(f"Back from the brink: {ending.title}"))]

    def tell_ending(self, event: Changed) -> list[Sentence]:
        return [Sentence("ending", end_sentence(f"The exercise ends: {self.table.endings[event.after - 1][0].title}"))]

    def tell_shown_track(self, event: Changed) -> list[Sentence]:
        label = self.table.columns[self.table.index[self.table.columns[event.column].about]].label
        return [Sentence("note", f"{label} is now known to all.")]

    def tell_estimate(self, event: Changed) -> list[Sentence]:
        if not event.after or self.viewer == FACILITATOR:
            return []
        return [Sentence("note", f"Your estimate: {event.after} % ({format_likelihood(event.after)}).")]


_OWN_CAUSES: Mapping[str, str] = {"argument": "the argument"} | {
    power.part: power.cause for power in POWERS if power.part
}

_TELLERS: dict[str, Callable[[_EventTeller, Changed], list[Sentence]]] = {
    "track": _EventTeller.tell_number,
    "zone": _EventTeller.tell_number,
    "flag": _EventTeller.tell_flag,
    "turn": _EventTeller.tell_turn,
    "current": _EventTeller.tell_current_card,
    "next": _EventTeller.tell_next_card,
    "response": _EventTeller.tell_response,
    "revealed": _EventTeller.tell_reveal,
    "plan": _EventTeller.tell_plan,
    "result": _EventTeller.tell_result,
    "deal": _EventTeller.tell_deal,
    "offered": _EventTeller.tell_offer,
    "secret": _EventTeller.tell_secret,
    "brink": _EventTeller.tell_brink,
    "ending": _EventTeller.tell_ending,
    "reveal": _EventTeller.tell_shown_track,
    "estimate": _EventTeller.tell_estimate,
}

SILENT = frozenset({
    "program", "last", "used", "dealt", "left", "limit", "answerer", "countered", "spoke", "coming", "queued", "front",
    "pause", "injects", "redraws", "return", "pile", "card", "lasting", "argument", "secrets", "vetoes", "heard",
    "hearing", "ruling",
})  # fmt: skip
"""The kinds of column whose changes are not told, or are told by the change of another column."""


def join_sentences(told: Iterable[Sentence]) -> list[Sentence]:
    """Return the same sentences, with neighbouring changes that have one cause told in one sentence."""
    out: list[Sentence] = []
    for one in told:
        last = out[-1] if out else None
        if last is not None and one.what and one.cause and (one.cause, one.by) == (last.cause, last.by):
            what = f"{last.what}, {one.what}"
            out[-1] = Sentence(last.kind, end_sentence(f"{what}: {one.cause}"), what, one.cause, by=one.by)
        else:
            out.append(one)
    return out


def may_know_roll(table: Table, rule: int, viewer: str) -> bool:
    """Return whether the viewer may know what a rule rolled, and so whether it succeeded."""
    spec = table.rules[rule]
    return viewer == FACILITATOR or (not spec.quiet and (spec.seen is None or viewer in spec.seen))


def explain(table: Table, before: Row, events: Iterable[Event], viewer: str) -> list[Sentence]:
    """What happened, in order, as ``viewer`` (a role, ``observer`` or ``facilitator``) may know it; ``before`` is the
    row before.
    """
    return _EventTeller(table, before, viewer).tell_events(events)
