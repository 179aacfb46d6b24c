"""The corpus: one thing said in all the formats, encodings, delimiters and line ends that there are."""

from datetime import date
from pathlib import Path
from typing import Any

from data_access.uploads.files.grid import Area, CellError, Share
from tests.corpus import ods, xlsb, xlsx
from tests.corpus.case import FIRST, HEADERS, SECOND, THINGS, TWO, Case, changed

FIXTURES = Path(__file__).parent / "fixtures"

TEXT = (
    "Код;Наименование;Проблема;Срок;Процент;Статус\r\n"
    "M1;Школа;CON-01;01.06.2026;35 %;зелёный\r\n"
    "M2;Дорога;CON-01;30.09.2026;100%;исполнено\r\n"
)
KAZAKH = "Код;Атауы;Мәселе;Мерзімі\nM1;Құрылыс нысандарының сапасы;CON-01;01.06.2026\n"
GERMAN = "Code;Title;Problem;Term\nM1;Prüfung für Müller – „gut“;CON-01;2026-06-01\n"
_IN_KAZAKH = ({"code": "M1", "name_kk": "Құрылыс нысандарының сапасы", "term": date(2026, 6, 1)},)
_MIXED = TEXT.replace("Дорога", "Дорога по степи")

_ERROR = (
    '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="">'
    "<text:p>#REF!</text:p></table:table-cell>"
)
_PLAIN_XLSX = xlsx.table(*TWO)
_TEXTS = [HEADERS, *([str(cell) for cell in row] for row in TWO)]
_OLD = (
    {"code": "M1", "name_kk": "Мектеп", "term": date(2026, 6, 1), "progress": 3500, "declared": "red"},
    {"code": "M2", "term": date(2026, 9, 1), "progress": 10000, "declared": "done"},
    {"code": "M3", "term": date(2026, 12, 31), "done_on": date(2026, 2, 1), "declared": "green"},
)


def _text(name: str, trait: str, content: bytes, **expected: Any) -> Case:
    return Case(name=f"{name}.csv", trait=trait, content=content, **expected)


