"""Sentences on what happened that a student understands: *Scrutiny rose from 4 to 6: Interdict, roll 9 against 8.*

They are made from what `rules/explain.py` tells one viewer, and so hold nothing that the viewer may not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wargame.likelihood import compute_odds
from wargame.likelihood_text import format_likelihood
from wargame.phrases import fill, fill_count, join_list
from wargame.rules import model as rules
from wargame.rules.explain import join_moves
from wargame.rules.text.rule_text import end_sentence, format_member_refusal, join_title
from wargame.rules.told import (
    ArgumentWithdrawn,
    BrinkLeft,
    BrinkReached,
    CardAnnounced,
    CardAnswered,
    CardCame,
    Cause,
    CauseKind,
    DealEnded,
    DealMade,
    DealOffered,
    Ended,
    EstimateGiven,
    FlagSet,
    KnownRoll,
    MemberAgrees,
    MemberRefuses,
    Moved,
    MovedTogether,
    NumberShown,
    PlanMade,
    PlanOpened,
    PlanRevealed,
    QuietTurn,
    ResultHeld,
    ResultTurned,
    Rolled,
    SecretDrawn,
    Told,
    TurnBegan,
    list_moves,
)


def format_told(told: Told) -> str:
    """Return one thing that happened as a sentence."""
    return _SENTENCES[type(told)](told)


def format_each(told: Iterable[Told]) -> list[str]:
    """Return what happened as sentences, neighbouring moves that have one cause in one of them."""
    return [format_told(one) for one in join_moves(told)]


def list_came(told: Iterable[Told], viewer: str = rules.FACILITATOR) -> list[str]:
    """Return what came of a decision as sentences; one says so where ``viewer`` is told of nothing.

    Whoever does not see all numbers reads the same words whether or not a hidden one moved.
    """
    return format_each(told) or [_format_nothing_came(viewer)]


def _format_nothing_came(viewer: str) -> str:
    match viewer:
        case rules.FACILITATOR:
            return fill("Nothing changed by it.")
        case rules.OBSERVER:
            return fill("It moved nothing that all can see.")
    return fill("It moved nothing that you can see.")


def format_changes(told: Moved | MovedTogether) -> str:
    """Return which numbers moved, without their cause: *Grain rose from 5 to 7, Water fell from 3 to 2*."""
    return join_list(map(format_change, list_moves(told)))


def format_change(moved: Moved) -> str:
    """Return how one number moved, without its cause: *Grain rose from 5 to 7*."""
    if moved.after > moved.before:
        return fill(
            "{number} rose from {before} to {after}", number=moved.label, before=moved.before, after=moved.after
        )
    return fill("{number} fell from {before} to {after}", number=moved.label, before=moved.before, after=moved.after)


def find_changes(told: Told) -> tuple[int, int]:
    """Return the start and the end of `format_changes` in the sentence; (0, 0) where no number moved."""
    if not isinstance(told, (Moved, MovedTogether)):
        return 0, 0
    start = _fill_moves("\0", told.cause).index("\0")
    return start, start + len(format_changes(told))


def format_turn_heading(told: TurnBegan) -> str:
    """Return the beginning of a turn as a heading."""
    return fill("Turn {turn} of {turns}", turn=told.turn, turns=told.turns)


def format_roll(rolled: KnownRoll) -> str:
    """Return a roll with its bonus and target, where they are known: *4 + 5 = 9, +1, against 8*."""
    thrown = format_thrown(rolled)
    if not rolled.target:
        return thrown
    if not rolled.plus:
        return fill("{thrown}, against {target}", thrown=thrown, target=rolled.target)
    return fill("{thrown}, {plus:+d}, against {target}", thrown=thrown, plus=rolled.plus, target=rolled.target)


def format_thrown(rolled: KnownRoll) -> str:
    """Return what the dice showed: *4 + 5 = 9*, or *9* where only their sum is known."""
    if len(rolled.dice) == 1:
        return str(rolled.dice[0])
    one, two = rolled.dice
    return fill("{one} + {two} = {sum}", one=one, two=two, sum=one + two)


def format_unknown_odds(*, brief: bool = False) -> str:
    """Return what stands in the place of odds that rest on what the viewer does not see."""
    return fill("odds not public") if brief else fill("odds not known to all")


def list_dice_lines(rolled: KnownRoll, *, brief: bool = False) -> list[str]:
    """Return a roll line by line, fewer if ``brief``: *4 + 5 = 9*, *+1 makes 10*, *7 or more was needed*, *Success*.

    The last line is the outcome.
    """
    outcome = fill("Success") if rolled.success else fill("Failure")
    bare = format_thrown(rolled)
    if not rolled.target:
        return [bare, format_unknown_odds(brief=brief), outcome]
    plus, total, chance = rolled.plus, rolled.total, compute_odds(rolled.target - rolled.plus)
    if brief:
        if plus:
            bare = _format_total(rolled)
        return [bare, fill("{target} needed, {odds} %", target=rolled.target, odds=chance), outcome]
    added = [fill("{plus:+d} makes {total}", plus=plus, total=total)] if plus else []
    needed = fill("{target} or more was needed ({odds} %)", target=rolled.target, odds=chance)
    return [bare, *added, needed, outcome]


def _format_total(rolled: KnownRoll) -> str:
    if len(rolled.dice) == 1:
        return fill("{sum}, {plus:+d} = {total}", sum=rolled.dice[0], plus=rolled.plus, total=rolled.total)
    one, two = rolled.dice
    return fill("{one} + {two}, {plus:+d} = {total}", one=one, two=two, plus=rolled.plus, total=rolled.total)


def format_roll_total(rolled: KnownRoll) -> str:
    """Return what a roll came to, with its target where it is known: *10 against 8*."""
    if not rolled.target:
        return str(rolled.total)
    return fill("{total} against {target}", total=rolled.total, target=rolled.target)


def format_outcome(success: bool) -> str:
    """Return in a word whether a check succeeded."""
    return fill("success") if success else fill("failure")


def list_roll_purpose(rolled: Rolled) -> tuple[str, ...]:
    """Return what the dice of a check were rolled for: the role, if one acts, and the rule."""
    if not rolled.title:
        return (fill("The argument"),)
    return (rolled.name, rolled.title) if rolled.name else (rolled.title,)


def format_cause(cause: Cause | None) -> str:
    """Return the cause of a change in words; empty for none."""
    if cause is None:
        return ""
    match cause.kind:
        case CauseKind.COST:
            return fill("the cost of {plan}", plan=cause.title)
        case CauseKind.LASTING:
            return fill("{plan}, still at work", plan=cause.title)
        case CauseKind.BROKEN:
            return fill("{deal} was broken", deal=cause.title)
        case CauseKind.ARGUMENT:
            return fill("the argument")
        case CauseKind.RULING:
            return fill("the facilitator's ruling")
        case CauseKind.OVERRULE:
            return fill("the result was overruled")
        case CauseKind.SET:
            return fill("set by the facilitator")
        case CauseKind.UNKNOWN:
            return fill("cause unknown")
    if cause.roll is None:
        return cause.title
    return fill("{plan}, roll {roll}", plan=cause.title, roll=format_roll_total(cause.roll))


# One function for each class


def _format_moves(told: Moved | MovedTogether) -> str:
    return _fill_moves(format_changes(told), told.cause)


def _fill_moves(changes: str, cause: Cause | None) -> str:
    if cause is None:
        return fill("{changes}.", changes=changes)
    return fill("{changes}: {cause}.", changes=changes, cause=format_cause(cause))


def _format_flag(told: FlagSet) -> str:
    if told.cause is None:
        return (
            fill("{flag}: now so.", flag=told.label) if told.holds else fill("{flag}: no longer so.", flag=told.label)
        )
    cause = format_cause(told.cause)
    if told.holds:
        return fill("{flag}: now so ({cause}).", flag=told.label, cause=cause)
    return fill("{flag}: no longer so ({cause}).", flag=told.label, cause=cause)


def _format_plan_made(told: PlanMade) -> str:
    if told.words:
        return fill("{who} argues: {words}.", who=told.name, words=told.words)
    if told.mine:
        return fill("You plan: {plan}.", plan=told.title) if told.rule else fill("You plan: an argument.")
    if told.rule:
        return fill("{who} plans: {plan}.", who=told.name, plan=told.title)
    return fill("{who} plans: an argument.", who=told.name)


def _format_plan_revealed(told: PlanRevealed) -> str:
    if told.words:
        return fill("{who} argues: {words}.", who=told.name, words=told.words)
    if told.rule:
        return fill("{who}: {plan}.", who=told.name, plan=told.title)
    return fill("{who}: an argument.", who=told.name)


def _format_plan_opened(told: PlanOpened) -> str:
    if told.words:
        return fill("{who} argues: {words}.", who=told.name, words=told.words)
    if not told.rule:
        return fill("{who}: an argument.", who=told.name)
    if not told.checked:
        return fill("{who}: {plan}. No dice decide about it.", who=told.name, plan=told.title)
    if told.odds is None:
        unknown = format_unknown_odds()
        return fill("{who}: {plan}. Two dice decide about it ({odds}).", who=told.name, plan=told.title, odds=unknown)
    places = {"who": told.name, "plan": told.title, "target": told.target, "odds": told.odds}
    if not told.plus:
        return fill("{who}: {plan}. {target} or more on two dice ({odds} %).", **places)
    return fill("{who}: {plan}. {target} or more on two dice, {plus:+d} ({odds} %).", plus=told.plus, **places)


def _format_rolled(told: Rolled) -> str:
    purpose = fill(": ").join(list_roll_purpose(told))
    roll, outcome = format_roll(told.roll), format_outcome(told.roll.success)
    if told.odds is None and told.roll.target:
        return fill("{purpose} is rolled: {roll}: {outcome}.", purpose=purpose, roll=roll, outcome=outcome)
    odds = fill("{odds} %", odds=told.odds) if told.odds is not None else format_unknown_odds()
    return fill(
        "{purpose} is rolled ({odds}): {roll}: {outcome}.", purpose=purpose, odds=odds, roll=roll, outcome=outcome
    )


def _format_turned(told: ResultTurned) -> str:
    if told.checked:
        now = fill("now a success") if told.success else fill("now a failure")
    else:
        now = fill("now done") if told.success else fill("now undone")
    what = told.title if told.rule else fill("The argument ({who})", who=told.name)
    return fill("{result}, by the facilitator's ruling.", result=join_title(what, now))


def _format_deal_made(told: DealMade) -> str:
    if len(told.between) == 1:
        return fill("A deal stands between {one}: {deal}.", one=told.between[0], deal=told.title)
    one, other = told.between
    return fill("A deal stands between {one} and {other}: {deal}.", one=one, other=other, deal=told.title)


def _format_secret(told: SecretDrawn) -> str:
    title = end_sentence(told.title)
    if told.mine:
        return fill("Your secret objective: {title} {text}", title=title, text=told.text)
    return fill("{who}'s secret objective: {title} {text}", who=told.name, title=title, text=told.text)


def _format_brink(told: BrinkReached) -> str:
    return format_brink(told.title, told.more, last=told.last)


def format_brink(ending: str, closes: int, *, last: bool) -> str:
    """Return how near an ending is, by its title: *On the brink: ... One more close like this ends the exercise.*

    ``last``: the next close ends the exercise in any case.
    """
    if last:
        return fill(
            "On the brink: {ending} If it is so again at the next close, the last one, the exercise ends so.",
            ending=end_sentence(ending),
        )
    return fill_count(
        "On the brink: {ending} One more close like this ends the exercise.",
        "On the brink: {ending} {n} more closes like this end the exercise.",
        closes,
        ending=end_sentence(ending),
    )


_SENTENCES: dict[type[Told], Callable[[Any], str]] = {
    Moved: _format_moves,
    MovedTogether: _format_moves,
    FlagSet: _format_flag,
    TurnBegan: lambda told: fill("Turn {turn} of {turns}.", turn=told.turn, turns=told.turns),
    QuietTurn: lambda told: fill("A quiet turn: no card comes."),
    CardCame: lambda told: fill("Card: {card}.", card=told.title),
    CardAnnounced: lambda told: fill("Next card: {card}.", card=told.title),
    CardAnswered: lambda told: fill("{who} answers: {answer}.", who=told.name, answer=told.title),
    PlanMade: _format_plan_made,
    PlanRevealed: _format_plan_revealed,
    PlanOpened: _format_plan_opened,
    Rolled: _format_rolled,
    ResultHeld: lambda told: fill("{who} cannot pay for its plan, and holds.", who=told.name),
    ArgumentWithdrawn: lambda told: fill("{who} withdraws its argument: nothing happens.", who=told.name),
    ResultTurned: _format_turned,
    DealOffered: lambda told: fill("On the table: {deal}.", deal=told.title),
    DealMade: _format_deal_made,
    DealEnded: lambda told: fill("The deal is over: {deal}.", deal=told.title),
    SecretDrawn: _format_secret,
    BrinkReached: _format_brink,
    BrinkLeft: lambda told: fill("Back from the brink. No longer near: {ending}.", ending=told.title),
    Ended: lambda told: fill("The exercise ends: {ending}.", ending=told.title),
    NumberShown: lambda told: fill("{number} is now known to all.", number=told.label),
    EstimateGiven: lambda told: fill(
        "Your estimate: {percent} % ({likelihood}).", percent=told.percent, likelihood=format_likelihood(told.percent)
    ),
    MemberRefuses: lambda told: fill("{refusal}.", refusal=format_member_refusal(told.refusal)),
    MemberAgrees: lambda told: fill("{member} agrees again.", member=told.name),
}
