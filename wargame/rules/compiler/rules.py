"""Compiles the sources of rules to rules.

The changes of one outcome to one number are summed here, so that a rule clamps each number once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wargame.content.model.deck import Check
from wargame.content.model.follows import ANY, LATER, NOW, Follow
from wargame.content.model.notation import NEIGHBOUR_WILL, TARGET_WILL, Change, Effects, sum_changes
from wargame.rules.compiler.derived import build_term
from wargame.rules.compiler.gates import GateCompiler
from wargame.rules.compiler.layout import Layout
from wargame.rules.compiler.sources import RuleSource, Sources
from wargame.rules.model import Changes, CompiledBonus, Delta, Gate, HeardCard, Next, Rule, Term
from wargame.rules.row import ENDING
from wargame.rules.state import build_next_values
from wargame.rules.step import Result
from wargame.rules.steps.follow import Bringing

_OwnChange = tuple[int, Change]
"""A column that a rule changes for the program, with the change."""
_NamedChange = tuple[int, Change, bool]
"""A column that content changes, the change, and whether that is the will of the member who holds the chosen zone."""


class RuleCompiler:
    """Compiles the rules of one table."""

    def __init__(self, sources: Sources, layout: Layout, gates: GateCompiler) -> None:
        self._sources, self._layout, self._gates = sources, layout, gates
        self._cards = {card.id: i for i, card in reversed([*enumerate(sources.cards)])}
        self._endings = {ending.id: i for i, ending in enumerate(sources.scenario.endings)}
        self._values: dict[tuple[int, int, bool, int], Next] = {}

    def compile_rules(self) -> list[Rule]:
        """Return all rules, in the order of their sources."""
        return [self._build_rule(at, source) for at, source in enumerate(self._sources.rules)]

    def _build_rule(self, at: int, source: RuleSource) -> Rule:
        frame, check = source.frame, source.frame.check
        always = list(self._iter_own_changes(source))
        lasts = [(self._layout.at.lasts[at], Change("set", frame.lasts - 1))] if frame.lasts else []
        on_success = list(self._iter_follow_changes(frame.inject, "success"))
        on_failure = list(self._iter_follow_changes(frame.inject, "failure"))
        times = range(len(frame.per[1]) + 1) if frame.per is not None else (1,)
        won = self._list_named(frame.list_effects(succeeds=True), source)
        lost = self._list_named(frame.list_effects(succeeds=False), source) if check is not None else won
        success = self._build_outcomes(won, [*always, *lasts, *on_success], times)
        said = self._build_deltas(won)
        return Rule(
            name=source.name,
            title=source.title,
            short=source.short or source.title,
            kind=source.kind,
            owner=source.owner,
            zone=source.zone,
            gate=self._build_rule_gate(source),
            cost=tuple((self._layout.index[track], n) for track, n in frame.cost.items()),
            target=check.target if check is not None else 0,
            bonuses=self._build_bonuses(check, source),
            per=(self._find_ref(frame.per[0], source), frame.per[1]) if frame.per is not None else None,
            success=success,
            failure=success if lost is won and not lasts else self._build_outcomes(lost, [*always, *on_failure], times),
            said_success=said,
            said_failure=said if lost is won else self._build_deltas(lost),
            lasts=frame.lasts or 0,
            seen=source.seen,
            quiet=source.quiet,
            after=source.after,
        )

    def _find_ref(self, name: str, source: RuleSource) -> int:
        return self._gates.find_ref(name, source.zone, source.neighbour)

    def _build_rule_gate(self, source: RuleSource) -> Gate:
        """Return the gate of a rule: its condition, and where it is for one zone, what makes it happen there."""
        terms = list(self._iter_own_terms(source))
        either = [ways for ways in (self._list_pressures(source), self._list_comparisons(source)) if ways is not None]
        for ways in [ways for ways in either if len(ways) == 1]:
            terms += ways[0].terms
            either.remove(ways)
        gate = self._gates.build_gate(source.frame.when, source.zone, terms, source.neighbour)
        return Gate(gate.terms, (*(tuple(ways) for ways in either), *gate.either)) if either else gate

    def _list_pressures(self, source: RuleSource) -> list[Gate] | None:
        """Return the gates of which one must hold for a rule that comes after actions; None for another rule."""
        if not source.after:
            return None
        at, rules = self._layout.at, self._sources.rules
        return [
            Gate(
                (
                    Term(at.plan[rules[rule].owner], rule + 1, rule + 1),
                    Term(at.result[rules[rule].owner], Result.DONE, Result.SUCCESS),
                )
            )
            for rule in source.after
        ]

    def _list_comparisons(self, source: RuleSource) -> list[Gate] | None:
        """Return the gates of which one holds if the neighbour is where the number is highest; None without one.

        There is a gate for each value of the number there.
        """
        if not source.neighbour or len(source.rivals) == 1:
            return None
        columns = {zone: self._layout.index[f"zones.{zone}.{source.highest}"] for zone in source.rivals}
        spec = self._layout.columns[columns[source.neighbour]]
        first = source.rivals.index(source.neighbour)
        return [
            Gate(
                (
                    Term(columns[source.neighbour], n, n),
                    *(Term(columns[z], spec.low, n - (i < first)) for i, z in enumerate(source.rivals) if i != first),
                )
            )
            for n in range(spec.low + (first > 0), spec.high + 1)
        ]

    def _iter_own_terms(self, source: RuleSource) -> Iterator[Term]:
        """Yield what must hold for an action beside its condition: the numbers of its zone, and that it is not used."""
        if source.action < 0:
            return
        target = self._sources.scenario.actions[source.action].target
        for name, interval in target.numbers if target is not None else ():
            yield build_term(self._layout.index[f"zones.{source.zone}.{name}"], interval)
        used = self._layout.at.used[source.action]
        if used >= 0:
            yield Term(used, 0, 0)

    def _iter_own_changes(self, source: RuleSource) -> Iterator[_OwnChange]:
        """Yield the changes for the program that come with either outcome."""
        frame, used = source.frame, self._layout.at.used[source.action] if source.action >= 0 else -1
        if used >= 0:
            yield used, Change("set", 1)
        for track in frame.reveal:
            shown = self._layout.columns[self._layout.index[track]].until
            if shown >= 0:
                yield shown, Change("set", 1)
        yield from self._iter_follow_changes(frame.inject, ANY)
        if frame.end is not None:
            yield ENDING, Change("set", self._endings[frame.end] + 1)

    def _iter_follow_changes(self, follows: Sequence[Follow], after: str) -> Iterator[_OwnChange]:
        """Yield the changes that bring the cards of one outcome, or of ``ANY``."""
        brings = dict(self._layout.at.brings)
        for one in follows:
            card = self._cards[one.card]
            if one.after == after and one.at == LATER:
                yield self._layout.at.queued, Change("set", self._sources.entries.index(card) + 1)
            elif one.after == after:
                yield brings[card], Change("set", Bringing.NOW if one.at == NOW else Bringing.NEXT)

    def list_heard(self) -> dict[int, tuple[HeardCard, ...]]:
        """Return, by card, the cards that come when an argument was heard while it lies on the table."""
        results = {ANY: frozenset({Result.SUCCESS, Result.FAILURE})}
        results |= {"success": frozenset({Result.SUCCESS}), "failure": frozenset({Result.FAILURE})}
        return {
            i: tuple(
                HeardCard(column, change.n, results[after])
                for after in results
                for column, change in self._iter_follow_changes(card.hearing, after)
            )
            for i, card in enumerate(self._sources.cards)
            if card.hearing
        }

    def _build_bonuses(self, check: Check | None, source: RuleSource) -> tuple[CompiledBonus, ...]:
        if check is None:
            return ()
        return tuple(
            CompiledBonus(
                self._gates.build_gate(b.when, source.zone, neighbour=source.neighbour), b.add, b.because or ""
            )
            for b in check.plus
        )

    def _list_named(self, parts: Sequence[Effects], source: RuleSource) -> list[_NamedChange]:
        """Return the changes of effects by column, in their order, and whether each is of the will of a member there.

        Where the neighbour has no other member there is no such will, and nothing changes.
        """
        none = bool(source.neighbour) and not self._gates.is_other_member(source.zone, source.neighbour)
        return [
            (self._find_ref(name, source), change, name == TARGET_WILL)
            for part in parts
            for name, change in part.items()
            if not (none and name == NEIGHBOUR_WILL)
        ]

    def _build_outcomes(
        self, named: Sequence[_NamedChange], own: Sequence[_OwnChange], times: Iterable[int]
    ) -> tuple[Changes, ...]:
        """Return, for each of ``times``, the changes of the effects, that many times over, and the rule's ``own``."""
        effects = sum_changes((at, change) for at, change, _ in named)
        return tuple(self._build_changes(effects if n else {}, own, n) for n in times)

    def _build_changes(self, effects: Mapping[int, Change], own: Sequence[_OwnChange], times: int) -> Changes:
        summed = [(at, Change(c.op, c.n if c.op == "set" else c.n * times)) for at, c in effects.items()]
        return tuple((at, self._build_values(at, change)) for at, change in (*summed, *own))

    def _build_values(self, at: int, change: Change) -> Next:
        """Return the new values of a column for its old ones; what is alike for many columns is built once."""
        column = self._layout.columns[at]
        key = (column.low, column.high, change.op == "set", change.n)
        if key not in self._values:
            self._values[key] = build_next_values(*key)
        return self._values[key]

    def _build_deltas(self, named: Sequence[_NamedChange]) -> tuple[Delta, ...]:
        there = {at for at, _, is_there in named if is_there}
        summed = sum_changes((at, change) for at, change, _ in named)
        return tuple(Delta(at, c.op == "set", c.n, at in there) for at, c in summed.items())
