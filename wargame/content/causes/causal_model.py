"""Builds the causal model of a scenario: which part moves which number, which way and how much, and what reads it.

A *part* is an action, a deal, a rule of the close, a card, a score, an ending, the question, or a partner that can
refuse. All of it is derived from the models of the content, so that it says what is played: after ``--without``, what
is left. Numbers that every place has are one number here, and a derived number is read as the numbers it is counted
from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wargame.content.causes.origins import OriginFinder
from wargame.content.check.value_ranges import (
    SCENARIO,
    Happening,
    ValueRanges,
    iter_card_happenings,
    iter_happenings,
    list_target_zones,
)
from wargame.content.load.loader import Content
from wargame.content.model.deck import Bonus, Card, Deck
from wargame.content.model.keys import iter_conditions
from wargame.content.model.mechanics import Action, DealForm, UpkeepRule
from wargame.content.model.notation import NEIGHBOUR_WILL, WILLS_THERE, Change, Condition, Interval, Path
from wargame.content.model.parts import ALWAYS
from wargame.content.model.roles import RoleObjective
from wargame.content.model.scenario import Scenario
from wargame.content.model.types import Model
from wargame.content.text.wording import Wording
from wargame.light_dataclass import dataclass

ACTION, DEAL, RULE, CARD = "action", "deal", "rule", "card"
SCORE, ENDING, QUESTION, PARTNER = "score", "ending", "question", "partner"
MOVERS = (ACTION, DEAL, RULE, CARD)
"""The kinds of parts that move numbers. The other kinds only read them."""

COST, ODDS, STEPS, TARGET, NEIGHBOUR, POINTS = "cost", "odds", "steps", "target", "neighbour", "points"
"""What a number is read for, where that is not a condition; a condition is read as the key that it stands under."""

THERE, NEXT_DOOR = "there", "next door"
"""Where a number of a place is moved or read: at the place that is chosen, or at a neighbour of it."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the scenario: its id, name and meaning, its limits, and its start where it has one start.

    ``local``: every place has one. ``steps``: it moves step by step, unlike a flag or a deal that is so or not.
    """

    id: str
    name: str
    about: str
    low: int
    high: int
    start: int | None = None
    local: bool = False
    steps: bool = True

    @property
    def is_flag(self) -> bool:
        """Whether it is so or not, as a flag or a deal is."""
        return not self.steps and self.start is not None


@dataclass(frozen=True, slots=True)
class Move:
    """A change to a number: by ``n``, or to ``n`` if it ``sets``.

    ``key`` is the key of the part under which it stands (*effects*, *success*, *each*), or *cost*; ``where`` is the
    place of a number that every place has; ``answer`` is the answer to a card that it belongs to. ``lasts`` is the
    number of turns in which it is felt, where that is more than one. ``per``: it counts once for each step reached.
    """

    number: str
    key: str
    n: int
    sets: bool = False
    where: str = ""
    answer: str = ""
    lasts: int = 1
    per: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A number that is read: a condition from ``low`` to ``high``, or for what ``how`` says.

    ``weight`` is a bonus to the roll, a price, or points for a step, with its sign where it has one. ``through`` is the
    derived number that is read, if ``number`` is counted in it. ``sign`` is 1 where more of the number makes what reads
    it likelier or larger, -1 where less does, 0 where neither is certain; the sign of ``weight`` is left aside.
    """

    number: str
    how: str
    low: int | None = None
    high: int | None = None
    weight: str = ""
    where: str = ""
    through: str = ""
    answer: str = ""
    sign: int = 0


@dataclass(frozen=True, slots=True)
class CausalPart:
    """A part of the scenario with all that it moves and reads.

    ``who`` is the role that decides, or the deck of a card. ``occasion`` says when a rule applies. ``origin`` gives
    the pages it is taken from, briefly; ``ours`` says what in it is invented. ``target``: what two
    dice must reach, 0 without a check. ``follows``: it applies only after an action. ``once``: once in an exercise.
    """

    kind: str
    id: str
    title: str
    who: str
    origin: str
    moves: tuple[Move, ...]
    reads: tuple[Read, ...]
    ours: str = ""
    occasion: str = ""
    target: int = 0
    follows: bool = False
    once: bool = False

    @property
    def chance(self) -> bool:
        """Whether dice decide on it."""
        return self.target > 0


