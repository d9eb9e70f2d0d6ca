"""The ledger of a reveal: a plan a line, in the order in which they happened: plan, odds, dice, outcome, effects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from wargame.exercise.room.role_doings import RESULTS
from wargame.exercise.seat import Seat
from wargame.likelihood import compute_odds
from wargame.rules.text.event_text import format_thrown
from wargame.rules.told import KnownRoll, Moved
from wargame.tui.widgets.hanging_indent import MarkedParagraph
from wargame.tui.widgets.map.zone_map import shorten
from wargame.tui.widgets.role_bar import ASCII_MARKS
from wargame.tui.widgets.role_look import RoleLook, list_role_looks
from wargame.tui.widgets.tracks import CHANGED, DIM

ROOMY = 100
"""The smallest width at which a line has the odds, the dice and the outcome in words."""
BESIDE = 24
"""The fewest cells beside a plan in which its moves stand; with fewer, or too few for one of them, they stand below."""
_GAP = Content("   ")
"""What stands between two moves."""
_INDENT = 6
"""The width of number and mark before a name."""
_NARROWEST = _INDENT + 2 + 4 + 4
"""What a line without words holds beside the name."""


def iter_ledger(seat: Seat, width: int, *, ascii: bool) -> Iterator[MarkedParagraph]:
    """Yield each plan of this turn that the viewer knows, with its moves; nothing before they are revealed."""
    reveal = seat.find_reveal()
    if not reveal.revealed:
        return
    looks, words = list_role_looks(seat), width >= ROOMY
    names = [plan.title or plan.words or "An argument" for plan in reveal.plans]
    most = 36 if words else max(min(24, width - _NARROWEST), 8)
    room = min(max(map(len, names), default=0), most)
    for n, (plan, name) in enumerate(zip(reveal.plans, names, strict=True), start=1):
        look = looks[plan.role]
        lead = Content.assemble(
            (f"{n} ", DIM),
            look.draw_mark(),
            (f" {shorten(name, room):<{room}}  ", f"bold {look.ink}"),
            _draw_roll(plan.roll, words=words),
            _draw_result(plan.result, look, ascii, words=words),
        )
        moves = list(_draw_moves(plan.moves, ascii))
        if width - lead.cell_length >= max([BESIDE, *(move.cell_length for move in moves)]):
            yield MarkedParagraph(lead, Content("\n").join(_pack_moves(moves, width - lead.cell_length)))
            continue
        yield MarkedParagraph(lead, Content(""))
        for row in _pack_moves(moves, width - _INDENT):
            yield MarkedParagraph(Content(" " * _INDENT), row)


def _draw_roll(roll: KnownRoll | None, *, words: bool) -> Content:
    """Draw the odds and the dice of a plan, or blanks as wide where it has none."""
    if roll is None:
        return Content(" " * (27 if words else 4))
    if not words:
        return Content(f"{roll.total:>2}  ")
    needed = f"{roll.target}+" if roll.target else ""
    odds = f"{compute_odds(roll.target - roll.plus)} %" if roll.target else ""
    likely = f"{needed:>3} {odds:>6}" if odds else "not public"
    thrown = format_thrown(roll) + (f" {roll.plus:+d}" if roll.plus else "")
    return Content.assemble((f"{likely}  ", DIM), (f"{thrown:<15}", "bold"))


def _draw_result(result: str, look: RoleLook, ascii: bool, *, words: bool) -> Content:
    """Draw the outcome: a full plate of the role's colour for what came about, an open one for what did not."""
    if result in ("none", ""):
        return Content("")
    mark, word = RESULTS[result]
    full = mark == "✓"
    shown = ASCII_MARKS[mark] if ascii else mark
    said = f"{shown} {word.upper()}" if words else shown
    text = f" {said} " if full else f"[{said}]"
    pad = " " * max((16 if words else 4) - len(text), 1)
    return Content.assemble((text, look.plate if full else f"bold {look.ink}"), pad)


def _pack_moves(moves: Sequence[Content], width: int) -> Iterator[Content]:
    """Yield rows of moves, as many in each as fit; a move is not divided."""
    row: list[Content] = []
    for move in moves:
        if row and _GAP.join([*row, move]).cell_length > width:
            yield _GAP.join(row)
            row = []
        row.append(move)
    if row:
        yield _GAP.join(row)


def _draw_moves(moves: Sequence[Moved], ascii: bool) -> Iterator[Content]:
    """Yield each number that the plan moved, from where to where on the plate of what has just changed."""
    arrow = ">" if ascii else "→"
    for move in moves:
        yield Content.assemble(move.label, " ", (f" {move.before}{arrow}{move.after} ", CHANGED))
