"""Asks for real dice and paper cards where a command needs them, then carries the command out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import UnclearError, find_id, parse_throw
from wargame.exercise.play.staged_reveal import format_thrower
from wargame.exercise.seat import Seat
from wargame.plain.terminal_io import Talk
from wargame.rules.chance import CARD_ROLL, EXPOSURE, DrawNeeded, split_dice
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.text.rule_text import begin_sentence, end_sentence

T = TypeVar("T")


def run_with_dice(exercise: Exercise, talk: Talk, act: Callable[[], T]) -> T:
    """Return the result of ``act``. Where it needs a throw or a card, ask for it and call ``act`` again.

    Raises what ``act`` raises, without `DrawNeeded`.
    """
    while True:
        try:
            return act()
        except DrawNeeded as need:
            ask_draw(exercise, talk, need)


def ask_draw(exercise: Exercise, talk: Talk, need: DrawNeeded) -> None:
    """Ask for one draw until it can be read; after Enter alone the computer draws."""
    slot = need.address.slot
    chair = Seat(exercise, FACILITATOR)
    titles = chair.list_card_titles()
    while True:
        try:
            if need.cards:
                turn = need.address.turn
                answer = talk.ask(
                    f"Draw the card of turn {turn} from the paper pile. Its title (Enter: the computer draws):"
                )
                if not answer:
                    exercise.roll_for_me(need)
                    return
                exercise.type_in(
                    need.address, need.cards.index(_find_drawn_card(answer, {c: titles[c] for c in need.cards}))
                )
                return
            roller = _format_roller(Seat(exercise, OBSERVER), slot)
            answer = talk.ask(f"Roll two dice for {roller}: 4 3, or 7 in all (Enter: the computer rolls):")
            if not answer:
                one, two = split_dice(exercise.roll_for_me(need))
                if slot != EXPOSURE:
                    talk.say(f"The computer rolls {one} and {two}.")
                return
            throw = parse_throw(answer)
            exercise.type_in(need.address, throw.got, summed=throw.summed)
            return
        except UnclearError as unclear:
            talk.say(begin_sentence(end_sentence(str(unclear))))


def _find_drawn_card(answer: str, may_come: Mapping[str, str]) -> str:
    """Return the id of the card that was drawn. The message tells nothing else of the pile. Raises `UnclearError`."""
    try:
        return find_id(answer, may_come, "card")
    except UnclearError:
        said = f"{answer!r} is not the title of a card that may come now; put it back and draw another"
        raise UnclearError(said) from None


def _format_roller(room: Seat, slot: str) -> str:
    """Return for what dice are rolled, as everybody may know it."""
    if slot == EXPOSURE:
        return "the facilitator's hidden check (let nobody see)"
    if slot == CARD_ROLL:
        return "the card"
    return format_thrower(room, slot)
