"""All measures, or those named: python -m bench [NAME ...] (make bench); or a load test: python -m bench load."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from bench import (
    browsing,
    first_look,
    growth,
    importing,
    load_test,
    meeting,
    memory,
    pages,
    reading,
    replicas,
    start,
)
from bench.engines import ENGINES
from bench.goals import Result, keep
from bench.options import SHORT, Options

MEASURES: dict[str, Callable[[Options], Result]] = {
    "pages": pages.measure,
    "browsing": browsing.measure,
    "growth": growth.measure,
    "first-look": first_look.measure,
    "importing": importing.measure,
    "reading": reading.measure,
    "memory": memory.measure,
    "start": start.measure,
    "replicas": replicas.measure,
    "meeting": meeting.measure,
}
"""By name: what takes options and gives a page with its goals."""

_FOLDER = Path(__file__).parent / "results"


def main() -> None:
    """Measure, and write a page for each measure."""
    if sys.argv[1:2] == ["load"]:
        sys.exit(load_test.main(sys.argv[2:]))
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures what takes time.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(MEASURES)}; none: all")
    parser.add_argument("--short", action="store_true", help="small and few: only to see that it runs")
    parser.add_argument("--rows", type=int, help="how large files or programmes are")
    parser.add_argument("--times", type=int, help="how often each piece of work is timed")
    parser.add_argument("--viewers", type=_numbers, help="how many viewers, as 1,10,50")
    parser.add_argument("--seconds", type=float, help="how long a turn of reruns or a meeting is")
    parser.add_argument("--reruns", type=int, help="how many reruns the memory is watched for")
    parser.add_argument(
        "--engine", choices=ENGINES, action="append", help="on which database; again for both"
    )
    parser.add_argument("--into", type=Path, default=_FOLDER, help="the folder for the pages")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    asked = Options(
        rows=arguments.rows,
        times=arguments.times,
        viewers=arguments.viewers,
        seconds=arguments.seconds,
        reruns=arguments.reruns,
        engines=tuple(arguments.engine) if arguments.engine else None,
    )
    for name in arguments.names or MEASURES:
        result = MEASURES[name](asked.or_else(SHORT[name]) if arguments.short else asked)
        keep(arguments.into, name, result)
        print(result.page)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


if __name__ == "__main__":
    main()
