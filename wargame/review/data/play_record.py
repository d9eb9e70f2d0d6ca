"""What happened in play, as a report holds it: decisions, dice, cards, tracks, the map, and the time they took."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number that moved: ``what`` moved, in words, and ``why``: the rule or card that moved it, in words."""

    what: str
    before: str
    after: str
    why: str
    hidden: bool = False
    """Whether it was hidden from some role when it happened."""


@dataclass(frozen=True, slots=True)
class Die:
    """One roll: its purpose, the dice, what was added, the target (0 for none), and the outcome."""

    line: int
    turn: int
    role: str
    title: str
    got: int
    plus: int
    target: int
    outcome: str
    chance: float | None
    """The chance of success beforehand, 0 to 1; None where there was none."""
    open: bool = True
    """Whether everybody saw it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: who took it, why, against which alternatives, how long it took, and its consequences."""

    line: int
    turn: int
    phase: str
    role: str
    name: str
    """The role's, in words."""
    by: str
    """``people``, or the bot."""
    do: str
    attempted: str
    """What was decided, in words, with its slots."""
    happened: str
    """Its result, in words; empty if it had none of its own."""
    because: str
    amended: str
    """A better rationale written beside it later; for one that was written after the end see ``hindsight``."""
    alternatives: tuple[str, ...]
    """The offers not taken, in words."""
    seconds: float
    hat: str
    changes: tuple[NumberChange, ...]
    dice: tuple[Die, ...]
    struck: bool = False
    """Undone later."""
    bookmark: str | None = None
    """The words of its bookmark (perhaps none, an empty text), if it has one."""
    effect: tuple[tuple[str, float], ...] = ()
    """The worth of its changes to each role at that moment: (role, points), without later consequences."""
    hindsight: bool = False
    """Whether the better rationale was written when the outcome was known."""


@dataclass(frozen=True, slots=True)
class TrackMark:
    """A change of a track in a turn, with its cause in words."""

    turn: int
    change: int
    why: str
    line: int
    by: str = ""
    """Whose decision, card, deal or rule moved it: a role's name, *Facilitator*, *Card*, *Deal*, *Rule*."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a track: ``values[t]`` at the end of turn t, ``values[0]`` when play began."""

    id: str
    name: str
    low: int
    high: int
    values: tuple[int, ...]
    marks: tuple[TrackMark, ...]
    group: str = ""
    """The role whose track it is, in words; empty for a track of everybody."""


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place on the map at the end; ``x`` and ``y`` are from 0 to 1.

    Its numbers are given at the start and at the end.
    """

    id: str
    name: str
    kind: str
    x: float
    y: float
    numbers: tuple[tuple[str, int, int], ...]
    """(name, at the start, at the end)."""


@dataclass(frozen=True, slots=True)
class EndMap:
    """The map at the end of play. The points of ``outline``, lines behind the places, are from 0 to 1 too."""

    points: tuple[MapPoint, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    outline: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class CardPlay:
    """A card, planned against actual. ``status`` is delivered, injected, skipped, deferred, announced or not drawn."""

    number: int
    turn: int
    line: int
    id: str
    title: str
    deck: str
    target: str
    """The role that was asked to respond, in words."""
    planned: str
    expected: str
    """What a facilitator was told to look for."""
    done: str
    status: str
    cites: str


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """The seconds that a role's decisions took in a phase, in all, and the number of decisions."""

    role: str
    name: str
    phase: str
    seconds: float
    decisions: int
