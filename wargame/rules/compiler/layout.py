"""Lays out the columns of a row: every number in a fixed order, with its range, its start and who may know it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wargame.content.model.notation import Change
from wargame.content.model.scenario import Length, Scenario
from wargame.light_dataclass import dataclass
from wargame.rules.column import Column, ColumnKind
from wargame.rules.compiler.sources import Sources
from wargame.rules.picks import PER_CENTS
from wargame.rules.registers import ArgumentColumns, HearingColumns, PairColumns, Registers, RulingSlot
from wargame.rules.row import REVEALED
from wargame.rules.state import clamp
from wargame.rules.steps.draw import CardPlace
from wargame.rules.steps.follow import Bringing
from wargame.rules.steps.stage import Stage, number_stage
from wargame.rules.steps.tick import RULINGS

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, their positions by name, and those that the program keeps for itself."""

    columns: tuple[Column, ...]
    index: Mapping[str, int]
    at: Registers


class _ColumnList:
    """Collects columns in their order, with their positions by name."""

    def __init__(self) -> None:
        self.columns: list[Column] = []
        self.index: dict[str, int] = {}

    def add(self, column: Column) -> int:
        """Append a column and return its position."""
        self.index[column.name] = len(self.columns)
        self.columns.append(column)
        return len(self.columns) - 1

    def add_own(
        self,
        name: str,
        kind: ColumnKind,
        high: int,
        about: str = "",
        seen: frozenset[str] | None = None,
        until: int = -1,
        label: str = "",
    ) -> int:
        """Append a column of the program: from 0 to ``high``, starting at 0; return its position."""
        return self.add(Column(name, label or name, label or name, kind, about, 0, high, 0, seen, until))


def build_layout(sources: Sources) -> Layout:
    """Return the columns of a scenario at one length, for a table with the rules and cards of these sources.

    Raises `KeyError` for a length that the scenario does not have.
    """
    scenario, lay = sources.scenario, _ColumnList()
    lay.add_own("pc", ColumnKind.PROGRAM, 10_000)
    lay.add_own("turn", ColumnKind.TURN, sources.turns, label="Turn")
    lay.add_own("ending", ColumnKind.ENDING, len(scenario.endings))
    lay.add_own("revealed", ColumnKind.REVEALED, 1)
    shown = {track for frame in sources.iter_frames() for track in frame.reveal}
    _add_scenario_columns(lay, scenario, scenario.lengths[sources.length], shown)
    _add_play_columns(lay, scenario, len(sources.rules))
    _add_card_columns(lay, len(sources.entries), sources.reserve)
    for at in sources.lasting:
        name = sources.rules[at].name
        lay.add_own(f"lasts.{name}", ColumnKind.LASTING, 99, name)
    for ending in scenario.endings:
        if ending.closes > 1 and not ending.last:
            lay.add_own(f"brink.{ending.id}", ColumnKind.BRINK, ending.closes, ending.id)
    if sources.paced:
        if scenario.arguments is not None:
            _add_argument_columns(lay, scenario)
        _add_ruling_columns(lay)
    if sources.staged:
        lay.add_own("stage", ColumnKind.STAGE, number_stage(len(scenario.order), Stage.PLANS))
    for card in sources.brought:
        name = sources.cards[card].id
        lay.add_own(f"brings.{name}", ColumnKind.BRINGS, max(Bringing), name, NOBODY)
    return Layout(tuple(lay.columns), lay.index, _build_registers(lay.index, sources))


def _add_scenario_columns(lay: _ColumnList, scenario: Scenario, length: Length, shown: set[str]) -> None:
    """Add tracks, flags and zone numbers, which content names. ``shown`` are the tracks that a rule can reveal."""
    opening = length.opening

    def start(name: str, value: int, low: int, high: int) -> int:
        change = opening.get(name, Change("add", 0))
        return clamp(change.n if change.op == "set" else value + change.n, low, high)

    for name, track in scenario.tracks.items():
        seen = None if track.seen_by == "all" else frozenset(track.seen_by)
        until = lay.add_own(f"reveal.{name}", ColumnKind.REVEAL, 1, name) if name in shown and seen is not None else -1
        begin = start(name, track.start, track.min, track.max)
        lay.add(Column(name, track.name, track.name, ColumnKind.TRACK, name, track.min, track.max, begin, seen, until))
    for name, flag in scenario.flags.items():
        seen = None if flag.seen_by == "all" else frozenset(flag.seen_by)
        full = f"flags.{name}"
        lay.add(Column(full, flag.name, flag.name, ColumnKind.FLAG, name, 0, 1, start(full, 0, 0, 1), seen))
    for zone_id, zone in scenario.zones.items():
        for number, spec in scenario.zone_numbers.items():
            full = f"zones.{zone_id}.{number}"
            begin = start(full, zone.start.get(number, spec.min), spec.min, spec.max)
            short = spec.name.lower()
            label = f"{zone.name}: {short}"
            lay.add(Column(full, label, short, ColumnKind.ZONE, zone_id, spec.min, spec.max, begin, place=zone.name))


