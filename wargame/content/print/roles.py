"""The sheets for one role: its private briefing, its offers with the numbers people type, its deals."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as e
from itertools import groupby

from wargame.content.load.loader import Content
from wargame.content.model.mechanics import Action, DealForm
from wargame.content.model.scenario import Scenario
from wargame.content.print.parts import (
    Sheet,
    format_entry,
    format_flags,
    format_frame_paragraphs,
    format_paragraphs,
    format_table,
    format_track,
)
from wargame.content.text.wording import Wording, begin_sentence, format_citations


def iter_role_sheets(content: Content) -> Iterator[Sheet]:
    """Yield the sheets for one role."""
    scenario = content.scenario
    for name, role in scenario.roles.items():
        who = f"{role.name} only"
        yield Sheet(f"{role.name}: private briefing", who, _format_briefing(scenario, name))
        yield Sheet(f"{role.name}: offers", who, _format_offers(content, name))
        if any(name in form.between for form in scenario.deals):
            yield Sheet(f"{role.name}: deals", who, _format_deals(content, name))


def _format_briefing(scenario: Scenario, name: str) -> str:
    role = scenario.roles[name]
    parts = [format_paragraphs(role.private, "brief"), "<h3>What you want</h3>"]
    rows = [
        (f"<b>{e(one.title)}</b>", e(one.text), str(one.max) if one.max is not None else "no limit")
        for one in role.objectives
        if not one.secret
    ]
    parts.append(format_table(("objective", "points", "at most"), rows))
    if any(one.secret for one in role.objectives):
        parts.append("<p>You draw one more objective, which only you know: a card of its own.</p>")
    own = [n for n, track in scenario.tracks.items() if track.seen_by != "all" and name in track.seen_by]
    if own:
        parts.append("<h3>What you see and not everybody does</h3>" + "".join(format_track(scenario, n) for n in own))
    parts.append(format_flags(f.name + ": " + f.about for f in scenario.flags.values() if name in f.seen_by != "all"))
    return "".join(parts)


def _format_offers(content: Content, name: str) -> str:
    scenario = content.scenario
    words = Wording(scenario)
    mine = list(enumerate((action for action in scenario.actions if action.role == name), start=1))
    key = scenario.roles[name].key
    parts = [
        "<p>Take one a turn. The numbers are those of the program, and stay the same all exercise: at its prompt,"
        f" <b>{e(key)} 3 because</b> and your reason plan number 3.</p>"
    ]
    for group, numbered in groupby(mine, key=lambda pair: pair[1].group):
        parts.append(f'<div class="group">{e(group)}</div>')
        parts += [
            _format_offer(n, action, words, scenario, format_citations(action.cites, content.sources, action.ours))
            for n, action in numbered
        ]
    if scenario.arguments is not None:
        text = "Something else, argued for: see How a turn goes."
        parts.append(format_entry(str(len(mine) + 1), "A free argument", "", [f"<p>{text}</p>"]))
    return "".join(parts)


def _format_offer(n: int, action: Action, words: Wording, scenario: Scenario, cited: str) -> str:
    lines = [f"<p>{e(action.text)}</p>"]
    needs = [f"Where: {words.format_zone_filter(action.target)}."] if action.target is not None else []
    members = scenario.roles[action.role].members
    needs += [f"Needs {' and '.join(members[name].name for name in action.needs)}."] if action.needs else []
    needs += [f"Only while {words.format_condition(action.when)}."] if action.when else []
    needs += [f"Costs {words.format_cost(action)}."] if action.cost else []
    if needs:
        lines.append(f"<p>{e(' '.join(needs))}</p>")
    lines += format_frame_paragraphs(action, words)
    if cited:
        lines.append(f'<p class="tags">{e(begin_sentence(cited))}</p>')
    tags = ["once an exercise"] if action.once else []
    tags += [f"others read: {action.cover}"] if action.cover else []
    tags += ["may be repeated"] if action.repeat and not scenario.repeat else []
    return format_entry(str(n), action.title, ", ".join(tags), lines)


def _format_deals(content: Content, name: str) -> str:
    scenario = content.scenario
    words = Wording(scenario)
    mine = [form for form in scenario.deals if name in form.between]
    said = "<p>Offers are made in the deal phase, before plans. A deal you make can be kept or broken.</p>"
    return said + "".join(
        format_entry("●" if form.secret else "○", form.title, "", _format_deal(form, words, content, name))
        for form in mine
    )


def _format_deal(form: DealForm, words: Wording, content: Content, name: str) -> list[str]:
    roles = content.scenario.roles
    titles = {action.id: action.title for action in content.scenario.actions}
    partners = " and ".join(roles[role].name for role in form.between if role != name)
    what = [f"With {partners}" if partners else "Among yourselves, no answer needed"]
    what += ["secret" if form.secret else "open to all"]
    what += ["once an exercise"] if form.once else []
    what += [f"for {form.lasts} turns"] if form.lasts else []
    lines = [f"<p>{e(form.text)}</p>", f"<p>{e(', '.join(what))}.</p>"]
    cases = (
        ("Only while", words.format_condition(form.when)),
        ("At once", words.format_effects(form.now)),
        ("At every close", words.format_effects(form.each)),
        *(
            (f"{roles[r].name} promises not to", ", ".join(titles[a] for a in given))
            for r, given in form.promises.items()
        ),
        ("If broken", words.format_effects(form.broken)),
        ("It lapses when", words.format_condition(form.lapses)),
    )
    lines += [f"<p><b>{e(case)}:</b> {e(text)}.</p>" for case, text in cases if text]
    cited = format_citations(form.cites, content.sources, form.ours)
    return lines + ([f'<p class="tags">{e(begin_sentence(cited))}</p>'] if cited else [])
