"""What an import says of how the file was read, and the order of its dates."""

import argparse
from collections.abc import Iterator
from typing import Any

from dashboard.remark_words import remark_message
from dashboard.texts import Texts
from data_access.uploads.bring import Prepared
from data_access.uploads.files.remarks import remarks_of


def add_reading_options(parser: argparse.ArgumentParser, words: Texts) -> None:
    """Let the caller say which comes first in dates such as 03/04/2026."""
    order = parser.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first",
        dest="day_first",
        action="store_const",
        const=True,
        help=words.gettext("in dates such as 03/04/2026 the day comes first"),
    )
    order.add_argument(
        "--month-first",
        dest="day_first",
        action="store_const",
        const=False,
        help=words.gettext("in dates such as 03/04/2026 the month comes first"),
    )


def reading_choices(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields of `Choices` that these options fill."""
    return {"day_first": arguments.day_first}


def reading_in_words(words: Texts, prepared: Prepared) -> Iterator[str]:
    """A line for each thing that the sender should know of how the file was read."""
    for remark in remarks_of(prepared.book):
        place = f"{remark.sheet}: " if remark.sheet else ""
        yield f"{place}{remark_message(words, remark)}"
