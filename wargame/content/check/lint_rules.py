"""Yields soft warnings: what is allowed in a scenario or a deck, but rarely meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from wargame.content.check.value_ranges import SCENARIO, Happening, iter_card_happenings, iter_happenings
from wargame.content.model.deck import Card, Deck, Frame, Option
from wargame.content.model.emphasis import EMPHASIS
from wargame.content.model.keys import iter_conditions
from wargame.content.model.notation import TARGET_WILL, WILLS_THERE, Condition, Path
from wargame.content.model.parts import UNPLAYED
from wargame.content.model.scenario import Scenario

SHORT, LONG = 25, 90
"""Limits in words for the text of a card: a shorter text sets no scene, a longer one is not listened to."""

WHOLE = 10
"""From this number of cards on, a deck is expected to address every role and every learning objective."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One warning: the ``code`` of its rule, its place in its file, what is wrong, and what to do about it.

    ``home`` is the file: `SCENARIO`, or the index of a deck. ``key``: the warning is about the key at ``path`` and not
    about its value.
    """

    code: str
    path: Path
    said: str
    hint: str = ""
    key: bool = False
    home: int = SCENARIO


def lint_deck(deck: Deck, scenario: Scenario, home: int = 0) -> list[Finding]:
    """Return what the author of a deck may have forgotten."""
    found = [finding for i, card in enumerate(deck.cards) for finding in _lint_card(card, ("cards", i), scenario, home)]
    if not deck.contingency and len(deck.cards) >= WHOLE:
        found += _lint_neglected(deck, scenario, home)
    return [*found, *_lint_markup(deck, home)]


def lint_scenario(scenario: Scenario, decks: Sequence[Deck] = ()) -> list[Finding]:
    """Return unread tracks and flags, tracks moved by fewer than two sides, and objectives that nothing serves or that
    cannot be rated by what is written.
    """
    read = set(_iter_read_names(scenario, decks))
    wills = {member.will for role in scenario.roles.values() for member in role.members.values()}
    read |= wills if TARGET_WILL in read or any(one.count == "members" for one in scenario.derived.values()) else set()
    written = [*_iter_written_names(scenario, decks)]
    findings: list[Finding] = []
    for name in scenario.tracks:
        path: Path = ("tracks", name)
        if name not in read:
            said = "no rule, objective or card reads it: it moves and nothing follows"
            hint = "let something depend on it, or leave it out"
            findings.append(Finding("unread-track", path, said, hint, True))
        aimed = {name} | WILLS_THERE if name in wills else {name}
        writers = {who for who, names in written if not aimed.isdisjoint(names)}
        if len(writers) < 2:
            by = f"moved by {writers.pop()} only" if writers else "moved by nobody"
            findings.append(Finding("one-sided-track", path, by, "let a second role or the cards move it, too", True))
    for name in scenario.flags:
        if f"flags.{name}" not in read:
            said = "no condition reads it: it is set and nothing follows"
            hint = "let something depend on it, or leave it out"
            findings.append(Finding("unread-flag", ("flags", name), said, hint, True))
    served = {name for deck in decks for card in deck.cards for name in card.objectives}
    served |= {name for action in scenario.actions for name in action.objectives}
    for i, objective in enumerate(scenario.learning_objectives):
        if objective.id not in served:
            said = "no card and no action serves it: play does not teach it"
            hint = f"give it to some: objectives: [{objective.id}]"
            findings.append(Finding("neglected-objective", ("learning_objectives", i), said, hint))
        lacking = [name for name, given in (("tasks", objective.tasks), ("levels", objective.levels)) if not given]
        if lacking:
            said = f"it has no {' and no '.join(lacking)}: who rates it has nothing to go by"
            hint = "say what shows it, and what P, S, M and U look like"
            findings.append(Finding("no-levels", ("learning_objectives", i), said, hint))
    return [*findings, *_lint_markup(scenario, SCENARIO)]


def _lint_card(card: Card, path: Path, scenario: Scenario, home: int) -> Iterator[Finding]:
    if not card.cites:
        hint = "say where it comes from: cites: [SOURCE/FACT]"
        yield Finding("uncited", path, "it cites no fact", hint, home=home)
    if not card.ask:
        hint = "say what the class should talk about: ask: [...]"
        yield Finding("no-question", path, "it asks no question", hint, home=home)
    if card.expect is None:
        said = "it does not say what a facilitator should look for"
        yield Finding("no-expectation", path, said, "add what that is: expect: ...", home=home)
    if not card.objectives and scenario.learning_objectives:
        hint = f"say what it is there for: objectives: [{scenario.learning_objectives[0].id}]"
        yield Finding("no-objective", path, "it serves no learning objective", hint, home=home)
    words = len(card.text.split())
    if words > LONG:
        said = f"its text has {words} words: more than {LONG} are not listened to"
        hint = "keep what the choice needs, and move the rest to the notes"
        yield Finding("long-text", (*path, "text"), said, hint, home=home)
    elif words < SHORT:
        said = f"its text has {words} words: fewer than {SHORT} set no scene"
        hint = "say who is concerned and what is at stake"
        yield Finding("short-text", (*path, "text"), said, hint, home=home)
    options = card.response.options if card.response else []
    for i, option in enumerate(options):
        same = next((other for other in options[:i] if _read_frame_fields(other) == _read_frame_fields(option)), None)
        if same is not None:
            said = f"it does the same as {same.id}: the choice makes no difference"
            hint = "give each its own cost, check or effects"
            yield Finding("same-options", (*path, "response", "options", i), said, hint, home=home)


def _lint_markup(part: Deck | Scenario, home: int) -> Iterator[Finding]:
    """Yield each text with signs of emphasis: they would be shown as they stand."""
    for path, text in _iter_texts(part.model_dump(mode="json", by_alias=True, exclude_unset=True), ()):
        if found := EMPHASIS.search(text):
            said = f"{found[0][:40]!r} is shown with its signs: texts have no markup"
            yield Finding("markup", path, said, f"write it without them, or in quotes: {found[2][:40]!r}", home=home)


def _iter_texts(part: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _iter_texts(value, (*path, key))
    elif isinstance(part, list):
        for at, value in enumerate(part):
            yield from _iter_texts(value, (*path, at))


def _read_frame_fields(option: Option) -> dict[str, object]:
    return {name: getattr(option, name) for name in Frame.model_fields}


def _lint_neglected(deck: Deck, scenario: Scenario, home: int) -> Iterator[Finding]:
    """Yield roles that no card asks and objectives that no card serves."""
    asked = {card.response.role for card in deck.cards if card.response is not None}
    for name in scenario.roles:
        if name not in asked:
            said = f"of {len(deck.cards)} cards none asks {name} for an answer"
            yield Finding("neglected-role", ("cards",), said, f"put a choice to it: role: {name}", True, home)
    served = {name for card in deck.cards for name in card.objectives}
    for objective in scenario.learning_objectives:
        if objective.id not in served:
            said = f"of {len(deck.cards)} cards none serves the objective {objective.id}"
            hint = f"give it to one: objectives: [{objective.id}]"
            yield Finding("neglected-objective", ("cards",), said, hint, True, home)


def _iter_happenings(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Happening]:
    yield from iter_happenings(scenario)
    for home, deck in enumerate(decks):
        for i, card in enumerate(deck.cards):
            yield from iter_card_happenings(home, i, card)


def _iter_written_names(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[tuple[str, Collection[str]]]:
    """Yield who changes which numbers; upkeep rules have no author and are left out."""
    for one in _iter_happenings(scenario, decks):
        for who in one.who:
            for _, names in one.changes:
                yield who, names
            if one.frame is not None:
                yield who, one.frame.cost


def _iter_read_names(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[str]:
    for condition in _iter_conditions(scenario, decks):
        yield from condition.iter_names()
    for one in _iter_happenings(scenario, decks):
        if one.frame is not None:
            yield from one.frame.cost
            if one.frame.per is not None:
                yield one.frame.per[0]
    for role in scenario.roles.values():
        for objective in role.objectives:
            yield from objective.points


def _iter_conditions(scenario: Scenario, decks: Sequence[Deck]) -> Iterator[Condition]:
    yield from (condition for path, condition in iter_conditions(scenario) if path[0] not in UNPLAYED)
    for deck in decks:
        yield from (condition for _, condition in iter_conditions(deck))
