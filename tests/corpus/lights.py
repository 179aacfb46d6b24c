"""The corpus: lights as words, letters and colours."""

from typing import Any

from openpyxl.styles import Color, PatternFill
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus import xlsx
from tests.corpus.case import FIRST, SECOND, Case, changed
from tests.corpus.contents import column


def _case(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.xlsx", trait=trait, content=content, **expected)


def _filled(name: str, trait: str, fills: list[tuple[Any, Any]], values: list[Any], **expected: Any) -> Case:
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
    for place in range(1, 7):
        page.cell(3, place).fill = PatternFill("solid", fgColor="FFE2F0D9")
        page.cell(2, place).fill = PatternFill("solid", fgColor="FFC6EFCE")


def _merged_red(page: Worksheet) -> None:
    page.merge_cells("F2:F3")
    page["F2"].fill = PatternFill("solid", fgColor="FFFF0000")


CASES = [
    column(
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
    column(
        "case", "ratings as GREEN, green, Green", 5, ["GREEN", "green", "Green "], "declared", ["green"] * 3
    ),
    column("letters-en", "R, A, G", 5, ["R", "a", "G", "Y"], "declared", ["red", "amber", "green", "amber"]),
    column("letters-ru", "К, Ж, З", 5, ["К", "ж", "З"], "declared", ["red", "amber", "green"]),
    column("letters-kk", "Қ, С, Ж", 5, ["Қ", "с", "Ж"], "declared", ["red", "amber", "green"]),
    column(
        "letters-unclear",
        "Ж alone, which is yellow in Russian and green in Kazakh",
        5,
        ["Ж", None],
        "declared",
        [..., None],
        "unknown_light",
    ),
    column("signs", "coloured signs", 5, ["🔴", "🟡", "🟢"], "declared", ["red", "amber", "green"]),
    column(
        "ratings",
        "sentences and unknown words as ratings",
        5,
        ["Идёт по плану, но есть риски", "si", "SI", "бирюзовый", "Қызыл / Зелёный"],
        "declared",
        [...] * 5,
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
        "light-merged-fill",
        "one colour over merged cells",
        xlsx.table(
            (*FIRST[:5], None),
            (*SECOND[:5], None),
            change=_merged_red,
        ),
        things=changed((0, "declared", "red"), (1, "declared", "red")),
        remarks=("merged F2:F3",),
    ),
]
