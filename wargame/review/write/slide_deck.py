"""Makes a PowerPoint file of plain slides: a title, points, a table, notes. The same slides give the same bytes.

Titles and points are PowerPoint's own, so that an outline and a screen reader find them, and teachers can change them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.presentation import Presentation as Slides
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Cm, Pt

from wargame.review.text.number_text import join_lines, strip_controls
from wargame.review.write.blocks import RoleName, Spans
from wargame.review.write.office_file import fix_dates
from wargame.review.write.slide_text_fit import LEAST, count_lines, fit_texts, shorten_by_a_tenth

INK, ACCENT, PAPER, GREY = (0x1F, 0x29, 0x33), (0x8A, 0x3B, 0x12), (0xFB, 0xF8, 0xF3), (0x5B, 0x53, 0x48)
"""The colours of text, of titles, of the ground, and of what stands at the foot."""

WIDE, HIGH = 33.867, 19.05
"""The size of a slide in centimetres: 16 to 9."""

MARKS = "■◆●▲▼✚"
"""The mark of each role, beside its colour."""

_ROOM = (0.2, 0.6)
"""Centimetres: the least and the most room beside the lines of a row of a table."""

Colour = tuple[int, int, int]


class Box(NamedTuple):
    """A part of a slide, in centimetres."""

    left: float
    top: float
    width: float
    height: float

    def split(self, share: float) -> tuple[Box, Box]:
        """Return the upper part of the box, which has this share of its height, and the lower part."""
        upper = self._replace(height=self.height * share - 0.1)
        return upper, self._replace(top=self.top + self.height * share, height=self.height * (1 - share))

    def split_sides(self, share: float) -> tuple[Box, Box]:
        """Return the left part of the box, which has this share of its width, and the right part."""
        left = self._replace(width=self.width * share - 0.5)
        return left, self._replace(left=self.left + self.width * share, width=self.width * (1 - share))


TITLE = Box(2, 0.9, WIDE - 4, 3.4)
BODY = Box(2, 4.7, WIDE - 4, 12.4)
FOOT = Box(2, 17.5, WIDE - 4, 1.1)
_MARGIN = 0.25
"""Centimetres between the edge of a box and its text, to the left and to the right."""


def parse_colour(text: str) -> Colour:
    """Return a colour that is written as *#0060a8*."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


