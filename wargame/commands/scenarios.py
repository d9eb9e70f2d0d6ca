"""scenario list, show and sheet."""

from __future__ import annotations

import json
import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from wargame.commands import WrongUsage
from wargame.commands.lookup import find_content
from wargame.commands.output_files import PAGE, check_name, write_file
from wargame.commands.printing import format_card_count, say
from wargame.content.check.coverage import ACTIONS, CARDS, Coverage, CoverageGaps, FactCoverage, compute_coverage
from wargame.content.load import library
from wargame.content.load.extends import list_lineage, read_scenario
from wargame.content.load.loader import Content, load_scenario
from wargame.content.load.problems import ContentError
from wargame.content.model.scenario import Scenario
from wargame.content.text.wording import Wording


def list_all(args: Namespace) -> int:
    """List every scenario with its lengths, and each one that has errors with its first problem."""
    bad = False
    for name, path in library.list_scenarios().items():
        try:
            scenario = load_scenario(path)
            bases = list_lineage(read_scenario(path))[1:]
        except ContentError as error:
            bad = True
            print(f"{name}: {error.problems[0].format_line()}")
            continue
        lengths = ", ".join(f"{key} ({one.turns} turns, {one.minutes} min)" for key, one in scenario.lengths.items())
        print(f"{name}: {scenario.title}")
        if bases:
            say(f"extends: {', which extends '.join(bases)}", 2)
        say(f"roles: {', '.join(role.name for role in scenario.roles.values())}", 2)
        say(f"lengths: {lengths}", 2)
        say(f"decks: {', '.join(scenario.decks)}", 2)
    return 1 if bad else 0


def show(args: Namespace) -> int:
    """Show what everybody may know of a scenario, safe for a projector; or what authors need to know of it."""
    if args.json and not (args.coverage or args.glossary or args.model):
        said = "--json is the coverage, the glossary or the model as JSON; add --coverage, --glossary or --model"
        raise WrongUsage(said)
    if args.output and (args.json or not args.model):
        raise WrongUsage("-o writes the model as a page; add --model, and leave --json out")
    content = find_content(args.scenario, without=args.without)
    if args.model:
        from wargame.commands.scenario_model import show_model

        show_model(content, args.json, args.output)
        return 0
    if args.glossary:
        from wargame.commands.glossary import show_glossary

        show_glossary(content.scenario, args.json)
        return 0
    if not args.coverage:
        _say_scenario(content.scenario, content)
        return 0
    found = compute_coverage(content)
    if args.json:
        print(json.dumps(asdict(found), indent=2, ensure_ascii=False))
    else:
        _say_coverage(found)
    return 0


def _say_coverage(found: Coverage) -> None:
    """Say the gaps first; then each learning objective, then each fact."""
    print(f"What nothing touches in {found.scenario}")
    _say_gaps(found.untouched)
    if found.objectives:
        print("\nObjectives")
    for objective in found.objectives:
        say(f"{objective.id}: {objective.text}", 2)
        _say_names(_format_count(objective.cards, "card"), objective.cards, 4)
        _say_names(_format_count(objective.actions, "action"), objective.actions, 4)
    for source, group in groupby(found.facts, lambda fact: _parse_source(fact.fact)):
        print(f"\nFacts of {source}")
        for fact in group:
            _say_fact(fact)


def _say_gaps(gaps: CoverageGaps) -> None:
    lists = [
        (f"objectives with fewer than {CARDS} cards", gaps.objectives_with_few_cards),
        (f"objectives with fewer than {ACTIONS} actions", gaps.objectives_with_few_actions),
        ("cards without a citation", gaps.cards_without_citation),
        ("cards without an objective", gaps.cards_without_objective),
        ("actions without a citation", gaps.actions_without_citation),
        ("actions without an objective", gaps.actions_without_objective),
    ]
    for source, facts in groupby(gaps.facts, _parse_source):
        names = [fact.partition("/")[2] for fact in facts]
        _say_names(f"{_format_count(names, 'fact')} of {source} nothing cites", names, 2)
    for title, names in lists:
        if names:
            _say_names(f"{len(names)} {title}", names, 2)
    if not gaps.facts and not any(names for _, names in lists):
        print("  nothing: every fact is cited, every objective is served")


