"""The end of an exercise at the prompt: the ending, the scores, the question with its estimates, the words after it."""

from __future__ import annotations

from wargame.exercise.play.exercise import Exercise
from wargame.likelihood import format_likelihood
from wargame.plain import board
from wargame.plain.terminal_io import Talk
from wargame.rules.model import FACILITATOR
from wargame.rules.row import ENDING
from wargame.rules.score import find_truth
from wargame.session.shell_commands import format_session_command


def say_ending(exercise: Exercise, talk: Talk) -> None:
    """Say to everybody how the exercise ended; nothing while it goes on."""
    if not exercise.over:
        return
    table, row = exercise.table, exercise.build_view(FACILITATOR)
    ending = table.endings[row[ENDING] - 1][0]
    talk.say_heading(ending.title)
    talk.say(ending.text)
    talk.say()
    for role, spec in table.scenario.roles.items():
        talk.say(f"{spec.name}:")
        for line in board.format_objectives(exercise, role):
            talk.say(line, 2, 2)
    say_question(exercise, talk)
    if exercise.path is None:
        return
    talk.say_heading("Out of role")
    talk.say(table.scenario.out_of_role)
    if table.scenario.teaches:
        talk.say()
        talk.say(table.scenario.teaches)
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


def say_question(exercise: Exercise, talk: Talk) -> None:
    """Say the question, whether it came true, and how the estimates of each role moved."""
    table = exercise.table
    question = table.scenario.question
    came_true = find_truth(table, exercise.build_view(FACILITATOR))
    if question is None:
        return
    talk.say()
    talk.say(f"The question: {question.text} It came {'true' if came_true else 'out false'}.")
    say_estimates(exercise, talk)


def say_estimates(exercise: Exercise, talk: Talk) -> None:
    """Say how the estimates of each role moved."""
    for role, spec in exercise.table.scenario.roles.items():
        stated = [
            (line.turn, line.args["percent"])
            for line in exercise.standing
            if line.do == "estimate" and line.role == role
        ]
        if stated:
            drift = ", ".join(f"turn {turn}: {percent} % ({format_likelihood(percent)})" for turn, percent in stated)
            talk.say(f"{spec.name} estimated {drift}.", 2, 2)
