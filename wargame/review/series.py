"""Series: each track over the turns and what moved it, and the map as it was at the end."""

from __future__ import annotations

from wargame.review.reading import Move, Reviewed
from wargame.review.report import Map, Mark, Point, Series
from wargame.rules.table import TURN, Changed, Row


def series(session: Reviewed) -> tuple[Series, ...]:
    """Every track, those of everybody first, then by whose they are."""
    table = session.table
    ends = _turn_ends(session)
    moves = [move for n, listed in session.moves.items() if n not in session.struck for move in listed]
    out = []
    for name, track in table.scenario.tracks.items():
        at = table.index[name]
        column = table.columns[at]
        owner = session.name(track.owner) if track.owner is not None else ""
        marks = tuple(mark(move) for move in moves if move.event.column == at)
        out.append(Series(name, track.name, column.low, column.high, tuple(row[at] for row in ends), marks, owner))
    groups = list(dict.fromkeys(["", *(session.name(role) for role in table.roles)]))
    return tuple(sorted(out, key=lambda one: groups.index(one.group)))


def mark(move: Move) -> Mark:
    """A change of a track in its turn; what happens at set-up belongs to turn 1."""
    return Mark(max(move.turn, 1), move.event.after - move.event.before, move.why, move.line)


def _turn_ends(session: Reviewed) -> list[Row]:
    """The row as play began, and as each turn ended: a line may reach from one turn into the next."""
    row = session.start
    ends = [row[:]]
    for line in session.standing:
        for event in session.events[line["n"]]:
            if not isinstance(event, Changed):
                continue
            if event.column == TURN and event.before:
                ends.append(row[:])
            row[event.column] = event.after
    return [*ends, row] if row[TURN] else ends


def end_map(session: Reviewed) -> Map:
    """The zones with their numbers at the end, and what they began as."""
    table, scenario = session.table, session.table.scenario
    start, row = session.start, session.row
    points = []
    for zone_id, zone in scenario.zones.items():
        numbers = []
        for number, spec in scenario.zone_numbers.items():
            at = table.index[f"zones.{zone_id}.{number}"]
            numbers.append((spec.name, start[at], row[at]))
        kind = scenario.kinds.get(zone.kind, zone.kind)
        points.append(Point(zone_id, zone.name, kind, zone.at[0] / 100, zone.at[1] / 100, tuple(numbers)))
    pairs = (tuple(sorted((zone, other))) for zone, spec in scenario.zones.items() for other in spec.links)
    return Map(tuple(points), tuple(dict.fromkeys((pair[0], pair[1]) for pair in pairs)))
