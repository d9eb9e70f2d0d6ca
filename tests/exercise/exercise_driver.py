"""What the tests of sessions and exercises play with: a clock in their hands, and exercises driven by picks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.paths import DATA
from tests.playing import SHIPPED, Pick, by_seed, card, filled, inline
from wargame.content.load.loader import Content, load_content
from wargame.content.model.deck import Deck
from wargame.exercise.play.exercise import Done, Exercise
from wargame.exercise.play.seats import PEOPLE
from wargame.exercise.view.window import Window
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.model import FACILITATOR
from wargame.rules.offers import OfferGroup
from wargame.session.chain import seal
from wargame.session.fold import FoldedSession
from wargame.session.line_reading import write_line
from wargame.session.records import CommandLine, Line


class FakeClock:
    """Time moves when a test says so."""

    def __init__(self) -> None:
        self.passed = 0.0

    def read_time(self) -> str:
        minutes, seconds = divmod(int(self.passed), 60)
        return f"2011-09-01T10:{minutes:02d}:{seconds:02d}Z"

    def read_seconds(self) -> float:
        return 1000.0 + self.passed

    def wait(self, seconds: float) -> None:
        self.passed += seconds


@cache
def tiny_content() -> Content:
    """The tests' own exercise: the ring and the council, three turns when it is short."""
    return load_content(DATA / "tiny" / "scenarios" / "tiny.yaml")


@cache
def crowded_content() -> Content:
    """The tests' own exercise with two cards in its first turn."""
    tiny = tiny_content()
    head = {"format": 1, "id": "crowd", "title": "Crowd", "about": "Cards.", "scenario": "tiny"}
    cards = [
        {"id": "rain", "title": "Rain", "text": "It rains.", "turn": 1},
        {"id": "hail", "title": "Hail", "text": "It hails.", "turn": 1},
    ]
    return Content(tiny.scenario, (Deck.model_validate(head | {"cards": cards}),), tiny.sources)


@cache
def meadow_content() -> Content:
    """One turn of ants and bees: the smallest whole exercise."""
    return content_of(inline(cards=[card("rain", effects={"grain": "+1"})], turns=1))


def content_of(table: ContentTable) -> Content:
    """The content of a scenario that a test has written with `inline`."""
    head = {"format": 1, "id": "weather", "title": "Weather", "about": "Cards.", "scenario": "meadow"}
    cards = [c.model_dump(by_alias=True, exclude_unset=True) for c in table.cards if c.id != "never"]
    deck = Deck.model_validate(head | {"cards": cards})
    return Content(table.scenario, (deck,), ())


@cache
def shipped_content() -> Content:
    return load_content(SHIPPED)


def begin(
    folder: Path | None = None,
    *,
    content: Content | None = None,
    seats: Mapping[str, str] | None = None,
    seed: int = 7,
    length: str = "short",
    begun: bool = True,
    **more: Any,
) -> Exercise:
    """An exercise, people in every seat that is not named, its first card on the table."""
    content = content or tiny_content()
    everybody = dict.fromkeys(content.scenario.roles, PEOPLE) | dict(seats or {})
    exercise = Exercise.begin(content, length, everybody, seed, folder, **{"clock": FakeClock()} | more)
    if begun and exercise.header.paced:
        do(exercise, FACILITATOR, "begin")
    return exercise


def do(exercise: Exercise, who: str, verb: str, because: str = "because", **args: Any) -> int:
    """A command that must be taken; the number of its line."""
    done = exercise.execute(who, verb, args, because=because)
    assert isinstance(done, Done), f"{who} {verb} {args}: {done}"
    return done.n


def undo(exercise: Exercise, to: int, because: str = "a slip of the hand") -> int:
    """An undo that must be taken, whatever has been seen."""
    done = exercise.undo(to, because, confirmed=True)
    assert isinstance(done, Done), done
    return done.n


def step(exercise: Exercise, pick: Pick, powers: bool = True) -> None:
    """One command that is open: of somebody whose choice is awaited, or now and then a power."""
    waiting = exercise.list_waiting()
    power = powers and exercise.table.paced and pick(10) == 9
    who = FACILITATOR if power else waiting[pick(len(waiting))]
    offers = [o for o in exercise.list_offers(who) if (o.group is OfferGroup.POWERS) == power and o.do != "end"]
    verbs = list(dict.fromkeys(o.do for o in offers))
    verb = verbs[pick(len(verbs))]
    same = [o for o in offers if o.do == verb]
    offer = same[pick(len(same))]
    do(exercise, who, offer.do, f"reason {pick(1000)}", **filled(offer, pick))


