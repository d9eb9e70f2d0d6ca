"""Record samples of the session format, with the program as it is.

``PYTHONPATH=. python tests/corpus/record_sessions.py tests/corpus/sessions/NUMBER-NAME``, once before each landing, and
never again for one that has landed. (The two oldest were recorded afterwards, from checkouts of their last commits,
without what they did not have yet: members and contingency cards; what is recorded after the end; branches.) With each
file goes an entry in ``expected.json``: how many lines it has, and the fingerprint of the row it leads to.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, ".")

from tests.exercise.exercise_driver import FakeClock, act, begin, do, shipped_content
from tests.paths import DATA
from tests.playing import by_seed
from wargame.content.load.loader import load_content
from wargame.exercise.debrief.ratings import Advice, analyse, rate, recommend
from wargame.exercise.debrief.stages import STAGES, Details, declare_final, list_prompts, record_details, record_entry
from wargame.exercise.play.exercise import Exercise
from wargame.rules.chance import DrawNeeded
from wargame.rules.evolve import compute_fingerprint
from wargame.rules.model import FACILITATOR
from wargame.rules.refusal import Refusal
from wargame.session.branch import branch
from wargame.session.records import CommandLine

SMALL = load_content(DATA / "tiny" / "scenarios" / "tiny.yaml", ["tiny-reserve", "tiny-deck"])
LEAGUE = load_content(DATA / "league" / "scenarios" / "league.yaml")
BOTS = {"cartel": "bot:doctrine:bold", "cell": "bot:doctrine", "security": "bot:random"}
TRIES = 30


def bots(folder: Path) -> Exercise:
    """The usual exercise among bots, without a facilitator."""
    exercise = begin(folder, content=shipped_content(), seats=BOTS, seed=11, facilitated=False)
    exercise.play_bots()
    return exercise


def people(folder: Path, seed: int, dice: str = "seeded") -> Exercise:
    """The tests' small exercise by people who do all that can be done, with records of every kind among it."""
    exercise = begin(folder, content=SMALL, seed=seed, length="standard", dice=dice, begun=False)
    whim = 1000 * seed
    while not exercise.over:
        pick = by_seed(whim)
        try:
            act(exercise, pick, undos=True)
            whim += 1
        except DrawNeeded as need:  # the same again, once it has been typed in
            exercise.type_in(need.address, pick(need.of))
        if len(exercise.lines) == 20:
            exercise.hand_over("town", "bot:doctrine", "The council went home")
            exercise.pause()
        if len(exercise.lines) == 24:
            exercise.hand_over("town", "people", "and came back")
            exercise.go_on()
            exercise.amend(exercise.standing[-1].n, "A better reason")
    exercise.bookmark("The moment it turned")
    return exercise


def debriefed(exercise: Exercise) -> Exercise:
    """All that is recorded after the end: what was said, ratings, the improvement plan, who was there."""
    record_details(
        exercise, Details("Politics of the port", "The town", "the chair", {"ring": 3}, {"ring": ("A", "B", "C")})
    )
    for stage in STAGES:
        for prompt in list_prompts(exercise, stage.id)[:3]:
            record_entry(exercise, prompt, f"What was said of this: {stage.title}")
    exercise.note("It was asked who gains", kind="strength", objective="trade")
    assert not isinstance(analyse(exercise, exercise.lines[-1].n, "Because the figures lay open"), Refusal)
    assert not isinstance(rate(exercise, "trade", "S", "seen twice"), Refusal)
    assert not isinstance(recommend(exercise, Advice(0, "Two books", "Count together", "town", (5,))), Refusal)
    exercise.seal()
    declare_final(exercise, "nothing to add")
    return exercise


def branched(folder: Path, parent: Path) -> Exercise:
    """A branch of the exercise that was left, played to its end by bots."""
    exercise = Exercise.resume(branch(parent, 8, folder, seed=99, now="2011-09-02T09:00:00Z"), FakeClock())
    while not exercise.over:
        exercise.play_bots()
        if not exercise.over:
            do(exercise, FACILITATOR, exercise.find_pending())
    return exercise


def partners(folder: Path) -> Exercise:
    """The tests' exercise with members of a role, at random."""
    exercise = begin(folder, content=LEAGUE, seed=2)
    pick = by_seed(5)
    while not exercise.over:
        act(exercise, pick)
    return exercise


def unfinished(folder: Path) -> Exercise:
    """An exercise that was left in its second turn."""
    exercise = begin(folder, seed=3, seats={"ring": "bot:doctrine", "town": "bot:doctrine:cautious"})
    while exercise.turn < 2:
        exercise.play_bots()
        do(exercise, FACILITATOR, exercise.find_pending())
    return exercise


def kinds(exercise: Exercise) -> set[str]:
    return {line.do if isinstance(line, CommandLine) else line.record for line in exercise.lines}


def record(folder: Path) -> None:
    """Record all samples into a new folder."""
    folder.mkdir(parents=True)
    expected: dict[str, Mapping[str, Any]] = {}

    def keep(name: str, exercise: Exercise) -> None:
        exercise.close()
        assert exercise.path is not None
        shutil.copyfile(exercise.path, folder / f"{name}.jsonl")
        row = exercise.build_view(FACILITATOR)
        expected[name] = {"lines": len(exercise.lines) + 1, "fingerprint": compute_fingerprint(row)}

    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        best = max(range(TRIES), key=lambda seed: len(kinds(people(scratch / f"{seed}", seed))))
        keep("bots", bots(scratch / "bots"))
        keep("people", debriefed(people(scratch / "people", best)))
        keep("typed-dice", people(scratch / "typed", best, "typed"))
        keep("partners", partners(scratch / "partners"))
        keep("unfinished", unfinished(scratch / "unfinished"))
        (scratch / "branched").mkdir()
        keep("branched", branched(scratch / "branched", folder / "unfinished.jsonl"))
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    record(Path(sys.argv[1]))
