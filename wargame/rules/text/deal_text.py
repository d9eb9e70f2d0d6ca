"""Deals in the words that people read: their terms, what stands of them, and what it costs to break them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wargame.phrases import fill, fill_count, join_list
from wargame.rules.offers import BrokenPromise, DealTerms, LapsingDeal, Offer
from wargame.rules.preview import OutcomeKind
from wargame.rules.text.preview_text import format_outcome
from wargame.rules.text.rule_text import format_condition, format_effects


class TermsPoint(NamedTuple):
    """One part of the terms of a deal: what it is about, and what is agreed."""

    head: str
    parts: tuple[str, ...]


def format_offered_deal(accept: Offer, may_counter: bool, instead: bool = False) -> str:
    """Return what a role is asked that has been offered a deal, by its offer to accept it.

    ``instead``: a counter stands for the offer that the role could make in this turn.
    """
    terms = accept.terms
    if terms is not None and terms.partner is not None:
        offered = fill("{partner} offers you: {deal}.", partner=terms.partner.name, deal=accept.title)
    else:
        offered = fill("You are offered: {deal}.", deal=accept.title)
    if may_counter and instead:
        ways = fill("Accept, decline, or counter once with other terms; a counter stands for your own offer this turn.")
        return f"{offered} {ways}"
    if may_counter:
        return f"{offered} {fill('Accept, decline, or counter once with other terms.')}"
    return f"{offered} {fill('Accept or decline.')}"


def format_breach(promise: BrokenPromise) -> str:
    """Return what an offer breaks, and at what cost: *Breaks your promise to Cell (Safe haven): Nexus -1; ...*."""
    deal, effects = promise.form.name, format_effects(promise.broken)
    if promise.partner is None:
        breach = fill("Breaks {deal}: {effects}; it is over.", deal=deal, effects=effects)
    else:
        breach = fill(
            "Breaks your promise to {partner} ({deal}): {effects}; the deal is over.",
            partner=promise.partner.name,
            deal=deal,
            effects=effects,
        )
    return f"{breach} {_format_lapse(format_condition(promise.lapses))}" if promise.lapses is not None else breach


def list_breaches(promises: Sequence[BrokenPromise]) -> list[str]:
    """Return what an offer breaks, a sentence for each partner; the costs of several promises are not spelt out."""
    out = []
    for partner in dict.fromkeys(promise.partner for promise in promises):
        mine = [promise for promise in promises if promise.partner == partner]
        if len(mine) == 1 or partner is None:
            out += [format_breach(promise) for promise in mine]
            continue
        deals = join_list(promise.form.name for promise in mine)
        out.append(
            fill("Breaks your promises to {partner} ({deals}); the costs are below.", partner=partner.name, deals=deals)
        )
    return out


def format_breach_mark(promise: BrokenPromise) -> str:
    """Return in few words what an offer breaks: *breaks your promise to Cell*."""
    if promise.partner is None:
        return fill("breaks {deal}", deal=promise.form.name)
    return fill("breaks your promise to {partner}", partner=promise.partner.name)


def format_lapsing(offer: Offer, deal: LapsingDeal) -> str:
    """Return what an offer means for a deal that can end by itself: that it ends, still stands, or would end anyway."""
    title, condition = deal.form.name, format_condition(deal.lapses)
    if offer.do == "break":
        return _format_lapse(condition)
    if not deal.ends:
        return fill("{deal} stands on after it: it ends by itself at a close with {condition}.", deal=title,
                    condition=condition)  # fmt: skip
    if offer.target:
        ends = fill("If it succeeds, {deal} ends by itself at the next close ({condition}).", deal=title,
                    condition=condition)  # fmt: skip
    else:
        ends = fill("{deal} then ends by itself at the next close ({condition}).", deal=title, condition=condition)
    if not deal.broken.success:
        return ends
    cost = fill("Who breaks it before that still pays: {effects}.", effects=format_effects(deal.broken))
    return f"{ends} {cost}"


def _format_lapse(condition: str) -> str:
    return fill("It would end by itself at the next close, at no cost, if still so: {condition}.", condition=condition)


def format_standing_deal(terms: DealTerms, closes: int | None) -> str:
    """Return a deal in force with its terms: *Safe haven with Cell, for 2 closes more; each close: ...; ...*."""
    parts = [format_deal_head(terms, closes)]
    parts += [f"{head}: {'; '.join(agreed)}" for head, agreed in list_standing_terms(terms)]
    return "; ".join(parts)


def format_deal_head(terms: DealTerms, closes: int | None) -> str:
    """Return which deal stands, with whom, and for how long: *Safe haven with Cell, for 2 closes more*."""
    deal = terms.form.name
    if terms.partner is not None:
        deal = fill("{deal} with {partner}", deal=deal, partner=terms.partner.name)
    if terms.lapsing and terms.lapses is not None:
        return fill("{deal}, until the next close ({condition})", deal=deal, condition=format_condition(terms.lapses))
    if closes is None:
        return deal
    return fill_count("{deal}, for {n} close more", "{deal}, for {n} closes more", closes, deal=deal)


def list_standing_terms(terms: DealTerms) -> list[TermsPoint]:
    """Return the terms of a deal in force: what comes at each close, what each party promised, how it ends."""
    return list_terms(terms)[1:]


def list_terms(terms: DealTerms) -> list[TermsPoint]:
    """Return what a deal does, point by point, as both parties see it before they agree."""
    points = [TermsPoint(format_outcome(OutcomeKind.AGREED), (format_effects(terms.made),))]
    if terms.each.success:
        points.append(TermsPoint(format_outcome(OutcomeKind.CLOSE), (format_effects(terms.each),)))
    return points + list_promise_points(terms)


def list_promise_points(terms: DealTerms) -> list[TermsPoint]:
    """Return what the numbers do not say of a deal: what each party promises, what breaking it does, how it ends."""
    if not terms.stands:
        return []
    points = []
    promised = tuple(
        fill(
            "{role} not to {actions}",
            role=promise.role.name,
            actions=fill(" or ").join(action.name for action in promise.actions),
        )
        for promise in terms.promises
    )
    if promised:
        points.append(TermsPoint(fill("promised"), promised))
    broken = fill("{effects}; the deal is over", effects=format_effects(terms.broken))
    points.append(TermsPoint(format_outcome(OutcomeKind.BREACH), (broken,)))
    if ends := _format_end(terms):
        points.append(TermsPoint(fill("ends by itself"), (ends,)))
    return points


def _format_end(terms: DealTerms) -> str:
    """Return when a deal ends by itself; empty for never."""
    ways = []
    if terms.lasts and not terms.lapsing:
        ways.append(fill_count("after {n} close", "after {n} closes", terms.lasts))
    if terms.lapses is not None:
        condition = format_condition(terms.lapses)
        if terms.lapsing:
            return fill("at the next close, if still so: {condition}; to break it before that costs as much as ever",
                        condition=condition)  # fmt: skip
        ways.append(fill("at a close with {condition}", condition=condition))
    return fill(" or ").join(ways)


def list_term_lines(terms: DealTerms) -> list[str]:
    """Return the terms of a deal, a line for each point."""
    return [fill("{point}: {terms}", point=head, terms="; ".join(parts)) for head, parts in list_terms(terms)]