def _add_play_columns(lay: _ColumnList, scenario: Scenario, rules: int) -> None:
    """Add plans, results, estimates, secret objectives and deals."""
    for role_id, role in scenario.roles.items():
        mine = frozenset({role_id})
        lay.add_own(f"plan.{role_id}", ColumnKind.PLAN, rules + 1, role_id, mine, REVEALED)
        lay.add_own(f"result.{role_id}", ColumnKind.RESULT, 9, role_id)
        lay.add_own(f"last.{role_id}", ColumnKind.LAST, len(scenario.actions), role_id)
        secrets = len(scenario.roles) * len(role.objectives) * 4
        lay.add_own(f"secret.{role_id}", ColumnKind.SECRET, secrets, role_id, mine)
        if scenario.question is not None:
            lay.add_own(f"estimate.{role_id}", ColumnKind.ESTIMATE, PER_CENTS[-1], role_id, mine)
    for action in scenario.actions:
        if action.once:
            lay.add_own(f"used.{action.id}", ColumnKind.USED, 1, action.id)
    for form in scenario.deals:
        seen = frozenset(form.between) if form.secret else None
        lay.add_own(f"deals.{form.id}", ColumnKind.DEAL, 1, form.id, seen, label=form.title)
        lay.add_own(f"dealt.{form.id}", ColumnKind.DEALT, 1, form.id, seen)
        if form.lasts:
            lay.add_own(f"left.{form.id}", ColumnKind.LEFT, form.lasts, form.id, seen)
    limits = dict.fromkeys(form.limit for form in scenario.deals if form.limit is not None)
    for limit in limits:
        sharing = [form for form in scenario.deals if form.limit == limit]
        secret = any(form.secret for form in sharing)
        seen = frozenset({r for form in sharing for r in form.between}) if secret else None
        lay.add_own(f"limit.{limit}", ColumnKind.LIMIT, 1, limit, seen)
    for pair, parties in {format_pair(form.between): frozenset(form.between) for form in scenario.deals}.items():
        lay.add_own(f"offered.{pair}", ColumnKind.OFFERED, len(scenario.deals), pair, parties)
        lay.add_own(f"answerer.{pair}", ColumnKind.ANSWERER, len(scenario.roles), pair, parties)
        lay.add_own(f"countered.{pair}", ColumnKind.COUNTERED, 1, pair, parties)
    for role_id in scenario.roles:
        with_role = [form for form in scenario.deals if role_id in form.between]
        if with_role:
            secret = any(form.secret for form in with_role)
            seen = frozenset({r for form in with_role for r in form.between}) if secret else None
            lay.add_own(f"spoke.{role_id}", ColumnKind.SPOKE, 1, role_id, seen)


def format_pair(between: Iterable[str]) -> str:
    """Return the name of the roles of a form, as its columns use it: the ids in order, joined by a hyphen."""
    return "-".join(sorted(between))


def _add_card_columns(lay: _ColumnList, entries: int, reserve: int) -> None:
    """Add the columns of the pile and of the cards that are out of it."""
    lay.add_own("current", ColumnKind.CURRENT, entries)
    lay.add_own("next", ColumnKind.NEXT, entries)
    lay.add_own("response", ColumnKind.RESPONSE, 9)
    lay.add_own("coming", ColumnKind.COMING, entries, seen=NOBODY)
    lay.add_own("queued", ColumnKind.QUEUED, entries, seen=NOBODY)
    lay.add_own("front", ColumnKind.FRONT, entries, seen=NOBODY)
    lay.add_own("gone", ColumnKind.PAUSE, 3)
    lay.add_own("injects", ColumnKind.INJECTS, 99)
    lay.add_own("redraws", ColumnKind.REDRAWS, 99, seen=NOBODY)
    lay.add_own("return", ColumnKind.RETURN, 10_000, seen=NOBODY)
    for i in range(reserve):
        lay.add(Column(f"pile.{i}", f"pile.{i}", f"pile.{i}", ColumnKind.PILE, str(i), 0, reserve - 1, i, NOBODY))
    for i in range(entries):
        start = CardPlace.UNDRAWN if i < reserve else CardPlace.RESERVE
        lay.add(
            Column(
                f"card.{i}", f"card.{i}", f"card.{i}", ColumnKind.CARD, str(i), 0, max(CardPlace), int(start), NOBODY
            )
        )