class SlideDeck:
    """A PowerPoint file in the making.

    ``made`` is its date. ``roles`` are the ids of the roles in their order, ``colours`` the colours of places in it.
    """

    def __init__(self, title: str, made: datetime, roles: Sequence[str] = (), colours: Sequence[str] = ()) -> None:
        self._deck: Slides = Presentation()
        self._deck.slide_width, self._deck.slide_height = Cm(WIDE), Cm(HIGH)
        about = self._deck.core_properties
        about.title, about.author, about.last_modified_by, about.revision = strip_controls(title)[:250], "", "", 1
        about.created = about.modified = made
        self._places = {role: at for at, role in enumerate(roles)}
        self._colours = [parse_colour(colour) for colour in colours]

    def add(self, title: str, *, has_points: bool) -> Slide:
        """Add a slide with a title, and with room for points if it has any."""
        new: Slide = self._deck.slides.add_slide(self._deck.slide_layouts[1 if has_points else 5])
        new.background.fill.solid()
        new.background.fill.fore_color.rgb = RGBColor(*PAPER)
        shape = new.shapes.title
        if shape is None:
            raise ValueError("the layout has no title")
        _place(shape, TITLE)
        size, (said,) = fit_texts(
            [join_lines(title)], TITLE.width - 2 * _MARGIN, TITLE.height, range(36, 22, -2), bold=True
        )
        _set_frame(shape.text_frame, MSO_ANCHOR.MIDDLE)
        paragraph = shape.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        _add_run(paragraph, said, size, ACCENT, bold=True)
        return new

    def add_points(
        self, slide: Slide, points: Sequence[str], box: Box, sizes: Sequence[int] = range(32, LEAST - 1, -2)
    ) -> None:
        """Write points into the slide's own text, in the largest of ``sizes`` at which they fit into the box."""
        body = slide.placeholders[1]
        _place(body, box)
        gap, indent = 12, 0.95 if len(points) > 1 else 0.0
        measured = [f"{join_lines(one)}{self._measure_marks(one)}" for one in points]
        size, said = fit_texts(measured, box.width - 2 * _MARGIN - indent, box.height, sizes, gap=gap)
        _set_frame(body.text_frame, MSO_ANCHOR.TOP)
        for i, (point, text, whole) in enumerate(zip(points, said, measured, strict=True)):
            paragraph = body.text_frame.paragraphs[0] if i == 0 else body.text_frame.add_paragraph()
            paragraph.space_after = Pt(gap)
            paragraph.space_before = Pt(0)
            if len(points) == 1:
                _leave_out_bullet(paragraph)
            self._write(paragraph, point if text == whole else text, size)

    def add_table(
        self, slide: Slide, rows: Sequence[Sequence[str]], box: Box, shares: Sequence[float], size: int = 26
    ) -> None:
        """Add a table whose first row is its head; ``shares`` are the columns' parts of the width.

        Rows are as high as their text; if they are higher than the box, type is smaller, and then cells are shortened.
        """
        cells = [[join_lines(cell) for cell in row] for row in rows]
        widths = [box.width * share / sum(shares) for share in shares]
        room = box.height - _ROOM[0] * len(rows)
        while sum(_measure_rows(cells, widths, size)) > room and size > LEAST:
            size -= 1
        while sum(_measure_rows(cells, widths, size)) > room and _shorten_highest(cells, widths, size):
            pass
        heights = _measure_rows(cells, widths, size)
        beside = min(max((box.height - sum(heights)) / len(rows), _ROOM[0]), _ROOM[1])
        heights = [height + beside for height in heights]
        frame = slide.shapes.add_table(
            len(rows), len(rows[0]), Cm(box.left), Cm(box.top), Cm(box.width), Cm(sum(heights))
        )
        table = frame.table
        for k, width in enumerate(widths):
            table.columns[k].width = Cm(width)
        for i, (row, height) in enumerate(zip(rows, heights, strict=True)):
            table.rows[i].height = Cm(height)
            for k, cell in enumerate(row):
                made = table.cell(i, k)
                made.margin_left = made.margin_right = Cm(_MARGIN)
                made.margin_top = made.margin_bottom = Cm(0.05)
                made.vertical_anchor = MSO_ANCHOR.MIDDLE
                made.fill.solid()
                made.fill.fore_color.rgb = RGBColor(*(ACCENT if i == 0 else PAPER if i % 2 else (0xF1, 0xEA, 0xDF)))
                paragraph = made.text_frame.paragraphs[0]
                if i == 0:
                    _add_run(paragraph, cells[i][k], size, (0xFF, 0xFF, 0xFF), bold=True)
                else:
                    self._write(paragraph, cell if join_lines(cell) == cells[i][k] else cells[i][k], size)

    def add_foot(self, slide: Slide, text: str, number: int, of: int, *, alarm: str = "") -> None:
        """Write what stands at the foot of a slide, an ``alarm`` before it, and the number of the slide."""
        room = FOOT.width - 4
        said = join_lines(text)
        alarmed = f"{alarm} " if alarm else ""
        _, (shown,) = fit_texts([alarmed + said], room - 2 * _MARGIN, FOOT.height, [LEAST])
        left = slide.shapes.add_textbox(Cm(FOOT.left), Cm(FOOT.top), Cm(room), Cm(FOOT.height))
        _set_frame(left.text_frame, MSO_ANCHOR.MIDDLE)
        paragraph = left.text_frame.paragraphs[0]
        if alarm and shown.startswith(alarmed):
            _add_run(paragraph, alarmed, LEAST, ACCENT, bold=True)
            shown = shown.removeprefix(alarmed)
        _add_run(paragraph, shown, LEAST, GREY)
        right = slide.shapes.add_textbox(Cm(FOOT.left + room), Cm(FOOT.top), Cm(FOOT.width - room), Cm(FOOT.height))
        _set_frame(right.text_frame, MSO_ANCHOR.MIDDLE)
        paragraph = right.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        _add_number(paragraph, number)
        _add_run(paragraph, f" / {of}", LEAST, GREY)

    def add_notes(self, slide: Slide, text: str) -> None:
        """Write the notes of the speaker."""
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = strip_controls(text)

    def find_colour(self, role: str) -> Colour:
        """Return the colour of a role; that of text for one that is not known."""
        at = self._places.get(role, -1)
        return self._colours[at % len(self._colours)] if at >= 0 and self._colours else INK

    def find_place(self, role: str) -> int:
        """Return the place of a role in their order, -1 for one that is not known."""
        return self._places.get(role, -1)

    def dump(self) -> bytes:
        """Return the file. Every part has the same date."""
        raw = BytesIO()
        self._deck.save(raw)
        return fix_dates(raw.getvalue())

    def _measure_marks(self, text: str) -> str:
        """Return letters as wide as what roles in a text have beside their names: a mark, and bold type."""
        roles = [part for part in (text.parts if isinstance(text, Spans) else (text,)) if isinstance(part, RoleName)]
        return (MARKS[0] * 2 + " ") * len(roles)

    def _write(self, paragraph: Any, text: str, size: int) -> None:
        """Write a text into a paragraph, roles in it with their colour and mark."""
        for part in text.parts if isinstance(text, Spans) else (text,):
            said = _strip_edges(part)
            if isinstance(part, RoleName):
                at = self.find_place(part.role)
                mark = f"{MARKS[at % len(MARKS)]} " if at >= 0 else ""
                _add_run(paragraph, f"{mark}{said}", size, self.find_colour(part.role), bold=True)
            elif said:
                _add_run(paragraph, said, size, INK)


