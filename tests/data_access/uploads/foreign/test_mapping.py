"""What a sender says of a foreign sheet: kept as text, found again next month, and what it makes of the sheet."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.model import Kind
from data_access.uploads.checks.sheet_check import SheetCheck
from data_access.uploads.columns import SHEETS, CellType
from data_access.uploads.files.table import Table
from data_access.uploads.foreign.mapped_table import laid_sheets, mapped_table
from data_access.uploads.foreign.mapping import (
    CONSTANT_TYPES,
    WORD_TYPES,
    ColumnMapping,
    FileMapping,
    MappingUnreadableError,
    SheetMapping,
    mapping_from_json,
    signature_of,
)
from data_access.uploads.read import read_workbook
from data_access.uploads.values.vocabulary import plain
from tests.data_access.uploads.bringing import workbook
from tests.data_access.uploads.foreign_ground import MILESTONES, TITLES_RU

HEADERS = ("Шифр", "Мероприятие", "Дедлайн", "Отметка", "Бюджет")
TERM = date(2026, 6, 15)
ROWS = [(code, title, TERM, "в работе", 5) for code, title in zip(MILESTONES, TITLES_RU, strict=True)]
MAPPING = SheetMapping(
    sheet="План",
    kind=Kind.MILESTONE,
    columns=tuple(
        ColumnMapping(header=header, column=letters, attribute=attribute)
        for header, letters, attribute in zip(
            HEADERS, "ABCDE", ("code", "name_ru", "term", "declared", None), strict=True
        )
    ),
    constants={"problem_id": "HEA-01"},
    words={"declared": {"в работе": "amber", "": ""}},
)


def table(
    headers: Sequence[str] = HEADERS, rows: Sequence[Sequence[Any]] = ROWS, mapping: SheetMapping = MAPPING
) -> Table:
    [sheet] = laid_sheets(read_workbook("plan.xlsx", workbook({"План": [headers, *rows]})))
    found = mapped_table(sheet.layout, mapping)
    assert found is not None
    return found


texts = st.text(st.characters(codec="utf-8"), max_size=20)


@st.composite
def sheet_mappings(draw: st.DrawFn) -> SheetMapping:
    kind = draw(st.sampled_from([None, *SHEETS]))
    if kind is None:
        return SheetMapping(sheet=draw(texts), kind=None, columns=(ColumnMapping(header=draw(texts)),))
    of_type = {
        types: [column.attribute for column in SHEETS[kind].columns if column.type in types]
        for types in (CONSTANT_TYPES, WORD_TYPES)
    }
    references = [one.attribute for one in SHEETS[kind].columns if one.type is CellType.REFERENCE]
    attributes = st.sampled_from([None, *(column.attribute for column in SHEETS[kind].columns)])
    column = st.builds(ColumnMapping, header=texts, column=texts, attribute=attributes)
    constant, word = (st.sampled_from(names or ["code"]) for names in of_type.values())
    return SheetMapping(
        sheet=draw(texts),
        kind=kind,
        columns=(ColumnMapping(header="Код", attribute="code"), *draw(st.lists(column, max_size=4))),
        by_section=tuple(draw(st.lists(st.sampled_from(references), max_size=2))) if references else (),
        constants=draw(st.dictionaries(constant, texts, max_size=2)) if of_type[CONSTANT_TYPES] else {},
        words=draw(st.dictionaries(word, st.dictionaries(texts, texts, max_size=3), max_size=2))
        if of_type[WORD_TYPES]
        else {},
    )


@given(
    sheets=st.lists(sheet_mappings(), max_size=3).map(tuple),
    day_first=st.sampled_from([None, True, False]),
)
def test_a_mapping_written_as_text_is_the_same_mapping(
    sheets: tuple[SheetMapping, ...], day_first: bool | None
) -> None:
    mapping = FileMapping(sheets=sheets, day_first=day_first)
    assert mapping_from_json(mapping.to_json()) == mapping


def test_what_a_text_says_besides_is_passed_over() -> None:
    told = json.loads(FileMapping(sheets=(MAPPING,)).to_json())
    told["sheets"][0]["columns"][0]["samples"] = ["HEA-01-M01"]
    assert mapping_from_json(json.dumps(told)).sheets == (MAPPING,)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "the file"),
        ("[]", "the file"),
        ('{"sheets": [{"sheet": "a"}]}', "sheets.0.kind"),
        ('{"sheets": [{"sheet": "a", "kind": "ministries"}]}', "sheets.0.kind"),
        ('{"sheets": [{"sheet": "a", "kind": "programme"}]}', "a: kind"),
        ('{"sheets": [{"sheet": "a", "kind": "milestone"}]}', "a: columns: code"),
        (
            '{"sheets": [{"sheet": "a", "kind": "team", "columns": [{"header": "b", "attribute": "term"}]}]}',
            "a: columns: term",
        ),
        (
            '{"sheets": [{"sheet": "a", "kind": "milestone", "constants": {"code": "x"}}]}',
            "a: constants: code",
        ),
        (
            '{"sheets": [{"sheet": "a", "kind": "milestone", "by_section": ["term"]}]}',
            "a: by_section: term",
        ),
        (
            '{"sheets": [{"sheet": "a", "kind": "milestone", "words": {"term": {"x": "y"}}}]}',
            "a: words: term",
        ),
    ],
)
def test_a_text_that_is_no_mapping_is_told_where(text: str, place: str) -> None:
    with pytest.raises(MappingUnreadableError) as caught:
        mapping_from_json(text)
    assert caught.value.places[0].startswith(place)


def test_next_months_edition_has_the_same_signature() -> None:
    assert signature_of(["Код", "Исполнение на 01.03.2026, %", "План на март 2026 г."]) == signature_of(
        ["", "План на  Апрель 2027 г.", "КОД", "Исполнение на 01.04.2026, %"]
    )


def test_other_headers_have_another_signature() -> None:
    signatures = {
        signature_of(headers) for headers in (["Код"], ["Код", "Код"], ["Код", "Срок"], ["Шифр"], [])
    }
    assert len(signatures) == 5


def test_the_mapping_of_a_sheet_is_found_by_headers_and_name() -> None:
    other = replace(MAPPING, sheet="Второй", constants={})
    changed = replace(MAPPING, sheet="Третий", columns=MAPPING.columns[:2])
    mapping = FileMapping(sheets=(MAPPING, other, changed))
    assert mapping.of_sheet("второй ", MAPPING.signature) == other
    assert mapping.of_sheet("Март", MAPPING.signature) == MAPPING
    assert mapping.of_sheet("Третий", "headers that were edited") == changed
    assert mapping.of_sheet("Март", "headers that nobody knows") is None


def test_a_table_is_what_the_mapping_says() -> None:
    found = table()
    assert found.letters == {"code": "A", "name_ru": "B", "term": "C", "declared": "D"}
    assert found.cells("declared").whole() == ["amber"] * 3
    assert found.cells("problem_id").whole() == ["HEA-01"] * 3
    assert [header.text for header in found.headers if header.attribute is None] == ["Бюджет"]


def test_columns_are_found_by_their_headers_wherever_they_stand() -> None:
    headers = ("Новое", "Дедлайн", "Шифр", "МЕРОПРИЯТИЕ ", "Отметка", "Бюджет")
    rows = [("?", TERM, MILESTONES[0], TITLES_RU[0], "в работе", 5)]
    assert table(headers, rows).letters == {"code": "C", "name_ru": "D", "term": "B", "declared": "E"}


def test_columns_of_one_name_are_told_apart_by_their_places() -> None:
    headers = ("Шифр", "Мероприятие", "Дата", "Дата")
    mapping = SheetMapping(
        sheet="План",
        kind=Kind.MILESTONE,
        columns=tuple(
            ColumnMapping(header=header, column=letters, attribute=attribute)
            for header, letters, attribute in zip(
                headers, "ABCD", ("code", "name_ru", "start", "term"), strict=True
            )
        ),
    )
    row = (MILESTONES[0], TITLES_RU[0], date(2026, 1, 1), TERM)
    assert table(headers, [row], mapping).letters["term"] == "D"
    # Next month a column has come in before them.
    later = table(("Шифр", "Вид", *headers[1:]), [(row[0], "x", *row[1:])], mapping)
    assert (later.letters["start"], later.letters["term"]) == ("D", "E")


def test_a_column_without_a_header_is_found_by_its_letters() -> None:
    headers = ("", "Мероприятие", "Дедлайн")
    columns = (
        ColumnMapping(header="", column="A", attribute="code"),
        ColumnMapping(header="Мероприятие", column="B", attribute="name_ru"),
    )
    mapping = SheetMapping(sheet="План", kind=Kind.MILESTONE, columns=columns)
    assert table(headers, [row[:3] for row in ROWS], mapping).letters == {"code": "A", "name_ru": "B"}
    moved = [("Мероприятие", "Дедлайн", ""), *((row[1], row[2], row[0]) for row in ROWS)]
    [sheet] = laid_sheets(read_workbook("plan.xlsx", workbook({"План": moved})))
    assert mapped_table(sheet.layout, mapping) is None


def test_a_sheet_left_out_or_without_its_codes_is_no_table() -> None:
    [sheet] = laid_sheets(read_workbook("plan.xlsx", workbook({"План": [HEADERS, *ROWS]})))
    assert mapped_table(sheet.layout, replace(MAPPING, kind=None)) is None
    without = replace(
        MAPPING, columns=(ColumnMapping(header="Номер", attribute="code"), *MAPPING.columns[1:])
    )
    assert mapped_table(sheet.layout, without) is None


def test_a_column_goes_before_what_holds_for_all_rows() -> None:
    headers = (*HEADERS[:4], "Проблема")
    columns = (*MAPPING.columns[:4], ColumnMapping(header="Проблема", attribute="problem_id"))
    rows = [(*row[:4], "HEA-02") for row in ROWS]
    assert (
        table(headers, rows, replace(MAPPING, columns=columns)).cells("problem_id").whole() == ["HEA-02"] * 3
    )


def test_rows_are_not_filled_by_what_holds_for_all_of_them() -> None:
    checked = SheetCheck(table(rows=[ROWS[0], ("", "", "", "", "x"), ROWS[1]]))
    assert list(checked.rows) == [0, 2]
    assert checked.of("problem_id").whole() == ["HEA-01", "HEA-01"]


@pytest.mark.parametrize("word", ["в работе", " В  РАБОТЕ.", "в работе:"])
def test_a_word_is_known_however_it_is_written(word: str) -> None:
    rows = [(*ROWS[0][:3], word, 5)]
    assert table(rows=rows).cells("declared").whole() == ["amber"]


def test_a_number_may_be_a_word() -> None:
    mapping = replace(MAPPING, words={"declared": {plain("1"): "green", plain("2"): "red"}})
    rows = [(*ROWS[0][:3], 1, 5), (*ROWS[1][:3], 2, 5)]
    assert table(rows=rows, mapping=mapping).cells("declared").whole() == ["green", "red"]


def test_a_word_may_stand_for_nothing() -> None:
    mapping = replace(MAPPING, words={"declared": {"в работе": ""}})
    assert SheetCheck(table(mapping=mapping)).of("declared").whole() == [None] * 3
