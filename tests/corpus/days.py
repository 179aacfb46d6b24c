"""The corpus: dates as cells hold them."""

from datetime import date
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus import xlsx
from tests.corpus.case import TWO, Case, changed, terms

_APRIL, _MARCH = date(2026, 4, 3), date(2026, 3, 4)
_DATES = ("Код", "Наименование", "Проблема", "Начало", "Срок", "Прогноз")


def _case(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)


def _terms(name: str, trait: str, written: dict[Any, date | None], fault: str = "", **expected: Any) -> Case:
    """Milestones whose terms are written in these ways; a term of None is the fault."""
    rows = [(f"M{number}", "Школа", "CON-01", term, 0.5, None) for number, term in enumerate(written)]
    faults = tuple(f"D{row} {fault}" for row, term in enumerate(written.values(), 2) if term is None)
    return _case(
        name, trait, xlsx.table(*rows), things=terms(*written.values()), **{"faults": faults, **expected}
    )


def _as_month(page: Worksheet) -> None:
    page["D2"].number_format = "[$-419]mmmm yyyy;@"
    page["D3"].number_format = "mmm-yy"


def _from_1904(page: Worksheet) -> None:
    assert page.parent is not None
    page.parent.epoch = CALENDAR_MAC_1904


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
            "Срок будет определён после согласования проекта с заинтересованными органами": None,
        },
        "not_a_date",
    ),
    _case(
        "since-1904",
        "dates counted from 1904, as Excel on the Mac does",
        xlsx.table(*TWO, change=_from_1904),
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
]
