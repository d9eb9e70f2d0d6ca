"""The calls to one shared keyboard while deals are made in secret: the same calls whatever is offered and answered.

A *secret round* is a run of steps of the deal phase of which not everybody may know that they wait. Who is called, and
how often, depends on what everybody knows: the forms of deal, the seats, and conditions that everybody can check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.seats import find_bot_name, list_people_roles
from wargame.exercise.view.asked import NOTHING_ASKED, Asked, build_asked
from wargame.exercise.view.secret_span import find_secret_span
from wargame.rules.chance import DrawNeeded
from wargame.rules.model import FACILITATOR, OBSERVER, Gate, LegalPick, Table
from wargame.rules.offers import Offer
from wargame.rules.refusal import Refusal
from wargame.rules.row import PC, Row
from wargame.rules.state import is_gate_open
from wargame.rules.steps.deal import AnswerStep, OfferStep
from wargame.rules.view import may_see, may_see_all
from wargame.session.held_file import HeldDecision, HeldFile
from wargame.session.records import Undo

DEALS = OfferStep.do
"""The kind of choice that a secret round is about for everybody, be it an offer or an answer."""

HELD = Done(0)
"""The answer to a decision that gets a line once every role of the round has been called. It is kept by then."""


class SecretRound:
    """Says which role is called to the keyboard next in a secret round. Nothing of it is recorded.

    A role that is called decides all that it owes, which may be nothing. The decision that ends the round is kept in a
    file beside the session, and written to the session after the last call. Then neither the calls nor the second
    window tell whether something was offered. A new round, an undo, a change of seats and a resumed session begin the
    calls anew.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._moment: list[int | str] = []
        """What tells the round from every other one of any session, also once the session is resumed."""
        self._seats: dict[str, str] = {}
        self._calls: tuple[str, ...] = ()
        self._made = 0
        self._held: HeldDecision | None = None
        self._file = HeldFile(exercise.path)

    def _find_span(self) -> range | None:
        """Return the steps of the round that goes on; None outside a round. Begin the calls of a new one."""
        exercise = self._exercise
        row = exercise.build_view(FACILITATOR)
        span = None if exercise.over else find_secret_span(exercise.table, row[PC])
        if span is not None:
            seats = dict(exercise.seats)
            undone = len(exercise.list_records(Undo))
            moment: list[int | str] = [exercise.header.created, exercise.turn, span.start, undone]
            if (moment, seats) != (self._moment, self._seats):
                people = list_people_roles(seats)
                calls = _list_calls(exercise.table, exercise.build_view(OBSERVER), span)
                self._calls = tuple(role for role, _ in groupby(role for role in calls if role in people))
                if len(people) < 2:  # nobody is there who looks away
                    self._calls = ()
                self._moment, self._seats = moment, seats
                self._made, self._held = 0, self._restore()
                if self._held is None:  # what another round left
                    self._file.remove()
        return span

    def find_called(self) -> str:
        """Return the role that is called to the keyboard now; an empty text outside a secret round."""
        if self._find_span() is None or not self._calls:
            return ""
        if self._made >= len(self._calls):  # a form was opened in the round, by the facilitator
            waiting = self._exercise.list_waiting()
            self._calls, self._made = (*self._calls, *waiting), len(self._calls)
        return self._calls[self._made]

    def find_asked(self) -> Asked:
        """Return what is asked at the shared keyboard: in a secret round, of the role that is called, and only that."""
        asked = build_asked(self._exercise, FACILITATOR)
        called = self.find_called()
        return replace(NOTHING_ASKED, kind=DEALS, who=(called,)) if called else asked

    def is_asked(self, role: str) -> bool:
        """Does this role owe a decision of the round now?"""
        return self._find_span() is not None and self._held is None and role in self._exercise.list_waiting()

    @property
    def may_tell(self) -> bool:
        """Is only one call made? Then what is decided at it in front of everybody tells nothing of further ones."""
        return self._find_span() is not None and len(self._calls) == 1

    @property
    def exercise(self) -> Exercise:
        """The exercise that is played."""
        return self._exercise

    @property
    def is_last_call(self) -> bool:
        """Is the call that is made now the last one of its round?"""
        return self._find_span() is not None and 0 < len(self._calls) <= self._made + 1

    @property
    def begun(self) -> bool:
        """Was a role called in a round that goes on?"""
        return self._find_span() is not None and self._made > 0

    def do(
        self,
        role: str,
        verb: str,
        args: Mapping[str, Any],
        because: str = "",
        said: Mapping[str, Any] | None = None,
        key: str = "",
    ) -> Done | Refusal:
        """Carry out the command ``verb`` of a role, or hold it until every role was called (`HELD`).

        ``key`` is that of `Exercise.execute`. Raises as `Exercise.execute`.
        """
        if self.is_taken(key):
            return Done(self._exercise.find_key(key))
        held = HeldDecision(role, verb, dict(args), because, dict(said or {}), None, key)
        if not self._must_hold(held, self._made + 1):
            return self._execute(held)
        self._file.write(self._moment, held)
        self._held = held
        return HELD

    def is_taken(self, key: str) -> bool:
        """Is a decision that came with this key in the session, or held?"""
        held = self._find_span() is not None and self._held is not None and self._held.key == key
        return bool(key) and (held or self._exercise.find_key(key) > 0)

    def _restore(self) -> HeldDecision | None:
        """Return the decision that was held in this round when the session was left, if it can be taken."""
        held = self._file.read(self._moment)
        if held is None or held.role not in self._exercise.list_waiting():
            return None
        try:
            at = self._exercise.find_step_after(held.role, held.verb, held.args)
        except DrawNeeded:  # it is typed in when the decision is written
            return held
        except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError):  # somebody changed the file
            return None
        return held if at is not None else None

    def finish_call(self) -> Done | Refusal | None:
        """Go on to the next call, as the role that was called owes nothing more. Write what was held after the last.

        Returns what became of the held decision; None without one. Raises as `Exercise.execute`.
        """
        if self._find_span() is None:
            return None
        self._made += 1
        return self.write_held() if self._made >= len(self._calls) else None

    def write_held(self) -> Done | Refusal | None:
        """Write the held decision now. Returns what became of it; None without one. Raises as `Exercise.execute`."""
        if self._held is None:
            return None
        done = self._execute(self._held)
        self._held = None
        self._file.remove()
        return done

    def play_bots(self) -> None:
        """Let bots take every choice that is theirs until people are asked. Raises as `Exercise.execute`.

        In a secret round a role that is called and has nothing but to pass is not asked: it passes. It is called all
        the same, as not to be called would tell.
        """
        exercise = self._exercise
        while self._held is None or self._find_span() is None:
            if self._find_span() is None:
                if not exercise.play_bots(limit=1):
                    return
                continue
            bots = (role for role in exercise.list_waiting() if find_bot_name(exercise.seats[role]) is not None)
            role = next(bots, None)
            if role is not None:
                verb, args, because = exercise.choose_for_bot(role)
                held = HeldDecision(role, verb, args, because, {}, 0.0)
            elif (only := self._find_only_offer()) is not None:
                held = HeldDecision(self.find_called(), only.do, only.fill(), "", {}, 0.0)
            else:
                return
            if self._must_hold(held, self._made):
                self._held = held
            else:
                self._execute(held)

    def _find_only_offer(self) -> Offer | None:
        """Return the one offer of the role that is called, if it has but one; None if it is not asked."""
        called = self.find_called()
        offers = self._exercise.list_offers(called) if called and self.is_asked(called) else []
        return offers[0] if len(offers) == 1 else None

    def _must_hold(self, held: HeldDecision, made: int) -> bool:
        """Would this decision end the round before the last call, with ``made`` calls made?"""
        span = self._find_span()
        if span is None or made >= len(self._calls):
            return False
        at = self._exercise.find_step_after(held.role, held.verb, held.args)
        return at is not None and at not in span

    def _execute(self, held: HeldDecision) -> Done | Refusal:
        role, verb, args, because, said, seconds, key = held
        return self._exercise.execute(role, verb, args, because=because, said=said, seconds=seconds, key=key)


