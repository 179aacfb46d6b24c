"""XLSX files for the corpus: by openpyxl where it can, by hand where the XML itself matters."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.case import HEADERS, TWO, Row

Change = Callable[[Worksheet], object]

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def sheet(*rows: Row, name: str = "Лист1", change: Change | None = None) -> bytes:
    """A workbook with one sheet; `change` does to it what rows cannot say."""
    return workbook({name: rows}, change=change)


def table(*rows: Row, change: Change | None = None) -> bytes:
    """A workbook with the usual headers over rows, the usual two if none are given."""
    return sheet(HEADERS, *(rows or TWO), change=change)


def workbook(sheets: Mapping[str, Iterable[Row]], *, change: Change | None = None) -> bytes:
    """A workbook of sheets; `change` is called with the first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = page.cell(number, column, value)
                if hasattr(value, "year"):
                    cell.number_format = "dd.mm.yyyy"
    if change is not None:
        change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def merged(*areas: str) -> Change:
    """Merges areas."""

    def change(page: Worksheet) -> None:
        for area in areas:
            page.merge_cells(area)

    return change


def with_parts(content: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """An archive with some parts replaced, changed or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            part: Any = parts.get(name)
            held = old.read(name) if name in old.namelist() else b""
            new.writestr(name, part(held) if callable(part) else held if part is None else part)
    return file.getvalue()


def by_hand(sheet_xml: str, *, shared: str | None = None) -> bytes:
    """A workbook of the fewest parts with this sheet (and these shared texts)."""
    overrides = {"/xl/workbook.xml": "sheet.main", "/xl/worksheets/sheet1.xml": "worksheet"}
    if shared is not None:
        overrides["/xl/sharedStrings.xml"] = "sharedStrings"
    types = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in overrides.items()
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": _relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    if shared is not None:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def sheet_xml(rows: str, *, prefix: str = "") -> str:
    """A sheet's XML around its rows."""
    colon = f"{prefix}:" if prefix else ""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    return (
        f'<{colon}worksheet {space}="{_MAIN}"><{colon}sheetData>{rows}</{colon}sheetData></{colon}worksheet>'
    )


def texts_xml(*rows: Iterable[str], numbered: bool = True, prefix: str = "", quote: str = '"') -> str:
    """Rows of texts as XML, with or without the cells' own places."""
    colon = f"{prefix}:" if prefix else ""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for column, text in enumerate(row):
            place = f" r={quote}{chr(65 + column)}{number}{quote}" if numbered else ""
            inner = f"<{colon}is><{colon}t>{text}</{colon}t></{colon}is>"
            cells.append(f"<{colon}c{place} t={quote}inlineStr{quote}>{inner}</{colon}c>")
        place = f" r={quote}{number}{quote}" if numbered else ""
        lines.append(f"<{colon}row{place}>{''.join(cells)}</{colon}row>")
    return "".join(lines)


def _relations(*links: tuple[str, str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
