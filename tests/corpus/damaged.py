"""The corpus: files that cannot or must not be read, each with its plain reason."""

import io
import struct
import zipfile

from data_access.uploads.files.bounds import Bounds
from data_access.uploads.files.grid import Area
from tests.corpus import ods, xlsx
from tests.corpus.case import HEADERS, TWO, Case
from tests.corpus.formats import FIXTURES, TEXT
from tests.corpus.xlsb import xlsb

_PLAIN = xlsx.table(*TWO)
_SHEET = "xl/worksheets/sheet1.xml"
_BOMB = b"<row/>" * 3_000_000


def _case(name: str, trait: str, content: bytes, reason: str, bounds: Bounds | None = None) -> Case:
    case = Case(name=name, trait=trait, content=content, unreadable=reason)
    return (
        case
        if bounds is None
        else Case(name=name, trait=trait, content=content, unreadable=reason, bounds=bounds)
    )


def _lying(content: bytes) -> bytes:
    """An archive whose directory says that its sheet is far smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(_SHEET).file_size
    return content.replace(struct.pack("<I", size), struct.pack("<I", 100))


def _xml(old: bytes, new: bytes) -> bytes:
    return xlsx.with_parts(_PLAIN, {_SHEET: lambda part: part.replace(old, new)})


def _by_hand(rows: str) -> bytes:
    return xlsx.by_hand(xlsx.sheet_xml(rows))


def _document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


CASES = [
    _case("empty.csv", "an empty file", b"", "empty_file"),
    _case("blank.csv", "a file of spaces", b" \r\n\t ", "empty_file"),
    _case("picture.xlsx", "a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unknown_format"),
    _case(
        "page.xls",
        "a web page that is called XLS",
        b"<html><table><tr><td>1</td></tr></table></html>",
        "unknown_format",
    ),
    _case("print.csv", "a PDF", b"%PDF-1.7\n1 0 obj", "unknown_format"),
    _case("letter.xlsx", "a text document", _document(), "unknown_format"),
    _case(
        "drawing.ods",
        "an ODF file of another kind",
        ods.ods("", media_type="application/vnd.oasis.opendocument.text"),
        "unknown_format",
    ),
    _case("cut.xlsx", "an archive cut off", _PLAIN[:-300], "damaged_file"),
    _case("cut.xls", "an old workbook cut off", (FIXTURES / "old.xls").read_bytes()[:3000], "damaged_file"),
    _case(
        "zeros.xls",
        "an old workbook of zeros",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "damaged_file",
    ),
    _case("broken.xlsx", "broken XML", _xml(b"</row>", b"<row"), "damaged_file"),
    _case(
        "entities.xlsx",
        "entities in the styles",
        xlsx.with_parts(_PLAIN, {"xl/styles.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "damaged_file",
    ),
    _case(
        "entities-in-sheet.xlsx",
        "entities in a sheet",
        xlsx.with_parts(
            _PLAIN, {_SHEET: lambda part: b'<!DOCTYPE a [<!ENTITY b "c">]>' + part.replace(b"M1", b"&b;")}
        ),
        "damaged_file",
    ),
    _case(
        "bomb.xlsx", "a part that unpacks to very much", xlsx.with_parts(_PLAIN, {_SHEET: _BOMB}), "too_large"
    ),
    _case(
        "lying.xlsx",
        "a part that says it is small",
        _lying(xlsx.with_parts(_PLAIN, {_SHEET: b"<worksheet>" + b" " * 5_000_000})),
        "damaged_file",
    ),
    _case(
        "many-parts.xlsx",
        "very many parts",
        xlsx.with_parts(_PLAIN, {f"x{number}": b"" for number in range(5001)}),
        "too_large",
    ),
    _case(
        "far.xlsx",
        "a value in the last cell of a sheet",
        _xml(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        "too_large",
    ),
    _case("beyond.xlsx", "a cell beyond the last", _xml(b'r="A2"', b'r="ZZZZZZ99999999"'), "damaged_file"),
    _case(
        "shared.xlsx",
        "a long text that many cells share",
        xlsx.by_hand(
            xlsx.sheet_xml(
                "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
            ),
            shared=f"<si><t>{'x' * 30_000}</t></si>",
        ),
        "too_large",
    ),
    _case(
        "wide.ods",
        "cells repeated without end",
        ods.ods(
            ods.row(HEADERS)
            + ods.row(
                [ods.cell("M1", 'table:number-columns-repeated="16384"')],
                'table:number-rows-repeated="1048576"',
            )
        ),
        "too_large",
    ),
    _case(
        "password.xlsx",
        "a workbook with a password",
        (FIXTURES / "password.xlsx").read_bytes(),
        "password_protected",
    ),
    _case(
        "password.ods",
        "an ODS file with a password",
        ods.ods(ods.row(HEADERS), manifest="<manifest:encryption-data/>"),
        "password_protected",
    ),
    _case(
        "rows.csv",
        "more rows than allowed",
        (TEXT + "\na;b" * 110).encode(),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "rows.xlsx",
        "more rows than allowed in a workbook",
        _xml(b"</sheetData>", b'<row r="111"><c r="A111"><v>1</v></c></row></sheetData>'),
        "too_large",
        Bounds(rows=10),
    ),
    _case("bytes.csv", "more bytes than allowed", TEXT.encode(), "too_large", Bounds(size=100)),
    _case(
        "columns.csv",
        "more cells than allowed",
        (TEXT + "\nb" + ";b" * 260).encode(),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "many-errors.xlsx",
        "more errors than allowed",
        _by_hand(
            "".join(f'<row r="{row}"><c r="A{row}" t="e"><v>#REF!</v></c></row>' for row in range(1, 52))
        ),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "many-merged.xlsx",
        "more merged cells than allowed",
        xlsx.by_hand(
            xlsx.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
                "</sheetData>",
                "</sheetData><mergeCells>"
                + "".join(f'<mergeCell ref="A{row}:A{row + 1}"/>' for row in range(1, 43, 2))
                + "</mergeCells>",
            )
        ),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "same-row.xlsx",
        "one row told of again and again",
        _by_hand('<row r="1"><c r="A1"><v>1</v></c></row>' * 201),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "unused-texts.xlsx",
        "more shared texts than cells could use",
        xlsx.by_hand(
            xlsx.sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), shared="<si><t>a</t></si>" * 400
        ),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "unused-texts.xlsb",
        "more shared texts than the cells of an XLSB file could use",
        xlsx.with_parts(
            xlsb([["Code"]]), {"xl/sharedStrings.bin": bytes((19, 7, 0, 1, 0, 0, 0, 97, 0)) * 400}
        ),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "empty-cells.ods",
        "empty cells told of again and again",
        ods.ods(ods.row([ods.cell("M1"), *["<table:table-cell/>"] * 400])),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "many-merged.ods",
        "more merged cells than allowed in an ODS file",
        ods.ods("".join(ods.row([ods.cell("x", 'table:number-rows-spanned="2"')] * 2) for _ in range(11))),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "many-merged.xlsb",
        "more merged cells than allowed in an XLSB file",
        xlsb([("Код",)], merged=[Area(top=row, left=0, bottom=row + 1, right=0) for row in range(1, 43, 2)]),
        "too_large",
        Bounds(rows=10),
    ),
    _case(
        "many-errors.ods",
        "more errors than allowed in an ODS file",
        ods.ods(
            ods.row(
                [ods.cell("#REF!", 'table:formula="of:=[.A1]" table:number-columns-repeated="3"')],
                'table:number-rows-repeated="20"',
            )
        ),
        "too_large",
        Bounds(rows=10),
    ),
]
