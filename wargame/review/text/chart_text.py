"""The charts of a report in words: captions, labels, and what each chart shows for a reader who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wargame.phrases import fill, join_clauses, join_list


class ChartText(NamedTuple):
    """The words of a chart: its ``caption``, and what it shows in words."""

    caption: str
    alt: str


# Points


def describe_scores(totals: Iterable[tuple[str, float]]) -> ChartText:
    """Return the words of the chart of points; ``totals`` are the points of each role."""
    said = join_clauses(fill("{who} {points:.1f}", who=who, points=points) for who, points in totals)
    alt = fill("Points of each role by objective, and the most there could be. In all: {totals}.", totals=said)
    return ChartText(fill("Points by objective"), alt)


def label_total(who: str, points: float, most: float | None) -> str:
    """Return the label of a role's points."""
    if most is None:
        return fill("{who}: {points:.1f}", who=who, points=points)
    return fill("{who}: {points:.1f} of {most:g}", who=who, points=points, most=most)


def label_points(points: float, most: float | None) -> str:
    """Return the label of the points of an objective."""
    if most is None:
        return f"{points:.1f}"
    return fill("{points:.1f} of {most:g}", points=points, most=most)


def label_secret(title: str) -> str:
    """Return the label of an objective that is secret."""
    return fill("{objective} (secret)", objective=title)


# Decisions


def describe_effects(shown: int, turn: int, who: str, attempted: str, *, left_out: bool) -> ChartText:
    """Return the words of the chart of what decisions were worth at once.

    ``shown`` is how many there are, and the rest describes the decision that was worth most. ``left_out``: there are
    more decisions than the chart shows.
    """
    caption = fill("What decisions changed at once")
    if left_out:
        caption = fill("What decisions changed at once (the {shown} that changed most)", shown=shown)
    alt = fill(
        "What {shown} decisions were worth in points to each role there and then, in the order they were taken; a "
        "filled bar is the deciding role's own. The most: turn {turn}, {who}: {attempted}.",
        shown=shown,
        turn=turn,
        who=who,
        attempted=attempted,
    )
    return ChartText(caption, alt)


def label_decision(who: str, attempted: str) -> str:
    """Return the label of a decision."""
    return fill("{who}: {attempted}", who=who, attempted=attempted)


def label_weighed_decision(turn: int, who: str, decided: str) -> str:
    """Return the label of a decision above its alternatives."""
    return fill("Turn {turn}, {who}: {decided}; instead:", turn=turn, who=who, decided=decided)


def label_points_axis() -> str:
    """Return what the numbers of the chart of alternatives are."""
    return fill("points more or less for the role that decided")


def describe_mattered(decisions: Iterable[tuple[str, int, str]]) -> ChartText:
    """Return the words of the chart of alternatives: of each decision by whom, when and what."""
    listed = (
        fill("{who}, turn {turn}: {decided}", who=who, turn=turn, decided=decided) for who, turn, decided in decisions
    )
    alt = fill(
        "How the deciding role would have fared with each alternative. In order: {decisions}.",
        decisions=join_clauses(listed),
    )
    return ChartText(fill("What mattered"), alt)


# Tracks


def describe_tracks(moves: Iterable[tuple[str, int, int]]) -> ChartText:
    """Return the words of the chart of tracks: the name of each, its first and its last value."""
    moved = (fill("{track} from {first} to {last}", track=name, first=one, last=two) for name, one, two in moves)
    alt = fill(
        "Each track by turn; marks above it stand for whoever raised it in that turn, marks below for whoever lowered "
        "it. From start to end: {moves}.",
        moves=join_clauses(moved),
    )
    return ChartText(fill("Tracks over the turns"), alt)


def label_other_movers() -> str:
    """Return the label of what moves tracks beside roles."""
    return fill("a card, a deal, a rule, the facilitator")


def label_track(name: str, first: int, last: int) -> str:
    """Return the label of a track with its first and last value."""
    return fill("{track}  {first} → {last}", track=name, first=first, last=last)


# Estimates


def describe_estimates(estimates: Iterable[tuple[str, Sequence[tuple[int, int]]]], verdict: str) -> ChartText:
    """Return the words of the chart of estimates: of each role the turns with its estimates in per cent.

    ``verdict`` is whether the question came true; empty while it is open.
    """
    said = join_clauses(
        fill(
            "{who}: {estimates}",
            who=who,
            estimates=join_list(fill("turn {turn} {percent} %", turn=turn, percent=percent) for turn, percent in mine),
        )
        for who, mine in estimates
    )
    if verdict:
        alt = fill(
            "How likely each role held the question to be. {estimates}. {verdict}", estimates=said, verdict=verdict
        )
    else:
        alt = fill("How likely each role held the question to be. {estimates}.", estimates=said)
    return ChartText(fill("Estimates over the turns"), alt)


def label_verdict(*, came_true: bool) -> str:
    """Return the label of the line that says whether the question came true."""
    return fill("It came true") if came_true else fill("It did not come true")


def label_turn(turn: int) -> str:
    """Return the label of a turn."""
    return fill("turn {turn}", turn=turn)


def label_percent(percent: int) -> str:
    """Return the label of a per cent."""
    return fill("{percent} %", percent=percent)


# The map and time


def describe_map(places: int, moves: Iterable[tuple[str, str, int, int]]) -> ChartText:
    """Return the words of the map: of each number that changed the place, its name, its first and last value."""
    moved = join_clauses(
        fill("{place}: {number} {first} to {last}", place=place, number=number, first=one, last=two)
        for place, number, one, two in moves
    )
    if not moved:
        alt = fill("The {places} places and their links. What has changed: nothing.", places=places)
    else:
        alt = fill("The {places} places and their links. What has changed: {moves}.", places=places, moves=moved)
    return ChartText(fill("The map at the end"), alt)


def label_changed_place() -> str:
    """Return the label of a place with a number that changed."""
    return fill("a number has changed")


def label_place_numbers(numbers: Iterable[tuple[str, int, int]]) -> str:
    """Return the label of a place: each of its numbers with its first and last value."""
    return join_list(
        fill("{number} {value}", number=name, value=one)
        if one == two
        else fill("{number} {first} → {last}", number=name, first=one, last=two)
        for name, one, two in numbers
    )


def describe_time(minutes: Iterable[tuple[str, float]]) -> ChartText:
    """Return the words of the chart of time: the minutes of each role."""
    said = join_clauses(fill("{who} {minutes:.1f}", who=who, minutes=n) for who, n in minutes)
    alt = fill("Minutes that decisions took, by role and phase. In all: {minutes}.", minutes=said)
    return ChartText(fill("Time by role and phase"), alt)


def label_minutes(minutes: float) -> str:
    """Return the label of a time."""
    return fill("{minutes:.1f} min", minutes=minutes)
