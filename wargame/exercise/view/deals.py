"""The deals that stand, with their terms, as far as a viewer may know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.exercise.view.requirement import Effect, build_effect, build_known_effects
from wargame.exercise.view.window import Window
from wargame.rules.model import FACILITATOR, Delta


@dataclass(frozen=True, slots=True)
class DealPromise:
    """What one party promised: not to do these actions, given by id and title."""

    role: str
    actions: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DealTerms:
    """What a form of deal does: ``made`` at once, ``each`` at every close, ``broken`` when it is broken.

    A viewer who is no party to it reads only the changes of numbers that the viewer may see.
    """

    form: str
    title: str
    text: str
    between: tuple[str, ...]
    secret: bool
    made: tuple[Effect, ...]
    each: tuple[Effect, ...]
    broken: tuple[Effect, ...]
    promises: tuple[DealPromise, ...]
    lasts: int | None


@dataclass(frozen=True, slots=True)
class StandingDeal:
    """A deal that stands. ``closes`` is at how many closes it will still apply (None: until it ends otherwise)."""

    terms: DealTerms
    closes: int | None


def build_terms(window: Window, form: int, viewer: str) -> DealTerms:
    """Return the terms of a form of deal, given by its index."""
    table, spec = window.table, window.table.forms[form]
    made, each, broken = (table.rules[at] for at in table.form_rules[form])
    row = window.build_view(viewer)

    def build(deltas: Sequence[Delta]) -> tuple[Effect, ...]:
        if viewer == FACILITATOR or viewer in spec.between:
            return tuple(build_effect(table, delta) for delta in deltas)
        return build_known_effects(table, row, tuple(deltas), viewer)

    titles = {action.id: action.title for action in table.scenario.actions}
    return DealTerms(
        form=spec.id,
        title=spec.title,
        text=spec.text,
        between=tuple(spec.between),
        secret=spec.secret,
        made=build(made.said_success),
        each=build(each.said_success),
        broken=build(broken.said_success),
        promises=tuple(
            DealPromise(role, tuple(actions), tuple(titles[action] for action in actions))
            for role, actions in spec.promises.items()
        ),
        lasts=spec.lasts,
    )


def list_standing_deals(window: Window, viewer: str) -> tuple[StandingDeal, ...]:
    """Return the deals that stand and that the viewer knows of."""
    table, row = window.table, window.build_view(viewer)
    return tuple(
        StandingDeal(build_terms(window, i, viewer), row[table.at.left[i]] if form.lasts is not None else None)
        for i, form in enumerate(table.forms)
        if form.stands and row[table.at.deal[i]]
    )
