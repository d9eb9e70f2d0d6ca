"""Exercises through files of answers: the transcripts as a person would read them.

The answers are ``tests/golden/plain/*.answers``; ``python -m tests.plain.test_golden`` writes the transcripts anew, to
be read before they are committed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.exercise.exercise_driver import begin, objects, shipped_content
from tests.paths import GOLDEN
from tests.plain.answer_scripts import transcript
from wargame.likelihood_text import format_likelihood
from wargame.session.verify import verify

FOLDER = GOLDEN / "plain"
SEED = 12


def answers(name: str) -> str:
    """A file of answers without its remarks."""
    lines = (FOLDER / f"{name}.answers").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


def played(folder: Path) -> tuple[int, str]:
    exercise = begin(folder, seed=SEED, begun=False, name="harbour", dice="typed")
    likely = f"\n{format_likelihood(60)} because"  # in whatever language is in use
    code, text = transcript(exercise, answers("harbour").replace("\nlikely because", likely))
    text = text.replace(str(folder), "SESSIONS").replace(exercise.head, "HEAD")
    return code, "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def staged(folder: Path) -> tuple[int, str]:
    """One turn of the shipped exercise, revealed by stages."""
    content = shipped_content()
    seats = dict.fromkeys(content.scenario.roles, "bot:doctrine")
    exercise = begin(
        folder, content=content, seats=seats, seed=SEED, begun=False, name="staged", dice="typed", staged=True
    )
    code, text = transcript(exercise, answers("staged"))
    text = text.replace(str(folder), "SESSIONS")
    return code, "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def test_the_transcript_of_a_reveal_by_stages_reads_as_it_did(tmp_path: Path) -> None:
    code, text = staged(tmp_path)
    assert code == 0
    assert text == (FOLDER / "staged.txt").read_text(encoding="utf-8")
    (path,) = tmp_path.glob("*.jsonl")
    assert verify(path).format_line() == "exact, open"


def test_the_transcript_of_a_whole_exercise_reads_as_it_did(tmp_path: Path) -> None:
    code, text = played(tmp_path)
    assert code == 0
    assert text == (FOLDER / "harbour.txt").read_text(encoding="utf-8")


def test_everything_a_class_may_meet_is_in_that_exercise(tmp_path: Path) -> None:
    played(tmp_path)
    (path,) = tmp_path.glob("*.jsonl")
    assert verify(path).format_line() == "exact"
    lines = objects(path)[1:]
    done = {line["do"] for line in lines if "do" in line} | {line["record"] for line in lines if "record" in line}
    assert done >= {
        "begin", "offer", "accept", "pass", "plan", "argue", "challenge", "stand", "veto", "weigh", "apply", "settle",
        "respond", "estimate", "reveal", "close", "next", "overrule", "rule", "lift", "set", "inject", "skip", "defer",
        "end", "undo", "note", "bookmark", "amend", "pause", "resume", "seat", "closed",
    }  # fmt: skip
    causes = [event.get("why", "") for line in lines for event in line.get("events", ())]
    assert any("broken" in cause for cause in causes)
    assert [line["args"]["secret"] for line in lines if line.get("do") == "argue"] == [False, True, False]


if __name__ == "__main__":
    for name, play in (("harbour", played), ("staged", staged)):
        with tempfile.TemporaryDirectory() as folder:
            text = play(Path(folder))[1]
        (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
        print(text)
