"""Files of the corpus with something broken in them, and reading them under limits of time and memory.

python -m tests.corpus.mutations FIRST LAST reads the mutations of these numbers and prints as JSON what came of
them, the longest time that one took of the processor, and the most memory. Where something else comes of one
than a book or a plain reason, the process ends with it.
"""

import faulthandler
import io
import json
import random
import re
import resource
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache

from data_access.uploads.checks.check import check
from data_access.uploads.checks.fault import FaultCode
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.read import read_workbook
from data_access.uploads.values.day_order import with_day_order
from tests.corpus.case import Case
from tests.corpus.make import CASES
from tests.corpus.test_corpus import KNOWN

SECONDS = 5
MEMORY = 1 << 30
_STUCK = 120  # seconds by the clock, after which a file counts as read for ever, however busy the machine is
_ADDRESSES = 3 << 30  # what libraries map counts as well; the memory that is used is asked for at the end
_FORMATS = (".xlsx", ".xlsx", ".xlsx", ".xlsx", ".ods", ".xls", ".xlsb", ".csv")
_NUMBER = re.compile(rb'(?<=")\d+(?=")')
_TAG = re.compile(rb"<[^<>]*>")


def mutated(number: int) -> tuple[str, bytes]:
    """The file of a number: the same each time. Its name says what it was made from."""
    chance = random.Random(number)
    case = chance.choice(_cases(chance.choice(_FORMATS)))
    content = case.content
    if content.startswith(b"PK") and chance.random() < 0.7:
        content = _with_broken_part(content, chance)
    else:
        content = chance.choice(_ANYWHERE)(content, chance)
    return case.name, content


@cache
def _cases(suffix: str) -> list[Case]:
    return [case for case in CASES if case.unreadable is None and case.name.endswith(suffix)]


def _with_broken_part(content: bytes, chance: random.Random) -> bytes:
    """The archive with a part broken, left out or doubled; all its sums right, so that it is looked into."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice([name for name in names if "sheet" in name or "content" in name] + names)
        for name in names:
            if name != victim:
                new.writestr(name, old.read(name))
            elif chance.random() < 0.9:
                new.writestr(name, chance.choice(_WITHIN)(old.read(name), chance))
    return file.getvalue()


def _flipped(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    for _ in range(chance.choice((1, 3, 20))):
        if broken:
            broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _without_some(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.choice((1, 10, 200)) :]


def _with_some_twice(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    end = start + chance.choice((1, 50, 500))
    return content[:end] + content[start:end] * chance.choice((1, 3)) + content[end:]


def _with_other_number(content: bytes, chance: random.Random) -> bytes:
    number = chance.choice((b"0", b"-1", b"65536", b"1048577", b"4294967296", b"9" * 30, b"x"))
    return _one_replaced(_NUMBER, content, number, chance)


def _with_other_tag(content: bytes, chance: random.Random) -> bytes:
    return _one_replaced(
        _TAG, content, chance.choice((b"", b"<", b"</row>", b"<c>", b"<v>", b"<!--", b"&x;")), chance
    )


def _one_replaced(pattern: re.Pattern[bytes], content: bytes, new: bytes, chance: random.Random) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return _flipped(content, chance)
    one = chance.choice(found)
    return content[: one.start()] + new + content[one.end() :]


_Mutation = Callable[[bytes, random.Random], bytes]
_ANYWHERE: tuple[_Mutation, ...] = (_flipped, _flipped, _cut, _without_some, _with_some_twice)
_WITHIN: tuple[_Mutation, ...] = (*_ANYWHERE, _with_other_number, _with_other_tag, _with_other_tag)


def outcome(number: int) -> str:
    """What came of a mutation: "read" or the reason why not."""
    name, content = mutated(number)
    try:
        book = with_day_order(read_workbook(name, content), None)
        check(book, KNOWN)
    except UnreadableFileError as error:
        return FaultCode(error.code).value
    return "read"


def main() -> None:
    """Read the mutations under the limits; a limit that is passed ends the process."""
    first, last = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    counts: dict[str, int] = {}
    longest = 0.0
    for number in range(first, last):
        print(number, file=sys.stderr, flush=True)
        faulthandler.dump_traceback_later(_STUCK, exit=True)
        started = time.process_time()
        found = outcome(number)
        longest = max(longest, time.process_time() - started)
        counts[found] = counts.get(found, 0) + 1
    faulthandler.cancel_dump_traceback_later()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"counts": counts, "longest": longest, "memory": memory}))


if __name__ == "__main__":
    main()
