"""Writes the first version of a new deck or scenario: small, complete, commented and valid.

The functions return texts; `wargame.commands.new_files` writes them to files. The contents are made from the scenario
they belong to, so that they pass the check for every scenario.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Sequence
from itertools import cycle
from pathlib import Path
from string import Template
from textwrap import wrap
from typing import Any, NamedTuple

from wargame.content.load.loader import Content, dump_model
from wargame.content.load.yaml_reader import resolve_scalar
from wargame.content.load.yaml_writer import write_yaml
from wargame.content.model.deck import Deck
from wargame.content.model.notation import Fault
from wargame.content.model.numbers import Track
from wargame.content.model.scenario import Scenario
from wargame.content.model.source import Source
from wargame.content.model.types import find_id_fault

_TEMPLATES = Path(__file__).with_name("templates")


class EventTemplate(NamedTuple):
    """An event that fits any scenario; ``rolled`` says whether dice decide the first answer."""

    id: str
    title: str
    text: str
    prompt: str
    first: tuple[str, str, str]
    second: tuple[str, str, str]
    rolled: bool
    expect: str
    ask: str


EVENTS = (
    EventTemplate(
        "offer",
        "An offer",
        "Somebody who has kept away so far asks for an hour with you alone. What he brings would help at once. What he "
        "wants for it somebody else would have to give, and that person is not in the room. By tomorrow morning "
        "everybody may know that you talked.",
        "Do you take the offer?",
        ("take", "Take it", "It helps now, and somebody will ask what it cost."),
        ("decline", "Decline", "Nobody has to be asked, and nobody is helped."),
        False,
        "Does the team ask who pays? Listen for whether it looks beyond the next turn.",
        "Who was not in the room when you decided, and would have had something to say?",
    ),
    EventTemplate(
        "hearsay",
        "A rumour",
        "A story is going round that nobody can trace. If it is true, much of what was planned last month was planned "
        "in vain. If it is not, somebody took trouble to make it sound so. Those who depend on you heard it before you "
        "did, and they wait to hear what you make of it.",
        "Do you answer the rumour?",
        ("answer", "Answer it", "It may settle the matter, or make it one."),
        ("silence", "Say nothing", "Stories die of their own, and some do not."),
        True,
        "Does anybody ask what is known, and how? Praise whoever separates a report from a guess.",
        "What would you have had to know to be sure, and who could have told you?",
    ),
    EventTemplate(
        "deadline",
        "A deadline",
        "What was promised for this month is not ready, and those who were promised it have begun to count the days. "
        "You can keep to the date and deliver less, or ask for time and be reminded of it. Both have a price, and you "
        "are not the one who pays all of it.",
        "Do you keep to the date?",
        ("keep", "Keep to the date", "Less than was promised, but on the day."),
        ("delay", "Ask for time", "All that was promised, some day."),
        False,
        "Two goods pull apart here. Listen for whether the team names both before it chooses.",
        "What did you give up, and would you give it up again?",
    ),
)


def format_new_deck(
    name: str, scenario: Scenario, sources: Sequence[Source], decks: Sequence[Deck], schema: str
) -> str:
    """Return a deck with a card for each role; its cards cite the facts that ``decks`` cite least, if there are any."""
    cited = Counter(fact for deck in decks for card in deck.cards for fact in card.cites)
    facts = [(f"{one.id}/{fact.id}", fact, one) for one in sources for fact in one.facts]
    facts.sort(key=lambda fact: cited[fact[0]])
    parts = [_format_deck_head(name, scenario, sources, schema)]
    taken = {card.id for deck in decks for card in deck.cards}
    ids: list[str] = []
    for _, event in zip(scenario.order, cycle(EVENTS), strict=False):
        ids.append(_find_free_name(event.id, taken.union(ids)))
    goals = [goal.id for goal in scenario.learning_objectives]
    for i, (role, event) in enumerate(zip(scenario.order, cycle(EVENTS), strict=False)):
        again = i // len(EVENTS) + 1
        lines = [f"  # {scenario.roles[role].name} answers this one."] if i else []
        lines += [f"  - id: {ids[i]}", f"    title: {event.title}{f' ({again})' if again > 1 else ''}"]
        lines += ["    text: >-", *_wrap_text(event.text, 6)]
        if facts:
            cite, fact, source = facts[i % len(facts)]
            lines += ["    # An example; cite the fact that your own event rests on. This one is from"]
            lines += _wrap_comment(f"{source.short}, p. {fact.page}, which {fact.stance}: {fact.claim}", 4)
            lines += [f"    cites: [{cite}]"]
        else:
            lines += ["    silence: {uncited: An example; cite what your event rests on and delete this line.}"]
        lines += _format_mechanics(scenario, role, event)
        lines += ["    expect: >-", *_wrap_text(event.expect, 6), "    ask:", f"      - {event.ask}"]
        if mine := goals[i :: len(scenario.order)] or goals[:1]:
            lines += [f"    objectives: [{', '.join(mine)}]"]
        parts.append("\n".join(lines))
    parts.append(_format_more_keys(name, scenario))
    return "\n\n".join(parts) + "\n"


def _format_deck_head(name: str, scenario: Scenario, sources: Sequence[Source], schema: str) -> str:
    commands = (
        (f"wargame deck check {name}.yaml", "what is wrong, where, and how to mend it"),
        (f"wargame deck show {name}.yaml --as players", "how it is read out; --as facilitator for all of it"),
        (f"wargame scenario show {scenario.id} --glossary", "every name that effects and conditions can use"),
        *((f"wargame sources show {source.id}", f"what {source.short} says: facts to cite") for source in sources),
        (f"wargame play {scenario.id} --deck {name}.yaml", "play it; --deck again for more decks"),
    )
    width = max(len(command) for command, _ in commands)
    listed = "\n".join(f"#   {command:<{width}}  {meaning}" for command, meaning in commands)
    return f"""\
