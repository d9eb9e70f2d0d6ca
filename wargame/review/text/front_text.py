"""The sections before the appendices in words: brief, what mattered, overview, ratings, analysis and plan."""

from __future__ import annotations

from wargame.phrases import fill, fill_count, join_clauses
from wargame.review.text.code_text import name_ending
from wargame.review.text.number_text import format_rating
from wargame.rules.text.rating_text import format_rating_meaning
from wargame.rules.text.rule_text import end_sentence

# In brief


def format_ending(ending: str) -> str:
    """Return how the exercise ended, as a sentence."""
    return fill("{ending}.", ending=name_ending(ending))


def format_standing_now() -> str:
    """Return that the points and estimates of an exercise that goes on are not the last ones."""
    return fill("Points and estimates are those that stand now.")


def format_objective(title: str, *, secret: bool) -> str:
    """Return the title of an objective, and whether it is secret."""
    return fill("{objective} (secret)", objective=title) if secret else title


def format_points_unit(most: str) -> str:
    """Return what stands after a role's points: the ``most`` there could be; an empty one stands for no limit."""
    return fill("of {most} points", most=most) if most else fill("points")


def title_branch() -> str:
    """Return the heading above the session that this one is a branch of."""
    return fill("A branch of another session")


# What mattered most


def format_method(bots: str, pairs: int) -> str:
    """Return how it was measured what mattered, by which bots, over how many pairs of playouts."""
    return fill_count(
        "Each decision was taken back and every alternative played on from there by bots ({bots}), over {n} pair of "
        "playouts with the same luck.",
        "Each decision was taken back and every alternative played on from there by bots ({bots}), over {n} pairs of "
        "playouts with the same luck.",
        pairs,
        bots=bots,
    )


def format_mattered_note() -> str:
    """Return how to read the chart of alternatives."""
    return fill("To the right of the line: the alternative would have served the role better.")


def format_mattered(who: str, decided: str, line: str, turn: int, compared: str) -> str:
    """Return a decision that mattered with its place; ``compared`` says what its alternative would have changed."""
    return fill(
        "{who} in turn {turn}: {decided} (line {line}). {compared}",
        who=who,
        decided=decided,
        turn=turn,
        line=line,
        compared=compared,
    )


def format_compared(other: str, points: str, share: str, *, more: bool, sure: bool) -> str:
    """Return what the alternative that promised most changed in the playouts, and whether that may be luck.

    ``points`` is the mean difference without its sign, ``share`` the part of pairs that end otherwise.
    """
    if more:
        said = fill(
            "With {other} instead, bots got {points} points more for the role on average, and {share} of the exercises "
            "ended otherwise.",
            other=other,
            points=points,
            share=share,
        )
    else:
        said = fill(
            "No alternative promised more: with {other} instead, bots got {points} points fewer for the role on "
            "average, and {share} of the exercises ended otherwise.",
            other=other,
            points=points,
            share=share,
        )
    if sure:
        return said
    return fill(
        "{compared} That may be luck.",
        compared=said,
    )


def format_more_decisions(count: int) -> str:
    """Return where the figures of all decisions are."""
    return fill("The figures of all {count} decisions are in the report as JSON.", count=count)


def format_interval(low: str, high: str) -> str:
    """Return the ends of an interval."""
    return fill("{low} to {high}", low=low, high=high)


# Overview


def name_facts() -> dict[str, str]:
    """Return the names of the facts about an exercise, by their field, in the order in which they are listed."""
    return {
        "exercise": fill("Exercise"),
        "session": fill("Session"),
        "dates": fill("Dates"),
        "scope": fill("Scope"),
        "length": fill("Length"),
        "course": fill("Course"),
        "sponsor": fill("Sponsor"),
        "contact": fill("Point of contact"),
        "status": fill("Status"),
        "file": fill("Session file"),
    }


def format_played(length: str, played: int, turns: int) -> str:
    """Return how many turns of a length were played."""
    return fill_count(
        "{length}: {played} of {n} turn played", "{length}: {played} of {n} turns played", turns, length=length,
        played=played,
    )  # fmt: skip


def format_status(*, final: bool) -> str:
    """Return whether a report is final."""
    return fill("Final") if final else fill("Draft")


def format_file(file: str, faith: str) -> str:
    """Return the name of the session file, and what `verify` says of it."""
    return fill("{file}: {faith}", file=file, faith=faith)


def title_scenario() -> str:
    """Return the heading above the summary of the scenario."""
    return fill("Scenario")


def title_objectives() -> str:
    """Return the heading above the learning objectives."""
    return fill("Objectives")


def title_participants() -> str:
    """Return the heading above those who took part."""
    return fill("Participants")


def format_read_in_part(missing: str) -> str:
    """Return that not all of the file could be read, and what could not."""
    return fill("Read in part: {missing}.", missing=missing)


# Ratings


