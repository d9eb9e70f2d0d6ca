"""Checks what must hold between the parts of a scenario or a deck, which no single model can see.

The checks work on raw data and pass over malformed parts, which the models report, so that one mistake hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeGuard

from wargame.content.load.document import Document
from wargame.content.load.problems import Problem
from wargame.content.load.raw_frames import iter_condition_names, iter_tested_names, iter_used_names, list_raw_members
from wargame.content.load.validation import build_problem
from wargame.content.model.deck import Deck, Frame, Option
from wargame.content.model.mechanics import Action, UpkeepRule
from wargame.content.model.notation import NEIGHBOUR_WILL, TARGET_WILL, WILLS_THERE, Path, format_value
from wargame.content.model.parts import PARTS
from wargame.content.model.raw_data import Data, iter_entries, iter_named_entries, list_texts, read_mapping
from wargame.content.model.roles import Member
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import Model
from wargame.suggestion import suggest_name


def check_scenario_references(document: Document) -> Iterator[Problem]:
    """Yield every way in which the parts of a scenario disagree."""
    data = read_mapping(document.data)
    yield from _check_reserved_names(document, data)
    yield from _check_order(document, data)
    yield from _check_role_keys(document, data)
    yield from _check_zone_starts(document, data)
    yield from _check_derived(document, data)
    yield from _check_last_ending(document, data)
    yield from _check_deals(document, data)
    yield from _check_sight(document, data)
    yield from _check_members(document, data)
    yield from _check_needs(document, data)
    yield from _check_targets(document, Scenario, data)
    yield from _check_target_wills(document, data)
    yield from _check_after(document, data)
    yield from _check_experiments(document, data)


def check_deck_references(document: Document, scenario: Any) -> Iterator[Problem]:
    """Yield every way in which the cards of a deck disagree with each other or with a scenario's raw data."""
    data, setting = read_mapping(document.data), read_mapping(scenario)
    turns = [
        length.get("turns") for length in read_mapping(setting.get("lengths")).values() if isinstance(length, dict)
    ]
    longest = max((n for n in turns if _is_whole_number(n)), default=99)
    for i, card in iter_entries(data.get("cards")):
        turn = card.get("turn")
        path: Path = ("cards", i, "turn")
        if not _is_whole_number(turn):
            continue
        if turn > 99:
            continue  # no length can have it: the model reports it
        if turn > longest:
            yield build_problem(
                document,
                path,
                f"turn {turn} is never reached",
                f"at most {longest}, the longest length",
                code="schedule",
            )
    for i, card in iter_entries(data.get("cards")):
        response = read_mapping(card.get("response"))
        known: set[str] = set()
        for j, option in iter_named_entries(response.get("options")):
            if option["id"] in known:
                path = ("cards", i, "response", "options", j, "id")
                said = f"the option id {option['id']!r} is used twice"
                yield build_problem(document, path, said, "an id of its own", code="duplicate")
            known.add(option["id"])
        for j, option in iter_entries(response.get("options")):
            at: Path = ("cards", i, "response", "options", j)
            roles = [response.get("role")]
            yield from _check_frame_sight(document, setting, at, option, Option, roles, "the role that answers")
    yield from _check_targets(document, Deck, setting)


def check_pile(decks: Sequence[Document]) -> Iterator[Problem]:
    """Check that each card id is used once in all decks of a pile."""
    owner: dict[str, int] = {}
    for place, document in enumerate(decks):
        for i, card in iter_named_entries(read_mapping(document.data).get("cards")):
            first = owner.setdefault(card["id"], place)
            if first != place:
                twice = decks[first].file == document.file
                said = f"the card id {card['id']!r} is used in {decks[first].file} too"
                hint = "the deck is chosen twice" if twice else "rename one of them"
                yield build_problem(
                    document, ("cards", i, "id"), said, "an id of its own in all decks", hint, code="duplicate"
                )


