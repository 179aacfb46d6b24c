"""Files are read as they are sent: each cell in its true place, whatever stands around the table."""

import io
import struct
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from data_access.model import Kind
from data_access.uploads.checks.check import as_at_of
from data_access.uploads.files.addresses import address_of, column_of, letters_of
from data_access.uploads.files.book import Book
from data_access.uploads.files.bounds import DEFAULT_BOUNDS, Extent
from data_access.uploads.files.grid import CellError, Share
from data_access.uploads.files.table import Table
from data_access.uploads.files.unreadable import UnreadableFileError
from data_access.uploads.files.xls_marks import marks_of_xls
from data_access.uploads.read import read_workbook
from tests.data_access.uploads.bringing import MILESTONE_HEADERS, milestones, workbook

ROW = ("M1", "Survey", "CON-01", None, date(2026, 6, 1), None, 0.5, "x")


def only_table(content: bytes) -> Table:
    [table] = read_workbook("file", content).tables
    return table


def sheet(*rows: Sequence[Any], name: str = "Sheet1") -> Book:
    return read_workbook("file.xlsx", workbook({name: rows}))


def as_at(*rows: Sequence[Any]) -> tuple[date | None, list[str]]:
    day, faults = as_at_of(sheet(*rows, MILESTONE_HEADERS, ROW))
    return day, [f"{fault.code}@{fault.cell}" for fault in faults]


def test_leading_empty_rows_and_columns_keep_the_true_places() -> None:
    table = sheet((), (), (None, None, "Code", "Title (en)", "Problem"), (None, None, "M1", "a", "P")).tables[
        0
    ]
    assert table.letters == {"code": "C", "name_en": "D", "problem_id": "E"}
    assert table.row_number(0) == 4
    assert list(table.body[0])[-3:] == ["M1", "a", "P"]


def test_the_header_may_lie_below_title_rows() -> None:
    table = sheet(("Road map 2026",), ("Code of conduct",), (), MILESTONE_HEADERS, ROW).tables[0]
    assert (table.kind, table.row_number(0)) == (Kind.MILESTONE, 5)


@pytest.mark.parametrize(
    "headers",
    [
        ("Код", "Атауы (kk)", "Мәселе", "Мерзімі"),
        ("код", "НАИМЕНОВАНИЕ РАБОТ", "Проблема", "Срок\nвыполнения"),
        (
            "Code:",
            "Жұмыс атауы / Наименование работ",
            "Мәселе / Проблема",
            "Орындау мерзімі / Срок выполнения",
        ),
        ("\ufeffCode", " Title  (en) *", "Problem", "Due date"),
    ],
)
def test_headers_in_three_languages(headers: Sequence[str]) -> None:
    table = sheet(headers, ("M1", "a", "P", date(2026, 6, 1))).tables[0]
    assert table.kind is Kind.MILESTONE
    assert {"code", "problem_id", "term"} < table.columns.keys()
    assert len(table.columns) == 4


def test_a_name_without_a_language_is_in_the_language_of_its_header() -> None:
    for header, attribute in (("Атауы", "name_kk"), ("Название", "name_ru"), ("Title", "name_en")):
        assert attribute in sheet(("Code", header, "Term"), ("M1", "a", "b")).tables[0].columns


@pytest.mark.parametrize(
    ("name", "headers", "kind"),
    [
        ("Ministries", ("Code", "Name (kk)"), Kind.MINISTRY),
        ("Салалар", ("Код", "Атауы (kk)"), Kind.FIELD),
        ("Лист1", ("Код", "Название (ru)"), Kind.MINISTRY),
        ("Лист1", ("Код", "Название (ru)", "Министерство", "Порядок"), Kind.FIELD),
        ("Лист1", ("Код", "Название (ru)", "Отрасль"), Kind.TEAM),
        ("Лист1", ("Код", "Название (ru)", "Отрасль", "Команда"), Kind.PROBLEM),
        ("Лист1", ("Код", "Фамилия и имя (ru)"), Kind.PERSON),
        ("Лист1", ("Код", "Человек", "Команда", "Роль"), Kind.MEMBERSHIP),
        ("Лист1", ("Код", "Проблема", "Срок"), Kind.MILESTONE),
        ("Лист1", ("Код", "Процент"), Kind.MILESTONE),
    ],
)
def test_the_kind_of_a_sheet_is_seen_from_its_headers(name: str, headers: Sequence[str], kind: Kind) -> None:
    assert sheet(headers, name=name).tables[0].kind is kind


def test_sheets_of_something_else_are_set_aside() -> None:
    book = read_workbook(
        "f", workbook({"Notes": [("Hello", "world")], "Milestones": [MILESTONE_HEADERS, ROW]})
    )
    assert [table.grid.name for table in book.tables] == ["Milestones"]
    assert [grid.name for grid in book.others] == ["Notes"]


def test_error_values_and_percentages_are_seen() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(MILESTONE_HEADERS)
    page.append(("M1", "a", "P", None, "#REF!", "#N/A", 1, "x"))
    page.append(("M2", "a", "P", None, date(2026, 6, 1), None, 0.4, "x"))
    page["G2"].number_format = "0%"
    page["G3"].number_format = '0.0" % done"'
    file = io.BytesIO()
    book.save(file)
    first, second = only_table(file.getvalue()).body
    assert list(first[4:7]) == [CellError("#REF!"), CellError("#N/A"), Share(1.0)]
    assert second[6] == 0.4


