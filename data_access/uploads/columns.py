"""The columns of our sheets: what each is called in three languages and what its cells hold."""

import enum
from dataclasses import dataclass

from data_access.model import Kind
from data_access.words import Words


class CellType(enum.StrEnum):
    """What a cell of a column holds, and so how it is read, checked and written."""

    CODE = "code"  # the thing's own code
    TEXT = "text"
    REFERENCE = "reference"  # the code of another thing (see `Column.refers_to`)
    DATE = "date"
    PERCENT = "percent"  # stored in hundredths of a percent
    LIGHT = "light"
    ROLE = "role"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the attribute that it fills, its headers (the first of each language is the one we write)."""

    attribute: str
    type: CellType
    header: Words
    is_required: bool = False
    refers_to: Kind | None = None
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A kind of sheet: one row a thing of `kind`."""

    kind: Kind
    title: Words
    columns: tuple[Column, ...]

    def column(self, attribute: str) -> Column:
        """The column that fills `attribute`."""
        return next(column for column in self.columns if column.attribute == attribute)


def _names(kk: str, ru: str, en: str, *, synonyms: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Three columns of a name; a sheet needs at least one of them to hold text in each row."""
    return tuple(
        Column(
            attribute=f"name_{tag}",
            type=CellType.TEXT,
            header=Words(f"{kk} ({tag})", f"{ru} ({tag})", f"{en} ({tag})"),
            synonyms=(kk, ru, en, *synonyms) if tag == "kk" else (),
        )
        for tag in ("kk", "ru", "en")
    )


def _code(kk: str = "Код", ru: str = "Код", en: str = "Code") -> Column:
    return Column(attribute="code", type=CellType.CODE, header=Words(kk, ru, en), is_required=True)


def _reference(attribute: str, kind: Kind, header: Words, *, is_required: bool = False) -> Column:
    return Column(
        attribute=attribute,
        type=CellType.REFERENCE,
        header=header,
        is_required=is_required,
        refers_to=kind,
    )


_MINISTRY = Words("Министрлік", "Министерство", "Ministry")
_FIELD = Words("Сала", "Отрасль", "Field")
_TEAM = Words("Команда", "Команда", "Team")
_PROBLEM = Words("Мәселе", "Проблема", "Problem")

SHEETS: dict[Kind, Sheet] = {
    sheet.kind: sheet
    for sheet in (
        Sheet(
            kind=Kind.MINISTRY,
            title=Words("Министрліктер", "Министерства", "Ministries"),
            columns=(_code(), *_names("Атауы", "Название", "Name")),
        ),
        Sheet(
            kind=Kind.FIELD,
            title=Words("Салалар", "Отрасли", "Fields"),
            columns=(
                _code(),
                *_names("Атауы", "Название", "Name"),
                _reference("ministry_id", Kind.MINISTRY, _MINISTRY),
                Column(
                    attribute="position",
                    type=CellType.NUMBER,
                    header=Words("Реті", "Порядок", "Position"),
                ),
            ),
        ),
        Sheet(
            kind=Kind.TEAM,
            title=Words("Командалар", "Команды", "Teams"),
            columns=(
                _code(),
                *_names("Атауы", "Название", "Name"),
                _reference("field_id", Kind.FIELD, _FIELD, is_required=True),
            ),
        ),
        Sheet(
            kind=Kind.PERSON,
            title=Words("Адамдар", "Люди", "People"),
            columns=(_code(), *_names("Аты-жөні", "Фамилия и имя", "Full name")),
        ),
        Sheet(
            kind=Kind.MEMBERSHIP,
            title=Words("Құрамы", "Составы команд", "Members"),
            columns=(
                _code(),
                _reference("person_id", Kind.PERSON, Words("Адам", "Человек", "Person"), is_required=True),
                _reference("team_id", Kind.TEAM, _TEAM, is_required=True),
                Column(
                    attribute="role",
                    type=CellType.ROLE,
                    header=Words("Рөлі", "Роль", "Role"),
                    is_required=True,
                ),
            ),
        ),
        Sheet(
            kind=Kind.PROBLEM,
            title=Words("Мәселелер", "Проблемы", "Problems"),
            columns=(
                _code(),
                *_names("Атауы", "Название", "Name"),
                _reference("field_id", Kind.FIELD, _FIELD, is_required=True),
                _reference("team_id", Kind.TEAM, _TEAM),
            ),
        ),
        Sheet(
            kind=Kind.MILESTONE,
            title=Words("Кезеңдер", "Вехи", "Milestones"),
            columns=(
                _code(),
                *_names(
                    "Атауы",
                    "Название",
                    "Title",
                    synonyms=("Name", "Жұмыс атауы", "Наименование работ", "Наименование", "Кезең", "Веха"),
                ),
                # Not stored with the milestone: its problem says the field; checked when it is given.
                _reference("field_id", Kind.FIELD, _FIELD),
                _reference("problem_id", Kind.PROBLEM, _PROBLEM, is_required=True),
                _reference("team_id", Kind.TEAM, _TEAM),
                _reference("ministry_id", Kind.MINISTRY, _MINISTRY),
                Column(
                    attribute="owner",
                    type=CellType.TEXT,
                    header=Words("Жауапты", "Ответственный", "Owner"),
                    synonyms=("Жауапты орындаушы", "Ответственный исполнитель", "Responsible"),
                ),
                Column(
                    attribute="start",
                    type=CellType.DATE,
                    header=Words("Басталуы", "Начало", "Start"),
                    synonyms=("Start date", "Дата начала", "Басталу күні"),
                ),
                Column(
                    attribute="term",
                    type=CellType.DATE,
                    header=Words("Мерзімі", "Срок", "Term"),
                    is_required=True,
                    synonyms=("Орындау мерзімі", "Срок выполнения", "Срок исполнения", "Due", "Due date"),
                ),
                Column(
                    attribute="forecast",
                    type=CellType.DATE,
                    header=Words("Болжам", "Прогноз", "Forecast"),
                    synonyms=("Болжамды мерзім", "Прогнозный срок"),
                ),
                Column(
                    attribute="done_on",
                    type=CellType.DATE,
                    header=Words("Орындалған күні", "Дата выполнения", "Done on"),
                    synonyms=("Орындалу күні", "Дата исполнения", "Done", "Completed on"),
                ),
                Column(
                    attribute="progress",
                    type=CellType.PERCENT,
                    header=Words("Пайызы", "Процент", "Percent"),
                    synonyms=("%", "Progress", "Орындалу пайызы", "Процент выполнения", "Percent done"),
                ),
                Column(
                    attribute="declared",
                    type=CellType.LIGHT,
                    header=Words("Министрлік бағасы", "Оценка министерства", "Declared light"),
                    synonyms=("Declared", "Status", "Статус", "Мәртебесі", "Оценка", "Бағасы"),
                ),
                Column(
                    attribute="note",
                    type=CellType.TEXT,
                    header=Words("Ескертпе", "Примечание", "Note"),
                    synonyms=("Notes", "Comment", "Комментарий", "Түсініктеме"),
                ),
            ),
        ),
    )
}

# The label of the cell above or beside which an edition says the day that its figures speak of.
AS_AT = Words("Күні бойынша", "По состоянию на", "As at")

# The columns of a milestone's row that speak of how it stands (a report), not of the plan.
REPORT_ATTRIBUTES = ("forecast", "done_on", "progress", "declared", "note")
