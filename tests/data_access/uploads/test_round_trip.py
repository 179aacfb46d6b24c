"""A workbook that leaves can be read by people, cannot carry a formula, and imports with no change."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from data_access.database import Database
from data_access.model import Kind
from data_access.uploads.read import read_workbook
from data_access.uploads.sides.comparison import Counts
from data_access.view import Scope
from data_access.words import LANGUAGES
from tests.data_access.uploads.bringing import (
    AS_AT,
    DAY,
    bring,
    entity_id,
    exported,
    milestones,
    newest_view,
    prepared,
    template,
    with_first_edition,
)

NASTY = (
    "=1+1",
    "+7 701",
    "-5",
    "@SUM(A1)",
    "#REF!",
    "_x0041_",
    "<b>&amp;",
    "two\nlines",
    "007",
    "1E5",
    "TRUE",
)


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("languages", [("kk", "ru"), *((language,) for language in LANGUAGES)])
def test_a_template_imports_again_with_no_change(database: Database, languages: tuple[str, ...]) -> None:
    with_first_edition(database)
    found = prepared(database, template(database, languages=languages))
    assert (found.faults, found.ignored) == ((), ())
    # The ground's own ministry, field, team and problem besides the fifteen things of the edition.
    assert found.comparison.counts == Counts(unchanged=19)


@pytest.mark.parametrize(
    ("kind", "count"),
    {
        Kind.MINISTRY: 3,
        Kind.FIELD: 3,
        Kind.TEAM: 3,
        Kind.PERSON: 2,
        Kind.MEMBERSHIP: 2,
        Kind.PROBLEM: 3,
        Kind.MILESTONE: 3,
    }.items(),
)
def test_one_kind_imports_again_with_no_change(database: Database, kind: Kind, count: int) -> None:
    with_first_edition(database)
    found = prepared(database, template(database, kinds=[kind]))
    assert (found.faults, found.ignored) == ((), ())
    assert found.comparison.counts == Counts(unchanged=count)


def test_rows_changed_and_added_in_a_template_are_just_that(database: Database) -> None:
    with_first_edition(database)
    book = opened(template(database))
    page = book["Мәселелер – Проблемы"]
    page.append(["CON-02", None, "Новая", None, "CON", "T-CON"])
    page = book["Кезеңдер – Вехи"]
    headers = {cell.value.split(" /")[0]: cell.column for cell in page[2]}
    row = next(cell.row for cell in page["A"] if cell.value == "CON-01-M01")
    page.cell(row, headers["Министрлік бағасы"]).value = "Сары / Жёлтый"
    page.cell(row, headers["Пайызы"]).value = 0.4
    added = {
        "Код": "CON-02-M01",
        "Атауы (ru)": "Приказ",
        "Мәселе": "CON-02",
        "Мерзімі": date(2026, 12, 1),
        "Пайызы": 0,
        "Министрлік бағасы": "Жасыл / Зелёный",
    }
    for header, value in added.items():
        page.cell(page.max_row + (header == "Код"), headers[header]).value = value
    found = prepared(database, saved(book))
    assert found.faults == ()
    assert found.comparison.counts == Counts(added=2, changed=1, unchanged=18)
    [changed] = found.comparison.changed
    assert {(one.attribute, one.old, one.new) for one in changed.values} == {
        ("declared", "green", "amber"),
        ("progress", 3500, 4000),
    }
    problem, milestone = found.comparison.added
    assert (problem.code, problem.values["team_id"]) == ("CON-02", "T-CON")
    told = {name: value for name, value in milestone.values.items() if value not in (None, "")}
    assert told == {
        "code": "CON-02-M01",
        "name_ru": "Приказ",
        "problem_id": "CON-02",
        "term": date(2026, 12, 1),
        "progress": 0,
        "declared": "green",
    }


def test_an_export_made_later_than_the_last_report_reports_nothing_by_itself(database: Database) -> None:
    with_first_edition(database)
    content = exported(database, day=DAY)
    assert DAY > AS_AT
    assert prepared(database, content).as_at == DAY
    assert bring(database, content).version is None


def test_a_day_that_the_sender_changes_makes_figures_fresh(database: Database) -> None:
    with_first_edition(database)
    book = opened(template(database, day=AS_AT))
    book["Кезеңдер – Вехи"]["B1"] = date(2026, 3, 4)
    assert prepared(database, saved(book)).comparison.counts == Counts(unchanged=16, refreshed=3)


def test_what_looks_like_a_formula_is_text_and_comes_back(database: Database) -> None:
    with_first_edition(database)
    headers = ("Code", "Title (en)", "Problem", "Term", "Owner", "Note")
    rows = [[f"N{place}", text, "CON-01", date(2026, 6, 1), text, text] for place, text in enumerate(NASTY)]
    text_file = ";".join(headers) + "\n"
    for row in rows:
        text_file += ";".join(f'"{cell}"' for cell in row) + "\n"
    bring(database, text_file.encode())
    content = exported(database, language="en")
    assert prepared(database, content).comparison.counts == Counts(unchanged=19 + len(NASTY))
    sheet = opened(content)["Milestones"]
    for cells in sheet.iter_rows(min_row=3):
        for cell in cells:
            assert cell.data_type not in {"f", "e"}
            if str(cell.value or "").startswith(("=", "+", "-", "@")):
                assert cell.quotePrefix


def test_cells_have_the_types_that_people_work_with(database: Database) -> None:
    with_first_edition(database)
    sheet = opened(exported(database, kinds=[Kind.MILESTONE], language="ru"))["Вехи"]
    assert (sheet["A1"].value, sheet["B1"].value.date(), sheet["A2"].value) == ("По состоянию на", DAY, "Код")
    assert sheet.freeze_panes == "C3"
    headers = {cell.value: cell.column_letter for cell in sheet[2]}
    term, percent = sheet[f"{headers['Срок']}3"], sheet[f"{headers['Процент']}3"]
    assert (term.value.date(), term.number_format) == (date(2026, 6, 1), "dd.mm.yyyy")
    assert (percent.value, percent.number_format) == (0.35, "0%")
    assert sheet[f"{headers['Оценка министерства']}3"].value == "Зелёный"
    assert sheet[f"{headers['Отрасль']}3"].value == "CON"


def test_a_percentage_below_one_comes_back_exactly(database: Database) -> None:
    with_first_edition(database)
    bring(database, milestones(("CON-01-M01", (0.0035, "0.00%")), headers=("Code", "Percent")))
    assert prepared(database, exported(database)).comparison.counts == Counts(unchanged=19)


def test_an_export_says_which_version_and_day_it_was_made_from(database: Database) -> None:
    with_first_edition(database)
    content = exported(database)
    made_from = read_workbook("file.xlsx", content).made_from
    assert made_from is not None
    assert (made_from.version, made_from.day) == (newest_view(database).version, DAY)
    assert opened(content)["_about"].sheet_state == "veryHidden"


def test_milestones_alone_and_one_field_alone(database: Database) -> None:
    with_first_edition(database)
    alone = opened(exported(database, kinds=[Kind.MILESTONE], language="en"))
    assert alone.sheetnames == ["Instructions", "Milestones", "_lists", "_about"]
    field = exported(database, field_ids=[entity_id(database, Kind.FIELD, "CON")], language="en")
    book = opened(field)
    assert book.sheetnames[1:-2] == ["Fields", "Teams", "Members", "Problems", "Milestones"]
    assert [cell.value for cell in book["Milestones"]["A"]][2:] == ["CON-01-M01", "CON-01-M02"]
    assert [cell.value for cell in book["Members"]["A"]] == ["Code", "P1-T-CON"]
    assert prepared(database, field).comparison.counts == Counts(unchanged=6)


def test_a_person_gets_only_what_is_in_scope_and_can_send_it_back(database: Database) -> None:
    with_first_edition(database)
    tourism = Scope(frozenset({entity_id(database, Kind.FIELD, "TOU")}))
    content = exported(database, scope=tourism, language="en")
    assert [cell.value for cell in opened(content)["Milestones"]["A"]][2:] == ["TOU-01-M01"]
    found = prepared(database, content, scope=tourism)
    assert (found.faults, found.comparison.counts) == ((), Counts(unchanged=5))
