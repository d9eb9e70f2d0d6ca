"""The decisions that a debrief looks back on: what was attempted, what happened, and what the papers say about it.

They are the bookmarked decisions. If those are few, the decisions that moved most are suggested beside them. They are
talked over after *out of role*, so they may be secret ones: deals, and the closes at which something came to light.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Set
from itertools import islice, takewhile
from typing import NamedTuple

from wargame.exercise.debrief.citing import find_card_on_table, list_cited
from wargame.exercise.play.sanitize import clean
from wargame.exercise.view.narration import PACE, find_decision, is_told_by_events
from wargame.exercise.view.window import Window
from wargame.rules.column import NUMBER_KINDS, ColumnKind
from wargame.rules.decisions import Decision
from wargame.rules.evolve import evolve
from wargame.rules.explain import explain, join_moves
from wargame.rules.model import FACILITATOR, RuleKind
from wargame.rules.row import Changed, Part
from wargame.rules.told import OF_CARDS, OF_PLANS, Told, TurnBegan
from wargame.session.events import load_events
from wargame.session.records import Amendment, Bookmark, CommandLine

FEW, MANY = 3, 5
"""A debrief has time for three to five decisions (docs/procedures.md §5)."""

PAPERS = 3
"""The most facts from the papers that are read out for one moment."""


NOT_ALONE = frozenset({"begin", "estimate", "pass", "decline", "stand", "challenge", "weigh", "counter"})
"""The commands that decide nothing on the table."""


BY_PLAN_OR_CARD = frozenset({RuleKind.ACTION, RuleKind.UPKEEP, RuleKind.CARD})
"""The kinds of rules that happen by themselves or by a plan, whatever else is decided in their line."""

PLANS = frozenset({"plan", "argue"})
"""The commands that are told together where the facilitator went on after them."""

UNREMARKABLE = frozenset({"pass"})
"""Commands that nobody means by a bookmark, such as making no offer: the decision before it is meant."""


class PaperClaim(NamedTuple):
    """What a paper says about a moment, in our own words: the page, and the action, deal or card that cites it."""

    met: str
    claim: str
    where: str
    """*Nolden 2011, p. 4*."""
    stance: str


class DebriefAttempt(NamedTuple):
    """A decision at a moment, why it was taken, and what happened (empty: nothing changed).

    ``hindsight``: this reason was written after the end, when the outcome was known. ``announced`` says
    that what happened does not tell all of the decision.
    """

    line: int
    decision: Decision
    announced: bool
    because: str
    came: tuple[Told, ...]
    hindsight: bool = False


class DebriefMoment(NamedTuple):
    """One decision to look back on.

    ``line`` is the line at which a replay opens, ``bookmark`` the line of its bookmark, or 0. ``announced`` says that
    what happened does not tell all of the decision.
    """

    line: int
    turn: int
    decision: Decision
    announced: bool
    bookmark: int
    note: str
    """What was written beside the bookmark."""
    attempts: tuple[DebriefAttempt, ...]
    """The decision itself; where the facilitator only went on, the plans of that turn."""
    happened: tuple[Told, ...]
    """What else happened with that line."""
    papers: tuple[PaperClaim, ...]
    ask: tuple[str, ...]
    """The questions of the card that the decision answers; none where it answers no card."""


def list_moments(window: Window) -> list[DebriefMoment]:
    """Return the bookmarked decisions in order, filled up to three by those that moved most (their ``bookmark`` is 0).

    Where a bookmark marks a reveal or a close, the plans of that turn are told with it and not suggested.
    """
    marked = find_bookmarked_lines(window)
    others = _list_untold(window, marked)[: max(FEW - len(marked), 0)]
    looked_at = marked | dict.fromkeys(others, (0, ""))
    return [_build_moment(window, find_line(window, n), *marks) for n, marks in sorted(looked_at.items())]


def find_bookmarked_lines(window: Window) -> dict[int, tuple[int, str]]:
    """Return the decisions that stand and have a bookmark: by line, the line of the bookmark and its words.

    Of several bookmarks of one decision, the last one with words counts.
    """
    marked: dict[int, tuple[int, str]] = {}
    stands = {line.n for line in window.standing}
    at = 0
    for line in window.lines:
        if isinstance(line, CommandLine) and line.n in stands and line.do not in UNREMARKABLE:
            at = line.n
        elif isinstance(line, Bookmark) and at:
            note = clean(line.text)
            n, before = marked.get(at, (line.n, ""))
            marked[at] = (line.n, note) if note else (n, before)
    return marked


def rank_lines(window: Window) -> list[int]:
    """Return the decisions whose own effects moved anything, by line, those that moved most first.

    A change counts in proportion to the range of its number; a deal also moves what it gives at each close. A close (or
    the last decision before it, where nobody closes) is among them for a check that belongs to no role and came true,
    such as an exposure. Before the exercise is over only what all can see counts.
    """
    weights = {line.n: _compute_weight(window, line) for line in window.standing}
    return sorted((n for n, weight in weights.items() if weight > 0), key=lambda n: (-weights[n], n))


def _list_untold(window: Window, marked: Container[int]) -> list[int]:
    """Return the decisions of `rank_lines` that are neither ``marked`` nor told with a marked line."""
    paced = {line.turn for line in window.standing if line.n in marked and line.do in PACE}
    lines = (find_line(window, n) for n in rank_lines(window) if n not in marked)
    return [line.n for line in lines if line.turn not in paced or line.do not in PLANS]


def _is_revealing(window: Window, rule: int) -> bool:
    """Is this a check that belongs to no role, as an exposure is?"""
    return rule >= 0 and window.table.rules[rule].kind is RuleKind.UPKEEP and window.table.rules[rule].target > 0


def find_line(window: Window, n: int) -> CommandLine:
    """Line ``n`` of the session."""
    line = window.lines[n - 2]
    if not isinstance(line, CommandLine):
        raise LookupError(f"line {n} is no command")
    return line


def _compute_weight(window: Window, line: CommandLine) -> float:
    weight = 0.0
    for event in _iter_effects(window, line):
        column = window.table.columns[event.column]
        if column.kind in NUMBER_KINDS and (column.seen is None or window.over):
            weight += abs(event.after - event.before) / max(1, column.high - column.low)
    return weight


def _iter_effects(window: Window, line: CommandLine) -> Iterator[Changed]:
    """Yield the changes that a decision itself made: by its rule in its turn, or in its line by no plan.

    Those of a deal are also what it gives at each close. After the end, what a check of no role changed with the line
    comes first.
    """
    table, rule = window.table, find_planned_rule(window, line)
    if window.over:
        yield from (one for one in _iter_changes(window, line) if _is_revealing(window, one.rule))
    if line.do == "argue" or line.do in PACE | NOT_ALONE:
        return
    if line.do in ("accept", "offer"):  # partners within one role agree at once to what is offered
        yield from _iter_later_effects(window, line)
    for other in _iter_rest_of_turn(window, line) if rule >= 0 else [line]:
        for event in _iter_changes(window, other):
            if event.part == Part.LASTING:
                continue
            kind = table.rules[event.rule].kind if event.rule >= 0 else None
            if event.rule == rule if rule >= 0 else kind not in BY_PLAN_OR_CARD:
                yield event


def _iter_changes(window: Window, line: CommandLine) -> Iterator[Changed]:
    return (event for event in load_events(window.table, line.events) if isinstance(event, Changed))


def _iter_later_effects(window: Window, line: CommandLine) -> Iterator[Changed]:
    """Yield what the deal that a line strikes changes at the closes at which it stands."""
    table = window.table
    struck = next(
        (
            one.column
            for one in _iter_changes(window, line)
            if table.columns[one.column].kind is ColumnKind.DEAL and one.after > one.before
        ),
        -1,
    )
    if struck < 0:
        return
    each = table.rule_at.get(f"deal.{table.columns[struck].name.partition('.')[2]}.each", -1)
    for other in window.standing:
        if other.n > line.n:
            for event in _iter_changes(window, other):
                if event.rule == each:
                    yield event
                elif event.column == struck:
                    return


def find_planned_rule(window: Window, line: CommandLine) -> int:
    """Return the index of the rule that a plan plans; -1 for every other command."""
    if line.do != "plan":
        return -1
    args = line.args
    name = f"{args['action']}@{args['zone']}" if args.get("zone") else str(args["action"])
    return window.table.rule_at.get(name, -1)


def _iter_rest_of_turn(window: Window, line: CommandLine) -> Iterator[CommandLine]:
    """Yield the commands of the turn from ``line`` on."""
    return (one for one in window.standing if one.turn == line.turn and one.n >= line.n)


def list_results(window: Window, line: CommandLine) -> list[Told]:
    """What a decision brought about, as the facilitator may hear it: its roll and its own effects in the whole turn."""
    rule = find_planned_rule(window, line)
    if rule >= 0:
        return join_moves(_iter_told_of_rule(window, line, rule))
    if line.do == "argue":
        heard = [one for one in _iter_rest_of_turn(window, line) if window.find_arguing_role(one.n) == line.role]
        return [told for other in heard for told in join_moves(_list_told_of_hearing(window, other))]
    every = window.list_told(line.n, FACILITATOR)
    return join_moves(one for one in every if not isinstance(one, (TurnBegan, *OF_CARDS)))


def _list_other_results(window: Window, line: CommandLine, rules: Set[int]) -> list[Told]:
    """Return what a line brought about beside the effects of the plans with these rules and their reveal."""
    if not rules or line.do not in PACE:
        return list_results(window, line)
    kept: list[Told] = []
    row = window.find_row_before(line.n)
    for event in load_events(window.table, line.events):
        if event.rule not in rules:
            told = explain(window.table, row, [event], FACILITATOR)
            kept += [one for one in told if not isinstance(one, (TurnBegan, *OF_CARDS, *OF_PLANS))]
        row = evolve(row, event)
    return join_moves(kept)


def _list_revealed(window: Window, line: CommandLine) -> list[Told]:
    """Return what the checks of no role brought about with a line, with their dice, as far as they came true."""
    events = load_events(window.table, line.events)
    came = {one.rule for one in _iter_changes(window, line) if _is_revealing(window, one.rule)}
    told: list[Told] = []
    row = window.find_row_before(line.n)
    for event in events:
        if event.rule in came:
            told += explain(window.table, row, [event], FACILITATOR)
        row = evolve(row, event)
    return join_moves(told)


def _list_told_of_hearing(window: Window, line: CommandLine) -> list[Told]:
    """Return what happened by a line of a hearing, without the plans that its last line continues with."""
    table = window.table
    own = takewhile(
        lambda event: not (isinstance(event, Changed) and table.columns[event.column].kind is ColumnKind.LAST),
        load_events(table, line.events),
    )
    told = explain(table, window.find_row_before(line.n), list(own), FACILITATOR)
    return window.reword_arguments(line, told, FACILITATOR)


def _iter_told_of_rule(window: Window, line: CommandLine, rule: int) -> Iterator[Told]:
    """Yield what one rule did, from a line to the end of its turn."""
    table = window.table
    for other in _iter_rest_of_turn(window, line):
        row = window.find_row_before(other.n)
        for event in load_events(table, other.events):
            if event.rule == rule:
                yield from explain(table, row, [event], FACILITATOR)
            row = evolve(row, event)


def find_amendment(window: Window, line: CommandLine) -> Amendment | None:
    """Return the last better rationale for a decision; None without one."""
    return next((one for one in reversed(window.list_records(Amendment)) if one.line == line.n), None)


def is_hindsight(window: Window, written: Amendment) -> bool:
    """Tell whether a better rationale was written after the end of play, when the outcome was known."""
    return window.over and written.n > window.last_command


def _build_moment(window: Window, line: CommandLine, bookmark: int, note: str) -> DebriefMoment:
    decisions = [line]
    if line.do in PACE and not bookmark:  # suggested for what came to light, which nobody planned
        decisions = []
    elif line.do in PACE:  # the facilitator went on: the plans of this turn are what was attempted
        decisions = [one for one in window.standing if one.turn == line.turn and one.n < line.n and one.do in PLANS]
    attempts = [_build_attempt(window, one) for one in decisions]
    told = {one for attempt in attempts for one in attempt.came}
    told_by = {find_planned_rule(window, one) for one in decisions} - {-1}
    card = find_card_on_table(window, line) if line.do == "respond" else None
    others = _list_other_results(window, line, told_by) if decisions else []
    others += [] if bookmark else _list_revealed(window, line)
    return DebriefMoment(
        line.n,
        line.turn,
        find_decision(window, line, FACILITATOR),
        not is_told_by_events(window, line, FACILITATOR),
        bookmark,
        note,
        tuple(attempts),
        tuple(one for one in others if one not in told),
        tuple(islice(_iter_claims(window, decisions), PAPERS)),
        tuple(card.ask) if card is not None else (),
    )


def _build_attempt(window: Window, line: CommandLine) -> DebriefAttempt:
    better = find_amendment(window, line)
    return DebriefAttempt(
        line.n,
        find_decision(window, line, FACILITATOR),
        not is_told_by_events(window, line, FACILITATOR),
        better.because if better is not None else line.because,
        tuple(list_results(window, line)),
        better is not None and is_hindsight(window, better),
    )


def _iter_claims(window: Window, decisions: Iterable[CommandLine]) -> Iterator[PaperClaim]:
    """Yield each fact that the decisions cite, once: by their action, their deal, or the card that they answer."""
    cited: dict[str, str] = {}
    for line in decisions:
        for found in list_cited(window, line):
            for fact in found.facts:
                cited.setdefault(fact, found.title)
    facts = {f"{doc.id}/{fact.id}": (doc, fact) for doc in window.sources for fact in doc.facts}
    for name, met_at in cited.items():
        if name in facts:
            doc, known = facts[name]
            yield PaperClaim(met_at, known.claim, f"{doc.short}, p. {known.page}", known.stance)
