"""What the facilitator can do at the prompt. Each command is declared once: words, usage, help, and what it does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import (
    UnclearError,
    find_id,
    find_whole_number,
    parse_moves,
    split_because,
    split_closes,
)
from wargame.exercise.play.run_of_show import (
    HATS,
    find_phase_text,
    format_minutes,
    list_card_notes,
    list_injectable_cards,
)
from wargame.exercise.play.seats import BOT, DEFAULT_BOT, PEOPLE, SeatError, format_seat, parse_seat
from wargame.exercise.play.secret_round import SecretRound
from wargame.exercise.play.staged_reveal import is_in_reveal, show_rest
from wargame.exercise.play.undoing import format_undone
from wargame.exercise.seat import Seat
from wargame.plain import board
from wargame.plain.devices import HELP as DEVICES_HELP
from wargame.plain.devices import USAGE as DEVICES_USAGE
from wargame.plain.dice import run_with_dice
from wargame.plain.rating import rate_at_table
from wargame.plain.slot_questions import ask_effects, ask_value
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.offers import Offer, Slot
from wargame.rules.powers import POWERS, Power
from wargame.rules.refusal import Refusal, RefusalCode
from wargame.rules.text.offer_text import format_title, list_slot_labels
from wargame.rules.text.plan_text import format_reversible, format_turned_cards
from wargame.rules.text.power_text import format_power_title
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.text.rule_text import end_sentence, format_known_moves


class SessionExit(Exception):
    """The facilitator leaves the exercise, which is saved."""


class Verb(NamedTuple):
    """A command of the console: its words (the first is its name), how it is typed, its help, and what it does."""

    words: tuple[str, ...]
    usage: str
    help: str
    run: Callable[[Console, str], None]


class Console:
    """Carries out what the facilitator types at the table."""

    def __init__(self, exercise: Exercise, talk: Talk, secret_round: SecretRound | None = None) -> None:
        self.exercise, self.talk = exercise, talk
        self.round = secret_round or SecretRound(exercise)
        self.room, self.chair = Seat(exercise, OBSERVER), Seat(exercise, FACILITATOR)
        self.hat = "controller"
        self.rule_devices: Callable[[str], None] | None = None
        """Carries out what is typed after *devices*; None where no devices can join."""
        self.verbs = {word: verb for verb in VERBS for word in verb.words}

    def try_run(self, text: str) -> bool:
        """Carry out a console command; False if the text is none. Raises `UnclearError`, `SessionExit`."""
        word, _, rest = text.partition(" ")
        verb = self.verbs.get(word.lower())
        if verb is None:
            return False
        verb.run(self, rest.strip())
        return True

    # Show

    def show_help(self, rest: str) -> None:
        """List the commands, or explain the one that ``rest`` names."""
        if rest:
            verb = self.verbs.get(rest.split()[0].lower())
            if verb is None:
                raise UnclearError(f"there is no command {rest!r}; help lists them all")
            self.talk.say(f"{verb.usage}: {verb.help}", hang=4)
            return
        self.talk.say(
            "Enter does what comes next. A role's letter opens its private desk; quick entry decides at once:"
        )
        self.talk.say("LETTER NUMBER [ZONE] because REASON, such as: c 3 juarez because the price is right", 2, 2)
        for verb in VERBS:
            self.talk.say(f"{verb.usage}: {verb.help}", 2, 4)

    def show_board(self, rest: str) -> None:
        """Show the card, the tracks that all can see, and the deals that stand."""
        room = self.room
        self.talk.say_heading(board.format_position(room))
        for line in (*board.format_cards(room), *board.format_numbers(room), *board.format_deals(room)):
            self.talk.say(line, hang=2)

    def show_map(self, rest: str) -> None:
        """Show the zones with their numbers."""
        for line in board.format_zones(self.room):
            self.talk.say(line, hang=4)

    def show_log(self, rest: str) -> None:
        """Show the log that all may read."""
        for text, indent in board.iter_log(self.room):
            self.talk.say(text, indent, 2)

    def show_secrets(self, rest: str) -> None:
        """Show everything there is, for the facilitator only."""
        chair, talk = self.chair, self.talk
        with talk.keep_private("Facilitator"):
            for line in (*board.format_numbers(chair), *board.format_deals(chair)):
                talk.say(line, hang=2)
            for text, indent in (*board.iter_objectives(chair), *board.iter_log(chair)):
                talk.say(text, indent, 2)
            talk.ask("Enter to clear:")

    def show_run_of_show(self, rest: str) -> None:
        """Show the run of show: what to say now, and the notes on the cards."""
        chair, talk = self.chair, self.talk
        with talk.keep_private("Facilitator"):
            talk.say(find_phase_text(chair))
            talk.say(format_minutes(chair))
            for card in list_card_notes(chair):
                for text in (f"{card.which}: {card.title} {card.text}".strip(), *card.notes):
                    talk.say(text, hang=2)
            talk.ask("Enter to clear:")

    # Powers

    def use_power(self, do: str, args: dict[str, Any], because: str, **said: str) -> None:
        """Use a power; ask for the reason if none was typed. Raises `UnclearError` if it is refused."""
        because = because or self.talk.ask("Why? (recorded with it)")
        exercise, talk = self.exercise, self.talk
        done = run_with_dice(
            exercise,
            talk,
            lambda: self.chair.do(do, args, because, said, self.hat),
        )
        if isinstance(done, Refusal):
            raise UnclearError(format_refusal(done))

    def list_offers(self, do: str) -> list[Offer]:
        """Return the ways a power can be used now. Raises `UnclearError` when there are none."""
        offers = [offer for offer in self.chair.list_offers() if offer.do == do]
        if not offers:
            raise UnclearError(f"there is nothing to {do} now")
        return offers

    def use_by_slots(self, power: Power, rest: str) -> None:
        """Use a power that has no command of its own: ask for its way, then for each slot.

        ``rest`` is what was typed after the name of the power: it answers the first question. Raises `UnclearError`.
        """
        head, because = split_because(rest)
        offers = self.list_offers(power.do)
        if len(offers) == 1 and not offers[0].slots:
            self.use_power(power.do, offers[0].fill(), because or head)
            return
        with self.talk.keep_private("Facilitator"):  # what can be chosen may be hidden from the class
            offer = offers[0]
            if len(offers) > 1:
                ways = Slot("way", tuple(one.name for one in offers), tuple(one.way for one in offers))
                way = ask_value(self.talk, format_power_title(power.do), ways, head)
                offer, head = next(one for one in offers if one.name == way), ""
            values: dict[str, Any] = {}
            for slot in offer.slots:
                if slot.effects:
                    values[slot.name] = ask_effects(self.talk, slot, head)
                else:
                    values[slot.name] = ask_value(self.talk, format_title(offer), slot, head)
                head = ""
        self.use_power(power.do, offer.fill(**values), because)

    def overrule(self, rest: str) -> None:
        """Turn a result of this turn: show what that means, and ask for consent or for other effects."""
        head, because = split_because(rest)
        (offer,) = self.list_offers("overrule")
        plans = self.chair.list_reversible(OBSERVER)
        results = {role: format_reversible(plan) for role, plan in plans.items()}
        if not results:
            raise UnclearError("no result of this turn can be turned")
        if not head and len(results) > 1:
            self.talk.say("Results that can be turned:")
            for text in results.values():
                self.talk.say(end_sentence(text), 2, 2)
            raise UnclearError("say whose: overrule ROLE because WHY")
        parts = {role: (plan.name, plan.title, f"{plan.name} {plan.title}") for role, plan in plans.items()}
        role = find_id(head, results, "result", parts) if head else next(iter(results))
        moves = self.chair.compute_reversal(role)
        labels = dict(zip(offer.slots[1].domain, offer.slots[1].labels, strict=True))
        shown = format_known_moves(*self.room.name_moves(moves)) or "nothing changes"
        cards = self.chair.list_turned_cards(role)
        brings = f" {format_turned_cards(cards)}" if cards else ""
        self.talk.say(f"{end_sentence(results[role])} Turned, it means: {shown}.{brings}")
        typed = self.talk.ask("Enter to agree, other effects instead (violence -1, ...), or no:")
        if typed.lower() in ("n", "no"):
            raise UnclearError("nothing was overruled")
        self.use_power("overrule", {"role": role, "effects": parse_moves(typed, labels) if typed else moves}, because)

    def rule(self, rest: str) -> None:
        """Make effects happen, for now or for further closes."""
        head, because = split_because(rest)
        (offer,) = self.list_offers("rule")
        head, closes = split_closes(head)
        labels = dict(zip(offer.slots[0].domain, offer.slots[0].labels, strict=True))
        text = head or self.talk.ask("Which effects? Such as: violence -1, partnership +1 for 2 closes")
        if not head:
            text, closes = split_closes(text)
        self.use_power("rule", {"effects": parse_moves(text, labels), "closes": closes}, because)

    def set(self, rest: str) -> None:
        """Give a track, a number of a zone or a flag a value."""
        head, because = split_because(rest)
        found = re.fullmatch(r"(.+?)\s*(?:=|to)?\s*(-?\d{1,9}|true|false|yes|no)", head)
        if not found:
            raise UnclearError("write the number and its value, such as: set violence 5 because ...")
        labels = {offer.args["number"]: offer.way for offer in self.list_offers("set")}
        value = {"true": 1, "yes": 1, "false": 0, "no": 0}.get(found[2])
        args = {"number": find_id(found[1], labels, "number"), "value": int(found[2]) if value is None else value}
        self.use_power("set", args, because)

    def inject(self, rest: str) -> None:
        """Deliver a card of the pile now; without an id, show in private which cards there are, and ask."""
        head, because = split_because(rest)
        (offer,) = self.list_offers("inject")
        labels = dict(zip(offer.slots[0].domain, offer.slots[0].labels, strict=True))
        if not head:
            lines: list[str] = []
            for heading, cards in groupby(list_injectable_cards(self.chair), lambda card: card.heading):
                lines += [f"{heading}:"] if heading else []
                lines += [f"{card.id}: {card.text}" for card in cards]
            self.say_privately("Cards that can be injected:", lines)
            head = self.talk.ask("Which card (its id)?")
        try:
            card = find_id(head, labels, "card")
        except UnclearError:  # its message lists the cards, which the class must not see
            said = f"{head!r} is no card, or not just one, that can be injected now; inject alone shows you which can"
            raise UnclearError(said) from None
        self.use_power("inject", {"card": card}, because)

    def say_privately(self, title: str, lines: list[str]) -> None:
        """Show lines to the facilitator only, and wait for Enter."""
        with self.talk.keep_private("Facilitator"):
            self.talk.say(title)
            for line in lines:
                self.talk.say(line, 2, 2)
            self.talk.ask("Enter to clear:")

    def lift(self, rest: str) -> None:
        """End a ruling that lasts."""
        head, because = split_because(rest)
        (offer,) = self.list_offers("lift")
        slot = offer.slots[0]
        labels = {str(key): label for key, label in zip(slot.domain, list_slot_labels(slot), strict=True)}
        ruling = next(iter(labels)) if not head and len(labels) == 1 else find_id(head, labels, "ruling")
        self.use_power("lift", {"ruling": int(ruling)}, because)

    def end(self, rest: str) -> None:
        """Close the exercise now, after a question whether to."""
        self.list_offers("end")
        if self.talk.ask_yes_no("End the exercise here, with the ending that holds now?"):
            self.use_power("end", {}, split_because(rest)[1] or rest)

    def show_rest(self, rest: str) -> None:
        """Go through what is left of the reveal."""
        if not is_in_reveal(self.chair):
            raise UnclearError("no reveal is going on; Enter does what comes next")
        done = run_with_dice(self.exercise, self.talk, lambda: show_rest(self.chair))
        if isinstance(done, Refusal):
            raise UnclearError(format_refusal(done))

    # Records

    def undo(self, rest: str) -> None:
        """Take back the last decision of people (of a role, if one is named), or everything after a line."""
        head, because = split_because(rest)
        exercise, talk = self.exercise, self.talk
        run_with_dice(exercise, talk, self.round.write_held)
        to = find_whole_number(head)
        if to is None:
            roles = {role.id: role.name for role in self.chair.list_roles()}
            last = self.chair.find_last_own(find_id(head, roles, "role") if head else "")
            if not last:
                raise UnclearError("there is nothing to undo")
            to = self.chair.find_undo_place(last)
            talk.say(end_sentence(format_undone(self.chair, to)))
        because = because or talk.ask("Why? (recorded with it)")
        answer = self.chair.do("undo", {"to": to}, because, hat=self.hat)
        if isinstance(answer, Refusal) and answer.code == RefusalCode.SEEN:
            talk.say("What has been seen cannot be made unseen:")
            for text in answer.seen[:12]:
                talk.say(text, 2, 2)
            if not talk.ask_yes_no("Undo all the same?"):
                return
            answer = self.chair.do("undo", {"to": to, "confirmed": True}, because, hat=self.hat)
        if isinstance(answer, Refusal):
            raise UnclearError(format_refusal(answer))
        talk.say("Undone: things stand as they did before. Dice and cards fall anew from here.")

    def note(self, rest: str) -> None:
        """Write an observation down: its kind by a sign, its learning objective after ``#``."""
        if not rest:
            raise UnclearError("write what you saw: note [+|-] [#objective] TEXT (+ a strength, - to improve)")
        kind = {"+": "strength", "-": "improvement"}.get(rest[0], "note")
        text = rest[1:].strip() if kind != "note" else rest
        objective = ""
        if found := re.match(r"#([\w-]+)\s*", text):
            ids = {one.id: one.id for one in self.chair.find_briefing().learning}
            objective = find_id(found[1], ids, "learning objective")
            text = text[found.end() :]
        self._record("note", {"text": text, "kind": kind, "objective": objective})
        self.talk.say(f"Noted: {kind}{' on ' + objective if objective else ''}.")

    def rate(self, rest: str) -> None:
        """Rate a learning objective and mark its tasks, in one line or asked in private."""
        rate_at_table(self.chair, self.talk, rest)

    def bookmark(self, rest: str) -> None:
        """Mark this moment for the debrief."""
        self._record("bookmark", {"text": rest})
        self.talk.say("Bookmarked for the debrief.")

    def amend(self, rest: str) -> None:
        """Put a better rationale beside a line."""
        found = re.fullmatch(r"(\d{1,9})\s+(?:because\s+)?(.+)", rest, re.DOTALL)
        if not found:
            raise UnclearError("write the line and the better rationale: amend LINE because TEXT")
        self._record("amend", {"line": int(found[1])}, found[2])
        self.talk.say(f"Amended; the first rationale stays on line {found[1]}.")

    def pause(self, rest: str) -> None:
        """Stop the clocks, or let them run again."""
        if self.chair.find_position().paused:
            self._record("resume")
            self.talk.say("The clocks run again.")
        else:
            self._record("pause")
            self.talk.say("The clocks stand still. Type pause again to go on.")

    def _record(self, verb: str, args: Mapping[str, Any] | None = None, because: str = "") -> None:
        """Write a record. Raises `UnclearError` with the reason where it is refused."""
        answer = self.chair.do(verb, args, because, hat=self.hat)
        if isinstance(answer, Refusal):
            raise UnclearError(format_refusal(answer))

    def seat_bot(self, rest: str) -> None:
        """Give a role to a bot."""
        head, because = split_because(rest)
        role, _, name = head.partition(" ")
        self.seat_role(role, f"{BOT}:{name.strip() or DEFAULT_BOT}", because)

    def seat_people(self, rest: str) -> None:
        """Give a role back to people."""
        head, because = split_because(rest)
        self.seat_role(head, PEOPLE, because)

    def seat_role(self, role: str, seat: str, because: str) -> None:
        """Give ``role`` (its id, name or letter) to ``seat``. Raises `UnclearError`."""
        roles = {one.id: one.name for one in self.chair.list_roles()}
        keys = {one.key: one.id for one in self.chair.list_roles()}
        who = keys.get(role) or find_id(role, roles, "role")
        try:
            parse_seat(seat)
        except SeatError as error:
            raise UnclearError(str(error)) from None
        self._record("seat", {"role": who, "seat": seat}, because)
        self.talk.say(f"{roles[who]} is played by {format_seat(seat)} from now on.")

    def wear_hat(self, rest: str) -> None:
        """Change the hat if one is named, and say which hat is worn."""
        if rest:
            self.hat = HATS[find_id(rest, HATS, "hat")]
        self.talk.say(f"Your interventions are logged under the hat of the {self.hat}.")

    def show_clock(self, rest: str) -> None:
        """Say how many minutes are used, against the plan."""
        self.talk.say(format_minutes(self.chair))

    def use_devices(self, rest: str) -> None:
        """Show the devices of the teams, or rule them."""
        if self.rule_devices is None:
            raise UnclearError("no devices can join here")
        self.rule_devices(rest)

    def leave(self, rest: str) -> None:
        """Leave the exercise. Always raises `SessionExit`."""
        raise SessionExit


