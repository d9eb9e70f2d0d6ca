"""Workbooks made to do harm: small files that claim or unpack to something huge, and files that are no workbooks."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
COLUMNS = ("title", "text", "effects")


def build_book(**parts: str | bytes) -> dict[str, str | bytes]:
    """Return the parts of a small workbook with one card; ``parts`` replaces some: book, related, sheet, strings."""
    book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets><sheet name="cards" sheetId="1" r:id="r1"/>'
    made: dict[str, str | bytes] = {
        "xl/workbook.xml": parts.get("book", f"{book}</sheets></workbook>"),
        "xl/_rels/workbook.xml.rels": parts.get(
            "related",
            f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r3" Type="{_RELATED}/styles" Target="styles.xml"/></Relationships>',
        ),
        "xl/worksheets/sheet1.xml": parts.get("sheet", build_sheet()),
    }
    if "strings" in parts:
        made["xl/sharedStrings.xml"] = parts["strings"]
    if "styles" in parts:
        made["xl/styles.xml"] = parts["styles"]
    return made


CARDS = "".join(
    f'<row r="{r}">'
    + "".join(
        f'<c r="{letter}{r}" t="inlineStr"><is><t>{cell}</t></is></c>' for letter, cell in zip("ABC", row, strict=True)
    )
    + "</row>"
    for r, row in ((1, COLUMNS), (2, ("The fair", "Lights on every mast. " * 8, "fear +1")))
)


def build_sheet(more: str = "", after: str = "") -> str:
    """Return a sheet with one card, and more rows and parts."""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{CARDS}{more}</sheetData>{after}</worksheet>'


def pack(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return a zip with the parts."""
    out = io.BytesIO()
    with ZipFile(out, "w", method) as made:
        for name, data in parts.items():
            made.writestr(ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def _cell(at: str, text: str = "x") -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def _strings(*texts: str) -> str:
    return f'{_HEAD}<sst xmlns="{_MAIN}">' + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"


def _rows(count: int, cells: Callable[[int], str], start: int = 3) -> str:
    return "".join(f'<row r="{r}">{cells(r)}</row>' for r in range(start, start + count))


def _lying_sizes(data: bytes, size: int) -> bytes:
    """Return a zip whose directory gives another size for every part."""
    made = bytearray(data)
    at = made.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 24 : at + 28] = struct.pack("<I", size)
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def _many_entries(count: int) -> bytes:
    """Return a zip whose directory names one part a hundred thousand times."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(entry) * count, 0, 0)
    return entry * count + end


def _bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = b" " * 1_000_000
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


_ENTITIES = (
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_OUTSIDE = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


def iter_hostile() -> Iterator[tuple[str, bytes]]:
    """Yield workbooks made to do harm, each with a name that says what is wrong with it."""
    sheets = {
        "a cell in the last row": build_sheet(_rows(1, lambda r: _cell(f"A{r}"), 1_048_576)),
        "an empty cell in the last row": build_sheet('<row r="1048576"><c r="A1048576" s="1"/></row>'),
        "a cell in the last column": build_sheet(_rows(1, lambda r: _cell(f"XFD{r}"))),
        "an empty cell in the last column": build_sheet(_rows(1, lambda r: f'<c r="XFD{r}" s="1"/>')),
        "merged over everything": build_sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "merged cells that overlap": build_sheet(
            after="<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 9 + "</mergeCells>"
        ),
        "merged a thousand times": build_sheet(
            _rows(1, lambda r: _cell("A3") + _cell("GR5000")),
            "<mergeCells>" + "".join(f'<mergeCell ref="A{r}:GR{r}"/>' for r in range(9, 1900)) + "</mergeCells>",
        ),
        "merged too often": build_sheet(
            after="<mergeCells>" + "".join(f'<mergeCell ref="A{r}:B{r}"/>' for r in range(9, 90_000)) + "</mergeCells>"
        ),
        "rows that are only formatted": build_sheet(_rows(200_000, lambda r: f'<c r="A{r}" s="1"/>')),
        "cells that are only formatted": build_sheet("<row>" + "<c/>" * 3_000_000 + "</row>"),
        "a row of a million cells": build_sheet("<row>" + "<c><v>1</v></c>" * 300_000 + "</row>"),
        "cells without a row": build_sheet("<c><v>1</v></c>" * 300_000),
        "five thousand rows": build_sheet(
            _rows(4_990, lambda r: "".join(f'<c r="{a}{r}"><v>1</v></c>' for a in "ABCDEFGH"))
        ),
        "sheet of 60 MB": build_sheet(" " * 60_000_000),
        "sheet of 19 MB": build_sheet(" " * 19_000_000),
        "a text of 19 MB": build_sheet(_rows(1, lambda r: _cell(f"A{r}", "x" * 19_000_000))),
        "an attribute of 19 MB": build_sheet('<row r="3" a="' + "x" * 19_000_000 + '"/>'),
        "a comment of 19 MB": build_sheet(f"<!--{'x' * 19_000_000}-->"),
        "a name of 19 MB": build_sheet(f"<{'x' * 19_000_000}/>"),
        "nested too deeply": build_sheet("<a>" * 500_000 + "</a>" * 500_000),
        "many attributes": build_sheet("<row " + " ".join(f'a{i}="1"' for i in range(100_000)) + "/>"),
        "many namespaces": build_sheet("".join(f'<a xmlns:b{i}="c{i}"/>' for i in range(200_000))),
        "entities that multiply": _ENTITIES + build_sheet(_rows(1, lambda r: _cell(f"A{r}", "&i;"))).partition("?>")[2],
        "an entity of another file": _OUTSIDE
        + build_sheet(_rows(1, lambda r: _cell(f"A{r}", "&a;"))).partition("?>")[2],
        "no XML": "cards, cards and more cards",
        "half of the XML": build_sheet()[:-80],
        "nothing": "",
        "an unknown encoding": build_sheet().replace("UTF-8", "x-none"),
        "an encoding of several bytes": build_sheet().replace("UTF-8", "shift_jis"),
        "a row with a name": build_sheet('<row r="one"/>'),
        "a cell without an address": build_sheet('<row r="3"><c r="?"><v>1</v></c></row>'),
        "a text that is not there": build_sheet('<row r="3"><c r="A3" t="s"><v>7</v></c></row>'),
        "a number of 5000 digits": build_sheet(f'<row r="3"><c r="A3"><v>{"9" * 5000}</v></c></row>'),
        "not a number": build_sheet('<row r="3"><c r="A3"><v>nan</v></c><c r="B3"><v>-inf</v></c></row>'),
        "a date beyond time": build_sheet('<row r="3"><c r="A3" t="d"><v>99999-99-99</v></c></row>'),
    }
    for name, sheet in sheets.items():
        yield name, pack(build_book(sheet=sheet))
    yield (
        "deep columns",
        pack(
            build_book(
                sheet=build_sheet(
                    _rows(4000, lambda r: "".join(_cell(f"{a}{b}{r}", "effects") for a in "AB" for b in "ABC"))
                )
            )
        ),
    )
    long = _strings("x" * 32_000)
    many = _rows(4_000, lambda r: "".join(f'<c r="{a}{r}" t="s"><v>0</v></c>' for a in "ABCDEFGHIJ"))
    yield "one long text many times", pack(build_book(sheet=build_sheet(many), strings=long))
    yield "texts without number", pack(build_book(strings=f'<sst xmlns="{_MAIN}">{"<si/>" * 3_000_000}</sst>'))
    yield (
        "styles without number",
        pack(build_book(styles=f'<styleSheet xmlns="{_MAIN}"><cellXfs>{"<xf/>" * 3_000_000}</cellXfs></styleSheet>')),
    )
    yield (
        "a format of a date of 9 MB",
        pack(build_book(styles=f'<styleSheet xmlns="{_MAIN}"><numFmts>{_WIDE}</numFmts></styleSheet>')),
    )
    aliases = "".join(f"  e{i}: [{f'*e{i - 1}, ' * 9}]" for i in range(1, 6))
    cell = f"{{also: &amp;e0 [1, 2, 3], {'x' * 0}b: {{{aliases}}}}}"
    more = _rows(900, lambda r: _cell(f"D{r}", cell))
    yield (
        "aliases in cells",
        pack(
            build_book(
                sheet=build_sheet(more).replace(
                    "</c></row>", '</c><c r="D1" t="inlineStr"><is><t>more</t></is></c></row>', 1
                )
            )
        ),
    )
    book = str(build_book()["xl/workbook.xml"])
    one = book[book.index("<sheet ") : book.index("</sheets>")]
    yield "no sheets", pack(build_book(book=book.replace(one, "")))
    yield "a sheet that is not there", pack(build_book(related="<Relationships/>"))
    yield "many sheets", pack(build_book(book=book.replace(one, one * 50_000)))
    sheet1 = "worksheets/sheet1.xml"
    related = str(build_book()["xl/_rels/workbook.xml.rels"])
    for target in (
        "../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://localhost/",
        "../workbook.xml",
        "",
    ):
        yield f"a sheet at {target!r}", pack(build_book(related=related.replace(sheet1, target)))
    yield "only the name of a workbook", pack({"xl/workbook.xml": ""})
    yield "a workbook of nothing", pack({})
    yield "a LibreOffice file", pack({"content.xml": ""})
    yield "a zip in a zip", pack(build_book() | {"xl/media/book.xlsx": pack(build_book())}, ZIP_STORED)
    yield "zips in zips", pack({"xl/workbook.xml": _nest(12)})
    whole = pack(build_book())
    yield "sizes that lie downwards", _lying_sizes(pack(build_book(sheet=build_sheet(" " * 19_000_000))), 10)
    yield "sizes that lie upwards", _lying_sizes(whole, 5_000_000)
    yield "sizes that are absurd", _lying_sizes(whole, 0xFFFFFFFE)
    yield "entries without number", _many_entries(21_000)
    yield "lzma", pack(build_book(sheet=build_sheet(" " * 9_000_000)), ZIP_LZMA)
    yield "bzip2", pack(build_book(sheet=build_sheet(" " * 9_000_000)), ZIP_BZIP2)
    yield "a bomb beside", _with_bomb(build_book())
    yield "encrypted", _set_flag(whole, 1)
    yield "a password", b"\xd0\xcf\x11\xe0" + bytes(600)
    yield "only the first bytes", b"PK\x03\x04"
    yield "no end", whole[:-30]
    yield "text", b"title,text\n"


_WIDE = f'<numFmt numFmtId="170" formatCode="{"[" * 900_000}"/>'


def _nest(levels: int) -> bytes:
    made = pack(build_book(sheet=build_sheet(" " * 1_000_000)))
    for _ in range(levels):
        made = pack({"a": made, "b": made, "xl/workbook.xml": made})
    return made[:900_000]


def _with_bomb(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a workbook with a part of 900 MB that nothing refers to."""
    data = _bomb(900_000_000)
    fake = pack({**parts, "xl/media/sky.png": "here"}, ZIP_STORED)
    return fake.replace(b"here", data[:4]) + data[:10]