@pytest.mark.parametrize(
    "rows",
    [
        [("As at", date(2026, 3, 1))],
        [("Road map",), ("По состоянию на:", None, "01.03.2026")],
        [("Күні бойынша", "2026-03-01")],
        [("По состоянию на 01.03.2026 г.",)],
        [("01.03.2026 күні бойынша",)],
        [("2026 жылғы 1 наурыздағы жағдай бойынша",)],
        [("по состоянию на 1 марта 2026 года",)],
        [("2026 жылғы 1 наурыздағы жағдай бойынша / по состоянию на 1 марта 2026 года",)],
        [("01.03.2026 ж. жағдай бойынша",)],
        [("Status as of 1 March 2026",)],
        [(None, "AS AT"), (None, "01.03.2026")],
        [("Күні бойынша / По состоянию на", date(2026, 3, 1))],
        [("По состоянию на\n(күні бойынша):", None), ("01.03.2026",)],
        [("Күні бойынша / По состоянию на: 01.03.2026",)],
    ],
)
def test_the_day_of_an_edition(rows: Sequence[Sequence[Any]]) -> None:
    assert as_at(*rows) == (date(2026, 3, 1), [])


def test_no_day_is_read_into_other_words() -> None:
    assert as_at(("As attention grows",), ("The plan was as at first sight",)) == (None, [])
    assert as_at(("Gas at 01.03.2026",), ("As at",)) == (None, [])
    assert as_at(("Құрылыс саласындағы жағдай бойынша есеп",), ("Жағдай бойынша", "есеп")) == (None, [])


def test_faulty_and_contradicting_days_are_faults() -> None:
    assert as_at(("As at", "spring")) == (None, ["not_a_date@B1"])
    assert as_at(("As at", "01.03.2026"), ("По состоянию на", "02.03.2026")) == (
        date(2026, 3, 1),
        ["as_at_differs@B2"],
    )


TEXT = (
    "Код;Название (ru);Проблема;Срок;Примечание\r\n"
    "M1;Школа;P;01.06.2026;одна, две\r\n"
    "\r\n"
    'M2;Дорога;P;02.06.2026;"a\nb"\r\n'
)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1251"),
        TEXT.replace("\r\n", "\r").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace(", ", " ").replace(";", ",").encode(),
        TEXT.replace(";", "|").encode(),
    ],
    ids=["utf-8", "mark", "utf-16", "cp1251", "carriage-return", "tab", "comma", "bar"],
)
def test_text_files_of_any_delimiter_and_encoding(content: bytes) -> None:
    table = only_table(content)
    assert table.letters == {"code": "A", "name_ru": "B", "problem_id": "C", "term": "D", "note": "E"}
    assert [row[1] for row in table.body] == ["Школа", "", "Дорога"]
    # A blank line is a row, a line end in quotes is none: as a spreadsheet numbers them.
    assert table.row_number(2) == 4


def test_commas_in_texts_are_no_delimiters() -> None:
    text = "Code;Title;Problem\n" + "M1;one, two, three, four, five;P\n" * 9
    assert only_table(text.encode()).body[0] == ("M1", "one, two, three, four, five", "P")


def test_kazakh_letters_of_an_old_encoding() -> None:
    text = "Код;Атауы (kk);Мәселе;Мерзімі\nM1;Құрылыс нысандарының сапасын бақылау;P;01.06.2026\n"
    assert only_table(text.encode("kz1048")).body[0][1] == "Құрылыс нысандарының сапасын бақылау"


def encrypted() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n ", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unknown_format"),
        (b"PK\x03\x04 and nothing more", "damaged_file"),
        (milestones(ROW)[:-200], "damaged_file"),
        (encrypted(), "damaged_file"),
    ],
    ids=["empty", "blank", "picture", "no archive", "cut off", "broken old workbook"],
)
def test_what_cannot_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read_workbook("file.xlsx", content)
    assert caught.value.code == code


def test_an_archive_without_a_workbook_is_damaged() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    with pytest.raises(UnreadableFileError):
        read_workbook("file.xlsx", file.getvalue())


def test_places_in_a_table_on_its_side_are_those_of_the_sheet() -> None:
    upright = (MILESTONE_HEADERS, ROW, ("M2", *ROW[1:]))
    [table] = sheet(("Card",), *zip(*upright, strict=True)).tables
    assert table.grid.is_turned
    assert table.letters["code"] == "2"
    for attribute, column in table.columns.items():
        for index in range(len(table.things)):
            place = address_of(table.letters[attribute], table.row_number(index))
            assert place == table.cell(index, column)
    assert table.cell(1, table.columns["term"]) == "C6"


def test_the_password_of_an_old_workbook_is_seen() -> None:
    record = struct.Struct("<HH")
    stream = record.pack(0x0809, 16) + bytes(16) + record.pack(0x2F, 6) + bytes(6) + record.pack(0x0A, 0)
    with pytest.raises(UnreadableFileError) as caught:
        marks_of_xls(stream, Extent(DEFAULT_BOUNDS))
    assert caught.value.code == "password_protected"


def test_column_letters() -> None:
    letters = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA"}
    assert [letters_of(column) for column in letters] == list(letters.values())
    assert [column_of(one) for one in letters.values()] == list(letters)
