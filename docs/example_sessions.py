"""Record the two example sessions that bots played: ``python -m docs.example_sessions FOLDER``.

Cards, dice and the choices of bots come from a seed, and the content from the files themselves, so that the same
program records the same decisions; times and digests are those of the day. Nothing writes to the files in
``sessions/examples`` again: they are exercises that were played, and `wargame verify` holds them to that. With a later
program bots may decide otherwise; recording then stops with an error at the first bookmark whose decision did not come.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from wargame.exercise.play.exercise import Done, Exercise
from wargame.rules.model import FACILITATOR
from wargame.session.fold import fold
from wargame.session.journal import read_session

SHIPPED = Path(__file__).parents[1] / "sessions" / "examples"
"""The folder of the examples."""


class Mark(NamedTuple):
    """What the facilitator writes down after ``role`` did ``do`` in ``turn``: a bookmark or a note."""

    turn: int
    role: str
    do: str
    kind: str
    text: str
    objective: str = ""


class Example(NamedTuple):
    """An exercise among bots: its file, seats and seed, and what the facilitator writes down."""

    file: str
    scenario: str
    name: str
    seats: dict[str, str]
    seed: int
    marks: tuple[Mark, ...]


ALLIANCE = Example(
    file="impracticable-alliance.jsonl",
    scenario="impracticable-alliance",
    name="Example: bots",
    seats={"cartel": "bot:doctrine:bold", "cell": "bot:doctrine", "security": "bot:doctrine:cautious"},
    seed=6,
    marks=(
        Mark(1, "cartel", "decline", "bookmark", "The cartel turns down a haven that would pay it."),
        Mark(1, "cartel", "decline", "strength",
             "The cartel puts a price on independence: a safe haven would bring revenue at once, and it declines "
             "because it would depend on the cell.", "profit-and-ideology"),
        Mark(2, FACILITATOR, "close", "improvement",
             "The rule of law fell to 2, and it was alarm that drew the partners together, no decision of theirs: for "
             "two turns security offered terms inside the coalition and planned alone.", "together"),
        Mark(3, FACILITATOR, "reveal", "improvement",
             "A floor of assistance failed at 72 %, and will fell twice: its price, and what failing cost. The reason "
             "named the price and the chance, not the other one.", "together"),
        Mark(4, "cartel", "accept", "bookmark", "Safe haven, after three turns of refusals: why now?"),
        Mark(4, "cell", "estimate", "strength",
             "The two that signed move from 8 and 13 % to 63 and 59 %, security from 15 to 17 %: it cannot see the "
             "deal. Estimates moved with what each could know.", "evidence"),
        Mark(5, FACILITATOR, "close", "strength",
             "One regional strategy: partnership, intelligence and will rise together, and at the close so does the "
             "rule of law. Nobody was arrested for it.", "rule-of-law"),
        Mark(6, FACILITATOR, "reveal", "bookmark", "The cartel cuts the tie in the last turn."),
        Mark(6, FACILITATOR, "reveal", "improvement",
             "The cartel took the haven's revenue for two turns and let go before exposure was likely. In turn 4 "
             "nobody had said what would make it let go, the cell least of all.", "temptation-and-cost"),
    ),
)  # fmt: skip

PARTNERSHIP = Example(
    file="security-through-partnership.jsonl",
    scenario="security-through-partnership",
    name="Example: bots",
    seats={"cartel": "bot:doctrine", "cell": "bot:doctrine:cautious", "security": "bot:doctrine:bold"},
    seed=6,
    marks=(
        Mark(1, "security", "respond", "bookmark", "One purse, three programmes: Mexico first, and Colombia minds."),
        Mark(2, FACILITATOR, "reveal", "bookmark", "Set against each other: Mexico's will falls from 3 to 1."),
        Mark(2, FACILITATOR, "reveal", "improvement",
             "The region agreed on a strategy in the same turn in which Mexico lost heart. Nobody had asked what it "
             "needed to stand by it.", "together"),
        Mark(3, FACILITATOR, "close", "strength",
             "Security holds, at no cost, and lets what it built work: intelligence and the rule of law rise by "
             "themselves at the close.", "rule-of-law"),
        Mark(4, FACILITATOR, "reveal", "strength",
             "Courts before arrests: the rule of law rises from 6 to 8, and Mexico's will with it. Governing won a "
             "partner back.", "rule-of-law"),
        Mark(4, FACILITATOR, "close", "improvement",
             "The rule of law stands at 8, and political will falls because of it: success bores. Nobody had planned "
             "for how to explain it at home.", "together"),
        Mark(5, "security", "offer", "bookmark", "Washington leads: its own will rises, two partners' wills fall."),
        Mark(6, "cell", "estimate", "improvement",
             "All three held it for very unlikely in turn 4 (5 to 10 %) and for very likely at the end. What did they "
             "learn between, and could they have seen it coming?", "evidence"),
    ),
)  # fmt: skip

EXAMPLES = (ALLIANCE, PARTNERSHIP)


def record_example(example: Example, folder: Path) -> Path:
    """Play and record one example; return its file. Raises `ValueError` if the decision of a mark does not come.

    It is played with the cards and rules of the day on which it was first recorded, which its file keeps.
    """
    content = fold(read_session(SHIPPED / example.file).lines).content
    exercise = Exercise.begin(content, "standard", example.seats, example.seed, folder, name=example.name)
    assert exercise.path is not None
    left = list(example.marks)
    _execute_pending(exercise)
    while not exercise.over:
        who = next(iter(exercise.list_waiting()))
        if who == FACILITATOR:
            _execute_pending(exercise)
        else:
            exercise.play_bot(who)
        left = _write_due(exercise, left)
    exercise.close()
    if left:
        raise ValueError(f"turn {left[0].turn}, {left[0].role} {left[0].do}: this did not happen: {left[0].text}")
    return exercise.path.rename(folder / example.file)


def _execute_pending(exercise: Exercise) -> None:
    done = exercise.execute(FACILITATOR, exercise.find_pending())
    assert isinstance(done, Done), done


def _write_due(exercise: Exercise, marks: Sequence[Mark]) -> list[Mark]:
    """Write down the marks that belong to the last decision; return the others."""
    last = exercise.standing[-1]
    due: Iterable[Mark] = [mark for mark in marks if mark[:3] == (last.turn, last.role, last.do)]
    for mark in due:
        if mark.kind == "bookmark":
            exercise.bookmark(mark.text)
        else:
            exercise.note(mark.text, kind=mark.kind, objective=mark.objective, hat="controller")
    return [mark for mark in marks if mark not in due]


def main() -> None:
    """Record both examples into a new folder."""
    parser = argparse.ArgumentParser(
        prog="python -m docs.example_sessions", description="Record the examples that bots played."
    )
    parser.add_argument("folder", type=Path, help="a new folder")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True)
    for example in EXAMPLES:
        print(record_example(example, folder))


if __name__ == "__main__":
    main()
