"""How a file was read, for who wants to know: hidden rows, rows left out, a table on its side."""

from itertools import groupby

import streamlit as st

from dashboard.markup import block, draw
from dashboard.remark_words import remark_message
from dashboard.request import Request
from data_access.uploads.bring import Prepared
from data_access.uploads.files.remarks import remarks_of


def show_reading(request: Request, prepared: Prepared) -> None:
    """The remarks on each sheet, folded up: they are no faults."""
    texts = request.texts
    remarks = list(remarks_of(prepared.book))
    if not remarks:
        return
    sheets = [
        (name, [remark_message(texts, remark) for remark in of_sheet])
        for name, of_sheet in groupby(remarks, key=lambda remark: remark.sheet)
    ]
    with st.expander(texts.gettext("How the file was read ({count})", count=len(remarks))):
        draw(block("upload_reading.html", request, sheets=sheets))
