"""The end of an exercise at the prompt: the ending, the scores, the question with its estimates, the words after it."""

from __future__ import annotations

from wargame.exercise.play.exercise import Exercise
from wargame.exercise.seat import Seat
from wargame.likelihood_text import format_likelihood
from wargame.plain import board
from wargame.plain.terminal_io import Talk
from wargame.rules.model import OBSERVER
from wargame.session.shell_commands import format_session_command
from wargame.session.text.line_text import format_came_true


def say_ending(exercise: Exercise, talk: Talk) -> None:
    """Say to everybody how the exercise ended; nothing while it goes on."""
    room = Seat(exercise, OBSERVER)
    ending = room.find_position().ending
    if ending is None:
        return
    talk.say_heading(ending.title)
    talk.say(ending.text)
    talk.say()
    for text, indent in board.iter_objectives(room):
        talk.say(text, indent, 2)
    say_question(room, talk)
    if exercise.path is None:
        return
    talk.say_heading("Out of role")
    briefing = room.find_briefing()
    talk.say(briefing.out_of_role)
    if briefing.teaches:
        talk.say()
        talk.say(briefing.teaches)
    talk.say()
    exercise.seal()
    talk.say("Everything is in the session file, a line a decision, for jq, pandas or any reader of JSON:")
    talk.say_command(str(exercise.path))
    talk.say("Its last line has this digest; note it down if you may have to show that the file was not changed:")
    talk.say_command(exercise.head)
    talk.say("Check the file at any time with:")
    talk.say_command(format_session_command("verify", exercise.path))
    talk.say("A report of it to hand on, and the exercise step by step:")
    talk.say_command(format_session_command("review", exercise.path))
    talk.say_command(format_session_command("replay", exercise.path))


def say_question(room: Seat, talk: Talk) -> None:
    """Say the question, whether it came true, and how the estimates of each role moved."""
    question = room.find_question()
    if question is None:
        return
    talk.say()
    talk.say(f"The question: {question.text} {format_came_true(bool(question.came_true))} {question.criterion}")
    say_estimates(room, talk)


def say_estimates(room: Seat, talk: Talk) -> None:
    """Say how the estimates of each role moved."""
    question = room.find_question()
    if question is None:
        return
    for role in room.list_roles():
        drift = ", ".join(
            f"turn {one.turn}: {one.percent} % ({format_likelihood(one.percent)})"
            for one in question.estimates
            if one.role == role.id
        )
        if drift:
            talk.say(f"{role.name} estimated {drift}.", 2, 2)
