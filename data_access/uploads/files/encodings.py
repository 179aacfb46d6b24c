"""The text of a file in whatever encoding it was written, line by line where lines differ."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from data_access.uploads.files.unreadable import UnreadableFileError

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_ENCODINGS = ["cp1251", "kz1048", "cp1252"]
_SAMPLE = 200_000
# What differs between cp1251 and kz1048: letters of other Slavic languages there, Kazakh ones here.
_KAZAKH_LETTERS = frozenset(b"\x8d\x8e\x9d\x9e\xa1\xa2\xa3\xa5\xaa\xaf\xb4\xba\xbc\xbd\xbe\xbf")
_FIRST_LATIN_LETTER = 0xC0
_HIGH_BYTES = b"\x00\x04\x20\x21"  # of ASCII, Cyrillic, dashes and № in two bytes
_MOSTLY, _SELDOM = 0.9, 0.4
_WIDE_SAMPLE = 4000
_MOST_LINES = 2_000_000


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A file's text, and the numbers of the lines (from 1) in another encoding than most."""

    text: str
    other_lines: tuple[int, ...] = ()


def decoded(content: bytes) -> DecodedText:
    """The text of a file: by its mark, else UTF-16 by its shape, else UTF-8, else an old encoding.

    Characters that cannot be read become U+FFFD. Raises UnreadableFileError for what is no text.
    """
    encoding = _encoding_in_wide_letters(content)
    if encoding is not None:
        found = DecodedText(content.decode(encoding, errors="replace"))
    else:
        found = _in_narrow_letters(content.removeprefix(codecs.BOM_UTF8))
    if "\0" in found.text:
        raise UnreadableFileError("unknown_format")
    return found


def _encoding_in_wide_letters(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    even, odd = content[:_WIDE_SAMPLE:2], content[1:_WIDE_SAMPLE:2]
    if not odd:
        return None
    shares = [sum(map(half.count, _HIGH_BYTES)) / len(half) for half in (even, odd)]
    if shares[1] >= _MOSTLY and shares[0] <= _SELDOM:
        return "utf-16-le"
    return "utf-16-be" if shares[0] >= _MOSTLY and shares[1] <= _SELDOM else None


def _in_narrow_letters(content: bytes) -> DecodedText:
    try:
        return DecodedText(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if content.count(b"\n") > _MOST_LINES:
        return DecodedText(content.decode(_old_encoding(content[:_SAMPLE]), errors="replace"))
    # Lines of any of these encodings end in the same bytes.
    lines = content.splitlines(keepends=True)
    old = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    new = [number for number, line in enumerate(lines) if not line.isascii() and _is_utf8(line)]
    encoding = _old_encoding(b"".join(lines[number] for number in old)[:_SAMPLE])
    if not new:
        return DecodedText(content.decode(encoding, errors="replace"))
    is_old = frozenset(old)
    text = "".join(
        line.decode(encoding if number in is_old else "utf-8", errors="replace")
        for number, line in enumerate(lines)
    )
    fewer = min(old, new, key=len)
    return DecodedText(text, tuple(number + 1 for number in fewer))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _old_encoding(sample: bytes) -> str:
    is_latin = max(sample) >= _FIRST_LATIN_LETTER
    match = from_bytes(sample, cp_isolation=_OLD_ENCODINGS).best() if is_latin else None
    if match is not None and match.encoding == "cp1252":
        return match.encoding
    return "kz1048" if _KAZAKH_LETTERS.intersection(sample) else "cp1251"
