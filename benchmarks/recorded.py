"""Recorded sessions: the session files that several benchmarks read, played once by bots and kept in the cache folder.

Their names contain a digest of the shipped scenarios and decks and of the way they are played, so a change of either
makes new files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.timing import CACHE
from wargame.content.load.loader import Content, load_content
from wargame.exercise.play.exercise import Exercise
from wargame.session.records import CommandLine

SCENARIO = "impracticable-alliance"
SCENARIOS = ("impracticable-alliance", "crossroads", "security-through-partnership")
"""The shipped scenarios."""

SESSIONS = 40
"""The sessions of the course."""
DECISIONS = 1000
"""The decisions of the long session: commands of roles, taken back or not."""
TURNS = 60
"""The most turns that a scenario may have."""

_RECIPE = "2"
"""Change it when the sessions are played in another way."""


def find_course() -> list[Path]:
    """The sessions of a course: `SESSIONS` standard exercises of the shipped scenarios."""
    return sorted(_find_folder("course", _play_course).glob("*.jsonl"))


def find_long_session() -> Path:
    """A session of `TURNS` turns in which at least `DECISIONS` decisions were made."""
    (path,) = _find_folder("long", _play_long_session).glob("*.jsonl")
    return path


def play_session(content: Content, length: str, seed: int, folder: Path, name: str) -> Path:
    """Let random bots play an exercise to its end. Returns the session file."""
    exercise = Exercise.begin(
        content, length, dict.fromkeys(content.scenario.roles, "bot:random"), seed, folder, name=name
    )
    _play_to_end(exercise)
    exercise.close()
    assert exercise.path is not None
    return exercise.path


def _find_folder(name: str, play: Callable[[Path], None]) -> Path:
    """A folder of the cache; if it is not there, ``play`` fills it first."""
    digest = sha256(_RECIPE.encode())
    decks = Path(__file__).parents[1] / "decks"
    for path in sorted(decks.rglob("*.yaml")):
        digest.update(path.read_bytes())
    folder = CACHE / "benchmarks" / f"{name}-{digest.hexdigest()[:12]}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as name:
            unfinished = Path(name) / "sessions"
            unfinished.mkdir()
            play(unfinished)
            unfinished.rename(folder)
    return folder


def _play_course(folder: Path) -> None:
    contents = {name: load_content(name) for name in SCENARIOS}
    for seed, name in zip(range(SESSIONS), cycle(SCENARIOS), strict=False):
        play_session(contents[name], "standard", seed, folder, f"class-{seed:02}")


def _play_long_session(folder: Path) -> None:
    """Play most of the long exercise, take nearly all of it back, then play it to its end."""
    content = _lengthen(load_content(SCENARIO))
    roles = content.scenario.roles
    exercise = Exercise.begin(content, "full", dict.fromkeys(roles, "bot:random"), 2011, folder, name="long")
    spare = 30
    while not exercise.over and exercise.turn < TURNS * 9 // 10:
        _go_on(exercise)
    exercise.undo(exercise.standing[spare].n, "benchmark", confirmed=True)
    _play_to_end(exercise)
    made = sum(isinstance(line, CommandLine) and line.role in roles for line in exercise.lines)
    assert made >= DECISIONS, f"only {made} decisions"
    exercise.close()


def _lengthen(content: Content) -> Content:
    """The content with `TURNS` turns, a review round in each, and no ending before the last turn."""
    scenario = content.scenario
    length = scenario.lengths["full"].model_copy(update={"turns": TURNS})
    question = scenario.question
    assert question is not None
    return replace(
        content,
        scenario=scenario.model_copy(
            update={
                "lengths": {"full": length},
                "endings": type(scenario.endings)(ending for ending in scenario.endings if ending.last),
                "question": question.model_copy(update={"every": 1}),
            }
        ),
    )


def _play_to_end(exercise: Exercise) -> None:
    while not exercise.over:
        _go_on(exercise)


def _go_on(exercise: Exercise) -> None:
    """Let the bots decide what they are asked, then let the facilitator set the pace."""
    exercise.play_bots()
    if not exercise.over:
        exercise.execute("facilitator", exercise.find_pending(), because="benchmark")
