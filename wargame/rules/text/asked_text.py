"""What is asked now, and what the facilitator does next, in words inside a sentence."""

from __future__ import annotations

from wargame.phrases import fill


def format_asked(kind: str) -> str:
    """Return what roles are asked for, by the kind of choice: *the card asks*, *plans*; other kinds as they are."""
    match kind:
        case "respond":
            return fill("the card asks")
        case "deal" | "answer":
            return fill("deals")
        case "plan":
            return fill("plans")
        case "estimate":
            return fill("estimates")
        case "challenge":
            return fill("pros and cons")
        case "clarify":
            return fill("stand or withdraw")
    return kind


def format_next_step(kind: str) -> str:
    """Return the next step of the facilitator, by the kind of choice: *close the turn*; other kinds as they are."""
    match kind:
        case "assess":
            return fill("assess the argument")
        case "ruling":
            return fill("rule on the argument")
        case "begin":
            return fill("begin the exercise")
        case "reveal":
            return fill("reveal the plans")
        case "open":
            return fill("open the next plan")
        case "roll":
            return fill("roll the dice")
        case "move":
            return fill("show what it moves")
        case "close":
            return fill("close the turn")
        case "next":
            return fill("go on to the next turn")
    return kind
