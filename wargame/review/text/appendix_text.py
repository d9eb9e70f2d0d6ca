"""The appendices of a report in words: what stands above, below and in the cells of their tables."""

from __future__ import annotations

from wargame.phrases import fill, fill_count, join_clauses, join_list
from wargame.review.text.code_text import name_plan

# The timeline


def name_decision_facts() -> dict[str, str]:
    """Return the names of the facts about a decision, by their field, in the order in which they are listed."""
    return {
        "line": fill("Line"),
        "undone": fill("Undone"),
        "because": fill("Why"),
        "amended": fill("Why, put better later"),
        "hindsight": fill("Written after the outcome"),
        "alternatives": fill("Instead of"),
        "happened": fill("What happened"),
        "dice": fill("Dice"),
        "changes": fill("What it changed"),
        "effect": fill("Points at once"),
        "bookmark": fill("Bookmarked"),
    }


def format_handout(card: str, text: str) -> str:
    """Return with which card a handout came, and what is on it."""
    return fill("Handout of the card {card}. {text}", card=card, text=text)


def format_no_picture(file: str) -> str:
    """Return that a handout is not shown in a document of this kind, and how to see it."""
    return fill("(This document cannot show {file}: `wargame handout` opens it beside the session.)", file=file)


def format_timeline_intro() -> str:
    """Return what the timeline of a page shows."""
    return fill(
        "Every decision in the order it was taken: who decided, in their own words why, instead of what, how long it "
        "took, and what it changed. Points at once are what its own changes were worth to each role there and then, by "
        "the objectives of that role, before others made something of them."
    )


def format_effects_note() -> str:
    """Return how to read the chart of what decisions were worth."""
    return fill(
        "Points for each role as the changes happened, in the order of play. A filled bar is the deciding role's own; "
        "an outline is what its decision was worth to another."
    )


def format_cited_decision(attempted: str, line: str) -> str:
    """Return a decision with its line."""
    return fill("{attempted} ({line})", attempted=attempted, line=line)


def title_turn(turn: int) -> str:
    """Return the heading of a turn in a page, or of what came before the first one."""
    return fill("Turn {turn}", turn=turn) if turn else fill("Before the first turn")


def format_line(line: int) -> str:
    """Return the number of a line beside what stands on it."""
    return fill("line {line}", line=line)


def format_hat(hat: str) -> str:
    """Return under which hat the facilitator decided."""
    match hat:
        case "owner":
            return fill("as owner")
        case "controller":
            return fill("as controller")
        case "white":
            return fill("as white cell")
    return fill("as {hat}", hat=hat)


def tag_undone() -> str:
    """Return the tag of a decision that does not stand."""
    return fill("undone")


def tag_bookmark() -> str:
    """Return the tag of a decision with a bookmark."""
    return fill("bookmark")


def lead_consequences() -> dict[str, str]:
    """Return the words before what belongs to a decision in a page, by its field."""
    return {
        "amended": fill("Put better later"),
        "hindsight": fill("Written after the outcome"),
        "bookmark": fill("Bookmarked"),
        "happened": fill("What came of it"),
        "changes": fill("Changed"),
        "effect": fill("Points at once"),
        "alternatives": fill("Instead of"),
    }


def format_changed(changes: str) -> str:
    """Return what a decision changed, as a sentence."""
    return fill("{changes}.", changes=changes)


def format_no_decisions() -> str:
    """Return that nothing was decided."""
    return fill("Nothing has been decided yet.")


# Tracks and cards


def format_tracks_note() -> str:
    """Return how to read the chart of tracks."""
    return fill(
        "Marks above a track are whoever raised it in that turn, marks below whoever lowered it; the line steps as the "
        "turn ends."
    )


def format_no_tracks() -> str:
    """Return that there are no tracks."""
    return fill("The scenario has no tracks.")


def format_range(low: int, high: int) -> str:
    """Return between which values a number lies."""
    return fill("({low} to {high})", low=low, high=high)


def name_everybody() -> str:
    """Return the name of all roles together, in a cell."""
    return fill("everybody")


def name_all() -> str:
    """Return the name of all roles together, at the beginning of a row."""
    return fill("Everybody")


def format_no_cards() -> str:
    """Return that no card has come."""
    return fill("No card has come yet.")


