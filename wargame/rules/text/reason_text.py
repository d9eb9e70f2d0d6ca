"""Reasons in words: a sentence or two that a student could write."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wargame.phrases import fill, join_list
from wargame.rules.reasons import Reason, ReasonKind, When


def format_reasons(reasons: Iterable[Reason]) -> str:
    """Return reasons as sentences; an empty text for none."""
    return " ".join(_WORDS[one.kind](one) for one in reasons)


def _format_choice(title: str, zone: str) -> str:
    return fill("{choice} ({zone})", choice=title, zone=zone) if zone else title


def _format_odds(reason: Reason) -> str:
    match reason.when:
        case When.AT_ONCE:
            return fill("at once")
        case When.IF_KEPT:
            return fill("if they keep to it")
    chance = reason.chance
    if chance == 100:
        return fill("and it is certain")
    if chance >= 70:
        return fill("and {chance} % is good enough", chance=chance)
    if chance >= 50:
        return fill("and {chance} % is worth a try", chance=chance)
    return fill("though the chance is only {chance} %", chance=chance)


def _format_gain(reason: Reason) -> str:
    choice, odds = _format_choice(reason.title, reason.zone), _format_odds(reason)
    if not reason.number:
        return fill(
            "{choice} serves {objective}: it brings what we are after, {odds}.",
            choice=choice,
            objective=reason.aim,
            odds=odds,
        )
    return fill(
        "{choice} serves {objective}: {number} would go from {before} to {after}, {odds}.",
        choice=choice,
        objective=reason.aim,
        number=reason.number,
        before=reason.before,
        after=reason.after,
        odds=odds,
    )


def _format_opening(reason: Reason) -> str:
    choice, odds = _format_choice(reason.title, reason.zone), _format_odds(reason)
    action = _format_choice(reason.aim, reason.aim_zone)
    return fill("{choice} makes {action} possible, {odds}.", choice=choice, action=action, odds=odds)


def _format_better_odds(reason: Reason) -> str:
    choice, odds = _format_choice(reason.title, reason.zone), _format_odds(reason)
    action = _format_choice(reason.aim, reason.aim_zone)
    return fill("{choice} raises our odds for {action} later, {odds}.", choice=choice, action=action, odds=odds)


def _format_later_gain(reason: Reason) -> str:
    return fill(
        "{choice} brings {number} from {before} to {after}, which should pay in the turns to come, {odds}.",
        choice=_format_choice(reason.title, reason.zone),
        number=reason.number,
        before=reason.before,
        after=reason.after,
        odds=_format_odds(reason),
    )


def _format_cheap(reason: Reason) -> str:
    return fill(
        "{choice} costs us little, and everything else open to us now would cost more than it brings.",
        choice=_format_choice(reason.title, reason.zone),
    )


def _format_price(reason: Reason) -> str:
    price = join_list(fill("{number} {n}", number=number, n=n) for number, n in reason.price)
    return fill("{price} is a price we can pay.", price=price)


_WORDS: dict[ReasonKind, Callable[[Reason], str]] = {
    ReasonKind.BY_LOT: lambda r: fill(
        "Drawn by lot among {count} possibilities; there is no thought behind it.", count=r.count
    ),
    ReasonKind.HARDLY_LIKELY: lambda _: fill("Nothing we can see points that way, and little time is left for it."),
    ReasonKind.UNLIKELY: lambda _: fill(
        "It could still happen, but more would have to change than what we see changing."
    ),
    ReasonKind.EVEN: lambda _: fill("It could go either way; one roll may decide it."),
    ReasonKind.LIKELY: lambda _: fill("It is so already, or soon will be, unless somebody puts an end to it."),
    ReasonKind.SERVES: _format_gain,
    ReasonKind.OPENS: _format_opening,
    ReasonKind.RAISES_ODDS: _format_better_odds,
    ReasonKind.BRINGS: _format_later_gain,
    ReasonKind.GAMBLE: lambda r: fill("{choice} is a gamble.", choice=_format_choice(r.title, r.zone)),
    ReasonKind.CHEAP: _format_cheap,
    ReasonKind.PRICE: _format_price,
    ReasonKind.BREAKS: lambda r: fill("It breaks our word on {deal}, and we know it.", deal=r.title),
    ReasonKind.ESCAPES: lambda r: fill("It also takes us away from the edge: {ending} was near.", ending=r.title),
    ReasonKind.UNEXPECTED: lambda _: fill("It may not be our strongest choice, but nobody will expect it."),
    ReasonKind.FREE_HANDS: lambda _: fill(
        "There is something to be had, but we would rather keep our hands free this turn."
    ),
    ReasonKind.NOTHING_TO_OFFER: lambda _: fill(
        "What could be offered now would bring us less than it might cost later."
    ),
    ReasonKind.SPENT: lambda r: fill(
        "{deal} has given us what it can; to stand by it would now cost more than to end it.", deal=r.title
    ),
    ReasonKind.DEPENDENCE: lambda r: fill("{deal} would pay, but we do not want to depend on them.", deal=r.title),
    ReasonKind.TIES: lambda r: fill("{deal} would tie us to them for less than it may cost us later.", deal=r.title),
    ReasonKind.OTHER_TERMS: lambda _: fill("We would rather have other terms."),
    ReasonKind.OPEN_DOOR: lambda r: fill("{deal} costs us little and leaves us a door open.", deal=r.title),
    ReasonKind.FOUND_OUT: lambda _: fill("If it comes out we pay for it, but not today."),
    ReasonKind.HELPS: lambda _: fill("If this works it helps us too, so we speak for it."),
    ReasonKind.HARMS: lambda _: fill("If this works it costs us, so we speak against it."),
    ReasonKind.TOUCHES_NOTHING: lambda r: fill(
        "It touches none of our aims; we see {pros} for it and {cons} against.", pros=r.pros, cons=r.cons
    ),
    ReasonKind.STANDS: lambda _: fill("We stand by what we said."),
    ReasonKind.TAKES_BACK: lambda _: fill("On reflection, we take it back."),
}
