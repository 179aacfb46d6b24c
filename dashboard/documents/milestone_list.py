"""The list of milestones as a workbook: what the screen shows, all of its pages."""

from dataclasses import replace

from dashboard import reads
from dashboard.documents.list_workbook import Column, list_workbook
from dashboard.request import Request
from dashboard.traffic_words import reason_words
from data_access.reads.milestones import MilestoneFilter


def milestone_workbook(request: Request, asked: MilestoneFilter) -> bytes:
    """The milestones that a filter finds, as XLSX; text that looks like a formula stays text."""
    texts = request.texts
    columns = [
        Column(header=texts.gettext("Light"), width=14),
        Column(header=texts.gettext("Code"), width=14),
        Column(header=texts.gettext("Milestone"), width=70),
        Column(header=texts.gettext("Why"), width=34),
        Column(header=texts.gettext("First term"), width=14, is_date=True),
        Column(header=texts.gettext("Forecast"), width=14, is_date=True),
        Column(header=texts.gettext("Percent"), width=10),
        Column(header=texts.gettext("Ministry says"), width=18),
        Column(header=texts.gettext("Who answers"), width=30),
    ]
    rows = (
        (
            texts.light(one.verdict.light),
            one.code,
            texts.spoken(one.name),
            reason_words(texts, one.verdict),
            one.baseline,
            one.done_on or one.forecast,
            texts.percent(one.progress),
            texts.light(one.declared) if one.declared else "",
            one.owner or texts.spoken(one.ministry),
        )
        for one in reads.list_milestones(request.view, replace(asked, limit=None, offset=0))
    )
    return list_workbook(texts.gettext("Milestones"), columns, rows, fixed_columns=2)
