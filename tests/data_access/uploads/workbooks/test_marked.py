"""The sender's own workbook comes back with its faults and doubts marked, and else as it was."""

import io
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from data_access.database import Database
from data_access.uploads.bring import Prepared
from data_access.uploads.choices import Choices
from data_access.uploads.workbooks import findings
from data_access.uploads.workbooks import marked as marked_module
from data_access.uploads.workbooks.findings import DOUBT_FILL, FAULT_FILL, REPLACED_FILL
from data_access.uploads.workbooks.marked import marked_workbook
from tests.data_access.uploads.bringing import exported, milestones, prepared, with_first_edition
from tests.data_access.uploads.finding_words import WORDS

HEADERS = ("Code", "Term", "Percent", "Declared light", "Note")
TERM = date(2026, 6, 1)


def edition() -> bytes:
    """An XLSX file with two faults, a doubt, and much that is none of our business."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "Road map"
    for row in (
        HEADERS,
        ("CON-01-M01", "31.04.2026", "=30+5", "Green", "=1+1"),
        ("CON-01-M02", date(2026, 9, 1), 0.05, "blue", "text"),
        ("TOU-01-M01", date(2026, 7, 1), 0.4, "Amber", "+7 777"),
    ):
        sheet.append(row)
    sheet["B2"].comment = Comment("ask Aigul", "Aigul")
    sheet["A3"].font = Font(bold=True)
    sheet["C3"].number_format = "0%"
    sheet.column_dimensions["B"].width = 33
    sheet["E4"].data_type = "s"
    sheet.sheet_view.tabSelected = True
    other: Any = book.create_sheet("Sums")
    other["A1"] = "=SUM('Road map'!C2:C4)"
    return calculated(saved(book), {"30+5": "35", "1+1": "2"})


def calculated(content: bytes, values: dict[str, str]) -> bytes:
    """A workbook as a spreadsheet saves it: formulas with their last values."""
    return rewritten(
        content,
        {
            f"<f>{formula}</f>{none}": f"<f>{formula}</f><v>{value}</v>"
            for formula, value in values.items()
            for none in ("<v />", "<v/>", "<v></v>")  # as openpyxl writes it without lxml and with it
        },
    )


def rewritten(content: bytes, texts: dict[str, str]) -> bytes:
    """A workbook with texts of its XML replaced."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(file, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            for text, becomes in texts.items():
                part = part.replace(text.encode(), becomes.encode())
            after.writestr(name, part)
    return file.getvalue()


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def marks(book: Any) -> dict[str, str]:
    """By cell the fill type of what is marked."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.fill.fill_type
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type
    }


@pytest.fixture
def found(database: Database) -> Prepared:
    with_first_edition(database)
    return prepared(database, edition())


@pytest.fixture
def marked(found: Prepared) -> Any:
    return opened(marked_workbook(found, WORDS))


def test_faults_and_doubts_are_coloured_and_commented(marked: Any) -> None:
    sheet = marked["Road map"]
    assert marks(marked) == {
        "Road map!B2": FAULT_FILL.fill_type,
        "Road map!D3": FAULT_FILL.fill_type,
        "Road map!C4": DOUBT_FILL.fill_type,
    }
    assert sheet["B2"].comment.text == "ask Aigul\n———\nnot_a_date\nRather 30.04.2026"
    assert sheet["D3"].comment.text == "unknown_light"


def test_all_else_stays(marked: Any) -> None:
    sheet, before = marked["Road map"], opened(edition())["Road map"]
    assert [[cell.value for cell in row] for row in sheet] == [[cell.value for cell in row] for row in before]
    assert [[cell.data_type for cell in row] for row in sheet] == [
        [cell.data_type for cell in row] for row in before
    ]
    assert sheet["A3"].font.bold
    assert sheet["C3"].number_format == "0%"
    assert sheet.column_dimensions["B"].width == 33
    assert marked["Sums"]["A1"].value == "=SUM('Road map'!C2:C4)"


def test_a_first_sheet_lists_all_with_links(marked: Any) -> None:
    sheet = marked.worksheets[0]
    assert (marked.active, sheet.title) == (sheet, "Faults and doubts")
    assert [one.title for one in marked.worksheets if one.sheet_view.tabSelected] == [sheet.title]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["Fault", "Road map", "B2", "31.04.2026", "not_a_date", "30.04.2026"]
    assert [row[0] for row in rows] == ["Fault", "Fault", "Doubt"]
    assert sheet["C2"].hyperlink.location == "'Road map'!B2"


def test_texts_of_the_senders_choice_are_put_in(database: Database) -> None:
    with_first_edition(database)
    choices = Choices(replacements={("Road map", "B2"): "30.04.2026", ("Road map", "E2"): "=cmd()"})
    book = opened(marked_workbook(prepared(database, edition(), choices=choices), WORDS))
    sheet = book["Road map"]
    assert (sheet["B2"].value, sheet["B2"].comment.text) == (
        "30.04.2026",
        "ask Aigul\n———\nterm_reset\n\nReplaced",
    )
    assert marks(book)["Road map!E2"] == REPLACED_FILL.fill_type
    assert (sheet["E2"].value, sheet["E2"].data_type, sheet["E2"].quotePrefix) == ("=cmd()", "s", True)


def test_what_is_found_cannot_become_a_formula(database: Database) -> None:
    with_first_edition(database)
    content = milestones(("CON-01-M01", "=1+1"), ("CON-01-M02", "@x"), headers=("Code", "Forecast"))
    content = calculated(content, {"1+1": "=2+2"})
    for limit in (marked_module.CELL_LIMIT, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(marked_module, "CELL_LIMIT", limit)
            book = opened(marked_workbook(prepared(database, content), WORDS))
        listed = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in listed}
        assert all(cell.quotePrefix for cell in listed if str(cell.value).startswith(("=", "@")))
        assert "@x" in [cell.value for cell in listed]


def test_a_mended_workbook_comes_in_and_its_next_marks_are_its_own(database: Database) -> None:
    with_first_edition(database)
    book = opened(marked_workbook(prepared(database, edition()), WORDS))
    sheet = book["Road map"]
    sheet["B2"], sheet["C2"], sheet["E2"], sheet["D3"] = date(2026, 4, 30), 0.35, "x", None
    found = prepared(database, saved(book))
    # The marks of the sheet are neither rows nor lights, and the list is none of its own.
    assert (found.faults, found.ignored) == ((), ())
    [law] = [one for one in found.comparison.changed if one.code == "CON-01-M02"]
    assert ("declared", None) in [(value.attribute, value.new) for value in law.values]
    sheet["B3"] = "soon"
    again = opened(marked_workbook(prepared(database, saved(book)), WORDS))
    assert [one.title for one in again.worksheets] == ["Faults and doubts", "Road map", "Sums"]
    assert marks(again) == {
        "Road map!B2": DOUBT_FILL.fill_type,
        "Road map!B3": FAULT_FILL.fill_type,
        "Road map!C4": DOUBT_FILL.fill_type,
    }
    assert again["Road map"]["B2"].comment.text == "ask Aigul\n———\nterm_reset"
    assert again["Road map"]["D3"].comment is None


def test_merged_hidden_and_many_cells(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with_first_edition(database)
    rows = (("CON-01-M01", 5, 5), (None, None, 5), ("TOU-01-M01", 6, 5))
    book = opened(milestones(*rows, headers=("Code", "Term", "Percent")))
    sheet = book["Milestones"]
    sheet.merge_cells("A3:B3")
    sheet["A3"] = "CON-01-M02"
    sheet.row_dimensions[4].hidden = True
    monkeypatch.setattr(marked_module, "COMMENT_LIMIT", 1)
    monkeypatch.setattr(findings, "LISTED_LIMIT", 1)
    found = prepared(database, saved(book))
    assert [fault.cell for fault in found.faults] == ["B2", "B3", "B4"]
    after = opened(marked_workbook(found, WORDS))
    assert marks(after).keys() == {"Milestones!B2", "Milestones!A3", "Milestones!B4"}
    commented = [cell for row in after["Milestones"].iter_rows() for cell in row if cell.comment]
    assert len(commented) == 1
    assert not after["Milestones"].row_dimensions[4].hidden
    listed = [row[0].value for row in after.worksheets[0].iter_rows(min_row=2)]
    assert listed == ["Fault", f"{len(found.faults) + len(found.doubts) - 1} more"]


def test_what_merged_cells_say_of_each_of_their_rows_is_said_once(database: Database) -> None:
    with_first_edition(database)
    book = opened(
        milestones(("CON-01-M01", "soon"), ("CON-01-M02", None), headers=("Code", "Term")),
    )
    book["Milestones"].merge_cells("B2:B3")
    found = prepared(database, saved(book))
    assert [(fault.cell, fault.row) for fault in found.faults] == [("B2", 2), ("B2", 3)]
    assert [fault.cell for fault in found.faults_told] == ["B2"]
    after = opened(marked_workbook(found, WORDS))
    assert marks(after).keys() == {"Milestones!B2"}
    assert after["Milestones"]["B2"].comment.text == "not_a_date"
    choices = Choices(replacements={("Milestones", "B2"): "01.06.2026"})
    taken = prepared(database, saved(book), choices=choices)
    assert taken.faults == ()
    assert [values[1] for values in taken.checked.sheets[0].values] == [date(2026, 6, 1)] * 2
    after = opened(marked_workbook(taken, WORDS))
    assert after["Milestones"]["B2"].value == "01.06.2026"


@pytest.mark.parametrize("limit", [marked_module.CELL_LIMIT, 0])
def test_the_colour_of_a_light_stays(database: Database, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    with_first_edition(database)
    monkeypatch.setattr(marked_module, "CELL_LIMIT", limit)
    rows = (("CON-01-M01", None, date(2026, 9, 1)), ("CON-01-M02", "Red", date(2026, 9, 1)))
    book = opened(milestones(*rows, headers=("Code", "Declared light", "Forecast")))
    book["Milestones"]["B2"].fill = PatternFill("solid", fgColor="FF00B050")
    found = prepared(database, saved(book))
    assert [(doubt.cell, doubt.code) for doubt in found.doubts] == [("B2", "declared_green")]
    marked = opened(marked_workbook(found, WORDS))
    cell = marked["Milestones"]["B2"]
    assert (cell.fill.fill_type, cell.border.left.style, cell.comment.text) == (
        "solid",
        "thick",
        "declared_green",
    )
    again = prepared(database, saved(marked))
    assert again.comparison == found.comparison
    marked["Milestones"]["B2"].comment = None
    marked["Milestones"]["C2"] = date(2026, 6, 1)
    cell = opened(marked_workbook(prepared(database, saved(marked)), WORDS))["Milestones"]["B2"]
    assert cell.fill.fill_type == "solid"
    assert not (cell.border.left and cell.border.left.style)


def test_a_text_file_becomes_a_workbook_with_the_same_cells(database: Database) -> None:
    with_first_edition(database)
    lines = "As at;01.03.2026\n\nCode;Percent;Forecast;Note\nCON-01-M01;135;31.04.2026;=1+1\nTOU-01-M01;40 %;;+7\n"
    found = prepared(database, lines.encode("utf-16"), file_name="figures.csv")
    content = marked_workbook(found, WORDS)
    again = prepared(database, content)

    def told(one: Prepared) -> list[tuple[str, str, str]]:
        faults = [(fault.cell, fault.code.value, fault.found) for fault in one.faults]
        return faults + [(doubt.cell, doubt.code.value, doubt.found) for doubt in one.doubts]

    assert told(again) == told(found)
    assert len(found.faults) == 2
    sheet = opened(content).worksheets[1]
    assert (sheet["D4"].value, sheet["D4"].data_type, sheet["D4"].quotePrefix) == ("=1+1", "s", True)
    assert opened(content).worksheets[0]["C2"].hyperlink.location == "'Sheet1'!B4"


def test_a_workbook_too_large_to_be_kept_has_all_its_cells(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_first_edition(database)
    content = exported(database, language="en")
    whole = prepared(database, content)
    monkeypatch.setattr(marked_module, "CELL_LIMIT", 0)
    again = prepared(database, marked_workbook(whole, WORDS))
    assert (again.comparison, again.book.made_from) == (whole.comparison, whole.book.made_from)
    assert again.comparison.is_empty


def test_a_workbook_of_which_a_part_is_not_understood_has_all_its_cells(database: Database) -> None:
    with_first_edition(database)
    content = rewritten(
        milestones(("CON-01-M01", 135), headers=("Code", "Percent")),
        {'<family val="2"': '<family val="99"'},
    )
    with pytest.raises(ValueError, match="stylesheet"):
        opened(content)
    book = opened(marked_workbook(prepared(database, content), WORDS))
    assert marks(book) == {"Milestones!B2": FAULT_FILL.fill_type}
    assert [cell.value for cell in book["Milestones"][2]] == ["CON-01-M01", 135]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0"])
def test_of_a_file_that_cannot_be_read_the_list_is_all(database: Database, content: bytes) -> None:
    with_first_edition(database)
    book = opened(marked_workbook(prepared(database, content), WORDS))
    assert [sheet.title for sheet in book.worksheets] == ["Faults and doubts"]
    assert book.worksheets[0]["A2"].value == "Fault"
