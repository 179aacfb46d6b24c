"""The corpus: headings of sections between the rows, and cells merged over several rows."""

from datetime import date
from typing import Any

from tests.corpus.case import FIRST, HEADERS, SECOND, THINGS, Case
from tests.corpus.layouts import on_side
from tests.corpus.xlsx import merged, sheet


def _case(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)


CASES = [
    _case(
        "sections",
        "section rows, merged",
        sheet(
            HEADERS, ("I. Строительство",), FIRST, ("II. Дороги",), SECOND, change=merged("A2:F2", "A4:F4")
        ),
        rows=(3, 5),
        remarks=("section 2 4",),
    ),
    _case(
        "sections-not-merged",
        "section rows that are not merged",
        sheet(
            HEADERS,
            ("Раздел: строительство",),
            FIRST,
            ("Құрылыс",),
            SECOND,
            ("II", "Дороги и мосты"),
            (*SECOND[:0], "M3", *FIRST[1:]),
        ),
        things=(*THINGS, {**THINGS[0], "code": "M3"}),
        rows=(3, 5, 7),
        remarks=("section 2 4 6",),
    ),
    _case(
        "merged-rows",
        "cells merged over the rows that they speak of",
        sheet(
            HEADERS,
            FIRST,
            ("M2", "Дорога", None, None, 1, "исполнено"),
            (),
            ("M3", "Мост", None, date(2026, 7, 1), 0.1, "красный"),
            ("M4", "Порт", None, date(2026, 7, 1), 0.1, "красный"),
            ("Итого", None, None, None, 0.4),
            change=merged("C2:C5", "D2:D3"),
        ),
        things=(
            THINGS[0],
            {**THINGS[1], "term": date(2026, 6, 1)},
            {"code": "M3", "problem_id": "CON-01", "term": date(2026, 7, 1)},
            {"code": "M4", "term": date(2026, 7, 1)},
        ),
        rows=(2, 3, 5, 6),
        faults=("C6 missing",),
        remarks=("merged C2:C5 D2:D3", "subtotal 7"),
    ),
    _case(
        "merged-rows-faulty",
        "a fault in merged cells, which each of their rows has",
        sheet(
            HEADERS,
            (*FIRST[:3], "скоро", *FIRST[4:]),
            (*SECOND[:3], None, *SECOND[4:]),
            change=merged("D2:D3"),
        ),
        things=({"code": "M1"}, {"code": "M2"}),
        faults=("D2 not_a_date", "D2 not_a_date"),
        remarks=("merged D2:D3",),
    ),
    _case(
        "merged-over-a-gap",
        "rows below an empty one of which most is said in merged cells",
        sheet(
            HEADERS,
            FIRST,
            (),
            ("M2", "Дорога"),
            change=merged("C2:C4", "D2:D4", "E2:E4", "F2:F4"),
        ),
        things=(THINGS[0], {**THINGS[0], "code": "M2", "name_ru": "Дорога"}),
        rows=(2, 4),
        remarks=("merged C2:C4 D2:D4 E2:E4 F2:F4",),
    ),
    _case(
        "merged-numbered-rows",
        "rows inside merged cells that hold a number and nothing else",
        sheet(
            ("№", *HEADERS),
            (1, *FIRST),
            (2,),
            (3, *SECOND[:2], None, *SECOND[3:]),
            (4,),
            change=merged("D2:D5"),
        ),
        rows=(2, 4),
        remarks=("merged D2:D5",),
    ),
    _case(
        "merged-codes",
        "a code merged with the cell below: only the first row has it",
        sheet(HEADERS, FIRST, (None, *SECOND[1:]), change=merged("A2:A3")),
        things=(THINGS[0], {"name_ru": "Дорога"}),
        faults=("A3 missing",),
        remarks=("merged A2:A3",),
    ),
    _case(
        "merged-on-its-side",
        "a table on its side, with merged cells",
        sheet(*on_side(HEADERS, FIRST, (*SECOND[:2], None, *SECOND[3:])), change=merged("B3:C3")),
        rows=(2, 3),
        remarks=("merged B3:C3", "turned"),
    ),
    _case(
        "sections-with-sums",
        "section rows with their sums, and one that begins like a subtotal",
        sheet(
            HEADERS,
            ("I. Строительство", None, None, None, 0.4),
            FIRST,
            ("Итоги и меры по дорогам за весь год",),
            SECOND,
            change=merged("A2:D2", "A4:F4"),
        ),
        rows=(3, 5),
        remarks=("section 2 4",),
    ),
    _case(
        "sections-of-codes",
        "section rows that are a code alone, where the rows' numbers stand",
        sheet(
            ("№", *HEADERS),
            ("CON-01",),
            (1, *FIRST),
            ("CON-02",),
            (2, *SECOND),
        ),
        rows=(3, 5),
        remarks=("section 2 4",),
    ),
]
