"""The corpus: headers, titles, sections and sides as they are laid out."""

from datetime import date
from functools import partial
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus import xlsx
from tests.corpus.case import FIRST, HEADERS, SECOND, THINGS, TWO, Case, Row, changed
from tests.corpus.xlsx import merged, sheet

NUMBERS: Row = (1, 2, 3, 4, 5, 6)
_KAZAKH = ("Коды", "Жұмыс атауы", "Мәселе", "Орындау мерзімі", "Орындалу пайызы", "Мәртебесі")
_RUSSIAN = ("Код", "Наименование работ", "Проблема", "Срок выполнения", "Процент выполнения", "Статус")
_IN_KK = tuple(
    {("name_kk" if name == "name_ru" else name): value for name, value in thing.items()} for thing in THINGS
)
_GROUPED = (
    ("Код", "Наименование", "Проблема", "Мерзімі / Срок", None, "Процент"),
    (None, None, None, "жоспарланған / запланировано", "орындалған / выполнено", None),
)
_UNDER_GROUPS = (
    ("M1", "Школа", "CON-01", date(2026, 6, 1), None, 0.35),
    ("M2", "Дорога", "CON-01", date(2026, 9, 30), date(2026, 2, 1), 1),
)
_OF_GROUPS = (
    {"code": "M1", "name_ru": "Школа", "term": date(2026, 6, 1), "done_on": None, "progress": 3500},
    {"code": "M2", "name_ru": "Дорога", "term": date(2026, 9, 30), "done_on": date(2026, 2, 1)},
)
_GROUPS = merged("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")


def _case(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)


def _hide(page: Worksheet, *, rows: tuple[int, ...] = (), columns: tuple[str, ...] = ()) -> None:
    for row in rows:
        page.row_dimensions[row].hidden = True
    for column in columns:
        page.column_dimensions[column].hidden = True


def on_side(*rows: Row) -> list[Row]:
    """A table with its rows as columns."""
    return list(zip(*rows, strict=True))


