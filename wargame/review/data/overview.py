"""Builds the overview: what was exercised, by whom, when, and how far the file can be trusted."""

from __future__ import annotations

from wargame.exercise.debrief import stages
from wargame.exercise.play.seats import PEOPLE, find_bot_name
from wargame.review.data.codes import NOT_OVER
from wargame.review.data.lineage import find_lineage
from wargame.review.data.report import Aim as Objective
from wargame.review.data.report import Overview, Score, Seat
from wargame.review.data.reviewed_session import ReviewedSession
from wargame.review.text import overview_text
from wargame.review.text.lineage_text import format_lineage
from wargame.rules.model import FACILITATOR
from wargame.rules.named import Named
from wargame.rules.row import ENDING
from wargame.session.chain import JournalError
from wargame.session.local_time import convert_to_local
from wargame.session.records import SeatChange
from wargame.session.text.seat_text import format_player
from wargame.session.text.switch_text import format_left_out
from wargame.session.verify import verify


def build_overview(session: ReviewedSession, names: bool) -> Overview:
    """Return the overview of a session, with names of people only if they are asked for."""
    header, table = session.header, session.table
    scenario = table.scenario
    length = scenario.lengths[table.length]
    details = stages.read_details(session)
    last = session.standing[-1] if session.standing else None
    return Overview(
        title=scenario.title,
        session=session.session_name,
        began=convert_to_local(header.created, header.zone),
        ended=convert_to_local(last.at, header.zone) if last is not None and session.over else "",
        scenario=scenario.id,
        length=table.length,
        turns=table.turns,
        played=session.turn,
        scope=overview_text.format_scope(
            scenario.title,
            table.length,
            table.turns,
            length.minutes,
            scenario.adjudication,
            header.dice,
            format_left_out(Named(one.id, one.title) for one in scenario.switches if one.off),
        ),
        summary=scenario.summary,
        objectives=tuple(one.text for one in scenario.learning_objectives),
        course=details.course,
        sponsor=details.sponsor,
        contact=details.contact,
        seats=list_seats(session, names),
        final=stages.is_final(session) and session.over,
        file=session.path.name,
        head=session.head,
        faith=format_faith(session),
        lineage=tuple(map(format_lineage, find_lineage(session))),
        program=header.program,
        missing=format_missing(session),
    )


def list_seats(session: ReviewedSession, names: bool) -> tuple[Seat, ...]:
    """Return who played each role, and from when on somebody else did."""
    details = stages.read_details(session)
    named = stages.list_player_names(session)
    out = []
    for role in session.table.roles:
        first = session.header.seats[role]
        who = [format_player(find_bot_name(first) or "")]
        people = first == PEOPLE
        for line in session.list_records(SeatChange):
            if line.role == role:
                who.append(overview_text.format_seat_change(line.turn, find_bot_name(line.seat) or ""))
                people = people or line.seat == PEOPLE
        known = named.get(role, ())
        count = details.participants.get(role, len(known)) if people else 0
        out.append(Seat(role, session.find_role_name(role), ", ".join(who), count, known if names else ()))
    return tuple(out)


def format_faith(session: ReviewedSession) -> str:
    """Return what `verify` says of the file; of a damaged one also how far this report reaches."""
    try:
        said = verify(session.path, session.compiled).format_line()
    except JournalError as error:
        said = error.said
    return f"{said}; {format_covered(session)}" if session.unread is not None else said


def format_missing(session: ReviewedSession) -> str:
    """Return which line could not be read, and why; an empty text where all could."""
    if session.unread is None:
        return ""
    return overview_text.format_missing(session.unread.line, session.unread.why, format_covered(session))


def format_covered(session: ReviewedSession) -> str:
    """Return how far the report of a damaged file reaches; an empty text for a file that is whole."""
    return overview_text.format_covered(session.unread.line - 1) if session.unread is not None else ""


def list_scores(session: ReviewedSession) -> tuple[Score, ...]:
    """Return each role's points by objective, as they stand at the last line."""
    out = []
    for role in session.table.roles:
        standing = session.list_full_standings(role)
        aims = tuple(
            Objective(
                one.objective.title,
                one.objective.text,
                one.points,
                one.most if one.most >= 0 else None,
                one.objective.secret,
            )
            for one in standing
        )
        limits = [aim.most for aim in aims]
        most = sum(limit for limit in limits if limit is not None) if None not in limits else None
        out.append(Score(role, session.find_role_name(role), sum(aim.points for aim in aims), most, aims))
    return tuple(out)


def find_ending(session: ReviewedSession) -> tuple[str, str]:
    """Return the ending and its text; of an exercise that is not over, where it stands."""
    row = session.build_view(FACILITATOR)
    reached = row[ENDING]
    if reached:
        end = session.table.endings[reached - 1][0]
        return end.title, end.text
    said = overview_text.format_open_exercise(session.turn, session.table.turns, session.phase)
    return NOT_OVER, said
