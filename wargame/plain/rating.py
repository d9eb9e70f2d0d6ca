"""Rating a learning objective during play at the prompt: in one line, or shown and asked in private."""

from __future__ import annotations

from wargame.exercise.debrief.form_parts import FormSlot
from wargame.exercise.debrief.ratings import Rating
from wargame.exercise.play.input_parsing import UnclearError, find_whole_number
from wargame.exercise.seat import Seat
from wargame.plain.terminal_io import Talk
from wargame.rules.refusal import Refusal
from wargame.rules.text.rating_text import format_not_rated, format_rating
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.text.rule_text import begin_sentence, end_sentence


def rate_at_table(chair: Seat, talk: Talk, rest: str) -> None:
    """Rate an objective: ``rest`` is its number and what the slot of the debrief takes, such as *2 S a+ because ...*.

    Without what to write, the objective is shown and asked about in private; without a number they are listed there.
    Raises `UnclearError`, and `JournalError` if it could not be written.
    """
    rated = chair.list_ratings()
    if not rated:
        raise UnclearError("this scenario has no learning objectives, so nothing can be rated")
    if not rest:
        with talk.keep_private("Facilitator"):
            for at, one in enumerate(rated, start=1):
                said = format_rating(one.rating) if one.rating else format_not_rated()
                talk.say(f"{at}. {one.text} ({said})", 0, 3)
            rest = talk.ask("Which objective (its number)? Enter alone leaves.")
            if rest:
                _ask(chair, talk, _find_objective(rated, rest))
        return
    number, _, typed = rest.partition(" ")
    objective = _find_objective(rated, number)
    if typed.strip():
        _write(chair, talk, _find_slot(chair, objective), typed)
        return
    with talk.keep_private("Facilitator"):
        _ask(chair, talk, objective)


def _find_objective(rated: list[Rating], typed: str) -> str:
    at = find_whole_number(typed)
    if at is None or not 1 <= at <= len(rated):
        raise UnclearError(f"{typed[:20]!r} is no objective; type a number from 1 to {len(rated)}, such as: rate 2 S")
    return rated[at - 1].objective


def _find_slot(chair: Seat, objective: str) -> FormSlot:
    """Return the slot of an objective that takes its rating: the last one."""
    return [part for part in chair.list_rating_parts(objective) if isinstance(part, FormSlot)][-1]


def _ask(chair: Seat, talk: Talk, objective: str) -> None:
    """Show an objective, and ask for its rating until something is written or Enter alone leaves."""
    for part in chair.list_rating_parts(objective):
        if not isinstance(part, FormSlot):
            indent = 0 if part.kind == "heading" else 2
            talk.say(part.text, indent, indent + 2)
        elif part.entry:
            talk.say(f"* {part.says}", 2, 4)
    slot = _find_slot(chair, objective)
    talk.say(slot.says)
    while typed := talk.ask(f"{slot.ask} >", slot.limit):
        try:
            _write(chair, talk, slot, typed)
            return
        except UnclearError as unclear:
            talk.say(begin_sentence(end_sentence(str(unclear))))


def _write(chair: Seat, talk: Talk, slot: FormSlot, typed: str) -> None:
    done = chair.do(*slot.put(typed))
    if isinstance(done, Refusal):
        raise UnclearError(format_refusal(done))
    talk.say(f"Written down as line {done.n}; the debrief can change it.", 2)
