"""What is asked now, and of whom, as far as a viewer may know it."""

from __future__ import annotations

from contextlib import suppress

from wargame.exercise.view.deals import KnownDeal, build_deal
from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.row import PC
from wargame.rules.steps.deal import find_offered_form


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked now.

    ``kind`` is the kind of choice (``plan``, ``respond``, ``deal``, ``answer``, ``estimate`` ..., ``begin``, ``reveal``
    ...); it is empty, as is ``who``, where nothing is asked or the viewer may not know what. ``who`` are the roles, or
    ``facilitator``, that still owe it; ``mine`` says whether the viewer is among them.

    ``prompt`` is the question of the card, ``deal`` the deal that is offered, ``by`` the role that offered it,
    ``argues`` the role whose argument is heard, ``question`` what is estimated; each is empty elsewhere. ``instead``: a
    counter would stand for an offer that the viewer, who answers, could make in this turn.
    """

    kind: str
    who: tuple[str, ...]
    mine: bool
    prompt: str
    deal: KnownDeal | None
    by: str
    argues: str
    question: str
    instead: bool = False


NOTHING_ASKED = Asked("", (), False, "", None, "", "", "")


def build_asked(window: Window, viewer: str) -> Asked:
    """Return what is asked now, as far as the viewer may know it."""
    table, seen = window.table, window.build_view(viewer)
    choice = table.choices[seen[PC]]
    if choice is None or window.over:
        return NOTHING_ASKED
    who = window.list_waiting()  # who has decided already is for everybody to see, who knows of the choice
    prompt, deal, by, instead = "", None, "", False
    if choice.do == "respond":
        card = table.cards[table.entries[seen[table.at.current] - 1]]
        prompt = card.response.prompt if card.response is not None else ""
    elif choice.do == "answer":
        with suppress(LookupError):  # the viewer may not know of the offer
            deal = build_deal(window, find_offered_form(table, seen, table.roles.index(who[0])), viewer)
            by = next((role for role in deal.between if role not in who), "")
        if table.instead and viewer in who:
            instead = not seen[table.at.spoke[table.roles.index(viewer)]]
    question = table.scenario.question
    return Asked(
        kind=choice.do,
        who=who,
        mine=viewer in who,
        prompt=prompt,
        deal=deal,
        by=by,
        argues=window.find_arguing_role(),
        question=question.text if question is not None and choice.do == "estimate" else "",
        instead=instead,
    )
