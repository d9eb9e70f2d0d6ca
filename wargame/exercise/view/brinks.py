"""The endings that are near: their condition has held at a close, and will end the exercise if it goes on to hold."""

from __future__ import annotations

from wargame.exercise.view.window import Window
from wargame.light_dataclass import dataclass
from wargame.rules.model import Gate
from wargame.rules.view import may_see


@dataclass(frozen=True, slots=True)
class KnownBrink:
    """An ending whose condition has held at the last close, as everybody was told.

    ``more`` is at how many further closes running it has to hold until the exercise ends. ``numbers`` are the ids of
    the numbers in its condition that the viewer may see.
    """

    ending: str
    title: str
    more: int
    numbers: tuple[str, ...]


def list_brinks(window: Window, viewer: str) -> tuple[KnownBrink, ...]:
    """Return the endings that are near, in the order of the scenario."""
    table, row = window.table, window.build_view(viewer)
    if window.over:
        return ()
    out = []
    for early in table.early:
        ending, gate = table.endings[early.ending]
        if early.column < 0 or not 0 < row[early.column] < early.closes:
            continue
        numbers = tuple(
            table.named_numbers[ref].name
            for ref in _list_refs(gate)
            if ref >= len(table.columns) or may_see(table, row, ref, viewer)
        )
        out.append(KnownBrink(ending.id, ending.title, early.closes - row[early.column], numbers))
    return tuple(out)


def _list_refs(gate: Gate) -> list[int]:
    """Return the references of the numbers in a condition, each once."""
    refs = [term.ref for term in gate.terms]
    for group in gate.either:
        for one in group:
            refs += _list_refs(one)
    return list(dict.fromkeys(refs))