def _add_argument_columns(lay: _ColumnList, scenario: Scenario) -> None:
    """Add the columns of the argument of each role, and of the one that is being judged."""
    for role_id in scenario.roles:
        mine = frozenset({role_id})
        is_open = len(lay.columns) + len(ArgumentColumns._fields) - 1
        for part in ArgumentColumns._fields:
            high = 10_000 if part.startswith("number") else 9
            seen, until = (None, -1) if part == "open" else (mine, is_open)
            if part.startswith("size"):
                column = Column(
                    f"argument.{role_id}.{part}", part, part, ColumnKind.ARGUMENT, role_id, -9, 9, 0, seen, until
                )
                lay.add(column)
            else:
                lay.add_own(f"argument.{role_id}.{part}", ColumnKind.ARGUMENT, high, role_id, seen, until)
        lay.add_own(f"secrets.{role_id}", ColumnKind.SECRETS, 99, role_id, mine)
        lay.add_own(f"vetoes.{role_id}", ColumnKind.VETOES, 99, role_id)
        lay.add_own(f"heard.{role_id}", ColumnKind.HEARD, 1, role_id)
    for part in HearingColumns._fields:
        # the assessment is told through events, to those who may know it
        seen = NOBODY if part in ("judged", "plus", "outcome") else None
        if part == "plus":
            lay.add(Column("hearing.plus", part, part, ColumnKind.HEARING, part, -9, 9, 0, seen))
        else:
            lay.add_own(f"hearing.{part}", ColumnKind.HEARING, 100, part, seen)


def _add_ruling_columns(lay: _ColumnList) -> None:
    """Add the columns of lasting rulings."""
    for k in range(RULINGS):
        lay.add_own(f"ruling.{k}.number", ColumnKind.RULING, 10_000, str(k), NOBODY)
        lay.add(Column(f"ruling.{k}.by", "by", "by", ColumnKind.RULING, str(k), -1000, 1000, 0, NOBODY))
        lay.add_own(f"ruling.{k}.closes", ColumnKind.RULING, 99, str(k), NOBODY)


def _build_registers(index: Mapping[str, int], sources: Sources) -> Registers:
    """Return where the program finds its columns: the only place that looks them up by name."""
    scenario = sources.scenario

    def find(what: str, ids: Iterable[str]) -> tuple[int, ...]:
        return tuple(index.get(f"{what}.{one}", -1) for one in ids)

    roles, forms = tuple(scenario.roles), [form.id for form in scenario.deals]
    hears = sources.paced and scenario.arguments is not None
    first_card = index["return"] + 1
    return Registers(
        current=index["current"],
        next=index["next"],
        response=index["response"],
        coming=index["coming"],
        queued=index["queued"],
        front=index["front"],
        gone=index["gone"],
        injects=index["injects"],
        redraws=index["redraws"],
        interrupted=index["return"],
        pile=first_card,
        card=first_card + sources.reserve,
        plan=find("plan", roles),
        result=find("result", roles),
        last=find("last", roles),
        secret=find("secret", roles),
        estimate=find("estimate", roles) if scenario.question is not None else (),
        spoke=find("spoke", roles),
        used=find("used", [action.id for action in scenario.actions]),
        deal=find("deals", forms),
        dealt=find("dealt", forms),
        left=find("left", forms),
        limit=tuple(index[f"limit.{form.limit}"] if form.limit is not None else -1 for form in scenario.deals),
        pair=tuple(
            PairColumns(*(index[f"{what}.{format_pair(form.between)}"] for what in PairColumns._fields))
            for form in scenario.deals
        ),
        lasts=find("lasts", [source.name for source in sources.rules]),
        brink=find("brink", [ending.id for ending in scenario.endings]),
        rulings=tuple(
            RulingSlot(*(index[f"ruling.{k}.{what}"] for what in RulingSlot._fields))
            for k in range(RULINGS if sources.paced else 0)
        ),
        argument=tuple(
            ArgumentColumns(*(index[f"argument.{role}.{part}"] for part in ArgumentColumns._fields))
            for role in (roles if hears else ())
        ),
        secrets=find("secrets", roles if hears else ()),
        vetoes=find("vetoes", roles if hears else ()),
        heard=find("heard", roles if hears else ()),
        hearing=HearingColumns(*(index[f"hearing.{part}"] for part in HearingColumns._fields)) if hears else None,
        stage=index.get("stage", -1),
        brings=tuple((card, index[f"brings.{sources.cards[card].id}"]) for card in sources.brought),
    )
