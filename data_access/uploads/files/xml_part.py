"""Walking through small XML parts of workbooks without building them in memory, and without any entities."""

from collections.abc import Callable
from xml.parsers import expat

from data_access.uploads.files.unreadable import UnreadableFileError


class WellFormed:
    """Refuses XML that is broken, piece by piece: a reader that trusts it may wait for an end for ever."""

    def __init__(self) -> None:
        """Begin a document."""
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = _refuse

    def check(self, piece: bytes, *, is_last: bool = False) -> None:
        """Look at the next piece. Raises UnreadableFileError."""
        try:
            self._parser.Parse(piece, is_last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise UnreadableFileError("damaged_file") from error


def _refuse(*_declared: object) -> None:
    """No workbook needs a document type, and entities, which can grow without end, are declared in it."""
    raise UnreadableFileError("damaged_file")


See = Callable[[tuple[str, ...], dict[str, str]], None]
"""Called for each element: the names of the elements that it stands in and its own, and its attributes."""


def walk(content: bytes, see: See) -> None:
    """Show each element of an XML document to `see`, by names without their namespaces.

    Raises UnreadableFileError for what is no XML and for any document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    path: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        path.append(name.rpartition(" ")[2])
        see(tuple(path), {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(_name: str) -> None:
        path.pop()

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableFileError("damaged_file") from error