CASES = [
    Case(name="plain.xlsx", trait="XLSX", content=_PLAIN_XLSX, rows=(2, 3)),
    Case(
        name="macros.xlsm",
        trait="XLSM, whose macros never run",
        content=xlsx.with_parts(
            _PLAIN_XLSX,
            {
                "xl/vbaProject.bin": b"\xcc\x61macros",
                "[Content_Types].xml": lambda part: part.replace(
                    b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
                ),
            },
        ),
    ),
    Case(
        name="old.xls",
        trait="XLS with all that hides in it: merged headers, a hidden row, an error, a colour, a month",
        content=(FIXTURES / "old.xls").read_bytes(),
        things=_OLD,
        rows=(6, 7, 8),
        faults=("E7 error_value",),
        remarks=("hidden_rows 7", "numbers 5"),
    ),
    Case(
        name="merged.xls",
        trait="XLS: cells merged over the rows that they speak of",
        content=(FIXTURES / "merged.xls").read_bytes(),
        things=(
            {"code": "M1", "problem_id": "CON-01", "term": date(2026, 6, 1)},
            {"code": "M2", "problem_id": "CON-01", "term": date(2026, 6, 1)},
            {"code": "M3", "problem_id": "CON-01", "term": date(2026, 7, 1)},
            {"code": "M4", "term": date(2026, 7, 1)},
        ),
        rows=(2, 3, 5, 6),
        faults=("C6 missing",),
        remarks=("merged C2:C5 D2:D3", "subtotal 7"),
    ),
    Case(
        name="plain.ods",
        trait="ODS",
        content=ods.ods("".join(ods.row(row) for row in (HEADERS, *TWO[:1], (*TWO[1][:4], 1.0, TWO[1][5])))),
    ),
    Case(
        name="merged.ods",
        trait="ODS: cells merged over the rows that they speak of",
        content=ods.ods(
            ods.row(HEADERS)
            + ods.row([*FIRST[:2], ods.cell("CON-01", 'table:number-rows-spanned="2"'), *FIRST[3:]])
            + ods.row([*SECOND[:2], "<table:covered-table-cell/>", SECOND[3], 1.0, SECOND[5]])
        ),
        remarks=("merged C2:C3",),
    ),
    Case(
        name="merged.xlsb",
        trait="XLSB: cells merged over the rows that they speak of",
        content=xlsb.xlsb(
            [
                HEADERS,
                ("M1", "Школа", "CON-01", (46174.0, xlsb.DAY), Share(0.35), "зелёный"),
                ("M2", "Дорога", None, (46295.0, xlsb.DAY), Share(1.0), "исполнено"),
            ],
            merged=[Area(top=1, left=2, bottom=2, right=2)],
        ),
        remarks=("merged C2:C3",),
    ),
    Case(
        name="repeated.ods",
        trait="ODS: repeated cells and rows, a hidden row, an error, a colour, a month",
        content=ods.ods(
            '<table:table-row table:number-rows-repeated="2"><table:table-cell '
            'table:number-columns-repeated="1024"/></table:table-row>'
            + ods.row(HEADERS)
            + ods.row(
                [
                    *("M1", "Школа", "CON-01", ods.cell(date(2026, 6, 1), 'table:style-name="month"')),
                    *(0.35, ods.cell(None, 'table:style-name="red"')),
                ],
                'table:visibility="collapse"',
            )
            + ods.row(
                [
                    *("M2", "Дорога", "CON-01"),
                    _ERROR,
                    *(1.0, "исполнено"),
                ]
            )
            + '<table:table-row table:number-rows-repeated="1048571"><table:table-cell '
            'table:number-columns-repeated="16384"/></table:table-row>'
        ),
        things=(
            {"code": "M1", "term": date(2026, 6, 30), "progress": 3500, "declared": "red"},
            {"code": "M2", "progress": 10000, "declared": "done"},
        ),
        rows=(4, 5),
        faults=("D5 error_value",),
        remarks=("hidden_rows 4",),
    ),
    Case(
        name="binary.xlsb",
        trait="XLSB with an error, a percentage, a colour, a hidden row",
        content=xlsb.xlsb(
            [
                HEADERS,
                ("M1", "Школа", "CON-01", (46174.0, xlsb.DAY), Share(0.35), (None, xlsb.RED)),
                ("M2", "Дорога", "CON-01", CellError("#REF!"), Share(1.0), "исполнено"),
            ],
            hidden=[2],
        ),
        things=(
            {"code": "M1", "term": date(2026, 6, 1), "progress": 3500, "declared": "red"},
            {"code": "M2", "progress": 10000},
        ),
        faults=("D3 error_value",),
        remarks=("hidden_rows 2",),
    ),
    Case(
        name="named.csv",
        trait="a workbook whose name says something else",
        content=_PLAIN_XLSX,
    ),
    Case(
        name="no-places.xlsx",
        trait="XLSX whose cells don't say where they stand",
        content=xlsx.by_hand(xlsx.sheet_xml(xlsx.texts_xml(*_TEXTS, numbered=False))),
    ),
    Case(
        name="prefix.xlsx",
        trait="XLSX with a prefix before all names and single quotes",
        content=xlsx.by_hand(
            xlsx.sheet_xml(
                xlsx.texts_xml(*_TEXTS, prefix="x", quote="'").replace(
                    "<x:c r='D2' t='inlineStr'><x:is><x:t>2026-06-01</x:t></x:is>",
                    "<x:c r='D2' t='e'><x:v>#REF!</x:v>",
                ),
                prefix="x",
            )
        ),
        things=({"code": "M1", "declared": "green"}, THINGS[1]),
        faults=("D2 error_value",),
    ),
    Case(
        name="links.xlsx",
        trait="XLSX with a link to another workbook, which is not followed",
        content=xlsx.table(
            ("M1", "Школа", "CON-01", date(2026, 6, 1), 0.35, "зелёный"),
            ("M2", "Дорога", "CON-01", date(2026, 9, 30), 1, "='[1]Sheet'!A1"),
        ),
        things=(THINGS[0], {"code": "M2"}),
        faults=("F3 error_value",),
    ),
    _text("semicolons", "semicolons", TEXT.encode(), rows=(2, 3)),
    _text("commas", "commas", TEXT.replace(";", ",").encode()),
    _text("tabs", "TSV", TEXT.replace(";", "\t").encode()),
    _text(
        "unicode-text",
        "tabs in UTF-16, as Excel saves Unicode text",
        b"\xff\xfe" + TEXT.replace(";", "\t").encode("utf-16-le"),
    ),
    _text(
        "titles",
        "title rows in a text file",
        ("Дорожная карта\r\nпо состоянию на 01.03.2026\r\n\r\n" + TEXT).encode("cp1251"),
        rows=(5, 6),
    ),
    _text(
        "faulty",
        "faults in a text file: a repeated code, no date, no percentage",
        (TEXT + "M1;Мост;CON-01;31.04.2026;много;зелёный\r\n").encode(),
        things=(*THINGS, {"name_ru": "Мост", "declared": "green"}),
        faults=("A4 duplicate_code", "D4 not_a_date", "E4 not_a_percent"),
    ),
    _text("bars", "bars", TEXT.replace(";", "|").encode()),
    _text("told", "a first line that tells the delimiter", ("sep=;\r\n" + TEXT).encode(), rows=(2, 3)),
    _text("marked", "UTF-8 with a mark", TEXT.encode("utf-8-sig")),
    _text("utf16le", "UTF-16 LE with a mark", b"\xff\xfe" + TEXT.encode("utf-16-le")),
    _text("utf16be", "UTF-16 BE with a mark", b"\xfe\xff" + TEXT.encode("utf-16-be")),
    _text("bare-utf16le", "UTF-16 LE without a mark", TEXT.encode("utf-16-le")),
    _text("bare-utf16be", "UTF-16 BE without a mark", TEXT.encode("utf-16-be")),
    _text("cp1251", "cp1251", TEXT.encode("cp1251")),
    _text("kz1048", "kz-1048", KAZAKH.encode("kz1048"), things=_IN_KAZAKH),
    _text(
        "cp1252",
        "cp1252",
        GERMAN.encode("cp1252"),
        things=({"code": "M1", "name_en": "Prüfung für Müller – „gut“", "term": date(2026, 6, 1)},),
    ),
    _text(
        "mixed",
        "lines in different encodings",
        b"".join(
            line.encode("cp1251" if line.startswith("M2") else "utf-8") for line in _MIXED.splitlines(True)
        ),
        things=changed((1, "name_ru", "Дорога по степи")),
        remarks=("mixed_encodings 3",),
    ),
    _text(
        "undecoded",
        "a letter that no encoding can read",
        TEXT.encode("cp1251").replace(b"\xd8\xea\xee\xeb\xe0", b"\xd8\x98\xee\xeb\xe0"),
        things=({"code": "M1"}, THINGS[1]),
        faults=("B2 undecoded_text",),
    ),
    _text("lf", "line ends of LF", TEXT.replace("\r\n", "\n").encode(), rows=(2, 3)),
    _text("cr", "line ends of CR alone", TEXT.replace("\r\n", "\r").encode(), rows=(2, 3)),
    _text(
        "quoted",
        "quoted fields with line breaks, delimiters and quotes",
        TEXT.replace("Школа", '"Школа;\n""Жас"" орман"').encode(),
        things=changed((0, "name_ru", 'Школа;\n"Жас" орман')),
        rows=(2, 3),
    ),
    _text(
        "open-quote",
        "a quote that never ends",
        TEXT.replace("Дорога", '"Дорога').encode(),
        things=changed((1, "name_ru", '"Дорога')),
        rows=(2, 3),
    ),
    _text("trailing", "empty columns at the end", TEXT.replace("\r\n", ";;;;\r\n").encode()),
]
