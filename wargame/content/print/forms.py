"""Blank forms for paper: slips for decisions, an evaluation guide for each learning objective, a feedback form.

The evaluation form follows HSEEP (docs/procedures.md §6): for each objective a rating (P, S, M or U) and its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as e

from wargame.content.model.learning import LearningObjective
from wargame.content.model.scenario import Scenario
from wargame.content.print.parts import Sheet
from wargame.content.text.wording import Wording
from wargame.likelihood_text import list_likelihood_words

RATINGS = (
    ("P", "performed without challenges"),
    ("S", "performed with some challenges"),
    ("M", "performed with major challenges"),
    ("U", "unable to be performed"),
)

_STATEMENTS = (
    "I understood my role's aims and what it could do.",
    "The choices we had were hard in an interesting way.",
    "The exercise ran at a good pace.",
    "Rulings were even-handed.",
    "I changed my mind about something.",
    "I felt able to pass, or to step out of my role.",
)
_QUESTIONS = (
    "What should be kept?",
    "What should be changed?",
    "One thing you will take away, in one sentence:",
    "Anything that stays with you:",
)
_DEBRIEF = (
    ("Out of role", "Names instead of roles. Is anything left over that should be said first?"),
    ("What happened", "The three to five moments marked during play: who decided what, and what followed?"),
    (
        "Why",
        "How did the estimates move? What was attempted, what happened? What do the papers say of it?",
    ),
    ("Plus and delta", "For each team: what to keep, what to change?"),
    ("Take-aways", "One sentence each, written down. They go into the report."),
)


def iter_blank_forms(scenario: Scenario) -> Iterator[Sheet]:
    """Yield the blank forms of a scenario."""
    yield Sheet("Plan slips", "every team", _format_slips(8, _format_plan_slip()))
    if any(len(form.between) > 1 for form in scenario.deals):
        yield Sheet("Deal slips", "teams that deal", _format_slips(8, _format_deal_slip(scenario)))
    if scenario.arguments is not None:
        yield Sheet(
            "Argument form", "every team", _format_argument(scenario.arguments.numbers, scenario.arguments.reasons)
        )
    if scenario.question is not None:
        yield Sheet("Estimate slips", "every team", _format_slips(6, _format_estimate_slip(scenario)))
    for n, objective in enumerate(scenario.learning_objectives, start=1):
        yield Sheet(f"Evaluation {n}", "evaluators", _format_evaluation(objective))
    yield Sheet("Feedback", "every participant", _format_feedback())


def format_debrief() -> str:
    """Return the five steps of the debrief as HTML, each with a place to write."""
    steps = "".join(
        f"<p><b>{n}. {name}.</b> {text}</p>{_format_lines(4)}" for n, (name, text) in enumerate(_DEBRIEF, start=1)
    )
    return f"<p>Right after play, at most half an hour.</p>{steps}"


def _format_lines(count: int) -> str:
    return '<div class="line"></div>' * count


def _format_fields(*names: str) -> str:
    return '<div class="fields">' + "".join(f'<div class="field">{e(name)}</div>' for name in names) + "</div>"


def _format_ticks(texts: list[str]) -> str:
    return '<div class="ticks">' + "".join(f'<div><span class="tick"></span>{e(t)}</div>' for t in texts) + "</div>"


def _format_slips(count: int, slip: str) -> str:
    return (
        f'<p class="small">Cut along the lines.</p><div class="slips">{f"<div class=slip>{slip}</div>" * count}</div>'
    )


def _format_plan_slip() -> str:
    because = '<div class="field">because</div>' + _format_lines(2)
    return _format_fields("Team", "turn") + _format_fields("Offer no.", "where") + because


def _format_deal_slip(scenario: Scenario) -> str:
    forms = [form.title for form in scenario.deals if len(form.between) > 1]
    answer = _format_ticks(["accepted", "declined", "countered with:"])
    return (
        _format_fields("From", "to", "turn")
        + _format_ticks(forms)
        + '<div class="field">because</div>'
        + _format_lines(1)
        + answer
    )


def _format_estimate_slip(scenario: Scenario) -> str:
    question = scenario.question.text if scenario.question is not None else ""
    criterion = Wording(scenario).format_criterion()
    phrases = _format_ticks([f"{phrase}, {low}–{high}\u00a0%" for phrase, low, high in list_likelihood_words()])
    return (
        f"{_format_fields('Team', 'turn')}<p><b>{e(question)}</b> {e(criterion)}</p>{phrases}"
        + _format_fields("in per cent", "because")
        + _format_lines(1)
    )


def _format_argument(numbers: int, reasons: int) -> str:
    parts = [_format_fields("Team", "turn"), "<h3>What we do (one action)</h3>", _format_lines(3)]
    parts += [f"<h3>What it should cause (up to {numbers} numbers, and by how much)</h3>", _format_lines(2)]
    parts += ["<h3>Why it works</h3>", *(f'<div class="field">{n}</div>' for n in range(1, reasons + 1))]
    parts += [
        "<h3>What the others say</h3><table><thead><tr><th>team</th><th>for it</th><th>against it</th></tr></thead>"
    ]
    parts += ['<tr><td style="height:16mm;width:22%"></td><td></td><td></td></tr>' * 2, "</table>"]
    parts += ["<h3>Clarified once by the proposer</h3>", _format_lines(1)]
    parts += ["<h3>Facilitator</h3>", _format_fields("strong pros", "strong cons", "chance", "roll")]
    parts += ["<p>What happened, and for how long:</p>", _format_lines(3)]
    return "".join(parts)


def _format_evaluation(objective: LearningObjective) -> str:
    parts = [
        f'<p class="brief"><b>{e(objective.text)}</b></p>',
        _format_fields("Exercise", "date", "Evaluator", "team"),
    ]
    looks = objective.levels.model_dump() if objective.levels is not None else {}
    boxes = _format_ticks(
        [f"{letter}: {said}{f'. {looks[letter]}' if letter in looks else ''}" for letter, said in RATINGS]
    )
    parts.append(f'<div class="box"><h3>Rating: no better than what is written below supports</h3>{boxes}</div>')
    if objective.tasks:
        head = "<thead><tr><th>done</th><th>not</th><th>critical task</th><th>turn, who</th></tr></thead>"
        tick = '<td style="width:9mm"><span class="tick"></span></td>'
        listed = "".join(
            f'<tr>{tick}{tick}<td>{e(task.text)}</td><td style="width:24mm"></td></tr>' for task in objective.tasks
        )
        parts.append(f"<table>{head}{listed}</table>")
    head = "<thead><tr><th>turn</th><th>who</th><th>what you saw or heard</th></tr></thead>"
    rows, lines, height = (2, 1, 6) if objective.tasks else (3, 2, 9)  # with its tasks it still fits on one page
    row = f'<tr><td style="height:{height}mm;width:12mm"></td><td style="width:30mm"></td><td></td></tr>'
    parts.append(f"<h3>Strengths</h3><table>{head}{row * rows}</table>")
    parts.append(f"<h3>Areas for improvement</h3><table>{head}{row * rows}</table>")
    if objective.tasks:
        parts.append("<h3>Analysis: why did it come to this? With card, paper and page</h3>" + _format_lines(1))
    else:
        parts.append("<h3>Analysis: why did it come to this?</h3>" + _format_lines(2))
        parts.append("<h3>Reference: card, paper and page</h3>" + _format_lines(1))
    parts.append("<h3>Recommendation</h3>" + _format_lines(lines))
    return "".join(parts)


def _format_feedback() -> str:
    scale = "".join(f'<td class="n">{n}</td>' for n in range(1, 6))
    rows = "".join(f"<tr><td>{text}</td>{scale}</tr>" for text in _STATEMENTS)
    head = '<thead><tr><th>circle one: 1 not at all, 5 very much so</th><th class="n" colspan="5"></th></tr></thead>'
    questions = "".join(f"<h3>{text}</h3>{_format_lines(3)}" for text in _QUESTIONS)
    return f"<p>No name is needed.</p><table>{head}{rows}</table>{questions}"
