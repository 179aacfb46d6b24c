"""The sheet of a template that says how to work with it."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment

from data_access.uploads.columns import INSTRUCTIONS
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.workbooks.cell_writers import Look, text_writer, value_writer
from data_access.uploads.workbooks.template_sheet import HEADER
from data_access.uploads.workbooks.template_words import TemplateWords
from data_access.words import LANGUAGES, Words

_STEP = Look(alignment=Alignment(wrap_text=True, vertical="top"))
_WIDTH = 62
_LETTERS = 54  # in a line of that width
_LINE_HEIGHT = 15  # points
_BETWEEN_STEPS = 6


def write_instructions(workbook: Workbook, words: TemplateWords, languages: Sequence[str]) -> None:
    """Add the sheet, named in `languages`: the steps by number, side by side in each language that we have."""
    page = workbook.create_sheet(INSTRUCTIONS.spoken_in(languages, " – "))
    page.freeze_panes = "A2"
    page.column_dimensions["A"].width = 4
    for place in range(len(LANGUAGES)):
        page.column_dimensions[letters_of(place + 1)].width = _WIDTH
    rows: list[tuple[int | None, Words, Look]] = [
        (None, INSTRUCTIONS, HEADER),
        *((number, step, _STEP) for number, step in enumerate(words.steps, start=1)),
        (None, words.made_from, _STEP),
    ]
    for row, (number, told, look) in enumerate(rows, start=1):
        texts = [told.spoken(language) for language in LANGUAGES]
        # Not every spreadsheet fits the height of a row to what it holds.
        lines = max(len(text) // _LETTERS + 1 for text in texts)
        page.row_dimensions[row].height = _LINE_HEIGHT * lines + _BETWEEN_STEPS
        page.append([value_writer(page, look)(number), *(text_writer(page, look)(text) for text in texts)])
