"""Lists each track over the turns with what moved it, and the map at the end."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.review.data.attribution import Consequences
from wargame.review.data.codes import find_mover_code
from wargame.review.data.play_record import EndMap, MapPoint, Series, TrackMark
from wargame.review.data.reviewed_session import NumberMove, ReviewedSession
from wargame.rules.row import TURN, Changed, Row


def list_series(session: ReviewedSession, came: Mapping[int, Consequences]) -> tuple[Series, ...]:
    """Return every track: first those of everybody, then those of each role."""
    table = session.table
    ends = _list_turn_ends(session)
    moves = [move for n, listed in session.moves.items() if n not in session.struck for move in listed]
    roles = {line.n: session.find_role_name(line.role) for line in session.standing}
    who = {id(move): roles[n] for n, one in came.items() if n in roles for move in one.moves}
    out = []
    for name, track in table.scenario.tracks.items():
        at = table.index[name]
        column = table.columns[at]
        owner = session.find_role_name(track.owner) if track.owner is not None else ""
        marks = tuple(build_mark(session, move, who.get(id(move), "")) for move in moves if move.event.column == at)
        out.append(Series(name, track.name, column.low, column.high, tuple(row[at] for row in ends), marks, owner))
    groups = list(dict.fromkeys(["", *(session.find_role_name(role) for role in table.roles)]))
    return tuple(sorted(out, key=lambda one: groups.index(one.group)))


def build_mark(session: ReviewedSession, move: NumberMove, who: str) -> TrackMark:
    """Return a change of a track in its turn, with ``who`` decided on it, if anybody. Set-up belongs to turn 1."""
    if not who:
        rule = move.event.rule
        who = find_mover_code(session.table.rules[rule].kind if rule >= 0 else None)
    return TrackMark(max(move.turn, 1), move.event.after - move.event.before, move.why, move.line, who)


def _list_turn_ends(session: ReviewedSession) -> list[Row]:
    """Return the row when play began and when each turn ended; a line can reach from one turn into the next."""
    row = session.start
    ends = [row[:]]
    for line in session.standing:
        for event in session.events[line.n]:
            if not isinstance(event, Changed):
                continue
            if event.column == TURN and event.before:
                ends.append(row[:])
            row[event.column] = event.after
    return [*ends, row] if row[TURN] else ends


def build_end_map(session: ReviewedSession) -> EndMap:
    """Return the zones with their numbers at the end and at the start."""
    table, scenario = session.table, session.table.scenario
    start, row = session.start, session.row
    points = []
    for zone_id, zone in scenario.zones.items():
        numbers = []
        for number, spec in scenario.zone_numbers.items():
            at = table.find_zone_number(zone_id, number)
            numbers.append((spec.name, start[at], row[at]))
        kind = scenario.kinds.get(zone.kind, zone.kind)
        points.append(MapPoint(zone_id, zone.name, kind, zone.at[0] / 100, zone.at[1] / 100, tuple(numbers)))
    pairs = (tuple(sorted((zone, other))) for zone, spec in scenario.zones.items() for other in spec.links)
    outline = tuple(tuple((x / 100, y / 100) for x, y in line) for line in table.outline)
    return EndMap(tuple(points), tuple(dict.fromkeys((pair[0], pair[1]) for pair in pairs)), outline)
