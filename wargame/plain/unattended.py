"""Exercises without people: bots play a whole one, or one turn with comments plays itself."""

from __future__ import annotations

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.run_of_show import SAY
from wargame.exercise.play.seats import format_seat
from wargame.exercise.seat import Seat
from wargame.exercise.view.narration import format_decision
from wargame.plain import board
from wargame.plain.closing import say_ending
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR, OBSERVER
from wargame.rules.refusal import Refusal


def play_headless(exercise: Exercise, talk: Talk | None = None) -> int:
    """Let bots play to the end; print what all may know, then a summary. Returns the exit code."""
    talk = talk or Talk()
    talk.say_heading(f"{exercise.table.scenario.title}, played by bots")
    seats = ", ".join(
        f"{exercise.table.scenario.roles[role].name} by {format_seat(seat)}" for role, seat in exercise.seats.items()
    )
    talk.say(f"Seats: {seats}.")
    try:
        exercise.play_bots()
        for text, indent in board.iter_log(Seat(exercise, OBSERVER), apart=True):
            talk.say(text, indent, 2)
        say_ending(exercise, talk)
    finally:
        exercise.close()
    return 0


def play_demo(exercise: Exercise, talk: Talk | None = None) -> int:
    """Play one turn by itself, with comments on each phase. Nothing is recorded. Returns the exit code."""
    talk = talk or Talk()
    scenario = exercise.table.scenario
    talk.say_heading(f"{scenario.title}: one turn that plays itself")
    talk.say(scenario.summary)
    room, phase, heard = Seat(exercise, OBSERVER), "", 0
    exercise.execute(FACILITATOR, "begin")
    while exercise.turn <= 1 and exercise.find_pending() != "next" and not exercise.over:
        if exercise.phase != phase:
            phase = exercise.phase
            talk.say_heading(f"{phase.capitalize()} phase")
            talk.say(f"The facilitator: {SAY[phase]}")
        if FACILITATOR in exercise.list_waiting():
            done = exercise.execute(FACILITATOR, exercise.find_pending())
            assert not isinstance(done, Refusal), done
        else:
            exercise.play_bot(exercise.list_waiting()[0])
            line = exercise.standing[-1]
            if line.do == "plan":
                talk.say(f"(privately) {format_decision(exercise, line, line.role)}. Why: {line.because}", 0, 2)
        for text, indent in board.iter_log(room, heard):
            talk.say(text, indent, 2)
        heard = room.place
    talk.say_heading("That was one turn")
    talk.say("Run one with a class: wargame play --plain. Let bots play a whole one: wargame play --headless.")
    exercise.close()
    return 0