def format_nothing_to_rate() -> str:
    """Return that there is nothing to rate."""
    return fill("The scenario states no objectives, so there is nothing to rate.")


def lead_overall() -> str:
    """Return the words before the rating of the whole."""
    return fill("In all, by the worst case:")


def format_overall(rating: str) -> str:
    """Return the rating of the whole."""
    return fill("{rating}.", rating=format_rating(rating))


def format_rated_part(rated: int, objectives: int) -> str:
    """Return that there is no rating of the whole yet, and how many objectives are rated."""
    return fill("not yet: {rated} of {objectives} rated.", rated=rated, objectives=objectives)


def format_tasks_done(done: int, tasks: int) -> str:
    """Return how many of the critical tasks of an objective were done."""
    return fill("{done} of {tasks}", done=done, tasks=tasks)


def format_rated_before(rating: str, line: str) -> str:
    """Return that an objective was rated otherwise before, in short."""
    return fill("Before: {rating} (line {line})", rating=rating, line=line)


def format_earlier_rating(rating: str, turn: int, line: str) -> str:
    """Return that an objective was rated otherwise before."""
    return fill(
        "Rated {rating} before ({meaning}), in turn {turn}, line {line}; the last rating counts.",
        rating=rating,
        meaning=format_rating_meaning(rating),
        turn=turn,
        line=line,
    )


def format_levels_place(section: str) -> str:
    """Return where the tasks and levels of the objectives stand in full."""
    return fill("Each task, and what each rating looks like here, stands in the appendix {section}.", section=section)


def format_no_levels() -> str:
    """Return that the content of a session does not say what ratings rest on."""
    return fill("The scenario of this session states neither critical tasks nor levels.")


def format_scale() -> str:
    """Return what the letters of the ratings mean."""
    return fill(
        "P: performed without challenges. S: with some challenges. M: with major challenges. U: unable to be performed."
    )


# Analysis


def title_kinds() -> dict[str, str]:
    """Return the headings above observations, by their kind, in the order in which the kinds are listed."""
    return {"strength": fill("Strengths"), "improvement": fill("Areas for improvement"), "note": fill("Notes")}


def title_unbound() -> str:
    """Return the heading above observations that belong to no objective."""
    return fill("Observations tied to no objective")


def format_nothing_noted(*, everywhere: bool) -> str:
    """Return that nothing was noted on any objective, or on those that are not listed."""
    if everywhere:
        return fill("Nothing was noted on any objective.")
    return fill("Nothing was noted on the other objectives.")


def format_nothing_noted_at_all() -> str:
    """Return that nothing was noted on any objective, and when notes can be made."""
    return fill(
        "Nothing was noted on any objective. Notes can be made in play and after it, each for the objective it "
        "belongs to."
    )


def format_nothing_noted_on(objectives: int) -> str:
    """Return on how many other objectives nothing was noted."""
    return fill_count(
        "Nothing was noted on {n} other objective.", "Nothing was noted on {n} other objectives.", objectives
    )


def format_doubt() -> str:
    """Return the question about something to improve that reads like a strength."""
    return fill("Filed as something to improve, and reads like a strength: which is it?")


def format_observation(
    text: str, about: str, reference: str, analysis: str, turn: int, line: int, by: str = "", *, doubted: bool = False
) -> str:
    """Return an observation with what it is about, what the decision before it cites, its analysis and its place.

    ``by`` is who made it; empty for the facilitator.
    """
    parts = [end_sentence(text)]
    if about:
        parts.append(fill("About: {about}.", about=about))
    if reference:
        parts.append(fill("Reference: {reference}.", reference=reference))
    if analysis:
        parts.append(fill("Analysis: {analysis}", analysis=end_sentence(analysis)))
    if doubted:
        parts.append(format_doubt())
    if by:
        parts.append(fill("({who}, turn {turn}, line {line})", who=by, turn=turn, line=line))
    else:
        parts.append(fill("(turn {turn}, line {line})", turn=turn, line=line))
    return " ".join(parts)


def lead_analysis() -> str:
    """Return the word before the analysis of an observation."""
    return fill("Why:")


def format_observation_place(kind: str, turn: int, line: int, about: str, reference: str, by: str = "") -> str:
    """Return what kind of observation it is, where, what it is about, what the decision before it cites, and whose."""
    match kind:
        case "strength":
            place = fill("Strength, turn {turn}, line {line}", turn=turn, line=line)
        case "improvement":
            place = fill("Area for improvement, turn {turn}, line {line}", turn=turn, line=line)
        case _:
            place = fill("Note, turn {turn}, line {line}", turn=turn, line=line)
    listed = [place]
    listed += [fill("by {who}", who=by)] if by else []
    listed += [fill("about {about}", about=about)] if about else []
    listed += [fill("on {reference}", reference=reference)] if reference else []
    return join_clauses(listed)


# Improvement plan


def format_no_recommendation() -> str:
    """Return that no recommendation was recorded."""
    return fill("No recommendation was recorded.")
