"""All milestones: filtered, sorted, a page at a time, to be taken along as a file."""

import streamlit as st

from dashboard.components import filters
from dashboard.components.download import offer
from dashboard.components.milestone_list import filter_row, rows_block, wanted
from dashboard.components.page_title import page_title
from dashboard.documents.milestone_list import milestone_workbook
from dashboard.frame import current_request
from dashboard.markup import draw

request = current_request()
parameters = st.query_params.to_dict()
asked = wanted(request, parameters)
draw(page_title(request, request.texts.gettext("Milestones")))
filters.show(filter_row(request))
offer(
    request,
    request.texts.gettext("Download what is shown (XLSX)"),
    lambda: milestone_workbook(request, asked),
    file_name=f"milestones-{request.view.day.isoformat()}.xlsx",
)
draw(rows_block(request, asked, tuple(parameters.items())))
