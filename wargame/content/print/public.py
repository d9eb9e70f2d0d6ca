"""The sheets for everybody: the roles, how a turn goes, the boards and the map."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as e

from wargame.content.model.scenario import Scenario
from wargame.content.print.map_picture import draw_key, draw_map_svg
from wargame.content.print.parts import (
    ALL,
    Sheet,
    format_flags,
    format_items,
    format_member_track,
    format_paragraphs,
    format_step_boxes,
    format_table,
    format_track,
)
from wargame.content.text.wording import Wording
from wargame.likelihood import compute_odds
from wargame.likelihood_text import list_likelihood_words


def iter_public_sheets(scenario: Scenario) -> Iterator[Sheet]:
    """Yield the sheets for everybody, for an exercise of one length."""
    briefs = "".join(
        f'<div class="box"><h3>{e(role.name)}</h3>{format_paragraphs(role.public)}'
        f"{_format_partners(scenario, name)}</div>"
        for name, role in scenario.roles.items()
    )
    yield Sheet("The roles", ALL, briefs)
    yield Sheet("How a turn goes", ALL, _format_turn(scenario))
    yield Sheet("Track board", ALL, _format_board(scenario))
    if scenario.zones:
        yield Sheet("Map", ALL, draw_map_svg(scenario) + draw_key(scenario))
        yield Sheet("Zone board", ALL, _format_zone_board(scenario))


def _format_turn(scenario: Scenario) -> str:
    order = ", then ".join(scenario.roles[role].name for role in scenario.order)
    again = (
        ""
        if scenario.repeat
        else " Nobody takes the same action twice running, unless it says that it may be. "
        "A free argument between the two does not count."
    )
    phases = [
        ("Inject", "A card is read aloud, and the title of the next one. It may ask a team to answer."),
        (
            "Deal",
            "Teams may offer each other terms. The other side accepts, declines, or counters once, with a reason. "
            "Who counters makes no offer of its own in that turn.",
        ),
        ("Plan", f"Each team privately takes one offer, by its number, and writes down why.{again}"),
        ("Adjudicate", f"Plans are revealed, {order}. What needs a check is rolled."),
        (
            "Close",
            "The situation moves by its own rules; the next card is fixed. In a review round each team estimates.",
        ),
    ]
    parts = ["<ol>" + "".join(f"<li><b>{name}.</b> {e(text)}</li>" for name, text in phases) + "</ol>"]
    parts.append("<h3>Checks: two dice, the number or more</h3>")
    needs = range(2, 13)
    parts.append(format_table([f"{n}+" for n in needs], [[f"{compute_odds(n)}&nbsp;%" for n in needs]]))
    parts.append("<p>Each bonus lowers the number needed by as much, each penalty raises it.</p>")
    terms = scenario.arguments
    if terms is not None:
        parts.append("<h3>A free argument, instead of an offer</h3>")
        parts.append(
            f"<p>Say what you do, what it should cause (up to {terms.numbers} numbers by up to {terms.size}), and up to"
            f" {terms.reasons} reasons why it works. The others give pros and cons. The facilitator marks the strong"
            " ones, and rules.</p>"
        )
        if terms.method == "weighted":
            net = range(-terms.net, terms.net + 1)
            chances = [f"{compute_odds(terms.target - n)}&nbsp;%" for n in net]
            parts.append(format_table([f"{n:+d}" if n else "even" for n in net], [chances]))
            parts.append(f"<p>Strong pros less strong cons: two dice, {terms.target} or more.</p>")
    if scenario.question is not None:
        likelihoods = list_likelihood_words()
        parts.append("<h3>Estimates: what the words mean</h3>")
        parts.append(
            format_table([one.words for one in likelihoods], [[f"{one.low}–{one.high}&nbsp;%" for one in likelihoods]])
        )
    return "".join(parts)


def _format_partners(scenario: Scenario, role: str) -> str:
    words, members = Wording(scenario), scenario.roles[role].members
    listed = format_items(f"{member.name}: {words.format_member(role, name)}" for name, member in members.items())
    return f"<p><b>Partners</b></p>{listed}" if listed else ""


def _format_board(scenario: Scenario) -> str:
    longest = max(length.turns for length in scenario.lengths.values())
    turns = f'<div class="track"><div class="name"><b>Turn</b></div>{format_step_boxes(1, longest, None)}</div>'
    wills = {member.will for role in scenario.roles.values() for member in role.members.values()}
    names = [name for name, spec in scenario.tracks.items() if spec.seen_by == "all" and name not in wills]
    tracks = "".join(format_track(scenario, name) for name in names)
    for role_id, role in scenario.roles.items():
        tracks += f"<h3>Partners of {e(role.name)}</h3>" if role.members else ""
        tracks += "".join(format_member_track(scenario, role_id, name) for name in role.members)
    so = format_flags(flag.name + ": " + flag.about for flag in scenario.flags.values() if flag.seen_by == "all")
    size = ' class="compact"' if len(scenario.tracks) > 9 else ""
    return f"<div{size}>{turns}{tracks}</div>{so}"


def _format_zone_board(scenario: Scenario) -> str:
    numbers = scenario.zone_numbers
    explained = [(spec.name, spec.about) for spec in numbers.values()]
    explained += [(spec.name, spec.about) for spec in scenario.derived.values()]
    said = '<p class="wide">' + " ".join(f"<b>{e(name)}</b>: {e(about)}" for name, about in explained) + "</p>"
    rows = [
        (
            f'<b>{e(zone.name)}</b> <span class="small">{e(scenario.kinds.get(zone.kind, zone.kind))}</span>'
            + (f'<div class="small">{e(zone.about)}</div>' if zone.about else ""),
            *(format_step_boxes(s.min, s.max, zone.start.get(number, s.min), "tiny") for number, s in numbers.items()),
        )
        for zone in scenario.zones.values()
    ]
    return (
        said
        + '<div class="zones">'
        + format_table(("zone", *(spec.name for spec in numbers.values())), rows)
        + "</div>"
    )
