"""Writes an outline as a DOCX file with Word's own styles, so that people can go on writing in it.

Headings, lists, captions and tables are Word's own; title rows repeat on each page; the pages are numbered. The file
names no person and no machine, and the same outline gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor

from wargame.review.text import page_text
from wargame.review.text.number_text import join_lines, strip_controls
from wargame.review.write.blocks import (
    Block,
    Bullets,
    Chart,
    FactTable,
    Heading,
    Outline,
    Paragraph,
    Spans,
    TableColumn,
    TextTable,
    build_spans,
)
from wargame.review.write.column_widths import compute_widths
from wargame.review.write.office_file import fix_dates, parse_date
from wargame.rules.text.rule_text import end_sentence

_INK = RGBColor(0x1F, 0x3A, 0x5F)
_GREY = RGBColor(0x55, 0x55, 0x55)
_ALARM = RGBColor(0x9C, 0x2A, 0x10)
_SHADE = "E6ECF3"
_TABLE = "Report Table"
_SPACE = "After Table"
_WIDTH = Cm(17)


def dump_docx(outline: Outline, made: str, *, draft: bool = False) -> bytes:
    """Return the outline as the bytes of a DOCX file.

    ``made`` is its date, ISO 8601; a ``draft`` says so on every page.
    """
    writer = _DocxWriter(made, draft)
    for block in outline:
        writer.write(block)
    return writer.dump()


class _DocxWriter:
    def __init__(self, made: str, draft: bool) -> None:
        self._doc = Document()
        self._draft = draft
        self._tables = self._figures = 0
        self._doc.core_properties.created = self._doc.core_properties.modified = parse_date(made)
        _set_styles(self._doc)
        self._styles: dict[str, str | None] = {}

    def _add_paragraph(self, style: str, text: str = "") -> Any:
        """Add a paragraph. The style is looked up once: python-docx searches all styles for each paragraph."""
        if style not in self._styles:
            part: Any = self._doc.part
            self._styles[style] = part.get_style_id(style, WD_STYLE_TYPE.PARAGRAPH)
        paragraph = self._doc.add_paragraph(text)
        paragraph._p.style = self._styles[style]
        return paragraph

    def write(self, block: Block) -> None:
        """Add one block to the document."""
        match block:
            case Heading(0, text):
                self._write_title(text)
            case Heading():
                self._add_paragraph(f"Heading {block.level}", join_lines(block.text))
            case Paragraph():
                self._write_paragraph(block)
            case Bullets():
                for item in block.items:
                    self._write_led_text(self._add_paragraph("List Bullet"), item.first, item.text)
            case FactTable():
                self._write_facts(block)
            case TextTable():
                self._tables += 1
                self._write_caption("Table", self._tables, block.caption, page_text.format_table_caption)
                rows = block.rows or ((page_text.format_no_rows(), *[""] * (len(block.columns) - 1)),)
                self._write_table(block.columns, rows, [column.title for column in block.columns])
            case Chart():
                self._write_picture(block)

    def dump(self) -> bytes:
        """Return the bytes of the document."""
        made = BytesIO()
        self._doc.save(made)
        return fix_dates(made.getvalue())

    def _write_title(self, text: str) -> None:
        text = join_lines(text)
        self._add_paragraph("Title", text)
        properties = self._doc.core_properties
        properties.title = text[:250]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.revision = 1
        section = self._doc.sections[0]
        head = section.header.paragraphs[0]
        short = text if len(text) <= 80 else f"{text[:79]}…"
        head.text = page_text.format_draft_header(short) if self._draft else short
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        pages = _Field("1", "PAGE"), _Field("1", "NUMPAGES")
        _add_runs(foot, build_spans(page_text.format_page_count, *pages))

    def _write_paragraph(self, block: Paragraph) -> None:
        if block.kind == "draft":
            run = self._doc.add_paragraph().add_run(_format_run(block.text))
            run.bold, run.font.color.rgb = True, _ALARM
            return
        paragraph = self._add_paragraph({"quote": "Quote", "note": "Note"}.get(block.kind, "Normal"))
        self._write_led_text(paragraph, block.first, block.text)
        if block.first and block.kind != "note" and not block.text:
            paragraph.paragraph_format.keep_with_next = True

    def _write_led_text(self, paragraph: Any, first: str, text: str) -> None:
        if first:
            paragraph.add_run(_format_run(first)).bold = True
        if text:
            paragraph.add_run((" " if first else "") + _format_run(text))

    def _write_caption(
        self, sequence: str, number: int, text: str, format_caption: Callable[[str, str], str], after: bool = False
    ) -> None:
        caption = self._add_paragraph("Caption")
        counted = _Field(str(number), f"SEQ {sequence} \\* ARABIC")
        _add_runs(caption, build_spans(lambda place: format_caption(place, _format_run(text)), counted))
        caption.paragraph_format.keep_with_next = not after

    def _write_picture(self, block: Chart) -> None:
        if not block.png:  # a drawing (SVG) that came with a card: Word cannot show it
            self._write_led_text(self._add_paragraph("Normal"), end_sentence(block.caption), block.instead)
            return
        paragraph = self._doc.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(BytesIO(block.png), width=_WIDTH)
        shape._inline.docPr.set("descr", join_lines(block.alt))
        shape._inline.docPr.set("title", join_lines(block.caption))
        self._figures += 1
        self._write_caption("Figure", self._figures, block.caption, page_text.format_figure_caption, after=True)

    def _write_facts(self, block: FactTable) -> None:
        self._write_table((TableColumn("", share=2), TableColumn("", share=7)), block.rows, None)

    def _write_table(
        self, columns: tuple[TableColumn, ...], rows: Sequence[tuple[str, ...]], titles: Sequence[str] | None
    ) -> None:
        """Add a table, as the text of its XML: python-docx takes seconds for the cells of a long one."""
        small = len(columns) > 6
        widths = [
            _format_twips(width)
            for width in compute_widths(columns, rows, _WIDTH, letter=Pt(4.5) if small else Pt(5.4), padding=Cm(0.5))
        ]
        made = [_TABLE_START, *(f'<w:gridCol w:w="{width}"/>' for width in widths), "</w:tblGrid>"]
        every = range(len(columns))
        if titles:
            made.append(_format_row(columns, titles, widths, set_off=every, small=small, heads=True))
        names = range(0) if titles else range(1)
        last = len(rows) - 1
        for i, cells in enumerate(rows):
            keep = not titles and i < last  # what is known of one decision stays on one page
            made.append(_format_row(columns, cells, widths, set_off=names, small=small, keep=keep))
        made.append("</w:tbl>")
        self._doc.element.body._insert_tbl(parse_xml("".join(made)))
        self._add_paragraph(_SPACE)


_TABLE_START = (
    f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{_TABLE.replace(" ", "")}"/><w:tblW w:type="auto" w:w="0"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" '
    'w:noHBand="0" w:noVBand="1" w:val="04A0"/></w:tblPr><w:tblGrid>'
)


def _format_row(
    columns: tuple[TableColumn, ...],
    cells: Iterable[str],
    widths: list[str],
    *,
    set_off: range,
    small: bool,
    heads: bool = False,
    keep: bool = False,
) -> str:
    """Return the XML of a row. Cells in ``set_off`` are bold and shaded; a row that ``heads`` repeats on each page."""
    style = f'<w:pStyle w:val="{"CellSmall" if small else "Cell"}"/>' + ("<w:keepNext/>" if keep else "")
    made = [f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heads else ''}</w:trPr>"]
    for i, (column, text, width) in enumerate(zip(columns, cells, widths, strict=True)):
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if i in set_off else ""
        side = '<w:jc w:val="right"/>' if column.number else ""
        bold = "<w:rPr><w:b/></w:rPr>" if i in set_off else ""
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:pPr>{style}{side}</w:pPr>'
            f"<w:r>{bold}{_format_run_xml(text)}</w:r></w:p></w:tc>"
        )
    made.append("</w:tr>")
    return "".join(made)


def _format_run_xml(text: str) -> str:
    """Return a text as the XML of a run: its lines, with breaks between them."""
    return "<w:br/>".join(_format_line_xml(line) for line in _format_run(text).split("\n"))


def _format_line_xml(line: str) -> str:
    if not line:
        return ""
    kept = ' xml:space="preserve"' if line.strip() != line else ""
    return f"<w:t{kept}>{escape(line)}</w:t>"


def _build_element(name: str, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _format_twips(length: int) -> str:
    return str(round(Emu(length).pt * 20))


def _format_run(text: str) -> str:
    """Return a text without what XML may not hold and with the line breaks of a run."""
    return re.sub(r"\s*\n\s*", "\n", strip_controls(text)).replace("\t", " ")


class _Field(str):
    """What a field shows until Word computes it by its ``code``."""

    code: str

    def __new__(cls, shown: str, code: str) -> _Field:
        made = super().__new__(cls, shown)
        made.code = code
        return made


def _add_runs(paragraph: Any, text: Spans) -> None:
    """Add a text whose parts can be fields."""
    for part in text.parts:
        if isinstance(part, _Field):
            _add_field(paragraph, part)
        else:
            paragraph.add_run(part)


def _add_field(paragraph: Any, shown: _Field) -> None:
    field = _build_element("w:fldSimple", instr=shown.code)
    run = OxmlElement("w:r")
    run.text = str(shown)
    field.append(run)
    paragraph._p.append(field)


def _set_styles(doc: Any) -> None:
    section = doc.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    styles = doc.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size, before in (("Title", 22, 0), ("Heading 1", 16, 18), ("Heading 2", 13, 12), ("Heading 3", 11, 9)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), _INK
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[theme]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    _add_table_style(styles)
    caption = styles["Caption"]
    caption.font.size, caption.font.color.rgb, caption.font.bold = Pt(9), _GREY, True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(3)
    for name, points, after in (("Note", 9, 6), ("Cell", 9.5, 0), ("CellSmall", 8, 0), (_SPACE, 4, 2)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size = Pt(points)
        style.paragraph_format.space_after = Pt(after)
    styles["Note"].font.color.rgb = _GREY


def _add_table_style(styles: Any) -> None:
    """Add a table style: thin grey lines, and room above and below the text of a cell."""
    style = styles.add_style(_TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = styles["Normal Table"]
    properties = _build_element("w:tblPr")
    borders = _build_element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_build_element(f"w:{side}", val="single", sz="4", space="0", color="A9B4C2"))
    margins = _build_element("w:tblCellMar")
    for side, width in (("top", "40"), ("left", "90"), ("bottom", "40"), ("right", "90")):
        margins.append(_build_element(f"w:{side}", w=width, type="dxa"))
    properties.extend((borders, margins))
    style.element.append(properties)
