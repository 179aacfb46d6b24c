"""Faults and doubts as a workbook shows them: marks on their cells, and a sheet that lists them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink

from data_access.uploads.checks.doubt import Doubt
from data_access.uploads.checks.fault import Fault
from data_access.uploads.columns import FINDINGS, SHEETS, CellType
from data_access.uploads.tables.headers import is_named
from data_access.uploads.values.value import printable
from data_access.uploads.workbooks.cell_writers import Page, put_text

COMMENT_LIMIT = 5000
"""So many cells have comments; those beyond are coloured and listed."""

LISTED_LIMIT = 50_000
"""So many findings are listed. A spreadsheet does not open a sheet with more than 65,530 links."""

# Hatched: told apart in grey print as well, and never taken for the light that a plain fill stands for.
FAULT_FILL = PatternFill("lightUp", fgColor="FFF59AC8", bgColor="FFFFC8E2")
DOUBT_FILL = PatternFill("lightDown", fgColor="FFE8CF6A", bgColor="FFFFF2B3")
REPLACED_FILL = PatternFill("lightHorizontal", fgColor="FFB7D3EE", bgColor="FFDDEBF7")
_FILLS = {(fill.fill_type, fill.fgColor.rgb) for fill in (FAULT_FILL, DOUBT_FILL, REPLACED_FILL)}

_LIGHT_ATTRIBUTES = {
    column.attribute for sheet in SHEETS.values() for column in sheet.columns if column.type is CellType.LIGHT
}

_COMMENT_WIDTH, _COMMENT_LETTERS, _COMMENT_LINE = 340, 46, 19  # pixels, letters in a line, pixels
_COMMENT_LENGTH = 2000
_COMMENT_BREAK = "\n———\n"  # between what was commented already and what we say
_WIDTHS = (12, 20, 10, 30, 80, 24)
_TOP = Alignment(wrap_text=True, vertical="top")
_LINK = Font(color="FF0563C1", underline="single")

Place = tuple[str, str]
"""A sheet's name and the address of a cell in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWords:
    """The words of a marked workbook in its reader's language.

    `title`: the sheet that lists all, one of `columns.FINDINGS`. `headings`: its columns: fault or doubt,
    sheet, cell, found, what is wrong, proposal. `found`: what was found, as a reader knows it. `left_out`:
    that so many more are not listed. `replaced`: that a text of the sender's choice was put into the cell.
    """

    title: str
    headings: tuple[str, str, str, str, str, str]
    fault: str
    doubt: str
    fault_message: Callable[[Fault], str]
    doubt_message: Callable[[Doubt], str]
    found: Callable[[Fault | Doubt], str]
    proposal: Callable[[str], str]
    replaced: str
    left_out: Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A fault or a doubt in words, at its place in a workbook; `note` is what a comment at its cell says."""

    place: Place
    sort: str
    found: str
    message: str
    proposal: str
    note: str
    fill: PatternFill
    is_of_light: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a cell is marked: a fill, and what a comment says; the first finding at the cell decides.

    `is_of_light`: the cell may say a light by its colour, so a colour that it has must stay.
    """

    fill: PatternFill
    note: str
    is_of_light: bool = False


def findings_of(faults: Iterable[Fault], doubts: Iterable[Doubt], words: FindingWords) -> list[Finding]:
    """Faults, then doubts, in words."""
    return [
        *(_finding(fault, words.fault, words.fault_message(fault), FAULT_FILL, words) for fault in faults),
        *(_finding(doubt, words.doubt, words.doubt_message(doubt), DOUBT_FILL, words) for doubt in doubts),
    ]


def _finding(one: Fault | Doubt, sort: str, message: str, fill: PatternFill, words: FindingWords) -> Finding:
    return Finding(
        place=(one.sheet, one.cell),
        sort=sort,
        found=words.found(one),
        message=message,
        proposal=one.proposal or "",
        note=message if one.proposal is None else f"{message}\n{words.proposal(one.proposal)}",
        fill=fill,
        is_of_light=one.params.get("column") in _LIGHT_ATTRIBUTES,
    )


