"""A process that applies a file again and again, each time in a child that is killed at a chosen point.

    python -m tests.data_access.uploads.applying URL

prepares the file on the database at URL. Then, for each line `URL STEP MICROSECONDS` on its input, a child
applies it to the database at that URL, which is a copy of the first, and reports each step: a statement
about to be sent, a commit about to be made, the end. At the STEP-th it is killed (0: never) that many
microseconds later; with a negative number it stands still there and is killed. The answer is a line with
the number of steps that the child reported.
"""

import os
import signal
import sys
import time
from contextlib import suppress
from datetime import date
from typing import Any, NoReturn

from sqlalchemy import event

from data_access.database import Database
from data_access.uploads.bring import Prepared, apply
from tests.data_access.uploads.bringing import (
    AS_AT,
    OFFICER,
    RECORDED_AT,
    confirmed,
    prepared,
    workbook,
)

MILESTONES = range(120)
TERM, LATER = date(2026, 6, 1), date(2026, 9, 1)
HEADERS = ("Code", "Title (en)", "Problem", "Term", "Percent")


def first() -> bytes:
    """What is there before: a problem with many milestones."""
    return workbook(
        {
            "Fields": [("Code", "Name (en)"), ("CON", "Construction")],
            "Problems": [("Code", "Name (en)", "Field"), ("CON-01", "Quality", "CON")],
            "Milestones": [HEADERS, *((f"M{one}", f"{one}", "CON-01", TERM, 10) for one in MILESTONES)],
        }
    )


def second() -> bytes:
    """What is applied: of four milestones one moves, one is reported, one stays, one goes; some are new."""
    told = {0: (LATER, 20), 1: (TERM, 30), 2: (TERM, 10)}
    stays = [(f"M{one}", f"{one}", "CON-01", *told[one % 4]) for one in MILESTONES if one % 4 in told]
    new = [(f"N{one}", f"{one}", "CON-02", TERM, 5) for one in MILESTONES[::2]]
    return workbook(
        {
            "Problems": [
                ("Code", "Name (en)", "Field"),
                ("CON-01", "Other", "CON"),
                ("CON-02", "New", "CON"),
            ],
            "Milestones": [HEADERS, *stays, *new],
        }
    )


def main(url: str) -> None:
    """Prepare the file, then answer line by line."""
    database = Database(url)
    found = confirmed(prepared(database, second(), as_at=AS_AT, whole=True))
    database.close()
    print("ready", flush=True)
    for line in sys.stdin:
        target, step, microseconds = line.split()
        print(_run(found, target, int(step), int(microseconds)), flush=True)


def _run(found: Prepared, url: str, step: int, microseconds: int) -> int:
    reports, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reports)
        _apply(found, url, tells, halt=step if microseconds < 0 else 0)
    os.close(tells)
    steps = 0
    with os.fdopen(reports, "rb", buffering=0) as told:
        while told.read(1):
            steps += 1
            if steps == step:
                time.sleep(max(microseconds, 0) / 1_000_000)
                os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return steps


def _apply(found: Prepared, url: str, tells: int, *, halt: int) -> NoReturn:
    """Apply the file in this process, which ends with it; stand still at the step `halt`."""
    steps = 0

    def tell(*_: Any) -> None:
        nonlocal steps
        steps += 1
        os.write(tells, b".")
        if steps == halt:
            signal.pause()

    with suppress(BaseException):
        database = Database(url)
        event.listen(database.engine, "before_cursor_execute", tell)
        event.listen(database.engine, "commit", tell)
        apply(database, found, actor=OFFICER, recorded_at=RECORDED_AT)
        tell()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
