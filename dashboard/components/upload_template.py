"""The template: a sender's own rows as a workbook with lists, formats and explanations, to be filled in."""

import streamlit as st

from dashboard import reads, source
from dashboard.components.download import offer
from dashboard.components.folded import folded
from dashboard.documents.template_words import template_words
from dashboard.request import Request
from data_access.model import Kind
from data_access.reads.point import open_reader
from data_access.uploads.columns import SHEETS
from data_access.uploads.workbooks.template import template_workbook


def offer_template(request: Request) -> None:
    """Choose fields and kinds of rows, and download them."""
    texts = request.texts
    place = folded(texts.gettext("Take your rows along as a workbook"), key="template")
    if place is None:
        return
    fields = {one.code: one for one in reads.fields(request.view)}
    kinds = {kind.value: texts.spoken(sheet.title) for kind, sheet in SHEETS.items()}
    left, middle, right = place.columns([1.4, 1.4, 1], vertical_alignment="bottom")
    with left:
        chosen = st.multiselect(
            texts.gettext("Fields (none chosen: all)"),
            list(fields),
            format_func=lambda code: texts.spoken(fields[code].name),
            placeholder=texts.gettext("All"),
            key="template-fields",
        )
    with middle:
        wanted = st.multiselect(
            texts.gettext("Rows"),
            list(kinds),
            default=[Kind.MILESTONE.value],
            format_func=kinds.__getitem__,
            placeholder=texts.gettext("All"),
            key="template-kinds",
        )
    with right:
        offer(
            request,
            texts.gettext("Download the template (XLSX)"),
            lambda: _template(request, [fields[code].id for code in chosen], wanted),
            file_name=f"{'-'.join(chosen) or request.programme.code}_{request.view.day.isoformat()}.xlsx",
        )


def _template(request: Request, field_ids: list[int], wanted: list[str]) -> bytes:
    with open_reader(source.database(), request.known) as reader:
        return template_workbook(
            reader,
            kinds=[Kind(one) for one in wanted] or list(SHEETS),
            field_ids=field_ids or None,
            words=template_words(request.known),
        )