def _strip_edges(text: str) -> str:
    """Return the text without what no document may hold; the spaces at its ends stay."""
    bare = text.strip(" ")
    before, _, after = text.partition(bare) if bare else (text, "", "")
    return f"{before}{strip_controls(bare)}{after}"


def _shorten_highest(cells: list[list[str]], widths: Sequence[float], size: int) -> bool:
    """Shorten the longest cell of the row with most lines. Return False if every row has one line."""
    heights = _measure_rows(cells, widths, size)
    row = cells[heights.index(max(heights))]
    lines = [count_lines(cell, width - 2 * _MARGIN, size) for cell, width in zip(row, widths, strict=True)]
    if max(lines) < 2:
        return False
    at = lines.index(max(lines))
    row[at] = shorten_by_a_tenth(row[at])
    return True


def _measure_rows(cells: Sequence[Sequence[str]], widths: Sequence[float], size: int) -> list[float]:
    """Return the height of the lines of each row, in cm."""
    high = []
    for i, row in enumerate(cells):
        lines = [
            count_lines(cell, width - 2 * _MARGIN, size, bold=i == 0) for cell, width in zip(row, widths, strict=True)
        ]
        high.append(max(lines, default=1) * size * 1.2 * 2.54 / 72)
    return high


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Cm(part) for part in box)


def _set_frame(frame: TextFrame, anchor: MSO_ANCHOR) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = Cm(_MARGIN)
    frame.margin_top = frame.margin_bottom = Cm(0)


def _leave_out_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _add_run(paragraph: Any, text: str, size: int, colour: Colour, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text.replace(" %", "\u00a0%")
    run.font.size, run.font.color.rgb = Pt(size), RGBColor(*colour)
    if bold:
        run.font.bold = True


def _add_number(paragraph: Any, number: int) -> None:
    """Add the number of the slide as a field, so that it stays right when slides are moved."""
    colour = "".join(f"{part:02X}" for part in GREY)
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="en-US" sz="{LEAST * 100}"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:rPr>'
            f"<a:t>{number}</a:t></a:fld>"
        )
    )
