"""A golden playthrough: an exercise as text, with what every role sees at each step; the text is its own script.

A line ``> ROLE VERB {ARGUMENTS}`` is a command. Under it stand what its role could have done instead, what all are
told, and what changed in each view: first what changed alike in all of them, then what only some can see.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from tests.playing import shipped
from wargame.rules.chance import SeededChance
from wargame.rules.column import Column
from wargame.rules.compiler.content_table import ContentTable
from wargame.rules.decide import Command, Outcome, decide, list_closed, list_offers
from wargame.rules.decisions import build_decision
from wargame.rules.explain import explain
from wargame.rules.model import OBSERVER, Table
from wargame.rules.offers import Offer, OfferGroup
from wargame.rules.row import ENDING, Row
from wargame.rules.text.decision_text import format_decision
from wargame.rules.text.event_text import format_told
from wargame.rules.text.offer_text import format_closed, format_title
from wargame.rules.text.refusal_text import format_refusal
from wargame.rules.view import build_view

FOLDER = Path(__file__).parent

BOOKKEEPING = frozenset({"program", "pause", "heard", "hearing", "spoke", "limit", "answerer", "response"})
"""Kinds of column whose changes are shown by the command itself."""


class Playthrough(NamedTuple):
    """What to play: a length of the shipped scenario, the seed of its dice, and the commands."""

    length: str
    seed: int
    commands: tuple[Command, ...]


class Unplayable(Exception):
    """A command of the script is no longer accepted."""


def parse(text: str) -> Playthrough:
    """The playthrough a text tells of."""
    head = re.search(r"^length (\S+), seed (\d+)$", text, re.MULTILINE)
    assert head is not None, "the text has no line 'length ..., seed ...'"
    found = re.findall(r"^> (\S+) (\S+) (\{.*\})$", text, re.MULTILINE)
    return Playthrough(head[1], int(head[2]), tuple(Command(who, do, json.loads(args)) for who, do, args in found))


def render(played: Playthrough, table: ContentTable | None = None) -> tuple[str, str]:
    """The text of a playthrough, of the shipped scenario or on another ``table``, and the ending it reaches.

    Raises `Unplayable`.
    """
    table = table or shipped(played.length)
    chance = SeededChance(played.seed, table.slots)
    row = table.build_start_row()
    blocks = []
    phase = ""
    for command in played.commands:
        outcome = decide(table, row, command, chance)
        if not isinstance(outcome, Outcome):
            raise Unplayable(f"{command.role} {command.do} {dict(command.args)}: {format_refusal(outcome)}")
        if table.find_phase(row) != phase:
            phase = table.find_phase(row)
            blocks.append(f"--- turn {row[1]}, {phase}")
        blocks.append("\n".join(_step(table, row, command, outcome)))
        row = outcome.row
    ending = table.endings[row[ENDING] - 1][0] if row[ENDING] else None
    head = (
        f"{table.scenario.title}: {ending.title if ending else 'not ended'}\nlength {played.length}, seed {played.seed}"
    )
    return "\n\n".join([head, *blocks]) + "\n", ending.id if ending else ""


def _step(table: Table, row: Row, command: Command, outcome: Outcome) -> Iterator[str]:
    args = json.dumps(dict(command.args), ensure_ascii=False)
    yield f"> {command.role} {command.do} {args}"
    yield f"  {format_decision(build_decision(table, '', command.do, command.args), command.role)}"
    could = [_offered(offer) for offer in list_offers(table, row, command.role) if offer.group is not OfferGroup.POWERS]
    if could:
        yield _wrapped("offered", " · ".join(could))
    for one in (one for one in list_closed(table, row, command.role) if one.refusals):
        yield _wrapped("closed", format_closed(one))
    for told in explain(table, row, outcome.events, OBSERVER):
        yield f"  | {format_told(told)}"
    changes = {viewer: _changes(table, row, outcome.row, viewer) for viewer in (*table.roles, OBSERVER)}
    shared = [change for change in changes[OBSERVER] if all(change in mine for mine in changes.values())]
    if shared:
        yield _wrapped("all see", ", ".join(shared))
    for viewer, mine in changes.items():
        alone = [change for change in mine if change not in shared]
        if alone:
            yield _wrapped(f"{viewer} sees", ", ".join(alone))


def _wrapped(label: str, text: str) -> str:
    return fill(text, 118, initial_indent=f"  {label}: ", subsequent_indent="      ", break_on_hyphens=False)


def _offered(offer: Offer) -> str:
    """An offer's title, with its odds where it is rolled for."""
    odds = sorted({sight.odds for sight in offer.sights.values() if sight.target})
    if not odds:
        return format_title(offer)
    return (
        f"{format_title(offer)} {odds[0]} %" if len(odds) == 1 else f"{format_title(offer)} {odds[0]} to {odds[-1]} %"
    )


def _changes(table: Table, before: Row, after: Row, viewer: str) -> list[str]:
    """What changed in a role's view, as ``label a→b``."""
    rows = build_view(table, before, viewer), build_view(table, after, viewer)
    return [
        f"{column.label} {_said(table, column, old)}→{_said(table, column, new)}"
        for column, old, new in zip(table.columns, *rows, strict=True)
        if old != new and column.kind not in BOOKKEEPING
    ]


def _said(table: Table, column: Column, n: int) -> str:
    """A value, by name where a number would mean nothing to a reader."""
    if not n:
        return "0"
    if column.kind == "plan":
        return f"[{table.rules[n - 1].title}]" if n <= len(table.rules) else "[an argument]"
    if column.kind in ("current", "next"):
        return f"[{table.cards[table.entries[n - 1]].title}]"
    if column.kind == "secret":
        return f"[{table.objectives[n - 1].title}]"
    if column.kind == "last":
        return f"[{table.scenario.actions[n - 1].title}]"
    if column.kind == "offered":
        return f"[{table.forms[n - 1].title}]"
    return str(int(n))