# yaml-language-server: $schema={schema}
#
# A deck of event cards for {_flatten(scenario.title)}. Change one card at a time, and check it after each:
#
{listed}
#
# Effects: +1 and -1 add, =2 sets. Conditions: 7+ is 7 or more, 4- is 4 or less, 1..4 is between.
format: 1
id: {name}
title: {_quote(format_title(name))}
about: >-
  Say here in two sentences what the cards are about and what they rest on.
scenario: {scenario.id}

cards:"""


def _format_mechanics(scenario: Scenario, role: str, event: EventTemplate) -> list[str]:
    """Return the lines for what a card changes and asks, in numbers of the scenario."""
    own, common = choose_tracks(scenario, role)
    word = scenario.tracks
    lines: list[str] = []
    if event.id == "hearsay":
        track = word[common]
        low = max(track.min + 1, min(track.start, track.max - 1) - 1)
        lines += [f"    # It can only be drawn while this holds: {_flatten(track.name)} {low} or more."]
        lines += [f"    when: {{{common}: {low}+}}"]
    if event.id == "deadline":
        lines += ["    # What changes in any case, before anybody answers.", f"    effects: {{{common}: -1}}"]
    (first, title, text), (second, other, words) = event.first, event.second
    lines += ["    response:", f"      role: {role}", f"      prompt: {event.prompt}", "      options:"]
    lines += [f"        - id: {first}", f"          title: {title}", f"          text: {text}"]
    if event.rolled:
        lines += ["          # Two dice: 7 or more is 58 %. The odds are on the offer before anybody chooses."]
        lines += [
            "          check: {target: 7}",
            f"          success: {{{own}: +1}}",
            f"          failure: {{{own}: -1}}",
        ]
    else:
        comment = f"  # {_flatten(word[own].name)} up, {_flatten(word[common].name)} down" if own != common else ""
        changes = f"{own}: +1, {common}: -1" if own != common else f"{own}: +1"
        lines += [f"          effects: {{{changes}}}{comment}"]
    lines += [f"        - id: {second}", f"          title: {other}", f"          text: {words}"]
    lines += [f"          effects: {{{own}: -1}}" if not event.rolled else f"          effects: {{{common}: -1}}"]
    return lines


def choose_tracks(scenario: Scenario, role: str) -> tuple[str, str]:
    """Return a track of the role and a track that all can see, both with room to move. Both may be the same."""

    def room(track: Track) -> bool:
        return track.max - track.min >= 4

    names = sorted(scenario.tracks, key=lambda name: not room(scenario.tracks[name]))
    public = [name for name in names if scenario.tracks[name].seen_by == "all"]
    own = [name for name in names if scenario.tracks[name].owner == role or role in scenario.tracks[name].seen_by]
    own = [name for name in own if room(scenario.tracks[name])] or public or names
    common = next((name for name in public or names if name != own[0]), own[0])
    return own[0], common


def _format_more_keys(name: str, scenario: Scenario) -> str:
    first = next(iter(scenario.tracks))
    zone = next(iter(scenario.zones), None)
    place = f"zones.{zone}.{next(iter(scenario.zone_numbers))}" if zone and scenario.zone_numbers else ""
    more = [
        ("turn: 3", "it comes in turn 3 for certain; without, it is drawn"),
        ("copies: 2", "two of it are in the pile"),
        (f"tags: [{name}]", f"to find it again: wargame deck list {name}.yaml --tag {name}"),
        (
            f"also: [{{when: {{{first}: 7+}}, effects: {{{first}: -1}}}}]",
            "more that happens, where its condition holds",
        ),
        ("notes: Keep it for a slow hour.", "a word to the facilitator"),
    ]
    if place:
        more.append((f"effects: {{{place}: +1}}", "a number of one place"))
    width = max(len(key) for key, _ in more)
    head = "# More that a card can have; your editor offers all of it as you type:\n#\n"
    return head + "\n".join(f"#   {key:<{width}}  {meaning}" for key, meaning in more)


def format_new_extension(name: str, content: Content, schema: str) -> str:
    """Return a scenario that extends another, with a length, a track and an action of its own."""
    base = content.scenario
    role = base.order[0]
    own, common = choose_tracks(base, role)
    track = base.tracks[common]
    start = track.start + 1 if track.start < track.max else track.start - 1
    kept = {key: value for key, value in dump_model(track).items() if key != "silence"}
    changed: dict[str, Any] = {"tracks": {common: kept | {"start": start}}}
    group = next((action.group for action in base.actions if action.role == role), "Actions")
    goals = f"\n    objectives: [{base.learning_objectives[0].id}]" if base.learning_objectives else ""
    length = _find_free_name("seminar", base.lengths)
    return f"""\