def marks_of(
    findings: Iterable[Finding], replaced: Iterable[Place], words: FindingWords
) -> dict[Place, Mark]:
    """The marks of all cells: those with findings, and those with a text of the sender's choice."""
    marks: dict[Place, Mark] = {}
    for finding in findings:
        if not finding.place[1]:
            continue
        first = marks.get(finding.place)
        marks[finding.place] = Mark(
            fill=first.fill if first else finding.fill,
            note=f"{first.note}\n\n{finding.note}" if first else finding.note,
            is_of_light=finding.is_of_light,
        )
    for place in replaced:
        first = marks.get(place, Mark(fill=REPLACED_FILL, note=""))
        marks[place] = replace(first, note=f"{first.note}\n\n{words.replaced}".strip())
    return marks


def comment_on(cell: Any, note: str, words: FindingWords) -> None:
    """Say something in a comment on a cell, below what is commented there already."""
    earlier, author = (cell.comment.text, cell.comment.author) if cell.comment else ("", words.title)
    text = f"{earlier}{_COMMENT_BREAK}{note}" if earlier else note
    text = printable(text if len(text) <= _COMMENT_LENGTH else f"{text[: _COMMENT_LENGTH - 1]}…")
    lines = sum(len(line) // _COMMENT_LETTERS + 1 for line in text.split("\n"))
    cell.comment = Comment(text, author, height=_COMMENT_LINE * (lines + 1), width=_COMMENT_WIDTH)


def colour(cell: Any, mark: Mark) -> None:
    """Show that a cell is marked: by a fill, or by a frame where its own fill says something."""
    if mark.is_of_light and cell.fill.fill_type == "solid":
        side = Side(style="thick", color=mark.fill.fgColor.rgb)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    else:
        cell.fill = mark.fill


def is_marked(cell: Any) -> bool:
    """Whether a cell bears a mark of ours."""
    return cell.has_style and (_has_our_fill(cell) or _has_our_frame(cell))


def _has_our_fill(cell: Any) -> bool:
    return (cell.fill.fill_type, cell.fill.fgColor.rgb) in _FILLS


def _has_our_frame(cell: Any) -> bool:
    side = cell.border.left
    return side is not None and side.color is not None and side.color.rgb in {rgb for _, rgb in _FILLS}


def unmark(cell: Any) -> None:
    """Take a mark of ours away, and what we commented."""
    if _has_our_fill(cell):
        cell.fill = PatternFill()
    else:
        cell.border = Border()
    comment = cell.comment
    if comment is None:
        return
    earlier, _, ours = comment.text.rpartition(_COMMENT_BREAK)
    if is_named(comment.author, FINDINGS):
        cell.comment = None
    elif ours and earlier:
        cell.comment = Comment(earlier, comment.author)


def write_findings(page: Page, findings: list[Finding], sheets: Iterable[str], words: FindingWords) -> None:
    """Fill an empty sheet with all findings, each with a link to its cell where the workbook has its sheet."""
    there = frozenset(sheets)
    page.freeze_panes = "A2"
    for column, width in zip("ABCDEF", _WIDTHS, strict=True):
        page.column_dimensions[column].width = width
    page.append([_cell(page, heading, Font(bold=True)) for heading in words.headings])
    for row, finding in enumerate(islice(findings, LISTED_LIMIT), start=2):
        sheet, cell = finding.place
        link = _cell(page, cell, _LINK if cell and sheet in there else None)
        if cell and sheet in there:
            link.hyperlink = Hyperlink(ref="", location=f"{quote_sheetname(sheet)}!{cell}")
            link.hyperlink.ref = f"C{row}"  # a cell learns its place only when it is added
        texts = (finding.found, finding.message, finding.proposal)
        page.append(
            [_cell(page, finding.sort), _cell(page, sheet), link, *(_cell(page, text) for text in texts)]
        )
    if len(findings) > LISTED_LIMIT:
        page.append([_cell(page, words.left_out(len(findings) - LISTED_LIMIT))])


def _cell(page: Page, text: str, font: Font | None = None) -> Any:
    cell = WriteOnlyCell(page)
    put_text(cell, text)
    cell.alignment = _TOP
    if font is not None:
        cell.font = font
    return cell
