"""Offers in the words that people read: what may be done, what it costs and does, why it is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wargame.interval_text import format_wrong_turn
from wargame.phrases import fill, fill_count, join_list
from wargame.rules.named import TURNS_LEFT, NamedCondition, NamedValue
from wargame.rules.offers import (
    ClosedBy,
    ClosedOffer,
    KnownBonus,
    Offer,
    OfferGroup,
    RuleView,
    Slot,
    StandingRuling,
)
from wargame.rules.text.deal_text import format_breach, format_lapsing, list_term_lines
from wargame.rules.text.power_text import format_power_text, format_power_title
from wargame.rules.text.rule_text import (
    format_changes,
    format_condition,
    format_cost,
    format_member_refusals,
    format_move,
    format_sole_condition,
    format_value,
    list_effect_lines,
)

# What is offered


def format_title(offer: Offer) -> str:
    """Return the title of an offer: *Raid*, *Accept: Safe haven*, *Set a number: Violence*."""
    match offer.do:
        case "offer":
            return _format_deal_offer(offer)
        case "break":
            return fill("Break off: {deal}", deal=offer.title)
        case "accept":
            return fill("Accept: {deal}", deal=offer.title)
        case "decline":
            return fill("Decline: {deal}", deal=offer.title)
        case "counter":
            return fill("Counter: {deal}", deal=offer.title)
    if offer.group is OfferGroup.POWERS:
        power = format_power_title(offer.do)
        return fill("{power}: {way}", power=power, way=offer.way) if offer.way else power
    return offer.title or format_verb(offer.do)


def _format_deal_offer(offer: Offer) -> str:
    """Return the title of a deal that can be offered: *Safe haven (to Terrorist cell, in secret)*."""
    terms = offer.terms
    if terms is None:
        return offer.title
    if terms.partner is None:
        return (
            fill("{deal} (in secret)", deal=offer.title) if terms.secret else fill("{deal} (openly)", deal=offer.title)
        )
    if terms.secret:
        return fill("{deal} (to {partner}, in secret)", deal=offer.title, partner=terms.partner.name)
    return fill("{deal} (to {partner}, openly)", deal=offer.title, partner=terms.partner.name)


def format_verb(do: str) -> str:
    """Return what a verb means that says all of an offer: *Close the turn*. Raises `LookupError` for any other verb."""
    match do:
        case "argue":
            return fill("Argue for something else")
        case "pass":
            return fill("Make no offer")
        case "estimate":
            return fill("Estimate")
        case "begin":
            return fill("Begin the exercise")
        case "reveal":
            return fill("Reveal the plans")
        case "open":
            return fill("Open the next plan")
        case "roll":
            return fill("Roll the dice")
        case "move":
            return fill("Show what it moves")
        case "close":
            return fill("Close the turn")
        case "next":
            return fill("Go on to the next turn")
    return _format_hearing_verb(do)


def _format_hearing_verb(do: str) -> str:
    match do:
        case "challenge":
            return fill("Give pros and cons")
        case "stand":
            return fill("Stand by the argument")
        case "withdraw":
            return fill("Withdraw the argument")
        case "weigh":
            return fill("Weigh the reasons and roll")
        case "veto":
            return fill("Veto")
        case "allow":
            return fill("Let it happen")
        case "succeed":
            return fill("Rule: it succeeds")
        case "fail":
            return fill("Rule: it fails")
        case "apply":
            return fill("Rule as it stands")
        case "settle":
            return fill("Rule otherwise")
    raise LookupError(f"no words for {do!r}")


def format_text(offer: Offer) -> str:
    """Return what an offer means, in a sentence or more; empty if its title says all."""
    if offer.group is OfferGroup.POWERS:
        return format_power_text(offer.do)
    match offer.do:
        case "argue":
            return fill("A free action: what you do, what it should cause, and up to three reasons why it works.")
        case "break":
            return fill("End the deal now, at the cost of breaking it.")
        case "challenge":
            return fill("Up to three of each.")
        case "stand":
            return fill("You may clarify it once, in words.")
        case "withdraw":
            return fill("Nothing happens.")
        case "weigh":
            return fill("How many strong pros (the proposer's reasons among them) and strong cons?")
        case "veto":
            return fill("Absurd or out of bounds: the role plans again.")
        case "allow":
            return fill("Nobody disputes it: it succeeds without dice.")
        case "succeed" | "fail":
            return fill("Your judgement after pros and cons.")
        case "apply":
            return fill("The effect as proposed.") if offer.succeeded else fill("It failed: nothing changes.")
        case "settle":
            return fill("Say what happened, and why.")
    return offer.text


def format_group(offer: Offer) -> str:
    """Return the heading under which an offer is listed; empty if it is listed under none."""
    match offer.group:
        case OfferGroup.ARGUMENT:
            return fill("Argument")
        case OfferGroup.DEALS:
            return fill("Deals")
        case OfferGroup.POWERS:
            return fill("Powers")
    return offer.section


def format_closed_group() -> str:
    """Return the heading above what is not open."""
    return fill("Not open now")


def format_closed(closed: ClosedOffer) -> str:
    """The offer, its zones and the reason: *Joint raid at Tijuana: Mexico does not agree: its will is 1*."""
    return fill("{offer}: {reason}", offer=format_closed_title(closed), reason=format_closed_reason(closed))


def format_closed_title(closed: ClosedOffer) -> str:
    """Return what is not open: *Joint raid at Tijuana*."""
    if not closed.zones:
        return closed.title
    return fill("{action} at {zones}", action=closed.title, zones=join_list(zone.name for zone in closed.zones))


def format_closed_reason(closed: ClosedOffer) -> str:
    """Return why something is not open: *Mexico does not agree: its will is 1*, *needs Revenue 5; you have 4*."""
    if closed.refusals:
        return format_member_refusals(closed.refusals)
    if ClosedBy.SPENT in closed.by:  # nothing else would open it
        return _format_closed_by(closed, ClosedBy.SPENT)
    return "; ".join(_format_closed_by(closed, by) for by in closed.by)


def format_closed_note(closed: Sequence[ClosedOffer]) -> str:
    """Return in few words why an offer is not open, by its parts: *Mexico refuses*, or the first of its reasons."""
    members = dict.fromkeys(refusal.member.name for one in closed for refusal in one.refusals)
    if members:
        return fill_count("{members} refuses", "{members} refuse", len(members), members=join_list(members))
    return _format_closed_by(closed[0], ClosedBy.SPENT if ClosedBy.SPENT in closed[0].by else closed[0].by[0])


def format_not_open(closed: ClosedOffer) -> str:
    """Return why something is not open, as a sentence: *Not open now: needs Revenue 5; it is 4.*"""
    return fill("Not open now: {reason}.", reason=format_closed_reason(closed))


def _format_closed_by(closed: ClosedOffer, by: ClosedBy) -> str:
    match by:
        case ClosedBy.TIRED:
            return fill("it was your last action from the list")
        case ClosedBy.SPENT:
            return fill("it can be done once, and was")
        case ClosedBy.LIMIT:
            return fill("one such deal a turn, and it was made")
        case ClosedBy.COST:
            return "; ".join(
                fill("needs {number} {needs}; it is {has}", number=one.number.label, needs=one.needs, has=one.has)
                for one in closed.short
            )
        case ClosedBy.CONDITION:
            return "; ".join(_iter_unmet(closed))


def _iter_unmet(closed: ClosedOffer) -> Iterator[str]:
    """Yield what does not hold: the number of turns left, which nobody can change, apart from the rest."""
    rest = []
    for one in closed.unmet.bounds:
        if one.number.name == TURNS_LEFT:
            yield format_wrong_turn(one.low, one.high)
        else:
            rest.append(one)
    unmet = NamedCondition(tuple(rest), closed.unmet.either)
    if unmet != NamedCondition():
        yield _format_needs(unmet, [one for one in closed.values if one.number.name != TURNS_LEFT], closed.anywhere)


def _format_needs(unmet: NamedCondition, values: Sequence[NamedValue], anywhere: bool) -> str:
    condition = format_sole_condition(unmet, short=anywhere)
    if anywhere:
        return fill("needs a zone with {condition}", condition=condition)
    if len(unmet.bounds) == len(values) == 1 and not values[0].number.truth:
        return fill("needs {condition}; it is {value}", condition=condition, value=values[0].value)
    if values:
        listed = join_list(format_value(one) for one in values)
        return fill("needs {condition}; now: {values}", condition=condition, values=listed)
    return fill("needs {condition}", condition=condition)


def format_place(title: str, zone: str) -> str:
    """Return a title with the name of the zone it is done at, if there is one: *Raid at Plaza Tijuana*."""
    return fill("{action} at {zone}", action=title, zone=zone) if zone else title


def format_argument_draft(moves: str, secret: bool) -> str:
    """Return an argument that is not taken yet, with its changes in words: *argue in secret: Violence -1*."""
    if secret:
        return fill("argue in secret: {changes}", changes=moves) if moves else fill("argue in secret")
    return fill("argue: {changes}", changes=moves) if moves else fill("argue")


# Slots


def format_closes(n: int) -> str:
    """Return at how many closes a ruling works: *once, now*, *now, and at 2 further closes*."""
    if not n:
        return fill("once, now")
    return fill_count("now, and at {n} further close", "now, and at {n} further closes", n)


def list_slot_labels(slot: Slot) -> tuple[str, ...]:
    """Return the values of a slot in words, in their order; empty where the values need no words."""
    if slot.rulings:
        return tuple(_format_ruling(one) for one in slot.rulings)
    return (fill("no"), fill("yes"))[: len(slot.domain)] if slot.truth else slot.labels


def _format_ruling(ruling: StandingRuling) -> str:
    return fill(
        "{change}, {n} closes", change=format_move(ruling.number.label, ruling.number.truth, ruling.by), n=ruling.closes
    )


def format_domain(slot: Slot) -> str:
    """Return what may fill a slot: *0 to 2 numbers, each changed by 1 to 3 either way*, *1 to 99*, *yes, no*."""
    return _format_values(slot, list_slot_labels(slot) or slot.domain)


def format_written_domain(slot: Slot) -> str:
    """Return what may fill a slot as it is written in a command: ids in place of labels, *true* in place of *yes*."""
    return _format_values(slot, [str(one).lower() if isinstance(one, bool) else one for one in slot.domain])


def _format_values(slot: Slot, values: Sequence[object]) -> str:
    if slot.effects:
        return fill(
            "{fewest} to {most} numbers, each changed by 1 to {size} either way",
            fewest=slot.fewest,
            most=slot.most,
            size=slot.size,
        )
    if len(slot.domain) > 8 and isinstance(slot.domain[0], int):
        return fill("{low} to {high}", low=slot.domain[0], high=slot.domain[-1])
    return join_list(values)


# Odds and bonuses


def format_odds(offer: Offer, value: str = "") -> str:
    """Return *58 %*, or *42-58 %* if it depends on the zone; empty without a check."""
    low, high = _find_odds(offer, value)
    if not high:
        return ""
    return fill("{odds} %", odds=low) if low == high else fill("{low}-{high} %", low=low, high=high)


def format_odds_in_words(offer: Offer) -> str:
    """Return *58 %*, or *42 to 58 %* if it depends on the zone; empty without a check."""
    low, high = _find_odds(offer)
    if not high:
        return ""
    return fill("{odds} %", odds=low) if low == high else fill("{low} to {high} %", low=low, high=high)


def _find_odds(offer: Offer, value: str = "") -> tuple[int, int]:
    """Return the lowest and the highest odds in per cent, of one value of the slot or of all; zeros without a check."""
    if not offer.target:
        return 0, 0
    sights = [offer.sights[value]] if value in offer.sights else list(offer.sights.values())
    return min(sight.odds for sight in sights), max(sight.odds for sight in sights)


def format_shifting(offers: Iterable[Offer]) -> str:
    """Return that odds can change before dice fall; empty where those of no offer can."""
    if not any(offer.shifts for offer in offers):
        return ""
    return fill("Odds are those of now: plans that happen before yours can change them.")


def format_dice_bonus(bonus: KnownBonus) -> str:
    """Return a bonus as a sentence: *+1 on the dice: stores.*"""
    return fill("{add:+d} on the dice: {reason}.", add=bonus.add, reason=format_bonus_reason(bonus))


def format_bonus_reason(bonus: KnownBonus) -> str:
    """Return why a bonus counts: the author's words, or its condition."""
    return bonus.because if bonus.condition is None else format_condition(bonus.condition)


