"""The protocol of a session as a workbook: its agenda on one sheet, its instructions on another."""

import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from dashboard.documents.protocol import Protocol, protocol
from dashboard.request import Request
from dashboard.texts import Texts
from data_access.sessions.schedule import SessionInfo
from data_access.uploads.workbooks.cell_writers import Look, Page, date_writer, text_writer, value_writer

_ITEM_WIDTHS = (6, 44, 44, 14, 48, 44)
_INSTRUCTION_WIDTHS = (14, 80, 44, 60, 14)
_A4 = 9  # the paper's number in the file format
_WRAPPED = Look(alignment=Alignment(wrap_text=True, vertical="top"))
_BOLD = Look(font=Font(bold=True), alignment=Alignment(wrap_text=True, vertical="top"))
_TITLE = Look(font=Font(bold=True, size=14))


def protocol_workbook(request: Request, session: SessionInfo) -> bytes:
    """The protocol in the viewer's language, as XLSX; text that looks like a formula stays text."""
    said = protocol(request, session)
    book = Workbook(write_only=True)
    _write_agenda(_sheet(book, request.texts.gettext("Agenda"), _ITEM_WIDTHS), said, request.texts)
    _write_instructions(
        _sheet(book, request.texts.gettext("Instructions"), _INSTRUCTION_WIDTHS), said, request.texts
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, title: str, widths: tuple[int, ...]) -> Page:
    page = book.create_sheet(title)
    for place, width in enumerate(widths):
        page.column_dimensions[chr(65 + place)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    return page


def _write_agenda(page: Page, said: Protocol, texts: Texts) -> None:
    page.append([text_writer(page, _TITLE)(said.title)])
    for label, value in (
        (texts.gettext("Held on"), said.held_on),
        (texts.gettext("Chair"), said.chair),
        (texts.gettext("Data"), said.data),
    ):
        page.append([None, text_writer(page, _BOLD)(label), text_writer(page, _WRAPPED)(value)])
    page.append([])
    _write_header(
        page,
        "№",
        texts.gettext("Field or problem"),
        texts.gettext("Question"),
        texts.gettext("Light"),
        texts.gettext("Why"),
        texts.gettext("Asked of the chair"),
    )
    number = value_writer(page, _WRAPPED)
    columns = [text_writer(page, _WRAPPED) for _ in range(5)]  # a writer serves one column
    for item in said.items:
        values = (item.subject, item.question, item.light, item.reason, item.asked)
        cells = [write(value) for write, value in zip(columns, values, strict=True)]
        page.append([number(item.number), *cells])


def _write_instructions(page: Page, said: Protocol, texts: Texts) -> None:
    page.freeze_panes = "A2"
    _write_header(
        page,
        "№",
        texts.gettext("Instruction"),
        texts.gettext("Executor"),
        texts.gettext("Co-executors"),
        texts.gettext("Term"),
    )
    columns = [text_writer(page, _WRAPPED) for _ in range(4)]
    term = date_writer(page, _WRAPPED)
    for one in said.instructions:
        values = (one.code, one.text, one.executor, one.co_executors)
        cells = [write(value) for write, value in zip(columns, values, strict=True)]
        page.append([*cells, term(one.term)])


def _write_header(page: Page, *words: str) -> None:
    page.append([text_writer(page, _BOLD)(word) for word in words])
