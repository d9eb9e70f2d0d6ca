"""Build: the report of one session, whole the second play ends, from its file and nothing else."""

from __future__ import annotations

from pathlib import Path

from wargame.likelihood import phrase
from wargame.review.data.attribution import consequences
from wargame.review.data.calibration import calibration, came_true
from wargame.review.data.card_log import card_log, cited
from wargame.review.data.dice_record import dice
from wargame.review.data.evaluation_records import evaluation, said
from wargame.review.data.facilitator_fairness import evenness, hats
from wargame.review.data.overview import ending, overview, scores
from wargame.review.data.report import Estimate, Impact, Question, Report, Spent
from wargame.review.data.reviewed_session import Reviewed, open_session
from wargame.review.data.timeline import decisions, is_decision
from wargame.review.data.track_series import end_map, series


def build(path: Path, *, names: bool = False, impact: Impact | None = None) -> Report:
    """The report of a session file: finished, open, torn, or the good part of a damaged one. Raises `JournalError`.

    People are called by their roles unless ``names`` are asked for; ``impact`` is what mattered, if that was computed.
    """
    session = open_session(path)
    end, end_text = ending(session)
    came = consequences(session)
    evaluated = evaluation(session)
    return Report(
        overview=overview(session, names),
        ending=end,
        ending_text=end_text,
        scores=scores(session),
        question=question(session),
        impact=impact,
        overall=evaluated.overall,
        ratings=evaluated.ratings,
        improvements=evaluated.improvements,
        decisions=decisions(session, came, names),
        series=series(session, came),
        map=end_map(session),
        cards=card_log(session),
        dice=dice(session),
        seed=session.seed,
        spent=spent(session),
        evenness=evenness(session),
        hats=hats(session),
        debrief=said(session),
        cited=cited(session),
        notes=evaluated.notes,
    )


def question(session: Reviewed) -> Question | None:
    """The scenario's question, every estimate of it that stands, and how near they came."""
    asked = session.table.scenario.question
    if asked is None:
        return None
    estimates = tuple(
        Estimate(
            line["n"],
            line["turn"],
            line["role"],
            line["args"]["percent"],
            phrase(line["args"]["percent"]),
            str(line.get("because", "")),
        )
        for line in session.standing
        if line["do"] == "estimate"
    )
    return Question(asked.text, came_true(session), estimates, calibration(session))


def spent(session: Reviewed) -> tuple[Spent, ...]:
    """The time that decisions took, by role (the facilitator's last) and phase, in the order of phases in a turn."""
    seconds: dict[tuple[str, str], list[float]] = {}
    for line in session.standing:
        if is_decision(line):
            seconds.setdefault((line["role"], line["phase"]), []).append(float(line.get("seconds", 0.0)))
    phases = list(dict.fromkeys(step.phase for step in session.table.program))
    order = {role: at for at, role in enumerate(session.table.roles)}
    keys = sorted(seconds, key=lambda key: (order.get(key[0], len(order)), phases.index(key[1])))
    return tuple(
        Spent(role, session.name(role), phase, sum(seconds[role, phase]), len(seconds[role, phase]))
        for role, phase in keys
    )
