"""Our columns can be told apart by their headers, in every language."""

from collections import defaultdict

import pytest

from data_access.model import MODELS, Kind, Report
from data_access.uploads.columns import REPORT_ATTRIBUTES, SHEETS, CellType
from data_access.uploads.tables.headers import attribute_of
from data_access.uploads.values.vocabulary import plain
from data_access.words import LANGUAGES


@pytest.mark.parametrize("kind", SHEETS)
def test_no_header_stands_for_two_columns(kind: Kind) -> None:
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for column in SHEETS[kind].columns:
        for word in (*(getattr(column.header, language) for language in LANGUAGES), *column.synonyms):
            meant[plain(word)].add(column.attribute)
    assert {word: names for word, names in meant.items() if len(names) > 1} == {}


@pytest.mark.parametrize("kind", SHEETS)
def test_every_column_is_known_by_its_header_in_each_language(kind: Kind) -> None:
    for column in SHEETS[kind].columns:
        for language in LANGUAGES:
            assert attribute_of(kind, getattr(column.header, language)) == column.attribute


@pytest.mark.parametrize(
    ("attribute", "headers"),
    {
        "term": ("Орындалу мерзімі", "Орындау мерзімдері", "Сроки исполнения", "Сроки выполнения"),
        "name_kk": ("Іс-шара", "Іс-шаралар"),
        "name_ru": ("Мероприятие", "Мероприятия"),
        "progress": ("Орындалу пайызы", "Процент выполнения"),
        None: ("Форма завершения", "Аяқталу нысаны"),
    }.items(),
)
def test_usual_words_for_a_milestones_columns_need_no_mapping(
    attribute: str | None, headers: tuple[str, ...]
) -> None:
    assert {attribute_of(Kind.MILESTONE, header) for header in headers} == {attribute}


@pytest.mark.parametrize("kind", SHEETS)
def test_every_column_fills_a_column_of_the_tables(kind: Kind) -> None:
    for column in SHEETS[kind].columns:
        if (kind, column.attribute) != (Kind.MILESTONE, "field_id"):
            table = Report if column.attribute in REPORT_ATTRIBUTES else MODELS[kind]
            assert hasattr(table, column.attribute)
        assert (column.type is CellType.REFERENCE) == (column.refers_to is not None)
