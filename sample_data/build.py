"""Builds the workbooks of the sample: `python -m sample_data.build`. The same story gives the same files."""

from datetime import date, timedelta
from pathlib import Path

from sample_data.editions import Edition, editions
from sample_data.plan import ANCHOR, UPDATE_DAYS
from sample_data.rows import sheets_of
from sample_data.workbook import workbook_of

FOLDER = Path(__file__).parent / "workbooks"


def main() -> None:
    """Write all workbooks anew into workbooks/."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.xlsx"):
        old.unlink()
    for edition in editions():
        (FOLDER / file_name(edition, ANCHOR)).write_bytes(content_of(edition))


def content_of(edition: Edition) -> bytes:
    """The workbook of an edition, with the days of the anchor."""
    return workbook_of(
        sheets_of(edition),
        languages=edition.header_languages,
        as_at=ANCHOR + timedelta(days=edition.as_at),
        anchor=ANCHOR,
    )


def file_name(edition: Edition, today: date) -> str:
    """The name of an edition's file: the last month is that of the last update, the others precede it."""
    last = today + timedelta(days=UPDATE_DAYS[-1])
    months = last.year * 12 + last.month - 1 - (len(UPDATE_DAYS) - 1 - edition.month)
    return edition.file_name(f"{months // 12}-{months % 12 + 1:02}")


if __name__ == "__main__":
    main()
