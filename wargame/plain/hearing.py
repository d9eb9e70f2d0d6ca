"""Run the hearing of an argument in the line mode (docs/procedures.md §3), in private if the argument is secret."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import UnclearError, parse_moves, split_because, split_closes
from wargame.exercise.play.sanitize import LIMITS
from wargame.exercise.seat import Seat
from wargame.exercise.view.hearing import MOST_REASONS
from wargame.exercise.view.hearing import Hearing as KnownHearing
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer, OfferGroup
from wargame.rules.text.event_text import format_told
from wargame.rules.text.offer_text import format_domain, format_text
from wargame.rules.text.rule_text import begin_sentence, end_sentence, format_known_moves
from wargame.rules.told import list_moves
from wargame.session.text.line_text import format_wordless


class Hearing:
    """The hearing of the argument on the table. ``do`` carries out a command, or raises `UnclearError`."""

    def __init__(self, exercise: Exercise, talk: Talk, do: Callable[..., Done]) -> None:
        self.talk, self.do = talk, do
        self.chair = Seat(exercise, FACILITATOR)
        self.roles = {role.id: role for role in self.chair.list_roles()}
        self.role = self.chair.find_asked().argues
        self.name = self.roles[self.role].name
        self.room, self.seat = Seat(exercise, OBSERVER), Seat(exercise, self.role)
        self.private = self.find_argument().secret and self.chair.has_onlookers(self.role)

    def keep_private(self, who: str) -> AbstractContextManager[None]:
        """Return a part of the hearing: before everybody, or before ``who`` alone if the argument is secret."""
        return self.talk.keep_private(who) if self.private else nullcontext()

    # The roles

    def challenge(self, role: str) -> None:
        """Ask a role for its cons, then for its pros. Everybody may listen."""
        self.say_argument()
        self.say_reasons()
        name = self.roles[role].name
        sides: dict[str, list[str]] = {"pros": [], "cons": []}
        for side, what in (("cons", "against"), ("pros", "for")):
            while len(sides[side]) < MOST_REASONS:
                reason = self.talk.ask(f"{name}, a reason {what} it (Enter: no more):", LIMITS["reason"])
                if not reason:
                    break
                sides[side].append(reason)
        self.do(role, "challenge", {side: len(reasons) for side, reasons in sides.items()}, **sides)

    def clarify(self, rest: str) -> None:
        """Let the proposer stand by the argument, clarify it or withdraw it; ``rest`` is what was typed already."""
        with self.keep_private(self.name):
            answer = rest or self.talk.ask(f"{self.name}: clarify in one line, Enter to stand by it, or withdraw:")
            if answer.lower() in ("withdraw", "withdraw it"):
                self.do(self.role, "withdraw", {})
            else:
                self.do(self.role, "stand", {}, because="" if answer.lower() == "stand" else answer)

    # The facilitator

    def facilitate(self, pending: str) -> None:
        """Ask for what the facilitator owes now until it can be read; *back* leaves it for later."""
        with self.keep_private("Facilitator"):
            offers = {o.do: o for o in self.chair.list_offers() if o.group is not OfferGroup.POWERS}
            take = self.prepare_assessment(offers) if pending == "assess" else self.prepare_ruling(offers)
            while True:
                try:
                    done = take()
                    break
                except UnclearError as unclear:
                    self.talk.say(begin_sentence(end_sentence(str(unclear))))
            if done is not None and self.private:  # nobody is told of the roll at the table
                for _, entry in self.chair.list_log(done.n - 1):
                    for told in entry.told:
                        for one in list_moves(told) or (told,):
                            self.talk.say(format_told(one), 2, 2)

    def prepare_assessment(self, offers: dict[str, Offer]) -> Callable[[], Done | None]:
        """Say the argument and its reasons. The returned function asks for the verdict on them."""
        self.say_argument()
        reasons = self.say_reasons()
        others = ", ".join(do for do in offers if do != "weigh")
        prompt = f"{others}, because WHY:"
        if "weigh" in offers:
            prompt = f"Strong reasons, such as p1 c2 (Enter: none; or {others}; because WHY):"

        def take() -> Done | None:
            head, because = split_because(self.talk.ask(prompt))
            word = head.lower()
            if word == "back":
                return None
            if word in offers and word != "weigh":
                return self.do(FACILITATOR, word, {}, because or self.talk.ask("Why?"))
            if "weigh" not in offers:
                raise UnclearError(f"choose one of: {others}")
            marks = list(dict.fromkeys(word.replace(",", " ").split()))
            unknown = [mark for mark in marks if mark not in reasons]
            if unknown:
                raise UnclearError(f"{' '.join(unknown)!r} is no reason here; there is {', '.join(reasons)}")
            return self.weigh(marks, because)

        return take

    def say_reasons(self) -> list[str]:
        """Say the reasons given so far, and return their marks."""
        argument = self.find_argument()
        reasons = {reason.mark: f"pro: {reason.text or format_wordless()}" for reason in argument.pros}
        reasons |= {reason.mark: f"con: {reason.text or format_wordless()}" for reason in argument.cons}
        for mark, text in reasons.items():
            self.talk.say(f"{mark} {text}", 2, 3)
        return list(reasons)

    def weigh(self, strong: list[str], because: str) -> Done:
        """Weigh the argument with these strong reasons (``p1``, ``c2`` ...), and say its chance."""
        argument = self.find_argument()
        pros = sum(reason.mark in strong for reason in argument.pros)
        cons = sum(reason.mark in strong for reason in argument.cons)
        chance = argument.find_odds(pros, cons).percent
        self.talk.say(f"Strong: {pros} for, {cons} against. Chance: {chance} %.")
        return self.do(FACILITATOR, "weigh", {"pros": pros, "cons": cons}, because, strong=strong)

    def prepare_ruling(self, offers: dict[str, Offer]) -> Callable[[], Done | None]:
        """Say what the argument would do. The returned function asks for the facilitator's ruling."""
        self.talk.say(format_text(offers["apply"]))
        prompt = "Enter to rule as it stands, or other effects (violence -1 for 2 closes because WHY):"
        slot = offers["settle"].slots[0]

        def take() -> Done | None:
            answer = self.talk.ask(prompt)
            if answer.lower() == "back":
                return None
            if not answer:
                return self.do(FACILITATOR, "apply", {}, happened=self.ask_happened())
            head, because = split_because(answer)
            text, closes = split_closes(head)
            moves = parse_moves(text, dict(zip(slot.domain, slot.labels, strict=True)))
            if not slot.is_valid(moves):
                raise UnclearError(f"effects must be {format_domain(slot)}")
            because = because or self.talk.ask("Why does it depart from what was argued?")
            args: dict[str, Any] = {"effects": moves, "closes": closes}
            return self.do(FACILITATOR, "settle", args, because, happened=self.ask_happened())

        return take

    def ask_happened(self) -> str:
        """Ask for what happened, for the record; empty after Enter alone."""
        return self.talk.ask("What happened, in one line for the record (Enter: nothing to add):")

    # Words

    def find_argument(self) -> KnownHearing:
        """Return the argument as it stands, as everybody may know it; a secret one as the proposer does."""
        argument = self.room.find_hearing() or self.seat.find_hearing()
        assert argument is not None
        return argument

    def say_argument(self) -> None:
        """The argument as it was proposed."""
        argument, talk = self.find_argument(), self.talk
        talk.say(f"{self.name} argues: {argument.action}")
        if argument.effect:
            talk.say(f"It should cause: {argument.effect}", 2, 2)
        if argument.moves or argument.hidden:
            talk.say(f"Asked for: {format_known_moves(argument.moves, argument.hidden)}", 2, 2)
        if argument.clarified:
            talk.say(f"Clarified: {argument.clarified}", 2, 2)
