"""Owners spelled in a new way: the same name in other letters, another order, or with a slip. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from data_access.uploads.values.likeness import nearest, words_of

_SEARCHES = 2000  # so many different owners are searched for slips
_NEIGHBOURS = 2000  # among so many words that differ from theirs
# Endings that tell a woman's name from a man's: another person, no slip.
_PERSONS = (("", "а"), ("", "a"), ("ии", "ая"))

_Key = tuple[str, ...]


class OwnerSpelling:
    """Tells of an owner the spelling that is usual: the known one, else the one that the file uses most."""

    def __init__(self, known: Mapping[str, int], told: Mapping[str, int]) -> None:
        """`known`: how often each owner is named already; `told`: how often the file names each."""
        self._known = known
        self._rank = {owner: (False, count) for owner, count in reversed(list(told.items()))}
        self._rank |= {owner: (True, count) for owner, count in sorted(known.items(), reverse=True)}
        self._usual: dict[_Key, str] = {}
        for owner in self._rank:
            key = _key(owner)
            if key not in self._usual or self._rank[owner] >= self._rank[self._usual[key]]:
                self._usual[key] = owner
        self._by_rest: defaultdict[_Key, dict[str, _Key]] = defaultdict(dict)
        for key in self._usual:
            for word, rest in _each(key):
                if len(self._by_rest[rest]) < _NEIGHBOURS:
                    self._by_rest[rest][word] = key
        self._searches = 0

    def usual(self, owner: str) -> str | None:
        """The usual spelling of an owner; None where this is it, or where nothing like it is known."""
        if owner in self._known:
            return None
        key = _key(owner)
        usual = self._usual.get(key, owner)
        if usual != owner:
            return usual
        if self._searches >= _SEARCHES:
            return None
        self._searches += 1
        near = [self._usual[one] for one in self._near(key)]
        better = [one for one in near if self._rank[one] > self._rank.get(owner, (False, 0))]
        return max(better, key=lambda one: self._rank[one], default=None)

    def _near(self, key: _Key) -> Iterator[_Key]:
        """The keys that differ from this one by a slip in one word; another number is another thing."""
        for word, rest in _each(key):
            others = self._by_rest.get(rest, {})
            if _has_digits(word):
                continue
            for other in nearest(word, (one for one in others if one != word)):
                if not (_has_digits(other) or _are_persons(word, other)):
                    yield others[other]


def _key(owner: str) -> _Key:
    return tuple(sorted(words_of(owner)))


def _each(key: _Key) -> Iterator[tuple[str, _Key]]:
    """Each word with the others."""
    for place, word in enumerate(key):
        yield word, key[:place] + key[place + 1 :]


def _has_digits(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _are_persons(one: str, other: str) -> bool:
    """Whether two words differ by an ending alone that makes them the names of a man and a woman."""
    for ending, another in _PERSONS:
        for first, second in ((one, other), (other, one)):
            if first.endswith(ending) and second == first.removesuffix(ending) + another:
                return True
    return False
