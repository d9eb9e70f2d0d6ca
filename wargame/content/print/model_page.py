"""The model of a scenario on paper: the matrix on one page in landscape, and the picture of its loops on another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as e

from wargame.content.causes.causal_model import CausalModel, CausalPart, build_causal_model
from wargame.content.causes.loops import Link, Loop, Loops, find_loops
from wargame.content.causes.matrix import Cell, Matrix, Row, RowGroup, build_matrix
from wargame.content.load.loader import Content
from wargame.content.print.loop_picture import draw_loops_svg
from wargame.content.print.matrix_layout import MatrixLayout, lay_out
from wargame.content.print.parts import FACILITATOR, Sheet, format_document, format_section, read_stylesheet
from wargame.content.text import causes_text

LANDSCAPE = "landscape"
"""The class of a sheet that is printed in landscape."""

MOST_TITLES = 2
"""The most parts that are named behind one arrow."""


def format_model_page(content: Content) -> str:
    """Return the model of a scenario as one HTML document. All text of the content is escaped."""
    title = content.scenario.title
    sections = [
        format_section(title, number, sheet) for number, sheet in enumerate(list_model_sheets(content), start=1)
    ]
    return format_document(
        f"{title}: {causes_text.title_model()}", read_stylesheet("sheets.css", "model.css"), sections
    )


def list_model_sheets(content: Content) -> list[Sheet]:
    """Return the sheets of the matrix and of the loops."""
    model = build_causal_model(content)
    loops = find_loops(model)
    return [
        Sheet(causes_text.title_model(), FACILITATOR, _format_model_matrix(model), LANDSCAPE),
        Sheet(causes_text.title_loops(), FACILITATOR, format_loops(model, loops), LANDSCAPE),
    ]


# The matrix


def _format_model_matrix(model: CausalModel) -> str:
    matrix = build_matrix(model)
    notes = (
        causes_text.format_variant(model.off),
        causes_text.format_source_key(model.documents),
        causes_text.format_not_here(matrix.silent, matrix.timed, model.free),
    )
    return format_matrix(matrix, list(filter(None, notes)))


def format_matrix(matrix: Matrix, notes: Sequence[str]) -> str:
    """Return the matrix with its key and notes as HTML, in panels side by side and in type that fits on one page."""
    layout = lay_out(matrix)
    panels = "".join(_format_panel(matrix, groups, layout) for groups in layout.panels)
    key = " ".join(f"<span><b>{e(mark)}</b> {e(said)}</span>" for mark, said in causes_text.list_key())
    said = f'<p class="marks">{key}</p><p class="notes">{e(" ".join(notes))}</p>'
    return f'<div class="matrix" style="font-size:{layout.size:.2f}pt">{panels}</div>{said}'


def _format_panel(matrix: Matrix, groups: Iterable[RowGroup], layout: MatrixLayout) -> str:
    whole = sum(layout.letters)
    columns = "".join(f'<col style="width:{100 * letters / whole:.2f}%">' for letters in layout.letters)
    heads = "".join(f"<th><div>{e(name)}</div></th>" for name in matrix.numbers)
    rows = []
    for group in groups:
        name = causes_text.name_group(group.kind, group.who)
        rows.append(f'<tr><th class="kind" colspan="{len(matrix.numbers) + 2}">{e(name)}</th></tr>')
        rows += [_format_row(row) for row in group.rows]
    head = f"<colgroup>{columns}</colgroup><thead><tr><th></th>{heads}<th></th></tr></thead>"
    return f"<table>{head}<tbody>{''.join(rows)}</tbody></table>"


def _format_row(row: Row) -> str:
    cells = "".join(f"<td>{_format_cell(cell)}</td>" for cell in row.cells)
    return f'<tr><th scope="row">{e(row.title)}</th>{cells}<td class="origin">{e(row.origin)}</td></tr>'


def _format_cell(cell: Cell) -> str:
    marks = [f"<b>{e(mark)}</b>" for mark in cell.moves]
    if cell.odds:
        marks[:1] = [f"{''.join(marks[:1])}<i>{e(cell.odds)}</i>"]
    return " ".join(f"<span>{mark}</span>" for mark in (*marks, *(f"<i>{e(mark)}</i>" for mark in cell.reads)))


# The loops


def format_loops(model: CausalModel, loops: Loops) -> str:
    """Return the picture of the loops with a list of them as HTML."""
    if not loops.main:
        counted = causes_text.format_counted(model.counted)
        return "".join(f"<p>{e(said)}</p>" for said in (causes_text.format_no_loops(), counted) if said)
    listed = "".join(_format_loop(model, loop) for loop in loops.main)
    rule = f"{causes_text.format_loop_rule()} {causes_text.format_loop_choice(len(loops.main), loops.found)}"
    picture = draw_loops_svg(loops, model.find_name, describe_loops(model, loops))
    notes = [rule, causes_text.format_source_key(model.documents), causes_text.format_counted(model.counted)]
    said = "".join(f'<p class="notes">{e(note)}</p>' for note in notes if note)
    return f'<div class="loop-page"><div>{picture}{said}</div><div class="loop-list">{listed}</div></div>'


def describe_loops(model: CausalModel, loops: Loops) -> str:
    """Return what the picture shows, in words."""
    return "; ".join(
        f"{causes_text.name_loop(loop.name, loop.reinforcing, loop.titles)}: {list_circle(model, loop)}"
        for loop in loops.main
    )


def list_circle(model: CausalModel, loop: Loop) -> str:
    """Return the numbers of a loop with the signs between them: *Violence − Rule of law + ...*."""
    parts = [f"{model.find_name(link.source)} {'+' if link.sign > 0 else '−'}" for link in loop.links]
    return f"{' '.join(parts)} {model.find_name(loop.links[0].source)}"


def _format_loop(model: CausalModel, loop: Loop) -> str:
    links = "".join(f"<li>{_format_link(model, link)}</li>" for link in loop.links)
    return f"<div><b>{e(causes_text.name_loop(loop.name, loop.reinforcing, loop.titles))}</b><ul>{links}</ul></div>"


def _format_link(model: CausalModel, link: Link) -> str:
    sign = "+" if link.sign > 0 else "−"
    said = f"{e(model.find_name(link.source))} <b>{sign}</b> {e(model.find_name(link.target))}"
    return f"{said}: {e(format_link_parts(link))}"


def format_link_parts(link: Link) -> str:
    """Return the parts behind an arrow, each with its source: *Fear (K 2)*, *Cartel: Press for a crossing (N 9)*."""
    titles = [_format_part(part) for part in link.parts[:MOST_TITLES]]
    return causes_text.format_parts(titles, len(link.parts) - len(titles))


def _format_part(part: CausalPart) -> str:
    return f"{f'{part.who}: ' if part.who else ''}{part.title} ({part.origin})"