def _set_flag(data: bytes, flag: int) -> bytes:
    made = bytearray(data)
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        found = made.find(sign)
        while found >= 0:
            made[found + at] |= flag
            found = made.find(sign, found + 4)
    return bytes(made)


def mutate(parts: Mapping[str, str | bytes], chance: Random) -> bytes:
    """Return a workbook with a few changes by chance: in the zip, or in the XML of a part."""
    made = {name: data if isinstance(data, bytes) else data.encode() for name, data in parts.items()}
    if chance.random() < 0.3:
        return _mutate_bytes(pack(made), chance)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(made))
        made[name] = chance.choice((_mutate_bytes, _mutate_values, _repeat_element, _drop_element))(made[name], chance)
        if chance.random() < 0.05:
            del made[name]
            if not made:
                break
    return pack(made)


def _mutate_bytes(data: bytes, chance: Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if not made:
            break
        at = chance.randrange(len(made))
        kind = chance.randrange(4)
        if kind == 0:
            made[at] = chance.randrange(256)
        elif kind == 1:
            del made[at : at + chance.randint(1, 40)]
        elif kind == 2:
            made[at:at] = chance.randbytes(chance.randint(1, 20))
        else:
            made[at:at] = made[max(0, at - 200) : at]
    return bytes(made)


_VALUES = (
    "",
    "-1",
    "0",
    "1048577",
    "99999999999999999999",
    "nan",
    "A0",
    "XFE1",
    "ZZZZ9",
    "A1:A1:A1",
    "&#0;",
    "é",
    "\ud7ff",
    "s",
    "e",
    "d",
    "b",
    "str",
)


def _mutate_values(data: bytes, chance: Random) -> bytes:
    """Replace the value of one attribute, or one text."""
    quotes = [at for at, byte in enumerate(data) if byte in b"\"'>"]
    if len(quotes) < 3:
        return data
    i = chance.randrange(len(quotes) - 1)
    return data[: quotes[i] + 1] + chance.choice(_VALUES).encode() + data[quotes[i + 1] :]


def _repeat_element(data: bytes, chance: Random) -> bytes:
    starts = [at for at, byte in enumerate(data) if byte == ord("<")]
    if len(starts) < 3:
        return data
    i = chance.randrange(len(starts) - 1)
    piece = data[starts[i] : starts[min(len(starts) - 1, i + chance.randint(1, 6))]]
    return data[: starts[i]] + piece * chance.choice((2, 3, 5000)) + data[starts[i] :]


def _drop_element(data: bytes, chance: Random) -> bytes:
    starts = [at for at, byte in enumerate(data) if byte == ord("<")]
    if len(starts) < 3:
        return data
    i = chance.randrange(len(starts) - 1)
    return data[: starts[i]] + data[starts[i + 1] :]
