"""The corpus: dates, percentages, numbers and lights as cells hold them."""

from datetime import date
from typing import Any

from openpyxl.styles import Color, PatternFill
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus import xlsx
from tests.corpus.case import FIRST, HEADERS, SECOND, THINGS, TWO, Case, Row, changed, terms

_APRIL, _MARCH = date(2026, 4, 3), date(2026, 3, 4)
_DATES = ("Код", "Наименование", "Проблема", "Начало", "Срок", "Прогноз")


def _case(name: str, trait: str, content: bytes, **expected: object) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)  # type: ignore[arg-type]


def _terms(
    name: str, trait: str, written: dict[Any, date | None], fault: str = "", **expected: object
) -> Case:
    """Milestones whose terms are written in these ways; a term of None is the fault."""
    rows = [(f"M{number}", "Школа", "CON-01", term, 0.5, None) for number, term in enumerate(written)]
    faults = tuple(f"D{row} {fault}" for row, term in enumerate(written.values(), 2) if term is None)
    return _case(
        name, trait, xlsx.table(*rows), things=terms(*written.values()), **{"faults": faults, **expected}
    )


def _column(
    name: str,
    trait: str,
    column: int,
    written: list[Any],
    attribute: str,
    values: list[Any],
    fault: str = "",
    **expected: object,
) -> Case:
    """Milestones with these cells in one column; where the value is ... there is a fault."""
    rows: list[Row] = []
    for number, cell in enumerate(written):
        row = ["M" + str(number), *FIRST[1:]]
        row[column] = cell
        rows.append(row)
    letter = chr(65 + column)
    faults = tuple(f"{letter}{row} {fault}" for row, value in enumerate(values, 2) if value is ...)
    things = tuple({} if value is ... else {attribute: value} for value in values)
    return _case(name, trait, xlsx.table(*rows), things=things, **{"faults": faults, **expected})


def _filled(
    name: str, trait: str, fills: list[tuple[Any, Any]], values: list[Any], **expected: object
) -> Case:
    """Milestones whose lights are these cells: each a text and a colour."""

    def paint(page: Worksheet) -> None:
        for row, (_, colour) in enumerate(fills, 2):
            if colour is not None:
                page.cell(row, 6).fill = PatternFill("solid", fgColor=colour)

    rows = [(f"M{number}", *FIRST[1:5], text) for number, (text, _) in enumerate(fills)]
    faults = tuple(f"F{row} unknown_light" for row, value in enumerate(values, 2) if value is ...)
    things = tuple({} if value is ... else {"declared": value} for value in values)
    return _case(
        name, trait, xlsx.table(*rows, change=paint), things=things, **{"faults": faults, **expected}
    )


def _shaded(page: Worksheet) -> None:
    for column in range(1, 7):
        page.cell(3, column).fill = PatternFill("solid", fgColor="FFE2F0D9")
        page.cell(2, column).fill = PatternFill("solid", fgColor="FFC6EFCE")


def _as_month(page: Worksheet) -> None:
    page["D2"].number_format = "[$-419]mmmm yyyy;@"
    page["D3"].number_format = "mmm-yy"


def _percents(page: Worksheet) -> None:
    page["E2"].number_format = "0%"
    page["E3"].number_format = "0.0%"


def _errors(page: Worksheet) -> None:
    for cell, error in (("A2", "#REF!"), ("D3", "#N/A"), ("E3", "#DIV/0!"), ("F2", "#NAME?")):
        page[cell] = error
        page[cell].data_type = "e"