def list_zone_lines(offer: Offer) -> list[str]:
    """Return the zones to choose from with their odds, and the bonuses that count in any of them, a line each."""
    lines = []
    if offer.slots and offer.rules:
        slot = offer.slots[0]
        labels = dict(zip(slot.domain, slot.labels, strict=True))
        if len({sight.odds for sight in offer.sights.values()}) > 1:
            zones = [fill("{zone} {odds} %", zone=labels[zone], odds=offer.sights[zone].odds) for zone in slot.domain]
        else:
            zones = [labels[zone] for zone in slot.domain]
        lines.append(fill("zone: {zones}", zones=join_list(zones)))
    counted = sorted({(one.add, format_bonus_reason(one)) for sight in offer.sights.values() for one in sight.bonuses})
    if counted:
        bonuses = join_list(fill("{add:+d} {reason}", add=add, reason=reason) for add, reason in counted)
        lines.append(fill("counts: {bonuses}", bonuses=bonuses))
    return lines


def format_zone_count(offer: Offer) -> str:
    """Return how many zones there are to choose from, and the odds: *3 zones to choose from, 42-58 %; ...*."""
    count, odds = len(offer.rules), format_odds(offer)
    low, high = _find_odds(offer)
    if not odds:
        return fill("{n} zones to choose from; below, the first.", n=count)
    if low == high:
        return fill("{n} zones to choose from, {odds} each; below, the first.", n=count, odds=odds)
    return fill("{n} zones to choose from, {odds}; below, the first.", n=count, odds=odds)


