"""The workbook that leaves to be filled in, and that imports again with no change."""

import io
from collections.abc import Collection, Sequence

from openpyxl import Workbook

from data_access.model import Kind
from data_access.reads.snapshot import Reader
from data_access.uploads.columns import ABOUT_SHEET, FIGURES_OF, SHEETS
from data_access.uploads.files.book import MadeFrom
from data_access.uploads.rows import WITHOUT_FIELD, rows_in_scope
from data_access.uploads.workbooks.template_checks import Checks
from data_access.uploads.workbooks.template_instructions import write_instructions
from data_access.uploads.workbooks.template_lists import Lists
from data_access.uploads.workbooks.template_sheet import SheetWriter
from data_access.uploads.workbooks.template_words import TemplateWords

TEMPLATE_LANGUAGES = ("kk", "ru")
"""The languages of a template's headers, unless others are asked for."""


def template_workbook(
    reader: Reader,
    *,
    kinds: Collection[Kind],
    field_ids: Collection[int] | None,
    words: TemplateWords,
    languages: Sequence[str] = TEMPLATE_LANGUAGES,
) -> bytes:
    """A workbook (XLSX) of the things at the reader's view and in its scope, a sheet a kind.

    Headers, comments and words in cells are in `languages`. Imported again as it is, it changes nothing:
    its day is the view's, and a hidden sheet says the version and day that it was made from, so that
    figures left as they are do not count as reported anew unless the day is changed. With `field_ids`
    only what belongs to these fields is listed. Then, or in a limited scope, ministries and people are
    left out: they belong to no field. A sheet of instructions is there where any is under control.
    """
    workbook = Workbook(write_only=True)
    is_narrowed = field_ids is not None or reader.view.scope.fields is not None
    listed = [kind for kind in SHEETS if kind in kinds and not (is_narrowed and kind in WITHOUT_FIELD)]
    if not rows_in_scope(reader, Kind.INSTRUCTION, field_ids=field_ids):
        listed = [kind for kind in listed if kind is not Kind.INSTRUCTION]  # none can be added by a file
    lists = Lists(reader, listed, languages)
    write_instructions(workbook, words, languages)
    writer = SheetWriter(
        workbook=workbook,
        day=reader.view.day,
        languages=languages,
        words=words,
        checks=Checks(lists, words, languages),
    )
    # One cell says the day of the whole workbook.
    with_day = next((kind for kind in FIGURES_OF if kind in listed), None)
    for kind in listed:
        rows = rows_in_scope(reader, kind, field_ids=field_ids)
        writer.write(SHEETS[kind], rows, has_day=kind is with_day)
    if listed:
        workbook.active = 1  # opens on the first sheet after the instructions
    lists.write(workbook)
    write_origin(workbook, MadeFrom(version=reader.view.version, day=reader.view.day))
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def write_origin(workbook: Workbook, made_from: MadeFrom) -> None:
    """Add the hidden sheet from which an import learns what the workbook was made from."""
    about = workbook.create_sheet(ABOUT_SHEET)
    about.sheet_state = "veryHidden"
    about.append(["version", made_from.version])
    about.append(["day", made_from.day.isoformat()])
