"""Members of roles in words: how they stand now, and what they refuse while what holds."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.interval_text import format_interval
from wargame.phrases import fill, join_list, join_with_and
from wargame.rules.members import KnownMember
from wargame.rules.named import NamedBounds, NamedCondition


def format_member(member: KnownMember) -> str:
    """Return how a member stands: *Mexico: will 3 of 5 (+1 this turn), agrees. It refuses while its will is 1.*"""
    stands = _format_stand(member)
    when = format_vetoes(member)
    what = format_refused(member)
    if not when or not what:
        return stands
    if member.refuses:
        return fill("{stands} It refuses {what}.", stands=stands, what=what)
    return fill("{stands} It refuses while {when}.", stands=stands, when=when)


def format_members(members: Sequence[KnownMember]) -> str:
    """Return how members of a role stand, on one line: *United States 3, Mexico 0 (refuses)*; and when they refuse."""
    listed = join_list(_format_short_stand(member) for member in members)
    whens = {when for member in members if (when := format_vetoes(member)) and format_refused(member)}
    if len(whens) != 1:
        return fill("{members}.", members=listed)
    return fill("{members}; one refuses while {when}.", members=listed, when=whens.pop())


def _format_short_stand(member: KnownMember) -> str:
    places = {"member": member.member.name, "now": member.now}
    return fill("{member} {now} (refuses)", **places) if member.refuses else fill("{member} {now}", **places)


def _format_stand(member: KnownMember) -> str:
    places = {"member": member.member.name, "now": member.now, "high": member.high}
    by = member.now - member.before
    if not by:
        if member.refuses:
            return fill("{member}: will {now} of {high}, does not agree.", **places)
        return fill("{member}: will {now} of {high}, agrees.", **places)
    if member.refuses:
        return fill("{member}: will {now} of {high} ({by:+d} this turn), does not agree.", by=by, **places)
    return fill("{member}: will {now} of {high} ({by:+d} this turn), agrees.", by=by, **places)


def format_introduction(member: KnownMember) -> str:
    """Return who a member is, what it wants, and when it refuses what."""
    when, what = format_vetoes(member), format_refused(member)
    if not when or not what:
        return fill("{member}: {text}", member=member.member.name, text=member.text)
    return fill(
        "{member}: {text} While {when} it refuses {what}.",
        member=member.member.name,
        text=member.text,
        when=when,
        what=what,
    )


def format_refused(member: KnownMember) -> str:
    """Return what a member can refuse: *every action at Tijuana, and what needs it: Raid*; or nothing."""
    zones = join_with_and([zone.name for zone in member.zones])
    actions = join_list(action.name for action in member.actions)
    if zones and actions:
        return fill("every action at {zones}, and what needs it: {actions}", zones=zones, actions=actions)
    if zones:
        return fill("every action at {zones}", zones=zones)
    return fill("what needs it: {actions}", actions=actions) if actions else ""


def format_vetoes(member: KnownMember) -> str:
    """Return when a member refuses: *its will is 1 or less*; empty if it never does."""
    if member.vetoes is None:
        return ""
    if not member.vetoes.bounds and len(member.vetoes.either) == 1:  # a single group needs no brackets
        return fill(" or ").join(_format_condition(part, member.number) for part in member.vetoes.either[0])
    return _format_condition(member.vetoes, member.number)


def _format_condition(condition: NamedCondition, will: str) -> str:
    parts = [_format_bounds(bounds, will) for bounds in condition.bounds]
    for group in condition.either:
        ways = fill(" or ").join(_format_condition(part, will) for part in group)
        parts.append(fill("({conditions})", conditions=ways))
    return fill(" and ").join(parts)


def _format_bounds(bounds: NamedBounds, will: str) -> str:
    if bounds.number.truth:
        if bounds.low == 1:
            return fill("{flag}: yes", flag=bounds.number.label)
        return fill("{flag}: no", flag=bounds.number.label)
    interval = format_interval(bounds.low, bounds.high)
    if bounds.number.name == will:
        return fill("its will is {interval}", interval=interval)
    return fill("{number} {interval}", number=bounds.number.label, interval=interval)
