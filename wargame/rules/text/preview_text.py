"""What an offer would do, in the words that its role reads before it takes the offer."""

from __future__ import annotations

from collections.abc import Iterable

from wargame.phrases import fill, join_list
from wargame.rules.named import NamedChange, Where
from wargame.rules.offers import Offer
from wargame.rules.preview import LATER, OutcomeKind, Shift, Stake
from wargame.rules.text.rule_text import begin_sentence


def format_outcome(kind: OutcomeKind) -> str:
    """Return what an outcome is called, without a capital letter."""
    match kind:
        case OutcomeKind.HAPPENS:
            return fill("what happens")
        case OutcomeKind.SUCCESS:
            return fill("success")
        case OutcomeKind.FAILURE:
            return fill("failure")
        case OutcomeKind.AGREED:
            return fill("when agreed")
        case OutcomeKind.CLOSE:
            return fill("each close")
        case OutcomeKind.AFTER:
            return fill("at the close")
        case OutcomeKind.BREACH:
            return fill("if broken")
        case OutcomeKind.BROKEN:
            return fill("break off")
        case OutcomeKind.ARGUED:
            return fill("if it succeeds")


def format_outcome_odds(kind: OutcomeKind, chance: int) -> str:
    """Return what an outcome is called, with its chance in per cent, if dice decide: *success (58 %)*."""
    name = format_outcome(kind)
    return fill("{outcome} ({odds} %)", outcome=name, odds=chance) if chance else name


def format_shift_label(shift: Shift) -> str:
    """Return the name of a number that would change: *Violence*, *Control there*."""
    if shift.where is not Where.ZONE:
        return shift.number.label
    short = shift.number.short
    return fill("{number} there", number=begin_sentence(short))


def format_shift(shift: Shift) -> str:
    """Return the change of one number: *8 → 10*, *stays 8* at its limit, *-2* where the role cannot see it."""
    if shift.number.truth:
        return fill("yes") if shift.changes[-1].n else fill("no")
    if shift.before is None or shift.after is None:
        return join_list(_format_hidden(change) for change in shift.changes)
    if shift.before == shift.after:
        return fill("stays {value}", value=shift.before)
    return fill("{before} → {after}", before=shift.before, after=shift.after)


def format_outcome_shift(kind: OutcomeKind, shift: Shift) -> str:
    """Return the change of one number by an outcome; of one that may come again or never, by how much: *+1*."""
    if kind not in LATER or shift.number.truth:
        return format_shift(shift)
    return join_list(_format_hidden(change) for change in shift.changes)


def _format_hidden(change: NamedChange) -> str:
    return fill("to {value}", value=change.n) if change.sets else fill("{change:+d}", change=change.n)


def format_shifts(shifts: Iterable[Shift], kind: OutcomeKind = OutcomeKind.HAPPENS) -> str:
    """Return the changes of an outcome: *Violence 4 → 5; Revenue 3 → 2*."""
    return "; ".join(_format_named_shift(shift, kind) for shift in shifts)


def _format_named_shift(shift: Shift, kind: OutcomeKind = OutcomeKind.HAPPENS) -> str:
    return fill("{number} {change}", number=format_shift_label(shift), change=format_outcome_shift(kind, shift))


def format_stake(stake: Stake) -> str:
    """Return how the points of an objective would change: *+1.5*; *≈+1.5* where that is an estimate."""
    by = stake.after - stake.before
    return fill("{points:+.1f}", points=by) if stake.sure else fill("≈{points:+.1f}", points=by)


def format_stakes(stakes: Iterable[Stake]) -> str:
    """Return how the points of several objectives would change in all: *+1.5*; *same* if they would not."""
    by = sum(stake.after - stake.before for stake in stakes)
    return fill("{points:+.1f}", points=by) if by else fill("same")


def format_argument_preview(shifts: Iterable[Shift], stakes: Iterable[Stake]) -> str:
    """Return what an argument would do: *If it succeeds: Violence 4 → 5, Calm streets +1.0 points.*"""
    parts = [_format_named_shift(shift) for shift in shifts]
    parts += [
        fill("{objective} {points} points", objective=stake.objective.name, points=format_stake(stake))
        for stake in stakes
    ]
    return fill("If it succeeds: {changes}.", changes=join_list(parts))


def format_afterwards(kind: OutcomeKind, shifts: Iterable[Shift]) -> str:
    """Return what the close does after a success: *After a success, at the close: Michoacán: control 3 → 4.*

    Empty for an outcome of another kind.
    """
    if kind is not OutcomeKind.AFTER:
        return ""
    return fill("After a success, at the close: {changes}.", changes=format_shifts(shifts))


def format_nothing_moves() -> str:
    """Return the sentence for an offer that changes no number."""
    return fill("Nothing moves.")


def format_unsure() -> str:
    """Return what the mark ≈ before points means."""
    return fill("≈ rests on numbers you cannot see")


def format_duration(offer: Offer) -> str:
    """Return for how many turns an offer goes on; empty if it does not last."""
    if offer.effects is None or not offer.effects.lasts:
        return ""
    return fill("Goes on for {n} turns in all.", n=offer.effects.lasts)
