"""A ministry's own sheet of one problem's milestones: two languages, headers in two rows, words that are not ours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from openpyxl import Workbook

from data_access.reads.milestones import MilestoneState

PROBLEM = "HEA-01"
NEW = f"{PROBLEM}-M90"
UNKNOWN_WORD = "келісуде / на согласовании"
GREEN_WORD = "кесте бойынша"
NOTES = "K"  # the column whose headers say nothing of what it holds
FIRST_ROW = 9
_GROUPS = ("№ р/с", "Шифр", "Іс-шара атауы", "Мерзімі / Сроки", None, None, "Жауапты орындаушылар")
_UPPER = (*_GROUPS, "Дайындық деңгейі", "Жай-күйі", "Аяқталу нысаны", "Қосымша деректер")
_LOWER = (
    *("№ п/п", None, "Наименование мероприятия", "жоспар / план", "болжам / ожидаемый", "нақты / факт"),
    *("Ответственные исполнители", "Степень готовности", "Состояние", "Форма завершения"),
    "Дополнительные сведения",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A milestone as the ministry writes it; `forecast` may be any text."""

    code: str
    title: str
    term: date
    forecast: date | str | None
    progress: float
    status: str = GREEN_WORD
    note: str = ""


def line_of(milestone: MilestoneState) -> Line:
    """A milestone that is not done, as it stands."""
    return Line(
        code=milestone.code,
        title=milestone.name.ru,
        term=milestone.term,
        forecast=milestone.forecast,
        progress=(milestone.progress or 0) / 10000,
        note=milestone.note,
    )


def save_sheet(path: Path, lines: Sequence[Line], *, as_at: date, name: str) -> Path:
    """Write an edition: titles, headers, their numbers, a section, the lines from row 9 on, a sum, a note."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = name
    page.append(["ҚР Денсаулық сақтау министрлігі / Министерство здравоохранения РК"])
    page.append(["«Емханалардағы кезектер» жол картасы / Дорожная карта «Очереди в поликлиниках»"])
    kk, ru = (format_date(as_at, "long", locale=language) for language in ("kk", "ru"))
    page.append([f"{kk} жағдай бойынша / по состоянию на {ru}"])
    page.append([])
    for headers in (_UPPER, _LOWER, range(1, len(_UPPER) + 1)):
        page.append(list(headers))
    page.append(["І. Дайындық / Подготовка"])
    for number, line in enumerate(lines, 1):
        page.append(
            [
                *(number, line.code, line.title, line.term, line.forecast, None, "Омаров А.", line.progress),
                *(line.status, "Есеп / Отчёт", line.note),
            ]
        )
        page.cell(page.max_row, 8).number_format = "0%"
    page.append(["Барлығы / Итого", *[None] * 6, sum(line.progress for line in lines) / len(lines)])
    page.append([])
    page.append(["Ескерту: деректер алдын ала / Примечание: данные предварительные"])
    for area in ("A1:K1", "A2:K2", "A3:K3", "D5:F5", "A8:K8"):
        page.merge_cells(area)
    page.row_dimensions[FIRST_ROW].hidden = True
    book.save(path)
    return path


def with_line(lines: Sequence[Line], number: int, **changes: Any) -> list[Line]:
    """The lines with one of them changed."""
    return [replace(line, **changes) if at == number else line for at, line in enumerate(lines)]