@dataclass(frozen=True, slots=True)
class CausalModel:
    """What is built into a scenario that is played with some decks.

    ``off`` are the switches that are off. ``documents`` gives the letter of each document in ``origin`` of the parts.
    ``counted`` are the derived numbers: id, name, and how each is counted. ``free``: arguments may move any number.
    """

    scenario: str
    off: tuple[str, ...]
    numbers: tuple[Quantity, ...]
    parts: tuple[CausalPart, ...]
    documents: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str, str], ...]
    free: bool = False

    def list_parts(self, *kinds: str) -> list[CausalPart]:
        """Return the parts of some kinds, in the order of the content."""
        return [part for part in self.parts if part.kind in kinds]

    def find_counted(self, number: str) -> str:
        """Return the name of a derived number; an empty text for none."""
        return next((name for one, name, _ in self.counted if one == number), "")

    def find_name(self, number: str) -> str:
        """Return the name of a number."""
        return next((one.name for one in self.numbers if one.id == number), number)


def build_causal_model(content: Content) -> CausalModel:
    """Return the causal model of a scenario with its decks, without numbers that nothing moves and nothing reads."""
    return _Builder(content).build()


class _Builder:
    """Collects the parts of one scenario with its decks."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._scenario: Scenario = content.scenario
        self._words = Wording(content.scenario)
        self._origins = OriginFinder(content.sources)
        self._reach = ValueRanges(content.scenario, content.decks)
        self._by_path: dict[tuple[int, Path], Happening] = {}
        for one in iter_happenings(content.scenario):
            self._by_path[one.home, one.path] = one

    def build(self) -> CausalModel:
        scenario = self._scenario
        parts = tuple(self._iter_parts())
        touched = {move.number for part in parts for move in part.moves}
        touched |= {read.number for part in parts for read in part.reads}
        used = {one.through for part in parts for one in part.reads}
        return CausalModel(
            scenario.title,
            tuple(switch.title for switch in scenario.switches if switch.off),
            tuple(one for one in self._iter_numbers() if one.id in touched),
            parts,
            self._origins.list_letters(),
            tuple((name, spec.name, spec.about) for name, spec in scenario.derived.items() if name in used),
            scenario.arguments is not None,
        )

    # Numbers

    def _iter_numbers(self) -> Iterator[Quantity]:
        scenario = self._scenario
        for name, track in scenario.tracks.items():
            yield Quantity(name, track.name, track.about, track.min, track.max, track.start)
        for name, spec in scenario.zone_numbers.items():
            yield Quantity(f"zones.{name}", spec.name, spec.about, spec.min, spec.max, local=True)
        for name, flag in scenario.flags.items():
            yield Quantity(f"flags.{name}", flag.name, flag.about, 0, 1, 0, steps=False)
        for form in scenario.deals:
            yield Quantity(f"deals.{form.id}", form.title, form.text, 0, 1, 0, steps=False)
        turns = max(length.turns for length in scenario.lengths.values())
        for name in sorted(ALWAYS):
            yield Quantity(name, self._words.find_label(name), "", 0, turns, steps=False)

    def _list_places(self, name: str, zones: Sequence[str]) -> list[tuple[str, str]]:
        """Return the numbers a name stands for, each with where it is."""
        if name in WILLS_THERE:
            where = NEXT_DOOR if name == NEIGHBOUR_WILL else THERE
            return [(will, where) for will in dict.fromkeys(self._reach.list_numbers(name, zones))]
        first, _, rest = name.partition(".")
        if first != "zones":
            return [(name, "")]
        zone, _, number = rest.partition(".")
        known = {"target": THERE, "neighbour": NEXT_DOOR}
        return [(f"zones.{number}", known[zone] if zone in known else self._scenario.zones[zone].name)]

    def _list_counted(self, name: str) -> list[tuple[str, int]]:
        """Return the numbers that a derived number is counted from, each with the sign of what a step of it adds."""
        spec = self._scenario.derived[name]
        if spec.count == "members":
            wills = [member.will for role in self._scenario.roles.values() for member in role.members.values()]
            return [(will, _find_sign(spec.where.numbers[0][1], self._reach, [will])) for will in dict.fromkeys(wills)]
        there = list_target_zones(self._scenario, spec.where)
        signs = {
            f"zones.{number}": _find_sign(interval, self._reach, [f"zones.{zone}.{number}" for zone in there])
            for number, interval in spec.where.numbers
        }
        if spec.sum is not None:
            summed = f"zones.{spec.sum}"
            signs[summed] = 1 if signs.get(summed, 1) == 1 else 0
        return list(signs.items())

    # Parts

    def _iter_parts(self) -> Iterator[CausalPart]:
        scenario = self._scenario
        roles = scenario.roles
        for i, action in enumerate(scenario.actions):
            yield self._build_part(ACTION, action, roles[action.role].name, (i, "actions"))
        for i, form in enumerate(scenario.deals):
            yield self._build_part(DEAL, form, " and ".join(roles[one].name for one in form.between), (i, "deals"))
        for i, rule in enumerate(scenario.upkeep):
            yield self._build_part(RULE, rule, "", (i, "upkeep"), self._words.format_occasion(rule))
        for home, deck in enumerate(self._content.decks):
            for i, card in enumerate(deck.cards):
                yield self._build_card(home, i, card, deck)
        yield from self._iter_readers()

    def _build_part(
        self, kind: str, part: Action | DealForm | UpkeepRule, who: str, place: tuple[int, str], occasion: str = ""
    ) -> CausalPart:
        at, name = place
        one = self._by_path[SCENARIO, (name, at)]
        moves = (*self._iter_moves(one), *self._iter_costs(one))
        reads = (*self._iter_reads(part, one.zones), *self._iter_frame_reads(one), *self._iter_choices(part, one.zones))
        origin = self._origins.format_origin(part.cites, part.ours is not None)
        target = one.frame.check.target if one.frame is not None and one.frame.check is not None else 0
        once = not isinstance(part, UpkeepRule) and part.once
        follows = isinstance(part, UpkeepRule) and bool(part.after)
        return CausalPart(
            kind, part.id, part.title, who, origin, moves, reads, part.ours or "", occasion, target, follows, once
        )

    def _build_card(self, home: int, at: int, card: Card, deck: Deck) -> CausalPart:
        moves: list[Move] = []
        reads: list[Read] = [*self._iter_reads(card, ())]
        for one in iter_card_happenings(home, at, card):
            answer = _find_answer(card, one.path[2:])
            moves += self._iter_moves(one, answer)
            moves += self._iter_costs(one, answer)
            reads += self._iter_frame_reads(one, answer)
        invented = card.ours or card.invented or ""
        origin = self._origins.format_origin(card.cites, card.ours is not None)
        return CausalPart(CARD, card.id, card.title, deck.title, origin, tuple(moves), tuple(reads), invented)

    def _iter_readers(self) -> Iterator[CausalPart]:
        """Yield what only reads numbers: scores, partners that can refuse, endings, the question."""
        scenario = self._scenario
        for role in scenario.roles.values():
            for objective in role.objectives:
                reads = (*self._iter_points(objective), *self._iter_reads(objective, ()))
                yield CausalPart(SCORE, objective.id, objective.title, role.name, "", (), reads)
            for name, member in role.members.items():
                reads = tuple(self._iter_reads(member, ()))
                origin = self._origins.format_origin(member.cites, False)
                yield CausalPart(PARTNER, name, member.name, role.name, origin, (), reads)
        for ending in scenario.endings:
            yield CausalPart(ENDING, ending.id, ending.title, "", "", (), tuple(self._iter_reads(ending, ())))
        if scenario.question is not None:
            reads = tuple(self._iter_reads(scenario.question, ()))
            yield CausalPart(QUESTION, "question", scenario.question.text, "", "", (), reads)

    # What a part moves

    def _iter_moves(self, one: Happening, answer: str = "") -> Iterator[Move]:
        lasts = (one.frame.lasts if one.frame is not None else None) or 1
        per = one.frame is not None and one.frame.per is not None
        for key, effects in one.changes:
            for name, change in effects.items():
                for number, where in self._list_places(name, one.zones):
                    yield Move(number, key, change.n, _is_set(change), where, answer, lasts, per)

    def _iter_costs(self, one: Happening, answer: str = "") -> Iterator[Move]:
        if one.frame is not None:
            for name, n in one.frame.cost.items():
                yield Move(name, COST, -n, answer=answer)

    # What a part reads

    def _iter_reads(self, part: Model, zones: Sequence[str]) -> Iterator[Read]:
        """Yield what the conditions of a part and of the models inside it read."""
        for path, condition in iter_conditions(part):
            owner = _follow_path(part, path[:-1])
            weight = f"{owner.add:+d}" if isinstance(owner, Bonus) else ""
            how = ODDS if weight else str(path[-1])
            yield from self._iter_condition(condition, how, weight, zones, _find_answer(part, path))

    def _iter_condition(
        self, condition: Condition, how: str, weight: str, zones: Sequence[str], answer: str
    ) -> Iterator[Read]:
        for name, interval in condition.all.items():
            yield from self._iter_interval(name, interval, how, weight, zones, answer)
        for part in condition.any:
            yield from self._iter_condition(part, how, weight, zones, answer)

    def _iter_interval(
        self, name: str, interval: Interval, how: str, weight: str, zones: Sequence[str], answer: str = ""
    ) -> Iterator[Read]:
        low, high = interval
        sign = _find_sign(interval, self._reach, self._reach.list_numbers(name, zones))
        for number, where, through, along in self._list_sources(name, zones):
            yield Read(number, how, low, high, weight, where, through, answer, sign * along)

    def _list_sources(self, name: str, zones: Sequence[str]) -> list[tuple[str, str, str, int]]:
        """Return what is read by a name: numbers, where they are, and the derived number between, with its sign."""
        if name in self._scenario.derived:
            return [(number, "", name, sign) for number, sign in self._list_counted(name)]
        return [(number, where, "", 1) for number, where in self._list_places(name, zones)]

    def _iter_frame_reads(self, one: Happening, answer: str = "") -> Iterator[Read]:
        """Yield what a frame reads beside its conditions: what it costs, and steps that are counted."""
        if one.frame is None:
            return
        for name, n in one.frame.cost.items():
            yield Read(name, COST, n, None, str(n), answer=answer, sign=1)
        if one.frame.per is not None:
            name, steps = one.frame.per
            for number, where, through, sign in self._list_sources(name, one.zones):
                yield Read(number, STEPS, steps[0], None, "", where, through, answer, sign)

    def _iter_choices(self, part: Model, zones: Sequence[str]) -> Iterator[Read]:
        """Yield the numbers by which places are chosen."""
        if isinstance(part, Action) and part.target is not None:
            for number, interval in part.target.numbers:
                yield from self._iter_interval(f"zones.target.{number}", interval, TARGET, "", zones)
        if isinstance(part, UpkeepRule) and part.neighbour is not None:
            yield Read(f"zones.{part.neighbour}", NEIGHBOUR, where=NEXT_DOOR)

    def _iter_points(self, objective: RoleObjective) -> Iterator[Read]:
        for name, weight in objective.points.items():
            for number, where, through, sign in self._list_sources(name, ()):
                said = f"{'+' if weight > 0 else ''}{_format_weight(float(weight), str(weight))}"
                yield Read(number, POINTS, weight=said, where=where, through=through, sign=sign)


def _format_weight(value: float, exact: str) -> str:
    """Return a weight as people write it: *3*, *-2.5*; a fraction where a decimal number would go on for long."""
    short = f"{value:g}"
    return short if len(short.lstrip("-")) <= 4 else exact


def _find_sign(interval: Interval, reach: ValueRanges, numbers: Iterable[str]) -> int:
    """Return 1 if more of a number makes an interval hold, -1 if less does, 0 if that depends."""
    limits = [reach.limits[name] for name in numbers if name in reach.limits]
    has_low = interval.low is not None and not (limits and all(interval.low <= one.low for one in limits))
    has_high = interval.high is not None and not (limits and all(interval.high >= one.high for one in limits))
    return int(has_low) - int(has_high)


def _is_set(change: Change) -> bool:
    return change.op == "set"


def _follow_path(part: object, path: Path) -> object:
    """Return what stands at a path inside a part."""
    for step in path:
        if isinstance(step, str) and not isinstance(part, dict):
            part = getattr(part, step)
        else:
            part = part[step]  # type: ignore[index]
    return part


def _find_answer(part: Model, path: Path) -> str:
    """Return the answer to a card in which a path leads, or an empty text."""
    if isinstance(part, Card) and part.response is not None and "options" in path:
        return part.response.options[int(path[path.index("options") + 1])].title
    return ""
