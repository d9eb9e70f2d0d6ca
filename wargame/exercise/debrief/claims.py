"""What the documents of a session claim, and what happened in it for and against each claim, as data.

A decision stands with a claim if what it cites (`citing.py`) is among the facts for or against it. To decline a deal
is to decide otherwise, so it stands on the other side. What the rules, switches and measured experiments of the
scenario say about a claim was built in, and is listed apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from wargame.content.load.measured import MeasuredLength, MeasuredMargin, load_measured
from wargame.content.model.claim import Claim, Weakness
from wargame.content.model.deck import Card
from wargame.content.model.experiments import Experiment
from wargame.content.model.source import Source
from wargame.content.text.wording import merge_pages
from wargame.exercise.debrief.citing import Cited, find_cited
from wargame.exercise.view.window import Window
from wargame.rules.column import ColumnKind
from wargame.rules.row import TURN, Changed
from wargame.session.events import load_events
from wargame.session.records import Bookmark, CommandLine

Side = Literal["for", "against", "both", "asked"]
"""On which side of a claim a decision stands; *asked*: it answered a card about the claim."""

SIDES: tuple[Side, ...] = ("for", "against", "both", "asked")

BEST = 3
"""How many questions of cards come first."""

_OPEN = ("what", "how", "who", "whom", "whose", "which", "why", "where", "when")
"""The first words of questions that cannot be answered by yes or no."""


class ClaimDecision(NamedTuple):
    """A decision that stands with a claim: its line, and what it cites.

    ``verb`` is its command; ``plan`` for a deal that a role makes within itself.
    """

    line: int
    turn: int
    role: str
    verb: str
    cited: Cited
    side: Side


class ClaimMeasure(NamedTuple):
    """An experiment about a claim, with what was measured of it; None where nothing was."""

    experiment: Experiment
    margin: MeasuredMargin | None


class ClaimSwitch(NamedTuple):
    """A switch that stands for a claim, and whether the exercise was played without that part."""

    title: str
    text: str
    off: bool


class ClaimRule(NamedTuple):
    """A rule of upkeep that cites facts of a claim, what it does, and the turns in which it changed something."""

    title: str
    text: str
    turns: tuple[int, ...]


class ClaimHere(NamedTuple):
    """A claim, and what this exercise has to say of it."""

    source: Source
    claim: Claim
    pages: tuple[str, ...]
    decisions: tuple[ClaimDecision, ...]
    rules: tuple[ClaimRule, ...]
    switches: tuple[ClaimSwitch, ...]
    measures: tuple[ClaimMeasure, ...]

    @property
    def weakness(self) -> Weakness | None:
        """The first reason why the claim may fail."""
        return self.claim.may_fail[0] if self.claim.may_fail else None

    def list_weak_pages(self, weakness: Weakness) -> list[str]:
        """Return the pages of the facts that a reason rests on."""
        pages = {fact.id: fact.page for fact in self.source.facts}
        return merge_pages(pages[name] for name in weakness.rests_on)


class CardQuestion(NamedTuple):
    """A question of a card that came, for the class."""

    turn: int
    line: int
    card: str
    question: str


class ClaimSheet(NamedTuple):
    """All claims of a session, those first that its scenario is most about, and the questions of its cards.

    ``silent`` are the documents that the exercise cites and that state no claims. ``pairs`` is the number of exercises
    behind each measured figure, 0 where none was measured.
    """

    claims: tuple[ClaimHere, ...]
    questions: tuple[CardQuestion, ...]
    silent: tuple[Source, ...]
    pairs: int


def build_claim_sheet(window: Window) -> ClaimSheet:
    """Return what the documents of a session claim, and what happened here."""
    scenario = window.table.scenario
    measured = _find_measured(window)
    margins = measured.margins if measured is not None else {}
    decided = list(_iter_cited(window))
    alone = {form.id for form in window.table.forms if len(form.between) == 1}
    happened = _find_rule_turns(window)
    here = []
    for source in _order_sources(window):
        for claim in source.claims:
            name = f"{source.id}/{claim.id}"
            here.append(
                ClaimHere(
                    source,
                    claim,
                    tuple(claim.pages),
                    tuple(_iter_sides(source, claim, decided, alone)),
                    tuple(_list_rules(window, source, claim, happened)),
                    tuple(ClaimSwitch(s.title, s.text, s.off) for s in scenario.switches if name in s.claims),
                    tuple(ClaimMeasure(e, margins.get(e.id)) for e in scenario.experiments if name in e.claims),
                )
            )
    silent = tuple(source for source in window.sources if not source.claims)
    used = any(measure.margin is not None for one in here for measure in one.measures)
    pairs = measured.pairs if measured is not None and used else 0
    return ClaimSheet(tuple(here), tuple(_rank_questions(window)), silent, pairs)


_MEASURED: WeakKeyDictionary[Window, MeasuredLength | None] = WeakKeyDictionary()
"""What was measured of the content of each window: its digest takes long, and a debrief asks again and again."""


def _find_measured(window: Window) -> MeasuredLength | None:
    if window not in _MEASURED:
        cards = [card for deck in window.content.decks for card in deck.cards]
        _MEASURED[window] = load_measured(window.table.scenario, cards, window.table.length)
    return _MEASURED[window]


def find_claims_of(sheet: ClaimSheet, line: int) -> list[tuple[ClaimHere, Side]]:
    """Return the claims that the decision of a line stands with, and on which side."""
    return [(one, made.side) for one in sheet.claims for made in one.decisions if made.line == line]


def _order_sources(window: Window) -> list[Source]:
    """Return the documents, those first that switches and experiments of the scenario are about."""
    scenario = window.table.scenario
    about = [*(one.claims for one in scenario.switches), *(one.claims for one in scenario.experiments)]
    named = [name.partition("/")[0] for names in about for name in names]
    return sorted(window.sources, key=lambda source: -named.count(source.id))


def _iter_cited(window: Window) -> Iterator[tuple[CommandLine, Cited]]:
    """Yield each standing decision that cites something. Who offers a deal decides as well as who answers."""
    for line in window.standing:
        cited = find_cited(window, line)
        if cited is not None:
            yield line, cited


def _iter_sides(
    source: Source, claim: Claim, decided: Iterable[tuple[CommandLine, Cited]], alone: Collection[str]
) -> Iterator[ClaimDecision]:
    """Yield the decisions that stand with a claim; ``alone`` are the deals that a role makes within itself."""
    bears = {f"{source.id}/{name}" for name in claim.rests_on}
    against = {f"{source.id}/{name}" for name in claim.against}
    for line, cited in decided:
        rests, opposes = not bears.isdisjoint(cited.facts), not against.isdisjoint(cited.facts)
        side = _find_side(line.do, rests, opposes)
        if side is not None:
            verb = "plan" if cited.kind == "deal" and cited.id in alone else line.do
            yield ClaimDecision(line.n, line.turn, line.role, verb, cited, side)


def _find_side(verb: str, rests: bool, opposes: bool) -> Side | None:
    """Return the side of a decision whose citations are among the facts for a claim, or against it; None for neither.

    To turn down what speaks against a claim stands for it. To turn down what speaks for it stands nowhere: what else
    was wanted is not said.
    """
    if not (rests or opposes):
        return None
    if verb == "respond":
        return "asked"
    if verb in ("decline", "break"):
        return "for" if opposes else None
    return "both" if rests and opposes else "for" if rests else "against"


def _list_rules(window: Window, source: Source, claim: Claim, happened: dict[str, tuple[int, ...]]) -> list[ClaimRule]:
    """Return the rules of upkeep that cite what a claim rests on, those first that cite hardly anything else."""
    bears = {f"{source.id}/{name}" for name in claim.rests_on}
    rules = [rule for rule in window.table.scenario.upkeep if not bears.isdisjoint(rule.cites)]
    rules.sort(key=lambda rule: -len(bears.intersection(rule.cites)) / len(rule.cites))
    return [ClaimRule(rule.title, rule.text, happened.get(rule.id, ())) for rule in rules]


def _find_rule_turns(window: Window) -> dict[str, tuple[int, ...]]:
    """Return the turns in which each rule of upkeep changed something, by its id."""
    table = window.table
    upkeep = {at: table.scenario.upkeep[i].id for at, i in table.upkeep_of.items()}
    turns: dict[str, dict[int, None]] = {}
    for line in window.standing:
        turn = line.turn
        for event in load_events(table, line.events):
            if isinstance(event, Changed):
                turn = event.after if event.column == TURN else turn
                if event.rule in upkeep:
                    turns.setdefault(upkeep[event.rule], {})[turn] = None
    return {name: tuple(found) for name, found in turns.items()}


def _rank_questions(window: Window) -> list[CardQuestion]:
    """Return the questions of the cards that came: the `BEST` first, each of another card, the others as they came.

    The best are open ones of cards that rest on claims, that a role answered, and whose turn was bookmarked.
    """
    came = list(_iter_cards(window))
    answered = {(line.turn, line.do) for line in window.standing if line.do == "respond"}
    marked = {line.turn for line in window.list_records(Bookmark)}
    claimed = {
        f"{source.id}/{name}"
        for source in window.sources
        for one in source.claims
        for name in (*one.rests_on, *one.against)
    }

    def weigh(turn: int, card: Card, question: str) -> int:
        is_open = question.lower().startswith(_OPEN)
        rests = len(claimed.intersection(card.cites))
        return 3 * is_open + min(rests, 2) + ((turn, "respond") in answered) + (turn in marked)

    listed = [
        (CardQuestion(turn, n, card.title, text), weigh(turn, card, text))
        for turn, n, card in came
        for text in card.ask
    ]
    best: list[CardQuestion] = []
    for question, _ in sorted(listed, key=lambda pair: -pair[1]):
        if len(best) < BEST and all(question.card != one.card for one in best):
            best.append(question)
    return [*best, *(question for question, _ in listed if question not in best)]


def _iter_cards(window: Window) -> Iterator[tuple[int, int, Card]]:
    """Yield every card that came, with its turn and line."""
    table = window.table
    for line in window.standing:
        turn = line.turn
        for event in load_events(table, line.events):
            if isinstance(event, Changed):
                turn = event.after if event.column == TURN else turn
                if table.columns[event.column].kind == ColumnKind.CURRENT and event.after:
                    yield turn, line.n, table.cards[table.entries[event.after - 1]]
