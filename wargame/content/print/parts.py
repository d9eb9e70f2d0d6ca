"""The pieces of HTML that sheets are put together from. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as e
from pathlib import Path
from typing import NamedTuple

from wargame.content.model.deck import Frame
from wargame.content.model.numbers import Track
from wargame.content.model.scenario import Scenario
from wargame.content.text.wording import Wording

ALL, FACILITATOR = "for all", "facilitator"


class Sheet(NamedTuple):
    """One sheet, of one or several pages: its title, its reader, its content as HTML, and how it is set (``kind``)."""

    title: str
    who: str
    body: str
    kind: str = ""


def format_document(title: str, css: str, sections: Iterable[str]) -> str:
    """Return one HTML document that needs no other file; ``css`` is put into it."""
    return "\n".join([
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{e(title)}</title>",
        f"<style>\n{css}</style></head><body>",
        *sections,
        "</body></html>\n",
    ])  # fmt: skip


def format_section(scenario: str, number: int, sheet: Sheet) -> str:
    """Return a sheet with its head. A sheet of a ``kind`` of its own has its title inside the head, to save room."""
    told = f"<span>{e(scenario)} · sheet {number}</span>"
    who = f'<span class="who">{e(sheet.who)}</span>'
    if sheet.kind:
        head = f"<header>{told}<h2>{e(sheet.title)}</h2>{who}</header>"
        return f'<section class="{sheet.kind}">{head}\n{sheet.body}</section>'
    title = f"<h1>{e(sheet.title)}</h1>" if number == 1 else f"<h2>{e(sheet.title)}</h2>"
    return f"<section><header>{told}{who}</header>{title}\n{sheet.body}</section>"


def read_stylesheet(*names: str) -> str:
    """Return the text of stylesheets of this package, one after the other."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


def format_paragraphs(text: str, kind: str = "") -> str:
    """Return a text as HTML paragraphs, one for each of its lines."""
    attribute = f' class="{kind}"' if kind else ""
    return "".join(f"<p{attribute}>{e(part)}</p>" for part in text.split("\n") if part.strip())


def format_items(texts: Iterable[str]) -> str:
    """Return texts as an HTML list."""
    listed = "".join(f"<li>{e(text)}</li>" for text in texts)
    return f"<ul>{listed}</ul>" if listed else ""


def format_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the cells are HTML already."""
    head = "".join(f"<th>{e(text)}</th>" for text in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def format_flags(texts: Iterable[str]) -> str:
    """Return flags as boxes to tick, one for each text."""
    ticks = "".join(f'<p class="flag"><span class="tick"></span>{e(text)}</p>' for text in texts)
    return f"<h3>Now so</h3>{ticks}" if ticks else ""


def format_track(scenario: Scenario, name: str) -> str:
    """Return a track as a row of numbered boxes, its start marked, with what its ends mean."""
    track = scenario.tracks[name]
    others = [
        f"{length}: {start}"
        for length in scenario.lengths
        if (start := _find_start(scenario, name, length)) != track.start
    ]
    aside = f" (starts elsewhere in {', '.join(others)})" if others else ""
    ends = ""
    if track.low or track.high:
        ends = f'<div class="ends"><span>{e(track.low or "")}</span><span>{e(track.high or "")}</span></div>'
    head = f'<div class="name"><span><b>{e(track.name)}</b>{e(aside)}</span></div>'
    about = f'<p class="small">{e(track.about)}</p>'
    return f'<div class="track">{head}{about}{format_step_boxes(track.min, track.max, track.start)}{ends}</div>'


def format_member_track(scenario: Scenario, role: str, name: str) -> str:
    """Return the will of a member as a row of numbered boxes, with the member's name and when it refuses."""
    member = scenario.roles[role].members[name]
    will, when = scenario.tracks[member.will], Wording(scenario).format_vetoes(member)
    about = f'<p class="small">It refuses while {e(when)}.</p>' if when else ""
    head = f'<div class="name"><span><b>{e(member.name)}</b>: {e(will.name)}</span></div>'
    return f'<div class="track">{head}{about}{format_step_boxes(will.min, will.max, will.start)}</div>'


def _find_start(scenario: Scenario, name: str, length: str) -> int:
    """Return where a track starts in one length."""
    track: Track = scenario.tracks[name]
    change = scenario.lengths[length].opening.get(name)
    if change is None:
        return track.start
    return max(track.min, min(track.max, change.n if change.op == "set" else track.start + change.n))


def format_step_boxes(low: int, high: int, start: int | None, kind: str = "") -> str:
    """Return numbered boxes from ``low`` to ``high``, the start marked; a field to write in if there are too many."""
    if high - low > 20:
        return f'<div class="field">from {low} to {high}{"" if start is None else f", starts at {start}"}; now</div>'
    boxes = "".join(f'<div class="step{" start" if n == start else ""}">{n}</div>' for n in range(low, high + 1))
    return f'<div class="steps {kind}">{boxes}</div>'


def format_entry(number: str, title: str, tags: str, lines: Sequence[str]) -> str:
    """Return one entry of a numbered list: number, title, tags, and lines of HTML."""
    aside = f' <span class="tags">({e(tags)})</span>' if tags else ""
    name = f'<p class="name">{e(title)}{aside}</p>'
    return f'<div class="offer"><div class="no">{e(number)}</div><div>{name}{"".join(lines)}</div></div>'


def format_frame_paragraphs(frame: Frame, words: Wording) -> list[str]:
    """Return check, bonuses and outcomes of a frame, as paragraphs."""
    lines = []
    if frame.check is not None:
        bonuses = "; ".join(words.list_bonuses(frame.check))
        lines.append(f"<p><b>Roll {e(words.format_check(frame.check))}</b>{f'; {e(bonuses)}' if bonuses else ''}.</p>")
    outcomes = ". ".join(
        e(text) if case == "always" else f"<b>{case.capitalize()}:</b> {e(text)}"
        for case, text in words.list_outcomes(frame)
    )
    return [*lines, f"<p>{outcomes or 'Nothing changes'}.</p>"]
