"""The columns of our sheets: what each is called in three languages and what its cells hold."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from data_access.model import Kind
from data_access.words import LANGUAGES, Words

CODE_LIMIT = 200


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
    """A column: the attribute that it fills, the header that we write, and others that we understand.

    `limit`: the most characters that a cell may hold.
    """

    attribute: str
    type: CellType
    header: Words
    is_required: bool = False
    refers_to: Kind | None = None
    synonyms: tuple[str, ...] = ()
    limit: int = 500

    @property
    def blank(self) -> str | int | None:
        """What an empty cell of the column means, as it is stored."""
        if self.type is CellType.TEXT:
            return ""
        return 0 if self.type is CellType.NUMBER else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A kind of sheet: one row a thing of `kind`.

    `known_by`: the attribute without whose own header no sheet is taken for one of this kind.
    """

    kind: Kind
    title: Words
    columns: tuple[Column, ...]
    known_by: str = "code"

    def column(self, attribute: str) -> Column:
        """The column that fills `attribute`."""
        return next(column for column in self.columns if column.attribute == attribute)


def _names(
    plain: Words, synonyms: Mapping[str, tuple[str, ...]] = MappingProxyType({})
) -> tuple[Column, ...]:
    """Three columns of a name, of which each row must fill one; a header without a language is in its own.

    `synonyms`: other words for the header by the language that they are in.
    """
    return tuple(
        Column(
            attribute=f"name_{tag}",
            type=CellType.TEXT,
            header=Words(*(f"{word} ({tag})" for word in (plain.kk, plain.ru, plain.en))),
            synonyms=(
                getattr(plain, tag),
                *synonyms.get(tag, ()),
                *(f"{word} ({tag})" for words in synonyms.values() for word in words),
            ),
        )
        for tag in LANGUAGES
    )


def _code(kk: str = "Код", ru: str = "Код", en: str = "Code") -> Column:
    return Column(
        attribute="code", type=CellType.CODE, header=Words(kk, ru, en), is_required=True, limit=CODE_LIMIT
    )


def _reference(attribute: str, kind: Kind, header: Words, *, is_required: bool = False) -> Column:
    return Column(
        attribute=attribute,
        type=CellType.REFERENCE,
        header=header,
        is_required=is_required,
        refers_to=kind,
        limit=CODE_LIMIT,
    )


_NAME = Words("Атауы", "Название", "Name")
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
            columns=(_code(), *_names(_NAME)),
        ),
        Sheet(
            kind=Kind.FIELD,
            title=Words("Салалар", "Отрасли", "Fields"),
            columns=(
                _code(),
                *_names(_NAME),
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
                *_names(_NAME),
                _reference("field_id", Kind.FIELD, _FIELD, is_required=True),
            ),
        ),
        Sheet(
            kind=Kind.PERSON,
            title=Words("Адамдар", "Люди", "People"),
            columns=(_code(), *_names(Words("Аты-жөні", "Фамилия и имя", "Full name"))),
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
                *_names(_NAME),
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
                    Words("Атауы", "Название", "Title"),
                    {
                        "kk": ("Жұмыс атауы", "Кезең", "Іс-шара", "Іс-шаралар"),
                        "ru": ("Наименование работ", "Наименование", "Веха", "Мероприятие", "Мероприятия"),
                        "en": ("Name", "Milestone"),
                    },
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
                    synonyms=(
                        *("Орындау мерзімі", "Орындау мерзімдері", "Орындалу мерзімі", "Орындалу мерзімдері"),
                        *("Срок выполнения", "Сроки выполнения", "Срок исполнения", "Сроки исполнения"),
                        *("Due", "Due date"),
                    ),
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
                    limit=5000,
                ),
            ),
        ),
        Sheet(
            kind=Kind.INSTRUCTION,
            title=Words("Тапсырмалар", "Поручения", "Given instructions"),
            known_by="text",
            columns=(
                _code(),
                Column(
                    attribute="text",
                    type=CellType.TEXT,
                    header=Words("Тапсырма мәтіні", "Текст поручения", "Text of the instruction"),
                    limit=5000,
                ),
                _reference(
                    "ministry_id",
                    Kind.MINISTRY,
                    Words("Жауапты орындаушы", "Ответственный исполнитель", "Executor"),
                ),
                Column(
                    attribute="term",
                    type=CellType.DATE,
                    header=Words("Мерзімі", "Срок", "Term"),
                ),
                Column(
                    attribute="progress",
                    type=CellType.PERCENT,
                    header=Words("Пайызы", "Процент", "Percent"),
                ),
                Column(
                    attribute="forecast",
                    type=CellType.DATE,
                    header=Words("Болжам", "Прогноз", "Forecast"),
                ),
                Column(
                    attribute="reported_done_on",
                    type=CellType.DATE,
                    header=Words(
                        "Орындалды деп баяндалған күні", "Дата исполнения по докладу", "Reported done on"
                    ),
                ),
                Column(
                    attribute="note",
                    type=CellType.TEXT,
                    header=Words("Ескертпе", "Примечание", "Note"),
                    limit=5000,
                ),
            ),
        ),
    )
}

# The label of the cell beside, below or in which an edition says the day that its figures speak of.
AS_AT = Words("Күні бойынша", "По состоянию на", "As at")
# Other words that say so where a day stands with them in one cell; alone they may mean anything.
AS_AT_WITH_A_DAY = ("жағдай бойынша", "жағдайы бойынша", "жай-күйі бойынша", "as of")

# The sheets of our own workbooks that hold no rows: what the workbook was made from, the lists of its
# drop-downs, how to work with it, and what was found in a file that was sent.
ABOUT_SHEET = "_about"
LISTS_SHEET = "_lists"
INSTRUCTIONS = Words("Нұсқаулық", "Инструкция", "Instructions")
FINDINGS = Words("Қателер мен күмәндар", "Ошибки и сомнения", "Faults and doubts")

# The columns of a milestone's row that speak of how it stands (a report), not of the plan.
REPORT_ATTRIBUTES = ("forecast", "done_on", "progress", "declared", "note")
# Those of an instruction's row; its other columns are there to be read: what was given a file does not change.
INSTRUCTION_REPORT = ("progress", "forecast", "reported_done_on", "note")
FIGURES_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.MILESTONE: REPORT_ATTRIBUTES,
    Kind.INSTRUCTION: INSTRUCTION_REPORT,
}
