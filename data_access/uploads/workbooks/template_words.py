"""What a template says to the person who fills it; the words themselves are the caller's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data_access.model import Kind
from data_access.uploads.columns import CellType, Column
from data_access.words import Words

REFUSAL_LIMIT = 255
"""The most characters that a spreadsheet takes for the message of a drop-down list or another check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateWords:
    """The words of a template, each in three languages.

    `column`: the comment on a column's header, by the kind of the sheet. `as_at`: the comment on the cell
    that says the day. `refusals`: what is said when a cell of a type is given something else; all of a
    template's languages together have at most `REFUSAL_LIMIT` characters. `steps`: how to work with
    the workbook. `made_from`: what the workbook was made from.
    """

    column: Callable[[Kind, Column], Words]
    as_at: Words
    refusals: Mapping[CellType, Words]
    steps: tuple[Words, ...]
    made_from: Words