def _is_whole_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_reserved_names(document: Document, data: Data) -> Iterator[Problem]:
    """Check for names that conditions would read as something else, and for roles named like who has no role."""
    for part, reserved in ((part.name, part.reserved) for part in PARTS if part.reserved):
        for name in read_mapping(data.get(part)):
            if name in reserved:
                said = f"{name!r} has a meaning of its own in conditions and effects"
                if part == "roles":
                    said = f"{name!r} stands for somebody who is at the table without a role"
                yield build_problem(document, (part, name), said, "another name", key=True, code="reserved")
            elif part == "derived" and name in read_mapping(data.get("tracks")):
                said = f"{name!r} is the name of a track already"
                yield build_problem(document, (part, name), said, "another name", key=True, code="reserved")


def _check_order(document: Document, data: Data) -> Iterator[Problem]:
    if not isinstance(data.get("order"), list):
        return
    listed = list_texts(data["order"])
    for place, (i, role) in enumerate(listed):
        if role in [other for _, other in listed[:place]]:
            yield build_problem(
                document,
                ("order", i),
                f"the role {role!r} is listed twice",
                "every role once",
                "delete it",
                code="order",
            )
    for role in read_mapping(data.get("roles")):
        if role not in [other for _, other in listed]:
            said, expected = f"the role {role!r} is missing from 'order'", "every role once"
            yield build_problem(document, ("order",), said, expected, "add it where it acts", code="order")


def _check_role_keys(document: Document, data: Data) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for role, body in read_mapping(data.get("roles")).items():
        key = read_mapping(body).get("key")
        if not isinstance(key, str):
            continue
        if key in taken:
            said = f"the key {key!r} is taken by the role {taken[key]!r}"
            yield build_problem(document, ("roles", role, "key"), said, "a letter of its own", code="duplicate")
        taken.setdefault(key, role)


def _check_zone_starts(document: Document, data: Data) -> Iterator[Problem]:
    numbers = read_mapping(data.get("zone_numbers"))
    for zone, body in read_mapping(data.get("zones")).items():
        if not isinstance(body, dict) or not isinstance(start := body.get("start", {}), dict):
            continue
        path: Path = ("zones", zone, "start")
        for name, n in start.items():
            if name not in numbers:
                said, expected = f"zones have no number {name!r}", ", ".join(numbers) or "no start: there are none"
                yield build_problem(
                    document, (*path, name), said, expected, suggest_name(name, numbers), key=True, code="name"
                )
                continue
            low, high = read_mapping(numbers[name]).get("min", 0), read_mapping(numbers[name]).get("max", 5)
            if _is_whole_number(n) and _is_whole_number(low) and _is_whole_number(high) and not low <= n <= high:
                yield build_problem(document, (*path, name), f"{name!r} starts at {n}", f"{low} to {high}", code="zone")
        misspelled = [suggest_name(name, numbers) for name in start if name not in numbers]
        for name in numbers:
            if name not in start and f"did you mean {name!r}?" not in misspelled:
                said = f"the zone starts without {name!r}"
                place = path if "start" in body else path[:-1]
                yield build_problem(document, place, said, "every zone number", f"add {name}: to start", code="zone")


def _check_derived(document: Document, data: Data) -> Iterator[Problem]:
    numbers = read_mapping(data.get("zone_numbers"))
    for name, body in read_mapping(data.get("derived")).items():
        of = read_mapping(body).get("sum")
        if isinstance(of, str) and of not in numbers:
            path = ("derived", name, "sum")
            expected = f"one of: {', '.join(numbers)}" if numbers else "a zone number"
            said = f"zones have no number {of!r}"
            yield build_problem(document, path, said, expected, suggest_name(of, numbers), code="name")


