"""How large a file may be, packed and unpacked, so that no file takes a server's memory or time."""

from dataclasses import dataclass

from data_access.uploads.files.unreadable import UnreadableFileError

MEGABYTE = 1024**2  # bytes, as file pickers and web servers count them
_TITLE_ROWS = 100  # that may stand above and below a sheet's data


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most that is read of a file; all that is over it is `too_large`.

    `size`: bytes of the file. `rows`: of data in a sheet. All else follows from them, wide enough for any
    honest file within them.
    """

    size: int = 20 * MEGABYTE
    rows: int = 200_000

    @property
    def height(self) -> int:
        """Rows of a sheet, titles included."""
        return self.rows + _TITLE_ROWS

    @property
    def cells(self) -> int:
        """Cells of all sheets, the empty ones between counted."""
        return 25 * self.rows

    @property
    def elements(self) -> int:
        """Rows, cells and shared texts that all parts of a workbook tell of: empty, doubled and unused ones too."""
        return 40 * self.rows

    @property
    def errors(self) -> int:
        """Cells of all sheets that hold an error: each is kept on its own."""
        return 5 * self.rows

    @property
    def merged(self) -> int:
        """Merged cells of all sheets: every second row in four columns."""
        return 2 * self.rows

    @property
    def unpacked(self) -> int:
        """Bytes of an archive's parts. Rows of long texts in three languages pack 20 times (XLSX), 38 (ODS)."""
        return 25 * self.size

    @property
    def letters(self) -> int:
        """Letters in all cells, a shared text counted in each of its cells."""
        return 5 * self.size

    def check_size(self, content: bytes) -> None:
        """Raise UnreadableFileError for a file that is too large."""
        if len(content) > self.size:
            raise UnreadableFileError("too_large")


DEFAULT_BOUNDS = Bounds()


class Extent:
    """How much of the bounds the sheets of a file take together; adding too much raises UnreadableFileError."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._cells = 0
        self.elements_left = bounds.elements
        self._errors_left = bounds.errors
        self._merged_left = bounds.merged
        self._letters_left = bounds.letters

    def add_sheet(self, rows: int, columns: int) -> None:
        """Count a sheet's cells."""
        if not self.fits(rows, columns):
            raise UnreadableFileError("too_large")
        self._cells += rows * columns

    def fits(self, rows: int, columns: int) -> bool:
        """Whether a sheet of this size may be added."""
        return rows <= self.bounds.height and self._cells + rows * columns <= self.bounds.cells

    def add_elements(self, elements: int) -> None:
        """Count rows, cells or shared texts that a part tells of, before they are looked at."""
        self.elements_left -= elements
        if self.elements_left < 0:
            raise UnreadableFileError("too_large")

    def add_errors(self, errors: int) -> None:
        """Count cells that hold an error."""
        self._errors_left -= errors
        if self._errors_left < 0:
            raise UnreadableFileError("too_large")

    def add_merged(self, merged: int) -> None:
        """Count merged cells."""
        self._merged_left -= merged
        if self._merged_left < 0:
            raise UnreadableFileError("too_large")

    def add_letters(self, letters: int) -> None:
        """Count letters of cells."""
        self._letters_left -= letters
        if self._letters_left < 0:
            raise UnreadableFileError("too_large")
