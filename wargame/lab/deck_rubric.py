"""Deck rubric: what the program can see of each criterion for grading cards, and what a teacher must judge.

The assignment and its criteria are a page of the course (`docs/course/assignment.md`). The program looks at three
things: what `deck check` finds (its codes, sorted by criterion), the shape of the cards, and the worth of their answers
among bots (`wargame.lab.card_trial`). The program alone decides no criterion: each has a question for a teacher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from wargame.content.check.check_file import CheckedFile
from wargame.content.check.suppressions import iter_silences
from wargame.content.load.document import Document
from wargame.content.load.loader import Content
from wargame.content.load.problems import Problem
from wargame.content.load.validation import build_problem, format_location
from wargame.content.model.deck import Card, Deck, Option
from wargame.content.model.notation import Effects
from wargame.content.model.notation import Path as DataPath
from wargame.lab.card_trial import CardTrial, run_card_trial

GAMES = 100
"""In how many exercises among bots each card is tried."""
MOST_TRIED = 12
"""The most cards of a deck that are tried; a pair needs seconds, a deck of forty cards would need minutes."""
FARTHEST = 3.0
"""How many points at the end may lie between two answers, on average, for the role that answers."""
RAREST = 10
"""The least share in per cent in which bots choose an answer."""
MOST_STEPS, MOST_STEP = 4, 2
"""The most steps of a card with one answer in all, and the most steps of one number."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its name, its title, what the program looks at, and the question that a teacher must judge."""

    id: str
    title: str
    looks: str
    judge: str
    codes: tuple[str, ...] = ()
    """The codes of `deck check` that count against it."""