def act(exercise: Exercise, pick: Pick, powers: bool = True, undos: bool = False) -> None:
    """One thing people do: a command mostly, now and then a note or an undo."""
    whim = pick(14)
    if whim == 13:
        exercise.note("Seen — “süß”, ¿no?", kind="strength")
    elif whim == 12 and undos:
        exercise.undo(max(2, len(exercise.lines) - pick(6)), "a slip of the hand", confirmed=True)
    else:
        step(exercise, pick, powers)


def turns_of(exercise: Exercise, pick: Pick, powers: bool = True, undos: bool = False) -> Iterator[int]:
    """Play to the end, one thing after another; the number of lines so far."""
    while not exercise.over:
        act(exercise, pick, powers, undos)
        yield len(exercise.lines)


def play_out(exercise: Exercise, seed: int = 1, powers: bool = False) -> Exercise:
    """Play to the end at random."""
    for _ in turns_of(exercise, by_seed(seed), powers):
        pass
    return exercise


def until(exercise: Exercise, verb: str, **plans: str) -> Exercise:
    """Play on until ``verb`` is what is asked: whoever is asked takes the first offer, or plans ``ACTION@ZONE``."""
    for _ in range(200):
        if exercise.find_pending() == verb:
            return exercise
        assert not exercise.over, f"it ended before anybody was asked to {verb}"
        who = exercise.list_waiting()[0]
        if exercise.find_pending() == "plan" and who in plans:
            what, _, zone = plans[who].partition("@")
            do(exercise, who, "plan", action=what, **({"zone": zone} if zone else {}))
        else:
            offer = next(o for o in exercise.list_offers(who) if o.group is not OfferGroup.POWERS)
            do(exercise, who, offer.do, **filled(offer, lambda n: 0))
    raise AssertionError(f"nobody is ever asked to {verb}")


def plan_raid(folder: Path | None = None, *, staged: bool = True) -> Exercise:
    """The tiny exercise with both plans made, before its first reveal: the council raids (opens the books)."""
    exercise = begin(folder, staged=staged)
    do(exercise, FACILITATOR, "set", number="purse", value=5)
    do(exercise, FACILITATOR, "set", number="files", value=4)
    until(exercise, "plan")
    do(exercise, "town", "plan", action="raid")
    do(exercise, "ring", "plan", action="wait")
    return exercise


def number(exercise: Exercise, name: str) -> int:
    """A number of the state, by its name."""
    return exercise.build_view(FACILITATOR)[exercise.table.index[name]]


def find_command(window: Window, n: int) -> CommandLine:
    """The command of line ``n``, undone or not."""
    return next(line for line in window.lines if isinstance(line, CommandLine) and line.n == n)


def file_of(exercise: Exercise) -> Path:
    """The session file of an exercise that is recorded."""
    assert exercise.path is not None
    return exercise.path


def objects(path: Path) -> list[dict[str, Any]]:
    """The lines of a session file, without their sha."""
    found = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [{key: value for key, value in line.items() if key != "sha"} for line in found]


def reseal(path: Path, lines: list[dict[str, Any]]) -> Path:
    """Write lines with a chain and a closing record that hold, as a cheat with this program would."""
    sha, out = b"", b""
    for line in lines:
        head = {"head": sha.decode()} if line.get("record") == "closed" else {}
        data, sha = seal(line | head, sha)
        out += data
    path.write_bytes(out)
    return path


def same(one: FoldedSession, other: FoldedSession) -> bool:
    """Do two folds stand at the same place?"""
    return _place(one) == _place(other)


def _place(folded: FoldedSession) -> tuple[Any, ...]:
    bare = [_bare(line) for line in folded.lines], [_bare(line) for line in folded.standing]
    return folded.row, folded.epoch, folded.closed, folded.struck, *bare


def _bare(line: Line) -> dict[str, Any]:
    return {key: value for key, value in write_line(line).items() if key != "sha"}
