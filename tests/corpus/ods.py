"""Minimal ODS files by hand."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:text> </number:text><number:year/>'
    "</number:date-style>"
    '<style:style style:name="red" style:family="table-cell">'
    '<style:table-cell-properties fo:background-color="#ff0000"/></style:style>'
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
)


def ods(rows: str, *, media_type: str = _MEDIA_TYPE, manifest: str = "") -> bytes:
    """A file with one sheet of these rows."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Лист1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), media_type)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}'
            "</manifest:manifest>",
        )
    return file.getvalue()


def row(cells: Iterable[Any], attributes: str = "") -> str:
    """A row: of values, or of cells as XML where they begin with <."""
    inner = "".join(
        value if isinstance(value, str) and value.startswith("<") else cell(value) for value in cells
    )
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def cell(value: Any, attributes: str = "") -> str:
    """A cell; a fraction is written as a percentage."""
    if value is None:
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, date):
        kind, text = f'date" office:date-value="{value.isoformat()}', value.isoformat()
    elif isinstance(value, float):
        kind, text = f'percentage" office:value="{value}', f"{value:.0%}"
    elif isinstance(value, int):
        kind, text = f'float" office:value="{value}', str(value)
    else:
        kind, text = "string", str(value)
    return f'<table:table-cell office:value-type="{kind}" {attributes}><text:p>{text}</text:p></table:table-cell>'
