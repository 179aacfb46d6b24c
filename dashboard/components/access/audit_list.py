"""The audit on the screen: lines by person and kind, whether all of them are whole, all of them as a file."""

import io
from collections.abc import Mapping

import streamlit as st

from dashboard import source
from dashboard.access_words import NOTED_WORDS
from dashboard.audit_key import audit_keys
from dashboard.audit_words import damage_in_words, head_in_words
from dashboard.components import filters
from dashboard.components.download import offer
from dashboard.components.filters import Filter, row_of
from dashboard.documents.audit_table import write_audit
from dashboard.markup import block, draw
from dashboard.request import Request, UnreadableAddressError, line_number
from dashboard.settings import load_settings
from data_access.access.audit import Noted, actors, entries, head, verify

_LINES = 100
_DAMAGES = 20


def show_audit(request: Request, parameters: Mapping[str, str]) -> None:
    """The whole page; raises UnreadableAddressError for what does not exist."""
    texts = request.texts
    action, before = parameters.get("action") or None, line_number("before", parameters)
    if action is not None and action not in set(Noted):
        raise UnreadableAddressError("action", action)
    with source.database().reading() as connection:
        known = actors(connection)
        found = entries(
            connection, limit=_LINES + 1, before=before, actor=parameters.get("actor") or None, action=action
        )
    draw(block("audit_head.html", request, newest=head_in_words(texts, head(source.database()))))
    words = {noted.value: texts.gettext(NOTED_WORDS[noted]) for noted in Noted}
    choosing, whole, file = st.columns([2.8, 1, 1], vertical_alignment="bottom")
    with choosing:
        everything = {"": texts.gettext("All")}
        filters.show(
            row_of(
                "audit",
                Filter(
                    name="actor", label=texts.gettext("Who"), options=everything | {one: one for one in known}
                ),
                Filter(name="action", label=texts.gettext("What"), options=everything | words),
            )
        )
    if whole.button(texts.gettext("Verify all lines"), key="verify-audit"):
        _tell(request)
    with file:
        offer(request, texts.gettext("All lines (CSV)"), _table, file_name="audit.csv", mime="text/csv")
    draw(
        block(
            "audit.html",
            request,
            lines=found[:_LINES],
            words=words,
            parameters={name: value for name, value in parameters.items() if name != "before"},
            older=found[_LINES - 1][0] if len(found) > _LINES else None,
        )
    )


def _tell(request: Request) -> None:
    texts = request.texts
    verified = verify(source.database(), audit_keys(load_settings()))
    if not verified.found:
        st.success(texts.gettext("The audit is whole. Lines looked at: {number}.", number=verified.lines))
        return
    st.error(texts.gettext("The audit is not whole. Lines looked at: {number}.", number=verified.lines))
    for found in verified.found[:_DAMAGES]:
        st.error(damage_in_words(texts, found))


def _table() -> bytes:
    text = io.StringIO(newline="")
    with source.database().reading() as connection:
        write_audit(connection, text)
    return text.getvalue().encode("utf-8-sig")
