"""Columns: the numbers of a row, with their kinds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class ColumnKind(StrEnum):
    """What a column is for. Texts, views and the beginning of a turn go by kinds.

    A kind hashes as its string, in C, so that sets and mappings of kinds also find plain strings.
    """

    PROGRAM = "program"
    TURN = "turn"
    ENDING = "ending"
    REVEALED = "revealed"

    TRACK = "track"
    FLAG = "flag"
    ZONE = "zone"
    REVEAL = "reveal"

    PLAN = "plan"
    RESULT = "result"
    LAST = "last"
    SECRET = "secret"
    ESTIMATE = "estimate"
    USED = "used"
    LASTING = "lasting"
    BRINK = "brink"

    DEAL = "deal"
    DEALT = "dealt"
    LEFT = "left"
    LIMIT = "limit"
    OFFERED = "offered"
    ANSWERER = "answerer"
    COUNTERED = "countered"
    SPOKE = "spoke"

    CURRENT = "current"
    NEXT = "next"
    RESPONSE = "response"
    COMING = "coming"
    QUEUED = "queued"
    BRINGS = "brings"
    FRONT = "front"
    PILE = "pile"
    CARD = "card"

    PAUSE = "pause"
    STAGE = "stage"
    INJECTS = "injects"
    REDRAWS = "redraws"
    RETURN = "return"
    ARGUMENT = "argument"
    SECRETS = "secrets"
    VETOES = "vetoes"
    HEARD = "heard"
    HEARING = "hearing"
    RULING = "ruling"

    __hash__ = str.__hash__


NUMBER_KINDS = frozenset({ColumnKind.TRACK, ColumnKind.ZONE, ColumnKind.FLAG})
"""The kinds of columns that hold numbers of the content. Rules change these, and people read them."""
COUNTED_KINDS = frozenset({ColumnKind.TRACK, ColumnKind.ZONE})
"""Those of them that count something: an argument and the ruling on it can move these."""
NAMED_KINDS = NUMBER_KINDS | {ColumnKind.DEAL}
"""The kinds of columns that conditions can name: the numbers of the content, and whether a deal is in force."""


class Column(NamedTuple):
    """One number of a row.

    ``name`` is its name in session files, ``label`` its name for people. ``kind`` groups columns for the text about
    their changes; ``about`` is the id of what the column belongs to (a track, a role, a zone). The value lies in
    ``low`` to ``high`` and begins at ``start``. ``seen`` are the roles that may know it (``None``: everybody);
    ``until`` is a column that shows it to everybody once it is not 0 (-1: none).

    A number of a zone has the zone's name as ``place`` and its own name without the zone as ``short``; ``label`` has
    both. For any other column ``place`` is empty and ``short`` equals ``label``.
    """

    name: str
    label: str
    short: str
    kind: ColumnKind
    about: str
    low: int
    high: int
    start: int
    seen: frozenset[str] | None = None
    until: int = -1
    place: str = ""

    @property
    def is_track(self) -> bool:
        """Is it a track of the scenario?"""
        return self.kind == ColumnKind.TRACK

    @property
    def is_flag(self) -> bool:
        """Is it a flag, which holds (1) or does not (0)?"""
        return self.kind == ColumnKind.FLAG

    @property
    def is_truth(self) -> bool:
        """Is it 1 or 0 for something that is so or is not: a flag, or a deal?"""
        return self.kind in (ColumnKind.FLAG, ColumnKind.DEAL)
