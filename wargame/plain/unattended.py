"""Exercises without people: bots play a whole one, or one turn with comments plays itself."""

from __future__ import annotations

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.run_of_show import SAY
from wargame.exercise.play.seats import format_seat
from wargame.exercise.seat import Seat
from wargame.plain import board
from wargame.plain.closing import say_ending
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal
from wargame.rules.text.decision_text import format_decision


def play_headless(exercise: Exercise, talk: Talk | None = None) -> int:
    """Let bots play to the end; print what all may know, then a summary. Returns the exit code."""
    talk = talk or Talk()
    room = Seat(exercise, OBSERVER)
    talk.say_heading(f"{room.find_position().title}, played by bots")
    talk.say(f"Seats: {', '.join(f'{role.name} by {format_seat(role.seat)}' for role in room.list_roles())}.")
    try:
        exercise.play_bots()
        for text, indent in board.iter_log(room, apart=True):
            talk.say(text, indent, 2)
        say_ending(exercise, talk)
    finally:
        exercise.close()
    return 0


def play_demo(exercise: Exercise, talk: Talk | None = None) -> int:
    """Play one turn by itself, with comments on each phase. Nothing is recorded. Returns the exit code."""
    talk = talk or Talk()
    room, chair, phase, heard = Seat(exercise, OBSERVER), Seat(exercise, FACILITATOR), "", 0
    talk.say_heading(f"{room.find_position().title}: one turn that plays itself")
    talk.say(room.find_briefing().summary)
    chair.do("begin")
    while (at := room.find_position()).turn <= 1 and (asked := chair.find_asked()).kind != "next" and not at.over:
        if at.phase != phase:
            phase = at.phase
            talk.say_heading(f"{phase.capitalize()} phase")
            talk.say(f"The facilitator: {SAY[phase]}")
        if asked.mine:
            done = chair.do(asked.kind)
            assert not isinstance(done, Refusal), done
        else:
            exercise.play_bot(asked.who[0])
            entry = chair.list_log()[-1][1]
            if entry.decision is not None and entry.decision.verb == "plan":
                talk.say(f"(privately) {format_decision(entry.decision)}. Why: {entry.because}", 0, 2)
        for text, indent in board.iter_log(room, heard):
            talk.say(text, indent, 2)
        heard = room.place
    talk.say_heading("That was one turn")
    talk.say("Run one with a class: wargame play --plain. Let bots play a whole one: wargame play --headless.")
    exercise.close()
    return 0
