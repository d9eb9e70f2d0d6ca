"""The five stages of the debrief (docs/procedures.md §5), their prompts, and what people said to them.

Everything said becomes a record of the session at once: ``debrief`` with stage, kind, role, prompt and text. A later
record that names an entry (``amends``) replaces its text; an empty text takes the entry back. Both stay in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from wargame.exercise.debrief.key_decisions import DebriefMoment, list_moments
from wargame.exercise.play.exercise import Exercise
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.window import Window
from wargame.rules.compiler.content_table import ContentTable
from wargame.session.records import (
    Amendment,
    AnalysisGiven,
    Bookmark,
    CommandLine,
    DebriefAnswer,
    DeclaredFinal,
    DetailsGiven,
    Note,
    RatingGiven,
    RecommendationGiven,
    SeatChange,
    Undo,
)
from wargame.session.text import debrief_form_text, debrief_text

MOST_MINUTES = 30
"""The most minutes that a debrief takes."""

LONGEST = 1000
"""The most characters of one entry."""

MOST_PEOPLE = 1000
"""Fewer people than this play a role."""


class DebriefStep(NamedTuple):
    """One step from the end of play to the report. ``minutes`` is its share of the time; 0 where no time is planned."""

    id: str
    minutes: int = 0

    @property
    def title(self) -> str:
        """*Plus and delta*."""
        return debrief_text.name_stage(self.id)

    @property
    def about(self) -> str:
        """Its purpose in a sentence."""
        return debrief_text.describe_stage(self.id)


STAGES: tuple[DebriefStep, ...] = (
    DebriefStep("out-of-role", 2),
    DebriefStep("what-happened", 9),
    DebriefStep("why", 9),
    DebriefStep("plus-delta", 6),
    DebriefStep("take-aways", 4),
)
"""The stages, with their parts of `MOST_MINUTES`, in the order of docs/procedures.md §5.