def _check_last_ending(document: Document, data: Data) -> Iterator[Problem]:
    endings = data.get("endings")
    if not isinstance(endings, list) or not endings or not all(isinstance(ending, dict) for ending in endings):
        return
    open_ones = [i for i, ending in enumerate(endings) if ending.get("last") is True and not ending.get("when")]
    if not open_ones:
        said, expected = "no ending is sure to come", "an ending with last: true and without when"
        yield build_problem(document, ("endings",), said, expected, "add it as the last of the list", code="ending")
    elif open_ones[0] != len(endings) - 1:
        said = "this ending always holds, so those after it never come"
        yield build_problem(
            document, ("endings", open_ones[0]), said, "it last of all", "move it to the end of the list", code="ending"
        )


def _check_deals(document: Document, data: Data) -> Iterator[Problem]:
    doer = {action["id"]: action.get("role") for _, action in iter_named_entries(data.get("actions"))}
    for i, deal in iter_entries(data.get("deals")):
        parties = [role for _, role in list_texts(deal.get("between"))]
        for place, role in enumerate(parties):
            if role in parties[:place]:
                said = f"the role {role!r} is named twice"
                yield build_problem(
                    document, ("deals", i, "between", place), said, "one role, or two different ones", code="deal"
                )
        for role, promised in read_mapping(deal.get("promises")).items():
            path: Path = ("deals", i, "promises", role)
            if role not in parties and role in read_mapping(data.get("roles")):
                said, expected = f"{role!r} is no party to this deal", f"one of: {', '.join(parties)}"
                yield build_problem(document, path, said, expected, key=True, code="deal")
                continue
            for j, action in list_texts(promised):
                if action in doer and doer[action] != role:
                    said = f"the action {action!r} is {doer[action]}'s"
                    yield build_problem(document, (*path, j), said, f"an action of {role}", code="deal")


def _check_sight(document: Document, data: Data) -> Iterator[Problem]:
    """Check that checks, costs and offers use only numbers that their role can see, so that nothing leaks."""
    for i, action in iter_entries(data.get("actions")):
        roles = [action.get("role")]
        yield from _check_frame_sight(document, data, ("actions", i), action, Action, roles, "the role that acts")
    for i, deal in iter_entries(data.get("deals")):
        parties = [role for _, role in list_texts(deal.get("between"))]
        for path, name in iter_condition_names(deal.get("when"), ("deals", i, "when")):
            yield from _check_name_sight(document, data, path, name, parties, "each party")


def _check_frame_sight(
    document: Document, data: Data, path: Path, frame: Data, model: type[Frame], roles: list[Any], who: str
) -> Iterator[Problem]:
    costs = (((*path, "cost", name), name) for name in read_mapping(frame.get("cost")))
    for place, name in (*iter_tested_names(frame, model, path), *costs):
        yield from _check_name_sight(document, data, place, name, roles, who)


def _check_name_sight(
    document: Document, data: Data, path: Path, name: str, roles: list[Any], who: str
) -> Iterator[Problem]:
    for role in roles:
        if isinstance(role, str) and role in read_mapping(data.get("roles")) and not _can_see(data, role, name):
            said = f"{role} cannot see {name!r}"
            expected = f"a number that {who} can see, so that nothing leaks"
            yield build_problem(document, path, said, expected, key=True, code="hidden")
            return


def _can_see(data: Data, role: str, name: str) -> bool:
    viewers = _list_viewers(data, name)
    return viewers is None or role in viewers


def _list_viewers(data: Data, name: str) -> list[Any] | None:
    """Return the roles that see a number, or None if everybody does."""
    part, _, rest = name.partition(".")
    if part == "deals":
        deal = next((one for _, one in iter_named_entries(data.get("deals")) if one["id"] == rest), {})
        return [party for _, party in list_texts(deal.get("between"))] if deal.get("secret") is True else None
    body = read_mapping(data.get("flags")).get(rest) if part == "flags" else read_mapping(data.get("tracks")).get(name)
    seen_by = read_mapping(body).get("seen_by")
    return seen_by if isinstance(seen_by, list) else None


