"""What a foreign sheet lists and which column is which is proposed as a person would see it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from data_access.model import Kind
from data_access.uploads.foreign.column_match import Basis
from data_access.uploads.foreign.mapped_table import laid_sheets
from data_access.uploads.foreign.mapping import ColumnMapping, SheetMapping
from data_access.uploads.foreign.propose import propose
from data_access.uploads.foreign.sheet_proposal import ColumnProposal, SheetProposal
from data_access.uploads.read import read_workbook
from tests.data_access.uploads.bringing import workbook
from tests.data_access.uploads.foreign_ground import MILESTONES, TITLES_RU, names, own_codes
from tests.data_access.uploads.foreign_sheets import (
    FOREIGN,
    GROUPED,
    NAMELESS,
    STATUSES,
    TWO_TITLES,
    WITHOUT_PROBLEM,
    Foreign,
)


def proposal_for(content: bytes, remembered: Sequence[SheetMapping] = ()) -> SheetProposal:
    [sheet] = laid_sheets(read_workbook("plan.xlsx", content))
    return propose(sheet.layout, names(), own_codes(), remembered=remembered)


def columns(proposal: SheetProposal, kind: Kind = Kind.MILESTONE) -> dict[str, str]:
    return {one.letters: one.attribute for one in proposal.columns[kind] if one.attribute is not None}


def column(proposal: SheetProposal, letters: str) -> ColumnProposal:
    return next(one for one in proposal.columns[Kind.MILESTONE] if one.letters == letters)


def sheet(headers: Sequence[str], *rows: Sequence[Any], name: str = "План") -> bytes:
    return workbook({name: [headers, *rows]})


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
def test_each_column_is_seen_for_what_it_is(foreign: Foreign) -> None:
    proposal = proposal_for(foreign.content())
    assert proposal.kind is foreign.kind
    assert columns(proposal, foreign.kind) == foreign.columns
    assert proposal.is_likely


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ("Сроки исполнения мероприятий", "term"),
        ("Срок исполнения (план)", "term"),
        ("Жоспарланған мерзімі / Плановый срок", "term"),
        ("Due date", "term"),
        ("Фактическая дата исполнения", "done_on"),
        ("Нақты орындалған күні", "done_on"),
        ("Ожидаемая дата завершения", "forecast"),
        ("Дата начала работ", "start"),
        ("Государственный орган - исполнитель", "ministry_id"),
        ("Проблемные вопросы и риски", "note"),
        ("Комментарии министерства", "note"),
        ("Процент исполнения на 01.03.2026", "progress"),
        ("Форма завершения / Аяқтау нысаны", None),
        ("Объём финансирования, млн тенге", None),
    ],
)
def test_a_header_is_understood_in_other_endings_and_orders(header: str, attribute: str | None) -> None:
    """The column is empty, so that its header alone tells."""
    proposal = proposal_for(
        sheet(
            ("Код", "Мероприятие", header),
            *((code, title, None) for code, title in zip(MILESTONES, TITLES_RU, strict=True)),
        )
    )
    assert column(proposal, "C").attribute == attribute


@pytest.mark.parametrize(
    "header", ["Форма завершения", "Аяқталу нысаны", "Аяқталу нысаны / Форма завершения"]
)
def test_how_something_ends_is_never_taken_for_when(header: str) -> None:
    proposal = proposal_for(
        sheet(
            ("Код", "Мероприятие", header),
            *((code, title, date(2026, 6, 1)) for code, title in zip(MILESTONES, TITLES_RU, strict=True)),
        )
    )
    assert column(proposal, "C").attribute is None


def test_our_own_words_count_most() -> None:
    proposal = proposal_for(TWO_TITLES.content())
    assert column(proposal, "D").basis is Basis.HEADER
    ours = proposal_for(sheet(("Code", "Title (en)", "Term"), ("M1", "Survey of all", date(2026, 6, 1))))
    assert [(one.confidence, one.basis) for one in ours.columns[Kind.MILESTONE]] == [(1.0, Basis.OURS)] * 3


def test_values_tell_where_headers_do_not() -> None:
    found = {one.attribute: one for one in proposal_for(NAMELESS.content()).columns[Kind.MILESTONE]}
    assert all(one.basis is Basis.VALUES for one in found.values())
    # What only looks so is less sure than a known code.
    assert found["code"].confidence > found["name_ru"].confidence


def test_a_title_goes_into_the_language_of_its_values() -> None:
    headers = ("Код", "Жұмыс атауы / Наименование работ", "Срок")
    for titles, attribute in ((TITLES_RU, "name_ru"), (("Заң қабылдау үшін", "Ғимарат салу ісі"), "name_kk")):
        rows = ((code, title, date(2026, 6, 1)) for code, title in zip(MILESTONES, titles, strict=False))
        assert column(proposal_for(sheet(headers, *rows)), "B").attribute == attribute


def test_a_column_that_counts_the_rows_is_no_code() -> None:
    for header in ("№ п/п", "ID"):
        rows = ((at, title, date(2026, 6, 1)) for at, title in enumerate(TITLES_RU, start=1))
        proposal = proposal_for(sheet((header, "Мероприятие", "Срок"), *rows))
        assert column(proposal, "A").attribute is None


def test_planned_and_done_under_one_heading_are_told_apart() -> None:
    proposal = proposal_for(GROUPED.content())
    assert column(proposal, "D").attribute == "term"
    assert column(proposal, "E").attribute == "done_on"


def test_from_and_to_under_one_heading_are_start_and_term() -> None:
    rows = [
        ("Шифр", "Мероприятие", "Сроки реализации работ", None),
        (None, None, "с", "по"),
        *(
            (code, title, date(2026, 1, 1), date(2026, 6, 1))
            for code, title in zip(MILESTONES, TITLES_RU, strict=True)
        ),
    ]
    foreign = Foreign(
        name="План", rows=rows, merged=["A1:A2", "B1:B2", "C1:D1"], kind=Kind.MILESTONE, columns={}
    )
    assert columns(proposal_for(foreign.content())) == {
        "A": "code",
        "B": "name_ru",
        "C": "start",
        "D": "term",
    }


def test_samples_are_the_first_different_values() -> None:
    proposal = proposal_for(STATUSES.content())
    assert column(proposal, "G").samples == ("в работе", "По плану", "на паузе")


def test_words_of_status_are_listed_once_with_what_they_mean() -> None:
    proposal = proposal_for(STATUSES.content())
    words = proposal.unread_words(Kind.MILESTONE, "declared", 6, names())
    assert [(word.text, word.count, word.meaning) for word in words] == [
        ("в работе", 2, "amber"),
        ("По плану", 1, "green"),
        ("на паузе", 1, None),
    ]
    assert proposal.mapping(names()).words == {"declared": STATUSES.words}


def test_a_name_is_no_word_to_ask_about() -> None:
    proposal = proposal_for(STATUSES.content())
    assert proposal.unread_words(Kind.MILESTONE, "ministry_id", 2, names()) == []


def test_a_reference_that_nobody_knows_is_asked_about() -> None:
    headers = ("Код", "Мероприятие", "Министерство", "Срок")
    rows = [(code, "Провести перепись", "Минздрав", "01.06.2026") for code in MILESTONES]
    words = proposal_for(sheet(headers, *rows)).unread_words(Kind.MILESTONE, "ministry_id", 2, names())
    assert [(word.text, word.count) for word in words] == [("Минздрав", 3)]


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("HEA-02", ()),
        ("Лист1", ("Проблема HEA-02: очереди",)),
        ("Лист1", ("План по проблеме «Очереди в поликлиниках» на 2026 год",)),
    ],
)
def test_the_problem_above_the_headers_holds_for_all_rows(name: str, above: tuple[str, ...]) -> None:
    headers = ("Код вехи", "Веха", "Срок завершения")
    rows = [(code, title, "01.06.2026") for code, title in zip(MILESTONES, TITLES_RU, strict=True)]
    proposal = proposal_for(workbook({name: [above, headers, *rows]}))
    assert proposal.constants == {"problem_id": "HEA-02"}


def test_two_problems_above_the_headers_are_none() -> None:
    rows = [("Проблемы HEA-01 и HEA-02",), *WITHOUT_PROBLEM.rows[1:]]
    assert proposal_for(workbook({"Лист1": rows})).constants == {}


def before(columns: Mapping[str, str | None], **answers: Any) -> SheetMapping:
    return SheetMapping(
        sheet="Февраль",
        kind=Kind.MILESTONE,
        columns=tuple(ColumnMapping(header=header, attribute=name) for header, name in columns.items()),
        **answers,
    )


def test_what_a_header_was_before_it_is_again() -> None:
    headers = ("Код", "Мероприятие", "Отметка", "Примечание")
    rows = [(code, title, "5", "ход") for code, title in zip(MILESTONES, TITLES_RU, strict=True)]
    remembered = [before({"Код": "code", "отметка": "progress", "Примечание": None})]
    proposal = proposal_for(sheet(headers, *rows), remembered)
    assert (column(proposal, "C").attribute, column(proposal, "C").basis) == ("progress", Basis.REMEMBERED)
    assert column(proposal, "D").attribute is None


def test_what_a_word_meant_before_it_means_again() -> None:
    remembered = [before({}, words={"declared": {"на паузе": "grey", "в работе": "green"}})]
    words = proposal_for(STATUSES.content(), remembered).unread_words(Kind.MILESTONE, "declared", 6, names())
    assert [word.meaning for word in words] == ["green", "green", "grey"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Заметки", "Ещё"), ("позвонить в банк", "завтра"), ("купить бумагу", "потом")],
        [("Год", "Сумма"), (2024, 1000), (2025, 1200), (2026, 1500)],
        [("Регион", "Население"), ("Абай", 600_000), ("Ақмола", 730_000)],
    ],
)
def test_a_sheet_of_something_else_is_none_of_ours(rows: Sequence[Sequence[Any]]) -> None:
    sheets = laid_sheets(read_workbook("plan.xlsx", workbook({"Лист1": rows})))
    assert not any(propose(one.layout, names(), own_codes()).is_likely for one in sheets)