Out of role comes first, and there is no long round of feelings (Keiser & Arthur 2022).
"""


class DebriefPrompt(NamedTuple):
    """A question to the room or to one role; ``about`` is the line of the moment it is about, or 0.

    ``question`` is the id of the question; it is empty for one that only the records of its answers hold.
    """

    stage: str
    kind: str
    role: str
    text: str
    about: int = 0
    question: str = ""


class DebriefEntry(NamedTuple):
    """One thing that was said, in its last form. ``line`` is its first record, ``written`` its last."""

    line: int
    written: int
    stage: str
    kind: str
    role: str
    text: str
    prompt: str
    about: int = 0
    question: str = ""

    def find_prompt(self) -> DebriefPrompt:
        """Return the question that this answers."""
        return DebriefPrompt(self.stage, self.kind, self.role, self.prompt, self.about, self.question)


def list_prompts(window: Window, stage: str, looked_at: Sequence[DebriefMoment] | None = None) -> list[DebriefPrompt]:
    """Return the questions of a stage. ``looked_at`` are the moments, if the caller has them already."""
    scenario = window.table.scenario

    def ask(kind: str, question: str, role: str = "", about: int = 0) -> DebriefPrompt:
        text = debrief_form_text.format_question(question, _find_name(window, role))
        return DebriefPrompt(stage, kind, role, text, about, question)

    if stage == "out-of-role":
        return [*(ask("name", "who-played", role) for role in scenario.roles), ask("answer", "role-stays")]
    if stage == "take-aways":
        each = [ask("take-away", "one-sentence", role) for role in scenario.roles]
        return [*each, ask("take-away", "one-more-sentence"), ask("feedback", "the-exercise")]
    if stage == "plus-delta":
        pairs = (("plus", "again"), ("delta", "otherwise"))
        return [ask(kind, question, role) for role in scenario.roles for kind, question in pairs]
    looked_at = list_moments(window) if looked_at is None else looked_at
    if stage == "what-happened":
        return [ask("answer", "expected", about=moment.line) for moment in looked_at]
    asked = [ask("answer", "why", about=moment.line) for moment in looked_at]
    if scenario.question is not None:
        asked.insert(0, ask("answer", "estimates"))
    if scenario.teaches:
        asked.append(ask("answer", "built-in"))
    return asked


def _find_name(window: Window, role: str) -> str:
    """Return the name of a role; empty for anybody else."""
    spec = window.table.scenario.roles.get(role)
    return spec.name if spec is not None else ""


def list_entries(window: Window, stage: str = "") -> list[DebriefEntry]:
    """What was said, each entry in its last form, in the order in which it was first said; of one stage, or of all."""
    said: dict[int, DebriefEntry] = {}
    for line in window.list_records(DebriefAnswer):
        if line.amends in said:
            said[line.amends] = said[line.amends]._replace(text=clean(line.text), written=line.n)
        else:
            said[line.n] = _build_entry(window, line)
    return [one for one in said.values() if one.text and stage in ("", one.stage)]


def _build_entry(window: Window, line: DebriefAnswer) -> DebriefEntry:
    """Return what a record says. A question that is asked today is put in the words of today."""
    role, prompt = clean(line.role), clean(line.prompt)
    name = _find_name(window, role)
    question = clean(line.question) or debrief_form_text.find_question(prompt, name)
    return DebriefEntry(
        line=line.n,
        written=line.n,
        stage=clean(line.stage),
        kind=clean(line.kind),
        role=role,
        text=clean(line.text),
        prompt=debrief_form_text.format_question(question, name) or prompt,
        about=line.about,
        question=question,
    )


def list_answers(
    window: Window, stage: str, asked: Iterable[DebriefPrompt]
) -> list[tuple[DebriefPrompt, list[DebriefEntry]]]:
    """Each prompt with the answers to it, then prompts of their own for the entries that answer none of these."""
    by_prompt: dict[DebriefPrompt, list[DebriefEntry]] = {prompt: [] for prompt in asked}
    for one in list_entries(window, stage):
        by_prompt.setdefault(one.find_prompt(), []).append(one)
    return list(by_prompt.items())


def find_prompt(window: Window, stage: str, kind: str, role: str, named: str, about: int) -> DebriefPrompt | None:
    """Return a prompt of a stage that is asked or was answered; None without one.

    ``named`` is the id of its question, or its words where it has no id; ``kind`` may be empty.
    """
    if stage not in (one.id for one in STAGES):
        return None
    for one, _ in list_answers(window, stage, list_prompts(window, stage)):
        if (one.role, one.about, one.question or one.text) == (role, about, named) and kind in ("", one.kind):
            return one
    return None


def record_entry(exercise: Exercise, prompt: DebriefPrompt, text: str, amends: int = 0, key: str = "") -> int:
    """Write an entry down, or replace the text of the entry ``amends``; its line. Raises `JournalError`.

    ``key`` is that of a device.
    """
    return exercise.record(
        DebriefAnswer(
            stage=prompt.stage,
            kind=prompt.kind,
            role=prompt.role,
            text=clean(text, LONGEST),
            prompt=prompt.text,
            about=prompt.about,
            amends=amends,
            question=prompt.question,
            key=clean(key, 64),
        )
    )


def list_player_names(window: Window) -> dict[str, tuple[str, ...]]:
    """Return the names of the people who played each role, as said out of role or as in the details of the report.

    Names are in the file because somebody typed them; the report leaves them out unless a person asks for them.
    """
    found: dict[str, dict[str, None]] = {}
    for one in list_entries(window, "out-of-role"):
        if one.kind == "name":
            found.setdefault(one.role, {}).update(dict.fromkeys(split_names(one.text)))
    for role, listed in read_details(window).names.items():
        found.setdefault(role, {}).update(dict.fromkeys(listed))
    return {role: tuple(each) for role, each in found.items()}


def split_names(text: str) -> list[str]:
    """Return the names in a text, divided by commas, semicolons, lines, or *and*."""
    for mark in (";", "\n", " and ", " & "):
        text = text.replace(mark, ",")
    return [name for part in text.split(",") if (name := part.strip().strip("."))]


class Details(NamedTuple):
    """The facts about the occasion that stand in the report. ``participants`` has the number of people by role."""

    course: str = ""
    sponsor: str = ""
    contact: str = ""
    participants: Mapping[str, int] = {}
    names: Mapping[str, tuple[str, ...]] = {}


def read_details(window: Window) -> Details:
    """Return the last ``details`` record; empty details without one."""
    given = window.list_records(DetailsGiven)
    if not given:
        return Details()
    line = given[-1]
    return Details(
        clean(line.course),
        clean(line.sponsor),
        clean(line.contact),
        dict(line.participants),
        {role: tuple(clean(name, 80) for name in each) for role, each in line.names.items()},
    )


def record_details(exercise: Exercise, new: Details) -> int:
    """Write all the details down; the line. Raises `JournalError`."""
    return exercise.record(
        DetailsGiven(
            course=clean(new.course, 200),
            sponsor=clean(new.sponsor, 200),
            contact=clean(new.contact, 200),
            participants={role: n for role, n in new.participants.items() if 0 <= n < MOST_PEOPLE},
            names={role: [clean(name, 80) for name in each] for role, each in new.names.items()},
        )
    )


CHANGES = (
    CommandLine,
    DebriefAnswer,
    Note,
    RatingGiven,
    RecommendationGiven,
    AnalysisGiven,
    DetailsGiven,
    Bookmark,
    Amendment,
    Undo,
    SeatChange,
)
"""The lines after which a final report is a draft again."""


def is_final(window: Window) -> bool:
    """Has the facilitator declared the report final, and has nothing in it changed since then?"""
    final = False
    for line in window.lines:
        if isinstance(line, DeclaredFinal):
            final = True
        elif isinstance(line, CHANGES):
            final = False
    return final


def declare_final(exercise: Exercise, because: str = "") -> int:
    """Declare the report final; the line. Raises `JournalError`."""
    return exercise.record(DeclaredFinal(because=clean(because, 500)))


def compute_total_minutes(table: ContentTable) -> int:
    """The minutes of the debrief: two thirds of the time that the turns leave of the length, at most `MOST_MINUTES`.

    The other third is for briefing the teams. Without a plan by phases the debrief has a third of the whole time.
    """
    length = table.scenario.lengths[table.length]
    if length.budget is None:
        return min(MOST_MINUTES, length.minutes // 3)
    turns = length.turns * sum(int(getattr(length.budget, phase)) for phase in type(length.budget).model_fields)
    return max(5, min(MOST_MINUTES, round((length.minutes - turns) * 2 / 3)))


def compute_stage_minutes(table: ContentTable) -> dict[str, int]:
    """Return the minutes of each stage, whole numbers of at least one."""
    total = compute_total_minutes(table)
    return {stage.id: max(1, total * stage.minutes // MOST_MINUTES) for stage in STAGES}


class DebriefProgress(NamedTuple):
    """How far a debrief is.

    ``minutes`` are planned for all of it; ``stage`` is the index of the stage to continue at; ``names`` is how many
    names of players were given; ``final`` says whether the report is declared final and unchanged since.
    """

    has_begun: bool = False
    stage: int = 0
    minutes: int = 0
    names: int = 0
    final: bool = False


def find_progress(window: Window) -> DebriefProgress:
    """Return how far the debrief of a session is."""
    order, said = [stage.id for stage in STAGES], list_entries(window)
    return DebriefProgress(
        has_begun=bool(said),
        stage=max((order.index(one.stage) for one in said if one.stage in order), default=0),
        minutes=compute_total_minutes(window.table),
        names=sum(len(each) for each in list_player_names(window).values()),
        final=is_final(window),
    )
