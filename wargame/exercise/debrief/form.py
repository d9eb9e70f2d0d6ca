"""The form of the debrief, for every front end: in each step the texts to read, the questions, and what was said.

A step is a list of parts: texts to read, and slots to write in. A slot makes a record of what is typed into it.
After the five stages come the ratings, the improvement plan, and the details of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from wargame.exercise.debrief import form_records, ratings, stages
from wargame.exercise.debrief.claim_sheet_text import iter_claim_texts
from wargame.exercise.debrief.claims import ClaimHere, ClaimSheet, Side, build_claim_sheet, find_claims_of
from wargame.exercise.debrief.form_parts import FormSlot, FormText, Part
from wargame.exercise.debrief.key_decisions import MANY, DebriefAttempt, DebriefMoment, list_moments
from wargame.exercise.debrief.parsing import format_advice
from wargame.exercise.debrief.rating_form import iter_ratings
from wargame.exercise.debrief.stages import STAGES, DebriefEntry, DebriefPrompt, DebriefStep
from wargame.exercise.view.narration import find_role_name
from wargame.exercise.view.window import Window
from wargame.rules.text.event_text import format_told, list_came
from wargame.rules.text.question_text import format_criterion
from wargame.session.text import claim_text, debrief_text
from wargame.session.text import debrief_form_text as form_text

AFTER = (DebriefStep("ratings"), DebriefStep("plan"), DebriefStep("details"))
"""The steps after the five stages."""


def list_steps(window: Window) -> list[DebriefStep]:
    """Return the five stages with their minutes, then the steps that the report needs."""
    minutes = stages.compute_stage_minutes(window.table)
    return [*(one._replace(minutes=minutes[one.id]) for one in STAGES), *AFTER]


def list_parts(window: Window, step: str) -> list[Part]:
    """Return the parts of a step, with everything that was said until now."""
    return list(_SHEETS[step](window))


def _iter_out_of_role(window: Window) -> Iterator[Part]:
    yield FormText("text", window.table.scenario.out_of_role)
    yield FormText("dim", form_text.format_form_hint("names"))
    yield from _iter_stage_slots(window, "out-of-role")


def _iter_what_happened(window: Window) -> Iterator[Part]:
    looked_at = list_moments(window)
    bookmarked = sum(1 for moment in looked_at if moment.bookmark)
    yield FormText("dim", debrief_text.format_moment_choice(len(looked_at), MANY, bookmarked))
    heard: set[str] = set()
    for moment in looked_at:
        yield FormText("heading", format_headline(moment))
        if moment.note:
            yield FormText("close", debrief_text.format_bookmark(moment.note))
        for attempt in moment.attempts:
            said = _format_attempt(attempt) if len(moment.attempts) > 1 else ""
            yield FormText("close", " ".join(filter(None, (said, *list_came(attempt.came)))))
        for text in map(format_told, moment.happened):
            yield FormText("close", text)
        for question in moment.ask:
            if question not in heard:
                yield FormText("dim", debrief_text.format_card_question(question))
        heard.update(moment.ask)
        yield from _iter_stage_slots(window, "what-happened", looked_at, moment.line)
    yield from _iter_stage_slots(window, "what-happened", looked_at, 0)


def _iter_why(window: Window) -> Iterator[Part]:
    scenario, looked_at, sheet = window.table.scenario, list_moments(window), build_claim_sheet(window)
    if scenario.question is not None:
        yield FormText("heading", scenario.question.text)
        yield FormText("close", format_criterion(window.table))
        yield FormText("drift")
    asked = stages.list_answers(window, "why", stages.list_prompts(window, "why", looked_at))
    about_all = [pair for pair in asked if not pair[0].about]
    if scenario.question is not None:
        yield from _iter_slots(window, about_all[:1])
        about_all = about_all[1:]
    for moment in looked_at:
        yield FormText("heading", format_headline(moment))
        for attempt in moment.attempts:
            yield FormText("close", _format_attempted(attempt))
            yield FormText("close", debrief_text.format_happened(list_came(attempt.came)))
        for text in map(format_told, moment.happened):
            yield FormText("close", debrief_text.format_happened_too(text))
        for paper in moment.papers:
            claim = debrief_text.format_claim(paper.where, paper.stance, paper.met, paper.claim)
            yield FormText("dim", claim)
        for one, _ in _list_claims_of(sheet, moment)[:1]:
            yield FormText("dim", claim_text.ask_side(one.source.short, one.claim.title, one.pages))
        yield from _iter_slots(window, [pair for pair in asked if pair[0].about == moment.line])
    yield from (FormText(*told) for told in iter_claim_texts(window, sheet))
    if scenario.teaches:
        yield FormText("heading", form_text.format_form_heading("built-in"))
        yield FormText("text", scenario.lessons)
    yield from _iter_slots(window, about_all)
    known = {0, *(moment.line for moment in looked_at)}
    yield from _iter_slots(window, [pair for pair in asked if pair[0].about not in known])


def _list_claims_of(sheet: ClaimSheet, moment: DebriefMoment) -> list[tuple[ClaimHere, Side]]:
    return [pair for attempt in moment.attempts for pair in find_claims_of(sheet, attempt.line)]


def _iter_plus_delta(window: Window) -> Iterator[Part]:
    asked = stages.list_answers(window, "plus-delta", stages.list_prompts(window, "plus-delta"))
    last = None
    for prompt, said in asked:
        if prompt.role != last:
            yield FormText("heading", find_role_name(window, prompt.role))
            last = prompt.role
        yield from _iter_slots(window, [(prompt, said)])


def _iter_take_aways(window: Window) -> Iterator[Part]:
    objectives = window.table.scenario.learning_objectives
    if objectives:
        yield FormText("close", form_text.format_form_hint("objectives"))
        for objective in objectives:
            yield FormText("dim", objective.text)
    yield from _iter_stage_slots(window, "take-aways")


def format_headline(moment: DebriefMoment) -> str:
    """Return a moment in one line."""
    title = debrief_text.format_decided(moment.decision, announced=moment.announced)
    return debrief_text.format_headline(moment.turn, moment.line, title)


def _format_attempted(attempt: DebriefAttempt) -> str:
    title = _format_attempt(attempt)
    return debrief_text.format_attempted(title, attempt.because, hindsight=attempt.hindsight)


def _format_attempt(attempt: DebriefAttempt) -> str:
    return debrief_text.format_decided(attempt.decision, announced=attempt.announced)


# Prompts and what was said to them


def _iter_stage_slots(
    window: Window, stage: str, looked_at: list[DebriefMoment] | None = None, about: int = -1
) -> Iterator[FormSlot]:
    """Yield the slots of a stage, or those about one moment; with ``about`` 0 those about none of the moments."""
    asked = stages.list_answers(window, stage, stages.list_prompts(window, stage, looked_at))
    if about >= 0:
        known = {moment.line for moment in looked_at or ()}
        asked = [pair for pair in asked if pair[0].about == about or (not about and pair[0].about not in known)]
    yield from _iter_slots(window, asked)


def _iter_slots(window: Window, asked: list[tuple[DebriefPrompt, list[DebriefEntry]]]) -> Iterator[FormSlot]:
    for prompt, said in asked:
        yield FormSlot(
            f"{prompt.stage}/{prompt.kind}/{prompt.role}/{prompt.about}/{prompt.question or prompt.text}",
            prompt.text,
            format_prompt(window, prompt),
            partial(form_records.build_answer, prompt),
            line=prompt.about,
            many=True,
        )
        for one in said:
            yield FormSlot(
                f"line {one.line}",
                one.text,
                form_text.format_slot_ask("entry"),
                partial(form_records.build_correction, one.line),
                start=one.text,
                line=prompt.about,
                written=one.line,
            )


def format_prompt(window: Window, prompt: DebriefPrompt) -> str:
    """Return a prompt with the role that it is for, to be shown alone."""
    role = find_role_name(window, prompt.role) if prompt.role else ""
    return prompt.text if not role or role in prompt.text else form_text.format_prompt(prompt.text, role)


# Plan and details


def _iter_plan(window: Window) -> Iterator[Part]:
    roles = {role: spec.name for role, spec in window.table.scenario.roles.items()}
    yield FormText("close", form_text.format_form_hint("plan"))
    yield FormText("dim", form_text.format_form_hint("columns"))
    found = [one for one in ratings.list_observations(window) if one.kind == "improvement"]
    deltas = [one for one in stages.list_entries(window, "plus-delta") if one.kind == "delta"]
    if found or deltas:
        yield FormText("heading", form_text.format_form_heading("to-improve"))
    for one in found:
        yield FormText(
            "close",
            form_text.format_bullet(
                debrief_text.format_improvement(one.text or debrief_text.format_wordless(), one.line, one.by)
            ),
        )
    for delta in deltas:
        who = find_role_name(window, delta.role)
        yield FormText("close", form_text.format_bullet(debrief_text.format_improvement(delta.text, delta.line, who)))
    yield FormText("heading", form_text.format_form_heading("advice"))
    for row in ratings.list_advice(window):
        written = format_advice(row, roles)
        yield FormSlot(
            f"advice/{row.line}",
            written,
            form_text.format_slot_ask("entry"),
            partial(form_records.build_advice, roles, row.line),
            start=written,
            written=row.line,
            limit=2000,
        )
    yield FormSlot(
        "advice",
        form_text.format_slot_label("advice"),
        form_text.format_slot_ask("advice"),
        partial(form_records.build_advice, roles, 0),
        limit=2000,
        many=True,
    )


def _iter_details(window: Window) -> Iterator[Part]:
    now = stages.read_details(window)
    for name in ("course", "sponsor", "contact"):
        value = str(getattr(now, name))
        yield FormSlot(
            f"details/{name}",
            form_text.format_detail(name, value),
            form_text.name_detail(name),
            partial(form_records.build_detail, name),
            start=value,
            limit=200,
            has_question=True,
        )
    for role, spec in window.table.scenario.roles.items():
        count = now.participants.get(role)
        yield FormSlot(
            f"details/{role}",
            form_text.format_people(spec.name, count),
            form_text.ask_people(spec.name),
            partial(form_records.build_count, role),
            start="" if count is None else str(count),
            limit=20,
        )
    final = stages.is_final(window)
    yield FormText("heading", debrief_text.format_report_state(final=final))
    if not final:
        label, ask = form_text.format_slot_label("final"), form_text.format_slot_ask("final")
        yield FormSlot("final", label, ask, form_records.build_final, limit=500)


_SHEETS: dict[str, Callable[[Window], Iterator[Part]]] = {
    "out-of-role": _iter_out_of_role,
    "what-happened": _iter_what_happened,
    "why": _iter_why,
    "plus-delta": _iter_plus_delta,
    "take-aways": _iter_take_aways,
    "ratings": iter_ratings,
    "plan": _iter_plan,
    "details": _iter_details,
}
