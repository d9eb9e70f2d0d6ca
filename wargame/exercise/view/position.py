"""Where an exercise stands: turn, phase, ending, and whether it is paused and recorded."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import Table
from wargame.rules.row import ENDING, PC, TURN, Row
from wargame.session.records import END_PAGES, Closed, PageTurned


@dataclass(frozen=True, slots=True)
class ReachedEnding:
    """The ending that was reached."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class NearEnding:
    """An ending whose condition held at the close before: at ``closes`` more such closes the exercise ends by it.

    ``last``: the next close is the last one, and ends the exercise in any case.
    """

    id: str
    title: str
    closes: int
    last: bool


@dataclass(frozen=True, slots=True)
class Position:
    """Where an exercise stands. ``turn`` is 0 before the first turn; ``phase`` is ``over`` after the end.

    ``brink`` are the endings that are near. ``page`` is the page to which the facilitator turned after the end, an id
    of `END_PAGES`: the last one in a file that was closed without pages, and empty before the end.
    """

    title: str
    turn: int
    turns: int
    phase: str
    over: bool
    ending: ReachedEnding | None
    brink: tuple[NearEnding, ...]
    paused: bool
    recorded: bool
    page: str


def build_position(window: Window, viewer: str) -> Position:
    """Return where the exercise stands. Everybody may know it."""
    table, row = window.table, window.build_view(viewer)
    ending = None
    if row[ENDING]:
        reached, _ = table.endings[row[ENDING] - 1]
        ending = ReachedEnding(reached.id, reached.title, reached.text)
    return Position(
        title=table.scenario.title,
        turn=window.turn,
        turns=table.turns,
        phase=window.phase,
        over=window.over,
        ending=ending,
        brink=() if window.over else _list_near_endings(table, row),
        paused=window.paused,
        recorded=window.recorded,
        page=_find_page(window) if window.over else "",
    )


def _find_page(window: Window) -> str:
    """Return the page after the end that was turned to last. A page that this program does not know is the first one.

    A file that was closed without pages was not read page by page: nothing of it is kept back.
    """
    turned = window.list_records(PageTurned)
    if turned:
        return turned[-1].page if turned[-1].page in END_PAGES else END_PAGES[0]
    return END_PAGES[-1] if window.list_records(Closed) else END_PAGES[0]


def _list_near_endings(table: Table, row: Row) -> tuple[NearEnding, ...]:
    """Return the endings that have begun to be reached. At the last close, one close more is always enough."""
    choice = table.choices[row[PC]]
    is_closed = choice is not None and choice.do == "next"
    last = row[TURN] + is_closed >= table.turns
    return tuple(
        NearEnding(ending.id, ending.title, 1 if last else max(1, ending.closes - row[column]), last)
        for (ending, _), column in zip(table.endings, table.at.brink, strict=True)
        if column >= 0 and row[column] and not ending.last
    )
