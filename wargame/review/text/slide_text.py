"""The slides of a report and of a course in words: titles that say what was found, points, what stands at the foot."""

from __future__ import annotations

from wargame.phrases import fill, fill_count

# At the foot


def format_foot(exercise: str, session: str) -> str:
    """Return from which exercise and session a slide is."""
    return fill("{exercise}: {session}", exercise=exercise, session=session)


def format_draft_foot(foot: str) -> str:
    """Return the foot of a slide of a report that is not final."""
    return fill("{foot} (draft)", foot=foot)


# What happened


def format_ended(ending: str, turns: int) -> str:
    """Return how an exercise ended, and after how many turns."""
    return fill_count("{ending}, after {n} turn", "{ending}, after {n} turns", turns, ending=ending)


def format_goes_on(played: int, turns: int) -> str:
    """Return that an exercise is not over, and how far it is."""
    return fill_count("Not over yet: {played} of {n} turn played", "Not over yet: {played} of {n} turns played", turns,
                      played=played)  # fmt: skip


def label_bar(who: str, points: str) -> str:
    """Return the label of the bar with a role's points."""
    return fill("{who}: {points}", who=who, points=points)


def format_question(question: str, verdict: str) -> str:
    """Return the question of the scenario and whether it came true."""
    return fill("{question} {verdict}", question=question, verdict=verdict)


# What mattered


def format_mattered_most(who: str, decided: str, turn: int) -> str:
    """Return which decision mattered most."""
    return fill("{who} in turn {turn}: “{decided}” mattered most", who=who, decided=decided, turn=turn)


def format_moved_most(who: str, decided: str, turn: int) -> str:
    """Return which decision moved most points at once."""
    return fill("{who} in turn {turn}: “{decided}” moved most points at once", who=who, decided=decided, turn=turn)


def format_nothing_moved() -> str:
    """Return that no decision moved points at once."""
    return fill("No decision moved points at once")


def format_decided_in(who: str, turn: int, decided: str, came: str) -> str:
    """Return a decision with its turn and what came of it."""
    return fill("{who}, turn {turn}: {decided}. {came}", who=who, turn=turn, decided=decided, came=came)


def format_instead(other: str, points: str) -> str:
    """Return what bots got for the role with an alternative; ``points`` has its sign."""
    return fill("With {other} instead: {points} points.", other=other, points=points)


def format_at_once(effects: str) -> str:
    """Return what a decision changed at once in the points of roles."""
    return fill("{effects}.", effects=effects)


def format_decision_note(decision: str, because: str, instead: str, lines: str) -> str:
    """Return what the speaker can say of a decision: its reason, its alternatives, where it stands."""
    parts = [fill("{decision} ({lines}).", decision=decision, lines=lines)]
    parts += [fill("Why: {because}", because=because)] if because else []
    parts += [fill("Instead of: {instead}.", instead=instead)] if instead else []
    return "\n".join(parts)


def format_ask_mattered() -> str:
    """Return the question to the class about what mattered."""
    return fill("Ask before you show it: which decision would you take back, and what would have come instead?")


# Claims


def format_tested_claim(claim: str, pro: int, con: int) -> str:
    """Return the claim on which most was decided, and on which side."""
    said = fill_count("“{claim}”: {n} decision for it", "“{claim}”: {n} decisions for it", pro, claim=claim)
    return fill("{said}, {n} against", said=said, n=con)


def format_untested() -> str:
    """Return that no decision bears on a claim."""
    return fill("No decision here spoke for or against what the papers claim")


def format_no_claims() -> str:
    """Return that the content of an old exercise states no claims."""
    return fill("What the papers claim was no part of this exercise yet: ask it yourselves")


def title_sides() -> tuple[str, str, str]:
    """Return the heads of the table of claims."""
    return fill("Claim"), fill("For it"), fill("Against")


def name_claim(title: str, document: str) -> str:
    """Return a claim with its document."""
    return fill("{claim} ({document})", claim=title, document=document)


def format_ask_claim() -> str:
    """Return the question to a class whose exercise cites no document."""
    return fill("Which claim of a paper did this exercise put to the test?")


# Estimates


def format_nearest(verdict: str, who: str, first: str, last: str) -> str:
    """Return the verdict on the question, and whose estimates came nearest."""
    return fill("{verdict} {who} came nearest: {first} at first, {last} at last", verdict=verdict, who=who,
                first=first, last=last)  # fmt: skip


def format_alike(verdict: str) -> str:
    """Return the verdict on the question, and that estimates came equally near."""
    return fill("{verdict} All estimates came equally near", verdict=verdict)


def format_still_open(low: str, high: str) -> str:
    """Return between what the last estimates of an open question lie."""
    return fill("Still open: the last estimates lie between {low} and {high}", low=low, high=high)


def format_unestimated(verdict: str) -> str:
    """Return the verdict on the question, and that nobody estimated it."""
    return fill("{verdict} Nobody had said how likely it was", verdict=verdict)


def format_no_question() -> str:
    """Return that the scenario asks no question."""
    return fill("This scenario asks nothing that could be estimated")


def format_asked(question: str) -> str:
    """Return the question that was estimated."""
    return fill("How likely is it? {question}", question=question)


# Take-aways


def format_said(text: str) -> str:
    """Return what somebody said, in quotation marks."""
    return fill("“{text}”", text=text)


def format_recommended(text: str) -> str:
    """Return a recommendation of the class."""
    return fill("Recommended: {text}", text=text)


def format_nothing_taken() -> str:
    """Return that no take-away was written down."""
    return fill("What do we take away? Nothing is written down yet")


# A course


def format_course_ended(ending: str, times: int, sessions: int) -> str:
    """Return which ending came most often."""
    return fill_count("“{ending}” came {times} times in {n} session", "“{ending}” came {times} times in {n} sessions",
                      sessions, ending=ending, times=times)  # fmt: skip


def format_course_endings(sessions: int) -> str:
    """Return that every session ended in another way."""
    return fill_count(
        "{n} session, which ended in its own way", "{n} sessions, and each ended in another way", sessions
    )


def title_course_sessions() -> tuple[str, str, str]:
    """Return the heads of the table of sessions."""
    return fill("No."), fill("Session"), fill("Ending")


def format_more_sessions(count: int) -> str:
    """Return how many sessions are not listed."""
    return fill_count("and {n} more", "and {n} more", count)


def format_differed_most(what: str, low: str, high: str) -> str:
    """Return on which number sessions differ most."""
    return fill("{what} differed most: from {low} to {high}", what=what, low=low, high=high)


def format_difference(what: str, low: str, lowest: str, high: str, highest: str) -> str:
    """Return a number on which sessions differ, with its ends and the numbers of their sessions."""
    return fill("{what}: from {low} (session {lowest}) to {high} (session {highest})", what=what, low=low,
                lowest=lowest, high=high, highest=highest)  # fmt: skip


def format_no_difference() -> str:
    """Return that there are no two sessions to compare."""
    return fill("No two finished sessions of one scenario: each stands for itself")


def format_how_to_compare() -> str:
    """Return what it takes to compare sessions."""
    return fill("To compare, let two classes play one scenario.")


def format_course_moved(who: str, first: str, last: str) -> str:
    """Return whose estimates moved most between the first and the last round, on average."""
    return fill("{who} moved most: on average from {first} to {last}", who=who, first=first, last=last)


def title_course_estimates() -> tuple[str, str, str]:
    """Return the heads of the table of estimates."""
    return fill("Role"), fill("First, on average"), fill("Last, on average")


def format_course_unestimated() -> str:
    """Return that nobody estimated in two rounds."""
    return fill("Nobody estimated a question twice")