def format_card_source(deck: str, cites: str, line: int) -> str:
    """Return the deck of a card, what it cites, and on which line it came (0: on none)."""
    parts = [deck, cites, fill("line {line}", line=line) if line else ""]
    return fill("({sources})", sources=join_clauses(part for part in parts if part))


def format_planned(planned: str) -> str:
    """Return for when a card was planned."""
    return fill("(planned: {planned})", planned=name_plan(planned))


# Dice and estimates


def format_seed(seed: str) -> str:
    """Return the seed, and how a roll is read."""
    return fill(
        "The seed was {seed}. Two dice are added, and what helps or hinders; the target or more is a success.",
        seed=seed,
    )


def format_no_rolls() -> str:
    """Return that nothing was rolled."""
    return fill("Nothing has been rolled.")


def format_unseen(title: str) -> str:
    """Return what was rolled for where not everybody saw it."""
    return fill("{title} (unseen)", title=title)


def format_no_question() -> str:
    """Return that there is no question to estimate."""
    return fill("The scenario asks no standing question.")


def format_estimates_note() -> str:
    """Return how to read the chart of estimates."""
    return fill("Lines of the grid are where the words change, from almost no chance to almost certain.")


def format_later_reason(because: str, later: str, *, hindsight: bool) -> str:
    """Return the reason of an estimate, with one that was written beside it later."""
    if hindsight:
        return fill("{because}\nWritten after the outcome: {later}", because=because, later=later).strip()
    return fill("{because}\nPut better later: {later}", because=because, later=later).strip()


def format_brier_note() -> str:
    """Return what the Brier score is."""
    return fill(
        "The Brier score is the mean of (estimate − outcome)². 0 is best, 0.25 what always saying 50 % gets, 1 worst. "
        "A handful of estimates on one question says little of a person."
    )


# Even-handedness and time


def format_evenness_caveat() -> str:
    """Return what the figures on the facilitator's hand mean."""
    return fill("Uneven figures are a question to the facilitator, not an answer: a role may argue badly.")


def lead_hats() -> str:
    """Return the words above the list of hats."""
    return fill("Rulings and interventions, by the hat they were made under:")


def lead_hat(hat: str) -> str:
    """Return a hat as the report has it, before what was done under it."""
    match hat:
        case "owner":
            return fill("owner:")
        case "controller":
            return fill("controller:")
        case "white cell":
            return fill("white cell:")
    return fill("no hat named:")


def format_rulings(count: int) -> str:
    """Return how often the facilitator stepped in."""
    return fill_count("{n} ruling or intervention", "{n} rulings and interventions", count)


def format_no_rulings() -> str:
    """Return that the facilitator never stepped in."""
    return fill("The facilitator made no ruling and no intervention.")


def format_no_time() -> str:
    """Return that decisions took no time."""
    return fill("No time was taken: bots decide at once.")


# The map, the debrief, sources, the file


def format_no_map() -> str:
    """Return that there is no map."""
    return fill("The scenario has no map.")


def format_map_note() -> str:
    """Return how to read the chart of the map."""
    return fill("Start → end where a number has changed.")


def format_move(before: int, after: str) -> str:
    """Return from what to what a number went."""
    return fill("{before} → {after}", before=before, after=after)


def format_no_debrief() -> str:
    """Return that there was no debrief."""
    return fill("Nothing has been recorded in a debrief.")


def lead_speaker(name: str, kind: str) -> str:
    """Return who said something, and what ``kind`` of remark it is; either can be empty."""
    words = [word for word in (name, kind) if word]
    return fill("{speaker}:", speaker=join_list(words)) if words else ""


def format_nothing_cited() -> str:
    """Return that no document was cited in play."""
    return fill("Nothing cited was met in this exercise.")


def name_file_facts() -> tuple[str, ...]:
    """Return the names of the facts about the session file: its name, its digest, its faith, the program."""
    return fill("File"), fill("Head digest"), fill("Verified"), fill("Written by")


def format_digest_note() -> str:
    """Return what the digest proves, and what the file holds."""
    return fill(
        "The head digest vouches for every line: whoever changes one changes the digest. Compare it with the one shown "
        "when play ended. The file holds all secrets of the exercise and the names that were typed in."
    )
