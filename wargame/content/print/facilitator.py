"""The sheets for the facilitator: the hidden board, secret objectives, upkeep rules, endings, debrief."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape as e

from wargame.content.model.scenario import Scenario
from wargame.content.print.forms import format_debrief
from wargame.content.print.parts import (
    FACILITATOR,
    Sheet,
    format_entry,
    format_frame_paragraphs,
    format_paragraphs,
    format_track,
)
from wargame.content.text.wording import Wording


def iter_facilitator_sheets(scenario: Scenario) -> Iterator[Sheet]:
    """Yield the sheets for the facilitator of an exercise of one length."""
    words = Wording(scenario)
    hidden = [name for name, track in scenario.tracks.items() if track.seen_by != "all"]
    if hidden:
        said = "<p>What not everybody sees. The public board holds the rest.</p>"
        yield Sheet("Facilitator's board", FACILITATOR, said + "".join(format_track(scenario, name) for name in hidden))
    secret = [(role.name, one) for role in scenario.roles.values() for one in role.objectives if one.secret]
    if secret:
        said = "<p>Cut these out. Each team draws one of its own, unseen, and shows it to nobody.</p>"
        cards = "".join(
            f'<div class="card"><div class="role">{e(who)}: secret objective</div>'
            f'<div class="name">{e(one.title)}</div><p>{e(one.text)}</p></div>'
            for who, one in secret
        )
        yield Sheet("Secret objectives", FACILITATOR, f'{said}<div class="cards">{cards}</div>')
    if scenario.upkeep:
        rules = "".join(
            format_entry(str(n), rule.title, words.format_occasion(rule),
                   [f"<p>{e(rule.text)}</p>", *format_frame_paragraphs(rule, words)])
            for n, rule in enumerate(scenario.upkeep, start=1)
        )  # fmt: skip
        said = "<p>At every close, in this order. Each asks for the numbers as the one before has left them.</p>"
        yield Sheet("What happens by itself", FACILITATOR, said + rules)
    endings = "".join(
        format_entry(
            str(n),
            one.title,
            _format_ending_time(one.closes, one.last, words.format_condition(one.when)),
            [f"<p>{e(one.text)}</p>"],
        )
        for n, one in enumerate(scenario.endings, start=1)
    )
    yield Sheet("How it can end", FACILITATOR, "<p>The first that holds. Read it aloud.</p>" + endings)
    said = f'<div class="box"><h3>Read this aloud when play is over</h3>{format_paragraphs(scenario.out_of_role)}</div>'
    if scenario.teaches:
        said += f"<h3>For the debrief, not before</h3>{format_paragraphs(scenario.lessons)}"
    yield Sheet("Out of role", FACILITATOR, said)
    yield Sheet("Debrief", FACILITATOR, format_debrief())


def _format_ending_time(closes: int, last: bool, condition: str) -> str:
    when = "at the last close" if last else f"{closes} closes running" if closes > 1 else "at any close"
    return f"{when}, {condition}" if condition else when