CASES = [
    _case(
        "titles",
        "title rows",
        sheet(("Дорожная карта 2026",), ("по отрасли",), (), HEADERS, *TWO),
        rows=(5, 6),
    ),
    _case(
        "merged-title",
        "a merged title",
        sheet(("Дорожная карта 2026",), HEADERS, *TWO, change=merged("A1:F1")),
        rows=(3, 4),
    ),
    _case(
        "as-at",
        "labels and values above the headers",
        sheet(("Министерство", "МПС"), ("По состоянию на", date(2026, 3, 1)), HEADERS, *TWO),
        rows=(4, 5),
    ),
    _case(
        "corner",
        "a table that begins at C5",
        sheet(*[()] * 4, *((None, None, *row) for row in (HEADERS, *TWO))),
        rows=(6, 7),
    ),
    _case(
        "groups",
        "two rows of headers, merged into groups",
        sheet(*_GROUPED, *_UNDER_GROUPS, change=_GROUPS),
        things=_OF_GROUPS,
        rows=(3, 4),
    ),
    _case(
        "groups-not-merged",
        "two rows of headers in groups that are not merged",
        sheet(*_GROUPED, *_UNDER_GROUPS),
        things=_OF_GROUPS,
        rows=(3, 4),
    ),
    Case(
        name="groups.csv",
        trait="groups in a text file",
        content=(
            "Код;Наименование;Проблема;Срок;;Процент\n;;;план;факт;\n"
            "M1;Школа;CON-01;01.06.2026;;35%\nM2;Дорога;CON-01;30.09.2026;01.02.2026;100%\n"
        ).encode(),
        things=_OF_GROUPS,
        rows=(3, 4),
    ),
    _case(
        "bilingual-rows",
        "two languages in two rows",
        sheet(_KAZAKH, _RUSSIAN, *TWO),
        things=_IN_KK,
        rows=(3, 4),
    ),
    _case(
        "bilingual-cells",
        "two languages in one cell",
        sheet([f"{kk} / {ru}" for kk, ru in zip(_KAZAKH, _RUSSIAN, strict=True)], *TWO),
        things=_IN_KK,
    ),
    _case(
        "numbers",
        "a row of column numbers",
        sheet(HEADERS, NUMBERS, *TWO),
        rows=(3, 4),
        remarks=("numbers 2",),
    ),
    _case(
        "three-rows",
        "two languages, groups and a row of numbers",
        sheet(
            ("Коды", "Жұмыс атауы", "Мәселе", "Мерзімі", None, "Пайызы"),
            ("Код", "Наименование", "Проблема", "Срок", None, "Процент"),
            (None, None, None, "жоспарланған", "орындалған", None),
            ("1", "2", "3", "4", "5", "6"),
            *_UNDER_GROUPS,
            change=merged("D1:E1", "D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3"),
        ),
        things=tuple(
            {("name_kk" if name == "name_ru" else name): value for name, value in thing.items()}
            for thing in _OF_GROUPS
        ),
        rows=(5, 6),
        remarks=("numbers 4",),
    ),
    _case(
        "languages-in-groups",
        "a name in three languages below one header",
        sheet(
            ("Код", "Наименование", None, None, "Проблема", "Срок"),
            (None, "каз", "рус", "англ", None, None),
            ("M1", "Мектеп", "Школа", "School", "CON-01", date(2026, 6, 1)),
            change=merged("B1:D1"),
        ),
        things=({"name_kk": "Мектеп", "name_ru": "Школа", "name_en": "School", "term": date(2026, 6, 1)},),
    ),
    _case(
        "breaks",
        "header names with line breaks",
        sheet(
            ("Код", "Наименование\nработ", "Проблема", "Срок\r\nвыполнения", "Процент\nвыполнения", "Статус"),
            *TWO,
        ),
    ),
    _case(
        "spaces",
        "header names with spaces and a byte-order mark",
        sheet(("\ufeffКод ", " Наименование", "Проблема\u00a0", "Срок  ", "Процент:", "Статус*"), *TWO),
    ),
    _case(
        "double",
        "two columns of the same name",
        sheet((*HEADERS, "Срок"), (*FIRST, date(2026, 7, 1)), (*SECOND, None)),
        faults=("G1 double_column",),
    ),
    _case("empty-rows", "empty rows between", sheet(HEADERS, (), FIRST, (), (), SECOND), rows=(3, 6)),
    _case(
        "empty-columns",
        "empty columns between",
        sheet(*[(*row[:2], None, *row[2:4], None, None, *row[4:]) for row in (HEADERS, *TWO)]),
    ),
    _case(
        "hidden-rows",
        "hidden rows, which are read",
        xlsx.table(*TWO, change=partial(_hide, rows=(3,))),
        remarks=("hidden_rows 3",),
    ),
    _case(
        "hidden-columns",
        "hidden columns, which are read",
        xlsx.table(*TWO, change=partial(_hide, columns=("C",))),
        remarks=("hidden_columns C",),
    ),
    _case(
        "subtotals",
        "subtotal rows",
        sheet(
            HEADERS,
            FIRST,
            ("Итого по разделу", None, None, None, 0.35),
            SECOND,
            (None, "БАРЛЫҒЫ / ВСЕГО:", None, None, 0.67),
            (None, "Total", 2),
        ),
        rows=(2, 4),
        remarks=("subtotal 3 5 6",),
    ),
    _case(
        "headers-again",
        "headers repeated on each page",
        sheet(HEADERS, NUMBERS, FIRST, HEADERS, NUMBERS, SECOND),
        rows=(3, 6),
        remarks=("headers 4", "numbers 2 5"),
    ),
    _case(
        "notes",
        "notes and a signature below",
        sheet(
            HEADERS,
            *TWO,
            (),
            ("Примечание: данные предварительные",),
            (None, "Руководитель управления", None, None, "А. Серик"),
        ),
        rows=(2, 3),
        remarks=("note 5 6",),
    ),
    _case(
        "on-its-side",
        "a table on its side",
        sheet(*on_side(HEADERS, *TWO)),
        rows=(2, 3),
        remarks=("turned",),
    ),
    _case(
        "card",
        "one thing, its attributes down the side, below a title and a day",
        sheet(("Карточка",), ("По состоянию на", date(2026, 3, 1)), *on_side(HEADERS, FIRST)),
        things=THINGS[:1],
        rows=(2,),
        remarks=("turned",),
    ),
    _case(
        "on-its-side-faulty",
        "a fault in a table on its side",
        sheet(*on_side(HEADERS, FIRST, (*SECOND[:3], "скоро", *SECOND[4:]))),
        things=(THINGS[0], {"code": "M2"}),
        faults=("C4 not_a_date",),
        remarks=("turned",),
    ),
    _case(
        "sheets",
        "several sheets, one of something else, one hidden",
        xlsx.workbook(
            {
                "Справка": [("Прочтите",), ("меня", "пожалуйста")],
                "Вехи 1": [HEADERS, FIRST],
                "Вехи 2": [(), HEADERS, SECOND],
            },
            change=lambda page: setattr(page, "sheet_state", "hidden"),
        ),
        rows=(2, 3),
    ),
    _case(
        "hidden-sheet",
        "a hidden sheet of things, which is read",
        xlsx.workbook(
            {"Вехи 1": [HEADERS, FIRST], "Вехи 2": [HEADERS, SECOND]},
            change=lambda page: setattr(page, "sheet_state", "hidden"),
        ),
        rows=(2, 2),
        remarks=("hidden_sheet",),
    ),
    _case(
        "unnamed",
        "a column without a header",
        sheet((*HEADERS[:5], None, "Статус"), *((*row[:5], "x", row[5]) for row in TWO)),
    ),
    _case(
        "ids",
        "codes that are blank or repeated",
        sheet(HEADERS, FIRST, (None, *SECOND[1:]), ("M1", *SECOND[1:])),
        things=(THINGS[0], {"name_ru": "Дорога"}, {**THINGS[1], "code": "M1"}),
        faults=("A3 missing", "A4 duplicate_code"),
    ),
    _case(
        "lonely-code",
        "a row of which only the code is filled",
        sheet(HEADERS, *TWO, ("M3",)),
        things=(*THINGS, {"code": "M3"}),
        faults=("B4 missing", "C4 missing", "D4 missing"),
    ),
    _case(
        "total-name",
        "a thing whose name begins like a subtotal",
        sheet(HEADERS, ("M1", "Всего школ", *FIRST[2:]), SECOND),
        things=changed((0, "name_ru", "Всего школ")),
    ),
]
