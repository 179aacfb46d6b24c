"""What the fast reader of XLSX files does not tell of cells: errors, and numbers shown as percentages.

A lean pass over a sheet's XML with two patterns; the values themselves come from python-calamine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from zipfile import ZipFile

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT_FORMATS = {9, 10}  # the numbers of Excel's own formats 0% and 0.00%
_QUOTED = re.compile(r'"[^"]*"|\\.')
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(?:<(?:\w+:)?f\b.*?)?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked cell: its row (from 1), its column (from 0), the error in it (None: a percentage)."""

    row: int
    column: int
    error: str | None


class CellMarks:
    """The marked cells of a workbook's sheets; raises KeyError or ParseError for a damaged file."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._parts = _parts(archive)
        self._percent = _percent_pattern(archive)

    def of(self, sheet: str) -> Iterator[Mark]:
        """The marked cells of a sheet."""
        part = self._parts.get(sheet)
        if part is None:
            return
        content = self._archive.read(part)
        if b't="e"' in content:
            for match in _ERROR.finditer(content):
                yield from _mark(match.group(1), match.group(2).decode(errors="replace"))
        if self._percent is not None:
            for match in self._percent.finditer(content):
                yield from _mark(match.group(1), None)


def _mark(attributes: bytes, error: str | None) -> Iterator[Mark]:
    place = _PLACE.search(attributes)
    if place:
        column = 0
        for letter in place.group(1):
            column = column * 26 + letter - 64
        yield Mark(int(place.group(2)), column - 1, error)


def _parts(archive: ZipFile) -> dict[str, str]:
    """The file within the archive that holds each sheet."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    found = {}
    for sheet in sheets:
        target = targets.get(sheet.get(_LINK), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _percent_pattern(archive: ZipFile) -> re.Pattern[bytes] | None:
    """A pattern for the cells whose style shows a percentage; None when no style does."""
    if "xl/styles.xml" not in archive.namelist():
        return None
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = set(_PERCENT_FORMATS)
    for own in styles.iter(f"{_MAIN}numFmt"):
        if "%" in _QUOTED.sub("", own.get("formatCode", "")):
            formats.add(int(own.get("numFmtId", "0")))
    used = styles.find(f"{_MAIN}cellXfs")
    numbers = [
        str(place)
        for place, style in enumerate(used if used is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    ]
    if not numbers:
        return None
    return re.compile(rb'<(?:\w+:)?c\s([^>]*\bs="(?:' + "|".join(numbers).encode() + rb')"[^>]*)>')
