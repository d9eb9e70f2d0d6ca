"""Compiles the sources of rules to rules.

The changes of one outcome to one number are summed here, so that a rule clamps each number once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wargame.content.model.deck import Check
from wargame.content.model.follows import ANY, LATER, NOW, Follow
from wargame.content.model.notation import TARGET_WILL, Change, Effects, sum_changes
from wargame.rules.compiler.derived import build_term
from wargame.rules.compiler.gates import GateCompiler
from wargame.rules.compiler.layout import Layout
from wargame.rules.compiler.sources import RuleSource, Sources
from wargame.rules.model import Changes, CompiledBonus, Delta, HeardCard, Next, Rule, Term
from wargame.rules.row import ENDING
from wargame.rules.state import build_next_values
from wargame.rules.step import Result
from wargame.rules.steps.follow import Bringing

_OwnChange = tuple[int, Change]
"""A column that a rule changes for the program, with the change."""


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
        frame, zone, check = source.frame, source.zone, source.frame.check
        always = list(self._iter_own_changes(source))
        lasts = [(self._layout.at.lasts[at], Change("set", frame.lasts - 1))] if frame.lasts else []
        on_success = list(self._iter_follow_changes(frame.inject, "success"))
        on_failure = list(self._iter_follow_changes(frame.inject, "failure"))
        times = range(len(frame.per[1]) + 1) if frame.per is not None else (1,)
        won = frame.list_effects(succeeds=True)
        lost = frame.list_effects(succeeds=False) if check is not None else won
        success = self._build_outcomes(won, zone, [*always, *lasts, *on_success], times)
        said = self._build_deltas(won, zone)
        return Rule(
            name=source.name,
            title=source.title,
            short=source.short or source.title,
            kind=source.kind,
            owner=source.owner,
            zone=zone,
            gate=self._gates.build_gate(frame.when, zone, self._iter_own_terms(source)),
            cost=tuple((self._layout.index[track], n) for track, n in frame.cost.items()),
            target=check.target if check is not None else 0,
            bonuses=self._build_bonuses(check, zone),
            per=(self._gates.find_ref(frame.per[0], zone), frame.per[1]) if frame.per is not None else None,
            success=success,
            failure=success
            if lost is won and not lasts
            else self._build_outcomes(lost, zone, [*always, *on_failure], times),
            said_success=said,
            said_failure=said if lost is won else self._build_deltas(lost, zone),
            lasts=frame.lasts or 0,
            seen=source.seen,
            quiet=source.quiet,
        )

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

    def _build_bonuses(self, check: Check | None, zone: str) -> tuple[CompiledBonus, ...]:
        if check is None:
            return ()
        return tuple(CompiledBonus(self._gates.build_gate(b.when, zone), b.add, b.because or "") for b in check.plus)

    def _sum_effects(self, parts: Sequence[Effects], zone: str) -> dict[int, Change]:
        """Return the changes of several effects, one for each column."""
        return sum_changes(
            (self._gates.find_ref(name, zone), change) for part in parts for name, change in part.items()
        )

    def _build_outcomes(
        self, parts: Sequence[Effects], zone: str, own: Sequence[_OwnChange], times: Iterable[int]
    ) -> tuple[Changes, ...]:
        """Return, for each of ``times``, the changes of the effects, that many times over, and the rule's ``own``."""
        effects = self._sum_effects(parts, zone)
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

    def _build_deltas(self, parts: Sequence[Effects], zone: str) -> tuple[Delta, ...]:
        there = self._gates.find_will(zone) if any(TARGET_WILL in effects for effects in parts) else -1
        return tuple(Delta(at, c.op == "set", c.n, at == there) for at, c in self._sum_effects(parts, zone).items())
