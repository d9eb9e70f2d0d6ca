"""The deals that stand, with their terms, as far as a viewer may know them."""

from __future__ import annotations

from dataclasses import replace

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import FACILITATOR
from wargame.rules.named import NamedEffects
from wargame.rules.offers import DealTerms, build_deal_terms, is_lapsing
from wargame.rules.state import list_refs
from wargame.rules.view import may_see, may_see_all


@dataclass(frozen=True, slots=True)
class KnownDeal:
    """A deal between roles, given by id, with its terms.

    A viewer who is no party to it reads only the changes of numbers that the viewer may see. ``closes`` is at how many
    closes a deal that stands will still apply (None: until it ends otherwise).
    """

    form: str
    title: str
    text: str
    between: tuple[str, ...]
    terms: DealTerms
    closes: int | None


def build_deal(window: Window, form: int, viewer: str, closes: int | None = None) -> KnownDeal:
    """Return a deal of a form, given by its index, as a viewer may know it."""
    table, spec = window.table, window.table.forms[form]
    is_party = viewer in spec.between
    terms = build_deal_terms(table, form, table.roles.index(viewer if is_party else spec.between[0]))
    if not is_party:
        terms = replace(terms, partner=None)
        if viewer != FACILITATOR:
            made, each, broken = (_keep_known(window, one, viewer) for one in (terms.made, terms.each, terms.broken))
            gate = table.form_gates[form][1]
            known = gate is not None and may_see_all(table, window.build_view(viewer), list_refs(gate), viewer)
            lapses = terms.lapses if known else None
            terms = replace(terms, made=made, each=each, broken=broken, lapses=lapses)
    terms = replace(terms, lapsing=is_lapsing(table, window.build_view(viewer), form, viewer))
    return KnownDeal(spec.id, spec.title, spec.text, tuple(spec.between), terms, closes)


def _keep_known(window: Window, effects: NamedEffects, viewer: str) -> NamedEffects:
    """Return the changes of the numbers that a viewer may see."""
    table, row = window.table, window.build_view(viewer)
    known = tuple(c for c in effects.success if may_see(table, row, table.index[c.number.name], viewer))
    return replace(effects, success=known)


def list_standing_deals(window: Window, viewer: str) -> tuple[KnownDeal, ...]:
    """Return the deals that stand and that the viewer knows of."""
    table, row = window.table, window.build_view(viewer)
    return tuple(
        build_deal(window, i, viewer, row[table.at.left[i]] if form.lasts is not None else None)
        for i, form in enumerate(table.forms)
        if form.stands and row[table.at.deal[i]]
    )
