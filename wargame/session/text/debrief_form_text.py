"""The words of the form of the debrief: the questions by their ids, and the labels of the lines to write in."""

from __future__ import annotations

from functools import lru_cache

from wargame.phrases import ENGLISH, fill, use_catalogue

QUESTIONS = (
    "who-played",
    "role-stays",
    "expected",
    "estimates",
    "why",
    "built-in",
    "again",
    "otherwise",
    "one-sentence",
    "one-more-sentence",
    "the-exercise",
)
"""The ids of the questions. They stand in session files."""


RATING_EXAMPLES = {"rating": ("S 12 because ...",), "rating-and-tasks": ("S a+ 12 because ...", "a+")}
"""What can be typed where a learning objective is rated, with tasks and without."""


def format_question(question: str, role: str = "") -> str:
    """Return a question by its id; empty for an id that there is not. ``role`` is the name of the role it is for."""
    match question:
        case "who-played":
            return fill("Who played {role}?", role=role)
        case "role-stays":
            return fill("Does anything of the role stay with somebody? Say it now.")
        case "expected":
            return fill("What did each team expect here, and what came of it?")
        case "estimates":
            return fill("What moved the estimates, and what should have?")
        case "why":
            return fill("Why was it decided so? What would one have had to know?")
        case "built-in":
            return fill("What was so because these numbers make it so, and not the world?")
        case "again":
            return fill("What would you do again?")
        case "otherwise":
            return fill("What would you do otherwise?")
        case "one-sentence":
            return fill("One sentence from {role}", role=role)
        case "one-more-sentence":
            return fill("One sentence from anybody else")
        case "the-exercise":
            return fill("On the exercise itself: what should it keep, and what should it change?")
    return ""


@lru_cache(maxsize=256)
def find_question(text: str, role: str = "") -> str:
    """Return the id of the question that has this text in English; empty without one.

    Records of before questions had ids hold the text alone, which was the same in every language.
    """
    with use_catalogue(ENGLISH):
        return next((question for question in QUESTIONS if format_question(question, role) == text), "")


def format_prompt(text: str, role: str) -> str:
    """Return a question with the name of the role it is for."""
    return fill("{role}: {question}", role=role, question=text)


# What a line asks for


def format_slot_ask(kind: str) -> str:
    """Return what is asked of who writes: for an ``entry`` or a new line of a kind; empty for other kinds."""
    match kind:
        case "entry":
            return fill("Put it otherwise; an empty line takes it back")
        case "rating":
            return fill(
                "{example}: P, S, M or U, then line numbers as evidence, and a reason where it needs one",
                example=RATING_EXAMPLES[kind][0],
            )
        case "rating-and-tasks":
            both, marks = RATING_EXAMPLES[kind]
            return fill(
                "{both}: P, S, M or U, then tasks (a+ done, a- not done, a? not seen), line numbers as evidence, and a "
                "reason where it needs one. Or tasks alone: {marks}",
                both=both,
                marks=marks,
            )
        case "analysis":
            return fill("Why was it so? Its cause in a sentence")
        case "observation":
            return fill("+ a strength, - something to improve, or a note without a sign")
        case "filing":
            return fill("+ it is a strength, - it is something to improve")
        case "advice":
            return fill("issue -> recommendation")
        case "final":
            return fill("Type final, and a word of why if you like")
    return ""


def format_slot_label(kind: str) -> str:
    """Return what a line to write in adds; empty for other kinds."""
    match kind:
        case "observation":
            return fill("Add an observation")
        case "filing":
            return fill("It is filed as something to improve, and reads like a strength. Which is it?")
        case "advice":
            return fill("Add a recommendation")
        case "final":
            return fill("Declare it final")
    return ""


def format_final_needed() -> str:
    """Return how a report is declared final, and how not."""
    return fill("type final to declare it final; leave it a draft with an empty line")


# What stands above


def format_form_heading(part: str) -> str:
    """Return the heading of a part of the form; empty for other parts."""
    match part:
        case "built-in":
            return fill("What is built in")
        case "others":
            return fill("On no objective in particular")
        case "to-improve":
            return fill("What was to be improved")
        case "advice":
            return fill("Recommendations")
    return ""


def format_form_hint(part: str) -> str:
    """Return what to know before something is written; empty for other parts."""
    match part:
        case "names":
            return fill(
                "Names stay in this file; the report leaves them out unless it is asked for them. "
                "An empty line is fine."
            )
        case "objectives":
            return fill("What this exercise was for:")
        case "plan":
            return fill("One line each: the issue, an arrow, and what you recommend to the region.")
        case "columns":
            return fill(
                "More may follow: ; by: a role; lines: 12, 30; action: ...; owner: ...; start: ...; completion: ..."
            )
    return ""


def format_numbered(number: int, text: str) -> str:
    """Return a text with its number before it."""
    return fill("{number}. {text}", number=number, text=text)


def format_bullet(text: str) -> str:
    """Return a text as a line of a list."""
    return fill("- {text}", text=text)


# Details


def name_detail(detail: str) -> str:
    """Return the title of a fact about the occasion; the id of another one."""
    match detail:
        case "course":
            return fill("Course or occasion")
        case "sponsor":
            return fill("Sponsor")
        case "contact":
            return fill("Point of contact")
    return detail


def format_detail(detail: str, value: str) -> str:
    """Return a fact about the occasion with its value, or that it is not given."""
    if not value:
        return fill("{detail}: not given", detail=name_detail(detail))
    return fill("{detail}: {value}", detail=name_detail(detail), value=value)


def format_people(role: str, count: int | None) -> str:
    """Return how many people played a role; None: they were not counted."""
    if count is None:
        return fill("People at {role}: not counted", role=role)
    return fill("People at {role}: {count}", role=role, count=count)


def ask_people(role: str) -> str:
    """Return the question how many people played a role."""
    return fill("How many people played {role}?", role=role)
