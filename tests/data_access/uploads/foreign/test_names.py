"""A name may stand where a code should, as long as it is one thing's alone."""

from collections.abc import Sequence
from typing import Any

import pytest

from data_access.database import Database
from data_access.model import Kind
from data_access.uploads.files.book import Book
from data_access.uploads.foreign.names import KnownNames, key_of, known_names, with_names
from data_access.uploads.read import read_workbook
from data_access.uploads.values.likeness import name_key
from data_access.words import Words
from tests.data_access.uploads.bringing import bring, new_programme, prepared, workbook
from tests.data_access.uploads.foreign_ground import ground, names


def read(*rows: Sequence[Any], headers: Sequence[str] = ("Code", "Title", "Ministry"), **sheets: Any) -> Book:
    return read_workbook("plan.xlsx", workbook({"Milestones": [headers, *rows], **sheets}))


def ministries(book: Book, known: KnownNames | None = None) -> list[Any]:
    table = next(one for one in with_names(book, known or names()).tables if one.kind is Kind.MILESTONE)
    return table.cells("ministry_id").whole()


@pytest.mark.parametrize(
    "name",
    [
        "Министерство здравоохранения",
        "министерство  здравоохранения ",
        "Денсаулық сақтау министрлігі",
        "Денсаулык сактау министрлиги",
        "Ministry of Healthcare",
        "Министерство здравоохранения Республики Казахстан",
        "Министерство здравоохранения РК",
        "ҚР Денсаулық сақтау министрлігі",
        "Қазақстан Республикасының Денсаулық сақтау министрлігі",
        "Ministry of Healthcare of the Republic of Kazakhstan",
    ],
)
def test_a_name_in_any_language_is_read_as_its_code(name: str) -> None:
    assert ministries(read(("M1", "a", name))) == ["MHC"]


@pytest.mark.parametrize("text", ["Минздрав", "Министерство", "MHC2", "", None])
def test_what_is_no_name_stays_as_it_is(text: str | None) -> None:
    assert ministries(read(("M1", "a", text), ("M2", "a", "MT"))) == [text or "", "MT"]


def test_a_name_that_two_things_have_is_no_reference() -> None:
    two = known_names({Kind.MINISTRY: {"A": Words(ru="Министерство"), "B": Words(en="Министерство")}})
    assert ministries(read(("M1", "a", "Министерство")), two) == ["Министерство"]


def test_a_code_is_a_code_though_another_thing_is_called_so() -> None:
    crossed = known_names({Kind.MINISTRY: {"A": Words(ru="B"), "B": Words(ru="A")}})
    assert ministries(read(("M1", "a", "A")), crossed) == ["A"]


def test_a_thing_that_the_file_brings_may_be_named_in_it() -> None:
    sheet = [("Code", "Name (ru)"), ("MX", "Министерство всего нового")]
    assert ministries(read(("M1", "a", "Министерство всего нового"), Ministries=sheet)) == ["MX"]


def test_the_state_is_not_looked_for_within_words() -> None:
    assert key_of("Парк культуры РК") == name_key("Парк культуры")


def test_names_are_read_in_sheets_of_ours_and_nothing_is_changed_by_them(database: Database) -> None:
    new_programme(database)
    bring(database, ground())
    headers = ("Code", "Title (en)", "Field", "Problem", "Team", "Ministry", "Term")
    row = ("HEA-01-M01", "Count", "Healthcare", "Очереди в поликлиниках", "Саулық тобы", "Көлік министрлігі")
    content = workbook({"Milestones": [headers, (*row, "01.06.2026")]})
    found = prepared(database, content)
    assert found.faults == ()
    [added] = found.comparison.added
    told = [added.values[name] for name in ("problem_id", "team_id", "ministry_id")]
    assert told == ["HEA-02", "T-HEA", "MT"]
    bring(database, content)
    assert prepared(database, content).comparison.is_empty


def test_an_unknown_name_is_a_fault_at_its_cell(database: Database) -> None:
    new_programme(database)
    bring(database, ground())
    sheet = [("Code", "Title", "Problem", "Term"), ("M1", "a", "Очереди в банках", "01.06.2026")]
    [fault] = prepared(database, workbook({"Milestones": sheet})).faults
    assert (fault.cell, fault.code, fault.found) == ("C2", "unknown_code", "Очереди в банках")


def test_the_fields_of_a_whole_list_are_seen_through_names(database: Database) -> None:
    """A list of a field's problems leaves out one of them: it is removed, though the field is only named."""
    new_programme(database)
    bring(database, ground())
    sheet = [("Code", "Name (ru)", "Field"), ("HEA-09", "Новая", "Здравоохранение")]
    found = prepared(database, workbook({"Problems": sheet}), whole=True)
    assert [one.code for one in found.comparison.removed] == ["HEA-01", "HEA-02"]
