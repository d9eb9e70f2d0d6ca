"""Builds what the report says of the model: what moves and reads each number of the exercise, and the main loops."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.content.causes.causal_model import ACTION, DEAL, RULE, CausalModel, CausalPart, build_causal_model
from wargame.content.causes.loops import Link, find_loops
from wargame.content.causes.matrix import Matrix, build_matrix
from wargame.content.load.loader import Content
from wargame.light_dataclass import dataclass

MOST_PARTS = 2
"""The most parts that are named behind one arrow."""


@dataclass(frozen=True, slots=True)
class ModelCell:
    """What one part does to one number (``moves``) and reads of it, as marks; ``odds`` is what it does to the roll.

    ``kind`` and ``who`` are the group of the part: a kind of parts, and the role that decides.
    """

    number: str
    kind: str
    who: str
    part: str
    origin: str
    moves: tuple[str, ...]
    odds: str
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelPart:
    """A part behind an arrow, with the role that decides, if there is one, and its source."""

    title: str
    who: str
    origin: str


@dataclass(frozen=True, slots=True)
class ModelArrow:
    """An arrow from number to number, with its sign; the first ``parts`` that make it, and how many ``more`` do.

    ``by_itself``: a rule makes it, without a decision.
    """

    source: str
    target: str
    sign: int
    by_itself: bool
    parts: tuple[ModelPart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ModelLoop:
    """A loop: its name (R1, B2), whether it is reinforcing, the titles of its parts, and its arrows."""

    name: str
    reinforcing: bool
    titles: tuple[str, ...]
    arrows: tuple[ModelArrow, ...]


@dataclass(frozen=True, slots=True)
class ModelPage:
    """The model of the exercise that was played.

    ``off`` are the switches that were off, ``documents`` the letters of sources, ``counted`` the derived numbers, each
    with how it is counted. ``silent`` parts move and read nothing; ``timed``: some part reads the turn; ``free``:
    arguments may move any number; ``found`` is the number of loops in all. ``marked``: the content says what in its
    parts is ours after the pages that they cite, as older content does not.
    """

    numbers: tuple[str, ...]
    cells: tuple[ModelCell, ...]
    loops: tuple[ModelLoop, ...]
    found: int
    documents: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str, str], ...]
    off: tuple[str, ...]
    silent: tuple[str, ...]
    timed: bool
    free: bool
    marked: bool


def build_model_page(content: Content) -> ModelPage:
    """Return the model of the content that an exercise was played with."""
    model = build_causal_model(content)
    matrix = build_matrix(model)
    loops = find_loops(model)
    told = tuple(
        ModelLoop(
            loop.name, loop.reinforcing, tuple(loop.titles), tuple(_build_arrow(model, link) for link in loop.links)
        )
        for loop in loops.main
    )
    return ModelPage(
        matrix.numbers,
        tuple(_iter_cells(matrix)),
        told,
        loops.found,
        model.documents,
        model.counted,
        model.off,
        matrix.silent,
        matrix.timed,
        model.free,
        not model.documents or any(part.ours for part in model.list_parts(ACTION, DEAL, RULE)),
    )


def _iter_cells(matrix: Matrix) -> Iterator[ModelCell]:
    for group in matrix.groups:
        for row in group.rows:
            for number, cell in zip(matrix.numbers, row.cells, strict=True):
                if cell.moves or cell.reads or cell.odds:
                    yield ModelCell(
                        number, group.kind, group.who, row.title, row.origin, cell.moves, cell.odds, cell.reads
                    )


def _build_arrow(model: CausalModel, link: Link) -> ModelArrow:
    parts = tuple(map(_build_part, link.parts[:MOST_PARTS]))
    source, target = model.find_name(link.source), model.find_name(link.target)
    return ModelArrow(source, target, link.sign, link.by_itself, parts, len(link.parts) - len(parts))


def _build_part(part: CausalPart) -> ModelPart:
    return ModelPart(part.title, part.who, part.origin)