CASES = [
    _terms(
        "serials",
        "Excel's numbers of days",
        {46174: date(2026, 6, 1), 46175.5: date(2026, 6, 2), "12": None},
        "not_a_date",
    ),
    _terms(
        "styles",
        "many styles of dates in one file",
        {
            "01.06.2026": date(2026, 6, 1),
            "1.6.26": date(2026, 6, 1),
            "2026-06-01": date(2026, 6, 1),
            "2026/06/01": date(2026, 6, 1),
            "01.06.2026 г.": date(2026, 6, 1),
            "1 июня 2026 г.": date(2026, 6, 1),
            "2026 жылғы 1 маусым": date(2026, 6, 1),
            "1 June 2026": date(2026, 6, 1),
            "25/06/2026": date(2026, 6, 25),
            "03/04/2026": _APRIL,
        },
    ),
    _terms(
        "day-first",
        "slashed dates, one of which shows the order",
        {"03/04/2026": _APRIL, "13/04/2026": date(2026, 4, 13)},
    ),
    _terms(
        "month-first",
        "slashed dates with the month first",
        {"03/04/2026": _MARCH, "04/13/2026": date(2026, 4, 13)},
    ),
    _terms(
        "ambiguous",
        "slashed dates that show no order",
        {"03/04/2026": None, "04/04/2026": date(2026, 4, 4), "5/6/26": None},
        "ambiguous_date",
    ),
    _terms(
        "answered",
        "slashed dates of which the sender has said the order",
        {"03/04/2026": _MARCH, "5/6/26": date(2026, 5, 6)},
        day_first=False,
    ),
    _terms(
        "both-orders",
        "slashed dates in both orders",
        {"13/04/2026": date(2026, 4, 13), "04/13/2026": date(2026, 4, 13), "03/04/2026": None},
        "ambiguous_date",
    ),
    _terms(
        "months",
        "months in words",
        {
            "март 2026": date(2026, 3, 31),
            "наурыз 2026": date(2026, 3, 31),
            "March 2026": date(2026, 3, 31),
            "2026 ж. ақпан": date(2026, 2, 28),
            "03.2026": date(2026, 3, 31),
        },
    ),
    _terms(
        "quarters",
        "quarters and half-years",
        {
            "Q2 2026": date(2026, 6, 30),
            "II кв. 2026": date(2026, 6, 30),
            "2-тоқсан 2026": date(2026, 6, 30),
            "ІІ тоқсан 2026 ж.": date(2026, 6, 30),
            "2 квартал 2026 года": date(2026, 6, 30),
            "I полугодие 2026": date(2026, 6, 30),
        },
    ),
    _case(
        "beginnings",
        "a month means its first day where something begins",
        xlsx.sheet(_DATES, ("M1", "Школа", "CON-01", "март 2026", "март 2026", "Q2 2026")),
        things=({"start": date(2026, 3, 1), "term": date(2026, 3, 31), "forecast": date(2026, 6, 30)},),
    ),
    _case(
        "month-format",
        "dates shown as months",
        xlsx.table(*TWO, change=_as_month),
        things=changed((0, "term", date(2026, 6, 30)), (1, "term", date(2026, 9, 30))),
    ),
    _terms(
        "no-dates",
        "codes, seasons and sentences in date cells",
        {"TBC": None, "n/a": None, "PNS": None, "—": None},
        "no_value",
    ),
    _terms(
        "sentences",
        "what is no day",
        {
            "Spring 2025": None,
            "31.04.2026": None,
            "до конца года": None,
            "2026": None,
            "мар.26": None,
            "01.06.0206": None,
            "Q5 2026": None,
        },
        "not_a_date",
    ),
    _case(
        "none-words",
        "words for no value where none is needed",
        xlsx.sheet(
            (*_DATES, "Статус", "Ответственный"),
            ("M1", "Школа", "CON-01", "n/a", date(2026, 6, 1), "TBC", "-", "—"),
        ),
        things=({"start": None, "forecast": None, "declared": None, "owner": "—"},),
    ),
    _case(
        "end-before-start",
        "an end before its start, which is read as it stands",
        xlsx.sheet(_DATES, ("M1", "Школа", "CON-01", date(2026, 6, 1), date(2026, 5, 1), None)),
        things=({"start": date(2026, 6, 1), "term": date(2026, 5, 1)},),
    ),
    _column(
        "percents",
        "percentages of all kinds",
        4,
        ["0.35", 35, "35%", "35 %", "35,5%", "35\u00a0%", 0.35, "100"],
        "progress",
        [3500, 3500, 3500, 3500, 3550, 3500, 3500, 10000],
    ),
    _case("percent-format", "percentages by their format", xlsx.table(*TWO, change=_percents)),
    _column(
        "shares", "shares alone, of which 1 is all", 4, [0.35, 1, "0,5"], "progress", [3500, 10000, 5000]
    ),
    _column(
        "no-percents",
        "what is no percentage",
        4,
        ["половина", 135, "-5%"],
        "progress",
        [..., ..., ...],
        "not_a_percent",
    ),
    _case(
        "grouped-numbers",
        "numbers with spaces and marks",
        xlsx.sheet(
            ("Код", "Название (ru)", "Порядок"),
            *(
                (f"F{number}", "а", text)
                for number, text in enumerate(("1 000,00", "1.000,00", "1\u00a0000", "1,000.00", "1.000"))
            ),
        ),
        things=(*({"position": 1000},) * 4, {}),
        faults=("C6 not_a_number",),
    ),
    _column(
        "lights",
        "lights in words of three languages",
        5,
        [
            "Қызыл",
            "КРАСНЫЙ",
            "red",
            "Жёлтый",
            "сары",
            "Amber",
            "зеленая",
            "Жасыл / Зелёный",
            "gReen",
            "орындалды",
            "Завершено",
            "сұр",
        ],
        "declared",
        ["red"] * 3 + ["amber"] * 3 + ["green"] * 3 + ["done"] * 2 + ["grey"],
    ),
    _column(
        "case", "ratings as GREEN, green, Green", 5, ["GREEN", "green", "Green "], "declared", ["green"] * 3
    ),
    _column("letters-en", "R, A, G", 5, ["R", "a", "G", "Y"], "declared", ["red", "amber", "green", "amber"]),
    _column("letters-ru", "К, Ж, З", 5, ["К", "ж", "З"], "declared", ["red", "amber", "green"]),
    _column("letters-kk", "Қ, С, Ж", 5, ["Қ", "с", "Ж"], "declared", ["red", "amber", "green"]),
    _column(
        "letters-unclear",
        "Ж alone, which is yellow in Russian and green in Kazakh",
        5,
        ["Ж", None],
        "declared",
        [..., None],
        "unknown_light",
    ),
    _column("signs", "coloured signs", 5, ["🔴", "🟡", "🟢"], "declared", ["red", "amber", "green"]),
    _column(
        "ratings",
        "sentences and unknown words as ratings",
        5,
        ["Идёт по плану, но есть риски", "si", "бирюзовый", "Қызыл / Зелёный"],
        "declared",
        [...] * 4,
        "unknown_light",
    ),
    _filled(
        "fills",
        "colours of the cells themselves",
        [
            (None, "FFFF0000"),
            (None, "FFC00000"),
            (None, "FFFFC7CE"),
            (None, "FFFFC000"),
            (None, "FFFFFF00"),
            (None, "FFFFEB9C"),
            (None, "FF00B050"),
            (None, "FF92D050"),
            (None, "FFC6EFCE"),
            (None, "FF0070C0"),
            (None, None),
        ],
        ["red"] * 3 + ["amber"] * 3 + ["green"] * 3 + [None, None],
    ),
    _filled(
        "theme-fills",
        "colours of the theme and of the palette",
        [
            (None, Color(theme=6)),
            (None, Color(theme=9)),
            (None, Color(theme=5, tint=-0.25)),
            (None, Color(indexed=COLOR_INDEX.index("00FF0000"))),
            (None, Color(indexed=57)),
        ],
        ["green", "amber", "red", "red", "green"],
    ),
    _filled(
        "fills-and-texts",
        "a text beside a colour: a known word counts, an unknown one hides it, a dash does not",
        [
            ("красный", "FF00B050"),
            ("-", "FF00B050"),
            ("●", "FFFF0000"),
            ("в работе", "FF00B050"),
            ("n/a", None),
        ],
        ["red", "green", "red", ..., None],
    ),
    _case(
        "shaded",
        "rows shaded in pale green, which is nobody's light",
        xlsx.table((*FIRST[:5], None), (*SECOND[:5], None), change=_shaded),
        things=changed((0, "declared", None), (1, "declared", None)),
    ),
    _case(
        "errors",
        "error values in cells",
        xlsx.table(*TWO, change=_errors),
        things=({"name_ru": "Школа"}, {"code": "M2"}),
        faults=("A2 error_value", "F2 error_value", "D3 error_value", "E3 error_value"),
    ),
    _case(
        "formulas",
        "formulas, which count by their last value; one that has none",
        xlsx.with_parts(
            xlsx.table(
                ("M1", "Школа", "CON-01", "=A1", 0.35, None), ("M2", "Дорога", "CON-01", "=B1", 0.5, None)
            ),
            {
                "xl/worksheets/sheet1.xml": lambda part: part.replace(
                    b"<f>A1</f><v />", b"<f>A1</f><v>46174</v>"
                ).replace(b"<f>A1</f><v></v>", b"<f>A1</f><v>46174</v>")
            },
        ),
        things=({"term": date(2026, 6, 1)}, {"code": "M2"}),
        faults=("D3 error_value",),
    ),
    _case(
        "long",
        "a text that is too long",
        xlsx.table(("M1", "ш" * 501, *FIRST[2:]), SECOND),
        things=({"code": "M1"}, THINGS[1]),
        faults=("B2 too_long",),
    ),
    _case(
        "codes",
        "codes with spaces, as numbers",
        xlsx.table((" M 1\u00a0", *FIRST[1:]), (102, *SECOND[1:])),
        things=changed((0, "code", "M 1"), (1, "code", "102")),
    ),
    _case(
        "owners",
        "owners spelled in two ways, which are both read",
        xlsx.sheet((*HEADERS, "Ответственный"), (*FIRST, "Маңғыстау"), (*SECOND, "Мангыстау ")),
        things=({"owner": "Маңғыстау"}, {"owner": "Мангыстау"}),
    ),
    _case(
        "unknown",
        "references to what there is not",
        xlsx.table(("M1", "Школа", "CON-99", *FIRST[3:]), SECOND),
        things=({"code": "M1"}, THINGS[1]),
        faults=("C2 unknown_code",),
    ),
]
