"""What somebody decided, as data for one viewer: a command with the names of all that it names, without its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wargame.rules.model import FACILITATOR, Table
from wargame.rules.named import NamedNumber


@dataclass(frozen=True, slots=True)
class ChosenMove:
    """A change that somebody decided on: of this number by ``by``."""

    number: NamedNumber
    by: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A command as a viewer may know it.

    ``role`` and ``name`` are of the role that gave it, empty where only the command matters. ``title`` is that of the
    action, deal, answer or card that it names, or the name that was given where nothing is called so; ``zone`` is the
    name of the zone. ``moves`` are the changes decided on that the viewer may see, and ``hidden`` counts the others.
    ``number`` and ``value`` are what was set (``number`` is None where the viewer may not see it), or the ``value`` an
    estimate in per cent. ``words`` are what people said: the action they argued, or what a ruling said has happened.
    """

    role: str
    name: str
    do: str
    title: str = ""
    zone: str = ""
    moves: tuple[ChosenMove, ...] = ()
    hidden: int = 0
    number: NamedNumber | None = None
    value: int = 0
    pros: int = 0
    cons: int = 0
    words: str = ""


def build_decided(
    table: Table, do: str, args: Mapping[str, Any], viewer: str = FACILITATOR, role: str = "", words: str = ""
) -> Decided:
    """Return a command as data for a viewer."""
    name = find_name(table, role) if role else ""
    if do in ("challenge", "weigh"):
        return Decided(role, name, do, pros=int(args.get("pros", 0)), cons=int(args.get("cons", 0)))
    if do == "estimate":
        return Decided(role, name, do, value=int(args.get("percent", 0)))
    if do == "set":
        at = table.index[str(args["number"])]
        number = table.named_numbers[at] if _may_see(table, at, viewer) else None
        return Decided(role, name, do, number=number, value=int(args["value"]))
    zone = table.scenario.zones.get(str(args.get("zone")))
    moves, hidden = choose_moves(table, args.get("effects", {}), viewer)
    return Decided(
        role,
        name,
        do,
        title=_find_title(table, do, args),
        zone=zone.name if zone is not None else "",
        moves=moves,
        hidden=hidden,
        words=words,
    )


def find_name(table: Table, who: str) -> str:
    """Return the name of a role; for anybody else the name of nobody is *Facilitator*."""
    return table.find_role_name(table.roles.index(who) if who in table.roles else -1)


def choose_moves(table: Table, moves: Mapping[str, int], viewer: str) -> tuple[tuple[ChosenMove, ...], int]:
    """Return the changes decided on that a viewer may see, by the names of their numbers, and how many it may not."""
    known = tuple(
        ChosenMove(table.named_numbers[table.index[name]], by)
        for name, by in moves.items()
        if _may_see(table, table.index[name], viewer)
    )
    return known, len(moves) - len(known)


def _may_see(table: Table, column: int, viewer: str) -> bool:
    seen = table.columns[column].seen
    return viewer == FACILITATOR or seen is None or viewer in seen


def _find_title(table: Table, do: str, args: Mapping[str, Any]) -> str:
    """Return the title of what a command names; empty for a command that names nothing."""
    if do == "plan":
        titles = {action.id: action.title for action in table.scenario.actions}
        return titles.get(str(args.get("action")), str(args.get("action")))
    if do == "respond":
        answers = {o.id: o.title for card in table.cards if card.response for o in card.response.options}
        return answers.get(str(args.get("option")), "")
    if do in ("offer", "break", "counter"):
        return next((form.title for form in table.forms if form.id == args.get("form")), str(args.get("form")))
    if do == "inject":
        return next((card.title for card in table.cards if card.id == args.get("card")), str(args.get("card")))
    return ""
