"""scenario list, show, check and sheet."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from wargame.commands import Stop
from wargame.commands.finding import find_content
from wargame.commands.saying import say, say_findings
from wargame.content import library
from wargame.content.checks import check_deck, check_scenario
from wargame.content.loader import Content, load_content, load_scenario
from wargame.content.models import Scenario
from wargame.content.problems import ContentError


def list_all(args: Namespace) -> int:
    """Every scenario with its lengths, a faulty one with its first problem."""
    bad = False
    for name, path in library.scenarios().items():
        try:
            scenario = load_scenario(path)
        except ContentError as error:
            bad = True
            print(f"{name}: {error.problems[0].text()}")
            continue
        lengths = ", ".join(f"{key} ({one.turns} turns, {one.minutes} min)" for key, one in scenario.lengths.items())
        print(f"{name}: {scenario.title}")
        say(f"roles: {', '.join(role.name for role in scenario.roles.values())}", 2)
        say(f"lengths: {lengths}", 2)
        say(f"decks: {', '.join(scenario.decks)}", 2)
    return 1 if bad else 0


def show(args: Namespace) -> int:
    """What everyone may know of a scenario, so that it may stand on a projector."""
    content = find_content(args.scenario)
    _show(content.scenario, content)
    return 0


def _show(scenario: Scenario, content: Content) -> None:
    print(f"{scenario.title}\n")
    say(scenario.notice)
    print()
    say(scenario.summary)
    if scenario.question is not None:
        print()
        say(f"The question, asked every {scenario.question.every} turns: how likely is it? {scenario.question.text}")
    print("\nLengths")
    for key, length in scenario.lengths.items():
        say(f"{key}: {length.turns} turns, {length.minutes} minutes. {length.about}", 2)
    print("\nRoles")
    for role_id, role in scenario.roles.items():
        offers = sum(action.role == role_id for action in scenario.actions)
        say(f"{role.name} ({role_id}, {offers} actions): {role.public}", 2)
    print("\nTracks all can see")
    for track in scenario.tracks.values():
        if track.seen_by == "all":
            say(f"{track.name} ({track.min} to {track.max}, starts at {track.start}): {track.about}", 2)
    if scenario.zones:
        print("\nPlaces")
        for kind, title in scenario.kinds.items():
            places = [zone.name for zone in scenario.zones.values() if zone.kind == kind]
            if places:
                say(f"{title}: {', '.join(places)}", 2)
    print("\nWays it can end")
    say(", ".join(ending.title for ending in scenario.endings), 2)
    if scenario.learning_objectives:
        print("\nAfterwards you should be able to")
        for objective in scenario.learning_objectives:
            say(f"{objective.text[0].lower()}{objective.text[1:]}", 2)
    print("\nDecks")
    for deck in content.decks:
        say(f"{deck.id}: {deck.title} ({sum(card.copies for card in deck.cards)} cards)", 2)
    print(f"\nPrivate briefings, offers and forms for paper: wargame scenario sheet {scenario.id}")


def check(args: Namespace) -> int:
    """Check each scenario with all it needs; 1 if one has errors, 2 if there is no such scenario."""
    code = 0
    for name in args.files:
        try:
            path = library.find_scenario(name)
        except ContentError as error:
            print(error)
            code = 2
            continue
        try:
            content = load_content(path)
        except ContentError as error:
            print(error)
            code = code or 1
            continue
        scenario = content.scenario
        findings = check_scenario(scenario, content.decks)
        findings += [finding for deck in content.decks for finding in check_deck(deck)]
        say_findings(name, findings, f"{len(scenario.actions)} actions, {len(content.decks)} decks")
    return code


def sheet(args: Namespace) -> int:
    """Write the sheets of a scenario."""
    from wargame.content.sheets import scenario_sheet

    content = find_content(args.scenario)
    html = scenario_sheet(content)
    if args.output == "-":
        sys.stdout.write(html)
        return 0
    path = Path(args.output or f"{content.scenario.id}.html")
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise Stop(f"{path}: it cannot be written ({error.strerror}); name another file with -o") from None
    print(f"{path}: {html.count('<section')} sheets. Open it in a browser and print it, one-sided.")
    return 0
