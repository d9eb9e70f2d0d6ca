"""The debrief's sheet: step by step what is read out, what is asked, and what was said, for every front end to show.

A step is a list of parts: texts to read, and slots to write in. A slot knows how what is typed into it is recorded.
After the five stages come the ratings, the improvement plan, and the details of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from wargame.exercise.debrief import ratings, stages
from wargame.exercise.debrief.key_decisions import MANY, Moment, moments
from wargame.exercise.debrief.parsing import advice_text, observe, parse_advice, parse_count, parse_rating
from wargame.exercise.debrief.ratings import SCALE, Observation, Rating
from wargame.exercise.debrief.stages import LONGEST, STAGES, Details, Entry, Prompt
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.input_parsing import UnclearError
from wargame.exercise.view.narration import called
from wargame.rules.refusal import Refusal
from wargame.rules.text.rule_text import ended

Put = Callable[[Exercise, str], int | Refusal]
"""Records a text; the line, or a refusal. Raises `UnclearError`, `JournalError`."""


class Step(NamedTuple):
    """A step on the way from the end of play to the report. ``minutes`` is its share, 0 where no time is planned."""

    id: str
    title: str
    about: str
    minutes: int = 0


class Text(NamedTuple):
    """Something to read. ``kind``: text, heading, close (more of the same follows), dim, or drift (a chart)."""

    kind: str
    text: str = ""


class Slot(NamedTuple):
    """Something to write in. What it says stands on the sheet; ``ask`` is put to whoever writes.

    ``start`` stands in the line already where something is mended; ``line`` is the moment it is about, 0 without.
    """

    key: str
    says: str
    ask: str
    put: Put
    start: str = ""
    line: int = 0
    entry: bool = False
    """Is it something that was written, and can be put otherwise?"""
    limit: int = LONGEST
    many: bool = False
    """May several things be written here, one after another?"""


Part = Text | Slot

AFTER = (
    Step("ratings", "Ratings", "How well was each learning objective met, and what shows it?"),
    Step("plan", "Plan", "Improvement plan: what the region should do otherwise, argued by whom, on what evidence."),
    Step("details", "Details", "What stands at the head of the report; then declare it final."),
)

NAMES = "Names stay in this file; the report leaves them out unless it is asked for them. An empty line is fine."
COLUMNS = "More may follow: ; by: a role; lines: 12, 30; action: ...; owner: ...; start: ...; completion: ..."
DRAFT, FINAL = "The report is a draft.", "The report is final. Whatever is written now makes it a draft again."


def steps(exercise: Exercise) -> list[Step]:
    """The five stages with their minutes, then what is left to do for the report."""
    minutes = stages.minutes(exercise.table)
    return [*(Step(one.id, one.title, one.about, minutes[one.id]) for one in STAGES), *AFTER]


def sheet(exercise: Exercise, step: str) -> list[Part]:
    """The parts of a step, as things stand."""
    return list(_SHEETS[step](exercise))


def _out_of_role(exercise: Exercise) -> Iterator[Part]:
    yield Text("text", exercise.table.scenario.out_of_role)
    yield Text("dim", NAMES)
    yield from _asked(exercise, "out-of-role")


def _what_happened(exercise: Exercise) -> Iterator[Part]:
    looked_at = moments(exercise)
    yield Text("dim", chosen(looked_at))
    heard: set[str] = set()
    for moment in looked_at:
        yield Text("heading", headline(moment))
        if moment.note:
            yield Text("close", f"Bookmarked: {moment.note}")
        for attempt in moment.attempts:
            said = attempt.what if len(moment.attempts) > 1 else ""
            yield Text("close", " ".join(filter(None, (said, *attempt.came))))
        for text in moment.happened:
            yield Text("close", text)
        for question in moment.ask:
            if question not in heard:
                yield Text("dim", f"The card asks: {question}")
        heard.update(moment.ask)
        yield from _asked(exercise, "what-happened", looked_at, moment.line)
    yield from _asked(exercise, "what-happened", looked_at, 0)


def _why(exercise: Exercise) -> Iterator[Part]:
    scenario, looked_at = exercise.table.scenario, moments(exercise)
    if scenario.question is not None:
        yield Text("heading", scenario.question.text)
        yield Text("drift")
    asked = stages.answers(exercise, "why", stages.prompts(exercise, "why", looked_at))
    about_all = [pair for pair in asked if not pair[0].about]
    if scenario.question is not None:
        yield from _slots(exercise, about_all[:1])
        about_all = about_all[1:]
    for moment in looked_at:
        yield Text("heading", headline(moment))
        for attempt in moment.attempts:
            because = f" Because: {ended(attempt.because)}" if attempt.because else ""
            yield Text("close", f"Attempted: {attempt.what}{because}")
            yield Text("close", f"Happened: {' '.join(attempt.came)}")
        for text in moment.happened:
            yield Text("close", f"Happened too: {text}")
        for paper in moment.papers:
            stance = {"reports": " (reported)", "rebuts": " (reported to argue against it)"}.get(paper.stance, "")
            yield Text("dim", f"{paper.where}{stance}, on {paper.met}: {paper.claim}")
        yield from _slots(exercise, [pair for pair in asked if pair[0].about == moment.line])
    if scenario.teaches:
        yield Text("heading", "What is built in")
        yield Text("text", scenario.teaches)
    yield from _slots(exercise, about_all)
    known = {0, *(moment.line for moment in looked_at)}
    yield from _slots(exercise, [pair for pair in asked if pair[0].about not in known])


def _plus_delta(exercise: Exercise) -> Iterator[Part]:
    asked = stages.answers(exercise, "plus-delta", stages.prompts(exercise, "plus-delta"))
    last = None
    for prompt, said in asked:
        if prompt.role != last:
            yield Text("heading", called(exercise, prompt.role))
            last = prompt.role
        yield from _slots(exercise, [(prompt, said)])


def _take_aways(exercise: Exercise) -> Iterator[Part]:
    objectives = exercise.table.scenario.learning_objectives
    if objectives:
        yield Text("close", "What this exercise was for:")
        for objective in objectives:
            yield Text("dim", objective.text)
    yield from _asked(exercise, "take-aways")


def chosen(looked_at: list[Moment]) -> str:
    """Which decisions are looked at, and why these."""
    if not looked_at:
        return "Nothing was decided that moved anything."
    if not looked_at[0].bookmark:
        return "No moment was bookmarked. These are the decisions that moved most of what all could see."
    if len(looked_at) > MANY:
        return (
            f"{len(looked_at)} moments were bookmarked. There is time for three to five: choose, and pass the rest by."
        )
    return "The moments that were bookmarked, in order."


def headline(moment: Moment) -> str:
    """A moment on one line."""
    return f"Turn {moment.turn}, line {moment.line}: {moment.title}"


# Prompts and what was said to them


def _asked(exercise: Exercise, stage: str, looked_at: list[Moment] | None = None, about: int = -1) -> Iterator[Slot]:
    """The slots of a stage, or those about one moment; with ``about`` 0 those about none of the moments."""
    asked = stages.answers(exercise, stage, stages.prompts(exercise, stage, looked_at))
    if about >= 0:
        known = {moment.line for moment in looked_at or ()}
        asked = [pair for pair in asked if pair[0].about == about or (not about and pair[0].about not in known)]
    yield from _slots(exercise, asked)


def _slots(exercise: Exercise, asked: list[tuple[Prompt, list[Entry]]]) -> Iterator[Slot]:
    for prompt, said in asked:
        yield Slot(
            f"{prompt.stage}/{prompt.kind}/{prompt.role}/{prompt.about}/{prompt.text}",
            prompt.text,
            ask_text(exercise, prompt),
            partial(_say, prompt),
            line=prompt.about,
            many=True,
        )
        for one in said:
            yield Slot(
                f"line {one.line}",
                one.text,
                "Put it otherwise; an empty line takes it back",
                partial(_mend, prompt, one.line),
                start=one.text,
                line=prompt.about,
                entry=True,
            )


def ask_text(exercise: Exercise, prompt: Prompt) -> str:
    """A prompt where it stands alone: with the role it is for."""
    role = called(exercise, prompt.role) if prompt.role else ""
    return prompt.text if not role or role in prompt.text else f"{role}: {prompt.text}"


def _say(prompt: Prompt, exercise: Exercise, text: str) -> int | Refusal:
    if not text.strip():
        return Refusal("argument", "nothing was written")
    return stages.say(exercise, prompt, text)


def _mend(prompt: Prompt, line: int, exercise: Exercise, text: str) -> int:
    return stages.say(exercise, prompt, text, amends=line)


# Ratings and observations


def _ratings(exercise: Exercise) -> Iterator[Part]:
    rated = ratings.ratings(exercise)
    whole = ratings.overall(rated)
    if not rated:
        yield Text("text", "This scenario has no learning objectives, so nothing can be rated.")
    elif whole:
        yield Text("heading", f"Overall {whole}: {SCALE[whole]} (the worst of its parts)")
    else:
        yield Text("dim", "Nothing is rated yet. The whole is rated as its worst part.")
    yield Text("dim", "; ".join(f"{letter} {meaning}" for letter, meaning in SCALE.items()) + ".")
    for at, one in enumerate(rated, start=1):
        yield Text("heading", f"{at}. {one.text}")
        yield from _observed(one.observations)
        yield _note(one.objective)
        yield Slot(
            f"rating/{one.objective}",
            _rated(one),
            "P, S, M or U; then line numbers as evidence, and because ... where it needs a reason",
            partial(_rate, one.objective),
        )
    known = {one.objective for one in rated}
    others = [one for one in ratings.observations(exercise) if one.objective not in known]
    yield Text("heading", "On no objective in particular")
    yield from _observed(others)
    yield _note("")


def _rated(one: Rating) -> str:
    support = ratings.support_text(one.supported)
    if not one.rating:
        return f"Rating: none yet; {support}."
    lines = f" Evidence: line{'s' * (len(one.lines) != 1)} {', '.join(map(str, one.lines))}." if one.lines else ""
    above = " Above what was observed, because" if ratings.above(one.rating, one.supported) else " Because"
    reason = f"{above}: {ended(one.because)}" if one.because else ""
    return f"Rating: {one.rating}, {SCALE[one.rating]}.{lines}{reason}"


def _rate(objective: str, exercise: Exercise, text: str) -> int | Refusal:
    rating, lines, because = parse_rating(text)
    return ratings.rate(exercise, objective, rating, because, lines)


def _observed(seen: Iterable[Observation]) -> Iterator[Slot]:
    words = {"strength": "Strength", "improvement": "To improve"}
    for one in seen:
        why = f" Why: {one.analysis}" if one.analysis else ""
        yield Slot(
            f"analysis/{one.line}",
            f"{words.get(one.kind, 'Noted')}, turn {one.turn}, line {one.line}: {one.text}{why}",
            "Why was it so? Its cause in a sentence",
            partial(_analyse, one.line),
            start=one.analysis,
            line=one.line,
            entry=True,
        )


def _note(objective: str) -> Slot:
    return Slot(
        f"observation/{objective}",
        "Add an observation",
        "+ a strength, - something to improve, or a note without a sign",
        partial(_observe, objective),
        many=True,
    )


def _analyse(line: int, exercise: Exercise, text: str) -> int | Refusal:
    return ratings.analyse(exercise, line, text)


def _observe(objective: str, exercise: Exercise, text: str) -> int:
    kind, words = observe(text)
    return exercise.note(words, kind=kind, objective=objective)


# Plan and details


def _plan(exercise: Exercise) -> Iterator[Part]:
    roles = {role: spec.name for role, spec in exercise.table.scenario.roles.items()}
    yield Text("close", "One line each: the issue, an arrow, and what you recommend to the region.")
    yield Text("dim", COLUMNS)
    found = [one for one in ratings.observations(exercise) if one.kind == "improvement"]
    deltas = [one for one in stages.entries(exercise, "plus-delta") if one.kind == "delta"]
    if found or deltas:
        yield Text("heading", "What was to be improved")
    for one in found:
        yield Text("close", f"- {one.text} (line {one.line})")
    for delta in deltas:
        yield Text("close", f"- {delta.text} ({called(exercise, delta.role)}, line {delta.line})")
    yield Text("heading", "Recommendations")
    for row in ratings.advice(exercise):
        written = advice_text(row, roles)
        yield Slot(
            f"advice/{row.line}",
            written,
            "Put it otherwise; an empty line takes it back",
            partial(_recommend, row.line),
            start=written,
            entry=True,
            limit=2000,
        )
    yield Slot(
        "advice", "Add a recommendation", "issue -> recommendation", partial(_recommend, 0), limit=2000, many=True
    )


def _recommend(line: int, exercise: Exercise, text: str) -> int | Refusal:
    roles = {role: spec.name for role, spec in exercise.table.scenario.roles.items()}
    if line and not text.strip():
        return ratings.recommend(exercise, ratings.Advice(line, "", "", "", ()))
    return ratings.recommend(exercise, parse_advice(text, roles, line))


def _details(exercise: Exercise) -> Iterator[Part]:
    now = stages.details(exercise)
    for name, title in (("course", "Course or occasion"), ("sponsor", "Sponsor"), ("contact", "Point of contact")):
        value = str(getattr(now, name))
        yield Slot(
            f"details/{name}",
            f"{title}: {value or 'not given'}",
            title,
            partial(_describe, name),
            start=value,
            limit=200,
        )
    for role, spec in exercise.table.scenario.roles.items():
        count = now.participants.get(role)
        yield Slot(
            f"details/{role}",
            f"People at {spec.name}: {'not counted' if count is None else count}",
            f"How many people played {spec.name}?",
            partial(_count, role),
            start="" if count is None else str(count),
            limit=20,
        )
    final = stages.is_final(exercise)
    yield Text("heading", FINAL if final else DRAFT)
    if not final:
        yield Slot("final", "Declare it final", "Type final, and a word of why if you like", _final, limit=500)


def _describe(name: str, exercise: Exercise, text: str) -> int:
    now = stages.details(exercise)._asdict() | {name: text}
    return stages.describe(exercise, Details(**now))


def _count(role: str, exercise: Exercise, text: str) -> int:
    now = stages.details(exercise)
    return stages.describe(exercise, now._replace(participants={**now.participants, role: parse_count(text)}))


def _final(exercise: Exercise, text: str) -> int:
    word, _, why = text.strip().partition(" ")
    if word.lower().rstrip(",.:") != "final":
        raise UnclearError("type final to declare it final; leave it a draft with an empty line")
    return stages.declare_final(exercise, why)


_SHEETS: dict[str, Callable[[Exercise], Iterator[Part]]] = {
    "out-of-role": _out_of_role,
    "what-happened": _what_happened,
    "why": _why,
    "plus-delta": _plus_delta,
    "take-aways": _take_aways,
    "ratings": _ratings,
    "plan": _plan,
    "details": _details,
}
