"""The list of milestones as a workbook: what the screen shows, all of its pages."""

import io
from dataclasses import replace

from openpyxl import Workbook

from dashboard import reads
from dashboard.request import Request
from dashboard.traffic_words import reason_words
from data_access.reads.milestones import MilestoneFilter
from data_access.uploads.workbooks.cell_writers import date_writer, text_writer

_WIDTHS = (14, 14, 70, 34, 14, 14, 10, 18, 30)


def milestone_workbook(request: Request, asked: MilestoneFilter) -> bytes:
    """The milestones that a filter finds, as XLSX; text that looks like a formula stays text."""
    texts = request.texts
    book = Workbook(write_only=True)
    page = book.create_sheet(texts.gettext("Milestones"))
    page.freeze_panes = "C2"
    for place, width in enumerate(_WIDTHS):
        page.column_dimensions[chr(65 + place)].width = width
    # A writer serves one column.
    first_term, forecast = date_writer(page), date_writer(page)
    light, code, name, why, percent, declared, answers = (text_writer(page) for _ in range(7))
    page.append(
        [
            texts.gettext("Light"),
            texts.gettext("Code"),
            texts.gettext("Milestone"),
            texts.gettext("Why"),
            texts.gettext("First term"),
            texts.gettext("Forecast"),
            texts.gettext("Percent"),
            texts.gettext("Ministry says"),
            texts.gettext("Who answers"),
        ]
    )
    for one in reads.list_milestones(request.view, replace(asked, limit=None, offset=0)):
        page.append(
            [
                light(texts.light(one.verdict.light)),
                code(one.code),
                name(texts.spoken(one.name)),
                why(reason_words(texts, one.verdict)),
                first_term(one.baseline),
                forecast(one.done_on or one.forecast),
                percent(texts.percent(one.progress)),
                declared(texts.light(one.declared) if one.declared else ""),
                answers(one.owner or texts.spoken(one.ministry)),
            ]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
