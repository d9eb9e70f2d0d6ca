"""Finds the feedback loops of a causal model: links from number to number with their signs, and the circles they make.

A link leads from a number that a part reads to a number that this part moves. It is positive where more of the first
makes the second higher than it would be, negative where it makes it lower. A loop with an even number of negative links
is reinforcing, one with an odd number is balancing. Links whose sign is uncertain are left out, and so is what happens
once: cards, flags, and actions and deals that can be done only once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wargame.content.causes.causal_model import (
    ACTION,
    COST,
    DEAL,
    NEIGHBOUR,
    ODDS,
    RULE,
    STEPS,
    CausalModel,
    CausalPart,
    Move,
    Read,
)
from wargame.light_dataclass import dataclass

MOST_BY_THEMSELVES, MOST_ALONE, MOST_DECIDED = 6, 4, 4
"""The most loops that are shown: of those that rules alone make, those of a single number, those with a decision."""
MOST_NUMBERS = 14
"""The most numbers that the picture holds."""
MOST_LINKS, MOST_DECIDED_LINKS = 4, 3
"""The most links of a loop, and of one with a decision: longer ones are hard to follow, and there are very many."""

_REPEATED = frozenset({"effects", "success", "failure", "each"})
"""The keys of changes that can happen again and again; what a deal does once, or when it is broken, closes no loop."""


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow from one number to another, with its ``sign`` and the ``parts`` that make it.

    ``by_itself``: some rule of the close makes it, without anybody's decision; then the parts are these rules alone.
    ``certain``: at least one of the parts needs no dice.
    """

    source: str
    target: str
    sign: int
    parts: tuple[CausalPart, ...]
    by_itself: bool
    certain: bool

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from the other links of a model."""
        return self.source, self.target, self.sign


@dataclass(frozen=True, slots=True)
class Loop:
    """A circle of links, each beginning where the one before it ends. ``name`` is R1, R2 ... or B1, B2 ..."""

    name: str
    links: tuple[Link, ...]

    @property
    def reinforcing(self) -> bool:
        """Whether a change comes back as more of the same."""
        return sum(link.sign < 0 for link in self.links) % 2 == 0

    @property
    def titles(self) -> list[str]:
        """The titles of the parts that make it, the first of each link, each once."""
        return list(dict.fromkeys(link.parts[0].title for link in self.links))

    @property
    def by_itself(self) -> bool:
        """Whether rules alone make it, without anybody's decision."""
        return all(link.by_itself for link in self.links)


@dataclass(frozen=True, slots=True)
class Loops:
    """The main loops of a model, and how many loops there are in all of at most `MOST_LINKS` links."""

    main: tuple[Loop, ...]
    found: int

    def list_links(self) -> list[Link]:
        """Return the links of the main loops, each once."""
        return list({link.key: link for loop in self.main for link in loop.links}.values())

    def list_numbers(self) -> list[str]:
        """Return the numbers of the main loops, each once."""
        return list(dict.fromkeys(link.source for loop in self.main for link in loop.links))

    def list_names(self, link: Link) -> list[str]:
        """Return the names of the main loops that a link belongs to."""
        return [loop.name for loop in self.main if link.key in {one.key for one in loop.links}]


def find_loops(model: CausalModel) -> Loops:
    """Return the main loops of a model: those that run by themselves, short before long, then some that people close.

    Each of them has a link that none before it has, and each with a decision brings a number that no other has, so that
    a loop is not told twice with small differences.
    """
    circles = sorted(_iter_circles(build_links(model)), key=_compute_rank)
    by_itself = [circle for circle in circles if all(link.by_itself for link in circle)]
    chosen = _choose([one for one in by_itself if len(one) > 1], [], MOST_BY_THEMSELVES)
    chosen += _choose([one for one in by_itself if len(one) == 1], chosen, MOST_ALONE)
    left = [one for one in circles if len(one) <= MOST_DECIDED_LINKS and _is_closed_by_several(one)]
    for _ in range(MOST_DECIDED):
        numbers = _list_sources(chosen)
        new = [one for one in left if {link.source for link in one} - numbers]
        chosen += _choose(sorted(new, key=lambda one: -len({link.source for link in one} - numbers)), chosen, 1)
    return Loops(tuple(_name_loops(chosen)), len(circles))


def _choose(
    circles: Iterable[tuple[Link, ...]], before: Iterable[tuple[Link, ...]], most: int
) -> list[tuple[Link, ...]]:
    """Return the first circles, at most ``most``, that have a new link and leave the picture small enough."""
    told = [*before]
    at = len(told)
    for circle in circles:
        if len(told) - at == most:
            break
        known = {link.key for one in told for link in one}
        is_new = any(link.key not in known for link in circle)
        if is_new and len(_list_sources([*told, circle])) <= MOST_NUMBERS:
            told.append(circle)
    return told[at:]


