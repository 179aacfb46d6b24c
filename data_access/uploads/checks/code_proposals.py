"""Which thing a code or a name that nobody knows most likely means. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from data_access.uploads.values.likeness import code_key, name_key, nearest, only

_COMPARISONS = 2_000_000  # so many codes and names of a kind are compared in the search for slips
_MARKS = " .,:;()–—-"
_NONE: Mapping[str, list[str]] = {}

Named = Mapping[str, Iterable[str]]
"""The names of things by their codes."""


class Meant:
    """Finds the things of one kind that a faulty text may stand for; each text is searched for once."""

    def __init__(self, things: Named) -> None:
        """`things`: all that may be meant."""
        self._codes = frozenset(things)
        self._by_key: defaultdict[str, list[str]] = defaultdict(list)
        self._by_digits: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        for code, names in things.items():
            key = code_key(code)
            self._by_key[key].append(code)
            letters, digits = _parted(key)
            self._by_digits[digits][letters].append(code)
            for name in filter(None, map(name_key, names)):
                self._by_name[name].append(code)
        self._found: dict[str, str | None] = {}
        self._compared = 0

    def by_text(self, text: str) -> str | None:
        """The one code that a text stands for: written in look-alike letters, with a slip, or as a name."""
        if text not in self._found:
            self._found[text] = self._search(text)
        return self._found[text]

    def by_key(self, text: str) -> str | None:
        """The one code that is written like a text, slips not counted."""
        return only(self._by_key.get(code_key(text), ()))

    def by_beginning(self, code: str) -> str | None:
        """The thing whose code another thing's code begins with, as CON-01-M03 does with CON-01."""
        for end in range(len(code) - 1, 0, -1):
            if not code[end].isalnum() and code[:end] in self._codes:
                return code[:end]
        return None

    def _search(self, text: str) -> str | None:
        if code := self.by_key(text):
            return code
        name = name_key(text)
        if code := only(self._by_name.get(name, ())):
            return code
        first = text.split(maxsplit=1)[0].strip(_MARKS)
        if first != text and first in self._codes:
            return first
        letters, digits = _parted(code_key(text))
        alike = self._by_digits.get(digits, _NONE)
        if near := self._nearest(letters, alike, most=1, shortest=3):
            return only(code for one in near for code in alike[one])
        return only(code for one in self._nearest(name, self._by_name) for code in self._by_name[one])

    def _nearest(self, word: str, choices: Collection[str], **bounds: int) -> list[str]:
        self._compared += len(choices)
        return nearest(word, choices, **bounds) if self._compared <= _COMPARISONS else []


def _parted(key: str) -> tuple[str, str]:
    """The letters and the digits of a code's key."""
    runs = key.split("-")
    letters = " ".join(run for run in runs if not run.isdecimal())
    return letters, "-".join(run for run in runs if run.isdecimal())
