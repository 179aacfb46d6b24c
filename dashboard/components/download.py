"""Files to take along: made when they are asked for, for who may have them then; the audit has each."""

from collections.abc import Callable

import streamlit as st

from dashboard import source
from dashboard.markup import as_label
from dashboard.request import Request
from dashboard.sign_in import asker
from data_access.access.audit import AuditEntry, Noted, note
from data_access.access.roles import Action, NotAllowedError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(
    request: Request,
    label: str,
    build: Callable[[], bytes],
    *,
    file_name: str,
    mime: str | None = XLSX,
) -> None:
    """A button that makes a file of what the screen shows and hands it to the browser.

    Between drawing and clicking roles may have changed: then the click is refused.
    """
    ask = asker()  # the file is made outside of a run, where nobody is signed in

    def made() -> bytes:
        if ask() != request.person:
            raise NotAllowedError(Action.SEE)
        content = build()
        entry = AuditEntry(
            at=source.now(), actor=request.person.actor, action=Noted.DOWNLOADED, object=file_name
        )
        note(source.database(), entry)
        return content

    st.download_button(as_label(label), data=made, file_name=file_name, mime=mime, on_click="ignore")
