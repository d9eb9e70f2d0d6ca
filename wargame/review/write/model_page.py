"""The appendix with the model of the exercise: what moves and reads each number, and the loops, for every format."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.content.causes.loops import Link, Loop, Loops
from wargame.content.causes.matrix import Cell, Matrix, Row, RowGroup
from wargame.content.print.loop_picture import draw_loops_svg
from wargame.content.print.model_page import format_matrix
from wargame.content.text import causes_text
from wargame.review.data.model_page import ModelArrow, ModelCell, ModelLoop, ModelPage
from wargame.review.data.report import Report
from wargame.review.text import model_page_text
from wargame.review.write.blocks import Block, Heading, Paragraph, build_bullets, build_table
from wargame.review.write.charts.drawn_chart import Drawings, DrawnChart, iter_chart

CHART = "loops"
"""The name of the picture of the loops among the charts of a report."""


def iter_model(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the model as a table by number, then the loops. The page shows a matrix in place of the table."""
    page = report.model
    if page is None:
        return
    for note in list_notes(page):
        yield Paragraph(note, kind="note")
    yield build_table(
        model_page_text.title_numbers(),
        "2 5 5",
        (
            (number, _join_cells(page, number, moves=True), _join_cells(page, number, moves=False))
            for number in page.numbers
        ),
    )
    yield Paragraph(format_key(), kind="note")
    yield from iter_loops(report, drawn)


def iter_loops(report: Report, drawn: Drawings) -> Iterator[Block]:
    """Yield the picture of the loops and the list of what makes each arrow."""
    page = report.model
    if page is None:
        return
    counted = causes_text.format_counted(page.counted)
    if counted:
        yield Paragraph(counted, kind="note")
    yield Heading(2, causes_text.title_loops())
    if not page.loops:
        yield Paragraph(causes_text.format_no_loops())
        return
    yield Paragraph(causes_text.format_loop_rule())
    yield from iter_chart(drawn, CHART)
    yield build_bullets(
        (f"{_name_loop(loop)}.", causes_text.join_arrows([_format_arrow(arrow) for arrow in loop.arrows]))
        for loop in page.loops
    )
    yield Paragraph(causes_text.format_loop_choice(len(page.loops), page.found), kind="note")


def list_notes(page: ModelPage) -> list[str]:
    """Return what is to be known of the model: switches, sources, derived numbers, what is left out, what it lacks."""
    notes = (
        causes_text.format_variant(page.off),
        causes_text.format_source_key(page.documents),
        "" if page.marked else model_page_text.format_unmarked(),
        causes_text.format_not_here(page.silent, page.timed, page.free),
    )
    return [note for note in notes if note]


def format_key() -> str:
    """Return the key to the marks, as a sentence."""
    return causes_text.join_arrows([f"{mark} {said}" for mark, said in causes_text.list_key()])


def format_model_matrix(page: ModelPage) -> str:
    """Return the matrix as HTML, on one page of paper in landscape. All text of the content is escaped."""
    return format_matrix(_build_matrix(page), list_notes(page))


def draw_loops(page: ModelPage) -> DrawnChart | None:
    """Return the picture of the loops; None without a loop."""
    if not page.loops:
        return None
    loops = Loops(tuple(Loop(loop.name, tuple(map(_build_link, loop.arrows))) for loop in page.loops), page.found)
    alt = causes_text.join_arrows([_name_loop(loop) for loop in page.loops])
    return DrawnChart(CHART, model_page_text.title_picture(), alt, draw_loops_svg(loops, lambda name: name, alt))


def _build_link(arrow: ModelArrow) -> Link:
    return Link(arrow.source, arrow.target, arrow.sign, (), arrow.by_itself, True)


def _name_loop(loop: ModelLoop) -> str:
    return causes_text.name_loop(loop.name, loop.reinforcing, loop.titles)


def _format_arrow(arrow: ModelArrow) -> str:
    titles = [
        causes_text.format_with_source(causes_text.format_part_name(part.who, part.title), part.origin)
        for part in arrow.parts
    ]
    made = causes_text.format_parts(titles, arrow.more)
    return causes_text.format_arrow(arrow.source, arrow.target, arrow.sign, made)


def _join_cells(page: ModelPage, number: str, *, moves: bool) -> str:
    """Return the parts that move or read a number, each with its marks and its source."""
    said = []
    for cell in page.cells:
        marks = [*cell.moves] if moves else [*filter(None, (cell.odds,)), *cell.reads]
        if cell.number == number and marks:
            name = causes_text.format_part_name(causes_text.name_side(cell.kind, cell.who), cell.part)
            said.append(causes_text.format_with_source(f"{name} {' '.join(marks)}", cell.origin))
    return causes_text.join_arrows(said)


def _build_matrix(page: ModelPage) -> Matrix:
    """Return the matrix from its cells."""
    groups: dict[tuple[str, str], dict[str, dict[str, ModelCell]]] = {}
    for cell in page.cells:
        groups.setdefault((cell.kind, cell.who), {}).setdefault(cell.part, {})[cell.number] = cell
    return Matrix(
        page.numbers,
        tuple(
            RowGroup(kind, who, tuple(_build_row(page, part, cells) for part, cells in parts.items()))
            for (kind, who), parts in groups.items()
        ),
        page.silent,
        page.timed,
    )


def _build_row(page: ModelPage, part: str, cells: dict[str, ModelCell]) -> Row:
    found = [cells.get(number) for number in page.numbers]
    made = tuple(Cell() if cell is None else Cell(cell.moves, cell.reads, cell.odds) for cell in found)
    return Row(part, next(iter(cells.values())).origin, made)
