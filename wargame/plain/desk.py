"""The desk of one role at the prompt: what it knows, what it may do, what it chooses, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.input_parsing import UnclearError, parse_offer, parse_percent, split_because
from wargame.exercise.play.sanitize import LIMITS
from wargame.exercise.seat import Seat
from wargame.plain import board
from wargame.plain.dice import run_with_dice
from wargame.plain.slot_questions import ask_effects, ask_value
from wargame.plain.terminal_io import Talk
from wargame.rules.offers import Offer
from wargame.rules.refusal import Refusal
from wargame.rules.text.offer_text import format_expectation, format_place, format_shifting, format_title
from wargame.rules.text.preview_text import format_afterwards
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.text.rule_text import begin_sentence, end_sentence

HELP = (
    "Type the number of an offer, then answer what is asked. Or all at once: NUMBER [ZONE] because REASON, such as: "
    "3 juarez because the price is right. Other words: offers, board, brief, log, back (to the table)."
)


Do = Callable[[str, str, Mapping[str, Any], str, Mapping[str, Any]], Done | Refusal]
"""Carries out a command: its role, verb, arguments, rationale and further words."""


class Desk:
    """Asks one role for one choice."""

    def __init__(self, exercise: Exercise, talk: Talk, role: str, do: Do | None = None) -> None:
        """``do`` carries out a command of the role; by default, its seat does."""
        self.exercise, self.talk = exercise, talk
        self.seat = Seat(exercise, role)
        self.do = do or (lambda role, verb, args, because, said: self.seat.do(verb, args, because, said))
        self.who = next(one for one in self.seat.list_roles() if one.id == role)
        self.name = self.who.name

    def sit(self, private: bool) -> Done | None:
        """Let the role decide; None if it went back to the table without a decision."""
        with self.talk.keep_private(self.name) if private else nullcontext():
            self.show()
            return self.decide()

    def show(self) -> None:
        """Show what the role knows and what it may do; show the whole card only where it asks something."""
        seat, talk = self.seat, self.talk
        talk.say_heading(f"{self.name}: {board.format_position(seat)}")
        asked, card = seat.find_asked(), seat.find_cards().now
        if asked.kind == "respond" and card is not None:
            for line in board.format_card(card):
                talk.say(line)
            talk.say(f"{self.name}: {asked.prompt}")
        else:
            talk.say(board.format_titles(seat))
            for line in board.list_brink_lines(seat):
                talk.say(line, hang=2)
            for line in (*board.list_deal_lines(seat), *board.format_numbers(seat, own=True)):
                talk.say(line, hang=2)
            talk.say("Your objectives:")
            for known in seat.list_objectives():
                for line in board.format_objectives(known):
                    talk.say(line, 2, 2)
        self.show_offers()

    def is_estimating(self) -> bool:
        """Is an estimate asked for now?"""
        return self.seat.find_asked().kind == "estimate"

    def show_offers(self) -> None:
        """Say what the role may do, and what its members refuse."""
        self.talk.say()
        if self.is_estimating():
            known = self.seat.find_question()
            self.talk.say(f"How likely is this? {self.seat.find_asked().question}")
            self.talk.say(known.criterion if known is not None else "")
            return
        self.talk.say("You may:")
        for text, indent in board.iter_offer_lines(self.seat.number_offers()):
            self.talk.say(text, indent, 2)
        if shifting := format_shifting(self.seat.number_offers().values()):
            self.talk.say(shifting)
        for text, indent in board.iter_closed_lines(self.seat.list_closed()):
            self.talk.say(text, indent, 2)

    def decide(self) -> Done | None:
        """Ask until a choice is made, or until the role goes back to the table (None)."""
        while True:
            if self.is_estimating():
                answer = self.talk.ask("Your estimate (1 to 99 %, or words such as likely; back):", help="")
            else:
                answer = self.talk.ask(f"{self.name}, number (help, back):", help="")
            if answer.lower() in ("back", "quit"):
                return None
            if not self.seat.find_asked().mine:
                self.talk.say("This was decided on a device of the team meanwhile.")
                return None
            if not answer:
                self.talk.say("Type your choice (offers shows what there is, back leaves without deciding).")
            elif not self.try_word(answer.lower()) and (done := self.enter(answer)) is not None:
                return done

    def try_word(self, word: str) -> bool:
        """Show what a word of the desk asks for; False if the word is none of them."""
        if word in ("help", "?"):
            self.talk.say(HELP)
        elif word == "offers":
            self.show_offers()
        elif word == "board":
            self.show_board()
        elif word == "brief":
            self.talk.say(self.who.private)
        elif word == "log":
            for text, indent in board.iter_log(self.seat):
                self.talk.say(text, indent, 2)
        else:
            return False
        return True

    def show_board(self) -> None:
        """Say the numbers that the role knows, and the zones."""
        for line in (*board.format_numbers(self.seat), *board.format_zones(self.seat)):
            self.talk.say(line, hang=2)

    def enter(self, text: str, ask: bool = True) -> Done | None:
        """Read one entry and carry it out.

        Returns None if the entry could not be read or was refused; the reason has been said then.
        """
        head, because = split_because(text)
        said: dict[str, Any] = {}
        try:
            offers = self.seat.number_offers()
            if self.is_estimating():
                offer, args = offers[1], {"percent": parse_percent(head)}
            else:
                closed = [(one.number, one.offer) for one in self.seat.list_closed()]
                offer, rest = parse_offer(head, offers, closed)
                if offer.do == "argue":
                    said = self.ask_words() if ask else {"action": because, "reasons": [because]}
                args = self.fill(offer, rest, ask, said)
        except UnclearError as unclear:
            self.say_unclear(begin_sentence(end_sentence(str(unclear))), ask)
            return None
        if ask and not because and offer.do not in ("pass", "argue"):
            because = self.talk.ask("Why? One line in your own words (Enter: no reason):", LIMITS["rationale"])
        if len(because) > LIMITS["rationale"]:
            self.talk.say(f"(Only the first {LIMITS['rationale']} characters of the reason are kept.)")
        return self.carry_out(offer, args, because, said, ask)

    def say_unclear(self, why: str, private: bool) -> None:
        """Say why an entry was not taken; at the table only that it was not, as the reason tells what is open."""
        if private:
            self.talk.say(why)
            return
        self.talk.say(
            f"Nothing was taken: that could not be read, or is not open. {self.who.key} alone opens the desk."
        )

    def fill(self, offer: Offer, rest: str, ask: bool, said: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of an offer, from what was typed and, with ``ask``, from questions. Raises `UnclearError`."""
        args = dict(offer.args)
        for slot in offer.slots:
            if slot.name == "reasons":
                args[slot.name] = min(max(len(said.get("reasons", [])), 1), slot.domain[-1])
            elif slot.name == "secret":
                may = ask and len(slot.domain) > 1
                args[slot.name] = may and self.talk.ask_yes_no("Argue in secret? (once an exercise)")
            elif slot.effects:
                args[slot.name] = ask_effects(self.talk, slot, rest, ask)
                rest = ""
            else:
                args[slot.name] = ask_value(self.talk, format_title(offer), slot, rest, ask)
                rest = ""
        if rest:
            raise UnclearError(
                f"{rest!r} was not understood after {format_title(offer)}; write because before a reason"
            )
        return args

    def ask_words(self) -> dict[str, Any]:
        """Return the words of an argument: what is done, what it should cause, up to three reasons."""
        said: dict[str, Any] = {
            "action": self.talk.ask("What do you do? (one line)", LIMITS["action"]),
            "effect": self.talk.ask(
                "What should come of it, in words? (one line; the numbers are asked later)", LIMITS["effect"]
            ),
        }
        reasons: list[str] = []
        while len(reasons) < 3:
            more = " (Enter: no more)" if reasons else ""
            reason = self.talk.ask(f"Reason {len(reasons) + 1} why it works{more}:", LIMITS["reason"])
            if not reason and not reasons:
                self.talk.say("An argument needs at least one reason.")
                continue
            if not reason:
                break
            reasons.append(reason)
        return {**said, "reasons": reasons}

    def carry_out(
        self, offer: Offer, args: dict[str, Any], because: str, said: dict[str, Any], private: bool
    ) -> Done | None:
        """Carry out a choice and say that it was taken; None if it was refused, which has been said then."""
        zone = str(args.get("zone", ""))
        outlook = self.seat.preview(offer, zone).outcomes if private and offer.rules else ()
        done = run_with_dice(self.exercise, self.talk, lambda: self.do(self.seat.viewer, offer.do, args, because, said))
        if isinstance(done, Refusal):
            self.say_unclear(f"That cannot be done: {format_refusal(done)}.", private)
            return None
        if not private:  # a quick entry is typed at the table: the answer must not tell more than what was typed
            self.talk.say("Taken.")
            return done
        zones = {value: label for slot in offer.slots for value, label in zip(slot.domain, slot.labels, strict=False)}
        sight = offer.sights.get(zone)
        sure = f" ({format_expectation(sight)})" if sight is not None else ""
        taken = format_place(format_title(offer), zones.get(zone, ""))
        self.talk.say(end_sentence(f"Taken: {taken}") + sure)
        for outcome in outlook:
            if later := format_afterwards(outcome.kind, outcome.shifts):
                self.talk.say(later)
        return done