def _is_closed_by_several(circle: Sequence[Link]) -> bool:
    """Return whether decisions close a circle, and no single part makes all of its links."""
    shared = set.intersection(*({part.id for part in link.parts} for link in circle))
    return not shared and not all(link.by_itself for link in circle)


def _list_sources(circles: Iterable[tuple[Link, ...]]) -> set[str]:
    return {link.source for circle in circles for link in circle}


def _name_loops(circles: Iterable[tuple[Link, ...]]) -> Iterator[Loop]:
    counts = {"R": 0, "B": 0}
    for circle in circles:
        letter = "R" if Loop("", circle).reinforcing else "B"
        counts[letter] += 1
        yield Loop(f"{letter}{counts[letter]}", circle)


def _compute_rank(circle: Sequence[Link]) -> tuple[int, int, int]:
    decided = sum(not link.by_itself for link in circle)
    return decided, len(circle) if len(circle) > 1 else MOST_LINKS, sum(not link.certain for link in circle)


def build_links(model: CausalModel) -> list[Link]:
    """Return every link of a model that has a sure sign, in the order of the content."""
    made: dict[tuple[str, str, int], dict[str, CausalPart]] = {}
    limits = {one.id: (one.low, one.high) for one in model.numbers if one.steps}
    for part in model.list_parts(RULE, ACTION, DEAL):
        for link in _iter_part_links(part, limits) if not part.once else ():
            made.setdefault(link, {})[part.id] = part
    out = []
    for (source, target, sign), parts in made.items():
        rules = [part for part in parts.values() if part.kind == RULE and not part.follows]
        told = rules or list(parts.values())
        if not rules and source == target:
            continue  # what is used up where it is there: no dynamics that anybody asks about
        out.append(Link(source, target, sign, tuple(told), bool(rules), any(not part.chance for part in told)))
    return out


def _iter_part_links(part: CausalPart, limits: Mapping[str, tuple[int, int]]) -> Iterator[tuple[str, str, int]]:
    """Yield source, target and sign of what a part makes; nothing for a pair of which it makes both signs."""
    effects = _list_effects(part, limits)
    signs: dict[tuple[str, str], set[int]] = {}
    for read in part.reads:
        if read.number not in limits:
            continue
        for target, (good, bad) in effects.items():
            sign = _find_link_sign(read, good, bad)
            if sign is not None:
                signs.setdefault((read.number, target), set()).add(sign)
    for (source, target), found in signs.items():
        if len(found) == 1 and 0 not in found:
            yield source, target, found.pop()


def _list_effects(part: CausalPart, limits: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """Return the sign of what a part does to each number in the good and in the bad case; 2 where that is unsure."""
    out: dict[str, tuple[int, int]] = {}
    repeated = [move for move in part.moves if move.key in _REPEATED and move.number in limits]
    for number in dict.fromkeys(move.number for move in repeated):
        mine = [move for move in repeated if move.number == number]
        good = {_find_move_sign(move, limits) for move in mine if move.key != "failure"}
        bad = {_find_move_sign(move, limits) for move in mine if move.key != "success"}
        out[number] = _merge_signs(good), _merge_signs(bad) if part.chance else _merge_signs(good)
    return out


def _merge_signs(signs: set[int]) -> int:
    return signs.pop() if len(signs) == 1 else 2 if signs else 0


def _find_move_sign(move: Move, limits: Mapping[str, tuple[int, int]]) -> int:
    if not move.sets:
        return (move.n > 0) - (move.n < 0)
    low, high = limits[move.number]
    return -1 if move.n <= low else 1 if move.n >= high else 2


def _find_link_sign(read: Read, good: int, bad: int) -> int | None:
    """Return the sign of what a read number does to a moved one; 0 where it is unsure, None where it does nothing."""
    if good == bad == 0 or read.how == NEIGHBOUR:
        return None
    if 2 in (good, bad):
        return 0
    if read.how == ODDS:
        if good == bad:
            return None
        along = read.sign * (-1 if read.weight.startswith("-") else 1)
        return along * ((good > bad) - (good < bad))
    sign = 1 if read.how in (COST, STEPS) else -read.sign if read.how == "lapses" else read.sign
    if good and bad and good != bad:
        return 0
    return sign * (good or bad)


def _iter_circles(links: Sequence[Link]) -> Iterator[tuple[Link, ...]]:
    """Yield every circle of at most `MOST_LINKS` links that passes no number twice, each once.

    A circle begins at its number that comes first among the links.
    """
    order = {name: at for at, name in enumerate(dict.fromkeys(link.source for link in links))}
    leaving: dict[str, list[Link]] = {}
    for link in links:
        leaving.setdefault(link.source, []).append(link)
    for start in order:
        stack: list[tuple[Link, ...]] = [(link,) for link in leaving[start]]
        while stack:
            path = stack.pop()
            end = path[-1].target
            if end == start:
                yield path
            elif len(path) < MOST_LINKS and order.get(end, -1) > order[start] and end not in {o.source for o in path}:
                stack += [(*path, link) for link in leaving[end]]
