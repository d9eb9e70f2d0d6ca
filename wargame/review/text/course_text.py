"""A course in words: its headings, its sentences, the cells of its tables, and its charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wargame.phrases import fill, fill_count, join_clauses, join_list
from wargame.review.text.chart_text import ChartText
from wargame.review.text.number_text import NONE, format_number

# Headings


def format_title(sessions: int, scenarios: Iterable[str]) -> str:
    """Return the title of a course: how many sessions it has, and of which scenarios."""
    return fill_count(
        "A course of {n} session: {scenarios}",
        "A course of {n} sessions: {scenarios}",
        sessions,
        scenarios=join_list(scenarios),
    )


def title_together(scenario: str) -> str:
    """Return the heading above what sessions have in common; the scenario is empty where there is only one."""
    return fill("Together: {scenario}", scenario=scenario) if scenario else fill("Together")


def title_differences(scenario: str) -> str:
    """Return the heading above where sessions differ; the scenario is empty where there is only one."""
    return fill("Where classes differ: {scenario}", scenario=scenario) if scenario else fill("Where classes differ")


def title_sessions() -> str:
    """Return the heading above the sessions one by one."""
    return fill("Session by session")


def title_left_out() -> str:
    """Return the heading above the files that were left out."""
    return fill("Files left out")


def title_parts() -> str:
    """Return the heading above the sessions that could be read in part."""
    return fill("Read in part")


# What to be careful of


def format_alone(sessions: str) -> str:
    """Return which sessions have no other of their scenario."""
    return fill(
        "Nothing can be compared with session {sessions}, the only finished one of its scenario.", sessions=sessions
    )


def format_open(sessions: str) -> str:
    """Return which sessions are not over."""
    return fill(
        "Not over yet: session {sessions}. In no average; what stands here may not be known at the table.",
        sessions=sessions,
    )


def format_few(sessions: int) -> str:
    """Return that there are too few sessions for averages."""
    return fill_count(
        "{n} session cannot say what would happen in others: luck alone moves every number here. Read the decisions "
        "and their reasons first.",
        "{n} sessions cannot say what would happen in others: luck alone moves every number here. Read the decisions "
        "and their reasons first.",
        sessions,
    )


def name_facts() -> tuple[str, ...]:
    """Return the names of the facts about a course, in their order."""
    return (
        fill("Sessions"),
        fill("People"),
        fill("From, to"),
        fill("Files left out"),
        fill("Read in part"),
        fill("Branches of another"),
    )


# Deals, the question, ratings


def format_no_deals() -> str:
    """Return that no deal was struck."""
    return fill("No deal was struck in any session.")


def format_partners(among: Sequence[str]) -> str:
    """Return between which roles a deal was struck, or within which one."""
    if not among:
        return NONE
    if len(among) == 1:
        return fill("within {who}", who=among[0])
    whole, *others = among
    for other in others:
        whole = fill("{one} and {other}", one=whole, other=other)
    return whole


def format_truth(value: bool | None) -> str:
    """Return *yes* or *no*; *open* for None."""
    if value is None:
        return fill("open")
    return fill("yes") if value else fill("no")


def format_came_true(times: int, sessions: int) -> str:
    """Return in how many sessions the question came true."""
    return fill_count(
        "It came true in {times} of {n} session.", "It came true in {times} of {n} sessions.", sessions, times=times
    )


def format_mean_percent(mean: str) -> str:
    """Return a mean in per cent."""
    return fill("{mean} %", mean=mean)


def format_overall(overall: str, ratings: Sequence[str]) -> str:
    """Return the rating of a whole session, or how many of its objectives are rated: *1 of 5 rated*."""
    rated = sum(map(bool, ratings))
    if overall or not rated:
        return overall or NONE
    return fill("{rated} of {objectives} rated", rated=rated, objectives=len(ratings))


def format_unrated() -> str:
    """Return that no objective was rated."""
    return fill("No session has rated its objectives yet.")


def name_group(group: str) -> str:
    """Return the name of a kind of action: that of the scenario, or of one of the two kinds that every scenario has."""
    match group:
        case "Other":
            return fill("Other")
        case "Arguments":
            return fill("Arguments")
    return group


# Files that are left out


def name_file(number: int) -> str:
    """Return how a file is called whose name may not be told."""
    return fill("file {number}", number=number)


def format_same_session(file: str) -> str:
    """Return that a session is there twice, in this file too; empty where its name may not be told."""
    return fill("the same as {file}", file=file) if file else fill("it is the same session as another one")


# Differences


def name_points(who: str) -> str:
    """Return the name of a role's points among other numbers."""
    return fill("Points of {who}", who=who)


