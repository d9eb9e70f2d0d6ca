"""Run of show: what the facilitator says and expects in each phase, and the minutes used against the plan."""

from __future__ import annotations

from wargame.exercise.exercise import Exercise

SAY = {
    "setup": "Read the content notice and the briefings. Ask who will speak for each team first.",
    "inject": "Read the card aloud. Ask what it changes for each team before the numbers do.",
    "deal": "Say that promises come before plans. Teams may offer terms; nobody has to, and nobody has to keep them.",
    "plan": "Give each team its desk. One choice, one reason: why this, why now, what would change your mind?",
    "adjudicate": "Reveal in order. Before each roll ask for the odds aloud; after it, what the team expected.",
    "close": "Say what moved and why. In a review round ask each team for its estimate before you show anything.",
    "over": "Say that the exercise is over. Names instead of roles.",
}
"""One thing to say in each phase (facilitation.md §2 and §5)."""


def say_now(exercise: Exercise) -> str:
    """What to say in this phase."""
    return SAY[exercise.phase if not exercise.over else "over"]


def minutes(exercise: Exercise) -> str:
    """Minutes spent since the beginning against the length's plan; and what this phase has in each turn."""
    length = exercise.table.scenario.lengths[exercise.table.length]
    spent = exercise.seconds_spent() / 60
    text = f"{spent:.0f} of {length.minutes} minutes used, turn {exercise.turn} of {length.turns}."
    if length.budget is not None and exercise.phase in type(length.budget).model_fields:
        text += f" The {exercise.phase} phase has {getattr(length.budget, exercise.phase)} minutes a turn."
    left = length.turns - exercise.turn
    if exercise.turn and length.minutes - spent < left * 4:
        text += " Time runs short: the command end closes the exercise well, with the ending that holds."
    return text