# What it costs and does


def format_costs(offer: Offer) -> str:
    """Return what an offer costs, as a sentence; empty if it is free."""
    if not offer.cost:
        return ""
    if offer.target:
        return fill("Costs {cost} either way.", cost=format_cost(offer.cost))
    return fill("Costs {cost}.", cost=format_cost(offer.cost))


def list_offer_lines(offer: Offer) -> list[str]:
    """Return what an offer costs and does, and where, a line each."""
    lines = [format_breach(promise) for promise in offer.breaks]
    if offer.cost:
        lines.append(fill("costs: {cost}", cost=format_cost(offer.cost)))
    if offer.effects is not None:
        lines += list_effect_lines(offer.effects)
    elif offer.terms is not None:
        lines += list_term_lines(offer.terms)
    lines += [format_lapsing(offer, deal) for deal in offer.lapsing]
    if offer.tells or offer.cover:
        lines.append(format_telling(offer))
    return lines + list_zone_lines(offer)


def format_telling(offer: Offer) -> str:
    """Return what the room learns when it sees that an offer was taken; empty if nothing but that."""
    if offer.cover:
        return fill("At the reveal the room will read another name in its place: {cover}.", cover=offer.cover)
    if not offer.tells:
        return ""
    numbers = join_list(number.label for number in offer.tells)
    return fill("The room will see this at the reveal, and learns from it something of {numbers}.", numbers=numbers)


def format_expectation(sight: RuleView) -> str:
    """Return what follows from a choice: *58 %: Violence -1; otherwise nothing changes*."""
    success = format_changes(sight.success, here=False)
    if not sight.target:
        return success
    failure = format_changes(sight.failure, here=False)
    return fill("{odds} %: {success}; otherwise {failure}", odds=sight.odds, success=success, failure=failure)
