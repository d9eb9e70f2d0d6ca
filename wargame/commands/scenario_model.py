"""scenario show --model: what moves each number and what reads it, and the loops, as text, JSON or a page to print."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from wargame.commands.output_files import PAGE, check_name, write_file
from wargame.content.causes.causal_model import (
    CARD,
    COST,
    CausalModel,
    CausalPart,
    Move,
    Quantity,
    Read,
    build_causal_model,
)
from wargame.content.causes.loops import Loop, Loops, find_loops
from wargame.content.load.loader import Content
from wargame.content.model.parts import ALWAYS
from wargame.content.print.model_page import format_link_parts, format_model_page
from wargame.content.text import causes_text

NARROW, WIDE = 80, 120
"""The least and the greatest width of the text, in columns."""


def show_model(content: Content, as_json: bool, output: str | None) -> None:
    """Print the model of a scenario, as text or as JSON; or write it as a page, to a file or to standard output.

    Raises `WrongUsage` for a file of another kind.
    """
    if output:
        if output != "-":
            check_name(Path(output), PAGE, "a page")
        html = format_model_page(content)
        if output == "-":
            sys.stdout.write(html)
            return
        write_file(Path(output), html.encode())
        print(f"{output}: the model on two pages. Open it in a browser and print it; it is set in landscape.")
        return
    model = build_causal_model(content)
    loops = find_loops(model)
    if as_json:
        print(json.dumps(_build_json(model, loops), indent=1, ensure_ascii=False))
        return
    width = max(NARROW, min(WIDE, shutil.get_terminal_size((NARROW, 24)).columns))
    for line in iter_model_lines(model, loops, width):
        print(line)


def _build_json(model: CausalModel, loops: Loops) -> dict[str, object]:
    told = [
        {
            "name": loop.name,
            "reinforcing": loop.reinforcing,
            "by_itself": loop.by_itself,
            "links": [
                {
                    "from": link.source,
                    "to": link.target,
                    "sign": link.sign,
                    "by_itself": link.by_itself,
                    "parts": [{"kind": part.kind, "id": part.id} for part in link.parts],
                }
                for link in loop.links
            ],
        }
        for loop in loops.main
    ]
    return {**asdict(model), "loops": told, "loops_found": loops.found}


def iter_model_lines(model: CausalModel, loops: Loops, width: int) -> Iterator[str]:
    """Yield the model as text: the key, the loops, then each number with what moves it and what reads it."""
    yield f"{causes_text.title_model()}: {model.scenario}"
    yield ""
    notes = (
        causes_text.format_variant(model.off),
        causes_text.format_source_key(model.documents),
        causes_text.format_counted(model.counted),
        causes_text.format_not_here((), False, model.free),
    )
    for note in filter(None, notes):
        yield from _wrap(note, width, 0)
    yield ""
    yield causes_text.title_loops()
    if not loops.main:
        yield from _wrap(causes_text.format_no_loops(), width, 2)
    else:
        yield from _wrap(causes_text.format_text_loop_rule(), width, 2)
        yield from _wrap(causes_text.format_loop_choice(len(loops.main), loops.found), width, 2)
    for loop in loops.main:
        yield ""
        yield from _iter_loop(model, loop, width)
    for number in model.numbers:
        yield ""
        yield from _iter_number(model, number, width)


# Loops


def _iter_loop(model: CausalModel, loop: Loop, width: int) -> Iterator[str]:
    """Yield a loop as a column of numbers with arrows between them, and the arrow that leads back beside it."""
    yield from _wrap(causes_text.name_loop(loop.name, loop.reinforcing, loop.titles), width, 2)
    for at, link in enumerate(loop.links):
        side = "+->" if at == 0 else "|  "
        yield f"  {side} {model.find_name(link.source)}"
        sign = "+" if link.sign > 0 else "-"
        arrow = "|" if link.by_itself else ":"
        lines = textwrap.wrap(format_link_parts(link), width - 14, break_on_hyphens=False)
        for n, line in enumerate(lines):
            mark = f"{arrow} {sign if n == 0 else ' '}"
            yield f"  |     {mark}  {line}"
        yield "  +-----+" if at == len(loop.links) - 1 else "  |     v"


# Numbers


def _iter_number(model: CausalModel, number: Quantity, width: int) -> Iterator[str]:
    yield causes_text.format_quantity(number.name, number.low, number.high, number.start, number.is_flag)
    yield f"  {causes_text.title_moved()}"
    moved = [(part, moves) for part in model.parts if (moves := [one for one in part.moves if one.number == number.id])]
    if not moved:
        yield f"    {causes_text.format_counts_by_itself() if number.id in ALWAYS else causes_text.format_unmoved()}"
    for part, moves in moved:
        if part.kind != CARD:
            yield from _wrap(_format_moves(part, moves, number), width, 4)
    cards = [(part, moves) for part, moves in moved if part.kind == CARD]
    if cards:
        yield from _wrap(_format_cards(cards, number), width, 4)
    yield f"  {causes_text.title_read()}"
    told = False
    for part in model.parts:
        reads = [one for one in part.reads if one.number == number.id and one.how != COST]
        if reads:
            told = True
            yield from _wrap(_format_reads(model, part, reads, number), width, 4)
    if not told:
        yield f"    {causes_text.format_unread()}"


def _format_moves(part: CausalPart, moves: list[Move], number: Quantity) -> str:
    said = "; ".join(dict.fromkeys(_format_move(move, number, part.chance) for move in moves))
    name = causes_text.format_part_name(causes_text.name_side(part.kind, part.who), part.title)
    return causes_text.format_with_source(f"{name} {said}", part.origin)


def _format_move(move: Move, number: Quantity, chance: bool) -> str:
    if not number.steps:
        change = causes_text.format_becomes(bool(move.n))
    else:
        change = causes_text.format_set(move.n) if move.sets else f"{move.n:+d}"
    change = causes_text.format_extent(change, move.lasts, move.per)
    return causes_text.format_move(
        move.key, change, causes_text.format_where(move.where, number.local), chance and not move.answer
    )


def _format_cards(cards: list[tuple[CausalPart, list[Move]]], number: Quantity) -> str:
    rising = sum(any(not move.sets and move.n > 0 for move in moves) for _, moves in cards)
    falling = sum(any(not move.sets and move.n < 0 for move in moves) for _, moves in cards)
    setting = sum(any(move.sets for move in moves) for _, moves in cards)
    listed = []
    for part, moves in cards:
        said = "; ".join(dict.fromkeys(_format_move(move, number, False) for move in moves))
        listed.append(causes_text.format_with_source(f"{part.title} {said}", part.origin))
    return f"{causes_text.format_card_count(rising, falling, setting)}: {', '.join(listed)}"


def _format_reads(model: CausalModel, part: CausalPart, reads: list[Read], number: Quantity) -> str:
    said = "; ".join(dict.fromkeys(_format_read(model, read, number) for read in reads))
    name = causes_text.format_part_name(causes_text.name_side(part.kind, part.who), part.title)
    return causes_text.format_with_source(f"{name}, {said}", part.origin)


def _format_read(model: CausalModel, read: Read, number: Quantity) -> str:
    bounds = causes_text.format_bounds(read.low, read.high, number.is_flag)
    where = causes_text.format_where(read.where, number.local)
    return causes_text.format_read(read.how, bounds, read.weight, where, model.find_counted(read.through))


def _wrap(text: str, width: int, indent: int) -> list[str]:
    lead = " " * indent
    return textwrap.wrap(
        text, width, initial_indent=lead, subsequent_indent=f"{lead}  " if indent else "", break_on_hyphens=False
    )
