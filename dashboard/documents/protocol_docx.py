"""The protocol of a session as an office document, A4, to be signed."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Row

from dashboard import source
from dashboard.documents.protocol import Protocol, protocol
from dashboard.request import Request
from dashboard.texts import Texts
from data_access.sessions.schedule import SessionInfo
from data_access.uploads.values.value import printable

_ITEM_WIDTHS = (10, 62, 50, 26, 60, 49)  # millimetres; together the page between its margins
_INSTRUCTION_WIDTHS = (26, 108, 52, 46, 25)
_MARGIN = Mm(20)
_TITLE_LETTERS = 255  # of the title in a document's properties


def protocol_document(request: Request, session: SessionInfo) -> bytes:
    """The protocol in the viewer's language, as DOCX."""
    said, texts = protocol(request, session), request.texts
    paper = _empty_paper(request, said)
    paper.add_heading(printable(said.title), level=1)
    for label, value in (
        (texts.gettext("Held on"), said.held_on),
        (texts.gettext("Chair"), said.chair),
        (texts.gettext("Data"), said.data),
    ):
        line = paper.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(printable(value))
    paper.add_heading(texts.gettext("Agenda"), level=2)
    _write_agenda(paper, said, texts)
    paper.add_heading(texts.gettext("Instructions"), level=2)
    _write_instructions(paper, said, texts)
    paper.add_paragraph()
    signed_by = texts.gettext("Chair")
    paper.add_paragraph(f"{signed_by} ____________________ {printable(said.chair)}".rstrip())
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _empty_paper(request: Request, said: Protocol) -> Paper:
    paper = Document()
    about = paper.core_properties
    about.title, about.author, about.comments = printable(said.title)[:_TITLE_LETTERS], "", ""
    about.language = request.language
    # The file's format has no time zones: its moments are those of UTC.
    about.created = about.modified = source.now().replace(tzinfo=None)
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    paper.styles["Normal"].font.size = Pt(11)
    return paper


def _write_agenda(paper: Paper, said: Protocol, texts: Texts) -> None:
    header = (
        "№",
        texts.gettext("Field or problem"),
        texts.gettext("Question"),
        texts.gettext("Light"),
        texts.gettext("Why"),
        texts.gettext("Asked of the chair"),
    )
    rows = [
        (str(item.number), item.subject, item.question, item.light, item.reason, item.asked)
        for item in said.items
    ]
    _write_table(paper, header, rows, _ITEM_WIDTHS)


def _write_instructions(paper: Paper, said: Protocol, texts: Texts) -> None:
    if not said.instructions:
        paper.add_paragraph(texts.gettext("No instruction has been recorded yet."))
        return
    header = (
        "№",
        texts.gettext("Instruction"),
        texts.gettext("Executor"),
        texts.gettext("Co-executors"),
        texts.gettext("Term"),
    )
    rows = [
        (one.code, one.text, one.executor, one.co_executors, texts.day(one.term)) for one in said.instructions
    ]
    _write_table(paper, header, rows, _INSTRUCTION_WIDTHS)


def _write_table(
    paper: Paper, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A table with lines, whose header stands again on each page and whose rows are not torn apart."""
    table = paper.add_table(rows=0, cols=len(header), style="Table Grid")
    table.autofit = False
    for values in (header, *rows):
        row = table.add_row()
        _mark(row, "w:cantSplit")
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Mm(width)
            cell.text = printable(value)
    first = table.rows[0]
    _mark(first, "w:tblHeader")
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _mark(row: _Row, name: str) -> None:
    """Set a property of a row that the library has no word for."""
    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    properties.append(mark)