def name_last_estimate(who: str) -> str:
    """Return the name of a role's last estimate among other numbers."""
    return fill("Last estimate of {who}, in %", who=who)


def name_times(who: str, group: str) -> str:
    """Return the name of how often a role chose a kind of action."""
    return fill("{who}: {group}, times", who=who, group=group)


def format_numbers(numbers: Iterable[int]) -> str:
    """Return the numbers of sessions."""
    return join_list(numbers)


def format_some_numbers(numbers: Sequence[int]) -> str:
    """Return up to six numbers of sessions; of more, the first five and how many are left."""
    if len(numbers) <= 6:
        return format_numbers(numbers)
    return fill("{numbers} and {n} more", numbers=format_numbers(numbers[:5]), n=len(numbers) - 5)


def format_end_values(values: Iterable[tuple[int, float]]) -> str:
    """Return the value of a number in each session."""
    return join_clauses(fill("{session}: {value}", session=no, value=format_number(value)) for no, value in values)


# Sessions


def format_session(name: str, file: str, *, branch: bool) -> str:
    """Return the name of a session with its file."""
    if branch:
        return fill("{session} ({file}), a branch", session=name, file=file)
    return fill("{session} ({file})", session=name, file=file)


def format_deal(form: str, turn: int, broken: int, ended: int, *, secret: bool) -> str:
    """Return a deal with the turn in which it was struck, and that in which it was broken or ended, or 0."""
    parts = [fill("{deal}, turn {turn}", deal=form, turn=turn)]
    parts += [fill("secret")] if secret else []
    if broken:
        parts.append(fill("broken in turn {turn}", turn=broken))
    elif ended:
        parts.append(fill("ended in turn {turn}", turn=ended))
    return join_list(parts)


def format_deals(deals: Iterable[str]) -> str:
    """Return the deals of a session, or that there were none."""
    return join_clauses(deals) or fill("none")


def format_scores(scores: Iterable[tuple[str, float]]) -> str:
    """Return the points of each role in a session."""
    return join_clauses(fill("{who} {points}", who=who, points=format_number(points)) for who, points in scores)


def format_estimates(estimates: Iterable[tuple[str, int, int | None]]) -> str:
    """Return the first and last estimate of each role in a session, or a dash for none."""
    return (
        join_clauses(
            fill("{who} {first} → {last} %", who=who, first=first, last=last) for who, first, last in estimates
        )
        or NONE
    )


def name_objective(number: int) -> str:
    """Return the short name of a learning objective."""
    return fill("Objective {number}", number=number)


def lead_objective(number: int) -> str:
    """Return the short name of a learning objective, before the objective itself."""
    return fill("Objective {number}:", number=number)


def lead_session(number: int) -> str:
    """Return the number of a session, before what is said of it."""
    return fill("Session {number}:", number=number)


# Charts


def describe_estimates(*, numbered: bool) -> ChartText:
    """Return the words of the chart of estimates; ``numbered``: with the numbers of the sessions."""
    alt = fill("How likely each role held the question to be, first and last, a line a session.")
    if numbered:
        alt = fill(
            "How likely each role held the question to be, first and last, a line a session; the number is the "
            "session's."
        )
    return ChartText(fill("Estimates before and after"), alt)


def label_first() -> str:
    """Return the label of first estimates."""
    return fill("first")


def label_last() -> str:
    """Return the label of last estimates."""
    return fill("last")


def describe_ends(numbers: int) -> ChartText:
    """Return the words of the chart of where sessions ended, with so many tracks and scores."""
    alt = fill(
        "Where {n} tracks and scores stood at the end of each session, each on its own scale, with the mean.",
        n=numbers,
    )
    return ChartText(fill("Where each session ended"), alt)


def label_track(name: str, low: float, high: float | None) -> str:
    """Return the label of a track with its range."""
    return fill("{track} ({low:g} to {high:g})", track=name, low=low, high=high)


def label_points(who: str, most: float) -> str:
    """Return the label of a role's points with the most there could be."""
    return fill("Points of {who} (of {most:g})", who=who, most=most)


def label_lowest() -> str:
    """Return the label of the low end of a scale."""
    return fill("lowest")


def label_highest() -> str:
    """Return the label of the high end of a scale."""
    return fill("highest")
