"""Sheets as ministries keep them for themselves."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook

from data_access.model import Kind
from tests.data_access.uploads.foreign_ground import FIELDS, MILESTONES, PROBLEMS, TEAMS, TITLES_KK, TITLES_RU


@dataclass(frozen=True, kw_only=True)
class Foreign:
    """A sheet with the kind and the columns that a person would see in it."""

    name: str
    rows: Sequence[Sequence[Any]]
    kind: Kind
    columns: Mapping[str, str]
    merged: Sequence[str] = ()
    words: Mapping[str, str | None] = field(default_factory=dict)

    def content(self) -> bytes:
        """The sheet as a workbook."""
        book = Workbook()
        page = book.worksheets[0]
        page.title = self.name
        for row in self.rows:
            page.append([cell[0] if isinstance(cell, tuple) else cell for cell in row])
        for at, row in enumerate(self.rows, start=1):
            for column, cell in enumerate(row, start=1):
                if isinstance(cell, tuple):
                    page.cell(at, column).number_format = cell[1]
        for area in self.merged:
            page.merge_cells(area)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()


def _day(month: int) -> date:
    return date(2026, month, 15)


def _share(value: float) -> tuple[float, str]:
    return value, "0%"


BILINGUAL = Foreign(
    name="Жол картасы",
    rows=[
        ("«Ауылдағы дәрігерлер» жол картасы / Дорожная карта «Сельские врачи»",),
        (),
        (
            "Шифр",
            "Іс-шара атауы / Наименование мероприятия",
            "Мәселе коды / Код проблемы",
            "Жауапты орындаушылар / Ответственные исполнители",
            "Аяқтау нысаны / Форма завершения",
            "Орындау мерзімі / Срок исполнения",
            "Орындалу барысы / Ход исполнения",
        ),
        (1, 2, 3, 4, 5, 6, 7),
        (MILESTONES[0], TITLES_RU[0], "HEA-01", "Омаров А.", "Отчёт", "15.06.2026", "Идёт сбор сведений"),
        (
            MILESTONES[1],
            TITLES_RU[1],
            "HEA-01",
            "Ахметова С.",
            "Закон",
            "15.09.2026",
            "Проект на согласовании",
        ),
        (MILESTONES[2], TITLES_RU[2], "HEA-02", "Омаров А.", "Акт ввода", "15.11.2026", ""),
    ],
    kind=Kind.MILESTONE,
    columns={"A": "code", "B": "name_ru", "C": "problem_id", "D": "owner", "F": "term", "G": "note"},
)

TWO_ROWS = Foreign(
    name="Лист1",
    rows=[
        ("Жұмыс жоспары", None, None, None, None, None),
        ("р/с №", "Коды", "Жұмыс атауы", "Мәселе", "Орындау мерзімі", "Орындалуы, %"),
        ("№ п/п", "Код", "Наименование работ", "Проблема", "Срок выполнения", "Исполнение, %"),
        (1, 2, 3, 4, 5, 6),
        ("I. Кадрлар / Кадры",),
        (1, MILESTONES[0], TITLES_KK[0], "HEA-01", _day(6), _share(0.35)),
        (2, MILESTONES[1], TITLES_KK[1], "HEA-01", _day(9), _share(0.1)),
        ("Барлығы / Всего", None, None, None, None, _share(0.2)),
        ("II. Оқыту / Обучение",),
        (3, MILESTONES[2], TITLES_KK[2], "HEA-02", _day(11), _share(0)),
    ],
    merged=["A1:F1"],
    kind=Kind.MILESTONE,
    columns={"B": "code", "C": "name_kk", "D": "problem_id", "E": "term", "F": "progress"},
)

GROUPED = Foreign(
    name="План-факт",
    rows=[
        (
            "Индекс",
            "Жұмыстың атауы / Наименование работы",
            "Мәселе / Проблема",
            "Орындалу күні / Дата выполнения",
            None,
            "Ескертулер / Примечания",
        ),
        (
            None,
            None,
            None,
            "жоспарланған / запланировано",
            "орындалған / выполнено",
            None,
        ),
        (MILESTONES[0], TITLES_RU[0], "HEA-01", _day(6), _day(7), "Сдано позже"),
        (MILESTONES[1], TITLES_RU[1], "HEA-01", _day(9), None, ""),
        (MILESTONES[2], TITLES_RU[2], "HEA-02", _day(11), None, ""),
    ],
    merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
    kind=Kind.MILESTONE,
    columns={
        "A": "code",
        "B": "name_ru",
        "C": "problem_id",
        "D": "term",
        "E": "done_on",
        "F": "note",
    },
)

TWO_TITLES = Foreign(
    name="Мониторинг",
    rows=[
        (
            "Бірегей нөмір",
            "Іс-шара",
            "Мероприятие",
            "Решаемая проблема",
            "Дедлайн",
            "Ожидаемый срок",
            "Степень готовности",
        ),
        *(
            (code, kk, ru, problem, _day(month), _day(month + 1), _share(done))
            for code, kk, ru, problem, month, done in zip(
                MILESTONES,
                TITLES_KK,
                TITLES_RU,
                ("Нехватка врачей на селе", "Нехватка врачей на селе", "Очереди в поликлиниках"),
                (6, 9, 11),
                (0.35, 0.1, 0),
                strict=True,
            )
        ),
    ],
    kind=Kind.MILESTONE,
    columns={
        "A": "code",
        "B": "name_kk",
        "C": "name_ru",
        "D": "problem_id",
        "E": "term",
        "F": "forecast",
        "G": "progress",
    },
)

STATUSES = Foreign(
    name="Статусы",
    rows=[
        ("№ п/п", "Код мероприятия", "ЦГО", "Мероприятия", "Проблема", "Плановый срок", "Статус исполнения"),
        (
            1,
            MILESTONES[0],
            "Министерство здравоохранения РК",
            TITLES_RU[0],
            "HEA-01",
            "15.06.2026",
            "в работе",
        ),
        (2, MILESTONES[1], "Министерство здравоохранения", TITLES_RU[1], "HEA-01", "15.09.2026", "По плану"),
        (3, MILESTONES[2], "Министерство транспорта", TITLES_RU[2], "HEA-02", "15.11.2026", "в работе"),
        (
            4,
            "HEA-01-M04",
            "Министерство транспорта",
            "Собрать заявки от районов",
            "HEA-02",
            "15.12.2026",
            "на паузе",
        ),
    ],
    kind=Kind.MILESTONE,
    columns={
        "B": "code",
        "C": "ministry_id",
        "D": "name_ru",
        "E": "problem_id",
        "F": "term",
        "G": "declared",
    },
    words={"в работе": "amber", "по плану": "green", "на паузе": None},
)

ENGLISH = Foreign(
    name="Tracker",
    rows=[
        (
            "ID",
            "Activity",
            "Problem code",
            "Planned start",
            "Deadline",
            "Actual finish",
            "% complete",
            "RAG",
            "Remarks",
        ),
        *(
            (code, title, "HEA-01", _day(1), _day(6), None, done, light, "")
            for code, title, done, light in (
                (MILESTONES[0], "Count the surgeries of all districts", 35, "R"),
                (MILESTONES[1], "Adopt the law on rural bonuses", 10, "A"),
                (MILESTONES[2], "Open a training centre in Abai", 0, "G"),
            )
        ),
    ],
    kind=Kind.MILESTONE,
    columns={
        "A": "code",
        "B": "name_en",
        "C": "problem_id",
        "D": "start",
        "E": "term",
        "F": "done_on",
        "G": "progress",
        "H": "declared",
        "I": "note",
    },
)

NAMELESS = Foreign(
    name="Sheet1",
    rows=[
        ("Столбец1", "Столбец2", "Столбец3", "Столбец4", "Столбец5", "Столбец6"),
        *(
            (code, title, "HEA-01", _day(6), _share(done), "MHC")
            for code, title, done in zip(MILESTONES, TITLES_RU, (0.35, 0.1, 0.2), strict=True)
        ),
    ],
    kind=Kind.MILESTONE,
    columns={
        "A": "code",
        "B": "name_ru",
        "C": "problem_id",
        "D": "term",
        "E": "progress",
        "F": "ministry_id",
    },
)

PROBLEM_LIST = Foreign(
    name="Перечень",
    rows=[
        (
            "Мәселе коды / Код проблемы",
            "Мәселенің атауы",
            "Наименование проблемы",
            "Сфера / Саласы",
            "Ответственная команда",
        ),
        *(
            (code, words.kk, words.ru, "Здравоохранение" if code < "L" else "Логистика", "T-HEA")
            for code, words in PROBLEMS.items()
        ),
    ],
    kind=Kind.PROBLEM,
    columns={"A": "code", "B": "name_kk", "C": "name_ru", "D": "field_id", "E": "team_id"},
)

TEAM_LIST = Foreign(
    name="Командалар тізімі",
    rows=[
        ("Код команды", "Команда атауы", "Название команды", "Направление / Бағыт"),
        *(
            (code, words.kk, words.ru, field)
            for (code, words), field in zip(TEAMS.items(), FIELDS, strict=True)
        ),
    ],
    kind=Kind.TEAM,
    columns={"A": "code", "B": "name_kk", "C": "name_ru", "D": "field_id"},
)

MEMBERS = Foreign(
    name="Состав",
    rows=[
        ("ID", "ФИО", "Рабочая группа", "Функция"),
        ("M-1", "Омаров Айдос", "T-HEA", "Руководитель"),
        ("M-2", "Ахметова Сауле", "T-LOG", "Ментор"),
    ],
    kind=Kind.MEMBERSHIP,
    columns={"A": "code", "B": "person_id", "C": "team_id", "D": "role"},
)

PEOPLE_LIST = Foreign(
    name="Штат",
    rows=[
        ("Табельный номер", "Т.А.Ә", "Ф.И.О", "Телефон"),
        ("P1", "Омаров Айдос Серікұлы", "Омаров Айдос Серикович", "+7 701 000 00 00"),
        ("P2", "Ахметова Сәуле Қайратқызы", "Ахметова Сауле Кайратовна", "+7 701 000 00 01"),
    ],
    kind=Kind.PERSON,
    columns={"A": "code", "B": "name_kk", "C": "name_ru"},
)

WITHOUT_PROBLEM = Foreign(
    name="HEA-01",
    rows=[
        ("План мероприятий по проблеме HEA-01 «Нехватка врачей на селе»",),
        ("Код вехи", "Веха", "Исполнитель", "Срок завершения", "Фактическая дата", "Уровень исполнения"),
        *(
            (code, title, "А. Омаров", _day(month), None, _share(done))
            for code, title, month, done in zip(
                MILESTONES, TITLES_RU, (6, 9, 11), (0.35, 0.1, 0), strict=True
            )
        ),
    ],
    kind=Kind.MILESTONE,
    columns={
        "A": "code",
        "B": "name_ru",
        "C": "owner",
        "D": "term",
        "E": "done_on",
        "F": "progress",
    },
)

SECTIONED = Foreign(
    name="План",
    rows=[
        ("План мероприятий Министерства здравоохранения на 2026 год",),
        ("№ п/п", "Шифр", "Наименование мероприятия", "Срок исполнения", "Исполнение, %"),
        ("1. HEA-01 – врачи на селе",),
        (1, MILESTONES[0], TITLES_RU[0], _day(6), _share(0.35)),
        (2, MILESTONES[1], TITLES_RU[1], _day(9), _share(0.1)),
        ("2. Очереди в поликлиниках",),
        (3, MILESTONES[2], TITLES_RU[2], _day(11), _share(0)),
    ],
    merged=["A1:E1", "A3:E3", "A6:E6"],
    kind=Kind.MILESTONE,
    columns={"B": "code", "C": "name_ru", "D": "term", "E": "progress"},
)

FOREIGN = {
    "bilingual": BILINGUAL,
    "two rows": TWO_ROWS,
    "grouped": GROUPED,
    "two titles": TWO_TITLES,
    "statuses": STATUSES,
    "english": ENGLISH,
    "nameless": NAMELESS,
    "problems": PROBLEM_LIST,
    "teams": TEAM_LIST,
    "members": MEMBERS,
    "people": PEOPLE_LIST,
    "without problem": WITHOUT_PROBLEM,
    "sections": SECTIONED,
}