def _check_targets(document: Document, model: type[Scenario | Deck], setting: Data) -> Iterator[Problem]:
    """Check that what names the chosen zone stands only in actions that choose one, and in rules that come after them.

    What names its neighbour stands only in rules that say how it is chosen.
    """
    if document.text and not any(word in document.text for word in (".target", ".neighbour", "\\")):
        return  # the file has no such name, and no escapes that could spell one
    members = bool(list_raw_members(setting))  # without members, the model refuses the name
    aimed = {("actions", i) for i, action in iter_entries(setting.get("actions")) if action.get("target") is not None}
    upkeep = [*iter_entries(setting.get("upkeep"))]
    aimed |= {("upkeep", i) for i, rule in upkeep if rule.get("after")}
    beside = {("upkeep", i) for i, rule in upkeep if rule.get("after") and rule.get("neighbour")}
    for place, name in iter_used_names(document.data, model):
        is_near = name.startswith("zones.neighbour.") or name == NEIGHBOUR_WILL
        if place[:2] in (beside if is_near else aimed):
            continue
        said = f"{format_value(name)}: no zone is chosen here"
        if is_near and place[:2] in aimed:
            said, expected = f"{format_value(name)}: nothing says which neighbour", "a rule of upkeep with neighbour"
            hint = "name the number by which it is chosen, such as neighbour: NUMBER"
            yield build_problem(document, place, said, expected, hint, key=True, code="target")
        elif name.startswith(("zones.target.", "zones.neighbour.")):
            yield build_problem(document, place, said, "zones.ZONE.NUMBER", "name the zone", key=True, code="target")
        elif name in WILLS_THERE and members:
            hint = "name the track that holds the member's will"
            yield build_problem(document, place, said, "a track", hint, key=True, code="target")


def _check_after(document: Document, data: Data) -> Iterator[Problem]:
    """Check that rules come after actions with a target, and choose a neighbour by a number of the zones."""
    aimed = {action.get("id"): action.get("target") is not None for _, action in iter_entries(data.get("actions"))}
    for i, rule in iter_entries(data.get("upkeep")):
        for j, name in list_texts(rule.get("after")):
            if aimed.get(name) is False:
                said = f"the action {name!r} has no target"
                yield build_problem(
                    document, ("upkeep", i, "after", j), said, "actions that choose a zone", code="target"
                )
        number = rule.get("neighbour")
        if not isinstance(number, str):
            continue
        path: Path = ("upkeep", i, "neighbour")
        known = [*read_mapping(data.get("zone_numbers"))]
        if not rule.get("after"):
            said = "no zone is chosen here whose neighbour this could be"
            yield build_problem(document, path, said, "after: with the actions that it follows", code="target")
        elif number not in known:
            said, hint = f"zones have no number {number!r}", suggest_name(number, known)
            yield build_problem(document, path, said, "a zone number", hint, code="name")


def _check_members(document: Document, data: Data) -> Iterator[Problem]:
    """Check that a zone has one member at most, each will is a track of its own, and all see what vetoes read."""
    holder: dict[str, str] = {}
    willing: dict[str, str] = {}
    for path, name, member in list_raw_members(data):
        for i, zone in list_texts(member.get("zones")):
            if zone in holder:
                said = f"the zone {zone!r} is {holder[zone]}'s already"
                yield build_problem(
                    document, (*path, "zones", i), said, "one member at most for each zone", code="member"
                )
            holder.setdefault(zone, name)
        will = member.get("will")
        if isinstance(will, str) and will in read_mapping(data.get("tracks")):
            said, expected = f"the track {will!r} is not seen by all", "a track that all can see, so that nothing leaks"
            if will in willing:
                said, expected = f"the track {will!r} is {willing[will]}'s will already", "a track of its own"
            if will in willing or not _is_seen_by_all(data, will):
                yield build_problem(document, (*path, "will"), said, expected, code="member")
            willing.setdefault(will, name)
        for place, read in iter_tested_names(member, Member, path):
            if read != will and not _is_seen_by_all(data, read):
                said = f"{read!r} is not seen by all"
                expected = "numbers that all can see, so that nothing leaks"
                yield build_problem(document, place, said, expected, key=True, code="hidden")


