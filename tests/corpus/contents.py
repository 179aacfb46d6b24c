"""The corpus: percentages, numbers, errors, formulas, codes and texts as cells hold them."""

from datetime import date
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus import xlsx
from tests.corpus.case import FIRST, HEADERS, SECOND, THINGS, TWO, Case, Row, changed


def _case(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)


def column(
    name: str,
    trait: str,
    place: int,
    written: list[Any],
    attribute: str,
    values: list[Any],
    fault: str = "",
    **expected: Any,
) -> Case:
    """Milestones with these cells in one column; where the value is ... there is a fault."""
    rows: list[Row] = []
    for number, cell in enumerate(written):
        row = ["M" + str(number), *FIRST[1:]]
        row[place] = cell
        rows.append(row)
    letter = chr(65 + place)
    faults = tuple(f"{letter}{row} {fault}" for row, value in enumerate(values, 2) if value is ...)
    things = tuple({} if value is ... else {attribute: value} for value in values)
    return _case(name, trait, xlsx.table(*rows), things=things, **{"faults": faults, **expected})


def _percents(page: Worksheet) -> None:
    page["E2"].number_format = "0%"
    page["E3"].number_format = "0.0%"


def _errors(page: Worksheet) -> None:
    for cell, error in (("A2", "#REF!"), ("D3", "#N/A"), ("E3", "#DIV/0!"), ("F2", "#NAME?")):
        page[cell] = error
        page[cell].data_type = "e"


CASES = [
    column(
        "percents",
        "percentages of all kinds",
        4,
        ["0.35", 35, "35%", "35 %", "35,5%", "35\u00a0%", 0.35, "100"],
        "progress",
        [3500, 3500, 3500, 3500, 3550, 3500, 3500, 10000],
    ),
    _case("percent-format", "percentages by their format", xlsx.table(*TWO, change=_percents)),
    column("shares", "shares alone, of which 1 is all", 4, [0.35, 1, "0,5"], "progress", [3500, 10000, 5000]),
    column(
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
