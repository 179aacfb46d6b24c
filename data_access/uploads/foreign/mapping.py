"""What a sender says of a foreign file: which column is which, what holds for all rows, what words mean. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from data_access.model import Kind
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.addresses import letters_of
from data_access.uploads.files.grid import Grid
from data_access.uploads.values.vocabulary import plain

# What differs between the headers of two editions: numbers and dates. Months in words do as well.
_NUMBERS = re.compile(r"\d+(?:[./-]\d+)*")
_MONTHS = re.compile(
    r"\b(?:январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|"
    r"january|february|march|april|may\b|june|july|august|september|october|november|december)\w*"
)

WORD_TYPES = (CellType.LIGHT, CellType.ROLE, CellType.REFERENCE)
"""The types of columns of which single words may be given a meaning."""

CONSTANT_TYPES = (CellType.REFERENCE, CellType.ROLE)
"""The types of columns of which one value may hold for all rows of a sheet, or of a section of it."""


Words = Mapping[str, Mapping[str, str | None]]


class MappingUnreadableError(Exception):
    """A text is no mapping; `places` say where, each with what is wrong there, in English."""

    def __init__(self, places: Sequence[str]) -> None:
        super().__init__("; ".join(places))
        self.places = tuple(places)


@with_config(ConfigDict(extra="ignore"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """A column by its header as sent and its letters (which tell two of one name apart).

    `attribute`: what it fills; None: it is ignored.
    """

    header: str
    column: str = ""
    attribute: str | None = None


@with_config(ConfigDict(extra="ignore"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """How to read a sheet; without a `kind` it is left out.

    `by_section`: attributes that the headings of sections give to the rows below them. `constants`: what
    holds for all rows, as a cell would say it, by attribute.
    `words`: by attribute, what a text (made `plain`) stands for: a light, a role, another thing's code; an
    empty meaning counts as an empty cell, None is not said yet, `table.AS_ABOVE` is for headings alone.
    """

    sheet: str
    kind: Kind | None
    columns: tuple[ColumnMapping, ...] = ()
    by_section: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What next month's edition of the same sheet is recognised by."""
        return signature_of(column.header for column in self.columns)


@with_config(ConfigDict(extra="ignore"))
@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """How to read a file; `day_first`: whether 03/04/2026 is the third of April (None: not said)."""

    sheets: tuple[SheetMapping, ...] = ()
    day_first: bool | None = None

    def of_sheet(self, name: str, signature: str) -> SheetMapping | None:
        """The mapping of a sheet: that of its headers and name, else of its headers, else of its name."""
        alike = [one for one in self.sheets if one.signature == signature]
        named = [one for one in self.sheets if plain(one.sheet) == plain(name)]
        return next(iter((*(one for one in named if one in alike), *alike, *named)), None)

    def to_json(self) -> str:
        """The mapping as text that `mapping_from_json` reads."""
        return _FILE.dump_json(self, indent=2).decode()


_FILE = TypeAdapter(FileMapping)


def mapping_from_json(text: str | bytes) -> FileMapping:
    """Read a mapping; raises MappingUnreadableError. What it does not know (samples, say) is passed over."""
    try:
        mapping = _FILE.validate_json(text)
    except ValidationError as error:
        raise MappingUnreadableError(
            [
                f"{'.'.join(map(str, one['loc'])) or 'the file'}: {one['msg']}"
                for one in error.errors(include_url=False)
            ]
        ) from error
    wrong = [f"{sheet.sheet}: {place}" for sheet in mapping.sheets for place in _wrong(sheet)]
    if wrong:
        raise MappingUnreadableError(wrong)
    return mapping


def _wrong(sheet: SheetMapping) -> Iterator[str]:
    """What cannot be so in a mapping of a sheet."""
    if sheet.kind is None:
        return
    if sheet.kind not in SHEETS:
        yield f"kind: {sheet.kind}"
        return
    types = {column.attribute: column.type for column in SHEETS[sheet.kind].columns}
    given = [column.attribute for column in sheet.columns if column.attribute is not None]
    yield from (f"columns: {name}" for name in given if name not in types)
    yield from (
        f"by_section: {name}" for name in sheet.by_section if types.get(name) is not CellType.REFERENCE
    )
    yield from (f"constants: {name}" for name in sheet.constants if types.get(name) not in CONSTANT_TYPES)
    yield from (f"words: {name}" for name in sheet.words if types.get(name) not in WORD_TYPES)
    if "code" not in given:
        yield "columns: code?"


def header_key(header: str) -> str:
    """A header without what differs from edition to edition: case, spaces, numbers, dates, months."""
    return plain(_MONTHS.sub("#", _NUMBERS.sub("#", plain(header))))


def signature_of(headers: Iterable[str]) -> str:
    """A short name for a set of headers, whatever their order; columns without a header don't count."""
    keys = sorted(key for header in headers if (key := header_key(header)))
    return sha256("\n".join(keys).encode()).hexdigest()[:32]


def letters_in(grid: Grid, column: int) -> str:
    """What a sheet calls a column of its grid: its letters, or in a turned grid the number of its row."""
    return str(grid.first_row + column) if grid.is_turned else letters_of(grid.first_column + column)
