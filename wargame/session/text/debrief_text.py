"""What a debrief says of the session: its moments, what was attempted there, the papers, ratings and observations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.phrases import fill, fill_count, join_list
from wargame.rules.decisions import Decision
from wargame.rules.text.decision_text import format_actor, format_decision
from wargame.rules.text.rating_text import format_rating_meaning, format_support, format_task_mark
from wargame.rules.text.rule_text import end_sentence

# Moments


def format_moment_choice(moments: int, most: int, bookmarked: int) -> str:
    """Return which decisions are looked at, and why these; ``most`` is how many there is time for."""
    if not moments:
        return fill("Nothing was decided that moved anything.")
    if not bookmarked:
        return fill("No moment was bookmarked. These moved most, secret decisions included.")
    if bookmarked < moments:
        return fill("The moments that were bookmarked, and what moved most, secret decisions included.")
    if moments <= most:
        return fill("The moments that were bookmarked, in order.")
    return fill(
        "{n} moments were bookmarked. There is time for three to five: choose, and pass the rest by.", n=moments
    )


def format_decided(decision: Decision, *, announced: bool) -> str:
    """Return a decision as a sentence; what the facilitator did to go on is not ``announced``, but named by itself."""
    if announced:
        return end_sentence(format_decision(decision))
    match decision.verb:
        case "reveal":
            return fill("The plans are revealed.")
        case "close":
            return fill("The turn closes.")
        case "next":
            return fill("The next turn begins.")
    return end_sentence(format_actor(decision.name))


def format_headline(turn: int, line: int, title: str) -> str:
    """Return a moment in one line."""
    return fill("Turn {turn}, line {line}: {title}", turn=turn, line=line, title=title)


def format_bookmark(note: str) -> str:
    """Return what was written beside a bookmark."""
    return fill("Bookmarked: {note}", note=note)


def format_card_question(question: str) -> str:
    """Return a question that the card of the turn has for the room."""
    return fill("The card asks: {question}", question=question)


def format_attempted(title: str, because: str, *, hindsight: bool = False) -> str:
    """Return what was attempted, and why; ``hindsight``: the reason was written when the outcome was known."""
    if not because:
        return fill("Attempted: {title}", title=title)
    if hindsight:
        because = end_sentence(because)
        return fill("Attempted: {title} Because, written after the outcome: {because}", title=title, because=because)
    return fill("Attempted: {title} Because: {because}", title=title, because=end_sentence(because))


def format_happened(came: Iterable[str]) -> str:
    """Return what came of an attempt; ``came`` are sentences."""
    return fill("Happened: {came}", came=" ".join(came))


def format_happened_too(told: str) -> str:
    """Return what else happened with the same line."""
    return fill("Happened too: {told}", told=told)


def format_claim(where: str, stance: str, met: str, claim: str) -> str:
    """Return what a paper says; ``met`` is the title of the card or action that cites it."""
    match stance:
        case "reports":
            return fill("{where} (reported), on {met}: {claim}", where=where, met=met, claim=claim)
        case "rebuts":
            return fill("{where} (reported to argue against it), on {met}: {claim}", where=where, met=met, claim=claim)
    return fill("{where}, on {met}: {claim}", where=where, met=met, claim=claim)


# Ratings and observations


def format_overall(rating: str) -> str:
    """Return the rating of the whole."""
    meaning = format_rating_meaning(rating)
    return fill("Overall {rating}: {meaning} (the worst of its parts)", rating=rating, meaning=meaning)


def format_rated_part(rated: int, objectives: int) -> str:
    """Return that there is no rating of the whole yet, and how many objectives are rated."""
    return fill("Overall: not yet, {rated} of {objectives} rated", rated=rated, objectives=objectives)


def format_unrated() -> str:
    """Return that nothing is rated yet."""
    return fill("Nothing is rated yet. The whole is rated as its worst part.")


def format_nothing_to_rate() -> str:
    """Return that the scenario has nothing to rate."""
    return fill("This scenario has no learning objectives, so nothing can be rated.")


def format_scale(ratings: Iterable[str]) -> str:
    """Return what each rating means."""
    listed = (fill("{rating} {meaning}", rating=one, meaning=format_rating_meaning(one)) for one in ratings)
    return fill("{scale}.", scale="; ".join(listed))


def format_rating(rating: str, supported: str, lines: Sequence[int], because: str, *, is_above: bool) -> str:
    """Return how a learning objective was rated, on what evidence, and why.

    An empty ``rating`` stands for none. ``is_above``: it is better than the ``supported`` one, which is
    empty where nothing that was noted supports one.
    """
    if not rating:
        return fill("Rating: none yet; {support}.", support=format_support(supported))
    parts = [fill("Rating: {rating}, {meaning}.", rating=rating, meaning=format_rating_meaning(rating))]
    if lines:
        parts.append(
            fill_count("Evidence: line {lines}.", "Evidence: lines {lines}.", len(lines), lines=join_list(lines))
        )
    if because and is_above and supported:
        parts.append(fill("Above what was observed, because: {because}", because=end_sentence(because)))
    elif because and is_above:
        parts.append(fill("Nothing that was noted supports it; because: {because}", because=end_sentence(because)))
    elif because:
        parts.append(fill("Because: {because}", because=end_sentence(because)))
    return " ".join(parts)


MOST_LINES = 6
"""How many lines of decisions are named beside a critical task; of more, the last ones."""


def format_task(letter: str, mark: str, text: str, where: str) -> str:
    """Return a critical task with its mark; ``where`` says in which decisions it can be read, if it can."""
    said = fill("{letter}, {mark}: {task}", letter=letter, mark=format_task_mark(mark), task=end_sentence(text))
    return fill("{task} ({where})", task=said, where=where) if where else said


def format_task_lines(lines: Sequence[int], bare: int) -> str:
    """Return in which decisions with a reason a task can be read, and how many others have none."""
    if not lines:
        return fill_count("{n} decision, without a reason", "{n} decisions, without a reason", bare) if bare else fill(
            "no decision to read yet"
        )  # fmt: skip
    last = join_list(lines[-MOST_LINES:])
    if len(lines) > MOST_LINES:
        said = fill("read {n} lines, the last ones {lines}", n=len(lines), lines=last)
    else:
        said = fill_count("read line {lines}", "read lines {lines}", len(lines), lines=last)
    if not bare:
        return said
    return fill_count("{said}; {n} more has no reason", "{said}; {n} more have no reason", bare, said=said)


def format_level(letter: str, level: str, *, given: bool) -> str:
    """Return what a rating looks like for this objective; ``given``: it is the one that was given."""
    if given:
        return fill("{letter} (given): {level}", letter=letter, level=level)
    return fill("{letter}: {level}", letter=letter, level=level)


def format_earlier_rating(rating: str, turn: int, line: int) -> str:
    """Return that another rating was given before."""
    return fill("Rated {rating} before, in turn {turn}, line {line}.", rating=rating, turn=turn, line=line)


def format_observation(kind: str, turn: int, line: int, text: str, analysis: str, by: str = "") -> str:
    """Return an observation, with who made it, if not the facilitator, and the cause that was found for it, if any."""
    said = _format_observed(kind, turn, line, text or format_wordless())
    if by:
        said = fill("{observation} ({who})", observation=said, who=by)
    return fill("{observation} Why: {cause}", observation=said, cause=analysis) if analysis else said


def format_wordless() -> str:
    """Return what stands in place of the words of an observation that has none."""
    return fill("no words were written")


def _format_observed(kind: str, turn: int, line: int, text: str) -> str:
    match kind:
        case "strength":
            return fill("Strength, turn {turn}, line {line}: {text}", turn=turn, line=line, text=text)
        case "improvement":
            return fill("To improve, turn {turn}, line {line}: {text}", turn=turn, line=line, text=text)
    return fill("Noted, turn {turn}, line {line}: {text}", turn=turn, line=line, text=text)


def format_improvement(text: str, line: int, who: str = "") -> str:
    """Return what was to be improved, by the line at which it was said, and who said it, if that is known."""
    if who:
        return fill("{text} ({who}, line {line})", text=text, who=who, line=line)
    return fill("{text} (line {line})", text=text, line=line)


def format_report_state(*, final: bool) -> str:
    """Return whether the report is final."""
    if final:
        return fill("The report is final. Whatever is written now makes it a draft again.")
    return fill("The report is a draft.")


# Stages


def name_stage(stage: str) -> str:
    """Return the title of a stage of the debrief or of a step after them, by its id; the id of any other."""
    match stage:
        case "out-of-role":
            return fill("Out of role")
        case "what-happened":
            return fill("What happened")
        case "why":
            return fill("Why")
        case "plus-delta":
            return fill("Plus and delta")
        case "take-aways":
            return fill("Take-aways")
        case "ratings":
            return fill("Ratings")
        case "plan":
            return fill("Plan")
        case "details":
            return fill("Details")
    return stage


def describe_stage(stage: str) -> str:
    """Return the purpose of a stage, or of a step after them, in a sentence; empty for any other id."""
    match stage:
        case "out-of-role":
            return fill("The exercise is over: from now on names instead of roles.")
        case "what-happened":
            return fill("Three to five decisions, as they were. Facts first, no blame.")
        case "why":
            return fill("What people believed, what they tried, and what the papers say of it.")
        case "plus-delta":
            return fill("For each role: what to keep, and what to change.")
        case "take-aways":
            return fill("One sentence each. They go into the report.")
        case "ratings":
            return fill("How well was each learning objective met, and what shows it?")
        case "plan":
            return fill("Improvement plan: what the region should do otherwise, argued by whom, on what evidence.")
        case "details":
            return fill("What stands at the head of the report; then declare it final.")
    return ""
