"""An evening's exercise by people, with one of everything a facilitator may do, as a session file."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from tests.exercise.exercise_driver import FakeClock, begin, do, play_out, undo, until
from wargame.exercise.debrief import ratings, stages
from wargame.exercise.play.exercise import Exercise
from wargame.rules.model import FACILITATOR

SCRIPT = "<script>alert('x')</script>"
"""What somebody types who wants to see what happens."""


def first_turn(folder: Path) -> Exercise:
    """A slip that was undone, a patrol, an argument that was weighed, a bookmark, notes, a better reason."""
    exercise = until(begin(folder, length="standard", name="Tuesday"), "plan")
    clock = cast(FakeClock, exercise._clock)
    to = exercise.lines[-1].n
    do(exercise, "town", "plan", because="too fast", action="inquire")
    undo(exercise, to)
    clock.wait(90)
    patrol = do(exercise, "town", "plan", because=f"Presence first. {SCRIPT}", action="patrol", zone="market")
    exercise.bookmark("The patrol")
    exercise.amend(patrol, "Presence first, trust later.")
    clock.wait(45)
    said = {"action": "Pay a chorus to sing in the market", "reasons": ["Everybody comes"], "effect": "They hum it"}
    exercise.execute("ring", "argue", {"effects": {"fear": 1}, "reasons": 1, "secret": False}, said=said)
    until(exercise, "assess")
    do(exercise, FACILITATOR, "weigh", pros=1, cons=0)
    until(exercise, "ruling")
    exercise.execute(FACILITATOR, "apply", because="so be it", said={"happened": "The chorus sang."}, hat="white")
    exercise.note("They asked what fear costs.", kind="strength", objective="cost")
    exercise.note(f"Nobody looked ahead. {SCRIPT}", kind="improvement", objective="trade")
    exercise.note("It rained.")
    do(exercise, FACILITATOR, "set", because="counted wrongly", number="trust", value=6)
    return exercise


def evening(folder: Path) -> Path:
    """The whole of it, debriefed, rated and declared final."""
    exercise = play_out(first_turn(folder), seed=3)
    exercise.seal()
    say = {(p.kind, p.role): p for stage in stages.STAGES for p in stages.list_prompts(exercise, stage.id)}
    stages.record_entry(exercise, say["name", "ring"], "Ada Lovelace and Grace Hopper")
    stages.record_entry(exercise, say["plus", "ring"], "We kept quiet.")
    stages.record_entry(exercise, say["delta", "town"], f"Ask sooner. {SCRIPT}")
    stages.record_entry(exercise, say["take-away", ""], "Fear is quick.")
    ratings.rate(exercise, "cost", "P")
    ratings.rate(exercise, "trade", "M")
    note = next(one for one in ratings.list_observations(exercise) if one.kind == "improvement")
    ratings.analyse(exercise, note.line, "The next card was read out too late.")
    ratings.recommend(exercise, ratings.Advice(0, "Slow trust", "Patrol on foot", "town", (note.line,)))
    stages.record_details(exercise, stages.Details("POL 310", "Dean's office", "office 4", {"ring": 4, "town": 3}))
    stages.declare_final(exercise)
    exercise.close()
    assert exercise.path is not None
    return exercise.path