# yaml-language-server: $schema={schema}
#
# A scenario laid over {_flatten(base.title)}: all that is not given here is as it is there, its decks too.
# What has the same name as a part of the base replaces that part whole; what has a new name is added.
# To leave a part out, name it:
#
#   without: {{actions: [{base.actions[-1].id}]}}
#
# Look at what there is:  wargame scenario show {base.id}              and with --glossary every name
# Check and play:         wargame scenario check FILE          wargame play FILE
format: 1
id: {name}
title: {_quote(format_title(name))}
extends: {base.id}

lengths:
  {length}:
    turns: 5
    minutes: 60
    about: A length of your own; play it with --length {length}.

# {_flatten(track.name)} begins at {start} instead of {track.start}.
{write_yaml(changed).rstrip()}

actions:
  - id: {_find_free_name("ask_advice", {action.id for action in base.actions})}
    role: {role}
    group: {_quote(group)}     # the heading it stands under in the list of {_flatten(base.roles[role].name)}
    title: Ask for advice
    text: Let somebody from outside look at what you are doing.{goals}
    check: {{target: 7}}
    success: {{{own}: +1}}
    failure: {{{own}: -1}}
"""


def format_new_scenario(name: str, schema: str, source_schema: str) -> tuple[str, str]:
    """Return a scenario that stands alone; `format_new_deck` and `format_new_source` make its other files."""
    return _fill_template("scenario", name, schema), format_new_source(build_source_id(name), source_schema)


def format_new_source(name: str, schema: str) -> str:
    """Return a source with two facts to be replaced."""
    return _fill_template("source", name, schema)


def find_new_id_fault(name: str) -> Fault | None:
    """Return what keeps a name from being the id of a new file; None if nothing does.

    An id such as *no* is one only in quotes, which everybody who names it would have to know.
    """
    if fault := find_id_fault(name):
        return fault
    if isinstance(resolve_scalar(name), str):
        return None
    return Fault((), f"{name!r} without quotes is no text in YAML", "another name", f"for example {f'{name}-1'!r}")


def build_source_id(name: str) -> str:
    """Return the id of the source that a blank scenario comes with."""
    return f"{name}-source"


def build_deck_id(name: str) -> str:
    """Return the id of the deck that a blank scenario comes with."""
    return f"{name}-cards"


def format_title(name: str) -> str:
    """Return a title made of an id: *week-five* gives *Week five*."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _fill_template(template: str, name: str, schema: str) -> str:
    text = (_TEMPLATES / f"{template}.yaml").read_text(encoding="utf-8")
    head = f"# yaml-language-server: $schema={schema}\n"
    return head + Template(text).substitute(name=name, title=_quote(format_title(name)))


def _find_free_name(name: str, taken: Container[str]) -> str:
    """Return the name, or the first free one with a number after it."""
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, 1000))) if one not in taken)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _flatten(text: str) -> str:
    return " ".join(text.split())


def _wrap_text(text: str, indent: int) -> list[str]:
    return wrap(text, 110, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _wrap_comment(text: str, indent: int) -> list[str]:
    lead = " " * indent + "# "
    return wrap(_flatten(text), 110, initial_indent=lead, subsequent_indent=lead)
