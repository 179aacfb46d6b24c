"""People and roles as a workbook: one row a role, to be changed and brought again."""

from collections.abc import Iterator, Sequence

from dashboard.access_words import ROLE_WORDS
from dashboard.documents.list_workbook import Column, list_workbook
from dashboard.texts import Texts
from data_access.access.accounts import AccountInfo


def people_workbook(texts: Texts, known: Sequence[AccountInfo], codes: dict[int, str]) -> bytes:
    """The accounts that have an e-mail, as XLSX; `codes`: those of the fields, by entity id."""
    columns = [
        Column(header=texts.gettext("E-mail"), width=36),
        Column(header=texts.gettext("Name"), width=36),
        Column(header=texts.gettext("Role"), width=28),
        Column(header=texts.gettext("Field's code"), width=20),
    ]
    return list_workbook(texts.gettext("People and roles"), columns, _rows(texts, known, codes))


def _rows(
    texts: Texts, known: Sequence[AccountInfo], codes: dict[int, str]
) -> Iterator[tuple[str, str, str, str]]:
    for one in known:
        if not one.email:
            continue
        roles = [
            (texts.gettext(ROLE_WORDS[grant.role]), codes.get(grant.field_id or 0, ""))
            for grant in one.grants
        ]
        for role, code in roles or [("", "")]:
            yield one.email, one.name, role, code