CRITERIA = (
    Criterion(
        "pair",
        "The two cards answer each other",
        "each card shares a learning objective with another card that rests on other facts",
        "Does one card let the claim hold and the other let it fail, and is neither a straw man?",
        ("neglected-role", "neglected-objective"),
    ),
    Criterion(
        "grounded",
        "It rests on the paper",
        "each card cites a fact",
        "Open the page: does it carry what the card makes of it? Is what was invented said (ours, invented)?",
        ("uncited",),
    ),
    Criterion(
        "scene",
        "It is a scene, read aloud in half a minute",
        "the text of each card has 40 to 90 words",
        "One day, one place, people who want something? Are those who suffer people and not scenery?",
        ("length", "long", "short-text", "long-text"),
    ),
    Criterion(
        "choice",
        "Somebody has to decide",
        "each card puts a choice to a role, with two to four answers that differ",
        "Would two sensible members of the team choose differently, and say why?",
        ("same-options",),
    ),
    Criterion(
        "small",
        "It decides nothing by itself",
        f"no card changes more than {MOST_STEPS} steps with an answer, and no number more than {MOST_STEP}",
        "Does the exercise stay in the hands of the class?",
    ),
    Criterion(
        "balance",
        "Both answers are worth having",
        f"among bots in {GAMES} exercises the answers end at most {FARTHEST:.0f} points apart for the role that"
        f" answers, and each is chosen in at least {RAREST} %",
        "Does each answer cost something that the team will miss? Bots weigh points; does the class weigh more?",
    ),
    Criterion(
        "works",
        "It can come, and each effect counts",
        "no condition is impossible or idle, and no effect is without consequence",
        "Is the moment at which it can come the moment at which it hurts?",
    ),
    Criterion(
        "debrief",
        "It has a place in the debrief",
        "each card says what to listen for (expect), asks a question (ask), and serves a learning objective",
        "Is the question open, and can the claim come out of it false as well as true?",
        ("no-question", "no-expectation", "no-objective"),
    ),
    Criterion(
        "words",
        "Its words do no harm",
        "no private person is named, no detail says how harm is done, each figure stands in a cited fact, and nothing"
        " is copied",
        "Roles and labels instead of caricatures? Aims, costs and consequences instead of methods?",
        ("person", "operational", "figure", "copied"),
    ),
)
"""The criteria in the order in which they are told."""
OTHER = "works"
"""The criterion that a code counts against if none of them names it."""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion with what was seen: ``passed`` is None if the program did not look; ``places`` say where it fails."""

    criterion: Criterion
    passed: bool | None
    places: tuple[Problem, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class SilencedWarning:
    """A warning that the author silenced, with the reason, for the teacher to weigh."""

    where: str
    code: str
    because: str


@dataclass(frozen=True, slots=True)
class DeckRubric:
    """What the program can see of a deck without errors, criterion by criterion."""

    file: str
    deck: str
    scenario: str
    cards: int
    results: tuple[CriterionResult, ...]
    silenced: tuple[SilencedWarning, ...]


def build_rubric(
    checked: CheckedFile,
    document: Document,
    whole: Content,
    length: str,
    progress: Callable[[int, int], None] | None = None,
) -> DeckRubric:
    """Return the rubric of a deck that was checked with its words and can be played.

    ``document`` is the file of the deck; the cards are tried at ``length`` in ``whole``, the scenario with its own
    decks. ``progress`` is told how many cards of how many were tried. Raises `ValueError` if the deck was not played.
    """
    if checked.content is None:
        raise ValueError(f"{checked.file} cannot be played")
    (deck,) = checked.content.decks
    named = {code: one.id for one in CRITERIA for code in one.codes}
    found: dict[str, list[Problem]] = {one.id: [] for one in CRITERIA}
    for problem in checked.problems:
        if problem.file == checked.file:
            found[named.get(problem.code, OTHER)].append(problem)
    found["pair"] += _find_lone_cards(deck, document)
    found["choice"] += _find_missing_choices(deck, document)
    found["small"] += _find_big_cards(deck, document)
    note, tried = _try_cards(deck, whole, length, progress)
    found["balance"] += [one for trial in tried for one in _find_imbalance(trial, deck, document)]
    results = []
    for one in CRITERIA:
        places = tuple(sorted(found[one.id], key=lambda problem: (problem.line, problem.column)))
        is_seen = one.id != "balance" or bool(tried)
        results.append(CriterionResult(one, not places if is_seen else None, places, note * (one.id == "balance")))
    silenced = tuple(_iter_silenced(document))
    return DeckRubric(checked.file, deck.id, checked.content.scenario.id, len(deck.cards), tuple(results), silenced)


def _find_lone_cards(deck: Deck, document: Document) -> Iterator[Problem]:
    """Yield the cards without a counterpart."""
    for i, card in enumerate(deck.cards):
        others = [other for other in deck.cards if other is not card]
        together = [other for other in others if set(other.objectives) & set(card.objectives)]
        if not others:
            said, hint = "it stands alone", "write the card that answers it"
        elif not together:
            said, hint = "no other card serves an objective of it", "let both cards of a pair serve the same objective"
        elif all(set(other.cites) == set(card.cites) for other in together):
            said, hint = "its counterpart cites the same facts", "let the other card rest on what speaks against it"
        else:
            continue
        yield _build_place(document, ("cards", i), said, hint)


def _find_missing_choices(deck: Deck, document: Document) -> Iterator[Problem]:
    for i, card in enumerate(deck.cards):
        if card.response is None:
            yield _build_place(document, ("cards", i), "it puts no choice to anybody", "add response:")
        elif len(card.response.options) == 1:
            said = "one answer alone is no choice"
            yield _build_place(document, ("cards", i, "response", "options", 0), said, "add a second answer")


def _find_big_cards(deck: Deck, document: Document) -> Iterator[Problem]:
    for i, card in enumerate(deck.cards):
        options = card.response.options if card.response is not None else []
        for k, option in enumerate(options or [None]):
            counts = [_count_steps(card, option, succeeds) for succeeds in (True, False)]
            most, widest = max(whole for whole, _ in counts), max(step for _, step in counts)
            path: DataPath = ("cards", i, "response", "options", k) if option is not None else ("cards", i)
            if most > MOST_STEPS:
                said, hint = f"{most} steps in all with this answer", f"leave out what is more than {MOST_STEPS}"
                yield _build_place(document, path, said, hint)
            elif widest > MOST_STEP:
                said, hint = f"one number moves by {widest}", f"move it by {MOST_STEP} at most"
                yield _build_place(document, path, said, hint)


def _count_steps(card: Card, option: Option | None, succeeds: bool) -> tuple[int, int]:
    """Return the steps of a card with an answer in all, and the widest step of one number.

    Changes of one number are summed. A number that is set, and a flag, count as one step.
    """
    changes: list[Effects] = [card.effects]
    sums: dict[str, int] = {}
    widest = 0
    if option is not None:
        changes += option.list_effects(succeeds)
        sums = {name: -paid for name, paid in option.cost.items()}
        widest = max(option.cost.values(), default=0)
    for effects in changes:
        for name, change in effects.items():
            steps = change.n if change.op == "add" else 1
            sums[name] = sums.get(name, 0) + steps
            widest = max(widest, abs(steps))
    return sum(map(abs, sums.values())), max(widest, *map(abs, sums.values()), 0)


def _try_cards(
    deck: Deck, whole: Content, length: str, progress: Callable[[int, int], None] | None
) -> tuple[str, Sequence[CardTrial]]:
    """Return why cards were not tried, or an empty text; and the trials of those that put a choice."""
    cards = [card.id for card in deck.cards if card.response is not None and len(card.response.options) > 1]
    if len(cards) > MOST_TRIED:
        return f"only decks of up to {MOST_TRIED} cards are tried here; wargame deck try DECK CARD tries one", ()
    if not cards:
        return "there is no choice to try", ()
    tried = []
    for i, card in enumerate(cards):
        if progress is not None:
            progress(i, len(cards))
        tried.append(run_card_trial(whole, deck, card, length, GAMES))
    if progress is not None:
        progress(len(cards), len(cards))
    return "", tried


def _find_imbalance(trial: CardTrial, deck: Deck, document: Document) -> Iterator[Problem]:
    """Yield what is out of balance among the answers of a card, over all moments at which it was tried."""
    i, card = next((i, card) for i, card in enumerate(deck.cards) if card.id == trial.card)
    assert card.response is not None
    asked = sum(moment.asked for moment in trial.moments)
    if not asked:
        yield _build_place(document, ("cards", i), "no bot was ever asked", "let it be asked when it can come")
        return
    worth: dict[str, float] = {}
    for k, option in enumerate(card.response.options):
        answers = [moment.answers[k] for moment in trial.moments if moment.answers]
        opened, chosen = sum(one.open for one in answers), sum(one.chosen for one in answers)
        if not opened:
            continue
        points = (side.more.mean * one.open for one in answers for side in one.sides if side.role == card.response.role)
        worth[option.id] = sum(points) / opened
        share = 100 * chosen / opened
        if share < RAREST:
            path: DataPath = ("cards", i, "response", "options", k)
            hint = "make it worth more, or cost less"
            yield _build_place(document, path, f"bots choose it in {share:.0f} % of its chances", hint)
    best, worst = max(worth, key=worth.__getitem__), min(worth, key=worth.__getitem__)
    if worth[best] - worth[worst] > FARTHEST:
        said = f"{best} ends {worth[best] - worth[worst]:.1f} points above {worst} for {card.response.role}"
        yield _build_place(document, ("cards", i, "response", "options"), said, "let the better one cost more", True)


def _build_place(document: Document, path: DataPath, said: str, hint: str, key: bool = False) -> Problem:
    found = build_problem(document, path, said, "", hint, key=key, code="rubric")
    return Problem(found.file, found.line, found.column, found.where, said, "", hint, "rubric", "warning")


def _iter_silenced(document: Document) -> Iterable[SilencedWarning]:
    for path, codes in iter_silences(document.data):
        for code, because in codes.items():
            yield SilencedWarning(format_location(document.data, path) or "the deck", code, str(because))