def _list_calls(table: Table, seen: Row, span: range) -> Iterator[str]:
    """Yield the roles to call in a round, in order: enough calls for every way that offers and answers can go.

    ``seen`` is what everybody knows. Where a counter stands instead of an offer, a role that alone can have countered
    the offer before makes its own in the call for its answer, or none: it is not called again for it.
    """
    spoken = ""
    for n in span:
        step = table.program[n]
        if isinstance(step, OfferStep):
            if table.roles[step.role] != spoken:
                yield table.roles[step.role]
            spoken = ""
        elif isinstance(step, AnswerStep):
            calls = list(_list_answer_calls(table, seen, step))
            spoken = calls[0] if table.instead and calls[1:] == [table.roles[step.role]] else ""
            yield from calls


def _list_answer_calls(table: Table, seen: Row, step: AnswerStep) -> Iterator[str]:
    role = table.roles[step.role]
    picks = {pick.pick: pick for pick in table.offers[step.role]}
    countered = False
    for pair in step.pairs:
        if all(_is_known_closed(table, seen, picks[form]) for form in pair if form in picks):
            continue
        countered = countered or len(pair) > 1
        yield next(name for name in table.forms[pair[0]].between if name != role)
    if countered:
        yield role


def _is_known_closed(table: Table, seen: Row, pick: LegalPick) -> bool:
    """Can everybody see that this form is not open?"""
    if pick.rest is not None and may_see(table, seen, pick.rest[0], OBSERVER) and seen[pick.rest[0]] == pick.rest[1]:
        return True
    terms = (Gate((term,)) for term in pick.gate.terms if may_see_all(table, seen, (term.ref,), OBSERVER))
    return not all(is_gate_open(table, seen, term) for term in terms)
