"""What the drop-down lists of a template offer, and the hidden sheet that holds it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.utils import absolute_coordinate, quote_sheetname

from data_access.model import Kind
from data_access.reads.snapshot import Reader
from data_access.uploads.columns import LISTS_SHEET, SHEETS, CellType, Column
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.rows import rows_in_scope
from data_access.uploads.values.vocabulary import LIGHT_WORDS, ROLE_WORDS
from data_access.uploads.workbooks.cell_writers import TEXT_FORMAT, text_writer
from data_access.words import Words

_WIDTHS = (16, 50)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list offers: what is written into the cell, and the name that it stands for, if it is a code."""

    written: str
    name: str = ""


class Lists:
    """The lists of a template: the codes that the reader's scope lets a row refer to, lights and roles."""

    def __init__(self, reader: Reader, kinds: Collection[Kind], languages: Sequence[str]) -> None:
        """Load what sheets of these kinds need."""
        self._choices: dict[Kind | CellType, list[Choice]] = {}
        for kind in kinds:
            for column in SHEETS[kind].columns:
                if column.refers_to is not None:
                    self._choices.setdefault(column.refers_to, [])
                elif column.type in _WORDS:
                    words = _WORDS[column.type].values()
                    self._choices[column.type] = [Choice(word.spoken_in(languages)) for word in words]
        for kind in SHEETS:
            if kind in self._choices:
                self._choices[kind] = _of_kind(reader, kind, languages)

    def source(self, column: Column) -> str | None:
        """Where the list of a column stands, as a spreadsheet writes it; None: the column has none."""
        key = column.refers_to or column.type
        count = len(self._choices.get(key, ()))
        if not count:
            return None
        letters = letters_of(2 * list(self._choices).index(key))
        return f"{quote_sheetname(LISTS_SHEET)}!{absolute_coordinate(f'{letters}2:{letters}{count + 1}')}"

    def write(self, workbook: Workbook) -> None:
        """Add the hidden sheet: two columns a list, what is written and its name."""
        page = workbook.create_sheet(LISTS_SHEET)
        page.sheet_state = "hidden"
        for place in range(2 * len(self._choices)):
            page.column_dimensions[letters_of(place)].width = _WIDTHS[place % 2]
        writers = [text_writer(page, number_format=TEXT_FORMAT) for _ in range(2 * len(self._choices))]
        heads = [(Choice(key.value), *choices) for key, choices in self._choices.items()]
        for row in zip_longest(*heads, fillvalue=Choice("")):
            texts = [text for choice in row for text in (choice.written, choice.name)]
            page.append([write(text) for write, text in zip(writers, texts, strict=True)])


_WORDS: dict[CellType, dict[str, Words]] = {CellType.LIGHT: LIGHT_WORDS, CellType.ROLE: ROLE_WORDS}


def _of_kind(reader: Reader, kind: Kind, languages: Sequence[str]) -> list[Choice]:
    rows = rows_in_scope(reader, kind)
    if kind is Kind.PERSON and reader.view.scope.fields is not None:
        # People belong to no field: whom a limited reader may see are the members of the teams in scope.
        seen = {row.person_id for row in rows_in_scope(reader, Kind.MEMBERSHIP)}
        rows = [row for row in rows if row.code in seen]
    return [
        Choice(row.code, Words(row.name_kk, row.name_ru, row.name_en).spoken_in(languages)) for row in rows
    ]