_OWN_VERBS: Mapping[str, Callable[[Console, str], None]] = {
    "overrule": Console.overrule,
    "rule": Console.rule,
    "lift": Console.lift,
    "set": Console.set,
    "inject": Console.inject,
    "end": Console.end,
}
"""The powers with commands that can be typed in one line; the others are asked for slot by slot."""


def _build_power_verb(power: Power) -> Verb:
    run = _OWN_VERBS.get(power.do) or (lambda console, rest: console.use_by_slots(power, rest))
    return Verb((power.do,), power.usage, power.about, run)


VERBS: tuple[Verb, ...] = (
    Verb(("help", "?"), "help [COMMAND]", "this list, or one command", Console.show_help),
    Verb(("board", "table"), "board", "the card, the tracks all can see, open deals", Console.show_board),
    Verb(("map", "zones"), "map", "the zones with their numbers", Console.show_map),
    Verb(("log",), "log", "everything so far that all may know", Console.show_log),
    Verb(("secrets",), "secrets", "everything there is, with line numbers, for your eyes only", Console.show_secrets),
    Verb(("show", "console"), "show", "the run of show: what to say now, notes on the cards, time",
         Console.show_run_of_show),
    Verb(("clock", "time"), "clock", "minutes used against the plan", Console.show_clock),
    Verb(("rest", "!"), "rest", "the rest of the reveal at once, without waiting between its steps", Console.show_rest),
    Verb(("undo",), "undo [ROLE|LINE] because WHY", "take back the last decision, or all after a line", Console.undo),
    *(_build_power_verb(power) for power in POWERS),
    Verb(("note",), "note [+|-] [#OBJECTIVE] TEXT", "an observation: + a strength, - to improve", Console.note),
    Verb(("rate", "rating"), "rate [NUMBER [P|S|M|U] [a+ b- c?] [LINES] [because WHY]]",
         "rate a learning objective, mark its tasks; the number alone shows it to you in private", Console.rate),
    Verb(("bookmark", "mark"), "bookmark [TEXT]", "mark this moment for the debrief", Console.bookmark),
    Verb(("amend",), "amend LINE because TEXT", "put a better rationale beside a decision", Console.amend),
    Verb(("pause", "resume"), "pause", "stop the clocks; again to let them run", Console.pause),
    Verb(("bot",), "bot ROLE [NAME]", "let a bot play a role", Console.seat_bot),
    Verb(("people",), "people ROLE", "give a role back to people", Console.seat_people),
    Verb(("hat",), "hat [owner|controller|white]", "under which hat you intervene", Console.wear_hat),
    Verb(("devices",), DEVICES_USAGE, DEVICES_HELP, Console.use_devices),
    Verb(("quit", "save", "exit"), "quit", "leave; everything is saved, and resume goes on from here", Console.leave),
)  # fmt: skip