def _say_fact(fact: FactCoverage) -> None:
    print(f"  {fact.fact.partition('/')[2]} (page {fact.page})")
    for kind, names in fact.cited_by.items():
        _say_names(kind, names, 4)
    if fact.objectives:
        _say_names("serves", fact.objectives, 4)
    if not fact.cited_by:
        print("    nothing cites it")


def _parse_source(fact: str) -> str:
    return fact.partition("/")[0]


def _say_names(what: str, names: Sequence[str], indent: int) -> None:
    """Print names behind what they are. No name is broken at a hyphen, so that it can be copied."""
    text = f"{what}: {', '.join(names) or '-'}"
    lead = " " * indent
    print(textwrap.fill(text, 80, initial_indent=lead, subsequent_indent=lead + "  ", break_on_hyphens=False))


def _format_count(names: Sequence[str], what: str) -> str:
    return f"{len(names)} {what}{'s' * (len(names) != 1)}"


def _say_scenario(scenario: Scenario, content: Content) -> None:
    """Say what everybody may know of a scenario."""
    print(f"{scenario.title}\n")
    say(scenario.notice)
    print()
    say(scenario.summary)
    if scenario.question is not None:
        print()
        say(f"The question, asked every {scenario.question.every} turns: how likely is it? {scenario.question.text}")
    lengths = (f"{key}: {one.turns} turns, {one.minutes} minutes. {one.about}" for key, one in scenario.lengths.items())
    _say_section("Lengths", lengths)
    _say_section("Roles", (_format_role(scenario, role) for role in scenario.roles))
    for role_id, role in scenario.roles.items():
        if role.members:
            _say_section(f"Partners of {role.name}", _iter_members(scenario, role_id))
    _say_section("Tracks all can see", _iter_public_tracks(scenario))
    if scenario.zones:
        _say_section("Places", _iter_places(scenario))
    _say_section("Ways it can end", [", ".join(ending.title for ending in scenario.endings)])
    if scenario.switches:
        _say_section(
            "What it can be played without", (f"{one.id}: {one.title}. {one.text}" for one in scenario.switches)
        )
    if scenario.learning_objectives:
        goals = (f"{goal.text[0].lower()}{goal.text[1:]}" for goal in scenario.learning_objectives)
        _say_section("Afterwards you should be able to", goals)
    _say_section("Decks", (f"{deck.id}: {deck.title} ({format_card_count(deck)})" for deck in content.decks))
    print(f"\nPrivate briefings, offers and forms for paper: wargame scenario sheet {scenario.id}")


def _say_section(title: str, texts: Iterable[str]) -> None:
    print(f"\n{title}")
    for text in texts:
        say(text, 2)


def _format_role(scenario: Scenario, role_id: str) -> str:
    role = scenario.roles[role_id]
    offers = sum(action.role == role_id for action in scenario.actions)
    return f"{role.name} ({role_id}, {offers} actions): {role.public}"


def _iter_members(scenario: Scenario, role_id: str) -> Iterator[str]:
    words = Wording(scenario)
    for name, member in scenario.roles[role_id].members.items():
        will = scenario.tracks[member.will]
        scale = f"will {will.min} to {will.max}, starts at {will.start}"
        yield f"{member.name} ({scale}): {words.format_member(role_id, name)}"


def _iter_public_tracks(scenario: Scenario) -> Iterator[str]:
    """Yield the tracks that all can see, without the wills of members."""
    wills = {member.will for role in scenario.roles.values() for member in role.members.values()}
    for key, track in scenario.tracks.items():
        if track.seen_by == "all" and key not in wills:
            yield f"{track.name} ({track.min} to {track.max}, starts at {track.start}): {track.about}"


def _iter_places(scenario: Scenario) -> Iterator[str]:
    for kind, title in scenario.kinds.items():
        places = [zone.name for zone in scenario.zones.values() if zone.kind == kind]
        if places:
            yield f"{title}: {', '.join(places)}"


def write_sheets(args: Namespace) -> int:
    """Write the sheets of a scenario for paper."""
    from wargame.content.print import format_scenario_sheets

    content = find_content(args.scenario)
    html = format_scenario_sheets(content)
    if args.output == "-":
        sys.stdout.write(html)
        return 0
    path = Path(args.output or f"{content.scenario.id}.html")
    check_name(path, PAGE, "a page of sheets")
    write_file(path, html.encode())
    print(f"{path}: {html.count('<section')} sheets. Open it in a browser and print it, one-sided.")
    return 0
