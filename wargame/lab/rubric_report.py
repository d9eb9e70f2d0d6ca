"""Rubric report: the rubric of a deck as text, eighty columns wide, and as data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from wargame.lab.deck_rubric import CriterionResult, DeckRubric

WIDTH = 80
LEGEND = (
    "Each criterion counts up to two points: one if the program sees nothing against it, one if the teacher's answer is"
    " yes. What the program sees is a hint and no grade; wargame docs assignment has the levels."
)


def format_rubric(rubric: DeckRubric) -> str:
    """Return the rubric as plain text, ending with a line break."""
    return "\n".join(_iter_lines(rubric)) + "\n"


def dump_rubric(rubric: DeckRubric) -> dict[str, Any]:
    """Return the rubric as JSON holds it."""
    return {
        "file": rubric.file,
        "deck": rubric.deck,
        "scenario": rubric.scenario,
        "cards": rubric.cards,
        "seen": sum(one.passed is True for one in rubric.results),
        "criteria": [_dump_result(one) for one in rubric.results],
        "silenced": [
            {"where": one.where, "code": one.code, "because": one.because} for one in rubric.silenced
        ],
    }  # fmt: skip


def _dump_result(result: CriterionResult) -> dict[str, Any]:
    return {
        "id": result.criterion.id,
        "title": result.criterion.title,
        "looks": result.criterion.looks,
        "passed": result.passed,
        "note": result.note,
        "places": [
            {
                "line": one.line,
                "column": one.column,
                "where": one.where,
                "code": one.code,
                "message": one.said,
                "hint": one.hint,
            }
            for one in result.places
        ],
        "judge": result.criterion.judge,
    }


def _iter_lines(rubric: DeckRubric) -> Iterator[str]:
    cards = f"{rubric.cards} card{'s' * (rubric.cards != 1)}"
    yield from _fill(f"Rubric of {rubric.deck} ({cards} for {rubric.scenario})")
    for result in rubric.results:
        yield ""
        yield from _fill(f"{_format_mark(result)} {result.criterion.title} [{result.criterion.id}]")
        yield from _fill(f"The program looks whether {result.criterion.looks}.", 2)
        if result.note:
            yield from _fill(f"Not looked at: {result.note}.", 2)
        for one in result.places:
            said = "; ".join(part for part in (one.said, one.hint) if part)
            code = f" [{one.code}]" if one.code != "rubric" else ""
            where = f"{one.where}: " if one.where else ""
            yield from _fill(f"{one.line}:{one.column}: {where}{said}{code}", 4)
        yield from _fill(f"For the teacher: {result.criterion.judge}", 2)
    if rubric.silenced:
        yield ""
        yield "Silenced by the author, for the teacher to weigh:"
        for silenced in rubric.silenced:
            yield from _fill(f"{silenced.where}: {silenced.code}: {silenced.because}", 2)
    looked = [one for one in rubric.results if one.passed is not None]
    yield ""
    yield from _fill(f"Seen by the program: {sum(bool(one.passed) for one in looked)} of {len(looked)} criteria.")
    yield from _fill(LEGEND)


def _format_mark(result: CriterionResult) -> str:
    return {True: "passed    ", False: "not passed", None: "not seen  "}[result.passed]


def _fill(text: str, indent: int = 0) -> list[str]:
    lead = " " * indent
    return wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=lead + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
