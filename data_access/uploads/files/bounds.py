"""How large a file may be, packed and unpacked, so that no file takes a server's memory or time."""

from dataclasses import dataclass

from data_access.uploads.files.book import UnreadableFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most that is read of a file; all that is over it is `too_large`.

    `size`: bytes of the file. `rows`: of one sheet. `cells`: of all sheets, the empty ones between counted.
    `unpacked`: bytes of an archive's parts. `letters`: in all cells, a shared text counted in each of its
    cells. `parts`: of an archive. `ratio`: how many times larger a large part may be than its packing.
    """

    size: int = 20_000_000
    rows: int = 200_000
    cells: int = 5_000_000
    unpacked: int = 250_000_000
    letters: int = 100_000_000
    parts: int = 5_000
    ratio: int = 200

    def check_size(self, content: bytes) -> None:
        """Raise UnreadableFileError for a file that is too large."""
        if len(content) > self.size:
            raise UnreadableFileError("too_large")


DEFAULT_BOUNDS = Bounds()


class Extent:
    """How much of the bounds the sheets of a file take together."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self._cells = 0
        self._letters = 0

    def add_sheet(self, rows: int, columns: int) -> None:
        """Count a sheet's cells. Raises UnreadableFileError when it is too many."""
        if not self.fits(rows, columns):
            raise UnreadableFileError("too_large")
        self._cells += rows * columns

    def fits(self, rows: int, columns: int) -> bool:
        """Whether a sheet of this size may be added."""
        return rows <= self.bounds.rows and self._cells + rows * columns <= self.bounds.cells

    def add_letters(self, letters: int) -> None:
        """Count letters of cells. Raises UnreadableFileError when it is too many."""
        self._letters += letters
        if self._letters > self.bounds.letters:
            raise UnreadableFileError("too_large")