def _is_seen_by_all(data: Data, name: str) -> bool:
    """Return whether everybody sees a number."""
    return _list_viewers(data, name) is None


def _check_needs(document: Document, data: Data) -> Iterator[Problem]:
    """Check that an action needs only members of its own role."""
    for i, action in iter_entries(data.get("actions")):
        role = action.get("role")
        if not isinstance(role, str) or role not in read_mapping(data.get("roles")):
            continue
        members = read_mapping(read_mapping(read_mapping(data.get("roles"))[role]).get("members"))
        for j, name in list_texts(action.get("needs")):
            if name not in members:
                said = f"no member of {role} is called {name!r}" if members else f"the role {role!r} has no members"
                expected = f"one of: {', '.join(members)}" if members else "no needs, or members: in the role"
                hint = suggest_name(name, members)
                yield build_problem(document, ("actions", i, "needs", j), said, expected, hint, code="name")


def _check_target_wills(document: Document, data: Data) -> Iterator[Problem]:
    """Check that ``members.target`` stands only where each zone that can be chosen has a member."""
    members = list_raw_members(data)
    held = {zone for _, _, member in members for _, zone in list_texts(member.get("zones"))}
    if not members:
        return
    free_of = {
        action.get("id"): _list_free_zones(data, action, held) for _, action in iter_entries(data.get("actions"))
    }
    places: list[tuple[Path, Any, type[Model], list[str]]] = [
        (("actions", i), action, Action, free_of[action.get("id")]) for i, action in iter_entries(data.get("actions"))
    ]
    for i, rule in iter_entries(data.get("upkeep")):
        after = [zone for _, name in list_texts(rule.get("after")) for zone in free_of.get(name, [])]
        places.append((("upkeep", i), rule, UpkeepRule, [*dict.fromkeys(after)]))
    for path, part, model, free in places:
        for place, name in iter_used_names(part, model, path) if free else ():
            if name == TARGET_WILL:
                more = f" and {len(free) - 3} more" if len(free) > 3 else ""
                said = f"{format_value(name)}: no member has {', '.join(free[:3])}{more}"
                expected = "a target whose zones all belong to members"
                hint = "narrow target: by kind, or give the zones to members"
                yield build_problem(document, place, said, expected, hint, key=True, code="target")


def _list_free_zones(data: Data, action: Data, held: set[str]) -> list[str]:
    """Return the zones that an action can choose and that no member has."""
    target = action.get("target")
    if not isinstance(target, dict):
        return []
    kinds = target.get("kind", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [
        zone
        for zone, body in read_mapping(data.get("zones")).items()
        if zone not in held and (not kinds or read_mapping(body).get("kind") in kinds)
    ]


def _check_experiments(document: Document, data: Data) -> Iterator[Problem]:
    """Check that an experiment forces a choice of its own role."""
    doers = {action["id"]: [(0, action.get("role"))] for _, action in iter_named_entries(data.get("actions"))}
    parties = {deal["id"]: list_texts(deal.get("between")) for _, deal in iter_named_entries(data.get("deals"))}
    for i, experiment in iter_entries(data.get("experiments")):
        role = experiment.get("role")
        if not isinstance(role, str) or role not in read_mapping(data.get("roles")):
            continue
        for arm in ("takes", "refuses"):
            for part, theirs in (("actions", doers), ("deals", parties)):
                for j, name in list_texts(read_mapping(experiment.get(arm)).get(part)):
                    if name in theirs and role not in [other for _, other in theirs[name]]:
                        said = f"{role} has no part in the {part[:-1]} {name!r}"
                        path: Path = ("experiments", i, arm, part, j)
                        yield build_problem(document, path, said, f"{part} of {role}", code="name")
